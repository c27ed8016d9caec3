from __future__ import annotations

import itertools
import random

import pytest

from sayso.claims import Claim, ClaimFilter
from sayso.errors import BadQuery, NotFound
from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.neighbours import Neighbours
from sayso.service.joining import Matcher, join_waiting
from sayso.store import add_reading, open_ledger
from sayso.store.actors import Reason
from sayso.store.claim_deciding import (
    claim_decisions,
    merge_claims,
    move_statement,
    name_claim,
    relate_statement,
    undo_claim_decision,
)
from sayso.store.claim_waiting import begin_anew, count_waiting
from sayso.store.claims import claim, claims, each_claim
from tests.make import Said, make_body, make_reading

BRIDGE = "the bridge at Vessel Point will open to lorries in the second week of May"
GRAIN = "grain from the eastern silos was sold twice by the harbour board"
REASON = Reason("Ada", "I was there")


def reading(number: int, *contents: str, source: str = "Ada Koll"):
    said = tuple(Said(source, "said", content) for content in contents)
    return make_reading(number, said=said, url=f"https://outlet.example/{number}", outlet=f"Outlet {number}")


READINGS = [
    reading(1, BRIDGE, GRAIN),
    reading(2, f"{BRIDGE} at last", "the fishing fleet stays in harbour over the feast days"),
    reading(3, f"on Monday that {BRIDGE}", f"{GRAIN} in March"),
    reading(4, f"{GRAIN} of Selvia", "a lighthouse keeper counted forty geese on the southern mole"),
]


def add(ledger, *readings):
    for each in readings:
        add_reading(ledger, each, make_body(each.article))


def matcher(path=None, judge=None) -> Matcher:
    return Matcher(FakeEmbedder(), judge or FakeJudge(), Neighbours(384, path))


def join(ledger, path=None):
    return list(join_waiting(ledger, matcher(path)))


def picture(ledger) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (each.id, each.text, [(one.entry.seed, one.relation) for one in each.appearances])
        for each in each_claim(ledger)
    ]


def sizes(ledger) -> list[int]:
    return sorted(len(each.appearances) for each in each_claim(ledger))


def find(ledger, words: str) -> Claim:
    (summary,) = claims(ledger, ClaimFilter(about=words)).rows
    return claim(ledger, summary.id)


@pytest.fixture
def joined(ledger):
    add(ledger, *READINGS)
    join(ledger)
    return ledger


def test_statements_of_many_articles_become_claims(joined):
    assert sizes(joined) == [1, 1, 3, 3]
    bridge = find(joined, "lorries")
    assert bridge.text == BRIDGE[0].upper() + BRIDGE[1:]
    assert [each.relation for each in bridge.appearances] == ["supports"] * 3
    assert all(each.evidence for each in bridge.appearances[1:])
    (summary,) = claims(joined, ClaimFilter(about="lorries")).rows
    assert (summary.articles, summary.outlets, summary.appearances) == (3, 3, 3)


def test_the_order_in_which_articles_come_does_not_matter(tmp_path):
    pictures = []
    for number, order in enumerate(itertools.permutations(READINGS)):
        if number % 5:
            continue
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            for each in order:
                add(ledger, each)
                join(ledger)
            pictures.append(picture(ledger))
    assert len(pictures) == 5
    assert all(each == pictures[0] for each in pictures)


def test_one_by_one_and_all_anew_give_the_same(joined):
    before = picture(joined)
    begin_anew(joined, matcher().name)
    assert claims(joined, ClaimFilter()).total == 0
    assert count_waiting(joined) == len(READINGS)
    join(joined)
    assert picture(joined) == before


def test_nothing_waits_twice(joined):
    assert count_waiting(joined) == 0
    assert join(joined) == []
    add(joined, READINGS[0])
    assert count_waiting(joined) == 0


def test_a_stop_between_articles_is_gone_on_from(ledger, tmp_path):
    add(ledger, *READINGS)
    work = join_waiting(ledger, matcher(tmp_path / "index"))
    next(work)
    next(work)
    work.close()
    assert count_waiting(ledger) == 2
    assert len(join(ledger, tmp_path / "index")) == 2
    assert sizes(ledger) == [1, 1, 3, 3]


def test_another_judge_makes_all_links_anew(joined):
    class Other(FakeJudge):
        name = "other"

    assert len(list(join_waiting(joined, matcher(judge=Other())))) == len(READINGS)


def test_a_new_version_of_an_article_takes_the_old_ones_words_out(joined):
    changed = reading(2, "the fishing fleet sails on the feast days after all")
    add(joined, changed)
    join(joined)
    assert sizes(joined) == [1, 1, 2, 3]
    assert len(find(joined, "lorries").appearances) == 2


def test_an_index_that_is_lost_is_made_anew(joined, tmp_path):
    path = tmp_path / "index"
    path.write_bytes(b"no index")
    add(joined, reading(5, f"{BRIDGE} for good"))
    join(joined, path)
    assert len(find(joined, "lorries").appearances) == 4


def test_ids_go_on_leading_to_the_claim(joined):
    bridge = find(joined, "lorries")
    for each in bridge.appearances:
        assert claim(joined, each.entry.seed).id == bridge.id
    assert claim(joined, bridge.id[:8]).id == bridge.id
    with pytest.raises(NotFound):
        claim(joined, "ffff0000")


class TestDecisions:
    def test_merging_lasts_when_all_is_made_anew(self, joined):
        bridge, grain = find(joined, "lorries"), find(joined, "silos")
        merged = merge_claims(joined, bridge.id, grain.id, REASON)
        assert len(claim(joined, merged).appearances) == 6
        begin_anew(joined, matcher().name)
        join(joined)
        assert len(claim(joined, bridge.id).appearances) == 6
        assert claim(joined, bridge.id).id == claim(joined, grain.id).id

    def test_undoing_brings_both_back(self, joined):
        before = picture(joined)
        merge_claims(joined, find(joined, "lorries").id, find(joined, "silos").id, REASON)
        (decision,) = claim_decisions(joined)
        undo_claim_decision(joined, decision.number, REASON)
        assert picture(joined) == before
        undo_claim_decision(joined, 2, REASON)
        assert sizes(joined) == [1, 1, 6]

    def test_a_statement_is_moved(self, joined):
        bridge, grain = find(joined, "lorries"), find(joined, "silos")
        moved = bridge.appearances[-1].entry.seed
        assert move_statement(joined, moved, grain.id, REASON) == grain.id
        assert len(claim(joined, bridge.id).appearances) == 2
        assert len(claim(joined, grain.id).appearances) == 4
        begin_anew(joined, matcher().name)
        join(joined)
        assert len(claim(joined, grain.id).appearances) == 4

    def test_a_statement_is_taken_out(self, joined):
        bridge = find(joined, "lorries")
        out = bridge.appearances[-1].entry.seed
        assert move_statement(joined, out, None, REASON) == out
        assert sizes(joined) == [1, 1, 1, 2, 3]

    def test_a_claim_is_named(self, joined):
        bridge = find(joined, "lorries")
        name_claim(joined, bridge.id, " The bridge opens ", REASON)
        assert claim(joined, bridge.id).name == "The bridge opens"
        with pytest.raises(BadQuery):
            name_claim(joined, bridge.id, " ", REASON)

    def test_a_relation_is_set(self, joined):
        bridge = find(joined, "lorries")
        seed = bridge.appearances[0].entry.seed
        relate_statement(joined, seed, bridge.id, "denies", REASON)
        first = claim(joined, bridge.id).appearances[0]
        assert (first.relation, first.evidence) == ("denies", "by hand")

    def test_what_cannot_be_decided(self, joined):
        bridge = find(joined, "lorries")
        with pytest.raises(BadQuery):
            merge_claims(joined, bridge.id, bridge.appearances[-1].entry.seed, REASON)
        with pytest.raises(NotFound):
            undo_claim_decision(joined, 7, REASON)
        with pytest.raises(NotFound):
            move_statement(joined, "ffff0000", None, REASON)


def test_many_articles_in_any_order(tmp_path):
    subjects = ["dredgers near the mole", "ferries to Selvia", "a strike of the pilots", "prices of salted cod"]
    rng = random.Random(3)
    readings = [
        reading(
            number,
            *(f"{rng.choice(subjects)} {rng.choice(('rose', 'fell'))} {number % 5} times this year" for _ in range(3)),
        )
        for number in range(25)
    ]
    pictures = []
    for shuffle in range(2):
        random.Random(shuffle).shuffle(readings)
        with open_ledger(tmp_path / f"{shuffle}.db") as ledger:
            add(ledger, *readings)
            join(ledger)
            pictures.append(picture(ledger))
    assert pictures[0] == pictures[1]
