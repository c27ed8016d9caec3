"""Actors on a terminal, and as plain lines where there is none."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.text import Text

from sayso.actors import Decision
from sayso.cli.plain import plain
from sayso.cli.present import console, is_terminal, print_rest, print_rows, print_statements
from sayso.types import ActorProfile, ActorSummary, Page, StatementRow, Tally

_BAR = 24
"""Cells of the longest bar."""


def print_actors(page: Page[ActorSummary]) -> None:
    """The directory."""
    columns = ("id", "name", "kind", "statements", "articles")
    rows = [(each.id[:12], _title(each), _kind(each), str(each.statements), str(each.articles)) for each in page.rows]
    print_rows(columns, rows, wide="name")
    print_rest(page)


def print_profile(profile: ActorProfile, page: Page[StatementRow], decisions: Sequence[Decision]) -> None:
    """Who an actor is, its acts as bars, then what it said in time order."""
    prefix = "" if is_terminal() else "# "
    head = Text(f"{prefix}{plain(_title(profile.summary))}", style="bold")
    console().print(head + Text(f"  {profile.summary.id[:12]}", style="dim"), soft_wrap=True)
    for name, value in _facts(profile):
        console().print(Text(f"{prefix}{name:12}", style="dim") + Text(plain(value)), soft_wrap=True)
    for line in _bars(profile.acts):
        console().print(Text(f"{prefix}{line}"), soft_wrap=True)
    mine = {profile.summary.id, *(each.id for each in profile.fitting)}
    for each in decisions:
        if mine & {each.one, each.other}:
            console().print(Text(f"{prefix}{plain(_tell(each))}", style="yellow"), soft_wrap=True)
    if page.total:
        print_statements(page)


def _facts(profile: ActorProfile) -> list[tuple[str, str]]:
    summary = profile.summary
    facts = [
        ("kind", _kind(summary)),
        ("also", _listed(tuple(each for each in profile.names if each[0] != summary.name))),
        ("roles", _listed(profile.roles)),
        ("may be", "; ".join(f"{each.name} ({each.id[:8]})" for each in profile.fitting)),
        ("said", f"{summary.statements} statements, in {summary.articles} articles"),
        ("printed by", _listed(profile.outlets)),
        ("via", _listed(profile.channels)),
        ("prints", f"{profile.printed} articles" if profile.printed else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _listed(tally: Tally) -> str:
    return "; ".join(f"{name} ({number})" for name, number in tally)


def _bars(acts: Tally) -> list[str]:
    most = max((number for _, number in acts), default=0)
    return [f"{name:12}{'█' * max(1, round(number / most * _BAR))} {number}" for name, number in acts]


def print_decisions(decisions: Sequence[Decision]) -> None:
    """What was decided, oldest first."""
    for each in decisions:
        sys.stdout.write(plain(_tell(each)) + "\n")


def _tell(decision: Decision) -> str:
    what = {
        "merge": f"{decision.one_name} and {decision.other_name} are one",
        "split": f"{decision.one_name} is by itself"
        + (f" in {', '.join(each[:12] for each in decision.articles)}" if decision.articles else ""),
        "undo": f"decision {decision.undone} no longer holds",
    }[decision.verb]
    return f"decision {decision.number}, {decision.added[:10]}, {decision.who}: {what} — {decision.why}"


def _title(actor: ActorSummary) -> str:
    return f"{actor.name} (which of several is not told)" if actor.open else actor.name


def _kind(actor: ActorSummary) -> str:
    return "news agency" if actor.agency else actor.kind
