"""Stretches of words that two texts share, against a slow way of finding them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sayso.claims.passages import find_runs, find_words
from sayso.types import CharSpan


def _longest_at(one, other, end):
    """The longest stretch of ``other`` that ends at ``end`` and stands in ``one``, the slow way."""
    return max(
        (
            length
            for length in range(end + 1)
            for place in range(len(one) - length + 1)
            if one[place : place + length] == other[end - length : end]
        ),
        default=0,
    )


@given(st.lists(st.sampled_from("abc"), max_size=14), st.lists(st.sampled_from("abc"), max_size=14))
@example(list("aabaaab"), list("baaaaba"))
def test_runs_are_the_same_words_do_not_overlap_and_the_longest_is_among_them(one, other):
    runs = find_runs(one, other, 2)

    for run in runs:
        assert one[run.a : run.a + run.length] == other[run.b : run.b + run.length]
        assert run.length >= 2
    assert all(before.b + before.length <= after.b for before, after in pairwise(runs))
    longest = max((_longest_at(one, other, end) for end in range(len(other) + 1)), default=0)
    if longest >= 2:
        assert max(run.length for run in runs) == longest


@given(st.text(alphabet="aB1 .\n“”’é\u0301\U0001f6a2'-", max_size=60))
def test_words_point_into_the_text_and_sentences_hold_all_of_them(text):
    words = find_words(text)

    assert all(span.of(text).strip() for span in words.spans)
    assert [number for start, end in words.sentences for number in range(start, end)] == list(range(len(words.plain)))


def test_words_are_the_same_whatever_the_marks():
    assert find_words("The ’don’t’ Café—now").plain == find_words('the "don\'t" café - NOW').plain


def test_sentences_end_at_stops_and_lines_and_not_at_titles():
    text = "Col. Farkas left. “Good,” said Mr. Kestrel.\nNobody asked"
    words = find_words(text)

    assert [words.span_of(*each).of(text) for each in words.sentences] == [
        "Col. Farkas left",
        "Good,” said Mr. Kestrel",
        "Nobody asked",
    ]


def test_numbers_in_spans():
    text = "one two three four"

    assert find_words(text).numbers_in([CharSpan(4, 13)]) == {1, 2}
