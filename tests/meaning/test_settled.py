"""Cues that settle the act by themselves."""

import pytest

from sayso.meaning.settled import declines, find_settled_act, find_told_act, foretells, threatens_loss
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
        ("apologised", "admit"),
        ("Doubts", "doubt"),
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
        ("he “would not say so today”", True),
        ("he will sign, not today", False),
        ("nobody will ever sign", False),
        ("“We’ll not only build a dam", False),
    ],
)
def test_who_says_that_he_will_not_declines(content, found):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert declines(statement) == found


SETTLED_TOGETHER = [
    ("neither confirmed nor denied", "that it had looked into the firm", "refuse"),
    ("couldn’t confirm or deny", "the talks", "refuse"),
    ("did not respond to", "a question about the tests", "refuse"),
    ("stopped short of calling", "it theft", "refuse"),
    ("ruled out", "a tax on salt", "refuse"),
    ("did not dispute", "the date of the letter", "agree"),
    ("called", "the allegation “absurd”", "deny"),
    ("called", "it “a fairy tale”", "deny"),
    ("called", "that “a smear”", "deny"),
    ("described", "reports of a split as nonsense", "deny"),
    ("brushed aside", "the criticism", "deny"),
    ("laughed off", "the suggestion", "deny"),
    ("dismissed", "talk of a second tunnel", "deny"),
    ("rejected", "Vel’s account of the meeting", "deny"),
    ("rejected", "the idea that the dam was old", "deny"),
    ("rejected", "the idea of a merger", None),
    ("rejected", "the offer to end the claim", None),
    ("rejected", "300 claims for damage", None),
    ("dismissed", "the charges", None),
    ("laughed", "that off", "deny"),
    ("laughed off", "that", "deny"),
    ("laughed", "that the dam was off", None),
    ("stands by", "what she wrote", "assert"),
    ("stood by", "her account", "assert"),
    ("stands by", "her husband", None),
    ("called", "the plan for a canal “a bedtime story”", "accuse"),
    ("called", "the plan “brave”", None),
    ("called", "the man who spread the report a friend", None),
    ("played down", "the talk of a split", "doubt"),
    ("played down", "the stairs", None),
    ("poured cold water on", "the report", "doubt"),
    ("doubts claim", "that the vase is old", "doubt"),
    ("question claim", "that the drug is safe", "doubt"),
    ("questioned", "the claim", "doubt"),
    ("questioned", "the two men", None),
    ("took aim at", "the council", "accuse"),
    ("called for", "a vote", "demand"),
    ("called again for", "a vote", "demand"),
    ("called her on", "Friday", None),
    ("ruled out", "poisoning", "refuse"),
    ("ruled out", "a bomb", None),
    ("ruled out", "foul play", None),
    ("described", "how the bank lost a fortune to fraud", None),
    ("described", "the trial as a farce", "accuse"),
    ("did not call for", "a vote", None),
    ("wanted", "to know who had paid", "ask"),
    ("wanted", "to go", None),
]


@pytest.mark.parametrize(("cue", "content", "act"), SETTLED_TOGETHER)
def test_a_cue_and_its_content_settle_the_act_together(cue, content, act):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:{cue}}} {{t1:{content}}}.").statements
    assert find_settled_act(statement) == act


TOLD = [
    ("said", "that was untrue", "deny"),
    ("said", "“It is a lie,”", "deny"),
    ("said", "it is false that the dam broke", "deny"),
    ("said", "it was false teeth that he sold", None),
    ("said", "the report was “nonsense”", "deny"),
    ("told", "“We received no such letter,”", "deny"),
    ("said", "“There is no deal,”", "deny"),
    ("said", "“There is no deal, and there will be none,”", "deny"),
    ("said", "there is no deal yet", None),
    ("said", "“There is no doubt,”", None),
    ("replied", "“Utter nonsense,”", "deny"),
    ("said", "“It is a fake,”", None),
    ("said", "he was “not aware of any such letter”", "deny"),
    ("said", "there was no truth in it", "deny"),
    ("said", "it was not aware of any such warning", "deny"),
    ("said", "the firm had no knowledge of a payment", "deny"),
    ("said", "“We did not do this,”", "deny"),
    ("said", "“We did not do this by halves,”", None),
    ("said", "“We got that one badly wrong,”", "admit"),
    ("said", "“I was wrong to trust him,”", None),
    ("said on Monday", "“We made a mistake,”", "admit"),
    ("said", "they made a mistake", None),
    ("said", "“We made no mistake,”", None),
    ("said", "“We never made a mistake,”", None),
    ("said", "“I was never wrong on salt,”", None),
    ("said", "“We were badly wrong,”", "admit"),
    ("said", "he regretted nothing", None),
    ("said", "she apologised to the boy", None),
    ("said", "“We will decline further in May,”", None),
    ("said", "the rules make no such exception", None),
    ("said", "there is no such thing as luck", None),
    ("said", "there is no such treaty", "deny"),
    (":", "“We take full responsibility”", "admit"),
    ("said", "he regretted the remark", "admit"),
    ("said", "Koll was “absolutely right” about the dam", "agree"),
    ("said", "he will refuse to answer", "refuse"),
    ("asked whether", "that was untrue", None),
    ("claimed", "that was untrue", None),
]


@pytest.mark.parametrize(("cue", "content", "act"), TOLD)
def test_what_is_said_settles_the_act_under_a_cue_that_only_tells(cue, content, act):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:{cue}}} {{t1:{content}}}.").statements
    assert find_told_act(statement) == act


def test_words_without_a_source_settle_nothing():
    (statement,) = scene("{t1:That is untrue}{c1::} the paper").statements
    assert find_told_act(statement) is None


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("if they wait any longer, the letters will be gone", True),
        ("the club would lose its licence unless it paid", True),
        ("if it rains, the dam will hold", False),
        ("the letters will be gone", False),
        ("if he loses, she will win", False),
        ("if the bridge stands, no one will drown", False),
        ("if they pay now, the ship will not be lost", False),
        ("it will be too late if they do not pay", True),
    ],
)
def test_a_loss_under_a_condition_is_a_warning(content, found):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert threatens_loss(statement) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("the wall would not hold", True),
        ("that lower tolls would not help", True),
        ("the water won’t last", True),
        ("his client would stay in Lisle", True),
        ("her son will sing", True),
        ("his client would not sign", False),
        ("the firm would not hold talks", False),
        ("they would not help", False),
        ("the bank would not sell", False),
        ("his office will pay", False),
    ],
)
def test_what_the_speaker_does_not_decide_is_foretold(content, found):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert foretells(statement) == found


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("the buses will stop unless fares rise", True),
        ("unless it rains, the crop could fail", True),
        ("he will not win unless it rains", False),
        ("the buses stop unless fares rise", False),
    ],
)
def test_what_comes_unless_somebody_acts_is_a_warning(content, found):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert threatens_loss(statement) == found


@pytest.mark.parametrize(
    ("content", "act"),
    [
        ("it could find no trace of such a letter", "deny"),
        ("it could find no better road", None),
        ("that she had not made up her mind", "assert"),
        ("the minister had “not yet decided”", "assert"),
        ("that she had not paid", None),
    ],
)
def test_no_trace_denies_and_an_open_mind_does_not(content, act):
    (statement,) = scene(f"{{s1:Anna Vel}} {{c1:said}} {{t1:{content}}}.").statements
    assert find_told_act(statement) == act
