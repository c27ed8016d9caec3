"""The head of a plain text: headline, byline, date line, credits, dateline.

Texts that were copied from a page begin as pages do::

    Norvane demands dam logs

    Ana Vell's Photo
    by Ana Vell
    Friday, Jan 26, 2024 - 07:40 PM

    VALMERE, Jan 26 (Norvane Press) - Norvane on Friday ...

Lines are judged whole and from the top; the first paragraph of prose ends it.
What is no prose becomes furniture; the headline stays part of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sayso.reading.bylines import Credit, is_names, read_byline
from sayso.reading.dates import day_of, read_date, read_yearless
from sayso.reading.lists import lines_of
from sayso.text.datelines import read_dateline, read_lone_dateline
from sayso.types import ArticleDate, CharSpan

Clean = Callable[[str], str]
"""From a line as it stands to its words, for texts with mark-up."""

_HEAD = 6000
_MOST_LINES = 16
"""How much of a text may be its head: code points, and lines that are not blank."""

_LONGEST_TITLE = 200
_LONGEST_STANDFIRST = 300
_LONGEST_TAIL = 320
_MOST_STANDFIRSTS = 2
"""A headline may be followed by a sentence or two that sum the story up, before the byline."""

_LINE = re.compile(r"[^\r\n]+")
_FULL_STOP = re.compile(r"(?<![A-Z.])\.[”’\"')\]]*$")
_SEVERAL_SENTENCES = re.compile(r"[.!?]\s+[^\W\d_a-z]|[.,!?][”\"]|[“\"]\s?[^\W\d_a-z]")
_SEGMENTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
_NAME = r"[^\W\d_a-zà-ÿ][\w.’'-]*(?: [^\W\d_a-zà-ÿ][\w.’'-]*){0,5}"


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head (and the last lines) of a text say about it."""

    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    dates: tuple[ArticleDate, ...] = ()
    furniture: tuple[CharSpan, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    words: str
    blank_after: bool


@dataclass(slots=True)
class _Head:
    """What was found so far, while the lines are gone through."""

    title: str | None = None
    credits: list[Credit] = field(default_factory=list)
    furniture: list[CharSpan] = field(default_factory=list)
    first_prose: _Line | None = None


def read_masthead(text: str, *, start: int = 0, clean: Clean = str.strip, title: str | None = None) -> Masthead:
    """Read the head of a text that begins at ``start``.

    ``title`` is the headline where it is already known: then the first line is
    none unless it repeats it.
    """
    lines = _head_lines(text, start, clean)
    head = _read_head(lines, title)
    credits_, tail = _read_tail(text, start, clean, head)
    return _sum_up(head, credits_, tail)


def title_is_repeated(title: str, line: str) -> bool:
    """Whether a line is the headline, but for case, marks and spaces."""
    if len(line) > 2 * len(title) + 100:  # far too long to be it: not worth the look at each letter
        return False
    return bool(_letters(title)) and _letters(title) == _letters(line)


def _letters(words: str) -> str:
    return "".join(character for character in words.casefold() if character.isalnum())


def _head_lines(text: str, start: int, clean: Clean) -> list[_Line]:
    found: list[_Line] = []
    for match in _LINE.finditer(text, start, start + _HEAD):
        if match[0].strip():
            after = text[match.end() : match.end() + 4]
            blank = bool(re.match(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:[\r\n]|$)", after)) or match.end() >= len(text)
            found.append(_Line(match.start(), match.end(), clean(match[0]), blank))
        if len(found) == _MOST_LINES:
            break
    return found


def _read_head(lines: list[_Line], title: str | None) -> _Head:
    head = _Head()
    index = _take_furniture(lines, 0, head)
    if index < len(lines) and _is_title(lines, index, title):
        head.title = lines[index].words
        index = _take_furniture(lines, index + 1, head)
    head.first_prose = lines[index] if index < len(lines) else None
    skipped = 0
    while index < len(lines) and skipped < _MOST_STANDFIRSTS and _is_standfirst(lines[index].words):
        skipped += 1
        index += 1
        after = _take_furniture(lines, index, head)
        if after > index or (after < len(lines) and _is_datelined(lines[after].words)):
            head.first_prose = lines[after] if after < len(lines) else None
            index = after
    return head


def _is_datelined(words: str) -> bool:
    """Whether a line begins with a dateline that has a date or an agency."""
    dateline = read_dateline(words)
    return dateline is not None and dateline.is_plain


def _is_standfirst(words: str) -> bool:
    return len(words) <= _LONGEST_STANDFIRST and not _SEVERAL_SENTENCES.search(words)


def _take_furniture(lines: list[_Line], index: int, head: _Head) -> int:
    """Go past furniture; the index of the first line that is none."""
    while index < len(lines):
        credit = read_credit(lines[index].words)
        if credit is None and _is_bare_byline(lines, index, head):
            credit = Credit(byline=lines[index].words)
        if credit is None:
            break
        head.credits.append(credit)
        head.furniture.append(CharSpan(lines[index].start, lines[index].end))
        index += 1
    return index


def _is_bare_byline(lines: list[_Line], index: int, head: _Head) -> bool:
    """A name alone on its line is a byline only below a headline and above a date."""
    if head.title is None or index + 1 >= len(lines) or not is_names(lines[index].words, strict=True):
        return False
    return read_date(lines[index + 1].words, origin="text") is not None


def _is_title(lines: list[_Line], index: int, title: str | None) -> bool:
    line = lines[index]
    if title is not None:
        return title_is_repeated(title, line.words)
    if len(line.words) > _LONGEST_TITLE or index + 1 >= len(lines):
        return False
    if _FULL_STOP.search(line.words) or line.words[-1:] in ",;:" or " " not in line.words:
        return False
    following = lines[index + 1].words
    return line.blank_after or read_credit(following) is not None or _is_datelined(following)


def read_credit(line: str) -> Credit | None:
    """What a line of furniture says; None for any other line."""
    if len(line) > _LONGEST_TITLE:
        return None
    alone = read_lone_dateline(line)
    found = read_date(line, origin="text") or (read_date(alone, origin="dateline") if alone else None)
    if found:
        return Credit(dates=(found,))
    if _matches("head-furniture", line):
        return Credit()
    return read_byline(line) or _read_segments(line)


def _read_segments(line: str) -> Credit | None:
    """A line of several pieces, each of them furniture: "JANE ROE | March 12, 2024 | 5 min read"."""
    pieces = [piece for piece in _SEGMENTS.split(line) if piece.strip()]
    if len(pieces) < 2:  # noqa: PLR2004 - several
        return None
    read = [read_credit(piece) for piece in pieces]
    dates = tuple(found for credit in read if credit for found in credit.dates)
    bare = [piece for piece, credit in zip(pieces, read, strict=True) if credit is None]
    # A bare name is taken for a byline only beside a date.
    if bare and not (dates and all(is_names(piece, strict=True) for piece in bare)):
        return None
    bylines = [credit.byline for credit in read if credit and credit.byline]
    outlets = [credit.outlet for credit in read if credit and credit.outlet]
    return Credit((bylines + bare)[0] if bylines or bare else None, outlets[0] if outlets else None, dates)


def _read_tail(text: str, start: int, clean: Clean, head: _Head) -> tuple[list[Credit], list[CharSpan]]:
    """The last lines, from the end, while they are furniture ("(Reporting by …; Editing by …)")."""
    found: list[Credit] = []
    spans: list[CharSpan] = []
    floor = max([start, len(text) - 2000, *(span.end for span in head.furniture)])
    for match in reversed(list(_LINE.finditer(text, floor))):
        words = clean(match[0])
        if not words:
            continue
        if len(words) > _LONGEST_TAIL or not _matches("tail-furniture", words):
            break
        names = re.match(r"\(?Reporting by ([^;.()]{2,120})", words)
        found.append((names and read_byline(f"By {names[1].strip()}")) or Credit())
        spans.append(CharSpan(match.start(), match.end()))
    return found, spans


def _sum_up(head: _Head, tail: list[Credit], tail_spans: list[CharSpan]) -> Masthead:
    all_credits = [*head.credits, *tail]
    dates = tuple(found for credit in all_credits for found in credit.dates)
    outlet = next((credit.outlet for credit in all_credits if credit.outlet), None)
    notes: tuple[str, ...] = ()
    dateline = read_dateline(head.first_prose.words) if head.first_prose else None
    if dateline:
        dated = _dateline_date(dateline.date, dates)
        dates += (dated,) if dated else ()
        if dateline.agency:
            notes = (f"The dateline credits {dateline.agency}.",)
            outlet = outlet or dateline.agency
    return Masthead(
        title=head.title,
        byline=next((credit.byline for credit in all_credits if credit.byline), None),
        outlet=outlet,
        dates=dates,
        furniture=tuple(sorted(head.furniture + tail_spans)),
        notes=notes,
    )


def _dateline_date(phrase: str | None, dates: tuple[ArticleDate, ...]) -> ArticleDate | None:
    """The date in a dateline; one without a year takes the year nearest to another date of the article."""
    if not phrase:
        return None
    found = read_date(phrase, origin="dateline")
    yearless = read_yearless(phrase)
    known = [day for other in sorted(dates, key=lambda other: not other.reliable) if (day := day_of(other))]
    if found or not yearless or not known:
        return found
    days = [day for year in (-1, 0, 1) if (day := _day(known[0].year + year, *yearless))]
    if not days:
        return None
    nearest = min(days, key=lambda day: abs(day - known[0]))
    return ArticleDate(nearest.isoformat(), "day", "dateline", note="Its year is that of the article's other dates.")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _matches(name: str, line: str) -> bool:
    return any(pattern.fullmatch(line) for pattern in _patterns(name))


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?i:{line})".replace("%NAME%", f"(?-i:{_NAME})")) for line in lines_of(name))
