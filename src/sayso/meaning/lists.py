"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line, fields are parted by tabs."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    text = (files("sayso.meaning") / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list whose lines have several fields."""
    return tuple(tuple(field.strip() for field in line.split("\t")) for line in lines_of(name))


@cache
def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return frozenset(lines_of(name))


def either(words: tuple[str, ...] | frozenset[str]) -> str:
    """A pattern of any of ``words``, longest first, with any white space between the words of one entry."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in ordered)
