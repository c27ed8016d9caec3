from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import Decision, find_standing


def decide(number, verb, one=None, other=None, articles=(), undone=None):
    return Decision(number, "2031-03-04T10:00:00Z", "ada", "seen", verb, one, one, other, other, articles, undone)


def test_a_merge_holds_until_it_is_undone_and_again_when_the_undoing_is():
    merge, undo, again = decide(1, "merge", "b", "a"), decide(2, "undo", undone=1), decide(3, "undo", undone=2)
    assert find_standing([merge]).merges == {("a", "b")}
    assert find_standing([merge, undo]).merges == frozenset()
    assert find_standing([merge, undo, again]).merges == {("a", "b")}


def test_a_later_split_ends_a_merge_and_a_later_merge_goes_on_from_there():
    merge, split = decide(1, "merge", "a", "b"), decide(2, "split", "b")
    assert find_standing([merge, split]).merges == frozenset()
    assert find_standing([merge, split]).apart == {"b"}
    assert find_standing([split, decide(3, "merge", "b", "c")]).merges == {("b", "c")}
    assert find_standing([merge, split, decide(3, "undo", undone=2)]).merges == {("a", "b")}


def test_a_split_in_articles_moves_a_form_there_alone():
    standing = find_standing([decide(7, "split", "a", articles=("x", "y"))])
    assert standing.moved == {("x", "a"): "a.7", ("y", "a"): "a.7"}
    assert standing.apart == {"a.7"}
    later = find_standing([decide(7, "split", "a", articles=("x", "y")), decide(8, "split", "a", articles=("y",))])
    assert later.moved == {("x", "a"): "a.7", ("y", "a"): "a.8"}


FORMS = st.sampled_from("abc")


@given(
    st.lists(st.tuples(st.sampled_from(["merge", "split", "undo"]), FORMS, FORMS, st.integers(1, 9)), max_size=9),
    st.randoms(),
)
def test_only_their_numbers_order_decisions(rows, random):
    made = [
        decide(number, verb, one, other, undone=target)
        for number, (verb, one, other, target) in enumerate(rows, start=1)
    ]
    standing = find_standing(made)
    random.shuffle(made)
    assert find_standing(made) == standing
