"""The text cut at every border of every span, so that overlapping marks can be drawn.

HTML elements cannot overlap, spans of statements do: they nest (a statement inside
another's content) and they share words (one source for two statements). So the text
becomes a flat row of segments, each with all the marks that cover it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from sayso.types import CharSpan, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Role = Literal["source", "cue", "content"]
ROLES: Final[tuple[Role, ...]] = ("source", "cue", "content")

HARD_WRAP: Final = 100
"""Lines up to this long next to each other are one paragraph broken by hand (mails and
agency copy wrap at 65 to 80); longer ones are paragraphs, one a line, as extractors of
pages write them."""

_LINE: Final = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """One piece of one role of a statement; ``number`` counts the statements from 1."""

    number: int
    role: Role
    span: CharSpan

    @property
    def width(self) -> int:
        """Length in code points."""
        return self.span.end - self.span.start


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text in which no mark begins or ends, with the marks over it.

    ``marks`` has the widest first. ``opens`` and ``closes`` are those of them that are
    shown here for the first and for the last time. ``furniture`` is true of what is no
    prose (byline, date line).
    """

    span: CharSpan
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``broken`` ones keep their line ends."""

    segments: tuple[Segment, ...]
    broken: bool


def lay_out(text: str, statements: Sequence[Statement], furniture: Sequence[CharSpan] = ()) -> tuple[Block, ...]:
    """The text as blocks of segments; only white space between blocks is left out."""
    marks = sorted(_marks(statements, len(text)), key=lambda mark: (mark.span.start, -mark.width))
    borders = sorted({edge for span in _all_spans(marks, furniture) for edge in (span.start, span.end)})
    ranges = list(_paragraphs(text))
    rows = [_cut(span, borders) for span, _ in ranges]
    segments = _with_ends(_covered([span for row in rows for span in row], marks, furniture))
    blocks, at = [], 0
    for row, (_, broken) in zip(rows, ranges, strict=True):
        blocks.append(Block(tuple(segments[at : at + len(row)]), broken))
        at += len(row)
    return tuple(blocks)


def _marks(statements: Sequence[Statement], length: int) -> Iterator[Mark]:
    for number, statement in enumerate(statements, start=1):
        for role in ROLES:
            for span in getattr(statement, role).spans:
                inside = CharSpan(max(span.start, 0), min(span.end, length))
                if inside.start < inside.end:
                    yield Mark(number, role, inside)


def _all_spans(marks: Iterable[Mark], furniture: Iterable[CharSpan]) -> Iterator[CharSpan]:
    yield from (mark.span for mark in marks)
    yield from furniture


def _paragraphs(text: str) -> Iterator[tuple[CharSpan, bool]]:
    """The ranges of paragraphs, and whether they keep their line ends."""
    for lines in _stanzas(text):
        if len(lines) > 1 and all(line.end - line.start <= HARD_WRAP for line in lines):
            yield CharSpan(lines[0].start, lines[-1].end), True
        else:
            yield from ((line, False) for line in lines)


def _stanzas(text: str) -> Iterator[list[CharSpan]]:
    """Groups of lines with no empty line between them."""
    group: list[CharSpan] = []
    for found in _LINE.finditer(text):
        line = CharSpan(found.start(), found.end())
        if group and text[group[-1].end : line.start] not in {"\n", "\r\n", "\r"}:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _cut(block: CharSpan, borders: Sequence[int]) -> list[CharSpan]:
    inner = borders[bisect_right(borders, block.start) : bisect_left(borders, block.end)]
    return [CharSpan(*pair) for pair in pairwise((block.start, *inner, block.end))]


def _covered(spans: Iterable[CharSpan], marks: Sequence[Mark], furniture: Sequence[CharSpan]) -> Iterator[Segment]:
    """Each span with the marks over it: one sweep, since both come in order."""
    active: list[Mark] = []
    waiting = iter(marks)
    upcoming = next(waiting, None)
    for span in spans:
        while upcoming is not None and upcoming.span.start <= span.start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        active = [mark for mark in active if mark.span.end > span.start]
        widest_first = tuple(sorted(active, key=lambda mark: -mark.width))
        no_prose = any(aside.start <= span.start and span.end <= aside.end for aside in furniture)
        yield Segment(span, widest_first, furniture=no_prose)


def _with_ends(segments: Iterable[Segment]) -> list[Segment]:
    """The segments with what opens and closes in each.

    Not simply where spans begin and end: that may be in the space between two blocks.
    """
    opened = _first_shown(segments)
    closed = _first_shown(replace(segment, opens=(), closes=segment.opens) for segment in reversed(opened))
    return [replace(each, opens=each.closes, closes=each.opens) for each in reversed(closed)]


def _first_shown(segments: Iterable[Segment]) -> list[Segment]:
    seen: set[Mark] = set()
    result = []
    for segment in segments:
        opens = tuple(mark for mark in segment.marks if mark not in seen)
        seen.update(opens)
        result.append(replace(segment, opens=opens))
    return result
