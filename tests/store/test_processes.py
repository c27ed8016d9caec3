"""Several processes on one ledger, and processes that are killed."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from sayso.store import add_reading, article, articles, check, counts, open_ledger
from tests.make import make_body
from tests.store.adders import PROCESSES, add_numbers, make_numbered

SIZE = 24


def start(place, numbers):
    mine, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=add_numbers, args=(place, list(numbers), theirs))
    process.start()
    theirs.close()
    return process, mine


def listen(answers):
    """What a process confirmed until it ended or was killed."""
    with answers:
        while True:
            try:
                yield answers.recv()
            except (EOFError, OSError):
                return


def expect_stored(ledger, numbers):
    """Each of the numbered readings is there, whole."""
    for number in numbers:
        reading = make_numbered(number)
        stored = article(ledger, reading.article.key, text_sha256=reading.article.text_sha256)
        assert stored.reading == reading


@pytest.mark.parametrize("adders", [2, 4])
def test_the_same_articles_added_at_once(ledger_place, adders):
    # All of them open a ledger that is not there yet, and add the same in the same order.
    running = [start(ledger_place, range(SIZE)) for _ in range(adders)]
    told = [list(listen(answers)) for _, answers in running]
    for process, _ in running:
        process.join()
        assert process.exitcode == 0
    outcomes = Counter(outcome for one in told for _, outcome in one)
    assert outcomes == {"new": SIZE // 2, "revised": SIZE // 2, "known": SIZE * (adders - 1)}
    with open_ledger(ledger_place) as ledger:
        assert counts(ledger).snapshots == SIZE
        assert check(ledger) == ()
        expect_stored(ledger, range(SIZE))


def test_different_articles_added_at_once(ledger_place):
    shares = [range(start, 2 * SIZE, 3) for start in range(3)]
    running = [start(ledger_place, share) for share in shares]
    told = [list(listen(answers)) for _, answers in running]
    for process, _ in running:
        process.join()
    assert [len(one) for one in told] == [len(share) for share in shares]
    with open_ledger(ledger_place) as ledger:
        assert counts(ledger).snapshots == 2 * SIZE
        assert check(ledger) == ()
        expect_stored(ledger, range(2 * SIZE))


def test_killed_at_any_moment(ledger_place):
    kills = 25 if "://" not in ledger_place else 10
    chance = random.Random(7)  # the same moments each time, as far as the machine allows
    # The first kill falls into opening and migrating; the others anywhere.
    confirmed: set[int] = set()
    numbers = range(kills * 6)
    for kill in range(kills):
        process, answers = start(ledger_place, [number for number in numbers if number not in confirmed])
        if kill:
            answers.poll(60)
        time.sleep(chance.uniform(0, 0.06 if kill else 0.3))
        process.kill()
        confirmed |= {number for number, _ in listen(answers)}
        process.join()
        if kill % 5 == 0:
            with open_ledger(ledger_place, patience=30) as ledger:
                expect_stored(ledger, confirmed)
                assert check(ledger) == ()
    with open_ledger(ledger_place, patience=30) as ledger:
        expect_stored(ledger, confirmed)
        assert check(ledger) == ()
        assert counts(ledger).snapshots >= len(confirmed)
        for number in numbers:
            reading = make_numbered(number)
            add_reading(ledger, reading, make_body(reading.article))
        assert counts(ledger).snapshots == len(numbers)
        assert articles(ledger).total == len(numbers) // 2
        expect_stored(ledger, numbers)
        assert check(ledger) == ()
