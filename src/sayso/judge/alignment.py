"""How much of one content the other holds, piece by piece: by the pieces themselves, and by their vectors.

Each piece seeks its nearest in the other content (Zhang et al., BERTScore, ICLR 2020), and counts by how rare it is.
The vocabulary is ordered by frequency, so a piece's number stands in for how rare it is, in whatever field.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

FIRST: Final = 1_000
"""The first number of a word in BERT's vocabulary."""
LAST: Final = 30_522
"""How many numbers there are."""
BASE: Final = 700.0
"""The number at which a piece would tell nothing, on a logarithmic scale; the commonest word has a little more."""
FAR: Final = 0.55
"""Cosine of pieces below which a piece has no counterpart."""
NEAR: Final = 0.75
"""Cosine of pieces above which it surely has one."""
MUCH: Final = 6.0
"""Weight of shared pieces beyond which more of them tells nothing new."""

ALIGNED: Final = tuple(
    f"{what}, {side}"
    for side in ("of the one with less", "of the one with more")
    for what in ("nearness of pieces", "pieces without a counterpart", "pieces with one")
)
SHARED: Final = (
    "pieces in common, of the shorter",
    "pieces in common, of the longer",
    "pieces in common, of both",
    "pieces in common",
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Embedded:
    """A text's vector, the numbers of its pieces, their vectors of length one, and how much each piece tells."""

    vector: Floats
    ids: tuple[int, ...]
    pieces: Floats
    weights: Floats


def weigh_piece(number: int, token: str, empty: frozenset[str]) -> float:
    """How much a piece tells (0 to 1), by how rare it is; marks and words that tell nothing count for nothing."""
    if token in empty or not any(letter.isalnum() for letter in token) or number < FIRST:
        return 0.0
    return min(1.0, log(number / BASE) / log(LAST / BASE))


def align(one: Embedded, other: Embedded) -> list[float]:
    """The values of ``ALIGNED`` and ``SHARED``; the same whichever comes first."""
    nearness = one.pieces @ other.pieces.T
    sides = np.array([_found(one.weights, nearness.max(axis=1)), _found(other.weights, nearness.max(axis=0))])
    weight = {number: float(w) for side in (one, other) for number, w in zip(side.ids, side.weights, strict=True)}
    known = [{number for number in side.ids if weight[number] > 0} for side in (one, other)]
    shared = _total(known[0] & known[1], weight)
    sums = sorted(_total(each, weight) for each in known)
    either = _total(known[0] | known[1], weight)
    parts = [shared / (total + 1e-6) for total in (*sums, either)]
    return [float(value) for value in (*sides.min(axis=0), *sides.max(axis=0))] + [*parts, min(shared, MUCH) / MUCH]


def _found(weights: Floats, best: Floats) -> tuple[float, float, float]:
    total = float(weights.sum()) + 1e-6
    return (
        float((weights * best).sum()) / total,
        float(weights[best < FAR].sum()) / total,
        float(weights[best > NEAR].sum()) / total,
    )


def _total(numbers: set[int], weight: dict[int, float]) -> float:
    return sum(weight[number] for number in sorted(numbers))
