"""Claims across articles: decisions, entries, links, copies.

What the tables mean stands in ``sayso.store.tables``, which this file does not import.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from sayso.store.migrations.versions.v0003_collect import (
    ROW_ID,
    flag,
    foreign,
    moment,
    number,
    options,
    primary,
    row_id,
    text,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

EVIDENCE = ("claim_decisions", "claim_decision_seeds")
DERIVED = (
    "claim_waiting",
    "claim_judge",
    "claim_entries",
    "claim_attachments",
    "claim_links",
    "claims",
    "copies",
    "bands",
)


def upgrade() -> None:
    """Add the tables."""
    create_decisions()
    create_entries()
    create_links()
    create_claims()
    create_copies()
    for table in EVIDENCE:
        guard(table)


def downgrade() -> None:
    """Drop them, with all that is in them."""
    for name in (*reversed(DERIVED), *reversed(EVIDENCE)):
        op.drop_table(name)


def guard(table: str) -> None:
    """Let nobody change or delete what stands in a table."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'sayso: {table} is only ever added to'); END"
            )
    else:
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION sayso_refuse()"
        )


def reference(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """A column that holds another table's row id."""
    return sa.Column(name, ROW_ID, autoincrement=False, nullable=nullable)


def create_decisions() -> None:
    """What people decided."""
    op.create_table(
        "claim_decisions",
        row_id(),
        *(text(name) for name in ("added", "who", "why", "verb")),
        text("words", nullable=True),
        reference("undone", nullable=True),
        primary("claim_decisions", "id"),
        foreign("claim_decisions", "claim_decisions", "undone"),
    )
    op.create_table(
        "claim_decision_seeds",
        reference("decision_id"),
        text("role"),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        text("seed"),
        primary("claim_decision_seeds", "decision_id", "role", "number"),
        foreign("claim_decision_seeds", "claim_decisions", "decision_id"),
        **options(),
    )


def create_entries() -> None:
    """Statements as claims see them."""
    op.create_table(
        "claim_waiting",
        text("article_id"),
        primary("claim_waiting", "article_id"),
        foreign("claim_waiting", "articles", "article_id"),
        **options(),
    )
    op.execute("INSERT INTO claim_waiting (article_id) SELECT article_id FROM heads")
    op.create_table(
        "claim_judge",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        text("name"),
        primary("claim_judge", "id"),
    )
    op.execute("INSERT INTO claim_judge (id, name) VALUES (1, '')")
    op.create_table(
        "claim_entries",
        row_id(),
        *(text(name) for name in ("seed", "article_id")),
        reference("reading_id"),
        number("number"),
        text("body"),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        text("claim", nullable=True),
        number("sign"),
        moment("score"),
        text("evidence"),
        primary("claim_entries", "id"),
        sa.UniqueConstraint("seed", name="uq_claim_entries_seed"),
        foreign("claim_entries", "articles", "article_id"),
        sa.ForeignKeyConstraint(
            ["reading_id", "number"],
            ["statements.reading_id", "statements.number"],
            name="fk_claim_entries_reading_id_number",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_claim_entries_article_id", "claim_entries", ["article_id"])
    op.create_index("ix_claim_entries_claim", "claim_entries", ["claim"])
    op.create_index("ix_claim_entries_reading_id_number", "claim_entries", ["reading_id", "number"])


def create_links() -> None:
    """What they have to do with each other."""
    op.create_table(
        "claim_attachments",
        *(text(name) for name in ("seed", "target")),
        number("turn"),
        flag("carries"),
        text("evidence"),
        primary("claim_attachments", "seed", "target"),
        **options(),
    )
    op.create_index("ix_claim_attachments_target", "claim_attachments", ["target"])
    op.create_table(
        "claim_links",
        *(text(name) for name in ("a", "b", "kind")),
        moment("weight"),
        text("evidence"),
        primary("claim_links", "a", "b", "kind"),
        **options(),
    )
    op.create_index("ix_claim_links_b", "claim_links", ["b"])
    op.create_index("ix_claim_links_kind", "claim_links", ["kind", "weight"])


def create_claims() -> None:
    """A summary of each claim."""
    counted = ("appearances", "articles", "outlets", "origins", "supports", "denials", "doubts", "anonymous")
    op.create_table(
        "claims",
        *(text(name) for name in ("id", "text")),
        text("name", nullable=True),
        *(number(name) for name in counted),
        *(text(name) for name in ("first", "last", "denied")),
        primary("claims", "id"),
    )
    op.create_index("ix_claims_size", "claims", ["articles", "last", "id"])
    for name in ("first", "last", "denied"):
        op.create_index(f"ix_claims_{name}", "claims", [name, "id"])


def create_copies() -> None:
    """Articles that repeat others."""
    op.create_table(
        "copies",
        *(text(name) for name in ("one", "other", "body")),
        primary("copies", "one", "other"),
        foreign("copies", "articles", "one"),
        foreign("copies", "articles", "other"),
        **options(),
    )
    op.create_index("ix_copies_other", "copies", ["other"])
    op.create_table(
        "bands",
        *(text(name) for name in ("band", "article_id")),
        primary("bands", "band", "article_id"),
        foreign("bands", "articles", "article_id"),
        **options(),
    )
    op.create_index("ix_bands_article_id", "bands", ["article_id"])
