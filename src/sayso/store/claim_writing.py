"""Bringing claims up to date with an article: its entries and links come in, what they touch is grouped anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from sayso.claims import (
    Attached,
    ClaimStanding,
    Copy,
    Entry,
    Link,
    group_entries,
    summarise,
)
from sayso.store import tables
from sayso.store.claim_building import build_claims, count_origins
from sayso.store.claim_reading import (
    MOST_IN_A_PART,
    attachments,
    each_batch,
    entries,
    find_ends,
    links,
    read_attachments,
    read_links,
    read_part,
    read_rows,
    to_entries,
)
from sayso.store.claim_rows import entry_body, link_row, read_standing
from sayso.store.copy_rows import enter_copies
from sayso.store.directory import lock_directory


@dataclass(frozen=True, slots=True)
class Joined:
    """What an article's newest reading brings to the claims.

    ``numbers`` are those of the statements by their seeds; ``vectors`` are bytes by seeds. ``links`` are those with
    entries of other articles and among its own; ``judge`` names what made them.
    """

    article: str
    reading: int
    entries: tuple[Entry, ...]
    numbers: Mapping[str, int]
    attached: Attached
    vectors: Mapping[str, bytes] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    copies: tuple[Copy, ...] = ()


def enter_joined(connection: Connection, joined: Joined) -> bool:
    """Enter an article's entries and links, and group anew what they touch; False where a newer reading has come.

    Nobody else changes claims until the transaction ends.
    """
    lock_directory(connection)
    heads = tables.heads.c
    newest = connection.execute(select(heads.reading_id).where(heads.article_id == joined.article)).scalar_one_or_none()
    if newest != joined.reading:
        return False
    touched, emptied = _forget(connection, joined.article)
    _insert(connection, joined)
    enter_copies(connection, joined.article, joined.copies)
    fresh = {entry.seed for entry in joined.entries}
    regroup(connection, touched | fresh, emptied)
    return True


def regroup(connection: Connection, seeds: Iterable[str], emptied: Iterable[str] = ()) -> None:
    """Group anew the entries connected with ``seeds``; ``emptied`` are claims that may be nobody's any more."""
    standing = read_standing(connection)
    part, linked = _read_decided_part(connection, set(seeds), standing)
    rows = {row.seed: row for row in read_rows(connection, entries.seed, part)}
    known = to_entries(connection, tuple(rows.values()))
    attached = read_attachments(connection, attachments.seed, rows)
    bearers = {seed: entry for seed, entry in known.items() if rows[seed].bears}
    placed: dict[str, dict[str, object]] = {
        seed: {"key": seed, "claim": None, "sign": 1, "score": 0.0, "evidence": ""} for seed in rows
    }
    holding = {each.seed for each in attached}
    for group in group_entries(bearers.values(), linked, standing):
        if len(group) == 1 and group[0].seed in holding:
            continue
        for member in group:
            placed[member.seed] |= {
                "claim": group[0].seed,
                "sign": member.sign,
                "score": member.score,
                "evidence": member.evidence,
            }
    changed = [row for seed, row in placed.items() if any(getattr(rows[seed], key) != row[key] for key in _PLACED)]
    if changed:
        connection.execute(_PLACE, changed)
    elsewhere = read_rows(connection, entries.seed, {each.target for each in attached} - rows.keys())
    before = {row.claim for row in (*rows.values(), *elsewhere)}
    summarise_anew(connection, {*before, *(row["claim"] for row in placed.values()), *emptied} - {None}, standing)


_PLACED = ("claim", "sign", "score", "evidence")
_PLACE = (
    update(tables.claim_entries)
    .where(entries.seed == bindparam("key"))
    .values({name: bindparam(name) for name in _PLACED})
)


def _read_decided_part(connection: Connection, seeds: set[str], standing: ClaimStanding) -> tuple[set[str], set[Link]]:
    """The connected part of ``seeds``, across what people joined too, and the links that it has."""
    part: set[str] = set()
    known: set[Link] = set()
    fresh = seeds
    while fresh and len(part) < MOST_IN_A_PART:
        more, theirs = read_part(connection, fresh)
        part |= more
        known |= theirs
        fresh = {end for pair in standing.together if part & set(pair) for end in pair} - part
    return part, known


def summarise_anew(connection: Connection, claims: Iterable[str], standing: ClaimStanding) -> None:
    """Work the summaries of claims out again; those that no entry has are gone."""
    ids = set(claims)
    for batch in each_batch(ids):
        connection.execute(delete(tables.claims).where(tables.claims.c.id.in_(batch)))
    found = build_claims(connection, ids, standing)
    origins = count_origins(connection, found)
    rows = [asdict(summarise(claim, origins[claim.id])) for claim in found]
    if rows:
        connection.execute(insert(tables.claims), rows)


def _forget(connection: Connection, article: str) -> tuple[set[str], set[str]]:
    """Take out an article's entries; what was linked with them, and the claims they were in."""
    old = {row.seed: row for row in read_rows(connection, entries.article_id, [article])}
    if not old:
        return set(), set()
    ends = find_ends(read_links(connection, old))
    emptied = {row.claim for row in old.values() if row.claim is not None}
    for batch in each_batch(old):
        connection.execute(delete(tables.claim_links).where(or_(links.a.in_(batch), links.b.in_(batch))))
        connection.execute(delete(tables.claim_attachments).where(attachments.seed.in_(batch)))
        connection.execute(delete(tables.claim_entries).where(entries.seed.in_(batch)))
    return ends - old.keys(), emptied


def _insert(connection: Connection, joined: Joined) -> None:
    waiting = tables.claim_waiting
    connection.execute(delete(waiting).where(waiting.c.article_id == joined.article))
    rows = [
        {
            "seed": entry.seed,
            "article_id": joined.article,
            "reading_id": joined.reading,
            "number": joined.numbers[entry.seed],
            "body": entry_body(entry),
            "vector": joined.vectors.get(entry.seed),
            "claim": None,
            "sign": 1,
            "score": 0.0,
            "evidence": "",
        }
        for entry in joined.entries
    ]
    for table, found in (
        (tables.claim_entries, rows),
        (tables.claim_attachments, [asdict(each) for each in joined.attached.attachments]),
        (tables.claim_links, [link_row(link) for link in joined.links]),
    ):
        if found:
            connection.execute(insert(table), found)
