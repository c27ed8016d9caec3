"""Stretches of whole days: weeks, months, seasons and years, and how to move among them.

Weeks run from Monday to Sunday (CONVENTIONS). Seasons are the northern
hemisphere's meteorological ones, three whole months each.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal

Precision = Literal["day", "week", "month", "season", "year", "range"]

_LATEST = date(MAXYEAR - 10, 12, 31)
_EARLIEST = date(MINYEAR + 10, 1, 1)
"""Ten years from what `date` can hold, so that stepping never leaves it."""


class OutOfTime(ValueError):
    """A day that no calendar has: 31 April, or the year 12000."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date
    precision: Precision = "day"


def make_day(year: int, month: int, day: int) -> Period:
    """One day; raises OutOfTime where there is none."""
    try:
        return day_of(date(year, month, day))
    except (ValueError, OverflowError) as error:
        raise OutOfTime(f"{year}-{month}-{day}") from error


def day_of(day: date) -> Period:
    """The day alone."""
    return Period(_held(day), _held(day))


def week_of(day: date) -> Period:
    """Monday to Sunday."""
    monday = _held(day) - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6), "week")


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the day's week."""
    sunday = week_of(day).end
    return Period(sunday - timedelta(days=1), sunday, "range")


def month_of(day: date) -> Period:
    """The whole month."""
    first = _held(day).replace(day=1)
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]), "month")


def quarter_of(day: date) -> Period:
    """The whole quarter of the year."""
    return _months(day.year, 3 * ((day.month - 1) // 3) + 1, 3, "range")


def season_of(year: int, number: int) -> Period:
    """Spring (1) to winter (4); a winter belongs to the year in which it begins."""
    return _months(year, 3 * number, 3, "season")


def half_of(year: int, number: int) -> Period:
    """The first or second half of a year."""
    return _months(year, 6 * number - 5, 6, "range")


def year_of(day: date) -> Period:
    """The whole year."""
    return _years(day.year, 1, "year")


def decade_of(day: date) -> Period:
    """The ten years that begin with a year ending in 0."""
    return _years(day.year // 10 * 10, 10, "range")


def century_of(day: date) -> Period:
    """The hundred years that begin with a year ending in 00."""
    return _years(day.year // 100 * 100, 100, "range")


_MAKERS = {
    "day": day_of,
    "night": day_of,
    "week": week_of,
    "weekend": weekend_of,
    "month": month_of,
    "quarter": quarter_of,
    "year": year_of,
    "decade": decade_of,
    "century": century_of,
}
_DAYS = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def period_at(day: date, unit: str) -> Period:
    """The day, week, month … that holds ``day``; raises KeyError for an unknown unit."""
    return _MAKERS[unit](day)


def move(day: date, unit: str, count: int) -> date:
    """``day`` moved by so many units; the last of a shorter month stands for a day it has not."""
    if unit in _DAYS:
        try:
            return _held(day + timedelta(days=_DAYS[unit] * count))
        except OverflowError as error:
            raise OutOfTime(f"{day} {count} {unit}") from error
    months = day.year * 12 + day.month - 1 + _MONTHS[unit] * count
    year, month = divmod(months, 12)
    if not _EARLIEST.year <= year <= _LATEST.year:
        raise OutOfTime(f"{day} {count} {unit}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def part_of(period: Period, part: str) -> Period:
    """Its early, middle or late part, its first or last day ("start", "end").

    The parts are those of Recognizers-Text: of a month the 1st to 15th, 10th to 20th, 16th to its end; of a
    week Monday to Wednesday, Tuesday to Friday, Thursday to Sunday; of years, seasons and the rest the thirds.
    """
    days = (period.end - period.start).days + 1
    if days == 1:
        return period
    if part in ("start", "end"):
        edge = period.start if part == "start" else period.end
        return day_of(edge)
    if period.precision in ("season", "year"):
        return _part_in_months(period, part)
    first, last = _PARTS.get(period.precision, _thirds(days))[part]
    return Period(period.start + timedelta(days=first), period.start + timedelta(days=min(last, days - 1)), "range")


_PARTS = {
    "month": {"early": (0, 14), "mid": (9, 19), "late": (15, 30)},
    "week": {"early": (0, 2), "mid": (1, 4), "late": (3, 6)},
}


def _thirds(days: int) -> dict[str, tuple[int, int]]:
    third = days // 3
    return {"early": (0, third - 1), "mid": (third, days - third - 1), "late": (days - third, days - 1)}


def _part_in_months(period: Period, part: str) -> Period:
    months = 12 if period.precision == "year" else 3
    size = months // 3
    step = {"early": 0, "mid": size, "late": months - size}[part]
    start = move(period.start, "month", step)
    return _months(start.year, start.month, size, "month" if size == 1 else "range")


def join(first: Period, last: Period) -> Period:
    """From the first day of one to the last of the other; raises OutOfTime where that runs backwards."""
    if last.end < first.start:
        raise OutOfTime(f"{first.start} to {last.end}")
    return Period(first.start, last.end, "range")


def until(period: Period, day: date) -> Period:
    """What of it has passed on ``day``; all of it where that is nothing."""
    if not period.start <= day <= period.end:
        return period
    return replace(period, end=day, precision="day" if day == period.start else "range")


def _months(year: int, month: int, count: int, precision: Precision) -> Period:
    try:
        start = _held(date(year, month, 1))
    except ValueError as error:
        raise OutOfTime(f"{year}-{month}") from error
    return Period(start, month_of(move(start, "month", count - 1)).end, precision)


def _years(year: int, count: int, precision: Precision) -> Period:
    return Period(make_day(year, 1, 1).start, make_day(year + count - 1, 12, 31).end, precision)


def _held(day: date) -> date:
    if not _EARLIEST <= day <= _LATEST:
        raise OutOfTime(str(day))
    return day
