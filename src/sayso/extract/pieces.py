"""Words to word pieces, and long texts to windows that the encoder can hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sayso.runtime import open_tokenizer

UNKNOWN = "[UNK]"
MOST_PIECES_A_WORD = 16
"""Longer words (addresses, digests, runs of letters) keep their first pieces: no word may fill a window."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` (half-open) of a list, of which ``keep_start`` to ``keep_end`` count.

    The rest is context; the kept parts of all windows tile the list.
    """

    start: int
    end: int
    keep_start: int
    keep_end: int


class WordPieces:
    """Cuts words into piece ids, remembering the words it has seen."""

    def __init__(self, path: Path) -> None:
        tokenizer = open_tokenizer(path)
        unknown: int = tokenizer.token_to_id(UNKNOWN) or 0

        # Bounded: hostile text may hold any number of different words.
        @lru_cache(maxsize=100_000)
        def cut(form: str) -> tuple[int, ...]:
            whole = form.encode("utf-8", "replace").decode("utf-8")  # half a character, which is no text, becomes "?"
            ids = tokenizer.encode([whole], is_pretokenized=True, add_special_tokens=False).ids
            return tuple(ids[:MOST_PIECES_A_WORD]) or (unknown,)

        self._cut = cut

    def cut(self, forms: Sequence[str]) -> list[tuple[int, ...]]:
        """The piece ids of each word, at least one a word."""
        return [self._cut(form) for form in forms]


def plan_windows(lengths: Sequence[int], *, capacity: int, overlap: int) -> Iterator[Window]:
    """Windows over words of the given piece counts, each of at most ``capacity`` pieces.

    Neighbours share up to ``overlap`` pieces, and each keeps half of what it shares.
    """
    start, total = 0, len(lengths)
    keep = 0
    while start < total:
        end, pieces = start, 0
        while end < total and pieces + lengths[end] <= capacity:
            pieces += lengths[end]
            end += 1
        if end == total:
            yield Window(start, end, keep, end)
            return
        back, shared = end, 0
        while back > start + 1 and shared + lengths[back - 1] <= overlap:
            back -= 1
            shared += lengths[back]
        middle = max((back + end + 1) // 2, keep + 1)
        while sum(lengths[back : middle + 1]) > capacity:  # the next window must reach beyond what is kept
            back += 1
        yield Window(start, end, keep, middle)
        start, keep = back, middle
