"""From words for a time to days, seen from the day of publication.

"On Friday" is the last one up to and including that day, unless the words or the
tense look ahead; a month or date without a year likewise. Where nothing tells past
from future, the nearest one counts. Words that lean on another time ("the day
before") are reckoned from it, and stay unknown without it. So does everything
relative where the day of publication is not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from sayso.meaning.lists import rows_of
from sayso.meaning.periods import (
    OutOfTime,
    Period,
    day_of,
    decade_of,
    half_of,
    join,
    make_day,
    month_of,
    move,
    part_of,
    period_at,
    quarter_of,
    season_of,
    until,
    week_of,
    weekend_of,
    year_of,
)
from sayso.meaning.timewords import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.meaning.timewords import TimePhrase

Direction = Literal["past", "future", "unknown"]

_THURSDAY = 3


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where times are reckoned from: the day of publication, where the words look, another time told before."""

    today: date | None
    direction: Direction = "past"
    other: Period | None = None


def reckon(phrase: TimePhrase, anchor: Anchor) -> Period | None:
    """The days that ``phrase`` means, or None where that cannot be known."""
    values = dict(phrase.values)
    try:
        if phrase.rule in _ABSOLUTE:
            return _ABSOLUTE[phrase.rule](values, anchor)
        if phrase.rule == "anchored":
            return _anchored(values, anchor)
        return None if anchor.today is None else _RELATIVE[phrase.rule](values, anchor.today, anchor.direction)
    except OutOfTime:
        return None


def _number(values: dict[str, str], kind: str, default: int = 0) -> int:
    """The number that a group's word stands for; "which" also names its weeks and years."""
    word = values.get(kind)
    if word is None:
        return default
    if word.isdecimal():
        return int(word)
    listed = value_of("which" if kind.startswith("which") else kind.removeprefix("last"), word)
    return int(listed) if listed else _ordinal(word)


def _ordinal(word: str) -> int:
    """Read "3rd", "twenty-first"."""
    digits = "".join(letter for letter in word if letter.isdecimal())
    if digits:
        return int(digits)
    tens, _, ones = word.partition("-")
    return {"twenty": 20, "thirty": 30}.get(tens, 0) + int(value_of("ordinal", ones or tens) or 0)


def _part(values: dict[str, str]) -> str | None:
    return value_of("part", values["part"]) if "part" in values else None


def _narrowed(period: Period, values: dict[str, str], today: date | None) -> Period:
    """Its part that the words name; "earlier" reaches up to today, "later" goes on from it."""
    part = _part(values)
    if part is None:
        return period
    if part not in ("earlier", "later"):
        return part_of(period, part)
    if today is None or not period.start <= today <= period.end:
        return period
    return until(period, today) if part == "earlier" else replace(period, start=today, precision="range")


def _nearest(before: Period, after: Period, today: date, direction: Direction) -> Period:
    """Of two neighbours in a series, ``before`` begun and ``after`` not, the one that is meant."""
    if before.end >= today or direction == "past":
        return before
    if direction == "future":
        return after
    return before if today - before.end <= after.start - today else after


def _in_series(make: Callable[[int], Period], today: date, direction: Direction) -> Period:
    """The yearly period that is meant: of this year, the last or the next."""
    this = make(today.year)
    if this.start <= today:
        return _nearest(this, make(today.year + 1), today, direction)
    return _nearest(make(today.year - 1), this, today, direction)


# ---------------------------------------------------------------- dates, months, years: may carry their year


def _date(values: dict[str, str], anchor: Anchor) -> Period | None:
    month = int(values["monthnumber"]) if "monthnumber" in values else _number(values, "month")
    return _dated(_number(values, "year") or None, month, _number(values, "day"), anchor)


def _dated(year: int | None, month: int, day: int, anchor: Anchor) -> Period | None:
    if year:
        return make_day(year, month, day)
    if anchor.today is None:
        return None
    return _in_series(lambda one: make_day(one, month, day), anchor.today, anchor.direction)


_MONTHS_OF_YEAR = 12


def _numeric(values: dict[str, str], _: Anchor) -> Period | None:
    """Read "3/17/2018" and "17/3/2018"; "3/4/2018" stays unknown, for Americans and others write it differently."""
    one, two = int(values["firstnumber"]), int(values["secondnumber"])
    if one <= _MONTHS_OF_YEAR < two:
        one, two = two, one
    if one != two and one <= _MONTHS_OF_YEAR:
        return None
    return make_day(_number(values, "year"), two, one)


def _week_of(values: dict[str, str], anchor: Anchor) -> Period | None:
    day = _date(values, anchor)
    return None if day is None else week_of(day.start)


def _week_in(values: dict[str, str], anchor: Anchor) -> Period | None:
    """The first week of a month or year is the one with its first Thursday (ISO 8601); the last has its last day."""
    if "lastyear" in values:
        whole: Period | None = year_of(make_day(_number(values, "lastyear"), 1, 1).start)
    else:
        whole = _month(values, anchor)
    if whole is None:
        return None
    if values["nth"] in ("last", "final"):
        return week_of(whole.end)
    first = week_of(move(whole.start, "day", _THURSDAY))
    return week_of(move(first.start, "week", _ordinal(values["nth"]) - 1))


def _century(values: dict[str, str], _: Anchor) -> Period | None:
    """The 19th century runs from 1801 to 1900; "early" and "late" are its first and last third."""
    number = _ordinal(values["nthcentury"])
    if number < 1:
        return None
    first = 100 * number - 99
    start, end = {"early": (0, 32), "mid": (33, 65), "late": (66, 99)}.get(_part(values) or "", (0, 99))
    return join(make_day(first + start, 1, 1), make_day(first + end, 12, 31))


def _dates(values: dict[str, str], anchor: Anchor) -> Period | None:
    last_month = _number(values, "lastmonth") or _number(values, "month")
    month = _number(values, "month") or last_month
    year = _number(values, "lastyear") or _number(values, "year")
    last = _dated(year or None, last_month, _number(values, "lastday"), anchor)
    if last is None:
        return None
    first_year = _number(values, "year") or last.start.year
    first = make_day(first_year, month, _number(values, "day"))
    if first.start > last.start and "year" not in values:
        first = make_day(first_year - 1, month, _number(values, "day"))
    return join(first, last)


def _month(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, today = _number(values, "month"), anchor.today
    if "year" in values:
        return _narrowed(_month_in(_number(values, "year"), number), values, today)
    if today is None:
        return None
    if "whichyear" in values:
        return _narrowed(_month_in(today.year + _number(values, "whichyear"), number), values, today)
    if "which" in values:
        return _narrowed(_which_month(number, _number(values, "which"), today), values, today)
    month = _in_series(lambda year: _month_in(year, number), today, anchor.direction)
    return _narrowed(month, values, today)


def _month_in(year: int, number: int) -> Period:
    return month_of(make_day(year, number, 1).start)


def _which_month(number: int, which: int, today: date) -> Period:
    """The month that "last March" (the last one that is over) or "next March" means."""
    month = _month_in(today.year, number)
    if which < 0 and month.end >= today:
        return _month_in(today.year - 1, number)
    if which > 0 and month.start <= today:
        return _month_in(today.year + 1, number)
    return month


def _months(values: dict[str, str], anchor: Anchor) -> Period | None:
    last = {"month": values["lastmonth"]} | ({"year": values["lastyear"]} if "lastyear" in values else {})
    end = _month(last, anchor)
    if end is None:
        return None
    year = _number(values, "year") or end.start.year
    start = _month_in(year, _number(values, "month"))
    if start.start > end.start and "year" not in values:
        start = _month_in(year - 1, _number(values, "month"))
    return join(start, end)


def _season(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, today = int(value_of("season", values["season"]) or 0), anchor.today
    if "year" in values:
        return _narrowed(season_of(_number(values, "year"), number), values, today)
    if today is None:
        return None
    if "whichyear" in values:
        return _narrowed(season_of(today.year + _number(values, "whichyear"), number), values, today)
    if "which" not in values:
        return _narrowed(_in_series(lambda year: season_of(year, number), today, anchor.direction), values, today)
    season, which = season_of(today.year, number), _number(values, "which")
    if which < 0 and season.end >= today:
        season = season_of(today.year - 1, number)
    if which > 0 and season.start <= today:
        season = season_of(today.year + 1, number)
    return _narrowed(season, values, today)


def _year(values: dict[str, str], anchor: Anchor) -> Period:
    return _narrowed(year_of(make_day(_number(values, "year"), 1, 1).start), values, anchor.today)


def _years(values: dict[str, str], _: Anchor) -> Period:
    first = _number(values, "year")
    last = _number(values, "lastyear") or first // 100 * 100 + _number(values, "lastshort")
    return join(year_of(make_day(first, 1, 1).start), year_of(make_day(last, 1, 1).start))


_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def _decade(values: dict[str, str], _: Anchor) -> Period:
    year = _number(values, "decade")
    if year < 100:  # noqa: PLR2004 - "the '90s"
        year += 1900 if year >= 30 else 2000  # noqa: PLR2004 - no paper means the 2030s yet
    first, last = _DECADE_PARTS.get(_part(values) or "", (0, 9))
    decade = decade_of(make_day(year, 1, 1).start)
    start = decade.start.year
    return join(make_day(start + first, 1, 1), make_day(start + last, 12, 31))


def _quarter(values: dict[str, str], anchor: Anchor) -> Period | None:
    number = _number(values, "quarternumber") or _number(values, "ordinal")
    year = _year_meant(values, anchor)
    return None if year is None or number > 4 else quarter_of(make_day(year, 3 * number, 1).start)  # noqa: PLR2004


def _half(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, year = _number(values, "ordinal"), _year_meant(values, anchor)
    return None if year is None or number > 2 else half_of(year, number)  # noqa: PLR2004


def _year_meant(values: dict[str, str], anchor: Anchor) -> int | None:
    """The year written or pointed at, or else the one of publication."""
    if "year" in values:
        return _number(values, "year")
    return None if anchor.today is None else anchor.today.year + _number(values, "whichyear")


@cache
def _feasts() -> dict[str, tuple[int, int]]:
    return {words: (int(month), int(day)) for month, day, words in rows_of("time-feasts")}


def _feast(values: dict[str, str], anchor: Anchor) -> Period | None:
    month, day = _feasts()[values["feast"].replace("’", "'")]
    return _dated(_number(values, "year") or None, month, day, anchor)


# ---------------------------------------------------------------- from the day of publication alone


def _weekday(values: dict[str, str], today: date, direction: Direction) -> Period:
    number = _number(values, "weekday")
    if "whichweek" in values:
        monday = week_of(move(today, "week", _number(values, "whichweek"))).start
        return day_of(monday + timedelta(days=number))
    last = move(today, "day", -((today.weekday() - number) % 7))
    if "which" not in values:
        ahead = direction == "future" and last != today
        return day_of(move(last, "week", 1 if ahead else 0))
    which = _number(values, "which")
    if which == 0:
        return day_of(week_of(today).start + timedelta(days=number))
    if which > 0:
        return day_of(move(last, "week", 1))
    return day_of(move(last, "week", -1) if last == today else last)


def _day(values: dict[str, str], today: date, _: Direction) -> Period:
    return day_of(move(today, "day", _number(values, "named")))


def _eve(values: dict[str, str], today: date, _: Direction) -> Period:
    return day_of(move(today, "day", 2 * _number(values, "named")))


def _night(_: dict[str, str], today: date, __: Direction) -> Period:
    return day_of(move(today, "day", -1))


def _ago(values: dict[str, str], today: date, _: Direction) -> Period:
    unit = values["unit"]
    return _whole(move(today, unit, -_number(values, "count")), unit)


def _ahead(values: dict[str, str], today: date, _: Direction) -> Period:
    unit = values["unit"]
    return _whole(move(today, unit, _number(values, "count")), unit)


def _whole(day: date, unit: str) -> Period:
    return week_of(day) if unit == "fortnight" else period_at(day, unit)


def _lately(values: dict[str, str], today: date, _: Direction) -> Period:
    return join(day_of(move(today, values["unit"], -_number(values, "count", 1))), day_of(today))


def _coming(values: dict[str, str], today: date, _: Direction) -> Period:
    return join(day_of(today), day_of(move(today, values["unit"], _number(values, "count", 1))))


def _bank(values: dict[str, str], today: date, _: Direction) -> Period | None:
    """Read "this week", "late last year", "the end of the month"."""
    unit = values["unit"]
    if unit in ("day", "night", "fortnight"):
        return None
    return _narrowed(period_at(move(today, unit, _number(values, "which")), unit), values, today)


def _weekend(values: dict[str, str], today: date, direction: Direction) -> Period:
    """The last one begun, or the one that is near: from Thursday on, "this weekend" is still to come."""
    this = weekend_of(today)
    begun = this if this.start <= today else weekend_of(move(today, "week", -1))
    if "which" not in values:
        return this if direction == "future" else begun
    which = _number(values, "which")
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


def _anchored(values: dict[str, str], anchor: Anchor) -> Period | None:
    other = anchor.other
    if "unit" not in values:  # "earlier in the day"
        return other or (day_of(anchor.today) if anchor.today else None)
    unit = values["unit"]
    if other is None or (unit in ("day", "night") and other.precision != "day"):
        return None
    sign = _number(values, "shift") or _number(values, "order")
    if sign == 0 and other.precision not in _FINER[unit]:
        return None
    if sign == 0:
        return period_at(other.start, "week" if unit == "fortnight" else unit)
    base = other.start if sign < 0 else other.end
    return _whole(move(base, unit, sign * _number(values, "count", 1)), unit)


_ABSOLUTE: dict[str, Callable[[dict[str, str], Anchor], Period | None]] = {
    "date": _date,
    "numeric": _numeric,
    "weekof": _week_of,
    "weekin": _week_in,
    "century": _century,
    "dates": _dates,
    "month": _month,
    "months": _months,
    "season": _season,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "quarter": _quarter,
    "half": _half,
    "feast": _feast,
}
_RELATIVE: dict[str, Callable[[dict[str, str], date, Direction], Period | None]] = {
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
