"""Who copies whom: kinds, direction, what does not count, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.bands import bands_of
from sayso.claims.copies import Copy, Passage, find_copy
from sayso.claims.pieces import find_repeated
from sayso.claims.settling import settle_copies
from tests.claims.pieces import AGENCY, OPENING, ORIGINAL, OTHER_REPORT, REWRITE, make_piece

BOX = (
    "\n\nOur newsletter brings the tides, the ferries and one good recipe to your kitchen table every morning before the "
    "gulls are up; write your address on a card, put a stamp on it, and leave it with the harbour master or his cat."
)


def test_word_for_word_with_credit_is_a_verbatim_copy():
    copy = find_copy(make_piece("post", AGENCY, "The Selvia Post", "2031-05-04T17:00:00Z"), ORIGINAL)

    assert copy is not None
    assert (copy.copy, copy.of, copy.kind, copy.credited, copy.direction) == (
        "post",
        "wire",
        "verbatim",
        True,
        "credit",
    )
    assert copy.score == 1.0
    assert [credit.words for credit in copy.evidence] == ["Harbour Wire"]


def test_other_marks_and_dashes_change_nothing():
    curled = AGENCY.replace('"We', "“We").replace('calendar,"', "calendar,”").replace(") - ", ") – ")
    copy = find_copy(make_piece("post", curled, "The Selvia Post"), ORIGINAL)

    assert copy is not None
    assert copy.kind == "verbatim"


def test_a_trimmed_copy_without_credit_is_partial_and_the_later_one():
    paragraphs = AGENCY.removeprefix(OPENING).split("\n\n")
    copy = find_copy(make_piece("plain", "\n\n".join(paragraphs[:2]), "Daily Plain", "2031-05-05"), ORIGINAL)

    assert copy is not None
    assert (copy.copy, copy.kind, copy.credited, copy.direction) == ("plain", "partial", False, "time")


def test_one_paragraph_in_a_longer_article_is_a_partial_copy():
    stolen = AGENCY.split("\n\n")[3]
    text = f"{OTHER_REPORT}\n\n{stolen}"
    copy = find_copy(make_piece("plain", text, "Daily Plain", "2031-05-05"), ORIGINAL)

    assert copy is not None
    assert copy.kind == "partial"
    (passage,) = copy.passages
    assert passage.copy.of(text) == stolen.rstrip(".")
    assert passage.of.of(AGENCY) == stolen.rstrip(".")


def test_the_same_facts_in_the_same_order_in_other_words_are_a_rewrite():
    copy = find_copy(make_piece("post", REWRITE, "The Selvia Post", "2031-05-05"), ORIGINAL)

    assert copy is not None
    assert (copy.copy, copy.kind, copy.credited) == ("post", "rewritten", True)
    assert {credit.place for credit in copy.evidence} == {"closing", "text"}
    assert not all(passage.exact for passage in copy.passages)


def test_quotations_of_one_briefing_make_no_copy():
    assert find_copy(make_piece("plain", OTHER_REPORT, "Daily Plain", "2031-05-05"), ORIGINAL) is None


def test_a_long_quotation_in_both_makes_no_copy_and_without_its_marks_it_does():
    speech = (
        "the company was told in writing that the doors of the lower deck do not close, that the pumps had been borrowed "
        "for a garden show and never brought back, and that the crew learned the safety drill from a comic strip"
    )
    quoted = make_piece("plain", f"{OTHER_REPORT} The captain said: “{speech}.”", "Daily Plain", "2031-05-05")
    wire = make_piece("wire", f"{AGENCY} She said: “{speech}.”", "Harbour Wire", "2031-05-04")

    assert find_copy(quoted, wire) is None
    assert find_copy(replace(quoted, quotations=()), replace(wire, quotations=())) is not None


def test_versions_of_one_article_are_no_copies():
    assert find_copy(ORIGINAL, replace(ORIGINAL, text=AGENCY + " More follows.")) is None


def test_what_stands_under_every_article_makes_no_copy():
    one = make_piece("one", f"{AGENCY}{BOX}\n\nThe inquiry opens on Monday.", "Harbour Wire", "2031-05-04")
    other = make_piece("other", f"{OTHER_REPORT}{BOX}\n\nA list of names hangs there.", "Harbour Wire", "2031-05-05")
    assert find_copy(one, other) is not None

    cleaned = [replace(each, furniture=find_repeated(each.text, bands_of(BOX))) for each in (one, other)]
    assert all(each.furniture for each in cleaned)
    assert find_copy(*cleaned) is None


def test_what_ends_two_articles_of_one_outlet_makes_no_copy_and_of_two_outlets_it_does():
    one = make_piece("one", AGENCY + BOX, "Harbour Wire", "2031-05-04")
    other = make_piece("other", OTHER_REPORT + BOX, "Harbour Wire", "2031-05-05")

    assert find_copy(one, other) is None
    assert find_copy(one, replace(other, outlet="Daily Plain")) is not None


def test_an_outlets_own_rerun_is_a_copy_to_the_last_word():
    copy = find_copy(make_piece("again", AGENCY, "Harbour Wire", "2031-05-06"), ORIGINAL)

    assert copy is not None
    assert (copy.copy, copy.kind, copy.direction, len(copy.passages)) == ("again", "verbatim", "time", 1)


def test_lines_that_say_they_are_no_part_of_the_story_make_no_copy():
    note = f"\n\nEditor’s note: {BOX.strip()}\n\n"
    one = make_piece("one", f"{AGENCY}{note}More follows.", "Harbour Wire", "2031-05-04")

    assert find_copy(one, make_piece("other", note + OTHER_REPORT, "Daily Plain", "2031-05-05")) is None


def test_a_sentence_that_is_said_again_and_again_counts_once():
    again = "It takes nine hundred and one votes to become harbour master of Selvia this spring."
    one = make_piece("one", f"{AGENCY}\n{again}\nOne.\n{again}\nTwo.\n{again}\nThree.", "Harbour Wire", "2031-05-04")
    other = make_piece("other", f"{again}\nNine.\n{again}\nTen.\n{OTHER_REPORT}", "Daily Plain", "2031-05-05")

    assert find_copy(one, other) is None


@pytest.mark.parametrize(
    ("when", "other", "modified", "direction"),
    [
        ("2031-05-04", "2031-05-05", ("", ""), "time"),
        ("2031-05-04", "2031-05-04T09:00:00Z", ("", ""), None),
        ("2031-05-04T09:00:00+02:00", "2031-05-04T08:00:00+00:00", ("", ""), "time"),
        ("", "2031-05-04", ("", ""), None),
        ("", "", ("2031-05-04", "2031-05-05"), "time"),
        ("2031-05-04", "2031-05-04", ("2031-05-04", "2031-05-05"), "time"),
        ("soon", "Tsoon", ("", ""), None),
    ],
)
def test_without_credit_time_tells_as_far_as_it_is_known(when, other, modified, direction):
    text = AGENCY.removeprefix(OPENING)
    one = make_piece("b", text, "Daily Plain", when, modified=modified[0])
    two = make_piece("a", text, "The Selvia Post", other, modified=modified[1])
    copy = find_copy(one, two)

    assert copy is not None
    assert copy.direction == direction
    assert (copy.copy, copy.of) == ("a", "b")


def test_two_that_an_agency_signed_do_not_copy_each_other():
    one = make_piece("a", AGENCY, "Daily Plain", "2031-05-04")
    two = make_piece("b", AGENCY, "The Selvia Post", "2031-05-05")
    copy = find_copy(one, two)

    assert copy is not None
    assert (copy.direction, copy.agency, copy.credited) == (None, "Harbour Wire", True)
    assert {credit.article for credit in copy.evidence} == {"a", "b"}


def test_copies_of_one_original_are_settled_onto_it():
    pieces = [
        ORIGINAL,
        make_piece("post", AGENCY, "The Selvia Post", "2031-05-05"),
        make_piece("plain", AGENCY.removeprefix(OPENING), "Daily Plain", "2031-05-06"),
    ]
    found = [copy for one, other in permutations(pieces, 2) if (copy := find_copy(one, other))]

    assert {(each.copy, each.of) for each in settle_copies(set(found))} == {("post", "wire"), ("plain", "wire")}


def test_a_circle_of_copies_is_opened_at_its_weakest():
    circle = [_copy("a", "b", 0.9), _copy("b", "c", 0.8), _copy("c", "a", 0.3)]

    assert {(each.copy, each.of) for each in settle_copies(circle)} == {("a", "b"), ("b", "c")}


def _copy(copy, of, score):
    return Copy(copy, of, "partial", False, (), score, direction="time")


@st.composite
def cut_and_pasted(draw):
    """Two texts that share sentences of a few sources, in any order, with noise."""
    sentences = [
        line.strip()
        for text in (AGENCY, OTHER_REPORT, REWRITE)
        for line in text.replace("\n\n", " ").split(". ")
        if line
    ]
    noise = draw(st.lists(st.text(alphabet="ab“”\"'’ .\n\u00e9\U0001f6a2\u0301", max_size=30), max_size=4))
    parts = st.lists(st.sampled_from([*sentences, *noise]), max_size=12)
    return "\n".join(draw(parts)), ". ".join(draw(parts))


@settings(max_examples=60, deadline=None)
@given(cut_and_pasted(), st.sampled_from(["", "2031-05-04", "2031-05-05T10:00:00Z"]))
def test_passages_are_the_same_words_in_both_texts_and_order_changes_nothing(texts, when):
    one = make_piece("one", texts[0], "Harbour Wire", "2031-05-04")
    other = make_piece("other", texts[1], "Daily Plain", when)
    copy = find_copy(one, other)

    assert copy == find_copy(other, one)
    if copy is None:
        return
    by_key = {"one": one.text, "other": other.text}
    for passage in copy.passages:
        said, model = passage.copy.of(by_key[copy.copy]), passage.of.of(by_key[copy.of])
        assert said
        assert model
        assert said[0].isalnum()
        if passage.exact and not any(mark in said + model for mark in ".\n"):
            assert _alike(said, model) >= 0.6
    assert 0 <= copy.score <= 1


def _alike(one, other):
    ours, theirs = set(one.casefold().split()), set(other.casefold().split())
    return len(ours & theirs) / max(len(ours), len(theirs))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "the " * 60_000,
        "a b " * 30_000,
        "Word.\n" * 30_000,
        "“" * 50_000,
        "(" * 50_000,
        " ".join(f"w{number}" for number in range(40_000)),
        "x" * 200_000,
        "\ud800 lone",
    ],
    ids=[
        "empty",
        "lines",
        "one-word",
        "two-words",
        "sentences",
        "marks",
        "brackets",
        "all-different",
        "no-space",
        "lone",
    ],
)
def test_hostile_texts_end_in_time_and_without_error(text):
    piece = make_piece("bad", text, "Harbour Wire", "2031-05-04")
    twin = make_piece("worse", text + " more", "Daily Plain", "2031-05-05")

    find_copy(piece, twin)
    find_copy(piece, ORIGINAL)
    find_repeated(text, ())


def test_passages_sort_and_compare():
    copy = find_copy(make_piece("post", REWRITE, "The Selvia Post", "2031-05-05"), ORIGINAL)

    assert copy is not None
    assert list(copy.passages) == sorted(copy.passages)
    assert all(isinstance(each, Passage) for each in copy.passages)
