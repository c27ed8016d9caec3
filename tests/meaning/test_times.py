"""When statements were spoken and what times they are about: words, reckoning, whose time it is."""

import time
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sayso.meaning.language import Language
from sayso.meaning.periods import day_of, make_day, month_of
from sayso.meaning.timereckoning import reckon
from sayso.meaning.times import find_about, find_said
from sayso.meaning.timevalues import Anchor
from sayso.meaning.timewords import find_time_phrases
from sayso.types import ArticleDate
from tests.meaning.make import scene

FRIDAY = date(2024, 1, 26)


@pytest.fixture(scope="module")
def read():
    language = Language()

    def parse(marked, **options):
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return parse


def reckoned(text, **options):
    """The one time in ``text``: its words and days, as ``start`` or ``start end``."""
    (phrase,) = find_time_phrases(text)
    period = reckon(phrase, Anchor(**{"today": FRIDAY, **options}))
    if period is None:
        return phrase.span.of(text), None
    days = period.start.isoformat(), period.end.isoformat()
    return phrase.span.of(text), " ".join(dict.fromkeys(days))


DAYS = [
    ("He spoke on Friday.", "on Friday", "2024-01-26"),
    ("He spoke Thursday night.", "Thursday night", "2024-01-25"),
    ("In Thursday's call he spoke.", "In Thursday", "2024-01-25"),
    ("He spoke on Saturday.", "on Saturday", "2024-01-20"),
    ("He spoke last Friday.", "last Friday", "2024-01-19"),
    ("He spoke last Thursday.", "last Thursday", "2024-01-25"),
    ("He speaks next Friday.", "next Friday", "2024-02-02"),
    ("He speaks this Saturday.", "this Saturday", "2024-01-27"),
    ("He spoke on Tuesday of last week.", "on Tuesday of last week", "2024-01-16"),
    ("He spoke earlier on Friday.", "earlier on Friday", "2024-01-26"),
    ("He spoke yesterday.", "yesterday", "2024-01-25"),
    ("He spoke today.", "today", "2024-01-26"),
    ("He speaks tomorrow.", "tomorrow", "2024-01-27"),
    ("He spoke the day before yesterday.", "the day before yesterday", "2024-01-24"),
    ("He spoke last night.", "last night", "2024-01-25"),
    ("He spoke this morning.", "this morning", "2024-01-26"),
    ("He spoke three days ago.", "three days ago", "2024-01-23"),
    ("He spoke on 3 March.", "on 3 March", "2023-03-03"),
    ("He spoke on January 3.", "on January 3", "2024-01-03"),
    ("He spoke on Jan. 3.", "on Jan. 3", "2024-01-03"),
    ("He spoke on the 3rd of January.", "on the 3rd of January", "2024-01-03"),
    ("He spoke on March 3, 2020.", "on March 3, 2020", "2020-03-03"),
    ("He spoke on Friday, Jan 26, 2024.", "on Friday, Jan 26, 2024", "2024-01-26"),
    ("He spoke on 2020-03-12.", "on 2020-03-12", "2020-03-12"),
    ("He spoke on 17/3/2018.", "on 17/3/2018", "2018-03-17"),
    ("He spoke on 3/17/2018.", "on 3/17/2018", "2018-03-17"),
    ("He spoke on Christmas Day.", "on Christmas Day", "2023-12-25"),
]


@pytest.mark.parametrize(("text", "words", "days"), DAYS)
def test_days(text, words, days):
    assert reckoned(text) == (words, days)


STRETCHES = [
    ("It rained last week.", "last week", "2024-01-15 2024-01-21"),
    ("It rained this week.", "this week", "2024-01-22 2024-01-28"),
    ("It rained earlier this week.", "earlier this week", "2024-01-22 2024-01-26"),
    ("It rained over the weekend.", "over the weekend", "2024-01-20 2024-01-21"),
    ("It rained two weeks ago.", "two weeks ago", "2024-01-08 2024-01-14"),
    ("It rained in December.", "in December", "2023-12-01 2023-12-31"),
    ("It rained back in December.", "back in December", "2023-12-01 2023-12-31"),
    ("It rained in January.", "in January", "2024-01-01 2024-01-31"),
    ("It rained in December 2019.", "in December 2019", "2019-12-01 2019-12-31"),
    ("It rained in March of last year.", "in March of last year", "2023-03-01 2023-03-31"),
    ("It rained last March.", "last March", "2023-03-01 2023-03-31"),
    ("It rained in early December.", "in early December", "2023-12-01 2023-12-15"),
    ("It rained earlier this month.", "earlier this month", "2024-01-01 2024-01-26"),
    ("It rained in mid-December.", "in mid-December", "2023-12-10 2023-12-20"),
    ("It rained late last week.", "late last week", "2024-01-18 2024-01-21"),
    ("It rained in the first week of March.", "in the first week of March", "2023-02-27 2023-03-05"),
    ("It rained in the week of 15 January.", "in the week of 15 January", "2024-01-15 2024-01-21"),
    ("It rained in the 19th century.", "in the 19th century", "1801-01-01 1900-12-31"),
    ("It rained last month.", "last month", "2023-12-01 2023-12-31"),
    ("It rained a month ago.", "a month ago", "2023-12-01 2023-12-31"),
    ("It rained last year.", "last year", "2023-01-01 2023-12-31"),
    ("It rained in 2019.", "in 2019", "2019-01-01 2019-12-31"),
    ("It rained in early 2019.", "in early 2019", "2019-01-01 2019-04-30"),
    ("It rained until the end of 2023.", "until the end of 2023", "2023-12-31"),
    ("It rained in the third quarter of 2023.", "in the third quarter of 2023", "2023-07-01 2023-09-30"),
    ("It rained in the first half of 2023.", "in the first half of 2023", "2023-01-01 2023-06-30"),
    ("It rained in the 1990s.", "in the 1990s", "1990-01-01 1999-12-31"),
    ("It rained last summer.", "last summer", "2023-06-01 2023-08-31"),
    ("It rained in the winter of 2021.", "in the winter of 2021", "2021-12-01 2022-02-28"),
    ("Dry as of mid-summer.", "as of mid-summer", "2023-07-01 2023-07-31"),
    ("It rained for the past three days.", "for the past three days", "2024-01-23 2024-01-26"),
    ("It rained from 3 to 5 January.", "from 3 to 5 January", "2024-01-03 2024-01-05"),
    ("It rained from Dec. 30 to Jan. 2.", "from Dec. 30 to Jan. 2", "2023-12-30 2024-01-02"),
    ("It rained between March and June 2015.", "between March and June 2015", "2015-03-01 2015-06-30"),
    ("It rained between November and February.", "between November and February", "2022-11-01 2023-02-28"),
    ("It rained from 2010 to 2015.", "from 2010 to 2015", "2010-01-01 2015-12-31"),
]


@pytest.mark.parametrize(("text", "words", "days"), STRETCHES)
def test_stretches(text, words, days):
    assert reckoned(text) == (words, days)


LEANING = [
    ("He spoke just the day prior.", "just the day prior", "2024-01-24"),
    ("He spoke the day before.", "the day before", "2024-01-24"),
    ("He spoke the previous day.", "the previous day", "2024-01-24"),
    ("He spoke a day earlier.", "a day earlier", "2024-01-24"),
    ("He spoke the same day.", "the same day", "2024-01-25"),
    ("He spoke that day.", "that day", "2024-01-25"),
    ("He spoke the next day.", "the next day", "2024-01-26"),
    ("He spoke two days later.", "two days later", "2024-01-27"),
    ("He spoke the week before.", "the week before", "2024-01-15 2024-01-21"),
    ("He spoke that year.", "that year", None),
    ("A day later the bank spoke.", "A day later", "2024-01-26"),
    ("Two days earlier she had spoken.", "Two days earlier", "2024-01-23"),
]


@pytest.mark.parametrize(("text", "words", "days"), LEANING)
def test_times_that_lean_on_another(text, words, days):
    assert reckoned(text, other=day_of(date(2024, 1, 25))) == (words, days)


TOO_WIDE = ["He spoke a week later.", "He spoke two days later.", "He spoke the week after."]


@pytest.mark.parametrize("text", TOO_WIDE)
def test_nothing_is_counted_from_a_time_that_is_too_wide(text):
    assert reckoned(text, other=month_of(date(2023, 12, 1)))[1] is None


@pytest.mark.parametrize("text", [text for text, *_ in LEANING])
def test_without_the_other_they_stay_unknown(text):
    assert reckoned(text)[1] is None


AHEAD = [
    ("He speaks on Saturday.", "2024-01-27"),
    ("He speaks on Friday.", "2024-01-26"),
    ("He speaks on 3 March.", "2024-03-03"),
    ("He speaks in December.", "2024-12-01 2024-12-31"),
    ("He speaks in the summer.", "2024-06-01 2024-08-31"),
]


@pytest.mark.parametrize(("text", "days"), AHEAD)
def test_looking_ahead(text, days):
    assert reckoned(text, direction="future")[1] == days


@pytest.mark.parametrize(
    "text", ["He spoke on Friday.", "He spoke yesterday.", "It rained in December.", "It rained on 3 March."]
)
def test_without_a_publication_date_relative_times_are_unknown(text):
    assert reckoned(text, today=None)[1] is None


def test_without_a_publication_date_absolute_times_are_known():
    assert reckoned("He spoke on 3 March 2020.", today=None)[1] == "2020-03-03"


NO_TIMES = [
    "on: the list",
    "He may come.",
    "May said so.",
    "Theresa May said so.",
    "They march on.",
    "She sat and sun fell on the mon.",
    "He wed her.",
    "The second part.",
    "They fall apart in spring water.",
    "2000 soldiers came.",
    "He read the Sunday Times and USA Today.",
    "On Fridays he rests.",
    "On 31 April.",
    "On 3/4/2018.",
    "The day before he spoke, it rained.",
    "A day later than he spoke, it rained.",
    "at 10.2015 m",
    "Room 2016b",
]


@pytest.mark.parametrize("text", NO_TIMES)
def test_words_that_tell_no_time(text):
    found = [reckon(phrase, Anchor(FRIDAY)) for phrase in find_time_phrases(text)]
    assert [period for period in found if period is not None] == []


# ---------------------------------------------------------------- said

SAID = [
    ("{s1:Anna Vel} {c1:said} on Friday {t1:that it was over}.", "2024-01-26", "on Friday"),
    ("On Friday {s1:the ministry} {c1:issued a denial of} {t1:these reports}.", "2024-01-26", "On Friday"),
    ("{s1:Anna Vel} {c1:told} the press on Thursday {t1:that it was over}.", "2024-01-25", "on Thursday"),
    ("{t1:“It is over,”} {s1:Anna Vel} {c1:said} in an interview broadcast on Sunday.", "2024-01-21", "on Sunday"),
    ("{t1:“It is over,”} {s1:Anna Vel} {c1:said} in Thursday's call.", "2024-01-25", "in Thursday"),
    ("{t1:“It is over,”} {s1:Anna Vel} {c1:said} yesterday.", "2024-01-25", "yesterday"),
    ("Speaking on Monday, {s1:Anna Vel} {c1:said} {t1:it was over}.", "2024-01-22", "on Monday"),
    ("{s1:Anna Vel} met reporters on Monday and {c1:said} {t1:it was over}.", "2024-01-22", "on Monday"),
    ("It was in December that {s1:the Post} {c1:reported} {t1:the talks}.", "2023-12-01", "in December"),
    ("{s1:A report published on Tuesday} {c1:said} {t1:it was over}.", "2024-01-23", "on Tuesday"),
    ("{s1:A statement released on Tuesday by the town} {c1:said} {t1:it was over}.", "2024-01-23", "on Tuesday"),
    ("{s1:Anna Vel} {c1:said} {t1:Thursday that it was over}.", "2024-01-25", "Thursday"),
    ("Last week {s1:Anna Vel} {c1:said} {t1:it was over}.", "2024-01-15", "Last week"),
    ("{s1:The ministry} {c1:confirmed} {t1:the talks last week}.", "2024-01-15", "last week"),
    ("{s1:The ministry} {c1:denied} {t1:the charges in December}.", "2023-12-01", "in December"),
    ("{s1:The ministry} {c1:declined} {t1:to comment on Monday}.", "2024-01-22", "on Monday"),
    ("{s1:The bank} left its rate at 4% on Monday and {c1:said} {t1:it was over}.", "2024-01-22", "on Monday"),
    ("{s1:Anna Vel} quit the race on Monday, {c1:saying} {t1:it was over}.", "2024-01-22", "on Monday"),
    (
        "{s1:Anna Vel, reached by phone on Monday evening,} {c1:said} {t1:it was over}.",
        "2024-01-22",
        "on Monday evening",
    ),
    ("{t1:“It is over,”} {c1:said} {s1:Anna Vel on Monday after the vote}.", "2024-01-22", "on Monday"),
    (
        "Two days ago {s1:the defence minister, Anna Vel,} {c1:had told} the Post {t1:it was over}.",
        "2024-01-24",
        "Two days ago",
    ),
    ("{s1:The head of Norvane's ministry on Monday} {c1:said} {t1:it was over}.", "2024-01-22", "on Monday"),
    ("{s1:Anna Vel on Monday} {c1:said} {t1:it was over}.", "2024-01-22", "on Monday"),
    ("{s1:Ben Koll, interviewed on Sunday by the Post,} {c1:said} {t1:it was over}.", "2024-01-21", "on Sunday"),
]


@pytest.mark.parametrize(("marked", "start", "basis"), SAID)
def test_when_it_was_said(read, marked, start, basis):
    (said,) = find_said(read(marked, published="2024-01-26"))
    assert said is not None
    assert (said.start, said.basis) == (start, basis)


UNSAID = [
    "{s1:Anna Vel} {c1:said} {t1:that she would come on Friday}.",
    "{s1:The man arrested on Tuesday} {c1:said} {t1:it was over}.",
    "{s1:Anna Vel, who was elected on Tuesday,} {c1:said} {t1:it was over}.",
    "{s1:Anna Vel} {c1:rejected} {t1:Monday's claims}.",
    "{s1:A memo leaked on Tuesday} {c1:said} {t1:it was over}.",
    "{s1:Anna Vel} {c1:said} {t1:it was over}, weeks after the vote on 3 December.",
    "{s1:Anna Vel} has since Monday {c1:said} {t1:it was over}.",
    "{s1:Anna Vel} {c1:said} {t1:it was over}.",
    "When the dam burst on Tuesday, {s1:Anna Vel} {c1:said} {t1:it was over}.",
    "{s1:The union} {c1:announced} {t1:a strike on Tuesday}.",
    "{s1:The union} {c1:agreed} {t1:to work on Tuesday}.",
    "{s1:Victims of the blast on Tuesday} {c1:said} {t1:it was over}.",
    "{s1:The man questioned on Tuesday} {c1:said} {t1:it was over}.",
    "The dam burst on Tuesday and {s1:Anna Vel} {c1:said} {t1:it was over}.",
    "{s1:Anna Vel} won the vote on Tuesday and later {c1:said} {t1:it was over}.",
    "VALMERE, 26 January 2024 — {s1:Anna Vel} {c1:said} {t1:it was over}.",
    "VALMERE, Jan 26 (Norvane Press) - {s1:The army} {c1:denied} {t1:the report}.",
]


@pytest.mark.parametrize("marked", UNSAID)
def test_times_of_other_things_are_not_when_it_was_said(read, marked):
    assert find_said(read(marked, published="2024-01-26")) == (None,)


def starts(made):
    return [said and said.start for said in find_said(made)]


def test_what_plainly_goes_on_keeps_its_day(read):
    made = read(
        "On Thursday {s1:the palace} {c1:issued a denial of} {t1:these reports}. And on the new report, {s2:its spokesman "
        "Ben Koll} {c2:told} a press briefing, {t2:“That is false.”}\n\nBut {s3:he} {c3:had also told} the Post just the "
        "day prior {t3:that it was open}.\n\n{t4:“We would talk,”} {s4:he} {c4:had added}.",
        published="2024-01-26",
    )
    assert starts(made) == ["2024-01-25", "2024-01-25", "2024-01-24", "2024-01-24"]


def test_the_scene_of_the_sentence_before(read):
    made = read("Anna Vel met reporters on Tuesday. {t1:“It is over,”} {s1:she} {c1:said}.", published="2024-01-26")
    assert starts(made) == ["2024-01-23"]


SCENES = [
    ("The club issued a statement on Tuesday. {s1:It} {c1:said} {t1:it was over}.", "2024-01-23"),
    ("On Tuesday she apologised. {t1:“It was me,”} {s1:she} {c1:wrote}.", "2024-01-23"),
    ("The letter, dated 3 January, went to the board. {s1:It} {c1:says} {t1:it is over}.", "2024-01-03"),
    ("The report, published on Tuesday, was long. {s1:The report} {c1:said} {t1:it was over}.", "2024-01-23"),
    ("The report was released on Tuesday. {s1:It} {c1:says} {t1:it is over}.", "2024-01-23"),
    ("The letter, leaked on Tuesday, was long. {s1:It} {c1:says} {t1:it is over}.", None),
    ("The letter, dated 3 January, went to the board. {s1:Ben Koll} {c1:says} {t1:it is over}.", None),
    ("The court jailed Ben Koll on Tuesday. {s1:He} {c1:said} {t1:it was over}.", None),
]


@pytest.mark.parametrize(("marked", "start"), SCENES)
def test_the_sentence_before_tells_the_day(read, marked, start):
    assert starts(read(marked, published="2024-01-26")) == [start]


def test_a_day_later_is_counted_from_the_day_told_before(read):
    made = read(
        "{s1:Anna Vel} {c1:denied} {t1:the report} on Monday. A day later {s2:the bank} {c2:said} {t2:it was true}.",
        published="2024-01-26",
    )
    assert starts(made) == ["2024-01-22", "2024-01-23"]


def test_earlier_in_the_day(read):
    made = read(
        "{s1:Anna Vel} {c1:said} on Tuesday {t1:it was over}. Earlier in the day {s2:her deputy} {c2:had said} {t2:no}.",
        published="2024-01-26",
    )
    assert starts(made) == ["2024-01-23", "2024-01-23"]


def test_the_day_of_asking_is_the_day_of_the_answer(read):
    made = read(
        "{c1:Asked about} {t1:it on Tuesday}, {s2:Anna Vel} {c2:said} {t2:it was over}.", published="2024-01-26"
    )
    assert starts(made) == ["2024-01-23", "2024-01-23"]
    assert find_about(made) == ((), ())


def test_two_pronouns_are_two_speakers(read):
    made = read("In 2022 {s1:it} {c1:foresaw} {t1:a war}. {t2:“No,”} {s2:she} {c2:said}.", published="2024-01-26")
    assert starts(made) == ["2022-01-01", None]


BREAKS = [
    "{s2:Ben Koll} {c2:said} {t2:it was not}.",
    "{s2:She} {c2:had} previously {c2:said} {t2:it was not}.",
    "{s2:She} {c2:has} long {c2:said} {t2:it was not}.",
    "Earlier, {s2:she} {c2:said} {t2:it was not}.",
    "{s2:She} {c2:believes} {t2:it was not}.",
    "It rained a lot. The dam broke. {s2:She} {c2:said} {t2:it was not}.",
]


@pytest.mark.parametrize("second", BREAKS)
def test_what_does_not_plainly_go_on(read, second):
    made = read("On Tuesday {s1:Anna Vel} {c1:said} {t1:it was over}. " + second, published="2024-01-26")
    assert starts(made) == ["2024-01-23", None]


def test_words_known_only_through_a_dated_report_have_no_day(read):
    made = read(
        "{s1:The Post} {c1:reported} on Monday {t1:that {s2:Anna Vel} {c2:told} {t2:aides she would go}}.",
        published="2024-01-26",
    )
    assert starts(made) == ["2024-01-22", None]


def test_the_inner_day_is_the_inner_ones(read):
    made = read(
        "{s1:Ben Koll} {c1:said} {t1:that {s2:Anna Vel} {c2:told} him on Monday {t2:she would go}}.",
        published="2024-01-26",
    )
    assert starts(made) == [None, "2024-01-22"]


def test_headlines_have_no_day(read):
    made = read("{s1:Vel} {c1:Says} on Friday {t1:It Is Over}\n\nIt rained.", published="2024-01-26")
    assert starts(made) == [None]


@pytest.mark.parametrize(
    "published",
    [
        None,
        ArticleDate("2024-01", "month", "given"),
        ArticleDate("2024-01-26", "day", "given", reliable=False),
        ArticleDate("soon", "day", "given"),
    ],
)
def test_without_a_sure_publication_day_nothing_relative_is_known(read, published):
    made = read("{s1:Anna Vel} {c1:said} on Friday {t1:that it was over since Monday}.")
    made = replace(made, article=replace(made.article, published=published))
    assert find_said(made) == (None,)
    assert find_about(made) == ((),)


def test_a_scene_without_a_parse_still_tells_the_plain_cases():
    plain = scene("{s1:Anna Vel} {c1:said} on Friday {t1:that it was over}.", published="2024-01-26")
    crossed = scene("{s1:Anna Vel, who came on Friday,} {c1:said} {t1:that it was over}.", published="2024-01-26")
    assert starts(plain) == ["2024-01-26"]
    assert starts(crossed) == [None]


# ---------------------------------------------------------------- about

ABOUT = [
    ("{s1:Anna Vel} {c1:said} on Friday {t1:that it began in December}.", [("2023-12-01", "2023-12-31", "month")]),
    ("{s1:Anna Vel} {c1:said} {t1:she will come on Saturday}.", [("2024-01-27", "2024-01-27", "day")]),
    ("{s1:Anna Vel} {c1:said} {t1:she came on Saturday}.", [("2024-01-20", "2024-01-20", "day")]),
    ("{s1:Anna Vel} {c1:said} {t1:the vote is planned for 3 March}.", [("2024-03-03", "2024-03-03", "day")]),
    (
        "{s1:Anna Vel} {c1:said} {t1:it began in 2019, grew in 2020 and ended in 2019}.",
        [("2019-01-01", "2019-12-31", "year"), ("2020-01-01", "2020-12-31", "year")],
    ),
    ("On Monday {s1:Anna Vel} {c1:said}: {t1:“He came yesterday.”}", [("2024-01-21", "2024-01-21", "day")]),
    ("On Monday {s1:Anna Vel} {c1:said} {t1:that he came}.", []),
    ("{s1:Anna Vel} {c1:said} {t1:she could imagine peace in March}.", [("2024-03-01", "2024-03-31", "month")]),
    ("{s1:The ministry} {c1:confirmed} {t1:the talks last week}.", []),
    ("{s1:The judge} {c1:told} {t1:her to answer by Tuesday}.", [("2024-01-30", "2024-01-30", "day")]),
    ("{s1:The court} {c1:demanded} {t1:that he appear on Tuesday}.", [("2024-01-30", "2024-01-30", "day")]),
    ("{s1:The league} {c1:asked} {t1:that the match be played on Tuesday}.", [("2024-01-30", "2024-01-30", "day")]),
    ("{s1:Anna Vel} {c1:told} {t1:them she had paid on Tuesday}.", [("2024-01-23", "2024-01-23", "day")]),
    ("{s1:Anna Vel} {c1:said} {t1:the court gave them until Tuesday}.", [("2024-01-30", "2024-01-30", "day")]),
]


@pytest.mark.parametrize(("marked", "expected"), ABOUT)
def test_what_times_it_is_about(read, marked, expected):
    (about,) = find_about(read(marked, published="2024-01-26"))
    assert [(one.start, one.end, one.precision) for one in about] == expected


# ---------------------------------------------------------------- any text

PIECES = st.sampled_from(
    [
        *"0123456789.,-–: \n'’",
        "Friday",
        "may",
        "May",
        "31",
        "30",
        "February",
        "Jan.",
        "2016",
        "1500",
        "last",
        "the",
        "day",
        "before",
        "of",
        "in",
        "early",
        "summer",
        "weeks",
        "ago",
        "999",
        "century",
        "next",
        "decade",
        "year",
        "quarter",
        "\ud800",
        "İ",
        "ß",
    ]
)


@given(
    st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join),
    st.dates(),
    st.sampled_from(["past", "future", "unknown"]),
)
@example("May  Day", date(2020, 5, 4), "past")
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_spans_are_exact(text, today, direction):
    found = find_time_phrases(text)
    for phrase in found:
        assert phrase.span.start <= phrase.core.start < phrase.core.end == phrase.span.end <= len(text)
        assert phrase.span.of(text) == phrase.span.of(text).strip()
        period = reckon(phrase, Anchor(today, direction, make_day(2020, 2, 29)))
        assert period is None or period.start <= period.end
    assert all(one.core.end <= two.core.start for one, two in pairwise(found))


HOSTILE = [
    "on " * 8000,
    "the day " * 4000,
    "1 " * 10_000,
    "early " * 5000,
    "2016-" * 5000,
    " " * 20_000,
    "3 to " * 5000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8])
def test_hostile_runs_take_linear_time(text):
    start = time.process_time()
    find_time_phrases(text)
    assert time.process_time() - start < 3


def test_a_paper_high_above_its_day_is_read(read):
    stairs = " of ".join(
        f"the {noun}" for noun in ("aide", "head", "wing", "house", "club", "union", "guild", "board", "town")
    )
    made = read(
        f"She saw a letter written by {stairs} of the lake of the isle of the north of 3 March 2024. "
        "{s1:It} {c1:says} {t1:that the mill burned}.",
        published="2024-03-05",
    )
    (said,) = find_said(made)
    assert said is None
