from __future__ import annotations

import pytest

from sayso.claims import attach_entries, form_claims
from sayso.claims.stating import in_full, states
from tests.claims.entries import make_entry, same


def test_a_topic_states_nothing_and_a_sentence_does():
    told = {"cue": "spoke about", "level": "na"}
    assert not states(make_entry("a", "the budget of the harbour", **told))
    assert not states(make_entry("a", "the engineer who was at the lodge", **told))
    assert states(make_entry("a", "the budget was late", **told))
    assert states(make_entry("a", "that the dredgers met the engineer", **told))
    assert states(make_entry("a", "“I hope so,”", **told))
    assert states(make_entry("a", "whether the dredgers broke the law", **told))
    assert not states(make_entry("a", "whether to break the law", **told))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("where it came from", False),
        ("how to win the dredgers over", False),
        ("what the logs can prove", False),
        ("what he had told the radio: that the gates opened by themselves", True),
        ("whether the minister had left", True),
        ("the dam holds in two places: Lisk and Aldmoor", True),
        ("“Where the river bends, the gates are rusty,”", True),
        ("Who opened those gates?", True),
    ],
)
def test_a_question_left_open_states_nothing(content, said):
    assert states(make_entry("a", content)) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Hern Lodge Meeting", False),
        ("a longer term", False),
        ("of the danger", False),
        ("“instant classic”", False),
        ("Talks off", True),
        ("Bridge closed", True),
        ("Minister quits", True),
        ("They lied", True),
        ("him a hero", True),
        ("“Logs burn,”", True),
        ("the harbour of Port Lisle mined", True),
    ],
)
def test_a_few_words_state_something_where_they_hold_a_predicate(content, said):
    assert states(make_entry("a", content)) == said


def test_who_blames_something_says_that_it_is_to_blame():
    assert states(make_entry("a", "a supplier", cue="blamed", act="accuse"))
    assert not states(make_entry("a", "its author", cue="mocked", act="accuse", level="na"))


@pytest.mark.parametrize(
    ("act", "cue", "content", "said"),
    [
        ("promise", "vowed", "to leave by Friday", True),
        ("demand", "called for", "the resignation of the harbour master", True),
        ("refuse", "refused", "to take questions", True),
        ("refuse", "opposed", "the plan of the dredgers", False),
        ("believe", "hopes", "to win the harbour back", False),
        ("believe", "wants", "the logs of the dam", True),
        ("believe", "wants to know", "where the logs of the dam lie", False),
        ("assert", "spoke of", "the victims of the flood", False),
    ],
)
def test_what_is_demanded_or_promised_states_something(act, cue, content, said):
    assert states(make_entry("a", content, act=act, cue=cue, level="na")) == said


@pytest.mark.parametrize(
    ("fields", "full"),
    [
        ({"content": "to leave by Friday", "cue": "vowed"}, "Ada Koll vowed to leave by Friday"),
        ({"content": "to ban barges", "cue": "proposal", "source": "Koll’s"}, "Ada Koll’s proposal to ban barges"),
        ({"content": "to ban barges", "cue": "proposal", "source": "her"}, "Ada Koll’s proposal to ban barges"),
        ({"content": "to shut the locks", "cue": ":", "source": "Koll"}, "Ada Koll: to shut the locks"),
        ({"content": "him a hero", "cue": "called"}, "Ada Koll called him a hero"),
        ({"content": "a supplier", "cue": "blamed", "act": "accuse"}, "Ada Koll blamed a supplier"),
        ({"content": "to leave", "cue": "is … expected"}, "to leave"),
        ({"content": "At least 40 people had died", "cue": "said"}, "At least 40 people had died"),
        ({"content": "that the gates opened", "cue": "said"}, "that the gates opened"),
    ],
)
def test_what_is_no_sentence_reads_with_its_speaker_in_front(fields, full):
    assert in_full(make_entry("a", **fields)) == full


def test_what_states_nothing_makes_no_claim():
    topic = make_entry("a", "the budget of the harbour", cue="spoke about", level="na")
    vow = make_entry("b", "to leave by Friday", cue="vowed", act="promise", level="na")
    claims = form_claims([topic, vow], [], attach_entries([topic, vow]))
    assert [claim.text for claim in claims] == ["Ada Koll vowed to leave by Friday"]


def test_what_somebody_contests_makes_a_claim_although_it_states_nothing():
    topic = make_entry("a", "fraud at the harbour", cue="spoke of", level="na")
    denied = make_entry("b", "that", cue="denied", act="deny", responds_to=("a",), speaker="Ilir Venn")
    assert attach_entries([topic]).bearers == frozenset()
    assert attach_entries([topic, denied]).bearers == {"a"}


def test_who_agrees_with_a_noun_stands_for_what_it_answers():
    told = make_entry("a", "that the harbour will freeze")
    agreed = make_entry("b", "the analysis", cue="agreed with", act="agree", level="na", responds_to=("a",))
    (claim,) = form_claims([told, agreed], [], attach_entries([told, agreed]))
    assert [each.relation for each in claim.appearances] == ["supports", "supports"]


def test_a_sentence_names_the_claim_before_what_needs_its_speaker():
    vow = make_entry("a", "to leave the lodge and the harbour by Friday", cue="vowed", act="promise", level="na")
    told = make_entry("b", "that Koll leaves on Friday", article="y", speaker="Ilir Venn")
    (claim,) = form_claims([vow, told], [same("a", "b")], attach_entries([vow, told]))
    assert claim.text == "Koll leaves on Friday"


def test_who_calls_something_something_stands_for_it_and_not_who_is_called():
    called = make_entry("A", "Venn’s remark about the dredgers crude", cue="called", act="accuse")
    remark = make_entry(
        "B", "the dredgers crude", parent="A", source="Venn’s", cue="remark about", act="accuse", speaker="Ilir Venn"
    )
    (claim,) = form_claims([called, remark], [], attach_entries([called, remark]))
    assert [(each.entry.speaker, each.relation) for each in claim.appearances] == [("Ada Koll", "supports")]
    assert claim.text == "Ada Koll called Venn’s remark about the dredgers crude"


def test_a_sentence_within_what_is_called_something_is_of_whom_it_cites():
    called = make_entry("A", "absurd Venn’s claim that the gates are rusty", cue="called", act="accuse")
    claimed = make_entry("B", "that the gates are rusty", parent="A", source="Venn’s", cue="claim", speaker="Ilir Venn")
    attached = attach_entries([called, claimed])
    assert "B" in attached.bearers


@pytest.mark.parametrize(
    ("cue", "content", "full"),
    [
        ("likened … to", "the minister … a clown", "Ada Koll likened the minister to a clown"),
        ("likened … to", "the minister", "the minister"),
        ("called on", "Lisk to send the logs", "Lisk to send the logs"),
    ],
)
def test_what_is_likened_reads_in_order(cue, content, full):
    assert in_full(make_entry("a", content, cue=cue)) == full
