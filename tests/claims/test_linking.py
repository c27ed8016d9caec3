from __future__ import annotations

from dataclasses import dataclass, field

from sayso.claims import Figure, link_judged, plain_cue
from tests.claims.entries import make_entry


@dataclass(frozen=True)
class Judged:
    label: str
    scores: dict[str, float] = field(default_factory=dict)
    by: str = "model"


def judged(label: str, by: str = "model", **scores: float) -> Judged:
    return Judged(label, {"same": 0.0, "opposes": 0.0, "related": 0.0, "different": 0.0} | scores, by)


YES = make_entry("a", "that an order was given to open the gates")
NO = make_entry("b", "that no order was given to open the gates", speaker="Ilir Venn")


def test_why_two_are_linked_is_told_in_words_and_not_in_numbers():
    (alike,) = link_judged(YES, YES, judged("same", same=0.83))
    assert (alike.kind, alike.weight) == ("same", 0.83)
    assert alike.evidence == "almost certainly the same in other words; words in common: gates, given, open, order"
    (quoted,) = link_judged(YES, YES, judged("same", by="words", same=0.97))
    assert quoted.evidence == "the same words quoted; words in common: gates, given, open, order"
    count = (Figure("at least 12", 12, None),)
    one, other = make_entry("a", "12 drowned", figures=count), make_entry("b", "a dozen died", figures=count)
    (same,) = link_judged(one, other, judged("same", same=0.4))
    assert same.evidence == "probably the same in other words; no word in common; the same figures: at least 12"


def test_what_is_the_same_but_for_a_no_is_contrary():
    (found,) = link_judged(YES, NO, judged("same", same=0.9))
    assert (found.kind, found.evidence.split(";")[0]) == ("contrary", "almost certainly the same, put as not so")
    far = make_entry("c", "that she would not resign over the flood", speaker="Ada Koll")
    assert link_judged(YES, far, judged("same", same=0.9)) == ()


def test_the_name_of_who_speaks_makes_nothing_alike():
    one = make_entry("a", "that he would not resign", text="that Ada Koll would not resign")
    other = make_entry("b", "she was told of the danger", text="Ada Koll was told of the danger")
    assert link_judged(one, other, judged("same", same=0.6)) == ()


def test_nothing_opposes_on_a_leaning_alone():
    assert link_judged(YES, YES, judged("opposes", opposes=0.1)) == ()
    (found,) = link_judged(YES, YES, judged("different", opposes=0.6))
    assert (found.kind, found.evidence.split(";")[0]) == ("opposes", "probably cannot both be right")


def test_counts_of_one_fate_in_one_article_are_on_one_matter():
    died = make_entry("a", "at least 340 died", figures=(Figure("at least 340", 340, None, of="people", state="dead"),))
    fewer = make_entry(
        "b", "the number is below 200", figures=(Figure("below 200", None, 200, of="number", state="dead"),)
    )
    assert [link.kind for link in link_judged(died, fewer, judged("different"))] == ["related"]
    missing = make_entry("b", "89 are missing", figures=(Figure("89", 89, 89, of="people", state="missing"),))
    assert link_judged(died, missing, judged("different")) == ()


def test_who_denies_a_paper_denies_what_it_says():
    paper = make_entry("a", "four arrivals", source="The guest book of the lodge, a page of it", source_type="document")
    denial = make_entry("b", "a photograph of the lodge’s guest book as a forgery", act="deny", cue="dismissed")
    assert [link.kind for link in link_judged(paper, denial, judged("related", related=0.3))] == ["same"]


def test_a_denial_is_compared_as_if_it_were_said():
    assert plain_cue(make_entry("a", "that he met the dredgers", cue="has denied", act="deny")) == "said"
    assert plain_cue(make_entry("a", "There was no meeting", cue="rejected", act="deny")) == "said"
    assert plain_cue(make_entry("a", "that he met the dredgers", cue="wrote")) == "wrote"
