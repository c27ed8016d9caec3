"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    text = (files("sayso.actors") / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return frozenset(lines_of(name))


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list whose lines have several fields, parted by commas."""
    return tuple(tuple(field.strip() for field in line.split(",")) for line in lines_of(name))


@cache
def roots_of(name: str) -> dict[str, str]:
    """The first word of its line by each word of a list."""
    return {word: line.split()[0] for line in lines_of(name) for word in line.split()}


@cache
def heads_of(name: str) -> dict[str, str]:
    """The first name of its line by each name of a list of rows."""
    return {field: row[0] for row in rows_of(name) for field in row}
