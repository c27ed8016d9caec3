"""Claims on a terminal, and as plain lines where there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.text import Text

from sayso.claims import Appearance, ClaimDecision, ClaimSummary, summarise
from sayso.claims.opposing import moment
from sayso.cli.plain import plain
from sayso.cli.present import console, is_terminal, print_rest, print_rows
from sayso.service.picture import Seen, Stand
from sayso.types import Page

_STYLES: Final = {"supports": "green", "denies": "red", "doubts": "yellow", "reports": "dim"}
_KEY: Final = 8
"""Digits of an id that are shown: enough to tell some hundred thousand apart."""


def print_claims(page: Page[ClaimSummary]) -> None:
    """The list of claims."""
    columns = ("id", "claim", "articles", "outlets", "origins", "denied", "last")
    rows = [
        (
            each.id[:_KEY],
            each.name or each.text,
            str(each.articles),
            str(each.outlets),
            str(each.origins),
            str(each.denials) if each.denials else "",
            each.last[:10],
        )
        for each in page.rows
    ]
    print_rows(columns, rows, wide="claim")
    print_rest(page)


def print_claim(seen: Seen, decisions: Sequence[ClaimDecision]) -> None:
    """A claim: its standing in one line, its origins, then all appearances in time order."""
    claim = seen.claim
    _line(claim.name or claim.text, style="bold", after=claim.id[:_KEY])
    if claim.name:
        _line(claim.text)
    _line(tell_standing(summarise(claim, len(seen.provenance.origins))), style="cyan")
    for origin in seen.provenance.origins:
        where = f"{origin.outlet} ← {origin.source}" if origin.outlet else origin.source
        _line(f"origin: {where} ({origin.how})")
    columns = ("statement", "when", "relation", "who", "outlet", "words")
    print_rows(columns, [_row(each) for each in claim.appearances], wide="words")
    mine = {each.entry.seed for each in claim.appearances}
    for each in decisions:
        if mine & {*each.seeds, *each.others}:
            _line(tell_decision(each), style="yellow")


def tell_standing(summary: ClaimSummary) -> str:
    """A claim's standing in one line."""
    parts = [
        _count(summary.articles, "article"),
        _count(summary.outlets, "outlet"),
        _count(summary.origins, "independent origin") if summary.origins else "origin unknown",
    ]
    if summary.denials:
        parts.append(f"denied {summary.denials} times" if summary.denials > 1 else "denied once")
    if summary.doubts:
        parts.append(_count(summary.doubts, "doubt"))
    if summary.anonymous:
        parts.append(f"{summary.anonymous} of {summary.supports} for it unnamed")
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _row(each: Appearance) -> tuple[str, ...]:
    entry = each.entry
    who = entry.speaker or entry.anonymous or entry.source or "not named"
    return entry.seed[:_KEY], entry.when[:10], each.relation, who, entry.outlet or "", f"{entry.cue} {entry.content}"


def print_stands(stands: Sequence[Stand]) -> None:
    """Where an actor stands: the claims it was on both sides of first."""
    for stand in sorted(stands, key=lambda each: -len(each.sides)):
        _line(f"{', then '.join(stand.sides)}: {stand.claim.name or stand.claim.text}", after=stand.claim.id[:_KEY])
        for each in stand.appearances:
            entry = each.entry
            _line(f"  {moment(entry) or 'undated'}, {entry.outlet or 'outlet unknown'}: {entry.cue} {entry.content}")


def print_decisions(decisions: Sequence[ClaimDecision]) -> None:
    """What was decided, oldest first."""
    for each in decisions:
        _line(tell_decision(each))


def tell_decision(each: ClaimDecision) -> str:
    """A decision in words."""
    seeds, others = (", ".join(seed[:_KEY] for seed in group) for group in (each.seeds, each.others))
    what = {
        "join": f"{seeds} are one claim",
        "part": f"{seeds} is none of {others}",
        "name": f"{seeds} is called “{each.words}”",
        "relate": f"{seeds} {each.words} {others}",
        "undo": f"decision {each.undone} no longer holds",
    }[each.verb]
    return f"decision {each.number}, {each.added[:10]}, {each.who}: {what} ({each.why})"


def print_conflicts(objects: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    """What cannot both be right, each with both sides' words."""
    for each in objects["oppositions"]:
        _line(f"claims {each['a'][:_KEY]} and {each['b'][:_KEY]} oppose each other: {each['why']}", style="bold")
        for place in each["statements"]:
            _place(place)
    for each in objects["position_changes"]:
        _line(
            f"{each['actor']} turned on claim {each['claim'][:_KEY]}: {each['from']}, later {each['to']}", style="bold"
        )
        for place in (each["before"], each["after"]):
            _place(place)
    for each in objects["figure_conflicts"]:
        _line(f"figures disagree on {each['of'] or 'a number'} in claim {each['claim'][:_KEY]}", style="bold")
        for figure in each["figures"]:
            _line(f"  {figure['figure']}: {figure['outlet'] or figure['article']}, {figure['published'] or 'undated'}")
    if not any(objects.values()):
        _line("nothing was found that cannot both be right")


def _place(place: Mapping[str, Any]) -> None:
    _line(f"  {place['outlet'] or place['article']}, {place['published'] or 'undated'}: {place['words']}")


def print_copies(objects: Sequence[Mapping[str, Any]]) -> None:
    """Copies."""
    columns = ("copy", "of", "kind", "credit", "share")
    rows = [
        (
            each["copy"],
            each["of"],
            each["kind"],
            (each["credit"] or "credited") if each["credited"] else "none",
            f"{each['share']:.0%}",
        )
        for each in objects
    ]
    print_rows(columns, rows, wide="copy")


def _line(words: str, *, style: str = "", after: str = "") -> None:
    prefix = "" if is_terminal() else "# "
    text = Text(f"{prefix}{plain(words)}", style=style)
    console().print(text + Text(f"  {after}", style="dim") if after else text, soft_wrap=True)
