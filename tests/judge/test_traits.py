"""What can be counted of a pair."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.judge.traits import TRAITS, denies_by_cue, find_traits, telling_words
from sayso.judge.windows import PairText

SIDES = st.builds(PairText, st.text(max_size=12), st.text(max_size=12), st.text(max_size=40))


def named(a, b):
    return dict(zip(TRAITS, find_traits(a, b, 1.0), strict=True))


def test_figures_names_and_denials_are_counted():
    one = PairText("Ada Koll", "said", "Lisk lost 31 boats")
    other = PairText("the Lisk port", "denied", "that Lisk lost 1,200 boats")
    found = named(one, other)
    assert found["figures differ"] == found["one cue denies"] == 1.0
    assert found["figures in common"] == found["same source"] == 0.0
    assert found["names in common"] == 1 / 3
    assert found["cosine"] == found["cosine squared"] == 1.0


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
    found = find_traits(a, b, 0.5)
    assert found == find_traits(b, a, 0.5)
    assert len(found) == len(TRAITS)
    assert all(-1 <= value <= 1.00001 for value in found)
