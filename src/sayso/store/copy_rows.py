"""Articles that repeat others: their rows, and the keys of passages by which they are found."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, Subquery, bindparam, delete, func, insert, or_, select

from sayso.claims import Copy, Credit, Passage, settle_copies
from sayso.store import tables
from sayso.store.claim_reading import each_batch
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


def enter_keys(connection: Connection, article: str, keys: Iterable[str]) -> None:
    """Put an article's keys of passages (``bands_of``) in the place of those it had."""
    connection.execute(delete(tables.bands).where(_bands.article_id == article))
    rows = [{"band": key, "article_id": article} for key in sorted(keys)]
    if rows:
        connection.execute(insert(tables.bands), rows)


def find_candidates(connection: Connection, article: str, aside: frozenset[str] = frozenset()) -> list[str]:
    """Other articles that share keys of passages with one, those that share most first; keys ``aside`` do not count."""
    sharing = connection.execute(_sharing(MOST_SHARING), {"article": article})
    shared = Counter(other for row in sharing if row.band not in aside for other in (row.others or "").split())
    ordered = sorted(shared, key=lambda key: (-shared[key], key))
    return ordered[:MOST_CANDIDATES]


def find_common(connection: Connection, articles: Iterable[str], least: int = 3) -> dict[str, frozenset[str]]:
    """The keys of each article that at least so many other articles of its outlet have."""
    found: dict[str, set[str]] = {article: set() for article in articles}
    for batch in each_batch(found):
        given = {"articles": batch, "least": least}
        for article, band in connection.execute(_common(MOST_SHARING), given).all():
            found[article].add(band)
    return {article: frozenset(keys) for article, keys in found.items()}


_mine, _theirs = tables.bands.alias("mine"), tables.bands.alias("theirs")


def _others(most: int) -> Subquery:
    """Other articles with the key of ``_mine``, so many at most: the ones with the lowest ids."""
    same = (_theirs.c.band == _mine.c.band) & (_theirs.c.article_id != _mine.c.article_id)
    query = select(_theirs.c.article_id).where(same).order_by(_theirs.c.article_id).limit(most)
    return query.correlate(_mine).subquery("others")


@cache
def _sharing(most: int) -> Select[Any]:
    """The keys of an article, each with the ids of others that have it, in one string."""
    others = _others(most)
    told = select(func.aggregate_strings(others.c.article_id, " ")).scalar_subquery()
    return select(_mine.c.band, told.label("others")).where(_mine.c.article_id == bindparam("article"))


@cache
def _common(most: int) -> Select[Any]:
    """Those keys of articles that at least so many others of their outlet have."""
    others, heads, home = _others(most), tables.heads.c, tables.heads.alias("home")
    fellows = others.join(tables.heads, heads.article_id == others.c.article_id)
    counted = select(func.count()).select_from(fellows).where(heads.outlet_key == home.c.outlet_key)
    enough = counted.correlate(_mine, home).scalar_subquery() >= bindparam("least")
    mine = _mine.join(home, home.c.article_id == _mine.c.article_id)
    wanted = _mine.c.article_id.in_(bindparam("articles", expanding=True))
    return select(_mine.c.article_id, _mine.c.band).select_from(mine).where(wanted, enough)


def enter_copies(connection: Connection, article: str, copies: Sequence[Copy]) -> None:
    """Put an article's copies in the place of those it had."""
    connection.execute(delete(tables.copies).where(or_(_copies.one == article, _copies.other == article)))
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
