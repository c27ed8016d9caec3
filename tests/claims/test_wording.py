from __future__ import annotations

import pytest

from sayso.claims.wording import is_negated, says_something, takes_for_true
from tests.claims.entries import make_entry


@pytest.mark.parametrize(
    ("content", "negated"),
    [
        ("“No order was given. There was no call, no meeting and no signature,”", True),
        ("“That is false. There was no meeting at Hern Lodge that night.”", True),
        ("that the minister met nobody in March", True),
        ("that he didn’t sign the order", True),
        ("that it is not true that nobody signed", False),
        ("that the gates opened by themselves", False),
        ("that the bridge opens no later than Sunday", False),
        ("not only lorries but buses may cross", False),
        ("The office would neither confirm nor deny that envoys had met", False),
        ("It did not comment on the talks", False),
        ("that he was opposed not by his aide, but by his children", False),
        ("the minister to resign for not calling it an attack", False),
        ("It didn’t comment on the talks", False),
        ("The crew did not respond to the alarm", True),
        ("that he was not opposed by his aide, but by his children", False),
        ("He did not sign the order, but knew of it", True),
        ("He asked for nothing", True),
        ("that the author not consulted resigned", True),
        ("", False),
    ],
)
def test_what_is_put_as_not_so(content, negated):
    assert is_negated(content) == negated


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("That’s false", False),
        ("the report", False),
        ("those allegations", False),
        ("it again today", False),
        ("“It will rise,”", True),
        ("that the harbour is mined", True),
        ("the plan to close the locks", True),
    ],
)
def test_what_says_something_by_itself(content, said):
    assert says_something(content) == said


@pytest.mark.parametrize(
    ("cue", "taken"),
    [
        ("was not surprised", True),
        ("isn’t aware", True),
        ("has no problem with", True),
        ("did not say", False),
        ("was surprised", False),
        ("denied", False),
    ],
)
def test_cues_of_no_that_take_their_content_for_true(cue, taken):
    assert takes_for_true(make_entry("a", "that it rained", cue=cue, act="deny")) == taken
