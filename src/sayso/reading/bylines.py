"""Lines that say who wrote an article: "By Jane Roe and John Doe, Norvane Press".

A byline is told by its form alone, a label and names, so that no list of
people is needed; prose that begins alike ("By Friday the talks…") fails on its
small words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sayso.reading.dates import read_date
from sayso.reading.lists import lines_of, numbers_of

if TYPE_CHECKING:
    from sayso.types import ArticleDate

_LONGEST = 160
_MOST_WORDS = 16
_SHORTEST_DAY = 6
"""Shorter names of days and months (Jan, May, April) are names of people, too."""
_PLACE = re.compile(r"\s+in\s+[A-Z][^,]*$")
_DATE_START = re.compile(r"(?:,|\.|\s-|\s–|\s—|\|)?\s+(?:on\s+)?(?=\S)")


@dataclass(frozen=True, slots=True)
class Credit:
    """What one line at the head of an article says; any of it may be missing."""

    byline: str | None = None
    outlet: str | None = None
    dates: tuple[ArticleDate, ...] = ()


def read_byline(line: str) -> Credit | None:
    """The credit in a line of the form label, names, perhaps outlet and date; else None."""
    match = _label().match(line)
    if not match or len(line) > _LONGEST:
        return None
    rest = line[match.end() :].strip()
    if is_names(rest):
        return _credit(rest)
    for gap in _DATE_START.finditer(rest):
        found = read_date(rest[gap.end() :], origin="text")
        names = rest[: gap.start()].strip(" ,.|")
        if found and is_names(names):
            credit = _credit(names)
            return Credit(credit.byline, credit.outlet, (found,))
    return None


def is_names(phrase: str, *, strict: bool = False) -> bool:
    """Whether a phrase can be a list of names; strictly: two to five capitalised words."""
    words = [word for word in re.split(r"[\s,;/]+", phrase) if word]
    if not 1 <= len(words) <= _MOST_WORDS or re.search(r"[\d?!:“”\"]|\w{3}\.$", phrase):
        return False
    named = [word for word in words if _is_name(word)]
    if strict:
        return len(named) == len(words) and 2 <= len(words) <= 5  # noqa: PLR2004 - as the docstring says
    rest = [word for word in words if not _is_name(word)]
    return bool(named) and all(word.lower() in _particles() for word in rest)


def _is_name(word: str) -> bool:
    bare = word.strip(".,'’()").lower()
    is_day = bare in numbers_of("weekdays") or bare in numbers_of("months")
    if is_day and len(bare) >= _SHORTEST_DAY:
        return False
    return word[0].isupper() or word[0] == "@"


def _credit(names: str) -> Credit:
    """Names without roles and place, and the outlet that the last of them may be."""
    parts = [_PLACE.sub("", part).strip() for part in names.split(",")]
    kept = [part for part in parts if not _words(part) & frozenset(lines_of("role-words"))] or parts
    outlet = None
    if len(kept) > 1 and _words(kept[-1]) & frozenset(lines_of("outlet-words")) and kept[-1][0].isupper():
        outlet = kept.pop().removeprefix("The ") if kept[-1].isupper() else kept.pop()
    return Credit(", ".join(kept), outlet)


def _words(phrase: str) -> frozenset[str]:
    return frozenset(phrase.lower().split())


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, lines_of("byline-labels")))
    return re.compile(rf"(?:{labels})\s*(?::|\s)\s*", re.IGNORECASE)


@cache
def _particles() -> frozenset[str]:
    return frozenset(lines_of("name-particles"))
