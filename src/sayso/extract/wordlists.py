"""The word lists under ``data/``, for the rules that follow the tagger."""

from __future__ import annotations

import re
from functools import cache

from sayso.text import lists


def word_list(name: str) -> frozenset[str]:
    """The entries of a list, in lower case."""
    return lists.words_in("sayso.extract", name)


@cache
def one_of(name: str) -> str:
    """A pattern of any entry of a list, the longest first."""
    entries = sorted(word_list(name), key=lambda entry: (-len(entry), entry))
    return "(?:" + "|".join(re.escape(entry).replace(r"\ ", r"\s+") for entry in entries) + ")"


def spelled(name: str) -> tuple[str, ...]:
    """The entries of a list in the order of the alphabet."""
    return tuple(sorted(word_list(name)))
