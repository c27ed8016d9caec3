"""A filled ledger behind the whole application, and a client for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from starlette.testclient import TestClient

from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.embedder import WIDTH
from sayso.judge.neighbours import Neighbours
from sayso.server import create_app
from sayso.service.joining import Matcher, join_waiting
from sayso.store import Ledger, open_ledger
from tests.web.sample import fill

HOME = "http://127.0.0.1"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVE = """\
import sys
from sayso.server import serve
from sayso.store import open_ledger

with open_ledger(sys.argv[1], readonly=True) as ledger:
    serve(ledger, announce=lambda url: print(url, flush=True))
"""


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


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The address of a server of a ledger, which runs in a process of its own."""
    with subprocess.Popen([sys.executable, "-c", SERVE, path], stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip().rstrip("/")
        finally:
            server.terminate()


@pytest.fixture(scope="module")  # its event loop must not outlive the module
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("chromium is missing: run `make test`, which installs it")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, base: str):
    """Opens pages of the test's ``base``; afterwards nothing may have been complained about or asked of others."""
    contexts, complaints = [], []

    def watch(page: Page) -> Page:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith(base) or complaints.append(request.url))
        return page

    def opened(path: str, **options) -> Page:
        options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **options}
        contexts.append(browser.new_context(**options))
        page = watch(contexts[-1].new_page())
        page.goto(base + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [each for each in complaints if "status of 404" not in each and "status of 400" not in each] == []
