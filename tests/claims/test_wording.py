from __future__ import annotations

import pytest

from sayso.claims.wording import is_negated, says_something


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
