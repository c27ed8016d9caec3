from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import read_capture
from sayso.types import Article, Capture, Refusal

TEXT = "Norvane wants the logs, the prime minister said on Friday.\r\nNobody answered her."


def read(record: object) -> Article | Refusal:
    body = record if isinstance(record, bytes) else json.dumps(record).encode()
    return read_capture(Capture("feed.jsonl:1", body, "application/jsonl"))


def test_all_keys() -> None:
    article = read(
        {
            "text": TEXT,
            "id": "np-1",
            "url": "https://press.example/1?utm_source=feed",
            "outlet": "Norvane Press",
            "title": "Norvane wants the logs",
            "byline": "By Jane Roe",
            "published": "2024-03-12T09:15:00Z",
            "unknown": [1, 2],
        }
    )
    assert isinstance(article, Article)
    assert article.text == TEXT
    assert (article.given_id, article.url) == ("np-1", "https://press.example/1")
    assert (article.title, article.byline, article.outlet) == (
        "Norvane wants the logs",
        "Jane Roe",
        "Norvane Press",
    )
    assert article.published is not None
    assert (article.published.origin, article.published.value) == ("given", "2024-03-12T09:15:00+00:00")


def test_text_is_enough() -> None:
    article = read({"text": TEXT, "title": None})
    assert isinstance(article, Article)
    assert article.title is None


def test_what_dumps_call_it_is_taken_where_the_key_is_missing() -> None:
    record = {
        "body": "It rained.",
        "Date": "2024-03-12",
        "headline": "Rain",
        "source": {"name": "Courier"},
        "title": None,
    }
    article = read(record)
    assert (article.text, article.title, article.outlet) == ("It rained.", "Rain", None)
    assert article.published is not None
    assert article.published.value == "2024-03-12"
    assert article.notes == (
        "Its text was taken from 'body'.",
        "Its title was taken from 'headline'.",
        "Its published was taken from 'Date'.",
    )


def test_the_key_itself_comes_first() -> None:
    article = read({"text": "It rained.", "content": "Long", "published": "2024-03-12", "date": "2020-01-01"})
    assert article.text == "It rained."
    assert article.published is not None
    assert article.published.value == "2024-03-12"
    assert article.notes == ()


def test_what_is_no_date_or_address_is_noted() -> None:
    article = read({"text": TEXT, "published": "soon", "url": "javascript:alert(1)"})
    assert isinstance(article, Article)
    assert (article.url, article.published) == (None, None)
    assert len(article.notes) == 2


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (b"{", "bad-json"),
        (b"nonsense", "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b'{"text": ' + b"9" * 10_000 + b"}", "bad-json"),
        ([], "bad-record"),
        ("text", "bad-record"),
        (None, "bad-record"),
        ({}, "bad-record"),
        ({"text": 1}, "bad-record"),
        ({"text": ["a"]}, "bad-record"),
        ({"text": TEXT, "title": 5}, "bad-record"),
        ({"text": TEXT, "byline": ["Jane Roe"]}, "bad-record"),
        ({"text": ""}, "empty"),
        ({"text": " \n"}, "empty"),
        ({"text": "a\0b"}, "binary"),
        ({"text": "a\ud800b"}, "binary"),
        ({"text": TEXT, "title": "a\ud800b"}, "binary"),
    ],
)
def test_refused(record: object, code: str) -> None:
    found = read(record)
    assert isinstance(found, Refusal)
    assert found.code == code
    assert found.message.startswith("feed.jsonl:1: ")
    assert found.hint


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_is_kept(text: str) -> None:
    found = read({"text": text})
    if text.strip():
        assert isinstance(found, Article)
        assert found.text == text


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "url", "x"]), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(JSON)
def test_any_json(record: object) -> None:
    assert isinstance(read(record), Article | Refusal)
