"""What the watch withstands: ``python -m evaluation.watch kill`` and ``python -m evaluation.watch feeds``.

``kill``: invented outlets on loopback publish articles and later change half of them, while a
watch on them is killed with SIGKILL at random moments, again and again: nine of ten kills come up to
``--longest`` seconds after it began to claim jobs, one of ten while it starts. Afterwards the ledger
must hold exactly the right articles and versions, none lost, none twice. Once on SQLite and
once on PostgreSQL (a server of its own, in a temporary folder). The tagger is the plain regular
expression: what is tried is jobs, leases and versions, not the model.

``feeds``: thousands of feeds are followed and polled for some hours of simulated time, on a web in
memory. Printed: how evenly the polls are spread, and the memory at the beginning and at the end.

Nothing leaves this machine. Exit status: 0 all is right, 1 something is not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx2

from sayso.extract.tagger import FakeTagger
from sayso.fetch.door import Door
from sayso.reading.confined import Confined
from sayso.service.collecting import Collector, do_job
from sayso.service.following import Follower, follow_all
from sayso.store import article, articles, check, open_ledger
from sayso.store.jobs import claim_job
from tests.postgres import running_server
from tests.service.outlets import Outlets, running_outlets
from tests.service.watchers import PROCESSES, count_claimed, make_collector, make_due, start_watch

PAGES = Path("/proc/self/statm")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    options = _make_parser().parse_args(arguments)
    if options.command == "feeds":
        return measure_feeds(options.feeds, options.hours)
    sound = True
    for kind in options.databases:
        with _place(kind) as place:
            sound &= kill(kind, place, options)
    return 0 if sound else 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.watch", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    killing = commands.add_parser("kill", help="kill the watch at random moments")
    killing.add_argument("--kills", type=int, default=200)
    killing.add_argument("--feeds", type=int, default=50)
    killing.add_argument("--articles", type=int, default=2000)
    killing.add_argument("--longest", type=float, default=3.0, help="seconds between first claim and kill at most")
    killing.add_argument("--seed", type=int, default=1)
    killing.add_argument("--databases", nargs="+", choices=("sqlite", "postgresql"), default=["sqlite", "postgresql"])
    feeds = commands.add_parser("feeds", help="poll thousands of feeds in simulated time")
    feeds.add_argument("--feeds", type=int, default=10_000)
    feeds.add_argument("--hours", type=float, default=1.0)
    return parser


@contextmanager
def _place(kind: str) -> Iterator[str]:
    """Where a new ledger can be opened."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield str(Path(folder) / "ledger.sqlite")
    else:
        with running_server() as server:
            yield server.create_ledger()


# ---------------------------------------------------------------- kill


def kill(kind: str, place: str, options: argparse.Namespace) -> bool:
    """Kill a watch on one ledger; whether everything is right afterwards."""
    chance, began = random.Random(options.seed), time.monotonic()  # noqa: S311 - moments, no secrets
    with running_outlets(options.feeds) as (outlets, hosts), Confined() as confined:
        each = options.articles // options.feeds
        for host in hosts:
            for number in range(each):
                outlets.publish(host, number)
        with open_ledger(place) as ledger:
            door = make_collector(ledger, confined).door
            list(follow_all(Follower(ledger, door, confined), [outlets.url(host, "/feed.xml") for host in hosts]))
        expected = outlets.texts()
        hit = _watch_with_kills(place, options.kills // 2, options.longest, chance)
        print(f"{kind}: articles are in after {time.monotonic() - began:.0f} s", flush=True)
        make_due(place)
        for host in hosts:
            for number in range(0, each, 2):
                outlets.publish(host, number, version=2)
        expected |= outlets.texts()
        hit += _watch_with_kills(place, options.kills - options.kills // 2, options.longest, chance)
        faults = _find_faults(place, expected, options.feeds * each)
        _print_kill(kind, outlets, hit, faults, time.monotonic() - began)
    return not faults


def _watch_with_kills(place: str, kills: int, longest: float, chance: random.Random) -> int:
    """Kill so many watches at random moments, then let one come to its end; how many died with a job in hand."""
    hit = 0
    for number in range(kills):
        working = PROCESSES.Event()
        process = start_watch(place, working=working)
        if number % 10:
            working.wait(60)
        process.join(chance.uniform(0.0, longest))
        alive = process.is_alive()
        process.kill()
        process.join()
        hit += alive and count_claimed(place) > 0
    last = start_watch(place)
    last.join()
    if last.exitcode != 0:
        message = f"the last watch ended with {last.exitcode}"
        raise RuntimeError(message)
    return hit


def _find_faults(place: str, expected: set[str], size: int) -> list[str]:
    """What is wrong with the ledger, in words."""
    with open_ledger(place, patience=60) as ledger:
        page = articles(ledger, limit=10_000)
        found = Counter(version.text_sha256 for row in page.rows for version in article(ledger, row.id).versions)
        faults = list(check(ledger))
    lost, twice = expected - set(found), [text for text, count in found.items() if count > 1]
    strange = set(found) - expected
    counted = {"lost": len(lost), "twice": len(twice), "that nobody published": len(strange)}
    faults += [f"{count} versions {what}" for what, count in counted.items() if count]
    if page.total != size:
        faults.append(f"{page.total} articles instead of {size}")
    return faults


def _print_kill(kind: str, outlets: Outlets, hit: int, faults: list[str], seconds: float) -> None:
    asked = sum(outlets.asked.values())
    print(f"{kind}: {hit} watches killed with a job in hand; {asked} requests, {outlets.conditional} answered as")
    print(f"  unchanged; {len(outlets.texts())} articles now out; at most {outlets.most_at_once} request(s) at a host")
    print(
        f"  at once; {seconds:.0f} s. " + ("; ".join(faults) or "Exactly the right articles and versions."), flush=True
    )


# ---------------------------------------------------------------- feeds


class Quiet(httpx2.BaseTransport):
    """A web on which every feed has one article and no news."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer one request."""
        if request.url.path == "/robots.txt":
            return httpx2.Response(404, stream=httpx2.ByteStream(b""))
        if "if-none-match" in request.headers:
            return httpx2.Response(304, headers={"etag": '"1"'}, stream=httpx2.ByteStream(b""))
        body = b"<rss version='2.0'><channel><title>Quiet</title></channel></rss>"
        headers = {"etag": '"1"', "content-type": "application/rss+xml"}
        return httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(body))


def measure_feeds(size: int, hours: float) -> int:
    """Poll so many feeds for so many hours of simulated time."""
    now = time.time()
    polls: Counter[int] = Counter()
    with tempfile.TemporaryDirectory() as folder, Confined() as confined:
        place = Path(folder) / "list.opml"
        outlines = "".join(f'<outline xmlUrl="https://outlet{number}.example/feed"/>' for number in range(size))
        place.write_text(f"<opml><body>{outlines}</body></opml>")
        with open_ledger(Path(folder) / "ledger.sqlite") as ledger:
            clock = Clock(now)
            door = Door(pause=0, transport=Quiet())
            list(follow_all(Follower(ledger, door, confined, clock=clock), [str(place)]))
            print(f"{size} feeds followed after {time.time() - now:.0f} s")
            collector = Collector(ledger, door, confined, FakeTagger(), clock=clock, chance=random.Random(2))  # noqa: S311
            memory = [_memory()]
            while clock.moment < now + hours * 3600:
                job = claim_job(ledger, now=clock.moment, lease_seconds=60)
                if job is None:
                    clock.moment += 1
                    continue
                do_job(collector, job)
                polls[int((clock.moment - now) // 60)] += 1
                if sum(polls.values()) % max(size // 4, 1) == 0:
                    memory.append(_memory())
    per_minute = [polls[minute] for minute in range(15, int(hours * 60))] or [0]
    mean = sum(per_minute) / len(per_minute)
    print(
        f"{sum(polls.values())} polls in {time.time() - now:.0f} s; a minute: {min(per_minute)} to {max(per_minute)},"
    )
    print(
        f"  mean {mean:.0f}; memory {memory[0]:.0f} MB at first, {memory[-1]:.0f} MB at last, {_peak():.0f} MB at most"
    )
    return 0 if max(per_minute) <= 2 * mean + 10 and memory[-1] < memory[0] + 60 else 1


class Clock:
    """A time of day that is put forward by hand."""

    def __init__(self, moment: float) -> None:
        self.moment = moment

    def __call__(self) -> float:
        """The time."""
        return self.moment


def _memory() -> float:
    """Memory in use now, in MB."""
    return int(PAGES.read_text().split()[1]) * resource.getpagesize() / 1e6


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


if __name__ == "__main__":
    sys.exit(main())
