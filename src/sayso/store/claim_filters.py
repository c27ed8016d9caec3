"""Statements by the claim they appear in; and what a saved search holds on to a claim by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, Connection, select, tuple_

from sayso.claims import Claim, Relation
from sayso.errors import BadQuery, NotFound
from sayso.store import tables
from sayso.store.claim_building import build_claims
from sayso.store.claim_reading import entries, read_rows
from sayso.store.claim_rows import read_standing
from sayso.store.claims import find_claim
from sayso.store.engine import Ledger, read_transaction
from sayso.types import StatementFilter

MOST_ANCHORS: Final = 12
"""Statements by which a claim is held on to: an edit takes away one or two of them, seldom all."""


def claim_clauses(ledger: Ledger, connection: Connection, wanted: StatementFilter) -> Iterator[ColumnElement[bool]]:
    """The clauses of a filter that need the statement's claim.

    Raises:
        BadQuery: a relation without a claim, or several claims begin so.
        NotFound: there is no such claim.
    """
    if not wanted.claim or not wanted.claim.strip():
        if wanted.relation:
            msg = "what a statement does with a claim can only be asked of one claim"
            raise BadQuery(msg, hint="name the claim too: sayso claims shows them")
        return
    claim = _read_claim(ledger, connection, wanted.claim)
    seeds = [each.entry.seed for each in claim.appearances if wanted.relation in {None, each.relation}]
    places = select(entries.reading_id, entries.number).where(entries.seed.in_(seeds))
    yield tuple_(tables.statements.c.reading_id, tables.statements.c.number).in_(places)


def anchored_claim(ledger: Ledger, anchors: str) -> Claim:
    """The claim that seeds (or beginnings of ids, with blanks between) lead to: the first one that is there.

    Raises:
        NotFound: none of them is there.
        BadQuery: several claims begin so.
    """
    with read_transaction(ledger) as connection:
        return _read_claim(ledger, connection, anchors)


def hold_on(ledger: Ledger, anchors: str) -> str:
    """Seeds by which a claim is found again when articles are edited and claims merged or parted.

    Those that were held by and are in it still come first: when a merge is undone, they lead to the claim that was
    meant. Statements that only appear in it are none.

    Raises:
        NotFound: no anchor is there.
        BadQuery: several claims begin so.
    """
    with read_transaction(ledger) as connection:
        found = _find_anchored(ledger, connection, anchors)
        rows = sorted(read_rows(connection, entries.claim, [found]), key=lambda row: (row.seed != found, row.id))
    members = [row.seed for row in rows]
    kept = [anchor for anchor in anchors.split() if anchor in members]
    return " ".join([*kept, *(seed for seed in members if seed not in kept)][:MOST_ANCHORS])


def relations_of(ledger: Ledger, claim: Claim) -> dict[tuple[int, int], Relation]:
    """What statements do with a claim, by reading and number."""
    relations = {each.entry.seed: each.relation for each in claim.appearances}
    with read_transaction(ledger) as connection:
        rows = read_rows(connection, entries.seed, relations)
    return {(row.reading_id, row.number): relations[row.seed] for row in rows}


def _read_claim(ledger: Ledger, connection: Connection, anchors: str) -> Claim:
    (claim,) = build_claims(connection, [_find_anchored(ledger, connection, anchors)], read_standing(connection))
    return claim


def _find_anchored(ledger: Ledger, connection: Connection, anchors: str) -> str:
    *others, last = anchors.split() or [anchors]
    for anchor in others:
        try:
            return find_claim(ledger, connection, anchor)
        except NotFound:
            continue
    return find_claim(ledger, connection, last)
