"""Pairs of invented statements: ``python -m training.families training/families.tsv own.jsonl unseen.jsonl``.

Of every fourth matter the pairs go into the second file: the network does not see them, so ``training.weigh`` may.

A line a statement: matter, role, source, cue, content. "+" says a thing, "-" denies it, "!" says what cannot be true
beside it, "~" says something else of the same matter, "x" only sounds like it and is of another. A letter after the
sign ("+b", "-b", "!b") names a second claim of the matter, which is related to the first whoever denies it. Hence the
labels of all pairs of one matter; a denial and what cannot be true, or two of "!", "~" or "x", may be anything and make
no pair. Matters of one field (the part before the hyphen) share people and words, but are different. A denial comes
again as claims are joined by it, put as if it were so: then it is the same as what it denies.
"""

from __future__ import annotations

import json
import random
import sys
from itertools import chain, combinations, groupby, product
from pathlib import Path
from typing import TypeVar

from sayso.claims.affirming import affirm
from sayso.judge.wording import denies_by_cue

NAMES = ("same", "opposes", "related", "different")
LABELS = {
    frozenset("+"): "same",
    frozenset("-"): "same",
    frozenset("+-"): "opposes",
    frozenset("+!"): "opposes",
}
"""Labels of two signs of one claim."""
NOT_A_CLAIM = {"~": "related", "x": "different"}
"""What a statement that belongs to no claim is to all that do."""
FAR, NEAR = 1, 2
"""Pairs of a matter with those of other fields and of its own: more "different" pairs teach nothing new."""
UNSEEN = 4
"""One matter in so many is kept from the network. Weighed on pairs that it had learnt, it was believed far too much."""
PUT_AS_SO = 6
"""Pairs of a matter in which the denial is put as if it were so."""
MOST = 10
"""Pairs of one label within a matter: a large matter would teach the same again, and drown what is the same."""

T = TypeVar("T")
Statement = tuple[str, str, dict[str, str]]
"""Matter, role and words."""


def main() -> None:
    statements = read(Path(sys.argv[1]))
    for path, part in zip(sys.argv[2:], divide(statements), strict=True):
        rows = make_pairs(part)
        Path(path).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        print(path, {label: sum(row["label"] == label for row in rows) for label in NAMES})


def divide(statements: list[Statement]) -> tuple[list[Statement], list[Statement]]:
    """The matters that the network learns from, and the others."""
    matters = [list(group) for _, group in groupby(statements, key=lambda statement: statement[0])]
    seen = [matter for number, matter in enumerate(matters, 1) if number % UNSEEN]
    unseen = matters[UNSEEN - 1 :: UNSEEN]
    return list(chain.from_iterable(seen)), list(chain.from_iterable(unseen))


def read(path: Path) -> list[Statement]:
    """Every statement of the file. ``ValueError`` for a line of the wrong form, or a matter in two places."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != 5 or not cells[4] or cells[1][:1] not in {"+", "-", "!", "~", "x"}:
                raise ValueError(f"{path.name}, line {number}: matter, role, source, cue and content are wanted")
            found.append((cells[0], cells[1], dict(zip(("source", "cue", "content"), cells[2:], strict=True))))
    matters = [matter for matter, _ in groupby(matter for matter, _, _ in found)]
    if twice := {matter for matter in matters if matters.count(matter) > 1}:
        raise ValueError(f"{path.name}: in two places: {', '.join(sorted(twice))}")
    return found


def find_label(role: str, other: str) -> str | None:
    """What two statements of one matter are to each other; ``None`` where their roles do not say."""
    alone = [sign for sign in (role[0], other[0]) if sign in NOT_A_CLAIM]
    if alone:
        return NOT_A_CLAIM[alone[0]] if len(alone) == 1 else None
    return LABELS.get(frozenset(role[0] + other[0])) if role[1:] == other[1:] else "related"


def make_pairs(statements: list[Statement]) -> list[dict]:
    """Labelled pairs within the matters, at most ``MOST`` of a label, and between them."""
    chance = random.Random(1)
    rows = []
    for name, group in groupby(statements, key=lambda statement: statement[0]):
        matter = list(group)
        found: dict[str, list[dict]] = {}
        for (_, role, a), (_, other, b) in combinations(matter, 2):
            if label := find_label(role, other):
                found.setdefault(label, []).append({"a": a, "b": b, "label": label})
        rows.extend(row for pairs in found.values() for row in draw(pairs, MOST, chance))
        rows.extend(draw(put_as_so(matter), PUT_AS_SO, chance))
        field = name.split("-", maxsplit=1)[0] + "-"
        near = [b for other, _, b in statements if other.startswith(field) and other != name]
        far = [b for other, _, b in statements if not other.startswith(field)]
        others = draw(near, NEAR, chance) + draw(far, FAR, chance)
        rows.extend({"a": chance.choice(matter)[2], "b": b, "label": "different"} for b in others)
    return rows


def put_as_so(matter: list[Statement]) -> list[dict]:
    """What is denied beside denials with their negation taken out, of those that their cue or their words turn once."""
    rows = []
    for (_, role, a), (_, other, b) in product(matter, matter):
        if (role[0], other[0]) == ("+", "-") and role[1:] == other[1:]:
            content, denied = affirm(b["content"]), denies_by_cue(b["cue"])
            if denied != (content != b["content"]):
                rows.append(
                    {"a": a, "b": b | {"cue": "said" if denied else b["cue"], "content": content}, "label": "same"}
                )
    return rows


def draw(these: list[T], most: int, chance: random.Random) -> list[T]:
    return chance.sample(these, min(most, len(these)))


if __name__ == "__main__":
    main()
