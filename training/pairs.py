"""Weights of yes-or-no features by ridge logistic regression; numpy alone, the same answer every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

STEPS = 30
TURNS = 60


def fit(rows: Sequence[Iterable[str]], answers: Sequence[bool], *, ridge: float, least: int = 3) -> dict[str, float]:
    """Weight by feature ("" is the constant) for features that at least ``least`` rows have.

    Newton's method; each step is solved by conjugate gradients, since the table is nearly empty.
    """
    counts = Counter(feature for row in rows for feature in row)
    names = [""] + sorted(feature for feature, count in counts.items() if count >= least)
    place = {name: n for n, name in enumerate(names)}
    pairs = [(n, place[f]) for n, row in enumerate(rows) for f in ["", *sorted(row)] if f in place]
    row, column = (np.array(side) for side in zip(*pairs, strict=True))
    target = np.array(answers, dtype=float)
    penalty = np.full(len(names), ridge)
    penalty[0] = 1e-3

    def forward(weights):
        return np.bincount(row, weights[column], len(rows))

    def backward(values):
        return np.bincount(column, values[row], len(names))

    weights = np.zeros(len(names))
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-np.clip(forward(weights), -30, 30)))
        slope = backward(guess - target) + penalty * weights
        bend = guess * (1 - guess)
        step = solve(lambda v: backward(bend * forward(v)) + penalty * v, slope)  # noqa: B023 - used at once
        weights -= step
        if np.abs(step).max() < 1e-3:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def solve(curve, slope: np.ndarray) -> np.ndarray:
    """The step whose image under ``curve`` is ``slope``, nearly."""
    step = np.zeros_like(slope)
    rest = slope.copy()
    way = rest.copy()
    size = rest @ rest
    for _ in range(TURNS):
        image = curve(way)
        length = size / (way @ image)
        step += length * way
        rest -= length * image
        smaller = rest @ rest
        if smaller < 1e-8 * (slope @ slope):
            break
        way = rest + smaller / size * way
        size = smaller
    return step
