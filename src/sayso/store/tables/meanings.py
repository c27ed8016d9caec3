"""Evidence of readings: what statements mean, who occurs, what is the writer's own."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKeyConstraint, Index, Integer, Table

from sayso.store.columns import ExactText, PlainText, RowId
from sayso.store.tables.schema import metadata, parts_of, parts_of_reading, text_range

meanings = Table(
    "meanings",
    metadata,
    Column("reading_id", RowId, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("speaker", ExactText),
    Column("speaker_confidence", Double, nullable=False),
    Column("speaker_start", Integer),
    Column("speaker_end", Integer),
    Column("speaker_reason", ExactText),
    Column("source_type", PlainText, nullable=False),
    # Whether the next three say anything.
    Column("anonymity", Boolean, nullable=False),
    Column("anonymity_count", Integer),
    Column("anonymity_description", ExactText),
    Column("anonymity_reason", ExactText),
    Column("act", PlainText, nullable=False),
    Column("act_confidence", Double, nullable=False),
    Column("threat", Boolean, nullable=False),
    Column("certainty", PlainText, nullable=False),
    Column("icd203", ExactText),
    Column("said_start", ExactText),
    Column("said_end", ExactText),
    Column("said_precision", ExactText),
    Column("said_basis", ExactText),
    Column("via", ExactText),
    Column("via_start", Integer),
    Column("via_end", Integer),
    # Folded words with a space at each end, to look words up in.
    Column("via_words", PlainText),
    ForeignKeyConstraint(["reading_id", "number"], ["statements.reading_id", "statements.number"]),
    Index("ix_meanings_act", "act"),
    Index("ix_meanings_source_type", "source_type"),
    Index("ix_meanings_certainty", "certainty"),
    Index("ix_meanings_said_start", "said_start"),
)

periods = parts_of(
    "periods",
    "statements",
    *(Column(name, ExactText, nullable=False) for name in ("start", "end", "precision", "basis")),
)

quantities = parts_of(
    "quantities",
    "statements",
    *text_range(),
    Column("low", Double),
    Column("high", Double),
    *(Column(name, ExactText) for name in ("unit", "of", "as_of")),
)

links = parts_of(
    "links",
    "statements",
    Column("name", ExactText, nullable=False),
    Column("kind", PlainText, nullable=False),
    *text_range(nullable=True),
    Column("words", PlainText, nullable=False),
)

answers = parts_of(
    "answers",
    "statements",
    # The id of the statement that is answered, of the same reading.
    Column("answered", PlainText, nullable=False),
)
Index("ix_answers_answered_reading_id", answers.c.answered, answers.c.reading_id)

actors = parts_of_reading(
    "actors",
    Column("name", ExactText, nullable=False),
    Column("kind", PlainText, nullable=False),
)

actor_names = Table(
    "actor_names",
    metadata,
    Column("reading_id", RowId, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # alias or role
    Column("use", PlainText, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", ExactText, nullable=False),
    ForeignKeyConstraint(["reading_id", "number"], ["actors.reading_id", "actors.number"]),
    sqlite_with_rowid=False,
)

mentions = parts_of("mentions", "actors", *text_range())

own_voice = parts_of_reading("own_voice", *text_range())

own_hedges = parts_of("own_hedges", "own_voice", *text_range())
