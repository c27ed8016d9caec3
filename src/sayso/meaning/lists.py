"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line, fields are parted by tabs."""

from __future__ import annotations

import re

from sayso.text import lists


def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    return lists.lines_in("sayso.meaning", name)


def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list whose lines have several fields, parted by tabs."""
    return lists.rows_in("sayso.meaning", name)


def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return lists.words_in("sayso.meaning", name)


def either(words: tuple[str, ...] | frozenset[str]) -> str:
    """A pattern of any of ``words``, longest first, with any white space between the words of one entry."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
