"""Photograph the web app for the README: ``python scripts/screenshots.py LEDGER``.

Serves the ledger on a free port and writes PNG files to docs/images: the list of
articles, the article with the most statements, the statements, the directory of actors
and the one who said most, and a search, at the width of a desktop and of a phone, light
and dark.
"""

from __future__ import annotations

import argparse
import queue
import shutil
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from sayso.server import serve
from sayso.store import Ledger, actors, articles, open_ledger

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = Path(__file__).parents[1] / "docs" / "images"
SIZES = {1280: 900, 390: 844}
"""Widths of a common laptop and of a common phone, with their heights, in CSS pixels."""

ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to photograph, and the key presses before it."""

    name: str
    path: str
    keys: tuple[str, ...] = ()


def main() -> None:
    """Serve the ledger and photograph it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ledger", help="path of a SQLite ledger, or a PostgreSQL URL")
    parser.add_argument("--words", default="denial", help="what the search page seeks")
    parser.add_argument("--statement", type=int, default=2, help="number of the statement to light")
    parser.add_argument("--out", type=Path, default=TARGET, help="folder for the PNG files")
    wanted = parser.parse_args()
    with open_ledger(wanted.ledger, readonly=True) as ledger:
        base = _start(ledger)
        _photograph(base, _shots(ledger, wanted.words, wanted.statement), wanted.out)


def _start(ledger: Ledger) -> str:
    """The address of a server in a thread that ends with this process."""
    address: queue.Queue[str] = queue.Queue()
    threading.Thread(target=serve, args=(ledger,), kwargs={"announce": address.put}, daemon=True).start()
    return address.get(timeout=30).rstrip("/")


def _shots(ledger: Ledger, words: str, statement: int) -> tuple[Shot, ...]:
    rows = articles(ledger, limit=500).rows
    if not rows:
        sys.exit("This ledger has no articles: add some with `sayso add FILE`.")
    fullest = max(rows, key=lambda row: row.statements)
    return (
        Shot("articles", "/"),
        Shot("article", f"/articles/{fullest.id}", ("j",) * min(statement, fullest.statements)),
        Shot("statements", "/statements"),
        Shot("actors", "/actors"),
        *(Shot("actor", f"/actors/{first.id}") for first in actors(ledger, kind="person", limit=1).rows),
        Shot("search", f"/search?q={words}"),
    )


def _photograph(base: str, shots: tuple[Shot, ...], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or sys.exit("chromium is missing: `make test` installs it.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGS))
        for width in SIZES:
            for scheme in ("light", "dark"):
                _photograph_all(browser, base, shots, (width, scheme, folder))
        browser.close()


def _photograph_all(browser: Browser, base: str, shots: tuple[Shot, ...], how: tuple[int, str, Path]) -> None:
    width, scheme, folder = how
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    for shot in shots:
        page.goto(base + shot.path)
        for key in shot.keys:
            page.keyboard.press(key)
        page.screenshot(path=folder / f"{shot.name}-{width}-{scheme}.png")
    context.close()


if __name__ == "__main__":
    main()
