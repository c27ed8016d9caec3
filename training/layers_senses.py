"""Labels of attributions (source type, act, certainty) from a table, as numbers."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from sayso.types import ActName, Level, SourceType

SENSES = (get_args(SourceType), get_args(ActName), get_args(Level))


def read_senses(path: Path) -> dict[str, tuple[tuple[int, tuple[int, int, int]], ...]]:
    """Document to (number of attribution, its three labels), from rows of tab-parted
    document, number, source type, speaker, act, certainty and more."""
    found: dict[str, list[tuple[int, tuple[int, int, int]]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        document, number, kind, _, act, level, *_ = line.split("\t")
        found.setdefault(document, []).append((int(number), to_numbers(kind, act, level)))
    return {document: tuple(rows) for document, rows in found.items()}


def to_numbers(kind: str, act: str, level: str) -> tuple[int, int, int]:
    """The places of three labels in ``SENSES``; raises ValueError for one that is not there."""
    return SENSES[0].index(kind), SENSES[1].index(act), SENSES[2].index(level)
