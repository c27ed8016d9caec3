"""Scores of predicted attributions against gold ones: pure functions over ranges.

The definitions are those of the public PolNeAR comparison, so that numbers printed
here and there can be laid side by side:

- A *token* is a run of letters and digits, or any other single character that is not
  white space. Marks of punctuation and quotation never count: two spans are the same
  where their words are.
- *token* scores: per role, the words of all attributions of an article as one set.
- *exact* scores: per role, every single span, equal in its words.
- *attribution, relaxed*: one-to-one pairs whose contents overlap by half or more (words
  in both divided by words in either) and whose sources do so too, or are both missing.
- *attribution, strict*: the same with equal words for content and source.
- *content match*: one-to-one pairs by content alone; *source accuracy*: the share of
  those pairs whose sources agree.

To these come this project's own: relaxed and strict without nested attributions,
nested attributions alone, and relaxed by kind. An attribution is nested where all its
spans lie in the content of another. Where a side is restricted (to a kind, to nested
ones), each side is restricted by what it says itself.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.types import CharSpan

Span = tuple[int, int]
Roles = Mapping[str, Sequence[Span]]
"""An attribution as ranges by role; a role that is missing has no ranges."""
Words = frozenset[int]

ROLES: Final = ("source", "cue", "content")
KINDS: Final = ("direct", "indirect", "mixed")
ENOUGH: Final = 0.5
"""The overlap from which two spans speak of the same words, as in the public comparison."""
TOKEN = re.compile(r"\w+|[^\w\s]")
PUNCTUATION: Final = "\"“”‘’'«».,:;!?-—–()[]"
"""Characters that never decide whether two spans are the same; the public comparison's list."""

SCORES: Final = (
    "attribution_relaxed",
    "attribution_strict",
    "relaxed_unnested",
    "strict_unnested",
    "nested",
    "content_match",
    "source_accuracy",
    *(f"{role}_{how}" for how in ("exact", "token") for role in ROLES),
    *(f"relaxed_{kind}" for kind in KINDS),
)


@dataclass(frozen=True, slots=True)
class Count:
    """What a score is made of: ``right`` ones among the ``predicted`` and among the ``gold``."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Percent of the predicted that are right; 0 where nothing was predicted."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Percent of the gold that was found; 0 where there is none."""
        return 100 * self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        return 200 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    @property
    def step(self) -> float:
        """Points of F1 that one more or less makes; 0 where there is none."""
        return 200 / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


class Counted(Protocol):
    """A score with what it rests on: a count, or a mean of counts."""

    @property
    def predicted(self) -> int:
        """How many were predicted."""

    @property
    def gold(self) -> int:
        """How many there are to be found."""

    @property
    def precision(self) -> float:
        """Percent of the predicted that are right."""

    @property
    def recall(self) -> float:
        """Percent of the gold that was found."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""

    @property
    def step(self) -> float:
        """Points of F1 that one more or less makes."""


Tally = Mapping[str, Count]
"""Score to count."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of a text, punctuation left out, as parallel columns of where they start and end."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def within(self, spans: Iterable[Span]) -> Words:
        """The words that any of ``spans`` touches."""
        return frozenset(
            place
            for start, end in spans
            for place in range(bisect_right(self.ends, start), bisect_left(self.starts, end))
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """An attribution as words, with what restricts it."""

    words: Mapping[str, Words]
    pieces: Mapping[str, tuple[Words, ...]]
    kind: str
    nested: bool


def measure(text: str, gold: Sequence[Roles], predicted: Sequence[Roles]) -> Tally:
    """Count every score of ``SCORES`` for one article."""
    tokens = tokenize(text)
    quotations = find_quotations(text)
    ours, theirs = (_read(side, text, tokens, quotations) for side in (gold, predicted))
    return _count_whole(ours, theirs) | _count_parts(ours, theirs) | _count_roles(ours, theirs)


def match_contents(text: str, gold: Sequence[Roles], predicted: Sequence[Roles]) -> list[tuple[int, int]]:
    """The places of one-to-one pairs whose contents overlap by half or more: ``content_match``'s pairs."""
    tokens = tokenize(text)
    ours, theirs = (_read(side, text, tokens, ()) for side in (gold, predicted))
    return _pair_places(ours, theirs, lambda g, p: _agree(g, p, "content"))


def match_relaxed(text: str, gold: Sequence[Roles], predicted: Sequence[Roles]) -> list[tuple[int, int]]:
    """The places of one-to-one pairs whose contents and sources overlap by half or more: ``attribution_relaxed``'s."""
    tokens = tokenize(text)
    ours, theirs = (_read(side, text, tokens, ()) for side in (gold, predicted))
    return _pair_places(ours, theirs, _agree_relaxed)


def total(tallies: Iterable[Tally], names: Sequence[str] = SCORES) -> dict[str, Count]:
    """The counts of several articles together."""
    sums = dict.fromkeys(names, Count())
    for tally in tallies:
        for name in names:
            sums[name] += tally[name]
    return sums


def intervals(
    tallies: Sequence[Tally], names: Sequence[str] = SCORES, *, seed: int = 1
) -> dict[str, tuple[float, float]]:
    """95% intervals of each F1, in percent, by ``resample``."""
    if not tallies:
        return dict.fromkeys(names, (0.0, 0.0))
    low, high = np.percentile(resample(tallies, names, seed=seed)[0], (2.5, 97.5), axis=0)
    return {name: (float(low[n]), float(high[n])) for n, name in enumerate(names)}


def resample(
    tallies: Sequence[Tally], names: Sequence[str], *, draws: int = 2000, seed: int = 1
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """F1 in percent [draws, names] of articles drawn with replacement, as many as there are, and where there is any.

    Articles are drawn, not attributions, because attributions of one article are hard or easy together.
    """
    counts = np.array([[(c.right, c.predicted, c.gold) for c in (t[name] for name in names)] for t in tallies])
    size = len(tallies)
    weights = np.random.default_rng(seed).multinomial(size, [1 / size] * size, draws)
    right, guessed, wanted = np.moveaxis(np.tensordot(weights, counts, axes=1), -1, 0)
    return np.asarray(200 * right / np.maximum(guessed + wanted, 1)), np.asarray(wanted > 0)


def nested_places(attributions: Sequence[Roles]) -> frozenset[int]:
    """The places of those attributions all of whose spans lie in the content of another, longer one."""
    return frozenset(
        n
        for n, inner in enumerate(attributions)
        if any(_is_inside(inner, outer) for m, outer in enumerate(attributions) if m != n)
    )


def _is_inside(inner: Roles, outer: Roles) -> bool:
    rooms = outer.get("content", ())
    spans = [span for role in ROLES for span in inner.get(role, ())]
    fits = all(any(low <= start and end <= high for low, high in rooms) for start, end in spans)
    return bool(spans) and fits and _extent(inner) < _extent(outer)


def _extent(attribution: Roles) -> int:
    return sum(end - start for start, end in attribution.get("content", ()))


def tokenize(text: str) -> Tokens:
    """The words of ``text``."""
    spans = [m.span() for m in TOKEN.finditer(text) if m.group().strip(PUNCTUATION)]
    return Tokens(tuple(s for s, _ in spans), tuple(e for _, e in spans))


def _read(side: Sequence[Roles], text: str, tokens: Tokens, quotations: Sequence[CharSpan]) -> tuple[_Read, ...]:
    nested = nested_places(side)
    return tuple(
        _Read(
            words={role: tokens.within(one.get(role, ())) for role in ROLES},
            pieces={role: tuple(filter(None, (tokens.within([s]) for s in one.get(role, ())))) for role in ROLES},
            kind=kind_of([CharSpan(*span) for span in one.get("content", ())], text, quotations),
            nested=place in nested,
        )
        for place, one in enumerate(side)
    )


def measure_overlap(a: Words, b: Words) -> float:
    """Words in both divided by words in either; 1 where both are empty."""
    return len(a & b) / len(a | b) if a or b else 1.0


def _agree(gold: _Read, predicted: _Read, *roles: str) -> bool:
    return all(measure_overlap(gold.words[role], predicted.words[role]) >= ENOUGH for role in roles)


def _agree_relaxed(gold: _Read, predicted: _Read) -> bool:
    return _agree(gold, predicted, "content", "source")


def _agree_strictly(gold: _Read, predicted: _Read) -> bool:
    return all(gold.words[role] == predicted.words[role] for role in ("content", "source"))


def _pair(
    gold: Sequence[_Read], predicted: Sequence[_Read], good: Callable[[_Read, _Read], bool]
) -> list[tuple[_Read, _Read]]:
    return [(gold[i], predicted[j]) for i, j in _pair_places(gold, predicted, good)]


def _pair_places(
    gold: Sequence[_Read], predicted: Sequence[_Read], good: Callable[[_Read, _Read], bool]
) -> list[tuple[int, int]]:
    """Places of greedy one-to-one pairs that ``good`` accepts, most similar contents first."""
    close = sorted(
        (-measure_overlap(g.words["content"], p.words["content"]), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if g.words["content"] & p.words["content"] or not (g.words["content"] or p.words["content"])
    )
    taken: set[tuple[str, int]] = set()
    pairs = []
    for _, i, j in close:
        if taken.isdisjoint({("gold", i), ("predicted", j)}) and good(gold[i], predicted[j]):
            taken |= {("gold", i), ("predicted", j)}
            pairs.append((i, j))
    return pairs


def _count_pairs(gold: Sequence[_Read], predicted: Sequence[_Read], good: Callable[[_Read, _Read], bool]) -> Count:
    return Count(len(_pair(gold, predicted, good)), len(predicted), len(gold))


def _count_whole(gold: Sequence[_Read], predicted: Sequence[_Read]) -> dict[str, Count]:
    matched = _pair(gold, predicted, lambda g, p: _agree(g, p, "content"))
    sourced = sum(_agree(g, p, "source") for g, p in matched)
    return {
        "attribution_relaxed": _count_pairs(gold, predicted, _agree_relaxed),
        "attribution_strict": _count_pairs(gold, predicted, _agree_strictly),
        "content_match": Count(len(matched), len(predicted), len(gold)),
        "source_accuracy": Count(sourced, len(matched), len(matched)),
    }


def _count_parts(gold: Sequence[_Read], predicted: Sequence[_Read]) -> dict[str, Count]:
    def count(want: Callable[[_Read], bool], good: Callable[[_Read, _Read], bool] = _agree_relaxed) -> Count:
        return _count_pairs([g for g in gold if want(g)], [p for p in predicted if want(p)], good)

    return {
        "relaxed_unnested": count(lambda one: not one.nested),
        "strict_unnested": count(lambda one: not one.nested, _agree_strictly),
        "nested": count(lambda one: one.nested),
    } | {f"relaxed_{kind}": count(_has_kind(kind)) for kind in KINDS}


def _has_kind(kind: str) -> Callable[[_Read], bool]:
    return lambda one: one.kind == kind


def _count_roles(gold: Sequence[_Read], predicted: Sequence[_Read]) -> dict[str, Count]:
    counts = {}
    for role in ROLES:
        mine, theirs = (Counter(piece for one in side for piece in one.pieces[role]) for side in (predicted, gold))
        counts[f"{role}_exact"] = Count((mine & theirs).total(), mine.total(), theirs.total())
        ours, wanted = (frozenset[int]().union(*(one.words[role] for one in side)) for side in (predicted, gold))
        counts[f"{role}_token"] = Count(len(ours & wanted), len(ours), len(wanted))
    return counts
