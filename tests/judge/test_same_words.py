"""Quotations of the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.judge.same_words import judge_same_words, leave_out
from sayso.judge.windows import PairText

PLAN = "“We will not open the northern locks before the autumn,”"
WORDS = st.lists(st.sampled_from(["locks", "not", "…", "[the]", "water", "Koll", "...", "never", "open"]), max_size=14)


def said(content, cue="said", source="Koll"):
    return PairText(source, cue, content)


@pytest.mark.parametrize(
    "other",
    [
        "We will not open the northern locks before the autumn",
        "“we will not open the northern locks … before the autumn”",
        "“[We] will not open the northern locks before the autumn”",
        "“We will not open [those] locks before the autumn,”",
        "''We will not open the northern locks,'' … ''before the autumn''",
    ],
)
def test_marks_ellipses_and_brackets_are_no_difference(other):
    assert judge_same_words(said(PLAN), said(other)) == "same"
    assert judge_same_words(said(other), said(PLAN)) == "same"


@pytest.mark.parametrize(
    "other",
    [
        "“We will open the northern locks before the autumn,”",
        "“We will not open the northern locks before the winter,”",
        "the autumn before the northern locks open we will not",
        "“We will not open”",
        "",
        "…",
    ],
)
def test_other_words_and_mere_scraps_are_left_to_the_model(other):
    assert judge_same_words(said(PLAN), said(other)) is None


def test_who_denies_the_same_words_opposes_them():
    claim = "the minister knew of the open locks"
    assert judge_same_words(said(claim), said(claim, "denied", "The ministry")) == "opposes"
    assert judge_same_words(said(claim, "denies"), said(claim, "rejected outright")) == "same"
    assert judge_same_words(said(claim), said(claim, "did not deny")) is None
    assert judge_same_words(said(claim), said(claim, "asked whether")) is None


def test_a_negation_left_out_is_left_to_the_model():
    assert (
        judge_same_words(said("he signed the paper on Monday"), said("nobody says he signed the paper on Monday"))
        is None
    )


def test_what_is_left_out_is_told():
    assert leave_out("all the northern locks stay shut", "for now all the northern locks stay shut") == ("for", "now")
    assert leave_out("the northern locks stay shut", "the northern locks stay shut") is None
    assert leave_out("the locks … stay shut all year", "the locks will stay shut all year") == ("will",)


@given(WORDS, WORDS)
def test_either_may_come_first(one, other):
    a, b = said(" ".join(one)), said(" ".join(other), "denied")
    assert judge_same_words(a, b) == judge_same_words(b, a)
