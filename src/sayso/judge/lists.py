"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def words_of(name: str) -> frozenset[str]:
    """The entries of a list."""
    text = (files("sayso.judge") / "data" / f"{name}.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
