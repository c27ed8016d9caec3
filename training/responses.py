"""Weights for what answers what.

python -m training.responses --gold G.jsonl --layers L.tsv … --cases FOLDER --data FOLDER
writes ``response-leanings.json`` and ``responses-weights.json`` into ``--data``. The
leanings that the pairs learn from come from five folds: on articles it learnt from, a
leaning would be surer than it will ever be again.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np

from sayso.extract.tagger import OnnxTagger
from sayso.meaning.language import Language
from sayso.meaning.response_leanings import find_means, to_leanings
from sayso.meaning.responses import each_pair, view_statements
from sayso.meaning.senses import find_senses, load_senses
from sayso.meaning.speakers import find_speakers
from training.layered import read_case_scenes, read_scenes
from training.pairs import fit

FOLDS = 5
PARTS = 300
"""Principal components of the vectors on which the leanings are fitted."""
LEANING_RIDGE = 200.0
RIDGE = 10.0
LIMIT = 0.24
"""Since neighbours that share no word and answer nothing are left out before they are weighed, less is asked of the
rest. Precision and recall on the layers' dev part: 0.34 75 and 18, 0.24 65 and 22, 0.16 33 and 22."""


def look(annotated):
    """Each annotated article as the product sees it: scene, layers, views (its own speakers and acts), vectors."""
    senses = load_senses()
    for scene, layers in annotated:
        voices = find_speakers(scene)
        found = find_senses(scene, voices, senses)
        voices = replace(voices, types=tuple(sense.types[0][0] for sense in found))
        views = view_statements(scene, voices, tuple(sense.act for sense in found))
        yield scene, layers, views, find_means(scene, scene.vectors)


def fit_leanings(seen):
    """Weights [2, width + 1] for answering and being answered; the last column is the constant."""
    rows = np.concatenate([vectors for *_, vectors in seen]).astype(float)
    middle, spread = rows.mean(0), rows.std(0) + 1e-6
    scaled = (rows - middle) / spread
    parts = np.linalg.eigh(scaled.T @ scaled)[1][:, : -PARTS - 1 : -1]
    parts /= (scaled @ parts).std(0).mean()
    table = np.column_stack([scaled @ parts, np.ones(len(rows))])
    targets = ([], [])
    for _, layers, *_ in seen:
        meant = set(chain.from_iterable(layer.responds_to for layer in layers))
        targets[0].extend(bool(layer.responds_to) for layer in layers)
        targets[1].extend(number in meant for number in range(len(layers)))
    found = []
    for target in targets:
        inner = fit_dense(table, np.array(target, dtype=float))
        weights = parts @ inner[:-1] / spread
        found.append([*weights, inner[-1] - middle @ weights])
    return np.array(found)


def fit_dense(table, target):
    """Ridge logistic regression by Newton's method; the last column, the constant, is free."""
    penalty = np.full(table.shape[1], LEANING_RIDGE)
    penalty[-1] = 1e-3
    weights = np.zeros(table.shape[1])
    for _ in range(15):
        guess = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        bend = (table * (guess * (1 - guess))[:, None]).T @ table + np.diag(penalty)
        weights -= np.linalg.solve(bend, table.T @ (guess - target) + penalty * weights)
    return weights


def gather(seen, weights):
    """Features and answers of the pairs of statements; what came before is given as annotated."""
    rows, answers = [], []
    for scene, layers, views, vectors in seen:
        leanings = to_leanings(vectors, vectors @ weights[:, :-1].T + weights[:, -1])
        chosen = []
        for pairs in each_pair(scene, views, leanings, chosen):
            right = layers[len(chosen)].responds_to
            for earlier, features in pairs:
                rows.append(features)
                answers.append(earlier in right)
            chosen.append(right)
    return rows, answers


def fit_all(seen):
    """The leanings' weights, and those of the pairs."""
    rows, answers = [], []
    for fold in range(FOLDS):
        rest = [each for n, each in enumerate(seen) if n % FOLDS != fold]
        more = gather(seen[fold::FOLDS], fit_leanings(rest))
        rows += more[0]
        answers += more[1]
    return fit_leanings(seen), fit(rows, answers, ridge=RIDGE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gold", "cases", "data"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--layers", type=Path, nargs="+", required=True, help="tables of layers; the first one counts")
    options = parser.parse_args()
    tools = Language(), OnnxTagger()
    annotated = chain(read_scenes(options.gold, options.layers, *tools), read_case_scenes(options.cases, *tools))
    # Of PolNeAR's attributions a few have no content.
    whole = (one for one in annotated if one[0].statements and all(each.content.spans for each in one[0].statements))
    leanings, weights = fit_all(list(look(whole)))
    write(options.data, leanings, weights)


def write(folder, leanings, weights):
    """Both files into ``folder``."""
    rounded = [[round(float(number), 4) for number in row] for row in leanings]
    (folder / "response-leanings.json").write_text(json.dumps(rounded) + "\n", "utf-8")
    table = {"limit": LIMIT, "weights": weights}
    (folder / "responses-weights.json").write_text(json.dumps(table, indent=0, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
