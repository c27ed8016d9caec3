"""Labels of attributions (source type, act, certainty) from a table, as numbers."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import get_args

from sayso.types import ActName, Level, SourceType

SENSES = (get_args(SourceType), get_args(ActName), get_args(Level))


UNKNOWN = -100
"""A label that nobody gave; PyTorch's losses pass it by."""
Labels = tuple[tuple[int, tuple[int, int, int]], ...]


def read_senses(*paths: Path) -> dict[str, Labels]:
    """Document to (number of attribution, its three labels), from rows of tab-parted
    document, number, source type, speaker, act, certainty and more.

    Rows of four fields (document, number, act, certainty) leave the source type unknown;
    their documents stand under the ``short_digest`` of their ids, which tell of the text.
    Of a document in several tables the first counts.
    """
    found: dict[str, Labels] = {}
    for path in paths:
        rows: dict[str, list[tuple[int, tuple[int, int, int]]]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            document, number, *rest = line.split("\t")
            kind, act, level = (None, *rest) if len(rest) == 2 else (rest[0], rest[2], rest[3])
            rows.setdefault(document, []).append((int(number), to_numbers(kind, act, level)))
        found = {document: tuple(labels) for document, labels in rows.items()} | found
    return found


def senses_of(name: str, senses: dict[str, Labels]) -> Labels:
    """The labels of a document, by its id or the digest of that; () where there are none."""
    return senses.get(name) or senses.get(short_digest(name), ())


def short_digest(name: str) -> str:
    """What stands for a document's id where the id tells of its text."""
    return sha256(name.encode()).hexdigest()[:16]


def to_numbers(kind: str | None, act: str, level: str) -> tuple[int, int, int]:
    """The places of three labels in ``SENSES``; raises ValueError for one that is not there; None is unknown."""
    number = UNKNOWN if kind is None else SENSES[0].index(kind)
    return number, SENSES[1].index(act), SENSES[2].index(level)
