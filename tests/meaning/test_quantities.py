"""Figures: what counts as one, its bounds, unit, what is counted, as of when, and whose it is."""

import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.figures import find_figures
from sayso.meaning.language import Language
from sayso.meaning.quantities import find_quantities
from tests.meaning.make import scene


@pytest.fixture(scope="module")
def read():
    language = Language()

    def parse(marked, **options):
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return parse


def figures(text):
    return [(f.span.of(text), f.low, f.high, f.unit) for f in find_figures(text)]


NUMBERS = [
    ("It sent 50,000 troops.", "50,000", 50_000),
    ("It sent 1,250,000 letters.", "1,250,000", 1_250_000),
    ("It sold 1.2bn shares.", "1.2bn", 1.2e9),
    ("It sold 3.5 million shares.", "3.5 million", 3.5e6),
    ("It sold 5m tickets.", "5m", 5e6),
    ("It sold 20k tickets.", "20k", 20_000),
    ("Twenty-five people came.", "Twenty-five", 25),
    ("One hundred and five people came.", "One hundred and five", 105),
    ("Three hundred thousand people came.", "Three hundred thousand", 300_000),
    ("A dozen people came.", "A dozen", 12),
    ("Two dozen people came.", "Two dozen", 24),
    ("Half a dozen people came.", "Half a dozen", 6),
    ("Half a million people came.", "Half a million", 500_000),
    ("A quarter of a million people came.", "A quarter of a million", 250_000),
    ("Two and a half million people came.", "Two and a half million", 2.5e6),
    ("A hundred people came.", "A hundred", 100),
    ("A couple of hundred people came.", "A couple of hundred", 200),
    ("A trillion stars shine.", "A trillion", 1e12),
    ("Some 3½ million people came.", "Some 3½ million", 3.5e6),
    ("It sold 40 000 tickets.", "40 000", 40_000),
    ("It sold 1\u202f234\u202f567 tickets.", "1\u202f234\u202f567", 1_234_567),
    ("It sold 10M tickets.", "10M", 1e7),
    ("It sold three million and a half tickets.", "three million and a half", 3.5e6),
    ("Five point two five people came.", "Five point two five", 5.25),
    ("It moved .5 of it.", ".5", 0.5),
    ("Half million people came.", "Half million", 500_000),
    ("It took 2-million votes.", "2-million", 2e6),
]


@pytest.mark.parametrize(("text", "words", "value"), NUMBERS)
def test_numbers_in_digits_and_words(text, words, value):
    assert figures(text) == [(words, value, value, None)]


BOUNDS = [
    ("at least 50,000 troops", "at least 50,000", 50_000, None),
    ("more than 40 people", "more than 40", 40, None),
    ("over 40 people", "over 40", 40, None),
    ("no fewer than 12 people", "no fewer than 12", 12, None),
    ("in excess of 900 people", "in excess of 900", 900, None),
    ("well over 100 people", "well over 100", 100, None),
    ("40 or more people", "40 or more", 40, None),
    ("50+ people", "50+", 50, None),
    ("up to 200 people", "up to 200", None, 200),
    ("fewer than 30 people", "fewer than 30", None, 30),
    ("below 30 people", "below 30", None, 30),
    ("no more than 30 people", "no more than 30", None, 30),
    ("as many as 300 people", "as many as 300", None, 300),
    ("30 people or fewer", "30", 30, 30),
    ("30 or fewer people", "30 or fewer", None, 30),
    ("about 30 people", "about 30", 30, 30),
    ("nearly 2,000 people", "nearly 2,000", 2000, 2000),
    ("roughly 30 people", "roughly 30", 30, 30),
    ("some 30 people", "some 30", 30, 30),
    ("an estimated 5,000 people", "an estimated 5,000", 5000, 5000),
    ("at least about 50 people", "at least about 50", 50, None),
    ("hundreds of thousands of people", "hundreds of thousands", 100_000, 1_000_000),
    ("tens of thousands of people", "tens of thousands", 10_000, 100_000),
    ("tens of millions of people", "tens of millions", 10_000_000, 100_000_000),
    ("thousands of people", "thousands", 1000, 10_000),
    ("dozens of people", "dozens", 24, 100),
    ("several thousand people", "several thousand", 2000, 10_000),
    ("a few hundred people", "a few hundred", 200, 1000),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), BOUNDS)
def test_bounds_and_round_plurals(text, words, low, high):
    assert figures(text) == [(words, low, high, None)]


UNITS = [
    ("6 percent", "6 percent", 6, 6, "%"),
    ("6 per cent", "6 per cent", 6, 6, "%"),
    ("6.5%", "6.5%", 6.5, 6.5, "%"),
    ("-0.3%", "-0.3%", -0.3, -0.3, "%"),
    ("eight percent", "eight percent", 8, 8, "%"),
    ("a third of voters", "a third", 33.33, 33.33, "%"),
    ("two-thirds of voters", "two-thirds", 66.67, 66.67, "%"),
    ("three quarters of voters", "three quarters", 75, 75, "%"),
    ("more than half of voters", "more than half", 50, None, "%"),
    ("half the voters", "half", 50, 50, "%"),
    ("one in five voters", "one in five", 20, 20, "%"),
    ("nine out of ten voters", "nine out of ten", 90, 90, "%"),
    ("It shrank by roughly a fifth.", "roughly a fifth", 20, 20, "%"),
    ("It is down almost a third.", "almost a third", 33.33, 33.33, "%"),
    ("More than a quarter were ill.", "More than a quarter", 25, None, "%"),
    ("There were a third fewer nurses.", "a third", 33.33, 33.33, "%"),
    ("One bolt in 40 had failed.", "One bolt in 40", 2.5, 2.5, "%"),
    ("One child in every five was ill.", "One child in every five", 20, 20, "%"),
    ("1 in 10,000 births", "1 in 10,000", 0.01, 0.01, "%"),
    ("2.5 percentage points", "2.5 percentage points", 2.5, 2.5, "percentage points"),
    ("half a percentage point", "half a percentage point", 0.5, 0.5, "percentage point"),
    ("25 basis points", "25 basis points", 25, 25, "basis points"),
    ("$1.2 billion", "$1.2 billion", 1.2e9, 1.2e9, "USD"),
    ("$1.2bn", "$1.2bn", 1.2e9, 1.2e9, "USD"),
    ("US$5m", "US$5m", 5e6, 5e6, "USD"),
    ("A$40", "A$40", 40, 40, "AUD"),
    ("a $40 fee", "$40", 40, 40, "USD"),
    ("£5m", "£5m", 5e6, 5e6, "GBP"),
    ("5 million pounds", "5 million pounds", 5e6, 5e6, "GBP"),
    ("€300", "€300", 300, 300, "EUR"),
    ("300 euros", "300 euros", 300, 300, "EUR"),
    ("40 million Swiss francs", "40 million Swiss francs", 4e7, 4e7, "CHF"),
    ("EUR 5bn", "EUR 5bn", 5e9, 5e9, "EUR"),
    ("900 million yuan", "900 million yuan", 9e8, 9e8, "CNY"),
    ("200 pounds", "200 pounds", 200, 200, "pounds"),
    ("100 metres", "100 metres", 100, 100, "metres"),
    ("the 100m final", "100m", 100, 100, "m"),
    ("80 miles per hour", "80 miles per hour", 80, 80, "miles per hour"),
    ("40 degrees Celsius", "40 degrees Celsius", 40, 40, "degrees Celsius"),
    ("minus 12 degrees", "minus 12 degrees", -12, -12, "degrees"),
    ("a 10-mile road", "10-mile", 10, 10, "mile"),
    ("magnitude 7.8", "magnitude 7.8", 7.8, 7.8, "magnitude"),
    ("30 million barrels", "30 million barrels", 3e7, 3e7, "barrels"),
    ("three times", "three times", 3, 3, "times"),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), UNITS)
def test_units_and_shares(text, words, low, high, unit):
    assert figures(text) == [(words, low, high, unit)]


RANGES = [
    ("between 5 and 7 people", "between 5 and 7", 5, 7, None),
    ("5-7 percent", "5-7 percent", 5, 7, "%"),
    ("5 to 7 percent", "5 to 7 percent", 5, 7, "%"),
    ("5% to 7%", "5% to 7%", 5, 7, "%"),
    ("$5-7 million", "$5-7 million", 5e6, 7e6, "USD"),
    ("between $1 and $2 billion", "between $1 and $2 billion", 1e9, 2e9, "USD"),
    ("5 to 7 million people", "5 to 7 million", 5e6, 7e6, None),
    ("two or three people", "two or three", 2, 3, None),
    ("ranging from 2 to 9 points", "from 2 to 9 points", 2, 9, "points"),
    ("10–15 boats", "10–15", 10, 15, None),
]


@pytest.mark.parametrize(("text", "words", "low", "high", "unit"), RANGES)
def test_ranges(text, words, low, high, unit):
    assert figures(text) == [(words, low, high, unit)]


def test_a_movement_is_two_figures():
    assert [f[1:] for f in figures("It rose 15% to $40 million.")] == [(15, 15, "%"), (4e7, 4e7, "USD")]
    assert [f[1] for f in figures("It fell from 5% to 3%.")] == [5, 3]
    assert [f[1] for f in figures("It rose from 5% to 7%.")] == [5, 7]


def test_a_rate_with_a_point_is_no_time_of_day():
    assert [f[1] for f in figures("The shares stood at 10.15.")] == [10.15]
    assert [f[1] for f in figures("The index closed at 10.15.")] == [10.15]


NONE = [
    "The team won 3-1.",
    "It passed on a 52-48 vote.",
    "an F-16 jet",
    "the G7",
    "COVID-19",
    "two Boeing 737s"[4:],
    "the 9/11 attacks",
    "at 10:30",
    "at 5 p.m.",
    "they were called at about 8.40 and came",
    "the train left at 10.15.",
    "shortly after 6.30 on Tuesday",
    "from 7.30 until 11.45",
    "between 7.30 and 8.15, they said",
    "at 9am",
    "the 5th floor",
    "the twenty-first century",
    "Article 5",
    "No. 10",
    "Flight 370",
    "three days",
    "a five-year plan",
    "24 hours",
    "ten more years",
    "aged 5",
    "a 34-year-old",
    "children under 5",
    "Anna Vel, 45, agreed.",
    "the two countries",
    "these three",
    "the other two",
    "one of them",
    "no one",
    "one another",
    "at one point",
    "a two-man race",
    "his 2013 rules",
    "a third term",
    "the second half",
    "a quarter-century",
    "192.168.1.2",
    "1,2,3",
    "#5",
    "https://outlet.example/story?page=30%25%2020%",
    "9" * 40,
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_figure(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "It would be about a third attack.",
        "It was over a quarter of an hour later.",
        "Leaders of the two countries met.",
        "Some of the two sides’ hopes were met.",
    ],
)
def test_what_is_no_share_and_no_whole(text):
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["One lost in 12-boat race.", "One dead in 20.", "One million in five.", "One fire in 9/11."]
)
def test_what_is_hurt_or_won_is_no_share(text):
    assert all(figure[3] != "%" for figure in figures(text))


def test_one_game_in_twelve_games_is_no_share():
    assert figures("They won one match in 12 games.") == [("12", 12, 12, None)]


def test_one_counts_people_and_what_is_bounded():
    assert [f[0] for f in figures("One soldier died, one of them said; only one road is open.")] == ["One", "only one"]


# ---------------------------------------------------------------- of what, as of when, whose


OF = [
    ("at least 50,000 Norvane troops have died", "Norvane troops"),
    ("hundreds of thousands of people fled", "people"),
    ("30 percent of the voters agreed", "voters"),
    ("a third of its members left", "members"),
    ("unemployment fell to 4 percent", "unemployment"),
    ("3 million barrels of oil were lost", "oil"),
    ("it gave $5 billion in military aid", "military aid"),
    ("it signed a $305 billion measure three months ago", "measure"),
    ("it raised $5 million in January", "USD"),
    ("more than one million migrants came last year", "migrants"),
    ("a 12-member panel met", "member"),
    ("two were hurt", "people"),
    ("one bolt in 40 had failed", "bolt"),
    ("it paid 61 crowns a share", "share"),
    ("it paid $61 per share", "share"),
    ("it wanted 3 million euros for its boats", "EUR"),
    ("there were a third fewer nurses", "nurses"),
]


@pytest.mark.parametrize(("content", "of"), OF)
def test_what_is_counted(read, content, of):
    (found,) = find_quantities(read("{s1:Anna Vel} {c1:said} {t1:" + content + "}."))
    assert [quantity.of for quantity in found] == [of]


AS_OF = [
    ("at least 50,000 troops died (and that is based just on data as of mid-summer)", "2023-07"),
    ("as of Friday, 40 people were missing", "2024-01-26"),
    ("40 people were missing as of 3 January", "2024-01-03"),
    ("40 people were missing, on figures from December", "2023-12"),
    ("40 people were missing as of last week", "2024-01-15/2024-01-21"),
    ("40 people were missing as of 2022", "2022"),
    ("40 people were missing on Friday", None),
]


@pytest.mark.parametrize(("content", "day"), AS_OF)
def test_figures_are_dated_where_the_text_dates_them(read, content, day):
    (found,) = find_quantities(read("{s1:Anna Vel} {c1:said} {t1:" + content + "}.", published="2024-01-26"))
    assert [quantity.as_of for quantity in found] == [day]


def test_without_a_publication_date_only_absolute_dates_remain(read):
    relative = read("{s1:Anna Vel} {c1:said} {t1:40 people were missing as of Friday}.")
    absolute = read("{s1:Anna Vel} {c1:said} {t1:40 people were missing as of 3 May 2023}.")
    assert find_quantities(relative)[0][0].as_of is None
    assert find_quantities(absolute)[0][0].as_of == "2023-05-03"


def test_a_figure_of_an_inner_statement_is_the_outer_ones_too(read):
    made = read("{s1:The Post} {c1:reported} {t1:that {s2:officials} {c2:counted} {t2:300 dead}}. It had 12 pages.")
    outer, inner = find_quantities(made)
    assert outer == inner
    assert [(q.low, q.span.of(made.text)) for q in outer] == [(300, "300")]


def test_figures_outside_of_contents_belong_to_nobody(read):
    made = read("{s1:The 12-nation club} {c1:said} {t1:it would grow}. It has 40 members.")
    assert find_quantities(made) == ((),)


def test_names_hold_no_figures(read):
    made = read("{s1:Anna Vel} {c1:told} the press {t1:that Channel 4 and Apollo 11 were watched by 300 people}.")
    assert [q.low for q in find_quantities(made)[0]] == [300]


def test_scenes_without_a_parse_keep_their_figures():
    made = scene("{s1:Anna Vel} {c1:said} {t1:that 300 people and $5m were gone}.")
    assert [(q.low, q.unit) for q in find_quantities(made)[0]] == [(300, None), (5e6, "USD")]


# ---------------------------------------------------------------- any text


PIECES = st.sampled_from(
    [
        *"0123456789.,-–$€%/:'’ \n()ab½²٣",
        "million",
        "hundred",
        "thousand",
        "one",
        "two",
        "twenty",
        "and",
        "a",
        "half",
        "third",
        "of",
        "in",
        "tens",
        "hundreds",
        "between",
        "to",
        "at least",
        "percent",
        "pounds",
        "dozen",
        "\ud800",
        "ß",
        "İ",
    ]
)


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_spans_are_exact(text):
    found = find_figures(text)
    for figure in found:
        assert figure.span.start <= figure.number.start < figure.number.end <= figure.span.end <= len(text)
        words = figure.span.of(text)
        assert words == words.strip() != ""
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
    assert all(one.number.end <= two.number.start for one, two in pairwise(found))


HOSTILE = [
    "9" * 20_000,
    "1," * 10_000,
    "1.1." * 5_000,
    "one " * 5_000,
    "hundred thousand " * 2_000,
    "twenty-" * 3_000,
    "one hundred and " * 1_000,
    "a half of a " * 2_000,
    "5-" * 10_000,
    "$" * 20_000,
    "at least more than about " * 1_000,
    "5 to 6 to " * 2_000,
    "½" * 20_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_hostile_runs_take_linear_time(text):
    start = time.process_time()
    find_figures(text)
    assert time.process_time() - start < 3  # measured 0.3 at most; quadratic time would take minutes


COUNTED = [
    ("at least 12 were killed and 40 injured", ["people", "people"]),
    ("twelve died", ["people"]),
    ("the blast killed nine and wounded 31", ["people", "people"]),
    ("nine were dead", ["people"]),
    ("40 houses burned and twelve were damaged", ["houses", "houses"]),
    ("it had 300 members, down from 500 a decade ago", ["members", "members"]),
    ("of 31 passengers, nine survived", ["passengers", "passengers"]),
    ("two of the five villages were cut off", ["villages", "villages"]),
    ("11 of the 14 judges agreed", ["judges", "judges"]),
    ("seven of them were children", ["children"]),
    ("40 ships were held, compared with 12 in March", ["ships", "ships"]),
    ("between 30 and 40 boats had sunk", ["boats"]),
    ("the bank cut its main rate by 0.5 percent", ["main rate"]),
    ("it sold the yard for 90 million crowns", ["yard"]),
    ("the company raised its dividend to 40 cents", ["dividend"]),
    ("ticket prices were cut by 12 percent", ["ticket prices"]),
    ("the dam sank by four centimetres", ["dam"]),
    ("he was fined 500 crowns", ["crowns"]),
    ("turnover of 3 million crowns", ["turnover"]),
    ("a debt of 3 million crowns", ["debt"]),
    ("a loss of $4 million", ["loss"]),
    ("growth of 3 percent was likely", ["growth"]),
    ("the levels reached 40 nanograms", ["levels"]),
    ("the plant spilled 300 tonnes of oil", ["oil"]),
    ("three quarters of voters agreed", ["voters"]),
    ("support stood at 43 percent", ["support"]),
    ("inflation was 3.2 percent", ["inflation"]),
    ("a 3.2 percent inflation rate", ["inflation rate"]),
    ("prices had risen 12 percent", ["prices"]),
    ("they had counted 300", [None]),
    ("the repair would cost 40 million crowns", ["repair"]),
    ("it employed 400 in Valmere", ["people"]),
    ("9,000 turned out for the march", ["people"]),
    ("the toll had reached 300", ["toll"]),
    ("the number of cases rose to 412", ["cases"]),
    ("exports fell to 3 million tonnes", ["exports"]),
    ("emissions were cut by a third", ["emissions"]),
    ("half of the village had gone", ["village"]),
    ("two in three patients recovered", ["patients"]),
    ("deaths rose from 30 to 41", ["deaths", "deaths"]),
    ("it would pay 5 million crowns", ["crowns"]),
    ("the plant spilled 300 tonnes", [None]),
]


@pytest.mark.parametrize(("words", "counted"), COUNTED)
def test_what_is_counted_where_no_noun_follows(words, counted, parsed):
    made = parsed(f"{{s1:Anna Vel}} {{c1:said}} {{t1:that {words}}}.", published="2031-03-04")
    assert [quantity.of for quantity in find_quantities(made)[0]] == counted
