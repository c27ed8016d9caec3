"""Articles that repeat others: their rows, and the keys of passages by which they are found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, and_, delete, func, insert, or_, select

from sayso.claims import Copy, Credit, Passage, settle_copies
from sayso.store import tables
from sayso.store.claim_reading import each_batch
from sayso.types import CharSpan

_bands, _copies = tables.bands.c, tables.copies.c

MOST_CANDIDATES: Final = 40
"""Articles that one is compared with, those with most keys in common first: a copy shares dozens, chance one or two."""


def copy_body(copy: Copy) -> str:
    """A copy as JSON."""
    return json.dumps(asdict(copy), ensure_ascii=False, sort_keys=True)


def to_copy(body: str) -> Copy:
    """A copy from its JSON."""
    fields: dict[str, Any] = json.loads(body)
    passages = tuple(
        Passage(CharSpan(**each["copy"]), CharSpan(**each["of"]), each["exact"]) for each in fields.pop("passages")
    )
    evidence = tuple(
        Credit(**(each | {"span": CharSpan(**each["span"]) if each["span"] else None}))
        for each in fields.pop("evidence")
    )
    return Copy(**fields, passages=passages, evidence=evidence)


def find_candidates(connection: Connection, article: str, keys: frozenset[str]) -> list[str]:
    """Other articles that share keys of passages, those that share most first."""
    shared: Counter[str] = Counter()
    for batch in each_batch(keys):
        query = select(_bands.article_id, func.count().label("shared")).where(_bands.band.in_(batch))
        for row in connection.execute(query.where(_bands.article_id != article).group_by(_bands.article_id)):
            shared[row.article_id] += row.shared
    ordered = sorted(shared, key=lambda key: (-shared[key], key))
    return ordered[:MOST_CANDIDATES]


def find_common(connection: Connection, article: str, keys: frozenset[str], least: int = 3) -> frozenset[str]:
    """Those of ``keys`` that at least so many other articles of the article's outlet have."""
    heads, other = tables.heads, tables.heads.alias()
    found: set[str] = set()
    for batch in each_batch(keys):
        query = (
            select(_bands.band)
            .join(other, other.c.article_id == _bands.article_id)
            .join(heads, and_(heads.c.outlet_key == other.c.outlet_key, heads.c.article_id == article))
            .where(_bands.band.in_(batch), _bands.article_id != article)
            .group_by(_bands.band)
            .having(func.count() >= least)
        )
        found |= set(connection.execute(query).scalars())
    return frozenset(found)


def enter_copies(connection: Connection, article: str, keys: Iterable[str], copies: Sequence[Copy]) -> None:
    """Put an article's keys and copies in the place of those it had."""
    connection.execute(delete(tables.bands).where(_bands.article_id == article))
    connection.execute(delete(tables.copies).where(or_(_copies.one == article, _copies.other == article)))
    rows = [{"band": key, "article_id": article} for key in sorted(keys)]
    if rows:
        connection.execute(insert(tables.bands), rows)
    pairs = [
        {"one": min(each.copy, each.of), "other": max(each.copy, each.of), "body": copy_body(each)} for each in copies
    ]
    if pairs:
        connection.execute(insert(tables.copies), pairs)


def read_copies(connection: Connection, articles: Iterable[str]) -> tuple[Copy, ...]:
    """The copies that any of ``articles`` is or has, without those that follow from others."""
    near = _touching(connection, articles)
    # What follows from what is seen from one step further on.
    wider = _touching(connection, {end for each in near for end in (each.copy, each.of)})
    wanted = {(each.copy, each.of) for each in near}
    return tuple(each for each in settle_copies(wider) if (each.copy, each.of) in wanted)


def _touching(connection: Connection, articles: Iterable[str]) -> list[Copy]:
    bodies: dict[tuple[str, str], str] = {}
    for batch in each_batch(articles):
        query = select(tables.copies).where(or_(_copies.one.in_(batch), _copies.other.in_(batch)))
        bodies |= {(row.one, row.other): row.body for row in connection.execute(query)}
    return [to_copy(bodies[pair]) for pair in sorted(bodies)]
