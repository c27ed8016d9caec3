"""Progress of long work: a bar with rate and time left on a terminal, log lines elsewhere."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from sayso.reading import KNOWN_SUFFIXES
from sayso.types import Reading, Refusal

if TYPE_CHECKING:
    from sayso.service.keeping import Kept  # brings the database layer, which extraction does without

T = TypeVar("T", "Reading | Refusal", "Kept | Refusal")
U = TypeVar("U")

QUIET_SECONDS = 2.0
"""Work that is done sooner shows nothing."""
LOG_SECONDS = 30.0
"""Between two log lines."""


class Watch:
    """Counts outcomes and says how far the work is."""

    def __init__(self, total: int | None, bar: Progress | None) -> None:
        self._bar = bar
        self._task: TaskID | None = bar.add_task("reading", total=total, rate="") if bar else None
        self._total = total
        self._articles = self._words = self._bytes = 0
        self._began = self._logged = time.monotonic()

    def count(self, outcomes: Iterable[T]) -> Iterator[T]:
        """Pass outcomes through, telling of them."""
        for outcome in outcomes:
            self._articles += 1
            reading = outcome if isinstance(outcome, Reading) else getattr(outcome, "reading", None)
            if reading is not None:
                self._words += reading.text.count(" ") + 1
            self._bytes += _size(outcome)
            self._tell()
            yield outcome

    def _tell(self) -> None:
        now = time.monotonic()
        read = "1 article" if self._articles == 1 else f"{self._articles} articles"
        pace = f"{read}, {self._words / max(now - self._began, 0.001):,.0f} words/s"
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._bytes, rate=pace)
        elif not self._bar and now - self._logged >= LOG_SECONDS:
            self._logged = now
            share = f", {100 * self._bytes / self._total:.0f}%" if self._total else ""
            sys.stderr.write(f"sayso: {pace}{share}\n")


def _size(outcome: Reading | Refusal | Kept) -> int:
    if isinstance(outcome, Refusal):
        return 0
    return len(outcome.text.encode("utf-8", "surrogatepass")) if isinstance(outcome, Reading) else outcome.size


@contextmanager
def watch(inputs: Sequence[str], *, quiet: bool = False) -> Iterator[Watch]:
    """Show progress over ``inputs`` on standard error while the block runs."""
    console = Console(stderr=True)
    total = measure(inputs)
    if quiet or not console.is_terminal:
        yield Watch(total, None)
        return
    columns = (SpinnerColumn(), TextColumn("{task.fields[rate]}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        yield Watch(total, bar)


def track(steps: Iterable[U], what: str, far: Callable[[U], tuple[int, int]]) -> Iterator[U]:
    """Pass steps of long work through, showing how far it is: ``far`` tells how many are done, and of how many."""
    console = Console(stderr=True)
    logged = time.monotonic()
    if not console.is_terminal:
        for step in steps:
            if time.monotonic() - logged >= LOG_SECONDS:
                logged = time.monotonic()
                done, total = far(step)
                sys.stderr.write(f"sayso: {what}, {done} of {total} articles\n")
            yield step
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(what, total=None)
        for step in steps:
            done, total = far(step)
            bar.update(task, completed=done, total=total)
            yield step


def measure(inputs: Sequence[str]) -> int | None:
    """Bytes of all files and folders named, or None where a name is neither."""
    total = 0
    for name in inputs:
        path = Path(name)
        if path.is_dir():
            total += sum(_file_size(Path(top, file)) for top, _, names in os.walk(path) for file in names)
        elif path.is_file():
            total += path.stat().st_size
        else:
            return None
    return total


def _file_size(path: Path) -> int:
    try:
        return path.stat().st_size if path.suffix.lower() in KNOWN_SUFFIXES else 0
    except OSError:
        return 0
