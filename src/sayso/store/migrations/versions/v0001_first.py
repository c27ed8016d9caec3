"""The first schema: evidence that only grows, heads, and full-text indexes.

What the tables mean stands in ``sayso.store.tables``. This file does not import
them: a migration must go on doing what it did when it was written.
"""

# ruff: noqa: S608 - all names in the SQL are constants of this file

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EVIDENCE = (
    "raw",
    "texts",
    "articles",
    "snapshots",
    "dates",
    "furniture",
    "snapshot_notes",
    "runs",
    "readings",
    "reading_notes",
    "statements",
    "spans",
)
INDEXES = ("text_index", "statement_index")
# Keeps phrases from running from the head into the body; no query holds it.
BREAK = "\ue000"
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From nothing to the first schema."""
    create_snapshots()
    create_readings()
    create_derived()
    if op.get_bind().dialect.name == "sqlite":
        guard_on_sqlite()
        index_on_sqlite()
    else:
        guard_on_postgresql()
        index_on_postgresql()


def downgrade() -> None:
    """Back to nothing, with all that was in it."""
    if op.get_bind().dialect.name == "sqlite":
        for name in INDEXES:
            op.execute(f"DROP TABLE {name}_fts")
    for name in (*reversed(INDEXES), "heads", *reversed(EVIDENCE)):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION sayso_refuse()")
        op.execute("DROP FUNCTION sayso_vector(text)")


def row_id() -> sa.Column[int]:
    """A number that the database gives."""
    return sa.Column("id", ROW_ID, sa.Identity(always=False), nullable=False)


def text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    """A column of text, required unless said otherwise."""
    return sa.Column(name, TEXT, nullable=nullable)


def reference(name: str) -> sa.Column[int]:
    """A column that holds another table's row id."""
    return sa.Column(name, ROW_ID, autoincrement=False, nullable=False)


def number(name: str) -> sa.Column[int]:
    """A required column of integers."""
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The named primary key of a table."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def foreign(table: str, target: str, *columns: str, to: tuple[str, ...] = ("id",)) -> sa.ForeignKeyConstraint:
    """A named foreign key."""
    targets = [f"{target}.{column}" for column in to]
    return sa.ForeignKeyConstraint(list(columns), targets, name=f"fk_{table}_{'_'.join(columns)}")


def create_snapshots() -> None:
    """Captures, texts, articles and their versions."""
    op.create_table(
        "raw", text("sha256"), sa.Column("body", sa.LargeBinary(), nullable=False), primary("raw", "sha256")
    )
    op.create_table("texts", text("sha256"), text("body"), primary("texts", "sha256"))
    op.create_table("articles", text("id"), text("added"), primary("articles", "id"))
    op.create_table(
        "snapshots",
        row_id(),
        *(text(name) for name in ("digest", "article_id", "raw_sha256", "text_sha256", "added", "input")),
        *(text(name) for name in ("media_type", "extractor_name", "extractor_version")),
        text("extractor_settings"),
        *(text(name, nullable=True) for name in ("given_id", "title", "byline", "outlet", "url", "language")),
        text("completeness"),
        primary("snapshots", "id"),
        foreign("snapshots", "articles", "article_id"),
        foreign("snapshots", "raw", "raw_sha256", to=("sha256",)),
        foreign("snapshots", "texts", "text_sha256", to=("sha256",)),
        sa.UniqueConstraint("digest", name="uq_snapshots_digest"),
    )
    op.create_index("ix_snapshots_article_id", "snapshots", ["article_id"])
    op.create_index("ix_snapshots_text_sha256", "snapshots", ["text_sha256"])
    create_numbered(
        "dates",
        "snapshot",
        *(text(name) for name in ("value", "precision", "origin", "kind")),
        text("zone", nullable=True),
        sa.Column("reliable", sa.Boolean(), nullable=False),
        text("note"),
    )
    create_numbered("furniture", "snapshot", number("start"), number("end"))
    create_numbered("snapshot_notes", "snapshot", text("note"))


def create_numbered(table: str, owner: str, *columns: sa.Column[Any]) -> None:
    """A table of what a snapshot or reading has several of, in order."""
    op.create_table(
        table,
        reference(f"{owner}_id"),
        number("number"),
        *columns,
        primary(table, f"{owner}_id", "number"),
        foreign(table, f"{owner}s", f"{owner}_id"),
        sqlite_with_rowid=False,
    )


def create_readings() -> None:
    """Runs, readings and what they found."""
    op.create_table("runs", text("id"), text("model"), text("model_sha256"), text("code"), primary("runs", "id"))
    op.create_table(
        "readings",
        row_id(),
        reference("snapshot_id"),
        text("run_id"),
        text("added"),
        number("statements"),
        primary("readings", "id"),
        foreign("readings", "snapshots", "snapshot_id"),
        foreign("readings", "runs", "run_id"),
        sa.UniqueConstraint("snapshot_id", "run_id", name="uq_readings_snapshot_id_run_id"),
    )
    create_numbered("reading_notes", "reading", text("note"))
    op.create_table(
        "statements",
        reference("reading_id"),
        number("number"),
        number("place"),
        text("id"),
        text("kind"),
        text("parent", nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("sourced", sa.Boolean(), nullable=False),
        *(text(name) for name in ("source", "cue", "content")),
        primary("statements", "reading_id", "number"),
        foreign("statements", "readings", "reading_id"),
        sa.UniqueConstraint("id", "reading_id", name="uq_statements_id_reading_id"),
    )
    op.create_table(
        "spans",
        reference("reading_id"),
        number("number"),
        text("role"),
        *(number(name) for name in ("position", "start", "end")),
        primary("spans", "reading_id", "number", "role", "position"),
        foreign("spans", "statements", "reading_id", "number", to=("reading_id", "number")),
        sqlite_with_rowid=False,
    )


def create_derived() -> None:
    """What can be worked out from the evidence: the newest of everything, and its words."""
    op.create_table(
        "heads",
        text("article_id"),
        reference("snapshot_id"),
        reference("reading_id"),
        text("published_order"),
        *(text(name, nullable=True) for name in ("first_day", "last_day", "published")),
        text("added"),
        text("outlet_key", nullable=True),
        number("versions"),
        number("statements"),
        primary("heads", "article_id"),
        foreign("heads", "articles", "article_id"),
        foreign("heads", "snapshots", "snapshot_id"),
        foreign("heads", "readings", "reading_id"),
    )
    newest = ["published_order", "added", "article_id"]
    op.create_index("ix_heads_newest", "heads", newest, unique=True)
    op.create_index("ix_heads_reading_id", "heads", ["reading_id"], unique=True)
    op.create_index("ix_heads_outlet_key", "heads", ["outlet_key"])
    op.create_table(
        "text_index",
        row_id(),
        *(text(name) for name in ("article_id", "head", "body")),
        primary("text_index", "id"),
        foreign("text_index", "articles", "article_id"),
    )
    op.create_index("ix_text_index_article_id", "text_index", ["article_id"])
    op.create_table(
        "statement_index",
        row_id(),
        reference("reading_id"),
        number("number"),
        text("head"),
        text("body"),
        primary("statement_index", "id"),
        foreign("statement_index", "statements", "reading_id", "number", to=("reading_id", "number")),
    )
    op.create_index("ix_statement_index_reading_id_number", "statement_index", ["reading_id", "number"])


def guard_on_sqlite() -> None:
    """Refuse to change evidence; a REPLACE, which deletes unseen, is passed over."""
    for table in EVIDENCE:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'sayso: {table} is only ever added to'); END"
            )
    for table, same in (
        ("raw", "sha256 = NEW.sha256"),
        ("texts", "sha256 = NEW.sha256"),
        ("snapshots", "id = NEW.id OR digest = NEW.digest"),
    ):
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            "BEGIN SELECT RAISE(IGNORE); END"
        )


def guard_on_postgresql() -> None:
    """Refuse to change evidence."""
    op.execute(
        "CREATE FUNCTION sayso_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'sayso: % is only ever added to', TG_TABLE_NAME; END $$"
    )
    for table in EVIDENCE:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_refuse()"
        )


def index_on_sqlite() -> None:
    """FTS5 over folded words.

    The words come folded and parted by spaces (``sayso.store.words``), so the
    plainest tokenizer will do: ``ascii`` parts at spaces and alters nothing else.
    """
    for name in INDEXES:
        fts = f"{name}_fts"
        op.execute(
            f"CREATE VIRTUAL TABLE {fts} USING fts5(head, body, content='{name}', content_rowid='id', tokenize='ascii')"
        )
        op.execute(
            f"CREATE TRIGGER {name}_added AFTER INSERT ON {name} BEGIN "
            f"INSERT INTO {fts}(rowid, head, body) VALUES (NEW.id, NEW.head, NEW.body); END"
        )
        op.execute(
            f"CREATE TRIGGER {name}_removed AFTER DELETE ON {name} BEGIN "
            f"INSERT INTO {fts}({fts}, rowid, head, body) "
            "VALUES ('delete', OLD.id, OLD.head, OLD.body); END"
        )
        op.execute(
            f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} "
            "BEGIN SELECT RAISE(ABORT, 'sayso: index rows are replaced, not changed'); END"
        )
        # A word in the title counts four times: our choice, PostgreSQL's A:D is ten to one.
        op.execute(f"INSERT INTO {fts}({fts}, rank) VALUES ('rank', 'bm25(4.0, 1.0)')")


def index_on_postgresql() -> None:
    """``tsvector`` over the same folded words.

    Made from the words as they are: PostgreSQL's own parser reads some as numbers,
    hosts or file names, and reads letters as the server's language has it.
    """
    op.execute(
        r"""
        CREATE FUNCTION sayso_vector(words text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
            SELECT coalesce(string_agg('''' || word || ''':' || place::text, ' '), '')::tsvector
            FROM unnest(string_to_array(words, ' ')) WITH ORDINALITY AS each(word, place)
            WHERE word <> ''
        $$
        """
    )
    for name in INDEXES:
        op.execute(
            f"ALTER TABLE {name} ADD COLUMN vector tsvector GENERATED ALWAYS AS "
            f"(setweight(sayso_vector(head || ' {BREAK}'), 'A') || sayso_vector(body)) STORED"
        )
        op.execute(f"CREATE INDEX ix_{name}_vector ON {name} USING gin (vector)")
