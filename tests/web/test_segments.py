from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import CharSpan, Statement, Words
from sayso.web.segments import Grounds, Mark, lay_out

LETTERS = st.text(alphabet="ab é\U0001f98a\n\r \t", max_size=80)


def words(spans: tuple[CharSpan, ...]) -> Words:
    return Words(spans, "")


def statement(number: int, *roles: tuple[CharSpan, ...]) -> Statement:
    return Statement(str(number), "direct", None, 0.9, *(words(spans) for spans in roles))


spans = st.tuples(st.integers(0, 90), st.integers(0, 90)).map(lambda pair: CharSpan(min(pair), max(pair)))
some = st.lists(spans, max_size=3, unique=True).map(tuple)
statements = st.lists(st.tuples(some, some, some), max_size=5).map(
    lambda rows: [statement(number, *row) for number, row in enumerate(rows)]
)


def marks_of(rows: list[Statement], length: int) -> set[Mark]:
    return {
        Mark(number, role, CharSpan(span.start, min(span.end, length)))
        for number, row in enumerate(rows, start=1)
        for role in ("source", "cue", "content")
        for span in getattr(row, role).spans
        if span.start < min(span.end, length)
    }


RANGES = st.lists(spans, max_size=3)


def covered(ranges, at):
    return any(each.start <= at < each.end for each in ranges)


@given(LETTERS, statements, RANGES, RANGES)
def test_every_letter_is_shown_once_in_order_with_just_the_marks_that_cover_it(text, rows, furniture, own):
    blocks = lay_out(text, rows, Grounds(furniture, own))
    segments = [segment for block in blocks for segment in block.segments]
    assert all(left.span.end <= right.span.start for left, right in pairwise(segments))
    shown = {at for segment in segments for at in range(segment.span.start, segment.span.end)}
    assert all(text[at].isspace() for at in set(range(len(text))) - shown)
    expected = marks_of(rows, len(text))
    for segment in segments:
        assert segment.span.start < segment.span.end
        for at in range(segment.span.start, segment.span.end):
            assert set(segment.marks) == {m for m in expected if m.span.start <= at < m.span.end}
            assert segment.furniture == covered(furniture, at)
            assert segment.own_voice == covered(own, at)


@given(LETTERS, statements)
def test_every_mark_that_is_shown_opens_once_and_closes_once(text, rows):
    segments = [segment for block in lay_out(text, rows) for segment in block.segments]
    shown = {mark for segment in segments for mark in segment.marks}
    assert sorted(map(repr, shown)) == sorted(repr(mark) for each in segments for mark in each.opens)
    assert sorted(map(repr, shown)) == sorted(repr(mark) for each in segments for mark in each.closes)


def test_lines_of_a_hard_wrapped_text_stay_together_and_lines_of_an_extracted_one_are_paragraphs():
    wrapped = lay_out("one line\nand its next\n\nanother", [])
    assert [(block.broken, len(block.segments)) for block in wrapped] == [(True, 1), (False, 1)]
    extracted = lay_out(f"short\n{'long ' * 30}\nshort", [])
    assert [block.broken for block in extracted] == [False, False, False]


def test_windows_line_ends_part_paragraphs_too():
    assert len(lay_out("one\r\n\r\ntwo\r\n \r\nthree", [])) == 3


def test_the_widest_mark_comes_first():
    rows = [statement(1, (CharSpan(2, 4),), (), (CharSpan(0, 9),))]
    segment = lay_out("abcdefghi", rows)[0].segments[1]
    assert [mark.role for mark in segment.marks] == ["content", "source"]
