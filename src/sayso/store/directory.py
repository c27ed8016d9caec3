"""The directory of actors, kept in step with the newest readings, and decisions about it.

Everything here but the decisions derives from the evidence: it is worked out anew
where something changes, and altogether when the matching rules change. Whoever writes
locks the directory's one row, so that on PostgreSQL too no two writers work it out at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, insert, or_, select, update

from sayso.actors import (
    RULES,
    Decision,
    Form,
    Grouping,
    Standing,
    find_bearings,
    find_standing,
    find_ties,
    group_forms,
)
from sayso.store import tables
from sayso.store.meanings import Fields
from sayso.store.rows import in_text_order
from sayso.types import Reading

_AT_ONCE = 500
"""Values in one query: far below what either database takes."""

_BORNE_IN, _TIED_IN = tables.bearings.c.reading_id, tables.ties.c.reading_id
_INCOMPLETE = ("initial", "bare")


@dataclass(frozen=True, slots=True)
class Entries:
    """What a reading adds to the directory."""

    article: str
    bearings: tuple[tuple[str, int, Form], ...]
    ties: tuple[tuple[Form, Form], ...]


def find_entries(reading: Reading) -> Entries:
    """What a reading adds to the directory; statements by the numbers their rows have."""
    numbers = {place: number for number, (place, _) in enumerate(in_text_order(reading.statements))}
    return Entries(
        reading.article.key,
        tuple(
            (each.role, numbers[each.number] if each.role == "speaker" else each.number, each.form)
            for each in find_bearings(reading)
        ),
        tuple((each.alias, each.main) for each in find_ties(reading)),
    )


def lock_directory(connection: Connection) -> int:
    """Let nobody else change the directory until the transaction ends; the rules that made it."""
    # SQLite leaves out FOR UPDATE; its transaction holds the whole database already.
    return int(connection.execute(select(tables.directory.c.rules).with_for_update()).scalar_one())


def enter_reading(connection: Connection, entries: Entries, reading: int, *, instead_of: int | None = None) -> None:
    """Enter a reading, which must be an article's newest; ``instead_of`` the one that was.

    The directory must be locked.
    """
    standing = find_standing(read_decisions(connection))
    old = set() if instead_of is None else _forms_of(connection, instead_of)
    touched = _load_component(connection, old, standing)
    if instead_of is not None:
        _delete_entries(connection, instead_of)
    fresh = _insert_entries(connection, _with_moved(entries, standing), reading)
    gone = _delete_unborne(connection, old)
    touched |= _load_component(connection, fresh, standing)
    _regroup(connection, touched - gone, standing)


def make_anew(connection: Connection, entries: Iterable[tuple[int, Entries]]) -> None:
    """Fill the locked directory from the newest readings, given with their numbers."""
    for table in (tables.ties, tables.bearings, tables.forms):
        connection.execute(delete(table))
    standing = find_standing(read_decisions(connection))
    for reading, each in entries:
        _insert_entries(connection, _with_moved(each, standing), reading)
    everything = set(connection.execute(select(tables.forms.c.id)).scalars())
    _regroup(connection, everything, standing)
    connection.execute(update(tables.directory).values(rules=RULES))


def _with_moved(entries: Entries, standing: Standing) -> Entries:
    """The entries with the forms that people split off in that article."""

    def move(form: Form) -> Form:
        moved = standing.moved.get((entries.article, form.id))
        return form if moved is None else replace(form, id=moved)

    bearings = tuple((role, number, move(form)) for role, number, form in entries.bearings)
    return Entries(entries.article, bearings, tuple((move(alias), move(main)) for alias, main in entries.ties))


# ---------------------------------------------------------------- rows


def to_form(row: Row[Any]) -> Form:
    """A form from its row."""
    return Form(
        id=row.id,
        realm=row.realm,
        spelling=row.spelling,
        shape=row.shape,
        kind=row.kind,
        name=row.name,
        block=row.block,
        families=tuple(each for each in (row.family, row.second_family) if each is not None),
    )


def _form_row(form: Form) -> Fields:
    family, second = (*form.families, None, None)[:2]
    return {
        "id": form.id,
        "realm": form.realm,
        "spelling": form.spelling,
        "shape": form.shape,
        "kind": form.kind,
        "name": form.name,
        "block": form.block,
        "family": family,
        "second_family": second,
        "actor": form.id,
        "open": False,
    }


def _insert_entries(connection: Connection, entries: Entries, reading: int) -> set[str]:
    """Insert what is not there yet; the forms whose place may have changed by that."""
    forms = {form.id: form for _, _, form in entries.bearings}
    forms |= {form.id: form for pair in entries.ties for form in pair}
    known = set(_select(connection, tables.forms.c.id, tables.forms.c.id, forms))
    pairs = {(alias.id, main.id) for alias, main in entries.ties}
    mains = _rows_where(connection, tables.ties.c.alias, {alias for alias, _ in pairs})
    known_pairs = {(row.alias, row.main) for row in mains}
    _insert(connection, tables.forms, (_form_row(form) for form in forms.values() if form.id not in known))
    borne = {(role, number, form.id) for role, number, form in entries.bearings}
    _insert(
        connection,
        tables.bearings,
        (
            {"reading_id": reading, "role": role, "number": number, "form_id": form}
            for role, number, form in sorted(borne)
        ),
    )
    _insert(
        connection,
        tables.ties,
        ({"reading_id": reading, "alias": alias, "main": main} for alias, main in sorted(pairs)),
    )
    return (forms.keys() - known) | {form for pair in pairs - known_pairs for form in pair}


def _forms_of(connection: Connection, reading: int) -> set[str]:
    borne = connection.execute(
        select(tables.bearings.c.form_id).where(tables.bearings.c.reading_id == reading)
    ).scalars()
    tied = _rows_where(connection, tables.ties.c.reading_id, {reading})
    return {*borne, *(form for row in tied for form in (row.alias, row.main))}


def _delete_entries(connection: Connection, reading: int) -> None:
    for table in (tables.bearings, tables.ties):
        connection.execute(delete(table).where(table.c.reading_id == reading))


def _delete_unborne(connection: Connection, forms: set[str]) -> set[str]:
    """Delete those of the forms that no reading has any more; which they were."""
    form, bearings, ties = tables.forms.c.id, tables.bearings.c, tables.ties.c
    used = or_(
        exists().where(bearings.form_id == form), exists().where(ties.alias == form), exists().where(ties.main == form)
    )
    gone: set[str] = set()
    for some in _chunks(forms):
        gone.update(connection.execute(select(form).where(form.in_(some), ~used)).scalars())
    for some in _chunks(gone):
        connection.execute(delete(tables.forms).where(form.in_(some)))
    return gone


# ---------------------------------------------------------------- grouping


def _load_component(connection: Connection, seeds: set[str], standing: Standing) -> set[str]:
    """All forms that can have to do with the seeds: what is left is grouped without regard to them."""
    merged = defaultdict(set)
    for one, other in standing.merges:
        merged[one].add(other)
        merged[other].add(one)
    found: set[str] = set()
    frontier = set(seeds)
    while frontier:
        rows = list(_rows_where(connection, tables.forms.c.id, frontier))
        found.update(row.id for row in rows)
        near = set(_find_near(connection, rows))
        near.update(*(merged[row.id] for row in rows))
        frontier = near - found - frontier
    return found


def _find_near(connection: Connection, rows: Sequence[Row[Any]]) -> Iterator[str]:
    forms, ties = tables.forms.c, tables.ties.c
    ids = {row.id for row in rows}
    yield from _select(connection, forms.id, forms.block, {row.block for row in rows} - {None})
    complete, incomplete = ({*_families(rows, of_incomplete=which)} for which in (False, True))
    yield from _select(connection, forms.id, forms.family, complete, forms.shape.in_(_INCOMPLETE))
    for column in (forms.family, forms.second_family):
        yield from _select(connection, forms.id, column, incomplete)
    yield from _select(connection, ties.main, ties.alias, ids)
    yield from _select(connection, ties.alias, ties.main, ids)


def _families(rows: Sequence[Row[Any]], *, of_incomplete: bool) -> Iterator[str]:
    for row in rows:
        if (row.shape in _INCOMPLETE) is of_incomplete:
            yield from (each for each in (row.family, row.second_family) if each is not None)


def _regroup(connection: Connection, ids: Iterable[str], standing: Standing) -> None:
    rows = list(_rows_where(connection, tables.forms.c.id, set(ids)))
    grouping = _group(connection, rows, standing)
    for row in rows:
        found = grouping.actors[row.id], row.id in grouping.open
        if (row.actor, row.open) != found:
            changing = update(tables.forms).where(tables.forms.c.id == row.id)
            connection.execute(changing.values(actor=found[0], open=found[1]))


def _group(connection: Connection, rows: Sequence[Row[Any]], standing: Standing) -> Grouping:
    tied = _rows_where(connection, tables.ties.c.alias, {row.id for row in rows})
    return group_forms(map(to_form, rows), {(row.alias, row.main) for row in tied}, standing)


def find_fitting(connection: Connection, forms: Iterable[str]) -> set[str]:
    """The actors of whom open forms may be one."""
    wanted = set(forms)
    standing = find_standing(read_decisions(connection))
    component = _load_component(connection, wanted, standing)
    grouping = _group(connection, list(_rows_where(connection, tables.forms.c.id, component)), standing)
    return {each for form in wanted for each in grouping.open.get(form, ())}


def check_directory(connection: Connection, entries: Iterable[tuple[int, Entries]]) -> Iterator[str]:
    """What in the directory is not as the evidence has it, in whole sentences."""
    standing = find_standing(read_decisions(connection))
    for reading, plain in entries:
        moved = _with_moved(plain, standing)
        borne = {(role, number, form.id) for role, number, form in moved.bearings}
        found = {(row.role, row.number, row.form_id) for row in _rows_where(connection, _BORNE_IN, {reading})}
        tied = {(alias.id, main.id) for alias, main in moved.ties}
        if borne != found or tied != {(row.alias, row.main) for row in _rows_where(connection, _TIED_IN, {reading})}:
            yield f"The directory of actors does not have reading {reading} as it reads."
    rows = connection.execute(select(tables.forms)).all()
    grouping = _group(connection, rows, standing)
    wrong = [row.name for row in rows if (row.actor, row.open) != (grouping.actors[row.id], row.id in grouping.open)]
    if wrong:
        yield f"The directory of actors has {wrong[0]!r} in the wrong place."


# ---------------------------------------------------------------- decisions


def read_decisions(connection: Connection) -> tuple[Decision, ...]:
    """All decisions, oldest first."""
    articles = defaultdict(list)
    for row in connection.execute(select(tables.decision_articles).order_by(tables.decision_articles.c.article_id)):
        articles[row.decision_id].append(row.article_id)
    rows = connection.execute(select(tables.decisions).order_by(tables.decisions.c.id))
    return tuple(
        Decision(
            number=row.id,
            added=row.added,
            who=row.who,
            why=row.why,
            verb=row.verb,
            one=row.one,
            one_name=row.one_name,
            other=row.other,
            other_name=row.other_name,
            articles=tuple(articles[row.id]),
            undone=row.undone,
        )
        for row in rows
    )


def add_decision(connection: Connection, decision: Decision) -> Decision:
    """Add a decision to the locked directory, and let it take effect on its forms; with the number it was given.

    Readings of its articles must be entered anew afterwards.
    """
    names = ("added", "who", "why", "verb", "one", "one_name", "other", "other_name", "undone")
    row = {name: getattr(decision, name) for name in names}
    number = connection.execute(insert(tables.decisions).returning(tables.decisions.c.id), row).scalar_one()
    _insert(
        connection,
        tables.decision_articles,
        ({"decision_id": number, "article_id": article} for article in decision.articles),
    )
    decisions = read_decisions(connection)
    standing = find_standing(decisions)
    seeds = {form for each in decisions for form in (each.one, each.other) if form is not None}
    _regroup(connection, _load_component(connection, seeds, standing), standing)
    return replace(decision, number=number)


# ---------------------------------------------------------------- many at once


def _insert(connection: Connection, table: Any, rows: Iterable[Fields]) -> None:  # noqa: ANN401 - a table
    ready = list(rows)
    if ready:
        connection.execute(insert(table), ready)


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = sorted(values)
    yield from (ordered[begin : begin + _AT_ONCE] for begin in range(0, len(ordered), _AT_ONCE))


def _select(
    connection: Connection,
    wanted: ColumnElement[Any],
    column: ColumnElement[Any],
    values: Iterable[Any],
    *more: ColumnElement[bool],
) -> Iterator[str]:
    for some in _chunks(values):
        yield from connection.execute(select(wanted).where(column.in_(some), *more)).scalars()


def _rows_where(connection: Connection, column: Any, values: Iterable[Any]) -> Iterator[Row[Any]]:  # noqa: ANN401 - a column
    for some in _chunks(values):
        yield from connection.execute(select(column.table).where(column.in_(some)))
