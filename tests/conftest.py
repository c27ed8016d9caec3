"""What tests of several parts need: ledgers on both databases."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.store import Ledger, open_ledger
from tests.postgres import Server, running_server

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server, started when the first test asks for it."""
    with running_server() as server:
        yield server


@pytest.fixture(params=DATABASES)
def ledger_place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be opened; the test runs once on each database."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.db")
    server: Server = request.getfixturevalue("postgres")
    return server.create_ledger()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger in SQLite, to be copied: making its tables takes longer than most tests."""
    path = tmp_path_factory.mktemp("blank") / "blank.db"
    open_ledger(path).engine.dispose()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file.close()
    return path


@pytest.fixture
def ledger(ledger_place: str, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """An empty ledger; the test runs once on each database."""
    if "://" not in ledger_place:
        shutil.copy(request.getfixturevalue("blank"), ledger_place)
    with open_ledger(ledger_place) as opened:
        yield opened


@pytest.fixture
def sqlite_ledger(tmp_path: Path, blank: Path) -> Iterator[Ledger]:
    """An empty ledger in SQLite, for tests of other parts that need any ledger."""
    place = tmp_path / "any-ledger.db"
    shutil.copy(blank, place)
    with open_ledger(place) as opened:
        yield opened
