"""Borders and kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of, meet, tidy_content, trim
from sayso.types import CharSpan


def span_of(text, words):
    start = text.index(words)
    return CharSpan(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "given_words", "expected"),
    [
        ("“We will go,” Koll said.", "We will go", "“We will go,”"),
        ("“We will go,” Koll said.", "“We will go", "“We will go,”"),
        ("He said: “No.”", "“No.”", "“No.”"),
        ("He said that he would, later.", "that he would,", "that he would"),
        ("He said it was “a lie.”", "it was “a lie", "it was “a lie.”"),
        ("Koll said “no” twice.", "“no” twice.", "“no” twice"),
        ("“One.\n\n“Two,” he said.", "“One", "“One."),
    ],
)
def test_content_borders(text, given_words, expected):
    assert tidy_content(span_of(text, given_words), text, find_quotations(text)).of(text) == expected


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("“We will go,” Koll said.", "“We will go,”", "direct"),
        ("Koll said it was “a lie”.", "it was “a lie”", "mixed"),
        ("Koll said that it was so.", "that it was so", "indirect"),
    ],
)
def test_kinds(text, content, kind):
    assert kind_of([span_of(text, content)], text, find_quotations(text)) == kind


@given(st.text(alphabet='ab “”".,\n', min_size=1, max_size=40), st.data())
def test_borders_stay_inside_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    span = CharSpan(start, data.draw(st.integers(start + 1, len(text))))
    for shaped in (tidy_content(span, text, find_quotations(text)), trim(span, text)):
        assert 0 <= shaped.start < shaped.end <= len(text)


def test_the_apostrophe_of_a_short_form_goes_to_the_cue():
    text = "he's admitted that"
    expected = (CharSpan(0, 2), CharSpan(2, 13))
    assert meet(CharSpan(0, 3), CharSpan(3, 13), text) == expected
    assert meet(CharSpan(0, 2), CharSpan(3, 13), text) == expected
    assert meet(CharSpan(0, 2), CharSpan(2, 13), text) == expected
