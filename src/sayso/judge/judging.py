"""Pairs of statements to labels: the same words first, then a cross-encoder whose scores are weighed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from sayso.judge.embedder import OnnxEmbedder, find_cosine
from sayso.judge.files import JUDGE, SETTINGS, TOKENIZER, model_folder
from sayso.judge.same_words import judge_same_words
from sayso.judge.weighing import Numbers, read_weights
from sayso.judge.windows import LABELS, Label, PairText, WindowMaker
from sayso.judge.wording import denied_by_one, telling_words
from sayso.runtime import open_session

SURE: Final = 0.97
"""Probability of a label that the same words settle: all 57 such pairs among 2,716 labelled ones bear it, from which
no more than this can be concluded (a little below Laplace's 58 of 59)."""

Pair = tuple[PairText, PairText]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one pair is: its likeliest label, the probability of each and the cosine of both contents, and what told."""

    label: Label
    scores: dict[str, float]
    by: str = "model"
    """``model``, or ``words`` where both sides hold the same words."""


class Judge(Protocol):
    """Says what pairs of statements have to do with each other, whichever of the two comes first."""

    @property
    def name(self) -> str:
        """The model's name and version."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the model's weights."""

    def judge(self, pairs: Iterable[Pair]) -> list[Judged]:
        """What each pair is."""


class OnnxJudge:
    """The trained judge on onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path | None = None, *, embedder: OnnxEmbedder | None = None, threads: int = 1) -> None:
        """Load the model in ``folder`` (default: the shipped one); ``threads`` pairs are judged side by side.

        Raises ModelError where a file is missing or damaged.
        """
        self._folder = folder or model_folder()
        self._weights = read_weights(self._folder / SETTINGS)
        self._embedder = embedder or OnnxEmbedder(self._folder)
        self._threads = threads

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self._weights.name

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the weights, as training wrote it down."""
        return self._weights.sha256

    def judge(self, pairs: Iterable[Pair]) -> list[Judged]:
        """What each pair is. A pair gets the same answer in whatever order and company."""
        return list(self._each(self._judge_one, [_order(pair) for pair in pairs]))

    def score(self, pairs: Iterable[Pair]) -> Numbers:
        """The network's scores [pairs, labels], before they are weighed (for training.weigh)."""
        return np.stack([self._score(_order(pair)) for pair in pairs])

    def _judge_one(self, pair: Pair) -> Judged:
        cosine = self._find_cosine(pair)
        if label := judge_same_words(*pair):
            return Judged(label, _settled(label, cosine), "words")
        denied = np.array([denied_by_one(*pair)])
        found = self._weights.probabilities(self._score(pair)[None], denied)[0]
        spoken = {name: round(float(value), 4) for name, value in zip(LABELS, found, strict=True)}
        return Judged(LABELS[int(np.argmax(found))], spoken | {"cosine": round(cosine, 4)})

    def _find_cosine(self, pair: Pair) -> float:
        return find_cosine(*(self._embedder.read(side.content) for side in pair))

    def _score(self, pair: Pair) -> Numbers:
        # In one order only, the same for every pair: the second brings nothing (docs/decisions/0017). A window is a
        # call (docs/decisions/0002).
        window = self._maker.make(*pair)
        surface = np.array([window.roles, window.shared], dtype=np.int64).T[None]
        (found,) = self._session.run(["scores"], {"ids": np.array([window.ids], dtype=np.int64), "surface": surface})
        scores: Numbers = found[0, : len(LABELS)].astype(np.float64)  # behind them come those of other tasks
        return scores

    def _each(self, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        if self._threads == 1:
            return map(work, items)
        return self._pool.map(work, items)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="judge")

    @cached_property
    def _maker(self) -> WindowMaker:
        return WindowMaker(self._folder / TOKENIZER)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return open_session(self._folder / JUDGE)


def _order(pair: Pair) -> Pair:
    a, b = sorted(pair, key=lambda side: (side.content, side.source, side.cue))
    return a, b


def _settled(label: Label, cosine: float) -> dict[str, float]:
    rest = round((1 - SURE) / (len(LABELS) - 1), 4)
    return {name: SURE if name == label else rest for name in LABELS} | {"cosine": round(cosine, 4)}


class FakeJudge:
    """A stand-in without a model: the same words, then how many telling words both share."""

    name = "fake"
    sha256 = "0" * 64
    SAME, RELATED = 0.7, 0.3

    def judge(self, pairs: Iterable[Pair]) -> list[Judged]:
        """What each pair is."""
        return [self._judge_one(a, b) for a, b in pairs]

    def _judge_one(self, a: PairText, b: PairText) -> Judged:
        share = self._share(a, b)
        if known := judge_same_words(a, b):
            return Judged(known, _settled(known, share), "words")
        label: Label = "same" if share >= self.SAME else "related" if share >= self.RELATED else "different"
        return Judged(label, _settled(label, share))

    @staticmethod
    def _share(a: PairText, b: PairText) -> float:
        one, other = telling_words(a.content), telling_words(b.content)
        return round(len(one & other) / max(1, len(one | other)), 4)
