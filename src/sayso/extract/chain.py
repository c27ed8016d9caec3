"""The linear chain over the words' labels: the best path and each label's probability."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LABELS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


def best_path(emissions: Floats, moves: Floats, starts: Floats, *, lean: float = 0.0) -> NDArray[np.int64]:
    """Viterbi: the labels [words] of the highest-scoring path.

    ``emissions`` is [words, labels], ``moves`` [from, to], ``starts`` [labels].
    ``lean`` is taken from the score of O: above zero, more is found and less of it right.
    """
    words = len(emissions)
    emissions = emissions - lean * (np.arange(len(LABELS)) == 0)
    back = np.zeros((words, len(LABELS)), dtype=np.int64)
    score = starts + emissions[0]
    columns = np.arange(len(LABELS))
    for place in range(1, words):
        options = score[:, None] + moves
        back[place] = options.argmax(0)
        score = options[back[place], columns] + emissions[place]
    path = np.zeros(words, dtype=np.int64)
    path[-1] = score.argmax()
    for place in range(words - 1, 0, -1):
        path[place - 1] = back[place, path[place]]
    return path


def label_odds(emissions: Floats, moves: Floats, starts: Floats) -> Floats:
    """Forward-backward: the probability [words, labels] of each label at each word."""
    words = len(emissions)
    weights = np.exp(moves)
    local = np.exp(emissions - emissions.max(1, keepdims=True))
    ahead = np.zeros((words, len(LABELS)), dtype=np.float32)
    behind = np.ones((words, len(LABELS)), dtype=np.float32)
    ahead[0] = _normal(np.exp(starts) * local[0])
    for place in range(1, words):
        ahead[place] = _normal((ahead[place - 1] @ weights) * local[place])
    for place in range(words - 2, -1, -1):
        behind[place] = _normal(weights @ (local[place + 1] * behind[place + 1]))
    joint = ahead * behind
    odds: Floats = joint / joint.sum(1, keepdims=True)
    return odds


def _normal(row: Floats) -> Floats:
    # A row of zeros (scores beyond a float's reach) says nothing: leave it uniform.
    total = row.sum()
    return row / total if total > 0 else np.full_like(row, 1 / len(row))
