"""Word lists that packages keep as data: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def lines_in(package: str, name: str) -> tuple[str, ...]:
    """The entries of ``data/NAME.txt`` of a package, without white space around them and without empty lines."""
    text = (files(package) / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def words_in(package: str, name: str) -> frozenset[str]:
    """The same, to look words up in."""
    return frozenset(lines_in(package, name))


@cache
def rows_in(package: str, name: str, mark: str = "\t") -> tuple[tuple[str, ...], ...]:
    """The same, of lines whose fields are parted by ``mark``."""
    return tuple(tuple(field.strip() for field in line.split(mark)) for line in lines_in(package, name))
