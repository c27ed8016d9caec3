"""The feeds that other libraries carry for their tests: ``python -m evaluation.feed_cases ARCHIVE…``.

feedparser's source distribution has thousands (``pip download --no-deps --no-binary :all: feedparser``); the npm
package jsonfeed-to-atom has the JSON feed of one of the format's authors (``npm pack jsonfeed-to-atom``). Each
case must be read or refused with words, within seconds. Exit status: 0 all are, 1 one is not, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import time
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from sayso.errors import InputError
from sayso.reading.feeds import FeedBytes, read_feed

SLOWEST = 5.0
"""Seconds for one case."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.feed_cases",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("archives", type=Path, nargs="+")
    warnings.simplefilter("ignore")  # the cases provoke feedparser's own
    tally: Counter[str] = Counter()
    faults = []
    for name, body in chain.from_iterable(map(read_cases, parser.parse_args(arguments).archives)):
        began = time.monotonic()
        try:
            content = read_feed(FeedBytes(body, "http://feeds.example/case.xml"), now=time.time())
            tally["read"] += 1
            tally["entries with an address"] += len(content.entries)
        except InputError as error:
            tally[f"refused: {error.code}"] += 1
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            faults.append(f"{name}: {error!r}")
        if time.monotonic() - began > SLOWEST:
            faults.append(f"{name}: {time.monotonic() - began:.1f} s")
    print(", ".join(f"{count} {what}" for what, count in tally.items()))
    print("\n".join(faults) or "each was read or refused with words")
    return 1 if faults or not tally else 0


def read_cases(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each case."""
    with tarfile.open(path) as archive:
        for member in archive:
            is_case = "/tests/" in member.name or member.name.endswith(("feed.json", "feed.xml"))
            found = archive.extractfile(member) if member.isfile() and is_case else None
            if found is not None and not member.name.endswith((".py", ".js")):
                yield member.name, found.read()


if __name__ == "__main__":
    sys.exit(main())
