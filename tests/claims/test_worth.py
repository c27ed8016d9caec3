"""A judge is asked about statements that are close, or that share a word that tells something."""

from __future__ import annotations

import pytest

from sayso.claims.linking import NEAR
from sayso.claims.worth import CLOSE, is_worth_judging
from tests.claims.entries import make_entry


@pytest.mark.parametrize(
    ("one", "other", "cosine", "worth"),
    [
        ("the bridge will open in May", "lorries may cross before summer", CLOSE, True),
        ("the bridge will open in May", "lorries may cross before summer", NEAR, False),
        ("the bridge will open in May", "nobody may cross the bridge", NEAR, True),
        ("it was not the one", "this is not it", NEAR, False),
    ],
)
def test_pairs_are_worth_it_whichever_comes_first(one, other, cosine, worth):
    entries = [make_entry(seed, words) for seed, words in zip("ab", (one, other), strict=True)]
    assert is_worth_judging(*entries, cosine) is worth
    assert is_worth_judging(*reversed(entries), cosine) is worth
