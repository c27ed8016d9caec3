"""A filled ledger behind the whole application, and a client for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.embedder import WIDTH
from sayso.judge.neighbours import Neighbours
from sayso.server import create_app
from sayso.service.joining import Matcher, join_waiting
from sayso.store import Ledger, open_ledger
from tests.web.sample import fill

HOME = "http://127.0.0.1"


@pytest.fixture(scope="session")
def filled_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a SQLite ledger with all samples."""
    path = tmp_path_factory.mktemp("ledger") / "filled.sqlite"
    with open_ledger(path) as ledger:
        fill(ledger)
        for _ in join_waiting(ledger, Matcher(FakeEmbedder(), FakeJudge(), Neighbours(WIDTH))):
            pass
    return path


@pytest.fixture
def filled(filled_path: Path) -> Iterator[Ledger]:
    with open_ledger(filled_path, readonly=True) as ledger:
        yield ledger


@pytest.fixture
def client(filled: Ledger) -> Iterator[TestClient]:
    with TestClient(create_app(filled), base_url=HOME, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[TestClient]:
    """The application over a ledger with nothing in it."""
    with open_ledger(tmp_path / "bare.sqlite") as ledger, TestClient(create_app(ledger), base_url=HOME) as client:
        yield client
