from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.text.views import Utf16View

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("😊🇫🇷𝔸a"))


def test_known_offsets() -> None:
    view = Utf16View.of("Hello 😊, my name is John.")
    assert (view.length, view.units) == (25, 26)
    assert [view.to_units(point) for point in (6, 7, 21, 25)] == [6, 8, 22, 26]


@settings(deadline=None)
@given(TEXTS)
def test_round_trip(text: str) -> None:
    view = Utf16View.of(text)
    encoded = text.encode("utf-16-le")
    assert view.units * 2 == len(encoded)
    for point in range(len(text) + 1):
        unit = view.to_units(point)
        assert encoded[: unit * 2].decode("utf-16-le") == text[:point]
        assert view.to_points(unit) == point


@settings(deadline=None)
@given(TEXTS)
def test_offsets_within_a_character_are_refused(text: str) -> None:
    view = Utf16View.of(text)
    good = {view.to_units(point) for point in range(len(text) + 1)}
    for unit in set(range(view.units)) - good:
        with pytest.raises(ValueError, match="within a character"):
            view.to_points(unit)


def test_offsets_outside_are_refused() -> None:
    view = Utf16View.of("a😊")
    for call, offset in ((view.to_units, 3), (view.to_units, -1), (view.to_points, 4), (view.to_points, -1)):
        with pytest.raises(ValueError, match="outside"):
            call(offset)
