"""From the network's scores and the traits of a pair to probabilities: one multinomial logistic regression.

Its weights were fitted on pairs that the network had not seen (``python -m training.weigh``), which makes the
probabilities true and lets cosine, common words and denying cues count for what they are worth beside the network.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.judge.traits import TRAITS
from sayso.judge.windows import LABELS, Label
from sayso.runtime import damaged

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``judge.json`` holds beside the digests; written by training, never by hand.

    ``table`` [scores and traits, labels] and ``constant`` [labels] give odds; ``leanings`` [labels] are added to
    their logarithms for the label alone, where that brings more labels right on average over the labels.
    ``answers`` is the slope and the constant that make the second head's score a probability.
    """

    name: str
    sha256: str
    table: Numbers
    constant: Numbers
    leanings: Numbers
    answers: tuple[float, float]

    def probabilities(self, scores: Numbers, traits: Numbers) -> Numbers:
        """Probability of each label [pairs, labels] by scores [pairs, labels] and traits [pairs, TRAITS]."""
        odds = np.concatenate([log_softmax(scores), traits], axis=1) @ self.table + self.constant
        return np.exp(log_softmax(odds))

    def choose(self, probabilities: Numbers) -> Label:
        """The label of one pair [labels]."""
        return LABELS[int(np.argmax(np.log(probabilities + 1e-12) + self.leanings))]

    def answer(self, score: float) -> float:
        """Probability that the later one answers the earlier."""
        slope, constant = self.answers
        return float(1 / (1 + np.exp(-(slope * score + constant))))


def log_softmax(scores: Numbers) -> Numbers:
    """Logarithms of the shares that scores [pairs, labels] give each label."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    logs: Numbers = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return logs


def read_weights(path: Path) -> Weights:
    """Read ``judge.json``; raises ModelError where it is missing, damaged, or of other traits than this code's."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        weights = Weights(
            name=data["judge"]["name"],
            sha256=data["judge"]["sha256"],
            table=np.array(data["table"], dtype=np.float64),
            constant=np.array(data["constant"], dtype=np.float64),
            leanings=np.array(data["leanings"], dtype=np.float64),
            answers=(float(data["answers"][0]), float(data["answers"][1])),
        )
        known = tuple(data["traits"]) == TRAITS
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(path) from error
    if not known or weights.table.shape != (len(LABELS) + len(TRAITS), len(LABELS)):
        raise damaged(path)
    return weights
