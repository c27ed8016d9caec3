"""Sentences of two texts that tell the same in other words: the same names, numbers and words, in the same order.

Sentences are paired by their common subsequence of words, weighted by rarity within the two
texts: names that every sentence has ("Norvane") prove nothing, words that two have and no
other do much. What stands in quotation marks is left out: any reporter at the briefing has it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.claims.lists import words_of
from sayso.claims.passages import Words

LEAST_SHARE: Final = 0.4
"""Share of a sentence's weight that its fellow must have, in order. Two reports of one event in other words stay
below it, sentence by sentence (see docs/decisions/0019-copies-proved-by-passages.md)."""
LEAST_WORDS: Final = 5
MOST_LOOKED_AT: Final = 3
"""Sentences that are compared closely with one: bounds the time."""
MOST_SENTENCE: Final = 120
"""Words of a sentence that are compared."""
_EMPTY_WEIGHT: Final = 0.15


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of one text another tells.

    ``share`` of its weight, sentence by sentence; ``pairs`` of sentences (word ranges of both); ``order``: the share of
    pairs that stand in the same order in both.
    """

    share: float
    order: float
    pairs: tuple[tuple[tuple[int, int], tuple[int, int]], ...]


def find_likeness(one: Words, other: Words, kept: tuple[frozenset[int], frozenset[int]]) -> Likeness:
    """How much of ``one`` is told in ``other``; ``kept`` are the numbers of the words of each that count."""
    ours, theirs = _sentences(one, kept[0]), _sentences(other, kept[1])
    weights = _weigh([plain for _, plain in (*ours, *theirs)])
    places: dict[str, list[int]] = defaultdict(list)
    for number, (_, plain) in enumerate(theirs):
        for word in set(plain):
            places[word].append(number)
    total = matched = 0.0
    pairs: list[tuple[int, int]] = []
    for number, (_, plain) in enumerate(ours):
        weight = sum(weights[word] for word in plain)
        total += weight
        share, fellow = _best_fellow(plain, theirs, places, weights)
        if share >= LEAST_SHARE:
            matched += share * weight
            pairs.append((number, fellow))
    order = _longest_rise([fellow for _, fellow in pairs]) / len(pairs) if pairs else 0.0
    ranges = tuple((ours[number][0], theirs[fellow][0]) for number, fellow in pairs)
    return Likeness(matched / total if total else 0.0, order, ranges)


def _sentences(words: Words, kept: frozenset[int]) -> list[tuple[tuple[int, int], tuple[str, ...]]]:
    found = []
    for start, end in words.sentences:
        plain = tuple(words.plain[number] for number in range(start, end) if number in kept)[:MOST_SENTENCE]
        if len(plain) >= LEAST_WORDS:
            found.append(((start, end), plain))
    return found


def _weigh(sentences: Sequence[Sequence[str]]) -> dict[str, float]:
    counts = Counter(word for sentence in sentences for word in set(sentence))
    empty = words_of("empty-words")
    # A word of two sentences, perhaps one of each text, weighs in full.
    return {word: _EMPTY_WEIGHT if word in empty else max(count - 1, 1) ** -0.5 for word, count in counts.items()}


def _best_fellow(
    plain: Sequence[str],
    theirs: Sequence[tuple[tuple[int, int], tuple[str, ...]]],
    places: Mapping[str, Sequence[int]],
    weights: Mapping[str, float],
) -> tuple[float, int]:
    """The sentence that has the largest share of one's weight in order; the first of equals."""
    weight = sum(weights[word] for word in plain)
    common: dict[int, float] = defaultdict(float)
    for word in sorted(set(plain)):
        if len(places.get(word, ())) <= _MOST_PLACES:
            for number in places.get(word, ()):
                common[number] += weights[word]
    best = (0.0, 0)
    for number in sorted(common, key=lambda each: (-round(common[each], 9), each))[:MOST_LOOKED_AT]:
        fellow = frozenset(theirs[number][1])
        if sum(weights[word] for word in plain if word in fellow) < LEAST_SHARE * weight:
            continue  # words in order are no more than words in any order
        share = _in_order(plain, theirs[number][1], weights) / weight
        if share > best[0] + 1e-9:
            best = (share, number)
    return best


_MOST_PLACES: Final = 200
"""Sentences with a word after which it no longer tells them apart: bounds the time on texts that repeat themselves."""


def _in_order(one: Sequence[str], other: Sequence[str], weights: Mapping[str, float]) -> float:
    """The largest weight of a common subsequence."""
    before = [0.0] * (len(other) + 1)
    for word in one:
        now = [0.0]
        for number, fellow in enumerate(other):
            now.append(before[number] + weights[word] if word == fellow else max(before[number + 1], now[number]))
        before = now
    return before[-1]


def _longest_rise(numbers: Sequence[int]) -> int:
    rising: list[int] = []
    for number in numbers:
        place = bisect_right(rising, number)
        rising[place : place + 1] = [number]
    return len(rising)
