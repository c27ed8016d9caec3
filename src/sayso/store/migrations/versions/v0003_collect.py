"""Feeds, pages and the work on them; saved searches and their alerts.

What the tables mean stands in ``sayso.store.followed``.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("feeds", "pages", "entries", "jobs", "hosts", "robots", "withdrawals", "events", "searches", "alerts")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the tables."""
    create_feeds()
    create_pages()
    create_work()
    create_records()
    create_searches()
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER withdrawals_no_{verb.lower()} BEFORE {verb} ON withdrawals "
                "BEGIN SELECT RAISE(ABORT, 'sayso: withdrawals is only ever added to'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER withdrawals_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON withdrawals "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_refuse()"
        )


def downgrade() -> None:
    """Drop them, with all that is in them."""
    for name in reversed(TABLES):
        op.drop_table(name)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """A column of text, required unless said otherwise."""
    return sa.Column(name, TEXT, nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> sa.Column[float]:
    """A column of seconds."""
    return sa.Column(name, sa.Double(), nullable=nullable)


def number(name: str) -> sa.Column[int]:
    """A required column of integers."""
    return sa.Column(name, sa.Integer(), nullable=False)


def flag(name: str) -> sa.Column[bool]:
    """A required column of yes and no."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def row_id() -> sa.Column[int]:
    """A number that the database gives."""
    return sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False)


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The named primary key of a table."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def foreign(table: str, target: str, column: str) -> sa.ForeignKeyConstraint:
    """A named foreign key."""
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_{table}_{column}")


def create_feeds() -> None:
    """What is followed."""
    op.create_table(
        "feeds",
        *(text(name) for name in ("id", "url", "kind")),
        *(text(name, nullable=True) for name in ("title", "home")),
        *(text(name) for name in ("state", "reason")),
        flag("heed_robots"),
        moment("added"),
        moment("interval"),
        number("polls"),
        moment("last_try", nullable=True),
        moment("last_success", nullable=True),
        number("failures"),
        *(text(name, nullable=True) for name in ("fault", "fault_note", "etag", "modified", "body_sha256")),
        primary("feeds", "id"),
    )


def create_pages() -> None:
    """The articles that feeds name."""
    op.create_table(
        "pages",
        *(text(name) for name in ("id", "url")),
        text("article_id", nullable=True),
        flag("heed_robots"),
        moment("first_seen"),
        moment("published", nullable=True),
        *(number(name) for name in ("visits", "failures", "missing")),
        text("fault", nullable=True),
        moment("last_success", nullable=True),
        moment("changed", nullable=True),
        *(text(name, nullable=True) for name in ("etag", "modified", "body_sha256")),
        primary("pages", "id"),
    )
    op.create_index("ix_pages_article_id", "pages", ["article_id"])
    op.create_table(
        "entries",
        *(text(name) for name in ("feed_id", "page_id")),
        *(text(name, nullable=True) for name in ("guid", "title")),
        moment("seen"),
        primary("entries", "feed_id", "page_id"),
        foreign("entries", "feeds", "feed_id"),
        foreign("entries", "pages", "page_id"),
        **options(),
    )
    op.create_index("ix_entries_page_id", "entries", ["page_id"])


def create_work() -> None:
    """Jobs, and the hosts they are at."""
    op.create_table(
        "jobs",
        *(text(name) for name in ("key", "kind", "subject", "host")),
        moment("due"),
        number("attempts"),
        text("lease", nullable=True),
        moment("lease_until"),
        primary("jobs", "key"),
    )
    op.create_index("ix_jobs_due", "jobs", ["due"])
    op.create_table("hosts", text("host"), moment("ready"), primary("hosts", "host"), **options())
    op.create_table(
        "robots",
        *(text(name) for name in ("site", "verdict", "text")),
        moment("read"),
        primary("robots", "site"),
    )


def create_records() -> None:
    """What happened."""
    op.create_table(
        "withdrawals",
        row_id(),
        *(text(name) for name in ("article_id", "at")),
        flag("withdrawn"),
        *(text(name) for name in ("cause", "words")),
        primary("withdrawals", "id"),
        foreign("withdrawals", "articles", "article_id"),
    )
    op.create_index("ix_withdrawals_article_id", "withdrawals", ["article_id"])
    op.create_table(
        "events", row_id(), *(text(name) for name in ("at", "kind", "subject", "words")), primary("events", "id")
    )
    op.create_index("ix_events_at", "events", ["at"])


def create_searches() -> None:
    """Saved searches, and what was told of."""
    op.create_table(
        "searches",
        *(text(name) for name in ("id", "name", "wanted", "channel", "target", "secret")),
        *(moment(name) for name in ("every", "added")),
        sa.Column("begun", ROW_ID, autoincrement=False, nullable=False),
        sa.Column("mark", ROW_ID, autoincrement=False, nullable=False),
        moment("next_send"),
        number("failures"),
        text("fault", nullable=True),
        primary("searches", "id"),
    )
    op.create_table(
        "alerts",
        *(text(name) for name in ("search_id", "key")),
        sa.Column("reading_id", ROW_ID, autoincrement=False, nullable=False),
        number("number"),
        moment("found"),
        text("message", nullable=True),
        moment("sent", nullable=True),
        primary("alerts", "search_id", "key"),
        foreign("alerts", "searches", "search_id"),
        foreign("alerts", "readings", "reading_id"),
    )
    op.create_index("ix_alerts_search_id_found", "alerts", ["search_id", "found"])


def options() -> dict[str, Any]:
    """For tables whose key is all that finds their rows."""
    return {"sqlite_with_rowid": False}
