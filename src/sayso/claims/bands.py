"""Signatures of an article's passages, for finding in a database what may share one with it.

MinHash (Broder 1997) of each passage, cut into bands (Leskovec, Rajaraman, Ullman, ch. 3): two
passages that share the fraction j of their shingles share a band of ``ROWS`` values with
probability j to the power of ``ROWS``. The values depend on nothing but the text, so that keys
of different machines and days can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from sayso.claims.lists import words_of
from sayso.claims.passages import TEXTS, Words, find_words
from sayso.types import CharSpan

if TYPE_CHECKING:
    from datasketch import MinHash

PASSAGE: Final = 30
"""Words of a passage at least: the shorter paragraphs of news, so that a single one that is repeated is found."""
LONGEST: Final = 75
"""Words of a passage at most."""
STEP: Final = 8
"""Words between the beginnings of two passages at least: bounds their number on texts made of short lines."""
BANDS: Final = 4
ROWS: Final = 3
_SEED: Final = 5
_KEY_BYTES: Final = 6


def bands_of(text: str) -> frozenset[str]:
    """Keys (hex digits) of the text's passages: texts with a passage in common are likely to share some."""
    return frozenset(key for keys in find_bands(text).values() for key in keys)


@lru_cache(maxsize=TEXTS)
def find_bands(text: str) -> Mapping[CharSpan, frozenset[str]]:
    """The keys of each passage, with its range of code points; passages overlap."""
    words = find_words(text)
    return {words.span_of(*each): _keys_of(words, each) for each in _find_passages(words)}


def _find_passages(words: Words) -> Iterator[tuple[int, int]]:
    """Passages begin with sentences, so that they are the same wherever they stand."""
    last, total = -STEP, len(words.plain)
    for start in _starts(words):
        if start - last < STEP:
            continue
        if total - start < PASSAGE and last >= 0:
            return
        ends = (end for _, end in words.sentences if end - start >= PASSAGE)
        yield start, min(next(ends, total), start + LONGEST)
        last = start


def _starts(words: Words) -> Iterator[int]:
    for start, end in words.sentences:
        yield from range(start, max(end - PASSAGE, start + 1), PASSAGE)


def _keys_of(words: Words, passage: tuple[int, int]) -> frozenset[str]:
    shingles = _shingles(words.plain[slice(*passage)])
    if not shingles:
        return frozenset()
    sketch = _blank().copy()
    sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles])
    values = sketch.hashvalues
    return frozenset(
        blake2b(bytes([band]) + values[band * ROWS : (band + 1) * ROWS].tobytes(), digest_size=_KEY_BYTES).hexdigest()
        for band in range(BANDS)
    )


def _shingles(plain: tuple[str, ...]) -> list[str]:
    """The words that say something, and pairs of neighbours among them: a rewriter changes the small ones first."""
    telling = [word for word in plain if word not in words_of("empty-words")]
    return sorted({*telling, *(f"{one} {two}" for one, two in pairwise(telling))})


@cache
def _blank() -> MinHash:
    # The library takes seconds to load: whoever does not look for copies need not wait.
    from datasketch import MinHash  # noqa: PLC0415

    return MinHash(num_perm=BANDS * ROWS, seed=_SEED)
