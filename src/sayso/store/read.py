"""Reading the ledger: lists, one article, snapshots, counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, func, select

from sayso.errors import BadQuery, NotFound
from sayso.store import tables
from sayso.store.directory import Entries, find_entries
from sayso.store.engine import Ledger, read_transaction
from sayso.store.parts import Parts, find_actors, find_own_voice, find_parts_of_reading
from sayso.store.rows import (
    SnapshotParts,
    outlet_key,
    to_article,
    to_date,
    to_extractor,
    to_run,
    to_statement,
    to_summary,
)
from sayso.types import (
    Article,
    ArticleSummary,
    CharSpan,
    Extractor,
    Page,
    Reading,
    SnapshotInfo,
    Statement,
    StoredArticle,
)

# The articles' order everywhere: unknown dates sort last as they are empty.
NEWEST_FIRST = (
    tables.heads.c.published_order.desc(),
    tables.heads.c.added.desc(),
    tables.heads.c.article_id.desc(),
)

SUMMARY: tuple[ColumnElement[Any], ...] = (
    *(tables.heads.c[name] for name in ("article_id", "published", "added", "versions")),
    tables.heads.c.statements.label("article_statements"),
    *(tables.snapshots.c[name] for name in ("title", "byline", "outlet", "url", "language", "completeness")),
)
"""The columns of an ``ArticleSummary``, from heads joined with snapshots."""

MOST_ROWS = 10_000
_CANDIDATES_NAMED = 5
_HEADS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds; statements are those of each article's newest reading."""

    articles: int
    snapshots: int
    statements: int
    outlets: int


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a result that is wanted."""

    offset: int
    limit: int


def find_window(offset: int, limit: int) -> Window:
    """The part of a result that is wanted.

    Raises:
        BadQuery: a number is negative or larger than makes sense.
    """
    if not 0 <= offset < 1 << 31:
        msg = f"offset {offset} is not between 0 and 2,147,483,647"
        raise BadQuery(msg, hint="count rows from 0")
    if not 0 <= limit <= MOST_ROWS:
        msg = f"limit {limit} is not between 0 and {MOST_ROWS:,}"
        raise BadQuery(msg, hint="ask for more in several pages")
    return Window(offset, limit)


def articles(
    ledger: Ledger, *, outlet: str | None = None, language: str | None = None, offset: int = 0, limit: int = 50
) -> Page[ArticleSummary]:
    """Articles by their publication date, newest first; unknown dates last.

    Those of the same moment stand by when they were added, newest first, then by id.
    ``outlet`` is compared without regard to case.
    """
    window = find_window(offset, limit)
    wanted = []
    if key := outlet_key(outlet):
        wanted.append(tables.heads.c.outlet_key == key)
    if language:
        wanted.append(tables.snapshots.c.language == language)
    with read_transaction(ledger) as connection:
        counted = summaries(func.count()) if language else select(func.count()).select_from(tables.heads)
        total = connection.execute(counted.where(*wanted)).scalar_one()
        query = summaries(*SUMMARY).where(*wanted).order_by(*NEWEST_FIRST)
        rows = connection.execute(query.offset(window.offset).limit(window.limit))
        return Page(tuple(map(to_summary, rows)), total, window.offset, window.limit)


def summaries(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query of each article's newest version."""
    joined = tables.heads.join(tables.snapshots, tables.snapshots.c.id == tables.heads.c.snapshot_id)
    return select(*columns).select_from(joined)


def article(ledger: Ledger, id_or_prefix: str, *, text_sha256: str | None = None) -> StoredArticle:
    """One article with the newest reading of its newest version, or of the version asked for.

    Args:
        ledger: where it is.
        id_or_prefix: the id, a beginning that no other shares, or the URL.
        text_sha256: digest of the wanted version's text, or a beginning of it.

    Raises:
        NotFound: there is none.
        BadQuery: several ids begin so.
    """
    with read_transaction(ledger) as connection:
        key = find_article(ledger, connection, id_or_prefix)
        snapshots = _find_snapshots(connection, key)
        wanted = [row for row in snapshots if row.text_sha256.startswith(text_sha256 or "")]
        if not wanted:
            msg = f"article {key} has no version whose text has the digest {text_sha256}"
            raise NotFound(msg, hint="the article lists its versions")
        versions = tuple(_to_info(connection, row) for row in snapshots)
        row = wanted[-1]
        return StoredArticle(key, _read_snapshot(connection, row), row.added, versions)


def find_article(ledger: Ledger, connection: Connection, id_or_prefix: str) -> str:
    """The full id of an article that is there, by its id, a beginning of it, or its URL.

    Raises:
        NotFound: there is none.
        BadQuery: several ids begin so.
    """
    ids = tables.articles.c.id
    begin = _url_key(id_or_prefix) if "://" in id_or_prefix else id_or_prefix.strip().lower()
    found: Sequence[str] = ()
    if re.fullmatch("[0-9a-f]{1,20}", begin):
        # "g" comes after all hex digits: a range, which an index serves.
        query = select(ids).where(ids >= begin, ids < f"{begin}g").order_by(ids)
        found = connection.execute(query.limit(_CANDIDATES_NAMED + 1)).scalars().all()
    if not found:
        msg = f"no article {id_or_prefix[:200]!r} in the ledger {ledger.place}"
        raise NotFound(msg, hint="sayso list shows what is there")
    if len(found) > 1:
        named = ", ".join(found[:_CANDIDATES_NAMED]) + (", …" if len(found) > _CANDIDATES_NAMED else "")
        msg = f"several articles begin with {begin!r}: {named}"
        raise BadQuery(msg, hint="give more of the id")
    return found[0]


def _url_key(url: str) -> str:
    return Article(input="", sha256="", text="", extractor=Extractor("", ""), url=url).key


def _find_snapshots(connection: Connection, key: str) -> Sequence[Row[Any]]:
    snapshots = tables.snapshots
    query = select(snapshots).where(snapshots.c.article_id == key).order_by(snapshots.c.id)
    return connection.execute(query).all()


def _to_info(connection: Connection, row: Row[Any]) -> SnapshotInfo:
    published = connection.execute(
        select(tables.dates.c.value).where(tables.dates.c.snapshot_id == row.id, tables.dates.c.number == 0)
    ).scalar_one_or_none()
    newest = _newest_reading(connection, row.id)
    return SnapshotInfo(
        text_sha256=row.text_sha256,
        sha256=row.raw_sha256,
        added=row.added,
        extractor=to_extractor(row),
        statements=newest.statements,
        published=published,
    )


def _newest_reading(connection: Connection, snapshot: int) -> Row[Any]:
    readings = tables.readings
    query = select(readings).where(readings.c.snapshot_id == snapshot).order_by(readings.c.id.desc())
    return connection.execute(query.limit(1)).one()


def _read_snapshot(connection: Connection, row: Row[Any]) -> Reading:
    newest = _newest_reading(connection, row.id)
    run = connection.execute(select(tables.runs).where(tables.runs.c.id == newest.run_id)).one()
    notes = tables.reading_notes
    body = _read_text(connection, row.text_sha256) or ""
    return Reading(
        article=to_article(row, _read_parts(connection, {row.id: body})[row.id]),
        statements=_read_statements(connection, newest.id),
        run=to_run(run),
        notes=tuple(
            connection.execute(
                select(notes.c.note).where(notes.c.reading_id == newest.id).order_by(notes.c.number)
            ).scalars()
        ),
        actors=find_actors(connection, newest.id),
        own_voice=find_own_voice(connection, newest.id),
    )


def _read_parts(connection: Connection, texts: Mapping[int, str]) -> dict[int, SnapshotParts]:
    """What of snapshots stands in other tables, by their numbers; their texts are given."""
    dates, furniture, notes = (
        _read_by_snapshot(connection, table, texts) for table in (tables.dates, tables.furniture, tables.snapshot_notes)
    )
    return {
        snapshot: SnapshotParts(
            text=text,
            dates={found.number: to_date(found) for found in dates[snapshot]},
            furniture=tuple(CharSpan(found.start, found.end) for found in furniture[snapshot]),
            notes=tuple(found.note for found in notes[snapshot]),
        )
        for snapshot, text in texts.items()
    }


def _read_by_snapshot(
    connection: Connection, table: Table, snapshots: Iterable[int]
) -> defaultdict[int, list[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    ordered = sorted(snapshots)
    for start in range(0, len(ordered), _HEADS_AT_ONCE):
        wanted = table.c.snapshot_id.in_(ordered[start : start + _HEADS_AT_ONCE])
        for row in connection.execute(select(table).where(wanted).order_by(table.c.snapshot_id, table.c.number)).all():
            found[row.snapshot_id].append(row)
    return found


def _read_text(connection: Connection, text_sha256: str) -> str | None:
    texts = tables.texts.c
    return connection.execute(select(texts.body).where(texts.sha256 == text_sha256)).scalar_one_or_none()


def _read_statements(connection: Connection, reading: int) -> tuple[Statement, ...]:
    statements = tables.statements
    query = select(statements).where(statements.c.reading_id == reading).order_by(statements.c.place)
    parts = find_parts_of_reading(connection, reading)
    rows = connection.execute(query).all()
    return tuple(to_statement(row, parts.get((row.reading_id, row.number), Parts())) for row in rows)


def read_newest(connection: Connection, key: str) -> tuple[int, Reading]:
    """An article's newest reading, with its number."""
    snapshots, heads = tables.snapshots, tables.heads.c
    query = select(snapshots).join(tables.heads, heads.snapshot_id == snapshots.c.id).where(heads.article_id == key)
    row = connection.execute(query).one()
    return _newest_reading(connection, row.id).id, _read_snapshot(connection, row)


def read_newest_articles(connection: Connection, keys: Iterable[str]) -> dict[str, Article]:
    """The articles of their newest snapshots, by their keys, without what was read in them."""
    snapshots, texts, heads = tables.snapshots, tables.texts.c, tables.heads.c
    query = (
        select(snapshots, texts.body)
        .join(tables.heads, heads.snapshot_id == snapshots.c.id)
        .join(tables.texts, texts.sha256 == snapshots.c.text_sha256)
    )
    rows: list[Row[Any]] = []
    ordered = sorted(set(keys))
    for start in range(0, len(ordered), _HEADS_AT_ONCE):
        wanted = heads.article_id.in_(ordered[start : start + _HEADS_AT_ONCE])
        rows += connection.execute(query.where(wanted)).all()
    parts = _read_parts(connection, {row.id: row.body for row in rows})
    return {row.article_id: to_article(row, parts[row.id]) for row in rows}


def newest_entries(connection: Connection) -> Iterator[tuple[int, Entries]]:
    """What each article's newest reading adds to the directory of actors."""
    heads = tables.heads.c
    last = ""
    # A page at a time: a query that stays open would be disturbed by what is written meanwhile.
    while (
        keys := connection.execute(
            select(heads.article_id).where(heads.article_id > last).order_by(heads.article_id).limit(_HEADS_AT_ONCE)
        )
        .scalars()
        .all()
    ):
        for key in keys:
            number, reading = read_newest(connection, key)
            yield number, find_entries(reading)
        last = keys[-1]


def raw_snapshot(ledger: Ledger, sha256: str) -> bytes:
    """The bytes with this SHA-256, as they came in.

    Raises:
        NotFound: there are none.
    """
    raw = tables.raw.c
    with read_transaction(ledger) as connection:
        body = connection.execute(select(raw.body).where(raw.sha256 == _digest(sha256))).scalar_one_or_none()
    if body is None:
        msg = f"no bytes with the SHA-256 {sha256[:64]!r} in the ledger {ledger.place}"
        raise NotFound(msg, hint="give the 64 hex digits of a snapshot")
    return bytes(body)


def text_snapshot(ledger: Ledger, text_sha256: str) -> str:
    """The text with this SHA-256 (of its UTF-8).

    Raises:
        NotFound: there is none.
    """
    with read_transaction(ledger) as connection:
        text = _read_text(connection, _digest(text_sha256))
    if text is None:
        msg = f"no text with the SHA-256 {text_sha256[:64]!r} in the ledger {ledger.place}"
        raise NotFound(msg, hint="give the 64 hex digits of a snapshot's text")
    return text


def _digest(sha256: str) -> str:
    # Anything but hex digits is not there, and some of it no database would take.
    lowered = sha256.strip().lower()
    return lowered if re.fullmatch("[0-9a-f]{64}", lowered) else ""


def outlets(ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """Outlets with how many articles each has, most first.

    Names that differ only in case are one outlet, under the spelling that sorts first.
    """
    spelling = func.min(tables.snapshots.c.outlet, type_=tables.snapshots.c.outlet.type).label("name")
    size = func.count().label("size")
    query = (
        summaries(spelling, size)
        .where(tables.heads.c.outlet_key.is_not(None))
        .group_by(tables.heads.c.outlet_key)
        .order_by(size.desc(), spelling)
    )
    with read_transaction(ledger) as connection:
        return tuple((row.name, row.size) for row in connection.execute(query))


def counts(ledger: Ledger) -> Counts:
    """How much the ledger holds."""
    heads = tables.heads.c
    query = select(
        select(func.count()).select_from(tables.heads).scalar_subquery(),
        select(func.count()).select_from(tables.snapshots).scalar_subquery(),
        select(func.coalesce(func.sum(heads.statements), 0)).scalar_subquery(),
        select(func.count(heads.outlet_key.distinct())).scalar_subquery(),
    )
    with read_transaction(ledger) as connection:
        return Counts(*map(int, connection.execute(query).one()))
