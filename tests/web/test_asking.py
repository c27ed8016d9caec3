from __future__ import annotations

import pytest

from sayso.errors import BadQuery
from sayso.types import Page
from sayso.web.asking import given, page_through, read_offset, read_statement_query


def test_empty_fields_count_as_not_given():
    assert given({"speaker": " ", "words": " a ", "other": "x"}, ("speaker", "words")) == {"words": "a"}


@pytest.mark.parametrize(
    ("field", "value"),
    [("since", "yesterday"), ("kind", "spoken"), ("min_confidence", "2"), ("sourced", "perhaps"), ("offset", "-1")],
)
def test_a_field_that_cannot_be_understood_is_named_with_what_it_takes(field, value):
    with pytest.raises(BadQuery, match="cannot be understood") as caught:
        read_statement_query({field: value})
    assert value in caught.value.message
    assert caught.value.hint


def test_an_offset_must_be_a_number():
    assert read_offset({}) == 0
    with pytest.raises(BadQuery):
        read_offset({"offset": "<b>"})


def test_pages_are_linked_with_the_filter_kept():
    pager = page_through(Page(("a", "b"), total=5, offset=2, limit=2), "/statements", {"words": "a&b"})
    assert (pager.first, pager.last) == (3, 4)
    assert pager.previous == "/statements?words=a%26b"
    assert pager.following == "/statements?words=a%26b&offset=4"
    assert page_through(Page((), 0, 0, 2), "/", {}).following is None
