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
    prose (byline, date line), ``own_voice`` of what nobody is cited for.
    """

    span: CharSpan
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()
    furniture: bool = False
    own_voice: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. ``broken`` ones keep their line ends."""

    segments: tuple[Segment, ...]
    broken: bool


@dataclass(frozen=True, slots=True)
class Grounds:
    """Ranges of a text that are of one kind besides its statements: no prose, and the writer's own voice."""

    furniture: Sequence[CharSpan] = ()
    own_voice: Sequence[CharSpan] = ()


def lay_out(text: str, statements: Sequence[Statement], grounds: Grounds | None = None) -> tuple[Block, ...]:
    """The text as blocks of segments; only white space between blocks is left out."""
    chosen = grounds or Grounds()
    # Each once: two ranges that go beyond the text's end may be one within it.
    marks = sorted(dict.fromkeys(_marks(statements, len(text))), key=lambda mark: (mark.span.start, -mark.width))
    borders = sorted({edge for span in _all_spans(marks, chosen) for edge in (span.start, span.end)})
    ranges = list(_paragraphs(text))
    rows = [_cut(span, borders) for span, _ in ranges]
    segments = _with_ends(_covered([span for row in rows for span in row], marks, chosen))
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


def _all_spans(marks: Iterable[Mark], grounds: Grounds) -> Iterator[CharSpan]:
    yield from (mark.span for mark in marks)
    yield from grounds.furniture
    yield from grounds.own_voice


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


def _covered(spans: Iterable[CharSpan], marks: Sequence[Mark], grounds: Grounds) -> Iterator[Segment]:
    """Each span with the marks over it: one sweep, since both come in order."""
    no_prose, own = _Ground(grounds.furniture), _Ground(grounds.own_voice)
    active: list[Mark] = []
    waiting = iter(marks)
    upcoming = next(waiting, None)
    for span in spans:
        while upcoming is not None and upcoming.span.start <= span.start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        active = [mark for mark in active if mark.span.end > span.start]
        widest_first = tuple(sorted(active, key=lambda mark: -mark.width))
        yield Segment(span, widest_first, furniture=span in no_prose, own_voice=span in own)


class _Ground:
    """Ranges joined where they touch, to look up whether one of them holds a span."""

    def __init__(self, ranges: Iterable[CharSpan]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for each in sorted(ranges):
            if self.ends and each.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], each.end)
            else:
                self.starts.append(each.start)
                self.ends.append(each.end)

    def __contains__(self, span: CharSpan) -> bool:
        place = bisect_right(self.starts, span.start) - 1
        return place >= 0 and span.end <= self.ends[place]


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
