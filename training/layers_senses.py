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
        labels = tuple(names.index(name) for names, name in zip(SENSES, (kind, act, level), strict=True))
        found.setdefault(document, []).append((int(number), labels))
    return {document: tuple(rows) for document, rows in found.items()}
