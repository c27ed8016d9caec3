"""Many copies at once: those that follow from others are taken away, circles are opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.claims.copies import Copy

MOST: Final = 0.7
"""Share of what two copies of one original have in common that must be the original's for them to be no copies of
each other."""


def settle_copies(found: Iterable[Copy]) -> tuple[Copy, ...]:
    """The copies that are left when those that follow from others are taken away.

    Two copies of one original are no copies of each other, unless they share words that it lacks; a circle of
    copies (each by its time or credit of the next) is opened at its weakest member.
    """
    copies = sorted(found, key=lambda each: (each.copy, each.of))
    by_pair = {(each.copy, each.of): each for each in copies}
    of: dict[str, set[str]] = {}
    for each in copies:
        if each.direction is not None:
            of.setdefault(each.copy, set()).add(each.of)
    kept = [each for each in copies if not _follows(each, of, by_pair)]
    return tuple(_open_circles(kept))


def _follows(each: Copy, of: Mapping[str, set[str]], by_pair: Mapping[tuple[str, str], Copy]) -> bool:
    roots = of.get(each.copy, set()) & of.get(each.of, set())
    return any(_covers(by_pair[each.copy, root], each) for root in roots if root not in (each.of, each.copy))


def _covers(by_root: Copy, each: Copy) -> bool:
    """Whether what one copy shares with its original is about all that it shares with the other copy."""
    spans = sorted(passage.copy for passage in by_root.passages)
    shared = [passage.copy for passage in each.passages]
    total = sum(span.end - span.start for span in shared)
    inside = sum(max(min(s.end, r.end) - max(s.start, r.start), 0) for s in shared for r in spans)
    return inside >= MOST * total


def _open_circles(copies: Sequence[Copy]) -> list[Copy]:
    """Copies whose directed ones form no circle; the surest are taken first."""
    onto: dict[str, set[str]] = {}
    kept: list[Copy] = []
    surest = sorted(
        copies, key=lambda each: (each.direction is None, each.direction != "credit", -each.score, each.copy, each.of)
    )
    for each in surest:
        if each.direction is not None:
            if _reaches(each.of, each.copy, onto):
                continue
            onto.setdefault(each.copy, set()).add(each.of)
        kept.append(each)
    return sorted(kept, key=lambda each: (each.copy, each.of))


def _reaches(start: str, goal: str, onto: dict[str, set[str]]) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        place = waiting.pop()
        if place == goal:
            return True
        fresh = onto.get(place, set()) - seen
        seen |= fresh
        waiting.extend(fresh)
    return False
