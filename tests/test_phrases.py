from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.phrases import show_certainty, show_chain, show_days, show_figure, show_said, show_speaker
from sayso.types import Certainty, ChainLink, CharSpan, Interval, IntervalPrecision, Quantity, Speaker

HERE = CharSpan(0, 1)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2031-03-04", "2031-03-04", "4 March 2031"),
        ("2031-02-01", "2031-02-28", "February 2031"),
        ("2032-02-01", "2032-02-28", "1 to 28 February 2032"),
        ("2029-01-01", "2029-12-31", "2029"),
        ("2031-03-03", "2031-03-09", "3 to 9 March 2031"),
        ("2031-12-01", "2032-02-29", "1 December 2031 to 29 February 2032"),
        ("soon", "soon", "soon"),
        ("2031-02-31", "2031-03-01", "31 February 2031 to 1 March 2031"),
        ("2031", "2032", "2031 to 2032"),
    ],
)
def test_days(start, end, words):
    assert show_days(Interval(start, end, "range", "then")) == words


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (Quantity(HERE, 50_000, None, "tons", "grain", "2031-03"), "at least 50,000 tons of grain (as of 2031-03)"),
        (Quantity(HERE, 2, 2, None, "ships"), "2 ships"),
        (Quantity(HERE, 1e5, 1e6, None, "troops"), "100,000 to 1,000,000 troops"),
        (Quantity(HERE, None, 4.5, "percent"), "at most 4.5 percent"),
        (Quantity(HERE, 3, 3, "ships", "ships"), "3 ships"),
        (Quantity(HERE, None, None, "euros"), "some euros"),
        (Quantity(HERE, -2.5, -2.5), "−2.5"),
        (Quantity(HERE, 1e300, 1e300), "1e+300"),
        (Quantity(HERE, float("-inf"), float("inf")), "−∞ to ∞"),
    ],
)
def test_figures(quantity, words):
    assert show_figure(quantity) == words


def test_when_it_was_said():
    assert show_said(Interval("2031-03-04", "2031-03-04", "day", "")) == "on 4 March 2031"
    assert show_said(Interval("2031-02-01", "2031-02-28", "month", "")) == "in February 2031"
    assert show_said(Interval("2031-03-03", "2031-03-09", "week", "")) == "from 3 to 9 March 2031"


def test_speakers_certainty_and_chains():
    assert show_speaker(Speaker("Ada Koll", 0.9)) == "Ada Koll"
    assert show_speaker(Speaker(None, 0.2)) == "not told who"
    assert show_certainty(Certainty("probable", icd203="likely")) == "probable (likely)"
    assert show_certainty(Certainty("na")) == ""
    assert show_chain((ChainLink("Norvane Press", "outlet"), ChainLink("Ada Koll", "person", HERE))) == (
        "Norvane Press ← Ada Koll"
    )


NUMBERS = st.none() | st.floats(allow_nan=False)


@given(st.text(), st.text(), st.sampled_from(get_args(IntervalPrecision)), NUMBERS, NUMBERS, st.none() | st.text())
def test_nothing_is_too_odd_to_show(start, end, precision, low, high, unit):
    interval = Interval(start, end, precision, "")
    assert show_days(interval) in show_said(interval)
    assert show_figure(Quantity(HERE, low, high, unit))
