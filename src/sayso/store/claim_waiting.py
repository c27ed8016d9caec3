"""Articles that wait to be compared with the others, and beginning anew with all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from sayso.claims import Entry
from sayso.store import tables
from sayso.store.claim_reading import entries, read_homes, read_numbered, read_texts
from sayso.store.claim_writing import Joined, enter_joined
from sayso.store.copy_rows import enter_keys, find_candidates, find_common
from sayso.store.directory import lock_directory
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.read import read_newest, read_newest_articles
from sayso.store.rows import in_text_order
from sayso.types import Article, Reading

_waiting = tables.claim_waiting.c
_DERIVED = (
    tables.claim_links,
    tables.claim_attachments,
    tables.claim_entries,
    tables.claims,
    tables.copies,
    tables.bands,
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that waits: its key, its newest reading, when it was printed (see ``Entry.when``).

    ``numbers`` are those of its statements' rows by the statements' ids.
    """

    article: str
    number: int
    reading: Reading
    when: str
    numbers: dict[str, int]


class Joining:
    """A transaction in which nobody else changes claims."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_waiting(self, article: str) -> Waiting | None:
        """An article that waits; None if it does no longer."""
        heads = tables.heads.c
        query = select(heads.published_order).join(tables.claim_waiting, _waiting.article_id == heads.article_id)
        when = self._connection.execute(query.where(heads.article_id == article)).scalar_one_or_none()
        if when is None:
            return None
        number, reading = read_newest(self._connection, article)
        ids = {statement.id: place for place, (_, statement) in enumerate(in_text_order(reading.statements))}
        return Waiting(article, number, reading, when, ids)

    def read_vectors(self, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Vectors of entries by their row's number, from the one after ``after`` on, in the order of numbers."""
        query = select(entries.id, entries.vector).where(entries.id > after, entries.vector.is_not(None))
        return [
            (row.id, bytes(row.vector)) for row in self._connection.execute(query.order_by(entries.id).limit(limit))
        ]

    def read_vector(self, until: int) -> tuple[int, bytes] | None:
        """The vector of the newest entry up to a number, with its own number."""
        query = select(entries.id, entries.vector).where(entries.id <= until, entries.vector.is_not(None))
        row = self._connection.execute(query.order_by(entries.id.desc()).limit(1)).one_or_none()
        return None if row is None else (row.id, bytes(row.vector))

    def read_homes(self, numbers: Iterable[int]) -> dict[int, str]:
        """The articles of entries by their row's number, of those that are still there."""
        return read_homes(self._connection, numbers)

    def read_numbered(self, numbers: Iterable[int]) -> dict[int, Entry]:
        """Entries by their row's number, those that are still there."""
        return read_numbered(self._connection, numbers)

    def read_articles(self, keys: Iterable[str]) -> dict[str, Article]:
        """Articles by their keys, as they were read last."""
        return read_newest_articles(self._connection, keys)

    def read_texts(self, articles: Iterable[str]) -> dict[str, str]:
        """The newest texts of articles."""
        return read_texts(self._connection, articles)

    def enter_keys(self, article: str, keys: frozenset[str]) -> None:
        """Enter the keys of an article's passages (``bands_of``), by which others are found and it by others."""
        enter_keys(self._connection, article, keys)

    def find_candidates(self, article: str, aside: frozenset[str]) -> list[str]:
        """Other articles that share keys with one, those that share most first; keys ``aside`` do not count."""
        return find_candidates(self._connection, article, aside)

    def find_common(self, articles: Iterable[str]) -> dict[str, frozenset[str]]:
        """The keys of each article that several others of its outlet have: what it prints under everything."""
        return find_common(self._connection, articles)

    def enter(self, joined: Joined) -> bool:
        """Enter what an article brings; False where a newer reading has come."""
        return enter_joined(self._connection, joined)


@contextmanager
def joining(ledger: Ledger) -> Iterator[Joining]:
    """A transaction for joining one article: what happens in it happens together, or not at all."""
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        yield Joining(connection)


def waiting_articles(ledger: Ledger, *, limit: int | None = None) -> tuple[str, ...]:
    """Keys of the articles that wait, the oldest printed first."""
    heads = tables.heads.c
    query = (
        select(_waiting.article_id)
        # Outer: SQLite would else go through the heads of all articles, which have an index in this order.
        .outerjoin(tables.heads, heads.article_id == _waiting.article_id)
        .order_by(heads.published_order, _waiting.article_id)
    )
    with read_transaction(ledger) as connection:
        return tuple(connection.execute(query.limit(limit) if limit else query).scalars())


def count_waiting(ledger: Ledger) -> int:
    """How many articles wait."""
    with read_transaction(ledger) as connection:
        return int(connection.execute(select(func.count()).select_from(tables.claim_waiting)).scalar_one())


def judged_by(ledger: Ledger) -> str:
    """What judged all links there are; empty: nothing."""
    with read_transaction(ledger) as connection:
        return str(connection.execute(select(tables.claim_judge.c.name)).scalar_one())


def begin_anew(ledger: Ledger, judge: str) -> None:
    """Forget all claims, links and copies, and let all articles wait for ``judge``; decisions stay."""
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        for table in _DERIVED:
            connection.execute(delete(table))
        connection.execute(delete(tables.claim_waiting))
        everything = select(tables.heads.c.article_id)
        connection.execute(insert(tables.claim_waiting).from_select(["article_id"], everything))
        connection.execute(update(tables.claim_judge).values(name=judge))
