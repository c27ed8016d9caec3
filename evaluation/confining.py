"""What it costs to parse in a process that can be killed: ``python -m evaluation.confining``.

Generated pages and records are read by turns in this process and in a child (`sayso.reading.confined`),
so that a busy machine slows both alike. Printed: medians of each, their ratio, and what the first call
takes, start of the child included. Nothing is fetched. Exit status: 0 done, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from statistics import median

from evaluation.archive import make_page
from sayso.reading.confined import Confined, call_here
from sayso.reading.jsonl import read_record
from sayso.reading.read import read_capture
from sayso.types import Capture


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.confining", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--starts", type=int, default=7)
    options = parser.parse_args(arguments)
    call_here()  # else this process would not parse, but ask a child of its own
    record = b'{"text": "' + b"Ada Koll said that the crossing would stay open. " * 40 + b'"}'
    pages = [Capture("page", make_page(number), "text/html", "utf-8") for number in range(options.pages)]
    records = [Capture("record", record, "application/json")] * options.pages
    print(f"first call, start of the child included: {1000 * median(_starts(records[0], options.starts)):.0f} ms")
    with Confined() as confined:
        for name, captures in (("pages", pages), ("records", records)):
            here, there = _compare(captures, lambda capture: confined.run(read_capture, capture))
            print(f"{name}: {here:.2f} ms here, {there:.2f} ms in the child, {there / here:.2f} times")
    return 0


def _starts(capture: Capture, count: int) -> list[float]:
    found = []
    for _ in range(count):
        began = time.perf_counter()
        with Confined() as confined:
            confined.run(read_record, capture)
            found.append(time.perf_counter() - began)
    return found


def _compare(captures: Sequence[Capture], elsewhere: Callable[[Capture], object]) -> tuple[float, float]:
    """Medians in milliseconds, here and elsewhere, without the first call of each, which loads the parsers."""
    times: tuple[list[float], list[float]] = ([], [])
    for capture in captures:
        for read, found in zip((read_capture, elsewhere), times, strict=True):
            began = time.perf_counter()
            read(capture)
            found.append(time.perf_counter() - began)
    here, there = (1000 * median(found[1:]) for found in times)
    return here, there


if __name__ == "__main__":
    sys.exit(main())
