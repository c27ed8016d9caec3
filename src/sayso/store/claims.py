"""Claims across articles: what there is, who stands where, and what people decide about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, tuple_

from sayso.claims import (
    Claim,
    ClaimFilter,
    ClaimOrder,
    ClaimSummary,
    Copy,
    Entry,
    Link,
    settle_copies,
)
from sayso.errors import BadQuery, NotFound
from sayso.store import tables
from sayso.store.actors import find_actor
from sayso.store.claim_building import build_claims
from sayso.store.claim_reading import (
    attachments,
    each_batch,
    entries,
    links,
    read_attachments,
    read_entries,
    read_links,
    read_rows,
    read_texts,
)
from sayso.store.claim_rows import read_standing, to_link
from sayso.store.copy_rows import read_copies, to_copy
from sayso.store.dialects import matching_ids
from sayso.store.engine import Ledger, read_transaction
from sayso.store.meaning_filters import find_day
from sayso.store.read import SUMMARY, find_window, summaries
from sayso.store.rows import to_summary
from sayso.store.words import read_query
from sayso.types import ArticleSummary, Page

_CANDIDATES_NAMED: Final = 5
_claims = tables.claims.c


_ORDERS: Final[dict[ClaimOrder, tuple[ColumnElement[Any], ...]]] = {
    "largest": (_claims.articles.desc(), _claims.last.desc(), _claims.id.desc()),
    "newest": (_claims.first.desc(), _claims.id.desc()),
    "denied": (_claims.denied.desc(), _claims.id.desc()),
}


def claims(
    ledger: Ledger,
    wanted: ClaimFilter,
    *,
    offset: int = 0,
    limit: int = 50,
    order: ClaimOrder = "largest",
) -> Page[ClaimSummary]:
    """Summaries of the claims that a filter lets through.

    Raises:
        BadQuery: the date, the words or the window make no sense.
    """
    window = find_window(offset, limit)
    with read_transaction(ledger) as connection:
        clauses = list(_clauses(connection.dialect.name, wanted))
        total = connection.execute(select(func.count()).select_from(tables.claims).where(*clauses)).scalar_one()
        query = select(tables.claims).where(*clauses).order_by(*_ORDERS[order])
        rows = connection.execute(query.offset(window.offset).limit(window.limit))
        return Page(tuple(map(_to_summary, rows)), total, window.offset, window.limit)


def _to_summary(row: Row[Any]) -> ClaimSummary:
    return ClaimSummary(**row._asdict())


def _clauses(dialect: str, wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.least > 1:
        yield _claims.articles >= wanted.least
    if wanted.denied is not None:
        yield (_claims.denials > 0) == wanted.denied
    if wanted.single_origin is not None:
        yield (_claims.origins == 1) == wanted.single_origin
    if wanted.anonymous_only is not None:
        alone = (_claims.anonymous > 0) & (_claims.anonymous == _claims.supports)
        yield alone if wanted.anonymous_only else ~alone
    if wanted.since:
        yield _claims.last >= find_day(wanted.since, 0)
    if wanted.about and wanted.about.strip():
        index = tables.statement_index
        for term in read_query(wanted.about):
            matching = index.c.id.in_(matching_ids(dialect, index, term))
            holding = select(index.c.reading_id, index.c.number).where(matching)
            yield _claims.id.in_(select(entries.claim).where(tuple_(entries.reading_id, entries.number).in_(holding)))


def claim(ledger: Ledger, id_or_prefix: str) -> Claim:
    """One claim with all its appearances, by its id, a beginning of it, or the seed of any statement in it.

    So an id that was given once goes on leading to the claim that its founder is in now.

    Raises:
        NotFound: there is none.
        BadQuery: several ids begin so.
    """
    with read_transaction(ledger) as connection:
        found = find_claim(ledger, connection, id_or_prefix)
        (built,) = build_claims(connection, [found], read_standing(connection))
        return built


def find_claim(ledger: Ledger, connection: Connection, id_or_prefix: str) -> str:
    """The id of a claim, by its id, a beginning of it, or the seed of a statement in it.

    Raises:
        NotFound: there is none.
        BadQuery: several ids begin so.
    """
    begin = id_or_prefix.strip().lower()
    found: Sequence[Any] = ()
    if re.fullmatch("[0-9a-f]{4,20}", begin):
        # "g" comes after all hex digits: a range, which an index serves.
        query = select(entries.seed, entries.claim).where(entries.seed >= begin, entries.seed < f"{begin}g")
        found = connection.execute(query.where(entries.claim.is_not(None)).limit(100)).all()
    ids: list[str] = sorted({row.claim for row in found if row.claim == row.seed} or {row.claim for row in found})
    if not ids:
        msg = f"no claim {id_or_prefix[:200]!r} in the ledger {ledger.place}"
        raise NotFound(msg, hint="sayso claims shows what there is; give four hex digits or more")
    if len(ids) > 1:
        named = ", ".join(ids[:_CANDIDATES_NAMED]) + (", …" if len(ids) > _CANDIDATES_NAMED else "")
        msg = f"several claims begin with {begin!r}: {named}"
        raise BadQuery(msg, hint="give more of the id")
    return ids[0]


def each_claim(ledger: Ledger, *, at_once: int = 500) -> Iterator[Claim]:
    """All claims in the order of their ids, some at a time: memory stays flat."""
    last = ""
    while True:
        with read_transaction(ledger) as connection:
            query = select(_claims.id).where(_claims.id > last).order_by(_claims.id).limit(at_once)
            ids = connection.execute(query).scalars().all()
            built = build_claims(connection, ids, read_standing(connection))
        if not ids:
            return
        yield from built
        last = ids[-1]


def claims_with_links(
    ledger: Ledger, kinds: Sequence[str], least: float, *, limit: int | None = None
) -> tuple[tuple[Link, ...], Mapping[str, Entry]]:
    """Links of some kinds and at least so much weight between different claims, heaviest first, with their entries."""
    one, other = tables.claim_entries.alias(), tables.claim_entries.alias()
    query: Select[Any] = (
        select(tables.claim_links)
        .join(one, one.c.seed == links.a)
        .join(other, other.c.seed == links.b)
        .where(links.kind.in_(kinds), links.weight >= least, one.c.claim != other.c.claim)
        .order_by(links.weight.desc(), links.a, links.b)
    )
    with read_transaction(ledger) as connection:
        found = tuple(map(to_link, connection.execute(query.limit(limit) if limit else query)))
        return found, read_entries(connection, {end for link in found for end in (link.a, link.b)})


def links_of(ledger: Ledger, seeds: Iterable[str]) -> tuple[Link, ...]:
    """All links that any of ``seeds`` has."""
    with read_transaction(ledger) as connection:
        return tuple(read_links(connection, seeds))


def entries_at(ledger: Ledger, seeds: Iterable[str]) -> dict[str, Entry]:
    """Entries by their seeds."""
    with read_transaction(ledger) as connection:
        return read_entries(connection, seeds)


def homes(ledger: Ledger, seeds: Sequence[str]) -> dict[str, str]:
    """The claim that each of ``seeds`` is in, for those that are in one of their own."""
    with read_transaction(ledger) as connection:
        return {row.seed: row.claim for row in read_rows(connection, entries.seed, seeds) if row.claim}


def claims_at(ledger: Ledger, ids: Sequence[str]) -> tuple[Claim, ...]:
    """The claims with these ids that are there."""
    with read_transaction(ledger) as connection:
        return build_claims(connection, ids, read_standing(connection))


def contested_claims(ledger: Ledger, *, limit: int = 1000) -> tuple[Claim, ...]:
    """Claims that have those who put them forward and those who deny them, the latest denial first."""
    query = select(_claims.id).where(_claims.denials > 0, _claims.supports > 0).order_by(*_ORDERS["denied"])
    with read_transaction(ledger) as connection:
        ids = connection.execute(query.limit(limit)).scalars().all()
        return build_claims(connection, ids, read_standing(connection))


# ---------------------------------------------------------------- what stands around claims


def articles_at(ledger: Ledger, keys: Iterable[str]) -> dict[str, ArticleSummary]:
    """The articles with these keys."""
    with read_transaction(ledger) as connection:
        query = summaries(*SUMMARY)
        rows = (
            row
            for batch in each_batch(keys)
            for row in connection.execute(query.where(tables.heads.c.article_id.in_(batch)))
        )
        return {row.article_id: to_summary(row) for row in rows}


def texts_of(ledger: Ledger, keys: Iterable[str]) -> dict[str, str]:
    """The newest texts of articles."""
    with read_transaction(ledger) as connection:
        return read_texts(connection, keys)


def actor_names(ledger: Ledger, ids: Iterable[str]) -> dict[str, str]:
    """The names of actors of the directory; of what is no id of one, nothing."""
    forms = tables.forms.c
    with read_transaction(ledger) as connection:
        return {
            row.id: row.name
            for batch in each_batch(ids)
            for row in connection.execute(select(forms.id, forms.name).where(forms.id.in_(batch)))
        }


def copies_of(ledger: Ledger, articles: Iterable[str]) -> tuple[Copy, ...]:
    """The copies that any of ``articles`` (keys) is or has."""
    with read_transaction(ledger) as connection:
        return read_copies(connection, articles)


def copies(ledger: Ledger) -> tuple[Copy, ...]:
    """All copies, without those that follow from others."""
    with read_transaction(ledger) as connection:
        return settle_copies(to_copy(body) for body in connection.execute(select(tables.copies.c.body)).scalars())


def claims_of_actor(ledger: Ledger, name_or_id: str, *, limit: int = 200) -> tuple[str, tuple[Claim, ...]]:
    """The claims that an actor's statements are in, in most articles first, with the actor's id.

    Raises:
        NotFound: there is no such actor.
        BadQuery: several have that name.
    """
    bearings, forms, one = tables.bearings.c, tables.forms.c, tables.claim_entries
    with read_transaction(ledger) as connection:
        actor = find_actor(ledger, connection, name_or_id)
        spoken = (
            select(one.c.seed, one.c.claim)
            .join(
                tables.bearings,
                (bearings.reading_id == one.c.reading_id)
                & (bearings.number == one.c.number)
                & (bearings.role == "speaker"),
            )
            .join(tables.forms, forms.id == bearings.form_id)
            .where(forms.actor == actor)
        )
        rows = connection.execute(spoken).all()
        targets = {each.target for each in read_attachments(connection, attachments.seed, {row.seed for row in rows})}
        home = {row.claim for row in [*rows, *read_rows(connection, entries.seed, targets)] if row.claim}
        query = select(_claims.id, _claims.articles)
        sizes = [
            (-row.articles, row.id)
            for batch in each_batch(home)
            for row in connection.execute(query.where(_claims.id.in_(batch)))
        ]
        found = build_claims(connection, [key for _, key in sorted(sizes)[:limit]], read_standing(connection))
    return actor, found
