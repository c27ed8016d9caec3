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
from sayso.judge.windows import LABELS
from sayso.runtime import damaged

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]

NETWORK: Final = (
    *(f"pair: {label}" for label in LABELS),
    *(f"inference: {name}" for name in ("entailment", "neutral", "contradiction")),
    *(f"stance: {label}" for label in LABELS),
    "likeness",
)
"""The network's scores by place."""
SCORED: Final = len(NETWORK)


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``judge.json`` holds beside the digests; written by training, never by hand.

    ``table`` [NETWORK and TRAITS, labels] and ``constant`` [labels] give odds.
    """

    name: str
    sha256: str
    table: Numbers
    constant: Numbers

    def probabilities(self, numbers: Numbers) -> Numbers:
        """Probability of each label [pairs, labels] by what is known of each pair [pairs, NETWORK and TRAITS]."""
        found = np.exp(log_softmax(numbers @ self.table + self.constant))
        return turn_denials(found, numbers[:, SCORED + TRAITS.index(DENIED)] > 0)


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
        )
        known = tuple(data["traits"]) == TRAITS
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(path) from error
    if not known or weights.table.shape != (SCORED + len(TRAITS), len(LABELS)):
        raise damaged(path)
    return weights
