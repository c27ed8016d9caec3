"""A ledger that grows by whole copies of itself: to sizes that would take days to read and join article by article.

Every row of the ledger as it stands is written again, as often as wanted: its ids, names, words, keys of passages and
vectors are others each time, so that no copy is linked with another, and everything else is as joining wrote it.
Texts and raw bytes are not repeated. A vector's places are shifted: as near to each other within a copy as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    MetaData,
    Table,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)

from sayso.judge.embedder import WIDTH
from sayso.store import Ledger, tables
from sayso.store.engine import write_transaction

_IDS: Final = {
    "articles": ("id",),
    "snapshots": ("digest", "article_id"),
    "heads": ("article_id",),
    "text_index": ("article_id",),
    "bands": ("article_id",),
    "copies": ("one", "other"),
    "claim_entries": ("seed", "article_id", "claim"),
    "claim_attachments": ("seed", "target"),
    "claim_links": ("a", "b"),
    "claims": ("id",),
    "forms": ("id", "actor"),
    "bearings": ("form_id",),
    "ties": ("alias", "main"),
}
"""Columns with hex ids of articles, statements, claims and actors."""
_NAMES: Final = {"forms": ("spelling", "name", "block", "family", "second_family"), "bands": ("band",)}
_WORDS: Final = {"statement_index": ("head", "body"), "text_index": ("head", "body")}
_COUNTED: Final = ("snapshots", "readings", "claim_entries", "statement_index", "text_index")
"""Tables with numbers of their own."""
_NUMBERS: Final = {"snapshot_id": "snapshots", "reading_id": "readings"}
_ONCE: Final = ("raw", "texts", "runs", "claim_judge", "directory")


def grow(ledger: Ledger, times: int, *, first: int = 1) -> None:
    """Write so many copies of what was kept (``keep``), counted from ``first``.

    A later call counts on, and leaves one out for the numbers of rows that were added in between.
    """
    for table in tables.metadata.sorted_tables:
        if table.name not in _ONCE:
            with write_transaction(ledger) as connection, _hastened(connection):
                _copy_table(connection, table, range(first, first + times))
    # What the server itself does after a while; on SQLite nobody does.
    if ledger.engine.dialect.name == "postgresql":
        with write_transaction(ledger) as connection:
            names = ", ".join(table.name for table in tables.metadata.sorted_tables)
            connection.execute(text(f"ANALYZE {names}"))  # not all of the database: others' ledgers may lie there


def keep(ledger: Ledger) -> None:
    """Keep the ledger's rows aside, as what ``grow`` copies."""
    with write_transaction(ledger) as connection:
        for table in tables.metadata.sorted_tables:
            if table.name not in _ONCE:
                name = f"unit_{table.name}"
                columns = ", ".join(f'"{column.name}"' for column in table.columns)
                connection.execute(text(f"CREATE TABLE {name} AS SELECT {columns} FROM {table.name}"))  # noqa: S608


@contextmanager
def _hastened(connection: Connection) -> Iterator[None]:
    """What is copied holds together as the original does: it need not be looked up row by row."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        return
    # Rows go all over the indexes: more of these than usual is kept in memory, for as long as that lasts.
    usual = connection.execute(text("PRAGMA cache_size")).scalar_one()
    connection.execute(text("PRAGMA cache_size = -2000000"))
    yield
    connection.execute(text(f"PRAGMA cache_size = {usual}"))


def _copy_table(connection: Connection, table: Table, copies: range) -> None:
    unit = table.to_metadata(MetaData(), name=f"unit_{table.name}")
    if not connection.execute(select(func.count()).select_from(unit)).scalar_one():
        return
    steps = {name: _last(connection, name) for name in _COUNTED}
    for copy in copies:
        given = [_change(table, column, unit, copy, steps) for column in table.columns]
        connection.execute(insert(table).from_select(list(table.columns), select(*given)))
    if table.name in _COUNTED and connection.dialect.name == "postgresql":
        counter = f"pg_get_serial_sequence('{table.name}', 'id')"
        connection.execute(text(f"SELECT setval({counter}, (SELECT max(id) FROM {table.name}))"))  # noqa: S608


def _last(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f"SELECT coalesce(max(id), 0) FROM unit_{name}")).scalar_one())  # noqa: S608


def _change(table: Table, column: Column[Any], unit: Table, copy: int, steps: dict[str, int]) -> ColumnElement[Any]:
    """What a copy has in a column, from what the unit has."""
    given, tag = unit.c[column.name], f"c0{copy:06x}"
    if column.name in _IDS.get(table.name, ()):
        return _with_tag(given, tag)
    if column.name in _NAMES.get(table.name, ()):
        return given + literal(f" q{tag}")
    if column.name in _WORDS.get(table.name, ()):
        return literal(f"q{tag}") + func.replace(given, " ", f" q{tag}")
    if column.name == "vector":
        shift = 1 + copy % (WIDTH - 1)
        return cast(func.substr(given, shift + 1).op("||")(func.substr(given, 1, shift)), LargeBinary)
    if (table.name, column.name) == ("copies", "body"):
        one = func.replace(given, unit.c.one, _with_tag(unit.c.one, tag))
        return func.replace(one, unit.c.other, _with_tag(unit.c.other, tag))
    counted = table.name if column.name == "id" and table.name in _COUNTED else _NUMBERS.get(column.name)
    return given + copy * steps[counted] if counted else given


def _with_tag(given: ColumnElement[Any], tag: str) -> ColumnElement[Any]:
    """An id with other digits in the middle: spread as before, and in the same order as its fellows."""
    return func.substr(given, 1, 6) + literal(tag) + func.substr(given, 15)
