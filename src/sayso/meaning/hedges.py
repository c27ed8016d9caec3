"""How sure the words are: hedging words, the likelihood term they fit, and the article's own distance.

Likelihood terms are those of Intelligence Community Directive 203 (see data/likelihoods.txt).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from sayso.meaning.lists import either, lines_of, rows_of
from sayso.meaning.scene import Scene
from sayso.types import Certainty, CharSpan, Level, Statement


def find_hedges(scene: Scene, levels: Sequence[Level]) -> tuple[Certainty, ...]:
    """The certainty of each statement: ``levels`` with the words that show it."""
    owned = find_owned(scene)
    return tuple(
        _certainty(scene, statement, level, owned) for statement, level in zip(scene.statements, levels, strict=True)
    )


def find_hedging_words(text: str, spans: Iterable[CharSpan]) -> tuple[CharSpan, ...]:
    """The hedging words within ``spans``, in order."""
    pattern = _hedging()
    return tuple(
        CharSpan(*match.span())
        for span in spans
        for match in pattern.finditer(text, span.start, span.end)
        if match.end() <= span.end
    )


def find_term(words: Iterable[str]) -> str | None:
    """The likelihood term of the first of ``words`` that fits one."""
    terms = _terms()
    return next((terms[plain] for word in words if (plain := _plain(word)) in terms), None)


def find_doubts(text: str, span: CharSpan) -> Iterator[CharSpan]:
    """Where ``span`` says that something is not to be trusted."""
    for match in _doubts().finditer(text, span.start, span.end):
        yield CharSpan(*match.span())


def _certainty(scene: Scene, statement: Statement, level: Level, owned: Sequence[CharSpan]) -> Certainty:
    text = scene.text
    hedges = find_hedging_words(text, sorted(statement.cue.spans + statement.content.spans))
    term = find_term(hedge.of(text) for hedge in hedges) if level != "na" else None
    return Certainty(level, hedges, term, tuple(sorted(set(_distance(scene, statement, owned)))))


def _distance(scene: Scene, statement: Statement, owned: Sequence[CharSpan]) -> Iterator[CharSpan]:
    """The article's own distance: in cue and source, in the rest of the sentence, and doubts in the sentence after."""
    text = scene.text
    for span in statement.cue.spans + statement.source.spans:
        for match in _distancing().finditer(text, span.start, span.end):
            yield CharSpan(*match.span())
    if not scene.sentences:
        return
    last = max(span.end for span in statement.content.spans + statement.cue.spans)
    number = scene.sentence_at(last - 1)
    first = min(span.start for span in statement.content.spans)
    for sentence in scene.sentences[number : number + 2]:
        for near in free_stretches(sentence, owned):
            # A doubt that follows another statement is of that one.
            if first <= near.start and (near.start == sentence.start or sentence.start <= last):
                yield from find_doubts(text, near)


def merge_spans(spans: Iterable[CharSpan]) -> tuple[CharSpan, ...]:
    """The ranges in order, those that overlap or touch as one."""
    merged: list[CharSpan] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = CharSpan(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def find_owned(scene: Scene) -> tuple[CharSpan, ...]:
    """What of the article belongs to its statements: sources, cues and contents, merged."""
    return merge_spans(span for s in scene.statements for role in (s.source, s.cue, s.content) for span in role.spans)


def free_stretches(span: CharSpan, owned: Sequence[CharSpan]) -> Iterator[CharSpan]:
    """What of ``span`` no range of ``owned`` (sorted, apart from one another) covers."""
    start = span.start
    for place in range(bisect_right(owned, start, key=lambda taken: taken.end), len(owned)):
        taken = owned[place]
        if taken.start >= span.end:
            break
        if taken.start > start:
            yield CharSpan(start, taken.start)
        start = max(start, taken.end)
    if start < span.end:
        yield CharSpan(start, span.end)


def _plain(words: str) -> str:
    return " ".join(words.lower().split())


@cache
def _terms() -> dict[str, str]:
    return {words: term for words, term in rows_of("likelihoods") if term != "-"}


@cache
def _hedging() -> re.Pattern[str]:
    words = either(tuple(row[0] for row in rows_of("likelihoods") if row[0] != "may"))
    # "May" with a capital is a month far more often than a hedge.
    return re.compile(rf"\b(?:(?:{words})(?![\w-])|(?-i:may)\b(?!\s+\d))", re.IGNORECASE)


@cache
def _distancing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(lines_of('distance-words'))})\b", re.IGNORECASE)


@cache
def _doubts() -> re.Pattern[str]:
    return re.compile(
        "|".join(line.replace(" ", r"\s+").replace("'", "['’]") for line in lines_of("doubt-phrases")), re.IGNORECASE
    )
