"""Cues that settle the act by themselves."""

import pytest

from sayso.meaning.settled import find_settled_act
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
