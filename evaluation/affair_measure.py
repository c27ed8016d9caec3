"""Scores of claims that were found against the key of an affair: pure functions.

- A keyed statement is *found* where a statement of the same article shares half of its words or more (words in both
  divided by words in either); pairs are one-to-one, the closest first.
- *B-cubed* (Bagga and Baldwin 1998): for each keyed statement, the share of those found in a claim with it that belong
  to its claim (precision), and the share of its claim's that were found with it (recall); means over statements. A
  statement that the key lets stand in several claims counts for the one that most of those around it belong to.
  ``bcubed`` is over the statements that were found; ``bcubed_whole`` counts the others as recall 0.
- Claims have no natural side ("there was a meeting", "there was none"), so that the sides of a found claim are turned
  where more of its statements are right that way.
- What is found about statements and claims that the key does not hold is left out of precision: nobody has judged it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from evaluation.affair_found import Found, Share, lay_over
from evaluation.affair_key import AffairKey, side_of
from evaluation.affair_sides import measure_denials, measure_figures, measure_oppositions, measure_turns
from evaluation.affair_sources import measure_copies, measure_origins
from evaluation.measure import Count

SCORES: Final = (
    "bcubed",
    "bcubed_whole",
    "bcubed_joined",
    "relation",
    "relation_side",
    "denials",
    "position_changes",
    "oppositions",
    "figure_conflicts",
    "copies",
    "copy_direction",
    "copy_kind",
    "copy_credit",
    "origin_count",
    "origin_outlet",
    "origin_source",
    "kept_apart",
)


def measure_affair(key: AffairKey, wire: Mapping[str, Any]) -> dict[str, Count | Share]:
    """All ``SCORES`` of ``sayso.claims/1``."""
    found = lay_over(key, wire)
    whole = frozenset(range(len(key.statements)))
    crowds = Counter(found.home_of.values())
    joined = frozenset(number for number in whole if crowds[found.home_of[number]] > 1)
    scores: dict[str, Count | Share] = {
        "bcubed": measure_bcubed(key, found, frozenset(found.claims_of)),
        "bcubed_whole": measure_bcubed(key, found, whole),
        "bcubed_joined": measure_bcubed(key, found, joined & frozenset(found.claims_of)),
    }
    scores.update(measure_relations(key, found))
    scores["denials"] = measure_denials(key, found)
    scores["position_changes"] = measure_turns(key, found)
    scores["oppositions"] = measure_oppositions(key, found)
    scores["figure_conflicts"] = measure_figures(key, found)
    scores.update(measure_copies(key, wire))
    scores.update(measure_origins(key, found))
    scores["kept_apart"] = measure_apart(key, found)
    return {name: scores[name] for name in SCORES}


def measure_bcubed(key: AffairKey, found: Found, over: frozenset[int]) -> Share:
    """B-cubed over the keyed statements ``over``; those that stand in no claim have recall 0 and no precision."""
    fellows_of = {
        number: {other for claim in found.claims_of.get(number, ()) for other in found.members[claim]} & over
        for number in over
    }
    precisions, recalls = [], []
    for number, fellows in fellows_of.items():
        own = {other for other in over if found.home_of[other] == found.home_of[number]}
        homes = set(key.statements[number].homes)
        if fellows:
            precisions.append(sum(bool(homes & {*key.statements[o].homes}) for o in fellows) / len(fellows))
        recalls.append(len(fellows & own) / len(own))
    return Share(_mean(precisions), _mean(recalls), len(precisions), len(recalls))


def _mean(values: Sequence[float]) -> float:
    return 100 * sum(values) / len(values) if values else 0.0


def measure_relations(key: AffairKey, found: Found) -> dict[str, Count]:
    """Relations within found claims that hold two or more statements of one keyed claim, exactly and by side."""
    exact = by_side = judged = 0
    for claim, own in found.members.items():
        rows = [
            (own[number], key.statements[number].relations)
            for number in own
            if found.home_of[number] == found.homes[claim] and key.statements[number].relations
        ]
        if len(rows) < 2:
            continue
        judged += len(rows)
        ways = [[(_turn(one) if turn else one, right) for one, right in rows] for turn in (False, True)]
        exact += max(sum(one in right for one, right in way) for way in ways)
        by_side += max(sum(side_of(one) in {side_of(r) for r in right} for one, right in way) for way in ways)
    return {"relation": Count(exact, judged, judged), "relation_side": Count(by_side, judged, judged)}


def _turn(relation: str) -> str:
    return {"supports": "denies", "denies": "supports", "reports": "denies"}.get(relation, relation)


def measure_apart(key: AffairKey, found: Found) -> Count:
    """Pairs of claims that look alike and are not: how many no found claim holds both of."""
    kept = sum(
        not any({a, b} <= {found.home_of[one] for one in own} for own in found.members.values()) for a, b in key.apart
    )
    return Count(kept, len(key.apart), len(key.apart))
