"""Pairs of invented statements: ``python -m training.families training/families.tsv rows.jsonl``.

A line a statement: matter, role, source, cue, content. "+" says a thing, "-" denies it, "!" says what cannot be true
beside it, "~" says something else of the same matter. Hence the labels of all pairs of one matter; two "!" or
two "~" may be anything and make no pair. Matters of one field (the part before the hyphen) share people and words, but
are different.
"""

from __future__ import annotations

import json
import random
import sys
from itertools import combinations
from pathlib import Path

LABELS = {
    frozenset("+"): "same",
    frozenset("-"): "same",
    frozenset("+-"): "opposes",
    frozenset("+!"): "opposes",
    frozenset("+~"): "related",
    frozenset("-~"): "related",
    frozenset("!~"): "related",
}
FAR, NEAR = 2, 3
"""Pairs a statement with matters of other fields and of its own: more "different" pairs teach nothing new."""


def main() -> None:
    statements = read(Path(sys.argv[1]))
    rows = make_pairs(statements)
    Path(sys.argv[2]).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print({label: sum(row["label"] == label for row in rows) for label in (*set(LABELS.values()), "different")})


def read(path: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Matter, role and words of every statement."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            matter, role, *words = (cell.strip() for cell in line.split("\t"))
            found.append((matter, role, dict(zip(("source", "cue", "content"), words, strict=True))))
    return found


def make_pairs(statements: list[tuple[str, str, dict[str, str]]]) -> list[dict]:
    chance = random.Random(1)
    rows = []
    for (matter, role, a), (other, second, b) in combinations(statements, 2):
        label = LABELS.get(frozenset(role + second))
        if matter == other and label:
            rows.append({"a": a, "b": b, "label": label})
    for matter, _, a in statements:
        field = matter.split("-", maxsplit=1)[0]
        near = [b for other, _, b in statements if other.startswith(field + "-") and other != matter]
        far = [b for other, _, b in statements if not other.startswith(field + "-")]
        others = chance.sample(near, min(NEAR, len(near))) + chance.sample(far, FAR)
        rows.extend({"a": a, "b": b, "label": "different"} for b in others)
    return rows


if __name__ == "__main__":
    main()
