"""Reading entries, links and attachments of claims within a transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from sayso.claims import Attachment, Entry, Link, joins
from sayso.store import tables
from sayso.store.claim_rows import AT_ONCE, to_attachment, to_entry, to_link

entries, links, attachments = tables.claim_entries.c, tables.claim_links.c, tables.claim_attachments.c

MOST_IN_A_PART = 5_000
"""Entries of one connected part that are grouped together. More are no matter of one claim: the part stays as it
was found when it had fewer, and what comes later joins by its strongest link alone."""


def each_batch(values: Iterable[str]) -> Iterator[list[str]]:
    """Values in batches that one query takes, sorted and each once."""
    ordered = sorted(set(values))
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]


def read_rows(connection: Connection, column: ColumnElement[Any], values: Iterable[str]) -> list[Row[Any]]:
    """The rows of entries whose ``column`` has one of ``values``."""
    query = select(tables.claim_entries)
    return [row for batch in each_batch(values) for row in connection.execute(query.where(column.in_(batch)))]


def read_entries(connection: Connection, seeds: Iterable[str]) -> dict[str, Entry]:
    """Entries by their seeds."""
    return to_entries(connection, read_rows(connection, entries.seed, seeds))


def to_entries(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, Entry]:
    """Entries from their rows, with who speaks as the directory has it now."""
    speakers = _read_speakers(connection, {row.reading_id for row in rows})
    return {row.seed: to_entry(row, speakers.get((row.reading_id, row.number), ())) for row in rows}


def _read_speakers(connection: Connection, readings: set[int]) -> dict[tuple[int, int], set[str]]:
    bearings, forms = tables.bearings.c, tables.forms.c
    query = select(bearings.reading_id, bearings.number, forms.actor).join(tables.forms, forms.id == bearings.form_id)
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    ordered = sorted(readings)
    for start in range(0, len(ordered), AT_ONCE):
        batch = ordered[start : start + AT_ONCE]
        for row in connection.execute(query.where(bearings.role == "speaker", bearings.reading_id.in_(batch))):
            found[row.reading_id, row.number].add(row.actor)
    return found


def read_links(connection: Connection, seeds: Iterable[str]) -> list[Link]:
    """Links that one of ``seeds`` has.

    Asked for by their ends alone: asked for by kind and weight as well, SQLite reads all links of that kind.
    """
    found: dict[tuple[str, str, str], Link] = {}
    for batch in each_batch(seeds):
        for column in (links.a, links.b):
            for row in connection.execute(select(tables.claim_links).where(column.in_(batch))):
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
