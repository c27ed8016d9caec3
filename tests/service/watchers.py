"""A watch as other processes run it in the tests. Its own module, so that a fresh process can import it."""

from __future__ import annotations

import time
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from random import Random

from sqlalchemy import func, select, update

from sayso.extract.tagger import FakeTagger
from sayso.fetch.door import Door
from sayso.fetch.limits import FetchLimits
from sayso.reading.confined import Confined, Confines
from sayso.service.collecting import Collector
from sayso.service.watching import Watch, WatchPlan
from sayso.store import Ledger, open_ledger
from sayso.store.engine import read_transaction, write_transaction
from sayso.store.feeds import RobotsMemory
from sayso.store.followed import hosts, jobs

PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(
    ["tests.service.watchers", "tests.store.adders", "alembic.command", "psycopg", "sqlalchemy.dialects.postgresql"]
)
LOCAL = FetchLimits(allow_private=True, max_seconds=10)


def make_collector(ledger: Ledger, confined: Confined, *, pause: float = 0.0, **fields) -> Collector:
    """A collector for outlets on loopback, with the tagger that needs no model."""
    door = Door(LOCAL, pause=pause, memory=RobotsMemory(ledger))
    return Collector(ledger, door, confined, FakeTagger(), chance=Random(3), **fields)


def watch_once(place: str, lease: float, workers: int, working: Event | None) -> None:
    """Do all that is due, then end; killed by the tests meanwhile."""
    with open_ledger(place, patience=60) as ledger, Confined(Confines(seconds=20)) as confined:
        if working is not None:
            working.set()
        plan = WatchPlan(workers=workers, once=True, lease_seconds=lease)
        Watch(make_collector(ledger, confined), plan).run()


def start_watch(place: str, lease: float = 1.0, workers: int = 3, working: Event | None = None):
    """Start such a process; ``working`` is set when it begins to claim jobs."""
    process = PROCESSES.Process(target=watch_once, args=(place, lease, workers, working))
    process.start()
    return process


def count_claimed(place: str) -> int:
    """How many jobs are under a lease: after a kill, those that it hit."""
    with open_ledger(place, patience=60) as ledger, read_transaction(ledger) as connection:
        query = select(func.count()).select_from(jobs).where(jobs.c.lease.is_not(None))
        return int(connection.execute(query).scalar_one())


def make_due(place: str) -> None:
    """As if half an hour had passed."""
    with open_ledger(place, patience=30) as ledger, write_transaction(ledger) as connection:
        connection.execute(update(jobs).values(due=time.time(), lease_until=0.0))
        connection.execute(update(hosts).values(ready=0.0))
