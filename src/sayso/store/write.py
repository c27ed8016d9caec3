"""Adding a reading: everything or nothing, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, insert, select, update

from sayso.actors import find_rules
from sayso.errors import LedgerError
from sayso.store import tables
from sayso.store.dialects import insert_unless_known
from sayso.store.directory import Entries, enter_reading, find_entries, lock_directory, make_anew
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.meanings import Fields, actor_rows, meaning_rows
from sayso.store.read import newest_entries
from sayso.store.rows import (
    date_rows,
    furniture_rows,
    head_fields,
    in_text_order,
    note_rows,
    now,
    run_row,
    snapshot_row,
    span_rows,
    statement_rows,
)
from sayso.store.search import statement_index_rows, text_index_rows
from sayso.types import Added, Article, Reading, Run

Outcome = Literal["new", "revised", "reread", "known"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """All rows of a reading, made before the lock is taken: the lock is what others wait for."""

    reading: Reading
    body: bytes
    key: str
    snapshot: Fields
    statements: list[Fields]
    parts: list[tuple[Table, list[Fields]]]
    text_index: list[Fields]
    statement_index: list[Fields]
    entries: Entries


def add_reading(ledger: Ledger, reading: Reading, body: bytes) -> Added:
    """Add what was read, with the bytes it was read from, in one transaction.

    When this returns, all of it is on the disk; if it raises, none of it is. A
    reading that is there already changes nothing, whatever name its input has now. ``body`` are the bytes whose
    digest the article names (of JSONL, its line).

    Raises:
        LedgerError: the ledger cannot be written, or ``body`` is not what was read.
        LedgerBusy: somebody else kept it locked.
        LedgerFull: there is no space left.
    """
    article = reading.article
    if sha256(body).hexdigest() != article.sha256:
        msg = f"{article.input} was not read from these bytes: their SHA-256 is not {article.sha256}"
        raise LedgerError(msg, hint="hand over the bytes the article was read from")
    # The common case when a folder is added again, and needs no lock.
    known = is_known(ledger, article, reading.run)
    if known is not None:
        return known
    prepared = prepare_reading(reading, body)
    with write_transaction(ledger) as connection:
        return add_prepared(connection, prepared)


def add_prepared(connection: Connection, prepared: Prepared) -> Added:
    """Add a prepared reading within the caller's transaction."""
    return Added(_add(connection, prepared), prepared.key, len(prepared.reading.statements))


def is_known(ledger: Ledger, article: Article, run: Run) -> Added | None:
    """What adding this article as read by this run would say, if that is ``known``; else None.

    So that nobody need read again what is in the ledger.
    """
    with read_transaction(ledger) as connection:
        found = _find(connection, snapshot_row(article), run)
    if found is None or found.reading_id is None:
        return None
    return Added("known", article.key, found.statements)


def prepare_reading(reading: Reading, body: bytes) -> Prepared:
    """Make all rows of a reading, for `add_prepared`."""
    return Prepared(
        reading=reading,
        body=body,
        key=reading.article.key,
        snapshot=snapshot_row(reading.article),
        statements=statement_rows(reading.statements),
        parts=[
            (tables.spans, span_rows(reading.statements)),
            *meaning_rows([(number, each) for number, (_, each) in enumerate(in_text_order(reading.statements))]),
            *actor_rows(reading),
        ],
        text_index=list(text_index_rows(reading.article)),
        statement_index=list(statement_index_rows(reading.statements)),
        entries=find_entries(reading),
    )


def _add(connection: Connection, prepared: Prepared) -> Outcome:
    # Every writer takes its locks in this order (article, raw, text, run, directory), so none wait in a circle.
    added = now()
    if not insert_unless_known(connection, tables.articles, {"id": prepared.key, "added": added}):
        connection.execute(_LOCK, {"key": prepared.key})
        return _add_to_known(connection, prepared, added)
    snapshot = _insert_snapshot(connection, prepared, added)
    reading = _insert_reading(connection, prepared, snapshot, added)
    head = head_fields(prepared.reading) | {"snapshot_id": snapshot, "reading_id": reading, "added": added}
    connection.execute(insert(tables.heads), head | {"article_id": prepared.key, "versions": 1})
    _index_text(connection, prepared)
    _index_statements(connection, prepared, reading)
    _enter(connection, prepared, reading)
    return "new"


def _add_to_known(connection: Connection, prepared: Prepared, added: str) -> Outcome:
    found = _find(connection, prepared.snapshot, prepared.reading.run)
    if found is None:
        _add_version(connection, prepared, added)
        return "revised"
    if found.reading_id is None:
        _add_rereading(connection, prepared, found.id, added)
        return "reread"
    return "known"


def _add_version(connection: Connection, prepared: Prepared, added: str) -> None:
    heads = tables.heads
    snapshot = _insert_snapshot(connection, prepared, added)
    reading = _insert_reading(connection, prepared, snapshot, added)
    old = _find_head(connection, prepared.key)
    values = head_fields(prepared.reading) | {"snapshot_id": snapshot, "reading_id": reading, "added": added}
    _move_head(connection, prepared.key, values | {"versions": heads.c.versions + 1})
    connection.execute(delete(tables.text_index).where(tables.text_index.c.article_id == prepared.key))
    _index_text(connection, prepared)
    _forget_statements(connection, old.reading_id)
    _index_statements(connection, prepared, reading)
    _enter(connection, prepared, reading, instead_of=old.reading_id)


def _add_rereading(connection: Connection, prepared: Prepared, snapshot: int, added: str) -> None:
    reading = _insert_reading(connection, prepared, snapshot, added)
    old = _find_head(connection, prepared.key)
    if old.snapshot_id != snapshot:
        return  # an older version was read again: what is shown stays
    _move_head(connection, prepared.key, {"reading_id": reading, "statements": len(prepared.statements)})
    _forget_statements(connection, old.reading_id)
    _index_statements(connection, prepared, reading)
    _enter(connection, prepared, reading, instead_of=old.reading_id)


# Queries that every adding makes are built once: building took as long as running them.
# SQLite leaves out FOR UPDATE; its transaction holds the whole database already.
_LOCK = select(tables.articles.c.id).where(tables.articles.c.id == bindparam("key")).with_for_update()

_FIND = (
    select(tables.snapshots.c.id, tables.readings.c.id.label("reading_id"), tables.readings.c.statements)
    .select_from(tables.snapshots)
    .outerjoin(
        tables.readings,
        and_(tables.readings.c.snapshot_id == tables.snapshots.c.id, tables.readings.c.run_id == bindparam("run")),
    )
    .where(tables.snapshots.c.digest == bindparam("digest"))
)

_INSERT_SNAPSHOT = insert(tables.snapshots).returning(tables.snapshots.c.id)
_INSERT_READING = insert(tables.readings).returning(tables.readings.c.id)


def _find(connection: Connection, snapshot: Fields, run: Run) -> Row[int, int, int] | None:
    """The snapshot, if it is there, with its reading by the run, if that is."""
    return connection.execute(_FIND, {"digest": snapshot["digest"], "run": run.id}).one_or_none()


def _find_head(connection: Connection, key: str) -> Row[int, int]:
    heads = tables.heads.c
    return connection.execute(select(heads.snapshot_id, heads.reading_id).where(heads.article_id == key)).one()


def _insert_snapshot(connection: Connection, prepared: Prepared, added: str) -> int:
    article = prepared.reading.article
    insert_unless_known(connection, tables.raw, {"sha256": article.sha256, "body": prepared.body})
    insert_unless_known(connection, tables.texts, {"sha256": article.text_sha256, "body": article.text})
    row = prepared.snapshot | {"added": added}
    inserted = connection.execute(_INSERT_SNAPSHOT, row)
    snapshot: int = inserted.scalar_one()
    owner: Fields = {"snapshot_id": snapshot}
    _insert_all(connection, tables.dates, date_rows(article), owner)
    _insert_all(connection, tables.furniture, furniture_rows(article), owner)
    _insert_all(connection, tables.snapshot_notes, note_rows(article.notes), owner)
    return snapshot


def _insert_reading(connection: Connection, prepared: Prepared, snapshot: int, added: str) -> int:
    insert_unless_known(connection, tables.runs, run_row(prepared.reading.run))
    row = {
        "snapshot_id": snapshot,
        "run_id": prepared.reading.run.id,
        "added": added,
        "statements": len(prepared.statements),
    }
    inserted = connection.execute(_INSERT_READING, row)
    reading: int = inserted.scalar_one()
    owner: Fields = {"reading_id": reading}
    _insert_all(connection, tables.reading_notes, note_rows(prepared.reading.notes), owner)
    _insert_all(connection, tables.statements, prepared.statements, owner)
    for table, rows in prepared.parts:
        _insert_all(connection, table, rows, owner)
    return reading


def _insert_all(connection: Connection, target: Table, rows: Iterable[Fields], owner: Fields) -> None:
    owned = [row | owner for row in rows]
    if owned:
        connection.execute(insert(target), owned)


def _move_head(connection: Connection, key: str, values: Fields) -> None:
    connection.execute(update(tables.heads).where(tables.heads.c.article_id == key).values(values))


def _index_text(connection: Connection, prepared: Prepared) -> None:
    _insert_all(connection, tables.text_index, prepared.text_index, {"article_id": prepared.key})


def _index_statements(connection: Connection, prepared: Prepared, reading: int) -> None:
    _insert_all(connection, tables.statement_index, prepared.statement_index, {"reading_id": reading})


def _forget_statements(connection: Connection, reading: int) -> None:
    index = tables.statement_index
    connection.execute(delete(index).where(index.c.reading_id == reading))


def _enter(connection: Connection, prepared: Prepared, reading: int, *, instead_of: int | None = None) -> None:
    if lock_directory(connection) == find_rules():
        enter_reading(connection, prepared.entries, reading, instead_of=instead_of)
    else:
        # Made by other matching rules, or by none: an older sayso had no directory.
        make_anew(connection, newest_entries(connection))
    insert_unless_known(connection, tables.claim_waiting, {"article_id": prepared.key})
