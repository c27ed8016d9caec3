"""Bars for a page, as places in a picture: numbers only, the words stand in the template.

Horizontal bars, since the words at them are long; ordered by length, since acts have
no order of their own (Cleveland and McGill 1984: length is read best).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sayso.types import Tally

WIDTH: Final = 320
"""Units of the picture's width: as many CSS pixels on a phone."""

ROW: Final = 26
_WORDS: Final = 84
_NUMBER: Final = 44


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its name and number, where its row begins, where it begins and how long it is."""

    name: str
    count: int
    top: int
    left: int
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars and the size of the picture that holds them."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    total: int


def draw_bars(tally: Tally) -> Chart:
    """The bars of a tally; the longest takes all the room there is."""
    most = max((count for _, count in tally), default=1)
    room = WIDTH - _WORDS - _NUMBER
    bars = tuple(
        Bar(name, count, place * ROW, _WORDS, round(max(count / most * room, 2), 1))
        for place, (name, count) in enumerate(tally)
    )
    return Chart(bars, WIDTH, len(bars) * ROW, sum(count for _, count in tally))
