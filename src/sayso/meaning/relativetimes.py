"""Times told from the day of publication ("yesterday", "last week") or from another time ("the day before")."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sayso.meaning.periods import Period, day_of, join, move, period_at, week_of, weekend_of
from sayso.meaning.timevalues import Anchor, Direction, narrow, number_of

if TYPE_CHECKING:
    from collections.abc import Callable

_THURSDAY = 3


def _weekday(values: dict[str, str], today: date, direction: Direction) -> Period:
    number = number_of(values, "weekday")
    if "whichweek" in values:
        monday = week_of(move(today, "week", number_of(values, "whichweek"))).start
        return day_of(monday + timedelta(days=number))
    last = move(today, "day", -((today.weekday() - number) % 7))
    if "which" not in values:
        ahead = direction == "future" and last != today
        return day_of(move(last, "week", 1 if ahead else 0))
    which = number_of(values, "which")
    if which == 0:
        return day_of(week_of(today).start + timedelta(days=number))
    if which > 0:
        return day_of(move(last, "week", 1))
    return day_of(move(last, "week", -1) if last == today else last)


def _day(values: dict[str, str], today: date, _: Direction) -> Period:
    return day_of(move(today, "day", number_of(values, "named")))


def _eve(values: dict[str, str], today: date, _: Direction) -> Period:
    return day_of(move(today, "day", 2 * number_of(values, "named")))


def _night(_: dict[str, str], today: date, __: Direction) -> Period:
    return day_of(move(today, "day", -1))


def _ago(values: dict[str, str], today: date, _: Direction) -> Period:
    unit = values["unit"]
    return _whole(move(today, unit, -number_of(values, "count")), unit)


def _ahead(values: dict[str, str], today: date, _: Direction) -> Period:
    unit = values["unit"]
    return _whole(move(today, unit, number_of(values, "count")), unit)


def _whole(day: date, unit: str) -> Period:
    return week_of(day) if unit == "fortnight" else period_at(day, unit)


def _lately(values: dict[str, str], today: date, _: Direction) -> Period:
    return join(day_of(move(today, values["unit"], -number_of(values, "count", 1))), day_of(today))


def _coming(values: dict[str, str], today: date, _: Direction) -> Period:
    return join(day_of(today), day_of(move(today, values["unit"], number_of(values, "count", 1))))


def _bank(values: dict[str, str], today: date, _: Direction) -> Period | None:
    """Read "this week", "late last year", "the end of the month"."""
    unit = values["unit"]
    if unit in ("day", "night", "fortnight"):
        return None
    return narrow(period_at(move(today, unit, number_of(values, "which")), unit), values, today)


def _weekend(values: dict[str, str], today: date, direction: Direction) -> Period:
    """The last one begun, or the one that is near: from Thursday on, "this weekend" is still to come."""
    this = weekend_of(today)
    begun = this if this.start <= today else weekend_of(move(today, "week", -1))
    if "which" not in values:
        return this if direction == "future" else begun
    which = number_of(values, "which")
    if which == 0:
        return this if direction == "future" or today.weekday() >= _THURSDAY else begun
    if which > 0:
        return weekend_of(move(today, "week", 1)) if this.start <= today else this
    return weekend_of(move(today, "week", -1))


# ---------------------------------------------------------------- from another time


_FINER = {
    "day": ("day",),
    "night": ("day",),
    "week": ("day", "week"),
    "weekend": ("day",),
    "fortnight": ("day", "week"),
    "month": ("day", "week", "month"),
    "quarter": ("month",),
    "year": ("month", "season", "year"),
    "decade": ("year",),
    "century": ("year",),
}
"""What "the same week" or "that year" may point back at: a year is seldom told after a weekday."""

_COARSER = {
    "week": ("month", "quarter", "season", "half", "year", "decade", "century"),
    "fortnight": ("month", "quarter", "season", "half", "year", "decade", "century"),
    "month": ("quarter", "season", "half", "year", "decade", "century"),
    "quarter": ("season", "half", "year", "decade", "century"),
    "year": ("decade", "century"),
}
"""What a time is too wide to count from: "in April … a week later" may be any week."""


def reckon_anchored(values: dict[str, str], anchor: Anchor) -> Period | None:
    """Reckon "the day before", "the same week", "earlier in the day"; None where the other time is not told."""
    other = anchor.other
    if "unit" not in values:  # "earlier in the day"
        return other or (day_of(anchor.today) if anchor.today else None)
    unit = values["unit"]
    if other is None or (unit in ("day", "night") and other.precision != "day"):
        return None
    sign = number_of(values, "turn") or number_of(values, "shift") or number_of(values, "order")
    if sign == 0 and other.precision not in _FINER[unit]:
        return None
    if unit in _COARSER and other.precision in _COARSER[unit]:
        return None
    if sign == 0:
        return period_at(other.start, "week" if unit == "fortnight" else unit)
    base = other.start if sign < 0 else other.end
    return _whole(move(base, unit, sign * number_of(values, "count", 1)), unit)


RELATIVE: dict[str, Callable[[dict[str, str], date, Direction], Period | None]] = {
    "weekday": _weekday,
    "day": _day,
    "eve": _eve,
    "night": _night,
    "ago": _ago,
    "ahead": _ahead,
    "lately": _lately,
    "coming": _coming,
    "bank": _bank,
    "weekend": _weekend,
}
"""Reader by rule, of what the day of publication is enough for."""
