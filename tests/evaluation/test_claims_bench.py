"""The load and the arithmetic of the benchmark of claims."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from evaluation.claims_bench import fit_exponent
from evaluation.claims_grown import grow, keep
from evaluation.claims_load import MOST, OUTLETS, STATEMENTS, make_readings
from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.embedder import WIDTH
from sayso.judge.neighbours import Neighbours
from sayso.service.joining import Matcher, join_waiting
from sayso.store import add_reading
from sayso.store.claims import each_claim
from tests.make import make_body


def test_the_exponent_is_that_of_a_power():
    sizes = [1_000, 10_000, 100_000]
    assert fit_exponent(sizes, [3 * size**0.5 for size in sizes]) == pytest.approx(0.5)
    assert fit_exponent(sizes, [7.0, 7.0, 7.0]) == pytest.approx(0)


def test_claims_grow_with_articles_and_stay_small():
    readings = list(islice(make_readings(), 200))
    assert readings == list(islice(make_readings(), 200))
    assert {len(each.statements) for each in readings} == {STATEMENTS}
    assert len({each.article.outlet for each in readings}) == OUTLETS
    assert len({each.article.key for each in readings}) == 200
    # The last of a content's words tell when: they are not the claim's.
    claims = [
        Counter(statement.content.text.split(" at ")[0] for each in some for statement in each.statements)
        for some in (readings[:100], readings)
    ]
    assert len(claims[1]) > 1.4 * len(claims[0])
    assert 10 < max(claims[1].values()) <= 2 * MOST
    assert all(each.article.text.count(one.content.text) >= 1 for each in readings for one in each.statements)


def test_a_ledger_that_grew_by_copies_is_sound_and_its_copies_are_apart(ledger, tmp_path):
    matcher = Matcher(FakeEmbedder(), FakeJudge(), Neighbours(WIDTH, tmp_path / "index"))
    readings = make_readings()
    for reading in islice(readings, 12):
        add_reading(ledger, reading, make_body(reading.article))
    assert all(join_waiting(ledger, matcher))
    before = tuple(each_claim(ledger))
    keep(ledger)
    grow(ledger, 2)
    after = {each.id: each for each in each_claim(ledger)}
    assert len(after) == 3 * len(before)
    assert all(after[each.id] == each for each in before)
    assert Counter(each.text for each in after.values()) == Counter(3 * [each.text for each in before])
    # What comes next joins what was there before, and is given numbers of its own.
    further = next(readings)
    add_reading(ledger, further, make_body(further.article))
    assert [each.entries for each in join_waiting(ledger, matcher)] == [STATEMENTS]
    assert len(matcher.nearest) == 3 * 12 * STATEMENTS  # the newest comes with the next
    joined = sum(1 for _ in each_claim(ledger))
    grow(ledger, 1, first=4)
    assert sum(1 for _ in each_claim(ledger)) == joined + len(before)
