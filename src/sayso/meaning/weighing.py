"""Yes or no by named features: a logistic regression whose weights lie in a data file, written by training.pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight by feature; ``limit`` is the probability from which the answer is yes."""

    limit: float
    weights: Mapping[str, float]


@cache
def load_weights(name: str) -> Weights:
    """The weights under ``data/NAME-weights.json``."""
    data = json.loads((files("sayso.meaning") / "data" / f"{name}-weights.json").read_text("utf-8"))
    return Weights(data["limit"], data["weights"])


def weigh(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability of a yes; features that training did not meet count nothing."""
    total = weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
