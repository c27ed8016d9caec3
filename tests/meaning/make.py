"""Scenes made by hand: marks in braces as in training/cases, without any model."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.extract.statements import to_statements
from sayso.meaning.scene import Entity, Scene
from sayso.reading import read_text
from sayso.types import ArticleDate, Attribution, CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = re.compile(r"\{([sct])([\d,]+):|\}")
SENTENCE = re.compile(r"[^\n]+?(?:[.?!][”\"’']?(?=\s)|(?=\n)|$)")


def scene(
    marked: str, *, names: Iterable[tuple[str, str]] = (), published: str | None = None, outlet: str | None = None
) -> Scene:
    """``{s1:Anna Vel} {c1:denied} {t1:that she knew}``: source, cue, content of statement 1.

    ``names`` are (words, label): every occurrence becomes an entity.
    """
    text, spans = unmark(marked)
    article = replace(
        read_text(text),
        outlet=outlet,
        published=None if published is None else ArticleDate(published, "day", "given"),
    )
    attributions = _attributions(text, spans)
    entities = sorted(
        (Entity(CharSpan(*m.span()), label) for words, label in names for m in re.finditer(re.escape(words), text)),
        key=lambda e: e.span,
    )
    sentences = tuple(CharSpan(*m.span()) for m in SENTENCE.finditer(text))
    return Scene(article, to_statements(attributions, article), sentences, tuple(entities))


def unmark(marked: str) -> tuple[str, dict[tuple[int, str], list[CharSpan]]]:
    """The text without marks, and the spans by (number, role letter)."""
    out: list[str] = []
    length, last = 0, 0
    stack: list[tuple[str, str, int]] = []
    spans: dict[tuple[int, str], list[CharSpan]] = {}
    for mark in OPEN.finditer(marked):
        piece = marked[last : mark.start()]
        out.append(piece)
        length += len(piece)
        last = mark.end()
        if mark.group(1):
            stack.append((mark.group(1), mark.group(2), length))
        else:
            role, numbers, start = stack.pop()
            for number in numbers.split(","):
                spans.setdefault((int(number), role), []).append(CharSpan(start, length))
    out.append(marked[last:])
    return "".join(out), spans


def _attributions(text: str, spans: dict[tuple[int, str], list[CharSpan]]) -> tuple[Attribution, ...]:
    quotations = find_quotations(text)
    numbers = sorted({number for number, _ in spans})
    roles = {n: tuple(tuple(sorted(spans.get((n, r), []))) for r in "sct") for n in numbers}

    def parent(number: int) -> int | None:
        holders = [
            (max(c.end for c in roles[o][2]) - min(c.start for c in roles[o][2]), i)
            for i, o in enumerate(numbers)
            if o != number
            and any(c.start <= roles[number][2][0].start and roles[number][2][0].end <= c.end for c in roles[o][2])
            and roles[o][2] != roles[number][2]
        ]
        return min(holders)[1] if holders else None

    return tuple(
        Attribution(*roles[n], kind=kind_of(roles[n][2], text, quotations), confidence=0.9, parent=parent(n))
        for n in numbers
    )
