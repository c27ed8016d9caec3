"""How far each statement looks like an answer, and like something answered, by the tagger's vectors of its words.

Two linear weighings that ``python -m training.responses`` writes; where the vectors are
missing or of another width nothing is said of any statement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.weighing import load_table
from sayso.types import CharSpan

Floats = NDArray[np.float32]

_WORDS = 80
"""Words of a content that count: the rest of a long one says nothing new."""


@dataclass(frozen=True, slots=True, eq=False)
class Leanings:
    """For each statement the logits of answering and of being answered, and the direction of its content's vectors."""

    answering: Sequence[float]
    answered: Sequence[float]
    directions: Floats

    def likeness(self, earlier: int, number: int) -> float:
        """The cosine of the two contents' vectors."""
        return float(self.directions[earlier] @ self.directions[number])


def find_leanings(scene: Scene) -> Leanings | None:
    """The leanings of the scene's statements, by the shipped weights; None without vectors that fit them.

    Raises ModelError where the weights are missing or damaged.
    """
    if scene.vectors is None or not scene.statements:
        return None
    vectors = find_means(scene, scene.vectors)
    weights = _load()
    if vectors.shape[1] + 1 != weights.shape[1]:
        return None
    return to_leanings(vectors, vectors @ weights[:, :-1].T + weights[:, -1])


def find_means(scene: Scene, vectors: Vectors) -> Floats:
    """The mean vectors of each statement's source, cue and content, in one row; zeros where it has none."""
    starts = [span.start for span in vectors.spans]

    def mean_of(spans: tuple[CharSpan, ...]) -> Floats:
        numbers = [n for s in spans for n in range(bisect_left(starts, s.start), bisect_left(starts, s.end))]
        rows = vectors.rows[numbers[:_WORDS]]
        return rows.mean(0, dtype=np.float32) if numbers else np.zeros(vectors.rows.shape[1], dtype=np.float32)

    return np.array(
        [
            np.concatenate([mean_of(part.spans) for part in (each.source, each.cue, each.content)])
            for each in scene.statements
        ],
        dtype=np.float32,
    )


def to_leanings(vectors: Floats, logits: Floats) -> Leanings:
    """Leanings from `find_means`' rows and the two logits [statements, 2] of each."""
    content = vectors[:, -(vectors.shape[1] // 3) :]
    lengths = np.maximum(np.linalg.norm(content, axis=1, keepdims=True), 1e-6)
    return Leanings(logits[:, 0].tolist(), logits[:, 1].tolist(), content / lengths)


@cache
def _load() -> Floats:
    return np.array(load_table("response-leanings.json"), dtype=np.float32)
