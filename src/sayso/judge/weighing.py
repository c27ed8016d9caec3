"""From the network's scores and the traits of a pair to probabilities: one multinomial logistic regression.

Its weights were fitted on pairs that the network had not seen (``python -m training.weigh``), which makes the
probabilities true and lets cosine, common words and denying cues count for what they are worth beside the network.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sayso.judge.traits import DENIED, TRAITS
from sayso.judge.windows import LABELS, Label
from sayso.runtime import damaged

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

NETWORK: Final = (
    *(f"pair: {label}" for label in LABELS),
    *(f"inference: {name}" for name in ("entailment", "neutral", "contradiction")),
    *(f"stance: {label}" for label in LABELS),
    "likeness",
)
"""The network's scores by place; inference and stance depend on which side comes first."""
ORDERED: Final = slice(4, 11)
SCORED: Final = len(NETWORK) + ORDERED.stop - ORDERED.start
"""Numbers that ``join_orders`` gives."""


def join_orders(one: Numbers, other: Numbers) -> Numbers:
    """What the network says of a pair in both orders [NETWORK] as numbers that do not depend on it [SCORED]."""
    return np.concatenate([(one + other) / 2, np.maximum(one, other)[ORDERED]])


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``judge.json`` holds beside the digests; written by training, never by hand.

    ``table`` [SCORED and TRAITS, labels] and ``constant`` [labels] give odds; ``leanings`` [labels] are added to
    their logarithms for the label alone, where that brings more labels right on average over the labels.
    """

    name: str
    sha256: str
    table: Numbers
    constant: Numbers
    leanings: Numbers

    def probabilities(self, numbers: Numbers) -> Numbers:
        """Probability of each label [pairs, labels] by what is known of each pair [pairs, SCORED and TRAITS]."""
        found = np.exp(log_softmax(numbers @ self.table + self.constant))
        return turn_denials(found, numbers[:, SCORED + TRAITS.index(DENIED)] > 0)

    def choose(self, probabilities: Numbers) -> Label:
        """The label of one pair [labels]."""
        return LABELS[int(np.argmax(np.log(probabilities + 1e-12) + self.leanings))]


def turn_denials(probabilities: Numbers, denied: Flags) -> Numbers:
    """Count as opposed what would be the same if exactly one of both cues did not deny it.

    A denial of a claim must not be taken for the claim, and it is so near to it that the network may do so.
    """
    turned = probabilities.copy()
    same, opposes = LABELS.index("same"), LABELS.index("opposes")
    turned[denied, opposes] += turned[denied, same]
    turned[denied, same] = 0.0
    return turned


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
        )
        known = tuple(data["traits"]) == TRAITS
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(path) from error
    if not known or weights.table.shape != (SCORED + len(TRAITS), len(LABELS)):
        raise damaged(path)
    return weights
