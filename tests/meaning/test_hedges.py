"""Hedging words, the likelihood terms they fit, and the article's own distance."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.hedges import find_hedges, find_term, free_stretches, merge_spans
from sayso.types import CharSpan
from tests.meaning.make import scene


def certainty_of(marked, level="certain"):
    made = scene(marked)
    found = find_hedges(made, (level,) * len(made.statements))[0]
    return found, made.text


def hedges_of(marked):
    found, text = certainty_of(marked)
    return [span.of(text) for span in found.hedges]


def distance_of(marked):
    found, text = certainty_of(marked)
    return [span.of(text) for span in found.distance]


@pytest.mark.parametrize(
    ("content", "hedges"),
    [
        ("that the dam might have failed", ["might"]),
        ("that the dam would probably hold", ["probably"]),
        ("that the bank was very likely to fail", ["very likely"]),
        ("that the vote was perhaps the last that could be held", ["perhaps", "could"]),
        ("that the dam had failed in May", []),
        ("that May 4 was a holiday", []),
        ("that the unlikeliness of it was plain", []),
    ],
)
def test_hedges_of_a_content(content, hedges):
    assert hedges_of(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.") == hedges


def test_a_hedging_cue_counts():
    assert hedges_of("{s1:Anna Vel} {c1:thinks} {t1:the dam will hold}.") == ["thinks"]


def test_words_of_others_do_not_count():
    assert hedges_of("Perhaps it rained. {s1:Anna Vel} {c1:said} {t1:the dam held}, which may be so.") == []


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("almost no chance", "almost no chance"),
        ("highly  unlikely", "very unlikely"),
        ("not likely", "unlikely"),
        ("improbable", "unlikely"),
        ("even odds", "roughly even chance"),
        ("Probably", "likely"),
        ("most likely", "very likely"),
        ("almost certainly", "almost certain"),
        ("might", None),
    ],
)
def test_terms_of_the_directive(words, term):
    assert find_term([words]) == term


def test_the_term_is_that_of_the_hedge_that_fits():
    found, _ = certainty_of("{s1:Anna Vel} {c1:said} {t1:it might rain and would almost certainly flood}.")
    assert found.icd203 == "almost certain"


def test_where_nothing_is_claimed_there_is_no_term():
    found, _ = certainty_of("{s1:Anna Vel} {c1:asked} {t1:whether it was likely to rain}?", "na")
    assert (found.level, found.icd203) == ("na", None)


@pytest.mark.parametrize(
    ("marked", "distance"),
    [
        ("{s1:Koll} {c1:claimed} {t1:that 40 had died}.", ["claimed"]),
        ("{s1:Koll} {c1:said} {t1:that 40 had died}.", []),
        ("{s1:The so-called council} {c1:said} {t1:that 40 had died}.", ["so-called"]),
        ("{s1:Koll} {c1:claimed} {t1:40 dead}, but there are reasons to be doubtful of this.", ["claimed", "reasons to be doubtful"]),
        ("{s1:Koll} {c1:said} {t1:that 40 had died}. He offered no evidence.", ["offered no evidence"]),
        ("{s1:Koll} {c1:said} {t1:that 40 died}. It rained. He offered no evidence.", []),
        ("{s1:Koll} {c1:said} {t1:that Vel had claimed a prize}.", []),
        ("{s1:Koll} {c1:said} {t1:so}. {s2:Vel} {c2:said} {t2:no}, without evidence; there was no evidence.", []),
    ],
)  # fmt: skip
def test_the_articles_own_distance(marked, distance):
    assert distance_of(marked) == distance


def test_the_level_is_passed_on():
    found, _ = certainty_of("{s1:Koll} {c1:denied} {t1:that 40 had died}.", "denied")
    assert found.level == "denied"


spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda p: CharSpan(p[0], p[0] + p[1])), max_size=12
)


@settings(deadline=None)
@given(spans, st.integers(0, 40), st.integers(1, 40))
def test_free_and_owned_make_the_whole(owned, start, length):
    whole = CharSpan(start, start + length)
    merged = merge_spans(owned)
    free = {place for span in free_stretches(whole, merged) for place in range(span.start, span.end)}
    taken = {place for span in owned for place in range(span.start, span.end)}
    assert free == set(range(whole.start, whole.end)) - taken
