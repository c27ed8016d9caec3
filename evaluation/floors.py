"""Floors: the scores that what is shipped has reached and must not fall below.

A file of floors holds one floor a score, the digest of the corpus they were measured on,
the tagger that reached them, and every lowering with its reason. ``floors.json`` is the
tagger's, ``meaning_floors.json`` that of what statements mean.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from evaluation.measure import SCORES, Counted

FLOORS: Final = Path(__file__).parent / "floors.json"
EPSILON: Final = 0.5
"""Points of F1 by which a score may miss its floor.

The weights are int8, and onnxruntime's kernels for them round and saturate differently
from one generation of processors to the next: near a tie a border may fall one word
further. Half a point is two or three of the corpus's attributions.
"""


class BadFloors(Exception):
    """A file of floors cannot be used, or may not be changed as asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Lowering:
    """A floor that was lowered on purpose (``old`` may be a digest: the corpus changed)."""

    score: str
    old: float | None
    new: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The file's content; a floor that is None has not been set yet."""

    corpus_sha256: str
    floors: Mapping[str, float | None]
    tagger: str = ""
    lowered: tuple[Lowering, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What is held against the floors."""

    corpus_sha256: str
    scores: Mapping[str, Counted]
    tagger: str


def read_floors(path: Path = FLOORS, scores: Sequence[str] = SCORES) -> Floors:
    """Read the file; raises BadFloors where it is missing, damaged or names other scores than are measured."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        floors = Floors(
            corpus_sha256=data["corpus_sha256"],
            floors={name: None if floor is None else float(floor) for name, floor in data["floors"].items()},
            tagger=data["tagger"],
            lowered=tuple(Lowering(**row) for row in data["lowered"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadFloors(f"{path}: cannot be read ({error}); take it from the last commit") from error
    if set(floors.floors) != set(scores):
        strange = ", ".join(sorted(set(floors.floors) ^ set(scores)))
        raise BadFloors(f"{path}: its scores are not those that are measured: {strange}")
    return floors


def write_floors(floors: Floors, path: Path = FLOORS, scores: Sequence[str] = SCORES) -> None:
    """Write the file, scores in the order of ``scores``."""
    data = {
        "corpus_sha256": floors.corpus_sha256,
        "tagger": floors.tagger,
        "floors": {name: floors.floors.get(name) for name in scores},
        "lowered": [{key: getattr(one, key) for key in Lowering.__slots__} for one in floors.lowered],
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def tolerance(score: Counted) -> float:
    """Points by which a score may miss its floor: ``EPSILON``, or what one attribution more or less changes."""
    return max(EPSILON, score.step)


def find_misses(floors: Floors, measured: Measured) -> tuple[str, ...]:
    """What keeps the gate shut, a sentence each; empty where it opens."""
    if floors.corpus_sha256 != measured.corpus_sha256:
        return (_tell_other_corpus(floors.corpus_sha256, measured.corpus_sha256),)
    unset = [name for name in measured.scores if floors.floors[name] is None]
    misses = [f"No floor is set for {', '.join(unset)}: --update sets it."] if unset else []
    return (
        *misses,
        *(
            f"{name} is {measured.scores[name].f1:.2f}, below its floor of {floors.floors[name]:.2f}."
            for name in fallen(floors, measured)
        ),
    )


def _tell_other_corpus(pinned: str, found: str) -> str:
    return (
        f"The corpus is not the one the floors were measured on (SHA-256 {found[:12]}… instead of {pinned[:12]}…). "
        "Undo the change of the corpus, or measure anew on purpose: --update --allow-lower 'WHY THE CORPUS CHANGED'"
    )


def fallen(floors: Floors, measured: Measured) -> tuple[str, ...]:
    """The scores that miss their floors by more than the tolerance."""
    return tuple(
        name
        for name in measured.scores
        if (floor := floors.floors[name]) is not None
        and measured.scores[name].f1 < floor - tolerance(measured.scores[name])
    )


def raise_floors(floors: Floors, measured: Measured, *, reason: str = "") -> Floors:
    """Floors at what was measured, where that is higher.

    A floor falls, and another corpus is taken over, only with a ``reason``, which is
    kept. Raises BadFloors without one.
    """
    if floors.corpus_sha256 != measured.corpus_sha256:
        return _start_anew(floors, measured, reason)
    down = fallen(floors, measured)
    if down and not reason:
        raise BadFloors(
            f"{', '.join(down)} would have to be lowered; nothing was written. "
            "Mend what fell, or give the reason: --update --allow-lower 'REASON'"
        )
    reached = {name: round(score.f1, 2) for name, score in measured.scores.items()}
    new = {name: reached[name] if name in down else max(floors.floors[name] or 0.0, reached[name]) for name in reached}
    return replace(
        floors,
        floors=new,
        tagger=measured.tagger,
        lowered=floors.lowered + tuple(Lowering(name, floors.floors[name], new[name], reason) for name in down),
    )


def _start_anew(floors: Floors, measured: Measured, reason: str) -> Floors:
    if not reason:
        raise BadFloors(
            "The corpus has changed, so the floors mean something else; nothing was written. "
            "Give the reason: --update --allow-lower 'REASON'"
        )
    new: dict[str, float | None] = {name: round(score.f1, 2) for name, score in measured.scores.items()}
    changed = tuple(Lowering(name, floors.floors[name], new[name], reason) for name in new)
    return Floors(measured.corpus_sha256, new, measured.tagger, floors.lowered + changed)
