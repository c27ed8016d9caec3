"""Actors across articles: who they are, what they said, and what people decide about them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, FromClause, Row, Select, and_, func, select, union_all

from sayso.actors import Bearer, Decision, Form, Verb, find_form, find_words, is_agency
from sayso.errors import BadQuery, NotFound
from sayso.store import tables
from sayso.store.directory import (
    add_decision,
    enter_reading,
    find_entries,
    find_fitting,
    lock_directory,
    read_decisions,
    to_form,
)
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.read import find_article, find_window, read_newest
from sayso.store.rows import now
from sayso.types import ActorKind, ActorProfile, ActorSummary, Page, Tally

_MOST_NAMED = 50
_CANDIDATES_NAMED = 6
_KINDS: tuple[ActorKind, ...] = ("person", "outlet", "organization", "place")
"""Where articles differ about a body, the first of these that any of them has."""

_forms, _bearings = tables.forms.c, tables.bearings.c
_SPOKEN = func.count().filter(_bearings.role == "speaker")
_ARTICLES = func.count(_bearings.reading_id.distinct())


@dataclass(frozen=True, slots=True)
class Reason:
    """Who decides, and why."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class ArticleActors:
    """Ids in the directory: of an article's actors by their numbers, of its speakers by the statements' ids."""

    actors: Mapping[int, str]
    speakers: Mapping[str, tuple[str, ...]]


def actors(
    ledger: Ledger, *, words: str | None = None, kind: ActorKind | None = None, offset: int = 0, limit: int = 50
) -> Page[ActorSummary]:
    """The directory: those who said most first, then those who occur in most articles.

    ``words`` must all begin words of one of the actor's names.
    """
    window = find_window(offset, limit)
    wanted = [_bears(*_name_clauses(words))] if words and words.strip() else []
    if kind:
        wanted.append(_bears(_forms.kind == kind))
    with read_transaction(ledger) as connection:
        total = connection.execute(
            select(func.count(_forms.actor.distinct())).select_from(_borne()).where(*wanted)
        ).scalar_one()
        order = (_SPOKEN.desc(), _ARTICLES.desc(), _forms.actor)
        query = select(_forms.actor).select_from(_borne()).where(*wanted).group_by(_forms.actor).order_by(*order)
        ids = connection.execute(query.offset(window.offset).limit(window.limit)).scalars().all()
        return Page(_summaries(connection, ids), total, window.offset, window.limit)


def actor(ledger: Ledger, name_or_id: str) -> ActorProfile:
    """What the ledger knows of an actor, by one of its names or ids.

    Raises:
        NotFound: there is none.
        BadQuery: several have that name.
    """
    with read_transaction(ledger) as connection:
        found = find_actor(ledger, connection, name_or_id)
        (summary,) = _summaries(connection, [found])
        return ActorProfile(
            summary=summary,
            names=_tally(connection, _names(found)),
            roles=_tally(connection, _said_to_be(found, "role")),
            fitting=_summaries(connection, _find_fitting(connection, found)) if summary.open else (),
            acts=_tally(connection, _of_statements(found, tables.meanings.c.act)),
            outlets=_tally(connection, _of_articles(found)),
            channels=_tally(connection, _of_statements(found, tables.meanings.c.via)),
            printed=_count_printed(connection, found),
        )


def decisions(ledger: Ledger) -> tuple[Decision, ...]:
    """What people decided about actors, oldest first."""
    with read_transaction(ledger) as connection:
        return read_decisions(connection)


def article_actors(ledger: Ledger, article: str) -> ArticleActors:
    """Which actors of the directory an article's newest reading has.

    Raises:
        NotFound: there is no such article.
    """
    with read_transaction(ledger) as connection:
        key = find_article(ledger, connection, article)
        reading = tables.heads.c.reading_id == _bearings.reading_id
        joined = _borne().join(tables.heads, reading)
        here = select(tables.bearings, _forms.actor).select_from(joined).where(tables.heads.c.article_id == key)
        rows = connection.execute(here).all()
        statements = tables.statements
        numbered = select(statements.c.number, statements.c.id).join(
            tables.heads, tables.heads.c.reading_id == statements.c.reading_id
        )
        ids = {row.number: row.id for row in connection.execute(numbered.where(tables.heads.c.article_id == key))}
    speakers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.role == "speaker":
            speakers[ids[row.number]].add(row.actor)
    return ArticleActors(
        {row.number: row.actor for row in rows if row.role == "actor"},
        {statement: tuple(sorted(each)) for statement, each in speakers.items()},
    )


# ---------------------------------------------------------------- finding


def find_actor(ledger: Ledger, connection: Connection, name_or_id: str) -> str:
    """The id of an actor, by one of its names, its id or that of one of its forms, or a beginning of these.

    Raises:
        NotFound: there is none.
        BadQuery: several have that name.
    """
    for found in (_by_id(connection, name_or_id), _by_name(connection, name_or_id), _by_words(connection, name_or_id)):
        ids = sorted({row.actor for row in found})
        if len(ids) == 1:
            return str(ids[0])
        if ids:
            named = _summaries(connection, ids[:_CANDIDATES_NAMED])
            listed = "; ".join(f"{each.id[:8]} {each.name} ({each.kind})" for each in named)
            more = "; …" if len(ids) > _CANDIDATES_NAMED else ""
            msg = f"several actors go by {name_or_id[:200]!r}: {listed}{more}"
            raise BadQuery(msg, hint="give the id or more of the name")
    msg = f"no actor {name_or_id[:200]!r} in the ledger {ledger.place}"
    raise NotFound(msg, hint="sayso actors shows who is there")


def _by_id(connection: Connection, begin: str) -> Sequence[Row[Any]]:
    lowered = begin.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{6,20}(\.[0-9]{1,9})?", lowered):
        return ()
    # "g" comes after all hex digits: a range, which an index serves.
    exact = _forms.id == lowered if "." in lowered else and_(_forms.id >= lowered, _forms.id < f"{lowered}g")
    return connection.execute(select(_forms.actor).where(exact).limit(_MOST_NAMED)).all()


def _by_name(connection: Connection, name: str) -> Sequence[Row[Any]]:
    # Nobody types capitals when looking for somebody.
    written = name if name != name.lower() else name.title()
    found = (find_form(Bearer(written, kind, "")) for kind in _KINDS)
    ids = {form.id for form in found if form is not None}
    return connection.execute(select(_forms.actor).where(_forms.id.in_(sorted(ids)))).all()


def _by_words(connection: Connection, words: str) -> Sequence[Row[Any]]:
    clauses = _name_clauses(words)
    if not clauses:
        return ()
    return connection.execute(select(_forms.actor).where(*clauses).distinct().limit(_MOST_NAMED)).all()


def _name_clauses(words: str) -> list[ColumnElement[bool]]:
    # Folded words have letters and digits only: nothing in them is a wildcard.
    return [(" " + _forms.spelling).like(f"% {word}%") for word in find_words(words)]


def _bears(*clauses: ColumnElement[bool]) -> ColumnElement[bool]:
    """That one form of the actor is so."""
    return _forms.actor.in_(select(_forms.actor).where(*clauses).correlate(None))


def _borne() -> FromClause:
    return tables.forms.join(tables.bearings, _bearings.form_id == _forms.id)


# ---------------------------------------------------------------- answers


def _summaries(connection: Connection, ids: Sequence[str]) -> tuple[ActorSummary, ...]:
    forms = defaultdict(list)
    for row in connection.execute(select(tables.forms).where(_forms.actor.in_(ids)).order_by(_forms.id)):
        forms[row.actor].append(row)
    times = select(_bearings.form_id, func.count()).where(
        _bearings.form_id.in_([row.id for rows in forms.values() for row in rows])
    )
    borne = {form: int(number) for form, number in connection.execute(times.group_by(_bearings.form_id))}
    counted = select(_forms.actor, _SPOKEN.label("spoken"), _ARTICLES.label("articles")).select_from(_borne())
    counts = {row.actor: row for row in connection.execute(counted.where(_forms.actor.in_(ids)).group_by(_forms.actor))}
    return tuple(_to_summary(each, forms[each], borne, counts.get(each)) for each in ids if each in forms)


def _to_summary(id_: str, rows: Sequence[Row[Any]], borne: dict[str, int], counts: Row[Any] | None) -> ActorSummary:
    named = min(rows, key=lambda row: (row.shape != "complete", row.name.isupper(), -borne.get(row.id, 0), row.name))
    kinds = {row.kind for row in rows}
    return ActorSummary(
        id=id_,
        name=named.name,
        kind=next(kind for kind in _KINDS if kind in kinds),
        agency=any(is_agency(to_form(row)) for row in rows),
        open=all(row.open for row in rows),
        statements=counts.spoken if counts else 0,
        articles=counts.articles if counts else 0,
    )


def _tally(connection: Connection, query: Select[Any] | CompoundSelect[Any]) -> Tally:
    """The values of a query's one column, with how often each occurs."""
    counted = query.subquery()
    (value,) = counted.c
    rows = connection.execute(
        select(value, func.count())
        .where(value.is_not(None))
        .group_by(value)
        .order_by(func.count().desc(), value)
        .limit(_MOST_NAMED)
    )
    return tuple((name, int(number)) for name, number in rows)


def _names(found: str) -> CompoundSelect[Any]:
    by_number = and_(
        tables.actors.c.reading_id == _bearings.reading_id,
        tables.actors.c.number == _bearings.number,
        _bearings.role == "actor",
    )
    written = select(tables.actors.c.name.label("name")).select_from(_borne().join(tables.actors, by_number))
    # Outlets and speakers may be no actors of the article.
    others = select(_forms.name.label("name")).select_from(_borne()).where(_bearings.role == "outlet")
    return union_all(
        written.where(_forms.actor == found), others.where(_forms.actor == found), _said_to_be(found, "alias")
    )


def _said_to_be(found: str, use: str) -> Select[Any]:
    names = tables.actor_names.c
    same = and_(names.reading_id == _bearings.reading_id, names.number == _bearings.number, _bearings.role == "actor")
    joined = _borne().join(tables.actor_names, same)
    return select(names.name.label("name")).select_from(joined).where(_forms.actor == found, names.use == use)


def _of_statements(found: str, column: ColumnElement[Any]) -> Select[Any]:
    meanings = tables.meanings.c
    same = and_(
        meanings.reading_id == _bearings.reading_id,
        meanings.number == _bearings.number,
        _bearings.role == "speaker",
    )
    return select(column).select_from(_borne().join(tables.meanings, same)).where(_forms.actor == found)


def _of_articles(found: str) -> Select[Any]:
    """The outlets that print its statements, once a statement."""
    heads, snapshots = tables.heads, tables.snapshots
    joined = _borne().join(heads, heads.c.reading_id == _bearings.reading_id)
    joined = joined.join(snapshots, snapshots.c.id == heads.c.snapshot_id)
    return select(snapshots.c.outlet).select_from(joined).where(_forms.actor == found, _bearings.role == "speaker")


def _count_printed(connection: Connection, found: str) -> int:
    query = select(func.count()).select_from(_borne()).where(_forms.actor == found, _bearings.role == "outlet")
    return int(connection.execute(query).scalar_one())


def _find_fitting(connection: Connection, found: str) -> list[str]:
    forms = connection.execute(select(_forms.id).where(_forms.actor == found)).scalars().all()
    return sorted(find_fitting(connection, forms))


# ---------------------------------------------------------------- deciding


def merge_actors(ledger: Ledger, one: str, other: str, reason: Reason) -> Decision:
    """Decide that two actors are one, in all articles there are and will be.

    Raises:
        NotFound: there is no such actor.
        BadQuery: a name is that of several, or they are one already.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        ids = [find_actor(ledger, connection, name) for name in (one, other)]
        first, second = _summaries(connection, ids) if ids[0] != ids[1] else (None, None)
        if first is None or second is None:
            msg = f"{one!r} and {other!r} are one actor already"
            raise BadQuery(msg, hint="sayso actor NAME shows its names")
        made = _decision(reason, "merge", first.id, first.name)
        return add_decision(connection, replace(made, other=second.id, other_name=second.name))


def split_actor(ledger: Ledger, name: str, articles: Iterable[str], reason: Reason) -> Decision:
    """Decide that a name is no part of the actor it was found to be; with articles, in these alone.

    Raises:
        NotFound: there is no such actor or article.
        BadQuery: there is nothing to split off, or several actors have the name.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        keys = tuple(sorted({find_article(ledger, connection, each) for each in articles}))
        form = _find_split(ledger, connection, name, keys)
        made = replace(_decision(reason, "split", form.id, form.name), articles=keys)
        added = add_decision(connection, made)
        _enter_anew(connection, keys)
        return added


def undo_decision(ledger: Ledger, number: int, reason: Reason) -> Decision:
    """Decide that a decision no longer holds; to undo an undoing brings the first back.

    Raises:
        NotFound: there is no such decision.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        known = {each.number: each for each in read_decisions(connection)}
        if number not in known:
            msg = f"there is no decision {number} in the ledger {ledger.place}"
            raise NotFound(msg, hint="sayso actor decisions lists them")
        added = add_decision(connection, replace(_decision(reason, "undo"), undone=number))
        first = known[number]
        while first.undone is not None:
            first = known[first.undone]
        _enter_anew(connection, first.articles)
        return added


def _decision(reason: Reason, verb: Verb, one: str | None = None, name: str | None = None) -> Decision:
    return Decision(0, now(), reason.who, reason.why, verb, one, name)


def _find_split(ledger: Ledger, connection: Connection, name: str, articles: Sequence[str]) -> Form:
    """The form that a split is about: the one of that name, or the one the articles have."""
    actor_id = find_actor(ledger, connection, name)
    rows = connection.execute(select(tables.forms).where(_forms.actor == actor_id)).all()
    by_id = {row.id: to_form(row) for row in rows}
    if articles:
        borne = select(_bearings.form_id).join(tables.heads, tables.heads.c.reading_id == _bearings.reading_id)
        here = borne.where(tables.heads.c.article_id.in_(articles), _bearings.form_id.in_(sorted(by_id)))
        fitting = [by_id[each] for each in sorted(set(connection.execute(here).scalars()))]
    else:
        exact = {form.id for form in (find_form(Bearer(name, kind, "")) for kind in _KINDS) if form is not None}
        fitting = [form for form in by_id.values() if form.id in exact or form.id == name.strip().lower()]
        if len(by_id) == 1:
            msg = f"{name!r} goes by one name only"
            raise BadQuery(msg, hint="name the articles in which it is somebody else: --article ID")
    if len(fitting) != 1:
        listed = ", ".join(sorted(form.name for form in fitting or by_id.values())[:_CANDIDATES_NAMED])
        msg = f"which name is to be split off {name!r}: {listed}?"
        raise BadQuery(
            msg,
            hint="give one of these names, as it is written"
            if fitting or not articles
            else "the articles do not have that actor",
        )
    return fitting[0]


def _enter_anew(connection: Connection, articles: Iterable[str]) -> None:
    for key in articles:
        number, reading = read_newest(connection, key)
        enter_reading(connection, find_entries(reading), number, instead_of=number)
