"""Claims across articles: decisions, which are evidence, and the rest, which is derived.

``seed`` identifies a statement in the whole ledger, whatever reading found it: see ``sayso.claims.Entry``.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, ForeignKeyConstraint, Index, Integer, LargeBinary, Table

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import belongs_to, metadata, row_id

claim_decisions = Table(
    "claim_decisions",
    metadata,
    row_id(),
    Column("added", PlainText, nullable=False),
    Column("who", ExactText, nullable=False),
    Column("why", ExactText, nullable=False),
    # join, part, name, relate or undo
    Column("verb", PlainText, nullable=False),
    # The name, or the relation
    Column("words", ExactText),
    Column("undone", RowId, ForeignKey("claim_decisions.id")),
)

claim_decision_seeds = Table(
    "claim_decision_seeds",
    metadata,
    belongs_to("decision_id", "claim_decisions.id", key=True),
    # seeds or others
    Column("role", PlainText, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("seed", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

claim_waiting = Table(
    "claim_waiting",
    metadata,
    # Articles whose newest reading is not compared with the others yet.
    Column("article_id", PlainText, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

claim_judge = Table(
    "claim_judge",
    metadata,
    # One row: the digest of what judged all links, models and rules; empty: nothing yet.
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", PlainText, nullable=False),
)

claim_entries = Table(
    "claim_entries",
    metadata,
    # Numbers that only grow: an index of vectors elsewhere catches up by them.
    row_id(),
    Column("seed", PlainText, nullable=False, unique=True),
    Column("article_id", PlainText, ForeignKey("articles.id"), nullable=False, index=True),
    Column("reading_id", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    # The entry, as JSON, without who speaks in the directory: that may change.
    Column("body", ExactText, nullable=False),
    # Its text's place in the space of meanings, a signed byte a dimension; none where the text says nothing by itself.
    Column("vector", LargeBinary),
    # The founder of its claim, with its part in it; none where it only appears in claims of others.
    Column("claim", PlainText, index=True),
    Column("sign", Integer, nullable=False),
    Column("score", Double, nullable=False),
    Column("evidence", ExactText, nullable=False),
    ForeignKeyConstraint(["reading_id", "number"], ["statements.reading_id", "statements.number"]),
    Index("ix_claim_entries_reading_id_number", "reading_id", "number"),
    sqlite_autoincrement=True,
)

claim_attachments = Table(
    "claim_attachments",
    metadata,
    Column("seed", PlainText, primary_key=True),
    Column("target", PlainText, primary_key=True, index=True),
    Column("turn", Integer, nullable=False),
    Column("carries", Boolean, nullable=False),
    Column("evidence", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

claim_links = Table(
    "claim_links",
    metadata,
    Column("a", PlainText, primary_key=True),
    Column("b", PlainText, primary_key=True, index=True),
    Column("kind", PlainText, primary_key=True),
    Column("weight", Double, nullable=False),
    Column("evidence", ExactText, nullable=False),
    # Few links set claims against each other: their lists must not read all.
    Index("ix_claim_links_kind", "kind", "weight"),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    # The seed of its founder.
    Column("id", PlainText, primary_key=True),
    Column("text", ExactText, nullable=False),
    Column("name", ExactText),
    Column("appearances", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("supports", Integer, nullable=False),
    Column("denials", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("anonymous", Integer, nullable=False),
    # First and last moment of its appearances; empty where unknown.
    Column("first", PlainText, nullable=False),
    Column("last", PlainText, nullable=False),
    Column("denied", PlainText, nullable=False),
    Index("ix_claims_size", "articles", "last", "id"),
    Index("ix_claims_first", "first", "id"),
    Index("ix_claims_last", "last", "id"),
    Index("ix_claims_denied", "denied", "id"),
)

copies = Table(
    "copies",
    metadata,
    # The smaller article id first; which of them copied is in the body.
    Column("one", PlainText, ForeignKey("articles.id"), primary_key=True),
    Column("other", PlainText, ForeignKey("articles.id"), primary_key=True, index=True),
    Column("body", ExactText, nullable=False),
    sqlite_with_rowid=False,
)

bands = Table(
    "bands",
    metadata,
    Column("band", PlainText, primary_key=True),
    Column("article_id", PlainText, ForeignKey("articles.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
