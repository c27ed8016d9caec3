"""Evidence of readings: what was said, by what words."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, ForeignKeyConstraint, Integer, Table, UniqueConstraint

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import belongs_to, metadata, row_id

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
    row_id(),
    belongs_to("snapshot_id", "snapshots.id"),
    Column("run_id", PlainText, ForeignKey("runs.id"), nullable=False),
    Column("added", PlainText, nullable=False),
    # How many statements belong to it, so that a missing one shows.
    Column("statements", Integer, nullable=False),
    UniqueConstraint("snapshot_id", "run_id"),
)

reading_notes = Table(
    "reading_notes",
    metadata,
    belongs_to("reading_id", "readings.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("note", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    belongs_to("reading_id", "readings.id", key=True),
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
