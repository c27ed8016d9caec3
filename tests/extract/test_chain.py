"""The chain against counting every path."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.chain import LABELS, best_path, label_odds


def scores(seed, words):
    chance = np.random.default_rng(seed)
    size = len(LABELS)
    return (
        chance.normal(size=(words, size)).astype(np.float32),
        chance.normal(size=(size, size)).astype(np.float32),
        chance.normal(size=size).astype(np.float32),
    )


def weigh(path, emissions, moves, starts):
    steps = sum(moves[a, b] for a, b in pairwise(path))
    return starts[path[0]] + steps + sum(emissions[i, label] for i, label in enumerate(path))


@given(st.integers(0, 1000), st.integers(1, 4))
def test_best_path_is_the_best_of_all(seed, words):
    given_scores = scores(seed, words)
    every = product(range(len(LABELS)), repeat=words)
    best = max(every, key=lambda path: weigh(path, *given_scores))
    assert tuple(best_path(*given_scores)) == best


def test_odds_are_shares_of_all_paths():
    given_scores = scores(7, 3)
    paths = list(product(range(len(LABELS)), repeat=3))
    weights = np.exp([weigh(path, *given_scores) for path in paths])
    expected = np.zeros((3, len(LABELS)))
    for path, weight in zip(paths, weights, strict=True):
        for place, label in enumerate(path):
            expected[place, label] += weight / weights.sum()
    assert label_odds(*given_scores) == pytest.approx(expected, abs=1e-4)


def test_scores_beyond_reach_do_no_harm():
    emissions, moves, starts = scores(1, 5)
    odds = label_odds(emissions * 1e6, moves - 1e9, starts)
    assert np.isfinite(odds).all()


@given(st.integers(0, 1000), st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_parts_are_chains_of_their_own(seed, lengths):
    emissions, moves, starts = scores(seed, sum(lengths))
    ends = np.cumsum(lengths)
    parts = [range(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    path = best_path(emissions, moves, starts, parts)
    odds = label_odds(emissions, moves, starts, parts)
    for part in parts:
        alone = (emissions[part.start : part.stop], moves, starts if part.start == 0 else moves[0])
        assert (path[part.start : part.stop] == best_path(*alone)).all()
        assert odds[part.start : part.stop] == pytest.approx(label_odds(*alone), abs=1e-4)


def test_words_in_no_part_are_outside():
    emissions, moves, starts = scores(3, 6)
    assert set(best_path(emissions, moves, starts, [range(2, 4)])[[0, 1, 4, 5]]) == {0}
    assert not best_path(emissions, moves, starts, []).any()
    assert label_odds(emissions[:0], moves, starts).shape == (0, len(LABELS))
