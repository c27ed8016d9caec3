"""What a teacher says of pairs that nobody labelled: ``python -m training.taught_pairs --help``.

Every statement of ``--articles`` is put beside its nearest ones in other articles, as the ledger does; of each band of
cosines so many pairs are drawn, and the judge in ``--state`` (``training.judge --shape mpnet``) gives the odds of their
labels. Writes rows for ``training.judge --pairs``.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from sayso.judge.embedder import OnnxEmbedder
from sayso.judge.windows import LABELS, PairText, WindowMaker
from training.encoder import MPNET
from training.judge import EDGES, Judge, score
from training.pair_rows import side

NEAREST = 14
NEAR = 0.3
"""Least cosine by the encoder as published, which found these neighbours."""
BAND = 0.1
DRAWN = (2_000, 3_600, 5_600, 5_600, 3_200)
"""Pairs of each band of cosines, the last open: the likelier two statements are one claim, the more they teach."""
FEWEST = 3
"""Words of a content that is worth a pair."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, nargs="+", required=True, help="articles with attributions (JSONL)")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--without", type=Path, required=True, help="rows whose pairs training.weigh needs unseen")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    statements = read(args.articles)
    rows = [json.loads(line) for line in args.without.read_text("utf-8").splitlines()]
    left_out = {frozenset((PairText(**row["a"]), PairText(**row["b"]))) for row in rows}
    pairs = [(statements[a][1], statements[b][1]) for a, b in draw(statements, args.seed)]
    pairs = [pair for pair in pairs if frozenset(pair) not in left_out]
    judge = Judge(MPNET)
    judge.load_state_dict(torch.load(args.state, weights_only=True)["model"])
    odds = score(judge, pairs, WindowMaker(args.tokenizer, EDGES["mpnet"])).softmax(1).numpy()
    with args.out.open("w", encoding="utf-8") as file:
        for (a, b), row in zip(pairs, odds, strict=True):
            label = {name: round(float(value), 4) for name, value in zip(LABELS, row, strict=True)}
            file.write(json.dumps({"a": asdict(a), "b": asdict(b), "label": label}, ensure_ascii=False) + "\n")
    print(len(pairs))


def read(paths: list[Path]) -> list[tuple[str, PairText]]:
    """Article and words of every statement that says something."""
    articles = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    found = [
        (article["id"], PairText(**side(article, number)))
        for article in articles
        for number, attribution in enumerate(article["attributions"])
        if attribution["content"]
    ]
    return [(article, words) for article, words in found if len(words.content.split()) >= FEWEST]


def draw(statements: list[tuple[str, PairText]], seed: int) -> list[tuple[int, int]]:
    """Numbers of neighbours, so many of each band of cosines, in any order."""
    vectors = OnnxEmbedder().embed(words.content for _, words in statements)
    numbers = {article: number for number, article in enumerate(dict.fromkeys(article for article, _ in statements))}
    homes = np.array([numbers[article] for article, _ in statements])
    bands: list[dict[tuple[int, int], None]] = [{} for _ in DRAWN]
    for start in range(0, len(vectors), 512):
        cosines = vectors[start : start + 512] @ vectors.T
        cosines[homes[start : start + 512, None] == homes[None]] = -1.0
        for row, nearest in enumerate(np.argpartition(-cosines, NEAREST, axis=1)[:, :NEAREST]):
            for other in nearest:
                a, b = sorted((start + row, int(other)))
                if cosines[row, other] >= NEAR and statements[a][1].content != statements[b][1].content:
                    bands[min(int((cosines[row, other] - NEAR) / BAND), len(DRAWN) - 1)][a, b] = None
    chance = random.Random(seed)
    drawn = [
        pair for band, most in zip(bands, DRAWN, strict=True) for pair in chance.sample([*band], min(most, len(band)))
    ]
    chance.shuffle(drawn)
    return drawn


if __name__ == "__main__":
    main()
