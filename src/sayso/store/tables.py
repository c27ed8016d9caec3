"""The ledger's tables.

Evidence, only ever added (triggers in the migrations refuse anything else)::

    raw       bytes as they came in, by their SHA-256
    texts     extracted texts, by the SHA-256 of their UTF-8
    articles  what all versions of one article share: its key
    snapshots one version: article + raw + text + extractor + metadata
              with dates, furniture and snapshot_notes
    runs      a model and a code version
    readings  a snapshot read by a run; with reading_notes
    statements, spans   what a reading found

Derived, and kept in step within the same transaction::

    heads            for each article its newest snapshot, with the newest reading of that
    text_index       words of the newest titles and texts       (see search.py)
    statement_index  words of the newest readings' statements

The full-text indexes over the last two (FTS5 tables, ``vector`` columns) differ
between the databases and exist in the migrations only.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from sayso.store.columns import ExactText, PlainText, RowId

# Alembic can only change constraints that have names, on SQLite above all.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _row_id() -> Column[int]:
    return Column("id", RowId, Identity(always=False), primary_key=True)


def _belongs_to(name: str, target: str, *, key: bool = False) -> Column[int]:
    return Column(name, RowId, ForeignKey(target), primary_key=key, autoincrement=False, nullable=False)


raw = Table(
    "raw",
    metadata,
    Column("sha256", PlainText, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("sha256", PlainText, primary_key=True),
    Column("body", ExactText, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("added", PlainText, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    _row_id(),
    # Digest of article, raw, text, extractor and metadata: the same version is never stored twice.
    Column("digest", PlainText, nullable=False, unique=True),
    Column("article_id", PlainText, ForeignKey("articles.id"), nullable=False, index=True),
    Column("raw_sha256", PlainText, ForeignKey("raw.sha256"), nullable=False),
    Column("text_sha256", PlainText, ForeignKey("texts.sha256"), nullable=False, index=True),
    Column("added", PlainText, nullable=False),
    Column("input", ExactText, nullable=False),
    Column("media_type", ExactText, nullable=False),
    Column("extractor_name", ExactText, nullable=False),
    Column("extractor_version", ExactText, nullable=False),
    Column("extractor_settings", ExactText, nullable=False),
    Column("given_id", ExactText),
    Column("title", ExactText),
    Column("byline", ExactText),
    Column("outlet", ExactText),
    Column("url", ExactText),
    Column("language", ExactText),
    Column("completeness", ExactText, nullable=False),
)

dates = Table(
    "dates",
    metadata,
    _belongs_to("snapshot_id", "snapshots.id", key=True),
    # 0 is the date taken for the publication, the candidates count from 1.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("value", ExactText, nullable=False),
    Column("precision", ExactText, nullable=False),
    Column("origin", ExactText, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("zone", ExactText),
    Column("reliable", Boolean, nullable=False),
    Column("note", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

furniture = Table(
    "furniture",
    metadata,
    _belongs_to("snapshot_id", "snapshots.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

snapshot_notes = Table(
    "snapshot_notes",
    metadata,
    _belongs_to("snapshot_id", "snapshots.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("note", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

runs = Table(
    "runs",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("model", ExactText, nullable=False),
    Column("model_sha256", ExactText, nullable=False),
    Column("code", ExactText, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    _row_id(),
    _belongs_to("snapshot_id", "snapshots.id"),
    Column("run_id", PlainText, ForeignKey("runs.id"), nullable=False),
    Column("added", PlainText, nullable=False),
    # How many statements belong to it, so that a missing one shows.
    Column("statements", Integer, nullable=False),
    UniqueConstraint("snapshot_id", "run_id"),
)

reading_notes = Table(
    "reading_notes",
    metadata,
    _belongs_to("reading_id", "readings.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("note", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    _belongs_to("reading_id", "readings.id", key=True),
    # Rank by position in the text, so that listing in that order needs no sorting …
    Column("number", Integer, primary_key=True, autoincrement=False),
    # … and the place it had among the reading's statements.
    Column("place", Integer, nullable=False),
    Column("id", PlainText, nullable=False),
    Column("kind", ExactText, nullable=False),
    Column("parent", PlainText),
    Column("confidence", Double, nullable=False),
    Column("sourced", Boolean, nullable=False),
    Column("source", ExactText, nullable=False),
    Column("cue", ExactText, nullable=False),
    Column("content", ExactText, nullable=False),
    UniqueConstraint("id", "reading_id"),
)

spans = Table(
    "spans",
    metadata,
    Column("reading_id", RowId, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("role", PlainText, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(["reading_id", "number"], ["statements.reading_id", "statements.number"]),
    sqlite_with_rowid=False,
)

heads = Table(
    "heads",
    metadata,
    Column("article_id", PlainText, ForeignKey("articles.id"), primary_key=True),
    _belongs_to("snapshot_id", "snapshots.id"),
    _belongs_to("reading_id", "readings.id"),
    # UTC moment for sorting; empty where unknown, which sorts last when the newest come first.
    Column("published_order", PlainText, nullable=False),
    # First and last day the publication date can mean (they differ for "2024-03").
    Column("first_day", PlainText),
    Column("last_day", PlainText),
    Column("published", ExactText),
    Column("added", PlainText, nullable=False),
    # Digest of the name without case: names have no length limit, index rows have.
    Column("outlet_key", PlainText, index=True),
    Column("versions", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    # Unique, so that SQLite knows that a scan in this order visits an article once.
    Index("ix_heads_newest", "published_order", "added", "article_id", unique=True),
    Index("ix_heads_reading_id", "reading_id", unique=True),
)

text_index = Table(
    "text_index",
    metadata,
    _row_id(),
    Column("article_id", PlainText, ForeignKey("articles.id"), nullable=False, index=True),
    Column("head", PlainText, nullable=False),
    Column("body", PlainText, nullable=False),
)

statement_index = Table(
    "statement_index",
    metadata,
    _row_id(),
    Column("reading_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("head", PlainText, nullable=False),
    Column("body", PlainText, nullable=False),
    ForeignKeyConstraint(["reading_id", "number"], ["statements.reading_id", "statements.number"]),
    Index("ix_statement_index_reading_id_number", "reading_id", "number"),
)
