from __future__ import annotations

import pytest

from sayso.claims.pointing import calls_false, find_dismissed, find_topic, points_back
from sayso.claims.wording import proposition, turns_round
from tests.claims.entries import make_entry


@pytest.mark.parametrize(
    ("content", "topic"),
    [
        ("the reports in the foreign press about a secret visit to the mint", "a secret visit to the mint"),
        (
            "that claims about a visit to the mint, at night, “do not hold a word of truth.”",
            "a visit to the mint, at night",
        ),
        ("that the story that she sold the ferries was a lie", "she sold the ferries"),
        ("“The claims printed in Lisk, and repeated by others, are baseless,”", ""),
        ("the idea", ""),
        ("that the ferries were sold", None),
    ],
)
def test_what_the_report_is_about_that_a_content_points_at(content, topic):
    assert find_topic(content) == topic


@pytest.mark.parametrize(
    ("content", "false"),
    [
        ("report of a secret visit ‘false’", True),
        ("The Courier’s claims … do not contain one true sentence", True),
        ("that the account isn’t accurate", True),
        ("that the report did not name him", False),
        ("that claims have doubled this year", False),
        ("that the bridge is false economy", False),
        ("“That is an invention,”", True),
        ("the whole thing is made up", True),
        ("that not a word of it is true", True),
        ("It’s a pure fairy tale", True),
        ("That is a large bridge", False),
        ("It was wrong to close the gates before noon", False),
        ("It is a fantasy novel", False),
        ("That is all. False alarms rose in May", False),
    ],
)
def test_what_calls_a_report_untrue(content, false):
    assert calls_false(content) == false


@pytest.mark.parametrize(
    ("sentence", "points"),
    [
        ("“We have not reported that,”", True),
        ("We never said so", True),
        ("I have never written my sevens like that", False),
        ("that", False),
        ("I do not know whether the ferry that came in on Sunday carried any of it", False),
    ],
)
def test_a_sentence_that_says_what_it_says_of_that(sentence, points):
    assert points_back(sentence) == points


def test_what_is_dismissed_as_untrue():
    assert find_dismissed("a photograph of the guest book as “a forgery”") == "a photograph of the guest book"
    assert find_dismissed("the sale as a mistake") is None


def test_a_denied_report_bears_on_what_it_is_about():
    said = make_entry("a", "that claims about a visit to the mint “do not contain one true sentence”", act="assert")
    assert turns_round(said)
    assert proposition(said) == "a visit to the mint"
    bare = make_entry("a", "The reports are fabricated", act="assert")
    assert (turns_round(bare), proposition(bare)) == (True, "")
    lists = make_entry(
        "a", "four arrivals", source="The guest book, seen by the Courier", cue="lists", source_type="document"
    )
    assert proposition(lists) == "The guest book lists four arrivals"
