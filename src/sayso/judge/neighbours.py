"""Which of many vectors lie near some others: an index that is a copy of what the ledger holds.

Up to ``EXACT`` vectors every one is compared, so that what is found depends on nothing but the vectors. More are
searched by a navigable small-world graph (HNSW, Malkov and Yashunin 2016, by faiss), which misses a few of the
farther neighbours. The index can be lost at any time: whoever keeps the vectors adds them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

EXACT: Final = 50_000
"""Vectors up to which all are compared: about 10 ms for one (``python -m evaluation.claims_bench``)."""

SAVED_AFTER: Final = 1000
"""Vectors after which the index is written, or a thousandth of it: so much is added anew in well under a second."""
SAVED_WITHIN: Final = 20
"""Share of the index, one in so many, after which it is written while more is to come: so all that a rebuild writes
stays a few times its size, and what a killed one adds anew takes seconds."""

_FEW: Final = 64
"""Vectors that one thread adds or searches for, as those of an article: waking others takes longer than the work, and
they go on turning for milliseconds after it."""

_UNIT: Final = 127.0
"""Length of a stored vector: one, in signed bytes."""
_LINKS: Final = 16
"""Neighbours that a vector of the graph is linked with: the paper's choice for a few hundred dimensions."""


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
    """Vectors by number, to be searched; ``path``: where the index lies between runs, None: nowhere.

    The file is opened when it is needed first.
    """

    def __init__(self, width: int, path: Path | None = None) -> None:
        self._width = width
        self._path = path
        self._kept = 0

    @cached_property
    def _index(self) -> Any:  # noqa: ANN401 - faiss ships no types
        import faiss  # noqa: PLC0415 - a fifth of a second that only claims need

        if self._path is not None and self._path.is_file():
            try:
                found = faiss.read_index(str(self._path))
            except RuntimeError:  # a damaged file: the index is made anew
                return self._new()
            if isinstance(found, faiss.IndexIDMap2) and found.d == self._width:
                self._kept = int(found.ntotal)
                return found
        return self._new()

    def _new(self) -> Any:  # noqa: ANN401 - as above
        import faiss  # noqa: PLC0415 - as above

        kind: Any = faiss.ScalarQuantizer.QT_8bit_direct_signed
        return faiss.IndexIDMap2(faiss.IndexHNSWSQ(self._width, kind, _LINKS, faiss.METRIC_INNER_PRODUCT))

    def __len__(self) -> int:
        """How many vectors it holds, those of what is gone since among them."""
        return int(self._index.ntotal)

    @property
    def last(self) -> int:
        """The highest number that was added: numbers only grow."""
        return int(self._index.id_map.at(len(self) - 1)) if len(self) else 0

    def clear(self) -> None:
        """Forget all vectors."""
        self._index = self._new()
        self._kept = 0

    def get(self, number: int) -> bytes | None:
        """The vector of a number, None where there is none."""
        try:
            found = self._index.reconstruct(number)
        except RuntimeError:
            return None
        body: bytes = found.astype(np.int8).tobytes()
        return body

    def add(self, numbered: Sequence[tuple[int, bytes]]) -> None:
        """Add vectors by their numbers, all higher than ``last`` and in their order."""
        if numbered:
            _set_threads(len(numbered))
            numbers = np.array([number for number, _ in numbered], np.int64)
            self._index.add_with_ids(self._table([vector for _, vector in numbered]), numbers)

    def search(self, vectors: Sequence[bytes], count: int, least: float) -> list[list[Near]]:
        """For each of ``vectors`` the ``count`` nearest with a cosine of at least ``least``, nearest first."""
        if not vectors or not len(self):
            return [[] for _ in vectors]
        _set_threads(len(vectors))
        wanted = self._table(vectors)
        if len(self) <= EXACT:
            products, places = self._flat().search(wanted, min(count, len(self)))
            numbers = np.vectorize(self._index.id_map.at, otypes=[np.int64])(places)
        else:
            products, numbers = self._index.search(wanted, count)
        lengths = np.linalg.norm(wanted, axis=1, keepdims=True)
        cosines = products / np.maximum(lengths * _UNIT, 1e-9)
        return [
            sorted(
                (Near(int(n), round(float(c), 4)) for n, c in zip(*row, strict=True) if n >= 0 and c >= least),
                key=lambda near: (-near.cosine, near.number),
            )
            for row in zip(numbers, cosines, strict=True)
        ]

    def _flat(self) -> Any:  # noqa: ANN401 - as above
        import faiss  # noqa: PLC0415 - as above

        flat: Any = faiss.downcast_index(self._index.index)
        return flat.storage

    def among(self, vectors: Sequence[bytes], least: float) -> list[tuple[int, int, float]]:
        """Which of ``vectors`` lie near each other, by their places, the later one first, with the cosine."""
        if not vectors:
            return []
        table = self._table(vectors)
        lengths = np.linalg.norm(table, axis=1)
        cosines = table @ table.T / np.maximum(np.outer(lengths, lengths), 1e-9)
        near = np.argwhere(np.tril(cosines >= least, -1))
        return [(int(a), int(b), float(cosines[a, b])) for a, b in near]

    def save(self, *, more: bool = False) -> None:
        """Keep the index for the next run, where it has a place and enough came since it was kept last.

        Writing it takes as long as it is large: not for every article, then, and seldom while ``more`` is to come.
        What was not kept is added anew.
        """
        enough = max(SAVED_AFTER, len(self) // (SAVED_WITHIN if more else SAVED_AFTER))
        if self._path is None or len(self) - self._kept < enough:
            return
        import faiss  # noqa: PLC0415 - as above

        beside = self._path.with_name(self._path.name + ".new")
        faiss.write_index(self._index, str(beside))
        beside.replace(self._path)
        self._kept = len(self)

    def _table(self, vectors: Sequence[bytes]) -> NDArray[np.float32]:
        return np.frombuffer(b"".join(vectors), np.int8).reshape(len(vectors), self._width).astype(np.float32)


def _set_threads(vectors: int) -> None:
    import faiss  # noqa: PLC0415 - as above

    most = _most_threads()
    faiss.omp_set_num_threads(1 if vectors <= _FEW else most)


@cache
def _most_threads() -> int:
    """As many as were given at first."""
    import faiss  # noqa: PLC0415 - as above

    return int(faiss.omp_get_max_threads())
