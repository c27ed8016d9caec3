"""Which of many vectors lie near some others: an index that is a copy of what the ledger holds.

Up to ``EXACT`` vectors every one is compared, so that what is found depends on nothing but the vectors. More are
searched by a navigable small-world graph (HNSW, Malkov and Yashunin 2016, by usearch), which misses a few of the
farther neighbours. The index can be lost at any time: whoever keeps the vectors adds them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

EXACT: Final = 50_000
"""Vectors up to which all are compared: about 10 ms for one (``python -m evaluation.claims_bench``)."""

_UNIT: Final = 127.0


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour: its number and the cosine."""

    number: int
    cosine: float


def to_bytes(vector: NDArray[np.float32]) -> bytes:
    """A vector of length one as a signed byte a dimension."""
    body: bytes = np.clip(np.rint(vector * _UNIT), -127, 127).astype(np.int8).tobytes()
    return body


class Neighbours:
    """Vectors by number, to be searched; ``path``: where the index lies between runs, None: nowhere."""

    def __init__(self, width: int, path: Path | None = None) -> None:
        self._width = width
        self._path = path
        self._index = self._open()
        self.last: int = max((int(key) for key in self._index.keys), default=0)
        """The highest number that was added: numbers only grow."""

    def _open(self) -> Any:  # noqa: ANN401 - usearch ships few types
        index = self._new()
        if self._path is not None and self._path.is_file():
            try:
                index.load(str(self._path))
            except Exception:  # noqa: BLE001 - whatever a damaged file is refused with: it is made anew
                return self._new()
        return index

    def _new(self) -> Any:  # noqa: ANN401 - as above
        from usearch.index import Index  # noqa: PLC0415 - a tenth of a second that only claims need

        return Index(ndim=self._width, metric="cos", dtype="i8")

    def clear(self) -> None:
        """Forget all vectors."""
        self._index, self.last = self._new(), 0

    def get(self, number: int) -> bytes | None:
        """The vector of a number, None where there is none."""
        found = self._index.get(number)
        if found is None:
            return None
        body: bytes = np.asarray(found, np.int8).tobytes()
        return body

    def __len__(self) -> int:
        """How many vectors it holds, those of what is gone since among them."""
        return len(self._index)

    def add(self, numbered: Sequence[tuple[int, bytes]]) -> None:
        """Add vectors by their numbers, all higher than ``last``."""
        if not numbered:
            return
        keys = np.array([number for number, _ in numbered], np.uint64)
        self._index.add(keys, self._table([vector for _, vector in numbered]), threads=1)
        self.last = int(keys.max())

    def search(self, vectors: Sequence[bytes], count: int, least: float) -> list[list[Near]]:
        """For each of ``vectors`` the ``count`` nearest with a cosine of at least ``least``, nearest first."""
        if not vectors or not len(self._index):
            return [[] for _ in vectors]
        exact = len(self._index) <= EXACT
        # More than there are come with numbers and distances that mean nothing.
        found = self._index.search(self._table(vectors), min(count, len(self._index)), exact=exact, threads=1)
        tables = zip(np.atleast_2d(found.keys), np.atleast_2d(found.distances), strict=True)
        return [
            sorted(
                (Near(int(key), round(1 - float(d), 4)) for key, d in zip(keys, ds, strict=True) if 1 - d >= least),
                key=lambda near: (-near.cosine, near.number),
            )
            for keys, ds in tables
        ]

    def among(self, vectors: Sequence[bytes], least: float) -> list[tuple[int, int]]:
        """Which of ``vectors`` lie near each other, by their places, the later one first."""
        if not vectors:
            return []
        table = self._table(vectors).astype(np.float32)
        lengths = np.linalg.norm(table, axis=1)
        cosines = table @ table.T / np.maximum(np.outer(lengths, lengths), 1e-9)
        return [(int(a), int(b)) for a, b in np.argwhere(np.tril(cosines >= least, -1))]

    def save(self) -> None:
        """Keep the index for the next run, where it has a place."""
        if self._path is not None:
            beside = self._path.with_name(self._path.name + ".new")
            self._index.save(str(beside))
            beside.replace(self._path)

    def _table(self, vectors: Sequence[bytes]) -> NDArray[np.int8]:
        return np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), self._width)
