"""How surely a speaker's name is right: a small logistic model over how it was found (training/antecedents.py).

At 0.95 stated or more, at least 95 of 100 names are right; docs/model-card.md has the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.meaning.referents import Referent
from sayso.meaning.walk import Answer
from sayso.meaning.weighing import load_weights, weigh

_BORDERS: Final = (0.4, 0.55, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Where the shares that candidates get are told apart."""


def estimate(answer: Answer, referents: Sequence[Referent]) -> float:
    """The probability that the speaker of an answer is right."""
    return round(weigh(find_features(answer, referents), load_weights("confidence").weights), 3)


def find_features(answer: Answer, referents: Sequence[Referent]) -> Iterator[str]:
    """What tells how surely an answer is right."""
    share = sum(answer.confidence >= border for border in _BORDERS)
    yield f"by: {answer.by}"
    yield f"share: {share}"
    yield f"by, share: {answer.by}, {share}"
    yield f"speakers: {min(len(answer.referents), 2)}"
    for number in answer.referents[:1]:
        referent = referents[number]
        words = referent.name.split()
        alone = len(words) == 1
        yield f"sort: {referent.sort}"
        yield f"by, sort: {answer.by}, {referent.sort}"
        yield f"sort, share: {referent.sort}, {share}"
        yield f"sort, words: {referent.sort}, {min(len(words), 4)}"
        yield f"sort, one word, by: {referent.sort}, {alone}, {answer.by}"
        yield f"mentions: {referent.sort}, {min(len(referent.mentions).bit_length(), 4)}, {alone}"
        if referent.sort == "person":
            yield f"namesakes: {min(_count_namesakes(referent, referents), 2)}, {answer.by}"
            yield f"gender open: {referent.gender == 'u'}, {answer.by}"


def _count_namesakes(referent: Referent, referents: Sequence[Referent]) -> int:
    """How many other people of the article share the last word of the name."""
    last = referent.name.rsplit(maxsplit=1)[-1]
    return sum(r.sort == "person" and r is not referent and r.name.endswith(last) for r in referents)
