"""What can be read off the words of a pair."""

from sayso.judge.windows import PairText
from sayso.judge.wording import denied_by_one, denies_by_cue, telling_words


def test_a_negated_denial_denies_nothing():
    assert denies_by_cue("has denied")
    assert not denies_by_cue("did not deny")
    assert not denies_by_cue("said")


def test_two_denials_deny_each_other_nothing():
    said, denied = PairText("", "said", "a"), PairText("", "denied", "a")
    assert denied_by_one(said, denied)
    assert not denied_by_one(denied, denied)
    assert not denied_by_one(said, said)


def test_endings_are_no_difference():
    assert telling_words("the boats sailed") == telling_words("a boat sails")
