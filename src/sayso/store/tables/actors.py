"""Actors across articles: decisions, which are evidence, and the directory, which is derived."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import belongs_to, metadata, row_id

decisions = Table(
    "decisions",
    metadata,
    row_id(),
    Column("added", PlainText, nullable=False),
    Column("who", ExactText, nullable=False),
    Column("why", ExactText, nullable=False),
    # merge, split or undo
    Column("verb", PlainText, nullable=False),
    # Forms, with their names: they may be absent from the ledger by now.
    Column("one", PlainText),
    Column("one_name", ExactText),
    Column("other", PlainText),
    Column("other_name", ExactText),
    Column("undone", RowId, ForeignKey("decisions.id")),
)

decision_articles = Table(
    "decision_articles",
    metadata,
    belongs_to("decision_id", "decisions.id", key=True),
    Column("article_id", PlainText, ForeignKey("articles.id"), primary_key=True),
    sqlite_with_rowid=False,
)

forms = Table(
    "forms",
    metadata,
    Column("id", PlainText, primary_key=True),
    Column("realm", PlainText, nullable=False),
    Column("spelling", ExactText, nullable=False),
    Column("shape", PlainText, nullable=False),
    Column("kind", PlainText, nullable=False),
    Column("name", ExactText, nullable=False),
    Column("block", PlainText),
    Column("family", PlainText),
    Column("second_family", PlainText),
    # The form that names the actor: its id is the actor's.
    Column("actor", PlainText, nullable=False),
    # Whether it fits several actors, so that nobody can say which it is.
    Column("open", Boolean, nullable=False),
    Index("ix_forms_block", "block"),
    Index("ix_forms_family", "family"),
    Index("ix_forms_second_family", "second_family"),
    Index("ix_forms_actor", "actor"),
)

bearings = Table(
    "bearings",
    metadata,
    belongs_to("reading_id", "readings.id", key=True),
    # actor, speaker or outlet
    Column("role", PlainText, primary_key=True),
    # That of the actor or of the statement; 0 for the outlet.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("form_id", PlainText, ForeignKey("forms.id"), primary_key=True),
    Index("ix_bearings_form_id_role", "form_id", "role"),
    sqlite_with_rowid=False,
)

ties = Table(
    "ties",
    metadata,
    belongs_to("reading_id", "readings.id", key=True),
    Column("alias", PlainText, ForeignKey("forms.id"), primary_key=True),
    Column("main", PlainText, ForeignKey("forms.id"), primary_key=True),
    Index("ix_ties_alias", "alias"),
    Index("ix_ties_main", "main"),
    sqlite_with_rowid=False,
)

directory = Table(
    "directory",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rules", Integer, nullable=False),
)
