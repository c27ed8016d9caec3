"""From word ranges to character ranges: borders, quotation marks and kind.

Borders follow the project's conventions: a content holds its quotation marks and the
full stop inside them, and no punctuation at its end outside of them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, log

from sayso.extract.link import Linked
from sayso.extract.marks import find_quotations
from sayso.extract.words import WordList
from sayso.types import Attribution, CharSpan, Kind

EDGE = " \t\r\n\f\v.,;:–—-…"
"""Never the border of a span, unless it stands inside a quotation."""


def to_span(words: range, spans: Sequence[CharSpan]) -> CharSpan:
    """The characters from the first to the last word of a range."""
    return CharSpan(spans[words.start].start, spans[words.stop - 1].end)


def tidy_content(span: CharSpan, text: str, quotations: Sequence[CharSpan]) -> CharSpan:
    """Take in the marks of a quotation whose words are all inside; drop loose punctuation at the ends."""
    start, end = span.start, span.end
    near = _near(span, quotations)
    for quotation in near:
        inner = CharSpan(quotation.start + 1, quotation.end - 1)
        if start in (inner.start, quotation.start) or (start < quotation.start < end):
            if inner.end - 2 <= end <= quotation.end or (end > quotation.start and _only_edge(text[end : inner.end])):
                end = max(end, quotation.end) if end >= quotation.start else end
            if start == inner.start:
                start = quotation.start
    return trim(CharSpan(start, end), text, near)


def trim(span: CharSpan, text: str, quotations: Sequence[CharSpan] = ()) -> CharSpan:
    """Drop white space and loose punctuation at the ends; what a quotation covers stays."""
    start, end = span.start, span.end
    while end > start + 1 and text[end - 1] in EDGE and not _covered(end - 1, quotations):
        end -= 1
    while start < end - 1 and text[start] in EDGE and not _covered(start, quotations):
        start += 1
    return CharSpan(start, end)


APOSTROPHES = "'’"


def meet(source: CharSpan, cue: CharSpan, text: str) -> tuple[CharSpan, CharSpan]:
    """Give the apostrophe of "he's admitted" to the cue, as PolNeAR's annotators do ("He | ’s been saying")."""
    end = source.end
    if text[end - 1] in APOSTROPHES and end == cue.start:
        return CharSpan(source.start, end - 1), CharSpan(end - 1, cue.end)
    if end + 1 == cue.start and text[end] in APOSTROPHES:
        return source, CharSpan(end, cue.end)
    return source, cue


def _only_edge(words: str) -> bool:
    return not words.strip(EDGE + "!?")


def _near(span: CharSpan, quotations: Sequence[CharSpan]) -> Sequence[CharSpan]:
    """The quotations that touch a span. They come in order, so a long text costs each span no more than a short one."""
    first = bisect_left(quotations, span.start, key=lambda quotation: quotation.end)
    last = bisect_left(quotations, span.end, key=lambda quotation: quotation.start)
    return quotations[first:last]


def _covered(place: int, quotations: Sequence[CharSpan]) -> bool:
    return any(q.start <= place < q.end for q in quotations)


def kind_of(content: Sequence[CharSpan], text: str, quotations: Sequence[CharSpan]) -> Kind:
    """direct where every letter or digit stands in quotation marks, mixed where some do, else indirect."""
    inside = outside = False
    for span in content:
        near = _near(span, quotations)
        for place in range(span.start, span.end):
            if text[place].isalnum():
                quoted = _covered(place, near)
                inside, outside = inside or quoted, outside or not quoted
    if inside and outside:
        return "mixed"
    return "direct" if inside else "indirect"


@dataclass(frozen=True, slots=True)
class Shaper:
    """Makes attributions of a text from word ranges that count from word ``offset``."""

    words: WordList
    text: str
    offset: int

    def shape(self, linked: Linked, calibration: Sequence[float], inside: Attribution | None = None) -> Attribution:
        """The attribution in characters; ``inside`` is the one whose content it stands in, if any."""
        quotations = self.words.quotations if inside is None else _quoted_inside(inside, self.text)
        content = tuple(tidy_content(span, self.text, quotations) for span in self._spans(linked.content))
        source, cue = (tuple(self._spans(ranges)) for ranges in (linked.source, linked.cue))
        if source and cue:
            met = meet(source[-1], cue[0], self.text)
            source, cue = (*source[:-1], met[0]), (met[1], *cue[1:])
        return Attribution(
            source=tuple(trim(span, self.text) for span in source),
            cue=cue,
            content=content,
            kind=kind_of(content, self.text, quotations),
            confidence=confidence_of(linked.evidence, calibration),
        )

    def _spans(self, ranges: Sequence[range]) -> Iterator[CharSpan]:
        shifted = (range(r.start + self.offset, r.stop + self.offset) for r in ranges)
        return (to_span(each, self.words.spans) for each in shifted)


def _quoted_inside(outer: Attribution, text: str) -> tuple[CharSpan, ...]:
    """The quotations inside a content, its own marks left out."""
    found: list[CharSpan] = []
    for piece in outer.content:
        start, end = piece.start, piece.end
        if text[start] in MARKS:
            start += 1
            end -= text[end - 1] in MARKS
        found.extend(
            CharSpan(q.start + start, q.end + start) for q in find_quotations(text[start:end]) if q.end + start <= end
        )
    return tuple(found)


MARKS = "\"“”„‟«»‘’‚'＂"


def confidence_of(evidence: Sequence[float], calibration: Sequence[float]) -> float:
    """Logistic regression on the log of the evidence, fitted on development data; rounded to 3 places."""
    bias, *weights = calibration
    score = bias + sum(w * log(max(e, 1e-4)) for w, e in zip(weights, evidence, strict=True))
    return round(1 / (1 + exp(-max(min(score, 30.0), -30.0))), 3)
