"""What the teacher says, written down for its pupil: ``python -m training.teach --help``.

For every text of the corpora and of an unlabelled table: label scores and vectors word by word;
for unlabelled texts the attributions found; and, where nested speech is not marked, what stands inside
contents, found twice over: by the teacher's own inner level, and by reading each content as a text of its own.
Texts that are there already are passed by, so a stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from sayso.extract.decode import decode_inside
from sayso.extract.link import Linked
from sayso.extract.shape import Shaper
from sayso.extract.tagger import OnnxTagger
from sayso.extract.words import WordList, find_words
from sayso.types import Attribution
from training.corpus import ROLES, Gold, read_corpus

FEWEST_WORDS = 5
"""A content of fewer words holds no statement."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="the exported teacher")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--unlabelled", type=Path, help="a CSV table with a column articleBody")
    parser.add_argument("--most", type=int, help="unlabelled texts at most")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", type=int, nargs=2, default=[0, 1], help="number and count of side by side runs")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tagger = OnnxTagger(args.model, threads=1)
    settings = json.loads((args.model / "tagger.json").read_text(encoding="utf-8"))["levels"][0]
    (args.out / "tagger.json").write_text(json.dumps({k: settings[k] for k in ("moves", "starts")}), encoding="utf-8")
    golds = [gold for path in args.corpus for gold in read_corpus(path)]
    golds += read_bodies(args.unlabelled, args.most) if args.unlabelled else []
    number, count = args.part
    for done, gold in enumerate(golds[number::count]):
        path = taught_path(args.out, gold.id)
        if not path.exists():
            write(path, gold, tagger)
        if done % 100 == 0:
            print(done, "of", len(golds[number::count]), flush=True)


def taught_path(folder: Path, name: str) -> Path:
    """Where what the teacher said of a text lies."""
    return folder / f"{name.replace('/', '_')}.npz"


def read_bodies(path: Path, most: int | None = None) -> list[Gold]:
    """The texts of an unlabelled table, shortest and longest left out, with paragraphs parted as ours are."""
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as table:
        bodies = [row["articleBody"].strip() for row in csv.DictReader(table)]
    kept = [body for body in bodies if 600 <= len(body) <= 8_000]
    random.Random(1).shuffle(kept)
    return [Gold(f"fnc{number:04}", body, ()) for number, body in enumerate(kept[:most])]


def write(path: Path, gold: Gold, tagger: OnnxTagger) -> None:
    words = find_words(gold.text)
    scored = tagger.score(words, range(len(words)))
    unlabelled = not gold.attributions
    found = tagger.decide(scored, range(len(words)), words, gold.text) if unlabelled else ()
    outer = [_spans(a) for a in found if a.parent is None] if unlabelled else list(gold.attributions)
    meta = {"id": gold.id, "pred": outer if unlabelled else [], "text": gold.text if unlabelled else ""}
    meta["inner"] = [*_inner_level(outer, words, scored, tagger, gold.text), *_read_alone(outer, tagger, gold.text)]
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(
            file,
            em=scored.levels[0].emissions.astype(np.float16),
            vectors=scored.vectors.astype(np.float16),
            meta=np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8),
        )
    part.rename(path)


def _spans(attribution: Attribution) -> dict[str, list]:
    return {role: [[s.start, s.end] for s in getattr(attribution, role)] for role in ROLES}


def _inner_level(outer: list[dict], words: WordList, scored, tagger: OnnxTagger, text: str) -> Iterator[dict]:
    """What the teacher's inner level finds in the given contents."""
    holders = [_covered(words, a["content"]) for a in outer]
    linked = [Linked((), (), tuple(pieces), ()) for pieces in holders if pieces]
    numbers = [number for number, pieces in enumerate(holders) if pieces]
    shaper = Shaper(words, text, 0)
    level = tagger.levels[1]
    for holder, found in decode_inside(linked, scored, level).items():
        for each in found:
            shaped = shaper.shape(each, level.calibration)
            yield {**_spans(shaped), "parent": numbers[holder], "confidence": shaped.confidence}


def _covered(words: WordList, spans: list) -> list[range]:
    out = []
    for start, end in spans:
        inside = [n for n, span in enumerate(words.spans) if span.start >= start and span.end <= end]
        if inside:
            out.append(range(inside[0], inside[-1] + 1))
    return out


def _read_alone(outer: list[dict], tagger: OnnxTagger, text: str) -> Iterator[dict]:
    """What the teacher finds in each content read as a text of its own."""
    for number, attribution in enumerate(outer):
        for start, end in attribution["content"]:
            if len(text[start:end].split()) < FEWEST_WORDS:
                continue
            for found in tagger.read(text[start:end]).attributions:
                moved = {role: [[a + start, b + start] for a, b in spans] for role, spans in _spans(found).items()}
                if found.parent is None and _extent(moved) < _extent(attribution):
                    yield {**moved, "parent": number, "confidence": found.confidence, "alone": True}


def _extent(attribution: dict) -> int:
    return sum(end - start for start, end in attribution["content"])


if __name__ == "__main__":
    main()
