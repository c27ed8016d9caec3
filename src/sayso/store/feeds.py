"""Feeds and pages in the ledger: what is followed, what a poll or a visit found, the run log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, insert, select, tuple_, update

from sayso.errors import BadQuery, NotFound
from sayso.fetch.manners import Rules
from sayso.following import ROBOTS_OVERRIDE, Entry, Event, Feed, FeedKind, FeedState, Page, name_url
from sayso.store import followed, tables
from sayso.store.dialects import insert_unless_known
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.jobs import drop_job, put_job
from sayso.store.rows import now as stamp

FIRST_INTERVAL = 900.0
"""Seconds between two polls of a feed of which nothing is known yet."""

KEPT_EVENTS = 100_000
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class NewFeed:
    """A feed to be followed; ``host`` is what it is asked at, ``due`` when first."""

    url: str
    kind: FeedKind
    host: str
    due: float
    title: str | None = None
    heed_robots: bool = True


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry of a poll, with where and when its page is to be visited; ``due`` None: known, but not visited."""

    entry: Entry
    host: str
    due: float | None


# ---------------------------------------------------------------- feeds


def add_feed(ledger: Ledger, new: NewFeed, *, now: float) -> bool:
    """Follow a feed; false where it is followed already, in which case nothing changes.

    A feed that was stopped or paused is followed again.
    """
    return add_feeds(ledger, [new], now=now)[0]


def add_feeds(ledger: Ledger, feeds: Sequence[NewFeed], *, now: float) -> tuple[bool, ...]:
    """Follow several feeds, all in one transaction: each would wait for the disk else. As ``add_feed`` for each."""
    with write_transaction(ledger) as connection:
        return tuple(_add_feed(connection, new, now) for new in feeds)


def _add_feed(connection: Connection, new: NewFeed, now: float) -> bool:
    key = name_url(new.url)
    row = {
        "id": key,
        "url": new.url,
        "kind": new.kind,
        "title": new.title,
        "state": "following",
        "reason": "",
        "heed_robots": new.heed_robots,
        "added": now,
        "interval": FIRST_INTERVAL,
        "polls": 0,
        "failures": 0,
    }
    added = insert_unless_known(connection, followed.feeds, row)
    if not added and not _start_again(connection, key, heed_robots=new.heed_robots):
        return False
    put_job(connection, ("poll", key), new.host, new.due)
    write_event(connection, "followed", new.url, f"Followed as a {new.kind}.")
    return True


def _start_again(connection: Connection, key: str, *, heed_robots: bool) -> bool:
    table = followed.feeds
    wanted = table.c.id == key, (table.c.state != "following") | (table.c.heed_robots != heed_robots)
    values = {"state": "following", "reason": "", "failures": 0, "fault": None, "heed_robots": heed_robots}
    return connection.execute(update(table).where(*wanted).values(values).returning(table.c.id)).first() is not None


def set_feed_state(ledger: Ledger, feed: Feed, state: FeedState, reason: str, *, host: str, now: float) -> None:
    """Stop, pause or start a feed; ``reason`` says why, in words."""
    table = followed.feeds
    with write_transaction(ledger) as connection:
        connection.execute(update(table).where(table.c.id == feed.id).values(state=state, reason=reason, failures=0))
        if state == "following":
            put_job(connection, ("poll", feed.id), host, now)
        else:
            drop_job(connection, ("poll", feed.id))
        write_event(connection, state, feed.url, reason or "Followed again.")


def list_feeds(ledger: Ledger, *, only: str | None = None) -> tuple[Feed, ...]:
    """All feeds by their address, with counts and the time of the next poll."""
    with read_transaction(ledger) as connection:
        query = _feed_query().order_by(followed.feeds.c.url)
        if only is not None:
            query = query.where(followed.feeds.c.id == only)
        rows = connection.execute(query).all()
        entries = _count_by_feed(connection, only, articles=False)
        articles = _count_by_feed(connection, only, articles=True)
    return tuple(_to_feed(row, entries.get(row.id, 0), articles.get(row.id, 0)) for row in rows)


def find_feed(ledger: Ledger, wanted: str) -> Feed:
    """One feed, by its address, its id, or a beginning of that which no other shares.

    Raises:
        NotFound: it is not followed.
        BadQuery: several ids begin so.

    """
    ids = followed.feeds.c.id
    begin = name_url(wanted) if "://" in wanted else wanted.strip().lower()
    with read_transaction(ledger) as connection:
        found = connection.execute(select(ids).where(ids >= begin, ids < f"{begin}g").limit(2)).scalars().all()
    if not found or not begin:
        message = f"{wanted[:200]!r} is not followed"
        raise NotFound(message, hint="sayso feeds lists what is")
    if len(found) > 1:
        message = f"several feeds begin with {begin!r}"
        raise BadQuery(message, hint="give more of the id, or the address")
    return list_feeds(ledger, only=found[0])[0]


def _feed_query() -> Select[Any]:
    jobs = followed.jobs
    due = select(jobs.c.due).where(jobs.c.key == "poll:" + followed.feeds.c.id).scalar_subquery()
    return select(followed.feeds, due.label("next_try"))


def _count_by_feed(connection: Connection, only: str | None, *, articles: bool) -> dict[str, int]:
    entries, pages = followed.entries.c, followed.pages.c
    query = select(entries.feed_id, func.count().label("size")).group_by(entries.feed_id)
    if articles:
        joined = followed.entries.join(followed.pages, pages.id == entries.page_id)
        query = query.select_from(joined).where(pages.article_id.is_not(None))
    if only is not None:
        query = query.where(entries.feed_id == only)
    return {row.feed_id: row.size for row in connection.execute(query)}


def count_by_day(ledger: Ledger, *, now: float, days: int) -> dict[str, tuple[int, ...]]:
    """How many entries each feed brought on each of the last days (of 24 hours, to now), the oldest first."""
    entries = followed.entries.c
    found: dict[str, list[int]] = {}
    with read_transaction(ledger) as connection:
        for day in range(days):
            begin = now - (days - day) * 86_400
            query = select(entries.feed_id, func.count().label("size")).group_by(entries.feed_id)
            for row in connection.execute(query.where(entries.seen > begin, entries.seen <= begin + 86_400)):
                found.setdefault(row.feed_id, [0] * days)[day] = row.size
    return {feed: tuple(counts) for feed, counts in found.items()}


def _to_feed(row: Row[Any], entries: int, articles: int) -> Feed:
    fields = {name: getattr(row, name) for name in followed.feeds.c.keys()}  # noqa: SIM118 - a column collection
    return Feed(**fields, next_try=row.next_try, entries=entries, articles=articles)


def record_poll(connection: Connection, feed: Feed, values: dict[str, object]) -> None:
    """Write down how a poll went: columns of the feeds' table."""
    table = followed.feeds
    connection.execute(update(table).where(table.c.id == feed.id).values(values))


def add_entries(connection: Connection, feed: Feed, found: Sequence[FoundEntry], *, now: float) -> int:
    """Take down the entries of a poll and plan the visits; how many of them are new to the ledger.

    A page that other feeds named already is not new. Where a feed gives a known entry
    another headline, its page is visited at once.
    """
    known = _known_titles(connection, feed.id, [name_url(each.entry.url) for each in found])
    new = 0
    for each in found:
        entry, key = each.entry, name_url(each.entry.url)
        row = {"feed_id": feed.id, "page_id": key, "guid": entry.guid, "title": entry.title, "seen": now}
        if key in known:
            if entry.title != known[key]:
                _retitle(connection, row)
                put_job(connection, ("visit", key), each.host, now)
            continue
        new += add_page(connection, entry.url, heed_robots=feed.heed_robots, published=entry.published, now=now)
        insert_unless_known(connection, followed.entries, row)
        if each.due is not None and not _is_planned_or_read(connection, key):
            put_job(connection, ("visit", key), each.host, each.due)
    return new


def _known_titles(connection: Connection, feed: str, keys: Sequence[str]) -> dict[str, str | None]:
    table = followed.entries
    found: dict[str, str | None] = {}
    for begin in range(0, len(keys), _AT_ONCE):
        some = keys[begin : begin + _AT_ONCE]
        query = select(table.c.page_id, table.c.title).where(table.c.feed_id == feed, table.c.page_id.in_(some))
        found.update((row.page_id, row.title) for row in connection.execute(query))
    return found


def _retitle(connection: Connection, row: dict[str, Any]) -> None:
    table = followed.entries
    mine = tuple_(table.c.feed_id, table.c.page_id) == (row["feed_id"], row["page_id"])
    connection.execute(update(table).where(mine).values(title=row["title"]))


def _is_planned_or_read(connection: Connection, key: str) -> bool:
    pages = followed.pages
    return connection.execute(select(pages.c.id).where(pages.c.id == key, pages.c.visits > 0)).first() is not None


# ---------------------------------------------------------------- pages


def add_page(connection: Connection, url: str, *, heed_robots: bool, published: float | None, now: float) -> bool:
    """Take down the address of an article; false where it is known."""
    row = {
        "id": name_url(url),
        "url": url,
        "heed_robots": heed_robots,
        "first_seen": now,
        "published": published,
        "visits": 0,
        "failures": 0,
        "missing": 0,
    }
    return insert_unless_known(connection, followed.pages, row)


def find_page(ledger: Ledger, key: str) -> Page | None:
    """A page by its id."""
    with read_transaction(ledger) as connection:
        row = connection.execute(select(followed.pages).where(followed.pages.c.id == key)).one_or_none()
    if row is None:
        return None
    fields = {name: getattr(row, name) for name in followed.pages.c.keys() if name != "article_id"}  # noqa: SIM118
    return Page(article=row.article_id, **fields)


def record_visit(connection: Connection, page: Page, values: dict[str, object]) -> None:
    """Write down how a visit went: columns of the pages' table."""
    table = followed.pages
    connection.execute(update(table).where(table.c.id == page.id).values(visits=table.c.visits + 1, **values))


def find_pages_of_guids(connection: Connection, feed: Feed, guids: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Address and article of the pages that a feed named under these ids, where they were read.

    An id that names several pages names none: some feeds have one for all.
    """
    entries, pages = followed.entries.c, followed.pages.c
    joined = followed.entries.join(followed.pages, pages.id == entries.page_id)
    for guid in guids:
        query = select(pages.url, pages.article_id).select_from(joined)
        rows = connection.execute(query.where(entries.feed_id == feed.id, entries.guid == guid).limit(2)).all()
        if len(rows) == 1 and rows[0].article_id is not None:
            yield rows[0].url, rows[0].article_id


@dataclass(frozen=True, slots=True)
class Newest:
    """What tells whether a page changed: title and text of an article's newest version."""

    title: str | None
    text_sha256: str
    completeness: str


def find_newest(ledger: Ledger, article: str) -> Newest | None:
    """The newest version of an article."""
    snapshots = tables.snapshots.c
    joined = tables.heads.join(tables.snapshots, snapshots.id == tables.heads.c.snapshot_id)
    query = select(snapshots.title, snapshots.text_sha256, snapshots.completeness).select_from(joined)
    with read_transaction(ledger) as connection:
        row = connection.execute(query.where(tables.heads.c.article_id == article)).one_or_none()
    return Newest(row.title, row.text_sha256, row.completeness) if row else None


# ---------------------------------------------------------------- withdrawals


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a publisher took an article back, or, where ``withdrawn`` is false, gave it out again."""

    at: str
    withdrawn: bool
    cause: str
    words: str


def set_withdrawn(connection: Connection, article: str, words: str, *, cause: str, withdrawn: bool = True) -> bool:
    """Mark an article as withdrawn or as back; false where it is marked so already. Nothing is deleted."""
    newest = _withdrawals_of(connection, article)[-1:]
    if (bool(newest) and newest[0].withdrawn) == withdrawn:
        return False
    row = {"article_id": article, "at": stamp(), "withdrawn": withdrawn, "cause": cause, "words": words}
    connection.execute(insert(followed.withdrawals).values(row))
    return True


def find_withdrawals(ledger: Ledger, article: str) -> tuple[Withdrawal, ...]:
    """An article's withdrawals and returns, oldest first; it is withdrawn where the last one says so."""
    with read_transaction(ledger) as connection:
        return _withdrawals_of(connection, article)


def _withdrawals_of(connection: Connection, article: str) -> tuple[Withdrawal, ...]:
    table = followed.withdrawals
    rows = connection.execute(select(table).where(table.c.article_id == article).order_by(table.c.id))
    return tuple(Withdrawal(row.at, row.withdrawn, row.cause, row.words) for row in rows)


# ---------------------------------------------------------------- the run log


def write_event(connection: Connection, kind: str, subject: str, words: str) -> None:
    """One line of the run log."""
    row = {"at": stamp(), "kind": kind, "subject": subject[:2000], "words": words[:2000]}
    connection.execute(insert(followed.events).values(row))


def log_event(ledger: Ledger, kind: str, subject: str, words: str) -> None:
    """One line of the run log, in a transaction of its own."""
    with write_transaction(ledger) as connection:
        write_event(connection, kind, subject, words)


def read_events(ledger: Ledger, *, limit: int = 50, subject: str | None = None) -> tuple[Event, ...]:
    """The last lines of the run log, oldest first."""
    table = followed.events
    query = select(table).order_by(table.c.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(table.c.subject == subject)
    with read_transaction(ledger) as connection:
        rows = connection.execute(query).all()
    return tuple(Event(row.at, row.kind, row.subject, row.words) for row in reversed(rows))


def prune_events(ledger: Ledger, *, keep: int = KEPT_EVENTS) -> None:
    """Drop the oldest lines of the run log, but none that says what was read against a site's rules."""
    table = followed.events
    with write_transaction(ledger) as connection:
        newest = connection.execute(select(func.max(table.c.id))).scalar_one()
        if newest is not None:
            old = and_(table.c.id <= newest - keep, table.c.kind != ROBOTS_OVERRIDE)
            connection.execute(delete(table).where(old))


# ---------------------------------------------------------------- the rules of hosts


class RobotsMemory(MutableMapping[str, Rules]):
    """The rules of hosts, kept in the ledger, so that a watch by cron asks for them once a day too."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, site: str) -> Rules:
        """The rules of a site."""
        table = followed.robots
        with read_transaction(self._ledger) as connection:
            row = connection.execute(select(table).where(table.c.site == site)).one_or_none()
        if row is None:
            raise KeyError(site)
        return Rules(row.verdict, row.text, row.read)

    def __setitem__(self, site: str, rules: Rules) -> None:
        """Keep the rules of a site."""
        table = followed.robots
        values = {"verdict": rules.verdict, "text": rules.text, "read": rules.read}
        with write_transaction(self._ledger) as connection:
            if not insert_unless_known(connection, table, {"site": site, **values}):
                connection.execute(update(table).where(table.c.site == site).values(values))

    def __delitem__(self, site: str) -> None:
        """Forget the rules of a site."""
        table = followed.robots
        with write_transaction(self._ledger) as connection:
            connection.execute(delete(table).where(table.c.site == site))

    def __iter__(self) -> Iterator[str]:
        """The sites."""
        with read_transaction(self._ledger) as connection:
            return iter(connection.execute(select(followed.robots.c.site)).scalars().all())

    def __len__(self) -> int:
        """How many sites."""
        with read_transaction(self._ledger) as connection:
            return int(connection.execute(select(func.count()).select_from(followed.robots)).scalar_one())
