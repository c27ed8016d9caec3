"""A watch as other processes run it in the tests. Its own module, so that a fresh process can import it."""

from __future__ import annotations

import time
from multiprocessing import get_context
from random import Random

from sqlalchemy import update

from sayso.extract.tagger import FakeTagger
from sayso.fetch.door import Door
from sayso.fetch.limits import FetchLimits
from sayso.reading.confined import Confined, Confines
from sayso.service.collecting import Collector
from sayso.service.watching import Watch, WatchPlan
from sayso.store import Ledger, open_ledger
from sayso.store.engine import write_transaction
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


def watch_once(place: str, lease: float, workers: int) -> None:
    """Do all that is due, then end; killed by the tests meanwhile."""
    with open_ledger(place, patience=60) as ledger, Confined(Confines(seconds=20)) as confined:
        plan = WatchPlan(workers=workers, once=True, lease_seconds=lease)
        Watch(make_collector(ledger, confined), plan).run()


def start_watch(place: str, lease: float = 1.0, workers: int = 3):
    """Start such a process."""
    process = PROCESSES.Process(target=watch_once, args=(place, lease, workers))
    process.start()
    return process


def make_due(place: str) -> None:
    """As if half an hour had passed."""
    with open_ledger(place, patience=30) as ledger, write_transaction(ledger) as connection:
        connection.execute(update(jobs).values(due=time.time(), lease_until=0.0))
        connection.execute(update(hosts).values(ready=0.0))
