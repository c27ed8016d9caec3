"""The statements of two versions, side by side.

Never re-anchored to look-alike words: a statement whose source, names, figures or
negations differ is another one, however alike the rest is, and stands as gone and new
("Team Alpha won" did not become "Team Beta won": it went, and another came). What is
called reworded is a link between two statements, with a score, for people to judge.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from sayso.types import Statement
from sayso.versions.words import find_words, key_of, lines_of

Fate = Literal["same", "reworded", "gone", "new"]

LEAST_LIKENESS: Final = 0.5
"""Share of words in order that a reworded content has in common with the older one. Below a half
more is new than old."""

MOST_WORDS: Final = 400
"""Words of a content that are compared; the rest of longer ones counts as alike."""

MOST_COMPARED: Final = 5_000
"""Pairs that are compared closely: bounds the time on articles made to be slow."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """What became of a statement. ``older`` is None for a new one, ``newer`` for one that is gone.

    ``likeness`` is 1 for the same, and for a reworded one the share of words in common, in order.
    """

    fate: Fate
    older: Statement | None
    newer: Statement | None
    likeness: float


def align(older: Sequence[Statement], newer: Sequence[Statement]) -> tuple[Aligned, ...]:
    """What became of each statement, in the order of the newer text; those that went stand where they stood."""
    same = _pair_same(older, newer)
    reworded = _pair_reworded(older, newer, same)
    pairs = {new: (old, 1.0) for new, old in same.items()} | reworded
    kept = {old for old, _ in pairs.values()}
    rows: list[Aligned] = []
    waiting = [number for number in range(len(older)) if number not in kept]
    for number, statement in enumerate(newer):
        if number not in pairs:
            rows.append(Aligned("new", None, statement, 0.0))
            continue
        place, likeness = pairs[number]
        while waiting and waiting[0] < place:
            rows.append(Aligned("gone", older[waiting.pop(0)], None, 0.0))
        rows.append(Aligned("same" if number in same else "reworded", older[place], statement, likeness))
    rows.extend(Aligned("gone", older[number], None, 0.0) for number in waiting)
    return tuple(rows)


def _pair_same(older: Sequence[Statement], newer: Sequence[Statement]) -> dict[int, int]:
    """Newer to older number of statements that differ in typography at most; equal ones in their order."""
    places: dict[object, list[int]] = defaultdict(list)
    for number, statement in enumerate(older):
        places[_key(statement)].append(number)
    found = {}
    for number, statement in enumerate(newer):
        waiting = places.get(_key(statement))
        if waiting:
            found[number] = waiting.pop(0)
    return found


def _key(statement: Statement) -> tuple[tuple[str, ...], ...]:
    return key_of(statement.source.text), key_of(statement.cue.text), key_of(statement.content.text)


def _pair_reworded(
    older: Sequence[Statement], newer: Sequence[Statement], same: dict[int, int]
) -> dict[int, tuple[int, float]]:
    """Newer to older number, with the likeness: the most alike first, each statement once."""
    taken = set(same.values())
    by_sense: dict[object, list[int]] = defaultdict(list)
    for number, statement in enumerate(older):
        if number not in taken:
            by_sense[_sense(statement)].append(number)
    candidates = [
        (number, place)
        for number, statement in enumerate(newer)
        if number not in same
        for place in by_sense.get(_sense(statement), ())
    ]
    scored = [(find_likeness(older[old], newer[new]), new, old) for new, old in candidates[:MOST_COMPARED]]
    found: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for likeness, new, old in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if likeness >= LEAST_LIKENESS and new not in found and old not in used:
            found[new] = old, likeness
            used.add(old)
    return found


def _sense(statement: Statement) -> tuple[object, ...]:
    """What must be equal for one statement to be the other reworded: source, names, figures, negations."""
    return (
        key_of(statement.source.text),
        frozenset(find_telling_words(statement.content.text).items()),
        frozenset(_negations(statement.cue.text).items()),
    )


def find_telling_words(content: str) -> Counter[str]:
    """The names, figures and negations of a content."""
    found: Counter[str] = Counter()
    for word in find_words(content):
        folded = word.plain.casefold()
        is_name = word.plain[0].isupper() and folded not in _function_words()
        if is_name or word.plain[0].isdigit() or folded in lines_of("numbers"):
            found[folded] += 1
    return found + _negations(content)


def _negations(text: str) -> Counter[str]:
    folded = (word.plain.casefold() for word in find_words(text))
    return Counter("not" for word in folded if word in lines_of("negations") or word.endswith("n't"))


def _function_words() -> frozenset[str]:
    return frozenset(lines_of("sentence-starts"))


def find_likeness(older: Statement, newer: Statement) -> float:
    """The share of words, in order, that two contents have in common: 0 to 1."""
    one, other = key_of(older.content.text)[:MOST_WORDS], key_of(newer.content.text)[:MOST_WORDS]
    common = sum((Counter(one) & Counter(other)).values())
    # An upper bound that costs little, before the order is looked at.
    if not one or not other or 2 * common / (len(one) + len(other)) < LEAST_LIKENESS:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
