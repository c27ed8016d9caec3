"""Yes or no by named features: a logistic regression whose weights lie in a data file, written by training.pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from pathlib import Path
from typing import Any

from sayso.runtime import damaged


@dataclass(frozen=True, slots=True)
class Weights:
    """Weight by feature; ``limit`` is the probability from which the answer is yes."""

    limit: float
    weights: Mapping[str, float]


@cache
def load_weights(name: str) -> Weights:
    """The weights under ``data/NAME-weights.json``; raises ModelError where they are missing or damaged."""
    file = f"{name}-weights.json"
    data = load_table(file)
    try:
        return Weights(float(data["limit"]), {str(key): float(value) for key, value in data["weights"].items()})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged(_path(file)) from error


def load_table(file: str) -> Any:  # noqa: ANN401 - any JSON
    """What a JSON file of ``data`` holds; raises ModelError where it is missing or no JSON."""
    path = _path(file)
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise damaged(path) from error


def _path(file: str) -> Path:
    return Path(str(files("sayso.meaning") / "data" / file))


def weigh(features: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability of a yes; features that training did not meet count nothing."""
    total = weights.get("", 0.0) + sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))
