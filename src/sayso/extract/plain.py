"""Statements that the words themselves leave no doubt about, where the tagger has found none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.extract.borders import REFUSAL, is_subject
from sayso.extract.wordlists import one_of, word_list
from sayso.types import Attribution, CharSpan

CONFIDENCE = 0.8
"""Of such a statement: a rule has no odds; a little below what the tagger gives where it is sure."""

_WORD = r"[\w’'-]+"
_ARTICLES = frozenset(("the", "a", "an", "it", "one", "both"))
"""Openers that begin a subject as well."""
_REACH = 160
"""Characters before a cue in which its subject begins."""
_SENTENCE = re.compile(r"(?:^|[.!?]['’”\"]?\s+|\n\s*|\s[—–]\s+)(?=[A-Z\d])")
_NAMED = re.compile(
    rf"(?:(?:The|A|An|Its|His|Her|Their|One|Both|Some|Many)\s+(?:{_WORD}\s+){{0,5}}{_WORD}"
    rf"|[A-Z][\w’'-]*(?:\s+(?:[A-Z\d][\w’'-]*|of|and|&)){{0,5}}|He|She|It|They)"
    r"(?:,\s+[^.!?;,]{2,60},)?$"
)


def find_plain(text: str, taken: Sequence[Attribution], part: CharSpan) -> tuple[Attribution, ...]:
    """The plain statements of a ``part`` of the text that touch none of those ``taken``."""
    found = (*_find_relative(text, part), *_find_standing(text, part), *_find_refusals(text, taken))
    spans = sorted(span for one in taken for span in (*one.source, *one.cue, *one.content))
    return tuple(one for one in found if not _touches(one, spans))


def _touches(found: Attribution, spans: Sequence[CharSpan]) -> bool:
    # Whoever spoke before may be the source here as well: "confirmed …, but would not name".
    own = (*(span for span in found.source if span not in spans), *found.cue, *found.content)
    return any(span.start < one.end and one.start < span.end for span in spans for one in own)


def _find_relative(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The tower, which engineers said could fall, …”: engineers said so, of the tower."""
    for match in _relative_clause().finditer(text, part.start, part.end):
        if is_subject(match["source"]):
            yield _made(match)


@cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(
        rf",\s+(?:which|whom|who)\s+(?P<source>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+(?P<cue>{one_of('opinions')})\s+"
        rf"(?P<content>{one_of('auxiliaries')}\s(?:[^.,;:“”\"\n]|[.,](?=\d)){{2,160}})(?=[.,;\n])"
    )


def _find_standing(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The Courier stood by its story”: a sentence whose subject, cue and object are plain."""
    for match in _standing_cue().finditer(text, part.start, part.end):
        before = text[max(part.start, match.start() - _REACH) : match.start("cue")].rstrip()
        begin = max((m.end() for m in _SENTENCE.finditer(before)), default=None)
        if begin is None:
            continue
        subject = before[begin:]
        if not _NAMED.match(subject) or subject.split()[0].lower() in word_list("openers") - _ARTICLES:
            continue
        start = max(part.start, match.start() - _REACH) + begin
        yield _made(match, CharSpan(start, start + len(subject.rstrip(","))))


_REFUSAL = re.compile(rf"{REFUSAL}(?=[.;\n]|$)")


def _find_refusals(text: str, taken: Sequence[Attribution]) -> Iterator[Attribution]:
    """“She confirmed the talks, but would not name the buyer.”: whoever spoke is who refuses."""
    for one in taken:
        match = _REFUSAL.match(text, one.content[-1].end)
        ordered = one.source and one.cue and one.source[0].start < one.cue[0].start < one.content[-1].start
        if match and match["content"] and ordered:
            yield _made(match, one.source[0])


@cache
def _standing_cue() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w,])\s+(?P<cue>(?:has\s+|had\s+|have\s+)?{one_of('standing')})\s+"
        rf"(?P<content>(?:the|its|his|her|their|any|such|all)?\s*(?:{_WORD}\s+){{0,2}}?{one_of('sayings')})\b"
    )


def _made(match: re.Match[str], source: CharSpan | None = None) -> Attribution:
    def span(group: str) -> CharSpan:
        return CharSpan(*match.span(group))

    return Attribution(
        source=(source or span("source"),),
        cue=(span("cue"),),
        content=(span("content"),),
        kind="indirect",
        confidence=CONFIDENCE,
    )
