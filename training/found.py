"""Labelled attributions of the Fake News Challenge's article bodies: ``python -m training.found --help``.

The attributions were found by the shipped tagger and labelled by language models, article by article, to the guide of
the layers. ``found.tsv`` holds no words: number of the body, number of the attribution, the places of its source, cue
and content (``3:14,20:31``; ``-``: none), and the six labels as ``training.annotations`` writes them. With the bodies
at hand this makes of it what the other commands take: a corpus as JSON lines, and a table of layers.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.annotations import UNKNOWN, fill
from training.corpus import ROLES, Gold
from training.layers_senses import short_digest

LONGEST = 10**7
"""Letters of a field of the file of bodies."""
NONE = "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bodies", type=Path, required=True, help="train_bodies.csv of the challenge")
    parser.add_argument("--found", type=Path, default=Path(__file__).with_name("found.tsv"))
    parser.add_argument("--corpus", type=Path, required=True, help="where the articles are written (JSON lines)")
    parser.add_argument("--layers", type=Path, required=True, help="where the table of layers is written")
    args = parser.parse_args()
    rows = [line.split("\t") for line in args.found.read_text(encoding="utf-8").splitlines()]
    golds = list(read_found(rows, args.bodies))
    lines = (json.dumps({"id": g.id, "text": g.text, "attributions": g.attributions}) for g in golds)
    args.corpus.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    stripped = (
        [short_digest(name_of(body)), number, *labels]
        for body, number, _, _, _, *labels in rows
        if labels[2] != UNKNOWN
    )
    layers = list(fill(stripped, golds))
    args.layers.write_text("".join("\t".join(row) + "\n" for row in layers), encoding="utf-8")
    print(f"{len(golds)} articles, {len(layers)} labelled attributions")


def name_of(body: str) -> str:
    """The id of the article with this number."""
    return f"fnc1-{body}"


def read_found(rows: Iterable[list[str]], bodies: Path) -> Iterator[Gold]:
    """The articles with their attributions, in the order of the rows."""
    csv.field_size_limit(LONGEST)
    with bodies.open(encoding="utf-8", newline="") as file:
        texts = {row["Body ID"]: row["articleBody"].replace("\r\n", "\n").strip() for row in csv.DictReader(file)}
    found: dict[str, list[dict]] = {}
    for body, _, *places in rows:
        spans = {role: _read(place) for role, place in zip(ROLES, places[:3], strict=True)}
        found.setdefault(body, []).append(spans)
    for body, attributions in found.items():
        yield Gold(name_of(body), texts[body], tuple(attributions), doubtful=())


def _read(place: str) -> list[tuple[int, int]]:
    if place == NONE:
        return []
    return [(int(start), int(end)) for start, end in (piece.split(":") for piece in place.split(","))]


if __name__ == "__main__":
    main()
