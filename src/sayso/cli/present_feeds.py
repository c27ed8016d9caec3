"""How feeds, their health and the run log look on a terminal, and as plain lines where there is none."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from sayso.cli.plain import plain
from sayso.cli.present import complain, console, is_terminal
from sayso.fetch.words import fault_in_words
from sayso.following import Event, Feed

if TYPE_CHECKING:
    from sayso.service.collecting import Outcome

_STYLES = {"new": "green", "revised": "yellow", "fault": "red", "paused": "red", "withdrawn": "magenta"}
_COLUMNS = ("id", "state", "last success", "next try", "entries", "articles", "feed", "what is wrong")
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def print_feeds(feeds: Sequence[Feed]) -> None:
    """The list of feeds with their health."""
    if not feeds:
        complain("nothing is followed yet", "`sayso follow https://outlet.example/` does it")
        return
    now = time.time()
    rows = [_row(feed, now) for feed in feeds]
    if not is_terminal():
        for row in rows:
            sys.stdout.write("\t".join(plain(cell) for cell in row) + "\n")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in _COLUMNS:
        table.add_column(name, overflow="fold", ratio=3 if name in {"feed", "what is wrong"} else None)
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    console().print(table)


def _row(feed: Feed, now: float) -> tuple[str, ...]:
    wrong = feed.reason or (fault_in_words(feed.fault) if feed.fault else "")
    if not feed.heed_robots:
        wrong = f"{wrong} Read against its robots.txt.".strip()
    return (
        feed.id[:8],
        feed.state,
        show_moment(feed.last_success, now) or "never",
        _ahead(feed.next_try, now) if feed.state == "following" else "",
        str(feed.entries),
        str(feed.articles),
        f"{feed.title}  {feed.url}" if feed.title else feed.url,
        wrong,
    )


def _ahead(moment: float | None, now: float) -> str:
    return "due now" if moment is not None and moment <= now else show_moment(moment, now)


def show_moment(moment: float | None, now: float) -> str:
    """How long ago, or in how long, in words; empty for no moment."""
    if moment is None:
        return ""
    seconds = abs(moment - now)
    for size, name in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            words = f"{count} {name}{'s' * (count != 1)}"
            return f"in {words}" if moment > now else f"{words} ago"
    return "now"


def write_feeds_json(feeds: Sequence[Feed]) -> None:
    """One object a feed, a line each; moments as ISO 8601, in UTC."""
    for feed in feeds:
        fields = {
            name: value for name, value in asdict(feed).items() if name not in {"etag", "modified", "body_sha256"}
        }
        for name in ("added", "last_try", "last_success", "next_try"):
            fields[name] = _iso(fields[name])
        fields["fault_words"] = fault_in_words(feed.fault) if feed.fault else None
        sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")


def _iso(moment: float | None) -> str | None:
    return None if moment is None else datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")


def print_events(events: Sequence[Event]) -> None:
    """The run log, oldest first."""
    for event in events:
        line = f"{event.at[:19]}Z  {event.kind:10}  {plain(event.subject)}  {plain(event.words)}"
        console().print(Text(line, style=_STYLES.get(event.kind, "") if is_terminal() else ""), soft_wrap=True)


def tell_outcome(outcome: Outcome) -> None:
    """One line of ``sayso watch``, where something happened."""
    if outcome.words:
        stamp = datetime.now(UTC).isoformat(timespec="seconds")[:19]
        line = f"{stamp}Z  {outcome.kind:10}  {plain(outcome.subject)}  {plain(outcome.words)}"
        console().print(Text(line, style=_STYLES.get(outcome.kind, "")), soft_wrap=True)
