"""Names of people in their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.actors.lists import words_of
from sayso.actors.spelling import LONGEST_NAME, find_family_key, find_key, find_words, fold

_POSSESSIVE = re.compile(r"['’]s?$")
_ARABIC_ARTICLE = re.compile(r"\b(?:ad|al|an|ar|ash|as|at|az|el)-(?=[^\W\d_])", re.IGNORECASE)
_TITLE_WORDS = 4
_FAMILY_FIRST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name: its words without titles, how much they say, and what they can be looked up by."""

    words: tuple[str, ...]
    shape: Literal["complete", "initial", "bare"]
    block: str | None
    families: tuple[str, ...]


def find_person(name: str) -> Person | None:
    """The parts of a person's name; None where it is none.

    A name has a capital letter, or letters of a script that has none; and no small
    words but those of names: "officials in Valmere" is a description.
    """
    stripped = _POSSESSIVE.sub("", name[:LONGEST_NAME].strip())
    if not has_capital(stripped) or _is_description(stripped):
        return None
    words = _without_titles(find_words(_ARABIC_ARTICLE.sub("", stripped)))
    core = core_words(words)
    if not core:
        return None
    family = find_family_key(core[-1])
    if len(core) == 1 or core[0] in words_of("particles"):
        return Person(words, "bare", None, (family,))
    if len(core[-1]) == 1:
        # "Vladimir P.": the initial is the family name's, so that nothing can be looked up.
        return Person(words, "initial", None, ())
    if len(core[0]) == 1:
        return Person(words, "initial", None, (family,))
    east_asian = core[0] in words_of("family-first") and len(core) <= _FAMILY_FIRST_WORDS
    families = (family, find_family_key(core[0])) if east_asian else (family,)
    # Sorted: "Orbán Viktor" is "Viktor Orbán".
    block = " ".join(sorted((find_key(core[0]), find_key(core[-1]))))
    return Person(words, "complete", f"p {block}", families)


def find_suffix(words: tuple[str, ...]) -> str | None:
    """A name's "jr", "iii" or the like."""
    return words[-1] if len(words) > 1 and words[-1] in words_of("suffixes") else None


def core_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name's words without suffix and small words; one at the beginning stays ("De Gaulle")."""
    named = words[:-1] if find_suffix(words) else words
    small = words_of("particles") | words_of("arabic-articles")
    return tuple(word for place, word in enumerate(named) if place == 0 or place == len(named) - 1 or word not in small)


def middle_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words between the first and the last."""
    return core_words(words)[1:-1]


def given_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """All words but the last."""
    return core_words(words)[:-1]


def fits_initials(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the first and middle words of one name may be those of the other.

    They are compared from the left as far as both go; an initial fits what begins so.
    """
    return all(_fits(one, other) for one, other in zip(short, full, strict=False))


def fits_family(bare: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a bare family name is that of a full name: "Van Jones" is none of "Ada Jones"."""
    if find_suffix(bare):
        bare = bare[:-1]
    named = full[:-1] if find_suffix(full) else full
    small = bare[0] in words_of("particles")
    return not small or tuple(map(find_family_key, named[-len(bare) :])) == tuple(map(find_family_key, bare))


def _fits(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return find_key(one) == find_key(other)


def _is_description(name: str) -> bool:
    words = name.split()
    while words and fold(words[0]).strip(".") in words_of("titles"):
        words = words[1:]
    return any(word.islower() and word not in _small_words() for word in words)


@cache
def _small_words() -> frozenset[str]:
    return words_of("particles") | words_of("arabic-articles") | words_of("small-words")


def has_capital(name: str) -> bool:
    """Whether a name has a capital letter, or letters only of scripts that have none."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and (
        any(char.isupper() or char.istitle() for char in letters) or not any(char.islower() for char in letters)
    )


def _without_titles(words: tuple[str, ...]) -> tuple[str, ...]:
    while len(words) > 1 and words[-1] in words_of("honours"):
        words = words[:-1]
    for _ in range(_TITLE_WORDS):
        if len(words) > 1 and words[0] in words_of("titles"):
            words = words[1:]
    return words
