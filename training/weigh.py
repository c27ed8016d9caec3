"""Weigh the judge's scores with the traits of the pair: ``python -m training.weigh --scores … --model DIR``.

--scores  what ``training.judge --fold`` wrote of the pairs it left out: the network has seen none of them
--model   the folder that ``training.export_judge`` made; its ``judge.json`` gets the weights

A multinomial logistic regression with a ridge, both the ridge and the leanings of the label chosen by cross-validation
over folds that share no statement. Prints what each choice reaches.
"""

from __future__ import annotations

import argparse
import json
from itertools import product
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evaluation.pairs import count_scores
from sayso.judge.embedder import OnnxEmbedder
from sayso.judge.files import SETTINGS
from sayso.judge.traits import TRAITS, find_traits
from sayso.judge.weighing import log_softmax
from sayso.judge.windows import LABELS, PairText
from training.folds import find_folds

FOLDS = 5
RIDGES = (0.3, 1.0, 3.0, 10.0)
LEANS = (-0.6, -0.3, 0.0, 0.3, 0.6)
OPPOSES = (0.0, 0.4, 0.8, 1.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scores", type=Path, nargs="+", required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    rows = [json.loads(line) for path in args.scores for line in path.read_text("utf-8").splitlines()]
    sides = [(PairText(**row["a"]), PairText(**row["b"])) for row in rows]
    labels = [row["label"] for row in rows]
    scores = log_softmax(np.array([row["scores"] for row in rows]))
    traits = np.array(find_all_traits(sides, OnnxEmbedder(args.model)))
    folds = np.array(find_folds(sides, FOLDS))
    tell("the network alone", labels, scores, np.zeros(len(LABELS)))
    tables = {"scores alone": scores, "traits alone": traits, "both": np.concatenate([scores, traits], axis=1)}
    best = (-1.0, 0.0, np.zeros(len(LABELS)))
    for name, table in tables.items():
        for ridge in RIDGES:
            odds = cross(table, labels, folds, ridge)
            loss = -np.mean([one[LABELS.index(label)] for one, label in zip(odds, labels, strict=True)])
            leanings = find_leanings(odds, labels)
            print(f"{name}, ridge {ridge}: loss {loss:.4f}")
            value = tell("  as it is", labels, odds, np.zeros(len(LABELS)))
            leant = tell(f"  leant {leanings}", labels, odds, leanings)
            if name == "both" and value + leant > best[0]:
                best = (value + leant, ridge, leanings)
    write(args.model / SETTINGS, fit(tables["both"], labels, best[1]), best[2])


def find_all_traits(sides: list[tuple[PairText, PairText]], embedder: OnnxEmbedder) -> list[list[float]]:
    texts = sorted({side.content for pair in sides for side in pair})
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    return [find_traits(a, b, float(vectors[a.content] @ vectors[b.content])) for a, b in sides]


def cross(table: np.ndarray, labels: list[str], folds: np.ndarray, ridge: float) -> np.ndarray:
    """Logarithms of the probabilities [pairs, labels] that each fold gets from the others."""
    out = np.zeros((len(labels), len(LABELS)))
    for fold in range(FOLDS):
        seen = folds != fold
        weights = fit(table[seen], [label for label, kept in zip(labels, seen, strict=True) if kept], ridge)
        out[~seen] = log_softmax(table[~seen] @ weights[:-1] + weights[-1])
    return out


def fit(table: np.ndarray, labels: list[str], ridge: float) -> np.ndarray:
    """Weights [columns + 1, labels], the constant last; columns are brought to one scale for the ridge."""
    mean, scale = table.mean(0), table.std(0) + 1e-6
    known = np.concatenate([(table - mean) / scale, np.ones((len(table), 1))], axis=1)
    gold = np.array([[float(name == label) for name in LABELS] for label in labels])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(known.shape[1], len(LABELS))
        odds = log_softmax(known @ weights)
        slope = known.T @ (np.exp(odds) - gold)
        slope[:-1] += ridge * weights[:-1]
        return float(-(odds * gold).sum() + ridge / 2 * (weights[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(known.shape[1] * len(LABELS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(-1, len(LABELS))
    plain = found[:-1] / scale[:, None]
    return np.concatenate([plain, found[-1:] - mean @ plain])


def find_leanings(odds: np.ndarray, labels: list[str]) -> np.ndarray:
    """What added to the logarithms brings the best macro-F1, of three and of four labels."""

    def value(leanings: np.ndarray) -> float:
        scores = count_scores(labels, choose(odds, leanings))
        return scores["macro-F1 of three"] + 0.5 * scores["macro-F1 of four"] - 0.5 * np.abs(leanings).sum()

    tried = (np.array([same, opposes, 0.0, different]) for same, opposes, different in product(LEANS, OPPOSES, LEANS))
    return max(tried, key=value)


def choose(odds: np.ndarray, leanings: np.ndarray) -> list[str]:
    return [LABELS[n] for n in np.argmax(odds + leanings, axis=1)]


def tell(name: str, labels: list[str], odds: np.ndarray, leanings: np.ndarray) -> float:
    scores = count_scores(labels, choose(odds, leanings))
    print(name, {key: round(value, 1) for key, value in scores.items()}, flush=True)
    return scores["macro-F1 of three"] + 0.5 * scores["macro-F1 of four"]


def write(path: Path, weights: np.ndarray, leanings: np.ndarray) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    data["traits"] = list(TRAITS)
    data["table"] = [[round(float(value), 4) for value in row] for row in weights[:-1]]
    data["constant"] = [round(float(value), 4) for value in weights[-1]]
    data["leanings"] = [float(value) for value in leanings]
    data.setdefault("answers", [1.0, 0.0])
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
