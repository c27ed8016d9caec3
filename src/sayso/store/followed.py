"""The tables of what is followed: feeds, entries, pages, the work to be done, the run log.

::

    feeds        an address that names articles, with how it has been doing
    pages        the address of one article, with its visits
    entries      which feed named which page, and as what
    jobs         what is to be done when: one row a feed that is polled, one a page that is visited
    hosts        when a host may be asked again: what keeps two workers from asking it at once
    robots       the rules of hosts, as read
    withdrawals  articles that their publisher took back (only ever added)
    events       the run log

Moments are seconds since 1970 (UTC). These tables change as the work goes on;
what was read lies in the evidence of ``sayso.store.tables``.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, Table

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import metadata, row_id

feeds = Table(
    "feeds",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("url", ExactText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("title", ExactText),
    Column("home", ExactText),
    Column("state", PlainText, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("heed_robots", Boolean, nullable=False),
    Column("added", Double, nullable=False),
    Column("interval", Double, nullable=False),
    Column("polls", Integer, nullable=False),
    Column("last_try", Double),
    Column("last_success", Double),
    Column("failures", Integer, nullable=False),
    Column("fault", PlainText),
    Column("fault_note", ExactText),
    Column("etag", ExactText),
    Column("modified", ExactText),
    Column("body_sha256", PlainText),
)

pages = Table(
    "pages",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("url", ExactText, nullable=False),
    # No reference: a page may be known before its article is, and stay when that is not kept.
    Column("article_id", PlainText, index=True),
    Column("heed_robots", Boolean, nullable=False),
    Column("first_seen", Double, nullable=False),
    Column("published", Double),
    Column("visits", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    # How often in a row the site said that there is no such page.
    Column("missing", Integer, nullable=False),
    Column("fault", PlainText),
    Column("last_success", Double),
    Column("changed", Double),
    Column("etag", ExactText),
    Column("modified", ExactText),
    Column("body_sha256", PlainText),
)

entries = Table(
    "entries",
    metadata,
    Column("feed_id", PlainText, ForeignKey("feeds.id"), primary_key=True),
    Column("page_id", PlainText, ForeignKey("pages.id"), primary_key=True, index=True),
    Column("guid", ExactText),
    Column("title", ExactText),
    Column("seen", Double, nullable=False),
    sqlite_with_rowid=False,
)

jobs = Table(
    "jobs",
    metadata,
    Column("key", PlainText, primary_key=True),
    Column("kind", PlainText, nullable=False),
    Column("subject", PlainText, nullable=False),
    Column("host", ExactText, nullable=False),
    Column("due", Double, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
    Column("lease", PlainText),
    Column("lease_until", Double, nullable=False),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", ExactText, primary_key=True),
    Column("ready", Double, nullable=False),
    sqlite_with_rowid=False,
)

robots = Table(
    "robots",
    metadata,
    Column("site", ExactText, primary_key=True),
    Column("verdict", PlainText, nullable=False),
    Column("text", ExactText, nullable=False),
    Column("read", Double, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    row_id(),
    Column("article_id", PlainText, ForeignKey("articles.id"), nullable=False, index=True),
    Column("at", PlainText, nullable=False),
    # False where the article is back.
    Column("withdrawn", Boolean, nullable=False),
    Column("cause", PlainText, nullable=False),
    Column("words", ExactText, nullable=False),
)

events = Table(
    "events",
    metadata,
    row_id(),
    Column("at", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("subject", ExactText, nullable=False),
    Column("words", ExactText, nullable=False),
    Index("ix_events_at", "at"),
)

searches = Table(
    "searches",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("name", ExactText, nullable=False),
    # The filter, as a JSON object of the fields that are given.
    Column("wanted", ExactText, nullable=False),
    Column("channel", PlainText, nullable=False),
    Column("target", ExactText, nullable=False),
    Column("secret", ExactText, nullable=False),
    # Seconds between two messages; 0 for at once.
    Column("every", Double, nullable=False),
    Column("added", Double, nullable=False),
    # Readings up to this one were there when the search was saved …
    Column("begun", RowId, nullable=False),
    # … and up to this one they have been looked through.
    Column("mark", RowId, nullable=False),
    Column("next_send", Double, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("fault", ExactText),
)

alerts = Table(
    "alerts",
    metadata,
    Column("search_id", PlainText, ForeignKey("searches.id"), primary_key=True),
    # Who said what in which article, whatever its version: told once.
    Column("key", PlainText, primary_key=True),
    Column("reading_id", RowId, ForeignKey("readings.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("found", Double, nullable=False),
    # The message it went out with, None while it waits.
    Column("message", PlainText),
    Column("sent", Double),
    Index("ix_alerts_search_id_found", "search_id", "found"),
)
