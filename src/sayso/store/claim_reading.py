"""Reading entries, links and attachments of claims within a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, and_, select

from sayso.claims import Attachment, Entry, Link, joins
from sayso.store import tables
from sayso.store.claim_rows import AT_ONCE, to_attachment, to_entry, to_link

entries, links, attachments = tables.claim_entries.c, tables.claim_links.c, tables.claim_attachments.c

Value = TypeVar("Value", str, int)
MOST_IN_A_PART = 5_000
"""Entries of one connected part that are grouped together. More are no matter of one claim: the part stays as it
was found when it had fewer, and what comes later joins by its strongest link alone."""


def each_batch(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Values in batches that one query takes, sorted and each once."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def read_rows(connection: Connection, column: ColumnElement[Any], values: Iterable[Value]) -> list[Row[Any]]:
    """The rows of entries whose ``column`` has one of ``values``; ``bears``: whether there is a vector."""
    query = select(*_ENTRY)
    return [row for batch in each_batch(values) for row in connection.execute(query.where(column.in_(batch))).all()]


_ENTRY = (
    *(column for column in entries if column.name != "vector"),
    entries.vector.is_not(None).label("bears"),
)
"""An entry's row without the vector itself: many are read, and few places are asked for."""


def read_numbered(connection: Connection, numbers: Iterable[int]) -> dict[int, Entry]:
    """Entries by their row's number, those that are still there."""
    rows = read_rows(connection, entries.id, numbers)
    known = to_entries(connection, rows)
    return {row.id: known[row.seed] for row in rows}


def read_homes(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The articles that entries are of, by their row's number."""
    query = select(entries.id, entries.article_id)
    return {
        number: article
        for batch in each_batch(numbers)
        for number, article in connection.execute(query.where(entries.id.in_(batch))).all()
    }


def read_entries(connection: Connection, seeds: Iterable[str]) -> dict[str, Entry]:
    """Entries by their seeds."""
    return to_entries(connection, read_rows(connection, entries.seed, seeds))


def to_entries(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, Entry]:
    """Entries from their rows, with who speaks as the directory has it now."""
    speakers = _read_speakers(connection, {row.id for row in rows})
    return {row.seed: to_entry(row, speakers.get(row.id, ())) for row in rows}


def _read_speakers(connection: Connection, numbers: Iterable[int]) -> dict[int, set[str]]:
    """The actors who speak in entries, by the numbers of the entries' rows."""
    bearings, forms = tables.bearings.c, tables.forms.c
    borne = and_(
        bearings.reading_id == entries.reading_id, bearings.number == entries.number, bearings.role == "speaker"
    )
    spoken = tables.claim_entries.join(tables.bearings, borne).join(tables.forms, forms.id == bearings.form_id)
    query = select(entries.id, forms.actor).select_from(spoken)
    found: dict[int, set[str]] = defaultdict(set)
    for batch in each_batch(numbers):
        for number, actor in connection.execute(query.where(entries.id.in_(batch))).all():
            found[number].add(actor)
    return found


def read_links(connection: Connection, seeds: Iterable[str]) -> list[Link]:
    """Links that one of ``seeds`` has.

    Asked for by their ends alone: asked for by kind and weight as well, SQLite reads all links of that kind.
    """
    found: dict[tuple[str, str, str], Link] = {}
    for batch in each_batch(seeds):
        for column in (links.a, links.b):
            for row in connection.execute(select(tables.claim_links).where(column.in_(batch))).all():
                found[row.a, row.b, row.kind] = to_link(row)
    return [found[key] for key in sorted(found)]


def read_attachments(connection: Connection, column: ColumnElement[Any], seeds: Iterable[str]) -> list[Attachment]:
    """Attachments whose ``column`` (seed or target) has one of ``seeds``."""
    query = select(tables.claim_attachments)
    rows = [row for batch in each_batch(seeds) for row in connection.execute(query.where(column.in_(batch)))]
    return [to_attachment(row) for row in rows]


def read_part(connection: Connection, seeds: Iterable[str]) -> tuple[set[str], set[Link]]:
    """All entries that links which can join connect with ``seeds``, these among them, and all links that they have."""
    found = set(seeds)
    fresh = set(found)
    known: set[Link] = set()
    while fresh:
        theirs = read_links(connection, fresh)
        known.update(theirs)
        if len(found) >= MOST_IN_A_PART:
            break
        fresh = find_ends(theirs) - found
        found |= fresh
    return found, known


def find_ends(found: Iterable[Link]) -> set[str]:
    """The entries that links connect which can join."""
    return {end for link in found if joins(link) for end in (link.a, link.b)}


def read_texts(connection: Connection, articles: Iterable[str]) -> dict[str, str]:
    """The newest texts of articles, by their keys."""
    snapshots, heads, texts = tables.snapshots.c, tables.heads.c, tables.texts.c
    query = (
        select(heads.article_id, texts.body)
        .join(tables.snapshots, snapshots.id == heads.snapshot_id)
        .join(tables.texts, texts.sha256 == snapshots.text_sha256)
    )
    return {
        row.article_id: row.body
        for batch in each_batch(articles)
        for row in connection.execute(query.where(heads.article_id.in_(batch)).order_by(heads.article_id))
    }
