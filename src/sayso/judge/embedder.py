"""Contents to vectors: all-MiniLM-L6-v2 tuned to claims, in int8; mean of the pieces' vectors, of length one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from sayso.judge.files import EMBEDDER, SETTINGS, TOKENIZER, model_folder
from sayso.runtime import damaged, open_session, open_tokenizer

WIDTH: Final = 384
MOST_PIECES: Final = 128
"""Pieces of a text that are seen: what the encoder was trained on (its card on the hub says 128)."""
REMEMBERED: Final = 4096
"""Texts whose vectors are remembered: a statement is placed, then judged beside every neighbour, and comes back in the
next article's pairs."""

Floats = NDArray[np.float32]


def find_cosine(one: Floats, other: Floats) -> float:
    """The cosine of two vectors of length one."""
    return max(-1.0, min(1.0, float(one @ other)))


class Embedder(Protocol):
    """Vectors of texts: near where the texts speak of the same."""

    @property
    def name(self) -> str:
        """Which vectors these are; vectors of another name are not to be compared with them."""

    def embed(self, texts: Iterable[str]) -> Floats:
        """A row of length one for each text [texts, width]."""


class OnnxEmbedder:
    """The shipped encoder. Safe to share between threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Load the model in ``folder`` (default: the shipped one). Raises ModelError where a file is damaged."""
        self._folder = folder or model_folder()
        path = self._folder / SETTINGS
        try:
            told = json.loads(path.read_text(encoding="utf-8"))["embedder"]
            self.name = f"{told['name']} {told['sha256'][:12]}"
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise damaged(path) from error

    def embed(self, texts: Iterable[str]) -> Floats:
        """A row of length one for each text [texts, 384]. A text gets the same row in whatever company."""
        rows = [self.read(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.float32)

    @cached_property
    def read(self) -> Callable[[str], Floats]:
        """Gives a text's vector [384], of length one."""
        return lru_cache(REMEMBERED)(self._read)

    def _read(self, text: str) -> Floats:
        # One text a call: int8 scales are taken per call (docs/decisions/0002).
        whole = text.encode("utf-8", "replace").decode("utf-8")  # half a character, which is no text, becomes "?"
        ids = self._tokenizer.encode(whole).ids
        ids = [*ids[: MOST_PIECES - 1], ids[-1]] if len(ids) > MOST_PIECES else ids
        found: Floats = self._session.run(["vectors"], {"ids": np.array([ids], dtype=np.int64)})[0][0]
        return found

    @cached_property
    def _tokenizer(self) -> Any:  # noqa: ANN401 - see open_tokenizer
        return open_tokenizer(self._folder / TOKENIZER)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return open_session(self._folder / EMBEDDER)


class FakeEmbedder:
    """Vectors without a model: words are dropped into 383 places; texts with the same words are near.

    The last place is what all have in common: as by the model, two texts without a common word have a cosine of 0.5.
    """

    name = "fake"

    def embed(self, texts: Iterable[str]) -> Floats:
        """A row of length one for each text [texts, 384]."""
        rows = [self._embed_one(text) for text in texts]
        return np.stack(rows) if rows else np.zeros((0, WIDTH), np.float32)

    @staticmethod
    def _embed_one(text: str) -> Floats:
        row = np.full(WIDTH, 1e-3, np.float32)
        row[-1] = 0
        for word in text.casefold().split():
            row[sum(ord(letter) * 31**n for n, letter in enumerate(word[:6])) % (WIDTH - 1)] += 1
        row[-1] = np.linalg.norm(row)
        return row / np.linalg.norm(row)
