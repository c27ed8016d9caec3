"""What people decide about claims, kept for good and heeded whenever claims are grouped anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sayso.claims import ClaimDecision, Relation
from sayso.claims.decisions import Verb
from sayso.errors import BadQuery, NotFound
from sayso.store import tables
from sayso.store.actors import Reason
from sayso.store.claim_reading import entries, read_rows
from sayso.store.claim_rows import read_claim_decisions
from sayso.store.claim_writing import regroup
from sayso.store.claims import find_claim
from sayso.store.directory import lock_directory
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.rows import now


def claim_decisions(ledger: Ledger) -> tuple[ClaimDecision, ...]:
    """What people decided about claims, oldest first."""
    with read_transaction(ledger) as connection:
        return read_claim_decisions(connection)


def merge_claims(ledger: Ledger, one: str, other: str, reason: Reason) -> str:
    """Decide that two claims are one; its id.

    Raises:
        NotFound: one of them is not there.
        BadQuery: they are the same, or an id is ambiguous.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        ids = [find_claim(ledger, connection, each) for each in (one, other)]
        if ids[0] == ids[1]:
            msg = f"{one!r} and {other!r} are one claim already"
            raise BadQuery(msg, hint="give two claims")
        _decide(connection, reason, "join", (ids, ()))
        regroup(connection, ids)
        return find_claim(ledger, connection, ids[0])


def move_statement(ledger: Ledger, statement: str, claim_id: str | None, reason: Reason) -> str | None:
    """Decide that a statement (its seed) belongs to another claim, or (None) to none of those it is with; its claim.

    Raises:
        NotFound: the statement or the claim is not there.
        BadQuery: an id is ambiguous.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        row = _find_entry(ledger, connection, statement)
        target = None if claim_id is None else find_claim(ledger, connection, claim_id)
        mates = [] if row.claim is None else [each.seed for each in read_rows(connection, entries.claim, [row.claim])]
        left = [] if target == row.claim else [seed for seed in mates if seed != row.seed]
        if left:
            _decide(connection, reason, "part", ([row.seed], left))
        if target is not None:
            _decide(connection, reason, "join", ([target, row.seed], ()))
        regroup(connection, {row.seed, *mates, *([target] if target else [])})
        now_in: str | None = _find_entry(ledger, connection, row.seed).claim
        return now_in


def name_claim(ledger: Ledger, claim_id: str, name: str, reason: Reason) -> None:
    """Decide what a claim is called.

    Raises:
        NotFound: it is not there.
        BadQuery: the name is empty, or the id ambiguous.
    """
    if not name.strip():
        msg = "a claim's name cannot be empty"
        raise BadQuery(msg, hint="undo the decision that named it to have its own words back")
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        found = find_claim(ledger, connection, claim_id)
        _decide(connection, reason, "name", ([found], ()), words=name.strip())
        regroup(connection, [found])


def relate_statement(ledger: Ledger, statement: str, claim_id: str, relation: Relation, reason: Reason) -> None:
    """Decide what a statement (its seed) does with a claim.

    Raises:
        NotFound: the statement or the claim is not there.
        BadQuery: an id is ambiguous.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        row = _find_entry(ledger, connection, statement)
        found = find_claim(ledger, connection, claim_id)
        _decide(connection, reason, "relate", ([row.seed], [found]), words=relation)
        regroup(connection, [found, row.seed])


def undo_claim_decision(ledger: Ledger, number: int, reason: Reason) -> None:
    """Decide that a decision no longer holds.

    Raises:
        NotFound: there is no decision of this number.
    """
    with write_transaction(ledger) as connection:
        lock_directory(connection)
        found = next((each for each in read_claim_decisions(connection) if each.number == number), None)
        if found is None:
            msg = f"no decision {number} about claims in the ledger {ledger.place}"
            raise NotFound(msg, hint="sayso claims decisions lists them")
        touched = _touched(connection, found)
        _decide(connection, reason, "undo", undone=number)
        regroup(connection, touched)


def _touched(connection: Connection, decision: ClaimDecision) -> set[str]:
    """The seeds that a decision, or the one that it undoes, speaks of."""
    known = {each.number: each for each in read_claim_decisions(connection)}
    seeds: set[str] = set()
    at: ClaimDecision | None = decision
    while at is not None:
        seeds |= {*at.seeds, *at.others}
        at = known.get(at.undone or 0)
    return {row.seed for row in read_rows(connection, entries.seed, seeds)}


def _find_entry(ledger: Ledger, connection: Connection, seed: str) -> Row[Any]:
    begin = seed.strip().lower()
    found: Sequence[Row[Any]] = ()
    if re.fullmatch("[0-9a-f]{4,20}", begin):
        query = select(tables.claim_entries).where(entries.seed >= begin, entries.seed < f"{begin}g").limit(2)
        found = connection.execute(query).all()
    if not found:
        msg = f"no statement {seed[:200]!r} in the claims of the ledger {ledger.place}"
        raise NotFound(msg, hint="sayso claim ID lists its statements with their numbers")
    if len(found) > 1:
        msg = f"several statements begin with {begin!r}"
        raise BadQuery(msg, hint="give more of it")
    return found[0]


def _decide(
    connection: Connection,
    reason: Reason,
    verb: Verb,
    seeds: tuple[Sequence[str], Sequence[str]] = ((), ()),
    **more: str | int,
) -> None:
    row = {"added": now(), "who": reason.who, "why": reason.why, "verb": verb, "words": None, "undone": None} | more
    number = connection.execute(insert(tables.claim_decisions).returning(tables.claim_decisions.c.id), row).scalar_one()
    parts = [
        {"decision_id": number, "role": role, "number": place, "seed": seed}
        for role, given in zip(("seeds", "others"), seeds, strict=True)
        for place, seed in enumerate(given)
    ]
    if parts:
        connection.execute(insert(tables.claim_decision_seeds), parts)
