from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.types import ArticleDate
from sayso.versions.diff import diff_texts
from sayso.versions.judge import judge_change
from tests.make import make_article

LEAD = "SELVIA CITY — Talks on the northern crossing went on for a third day."
OLD = f"{LEAD}\n\nAda Koll said the crossing would open.\n\nNobody was hurt."


def kinds(older: str, newer: str) -> list[str]:
    return [row.kind for row in diff_texts(older, newer)]


def test_a_paragraph_that_came_and_one_that_changed() -> None:
    newer = f"{LEAD}\n\nAda Koll said the crossing would not open.\n\nBram Ott had no comment.\n\nNobody was hurt."
    assert kinds(OLD, newer) == ["same", "changed", "new", "same"]
    row = diff_texts(OLD, newer)[1]
    shown = [(piece.kind, (piece.newer or piece.older).of(newer if piece.newer else OLD)) for piece in row.pieces]
    assert shown == [
        ("same", "Ada Koll said the crossing would "),
        ("new", "not "),
        ("same", "open."),
    ]


def test_a_paragraph_that_went() -> None:
    assert kinds(OLD, OLD.replace("\n\nNobody was hurt.", "")) == ["same", "same", "gone"]


def test_paragraphs_with_nothing_in_common() -> None:
    assert kinds("Alpha beta gamma.", "Something else entirely was written here") == ["gone", "new"]


def test_typography_makes_no_difference() -> None:
    assert kinds("“Yes” – he said", '"Yes" - he  said') == ["same"]


TEXTS = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", ",", ".", "Koll", "said", "no"]), max_size=8).map(" ".join), max_size=8
).map("\n\n".join)


@given(TEXTS | st.text(max_size=80), TEXTS | st.text(max_size=80))
def test_all_words_of_both_texts_come_out_in_order(older: str, newer: str) -> None:
    rows = diff_texts(older, newer)
    for text, side in ((older, "older"), (newer, "newer")):
        spans = [span for row in rows for piece in row.pieces if (span := getattr(piece, side)) is not None]
        assert all(before.end <= after.start for before, after in pairwise(spans))
        assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("unit", ["x\n", "x y\n\n", "word "])
def test_texts_made_to_be_slow_are_not(unit: str) -> None:
    began = time.process_time()
    diff_texts(unit * 6_000, "start\n" + unit * 6_001 + "end")
    assert time.process_time() - began < 5


def dated(text: str, *values: str, title: str | None = None):
    dates = tuple(ArticleDate(value, "minute", "json-ld:dateModified", kind="modified") for value in values)
    return make_article(text, dates=dates, title=title)


def test_a_silent_edit() -> None:
    change = judge_change(dated(OLD, "2024-03-12T08:00"), dated(OLD.replace("would", "might"), "2024-03-12T08:00"))
    assert (change.extent, change.silent) == ("text", True)


def test_an_edit_that_the_page_dates() -> None:
    change = judge_change(dated(OLD, "2024-03-12T08:00"), dated(OLD.replace("would", "might"), "2024-03-12T09:00"))
    assert not change.silent
    assert change.told == ("The page gives 2024-03-12T09:00 as the date of its change.",)


def test_an_edit_that_is_owned_up_to() -> None:
    note = "\n\nCorrection: an earlier version said that the crossing would open."
    change = judge_change(dated(OLD), dated(OLD.replace("would", "might") + note))
    assert change.told == ("It says: “Correction: an earlier version said that the crossing would open.”",)


def test_a_note_about_an_earlier_edit_says_nothing_of_this_one() -> None:
    noted = OLD + "\n\nThis article was amended on Monday."
    assert judge_change(dated(noted), dated(noted.replace("would", "might"))).silent


def test_headlines_and_typography() -> None:
    assert judge_change(dated(OLD, title="Talks go on"), dated(OLD, title="Talks break off")).extent == "headline"
    both = "Talks go on\n\n" + OLD, "Talks break off\n\n" + OLD
    assert (
        judge_change(dated(both[0], title="Talks go on"), dated(both[1], title="Talks break off")).extent == "headline"
    )
    change = judge_change(dated(OLD), dated(OLD.replace("—", "–")))
    assert (change.extent, change.silent) == ("typography", False)
    assert judge_change(dated(OLD), dated(OLD)).extent == "none"
