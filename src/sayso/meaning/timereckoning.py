"""From words for a time to days, seen from the day of publication.

"On Friday" is the last one up to and including that day, unless the words or the
tense look ahead; a month or date without a year likewise. Where nothing tells past
from future, the nearest one counts. Words that lean on another time ("the day
before") are reckoned from it, and stay unknown without it. So does everything
relative where the day of publication is not known.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from sayso.meaning.lists import rows_of
from sayso.meaning.periods import (
    OutOfTime,
    Period,
    decade_of,
    half_of,
    join,
    make_day,
    month_of,
    move,
    quarter_of,
    season_of,
    week_of,
    year_of,
)
from sayso.meaning.relativetimes import RELATIVE, reckon_anchored
from sayso.meaning.timevalues import Anchor, Direction, narrow, number_of, ordinal_of, part_named_by
from sayso.meaning.timewords import value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from sayso.meaning.timewords import TimePhrase

_THURSDAY = 3


def reckon(phrase: TimePhrase, anchor: Anchor) -> Period | None:
    """The days that ``phrase`` means, or None where that cannot be known."""
    values = dict(phrase.values)
    try:
        if phrase.rule in _ABSOLUTE:
            return _ABSOLUTE[phrase.rule](values, anchor)
        if phrase.rule == "anchored":
            return reckon_anchored(values, anchor)
        return None if anchor.today is None else RELATIVE[phrase.rule](values, anchor.today, anchor.direction)
    except OutOfTime:
        return None


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
    month = int(values["monthnumber"]) if "monthnumber" in values else number_of(values, "month")
    return _dated(number_of(values, "year") or None, month, number_of(values, "day"), anchor)


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
    return make_day(number_of(values, "year"), two, one)


def _week_of(values: dict[str, str], anchor: Anchor) -> Period | None:
    day = _date(values, anchor)
    return None if day is None else week_of(day.start)


def _week_in(values: dict[str, str], anchor: Anchor) -> Period | None:
    """The first week of a month or year is the one with its first Thursday (ISO 8601); the last has its last day."""
    if "lastyear" in values:
        whole: Period | None = year_of(make_day(number_of(values, "lastyear"), 1, 1).start)
    else:
        whole = _month(values, anchor)
    if whole is None:
        return None
    if values["nth"] in ("last", "final"):
        return week_of(whole.end)
    first = week_of(move(whole.start, "day", _THURSDAY))
    return week_of(move(first.start, "week", ordinal_of(values["nth"]) - 1))


def _century(values: dict[str, str], _: Anchor) -> Period | None:
    """The 19th century runs from 1801 to 1900; "early" and "late" are its first and last third."""
    number = ordinal_of(values["nthcentury"])
    if number < 1:
        return None
    first = 100 * number - 99
    start, end = {"early": (0, 32), "mid": (33, 65), "late": (66, 99)}.get(part_named_by(values) or "", (0, 99))
    return join(make_day(first + start, 1, 1), make_day(first + end, 12, 31))


def _dates(values: dict[str, str], anchor: Anchor) -> Period | None:
    last_month = number_of(values, "lastmonth") or number_of(values, "month")
    month = number_of(values, "month") or last_month
    year = number_of(values, "lastyear") or number_of(values, "year")
    last = _dated(year or None, last_month, number_of(values, "lastday"), anchor)
    if last is None:
        return None
    first_year = number_of(values, "year") or last.start.year
    first = make_day(first_year, month, number_of(values, "day"))
    if first.start > last.start and "year" not in values:
        first = make_day(first_year - 1, month, number_of(values, "day"))
    return join(first, last)


def _month(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, today = number_of(values, "month"), anchor.today
    if "year" in values:
        return narrow(_month_in(number_of(values, "year"), number), values, today)
    if today is None:
        return None
    if "whichyear" in values:
        return narrow(_month_in(today.year + number_of(values, "whichyear"), number), values, today)
    if "which" in values:
        return narrow(_which_month(number, number_of(values, "which"), today), values, today)
    month = _in_series(lambda year: _month_in(year, number), today, anchor.direction)
    return narrow(month, values, today)


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
    year = number_of(values, "year") or end.start.year
    start = _month_in(year, number_of(values, "month"))
    if start.start > end.start and "year" not in values:
        start = _month_in(year - 1, number_of(values, "month"))
    return join(start, end)


def _season(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, today = int(value_of("season", values["season"]) or 0), anchor.today
    if "year" in values:
        return narrow(season_of(number_of(values, "year"), number), values, today)
    if today is None:
        return None
    if "whichyear" in values:
        return narrow(season_of(today.year + number_of(values, "whichyear"), number), values, today)
    if "which" not in values:
        return narrow(_in_series(lambda year: season_of(year, number), today, anchor.direction), values, today)
    season, which = season_of(today.year, number), number_of(values, "which")
    if which < 0 and season.end >= today:
        season = season_of(today.year - 1, number)
    if which > 0 and season.start <= today:
        season = season_of(today.year + 1, number)
    return narrow(season, values, today)


def _year(values: dict[str, str], anchor: Anchor) -> Period:
    return narrow(year_of(make_day(number_of(values, "year"), 1, 1).start), values, anchor.today)


def _years(values: dict[str, str], _: Anchor) -> Period:
    first = number_of(values, "year")
    last = number_of(values, "lastyear") or first // 100 * 100 + number_of(values, "lastshort")
    return join(year_of(make_day(first, 1, 1).start), year_of(make_day(last, 1, 1).start))


_DECADE_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}


def _decade(values: dict[str, str], _: Anchor) -> Period:
    year = number_of(values, "decade")
    if year < 100:  # noqa: PLR2004 - "the '90s"
        year += 1900 if year >= 30 else 2000  # noqa: PLR2004 - no paper means the 2030s yet
    first, last = _DECADE_PARTS.get(part_named_by(values) or "", (0, 9))
    decade = decade_of(make_day(year, 1, 1).start)
    start = decade.start.year
    return join(make_day(start + first, 1, 1), make_day(start + last, 12, 31))


def _quarter(values: dict[str, str], anchor: Anchor) -> Period | None:
    number = number_of(values, "quarternumber") or number_of(values, "ordinal")
    year = _year_meant(values, anchor)
    return None if year is None or number > 4 else quarter_of(make_day(year, 3 * number, 1).start)  # noqa: PLR2004


def _half(values: dict[str, str], anchor: Anchor) -> Period | None:
    number, year = number_of(values, "ordinal"), _year_meant(values, anchor)
    return None if year is None or number > 2 else half_of(year, number)  # noqa: PLR2004


def _year_meant(values: dict[str, str], anchor: Anchor) -> int | None:
    """The year written or pointed at, or else the one of publication."""
    if "year" in values:
        return number_of(values, "year")
    return None if anchor.today is None else anchor.today.year + number_of(values, "whichyear")


@cache
def _feasts() -> dict[str, tuple[int, int]]:
    return {words: (int(month), int(day)) for month, day, words in rows_of("time-feasts")}


def _feast(values: dict[str, str], anchor: Anchor) -> Period | None:
    month, day = _feasts()[" ".join(values["feast"].replace("’", "'").split())]
    return _dated(number_of(values, "year") or None, month, day, anchor)


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
