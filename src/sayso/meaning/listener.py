"""The listener: an encoder of its own that hears each statement among its words, and scores what it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.extract.pieces import WordPieces
from sayso.meaning.views import View
from sayso.runtime import open_session

FILE: Final = "listener.onnx"

Floats = NDArray[np.float32]


class Listener(Protocol):
    """Scores views of statements."""

    @property
    def cutter(self) -> WordPieces:
        """What cuts the words of the views that it understands."""

    def score(self, views: Sequence[View]) -> Floats:
        """Scores [views, types + acts + levels], logarithms up to a constant a group."""


class OnnxListener:
    """The trained encoder on onnxruntime. Safe to share between threads.

    Each view is a call of its own: int8 scales are taken per call, so that in a batch one statement would change
    the answer for its neighbour (docs/decisions/0002).
    """

    def __init__(self, path: Path, tokenizer: Path) -> None:
        """``path`` is the model's file, ``tokenizer`` that of the tagger, whose pieces both know.

        Both are opened at first use, with ModelError where a file is missing or damaged.
        """
        self._path = path
        self._tokenizer = tokenizer

    def score(self, views: Sequence[View]) -> Floats:
        """Scores [views, types + acts + levels]."""
        rows = [self._session.run(None, {"ids": v.ids[None], "surface": v.surface[None]})[0][0] for v in views]
        found: Floats = np.stack(rows)
        return found

    @cached_property
    def cutter(self) -> WordPieces:
        """What cuts the words of the views that it understands."""
        return WordPieces(self._tokenizer)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return open_session(self._path)
