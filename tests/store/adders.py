"""What other processes do in the tests. Its own module, so that a fresh process can import it."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError
from sayso.store import add_reading, articles, open_ledger
from tests.make import make_body, make_reading, make_said

NOBODY = 65534

# A server process that has loaded everything, from which the others are forked: quick, and
# without the threads of the process that runs the tests.
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.store.adders", "alembic.command", "psycopg", "sqlalchemy.dialects.postgresql"])


def make_numbered(number: int):
    """The reading that adder processes add under that number: several statements, at times a second version."""
    return make_reading(number // 2, said=make_said(number, 6 + number % 5))


def add_numbers(place: str, numbers: list[int], answers: Connection) -> None:
    """Add readings and say after each what was done."""
    with open_ledger(place, patience=60) as ledger:
        for number in numbers:
            reading = make_numbered(number)
            answers.send((number, add_reading(ledger, reading, make_body(reading.article)).outcome))
    answers.close()


def attempt(action: Callable[..., Any], *arguments: Any, answers: Connection) -> None:
    """Do something as a user without rights; say what came of it."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        answers.send(("done", action(*arguments)))
    except SaysoError as error:
        answers.send((type(error).__name__, error.message, error.hint))


def without_rights(action: Callable[..., Any], *arguments: Any) -> tuple:
    """What comes of an action in a process whose user may write nothing that is not its own."""
    mine, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=attempt, args=(action, *arguments), kwargs={"answers": theirs})
    process.start()
    theirs.close()
    with mine:
        answer = mine.recv()
    process.join()
    return answer


def open_and_add(place: str) -> str:
    """Open for writing and add one."""
    with open_ledger(place) as ledger:
        reading = make_reading(900)
        return add_reading(ledger, reading, make_body(reading.article)).outcome


def open_and_count(place: str) -> tuple[int, list[str]]:
    """Open for reading only and count; what lies beside the file afterwards."""
    with open_ledger(place, readonly=True) as ledger:
        total = articles(ledger).total
    return total, sorted(path.name for path in Path(place).parent.iterdir())
