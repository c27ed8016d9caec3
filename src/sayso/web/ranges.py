"""Figures that disagree, as ranges over one scale: numbers only, the words stand in the template."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sayso.claims import Figure, FigureConflict

WIDTH: Final = 480
_LEFT: Final = 16
_RIGHT: Final = 464
_ROW: Final = 34
_TOP: Final = 24
_MOST: Final = 12
"""Figures that are drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class RangeBar:
    """One figure: its words, its two ends, and whether it goes on beyond them."""

    words: str
    x1: float
    x2: float
    y: float
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class RangePlot:
    """Bars over one scale."""

    bars: tuple[RangeBar, ...]
    width: int
    height: int
    left: int
    right: int


def draw_ranges(conflict: FigureConflict) -> RangePlot | None:
    """The figures of a conflict over one scale, logarithmic where they differ a hundredfold; None without numbers."""
    figures = [figure for _, figure in conflict.figures][:_MOST]
    numbers = [each for figure in figures for each in (figure.low, figure.high) if each is not None]
    if not numbers:
        return None
    low, high = min(numbers), max(numbers)
    scale = _scale(low, high)
    bars = tuple(_to_bar(figure, place, (low, high), scale) for place, figure in enumerate(figures))
    return RangePlot(bars, WIDTH, _TOP + len(bars) * _ROW, _LEFT, _RIGHT)


def draw_all(conflicts: Sequence[FigureConflict]) -> list[RangePlot | None]:
    """A plot for each conflict."""
    return [draw_ranges(each) for each in conflicts]


def _scale(low: float, high: float) -> tuple[float, float, bool]:
    bent = low > 0 and high / low >= 100  # noqa: PLR2004 - see draw_ranges
    ends = (math.log10(low), math.log10(high)) if bent else (low, high)
    return *ends, bent


def _to_bar(figure: Figure, place: int, reach: tuple[float, float], scale: tuple[float, float, bool]) -> RangeBar:
    ends = (figure.low if figure.low is not None else reach[0], figure.high if figure.high is not None else reach[1])
    first, last = (_place(each, scale) for each in ends)
    y = _TOP + place * _ROW
    return RangeBar(figure.words, first, last, y, figure.low is None, figure.high is None)


def _place(number: float, scale: tuple[float, float, bool]) -> float:
    low, high, bent = scale
    value = math.log10(number) if bent else number
    share = (value - low) / (high - low) if high > low else 0.5
    return round(_LEFT + 12 + share * (_RIGHT - _LEFT - 24), 1)
