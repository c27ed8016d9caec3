"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from sayso.text import lists


def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return lists.words_in("sayso.judge", name)
