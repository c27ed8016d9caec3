"""Evidence of articles: what came in, its text, its versions."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, Table

from sayso.store.columns import ExactText, PlainText
from sayso.store.tables.schema import belongs_to, metadata, row_id

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
    row_id(),
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
    belongs_to("snapshot_id", "snapshots.id", key=True),
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
    belongs_to("snapshot_id", "snapshots.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

snapshot_notes = Table(
    "snapshot_notes",
    metadata,
    belongs_to("snapshot_id", "snapshots.id", key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("note", ExactText, nullable=False),
    sqlite_with_rowid=False,
)
