"""The work to be done: a row a job, claimed under a lease.

A worker claims a job for some seconds, renews the claim while it works, and finishes
it in the very transaction that stores the result. So a worker that is killed at any
moment leaves either nothing done and a lease that runs out, or everything done; and
one that comes back late finds its lease gone and stores nothing.

Claims are made one at a time, which makes one host one worker's: claiming a job takes
its host away from all others until the job is finished or its lease has run out.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, and_, case, delete, exists, func, select, text, update
from sqlalchemy.engine import CursorResult

from sayso.errors import LedgerError
from sayso.following import Job, JobKind
from sayso.store.dialects import insert_unless_known
from sayso.store.engine import Ledger, read_transaction, write_transaction
from sayso.store.followed import hosts, jobs

_CLAIM_LOCK = int.from_bytes(b"sayj")
"""Any number that other users of the server are unlikely to lock."""


Transaction = Connection
"""What `finishing` hands out, for those who pass it on to the store's other functions."""


class LeaseLost(LedgerError):
    """Another worker has taken the job over; nothing was stored."""

    code = "lease-lost"


def put_job(connection: Connection, job: tuple[JobKind, str], host: str, due: float) -> None:
    """Plan some work, unless it is planned already; what waits for longer is brought forward."""
    kind, subject = job
    key = f"{kind}:{subject}"
    row = {"key": key, "kind": kind, "subject": subject, "host": host, "due": due, "attempts": 0, "lease_until": 0.0}
    if not insert_unless_known(connection, jobs, row):
        connection.execute(update(jobs).where(jobs.c.key == key, jobs.c.due > due).values(due=due))


def drop_job(connection: Connection, job: tuple[JobKind, str]) -> None:
    """Plan some work no longer; a worker that is at it will find its lease gone."""
    connection.execute(delete(jobs).where(jobs.c.key == f"{job[0]}:{job[1]}"))


def claim_job(ledger: Ledger, *, now: float, lease_seconds: float, until: float | None = None) -> Job | None:
    """Take the job that is longest due, of a host that nobody is at; None where there is none.

    ``until``: only what was due by then, for runs that are to end. If the worker dies, the job is due from now
    on: behind all that waits already, so that what ends its workers holds nobody up, and so that kills from outside
    do not hit the same job time and again until it counts as what ends its workers.
    """
    until = now if until is None else until
    with read_transaction(ledger) as connection:
        if connection.execute(_find_claimable(now, until)).first() is None:
            return None  # the common case of a quiet watch, and needs no lock
    with write_transaction(ledger) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIM_LOCK})
        row = connection.execute(_find_claimable(now, until)).first()
        if row is None:
            return None
        lease = secrets.token_hex(8)
        end = now + lease_seconds
        mine = jobs.c.key == row.key
        values = {"lease": lease, "lease_until": end, "attempts": jobs.c.attempts + 1, "due": now}
        connection.execute(update(jobs).where(mine).values(values))
        _set_ready(connection, row.host, end)
    return Job(row.key, row.kind, row.subject, row.host, row.due, row.attempts + 1, lease)


def _find_claimable(now: float, until: float) -> Any:  # noqa: ANN401 - a select
    busy = exists().where(and_(hosts.c.host == jobs.c.host, hosts.c.ready > now))
    free = and_(jobs.c.due <= until, jobs.c.lease_until <= now)
    return select(jobs).where(free, ~busy).order_by(jobs.c.due, jobs.c.key).limit(1)


def renew_lease(ledger: Ledger, job: Job, until: float) -> bool:
    """Keep a claim for longer; false where it is lost."""
    with write_transaction(ledger) as connection:
        kept = _change(connection, job, {"lease_until": until})
        if kept:
            _set_ready(connection, job.host, until)
    return kept


@contextmanager
def finishing(ledger: Ledger, job: Job, *, due: float | None, ready: float) -> Iterator[Connection]:
    """A transaction that ends a job: store its result in it, and all happens together or not at all.

    The job is planned anew for ``due`` (None: never again), its host may be asked again at ``ready``.

    Raises:
        LeaseLost: another worker has it now.

    """
    with write_transaction(ledger) as connection:
        if due is None:
            mine = and_(jobs.c.key == job.key, jobs.c.lease == job.lease)
            kept = cast("CursorResult[Any]", connection.execute(delete(jobs).where(mine))).rowcount == 1
        else:
            kept = _change(connection, job, {"due": due, "attempts": 0, "lease": None, "lease_until": 0.0})
        if not kept:
            message = f"another worker has taken over {job.key}"
            raise LeaseLost(message)
        _set_ready(connection, job.host, ready)
        yield connection


def set_due(connection: Connection, job: Job, due: float) -> None:
    """Plan a job that is being finished for another time than was thought."""
    connection.execute(update(jobs).where(jobs.c.key == job.key).values(due=due))


def _change(connection: Connection, job: Job, values: dict[str, object]) -> bool:
    mine = and_(jobs.c.key == job.key, jobs.c.lease == job.lease)
    changed = cast("CursorResult[Any]", connection.execute(update(jobs).where(mine).values(values)))
    return changed.rowcount == 1


def _set_ready(connection: Connection, host: str, ready: float) -> None:
    if not insert_unless_known(connection, hosts, {"host": host, "ready": ready}):
        connection.execute(update(hosts).where(hosts.c.host == host).values(ready=ready))


def find_next_due(ledger: Ledger, *, until: float | None = None) -> float | None:
    """When the next job can be claimed, as far as is known now; None where nothing is planned (by ``until``)."""
    ready = select(hosts.c.ready).where(hosts.c.host == jobs.c.host).scalar_subquery()
    moment = func.coalesce(ready, 0.0)
    latest = _greatest(_greatest(jobs.c.due, jobs.c.lease_until), moment)
    with read_transaction(ledger) as connection:
        # The first few by due date suffice: their hosts are what is waited for.
        planned = select(latest.label("at")).order_by(jobs.c.due).limit(200)
        first = (planned if until is None else planned.where(jobs.c.due <= until)).subquery()
        found = connection.execute(select(func.min(first.c.at))).scalar_one()
    return None if found is None else float(found)


def _greatest(one: Any, other: Any) -> Any:  # noqa: ANN401 - expressions
    return case((one > other, one), else_=other)


def forget_hosts(ledger: Ledger, now: float) -> None:
    """Clear away hosts that may be asked anyway, so that their table does not grow for ever."""
    with write_transaction(ledger) as connection:
        connection.execute(delete(hosts).where(hosts.c.ready < now - 3600))
