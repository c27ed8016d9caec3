"""A claim's appearances along time, as places in a picture: numbers only, the words stand in the template.

One lane for each side, so that who denied what when is seen before a word is read; appearances of one day lie
beside each other and cover nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from sayso.claims import Appearance, Relation

WIDTH: Final = 640
"""Units of the picture's width."""

_LEFT: Final = 92
_RIGHT: Final = 16
_TOP: Final = 12
_STEP: Final = 13
"""Between the middles of two dots of one place."""
_RADIUS: Final = 5
_LEAST_LANE: Final = 34
_AXIS: Final = 30
_TICKS: Final = 4

SIDES: Final[tuple[tuple[str, tuple[Relation, ...]], ...]] = (
    ("for", ("supports",)),
    ("reports", ("reports",)),
    ("doubts", ("doubts",)),
    ("against", ("denies",)),
)
"""Lanes from the top, with the relations of each."""


@dataclass(frozen=True, slots=True)
class Dot:
    """An appearance: its statement's seed, its lane, and the middle of its mark."""

    seed: str
    relation: Relation
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A side: its name, where it begins and how high it is."""

    name: str
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    day: str
    x: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Dots in lanes over an axis of days; ``undated`` appearances have no place."""

    dots: tuple[Dot, ...]
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: float
    left: int
    radius: int
    undated: int


def draw_timeline(appearances: Iterable[Appearance]) -> Timeline | None:
    """The time line of some appearances; None where fewer than two have a day: there is nothing to see."""
    found = tuple(appearances)
    dated = [(each, day) for each in found if (day := _moment(each)) is not None]
    if len(dated) < 2:  # noqa: PLR2004 - one dot is no line
        return None
    first, last = min(day for _, day in dated), max(day for _, day in dated)
    span = max((last - first).total_seconds(), 1.0)
    room = WIDTH - _LEFT - _RIGHT
    lanes, dots, top = [], [], float(_TOP)
    for name, relations in SIDES:
        columns: dict[int, int] = {}
        placed = []
        for each, day in dated:
            if each.relation in relations:
                x = _LEFT + room * (day - first).total_seconds() / span
                column = round(x / _STEP)
                row = columns[column] = columns.get(column, -1) + 1
                placed.append((each, round(column * _STEP, 1), row))
        if not placed:
            continue
        height = max(_LEAST_LANE, (max(row for _, _, row in placed) + 1) * _STEP + 2 * _RADIUS)
        lanes.append(Lane(name, top, height))
        dots += [
            Dot(each.entry.seed, each.relation, x, round(top + _RADIUS + 6 + row * _STEP, 1)) for each, x, row in placed
        ]
        top += height
    ticks = tuple(_ticks(first, last, room))
    return Timeline(tuple(dots), tuple(lanes), ticks, WIDTH, top + _AXIS, _LEFT, _RADIUS, len(found) - len(dated))


def _moment(each: Appearance) -> datetime | None:
    said = each.entry.when or (each.entry.said.end if each.entry.said else "")
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _ticks(first: datetime, last: datetime, room: float) -> Iterable[Tick]:
    """Some days at even distances, the first and the last among them; no day twice."""
    span = last - first
    shown: set[date] = set()
    for place in range(_TICKS + 1):
        moment = first + span * place / _TICKS
        if moment.date() not in shown:
            shown.add(moment.date())
            yield Tick(moment.date().isoformat(), round(_LEFT + room * place / _TICKS, 1))
