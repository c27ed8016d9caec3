"""Conditions in contents, and threats."""

import pytest

from sayso.meaning.conditions import find_conditions, is_threat
from tests.meaning.make import scene


def conditions_of(marked):
    made = scene(marked)
    return [span.of(made.text) for span in find_conditions(made)[0]]


@pytest.mark.parametrize(
    ("content", "conditions"),
    [
        ("that if the logs are not sent, the locks will close", ["if the logs are not sent"]),
        ("“We want peace. If not, the war will go on”", ["If not"]),
        ("he will never talk so long as Koll is in power", ["so long as Koll is in power"]),
        ("the bank would lend provided that the state stood behind it", ["provided that the state stood behind it"]),
        ("the port will not open until the logs arrive", ["until the logs arrive"]),
        ("the strike will go on unless wages rise", ["unless wages rise"]),
        ("“Should he refuse, we will sue”", ["Should he refuse"]),
        ("“Had the gates stayed shut, there would be no dam”", ["Had the gates stayed shut"]),
        ("“Should he go?”", []),
        ("she had asked if it rained", []),
        ("it looked as if it rained", []),
        ("the bank had provided loans", []),
        ("it rained until noon", []),
        ("the dam held", []),
    ],
)
def test_conditions_of_a_content(content, conditions):
    assert conditions_of(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.") == conditions


def test_a_question_is_no_condition():
    assert conditions_of("{s1:Anna Vel} {c1:asked} {t1:if it would rain}.") == []


def test_conditions_outside_of_the_content_are_not_its_own():
    assert conditions_of("If it rains, {s1:Anna Vel} {c1:said}, {t1:the dam will hold}.") == []


THREATS = [
    ("{s1:Koll} {c1:threatened} {t1:to close the locks}.", "warn", True),
    ("{s1:Koll} {c1:warned}: {t1:“We will strike back.”}", "warn", True),
    ("{s1:Koll} {c1:warned} {t1:that the dam might fail}.", "warn", False),
    ("{s1:Koll} {c1:said} {t1:“If the logs do not come, we will close the locks”}.", "promise", True),
    ("{s1:Koll} {c1:promised} {t1:to help if the dam fails}.", "promise", False),
    ("{s1:Koll} {c1:promised} {t1:to close the old school}.", "promise", False),
    ("{s1:Koll} {c1:said} {t1:that it would strike at noon}.", "assert", False),
    ("{s1:Koll} {c1:has offered} {t1:to stop the strike if wages rise}.", "promise", False),
    ("{s1:Koll} {c1:had} offered {t1:to cut the price if the town signs}.", "promise", False),
    ("{s1:Koll} {c1:said} {t1:“If he is arrested, we will feed his dogs”}.", "promise", False),
    ("{s1:Koll} {c1:said} {t1:“If the roof leaks, we will pay the bill”}.", "promise", False),
    ("{s1:Koll} {c1:said} {t1:“If they print it, they will pay dearly”}.", "promise", True),
    ("{s1:Koll} {c1:wrote} {t1:that he would print the letters unless they pay}.", "promise", True),
]


@pytest.mark.parametrize(("marked", "act", "threat"), THREATS)
def test_threats(marked, act, threat):
    made = scene(marked)
    assert is_threat(made, made.statements[0], act, find_conditions(made)[0]) is threat
