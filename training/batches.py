"""Batches that hold so many word pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def cut(items: Iterable[T], length: Callable[[T], int], pieces: int) -> Iterator[list[T]]:
    """``items`` in the order given, as many to a batch as hold ``pieces`` with their padding; one at least."""
    batch: list[T] = []
    longest = 0
    for each in items:
        longest = max(longest, length(each))
        if batch and (len(batch) + 1) * longest > pieces:
            yield batch
            batch, longest = [], length(each)
        batch.append(each)
    if batch:
        yield batch
