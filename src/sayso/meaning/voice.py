"""The article's own voice: hedged or evaluative sentences that nobody is cited for.

So that opinion is not taken for report: what stands outside of every statement and hedges or
judges is the writer's own. Of a sentence that is in part a statement, only the rest counts,
and only where it has a verb of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.meaning.hedges import find_doubts, find_hedging_words, find_owned, free_stretches, merge_spans
from sayso.meaning.lists import lines_of
from sayso.meaning.scene import Scene
from sayso.types import CharSpan, OwnVoice

_SHORTEST = 12
"""Code points of the shortest stretch that can be a clause."""


def find_own_voice(scene: Scene) -> tuple[OwnVoice, ...]:
    """The hedged and evaluative sentences and clauses outside of every statement, in order."""
    owned = merge_spans((*find_owned(scene), *scene.article.furniture))
    return tuple(voice for sentence in scene.sentences for voice in _voices(scene, sentence, owned))


def _voices(scene: Scene, sentence: CharSpan, owned: Sequence[CharSpan]) -> Iterator[OwnVoice]:
    for stretch in free_stretches(sentence, owned):
        clause = _trim(scene.text, stretch)
        if clause.end - clause.start < _SHORTEST or not _has_verb(scene, clause):
            continue
        whole = clause.end - clause.start >= (sentence.end - sentence.start) - 2
        hedges = find_hedging_words(scene.text, [clause])
        judged = [CharSpan(*match.span()) for match in _judgements().finditer(scene.text, clause.start, clause.end)]
        doubts = list(find_doubts(scene.text, clause))
        if judged or doubts or (hedges and whole):
            yield OwnVoice(clause, merge_spans([*hedges, *judged, *doubts]))


_LEADING = re.compile(r"[\s,;:—–.\"”’)-]*(?:(?:but|and|though|although|while|yet|which|who)\s+)?", re.IGNORECASE)


def _trim(text: str, span: CharSpan) -> CharSpan:
    lead = _LEADING.match(text, span.start, span.end)
    whole = span.start == 0 or text[span.start - 1] == "\n" or text[span.start].isupper()
    start = span.start if whole or lead is None else lead.end()
    kept = text[start : span.end].rstrip(' \n,;:—–“"')
    return CharSpan(start, start + len(kept))


def _has_verb(scene: Scene, span: CharSpan) -> bool:
    inside = scene.tokens_in(span)
    return not inside or any(scene.tokens[i].pos in ("VERB", "AUX") for i in inside)


@cache
def _judgements() -> re.Pattern[str]:
    lines = "|".join(line.replace(" ", r"\s+") for line in lines_of("evaluative-phrases"))
    return re.compile(rf"\b(?:{lines})\b", re.IGNORECASE)
