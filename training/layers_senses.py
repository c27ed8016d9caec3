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
    """Document to (number of attribution, its three labels), from tables of layers: document, number, source type,
    speaker, act, certainty, responds to, via. Of an attribution in several tables the first counts.
    """
    found: dict[str, dict[int, tuple[int, int, int]]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            document, number, kind, _, act, level, *_ = line.split("\t")
            found.setdefault(document, {}).setdefault(int(number), to_numbers(kind, act, level))
    return {document: tuple(labels.items()) for document, labels in found.items()}


def short_digest(name: str) -> str:
    """What stands for a document's id where the id tells of its text."""
    return sha256(name.encode()).hexdigest()[:16]


def to_numbers(kind: str, act: str, level: str) -> tuple[int, int, int]:
    """The places of three labels in ``SENSES``; raises ValueError for one that is not there."""
    return SENSES[0].index(kind), SENSES[1].index(act), SENSES[2].index(level)
