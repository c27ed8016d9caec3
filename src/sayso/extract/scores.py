"""What the encoder says of a stretch of words, window by window, put together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import Floats
from sayso.extract.pieces import Window


@dataclass(frozen=True, slots=True)
class LevelTables:
    """Of one window and one level: emissions [w, labels], and who chooses whom [w, w + 1], "none" last."""

    emissions: Floats
    to_cue: Floats
    to_source: Floats


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the model says of one window of w words; ``vectors`` is [w, width]."""

    levels: tuple[LevelTables, ...]
    vectors: Floats


Encode = Callable[[int, int], Encoded]
"""Words start and end to what the model says of them."""


@dataclass(frozen=True, slots=True)
class Shares:
    """Mean probabilities with which some words choose others, as running sums from word ``start`` on."""

    start: int
    sums: NDArray[np.float64]
    nothing: float

    def of(self, chosen: range) -> float:
        """The probability that falls on the chosen words."""
        last = len(self.sums) - 1
        first, end = (min(max(place - self.start, 0), last) for place in (chosen.start, chosen.stop))
        return float(self.sums[end] - self.sums[first])

    def reach(self, options: list[range]) -> list[range]:
        """Those of the (ordered) options that the choosers' windows hold any part of."""
        first = bisect_right(options, self.start, key=lambda option: option.stop)
        last = bisect_left(options, self.start + len(self.sums) - 1, key=lambda option: option.start)
        return options[first:last]


@dataclass(frozen=True, slots=True)
class Choices:
    """Whom words choose: for each word the probabilities of the words of its window.

    ``rows[word]`` begins with word number ``starts[word]``; its last entry is "none".
    """

    rows: tuple[Floats, ...]
    starts: tuple[int, ...]

    def shares(self, choosers: range) -> Shares:
        """What the choosers choose together."""
        first = min(self.starts[word] for word in choosers)
        end = max(self.starts[word] + len(self.rows[word]) - 1 for word in choosers)
        total = np.zeros(end - first + 1)
        nothing = 0.0
        for start, words in groupby(choosers, key=self.starts.__getitem__):
            block = np.sum([self.rows[word] for word in words], axis=0)
            total[start - first + 1 : start - first + len(block)] += block[:-1]
            nothing += float(block[-1])
        return Shares(first, np.cumsum(total) / len(choosers), nothing / len(choosers))


@dataclass(frozen=True, slots=True)
class Scores:
    """Emissions [words, labels] and both kinds of choices, of one level."""

    emissions: Floats
    to_cue: Choices
    to_source: Choices


class Each(Protocol):
    """Goes through windows as ``map`` does, in order, perhaps several at once."""

    def __call__(self, step: Callable[[Window], Encoded], windows: Iterable[Window], /) -> Iterable[Encoded]:
        """What ``step`` makes of each window."""


def gather_scores(windows: Iterable[Window], encode: Encode, each: Each = map) -> tuple[tuple[Scores, ...], Floats]:
    """Run ``encode`` on every window and keep of each what its words count for: levels and vectors."""
    planned = tuple(windows)

    def read(window: Window) -> Encoded:
        part = slice(window.keep_start - window.start, window.keep_end - window.start)
        return _cut(encode(window.start, window.end), part)

    kept = list(each(read, planned))
    starts = [window.start for window in planned for _ in range(window.keep_start, window.keep_end)]
    levels = zip(*(one.levels for one in kept), strict=True)
    return tuple(_join(level, tuple(starts)) for level in levels), np.concatenate([one.vectors for one in kept])


def _cut(encoded: Encoded, part: slice) -> Encoded:
    levels = (LevelTables(t.emissions[part], t.to_cue[part], t.to_source[part]) for t in encoded.levels)
    return Encoded(tuple(levels), encoded.vectors[part])


def _join(tables: Sequence[LevelTables], starts: tuple[int, ...]) -> Scores:
    return Scores(
        emissions=np.concatenate([table.emissions for table in tables]),
        to_cue=Choices(tuple(row for table in tables for row in table.to_cue), starts),
        to_source=Choices(tuple(row for table in tables for row in table.to_source), starts),
    )
