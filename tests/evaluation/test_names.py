"""When names, channels, descriptions and links are held to be the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.names import (
    is_description,
    is_same_channel,
    is_same_description,
    is_same_link,
    is_same_name,
    read_names,
)


@pytest.mark.parametrize(
    ("gold", "found"),
    [
        ("Ruth Amsel", "Dr. Ruth Amsel"),
        ("the Harn Bank", "Harn Bank"),
        ("Graff’s campaign", "Graff's campaign"),
        ("Asta Lind & Omar Keel", "Omar Keel, and Asta Lind"),
        (None, None),
        (None, ""),
    ],
)
def test_the_same_name(gold, found):
    assert is_same_name(gold, found)


@pytest.mark.parametrize(
    ("gold", "found"), [("Ruth Amsel", "Amsel"), ("Ruth Amsel", None), ("Asta Lind & Omar Keel", "Asta Lind")]
)
def test_another_name(gold, found):
    assert not is_same_name(gold, found)


def test_channels_share_a_word_that_tells_something():
    assert is_same_channel("news conference", "a conference in Harn")
    assert is_same_channel("interview", "an interview")
    assert not is_same_channel("interview with Delta", "an interview with Radio Koll")
    assert not is_same_channel("letter", "")


def test_descriptions_share_half_of_the_shorter():
    assert is_same_description("two people who had seen the inventory", "two people")
    assert is_same_description("study", "study published on Thursday")
    assert not is_same_description("two people", "three officials")
    assert not is_same_description("two people", None)
    assert not is_same_description("", "")


def test_links_are_compared_as_names_or_as_descriptions():
    assert is_same_link("two people close to the court", "two people")
    assert is_same_link("Radio Koll", "the Radio Koll")
    assert not is_same_link("Ruth Amsel", "Amsel")
    assert not is_same_link("Bank of Orlesk", "Bank")
    assert is_description("memo of the service")
    assert not is_description("Bank of Orlesk")


@given(st.text(), st.text())
def test_any_text_is_compared(gold, found):
    assert is_same_name(gold, gold)
    assert is_same_link(gold, gold)
    for compare in (is_same_name, is_same_channel, is_same_description):
        assert compare(gold, found) == compare(found, gold)
    assert all(name == name.strip() for name in read_names(gold))
