"""Clauses of filters by what statements mean."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, not_, select, tuple_

from sayso.errors import BadQuery
from sayso.store import tables
from sayso.store.rows import find_days
from sayso.store.words import Term, read_query
from sayso.types import StatementFilter

_statements, _meanings = tables.statements.c, tables.meanings.c

SAME_STATEMENT = and_(_meanings.reading_id == _statements.reading_id, _meanings.number == _statements.number)
"""Joins meanings to statements."""


def find_day(value: str, which: int) -> str:
    """The first (0) or last (1) day that a date as users write it can mean.

    Raises:
        BadQuery: it is none.
    """
    try:
        return find_days(value.strip())[which].isoformat()
    except ValueError as fault:
        msg = f"not a date: {value[:100]!r}"
        raise BadQuery(msg, hint="write it like 2024-03-12, 2024-03 or 2024") from fault


def spoken_by(actor: str) -> ColumnElement[bool]:
    """That an actor is the statement's speaker, or one of them."""
    bearings, forms = tables.bearings.c, tables.forms.c
    borne = select(bearings.reading_id, bearings.number).join(tables.forms, forms.id == bearings.form_id)
    spoken = borne.where(forms.actor == actor, bearings.role == "speaker")
    return tuple_(_statements.reading_id, _statements.number).in_(spoken)


def meaning_clauses(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    """The clauses of a filter that need the statement's meaning.

    Raises:
        BadQuery: a date or the words make no sense.
    """
    yield from _value_clauses(wanted)
    yield from _day_clauses(wanted)
    yield from _channel_clauses(wanted)
    yield from _flag_clauses(wanted)


def _value_clauses(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    for column, value in (
        (_meanings.source_type, wanted.source_type),
        (_meanings.act, wanted.act),
        (_meanings.certainty, wanted.certainty),
    ):
        if value:
            yield column == value


def _day_clauses(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.said_since:
        yield _meanings.said_end >= find_day(wanted.said_since, 0)
    if wanted.said_until:
        yield _meanings.said_start <= find_day(wanted.said_until, 1)


def _channel_clauses(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    links = tables.links.c
    if wanted.via and wanted.via.strip():
        yield from (_has_words(_meanings.via_words, term) for term in read_query(wanted.via))
    if wanted.chain and wanted.chain.strip():
        same = and_(links.reading_id == _meanings.reading_id, links.number == _meanings.number)
        words = [_has_words(links.words, term) for term in read_query(wanted.chain)]
        yield exists().where(same, *words)


def _has_words(column: ColumnElement[str], term: Term) -> ColumnElement[bool]:
    # Folded words have letters and digits only: nothing in them is a wildcard.
    return column.like(f"% {' '.join(term.words)}{'' if term.prefix else ' '}%")


def _flag_clauses(wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    answers, quantities = tables.answers.c, tables.quantities.c
    answered = and_(answers.answered == _statements.id, answers.reading_id == _statements.reading_id)
    counted = and_(quantities.reading_id == _meanings.reading_id, quantities.number == _meanings.number)
    for flag, clause in (
        (wanted.anonymous, _meanings.source_type == "anonymous"),
        (wanted.threat, _meanings.threat.is_(True)),
        (wanted.answered, exists().where(answered)),
        (wanted.denied, exists().where(answered, _is_denial())),
        (wanted.figures, exists().where(counted)),
    ):
        if flag is not None:
            yield clause if flag else not_(clause)


def _is_denial() -> ColumnElement[bool]:
    answers, reply = tables.answers.c, tables.meanings.alias("reply")
    same = and_(reply.c.reading_id == answers.reading_id, reply.c.number == answers.number)
    return exists().where(same, reply.c.act == "deny")
