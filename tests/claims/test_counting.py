from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.claims import Figure
from sayso.claims.counting import counts_the_same, find_place, find_state, find_whose, is_missing_sum, is_part
from sayso.types import CharSpan

LAST = "And the dead? The port had counted 12 by noon.\n\nOfficials said that the figure was below 9."


def span_of(words: str, text: str) -> CharSpan:
    at = text.index(words)
    return CharSpan(at, at + len(words))


@pytest.mark.parametrize(
    ("text", "words", "of", "found"),
    [
        ("At least 463 people died and 89 are missing", "At least 463", "people", "dead"),
        ("At least 463 people died and 89 are missing", "89", "people", "missing"),
        ("the fire that killed 12 dockers and injured 30", "12", "dockers", "dead"),
        ("the fire that killed 12 dockers and injured 30", "30", "dockers", "injured"),
        ("they put the toll at up to 1,200", "up to 1,200", "toll", "dead"),
        (LAST, "12", None, "dead"),
        (LAST, "below 9", "figure", None),
        ("40 houses burned where two had died", "40", "houses", None),
        ("the number of people killed when the roof of the stand fell rose to 19", "19", "people", "dead"),
        ("The number of missing fell to 12 and 40 houses burned", "40", "houses", None),
        ("80 workers had gone home", "80", "workers", None),
    ],
)
def test_what_befell_those_counted(text, words, of, found):
    assert find_state(text, span_of(words, text), of) == found


@pytest.mark.parametrize(
    ("text", "words", "part"),
    [
        ("74 people, 20 of them children", "20", True),
        ("two more had died", "two", True),
        ("12 more than last year", "12", False),
    ],
)
def test_figures_of_a_part(text, words, part):
    assert is_part(text, span_of(words, text)) is part


def test_a_missing_sum_may_be_told_without_its_currency():
    sum_ = Figure("310 million crowns", 31e7, None, unit="crowns", of="sum", state="missing")
    assert counts_the_same(sum_, Figure("700 million", 7e8, 7e8, state="missing"))
    assert not counts_the_same(sum_, Figure("12", 12, 12, of="people", state="missing"))
    lost = Figure("38,000 crowns", 38e3, 38e3, unit="crowns", of="crowns")
    assert not counts_the_same(lost, replace(lost, low=5e6, words="5 million crowns"))


@pytest.mark.parametrize(
    ("text", "words", "missing"),
    [
        ("the missing sum at no less than 310 million crowns", "310 million crowns", True),
        ("that 740 million crowns were now known to be missing", "740 million crowns", True),
        ("the hole is at least 310 million", "310 million", True),
        ("prices rose by 30 crowns, and much is gone", "30 crowns", False),
        ("the fund holds 1.1 billion crowns", "1.1 billion crowns", False),
    ],
)
def test_a_sum_of_which_it_is_told_that_it_is_missing(text, words, missing):
    assert is_missing_sum(text, span_of(words, text)) is missing


def test_where_a_figure_counts():
    assert find_place("Many fled. In Lisk it was 97, she said.", "97") == "lisk"
    assert find_place("hundreds of dead in her town alone", "hundreds") == "her town"
    assert find_place("In Lisk they wept. It was 97", "97") is None


def test_figures_of_one_thing():
    dead = Figure("12", 12, 12, of="people", state="dead")
    assert counts_the_same(dead, Figure("9", 9, 9, of="figure", state="dead"))
    assert not counts_the_same(dead, Figure("9", 9, 9, of="people", state="missing"))
    assert not counts_the_same(dead, Figure("9", 9, 9, of="people", state="dead", place="lisk"))
    assert counts_the_same(Figure("3", 3, 3, of="new ferries"), Figure("4", 4, 4, of="ferries"))
    assert not counts_the_same(Figure("3", 3, 3), Figure("4", 4, 4))
    assert not counts_the_same(Figure("3", 3, 3, of="number"), Figure("4", 4, 4, of="number"))


def test_the_dead_of_different_kinds_are_not_one_thing():
    people = Figure("30", 30, 30, of="people", state="dead")
    soldiers = Figure("12", 12, 12, of="soldiers", state="dead")
    assert not counts_the_same(people, soldiers)
    assert not counts_the_same(Figure("9", 9, 9, of="children", state="dead"), soldiers)
    assert counts_the_same(soldiers, Figure("15", 15, 15, of="young soldiers", state="dead"))
    assert counts_the_same(people, Figure("9", 9, 9, of="true figure", state="dead"))
    assert not counts_the_same(replace(people, whose="Lisk"), replace(people, whose="Norvane"))
    assert counts_the_same(replace(people, whose="Lisk"), people)


def test_money_and_votes_are_of_one_thing_where_they_are_of_one_owner():
    lisk = Figure("12 votes", 12, 12, of="votes", whose="Lisk")
    assert counts_the_same(lisk, Figure("9 votes", 9, 9, of="votes", whose="Lisk & Norvane"))
    assert not counts_the_same(lisk, Figure("9 votes", 9, 9, of="votes", whose="Norvane"))
    assert not counts_the_same(lisk, Figure("9 votes", 9, 9, of="votes"))
    koll = Figure("3 crowns", 3, 3, unit="crowns", of="donations", whose="Ada Koll")
    assert counts_the_same(koll, Figure("4 crowns", 4, 4, unit="crowns", of="donations", whose="Koll"))
    assert not counts_the_same(koll, Figure("4 crowns", 4, 4, unit="crowns", of="donations", whose="Berit Koll"))


COMMITTEES = (
    "The Hollin Committee raised 3 million crowns, while the Merrin Committee raised 2 million. In May it had 5."
)


def whose(words: str, *names: str) -> str | None:
    named = [(span_of(name, COMMITTEES), name) for name in names]
    return find_whose(COMMITTEES, span_of(words, COMMITTEES), CharSpan(0, len(COMMITTEES)), named)


def test_whose_a_figure_is():
    names = ("Hollin Committee", "Merrin Committee")
    assert whose("3 million", *names) == "Hollin Committee"
    assert whose("2 million", *names) == "Merrin Committee"
    assert whose("2 million", names[0]) == "Hollin Committee"
    assert whose("5", *names) is None
    assert whose("3 million") is None
