"""Names of organisations, outlets and places in their parts, and addresses of outlets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from sayso.actors.lists import heads_of, rows_of, words_of
from sayso.actors.people import has_capital
from sayso.actors.spelling import LONGEST_NAME, find_words
from sayso.types import ActorKind

AGENCY = "a"
"""Begins the blocks of news agencies."""

_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s)")
_DOMAIN = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.ASCII | re.IGNORECASE)
_SHORTEST, _LONGEST = 2, 6


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name: without articles and legal form; ``block`` is what its other names share.

    ``generic`` are names of common words alone, ``letters`` initials such as "UNDP".
    """

    spelling: str
    block: str
    generic: bool
    letters: bool


def find_body(name: str, kind: ActorKind) -> Body | None:
    """The parts of a body's name; None where it is none: a name has a capital letter, if its script has any."""
    stripped = name[:LONGEST_NAME].strip()
    if not has_capital(stripped):
        return None
    words = find_words(_POSSESSIVE.sub("", stripped.replace("&", " and ")), initials=False)
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in words_of("legal-forms"):
        words = words[:-1]
    if not words:
        return None
    spelling = " ".join(words)
    capitals = _is_letters(stripped)
    known = _find_known(spelling, kind, sure=capitals or len(words) > 1)
    if known is not None:
        return Body(spelling, known, generic=False, letters=False)
    generic = all(word in words_of("generic-words") for word in words)
    return Body(spelling, f"b {' '.join(_turned(words))}", generic, letters=capitals and not generic)


def _find_known(spelling: str, kind: ActorKind, *, sure: bool) -> str | None:
    """The block of a body that is listed.

    Letters and short names are words too ("US", "Petra"): they must be written as
    letters, or be known to be what the list has.
    """
    agency = heads_of("agencies").get(spelling)
    if agency is not None and (kind == "outlet" or (kind == "organization" and (sure or agency == spelling))):
        return f"{AGENCY} {agency}"
    if kind == "outlet":
        return None
    listed = heads_of("places").get(spelling) or heads_of("bodies").get(spelling)
    return f"b {listed}" if listed and (sure or kind == "place") else None


def _is_letters(name: str) -> bool:
    letters = name.replace(".", "").removeprefix("the ").removeprefix("The ")
    return _SHORTEST <= len(letters) <= _LONGEST and letters.isalpha() and letters.isupper()


def _turned(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of "government of Norvane" as of "Norvane government"; other names as they are."""
    if len(words) > 2 and words[1] == "of" and words[0] in words_of("turned-heads"):  # noqa: PLR2004
        return (*words[2:], words[0])
    return words


def are_letters_of(letters: str, words: tuple[str, ...]) -> bool:
    """Whether letters are the initials of words, small words left out or not."""
    small = {"of", "the", "and", "for", "in", "on", "to"}
    every = "".join(word[0] for word in words)
    return letters in {every, "".join(word[0] for word in words if word not in small)}


# ---------------------------------------------------------------- addresses


def find_domain(url: str | None) -> str | None:
    """The domain that an outlet rents, without "www." and the like; None where many publish at it."""
    try:
        host = (urlsplit(url or "").hostname or "").rstrip(".")
    except ValueError:
        return None
    if not _DOMAIN.fullmatch(host):
        return None
    labels = host.lower().split(".")
    depth = 3 if len(labels) > 2 and labels[-2] in words_of("second-levels") else 2  # noqa: PLR2004
    domain = ".".join(labels[-depth:])
    return None if domain in words_of("platforms") else domain


def find_domain_name(domain: str) -> str | None:
    """The news agency that publishes at a domain."""
    return _agencies_by_domain().get(domain)


@cache
def _agencies_by_domain() -> dict[str, str]:
    return {field: row[0] for row in rows_of("agencies") for field in row if "." in field}


def are_names_at(domain: str, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names seen at one address are one outlet's: "BBC" and "BBC News" at bbc.example.

    One must hold the other, and the address must begin with the shorter one, so that
    no page makes itself part of another outlet by its name alone.
    """
    short, long = sorted((one, other), key=len)
    return set(short) < set(long) and domain.split(".", maxsplit=1)[0].replace("-", "") == "".join(short)
