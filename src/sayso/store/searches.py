"""Saved searches in the ledger, and the alerts they have found: each statement once, whatever version it is read in."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from sayso.claims import Claim, Relation
from sayso.errors import BadQuery, NotFound
from sayso.following import SavedSearch, name_search
from sayso.store import followed, tables
from sayso.store.claim_filters import anchored_claim, hold_on, relations_of
from sayso.store.dialects import insert_unless_known
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.filters import statements_after, statements_at
from sayso.store.rows import digest_of
from sayso.types import StatementFilter, StatementRow

LOOKED_BACK = 1000
"""Readings before the last one looked through that are looked at again: on PostgreSQL, several
workers may confirm their readings in another order than they numbered them."""

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Alert:
    """A statement that a search found; ``message`` is what it went out with, ``sent`` when.

    ``relation`` is what it does with the claim that the search watches, as far as both are there now.
    """

    key: str
    row: StatementRow
    found: float
    message: str | None
    sent: float | None
    relation: Relation | None = None


def add_search(ledger: Ledger, search: SavedSearch, *, now: float) -> SavedSearch:
    """Save a search; it tells of what comes from now on. A search of that name is replaced, what it told stays told.

    A claim is held on to by several of its statements: see ``hold_on``.

    Raises:
        BadQuery: the filter makes no sense.
        NotFound: the filter names an article, an actor or a claim that is not there.

    """
    statements_after(ledger, to_filter(search), 1 << 40, limit=1)  # refuses what cannot be searched for
    search = _held_on(ledger, search)
    table = followed.searches
    row = {
        "id": name_search(search.name),
        "name": search.name,
        "wanted": _to_json(search),
        "channel": search.channel,
        "target": search.target,
        "secret": search.secret or secrets.token_hex(24),
        "every": search.every,
        "added": now,
        "next_send": now,
        "failures": 0,
    }
    with write_transaction(ledger) as connection:
        newest = connection.execute(select(func.coalesce(func.max(tables.readings.c.id), 0))).scalar_one()
        if not insert_unless_known(connection, table, row | {"mark": newest, "begun": newest}):
            changed = {name: row[name] for name in ("wanted", "channel", "target", "every")}
            connection.execute(update(table).where(table.c.id == row["id"]).values(failures=0, fault=None, **changed))
    return find_search(ledger, search.name)


def _held_on(ledger: Ledger, search: SavedSearch) -> SavedSearch:
    """The search with what its claim is found by now."""
    if search.claim is None:
        return search
    wanted = dict(search.wanted) | {"claim": hold_on(ledger, search.claim)}
    return replace(search, wanted=tuple(sorted(wanted.items())))


def watched_claim(ledger: Ledger, search: SavedSearch) -> Claim | None:
    """The claim that a search watches; None where it watches none, or that is gone."""
    try:
        return None if search.claim is None else anchored_claim(ledger, search.claim)
    except NotFound:
        return None


def remove_search(ledger: Ledger, search: SavedSearch) -> None:
    """Forget a search and what it found; the statements stay."""
    with write_transaction(ledger) as connection:
        connection.execute(delete(followed.alerts).where(followed.alerts.c.search_id == search.id))
        connection.execute(delete(followed.searches).where(followed.searches.c.id == search.id))


def list_searches(ledger: Ledger) -> tuple[SavedSearch, ...]:
    """All saved searches by name, with how many alerts wait and how many were told."""
    alerts = followed.alerts.c
    query = select(alerts.search_id, func.count().label("size"), func.count(alerts.sent).label("told"))
    with read_transaction(ledger) as connection:
        rows = connection.execute(select(followed.searches).order_by(followed.searches.c.name)).all()
        counts = {row.search_id: row for row in connection.execute(query.group_by(alerts.search_id))}
    return tuple(_to_search(row, counts.get(row.id)) for row in rows)


def find_search(ledger: Ledger, wanted: str) -> SavedSearch:
    """A saved search by its name or id.

    Raises:
        NotFound: there is none.

    """
    key = name_search(wanted)
    found = next((each for each in list_searches(ledger) if each.id in {wanted, key}), None)
    if found is None:
        message = f"no search is saved as {wanted[:200]!r}"
        raise NotFound(message, hint="sayso alerts lists them")
    return found


def _to_json(search: SavedSearch) -> str:
    return json.dumps(dict(search.wanted), sort_keys=True)


def _to_search(row: Row[Any], counted: Row[Any] | None) -> SavedSearch:
    fields = {name: getattr(row, name) for name in followed.searches.c.keys()}  # noqa: SIM118 - a column collection
    told = counted.told if counted else 0
    fields["wanted"] = tuple(sorted(json.loads(row.wanted).items()))
    return SavedSearch(**fields, waiting=(counted.size if counted else 0) - told, told=told)


def to_filter(search: SavedSearch) -> StatementFilter:
    """The filter of a search.

    Raises:
        BadQuery: it was saved by a newer sayso.

    """
    try:
        return StatementFilter(**dict(search.wanted))  # type: ignore[arg-type]
    except TypeError as error:
        message = f"the search {search.name!r} asks for something that this sayso does not know ({error})"
        raise BadQuery(message, hint="upgrade sayso, or save it anew") from error


def look_through(ledger: Ledger, search: SavedSearch, *, now: float) -> int:
    """Find what is new for a search since it last looked; how many statements that are.

    Raises:
        BadQuery, NotFound: what it asks for makes no sense any more: an actor or a claim is gone.

    """
    search = _held_on(ledger, search)
    with read_transaction(ledger) as connection:
        newest = connection.execute(select(func.coalesce(func.max(tables.readings.c.id), 0))).scalar_one()
        begun = connection.execute(
            select(func.coalesce(func.max(tables.readings.c.id), 0)).where(tables.readings.c.id <= search.mark)
        ).scalar_one()
    wanted, found = to_filter(search), 0
    # What was there when the search was saved is never told, however far it looks back. A statement can come into
    # a claim long after it was read: there it looks back to the beginning, at the few that the claim has.
    last = search.begun if search.claim else max(search.begun, begun - LOOKED_BACK)
    while rows := statements_after(ledger, wanted, last, limit=_AT_ONCE):
        complete = rows if len(rows) < _AT_ONCE else [row for row in rows if row[0] < rows[-1][0]] or rows
        with write_transaction(ledger) as connection:
            fresh = (row for row in complete if not _was_there(connection, search, row[2]))
            found += sum(_take_down(connection, search, row, now) for row in fresh)
        last = complete[-1][0]
        if len(rows) < _AT_ONCE:
            break
    with write_transaction(ledger) as connection:
        table = followed.searches
        mine = table.c.id == search.id
        connection.execute(update(table).where(mine, table.c.mark < newest).values(mark=newest))
        wanted_now = _to_json(search)
        connection.execute(update(table).where(mine, table.c.wanted != wanted_now).values(wanted=wanted_now))
    return found


def _take_down(connection: Connection, search: SavedSearch, found: tuple[int, int, StatementRow], now: float) -> bool:
    reading, number, row = found
    values = {"search_id": search.id, "key": key_of(row), "reading_id": reading, "number": number, "found": now}
    # A feed is not sent: what stands in it is told.
    sent = {"sent": now} if search.channel == "feed" else {}
    return insert_unless_known(connection, followed.alerts, values | sent)


def _was_there(connection: Connection, search: SavedSearch, row: StatementRow) -> bool:
    """Whether the article said so already when the search was saved: an edit elsewhere in it is no news."""
    readings, snapshots = tables.readings.c, tables.snapshots.c
    of_article = select(func.max(readings.id)).join(tables.snapshots, snapshots.id == readings.snapshot_id)
    before = of_article.where(snapshots.article_id == row.article.id, readings.id <= search.begun)
    stated = tables.statements.c
    said = select(stated.source, stated.cue, stated.content).where(stated.reading_id == before.scalar_subquery())
    return key_of(row) in {_key(row.article.id, *words) for words in connection.execute(said)}


def key_of(row: StatementRow) -> str:
    """What a statement keeps in all versions of its article: who, how, what, without case and spacing."""
    said = row.statement
    return _key(row.article.id, said.source.text, said.cue.text, said.content.text)


def _key(article: str, *words: str) -> str:
    return digest_of(article, *(" ".join(part.casefold().split()) for part in words))


def read_alerts(ledger: Ledger, search: SavedSearch, *, waiting: bool = False, limit: int = 100) -> tuple[Alert, ...]:
    """What a search found, newest first; ``waiting``: only what was not told yet, oldest first."""
    table = followed.alerts
    query = select(table).where(table.c.search_id == search.id)
    if waiting:
        query = query.where(table.c.sent.is_(None)).order_by(table.c.reading_id, table.c.number)
    else:
        query = query.order_by(table.c.found.desc(), table.c.reading_id.desc(), table.c.number)
    with read_transaction(ledger) as connection:
        rows = connection.execute(query.limit(limit)).all()
    by_place = {(row.reading_id, row.number): row for row in rows}
    claim = watched_claim(ledger, search)
    relations = relations_of(ledger, claim) if claim else {}
    return tuple(
        _to_alert(by_place[reading, number], statement, relations.get((reading, number)))
        for reading, number, statement in statements_at(ledger, list(by_place))
    )


def _to_alert(row: Row[Any], statement: StatementRow, relation: Relation | None) -> Alert:
    return Alert(row.key, statement, row.found, row.message, row.sent, relation)


def claim_message(ledger: Ledger, search: SavedSearch, keys: Sequence[str], message: str) -> bool:
    """Put alerts into a message that is about to go out; false where another process has begun one.

    From here on they go out with this message or not at all.
    """
    table = followed.alerts
    with write_transaction(ledger) as connection:
        free = table.c.search_id == search.id, table.c.key.in_(keys), table.c.message.is_(None), table.c.sent.is_(None)
        taken = connection.execute(update(table).where(*free).values(message=message).returning(table.c.key)).all()
        if len(taken) == len(keys):
            return True
        connection.rollback()
        return False


def finish_message(ledger: Ledger, search: SavedSearch, message: str, *, sent: float, fault: str | None = None) -> None:
    """Write down that a message is out, or that nobody will know whether it is (``fault``)."""
    alerts, searches = followed.alerts, followed.searches
    with write_transaction(ledger) as connection:
        mine = alerts.c.search_id == search.id, alerts.c.message == message
        connection.execute(update(alerts).where(*mine).values(sent=sent))
        values = {"next_send": sent + search.every, "failures": 0, "fault": fault}
        connection.execute(update(searches).where(searches.c.id == search.id).values(values))


def fail_message(ledger: Ledger, search: SavedSearch, message: str, *, fault: str, retry: float) -> None:
    """Write down that a message did certainly not go out; it is tried again at ``retry``."""
    alerts, searches = followed.alerts, followed.searches
    with write_transaction(ledger) as connection:
        mine = alerts.c.search_id == search.id, alerts.c.message == message
        connection.execute(update(alerts).where(*mine).values(message=None))
        values = {"next_send": retry, "failures": searches.c.failures + 1, "fault": fault}
        connection.execute(update(searches).where(searches.c.id == search.id).values(values))
