"""What kind of source speaks: by what it was resolved to, by its noun, and by what the classifier of senses thinks."""

from __future__ import annotations

from collections.abc import Mapping
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
    if referent.sort in _BY_SORT:
        return _BY_SORT[referent.sort]
    told = tuple(t for role in referent.roles for t in nouns().get(role, ()))
    if prior:
        return max(_TYPES, key=lambda t: prior.get(t, 0.0) + 0.2 * (t in told) - (t in ("none", "author")))
    if told:
        return told[-1] if referent.plural and len(told) > 1 else told[0]
    return "class" if referent.plural or referent.sort == "group" else "anonymous"


@cache
def nouns() -> dict[str, tuple[SourceType, ...]]:
    """The types that a noun which heads a source may show, likeliest first."""
    known = {str(t): t for t in _TYPES}
    bodies: dict[str, tuple[SourceType, ...]] = dict.fromkeys(lines_of("body-nouns"), ("organization",))
    listed = {noun: tuple(known[k] for k in kinds.split(",") if k in known) for noun, kinds in rows_of("source-nouns")}
    return bodies | listed
