"""Pairs of statements of invented affairs: ``python -m training.affair_rows KEY … --out affairs.jsonl``.

Each affair's articles are read as the product reads them, into a ledger of their own; statements that the key holds
(``evaluation/affairs/README.md``) make pairs where their words lie near each other. Two of one claim and one side are
the same, of two sides opposed (the same where joining puts the denial as if it were so); two that share no claim may be
anything but the same.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation.affair import read_claims, run_sayso
from evaluation.affair_found import lay_over
from evaluation.affair_key import AffairKey, KeyedStatement, read_key
from sayso.claims import Entry
from sayso.claims.linking import NEAR
from sayso.claims.wording import puts_as_not_so
from sayso.judge.embedder import OnnxEmbedder
from sayso.judge.windows import LABELS
from sayso.service.joining import to_side
from sayso.store import open_ledger
from sayso.store.claims import each_claim

MOST_OTHERS = 700
"""Pairs of an affair that share no claim and are taken."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rows = [row for key in args.keys for row in make_rows(read_key(key))]
    args.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    print({label: sum(row["label"] == label for row in rows) for label in ("same", "opposes")}, len(rows))


def make_rows(key: AffairKey) -> list[dict]:
    """Labelled pairs of one affair."""
    found = read_entries(key)
    vectors = dict(zip(found, OnnxEmbedder().embed(to_side(entry).content for entry, _ in found.values()), strict=True))
    opposed = {frozenset((each.a, each.b)) for each in key.oppositions if not each.optional}
    unsure = {frozenset((each.a, each.b)) for each in key.oppositions if each.optional}
    rows, others = [], []
    for (a, (one, first)), (b, (other, second)) in combinations(sorted(found.items()), 2):
        if any(frozenset((x, y)) in unsure for x in first.homes for y in second.homes):
            continue
        label = find_label(first, second, opposed, turned=puts_as_not_so(one) != puts_as_not_so(other))
        if label and vectors[a] @ vectors[b] >= NEAR:
            row = {"a": asdict(to_side(one)), "b": asdict(to_side(other)), "label": label}
            (others if isinstance(label, list) else rows).append(row)
    return rows + random.Random(1).sample(others, min(MOST_OTHERS, len(others)))


def find_label(
    one: KeyedStatement, other: KeyedStatement, opposed: set[frozenset[str]], *, turned: bool
) -> str | list[str] | None:
    """The label of two keyed statements; ``turned``: joining takes the negation out of one of them."""
    shared = one.homes[:1] == other.homes[:1] and bool(one.homes)
    sides = one.side * other.side
    if shared and sides > 0 and not turned:
        return "same"
    if shared and sides < 0:
        return "same" if turned else "opposes"
    if any(frozenset((a, b)) in opposed for a in one.homes for b in other.homes):
        return "opposes" if sides > 0 and not turned else None
    return [label for label in LABELS if label != "same"] if not {*one.homes} & {*other.homes} else None


def read_entries(key: AffairKey) -> dict[str, tuple[Entry, KeyedStatement]]:
    """The entries that stand for keyed statements, by their seeds."""
    with TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "ledger.sqlite")
        run_sayso(["add", "--db", ledger, *map(str, key.files)])
        found = lay_over(key, read_claims(run_sayso(["claims", "--db", ledger, "--format", "json"])))
        numbers = {statement: number for (_, statement), number in found.numbers.items()}
        with open_ledger(ledger) as opened:
            entries = {each.entry.seed: each.entry for claim in each_claim(opened) for each in claim.appearances}
    return {
        seed: (entry, key.statements[numbers[entry.statement]])
        for seed, entry in entries.items()
        if entry.statement in numbers
    }


if __name__ == "__main__":
    main()
