"""Date expressions to dates, strictly.

Only a phrase that is a date and nothing else is one: nothing is ever searched
for in running text, no relative words ("yesterday") are computed, and there is
no clock here. (Lenient parsers turn "on:" and "to" into dates; dateparser
issues 992, 330, 394.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sayso.reading.lists import lines_of, numbers_of, values_of
from sayso.types import ArticleDate

Kind = Literal["published", "modified"]

_LONGEST = 90
"""Code points; no date line is longer."""

_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d|21\d\d)"
_WEEKDAY = r"(?:(?!the\s)(?P<weekday>[^\W\d_]+(?:-feira)?)\.?,?\s+)?"
_NAMED_MONTH = r"(?P<name>[^\W\d_]{3,})\.?"
_DAY = r"(?P<day>\d{1,2})"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_WEEKDAY}{_NAMED_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_WEEKDAY}(?:the\s+)?{_DAY}(?:st|nd|rd|th|\.|er|º)?\s+(?:of\s+|de\s+)?{_NAMED_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"{_WEEKDAY}{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"{_WEEKDAY}{_DAY}\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}",
        rf"{_WEEKDAY}(?P<first>\d{{1,2}})(?P<sep>[/-])(?P<second>\d{{1,2}})(?P=sep){_YEAR}",
        rf"{_NAMED_MONTH},?\s+{_YEAR}",
    )
)
_YEARLESS = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_WEEKDAY}{_NAMED_MONTH}\s+{_DAY}(?:st|nd|rd|th)?",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th|\.)?\s+{_NAMED_MONTH}",
    )
)
_CLOCK = (
    r"(?P<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?::(?P<sec>[0-5]\d)(?:[.,]\d{1,9})?)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?(?:\s*(?:Uhr|hrs?|hours)\b)?"
)
_ZONE = r"(?:\s*\(?(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d\d)?|[A-Z]{1,5}|[+-]\d\d(?::?\d\d)?)\)?)?"
_BETWEEN = r"(?:\s*[,|•·–—@]\s*|\s+-\s+|\s+(?:at|um|à|kl\.?|ore|om|às)\s+|T|\s+)(?:at\s+)?"
_DATE_FIRST = re.compile(rf"(?P<date>.{{6,50}}?){_BETWEEN}{_CLOCK}{_ZONE}", re.IGNORECASE)
_CLOCK_FIRST = re.compile(rf"{_CLOCK}{_ZONE}{_BETWEEN}(?:on\s+)?(?P<date>.{{6,50}})", re.IGNORECASE)
_STAMP = re.compile(
    rf"{_YEAR}-?(?P<month>\d\d)-?(?P<day>\d\d)"
    r"[T ](?P<hour>\d\d):?(?P<minute>[0-5]\d)(?::?(?P<sec>[0-5]\d)(?:[.,]\d+)?)?"
    r"\s?(?P<zone>Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?")
_NOON = 12
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time of day as written: how precise, and in which zone."""

    hour: int
    minute: int
    second: int | None
    zone: str | None


def read_date(phrase: str, *, origin: str, kind: Kind | None = None) -> ArticleDate | None:
    """The date that the phrase is, label and time included; None where it is anything else.

    A label ("Updated:") says the kind where ``kind`` does not. A date that can
    be read two ways, or whose weekday is wrong, is not reliable.
    """
    phrase = " ".join(phrase.split()).strip(" ,;|")
    if not phrase or len(phrase) > _LONGEST or not any(character.isdigit() for character in phrase):
        return None
    labelled, bare = _strip_label(phrase)
    found = _read_stamp(bare) or _read_with_clock(bare) or _read_day(bare)
    return found and replace(found, origin=origin, kind=kind or labelled or "published")


def read_machine_date(value: str, *, origin: str, kind: Kind = "published") -> ArticleDate | None:
    """The date in a field meant for programs: ISO 8601, RFC 5322, or anything `read_date` reads."""
    value = value.strip()
    found = read_date(value, origin=origin, kind=kind)
    if found is None and len(value) <= _LONGEST:
        found = _read_mail_date(value)
        found = found and replace(found, origin=origin, kind=kind)
    if found and re.search(r"T00:00(?::00)?(?:[+-]\d\d:\d\d)?$", found.value):
        # Midnight sharp is what programs write who know the day only.
        found = replace(found, value=found.value[:10], precision="day", zone=None)
    return found


def read_yearless(phrase: str) -> tuple[int, int] | None:
    """Month and day of a phrase such as "March 12", which is what datelines have."""
    for shape in _YEARLESS:
        match = shape.fullmatch(" ".join(phrase.split()))
        month = match and numbers_of("months").get(match["name"].lower())
        if match and month and _is_weekday(match["weekday"]) and 1 <= int(match["day"]) <= 31:  # noqa: PLR2004
            return month, int(match["day"])
    return None


def day_of(found: ArticleDate) -> date | None:
    """The day a date says, in its own zone; None where it says no day."""
    try:
        return date.fromisoformat(found.value[:10])
    except ValueError:
        return None


def moment_of(found: ArticleDate) -> datetime | None:
    """The moment a date says, where it names time and zone."""
    try:
        moment = datetime.fromisoformat(found.value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _strip_label(phrase: str) -> tuple[Kind | None, str]:
    lowered = phrase.lower()
    for line in lines_of("date-labels"):
        kind, label = line.split(" ", 1)
        if lowered.startswith(label) and len(lowered) == len(phrase):
            rest = phrase[len(label) :]
            if re.match(r"\s|:", rest):
                return ("modified" if kind == "modified" else "published"), rest.lstrip(" :-–—")
    return None, phrase


def _read_stamp(phrase: str) -> ArticleDate | None:
    match = _STAMP.fullmatch(phrase)
    if not match:
        return None
    clock = _clock_of(match, None)
    day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
    return _combine(ArticleDate(day.isoformat(), "day", ""), clock) if day and clock else None


def _read_with_clock(phrase: str) -> ArticleDate | None:
    for shape in (_DATE_FIRST, _CLOCK_FIRST):
        match = shape.fullmatch(phrase)
        if match and (match["minute"] or match["half"]):
            day = _read_day(match["date"].strip(" ,-–—|"))
            clock = _clock_of(match, match["half"])
            if day and clock and day.precision == "day":
                return _combine(day, clock)
    return None


def _clock_of(match: re.Match[str], half: str | None) -> _Clock | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half.lower() == "p" else 0)
    second = int(match["sec"]) if match["sec"] else None
    return _Clock(hour, minute, second, match["zone"]) if hour < 24 else None  # noqa: PLR2004 - hours of a day


def _combine(day: ArticleDate, clock: _Clock) -> ArticleDate | None:
    """A day and a time of day, with an offset where the zone tells it."""
    at = datetime.fromisoformat(day.value).replace(hour=clock.hour, minute=clock.minute, second=clock.second or 0)
    zone = clock.zone and clock.zone.upper()
    if zone and not _OFFSET.fullmatch(zone) and zone not in values_of("zones"):
        return None  # a word, not a zone: the phrase is something else
    offset = _offset_of(zone, at) if zone else None
    if offset is not None:
        at = at.replace(tzinfo=offset)
    spec = "minutes" if clock.second is None else "seconds"
    precision: Literal["minute", "second"] = "minute" if clock.second is None else "second"
    return replace(day, value=at.isoformat(timespec=spec), precision=precision, zone=_zone_name(zone))


def _zone_name(zone: str | None) -> str | None:
    return "UTC" if zone == "Z" else zone


def _offset_of(zone: str, at: datetime) -> timezone | None:
    """The offset of a zone at a moment; None where the name does not settle it."""
    match = _OFFSET.fullmatch(values_of("zones").get(zone, zone))
    if match:
        minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
        return _fixed(timedelta(minutes=minutes if match["sign"] == "+" else -minutes))
    place = values_of("zones")[zone]
    if place == "?":
        return None
    try:
        return _fixed(ZoneInfo(place).utcoffset(at) or timedelta())
    except (ZoneInfoNotFoundError, OSError):  # no time zone data on this machine
        return None


def _fixed(offset: timedelta) -> timezone | None:
    return timezone(offset) if abs(offset) <= timedelta(hours=15) else None


def _read_day(phrase: str) -> ArticleDate | None:
    for shape in _SHAPES:
        match = shape.fullmatch(phrase)
        if match:
            found = _from_match(match.groupdict())
            if found:
                return found
    return None


def _from_match(parts: dict[str, str | None]) -> ArticleDate | None:
    if not _is_weekday(parts.get("weekday")):
        return None
    year = int(parts["year"] or 0)
    if parts.get("first"):
        return _from_two(int(parts["first"] or 0), int(parts["second"] or 0), year)
    name = parts.get("name")
    month = numbers_of("months").get(name.lower(), 0) if name else int(parts.get("month") or 0)
    if not parts.get("day"):
        return ArticleDate(f"{year:04}-{month:02}", "month", "") if month else None
    day = _day(year, month, int(parts["day"] or 0))
    return _check_weekday(day, parts.get("weekday")) if day else None


def _from_two(first: int, second: int, year: int) -> ArticleDate | None:
    """A date in figures, where countries differ about which comes first, day or month."""
    month_first, day_first = _day(year, first, second), _day(year, second, first)
    if month_first and day_first and first != second:
        note = f"It may mean {month_first.isoformat()} or {day_first.isoformat()}."
        return ArticleDate(month_first.isoformat(), "day", "", reliable=False, note=note)
    day = month_first or day_first
    return ArticleDate(day.isoformat(), "day", "") if day else None


def _check_weekday(day: date, weekday: str | None) -> ArticleDate:
    named = numbers_of("weekdays").get(weekday.lower()) if weekday else None
    if named is None or named == day.weekday():
        return ArticleDate(day.isoformat(), "day", "")
    note = f"{day.isoformat()} was a {_WEEKDAYS[day.weekday()]}, not a {_WEEKDAYS[named]}."
    return ArticleDate(day.isoformat(), "day", "", reliable=False, note=note)


def _is_weekday(word: str | None) -> bool:
    return word is None or word.lower() in numbers_of("weekdays")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_mail_date(value: str) -> ArticleDate | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    zone = None if moment.tzinfo is None else moment.strftime("%z")
    return ArticleDate(moment.isoformat(timespec="seconds"), "second", "", zone=zone)
