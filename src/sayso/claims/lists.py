"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from sayso.text import lists


def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    return lists.lines_in("sayso.claims", name)


def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return lists.words_in("sayso.claims", name)


def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list whose lines have several fields, parted by tabs."""
    return lists.rows_in("sayso.claims", name)
