"""What joining statements into claims costs as a ledger grows: ``python -m evaluation.claims_bench``.

Articles of generated statements (``evaluation.claims_load``) are added to an empty ledger one by one, and joined, on
SQLite and on PostgreSQL (a server of its own, in a temporary folder). Beyond ``--unit`` statements the ledger grows by
copies of all its rows (``evaluation.claims_grown``); at each size ``--window`` articles more are added and joined in
earnest, and these are timed. Printed at each size:

- milliseconds to store and to join one more article, median and 95th percentile, the CPU time of this process in it
  (which a busy machine stretches less), and where the time of joining goes: the embedder, the index, the judge, the
  database (executing, as the driver counts it), and the rest (rows to values, comparing texts, grouping);
- pairs of statements that an article brings before the judge;
- milliseconds of a claim's page and of the lists of claims; the index in memory and as a file; the database; the most
  memory that this process took so far;
- the exponent of the time of joining against the number of statements (least squares, both in logarithms), beside
  that of log n over the same sizes.

The statements are given: the tagger, which finds them, is not measured. Embedder and judge are stand-ins that take next
to no time and so do not hide what grows; what the shipped ones would take for the same pairs is printed at the end.

Afterwards all claims of the smallest size are found anew by a process that is killed (SIGKILL) halfway; another goes
on, and the claims must be the same as before.

Nothing leaves this machine. Exit status: 0 all targets met, 1 one was missed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import math
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any, Final

from sqlalchemy import event, text

from evaluation.claims_grown import grow, keep
from evaluation.claims_load import STATEMENTS, make_readings
from sayso.claims import ClaimFilter
from sayso.judge import FakeEmbedder, FakeJudge, PairText
from sayso.judge.embedder import WIDTH
from sayso.judge.neighbours import Neighbours
from sayso.service.joining import Matcher, begin_again, catch_up, join_waiting
from sayso.service.matching import shared_embedder, shared_judge
from sayso.service.picture import find_conflicts_of, see_claims
from sayso.store import Ledger, add_reading, open_ledger
from sayso.store.claim_waiting import count_waiting, joining
from sayso.store.claims import claim, claims, each_claim
from sayso.store.engine import read_transaction
from tests.make import make_body
from tests.postgres import running_server

ADDING: Final = 300.0
PAGE: Final = 50.0
"""Milliseconds: issue 5."""
SIZES: Final = (1_000, 10_000, 100_000)
MILLION: Final = 1_000_000
UNIT: Final = 10_000
PAGES: Final = 200
STATUS: Final = Path("/proc/self/status")
PARTS: Final = ("embedder", "index", "judge", "database")


@dataclass
class Clock:
    """Seconds by what they were spent on, since it was cleared last, and the pairs that were judged last."""

    spent: dict[str, float] = field(default_factory=dict)
    pairs: Sequence[tuple[PairText, PairText]] = ()

    def add(self, part: str, seconds: float) -> None:
        """Count seconds to a part."""
        self.spent[part] = self.spent.get(part, 0.0) + seconds


@dataclass(frozen=True)
class Step:
    """What one more article took, in milliseconds."""

    store: float
    join: float
    cpu: float
    pairs: int
    parts: dict[str, float]


@dataclass(frozen=True)
class Measured:
    """One size on one database."""

    statements: int
    join: float
    cpu: float
    both_late: float
    page_late: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _make_parser().parse_args(arguments)
    if options.rebuild:
        return rebuild_here(options.rebuild, options.index)
    if options.weigh:
        print(weigh_here(options.weigh))
        return 0
    sizes = sorted({*(options.sizes or SIZES), *((MILLION,) if options.million else ())})
    print(
        "Statements are given (no tagger); embedder and judge are stand-ins: the database, the index, the comparing of "
        "texts and the grouping are measured. What the shipped models would add is told at the end."
    )
    sound = True
    for kind in options.databases:
        with _place(kind) as (place, folder):
            sound &= measure(
                kind, place, folder / "nearest", sizes, (options.unit, options.window, not options.no_rebuild)
            )
    return 0 if sound else 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.claims_bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--sizes", type=int, nargs="+", metavar="N", help="statements (default: 1000 10000 100000)")
    parser.add_argument("--million", action="store_true", help="1,000,000 statements as well")
    parser.add_argument("--unit", type=int, default=UNIT, metavar="N", help="statements up to which none are copied")
    parser.add_argument("--no-rebuild", action="store_true", help="leave out the rebuild that is killed halfway")
    parser.add_argument("--window", type=int, default=50, metavar="N", help="articles that are timed at each size")
    parser.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    parser.add_argument("--rebuild", help=argparse.SUPPRESS)  # what the processes apart are given
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--weigh", type=Path, help=argparse.SUPPRESS)
    return parser


@contextmanager
def _place(kind: str) -> Iterator[tuple[str, Path]]:
    """Where a new ledger can be opened, and a folder for its index."""
    with tempfile.TemporaryDirectory() as folder:
        if kind == "sqlite":
            yield str(Path(folder) / "ledger.sqlite"), Path(folder)
        else:
            with running_server() as server:
                yield server.create_ledger(), Path(folder)


# ---------------------------------------------------------------- growing


def measure(kind: str, place: str, index: Path, sizes: Sequence[int], how: tuple[int, int, bool]) -> bool:
    """Let one ledger grow to each of the sizes, printing what it costs there; whether all targets are met.

    ``how``: up to how many statements articles are added one by one, how many articles are timed, and whether all is
    rebuilt once.
    """
    unit, window, rebuilding = how
    clock = Clock()
    readings = make_readings()
    found: list[Measured] = []
    copies, rebuilt = 0, True
    print(f"\n{kind}\n")
    print(
        f"{'statements':>11}{'claims':>9}{'largest':>8}{'store':>8}{'join':>8}{'95%':>8}{'cpu':>8}{'pairs':>7}  "
        + "".join(f"{name:>9}" for name in (*PARTS, "rest"))
        + f"{'page 95%':>10}{'list':>7}{'about':>7}{'index MB':>9}{'file MB':>8}{'db MB':>8}{'most MB':>8}"
    )
    with open_ledger(place) as ledger:
        matcher = _timed_matcher(index, clock)
        _time_database(ledger, clock)
        held = 0
        for number, size in enumerate(sizes):
            while held < min(size, unit) - window * STATEMENTS:
                held += len(_add(ledger, next(readings), matcher, clock).said)
            if size > unit and (more := (size - held) // unit):
                if not copies:
                    keep(ledger)
                    unit = held
                    more = (size - held) // unit
                _grow(ledger, matcher, more, first=copies + 1)
                # One is left out: its numbers are taken by what is added in earnest.
                copies += more + 1
                held += more * unit
                held += len(_add(ledger, next(readings), matcher, clock).said)  # the first one finds nothing warm
            added = [_add(ledger, next(readings), matcher, clock) for _ in range(window)]
            held += sum(len(each.said) for each in added)
            found.append(_measure_size(ledger, index, matcher, held, [each.step for each in added]))
            if rebuilding and not number:
                rebuilt = check_rebuild(ledger, place, index.with_name("rebuilt"))
        _tell_models(clock.pairs)
    return _judge(found) and rebuilt


def _grow(ledger: Ledger, matcher: Matcher, times: int, *, first: int) -> None:
    began = time.perf_counter()
    grow(ledger, times, first=first)
    copied = time.perf_counter()
    with joining(ledger) as work:
        catch_up(work, matcher.nearest)
    print(
        f"{times} copies written in {copied - began:.0f} s, "
        f"the index brought up to them in {time.perf_counter() - copied:.0f} s",
        flush=True,
    )


@dataclass(frozen=True)
class Added:
    """What was added, and what that took."""

    said: Sequence[object]
    step: Step


def _add(ledger: Ledger, reading: Any, matcher: Matcher, clock: Clock) -> Added:  # noqa: ANN401 - a Reading
    began = time.perf_counter()
    add_reading(ledger, reading, make_body(reading.article))
    stored = time.perf_counter()
    worked = time.process_time()
    clock.spent.clear()
    (_,) = join_waiting(ledger, matcher)
    joined, used = time.perf_counter(), time.process_time() - worked
    parts = {name: 1000 * seconds for name, seconds in clock.spent.items()}
    step = Step(1000 * (stored - began), 1000 * (joined - stored), 1000 * used, len(clock.pairs), parts)
    return Added(reading.statements, step)


def _tell_models(pairs: Sequence[tuple[PairText, PairText]]) -> None:
    """What the shipped models take for the pairs that were judged last, beside what was measured."""
    texts = sorted({side.content for pair in pairs for side in pair})[:STATEMENTS]
    judge, embedder = shared_judge(), shared_embedder()
    judge.judge(pairs[:1])
    placing, judging = _work(lambda: embedder.embed(texts)), _work(lambda: judge.judge(pairs))
    print(
        f"The shipped models would add, for one article: {placing:.0f} ms of CPU time for vectors of {len(texts)} "
        f"statements, {judging:.0f} ms for judging {len(pairs)} pairs ({judging / max(1, len(pairs)):.1f} ms a pair)"
    )


def _work(work: Callable[[], object]) -> float:
    """Milliseconds of CPU time of this process."""
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _timed_matcher(index: Path, clock: Clock) -> Matcher:
    plain = _matcher(index)
    return Matcher(
        _Timed(plain.embedder, "embedder", clock),  # type: ignore[arg-type]
        _Timed(plain.judge, "judge", clock),  # type: ignore[arg-type]
        _Timed(plain.nearest, "index", clock),  # type: ignore[arg-type]
    )


def _matcher(index: Path) -> Matcher:
    return Matcher(FakeEmbedder(), FakeJudge(), Neighbours(WIDTH, index))


class _Timed:
    """Hands on what is asked of it, and tells how long that took."""

    def __init__(self, inner: Any, part: str, clock: Clock) -> None:  # noqa: ANN401 - whatever it hands on to
        self._inner, self._part, self._clock = inner, part, clock

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        found = getattr(self._inner, name)
        if not callable(found):
            return found

        def call(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - as above
            if name == "judge":
                self._clock.pairs = given[0]
            began = time.perf_counter()
            answer = found(*given, **named)
            self._clock.add(self._part, time.perf_counter() - began)
            return answer

        return call


def _time_database(ledger: Ledger, clock: Clock) -> None:
    began = [0.0]

    def before(*_: object) -> None:
        began[0] = time.perf_counter()

    def after(*_: object) -> None:
        clock.add("database", time.perf_counter() - began[0])

    event.listen(ledger.engine, "before_cursor_execute", before)
    event.listen(ledger.engine, "after_cursor_execute", after)


def _measure_size(ledger: Ledger, index: Path, matcher: Matcher, held: int, steps: Sequence[Step]) -> Measured:
    joins = [step.join for step in steps]
    both = [step.store + step.join for step in steps]
    parts = {name: median(step.parts.get(name, 0.0) for step in steps) for name in PARTS}
    parts["rest"] = median(step.join - sum(step.parts.values()) for step in steps)
    # As after a long run: what was not written yet would be added anew.
    kept = index.with_name("weighed")
    _copy_index(matcher, kept)
    weighed = subprocess.run(_command("--weigh", str(kept)), capture_output=True, text=True, check=True)
    page = claims(ledger, ClaimFilter())
    about = " ".join(page.rows[0].text.split()[1:3])
    pages = _time_pages(ledger)
    measured = Measured(held, median(joins), median(step.cpu for step in steps), _late(both), _late(pages))
    print(
        f"{held:11,}{page.total:9,}{page.rows[0].appearances:8}{median(step.store for step in steps):8.1f}"
        f"{measured.join:8.1f}{_late(joins):8.1f}{measured.cpu:8.1f}{median(step.pairs for step in steps):7.0f}  "
        + "".join(f"{parts[name]:9.1f}" for name in (*PARTS, "rest"))
        + f"{measured.page_late:10.1f}{_time(lambda: claims(ledger, ClaimFilter())):7.1f}"
        f"{_time(lambda: claims(ledger, ClaimFilter(about=about))):7.1f}"
        f"{float(weighed.stdout):9.1f}{kept.stat().st_size / 1e6:8.1f}{_database_size(ledger):8.1f}"
        f"{_status('VmHWM'):8.0f}",
        flush=True,
    )
    return measured


def _copy_index(matcher: Matcher, path: Path) -> None:
    import faiss  # noqa: PLC0415 - only here

    faiss.write_index(matcher.nearest._inner._index, str(path))  # type: ignore[attr-defined]  # noqa: SLF001


def _time_pages(ledger: Ledger) -> list[float]:
    """Milliseconds of the queries of claim pages: of the largest, and of claims at random."""
    chance = random.Random(1)  # noqa: S311 - which claims, no secrets
    with read_transaction(ledger) as connection:
        all_ids = connection.execute(text("SELECT id FROM claims ORDER BY articles DESC, id")).scalars().all()
    chosen = [*all_ids[: PAGES // 4], *chance.sample(all_ids, min(PAGES - PAGES // 4, len(all_ids)))]

    def show(key: str) -> None:
        found = claim(ledger, key)
        see_claims(ledger, [found])
        find_conflicts_of(ledger, found)

    return [_clock(lambda key=key: show(key)) for key in chosen]  # type: ignore[misc]


def _clock(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def _time(work: Callable[[], object]) -> float:
    return median(_clock(work) for _ in range(10))


def _late(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


def _database_size(ledger: Ledger) -> float:
    """MB of tables and indexes."""
    query = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if ledger.engine.dialect.name == "sqlite"
        else "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = current_schema() AND c.relkind = 'r'"
    )
    with read_transaction(ledger) as connection:
        return float(connection.execute(text(query)).scalar_one()) / 1e6


def weigh_here(path: Path) -> float:
    """MB that an index takes in memory, read from its file."""
    import faiss  # noqa: F401, PLC0415 - not to be weighed

    before = _status("VmRSS")
    held = Neighbours(WIDTH, path)
    assert len(held)  # noqa: S101 - it is read when it is first asked
    return _status("VmRSS") - before


def _status(name: str) -> float:
    """MB of this process: resident now (``VmRSS``), or the most there was (``VmHWM``)."""
    lines = STATUS.read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1000


# ---------------------------------------------------------------- verdict


def _judge(found: Sequence[Measured]) -> bool:
    largest = found[-1]
    good = [
        _tell(
            f"storing and joining at {largest.statements:,}: 95% within {largest.both_late:.0f} ms",
            largest.both_late,
            ADDING,
        ),
        _tell(f"claim page at {largest.statements:,}: 95% within {largest.page_late:.0f} ms", largest.page_late, PAGE),
    ]
    if len(found) > 1:
        sizes = [each.statements for each in found]
        ours = fit_exponent(sizes, [each.join for each in found])
        own = fit_exponent(sizes, [each.cpu for each in found])
        print(f"CPU time of this process alone grows as n^{own:.3f}")
        log = fit_exponent(sizes, [math.log(size) for size in sizes])
        good.append(_tell(f"time of joining grows as n^{ours:.3f}, log n over these sizes as n^{log:.3f}", ours, log))
    return all(good)


def _tell(what: str, value: float, most: float) -> bool:
    print(f"{'met' if value <= most else 'MISSED'}: {what} (target {most:g})")
    return value <= most


def fit_exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The exponent of times against sizes: the slope of a line through their logarithms (least squares)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(each) for each in times]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


# ---------------------------------------------------------------- rebuilding


def check_rebuild(ledger: Ledger, place: str, index: Path) -> bool:
    """Kill a rebuild halfway, let another process go on, and compare; whether the claims are the same."""
    before, articles = _digest(ledger), _count_articles(ledger)
    working = subprocess.Popen(_command("--rebuild", f"anew:{place}", "--index", str(index)))
    deadline = time.monotonic() + 600
    while working.poll() is None and time.monotonic() < deadline:
        if 0 < count_waiting(ledger) <= articles // 2:
            break
        time.sleep(0.02)
    working.kill()
    working.wait()
    left = count_waiting(ledger)
    subprocess.run(_command("--rebuild", place, "--index", str(index)), check=True)
    same = _digest(ledger) == before and not count_waiting(ledger)
    verdict = "met" if same and 0 < left < articles else "MISSED"
    print(f"{verdict}: rebuild killed with {left} of {articles} articles left, gone on with; the claims are the same")
    return verdict == "met"


def rebuild_here(place: str, index: Path) -> int:
    """Find all claims anew (``anew:PLACE``), or go on with what waits."""
    matcher = _matcher(index)
    with open_ledger(place.removeprefix("anew:")) as ledger:
        if place.startswith("anew:"):
            begin_again(ledger, matcher)
        for _ in join_waiting(ledger, matcher):
            pass
    return 0


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "evaluation.claims_bench", *arguments]


def _count_articles(ledger: Ledger) -> int:
    with read_transaction(ledger) as connection:
        return int(connection.execute(text("SELECT count(*) FROM heads")).scalar_one())


def _digest(ledger: Ledger) -> str:
    """A digest of all claims with who appears in them and how."""
    told = sha256()
    for each in each_claim(ledger):
        told.update(repr((each.id, each.text, [(a.entry.seed, a.relation) for a in each.appearances])).encode())
    return told.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
