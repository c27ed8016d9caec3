"""Where words come from: copies of articles and origins of claims against the key of an affair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.affair_found import Found, Share
from evaluation.affair_key import AffairKey, KeyedCopy, KeyedOrigin, tokens_of
from evaluation.measure import Count


def measure_copies(key: AffairKey, wire: Mapping[str, Any]) -> dict[str, Count | Share]:
    """Pairs of articles whatever the direction; then direction, kind and credit of the pairs that are right.

    Two copies of one original, told of each other, are neither right nor wrong.
    """
    keyed = {frozenset((each.copy, each.of)): each for each in key.copies}
    rows = [_read_copy(key, row) for row in wire.get("copies", ())]
    pairs = {frozenset((row.copy, row.of)) for row in rows}
    wrong = {pair for pair in pairs - keyed.keys() if not pair <= key.alike}
    hits = [(keyed[pair], row) for row in rows if (pair := frozenset((row.copy, row.of))) in keyed]
    found = len(keyed.keys() & pairs)
    directed = {each.copy for each, row in hits if (each.copy, each.of) == (row.copy, row.of)}
    return {
        "copies": Count(found, found + len(wrong), len(keyed)),
        "copy_direction": Count(len(directed), found, found),
        "copy_kind": Count(len({each.copy for each, row in hits if each.kind == row.kind}), found, found),
        "copy_credit": Count(len({each.copy for each, row in hits if each.credited == row.credited}), found, found),
    }


def _read_copy(key: AffairKey, row: Mapping[str, Any]) -> KeyedCopy:
    copy, of = (key.names.get(row[name], str(row[name])) for name in ("copy", "of"))
    return KeyedCopy(copy, of, str(row["kind"]), bool(row["credited"]))


def measure_origins(key: AffairKey, found: Found) -> dict[str, Count | Share]:
    """Origins of keyed claims, read off the found claim that holds most of their statements.

    ``origin_count`` counts claims with the right number; the others count origins with the right outlet, and with the
    right outlet and source. A claim that was not found has none.
    """
    rows = {row["id"]: row["origins"]["origins"] for row in found.wire["claims"]}
    keyed = [claim for claim in key.claims.values() if claim.origins is not None]
    counted = there = 0
    sums = {"outlet": Count(), "source": Count()}
    for claim in keyed:
        best = _find_best(found, claim.id)
        given = rows[best] if best is not None else ()
        there += best is not None
        counted += best is not None and len(given) == len(claim.origins or ())
        for what in sums:
            right = _pair_up(claim.origins or (), given, with_source=what == "source")
            sums[what] += Count(right, len(given), len(claim.origins or ()))
    return {
        "origin_count": Count(counted, there, len(keyed)),
        "origin_outlet": sums["outlet"],
        "origin_source": sums["source"],
    }


def _find_best(found: Found, home: str) -> str | None:
    crowds = {claim: sum(found.home_of[one] == home for one in own) for claim, own in found.members.items()}
    best = max(crowds, key=lambda claim: crowds[claim], default=None)
    return best if best is not None and crowds[best] else None


def _pair_up(keyed: Sequence[KeyedOrigin], given: Sequence[Mapping[str, Any]], *, with_source: bool) -> int:
    left, right = list(given), 0
    for origin in keyed:
        fit = next((row for row in left if _fits(origin, row, with_source=with_source)), None)
        if fit is not None:
            left.remove(fit)
            right += 1
    return right


def _fits(origin: KeyedOrigin, row: Mapping[str, Any], *, with_source: bool) -> bool:
    if not any(_plain(outlet) == _plain(row["outlet"]) for outlet in origin.outlets):
        return False
    source = str(row["source"] or "").casefold()
    return not with_source or any(words.casefold() in source for words in origin.sources)


def _plain(outlet: str | None) -> frozenset[str]:
    return frozenset(tokens_of(outlet or "")) - {"the"}
