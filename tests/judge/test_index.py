"""The index of statements: what is found, and what is kept between runs."""

from __future__ import annotations

import numpy as np

from sayso.judge import neighbours
from sayso.judge.neighbours import Neighbours, to_bytes


def make_vectors(count, width=16):
    rows = np.random.default_rng(3).normal(size=(count, width)).astype(np.float32)
    return [to_bytes(row / np.linalg.norm(row)) for row in rows]


def test_the_index_is_written_once_enough_came(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours, "SAVED_AFTER", 4)
    path = tmp_path / "index"
    vectors = make_vectors(12)
    index = Neighbours(16, path)
    index.add([(number, vectors[number]) for number in range(1, 4)])
    index.save()
    assert not path.exists()
    index.add([(4, vectors[4])])
    index.save()
    assert len(Neighbours(16, path)) == 4
    index.add([(5, vectors[5])])
    index.save()
    assert len(Neighbours(16, path)) == 4
    index.add([(number, vectors[number]) for number in range(6, 12)])
    index.save()
    again = Neighbours(16, path)
    assert (len(again), again.last) == (11, 11)
    (found,) = again.search([vectors[7]], 1, 0.9)
    assert [near.number for near in found] == [7]


def test_it_is_written_seldom_while_more_is_to_come(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours, "SAVED_AFTER", 4)
    monkeypatch.setattr(neighbours, "SAVED_WITHIN", 2)
    path = tmp_path / "index"
    index = Neighbours(16, path)
    kept = set()
    for number, vector in enumerate(make_vectors(13)):
        index.add([(number, vector)])
        index.save(more=True)
        kept.add(len(Neighbours(16, path)))
    assert kept == {0, 4, 8}
    index.save()
    assert len(Neighbours(16, path)) == 13


def test_what_was_cleared_is_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(neighbours, "SAVED_AFTER", 2)
    path = tmp_path / "index"
    vectors = make_vectors(5)
    index = Neighbours(16, path)
    index.add([(number, vectors[number]) for number in range(3)])
    index.save()
    index.clear()
    index.add([(number, vectors[number]) for number in range(3, 5)])
    index.save()
    assert len(Neighbours(16, path)) == 2
    assert Neighbours(16, path).get(1) is None
