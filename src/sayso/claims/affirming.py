"""Words that put something as not so, put as if it were so: whether two entries speak of one thing is judged on these.

A judge of meanings reads "no order was given" and "an order was given" as of little likeness or of much, as it
happens; with the negation taken out of both, what is left either says the same or does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from sayso.claims.lists import lines_of, rows_of

_SPACES: Final = re.compile(r"\s+")
_BEFORE_MARKS: Final = re.compile(r"\s+([,.;:!?])")
_BEFORE_VOWELS: Final = re.compile(r"\b([Aa]) (?=[aeiou])")


@lru_cache(maxsize=4096)
def affirm(text: str) -> str:
    """A text with its negations taken out (``affirmations.txt``); "no later than" and the like stay.

    A name in brackets takes the place of the pronoun in front of it: "I [Ada Koll] resign".
    """
    put = _SPACES.sub(" ", _pattern().sub(_affirm_one, _bracketed().sub(r"\1", text)))
    return _BEFORE_VOWELS.sub(r"\1n ", _BEFORE_MARKS.sub(r"\1", put)).strip()


def _affirm_one(found: re.Match[str]) -> str:
    words = found[0]
    if found["kept"]:
        return words
    put = _affirmations()[words.casefold().replace("’", "'")]
    return put[:1].upper() + put[1:] if words[:1].isupper() else put


@cache
def _bracketed() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines_of('kept-pronouns'))}) \[([^][]+)\]", re.IGNORECASE)


@cache
def _affirmations() -> dict[str, str]:
    return {row[0]: row[1] if len(row) > 1 else "" for row in rows_of("affirmations")}


_RATHER: Final = (
    r"not\s+(?:\w+\s+){0,2}?(?P<how>by|from|in|on|at|for|to|with|of|through|because)\b"
    r"[^.;:!?]{1,60}?,?\s+but\s+(?P=how)"
)
"""“not opposed by his chief of staff, but by his children” says by whom."""


@cache
def kept_negations() -> re.Pattern[str]:
    """What holds a word of negation and turns nothing round (``double-negations.txt``, contracted or not)."""
    return re.compile(rf"\b(?:{_kept()})\b", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:(?P<kept>{_kept()})|(?:{_any_of(_affirmations())}))\b", re.IGNORECASE)


def _kept() -> str:
    return f"{_RATHER}|{_any_of(lines_of('double-negations'))}"


def _any_of(phrases: Iterable[str]) -> str:
    """A pattern of any of some phrases, the longest first, with any spaces; "did not" stands for "didn't" too."""
    ordered = sorted((re.escape(each) for each in phrases), key=len, reverse=True)
    return "|".join(
        each.replace("'", "['’]").replace(r"\ not", r"(?:\s+not|n['’]t)").replace(r"\ ", r"\s+") for each in ordered
    )
