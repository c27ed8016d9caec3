"""No source reaches into a dateline: "VALMERE, 6 March 2024 — Ana Vell said" is said by Ana Vell."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from sayso.extract.shape import trim
from sayso.text.datelines import find_datelines
from sayso.types import Attribution, CharSpan


def cut_datelines(found: Attribution, text: str) -> Attribution:
    """``found`` with no dateline in its source and none before its content."""
    if not find_datelines(text):
        return found
    place = found.cue[0].start if found.cue else found.content[0].start
    return replace(
        found,
        source=tuple(_cut(span, text, place) for span in found.source),
        content=_cut_content(found.content, text),
    )


def _cut_content(content: tuple[CharSpan, ...], text: str) -> tuple[CharSpan, ...]:
    """The pieces with no dateline before them; one that is all dateline goes where there are others."""
    lines = find_datelines(text)
    rest = tuple(
        _cut(span, text, span.start)
        for span in content
        if not any(line.span.start <= span.start and span.end <= line.span.end for line in lines)
    )
    return rest or tuple(_cut(span, text, span.start) for span in content)


def _cut(span: CharSpan, text: str, place: int) -> CharSpan:
    """The part of ``span`` on that side of a dateline on which ``place`` lies; a span that is all dateline stays."""
    lines = find_datelines(text)
    number = bisect_left(lines, span.start, key=lambda line: line.span.end)
    if number == len(lines) or lines[number].span.end >= span.end:
        return span
    line = lines[number].span
    if line.start <= span.start or place >= line.end:
        return CharSpan(line.end, span.end)
    return trim(CharSpan(span.start, line.start), text)
