"""A claim's standing in one line: how much speaks for it, and how much against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.claims.values import Claim, Entry

ClaimOrder = Literal["largest", "newest", "denied"]
"""largest: in most articles first; newest: first printed last; denied: the latest denial first."""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims are wanted; every field that is given must hold.

    ``about``: words that one of its statements holds (as in ``StatementFilter.words``). ``denied``: somebody denies
    it. ``single_origin``: it stands on one leg. ``anonymous_only``: all who put it forward are kept unnamed.
    ``since``: an ISO date from which on somebody printed it. ``least`` articles have it.
    """

    about: str | None = None
    denied: bool | None = None
    single_origin: bool | None = None
    anonymous_only: bool | None = None
    since: str | None = None
    least: int = 1


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One line of the list of claims.

    So many ``appearances`` in so many ``articles`` of so many ``outlets``; ``origins`` are independent ones.
    ``denials`` and ``doubts`` are appearances; ``anonymous`` are those for it whose source is kept unnamed, of
    ``supports`` in all. ``first`` and ``last`` are moments of printing, ``denied`` the last one of a denial (ISO
    8601; empty: unknown, or never).
    """

    id: str
    text: str
    name: str | None
    appearances: int
    articles: int
    outlets: int
    origins: int
    supports: int
    denials: int
    doubts: int
    anonymous: int
    first: str
    last: str
    denied: str


def summarise(claim: Claim, origins: int) -> ClaimSummary:
    """The summary of a claim that has so many independent origins."""
    entries = [each.entry for each in claim.appearances]
    moments = sorted(entry.when for entry in entries if entry.when)
    supporting = [each.entry for each in claim.appearances if each.relation == "supports"]
    denying = [each.entry for each in claim.appearances if each.relation == "denies"]
    return ClaimSummary(
        id=claim.id,
        text=claim.text,
        name=claim.name,
        appearances=len(entries),
        articles=len({entry.article for entry in entries}),
        outlets=len({outlet_of(entry) for entry in entries}),
        origins=origins,
        supports=len(supporting),
        denials=len(denying),
        doubts=sum(each.relation == "doubts" for each in claim.appearances),
        anonymous=sum(entry.source_type == "anonymous" for entry in supporting),
        first=moments[0] if moments else "",
        last=moments[-1] if moments else "",
        denied=max((entry.when for entry in denying), default=""),
    )


def outlet_of(entry: Entry) -> str:
    """What counts as one outlet: its name without regard to case, else the article by itself."""
    return (entry.outlet or entry.article).casefold()
