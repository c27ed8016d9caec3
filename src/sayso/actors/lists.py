"""The word lists under ``data/``: one entry a line, ``#`` begins a comment line."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from sayso.text import lists


def lines_of(name: str) -> tuple[str, ...]:
    """The entries of a list."""
    return lists.lines_in("sayso.actors", name)


def words_of(name: str) -> frozenset[str]:
    """The entries of a list, to look words up in."""
    return lists.words_in("sayso.actors", name)


def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The entries of a list whose lines have several fields, parted by commas."""
    return lists.rows_in("sayso.actors", name, ",")


@cache
def roots_of(name: str) -> dict[str, str]:
    """The first word of its line by each word of a list."""
    return {word: line.split()[0] for line in lines_of(name) for word in line.split()}


@cache
def heads_of(name: str) -> dict[str, str]:
    """The first name of its line by each name of a list of rows."""
    return {field: row[0] for row in rows_of(name) for field in row}


_CODE = 1
"""Goes up when the code of this package groups names otherwise than before."""


@cache
def find_rules() -> int:
    """A number of the matching rules, code and lists: a directory that others made is made anew."""
    data = sorted((files("sayso.actors") / "data").iterdir(), key=lambda file: file.name)
    total = sha256(str(_CODE).encode())
    for file in data:
        total.update(file.read_bytes())
    # Positive and within 32 bits, as the column has it; 0 is nobody's.
    return int.from_bytes(total.digest()[:4]) % (2**31 - 1) + 1
