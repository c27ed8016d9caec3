"""Cues that settle the act by themselves."""

import pytest

from sayso.meaning.settled import declines, find_settled_act
from tests.meaning.make import scene


@pytest.mark.parametrize(
    ("cue", "act"),
    [
        ("denied", "deny"),
        ("Denies Reports", "deny"),
        ("issued a firm denial of", "deny"),
        ("has admitted time and again", "admit"),
        ("vowed", "promise"),
        ("warned", "warn"),
        ("refused", "refuse"),
        ("neither confirmed nor denied", None),
        ("did not deny", None),
        ("didn’t admit", None),
        ("said", None),
        ("asked to confirm", None),
        (":", None),
    ],
)
def test_first_telling_word_decides(cue, act):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:{cue}}} {{t1:that the dam had failed}}.").statements
    assert find_settled_act(statement) == act


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("he’ll never sign", True),
        ("that she still would not leave", True),
        ("“I won't go,", True),
        ("he will sign, not today", False),
        ("nobody will ever sign", False),
    ],
)
def test_who_says_that_he_will_not_declines(content, found):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert declines(statement) == found
