"""An article as copies see it: its text, who printed it when, and which of its words are not its own prose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sayso.claims.bands import find_bands
from sayso.claims.lists import lines_of
from sayso.types import CharSpan


@dataclass(frozen=True, slots=True)
class Piece:
    """The newest text of an article.

    ``article`` is its key, which all its versions share. ``when`` and ``modified`` are ISO 8601, in UTC and only as
    precise as known (``2024-03-12``); empty: unknown. ``quotations`` are the stretches in quotation marks,
    ``furniture`` those that are no prose of the article (byline, caption, what the outlet prints under everything).
    """

    article: str
    text: str
    outlet: str | None = None
    byline: str | None = None
    when: str = ""
    modified: str = ""
    quotations: tuple[CharSpan, ...] = ()
    furniture: tuple[CharSpan, ...] = ()


def find_repeated(text: str, common: Iterable[str]) -> tuple[CharSpan, ...]:
    """Passages that an outlet prints under many of its articles, to be counted as furniture.

    ``common`` are the keys (``bands_of``) that several of its articles have: rare words weigh, common ones do not.
    A passage counts when all of its keys are common.
    """
    known = frozenset(common)
    if not known:
        return ()
    return tuple(span for span, keys in find_bands(text).items() if keys and keys <= known)


def find_boxes(text: str) -> tuple[CharSpan, ...]:
    """Lines that say by their beginning that they are no part of the story (``box-starts.txt``)."""
    return tuple(CharSpan(*match.span()) for match in _boxes().finditer(text))


@cache
def _boxes() -> re.Pattern[str]:
    return re.compile(rf"^[ \t]*(?:{'|'.join(lines_of('box-starts'))})[^\n]*", re.IGNORECASE | re.MULTILINE)
