"""Keys of passages: texts with one in common share some, others none, on every day the same."""

from __future__ import annotations

from sayso.claims.bands import PASSAGE, STEP, bands_of, find_bands
from sayso.claims.passages import MOST_WORDS
from tests.claims.pieces import AGENCY, OPENING, OTHER_REPORT, REWRITE


def test_one_shared_paragraph_is_enough():
    paragraph = AGENCY.split("\n\n")[0].removeprefix(OPENING)

    assert bands_of(f"{OTHER_REPORT}\n\n{paragraph}") & bands_of(AGENCY)


def test_a_rewrite_shares_some_and_another_report_none():
    assert bands_of(REWRITE) & bands_of(AGENCY)
    assert not bands_of(OTHER_REPORT) & bands_of(AGENCY)


def test_keys_are_the_same_on_every_day():
    # Worked out once: whoever changes them must have every ledger's keys made anew.
    assert sorted(bands_of("Nine ferries stay in port until each of them has been examined by an inspector."))[:2] == [
        "2d32065dbe54",
        "426ca6829a5f",
    ]


def test_passages_are_paragraphs_long_and_their_number_is_bounded():
    text = AGENCY + "\n\n" + OTHER_REPORT
    sizes = [len(span.of(text).split()) for span in find_bands(text)]

    assert min(sizes) >= PASSAGE - STEP
    assert len(find_bands("One.\n" * 200_000)) <= MOST_WORDS / STEP
    assert len(find_bands("word " * 200_000)) <= MOST_WORDS / STEP


def test_texts_without_words_have_none():
    assert bands_of("") == bands_of("…\n\n—") == frozenset()
