"""What the encoder says of a stretch of words, window by window, put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from sayso.extract.chain import LABELS, Floats
from sayso.extract.pieces import Window

Encode = Callable[[int, int], tuple[Floats, Floats, Floats]]
"""Words start and end to emissions [w, labels] and two choice tables [w, w + 1]; the last column is "none"."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom words choose: for each word the probabilities of the words of its window.

    ``rows[word]`` begins with word number ``starts[word]``; its last entry is "none".
    """

    rows: tuple[Floats, ...]
    starts: tuple[int, ...]

    def mass(self, choosers: range, chosen: range) -> float:
        """Mean, over the choosers, of the probability that falls on the chosen words."""
        return sum(self._one(word, chosen) for word in choosers) / len(choosers)

    def nothing(self, choosers: range) -> float:
        """Mean probability that the choosers choose nothing."""
        return sum(float(self.rows[word][-1]) for word in choosers) / len(choosers)

    def _one(self, word: int, chosen: range) -> float:
        row, start = self.rows[word], self.starts[word]
        return float(row[:-1][max(chosen.start - start, 0) : max(chosen.stop - start, 0)].sum())


@dataclass(frozen=True, slots=True)
class Scores:
    """Emissions [words, labels] and both kinds of choices."""

    emissions: Floats
    to_cue: Choices
    to_source: Choices


def gather_scores(windows: Iterable[Window], encode: Encode) -> Scores:
    """Run ``encode`` on every window and keep of each what its words count for."""
    emissions: list[Floats] = []
    cue_rows: list[Floats] = []
    source_rows: list[Floats] = []
    starts: list[int] = []
    for window in windows:
        labels, to_cue, to_source = encode(window.start, window.end)
        kept = slice(window.keep_start - window.start, window.keep_end - window.start)
        emissions.append(labels[kept])
        cue_rows.extend(to_cue[kept])
        source_rows.extend(to_source[kept])
        starts.extend([window.start] * (window.keep_end - window.keep_start))
    stacked = np.concatenate(emissions) if emissions else np.zeros((0, len(LABELS)), dtype=np.float32)
    return Scores(stacked, Choices(tuple(cue_rows), tuple(starts)), Choices(tuple(source_rows), tuple(starts)))
