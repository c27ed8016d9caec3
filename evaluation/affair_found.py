"""What was found of claims, laid over the key of an affair.

A keyed statement is *found* where a statement of the same article shares half of its words or more (words in both
divided by words in either); pairs are one-to-one, the closest first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.affair_key import AffairKey, tokens_of
from evaluation.measure import ENOUGH


@dataclass(frozen=True, slots=True)
class Share:
    """Precision and recall that are means, in percent, with how many statements they are means over."""

    precision: float
    recall: float
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in percent."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def step(self) -> float:
        """Points of F1 that one more or less makes; 0 where there is none."""
        return 200 / (self.predicted + self.gold) if self.predicted + self.gold else 0.0

    @classmethod
    def of(cls, found: int, gold: int, right: int, predicted: int) -> Share:
        """``found`` of the ``gold`` and ``right`` among the ``predicted``, which need not be the same things."""
        precision = 100 * right / predicted if predicted else 0.0
        return cls(precision, 100 * found / gold if gold else 0.0, predicted, gold)


@dataclass(frozen=True, slots=True)
class Found:
    """``sayso.claims/1`` laid over a key.

    ``members``: a found claim's keyed statements (by number) with their relations; ``homes``: the keyed claim that
    most of these belong to; ``claims_of``: the found claims that a keyed statement stands in; ``home_of``: the keyed
    claim that it counts for; ``numbers``: keyed statements by article and the run's id; ``unkeyed``: how many
    statements were found that are not the key's.
    """

    wire: Mapping[str, Any]
    members: Mapping[str, Mapping[int, str]]
    claims_of: Mapping[int, tuple[str, ...]]
    home_of: Mapping[int, str]
    homes: Mapping[str, str]
    numbers: Mapping[tuple[str, str], int]
    unkeyed: int

    def number_of(self, key: AffairKey, row: Mapping[str, Any]) -> int | None:
        """The keyed statement that a row with ``article`` and ``statement`` (or ``words``) points at."""
        return self.numbers.get(identify(key, row))


def lay_over(key: AffairKey, wire: Mapping[str, Any]) -> Found:
    """Match the statements of ``sayso.claims/1`` with those of the key."""
    numbers = _match(key, wire)
    members: dict[str, dict[int, str]] = {}
    for claim in wire["claims"]:
        own = members.setdefault(claim["id"], {})
        for each in claim["appearances"]:
            number = numbers.get(identify(key, each))
            if number is not None:
                own.setdefault(number, each["relation"])
    claims_of: dict[int, list[str]] = defaultdict(list)
    for claim_id, own in members.items():
        for number in own:
            claims_of[number].append(claim_id)
    home_of = {n: _choose_home(key, n, (members[c] for c in claims_of.get(n, ()))) for n in range(len(key.statements))}
    homes = {
        claim_id: Counter(home_of[number] for number in sorted(own)).most_common(1)[0][0]
        for claim_id, own in members.items()
        if own
    }
    every = {identify(key, each) for claim in wire["claims"] for each in claim["appearances"]}
    several = {number: tuple(ids) for number, ids in claims_of.items()}
    return Found(wire, members, several, home_of, homes, numbers, len(every - numbers.keys()))


def identify(key: AffairKey, each: Mapping[str, Any]) -> tuple[str, str]:
    """The article (its key, where it is known by URL, id or title) and the statement of an appearance."""
    article = key.names.get(each["article"]) or key.names.get(each.get("title") or "") or str(each["article"])
    return article, str(each.get("statement") or each["words"])


def _match(key: AffairKey, wire: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    said = {identify(key, each): tokens_of(each["words"]) for c in wire["claims"] for each in c["appearances"]}
    by_article: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in said:
        by_article[name[0]].append(name)
    pairs = []
    for number, one in enumerate(key.statements):
        wordings = [tokens_of(wording) for wording in one.wordings]
        for name in by_article[one.article]:
            overlap = max(_overlap(wording, said[name]) for wording in wordings)
            if overlap >= ENOUGH:
                pairs.append((-overlap, number, name))
    taken: dict[tuple[str, str], int] = {}
    done: set[int] = set()
    for _, number, name in sorted(pairs):
        if number not in done and name not in taken:
            taken[name] = number
            done.add(number)
    return taken


def _overlap(one: Counter[str], other: Counter[str]) -> float:
    either = (one | other).total()
    return (one & other).total() / either if either else 0.0


def _choose_home(key: AffairKey, number: int, claims: Iterable[Mapping[int, str]]) -> str:
    """Of a statement's homes the one whose sure statements it is found with most, else the best."""
    homes = key.statements[number].homes
    around = Counter(
        key.statements[other].homes[0]
        for own in claims
        for other in own
        if other != number and len(key.statements[other].homes) == 1
    )
    return max(homes, key=lambda home: (around[home], -homes.index(home)))
