"""What can be read off the words of a pair of statements without a model."""

from __future__ import annotations

from sayso.judge.lists import words_of
from sayso.judge.windows import PairText
from sayso.text.words import words_in


def is_negation(word: str) -> bool:
    """Whether a word says not so."""
    return word in words_of("negations") or word.endswith("n't")


def denies_by_cue(cue: str) -> bool:
    """Whether a cue turns against what it cites; a negated one ("did not deny") does not."""
    words = words_in(cue)
    return any(word in words_of("denying-words") for word in words) and not any(map(is_negation, words))


def denied_by_one(a: PairText, b: PairText) -> bool:
    """Whether exactly one side's cue turns against what it cites."""
    return denies_by_cue(a.cue) != denies_by_cue(b.cue)


def telling_words(text: str) -> frozenset[str]:
    """Those that say what a text is about, without the endings that number and tense give them."""
    return frozenset(_stem(word) for word in words_in(text) if word not in words_of("empty-words"))


def _stem(word: str) -> str:
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - shorter ones are no stems
            return word.removesuffix(ending)
    return word
