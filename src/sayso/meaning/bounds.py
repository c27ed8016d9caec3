"""Words that bound a figure: "at least", "up to", "about", "or more" (CONVENTIONS tells what each means)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sayso.meaning.lists import rows_of
from sayso.meaning.words import cut_words, form_at, is_glued

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sayso.meaning.words import Word

_LONGEST_BEFORE, _LONGEST_AFTER = 6, 4  # words: "greater than or equal to", "at the maximum"


def find_bounds(words: Sequence[Word], first: int, last: int) -> tuple[str | None, int, int]:
    """What bounds the figure at ``words[first:last]`` ("low", "high", "about"), and its words with the bound's."""
    before, start = _find_before(words, first)
    after, end = _find_after(words, last)
    return (after if before in (None, "about") and after else before), start, end


@cache
def _bounds(name: str) -> dict[tuple[str, ...], str]:
    return {tuple(word.form for word in cut_words(phrase)): kind for kind, phrase in rows_of(name)}


def _find_before(words: Sequence[Word], first: int) -> tuple[str | None, int]:
    """Up to two of them, for "at least about 50"; "about" gives way to the other. An article may stand between."""
    found, start = None, first
    article = form_at(words, start - 1) in ("a", "an")
    for _ in range(2):
        kind, length = _match_before(words, start - article)
        if kind is None:
            break
        found = kind if found in (None, "about") else found
        start, article = start - article - length, False
    return found, start


def _match_before(words: Sequence[Word], end: int) -> tuple[str | None, int]:
    for length in range(min(_LONGEST_BEFORE, end), 0, -1):
        kind = _bounds("number-bounds").get(tuple(word.form for word in words[end - length : end]))
        if kind is not None:
            return kind, length
    return None, 0


def _find_after(words: Sequence[Word], last: int) -> tuple[str | None, int]:
    for length in range(_LONGEST_AFTER, 0, -1):
        forms = tuple(word.form for word in words[last : last + length])
        kind = _bounds("number-bounds-after").get(forms) if len(forms) == length else None
        joins = forms in (("plus",), ("+",)) and not is_glued(words, last) and form_at(words, last + 1).isalnum()
        if kind is not None and not joins:  # "50 plus 20" is a sum
            return kind, last + length
    return None, last
