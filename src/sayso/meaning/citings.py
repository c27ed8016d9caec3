"""Who cites whom: "the Courier reported, citing two officials", "Citing a diplomat, the Courier said"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.meaning.chain_links import (
    find_getter,
    find_giver,
    find_last_outlet,
    find_noun_phrase,
    find_outlet_at,
    last_outlet_before,
    same_name,
)
from sayso.meaning.lists import lines_of
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.types import ChainLink, CharSpan

_MOST = 8
"""Acts of citing that are looked at around one place."""
_BACK = 2
"""How many sentences before "it" the outlet was named at most."""
_REACH = 240
"""Code points in which a cited noun phrase is sought after "citing"."""


@dataclass(frozen=True, slots=True)
class Citing:
    """An outlet (or its report) that cites somebody: both, and where the citing stands."""

    citer: ChainLink
    cited: ChainLink
    start: int
    end: int


def find_citings(scene: Scene, voices: Voices) -> tuple[Citing, ...]:
    """Every act of citing in the article, in order."""
    return tuple(_find(scene, voices)) if scene.sentences else ()


def near(citings: Sequence[Citing], place: int) -> Sequence[Citing]:
    """The acts of citing shortly before and after a place."""
    middle = bisect_left(citings, place, key=lambda citing: citing.start)
    return citings[max(middle - _MOST, 0) : middle + _MOST]


def _find(scene: Scene, voices: Voices) -> Iterator[Citing]:
    for match in _citing_words().finditer(scene.text):
        sentence = scene.sentences[scene.sentence_at(match.start())]
        cited = find_noun_phrase(scene, voices, match.end(), min(sentence.end, match.end() + _REACH))
        if cited is None:
            continue
        citer = (
            find_last_outlet(scene, voices, sentence.start, match.start())
            or _fronted(scene, voices, sentence, match.start(), cited)
            or _taken_up(scene, voices, sentence, match.start())
            or _speaking(scene, voices, sentence, match.start(), cited)
        )
        if citer is not None and not same_name(cited.name, citer.name):
            for hand in _hands(scene, voices, cited):
                if not same_name(hand.name, citer.name):
                    yield Citing(citer, hand, match.start(), match.end())
                    citer = hand
            yield Citing(citer, cited, match.start(), match.end())


def _hands(scene: Scene, voices: Voices, cited: ChainLink) -> Iterator[ChainLink]:
    """The outlet that got a cited paper and who handed it over: "a letter passed to it by a clerk"."""
    if cited.kind == "document":
        hands = (find_getter(scene, voices, cited), find_giver(scene, voices, cited))
        yield from (hand for hand in hands if hand is not None)


def _speaking(scene: Scene, voices: Voices, sentence: CharSpan, start: int, cited: ChainLink) -> ChainLink | None:
    """The outlet whose statement the citing stands in, by who speaks it: "Citing a clerk, it wrote", "Bollard, citing".

    Its name alone need not tell that it is an outlet.
    """
    fronted = not scene.text[sentence.start : start].strip()
    found: ChainLink | None = None
    for number, statement in enumerate(scene.statements):
        if voices.types[number] != "outlet" or not statement.source.spans:
            continue
        span = statement.source.spans[0]
        name = voices.speakers[number].name or statement.source.text
        if fronted and cited.span is not None and 0 <= span.start - cited.span.end <= len(", the "):
            return ChainLink(name, "outlet", span)
        if sentence.start <= span.start < start:
            found = ChainLink(name, "outlet", span)
    return found


def _fronted(scene: Scene, voices: Voices, sentence: CharSpan, start: int, cited: ChainLink) -> ChainLink | None:
    """The outlet after the comma where a sentence begins "Citing two officials, the Courier reported"."""
    if scene.text[sentence.start : start].strip() or cited.span is None:
        return None
    comma = scene.text.find(", ", cited.span.end, sentence.end)
    return None if comma < 0 else find_outlet_at(scene, voices, comma + len(", "))


_IT = re.compile(r"(?:It|The(?:ir)?\s+(?:\w+\s+)?(?:report|story|article|account|piece|investigation|scoop))\b")


def _taken_up(scene: Scene, voices: Voices, sentence: CharSpan, start: int) -> ChainLink | None:
    """The outlet named in the sentence before, where "It cited" or "The report quotes" begins this one."""
    if not _IT.match(scene.text, sentence.start, start):
        return None
    return last_outlet_before(scene, voices, start, sentences=_BACK)


@cache
def _citing_words() -> re.Pattern[str]:
    lines = "|".join(line.replace(" ", r"\s+") for line in lines_of("citing-words"))
    # "was quoted by" is no citing of what stands behind it.
    return re.compile(rf"\b(?:{lines})\s+(?!(?:by|in|as|on|at)\b)", re.IGNORECASE)
