"""From the network's scores of a pair to probabilities: one multinomial logistic regression.

Its weights were fitted on pairs that the network had not seen (``python -m training.weigh``), which makes the
probabilities true.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.judge.windows import LABELS
from sayso.runtime import damaged

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """What ``judge.json`` holds beside the digests; written by training, never by hand.

    ``table`` [labels scored, labels] and ``constant`` [labels] give odds.
    """

    name: str
    sha256: str
    table: Numbers
    constant: Numbers

    def probabilities(self, scores: Numbers, denied: Flags) -> Numbers:
        """Probability of each label by the network's scores [pairs, labels]; ``denied`` [pairs]: see `turn_denials`."""
        return turn_denials(np.exp(log_softmax(scores @ self.table + self.constant)), denied)


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
    """Read ``judge.json``; raises ModelError where it is missing or damaged."""
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        weights = Weights(
            name=data["judge"]["name"],
            sha256=data["judge"]["sha256"],
            table=np.array(data["table"], dtype=np.float64),
            constant=np.array(data["constant"], dtype=np.float64),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise damaged(path) from error
    if weights.table.shape != (len(LABELS), len(LABELS)) or weights.constant.shape != (len(LABELS),):
        raise damaged(path)
    return weights
