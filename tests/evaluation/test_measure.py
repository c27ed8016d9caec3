"""Each score on cases small enough to count by hand, and what must hold for any case."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from evaluation.measure import SCORES, Count, intervals, measure, nested_places, total

TEXT = "“We sail at dawn,” the pilot said. The Lantern reported that two nurses saw the boat leave."


def at(words, text=TEXT):
    start = text.index(words)
    return (start, start + len(words))


def one(source, cue, *content):
    return {
        "source": [at(source)] if source else [],
        "cue": [at(cue)] if cue else [],
        "content": [at(piece) for piece in content],
    }


PILOT = one("the pilot", "said", "“We sail at dawn,”")
LANTERN = one("The Lantern", "reported", "that two nurses saw the boat leave")
NURSES = one("two nurses", "saw", "the boat leave")
GOLD = (PILOT, LANTERN, NURSES)


def f1(gold, predicted, text=TEXT):
    return {name: round(count.f1, 2) for name, count in measure(text, gold, predicted).items()}


def test_every_score_is_counted_and_nothing_else():
    assert set(measure(TEXT, GOLD, GOLD)) == set(SCORES)


def test_the_same_is_worth_a_hundred():
    scores = f1(GOLD, GOLD)
    assert scores.pop("relaxed_mixed") == 0  # there is none to find
    assert set(scores.values()) == {100}


def test_nothing_is_worth_nothing():
    assert set(f1(GOLD, ()).values()) == {0}
    assert set(f1((), GOLD).values()) == {0}
    assert set(f1((), ()).values()) == {0}


def test_punctuation_and_marks_do_not_count():
    loose = {**PILOT, "content": [at("We sail at dawn")]}
    assert f1([PILOT], [loose])["attribution_strict"] == 100
    assert f1([PILOT], [loose])["content_exact"] == 100


def test_half_of_the_content_is_enough_for_a_relaxed_pair():
    half = {**PILOT, "content": [at("We sail")]}
    less = {**PILOT, "content": [at("We")]}
    assert f1([PILOT], [half])["attribution_relaxed"] == 100
    assert f1([PILOT], [half])["attribution_strict"] == 0
    assert f1([PILOT], [less])["attribution_relaxed"] == 0
    assert f1([PILOT], [less])["content_match"] == 0


def test_a_wrong_source_breaks_the_attribution_and_not_the_content():
    wrong = {**PILOT, "source": LANTERN["source"]}
    scores = f1([PILOT, LANTERN], [wrong, LANTERN])
    assert scores["attribution_relaxed"] == 50
    assert scores["content_match"] == 100
    assert scores["source_accuracy"] == 50
    assert scores["source_exact"] == 50  # The Lantern twice, once of it right, and the pilot missed


def test_no_source_agrees_with_no_source_alone():
    bare = {**PILOT, "source": []}
    assert f1([bare], [bare])["attribution_strict"] == 100
    assert f1([PILOT], [bare])["attribution_relaxed"] == 0
    assert f1([bare], [PILOT])["attribution_relaxed"] == 0


def test_precision_and_recall_are_told_apart():
    count = measure(TEXT, GOLD, [PILOT])["attribution_relaxed"]
    assert count == Count(right=1, predicted=1, gold=3)
    assert (count.precision, round(count.recall, 2), count.f1) == (100, 33.33, 50)


def test_token_scores_count_each_word_once():
    # Gold cues: said, reported. Predicted: "pilot said", twice.
    wide = {**PILOT, "cue": [at("pilot said")]}
    assert measure(TEXT, [PILOT, LANTERN], [wide, wide])["cue_token"] == Count(1, 2, 2)


def test_exact_spans_are_counted_as_often_as_they_occur():
    assert measure(TEXT, [PILOT], [PILOT, PILOT])["content_exact"] == Count(1, 2, 1)


def test_pieces_are_single_spans_for_exact_scores_and_one_content_for_attributions():
    split = {**LANTERN, "content": [at("that two nurses"), at("saw the boat leave")]}
    scores = measure(TEXT, [LANTERN], [split])
    assert scores["content_exact"] == Count(0, 2, 1)
    assert scores["attribution_strict"] == Count(1, 1, 1)


def test_one_prediction_pairs_once_and_with_the_most_similar():
    short = {**LANTERN, "content": [at("saw the boat leave")]}
    tally = measure(TEXT, [LANTERN], [short, LANTERN])
    assert tally["attribution_relaxed"] == Count(1, 2, 1)
    assert tally["attribution_strict"] == Count(1, 2, 1)


def test_nested_ones_are_scored_with_and_without():
    assert nested_places(GOLD) == {2}
    scores = measure(TEXT, GOLD, [PILOT, LANTERN])
    assert scores["attribution_relaxed"] == Count(2, 2, 3)
    assert scores["relaxed_unnested"] == scores["strict_unnested"] == Count(2, 2, 2)
    assert scores["nested"] == Count(0, 0, 1)
    assert measure(TEXT, GOLD, GOLD)["nested"] == Count(1, 1, 1)


def test_an_attribution_is_not_nested_in_its_twin_nor_with_its_source_outside():
    assert nested_places([LANTERN, LANTERN]) == frozenset()
    assert nested_places([LANTERN, {**NURSES, "source": [at("the pilot")]}]) == frozenset()


def test_kinds_are_those_of_the_marks():
    text = "“No,” Ott said. Koll said it was “over” now. Venn said nothing was over."
    direct = {"source": [at("Ott", text)], "cue": [at("said", text)], "content": [at("“No,”", text)]}
    mixed = {"source": [at("Koll", text)], "content": [at("it was “over” now", text)]}
    indirect = {"source": [at("Venn", text)], "content": [at("nothing was over", text)]}
    tally = measure(text, [direct, mixed, indirect], [direct, indirect])
    assert tally["relaxed_direct"] == Count(1, 1, 1)
    assert tally["relaxed_mixed"] == Count(0, 0, 1)
    assert tally["relaxed_indirect"] == Count(1, 1, 1)


def test_totals_add_counts_not_percentages():
    sums = total([measure(TEXT, GOLD, [PILOT]), measure(TEXT, [PILOT], [PILOT])])
    assert sums["attribution_relaxed"] == Count(2, 2, 4)
    assert total([]) == dict.fromkeys(SCORES, Count())


def test_intervals_hold_the_score_and_come_out_the_same_again():
    tallies = [measure(TEXT, GOLD, GOLD[:size]) for size in (0, 1, 2, 3) * 5]
    spans = intervals(tallies)
    low, high = spans["attribution_relaxed"]
    assert low < total(tallies)["attribution_relaxed"].f1 < high
    assert spans == intervals(tallies)
    assert spans != intervals(tallies, seed=2)
    assert intervals([measure(TEXT, GOLD, GOLD)])["attribution_strict"] == (100, 100)
    assert intervals([]) == dict.fromkeys(SCORES, (0, 0))


def test_a_role_may_be_missing():
    assert f1([{"content": [at("two nurses")]}], [{"content": [at("two nurses")]}])["attribution_strict"] == 100


@st.composite
def attribution_lists(draw):
    spans = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 30)).map(lambda p: (p[0], min(sum(p), len(TEXT))))
    role = st.lists(spans, max_size=2)
    full = st.lists(spans, min_size=1, max_size=3)
    return draw(st.lists(st.fixed_dictionaries({"source": role, "cue": role, "content": full}), max_size=5))


@settings(deadline=None)  # other work on the machine is no failure
@given(attribution_lists())
def test_any_list_agrees_with_itself(side):
    for name, count in measure(TEXT, side, side).items():
        assert count.right == count.gold == count.predicted, name


@settings(deadline=None)  # other work on the machine is no failure
@given(attribution_lists(), attribution_lists())
def test_swapping_the_sides_swaps_precision_and_recall(gold, predicted):
    there, back = measure(TEXT, gold, predicted), measure(TEXT, predicted, gold)
    for role in ("source", "cue", "content"):
        for name in (f"{role}_exact", f"{role}_token"):
            assert there[name] == Count(back[name].right, back[name].gold, back[name].predicted)
    for count in there.values():
        assert 0 <= count.right <= min(count.predicted, count.gold)


def covered(attribution):
    words = [m.span() for m in re.finditer(r"\w+", TEXT)]
    return frozenset(w for w in words for start, end in attribution["content"] if w[0] < end and start < w[1])


@settings(deadline=None)  # other work on the machine is no failure
@given(attribution_lists(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(gold, chance):
    # Among equal contents the public comparison pairs the first with the first: there order does matter.
    assume(len({covered(one) for one in gold}) == len(gold))
    shuffled = chance.sample(gold, len(gold))
    for name, count in measure(TEXT, gold, shuffled).items():
        assert count.right == count.gold == count.predicted, name


@pytest.mark.parametrize("name", SCORES)
def test_removing_a_right_answer_never_helps(name):
    assert measure(TEXT, GOLD, GOLD[:1])[name].right <= measure(TEXT, GOLD, GOLD[:2])[name].right
