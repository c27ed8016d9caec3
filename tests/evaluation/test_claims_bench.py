"""The load and the arithmetic of the benchmark of claims."""

from __future__ import annotations

from collections import Counter
from itertools import islice

import pytest

from evaluation.claims_bench import fit_exponent
from evaluation.claims_load import MOST, OUTLETS, STATEMENTS, make_readings


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
