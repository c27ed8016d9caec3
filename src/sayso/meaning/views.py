"""What the listener reads of each statement: who speaks, then its words among those around them, as numbers.

Training and the product both come through here: whatever changes here needs new weights (``python -m
training.listen``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from sayso.extract.pieces import WordPieces
from sayso.extract.words import BREAKS, CASES, QUOTING, WordList, find_words
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.types import SourceType, Statement, Words

AROUND, SOURCE, CUE, CONTENT, SPEAKER, VOICE = range(6)
"""The parts of a view; from ``VOICE`` on the types of source follow, one of which marks the first piece."""
TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)
PARTS: Final = VOICE + len(TYPES)
SURFACE: Final = (CASES, QUOTING, BREAKS, PARTS)
"""Classes of each column of ``View.surface``."""
BEGIN, END = 0, 2
"""The pieces that begin a view, and that end each stretch of it."""
KEPT: Final = {SOURCE: (10, 3), CUE: (10, 2), CONTENT: (26, 8)}
"""Words that are read of each part, from its beginning and its end: the acts of long contents show at their ends."""
REACH: Final = 9
"""Words that are read on either side of those."""
MOST_NAME: Final = 8
"""Pieces of the speaker's name."""
MOST_PIECES: Final = 128
"""Pieces of a view: one in a thousand is longer; the rest is left out."""

Numbers = NDArray[np.int64]
Row = tuple[int, int, int, int, int]
"""A piece and its classes."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """One statement as the listener reads it: piece ids [pieces], and of each its ``SURFACE`` classes [pieces, 4]."""

    ids: Numbers
    surface: Numbers


def find_views(scene: Scene, voices: Voices, cutter: WordPieces) -> tuple[View, ...]:
    """The view of each statement; ``voices`` are who was found to speak."""
    words = find_words(scene.text, scene.article.furniture)
    page = _Page(words, cutter)
    return tuple(
        page.view(statement, kind, speaker.name)
        for statement, kind, speaker in zip(scene.statements, voices.types, voices.speakers, strict=True)
    )


class _Page:
    """The words of an article, cut into pieces once."""

    def __init__(self, words: WordList, cutter: WordPieces) -> None:
        self._words = words
        self._cutter = cutter
        self._pieces = cutter.cut(words.forms)
        self._starts = [span.start for span in words.spans]

    def view(self, statement: Statement, kind: SourceType, name: str | None) -> View:
        rows: list[Row] = [(BEGIN, 0, 0, 0, VOICE + TYPES.index(kind))]
        rows += self._name(name)
        parts = self._parts(statement)
        for stretch in _stretches(parts, len(self._words)):
            for word in stretch:
                columns = (self._words.case[word], self._words.quoting[word], self._words.breaks[word])
                part = parts.get(word, AROUND)
                rows += [(piece, *columns, part) for piece in self._pieces[word]]
            rows.append((END, 0, 0, 0, AROUND))
        table = np.array(rows[:MOST_PIECES], dtype=np.int64)
        return View(table[:, 0], table[:, 1:])

    def _name(self, name: str | None) -> Iterator[Row]:
        if name is None:
            return
        words = find_words(name)
        pieces = self._cutter.cut(words.forms)
        rows = [(piece, case, 0, 0, SPEAKER) for own, case in zip(pieces, words.case, strict=True) for piece in own]
        yield from rows[:MOST_NAME]
        yield END, 0, 0, 0, AROUND

    def _parts(self, statement: Statement) -> dict[int, int]:
        """The words that are read for their own sake, and of which part each is."""
        found: dict[int, int] = {}
        for part, own in ((CONTENT, statement.content), (SOURCE, statement.source), (CUE, statement.cue)):
            numbers = self._within(own)
            first, last = KEPT[part]
            found |= dict.fromkeys((*numbers[:first], *numbers[first:][-last:]), part)
        return found

    def _within(self, words: Words) -> list[int]:
        starts = self._starts
        return [n for s in words.spans for n in range(bisect_left(starts, s.start), bisect_left(starts, s.end))]


def _stretches(own: Iterable[int], total: int) -> Iterator[range]:
    """What lies within reach of these words, in stretches that do not touch."""
    start, stop = 0, -1
    for word in sorted(own):
        if stop >= 0 and word - REACH <= stop:
            stop = min(word + REACH + 1, total)
            continue
        if stop >= 0:
            yield range(start, stop)
        start, stop = max(word - REACH, 0), min(word + REACH + 1, total)
    if stop >= 0:
        yield range(start, stop)
