"""What statements mean, who occurs in articles, and actors across articles.

What the tables mean stands in ``sayso.store.tables``, which this file does not import.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.versions.v0001_first import (
    create_numbered,
    foreign,
    number,
    primary,
    reference,
    row_id,
    text,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EVIDENCE = (
    "meanings",
    "periods",
    "quantities",
    "links",
    "answers",
    "actors",
    "actor_names",
    "mentions",
    "own_voice",
    "own_hedges",
    "decisions",
    "decision_articles",
)
DERIVED = ("forms", "bearings", "ties", "directory")


def upgrade() -> None:
    """The tables of meanings and of the directory."""
    create_meanings()
    create_actors()
    create_decisions()
    create_directory()
    if op.get_bind().dialect.name == "sqlite":
        guard_on_sqlite()
    else:
        guard_on_postgresql()


def downgrade() -> None:
    """Without them, and without what was in them."""
    for name in (*reversed(DERIVED), *reversed(EVIDENCE)):
        op.drop_table(name)


def real(name: str, *, nullable: bool = False) -> sa.Column[float]:
    """A column of numbers with fractions."""
    return sa.Column(name, sa.Double(), nullable=nullable)


def flag(name: str) -> sa.Column[bool]:
    """A required column of yes or no."""
    return sa.Column(name, sa.Boolean(), nullable=False)


def ends(prefix: str = "", *, nullable: bool = False) -> tuple[sa.Column[int], ...]:
    """The two ends of a range of the text."""
    return tuple(sa.Column(f"{prefix}{name}", sa.Integer(), nullable=nullable) for name in ("start", "end"))


def create_parts(table: str, owner: str, *columns: sa.Column[Any]) -> None:
    """A table of what a numbered part of a reading has several of, in order."""
    op.create_table(
        table,
        reference("reading_id"),
        number("number"),
        number("position"),
        *columns,
        primary(table, "reading_id", "number", "position"),
        foreign(table, owner, "reading_id", "number", to=("reading_id", "number")),
        sqlite_with_rowid=False,
    )


def create_meanings() -> None:
    """What statements mean."""
    op.create_table(
        "meanings",
        reference("reading_id"),
        number("number"),
        text("speaker", nullable=True),
        real("speaker_confidence"),
        *ends("speaker_", nullable=True),
        text("speaker_reason", nullable=True),
        text("source_type"),
        flag("anonymity"),
        sa.Column("anonymity_count", sa.Integer()),
        *(text(f"anonymity_{name}", nullable=True) for name in ("description", "reason")),
        text("act"),
        real("act_confidence"),
        flag("threat"),
        text("certainty"),
        text("icd203", nullable=True),
        *(text(f"said_{name}", nullable=True) for name in ("start", "end", "precision", "basis")),
        text("via", nullable=True),
        *ends("via_", nullable=True),
        text("via_words", nullable=True),
        primary("meanings", "reading_id", "number"),
        foreign("meanings", "statements", "reading_id", "number", to=("reading_id", "number")),
    )
    for column in ("act", "source_type", "certainty", "said_start"):
        op.create_index(f"ix_meanings_{column}", "meanings", [column])
    create_parts("periods", "statements", *(text(name) for name in ("start", "end", "precision", "basis")))
    create_parts(
        "quantities",
        "statements",
        *ends(),
        *(real(name, nullable=True) for name in ("low", "high")),
        *(text(name, nullable=True) for name in ("unit", "of", "as_of")),
    )
    create_parts("links", "statements", text("name"), text("kind"), *ends(nullable=True), text("words"))
    create_parts("answers", "statements", text("answered"))
    op.create_index("ix_answers_answered_reading_id", "answers", ["answered", "reading_id"])


def create_actors() -> None:
    """Who occurs in a reading, and what is the writer's own."""
    create_numbered("actors", "reading", text("name"), text("kind"))
    op.create_table(
        "actor_names",
        reference("reading_id"),
        number("number"),
        text("use"),
        number("position"),
        text("name"),
        primary("actor_names", "reading_id", "number", "use", "position"),
        foreign("actor_names", "actors", "reading_id", "number", to=("reading_id", "number")),
        sqlite_with_rowid=False,
    )
    create_parts("mentions", "actors", *ends())
    create_numbered("own_voice", "reading", *ends())
    create_parts("own_hedges", "own_voice", *ends())


def create_decisions() -> None:
    """What people decided about actors."""
    op.create_table(
        "decisions",
        row_id(),
        *(text(name) for name in ("added", "who", "why", "verb")),
        *(text(name, nullable=True) for name in ("one", "one_name", "other", "other_name")),
        sa.Column("undone", sa.BigInteger().with_variant(sa.Integer(), "sqlite")),
        primary("decisions", "id"),
        foreign("decisions", "decisions", "undone"),
    )
    op.create_table(
        "decision_articles",
        reference("decision_id"),
        text("article_id"),
        primary("decision_articles", "decision_id", "article_id"),
        foreign("decision_articles", "decisions", "decision_id"),
        foreign("decision_articles", "articles", "article_id"),
        sqlite_with_rowid=False,
    )


def create_directory() -> None:
    """Which names stand for which actors: can be worked out from the evidence."""
    op.create_table(
        "forms",
        *(text(name) for name in ("id", "realm", "spelling", "shape", "kind", "name")),
        *(text(name, nullable=True) for name in ("block", "family", "second_family")),
        text("actor"),
        flag("open"),
        primary("forms", "id"),
    )
    for column in ("block", "family", "second_family", "actor"):
        op.create_index(f"ix_forms_{column}", "forms", [column])
    op.create_table(
        "bearings",
        reference("reading_id"),
        text("role"),
        number("number"),
        text("form_id"),
        primary("bearings", "reading_id", "role", "number", "form_id"),
        foreign("bearings", "readings", "reading_id"),
        foreign("bearings", "forms", "form_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bearings_form_id_role", "bearings", ["form_id", "role"])
    op.create_table(
        "ties",
        reference("reading_id"),
        text("alias"),
        text("main"),
        primary("ties", "reading_id", "alias", "main"),
        foreign("ties", "readings", "reading_id"),
        foreign("ties", "forms", "alias"),
        foreign("ties", "forms", "main"),
        sqlite_with_rowid=False,
    )
    for column in ("alias", "main"):
        op.create_index(f"ix_ties_{column}", "ties", [column])
    op.create_table(
        "directory",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        number("rules"),
        primary("directory", "id"),
    )
    # No rules have that number: whoever writes next fills the directory from what is there.
    op.execute("INSERT INTO directory (id, rules) VALUES (1, 0)")


def guard_on_sqlite() -> None:
    """Refuse to change evidence."""
    for table in EVIDENCE:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'sayso: {table} is only ever added to'); END"
            )


def guard_on_postgresql() -> None:
    """Refuse to change evidence, with the function of the first schema."""
    for table in EVIDENCE:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_refuse()"
        )
