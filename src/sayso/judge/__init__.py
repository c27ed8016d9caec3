"""Whether two statements say the same, oppose each other, or speak of the same matter; and which lie near.

The quotation of the same words is known by rule; everything else is told by a small
cross-encoder that reads both statements side by side, weighed with the cosine of
their contents and what else can be counted (docs/decisions/0017).
"""

from __future__ import annotations

from sayso.judge.embedder import Embedder, FakeEmbedder, OnnxEmbedder
from sayso.judge.judging import FakeJudge, Judge, Judged, OnnxJudge
from sayso.judge.windows import LABELS, Label, PairText

__all__ = [
    "LABELS",
    "Embedder",
    "FakeEmbedder",
    "FakeJudge",
    "Judge",
    "Judged",
    "Label",
    "OnnxEmbedder",
    "OnnxJudge",
    "PairText",
]
