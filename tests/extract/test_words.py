"""Words and their surface."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.words import BREAKS, CASES, QUOTING, find_words
from sayso.types import CharSpan


def test_columns():
    words = find_words("Koll SAID “Yes,\n4 iPads”.\n\nSo")
    assert words.forms == ("Koll", "SAID", "“", "Yes", ",", "4", "iPads", "”", ".", "So")
    assert words.case == (1, 2, 5, 1, 5, 4, 3, 5, 5, 1)
    assert words.quoting == (0, 0, 2, 1, 1, 1, 1, 2, 0, 0)
    assert words.breaks == (0, 1, 1, 0, 0, 2, 1, 0, 0, 3)
    assert words.paragraph == (0, 0, 0, 0, 0, 1, 1, 1, 1, 2)


def test_passes_by_what_is_skipped():
    text = "Title\n\nBy Ada Koll\n\nBody"
    words = find_words(text, (CharSpan(7, 18),))
    assert words.forms == ("Title", "Body")


@given(st.text(max_size=200))
def test_any_text_gives_even_columns_and_true_offsets(text):
    words = find_words(text)
    columns = (words.spans, words.case, words.quoting, words.breaks, words.paragraph)
    assert {len(column) for column in columns} == {len(words)}
    for span, form in zip(words.spans, words.forms, strict=True):
        assert text[span.start : span.end] == form
    assert all(0 <= c < CASES for c in words.case)
    assert all(0 <= c < QUOTING for c in words.quoting)
    assert all(0 <= c < BREAKS for c in words.breaks)
    assert list(words.paragraph) == sorted(words.paragraph)


def test_paragraphs_that_go_on_with_a_quotation():
    text = "“One,” she said.\n\n“Two is open.\n\n“Three goes on.”\n\n“Four is new.”"
    words = find_words(text)
    assert [text[words.spans[place].start :][:6] for place in words.carried] == ["“Three"]
    assert not find_words("“One.”\n\n“Two.”").carried
    assert not find_words("“One.\n\nShe said: “Two.”").carried
