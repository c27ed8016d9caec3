"""Which pairs of statements are worth a judge's time: a cross-encoder takes ten thousand times as long as a count."""

from __future__ import annotations

from typing import Final

from sayso.claims.values import Entry
from sayso.claims.wording import telling_words

CLOSE: Final = 0.75
"""Cosine of two contents from which on they are judged whatever their words."""
WORDS: Final = 1
"""Telling words in common by which farther ones are."""


def is_worth_judging(one: Entry, other: Entry, cosine: float) -> bool:
    """Whether two contents can say the same, or the opposite, at all."""
    return cosine >= CLOSE or len(telling_words(one.text) & telling_words(other.text)) >= WORDS
