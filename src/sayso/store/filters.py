"""Statements by who said them, where, when and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from sayso.store import tables
from sayso.store.actors import find_actor
from sayso.store.claim_filters import claim_clauses
from sayso.store.dialects import matching_ids
from sayso.store.engine import Ledger, read_transaction
from sayso.store.meaning_filters import SAME_STATEMENT, find_day, meaning_clauses, spoken_by
from sayso.store.parts import Parts, find_parts, find_speakers
from sayso.store.read import (
    NEWEST_FIRST,
    SUMMARY,
    find_article,
    find_window,
    summaries,
)
from sayso.store.rows import outlet_key, to_statement, to_summary
from sayso.store.words import Term, read_query
from sayso.types import Page, StatementFilter, StatementOrder, StatementRow

_ROW = (
    *SUMMARY,
    tables.snapshots.c.text_sha256,
    *(tables.statements.c[name] for name in ("reading_id", "number", "id", "kind", "parent", "confidence")),
    *(tables.statements.c[name] for name in ("source", "cue", "content")),
)


def statements(
    ledger: Ledger, wanted: StatementFilter, *, offset: int = 0, limit: int = 50, order: StatementOrder = "newest"
) -> Page[StatementRow]:
    """The statements that a filter lets through, of each article's newest reading only.

    Articles as in ``articles``, newest first; within one in the order of the text. Or
    by when they were said, as far as known, and else by when they were printed.
    What is empty in the filter counts as not given. A publication date known only to
    the month or year is in reach if any of its days is.

    Raises:
        BadQuery: a date, the words or the window make no sense, or an id is ambiguous.
        NotFound: the filter names an article, an actor or a claim that is not there.
    """
    window = find_window(offset, limit)
    with read_transaction(ledger) as connection:
        of_articles = list(_article_clauses(ledger, connection, wanted))
        of_statements = list(_statement_clauses(connection.dialect.name, wanted))
        of_statements += _actor_clauses(ledger, connection, wanted)
        of_statements += claim_clauses(ledger, connection, wanted)
        of_meanings = list(meaning_clauses(wanted))
        total = connection.execute(_count(of_articles, of_statements, of_meanings)).scalar_one()
        query = summaries(*_ROW).join(tables.statements, _NEWEST)
        if of_meanings or order == "said":
            query = query.join(tables.meanings, SAME_STATEMENT, isouter=not of_meanings)
        query = query.where(*of_articles, *of_statements, *of_meanings).order_by(*_ORDERS[order])
        page = connection.execute(query.offset(window.offset).limit(window.limit)).all()
        pairs = [(row.reading_id, row.number) for row in page]
        parts, speakers = find_parts(connection, pairs), find_speakers(connection, pairs)
        rows = tuple(
            StatementRow(
                to_statement(row, parts.get(pair, Parts())), to_summary(row), row.text_sha256, speakers.get(pair, ())
            )
            for pair, row in zip(pairs, page, strict=True)
        )
    return Page(rows, int(total), window.offset, window.limit)


def statements_after(
    ledger: Ledger, wanted: StatementFilter, reading: int, *, limit: int = 200
) -> tuple[tuple[int, int, StatementRow], ...]:
    """Statements of newest readings that came after one, by reading and number, with both.

    Raises:
        BadQuery: a date or the words make no sense, or an id is ambiguous.
        NotFound: the filter names an article, an actor or a claim that is not there.
    """
    with read_transaction(ledger) as connection:
        of_meanings = list(meaning_clauses(wanted))
        clauses = [
            *_article_clauses(ledger, connection, wanted),
            *_statement_clauses(connection.dialect.name, wanted),
            *_actor_clauses(ledger, connection, wanted),
            *claim_clauses(ledger, connection, wanted),
            *of_meanings,
            tables.statements.c.reading_id > reading,
        ]
        query = summaries(*_ROW).join(tables.statements, _NEWEST)
        if of_meanings:
            query = query.join(tables.meanings, SAME_STATEMENT)
        query = query.where(*clauses)
        query = query.order_by(tables.statements.c.reading_id, tables.statements.c.number).limit(limit)
        return _with_spans(connection, connection.execute(query).all())


def statements_at(ledger: Ledger, places: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, StatementRow], ...]:
    """The statements at these readings and numbers, whichever version they are of."""
    found = tables.statements.c
    joined = (
        tables.statements.join(tables.readings, tables.readings.c.id == found.reading_id)
        .join(tables.snapshots, tables.snapshots.c.id == tables.readings.c.snapshot_id)
        .join(tables.heads, tables.heads.c.article_id == tables.snapshots.c.article_id)
    )
    with read_transaction(ledger) as connection:
        rows: list[tuple[int, int, StatementRow]] = []
        for begin in range(0, len(places), 200):
            some = [
                (found.reading_id == reading) & (found.number == number)
                for reading, number in places[begin : begin + 200]
            ]
            query = select(*_ROW).select_from(joined).where(or_(*some))
            rows.extend(_with_spans(connection, connection.execute(query).all()))
    order = {place: index for index, place in enumerate(places)}
    return tuple(sorted(rows, key=lambda row: order[row[0], row[1]]))


def _with_spans(connection: Connection, rows: Sequence[Any]) -> tuple[tuple[int, int, StatementRow], ...]:
    parts = find_parts(connection, [(row.reading_id, row.number) for row in rows])
    return tuple(
        (
            row.reading_id,
            row.number,
            StatementRow(
                to_statement(row, parts.get((row.reading_id, row.number), Parts())), to_summary(row), row.text_sha256
            ),
        )
        for row in rows
    )


_NEWEST = tables.statements.c.reading_id == tables.heads.c.reading_id


_ORDERS: dict[StatementOrder, tuple[ColumnElement[Any], ...]] = {
    "newest": (*NEWEST_FIRST, tables.statements.c.number),
    # Unknown days last on both databases.
    "said": (
        func.coalesce(tables.meanings.c.said_start, tables.heads.c.first_day, "9999-12-31"),
        tables.heads.c.published_order,
        tables.heads.c.article_id,
        tables.statements.c.number,
    ),
}


def _count(
    of_articles: list[ColumnElement[bool]],
    of_statements: list[ColumnElement[bool]],
    of_meanings: list[ColumnElement[bool]],
) -> Select[Any]:
    if of_statements or of_meanings:
        joined = tables.heads.join(tables.statements, _NEWEST)
        if of_meanings:
            joined = joined.join(tables.meanings, SAME_STATEMENT)
        return select(func.count()).select_from(joined).where(*of_articles, *of_statements, *of_meanings)
    # Each article knows how many it has: no need to look at the statements.
    return select(func.coalesce(func.sum(tables.heads.c.statements), 0)).where(*of_articles)


def _actor_clauses(ledger: Ledger, connection: Connection, wanted: StatementFilter) -> list[ColumnElement[bool]]:
    if not wanted.actor or not wanted.actor.strip():
        return []
    return [spoken_by(find_actor(ledger, connection, wanted.actor))]


def _article_clauses(ledger: Ledger, connection: Connection, wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    heads = tables.heads.c
    if wanted.article:
        yield heads.article_id == find_article(ledger, connection, wanted.article)
    if key := outlet_key(wanted.outlet):
        yield heads.outlet_key == key
    if wanted.since:
        yield heads.last_day >= find_day(wanted.since, 0)
    if wanted.until:
        yield heads.first_day <= find_day(wanted.until, 1)


def _statement_clauses(dialect: str, wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    found = tables.statements.c
    if wanted.kind:
        yield found.kind == wanted.kind
    if wanted.sourced is not None:
        yield found.sourced.is_(wanted.sourced)
    if wanted.min_confidence > 0:
        yield found.confidence >= wanted.min_confidence
    if wanted.speaker and wanted.speaker.strip():
        for term in read_query(wanted.speaker):
            yield _holds(dialect, term, head_only=True)
    if wanted.words and wanted.words.strip():
        for term in read_query(wanted.words):
            yield _holds(dialect, term, head_only=False)


def _holds(dialect: str, term: Term, *, head_only: bool) -> ColumnElement[bool]:
    # One clause a term: a long statement has several index rows, and the terms may be in different ones.
    index = tables.statement_index
    matching = index.c.id.in_(matching_ids(dialect, index, term, head_only=head_only))
    statement = tuple_(tables.statements.c.reading_id, tables.statements.c.number)
    return statement.in_(select(index.c.reading_id, index.c.number).where(matching))
