"""The pages of what arrives by itself: feeds with their health, an article's versions, alerts; and feeds of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sayso import store
from sayso.claims import Claim
from sayso.fetch.words import fault_in_words
from sayso.following import Feed, SavedSearch
from sayso.service.comparing import Comparison, compare, list_versions
from sayso.store import searches
from sayso.store.feeds import count_by_day, list_feeds, read_events
from sayso.types import CharSpan, Relation, Statement, StatementRow
from sayso.web.asking import STATEMENT_FIELDS, given, read_statement_query
from sayso.web.pages import Ledger
from sayso.web.rendering import TEMPLATES, render

DAYS = 14
FEED_ROWS = 50
ALERTS_A_PAGE = 100
EVENTS = 30
_BARS = "·▁▂▃▄▅▆▇█"
_AGO = ((86_400, "day"), (3600, "hour"), (60, "minute"))

router = APIRouter()


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as the page shows it: how it is, in words, and how much it brought on each of the last days."""

    feed: Feed
    state: str
    wrong: str
    last: str
    following: str
    days: tuple[int, ...]
    bars: str


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed tells of: a key that stays the same, when it came, the statement, what it does with a claim."""

    key: str
    moment: float
    row: StatementRow
    relation: Relation | None = None


@router.get("/sources")
def show_moved() -> RedirectResponse:
    """Where the page of feeds was first: a source is whom an article cites, never an outlet."""
    return RedirectResponse("/feeds", HTTPStatus.MOVED_PERMANENTLY)


@router.get("/feeds")
def show_feeds(request: Request, ledger: Ledger) -> HTMLResponse:
    """What is followed, and how it is."""
    now = time.time()
    days = count_by_day(ledger, now=now, days=DAYS)
    rows = [_row(feed, days.get(feed.id, (0,) * DAYS), now) for feed in list_feeds(ledger)]
    rows.sort(key=lambda row: (not row.wrong, (row.feed.title or row.feed.url).casefold()))
    context = {"feeds": rows, "days": DAYS, "events": tuple(reversed(read_events(ledger, limit=EVENTS)))}
    return render(request, "feeds.html", context)


def _row(feed: Feed, days: tuple[int, ...], now: float) -> FeedRow:
    return FeedRow(
        feed=feed,
        state={"following": "ill" if feed.fault else "well"}.get(feed.state, feed.state),
        wrong=feed.reason or (fault_in_words(feed.fault) if feed.fault else ""),
        last=_distance(feed.last_success, now),
        following=_ahead(feed.next_try, now) if feed.state == "following" else "",
        days=days,
        bars=_bars(days),
    )


def _bars(days: tuple[int, ...]) -> str:
    most = max(days, default=0)
    return "".join(_BARS[-(-8 * count // most)] if most else _BARS[0] for count in days)


def _ahead(moment: float | None, now: float) -> str:
    return "due now" if moment is not None and moment <= now else _distance(moment, now)


def _distance(moment: float | None, now: float) -> str:
    """How long ago or in how long, in words; empty for no moment."""
    if moment is None:
        return ""
    seconds = abs(moment - now)
    for size, name in _AGO:
        if seconds >= size:
            count = round(seconds / size)
            words = f"{count} {name}{'s' * (count != 1)}"
            return f"in {words}" if moment > now else f"{words} ago"
    return "just now" if moment <= now else "in a moment"


# ---------------------------------------------------------------- versions


@dataclass(frozen=True, slots=True)
class Strip:
    """A stretch of words of a difference; ``numbers`` are the changed statements whose content it belongs to."""

    kind: str
    words: str
    numbers: str


@router.get("/articles/{article_id}/versions")
def show_versions(
    request: Request, ledger: Ledger, article_id: str, older: int | None = None, newer: int | None = None
) -> HTMLResponse:
    """An article's versions, and what changed between two of them: the last two, unless asked otherwise."""
    steps, withdrawals = list_versions(ledger, article_id)
    comparison = compare(ledger, article_id, older=older, newer=newer) if len(steps) > 1 else None
    changed = [each for each in comparison.aligned if each.fate != "same"] if comparison else []
    context = {
        "steps": steps,
        "withdrawals": withdrawals,
        "article": steps[-1].stored.reading.article,
        "id": steps[-1].stored.id,
        "comparison": comparison,
        "changed": changed,
        "same": len(comparison.aligned) - len(changed) if comparison else 0,
        "rows": _draw(comparison, [(each.older, each.newer) for each in changed]) if comparison else (),
    }
    return render(request, "versions.html", context)


def _draw(
    comparison: Comparison, changed: list[tuple[Statement | None, Statement | None]]
) -> tuple[tuple[str, tuple[Strip, ...]], ...]:
    """The rows of a difference, their words cut where contents of changed statements begin and end."""
    texts = {"older": comparison.older.stored.reading.text, "newer": comparison.newer.stored.reading.text}
    marks: dict[str, list[tuple[CharSpan, int]]] = {"older": [], "newer": []}
    for number, pair in enumerate(changed, start=1):
        for side, statement in zip(("older", "newer"), pair, strict=True):
            marks[side] += [(span, number) for span in statement.content.spans] if statement else []
    drawn = []
    for row in comparison.rows:
        strips: list[Strip] = []
        for piece in row.pieces:
            side = "older" if piece.newer is None else "newer"
            span = piece.newer or piece.older
            if span is not None:
                strips += _cut(texts[side], span, piece.kind, marks[side])
        drawn.append((row.kind, tuple(strips)))
    return tuple(drawn)


def _cut(text: str, span: CharSpan, kind: str, marks: list[tuple[CharSpan, int]]) -> list[Strip]:
    inside = [(mark, number) for mark, number in marks if mark.start < span.end and mark.end > span.start]
    edges = {span.start, span.end}
    for mark, _ in inside:
        edges |= {max(mark.start, span.start), min(mark.end, span.end)}
    ordered = sorted(edges)
    strips = []
    for start, end in pairwise(ordered):
        numbers = sorted({number for mark, number in inside if mark.start <= start and end <= mark.end})
        strips.append(Strip(kind, text[start:end], "·".join(map(str, numbers))))
    return strips


# ---------------------------------------------------------------- alerts


@router.get("/alerts")
def show_alerts(request: Request, ledger: Ledger) -> HTMLResponse:
    """The saved searches."""
    found = searches.list_searches(ledger)
    context = {"searches": found, "chosen": None, "alerts": (), "claims": _claims_of(ledger, found)}
    return render(request, "alerts.html", context)


def _claims_of(ledger: store.Ledger, found: Sequence[SavedSearch]) -> dict[str, Claim | None]:
    """The claims that searches watch, by the searches' ids."""
    return {each.id: searches.watched_claim(ledger, each) for each in found}


@router.get("/alerts/{search_id}.atom")
def alerts_as_atom(request: Request, ledger: Ledger, search_id: str) -> Response:
    """What a search found, as an Atom feed."""
    found = searches.find_search(ledger, search_id)
    return _as_atom(request, found.name, _told(ledger, found))


@router.get("/alerts/{search_id}.json")
def alerts_as_json(request: Request, ledger: Ledger, search_id: str) -> Response:
    """What a search found, as a JSON feed."""
    found = searches.find_search(ledger, search_id)
    return _as_json_feed(request, found.name, _told(ledger, found))


def _told(ledger: store.Ledger, search: SavedSearch) -> list[Item]:
    return [
        Item(alert.key, alert.found, alert.row, alert.relation)
        for alert in searches.read_alerts(ledger, search, limit=FEED_ROWS)
    ]


@router.get("/alerts/{search_id}")
def show_search(request: Request, ledger: Ledger, search_id: str) -> HTMLResponse:
    """One saved search with what it found."""
    found = searches.find_search(ledger, search_id)
    context = {
        "searches": (found,),
        "chosen": found,
        "alerts": searches.read_alerts(ledger, found, limit=ALERTS_A_PAGE),
        "claims": _claims_of(ledger, (found,)),
    }
    return render(request, "alerts.html", context)


# ---------------------------------------------------------------- feeds


@router.get("/statements.atom")
def statements_as_atom(request: Request, ledger: Ledger) -> Response:
    """The statements that a filter lets through, newest first, as an Atom feed: of a speaker, an outlet, words."""
    return _as_atom(request, _title(request), _filtered(request, ledger))


@router.get("/statements.json")
def statements_as_json(request: Request, ledger: Ledger) -> Response:
    """The statements that a filter lets through, newest first, as a JSON feed."""
    return _as_json_feed(request, _title(request), _filtered(request, ledger))


def _filtered(request: Request, ledger: store.Ledger) -> list[Item]:
    query = read_statement_query(given(request.query_params, STATEMENT_FIELDS))
    rows = store.statements(ledger, query.to_filter(), limit=FEED_ROWS).rows
    return [Item(searches.key_of(row), datetime.fromisoformat(row.article.added).timestamp(), row) for row in rows]


def _title(request: Request) -> str:
    fields = given(request.query_params, STATEMENT_FIELDS)
    return "Statements: " + ", ".join(f"{name} {value}" for name, value in fields.items()) if fields else "Statements"


def _as_atom(request: Request, title: str, items: list[Item]) -> Response:
    """Atom, RFC 4287."""
    entries = [_entry(request, item) for item in items]
    updated = max((entry["updated"] for entry in entries), default=_iso(0.0))
    context = {"title": title, "here": str(request.url), "updated": updated, "entries": entries}
    return Response(TEMPLATES.get_template("feed.atom").render(context), media_type="application/atom+xml")


def _as_json_feed(request: Request, title: str, items: list[Item]) -> Response:
    """JSON Feed 1.1."""
    entries = [_entry(request, item) for item in items]
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "feed_url": str(request.url),
        "items": [
            {
                "id": entry["id"],
                "url": entry["url"],
                "external_url": entry["source"],
                "title": entry["title"],
                "content_text": entry["words"],
                "date_published": entry["updated"],
            }
            for entry in entries
        ],
    }
    feed["items"] = [{name: value for name, value in item.items() if value is not None} for item in feed["items"]]
    return JSONResponse(feed, media_type="application/feed+json")


def _entry(request: Request, item: Item) -> dict[str, Any]:
    said, article = item.row.statement, item.row.article
    place = urlencode({"version": item.row.text_sha256, "statement": said.id})
    speaker = said.source.text or "Source not named"
    stand = f" ({item.relation} the claim)" if item.relation else ""
    return {
        "id": f"urn:sha1:{item.key}",
        "url": f"{request.base_url}articles/{article.id}?{place}#w-{said.id}",
        "source": article.url,
        "title": f"{speaker}{stand}: {said.content.text[:120]}",
        "words": f"{speaker} | {said.cue.text} | {said.content.text}",
        "outlet": article.outlet or article.title or "outlet unknown",
        "updated": _iso(item.moment),
    }


def _iso(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
