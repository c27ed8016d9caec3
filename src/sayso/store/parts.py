"""What of statements and readings stands in tables of its own, gathered for those that are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, Integer, Row, Table, and_, select, values

from sayso.store import tables
from sayso.store.columns import RowId
from sayso.store.meanings import to_actor, to_meaning, to_own_voice
from sayso.types import Actor, CharSpan, Meaning, OwnVoice

Pair = tuple[int, int]
"""A statement by its reading and its number there."""

# Neither database takes a query of any size; 500 pairs are far below both limits.
_PAIRS_AT_ONCE = 500
_OF_MEANINGS = (tables.periods, tables.quantities, tables.links, tables.answers)


@dataclass(frozen=True, slots=True)
class Parts:
    """Of one statement: its ranges by role, and the rows of its meaning."""

    spans: Mapping[str, Sequence[CharSpan]] = field(default_factory=dict)
    meaning: Row[Any] | None = None
    others: Mapping[str, list[Row[Any]]] = field(default_factory=dict)

    def to_meaning(self) -> Meaning | None:
        """What the statement means, None where nobody asked for it."""
        return None if self.meaning is None else to_meaning(self.meaning, self.spans, self.others)


def find_parts(connection: Connection, pairs: Sequence[Pair]) -> dict[Pair, Parts]:
    """The parts of statements."""
    return _gather({table.name: _rows_of_pairs(connection, table, pairs) for table in _ALL})


def find_parts_of_reading(connection: Connection, reading: int) -> dict[Pair, Parts]:
    """The parts of all statements of a reading."""
    return _gather({table.name: _rows_of_reading(connection, table, reading) for table in _ALL})


_ALL = (tables.spans, tables.meanings, *_OF_MEANINGS)


def _rows_of_reading(connection: Connection, table: Table, reading: int) -> Iterable[Row[Any]]:
    return connection.execute(select(table).where(table.c.reading_id == reading))


def _rows_of_pairs(connection: Connection, table: Table, pairs: Sequence[Pair]) -> Iterator[Row[Any]]:
    for begin in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = list(pairs[begin : begin + _PAIRS_AT_ONCE])
        # Joined, since SQLite looks through the whole table for pairs that stand after IN.
        wanted = values(Column("reading_id", RowId), Column("number", Integer)).data(some).cte("wanted")
        same = and_(table.c.reading_id == wanted.c.reading_id, table.c.number == wanted.c.number)
        yield from connection.execute(select(table).select_from(wanted.join(table, same)))


def _gather(rows: dict[str, Iterable[Row[Any]]]) -> dict[Pair, Parts]:
    spans: dict[Pair, dict[str, list[CharSpan]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(rows["spans"], key=lambda row: row.position):
        spans[row.reading_id, row.number][row.role].append(CharSpan(row.start, row.end))
    others: dict[Pair, dict[str, list[Row[Any]]]] = defaultdict(lambda: defaultdict(list))
    for table in _OF_MEANINGS:
        for row in sorted(rows[table.name], key=lambda row: row.position):
            others[row.reading_id, row.number][table.name].append(row)
    meanings = {(row.reading_id, row.number): row for row in rows["meanings"]}
    return {
        pair: Parts(spans.get(pair, {}), meanings.get(pair), others.get(pair, {}))
        for pair in spans.keys() | meanings.keys()
    }


def find_speakers(connection: Connection, pairs: Sequence[Pair]) -> dict[Pair, tuple[str, ...]]:
    """The ids of the actors who speak, of statements in newest readings."""
    forms = tables.forms.c
    found: dict[Pair, set[str]] = defaultdict(set)
    rows = [row for row in _rows_of_pairs(connection, tables.bearings, pairs) if row.role == "speaker"]
    ids = {row.form_id for row in rows}
    actors: dict[str, str] = {}
    for some in (sorted(ids)[begin : begin + _PAIRS_AT_ONCE] for begin in range(0, len(ids), _PAIRS_AT_ONCE)):
        actors.update(
            (row.id, row.actor) for row in connection.execute(select(forms.id, forms.actor).where(forms.id.in_(some)))
        )
    for row in rows:
        found[row.reading_id, row.number].add(actors[row.form_id])
    return {pair: tuple(sorted(each)) for pair, each in found.items()}


def find_actors(connection: Connection, reading: int) -> tuple[Actor, ...]:
    """The actors of a reading."""
    names = _by_number(_rows_of_reading(connection, tables.actor_names, reading))
    mentions = _by_number(_rows_of_reading(connection, tables.mentions, reading))
    rows = sorted(_rows_of_reading(connection, tables.actors, reading), key=lambda row: row.number)
    return tuple(to_actor(row, names[row.number], mentions[row.number]) for row in rows)


def find_own_voice(connection: Connection, reading: int) -> tuple[OwnVoice, ...]:
    """The sentences of a reading that nobody is cited for."""
    hedges = _by_number(_rows_of_reading(connection, tables.own_hedges, reading))
    rows = sorted(_rows_of_reading(connection, tables.own_voice, reading), key=lambda row: row.number)
    return tuple(to_own_voice(row, hedges[row.number]) for row in rows)


def _by_number(rows: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.position):
        found[row.number].append(row)
    return found
