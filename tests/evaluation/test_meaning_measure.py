"""Each score of meanings on cases small enough to count by hand, and what must hold for any case."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.answers import Answer, Figure, Interpreted
from evaluation.meaning_measure import (
    COUNTED,
    EACH_ACT,
    MACRO,
    SCORES,
    Mean,
    find_confusions,
    find_intervals,
    measure_meaning,
    total_meaning,
)
from evaluation.measure import Count

TEXT = (
    "Ruth Koll said at least 40 boats would leave if paid. She denied a threat. "
    "Two clerks close to her wrote of 30 boats. A pity, perhaps."
)


def at(words):
    start = TEXT.index(words)
    return (start, start + len(words))


def role(source, cue, content):
    return {"source": [at(source)], "cue": [at(cue)], "content": [at(content)]}


KOLL = Answer(
    "person",
    "Ruth Koll",
    "predict",
    "certain",
    said=("2024-05-01", "2024-05-01"),
    figures=(Figure(at("at least 40 boats"), 40, None, of="boats", as_of="2024-05"),),
    chain=("Lantern", "Ruth Koll"),
    conditions=(at("if paid"),),
)
SHE = Answer("person", "Ruth Koll", "deny", "denied", (0,), chain=("Lantern", "Ruth Koll"))
CLERKS = Answer(
    "anonymous",
    "two clerks close to her",
    "assert",
    "certain",
    (0, 1),
    via="letter",
    figures=(Figure(at("30 boats"), 30, 30, of="boats"),),
    chain=("Lantern", "Radio Koll", "two clerks close to her"),
    threat=True,
    count=2,
    description="close to her",
)
ROLES = (
    role("Ruth Koll", "said", "at least 40 boats would leave if paid"),
    role("She", "denied", "a threat"),
    role("Two clerks close to her", "wrote of", "30 boats"),
)
GOLD = Interpreted(ROLES, (KOLL, SHE, CLERKS), (at("A pity, perhaps."),))


def change(place, **fields):
    answers = list(GOLD.answers)
    answers[place] = replace(answers[place], **fields)
    return replace(GOLD, answers=tuple(answers))


def count(found, name, gold=GOLD):
    return measure_meaning(TEXT, gold, found)[name]


def test_every_score_is_counted_and_nothing_else():
    assert set(measure_meaning(TEXT, GOLD, GOLD)) == {*COUNTED, *EACH_ACT}
    assert set(total_meaning([measure_meaning(TEXT, GOLD, GOLD)])) == set(SCORES)


def test_the_same_is_worth_a_hundred():
    assert {score.f1 for score in total_meaning([measure_meaning(TEXT, GOLD, GOLD)]).values()} == {100}


def test_nothing_is_worth_nothing():
    assert {score.f1 for score in total_meaning([measure_meaning(TEXT, GOLD, Interpreted())]).values()} == {0}


def test_what_was_not_found_is_not_held_against_its_meaning():
    first = Interpreted(ROLES[:1], (KOLL,))
    assert count(first, "found") == Count(1, 1, 3)
    assert count(first, "act") == Count(1, 1, 1)
    assert count(first, "responds_to") == Count(0, 0, 3)


@pytest.mark.parametrize(
    ("place", "fields", "name", "expected"),
    [
        (0, {"source_type": "class"}, "source_type", Count(2, 3, 3)),
        (0, {"speaker": "Koll"}, "speaker", Count(1, 2, 2)),
        (0, {"speaker": "Mrs Ruth Koll"}, "speaker", Count(2, 2, 2)),
        (0, {"speaker": "Koll"}, "speaker_resolved", Count(1, 1, 1)),
        (1, {"speaker": "Otto"}, "speaker_resolved", Count(0, 1, 1)),
        (1, {"speaker": None}, "speaker_named", Count(1, 1, 2)),
        (2, {"source_type": "person", "speaker": "Otto"}, "speaker_named", Count(2, 3, 2)),
        (2, {"source_type": "person", "speaker": "two clerks"}, "speaker_named", Count(2, 3, 2)),
        (2, {"speaker": "three nurses"}, "speaker_unnamed", Count(0, 1, 1)),
        (2, {"count": None}, "anonymity_count", Count(0, 1, 1)),
        (2, {"description": "far away"}, "anonymity_description", Count(0, 1, 1)),
        (1, {"act": "assert"}, "act", Count(2, 3, 3)),
        (1, {"act": "assert"}, "act:assert", Count(1, 2, 1)),
        (1, {"act": "assert"}, "act:deny", Count(0, 0, 1)),
        (0, {"certainty": "possible"}, "certainty", Count(2, 3, 3)),
        (1, {"threat": True}, "threat", Count(1, 2, 1)),
        (0, {"conditions": (at("boats would leave if paid"),)}, "conditions", Count(0, 1, 1)),
        (0, {"conditions": (at("leave if paid"),)}, "conditions", Count(1, 1, 1)),
        (2, {"responds_to": (0,)}, "responds_to", Count(2, 2, 3)),
        (0, {"via": "letter"}, "via", Count(1, 2, 1)),
        (2, {"via": "a letter to her"}, "via", Count(1, 1, 1)),
        (0, {"said": ("2024-05-01", "2024-05-02")}, "said", Count(2, 3, 3)),
        (1, {"said": ("2024-05-01", "2024-05-02")}, "said_told", Count(1, 2, 1)),
        (0, {"figures": ()}, "quantities", Count(1, 1, 2)),
        (0, {"figures": (Figure(at("40"), 40.2, None),)}, "quantities", Count(2, 2, 2)),
        (0, {"figures": (Figure(at("40"), 40, 40),)}, "quantities", Count(1, 2, 2)),
        (2, {"figures": (Figure(at("30"), 3000, 3000, "%"),)}, "quantities", Count(2, 2, 2)),
        (2, {"figures": (Figure(at("30"), 30, 30, "percent"),)}, "quantities", Count(1, 2, 2)),
        (0, {"figures": (Figure(at("if paid"), 40, None),)}, "quantities", Count(1, 2, 2)),
        (0, {"figures": (Figure(at("40"), 40, None, of="ships"),)}, "quantity_of", Count(1, 2, 2)),
        (0, {"figures": (Figure(at("40"), 40, None, as_of="2024-05-09"),)}, "quantity_as_of", Count(1, 1, 1)),
        (0, {"figures": (Figure(at("40"), 40, None, as_of="2024-06"),)}, "quantity_as_of", Count(0, 1, 1)),
        (2, {"chain": ("Lantern", "two clerks")}, "chain", Count(2, 3, 3)),
        (2, {"chain": ("Lantern", "two clerks")}, "chain_long", Count(0, 1, 1)),
        (2, {"chain": ("Lantern", "Radio Koll", "two clerks")}, "chain_long", Count(1, 1, 1)),
        (2, {"chain": ("Lantern", "two clerks")}, "chain_links", Count(3, 3, 4)),
        (2, {"chain": ()}, "chain_links", Count(2, 2, 4)),
    ],
)
def test_one_change_counts_once(place, fields, name, expected):
    assert count(change(place, **fields), name) == expected


def test_own_voice_is_counted_by_sentence():
    wrong = replace(GOLD, own_voice=(at("She denied a threat."), at("A pity, perhaps.")))
    assert count(wrong, "own_voice") == Count(1, 2, 1)


def test_macro_is_the_mean_over_the_acts_of_the_key():
    tally = measure_meaning(TEXT, GOLD, change(1, act="praise"))
    macro = total_meaning([tally])[MACRO]
    assert macro.f1 == pytest.approx(200 / 3), "praise, which the key does not hold, is no class of its own"
    assert (macro.predicted, macro.gold) == (3, 3)
    assert macro.step == pytest.approx(200 / 3), "an act without a prediction: one more is worth all of its F1"
    assert Mean(()).f1 == Mean(()).step == 0


def test_intervals_hold_the_score():
    tallies = [measure_meaning(TEXT, GOLD, found) for found in (GOLD, change(1, act="ask"), change(0, via="x"))]
    spans = find_intervals(tallies)
    assert set(spans) == set(SCORES)
    for name, score in total_meaning(tallies).items():
        assert spans[name][0] <= score.f1 <= spans[name][1]
    assert find_intervals([])[MACRO] == (0, 0)


def test_confusions_name_labels_and_nothing_else():
    found = change(1, act="assert")
    assert list(find_confusions(TEXT, GOLD, found, "act")) == [("deny", "assert")]
    assert not list(find_confusions(TEXT, GOLD, GOLD, "act"))


answers = st.builds(
    Answer,
    st.sampled_from(["person", "class", ""]),
    st.sampled_from([None, "Ruth Koll", "two clerks"]),
    st.sampled_from(["assert", "deny", ""]),
    st.sampled_from(["certain", ""]),
    via=st.sampled_from([None, "letter"]),
    chain=st.lists(st.sampled_from(["Lantern", "Ruth Koll", "two clerks"])).map(tuple),
    conditions=st.lists(st.sampled_from([at("if paid"), at("a threat")])).map(tuple),
    figures=st.lists(st.sampled_from([KOLL.figures[0], CLERKS.figures[0]])).map(tuple),
)


@settings(deadline=None, max_examples=30)  # other work on the machine is no failure
@given(st.tuples(answers, answers, answers))
def test_no_answer_breaks_it_or_is_worth_more_than_all(given_answers):
    for score in measure_meaning(TEXT, GOLD, Interpreted(ROLES, given_answers)).values():
        assert 0 <= score.right <= min(score.predicted, score.gold)
