"""Derived of articles: the newest of everything, and its words."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, Table

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import belongs_to, metadata, row_id

heads = Table(
    "heads",
    metadata,
    Column("article_id", PlainText, ForeignKey("articles.id"), primary_key=True),
    belongs_to("snapshot_id", "snapshots.id"),
    belongs_to("reading_id", "readings.id"),
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
    row_id(),
    Column("article_id", PlainText, ForeignKey("articles.id"), nullable=False, index=True),
    Column("head", PlainText, nullable=False),
    Column("body", PlainText, nullable=False),
)

statement_index = Table(
    "statement_index",
    metadata,
    row_id(),
    Column("reading_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("head", PlainText, nullable=False),
    Column("body", PlainText, nullable=False),
    ForeignKeyConstraint(["reading_id", "number"], ["statements.reading_id", "statements.number"]),
    Index("ix_statement_index_reading_id_number", "reading_id", "number"),
)
