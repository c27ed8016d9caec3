"""From scores to attributions in words: the outer level, then what stands inside its contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import OUTSIDE, best_path, label_odds
from sayso.extract.levels import Level, Scored
from sayso.extract.link import Layout, Linked, link
from sayso.extract.words import BLANK_LINE


@dataclass(frozen=True, slots=True)
class Nest:
    """An attribution and those inside its content."""

    linked: Linked
    inner: tuple[Linked, ...] = ()


def decode(scored: Scored, levels: Sequence[Level]) -> tuple[Nest, ...]:
    """The attributions of a range of words, in the order of their contents."""
    level, scores = levels[0], scored.levels[0]
    path = best_path(scores.emissions, level.moves, level.starts, scored.parts, lean=level.limits.lean)
    odds = label_odds(scores.emissions, level.moves, level.starts, scored.parts)
    outer = link(path, odds, scores, scored.layout, level.limits)
    if len(levels) == 1:
        return tuple(Nest(linked) for linked in outer)
    inner = decode_inside(outer, scored, levels[1])
    return tuple(Nest(linked, tuple(inner.get(number, ()))) for number, linked in enumerate(outer))


def decode_inside(outer: Sequence[Linked], scored: Scored, level: Level) -> dict[int, list[Linked]]:
    """Inner attributions by the number of the outer one that holds all their parts."""
    emissions = scored.levels[1].emissions
    owner = np.full(len(emissions), -1, dtype=np.int64)
    for number, linked in enumerate(outer):
        for piece in linked.content:
            owner[piece.start : piece.stop] = number
    parts = sorted((piece for linked in outer for piece in linked.content), key=lambda piece: piece.start)
    path = best_path(emissions, level.moves, level.starts, parts, lean=level.limits.lean)
    if (path == OUTSIDE).all():
        return {}
    odds = label_odds(emissions, level.moves, level.starts, parts)
    found: dict[int, list[Linked]] = {}
    for linked in link(path, odds, scored.levels[1], _wall(scored.layout, parts), level.limits):
        holder = _holder(linked, owner)
        if holder is not None and _is_smaller(linked, outer[holder]):
            found.setdefault(holder, []).append(linked)
    return found


def _wall(layout: Layout, parts: Iterable[range]) -> Layout:
    """The layout with a paragraph's break before every content: no inner span crosses its border."""
    walled = list(layout.breaks)
    for part in parts:
        walled[part.start] = BLANK_LINE
    return replace(layout, breaks=tuple(walled))


def _holder(linked: Linked, owner: NDArray[np.int64]) -> int | None:
    owners = {int(owner[r.start]) for role in (linked.source, linked.cue, linked.content) for r in role}
    return owners.pop() if len(owners) == 1 and -1 not in owners else None


def _is_smaller(inner: Linked, outer: Linked) -> bool:
    return sum(map(len, inner.content)) < sum(map(len, outer.content))
