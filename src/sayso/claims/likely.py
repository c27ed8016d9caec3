"""Whether two texts can be copies at all, from what can be counted at once: most that share a signature cannot.

What passes is proved word by word (``find_copy``), which takes many times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from sayso.claims.copies import GAP, LEAST_LONGEST, LEAST_RUN
from sayso.claims.lists import words_of
from sayso.claims.passages import TEXTS, plain_words

SHARE: Final = 0.4
"""Share of the telling words of the text with fewer that the other has, if it is told anew: two fifths of its weight
are. The rewrites of the bundled affair have three quarters in common, other pairs of it a quarter to a half."""


def may_repeat(one: str, other: str) -> bool:
    """Whether one of two texts may repeat the other, word for word or in other words."""
    if _find_longest(_known(one), plain_words(other)) >= LEAST_LONGEST:
        return True
    telling, others = _telling(one), _telling(other)
    return len(telling & others) >= SHARE * max(1, min(len(telling), len(others)))


def _find_longest(known: frozenset[tuple[str, ...]], plain: Sequence[str]) -> int:
    """Words of the longest passage that is made of stretches that are ``known``, in whatever order; at most."""
    found = [place for place, stretch in enumerate(_stretches(plain)) if stretch in known]
    longest = length = LEAST_RUN if found else 0
    for before, place in pairwise(found):
        step = place - before
        length = length + min(step, LEAST_RUN) if step <= LEAST_RUN + GAP else LEAST_RUN
        longest = max(longest, length)
    return longest


@lru_cache(maxsize=2)
def _known(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_stretches(plain_words(text)))


@lru_cache(maxsize=TEXTS)
def _telling(text: str) -> frozenset[str]:
    return frozenset(plain_words(text)) - words_of("empty-words")


def _stretches(plain: Sequence[str]) -> zip[tuple[str, ...]]:
    return zip(*(plain[start:] for start in range(LEAST_RUN)), strict=False)
