"""What can be counted of a pair of statements beside what the network says; the same whichever comes first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sayso.judge.embedder import Floats
from sayso.judge.lists import words_of
from sayso.judge.same_words import is_negation
from sayso.judge.windows import PairText
from sayso.text.words import words_in

DENIED: Final = "one cue denies"
"""The trait of pairs of which exactly one side's cue turns against what it cites."""
TRAITS: Final = (
    "cosine",
    "cosine squared",
    "words in common, of the shorter",
    "words in common, of both",
    "names in common",
    "figures in common",
    "figures of one alone",
    "figures differ",
    DENIED,
    "both cues deny",
    "one content negates",
    "same source",
    "lengths differ",
)
"""What ``find_traits`` gives, by place."""

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_NAME = re.compile(r"\b[A-Z][\w’']+")


def find_cosine(one: Floats, other: Floats) -> float:
    """The cosine of two vectors of length one."""
    return max(-1.0, min(1.0, float(one @ other)))


def find_traits(a: PairText, b: PairText, cosine: float) -> list[float]:
    """The values of ``TRAITS``; ``cosine`` is that of both contents' vectors."""
    words = [telling_words(side.content) for side in (a, b)]
    figures = [_figures(side.content) for side in (a, b)]
    names = [_names(side.content) for side in (a, b)]
    denies = [denies_by_cue(side.cue) for side in (a, b)]
    negates = [sum(map(is_negation, words_in(side.content))) % 2 for side in (a, b)]
    both, either = words[0] & words[1], words[0] | words[1]
    lengths = sorted(len(words_in(side.content)) for side in (a, b))
    return [
        cosine,
        cosine * cosine,
        len(both) / max(1, min(len(each) for each in words)),
        len(both) / max(1, len(either)),
        min(3, len(names[0] & names[1])) / 3,
        float(bool(figures[0] & figures[1])),
        float(bool(figures[0]) != bool(figures[1])),
        float(bool(figures[0] and figures[1]) and not figures[0] & figures[1]),
        float(denies[0] != denies[1]),
        float(denies[0] and denies[1]),
        float(negates[0] != negates[1]),
        float(_same_source(a.source, b.source)),
        1 - lengths[0] / max(1, lengths[1]),
    ]


def telling_words(text: str) -> frozenset[str]:
    """Those that say what a text is about, without the endings that number and tense give them."""
    return frozenset(_stem(word) for word in words_in(text) if word not in words_of("empty-words"))


def denies_by_cue(cue: str) -> bool:
    """Whether a cue turns against what it cites; a negated one ("did not deny") does not."""
    words = words_in(cue)
    return any(word in words_of("denying-words") for word in words) and not any(map(is_negation, words))


def _stem(word: str) -> str:
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - shorter ones are no stems
            return word.removesuffix(ending)
    return word


def _figures(text: str) -> frozenset[str]:
    digits = {figure.replace(",", "") for figure in _FIGURE.findall(text)}
    return frozenset(digits | (words_of("number-words") & set(words_in(text))))


def _names(text: str) -> frozenset[str]:
    return frozenset(_stem(name.casefold()) for name in _NAME.findall(text)) - words_of("empty-words")


def _same_source(one: str, other: str) -> bool:
    words: Sequence[frozenset[str]] = [frozenset(words_in(text)) - words_of("empty-words") for text in (one, other)]
    return bool(words[0] & words[1] - words_of("pronouns"))
