"""All that differs between SQLite and PostgreSQL once a ledger is open.

What differs in opening one is in ``sqlite.py`` and ``postgresql.py``, what differs
in the schema in the migrations.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.dml import ReturningInsert

from sayso.store.words import Term

# One view of the data for all the queries of one answer; SQLite's transactions give it anyway.
READ_OPTIONS: dict[str, dict[str, Any]] = {
    "sqlite": {},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


def insert_unless_known(connection: Connection, target: Table, row: Mapping[str, object]) -> bool:
    """Insert a row, or do nothing where its key is taken; whether it was inserted.

    Waits for a transaction that is inserting the same key.
    """
    return connection.execute(_insert_unless_known(connection.dialect.name, target), row).first() is not None


@cache
def _insert_unless_known(name: str, target: Table) -> ReturningInsert[Any]:
    dialect = sqlite if name == "sqlite" else postgresql
    inserting: ReturningInsert[Any] = dialect.insert(target).on_conflict_do_nothing().returning(*target.primary_key)
    return inserting


def matching_ids(dialect: str, index: Table, term: Term, *, head_only: bool = False) -> Select[Any]:
    """The ids of an index's rows that hold a term, in the head alone if so wished."""
    if dialect == "sqlite":
        query = f"head : {_fts5(term)}" if head_only else _fts5(term)
        return select(column("rowid")).select_from(_fts_table(index)).where(_fts_match(index, query))
    query = _tsquery(term, weight="A" if head_only else "")
    return select(index.c.id).where(_vector(index).op("@@")(cast(literal(query), TSQUERY)))


def scored_ids(dialect: str, index: Table, terms: tuple[Term, ...]) -> Select[Any]:
    """Columns ``id`` and ``score`` of an index's rows that hold any of the terms; less is better.

    Scores are each database's own: BM25 in FTS5, ``ts_rank`` in PostgreSQL.
    """
    if dialect == "sqlite":
        query = " OR ".join(_fts5(term) for term in terms)
        columns: tuple[ColumnElement[Any], ...] = column("rowid").label("id"), column("rank").label("score")
        return select(*columns).select_from(_fts_table(index)).where(_fts_match(index, query))
    wanted = cast(literal(" | ".join(_tsquery(term) for term in terms)), TSQUERY)
    # 1: divided by the logarithm of the length, or the longest texts come first.
    score = (-func.ts_rank(_vector(index), wanted, 1)).label("score")
    return select(index.c.id.label("id"), score).where(_vector(index).op("@@")(wanted))


def _fts_table(index: Table) -> Any:  # noqa: ANN401 - a lightweight table
    return table(f"{index.name}_fts", column("rowid"), column("rank"))


def _fts_match(index: Table, query: str) -> ColumnElement[bool]:
    return literal_column(f"{index.name}_fts").op("MATCH")(literal(query))


def _fts5(term: Term) -> str:
    # Folded words are letters and digits only: nothing in them can end the quotation.
    return f'"{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _vector(index: Table) -> ColumnElement[Any]:
    return literal_column(f"{index.name}.vector")


def _tsquery(term: Term, *, weight: str = "") -> str:
    last = len(term.words) - 1
    lexemes = (_lexeme(word, weight + "*" * (term.prefix and place == last)) for place, word in enumerate(term.words))
    return f"({' <-> '.join(lexemes)})"


def _lexeme(word: str, flags: str) -> str:
    return f"'{word}':{flags}" if flags else f"'{word}'"
