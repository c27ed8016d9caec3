from __future__ import annotations

from dataclasses import replace

from sayso.web.marking import draw, entries
from tests.meant import make_meant
from tests.web.sample import story


def strips(chosen=None):
    reading = story()
    return [strip for paragraph in draw(reading, chosen) for strip in paragraph.strips]


def test_every_statement_is_anchored_once():
    reading = story()
    anchors = [anchor for strip in strips() for pin in strip.opening for anchor in pin.anchors]
    assert sorted(anchors) == sorted(each.id for each in reading.statements)


def test_words_inside_another_statement_belong_to_the_inner_one_and_carry_both_numbers():
    inner = next(strip for strip in strips() if strip.words == "the harbour master")
    assert inner.owner == story().statements[3].id
    assert inner.numbers == {"source": "4", "cue": "", "content": "3"}
    assert inner.classes == "words source content depth-1"
    deep = next(strip for strip in strips() if "nobody will believe" in strip.words)
    assert (deep.numbers["content"], "depth-2" in deep.classes) == ("3 4", True)


def test_signs_carry_the_numbers_of_what_begins():
    signs = {pin.sign for strip in strips() for pin in strip.opening}
    assert {"S1", "S4", "⌜2", "⌜5"} <= signs


def test_the_chosen_statement_is_lit_in_all_its_pieces():
    reading = story()
    lit = [strip for strip in strips(reading.statements[1].id) if "lit-content" in strip.classes]
    assert [strip.words for strip in lit] == [
        '"There is no such plan, and there never was,"',
        '"Our neighbours know it."',
    ]


def test_headline_and_furniture_are_told_apart():
    reading = story()
    classes = [paragraph.classes for paragraph in draw(reading, None)]
    assert classes[:3] == ["headline", "broken aside", ""]


def test_each_statement_is_one_stop_of_the_tab_key():
    assert sum(strip.stop for strip in strips()) == len(story().statements)


def test_nested_statements_know_their_parents_number():
    rows = entries(story().statements, None)
    assert [(row.depth, row.parent) for row in rows] == [(0, None), (0, None), (0, None), (1, 3), (0, None)]


def test_a_circle_of_parents_ends():
    first, second, *_ = story().statements
    circle = (replace(first, parent=second.id), replace(second, parent=first.id))
    assert [row.depth for row in entries(circle, None)] == [1, 1]


def test_the_articles_own_voice_is_set_apart():
    drawn = [strip for paragraph in draw(make_meant(), None) for strip in paragraph.strips]
    assert [strip.words for strip in drawn if "voice" in strip.classes] == [
        "So likely, nobody in Valmere believes a word."
    ]
    assert not [strip for strip in strips() if "voice" in strip.classes]


def test_statements_know_what_they_answer_and_what_answers_them():
    rows = entries(make_meant().statements, None)
    assert [[(each.number, each.act) for each in row.answers] for row in rows[:3]] == [[], [(1, "deny")], [(1, "deny")]]
    assert [(each.number, each.act) for each in rows[0].replies] == [(2, "deny"), (3, "deny")]


def test_answers_to_statements_that_are_not_there_are_left_out():
    _, denial, *_ = make_meant().statements
    (row,) = entries((denial,), None)
    assert row.answers == row.replies == ()
