from __future__ import annotations

import pytest

from sayso.claims import affirm


@pytest.mark.parametrize(
    ("text", "put"),
    [
        ("No order was given. There was no call, no meeting", "An order was given. There was a call, a meeting"),
        ("Nobody in Lisk signed", "Somebody in Lisk signed"),
        ("he didn’t sign, and can't", "he did sign, and can"),
        (
            "that the judge will not set foot on the dam, not this spring",
            "that the judge will set foot on the dam, this spring",
        ),
        ("that the bridge opens no later than Sunday", "that the bridge opens no later than Sunday"),
        ("Notes were not nowhere", "Notes were somewhere"),
        ("It didn’t comment, and did not rain", "It didn’t comment, and did rain"),
        ("He was opposed not by his aide, but by us", "He was opposed not by his aide, but by us"),
    ],
)
def test_negations_are_taken_out(text, put):
    assert affirm(text) == put
