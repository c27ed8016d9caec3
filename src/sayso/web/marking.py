"""Segments as a template draws them: classes, links and the small signs at their borders.

Each role has a shape besides its colour: a source is underlined and has an S tab, a
cue stands in a dotted box, a content stands between corner signs on a tint. Tabs and
corners carry the statement's number, so that words and list belong together on paper.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sayso.web.segments import ROLES, Block, Grounds, Mark, Segment, lay_out

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sayso.types import Reading, Statement

DEEPEST_TINT = 3
"""Contents inside contents inside contents; more are rare and share the last tint."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A place where statements begin or end: where links to their words lead.

    ``sign`` is drawn there by the style sheet, so that it is no part of the text that
    readers copy or search.
    """

    anchors: tuple[str, ...]
    role: str
    sign: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A segment, ready to draw. ``owner`` is the innermost statement's id, if any."""

    words: str
    classes: str
    owner: str | None
    numbers: dict[str, str]
    opening: tuple[Pin, ...]
    closing: tuple[Pin, ...]
    stop: bool
    """Whether the tab key stops here: once a statement, at its first words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block, ready to draw."""

    classes: str
    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that another responds to, or that responds to it."""

    number: int
    id: str
    act: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the list beside the text. ``depth`` counts the contents it stands in.

    ``answers`` are the numbers of those it responds to, ``replies`` those that respond to it.
    """

    number: int
    statement: Statement
    depth: int
    parent: int | None
    chosen: bool
    answers: tuple[Answer, ...] = ()
    replies: tuple[Answer, ...] = ()


def draw(reading: Reading, chosen: str | None) -> tuple[Paragraph, ...]:
    """The article's text as paragraphs of marked words; ``chosen`` is the id of the lit statement."""
    article = reading.article
    artist = _Artist(article.text, reading.statements, chosen)
    grounds = Grounds(article.furniture, tuple(each.span for each in reading.own_voice))
    blocks = lay_out(article.text, reading.statements, grounds)
    return tuple(artist.paragraph(block, article.title) for block in blocks)


def entries(statements: Sequence[Statement], chosen: str | None) -> tuple[Entry, ...]:
    """The statements as a list; a nested one knows its parent's number."""
    by_id = {each.id: number for number, each in enumerate(statements, start=1)}
    parents = {each.id: each.parent for each in statements}
    answers, replies = _responses(statements, by_id)
    return tuple(
        Entry(
            number=number,
            statement=each,
            depth=_depth(each.id, parents),
            parent=by_id.get(each.parent) if each.parent else None,
            chosen=each.id == chosen,
            answers=tuple(answers.get(each.id, ())),
            replies=tuple(replies.get(each.id, ())),
        )
        for number, each in enumerate(statements, start=1)
    )


Responses = dict[str, list[Answer]]


def _responses(statements: Sequence[Statement], numbers: Mapping[str, int]) -> tuple[Responses, Responses]:
    """Of each statement what it responds to, and what responds to it."""
    answers: Responses = defaultdict(list)
    replies: Responses = defaultdict(list)
    for each in statements:
        for answered in each.meaning.responds_to if each.meaning else ():
            if each.meaning and answered in numbers:
                answers[each.id].append(Answer(numbers[answered], answered, each.meaning.act.name))
                replies[answered].append(Answer(numbers[each.id], each.id, each.meaning.act.name))
    return answers, replies


def _depth(statement: str, parents: dict[str, str | None]) -> int:
    """Steps to the outermost statement; a circle, which damaged data could have, ends it."""
    seen = {statement}
    parent = parents.get(statement)
    while parent is not None and parent in parents and parent not in seen:
        seen.add(parent)
        parent = parents[parent]
    return len(seen) - 1


class _Artist:
    """Draws the blocks of one text in order, since each statement is anchored only once."""

    def __init__(self, text: str, statements: Sequence[Statement], chosen: str | None) -> None:
        self.text = text
        self.ids = [each.id for each in statements]
        self.chosen = next((n for n, each in enumerate(statements, start=1) if each.id == chosen), None)
        self.anchored: set[int] = set()
        self.stopped: set[int] = set()

    def paragraph(self, block: Block, title: str | None) -> Paragraph:
        span = (block.segments[0].span.start, block.segments[-1].span.end)
        flags = {
            "broken": block.broken,
            "headline": title is not None and self.text[slice(*span)].strip() == title.strip(),
            "aside": all(each.furniture or not each.span.of(self.text).strip() for each in block.segments),
        }
        return Paragraph(
            " ".join(name for name, holds in flags.items() if holds),
            tuple(self.strip(segment) for segment in block.segments),
        )

    def strip(self, segment: Segment) -> Strip:
        owner = segment.marks[-1].number if segment.marks else None
        stop = owner is not None and owner not in self.stopped
        if owner is not None:
            self.stopped.add(owner)
        return Strip(
            words=segment.span.of(self.text),
            classes=" ".join(self._classes(segment)),
            owner=self.ids[owner - 1] if owner else None,
            numbers={role: _numbers(segment.marks, role, " ") for role in ROLES},
            opening=tuple(self._opening(segment.opens)),
            closing=tuple(self._closing(segment.closes)),
            stop=stop,
        )

    def _classes(self, segment: Segment) -> list[str]:
        roles = [mark.role for mark in segment.marks]
        classes = ["words"] if roles else []
        classes += ["voice"] if segment.own_voice else []
        classes += [role for role in ROLES if role in roles]
        if "content" in roles:
            classes.append(f"depth-{min(roles.count('content'), DEEPEST_TINT)}")
        classes += [f"{mark.role}-starts" for mark in segment.opens if mark.role == "cue"]
        classes += [f"{mark.role}-ends" for mark in segment.closes if mark.role == "cue"]
        lit = dict.fromkeys(mark.role for mark in segment.marks if mark.number == self.chosen)
        return classes + [f"lit-{role}" for role in lit]

    def _opening(self, opens: Sequence[Mark]) -> list[Pin]:
        pins = []
        for role, sign in (("content", "⌜{}"), ("source", "S{}"), ("cue", "")):
            here = [mark for mark in opens if mark.role == role]
            if here:
                numbers = _numbers(here, role, "·")
                pins.append(Pin(self._anchors(here), role, sign.format(numbers)))
        return pins

    def _closing(self, closes: Sequence[Mark]) -> list[Pin]:
        return [Pin((), "content", "⌟")] if any(mark.role == "content" for mark in closes) else []

    def _anchors(self, marks: Sequence[Mark]) -> tuple[str, ...]:
        fresh = [mark.number for mark in marks if mark.number not in self.anchored]
        self.anchored.update(fresh)
        return tuple(self.ids[number - 1] for number in dict.fromkeys(fresh))


def _numbers(marks: Sequence[Mark], role: str, between: str) -> str:
    found = sorted({mark.number for mark in marks if mark.role == role})
    return between.join(str(number) for number in found)
