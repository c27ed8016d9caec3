"""How fast WARC archives are ingested: ``python -m evaluation.archive --pages 100000``.

A WARC of generated pages is written, then read in three ways, each in a process of its own:
a tenth of the pages' words alone (reading and extracting, no archive and no ledger; once before and once after
the rest, since machines have other work too), the archive into a ledger, stopped halfway, and the archive again,
from the stop to its end. Printed: pages a second and their ratio, milliseconds of a processor that a page takes,
memory early and late. The tagger is the shipped one, or the plain regular expression with ``--tagger regex`` (then
the archive and the ledger weigh most).

Nothing leaves this machine. Exit status: 0 done, 1 a floor was missed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sayso.reading.confined import shared_confined

FLOOR = 0.6
"""Share of the speed of reading and extracting alone: issue 6."""

GROWTH = 50
"""MB that memory may grow by between a tenth of the pages and the last; what grows with pages would take far more."""

PEOPLE = ("Ada Koll", "Bram Ott", "Ilir Venn", "Mira Tesk", "Colonel Tam Ruse", "Žofia Brandl")
SAYINGS = ("said that", "denied that", "warned that", "told reporters that", "insisted that")
THINGS = ("the crossing", "the harbour", "the budget", "the armistice", "the grain fleet", "the census")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _make_parser().parse_args(arguments)
    if options.measure:
        print(json.dumps(measure_here(options)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        options.archive = str(Path(folder) / "pages.warc.gz")
        options.ledger = str(Path(folder) / "ledger.sqlite")
        began = time.monotonic()
        write_archive(Path(options.archive), options.pages)
        size = Path(options.archive).stat().st_size / 1e6
        print(f"{options.pages} pages, {size:.0f} MB packed, written in {time.monotonic() - began:.0f} s")
        before = _measure("alone", options)
        half = _measure("half", options)
        rest = _measure("ingest", options)
        alone = _together(before, _measure("alone", options))
    _print_alone(alone)
    _print_half(half, alone)
    print(f"the rest, after the stop: {_speed(rest):.1f} pages/s, known ones among them; {rest['stored']} stored;")
    print(f"  memory {rest['early']:.0f} MB after a tenth, {rest['late']:.0f} MB at its end")
    sound = _speed(half) >= FLOOR * _speed(alone) and rest["stored"] == options.pages
    return 0 if sound and max(half["late"] - half["early"], rest["late"] - rest["early"]) < GROWTH else 1


def _together(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {name: one[name] + other[name] for name in ("pages", "seconds", "cpu")}


def _speed(measured: dict[str, float]) -> float:
    """Pages a second."""
    return measured["pages"] / measured["seconds"]


def _cost(measured: dict[str, float]) -> float:
    """Milliseconds of a processor, of this process and of those that it started, a page."""
    return 1000 * measured["cpu"] / measured["pages"]


def _print_alone(alone: dict[str, float]) -> None:
    print(f"reading and extracting alone: {_speed(alone):.1f} pages/s, {_cost(alone):.1f} ms of a processor a page")


def _print_half(half: dict[str, float], alone: dict[str, float]) -> None:
    print(f"into the ledger, half of it: {_speed(half):.1f} pages/s, {_cost(half):.1f} ms of a processor a page;")
    by_clock, by_processor = _speed(half) / _speed(alone), _cost(alone) / _cost(half)
    print(f"  ratio {by_clock:.2f} by the clock, {by_processor:.2f} by the processor;")
    print(f"  memory {half['early']:.0f} MB after a tenth, {half['late']:.0f} MB at its end")


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.archive", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--tagger", choices=("model", "regex"), default="model")
    parser.add_argument("--measure", choices=("alone", "half", "ingest"), help=argparse.SUPPRESS)
    parser.add_argument("--archive", help=argparse.SUPPRESS)
    parser.add_argument("--ledger", help=argparse.SUPPRESS)
    return parser


def _measure(what: str, options: argparse.Namespace) -> dict[str, float]:
    command = [sys.executable, "-m", "evaluation.archive", "--measure", what, "--tagger", options.tagger]
    command += ["--archive", options.archive, "--ledger", options.ledger, "--pages", str(options.pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return measured


# ---------------------------------------------------------------- the pages


def write_archive(path: Path, pages: int) -> None:
    """Write a WARC of so many pages."""
    from sayso.reading.warc import Snapshot, write_warc  # noqa: PLC0415 - the parent only writes

    moment = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
    made = (
        Snapshot(f"https://outlet{number % 50}.example/news/{number}", make_page(number), "text/html", moment)
        for number in range(pages)
    )
    with path.open("wb") as stream:
        write_warc(stream, made, software="evaluation.archive")


def make_page(number: int) -> bytes:
    """A page with an article of some 300 words and the usual things around it."""
    chance = random.Random(number)  # noqa: S311 - words, no secrets
    paragraphs = "".join(f"<p>{_paragraph(chance)}</p>" for _ in range(9))
    links = "".join(f'<li><a href="/news/{n}">More about {chance.choice(THINGS)}</a></li>' for n in range(40))
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>Report {number} on {chance.choice(THINGS)}"
        f"</title><meta name='date' content='2024-03-{1 + number % 28:02}T08:00:00Z'></head><body>"
        f"<nav><ul>{links}</ul></nav><article><h1>Report {number}</h1>{paragraphs}</article>"
        f"<footer><ul>{links}</ul><p>All rights reserved.</p></footer></body></html>"
    ).encode()


def _paragraph(chance: random.Random) -> str:
    return " ".join(
        f"{chance.choice(PEOPLE)} {chance.choice(SAYINGS)} {chance.choice(THINGS)} would be settled in "
        f"{chance.randrange(2, 99)} days, after talks that had gone on for weeks."
        for _ in range(2)
    )


# ---------------------------------------------------------------- in a process of its own


def measure_here(options: argparse.Namespace) -> dict[str, float]:
    """Read the pages, or the archive, and measure."""
    from sayso.extract.tagger import FakeTagger  # noqa: PLC0415 - each process loads what it measures
    from sayso.service.reading import shared_tagger  # noqa: PLC0415

    tagger = FakeTagger() if options.tagger == "regex" else shared_tagger(1)
    wanted = {"alone": max(options.pages // 10, 1), "half": options.pages // 2}.get(options.measure, options.pages)
    outcomes = _read_alone(wanted, tagger) if options.measure == "alone" else _ingest(options, tagger)
    began, spent, early, count = time.monotonic(), _cpu(), 0.0, 0
    for count, _ in enumerate(outcomes, start=1):
        if count == max(wanted // 10, 1):
            early = _memory()
        if count == wanted:
            break
    seconds, late = time.monotonic() - began, _memory()
    outcomes.close()
    measured = {"pages": count, "seconds": seconds, "cpu": _cpu() - spent, "early": early, "late": late}
    return measured | _stored(options)


def _cpu() -> float:
    """Seconds of a processor so far; the processes that read pages are ended, and only then counted."""
    shared_confined().close()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _read_alone(pages: int, tagger: object) -> Generator[object]:
    from sayso.extract.statements import read_article  # noqa: PLC0415
    from sayso.reading import read_capture  # noqa: PLC0415
    from sayso.types import Article, Capture  # noqa: PLC0415

    for number in range(pages):
        found = read_capture(Capture("page", make_page(number), "text/html", "utf-8", "https://outlet.example/"))
        yield read_article(found, tagger) if isinstance(found, Article) else found  # type: ignore[arg-type]


def _ingest(options: argparse.Namespace, tagger: object) -> Generator[object]:
    from sayso.service.keeping import add_inputs  # noqa: PLC0415
    from sayso.store import open_ledger  # noqa: PLC0415

    with open_ledger(options.ledger) as ledger:
        yield from add_inputs(ledger, [options.archive], tagger)  # type: ignore[arg-type]


def _stored(options: argparse.Namespace) -> dict[str, float]:
    if options.measure != "ingest":
        return {}
    from sayso.store import counts, open_ledger  # noqa: PLC0415

    with open_ledger(options.ledger) as ledger:
        return {"stored": counts(ledger).articles}


def _memory() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


if __name__ == "__main__":
    sys.exit(main())
