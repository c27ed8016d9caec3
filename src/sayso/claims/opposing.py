"""What cannot both be right: claims against claims, actors against themselves, figures against figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Final

from sayso.claims.counting import counts_the_same, growing_states, name_counted, reach_of
from sayso.claims.linking import are_alike
from sayso.claims.values import (
    Appearance,
    Claim,
    Entry,
    Figure,
    FigureConflict,
    Link,
    Opposition,
    PositionChange,
)
from sayso.claims.wording import telling_words
from sayso.types import Relation

SURE: Final = 0.8
"""Least weight of a link that sets two claims apart. Of what is found in four invented affairs half is right."""
ONE_MATTER: Final = 0.5
"""Least weight of a link whose statements' figures are compared: of two that speak of one matter as likely as not."""
LEAST_SHARED: Final = 2
"""Telling words that two claims must share to oppose each other by a network's word."""

SETTING_APART: Final = ("opposes", "contrary")
"""Links between claims that cannot both be right; a contrary one within a claim only tells its sides."""

_FOR: Final[dict[Relation, int]] = {"supports": 1, "denies": -1, "doubts": 0, "reports": 0}
_MOST_FIGURES: Final = 200
"""Figures of one claim that are compared with each other, the earliest first."""


def find_oppositions(claims: Iterable[Claim], links: Iterable[Link]) -> tuple[Opposition, ...]:
    """Pairs of different claims that links of their statements set against each other, each by its surest link."""
    standing = {
        each.entry.seed: (claim.id, each.entry)
        for claim in claims
        for each in claim.appearances
        if each.relation == "supports"
    }
    found: dict[tuple[str, str], Opposition] = {}
    for link in sorted(links, key=lambda link: (-link.weight, link.a, link.b)):
        if link.kind not in SETTING_APART or link.weight < SURE or link.a not in standing or link.b not in standing:
            continue
        (a, first), (b, second) = standing[link.a], standing[link.b]
        if a != b and (link.kind == "contrary" or _may_oppose(first, second)):
            pair = (a, b) if a < b else (b, a)
            one, other = (link.a, link.b) if a < b else (link.b, link.a)
            found.setdefault(pair, Opposition(*pair, link.evidence, one, other, link.weight))
    return tuple(found[pair] for pair in sorted(found))


def _may_oppose(one: Entry, other: Entry) -> bool:
    """Whether two that a network sets apart are of one matter by their words, and differ in more than their figures."""
    shared = telling_words(one.text) & telling_words(other.text)
    return len(shared) >= LEAST_SHARED and are_alike(one, other) and not _figures_agree(one, other)


def _figures_agree(one: Entry, other: Entry) -> bool:
    """Whether figures differ that do not disagree: "at least 310" and later "480", or figures of other things.

    A network takes any two figures in like sentences for a contradiction; which ones are, can be counted. Where both
    give the same figure something else sets them apart.
    """
    pairs = [
        (first, second)
        for first in one.figures
        for second in other.figures
        if (first.unit or "") == (second.unit or "")
    ]
    differ = bool(pairs) and all((first.low, first.high) != (second.low, second.high) for first, second in pairs)
    return differ and next(_disagreeing((one, other)), None) is None


# ---------------------------------------------------------------- changes of position


def find_position_changes(
    claims: Sequence[Claim], oppositions: Iterable[Opposition] = ()
) -> tuple[PositionChange, ...]:
    """Actors who stood on one side of a claim and later on the other, or put forward both of two opposing claims.

    Each actor once a claim: the last statement on the first side and the first one on the other. Statements
    of one moment, or without a time, show no change: nobody can say which came first.
    """
    by_id = {claim.id: claim for claim in claims}
    found = [change for claim in claims for change in _changes(claim.id, _stands(claim.appearances))]
    for each in oppositions:
        if each.a in by_id and each.b in by_id:
            both = [
                *_stands(by_id[each.a].appearances),
                *((actor, entry, -side) for actor, entry, side in _stands(by_id[each.b].appearances)),
            ]
            found += _changes(each.a, both)
    unique: dict[tuple[str, str], PositionChange] = {}
    for change in found:
        unique.setdefault((change.actor, change.before), change)
    return tuple(unique.values())


_Stand = tuple[str, Entry, int]


def _stands(appearances: Iterable[Appearance]) -> list[_Stand]:
    """Who stands where by each appearance, in the order of time."""
    return [
        (actor, each.entry, _FOR[each.relation])
        for each in appearances
        if _FOR[each.relation]
        for actor in speakers(each.entry)
    ]


def speakers(entry: Entry) -> tuple[str, ...]:
    """Who speaks: the actors of the directory, else the name; nobody where the source is kept unnamed."""
    if entry.source_type in ("anonymous", "class", "none", "author"):
        return ()
    return entry.actors or ((entry.speaker,) if entry.speaker else ())


def moment(entry: Entry) -> str:
    """When an entry was said, else printed (an ISO day or moment); empty: unknown."""
    return entry.said.end if entry.said else entry.when[:10]


def _changes(claim: str, stands: Iterable[_Stand]) -> list[PositionChange]:
    by_actor: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    bodies: dict[str, str] = {}
    for actor, entry, side in stands:
        if moment(entry):
            # The directory keeps bodies of a common name ("the ministry") apart by article: one claim means one.
            one = bodies.setdefault(entry.speaker or "", actor) if entry.source_type == "organization" else actor
            by_actor[one].append((entry, side))
    found = []
    for actor, held in sorted(by_actor.items()):
        ordered = sorted(held, key=lambda pair: (moment(pair[0]), pair[0].order))
        for (before, was), (after, now) in pairwise(ordered):
            if was != now and moment(before) < moment(after):
                found.append(PositionChange(actor, claim, before.seed, after.seed, _side(was), _side(now)))
                break
    return found


def _side(side: int) -> Relation:
    return "supports" if side > 0 else "denies"


# ---------------------------------------------------------------- figures


def find_figure_conflicts(
    claims: Iterable[Claim], links: Iterable[Link] = (), entries: Mapping[str, Entry] | None = None
) -> tuple[FigureConflict, ...]:
    """Figures for one thing whose ranges do not meet, within a claim or between statements on one matter.

    What disagrees with one figure is told together with it.
    """
    homes: dict[str, str] = {}
    groups: dict[str, dict[str, Entry]] = defaultdict(dict)
    for claim in claims:
        for each in claim.appearances:
            if each.relation != "denies":
                homes.setdefault(each.entry.seed, claim.id)
                groups[claim.id][each.entry.seed] = each.entry
    known = entries or {}
    for link in sorted(links, key=lambda link: (link.a, link.b)):
        a, b = homes.get(link.a), homes.get(link.b)
        if link.kind in ("related", "opposes") and a and b and a != b and link.a in known and link.b in known:
            groups[min(a, b)] |= {link.a: known[link.a], link.b: known[link.b]}
    pairs = [pair for _, group in sorted(groups.items()) for pair in _disagreeing(group.values())]
    return tuple(FigureConflict(homes[told[0][0]], name_counted(told[0][1]), told) for told in _join_pairs(pairs))


_Told = tuple[str, Figure]


def _disagreeing(entries: Iterable[Entry]) -> Iterator[tuple[_Told, _Told]]:
    """Pairs of figures of different entries (seeds) that cannot both be right."""
    ordered = sorted(entries, key=lambda entry: entry.order)
    figures = [(entry, figure) for entry in ordered for figure in entry.figures][:_MOST_FIGURES]
    for (one, first), (other, second) in combinations(figures, 2):
        dated = (_day(one, first), first), (_day(other, second), second)
        if one.seed != other.seed and counts_the_same(first, second) and not _may_both_be_right(*dated):
            yield (one.seed, first), (other.seed, second)


def _join_pairs(pairs: Iterable[tuple[_Told, _Told]]) -> list[tuple[_Told, ...]]:
    """The connected parts of what pairs connect, each in the order of the pairs."""
    parts: dict[_Told, dict[_Told, None]] = {}
    for one, other in pairs:
        whole = parts.get(one, {one: None}) | parts.get(other, {other: None})
        parts |= dict.fromkeys(whole, whole)
    return [tuple(part) for part in {id(part): part for part in parts.values()}.values()]


def _may_both_be_right(one: tuple[str, Figure], other: tuple[str, Figure]) -> bool:
    """Whether two figures of one thing, each as of a day, can both be right.

    A number lies in both ranges; or they are as of different days, where what is counted may have changed: a toll that
    grows is no contradiction, and only a later figure that is lower is one.
    """
    (day, first), (day2, second) = sorted((one, other), key=lambda each: each[0])
    if not are_apart(first, second):
        return True
    if first.state in growing_states():
        return bool(day) and day < day2 and not _is_above(first, second)
    return bool(first.as_of and second.as_of) and first.as_of != second.as_of


def _day(entry: Entry, figure: Figure) -> str:
    """The day that a figure is of: its own, else when it was said, else printed; empty: unknown."""
    return (figure.as_of or moment(entry)).rpartition("/")[2][:10]


def _is_above(one: Figure, other: Figure) -> bool:
    low, high = reach_of(one)[0], reach_of(other)[1]
    return low is not None and high is not None and low > high


def are_apart(one: Figure, other: Figure) -> bool:
    """Whether no number lies in both ranges.

    Approximate ones reach beyond their ends (`reach_of`); an open end reaches as far as the numbers do.
    """
    return _is_above(one, other) or _is_above(other, one)
