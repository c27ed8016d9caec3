from __future__ import annotations

import pytest

from sayso.claims import Attached, attach_entries, form_claims, summarise
from sayso.types import ChainLink
from tests.claims.entries import contrary, make_entry, same

MEETING = "that the chancellor met the dredgers at the lodge"
TOLD = make_entry(
    "a", MEETING, source_type="anonymous", anonymous="two people", speaker="two people", source="Two people"
)
DENIED = make_entry(
    "b", "“That is false,”", cue="said", act="deny", responds_to=("a",), speaker="Ilir Venn", when="2031-03-05T08:00:00"
)


def claims(*entries, links=()):
    return form_claims(entries, links, attach_entries(entries))


def relations(claim) -> dict[str, str]:
    return {each.entry.seed: each.relation for each in claim.appearances}


def test_a_denial_that_only_points_denies_what_it_answers():
    (claim,) = claims(TOLD, DENIED)
    assert relations(claim) == {"a": "supports", "b": "denies"}
    assert claim.appearances[1].evidence == "denies the words of two people in the same article: “said”"
    assert claim.text == "The chancellor met the dredgers at the lodge"
    summary = summarise(claim, 1)
    assert (summary.denials, summary.supports, summary.anonymous, summary.denied) == (1, 1, 1, "2031-03-05T08:00:00")


def test_a_no_to_a_question_denies_nobody():
    asked = make_entry("a", "whether the chancellor had met the dredgers", cue="asked", act="ask", speaker="Mila Orst")
    answer = make_entry("b", "“The chancellor never met the dredgers,”", responds_to=("a",), speaker="Ilir Venn")
    found = {seed: relation for claim in claims(asked, answer) for seed, relation in relations(claim).items()}
    assert found["b"] == "supports"


def test_what_is_left_open_is_not_denied_and_denies_nothing():
    wondered = make_entry("b", "why the chancellor had not met the dredgers", cue="wondered", speaker="Ilir Venn")
    seen = claims(make_entry("a", MEETING, speaker="Mila Orst"), wondered)
    assert all("denies" not in relations(claim).values() for claim in seen)
    no = make_entry("b", "“The chancellor never met the dredgers,”", responds_to=("a",), speaker="Ilir Venn")
    open_ = make_entry("a", "how the chancellor met the dredgers", cue="described", speaker="Mila Orst")
    assert all(len(relations(claim)) == 1 for claim in claims(open_, no))


def test_an_outlet_that_passes_words_on_reports_them():
    paper = make_entry(
        "A",
        f"that two people had said {MEETING}",
        source="The Courier",
        cue="reported",
        source_type="outlet",
        speaker="The Courier",
    )
    told = make_entry(
        "B", MEETING, source="two people", cue="had said", parent="A", source_type="anonymous", speaker=None
    )
    (claim,) = claims(paper, told)
    assert relations(claim) == {"A": "reports", "B": "supports"}


def test_a_denial_of_a_report_denies_what_the_report_says():
    paper = make_entry(
        "A", f"that two people had said {MEETING}", source="The Courier", cue="reported", source_type="outlet"
    )
    told = make_entry("B", MEETING, source="two people", cue="had said", parent="A", speaker=None)
    denied = make_entry("C", "the report", cue="denied", act="deny", responds_to=("A",), speaker="Ilir Venn")
    (claim,) = claims(paper, told, denied)
    assert relations(claim) == {"A": "reports", "B": "supports", "C": "denies"}


def test_who_denies_a_denial_stands_for_the_claim():
    again = make_entry("c", "that’s not so", act="deny", responds_to=("b",), speaker="Brigid Lorne")
    (claim,) = claims(TOLD, DENIED, again)
    assert relations(claim) == {"a": "supports", "b": "denies", "c": "supports"}


def test_a_doubt_doubts_and_a_confirmation_supports():
    doubt = make_entry("b", "that account", cue="questioned", act="doubt", responds_to=("a",), speaker="Ilir Venn")
    confirmed = make_entry("c", "it", cue="confirmed", act="confirm", responds_to=("a",), speaker="Brigid Lorne")
    (claim,) = claims(TOLD, doubt, confirmed)
    assert relations(claim) == {"a": "supports", "b": "doubts", "c": "supports"}


def test_words_put_as_not_so_deny_the_claim_that_they_are():
    no = make_entry("A", "that no order was given", article="x")
    yes = make_entry("B", "that an order was given", article="y", when="2031-03-06T08:00:00", speaker="Ilir Venn")
    (claim,) = claims(no, yes, links=[contrary("A", "B")])
    assert relations(claim) == {"A": "denies", "B": "supports"}
    assert claim.text == "An order was given"
    (alone,) = claims(no)
    assert relations(alone) == {"A": "supports"}


def test_who_denies_in_so_many_words_is_against_it():
    said = make_entry("A", "that the dam is cracked")
    denied = make_entry("B", "that the dam is cracked", cue="denied", act="deny", article="y", speaker="Ilir Venn")
    (claim,) = claims(said, denied, links=[same("A", "B")])
    assert relations(claim) == {"A": "supports", "B": "denies"}


def test_an_outlet_that_cites_others_reports():
    cites = make_entry(
        "A",
        MEETING,
        source="The Courier",
        source_type="outlet",
        chain=(ChainLink("Radio", "outlet"), ChainLink("The Courier", "outlet"), ChainLink("two people", "anonymous")),
    )
    (claim,) = claims(cites)
    assert relations(claim) == {"A": "reports"}


def test_a_denial_without_a_target_denies_what_has_its_words():
    denied = make_entry("b", "There was no meeting of dredgers at the lodge", act="deny", speaker="Ilir Venn")
    told = make_entry("a", "that the chancellor held a meeting of dredgers at the lodge", speaker="Brigid Lorne")
    other = make_entry("c", "There was no flood", act="deny", speaker="Ilir Venn")
    found = attach_entries([told, denied, other])
    assert [(each.seed, each.target, each.turn) for each in found.attachments] == [("b", "a", -1)]


def test_circles_end():
    one = make_entry("a", "that is false", act="deny", responds_to=("b",))
    other = make_entry("b", "that is false", act="deny", responds_to=("a",))
    assert attach_entries([one, other]) == Attached((), frozenset())


REPORT = make_entry(
    "e",
    MEETING,
    source="The Courier",
    cue="reported",
    source_type="outlet",
    speaker="The Courier",
    chain=(ChainLink("Radio", "outlet"), ChainLink("The Courier", "outlet"), ChainLink("two people", "anonymous")),
)


def denied_by(*entries) -> list[tuple[str, str, int]]:
    return [(each.seed, each.target, each.turn) for each in attach_entries(entries).attachments]


def test_who_calls_a_report_untrue_denies_what_the_article_has_from_an_outlet():
    other = make_entry("c", "that the harbour will freeze in May", speaker="Brigid Lorne")
    lead = make_entry("b", "The claims printed in Lisk are baseless", speaker="Ilir Venn")
    assert denied_by(other, lead, REPORT) == [("b", "e", -1)]


def test_whose_claims_are_called_untrue_may_be_named():
    claimed = make_entry(
        "a", "that the silo stands empty", speaker="Rosa Brandl", source="Opposition leader Rosa Brandl"
    )
    answer = make_entry("f", "that the opposition’s claims are untrue", text="", act="deny", speaker="Ilir Venn")
    assert denied_by(claimed, REPORT, answer) == [("f", "a", -1)]


def test_that_means_what_was_said_before():
    told = make_entry("a", "that the records of the lodge had been erased", speaker="Radio")
    answer = make_entry("b", "“We have not reported that,” … “We do not know it to be true.”", speaker="Brigid Lorne")
    assert denied_by(told, answer) == [("b", "a", -1)]


def test_no_such_letter_means_the_last_letter_and_nothing_of_the_kind_what_was_said_before():
    letter = make_entry("a", "that the regulator sent a letter in April", speaker="Brigid Lorne", position=1)
    sums = make_entry("b", "that the silo holds 90 tonnes", speaker="Radio", position=5)
    answer = make_entry("c", "“There was no such letter,”", act="deny", speaker="Ilir Venn", position=6)
    assert denied_by(letter, sums, answer) == [("c", "a", -1)]
    kind = make_entry("d", "Nothing of the kind was discussed", act="deny", speaker="Ilir Venn", position=6)
    assert denied_by(letter, sums, kind) == [("d", "b", -1)]


def test_words_of_no_deny_no_words_of_no_and_no_demand():
    silent = make_entry("a", "that nothing happened at the lodge", speaker="The government")
    demand = make_entry("b", "that the lodge hand over its books", act="demand", speaker="Lisk")
    denied = make_entry(
        "c", "There was no meeting at the lodge", act="deny", responds_to=("a", "b"), speaker="Ilir Venn"
    )
    assert denied_by(silent, demand, denied) == []


def test_words_of_no_that_answer_need_not_deny():
    order = make_entry("a", "order received, open three and four", speaker="Line 218")
    note = make_entry("b", "downstream party not informed", responds_to=("a",), speaker="Line 219")
    assert denied_by(order, note) == []


def test_a_headline_denies_what_the_story_denies():
    headline = make_entry("b", "Lodge Meeting of Dredgers", act="deny", cue="Denies", speaker="Teskaria")
    denied = make_entry(
        "f", "that claims about a meeting of dredgers at the lodge are untrue", act="deny", speaker="The ministry"
    )
    assert denied_by(headline, REPORT, denied) == [("b", "e", -1), ("f", "e", -1)]


def test_who_tells_what_somebody_did_passes_on_no_words():
    told = make_entry(
        "A", "the chancellor had approved the plan of the dredgers", source_type="anonymous", speaker=None
    )
    did = make_entry(
        "B", "the plan of the dredgers", cue="had approved", act="praise", parent="A", source="the chancellor"
    )
    assert attach_entries([told, did]).bearers == {"A", "B"}


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ('that Selvia "rejects any talk of a toll.', "Selvia rejects any talk of a toll"),
        ("the number was “fewer than 200", "The number was fewer than 200"),
        ('it was "late" and "dear"', 'It was "late" and "dear"'),
        ("That is false. There was no meeting.", "That is false. There was no meeting."),
        ("it began at 8 p.m.", "It began at 8 p.m."),
    ],
)
def test_titles_have_whole_pairs_of_quotation_marks_and_no_full_stop(content, title):
    (claim,) = claims(make_entry("a", content))
    assert claim.text == title
