"""Watching: workers that claim jobs and do them, until they are told to stop or nothing is due.

Several watches may run on one ledger, on PostgreSQL from several machines.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sayso.errors import LedgerBusy, SaysoError
from sayso.following import Job
from sayso.service.collecting import Collector, Outcome, do_job
from sayso.store.feeds import prune_events
from sayso.store.jobs import LeaseLost, claim_job, find_next_due, forget_hosts, renew_lease

_log = logging.getLogger(__name__)

LEASE_SECONDS: Final = 60.0
"""After so long without a sign of life a worker's jobs are another's."""

LONGEST_NAP: Final = 5.0
"""Seconds; feeds may be added by another process meanwhile."""

_TIDY_SECONDS: Final = 3600.0

Tell = Callable[[Outcome], None]


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """How to watch: how many jobs at once; until nothing is due (``once``); the time a worker may be silent.

    ``between`` is called about once a minute and once at the end: what alerts are sent from. ``beside`` is called
    over and over in a thread of its own, and at the end until there is nothing left: it does a piece of work that may
    take its time (comparing an article with all others) and tells whether there was any.
    """

    workers: int = 4
    once: bool = False
    lease_seconds: float = LEASE_SECONDS
    between: Callable[[], None] | None = None
    beside: Callable[[], bool] | None = None


class Watch:
    """Workers on one collector. ``run`` blocks; ``stop`` may be called from a signal handler or another thread."""

    def __init__(self, collector: Collector, plan: WatchPlan | None = None, tell: Tell | None = None) -> None:
        self._collector = collector
        self._plan = plan or WatchPlan()
        self._tell = tell or (lambda _outcome: None)
        self._stopping = threading.Event()
        self._running = _Running()
        self._failures: list[BaseException] = []
        # A single run does what was due when it began, and what that brings; not what it plans anew.
        self._until = self._collector.clock() if self._plan.once else None

    def stop(self) -> None:
        """Finish the jobs at hand, begin no more."""
        self._stopping.set()

    def run(self) -> None:
        """Do jobs until stopped, or, once, until nothing is due.

        Raises:
            LedgerError: the ledger cannot be read or written any more.

        """
        workers = [threading.Thread(target=self._work, name=f"sayso-worker-{n}") for n in range(self._plan.workers)]
        keeper = threading.Thread(target=self._keep, name="sayso-keeper")
        helper = threading.Thread(target=self._work_beside, name="sayso-beside")
        for thread in (*workers, keeper, helper):
            thread.start()
        for thread in workers:
            thread.join()
        stopped = self._stopping.is_set()
        self._stopping.set()
        keeper.join()
        helper.join()
        # A single run leaves nothing undone; one that was told to stop leaves what can wait.
        while not stopped and not self._failures and self._do_beside():
            pass
        if self._failures:
            raise self._failures[0]
        self._between()

    # ------------------------------------------------------------ the workers

    def _work(self) -> None:
        try:
            while not self._stopping.is_set():
                job = self._claim()
                if job is not None:
                    self._do(job)
                elif self._rest():
                    return
        except BaseException as failure:  # noqa: BLE001 - told to whoever called run
            self._failures.append(failure)
            self._stopping.set()

    def _claim(self) -> Job | None:
        try:
            job = claim_job(
                self._collector.ledger,
                now=self._collector.clock(),
                lease_seconds=self._plan.lease_seconds,
                until=self._until,
            )
        except LedgerBusy:
            return None
        if job is not None:
            self._running.add(job)
        return job

    def _do(self, job: Job) -> None:
        try:
            self._tell(do_job(self._collector, job))
        except LeaseLost:
            _log.warning("%s was taken over by another worker", job.key)
        except LedgerBusy as error:
            _log.warning("%s is put off: %s", job.key, error.message)  # its lease runs out, then it is done again
        finally:
            self._running.remove(job)

    def _rest(self) -> bool:
        """Wait until something may be due; true where a single run is over."""
        try:
            due = find_next_due(self._collector.ledger, until=self._until)
        except LedgerBusy:
            due = self._collector.clock() + 1
        wait = LONGEST_NAP if due is None else due - self._collector.clock()
        if self._plan.once and due is None and not self._running.jobs():
            return True
        self._stopping.wait(min(max(wait, 0.02), LONGEST_NAP if not self._plan.once else 0.5))
        return False

    # ------------------------------------------------------------ beside the workers

    def _work_beside(self) -> None:
        while not self._stopping.is_set():
            if not self._do_beside():
                self._stopping.wait(1.0)

    def _do_beside(self) -> bool:
        """Do a piece of what is done beside the jobs; whether there was any."""
        try:
            return self._plan.beside is not None and self._plan.beside()
        except LedgerBusy:
            return False  # it is still there the next time
        except SaysoError as error:
            _log.warning("%s", error.message)
            return False

    # ------------------------------------------------------------ the keeper

    def _keep(self) -> None:
        """Renew the leases of what is being done; tidy up; send what is to be told."""
        tidied = told = time.monotonic()
        while not self._stopping.wait(min(self._plan.lease_seconds / 3, 5.0)) or self._running.jobs():
            now = time.monotonic()
            try:
                for job in self._running.jobs():
                    renew_lease(self._collector.ledger, job, self._collector.clock() + self._plan.lease_seconds)
                if now - tidied > _TIDY_SECONDS:
                    tidied = now
                    forget_hosts(self._collector.ledger, self._collector.clock())
                    prune_events(self._collector.ledger)
            except LedgerBusy as error:
                _log.warning("leases could not be renewed: %s", error.message)
            except BaseException as failure:  # noqa: BLE001 - told to whoever called run
                self._failures.append(failure)
                self._stopping.set()
                return
            if now - told > min(60.0, self._plan.lease_seconds) / self._collector.haste:
                told = now
                self._between()
            if self._stopping.is_set():
                time.sleep(0.05)

    def _between(self) -> None:
        if self._plan.between is None:
            return
        try:
            self._plan.between()
        except SaysoError as error:
            _log.warning("%s", error.message)


@dataclass(slots=True)
class _Running:
    """The jobs that are being done."""

    _jobs: dict[str, Job] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def add(self, job: Job) -> None:
        with self._guard:
            self._jobs[job.lease] = job

    def remove(self, job: Job) -> None:
        with self._guard:
            self._jobs.pop(job.lease, None)

    def jobs(self) -> tuple[Job, ...]:
        with self._guard:
            return tuple(self._jobs.values())
