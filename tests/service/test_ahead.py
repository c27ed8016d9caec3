"""Doing the next while the last is waited for."""

import threading

import pytest

from sayso.service.ahead import map_ahead


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_it_is_map(workers):
    assert list(map_ahead(lambda n: n * n, range(20), workers)) == [n * n for n in range(20)]
    assert list(map_ahead(str, [], workers)) == []


def test_steps_are_side_by_side():
    meet = threading.Barrier(2, timeout=30)
    assert len(list(map_ahead(lambda _: meet.wait(), range(4), 2))) == 4


def test_items_are_taken_no_further_ahead_than_there_are_workers():
    taken = []
    results = map_ahead(str, (taken.append(n) or n for n in range(100)), 3)
    next(results)
    assert len(taken) == 4
    results.close()
    assert len(taken) == 4


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_comes_in_its_place(workers):
    results = map_ahead(lambda n: 1 // n, [1, 0, 1], workers)
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
