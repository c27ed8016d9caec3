"""Names of people: their parts, whether two can be one person's, and what gender a name tells."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from sayso.meaning.lists import rows_of, words_of

Gender = Literal["f", "m", "u"]
"""f, m, or u where nothing tells."""

SUFFIXES: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_FULL: Final = 2
"""Words from which on a name is one of first name and surname."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name as the text writes it: ``words`` without titles, and what the titles before it told."""

    words: tuple[str, ...]
    gender: Gender = "u"
    offices: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """The words as they are compared: folded, without "Jr."."""
        return key_of(self.words)

    @property
    def suffix(self) -> str:
        """What parts father and son, "jr" and the like, or nothing."""
        last = fold(self.words[-1]) if self.words else ""
        return last if last in SUFFIXES else ""

    @property
    def is_full(self) -> bool:
        """Whether it has a first name and a surname."""
        return len(self.key) >= _FULL

    def __str__(self) -> str:
        return " ".join(self.words)


def read_name(words: Sequence[str]) -> PersonName:
    """Part a name from the titles before it."""
    start, gender, offices = 0, "u", []
    while start < len(words) - 1 and (title := _titles().get(fold(words[start]))):
        gender = title[0] if title[0] != "-" else gender
        if title[1] != "-":
            offices.append(title[1])
        start += 1
    return PersonName(tuple(words[start:]), "f" if gender == "f" else "m" if gender == "m" else "u", tuple(offices))


@cache
def courtesies() -> tuple[str, ...]:
    """Titles as they are written before a name, with their capital."""
    alone = [word for word in _titles() if word not in words_of("no-titles-alone")]
    return tuple(form for word in alone for form in (word[0].upper() + word[1:], word.upper()))


def is_title(word: str) -> bool:
    """Whether a word can stand before a name as a title."""
    return fold(word) in _titles()


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """A word as it is compared: lower case, no accents, straight apostrophes, no full stop at its end."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    return plain.replace("’", "'").removesuffix("'s").rstrip(".'")


def key_of(words: Iterable[str]) -> tuple[str, ...]:
    """The words of a name as they are compared."""
    folded = tuple(key for word in words if (key := fold(word)))
    while len(folded) > 1 and folded[-1] in SUFFIXES:
        folded = folded[:-1]
    return folded


def can_be_one(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two keys of at least two words each can be one person's full names.

    They share the surname, and their first names are the same, an initial of, or short
    for one another; or the one continues the other, as names with two surnames do.
    """
    if first[-1] != second[-1]:
        shorter, longer = sorted((first, second), key=len)
        return len(shorter) < len(longer) and tuple(longer[: len(shorter)]) == tuple(shorter)
    if tuple(first[-len(second) :]) == tuple(second) or tuple(second[-len(first) :]) == tuple(first):
        return True
    return are_alike(first[0], second[0]) and _middles_agree(first[1:-1], second[1:-1])


def are_alike(first: str, second: str) -> bool:
    """Whether two first names can be one person's: equal, an initial, or a short form."""
    if first == second:
        return True
    shorter, longer = sorted((first.rstrip("."), second.rstrip(".")), key=len)
    if len(shorter.replace(".", "")) == 1:
        return longer.startswith(shorter[0])
    return bool(_long_forms(first) & _long_forms(second))


def _middles_agree(first: Sequence[str], second: Sequence[str]) -> bool:
    if not first or not second:
        return True
    return first[0][0] == second[0][0]


def gender_of(first_name: str) -> Gender:
    """What a first name tells of the gender of who has it."""
    return _first_names().get(fold(first_name), "u")


def is_first_name(word: str) -> bool:
    """Whether a word is known as a first name."""
    return fold(word) in _first_names()


@cache
def _first_names() -> dict[str, Gender]:
    return {name: "f" if gender == "f" else "m" if gender == "m" else "u" for name, gender in rows_of("first-names")}


@cache
def _titles() -> dict[str, tuple[str, str]]:
    return {word: (gender, office) for word, gender, office in rows_of("titles")}


def _long_forms(name: str) -> frozenset[str]:
    return frozenset({name, *_long().get(name, ())})


@cache
def _long() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, shorts in rows_of("short-names"):
        for short in shorts.split():
            found[short] = (*found.get(short, ()), name)
    return found


@cache
def offices() -> frozenset[str]:
    """The offices that titles stand for."""
    return frozenset(office for _, office in _titles().values() if office != "-")


@cache
def gendered_nouns() -> dict[str, Gender]:
    """Nouns that tell the gender of whom they are said."""
    return {noun: "f" if gender == "f" else "m" for noun, gender in rows_of("gendered-nouns")}


@cache
def particles() -> frozenset[str]:
    """Words in lower case that stand inside names ("de", "van", "bin")."""
    return words_of("name-particles")
