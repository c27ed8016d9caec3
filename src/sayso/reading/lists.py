"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from functools import cache

from sayso.text import lists


def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    return lists.lines_in("sayso.reading", name)


@cache
def numbers_of(name: str) -> dict[str, int]:
    """Number by word, from lines of a number and its words."""
    found: dict[str, int] = {}
    for line in lines_of(name):
        number, *words = line.split()
        found.update(dict.fromkeys(words, int(number)))
    return found


@cache
def values_of(name: str) -> dict[str, str]:
    """Value by first word, from lines of two."""
    return dict(line.split(maxsplit=1) for line in lines_of(name))
