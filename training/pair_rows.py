"""Rows for ``training.judge``: ``python -m training.pair_rows --articles … --pairs … --judged … --public … --out DIR``.

--pairs   labelled pairs: article of A, number of its attribution, the same of B, label (tab-separated)
--judged  the same with digests of the articles' ids (``training/judged.tsv``, labelled for this project)
--public  folder of public sets: negnli, feversym, sts and fnc1 (see the model card)

Writes pairs.jsonl, apart.jsonl (pairs of two articles of those that were drawn: for training.weigh, never for the
network), nli.jsonl, likeness.jsonl and stance.jsonl. What comes from these sets stays outside the project.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

STANCES = {"agree": "same", "disagree": "opposes", "discuss": "related", "unrelated": "different"}
MOST_STANCES = {"same": 500, "opposes": 650, "related": 450, "different": 250}
APART = 0.2**0.5
"""Share of the articles that are drawn: a fifth of the pairs lie between two of them."""
BODY, LONGEST = 300, 500
"""Letters of an article's beginning, and of a text of negnli, that are taken."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--judged", type=Path, required=True)
    parser.add_argument("--public", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    texts = [json.loads(line) for path in args.articles for line in path.read_text("utf-8").splitlines()]
    known = {key: article for article in texts for key in (article["id"], digest(article["id"]))}
    guided = [pair | {"guide": True} for pair in read_pairs(args.pairs, known)]
    pairs = [*guided, *read_pairs(args.judged, known)]
    articles = sorted({article for pair in pairs for article in pair["of"]})
    drawn = set(random.Random(5).sample(articles, int(APART * len(articles))))
    apart = [pair for pair in pairs if drawn.issuperset(pair["of"])]
    write(args.out / "apart.jsonl", apart)
    write(args.out / "pairs.jsonl", [pair for pair in pairs if not drawn.issuperset(pair["of"])])
    write(args.out / "nli.jsonl", [*read_negnli(args.public / "negnli"), *read_feversym(args.public / "feversym")])
    write(args.out / "likeness.jsonl", read_sts(args.public / "sts"))
    write(args.out / "stance.jsonl", read_fnc(args.public / "fnc1"))


def digest(name: str) -> str:
    return sha256(name.encode()).hexdigest()[:16]


def write(path: Path, rows: Iterable[dict]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
    print(path.name, len(lines))


def read_pairs(path: Path, known: dict[str, dict]) -> Iterator[dict]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            a, n, b, m, label = line.split("\t")
            of = [digest(known[article]["id"]) for article in (a, b)]
            yield {"a": side(known[a], int(n)), "b": side(known[b], int(m)), "label": label, "of": of}


def side(article: dict, number: int) -> dict[str, str]:
    spans, text = article["attributions"][number], article["text"]
    return {
        role: " … ".join(" ".join(text[start:end].split()) for start, end in spans[role])
        for role in ("source", "cue", "content")
    }


def plain(text: str) -> dict[str, str]:
    return {"source": "", "cue": "", "content": " ".join(text.split())}


def read_negnli(folder: Path) -> Iterator[dict]:
    """Text and hypothesis (Hossain et al. 2020); RTE's "not_entailment" may be either, and is passed by."""
    for path in sorted(folder.glob("*.txt")):
        with path.open(encoding="utf-8", errors="replace") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["gold_label"] in {"entailment", "neutral", "contradiction"} and len(row["Text"]) <= LONGEST:
                    yield {"a": plain(row["Text"]), "b": plain(row["Hypothesis"]), "label": row["gold_label"]}


def read_feversym(folder: Path) -> Iterator[dict]:
    """Evidence and claim (Schuster et al. 2019)."""
    names = {"SUPPORTS": "entailment", "REFUTES": "contradiction"}
    for path in sorted(folder.glob("*.jsonl")):
        for row in map(json.loads, path.read_text("utf-8").splitlines()):
            yield {"a": plain(row["evidence"]), "b": plain(row["claim"]), "label": names[row["gold_label"]]}


def read_sts(folder: Path) -> Iterator[dict]:
    """Headlines with a likeness of 0 to 5; those without one are passed by."""
    for path in sorted(folder.glob("headlines.*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            score, a, b, *_ = line.split("\t")
            if score.strip():
                yield {"a": plain(a), "b": plain(b), "label": float(score)}


def read_fnc(folder: Path) -> Iterator[dict]:
    """Headlines and the beginnings of bodies (Fake News Challenge), some of each stance."""
    csv.field_size_limit(10**9)
    with (folder / "train_bodies.csv").open(encoding="utf-8") as file:
        bodies = {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}
    with (folder / "train_stances.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    random.Random(1).shuffle(rows)
    left = dict(MOST_STANCES)
    for row in rows:
        label = STANCES[row["Stance"]]
        if left[label]:
            left[label] -= 1
            body = " ".join(bodies[row["Body ID"]].split())[:BODY].rsplit(" ", 1)[0]
            yield {"a": plain(row["Headline"]), "b": plain(body), "label": label}


if __name__ == "__main__":
    main()
