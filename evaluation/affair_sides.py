"""Who stands against whom: denials, changes of position, oppositions and figures against the key of an affair.

What is found about statements and claims that the key does not hold is left out of precision: nobody has judged it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from evaluation.affair_found import Found, Share
from evaluation.affair_key import AffairKey, KeyedFigure, KeyedTurn, side_of, tokens_of


def measure_denials(key: AffairKey, found: Found) -> Share:
    """Denials that stand against what they deny; precision is over found ``denies`` with somebody on the other side."""
    links = {frozenset((each["a"], each["b"])) for each in found.wire.get("oppositions", ())}
    linked = sum(
        any(_stand_against(found, links, each.statement, target) for target in _targets(key, each.denies))
        for each in key.denials
    )
    denied = {each.statement: {*each.denies} for each in key.denials}
    right = judged = 0
    for own in found.members.values():
        for number, relation in own.items():
            others = [other for other in own if side_of(own[other]) > 0]
            if relation == "denies" and others:
                judged += 1
                right += any(_truly_against(key, denied, number, other) for other in others)
    return Share.of(linked, len(key.denials), right, judged)


def _targets(key: AffairKey, claims: Sequence[str]) -> list[int]:
    return [number for number, one in enumerate(key.statements) if {*one.homes} & {*claims} and one.side > 0]


def _stand_against(found: Found, links: set[frozenset[str]], one: int, other: int) -> bool:
    for a in found.claims_of.get(one, ()):
        for b in found.claims_of.get(other, ()):
            sides = side_of(found.members[a][one]) * side_of(found.members[b][other])
            if (a == b and sides < 0) or (a != b and sides > 0 and frozenset((a, b)) in links):
                return True
    return False


def _truly_against(key: AffairKey, denied: Mapping[int, set[str]], one: int, other: int) -> bool:
    a, b = key.statements[one], key.statements[other]
    if {*a.homes} & {*b.homes} and a.side * b.side < 0:
        return True
    if denied.get(one, set()) & {*b.homes} or denied.get(other, set()) & {*a.homes}:
        return True
    pairs = {frozenset((each.a, each.b)) for each in key.oppositions}
    return any(frozenset((x, y)) in pairs for x in a.homes for y in b.homes)


def measure_turns(key: AffairKey, found: Found) -> Share:
    """Changes of position, by actor and claim; every one that is not the key's is wrong."""
    hits = [
        {n for n, each in enumerate(key.turns) if _tells_of(key, found, each, row)}
        for row in found.wire.get("position_changes", ())
    ]
    told = {number for several in hits for number in several}
    asked = [n for n, each in enumerate(key.turns) if not each.optional]
    return Share.of(sum(n in told for n in asked), len(asked), sum(map(bool, hits)), len(hits))


def _tells_of(key: AffairKey, found: Found, turn: KeyedTurn, row: Mapping[str, str]) -> bool:
    homes = {home for number in found.members.get(row["claim"], {}) for home in key.statements[number].homes}
    return bool(homes & {*turn.claims}) and any(_is_named(name, row["actor"]) for name in turn.actors)


def _is_named(one: str, other: str) -> bool:
    a, b = set(tokens_of(one)), set(tokens_of(other))
    return bool(a and b) and (a <= b or b <= a)


def measure_oppositions(key: AffairKey, found: Found) -> Share:
    """Claims set against each other; a pair that one found claim holds on its two sides is found too.

    Found parts of one keyed claim that are set against each other are right where the key has them on two sides.
    """
    rows = [(each["a"], each["b"]) for each in found.wire.get("oppositions", ())]
    pairs = [(found.homes[a], found.homes[b], a, b) for a, b in rows if a in found.homes and b in found.homes]
    keyed = {frozenset((each.a, each.b)) for each in key.oppositions}
    right = sum(frozenset((x, y)) in keyed or (x == y and _two_sides(key, found, a, b)) for x, y, a, b in pairs)
    linked = {frozenset(pair) for a, b in rows for pair in _pairs_of(found, a, b)}
    asked = [each for each in key.oppositions if not each.optional]
    told = sum(frozenset((each.a, each.b)) in linked or _in_one(found, each.a, each.b) for each in asked)
    return Share.of(told, len(asked), right, len(pairs))


def _two_sides(key: AffairKey, found: Found, a: str, b: str) -> bool:
    return any(
        key.statements[one].side * key.statements[two].side < 0 for one in found.members[a] for two in found.members[b]
    )


def _pairs_of(found: Found, a: str, b: str) -> list[tuple[str, str]]:
    ones, others = found.members.get(a, {}), found.members.get(b, {})
    return [(found.home_of[one], found.home_of[other]) for one in ones for other in others]


def _in_one(found: Found, a: str, b: str) -> bool:
    return any(
        side_of(own[one]) * side_of(own[other]) < 0
        for own in found.members.values()
        for one in own
        for other in own
        if found.home_of[one] == a and found.home_of[other] == b
    )


def measure_figures(key: AffairKey, found: Found) -> Share:
    """Figures that disagree: a keyed thing is found where two of its disjoint figures are told together."""
    told: set[int] = set()
    right = judged = 0
    for row in found.wire.get("figure_conflicts", ()):
        numbers = {found.number_of(key, each) for each in row["figures"]} - {None}
        hits = {n for n, figures in enumerate(key.figures) if _has_conflict(figures, numbers)}
        judged += bool(hits) or len(numbers) > 1
        right += bool(hits)
        told |= hits
    return Share.of(len(told), len(key.figures), right, judged)


def _has_conflict(figures: Sequence[KeyedFigure], numbers: set[int | None]) -> bool:
    own = [each for each in figures if each.statement in numbers]
    return any(one.conflicts(other) for one, other in combinations(own, 2))
