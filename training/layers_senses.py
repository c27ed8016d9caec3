"""Labels of attributions (source type, act, certainty) from a table, as numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import get_args

from sayso.types import ActName, Level, SourceType

SENSES = (get_args(SourceType), get_args(ActName), get_args(Level))


UNKNOWN = -100
"""A label that nobody gave; PyTorch's losses pass it by."""
Labels = tuple[tuple[int, tuple[int, int, int]], ...]


def read_senses(*paths: Path) -> dict[str, Labels]:
    """Document to (number of attribution, its three labels), from tab-parted rows of three forms.

    Eight fields: document, number, source type, speaker, act, certainty, responds to, via. Six: the same without
    speaker and via; four: document, number, act, certainty, which leaves the source type unknown. Documents
    of both shorter forms stand under the ``short_digest`` of their ids, which tell of the text.
    Of an attribution in several tables the first counts.
    """
    found: dict[str, dict[int, tuple[int, int, int]]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            document, number, *rest = line.split("\t")
            kind, act, level = _LABELS[len(rest)](rest)
            found.setdefault(document, {}).setdefault(int(number), to_numbers(kind, act, level))
    return {document: tuple(labels.items()) for document, labels in found.items()}


_LABELS: Mapping[int, Callable[[list[str]], tuple[str | None, str, str]]] = {
    6: lambda row: (row[0], row[2], row[3]),
    4: lambda row: (row[0], row[1], row[2]),
    2: lambda row: (None, row[0], row[1]),
}
"""Where a row's labels stand, by the number of its fields after document and number."""


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
