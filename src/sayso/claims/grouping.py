"""Entries to claims: which statements put forward, or deny, one proposition.

Average-link clustering (Sokal and Michener 1958) over the links: two groups join while the
mean weight of all pairs between them, unlinked pairs counting nothing and opposing ones
against, is at least ``JOIN``. So a claim takes in only what resembles most of it, and no
broad claim swallows others by a chain of neighbours. All of it is a function of sets:
entries come in the order of their time, and ties go to the earlier entries.

Only links of ``JOIN`` and more can begin a group. Their connected parts (`find_parts`) can
therefore be grouped each by itself: adding an article touches no other part.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.claims.decisions import ClaimStanding
from sayso.claims.values import Entry, Link

JOIN: Final = 0.4
"""Least mean weight between two groups that join. Chosen on the bundled affair (docs/samples.md) among 0.3 to 0.7."""

_SIGNS: Final = {"same": 1, "contrary": -1}
_APART: Final = -1e9
_TOGETHER: Final = 1.0


@dataclass(frozen=True, slots=True)
class Member:
    """An entry of a group.

    ``sign``: its words put the proposition as the group's first does (1) or as not so (-1).
    ``score`` (0 to 1) and ``evidence`` are those of the link by which it was found.
    """

    seed: str
    sign: int
    score: float
    evidence: str


Group = tuple[Member, ...]


def find_parts(seeds: Iterable[str], links: Iterable[Link]) -> tuple[tuple[str, ...], ...]:
    """The connected parts of ``seeds`` by links that can join, each sorted."""
    parents = {seed: seed for seed in seeds}

    def find(seed: str) -> str:
        while parents[seed] != seed:
            parents[seed] = parents[parents[seed]]
            seed = parents[seed]
        return seed

    for link in links:
        if joins(link) and link.a in parents and link.b in parents:
            low, high = sorted((find(link.a), find(link.b)))
            parents[high] = low
    parts: dict[str, list[str]] = defaultdict(list)
    for seed in sorted(parents):
        parts[find(seed)].append(seed)
    return tuple(tuple(part) for part in parts.values())


def joins(link: Link) -> bool:
    """Whether a link can begin a group."""
    return link.kind in _SIGNS and link.weight >= JOIN


def group_entries(
    entries: Iterable[Entry], links: Iterable[Link], standing: ClaimStanding | None = None
) -> tuple[Group, ...]:
    """The groups of ``entries``, in the order of their first."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    places = {entry.seed: place for place, entry in enumerate(ordered)}
    known = sorted(
        (link for link in links if link.a in places and link.b in places),
        key=lambda link: (link.a, link.b, link.kind, link.weight),
    )
    groups = _cluster(len(ordered), _weights(known, places), _decided(standing or ClaimStanding(), places))
    return tuple(_to_group([ordered[place].seed for place in group], known) for group in groups)


def _weights(links: Sequence[Link], places: Mapping[str, int]) -> dict[tuple[int, int], float]:
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for link in links:
        pair = _ordered(places[link.a], places[link.b])
        if link.kind in _SIGNS:
            weights[pair] = max(weights[pair], link.weight)
    for link in links:
        if link.kind == "opposes":
            weights[_ordered(places[link.a], places[link.b])] -= link.weight
    return weights


def _decided(standing: ClaimStanding, places: Mapping[str, int]) -> dict[tuple[int, int], bool]:
    pairs = [*((pair, True) for pair in standing.together), *((pair, False) for pair in standing.apart)]
    return {
        _ordered(places[one], places[other]): joined
        for (one, other), joined in pairs
        if one in places and other in places
    }


def _ordered(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _cluster(
    count: int, weights: Mapping[tuple[int, int], float], decided: Mapping[tuple[int, int], bool]
) -> list[list[int]]:
    """Average-link clusters of the numbers below ``count``, each sorted, in the order of their least."""
    clusters = _Clusters(count, {**weights, **{pair: _APART for pair, joined in decided.items() if not joined}})
    clusters.join_nearest()
    # What a person joins are claims as they stand: pairs joined first would be too far from all others on the mean.
    clusters.join_decided(sorted(pair for pair, joined in decided.items() if joined))
    return [sorted(clusters.members[place]) for place in sorted(clusters.members)]


class _Clusters:
    """Clusters by their least member, and the sums of weights between them."""

    def __init__(self, count: int, weights: Mapping[tuple[int, int], float]) -> None:
        self.members = {place: [place] for place in range(count)}
        self.sums: dict[int, dict[int, float]] = defaultdict(dict)
        for (one, other), weight in weights.items():
            self.sums[one][other] = self.sums[other][one] = weight
        self.queue: list[tuple[float, int, int, int, int]] = []

    def join_decided(self, pairs: Sequence[tuple[int, int]]) -> None:
        homes = {place: low for low, places in self.members.items() for place in places}
        for pair in pairs:
            low, high = _ordered(*(homes[place] for place in pair))
            if low != high:
                self._join(low, high)
                for place in self.members[low]:
                    homes[place] = low

    def join_nearest(self) -> None:
        self.queue.clear()
        for low, others in self.sums.items():
            for high in others:
                if low < high:
                    self._push(low, high)
        while self.queue:
            _, low, high, of_low, of_high = heapq.heappop(self.queue)
            # What was pushed before one of the two grew no longer holds; it was pushed anew.
            if self._sizes(low, high) == (of_low, of_high):
                self._join(low, high)

    def _sizes(self, low: int, high: int) -> tuple[int, int]:
        return len(self.members.get(low, ())), len(self.members.get(high, ()))

    def _push(self, low: int, high: int) -> None:
        sizes = self._sizes(low, high)
        mean = self.sums[low][high] / (sizes[0] * sizes[1])
        if mean >= JOIN:
            heapq.heappush(self.queue, (-round(mean, 9), low, high, *sizes))

    def _join(self, low: int, high: int) -> None:
        self.members[low] += self.members.pop(high)
        for other, weight in self.sums.pop(high, {}).items():
            del self.sums[other][high]
            if other != low:
                self.sums[low][other] = self.sums[other][low] = self.sums[low].get(other, 0.0) + weight
        for other in self.sums[low]:
            self._push(*_ordered(low, other))


def _to_group(seeds: Sequence[str], links: Iterable[Link]) -> Group:
    """Signs along the strongest links from the first member on (Prim 1957)."""
    inside = set(seeds)
    around: dict[str, list[tuple[float, str, int, str]]] = defaultdict(list)
    for link in links:
        if link.kind in _SIGNS and link.a in inside and link.b in inside:
            for one, other in ((link.a, link.b), (link.b, link.a)):
                around[one].append((-link.weight, other, _SIGNS[link.kind], link.evidence))
    found: dict[str, Member] = {}
    for start in seeds:
        # A member that only a person joined has no link: its words stand as the first's.
        queue = [(-_TOGETHER, start, 1, "by hand" if found else "")]
        while queue:
            weight, seed, sign, evidence = heapq.heappop(queue)
            if seed in found:
                continue
            found[seed] = Member(seed, sign, round(-weight, 4), evidence)
            for further, other, turn, why in around[seed]:
                heapq.heappush(queue, (further, other, sign * turn, why))
    return tuple(found[seed] for seed in seeds)
