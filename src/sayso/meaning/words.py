"""A text as the words and marks that figures are read from, with numbers in digits kept whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(
    r"(?<![\w.])\.\d+|(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d,])(?:\.\d+)?|"
    r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|\w"
)
"""A number with its points, commas and thin spaces, letters with one apostrophe, or any other single character.

No alternative can begin where another ends within a match, so the time is linear in the text's length."""

DASHES = frozenset("-‐‑–—")
"""Hyphens and dashes, as newspapers mix them."""


class Word(NamedTuple):
    """A word or mark: its lower-case ``form`` and its range.

    ``glued`` tells that nothing stands between it and the one before, ``capital`` that it begins with one.
    """

    form: str
    start: int
    end: int
    glued: bool
    capital: bool = False


def cut_words(text: str) -> tuple[Word, ...]:
    """Cut ``text`` into words and marks, in order."""
    words, last = [], -1
    for match in _WORD.finditer(text):
        start, end = match.span()
        written = match.group()
        form = written.lower()
        words.append(Word(form, start, end, start == last, form != written and written[0].isupper()))
        last = end
    return tuple(words)


def form_at(words: Sequence[Word], place: int) -> str:
    """The form of the word at ``place``; empty beyond either end."""
    return words[place].form if 0 <= place < len(words) else ""


def is_glued(words: Sequence[Word], place: int) -> bool:
    """Whether there is a word at ``place`` with nothing between it and the one before."""
    return 0 <= place < len(words) and words[place].glued
