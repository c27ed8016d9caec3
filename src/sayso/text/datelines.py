"""Datelines: "VALMERE, Jan 26 (Norvane Press) - " before the first sentence of a report.

They say where and when it was written and who wrote it; nobody in them speaks. One
reader for all: the head of a text, the borders of sources, the times beside words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.text.lists import words_in
from sayso.types import CharSpan

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_MONTH = r"[A-Z][a-z]{2,8}\.?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DATE = (
    rf"{_WEEKDAY}(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)(?!\w)"
    r"|\d{4}-\d\d-\d\d"
)
_SHOUTED = (
    rf"{_CAPITAL}(?:[.'’-]|{_CAPITAL})+(?:[ /]{_CAPITAL}(?:[.'’-]|{_CAPITAL})+){{0,4}}"
    rf"(?:, {_CAPITAL}[\w.]+(?: {_CAPITAL}\w+)?)??"
)
_PARTICLES = "al|am|an|de|del|der|el|la|le|los|on|sur|upon"
_NAMED = (
    rf"{_CAPITAL}[\w.'’-]*(?: (?:{_CAPITAL}[\w.'’-]*|{_PARTICLES})){{0,3}}?"
    rf"(?:, {_CAPITAL}[\w.]+(?: {_CAPITAL}\w+)?)??"
)
_DATELINE = re.compile(
    rf"(?:(?P<place>{_SHOUTED})(?:, (?P<date>{_DATE}))?|(?P<town>{_NAMED}), (?P<day>{_DATE}))"
    r"\s*(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?:--?|[–—―])\s+"
)
_ALONE = re.compile(rf"{_SHOUTED}, (?P<date>{_DATE})(?:\s*\([^()\n]{{2,40}}\))?\.?")
_LINE = re.compile(r"^[^\S\n]*(?=\S)", re.MULTILINE)
_LONGEST = 140
"""Code points; no dateline is longer."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where it stands, the dash and the space behind it included; its date and agency as written."""

    span: CharSpan
    date: str | None
    agency: str | None

    @property
    def is_plain(self) -> bool:
        """Whether a date or an agency leaves no doubt; a bare place may be a heading or a name."""
        return bool(self.date or self.agency)


def read_dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that begins at ``start``: a place in capitals, or any place before a date, up to a dash."""
    match = _DATELINE.match(text, start, start + _LONGEST)
    if match is None or (match["place"] in words_in("sayso.text", "not-places") and not match["date"]):
        return None
    return Dateline(CharSpan(*match.span()), match["date"] or match["day"], match["agency"])


def read_lone_dateline(line: str) -> str | None:
    """The date of a line that is a place in capitals and a date and nothing else: "VALMERE, 6 March 2024"."""
    match = _ALONE.fullmatch(line)
    return match["date"] if match else None


@lru_cache(maxsize=4)
def find_datelines(text: str) -> tuple[Dateline, ...]:
    """The datelines of a text, each at the beginning of a line and before the capital of a sentence."""
    found = (read_dateline(text, match.end()) for match in _LINE.finditer(text))
    return tuple(each for each in found if each and _opens_sentence(text, each.span.end))


def _opens_sentence(text: str, place: int) -> bool:
    """Whether a sentence may begin here; "NATO - the alliance - said" goes on in lower case."""
    return not text[place : place + 1].islower()
