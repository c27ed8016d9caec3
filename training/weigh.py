"""Weigh what is known of a pair: ``python -m training.weigh --rows … --own … --model DIR``.

--rows   labelled pairs ("a", "b", "label", "of": the articles' ids) that the network has not seen
--own    pairs of our own, which are added to all training but never scored
--model  the folder that ``training.export_judge`` made; its ``judge.json`` gets the weights

A multinomial logistic regression with a ridge over the four scores of the network's head for pairs, on the pairs whose
labels are the guide's authors' ("guide"). Its other heads and the traits count nothing any more: since the network has
a teacher they only blur what it says (decision 17). What each choice reaches is told on splits in which no article
stands on both sides: some are drawn, pairs of two drawn ones are scored, and only pairs without any are trained on.
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
from sayso.judge.traits import DENIED, TRAITS
from sayso.judge.weighing import SCORED, log_softmax, turn_denials
from sayso.judge.windows import LABELS, PairText

SPLITS, DRAWN = 10, 0.4
RIDGE = 3.0
HEAD = slice(0, len(LABELS))
"""The scores of the head for pairs."""
OWN = 0.3
"""How much a pair of our own counts: they are of other fields than the news pairs. Macro-F1 on dev / on our held-out
pairs, and mean B-cubed F1 of four affairs: 73.0 / 62.6, 83.6; with 1: 70.8 / 60.7, 83.8; all scores of the network
instead of the head's (ridge 20): 70.6 / 65.5, 82.9; all that is counted too: 66.7 / 59.3."""
DIFFERENT = 250
"""Pairs of our own that are "different" and are taken: they say little, and would outweigh the rest."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--own", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--kept", type=Path, help="where the numbers of all pairs are kept between runs")
    args = parser.parse_args()
    rows, own = [row for row in read(args.rows) if row.get("guide")], thin(read(args.own))
    table, more = numbers(args, [*rows, *own], len(rows))
    labels, own_labels = [row["label"] for row in rows], [row["label"] for row in own]
    splits = draw([row["of"] for row in rows])
    scored = [label for _, test in splits for label, kept in zip(labels, test, strict=True) if kept]
    denied = table[:, SCORED + TRAITS.index(DENIED)] > 0
    for name, chosen in {"head": HEAD, "network": slice(0, SCORED), "both": slice(None)}.items():
        odds = cross(table[:, chosen], labels, (more[:, chosen], own_labels), splits, RIDGE, denied)
        tell(name, scored, odds)
    whole = np.concatenate([table, more])[:, HEAD]
    counts = np.concatenate([np.ones(len(table)), np.full(len(more), OWN)])
    weights = fit(whole, [*labels, *own_labels], RIDGE, counts)
    nothing = np.zeros((SCORED + len(TRAITS) - len(LABELS), len(LABELS)))
    write(args.model / SETTINGS, np.concatenate([weights[:-1], nothing, weights[-1:]]))


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def thin(rows: list[dict]) -> list[dict]:
    """All pairs but most of the different ones."""
    different = [row for row in rows if row["label"] == "different"]
    return [row for row in rows if row["label"] != "different"] + random.Random(1).sample(different, DIFFERENT)


def numbers(args: argparse.Namespace, rows: list[dict], count: int) -> tuple[np.ndarray, np.ndarray]:
    """What the judge knows of each pair [pairs, NETWORK and TRAITS], of the first ``count`` and of the rest."""
    if args.kept and args.kept.exists():
        found = np.load(args.kept)
    else:
        data = json.loads((args.model / SETTINGS).read_text("utf-8"))
        blank = np.zeros((SCORED + len(TRAITS) + 1, len(LABELS)))
        if tuple(data.get("traits", ())) != TRAITS:  # it opens with any weights
            write(args.model / SETTINGS, blank)
        judge = OnnxJudge(args.model, threads=2)
        found = judge.find_numbers([(PairText(**row["a"]), PairText(**row["b"])) for row in rows])
        if args.kept:
            np.save(args.kept, found)
    return found[:count], found[count:]


def draw(of: list[list[str]]) -> list[tuple[np.ndarray, np.ndarray]]:
    """Which pairs are trained on and which are scored, in each split."""
    articles = sorted({article for pair in of for article in pair})
    splits = []
    for seed in range(SPLITS):
        drawn = set(random.Random(seed).sample(articles, int(DRAWN * len(articles))))
        inside = np.array([[article in drawn for article in pair] for pair in of])
        splits.append((~inside.any(axis=1), inside.all(axis=1)))
    return splits


def cross(
    table: np.ndarray,
    labels: list[str],
    more: tuple[np.ndarray, list[str]],
    splits: list[tuple[np.ndarray, np.ndarray]],
    ridge: float,
    denied: np.ndarray,
) -> np.ndarray:
    """Logarithms of the probabilities [scored pairs, labels], split after split."""
    found = []
    for seen, test in splits:
        known = np.concatenate([table[seen], more[0]])
        counts = np.concatenate([np.ones(int(seen.sum())), np.full(len(more[0]), OWN)])
        own = [*(label for label, kept in zip(labels, seen, strict=True) if kept), *more[1]]
        weights = fit(known, own, ridge, counts)
        odds = np.exp(log_softmax(table[test] @ weights[:-1] + weights[-1]))
        found.append(np.log(turn_denials(odds, denied[test]) + 1e-9))
    return np.concatenate(found)


def fit(table: np.ndarray, labels: list[str], ridge: float, weights: np.ndarray | None = None) -> np.ndarray:
    """Weights [columns + 1, labels], the constant last; columns are brought to one scale for the ridge.

    ``weights`` [pairs] says how much each pair counts.
    """
    counts = np.ones(len(table)) if weights is None else weights
    mean, scale = table.mean(0), table.std(0) + 1e-6
    known = np.concatenate([(table - mean) / scale, np.ones((len(table), 1))], axis=1)
    gold = np.array([[float(name == label) for name in LABELS] for label in labels])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        guess = flat.reshape(known.shape[1], len(LABELS))
        odds = log_softmax(known @ guess)
        slope = known.T @ ((np.exp(odds) - gold) * counts[:, None])
        slope[:-1] += ridge * guess[:-1]
        return float(-(odds * gold * counts[:, None]).sum() + ridge / 2 * (guess[:-1] ** 2).sum()), slope.ravel()

    start = np.zeros(known.shape[1] * len(LABELS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x.reshape(-1, len(LABELS))
    plain = found[:-1] / scale[:, None]
    return np.concatenate([plain, found[-1:] - mean @ plain])


def tell(name: str, labels: list[str], odds: np.ndarray) -> float:
    scores = count_scores(labels, [LABELS[n] for n in np.argmax(odds, axis=1)])
    print(name, {key: round(value, 1) for key, value in scores.items()}, flush=True)
    return scores["macro-F1 of three"]


def write(path: Path, weights: np.ndarray) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    data["traits"] = list(TRAITS)
    data["table"] = [[round(float(value), 4) for value in row] for row in weights[:-1]]
    data["constant"] = [round(float(value), 4) for value in weights[-1]]
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
