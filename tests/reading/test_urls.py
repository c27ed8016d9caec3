from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.urls import clean_url, host_of, is_same_site


@pytest.mark.parametrize(
    ("url", "cleaned"),
    [
        ("https://courier.example/a?utm_source=x&id=5#part", "https://courier.example/a?id=5"),
        ("HTTPS://Courier.Example", "https://courier.example/"),
        ("https://courier.example/a?b=%20c&d", "https://courier.example/a?b=%20c&d"),
        ("https://courier.example:8443/a", "https://courier.example:8443/a"),
        ("/next", "https://courier.example/next"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://reader:secret@courier.example/", None),
        ('https://courier.example/"><script>', None),
        ("https://courier.example/a b", None),
        ("http://[::1", None),
        ("https://courier.example/" + "a" * 3000, None),
    ],
)
def test_cleaning(url: str, cleaned: str | None) -> None:
    assert clean_url(url, base="https://courier.example/story") == cleaned


def test_sites() -> None:
    assert is_same_site("https://www.courier.example/a", "https://m.courier.example/b")
    assert is_same_site("https://news.courier.example/a", "https://courier.example/b")
    assert not is_same_site("https://courier.example/a", "https://notcourier.example/a")
    assert host_of("https://www.courier.example/a") == "courier.example"
    assert host_of(None) is None


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_url(rest: str) -> None:
    for url in (rest, f"https://{rest}", f"https://courier.example/{rest}"):
        cleaned = clean_url(url, base="https://courier.example/")
        assert cleaned is None or cleaned.startswith(("http://", "https://"))
        assert cleaned is None or clean_url(cleaned) == cleaned
