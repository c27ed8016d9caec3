"""What can be counted of a pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.judge.alignment import Embedded, align, weigh_piece
from sayso.judge.traits import TRAITS, Known, denies_by_cue, find_traits, telling_words
from sayso.judge.windows import PairText

SIDES = st.builds(PairText, st.text(max_size=12), st.text(max_size=12), st.text(max_size=40))


def embedded(*ids):
    """Pieces along axes of their own; a piece's number is its axis."""
    pieces = np.eye(8, dtype=np.float32)[list(ids)]
    mean = pieces.mean(axis=0)
    return Embedded(mean / np.linalg.norm(mean), ids, pieces, np.ones(len(ids), np.float32))


def known(*ids):
    return Known(embedded(*ids), embedded(*ids))


def named(a, b):
    return dict(zip(TRAITS, find_traits(a, b, (known(1), known(1))), strict=True))


def test_figures_names_and_denials_are_counted():
    one = PairText("Ada Koll", "said", "Lisk lost 31 boats")
    other = PairText("the Lisk port", "denied", "that Lisk lost 1,200 boats")
    found = named(one, other)
    assert found["figures differ"] == found["one cue denies"] == 1.0
    assert found["figures in common"] == found["same source"] == 0.0
    assert found["names in common"] == 1 / 3
    assert found["cosine"] == found["cosine of the whole"] == 1.0


def test_a_source_without_a_name_is_nobodys():
    assert named(PairText("he", "said", "a"), PairText("he", "said", "b"))["same source"] == 0.0
    assert named(PairText("Ms Koll", "said", "a"), PairText("Ada Koll", "said", "b"))["same source"] == 1.0


def test_a_negated_denial_denies_nothing():
    assert denies_by_cue("has denied")
    assert not denies_by_cue("did not deny")
    assert not denies_by_cue("said")


def test_endings_are_no_difference():
    assert telling_words("the boats sailed") == telling_words("a boat sails")


@given(SIDES, SIDES)
def test_the_same_in_either_order_and_finite(a, b):
    found = find_traits(a, b, (known(1, 2), known(2, 3, 4)))
    assert found == pytest.approx(find_traits(b, a, (known(2, 3, 4), known(1, 2))))
    assert len(found) == len(TRAITS)
    assert all(-1 <= value <= 1.00001 for value in found)


def test_pieces_seek_their_counterparts():
    found = align(embedded(1, 2), embedded(2, 3, 4))
    assert found[:6] == pytest.approx([1 / 3, 1 / 2, 1 / 3, 1 / 2, 2 / 3, 1 / 2], abs=1e-5)
    assert found[6:] == pytest.approx([1 / 2, 1 / 3, 1 / 4, 1 / 6], abs=1e-5)
    assert align(embedded(1), embedded(1))[0] == pytest.approx(1)


def test_rare_pieces_tell_more_and_marks_nothing():
    empty = frozenset({"the"})
    assert weigh_piece(1996, "the", empty) == weigh_piece(1012, ".", empty) == weigh_piece(101, "[CLS]", empty) == 0
    assert 0 < weigh_piece(2100, "went", empty) < weigh_piece(29000, "##quake", empty) <= 1
