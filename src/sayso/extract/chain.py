"""The linear chain over the words' labels: the best path and each label's probability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LABELS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


OUTSIDE: Final = LABELS.index("O")


def best_path(
    emissions: Floats, moves: Floats, starts: Floats, parts: Sequence[range] | None = None, *, lean: float = 0.0
) -> NDArray[np.int64]:
    """Viterbi: the labels [words] of the highest-scoring path.

    ``emissions`` is [words, labels], ``moves`` [from, to], ``starts`` [labels].
    ``parts`` tile the words into stretches that no span crosses (paragraphs); each is a
    chain of its own, and all but the first begin as if after O. Words in no part are O.
    ``lean`` is taken from the score of O: above zero, more is found and less of it right.
    """
    path = np.full(len(emissions), OUTSIDE, dtype=np.int64)
    chains = _line_up(emissions - lean * (np.arange(len(LABELS)) == OUTSIDE), moves, starts, parts)
    if not chains.longest:
        return path
    back = np.zeros(chains.table.shape, dtype=np.int8)
    score = chains.begin + chains.table[:, 0]
    last = score.copy()
    for place in range(1, chains.longest):
        live = chains.live(place)
        options = score[:live, :, None] + moves
        back[:live, place] = options.argmax(1)
        score = options.max(1) + chains.table[:live, place]
        last[:live] = score
    label = last.argmax(1)
    for place in range(chains.longest - 1, -1, -1):
        live = chains.live(place)
        path[chains.starts[:live] + place] = label[:live]
        label[:live] = back[np.arange(live), place, label[:live]]
    return path


def label_odds(emissions: Floats, moves: Floats, starts: Floats, parts: Sequence[range] | None = None) -> Floats:
    """Forward-backward: the probability [words, labels] of each label at each word; ``parts`` as above."""
    odds = np.zeros((len(emissions), len(LABELS)), dtype=np.float32)
    odds[:, OUTSIDE] = 1
    chains = _line_up(emissions, moves, starts, parts)
    if not chains.longest:
        return odds
    weights = np.exp(moves)
    local = np.exp(chains.table - chains.table.max(2, keepdims=True))
    ahead, behind = np.zeros_like(local), np.ones_like(local)
    ahead[:, 0] = _normal(np.exp(chains.begin) * local[:, 0])
    for place in range(1, chains.longest):
        live = chains.live(place)
        ahead[:live, place] = _normal((ahead[:live, place - 1] @ weights) * local[:live, place])
    for place in range(chains.longest - 2, -1, -1):
        live = chains.live(place + 1)
        behind[:live, place] = _normal((local[:live, place + 1] * behind[:live, place + 1]) @ weights.T)
    joint = _normal(ahead * behind)
    for place in range(chains.longest):
        live = chains.live(place)
        odds[chains.starts[:live] + place] = joint[:live, place]
    return odds


@dataclass(frozen=True, slots=True)
class _Chains:
    """Stretches side by side, the longest first: a step is taken in all at once, not word by word."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    table: Floats
    begin: Floats

    @property
    def longest(self) -> int:
        return int(self.lengths.max(initial=0))

    def live(self, place: int) -> int:
        """How many stretches have a word at ``place``."""
        return int(np.searchsorted(-self.lengths, -place, side="left"))


def _line_up(emissions: Floats, moves: Floats, starts: Floats, parts: Sequence[range] | None) -> _Chains:
    whole = [range(len(emissions))]
    ordered = sorted((part for part in (whole if parts is None else parts) if part), key=len, reverse=True)
    longest = len(ordered[0]) if ordered else 0
    table = np.zeros((len(ordered), longest, len(LABELS)), dtype=np.float32)
    for row, part in enumerate(ordered):
        table[row, : len(part)] = emissions[part.start : part.stop]
    begin = np.stack([starts if part.start == 0 else moves[OUTSIDE] for part in ordered] or [starts])
    first = np.array([part.start for part in ordered], dtype=np.int64)
    return _Chains(first, np.array([len(part) for part in ordered], dtype=np.int64), table, begin)


def _normal(rows: Floats) -> Floats:
    # A row of zeros (scores beyond a float's reach) says nothing: leave it uniform.
    total = rows.sum(-1, keepdims=True)
    uniform = np.full_like(rows, 1 / rows.shape[-1])
    normal: Floats = np.divide(rows, total, out=uniform, where=total > 0)
    return normal
