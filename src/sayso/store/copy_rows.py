"""Articles that repeat others: their rows, and the keys of passages by which they are found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, delete, insert, or_, select, values

from sayso.claims import Copy, Credit, Passage, settle_copies
from sayso.store import tables
from sayso.store.claim_reading import each_batch
from sayso.store.columns import PlainText
from sayso.types import CharSpan

_bands, _copies = tables.bands.c, tables.copies.c

MOST_CANDIDATES: Final = 40
"""Articles that one is compared with, those with most keys in common first: a copy shares dozens, chance one or two."""
MOST_SHARING: Final = 100
"""Articles that are looked at for one key. What an outlet prints under everything would else be read from end to end
each time; and whoever copies what a hundred have finds enough of them."""


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
    shared = Counter(other for _, other in _read_sharing(connection, article, keys))
    ordered = sorted(shared, key=lambda key: (-shared[key], key))
    return ordered[:MOST_CANDIDATES]


def find_common(connection: Connection, article: str, keys: frozenset[str], least: int = 3) -> frozenset[str]:
    """Those of ``keys`` that at least so many other articles of the article's outlet have."""
    sharing = list(_read_sharing(connection, article, keys))
    fellows = _of_its_outlet(connection, article, {other for _, other in sharing})
    counted = Counter(key for key, other in sharing if other in fellows)
    return frozenset(key for key, count in counted.items() if count >= least)


def _read_sharing(connection: Connection, article: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Keys with other articles that have them; of a key that more than ``MOST_SHARING`` have, so many of these."""
    query = select(_bands.band, _bands.article_id).where(_bands.article_id != article)
    for batch in each_batch(keys):
        many = sorted(connection.execute(_shared_by_many(batch)).scalars())
        few = sorted(set(batch) - set(many))
        rows = [*connection.execute(query.where(_bands.band.in_(few)))]
        for key in many:
            rows += connection.execute(query.where(_bands.band == key).order_by(_bands.article_id).limit(MOST_SHARING))
        yield from ((row.band, row.article_id) for row in rows)


def _shared_by_many(keys: Sequence[str]) -> Select[Any]:
    """Those of ``keys`` that more than ``MOST_SHARING`` articles have, without reading all of these."""
    wanted = values(Column("band", PlainText)).data([(key,) for key in keys]).cte("wanted")
    one_more = select(_bands.article_id).where(_bands.band == wanted.c.band).limit(1).offset(MOST_SHARING)
    return select(wanted.c.band).where(one_more.scalar_subquery().is_not(None))


def _of_its_outlet(connection: Connection, article: str, others: Iterable[str]) -> set[str]:
    heads = tables.heads.c
    outlet = select(heads.outlet_key).where(heads.article_id == article).scalar_subquery()
    query = select(heads.article_id).where(heads.outlet_key == outlet)
    return {
        key
        for batch in each_batch(others)
        for key in connection.execute(query.where(heads.article_id.in_(batch))).scalars()
    }


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
