"""What kind of source speaks: by what it was resolved to, by its noun, and by what the classifier of senses thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, get_args

from sayso.meaning.lists import lines_of, rows_of
from sayso.meaning.referents import Referent
from sayso.types import SourceType

_BY_SORT: Final[Mapping[str, SourceType]] = {
    "person": "person",
    "organization": "organization",
    "place": "organization",
    "outlet": "outlet",
}
_TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)


def kind_of(referent: Referent, prior: Mapping[SourceType, float]) -> SourceType:
    """The type of a source that was resolved to ``referent``; ``prior`` holds the classifier's shares, if any."""
    if referent.sort == "person" and prior and _is_bare(referent):
        return max(_NAMED, key=lambda t: prior.get(t, 0.0))
    if referent.sort == "group" and " & " in referent.name:
        return "person"  # named side by side, not a people or a party's members
    if referent.sort in _BY_SORT:
        return _BY_SORT[referent.sort]
    told = tuple(t for role in referent.roles for t in nouns().get(role, ()))
    allowed = _allowed(referent, told)
    if prior:
        return max(allowed, key=lambda t: prior.get(t, 0.0) + _LISTED * (t in told))
    return next((t for t in told if t in allowed), allowed[0])


_LISTED: Final = 0.3
"""How much a type that the list of nouns gives counts beside the classifier's shares: chosen on layers train."""


def _allowed(referent: Referent, told: Sequence[SourceType]) -> tuple[SourceType, ...]:
    """The types that a source without a name can have, the likeliest first; a body in the plural is a class."""
    if referent.sort == "group":
        return ("class",)
    if referent.sort == "human" and told:
        return ("class", "anonymous") if referent.plural else ("anonymous", "class")
    if referent.plural:
        return ("class", "anonymous", "document", "outlet")
    return ("organization", "document", "outlet") if referent.sort == "body" else _UNNAMED


_UNNAMED: Final[tuple[SourceType, ...]] = ("anonymous", "document", "organization", "class", "outlet")
_NAMED: Final[tuple[SourceType, ...]] = ("person", "outlet", "organization")


def _is_bare(referent: Referent) -> bool:
    """Whether nothing but the recognizer says that one word is a person's name."""
    return " " not in referent.name and referent.gender == "u" and not referent.roles


@cache
def nouns() -> dict[str, tuple[SourceType, ...]]:
    """The types that a noun which heads a source may show, likeliest first."""
    known = {str(t): t for t in _TYPES}
    bodies: dict[str, tuple[SourceType, ...]] = dict.fromkeys(lines_of("body-nouns"), ("organization",))
    listed = {noun: tuple(known[k] for k in kinds.split(",") if k in known) for noun, kinds in rows_of("source-nouns")}
    return bodies | listed
