"""Is everything in the ledger as it was put in?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, not_, or_, select, text
from sqlalchemy.exc import DatabaseError

from sayso.actors import RULES
from sayso.store import tables
from sayso.store.directory import check_directory
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.read import newest_entries, summaries
from sayso.store.search import source_words
from sayso.store.words import folded_words, index_pieces

_STREAMED = {"yield_per": 50}
_INDEXES = (tables.text_index, tables.statement_index)


def check(ledger: Ledger) -> tuple[str, ...]:
    """What is wrong with the ledger, in whole sentences; empty if nothing is.

    Computes the digest of every snapshot again, counts what belongs together, and
    compares the full-text indexes with the words. Reads row by row, in memory that
    does not grow with the ledger. SQLite's own index check needs a ledger open for
    writing, and is left out otherwise.
    """
    with read_transaction(ledger) as connection:
        problems = [
            *_check_file(connection),
            *_check_raw(connection),
            *_check_texts(connection),
            *_check_readings(connection),
            *_check_heads(connection),
            *_check_text_index(connection),
            *_check_statement_index(connection),
            *_check_directory(connection),
        ]
    if ledger.engine.dialect.name == "sqlite" and not ledger.readonly:
        problems.extend(_check_fts(ledger))
    return tuple(problems)


def _stream(connection: Connection, query: Select[Any]) -> Iterator[Row[Any]]:
    yield from connection.execution_options(**_STREAMED).execute(query)


def _check_file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield f"SQLite finds the file damaged: {row[0]}."
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"A row of {row[0]} refers to one of {row[2]} that is not there."


def _check_raw(connection: Connection) -> Iterator[str]:
    for row in _stream(connection, select(tables.raw)):
        # SQLite keeps text in a column of bytes, and the other way round, if somebody puts it there.
        if not isinstance(row.body, bytes) or sha256(row.body).hexdigest() != row.sha256:
            yield f"The bytes under {row.sha256} have another digest."


def _check_texts(connection: Connection) -> Iterator[str]:
    for row in _stream(connection, select(tables.texts)):
        if not isinstance(row.body, str) or _text_digest(row.body) != row.sha256:
            yield f"The text under {row.sha256} has another digest."


def _text_digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _check_readings(connection: Connection) -> Iterator[str]:
    readings, statements, spans = tables.readings, tables.statements, tables.spans
    found = select(func.count()).where(statements.c.reading_id == readings.c.id).scalar_subquery()
    for row in _stream(connection, select(readings.c.id, readings.c.statements).where(readings.c.statements != found)):
        yield f"Reading {row.id} should have {row.statements} statements and has not."
    has_content = and_(
        spans.c.reading_id == statements.c.reading_id,
        spans.c.number == statements.c.number,
        spans.c.role == "content",
    )
    for row in _stream(connection, select(statements.c.id).where(not_(select(spans).where(has_content).exists()))):
        yield f"Statement {row.id} has lost its content's place in the text."
    for row in _stream(connection, select(tables.snapshots.c.digest).where(not_(_has_reading()))):
        yield f"Snapshot {row.digest} has no reading."


def _has_reading() -> ColumnElement[bool]:
    return select(tables.readings).where(tables.readings.c.snapshot_id == tables.snapshots.c.id).exists()


def _check_heads(connection: Connection) -> Iterator[str]:
    heads, snapshots, readings = tables.heads.c, tables.snapshots.c, tables.readings.c
    mine = snapshots.article_id == heads.article_id
    newest = select(func.max(snapshots.id)).where(mine).scalar_subquery()
    reading = select(func.max(readings.id)).where(readings.snapshot_id == heads.snapshot_id).scalar_subquery()
    size = select(readings.statements).where(readings.id == heads.reading_id).scalar_subquery()
    versions = select(func.count()).where(mine).scalar_subquery()
    wrong = or_(
        heads.snapshot_id != newest,
        heads.reading_id != reading,
        heads.statements != size,
        heads.versions != versions,
    )
    for row in _stream(connection, select(heads.article_id).where(wrong)):
        yield f"Article {row.article_id} does not show its newest version."
    lost = not_(select(heads.article_id).where(heads.article_id == tables.articles.c.id).exists())
    for row in _stream(connection, select(tables.articles.c.id).where(lost)):
        yield f"Article {row.id} is in no list."


def _check_text_index(connection: Connection) -> Iterator[str]:
    index = tables.text_index
    query = summaries(tables.heads.c.article_id, tables.snapshots.c.title, tables.texts.c.body).join(
        tables.texts, tables.texts.c.sha256 == tables.snapshots.c.text_sha256
    )
    for row in _stream(connection, query):
        found = _index_rows(connection, index, index.c.article_id == row.article_id)
        if not _says(found, (row.title or "",), (row.body,)):
            yield f"Article {row.article_id} is not indexed as it reads."


def _check_statement_index(connection: Connection) -> Iterator[str]:
    index, statements, meanings = tables.statement_index, tables.statements, tables.meanings
    meant = and_(meanings.c.reading_id == statements.c.reading_id, meanings.c.number == statements.c.number)
    mine = and_(index.c.reading_id == statements.c.reading_id, index.c.number == statements.c.number)
    newest = tables.heads.c.reading_id == statements.c.reading_id
    query = (
        select(statements, meanings.c.speaker, index.c.head, index.c.body)
        .join(tables.heads, newest)
        .outerjoin(meanings, meant)
        .outerjoin(index, mine)
        .order_by(statements.c.reading_id, statements.c.number, index.c.id)
    )
    rows = _stream(connection, query)
    for _, same in groupby(rows, key=lambda row: (row.reading_id, row.number)):
        found = list(same)
        row = found[0]
        if not _says(found, source_words(row.source, row.speaker), (row.cue, row.content)):
            yield f"Statement {row.id} is not indexed as it reads."


def _check_directory(connection: Connection) -> Iterator[str]:
    # One that other rules made is made anew by the next to write.
    if connection.execute(select(tables.directory.c.rules)).scalar_one() == RULES:
        yield from check_directory(connection, newest_entries(connection))


def _index_rows(connection: Connection, index: Table, mine: ColumnElement[bool]) -> Sequence[Any]:
    return connection.execute(select(index.c.head, index.c.body).where(mine).order_by(index.c.id)).all()


def _says(rows: Sequence[Any], head: tuple[str, ...], body: tuple[str, ...]) -> bool:
    heads, bodies = (list(index_pieces(folded_words(*pieces))) for pieces in (head, body))
    return heads == [row.head for row in rows if row.head] and bodies == [row.body for row in rows if row.body]


def _check_fts(ledger: Ledger) -> Iterator[str]:
    for index in _INDEXES:
        name = f"{index.name}_fts"
        # Rank 1: compare with the indexed rows too, https://sqlite.org/fts5.html#the_integrity_check_command
        command = text(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        with write_transaction(ledger) as connection:
            try:
                connection.execute(command)
            except DatabaseError:
                yield f"The full-text index {name} does not agree with the words."
