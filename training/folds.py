"""Folds of labelled pairs in which no statement stands on both sides of the cut."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from hashlib import sha256


def find_folds(pairs: Sequence[tuple[Hashable, Hashable]], folds: int) -> list[int]:
    """The fold of each pair: pairs that are linked by a statement of both lie in one fold, folds are of like size."""
    parent: dict[Hashable, Hashable] = {}

    def find(one: Hashable) -> Hashable:
        parent.setdefault(one, one)
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in pairs:
        parent[find(a)] = find(b)
    groups: dict[Hashable, list[int]] = {}
    for n, (a, _) in enumerate(pairs):
        groups.setdefault(find(a), []).append(n)
    sizes, chosen = [0] * folds, [0] * len(pairs)
    # The largest first, each to the smallest fold; ties by digest, so that the order of the rows is no matter.
    ordered = sorted(groups.values(), key=lambda group: (-len(group), _digest(pairs[group[0]])))
    for group in ordered:
        fold = sizes.index(min(sizes))
        sizes[fold] += len(group)
        for n in group:
            chosen[n] = fold
    return chosen


def _digest(pair: tuple[Hashable, Hashable]) -> str:
    return sha256(repr(pair).encode()).hexdigest()
