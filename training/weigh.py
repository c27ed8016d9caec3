"""Weigh what is known of a pair: ``python -m training.weigh --rows … --own … --model DIR``.

--rows   labelled pairs ("a", "b", "label", "of": the articles' ids) that the network has not seen
--own    pairs of our own, which are added to all training but never scored
--model  the folder that ``training.export_judge`` made; its ``judge.json`` gets the weights

A multinomial logistic regression with a ridge over the network's four scores, on the pairs whose labels are the guide's
authors' ("guide"). What it reaches is told on splits in which no article stands on both sides: some are drawn, pairs of
two drawn ones are scored, and only pairs without any are trained on.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.pairs import count_scores
from sayso.judge.files import SETTINGS
from sayso.judge.judging import OnnxJudge
from sayso.judge.weighing import log_softmax, turn_denials
from sayso.judge.windows import LABELS, PairText
from sayso.judge.wording import denied_by_one

SPLITS, DRAWN = 10, 0.4
RIDGE = 3.0
OWN = 0.3
"""How much a pair of our own counts: they are of other fields than the news pairs. Macro-F1 on dev / on our held-out
pairs, and mean B-cubed F1 of four affairs: 73.0 / 62.6, 83.6; with 1: 70.8 / 60.7, 83.8."""
DIFFERENT = 250
"""Pairs of our own that are "different" and are taken: they say little, and would outweigh the rest."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    rows, own = [row for row in read(args.rows) if row.get("guide")], thin(read(args.own))
    pairs = [(PairText(**row["a"]), PairText(**row["b"])) for row in (*rows, *own)]
    table = ask(args.model, pairs)
    denied = np.array([denied_by_one(*pair) for pair in pairs])
    labels = [row["label"] for row in (*rows, *own)]
    counts = np.where(np.arange(len(pairs)) < len(rows), 1.0, OWN)
    scored, odds = cross(table, labels, counts, draw([row["of"] for row in rows], len(own)), denied)
    tell(scored, odds)
    write(args.model / SETTINGS, fit(table, labels, counts))


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def thin(rows: list[dict]) -> list[dict]:
    """All pairs but most of the different ones."""
    different = [row for row in rows if row["label"] == "different"]
    return [row for row in rows if row["label"] != "different"] + random.Random(1).sample(different, DIFFERENT)


def ask(folder: Path, pairs: list[tuple[PairText, PairText]]) -> np.ndarray:
    """The network's scores [pairs, labels]."""
    if "table" not in json.loads((folder / SETTINGS).read_text("utf-8")):  # it opens with any weights
        write(folder / SETTINGS, np.zeros((len(LABELS) + 1, len(LABELS))))
    return OnnxJudge(folder).score(pairs)


def draw(of: list[list[str]], own: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Which pairs are trained on and which are scored, in each split; the last ``own`` are always trained on."""
    articles = sorted({article for pair in of for article in pair})
    splits = []
    for seed in range(SPLITS):
        drawn = set(random.Random(seed).sample(articles, int(DRAWN * len(articles))))
        inside = np.array([[article in drawn for article in pair] for pair in of])
        seen, test = ~inside.any(axis=1), inside.all(axis=1)
        splits.append((np.pad(seen, (0, own), constant_values=True), np.pad(test, (0, own))))
    return splits


def cross(
    table: np.ndarray,
    labels: list[str],
    counts: np.ndarray,
    splits: list[tuple[np.ndarray, np.ndarray]],
    denied: np.ndarray,
) -> tuple[list[str], np.ndarray]:
    """Labels of the scored pairs, and the probabilities [scored pairs, labels], split after split."""
    told, found = np.array(labels), []
    for seen, test in splits:
        weights = fit(table[seen], told[seen].tolist(), counts[seen])
        odds = np.exp(log_softmax(table[test] @ weights[:-1] + weights[-1]))
        found.append(turn_denials(odds, denied[test]))
    return [label for _, test in splits for label in told[test].tolist()], np.concatenate(found)


def fit(table: np.ndarray, labels: list[str], counts: np.ndarray) -> np.ndarray:
    """Weights [columns + 1, labels], the constant last; columns are brought to one scale for the ridge.

    ``counts`` [pairs] says how much each pair counts.
    """
    mean, scale = table.mean(0), table.std(0) + 1e-6
    known = np.concatenate([(table - mean) / scale, np.ones((len(table), 1))], axis=1)
    gold = np.array([[float(name == label) for name in LABELS] for label in labels])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        guess = flat.reshape(known.shape[1], len(LABELS))
        odds = log_softmax(known @ guess)
        slope = known.T @ ((np.exp(odds) - gold) * counts[:, None])
        slope[:-1] += RIDGE * guess[:-1]
        return float(-(odds * gold * counts[:, None]).sum() + RIDGE / 2 * (guess[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(known.shape[1] * len(LABELS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(-1, len(LABELS))
    plain = found[:-1] / scale[:, None]
    return np.concatenate([plain, found[-1:] - mean @ plain])


def tell(labels: list[str], odds: np.ndarray) -> None:
    scores = count_scores(labels, [LABELS[n] for n in np.argmax(odds, axis=1)])
    print({key: round(value, 1) for key, value in scores.items()}, flush=True)


def write(path: Path, weights: np.ndarray) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    data["table"] = [[round(float(value), 4) for value in row] for row in weights[:-1]]
    data["constant"] = [round(float(value), 4) for value in weights[-1]]
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
