"""What the teachers say, written down for their pupil: ``python -m training.teach --help``.

For every text of the corpora and of an unlabelled table: label probabilities word by word, the mean of the large
encoder's (``--state``) and of an earlier tagger's (``--reader``); that tagger's vectors; and, where a corpus does not
mark nested speech, what that tagger finds when it reads each content as a text of its own. Texts that are there
already are passed by, so a stopped run goes on where it was.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from sayso.extract.pieces import Window, WordPieces, plan_windows
from sayso.extract.tagger import OnnxTagger
from sayso.extract.words import WordList, find_words
from sayso.types import Attribution
from training.corpus import ROLES, Example, Gold, read_corpus, to_example
from training.export import CAPACITY, OVERLAP, load_tagger
from training.model import Tagger
from training.windows import encode, to_batch

FEWEST_WORDS = 5
"""A content of fewer words holds no statement."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True, help="the teacher, as training.fit left it")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--reader", type=Path, required=True, help="the folder of an earlier tagger")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True)
    parser.add_argument("--unlabelled", type=Path, help="a CSV table with a column articleBody")
    parser.add_argument("--most", type=int, help="unlabelled texts at most")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--part", type=int, nargs=2, default=[0, 1], help="number and count of side by side runs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    teacher, cutter, reader = load_tagger(args.state), WordPieces(args.tokenizer), OnnxTagger(args.reader, threads=1)
    golds = [gold for path in args.corpus for gold in read_corpus(path)]
    golds += read_bodies(args.unlabelled, args.most) if args.unlabelled else []
    own = golds[args.part[0] :: args.part[1]]
    for done, gold in enumerate(own):
        path = taught_path(args.out, gold.id)
        if not path.exists():
            write(path, gold, to_example(gold, cutter), teacher, reader)
        if done % 50 == 0:
            print(done, "of", len(own), flush=True)


def taught_path(folder: Path, name: str) -> Path:
    """Where what the teachers said of a text lies."""
    return folder / f"{name.replace('/', '_')}.npz"


def read_bodies(path: Path, most: int | None = None) -> list[Gold]:
    """The texts of an unlabelled table, shortest and longest left out."""
    csv.field_size_limit(10_000_000)
    with path.open(encoding="utf-8", newline="") as table:
        bodies = [row["articleBody"].strip() for row in csv.DictReader(table)]
    kept = [body for body in bodies if 600 <= len(body) <= 8_000]
    random.Random(1).shuffle(kept)
    return [Gold(f"fnc{number:04}", body, ()) for number, body in enumerate(kept[:most])]


def write(path: Path, gold: Gold, example: Example, teacher: Tagger, reader: OnnxTagger) -> None:
    words = find_words(gold.text)
    scored = reader.score(words, range(len(words)))
    odds = (_softmax(score_labels(teacher, example, words)) + _softmax(scored.levels[0].emissions)) / 2
    meta = {"id": gold.id, "text": "" if gold.attributions else gold.text}
    meta["inner"] = list(read_contents(gold, reader)) if gold.doubtful else []
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez(
            file,
            odds=odds.astype(np.float16),
            vectors=scored.vectors.astype(np.float16),
            meta=np.frombuffer(json.dumps(meta).encode(), dtype=np.uint8),
        )
    part.rename(path)


def score_labels(teacher: Tagger, example: Example, words: WordList) -> np.ndarray:
    """The teacher's label scores [words, labels], its windows stitched as the product stitches them."""
    lengths = [len(pieces) for pieces in example.pieces]
    windows = list(plan_windows(lengths, capacity=CAPACITY, overlap=OVERLAP))
    rows = np.zeros((len(words), teacher.outer.transitions.shape[0]), dtype=np.float32)
    for begin in range(0, len(windows), 8):
        part: list[Window] = windows[begin : begin + 8]
        batch = to_batch([(example, window.start, window.end) for window in part], teacher.encoder.shape)
        with torch.no_grad():
            scores = teacher.outer.labels(encode(teacher, batch)).numpy()
        for window, row in zip(part, scores, strict=True):
            kept = slice(window.keep_start - window.start, window.keep_end - window.start)
            rows[window.keep_start : window.keep_end] = row[kept]
    return rows


def _softmax(scores: np.ndarray) -> np.ndarray:
    weights = np.exp(scores - scores.max(1, keepdims=True))
    return weights / weights.sum(1, keepdims=True)


def read_contents(gold: Gold, reader: OnnxTagger) -> Iterator[dict]:
    """What the reader finds in each content read as a text of its own."""
    for number, attribution in enumerate(gold.attributions):
        for start, end in attribution["content"]:
            if len(gold.text[start:end].split()) < FEWEST_WORDS:
                continue
            for found in reader.read(gold.text[start:end]).attributions:
                moved = {role: [[a + start, b + start] for a, b in spans] for role, spans in _spans(found).items()}
                if found.parent is None and _extent(moved) < _extent(attribution):
                    yield {**moved, "parent": number, "confidence": found.confidence}


def _spans(attribution: Attribution) -> dict[str, list]:
    return {role: [[s.start, s.end] for s in getattr(attribution, role)] for role in ROLES}


def _extent(attribution: dict) -> int:
    return sum(end - start for start, end in attribution["content"])


if __name__ == "__main__":
    main()
