from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.service import cadence

HOUR, DAY = 3600.0, 86_400.0
SECONDS = st.floats(0, 1e7)


def visits_of(lifetime: float, seed: int) -> list[float]:
    """The ages at which an article is visited."""
    chance, age, found = Random(seed), 0.0, []
    while age < lifetime and (pause := cadence.next_visit(age, chance)) is not None:
        age += pause
        found.append(age)
    return found


@given(st.integers())
def test_pages_are_visited_ever_more_seldom(seed: int) -> None:
    visits = visits_of(100 * DAY, seed)
    assert 12 <= len([age for age in visits if age < DAY]) <= 22
    assert 5 <= len([age for age in visits if age > 3 * DAY]) <= 12
    assert max(visits) < 40 * DAY
    assert len(visits) < 45


@given(SECONDS, st.booleans(), st.none() | SECONDS, st.integers())
def test_polls_stay_within_limits(interval: float, brought: bool, wanted: float | None, seed: int) -> None:
    kept, pause = cadence.next_poll(interval, brought=brought, wanted=wanted, chance=Random(seed))
    assert cadence.SHORTEST <= kept <= cadence.LONGEST_BACK_OFF
    assert 0.74 * kept <= pause <= 1.26 * kept
    assert pause >= max(min(wanted or 0, cadence.LONGEST_BACK_OFF), cadence.SHORTEST)
    assert kept >= min(wanted or 0, cadence.LONGEST_BACK_OFF)


def test_feeds_that_were_added_together_do_not_stay_together() -> None:
    """A thousand, first polled within a quarter of an hour: no minute after that is empty or crowded."""
    chance, minutes = Random(1), Counter[int]()
    for number in range(1000):
        moment, interval = number * 0.9, 900.0
        while moment < 2 * HOUR:
            minutes[int(moment // 60)] += 1
            interval, pause = cadence.next_poll(interval, brought=False, wanted=None, chance=chance)
            moment += pause
    assert min(minutes[minute] for minute in range(120)) >= 5
    assert max(minutes.values()) <= 1000 / 15 + 10


def test_a_feed_that_brings_much_is_polled_more_often() -> None:
    interval = 3600.0
    for _ in range(3):
        interval, _ = cadence.next_poll(interval, brought=True, wanted=None, chance=Random(1))
    assert interval == 450
    for _ in range(30):
        interval, _ = cadence.next_poll(interval, brought=False, wanted=None, chance=Random(1))
    assert interval == cadence.LONGEST


@given(SECONDS, st.integers(1, 50), st.none() | SECONDS, st.integers())
def test_failures_wait_as_long_as_the_site_asks(interval: float, failures: int, asked: float | None, seed: int) -> None:
    wait = cadence.after_failure(interval, failures, asked, Random(seed))
    assert wait >= (asked or 0)
    assert wait >= 0.9 * min(120, cadence.LONGEST_BACK_OFF)
    assert wait <= max(1.1 * cadence.LONGEST_BACK_OFF, asked or 0)


@pytest.mark.parametrize(
    ("code", "failures", "paused"),
    [
        ("http-410", 1, True),
        ("http-404", 7, False),
        ("http-404", 8, True),
        ("http-503", 19, False),
        ("timeout", 20, True),
    ],
)
def test_when_a_feed_is_paused(code: str, failures: int, paused: bool) -> None:
    assert cadence.is_paused(code, failures) is paused
