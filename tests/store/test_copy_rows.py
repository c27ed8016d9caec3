"""Articles that share passages are found, and a passage that very many have costs no more than one that some have."""

from __future__ import annotations

import pytest

from sayso.store import add_reading, copy_rows
from sayso.store.copy_rows import enter_keys, find_candidates, find_common
from sayso.store.engine import write_transaction
from tests.make import make_body, make_reading


@pytest.fixture
def keys(ledger):
    """Keys of eight articles of one outlet and two of another, all with a passage ``everywhere``."""
    readings = [make_reading(number, outlet="The Sluice" if number < 8 else "The Lantern") for number in range(10)]
    found = [reading.article.key for reading in readings]
    for reading in readings:
        add_reading(ledger, reading, make_body(reading.article))
    with write_transaction(ledger) as connection:
        for number, key in enumerate(found):
            enter_keys(connection, key, {"everywhere", f"pair {number // 2}", f"half {number % 2}"})
    return found


@pytest.mark.parametrize("most", [100, 5])
def test_those_who_share_most_come_first(ledger, keys, most, monkeypatch):
    monkeypatch.setattr(copy_rows, "MOST_SHARING", most)
    with write_transaction(ledger) as connection:
        found = find_candidates(connection, keys[0], frozenset({"half 0"}))
    assert found[0] == keys[1]
    assert keys[0] not in found


@pytest.mark.parametrize("most", [100, 5])
def test_what_an_outlet_prints_everywhere_is_common(ledger, keys, most, monkeypatch):
    monkeypatch.setattr(copy_rows, "MOST_SHARING", most)
    with write_transaction(ledger) as connection:
        found = find_common(connection, [keys[0], keys[8]])
    assert found == {keys[0]: {"everywhere", "half 0"}, keys[8]: frozenset()}


def test_copies_of_one_that_a_hundred_have_are_bounded(ledger, keys, monkeypatch):
    monkeypatch.setattr(copy_rows, "MOST_SHARING", 3)
    with write_transaction(ledger) as connection:
        assert find_candidates(connection, keys[0], frozenset({"pair 0", "half 0"})) == sorted(keys[1:])[:3]
