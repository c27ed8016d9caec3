"""A text as words with the few features of their surface that the encoder cannot see.

The encoder reads lower-cased word pieces, so capitals, quotation marks and
paragraph breaks reach it as three small numbers per word. Training and the
product both come through here: whatever changes here needs a new model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from sayso.extract.marks import find_quotations, is_left_open
from sayso.types import CharSpan

WORD = re.compile(r"\w+|[^\w\s]")
"""Runs of letters and digits, or single other characters: PolNeAR's scorer counts in the same unit."""

CASES = 6  # lower, Capital, UPPER, miXed, digits, mark
QUOTING = 3  # outside, inside, is itself a mark
BREAKS = 4  # nothing, white space, one newline, blank line
NEWLINE, BLANK_LINE = 2, 3  # the break classes from here on end a line, a paragraph


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a text, column by column; all columns are of one length.

    ``case``, ``quoting`` and ``breaks`` are small class numbers below ``CASES``,
    ``QUOTING`` and ``BREAKS``; ``paragraph`` counts paragraphs from 0. ``quotations``
    are those of the whole text.
    """

    spans: tuple[CharSpan, ...]
    forms: tuple[str, ...]
    case: tuple[int, ...]
    quoting: tuple[int, ...]
    breaks: tuple[int, ...]
    paragraph: tuple[int, ...]
    quotations: tuple[CharSpan, ...]
    carried: frozenset[int]
    """Words that open a paragraph in the middle of a quotation: the paragraph before left its own open."""

    def __len__(self) -> int:
        return len(self.spans)


def find_words(text: str, skip: tuple[CharSpan, ...] = ()) -> WordList:
    """Cut ``text`` into words, passing by those that begin inside a ``skip`` range."""
    spans = tuple(
        CharSpan(m.start(), m.end()) for m in WORD.finditer(text) if not any(s.start <= m.start() < s.end for s in skip)
    )
    forms = tuple(span.of(text) for span in spans)
    gaps = _gaps(text, spans)
    breaks = tuple(_break_class(gap) for gap in gaps)
    quotations = find_quotations(text)
    return WordList(
        spans=spans,
        forms=forms,
        case=tuple(_case_class(form) for form in forms),
        quoting=_quoting_classes(text, spans, quotations),
        breaks=breaks,
        paragraph=_paragraphs(breaks),
        quotations=quotations,
        carried=_find_carried(text, spans, breaks, quotations),
    )


def _find_carried(
    text: str, spans: tuple[CharSpan, ...], breaks: tuple[int, ...], quotations: tuple[CharSpan, ...]
) -> frozenset[int]:
    left_open = {
        two.start for one, two in pairwise(quotations) if is_left_open(one, text) and _next_line(one, two, text)
    }
    return frozenset(n for n, span in enumerate(spans) if breaks[n] >= NEWLINE and span.start in left_open)


def _next_line(one: CharSpan, two: CharSpan, text: str) -> bool:
    return text[one.end : two.start].isspace()


def _gaps(text: str, spans: tuple[CharSpan, ...]) -> list[str]:
    ends = [0, *(span.end for span in spans[:-1])]
    return [text[end : span.start] for end, span in zip(ends, spans, strict=True)] if spans else []


def _break_class(gap: str) -> int:
    newlines = gap.count("\n")
    return BLANK_LINE if newlines > 1 else NEWLINE if newlines else 1 if gap else 0


def _case_class(form: str) -> int:
    if form.isdigit():
        return 4
    if not form[0].isalnum():
        return 5
    if form == form.lower():
        return 0
    if len(form) > 1 and form == form.upper():
        return 2
    return 1 if form[1:] == form[1:].lower() else 3


def _paragraphs(breaks: tuple[int, ...]) -> tuple[int, ...]:
    numbers, number = [], 0
    for index, kind in enumerate(breaks):
        number += index > 0 and kind >= NEWLINE
        numbers.append(number)
    return tuple(numbers)


def _quoting_classes(text: str, spans: tuple[CharSpan, ...], quotations: tuple[CharSpan, ...]) -> tuple[int, ...]:
    starts = [quotation.start for quotation in quotations]
    classes = []
    for span in spans:
        index = bisect_right(starts, span.start) - 1
        inside = index >= 0 and span.start < quotations[index].end
        is_mark = inside and span.start in (quotations[index].start, quotations[index].end - 1)
        classes.append(2 if is_mark and not text[span.start].isalnum() else 1 if inside else 0)
    return tuple(classes)
