"""What people decided about claims: to join, to part, to name, and to take that back.

Decisions are only ever added. They speak of entries by their seeds, not of claims or
readings, so that they hold when articles are read again and claims are found anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sayso.types import Relation

Verb = Literal["join", "part", "name", "relate", "undo"]


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """One decision: who made it, when (ISO 8601, UTC) and why.

    ``join``: the entries ``seeds`` belong to one claim. ``part``: each of ``seeds`` belongs to no claim of
    any of ``others``. ``name``: the claim of ``seeds[0]`` is called ``words``. ``relate``: ``seeds[0]``
    does ``words`` (a relation) with the claim of ``others[0]``. ``undo``: the decision ``undone`` no longer holds.
    """

    number: int
    added: str
    who: str
    why: str
    verb: Verb
    seeds: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    words: str | None = None
    undone: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """What the decisions come to: pairs of seeds together and apart, names, and relations by pair of seeds."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    relations: Mapping[tuple[str, str], Relation] = field(default_factory=dict)


def find_claim_standing(decisions: Iterable[ClaimDecision]) -> ClaimStanding:
    """What the decisions come to, in the order of their numbers.

    A later decision wins over an earlier one about the same pair. Undoing an undoing brings the first back.
    """
    ordered = sorted(decisions, key=lambda each: each.number)
    undone: set[int] = set()
    for each in reversed(ordered):
        if each.verb == "undo" and each.number not in undone and each.undone is not None:
            undone.add(each.undone)
    together: dict[tuple[str, str], None] = {}
    apart: dict[tuple[str, str], None] = {}
    names: dict[str, str] = {}
    relations: dict[tuple[str, str], Relation] = {}
    for each in ordered:
        if each.number in undone:
            continue
        match each.verb:
            case "join":
                pairs = [_pair(each.seeds[0], seed) for seed in each.seeds[1:]]
                together |= dict.fromkeys(pairs)
                apart = {pair: None for pair in apart if pair not in pairs}
            case "part":
                pairs = [_pair(one, other) for one in each.seeds for other in each.others]
                apart |= dict.fromkeys(pairs)
                together = {pair: None for pair in together if pair not in pairs}
            case "name" if each.words:
                names[each.seeds[0]] = each.words
            case "relate":
                relations[each.seeds[0], each.others[0]] = each.words  # type: ignore[assignment]
            case _:
                pass
    return ClaimStanding(frozenset(together), frozenset(apart), names, relations)


def _pair(one: str, other: str) -> tuple[str, str]:
    return min(one, other), max(one, other)
