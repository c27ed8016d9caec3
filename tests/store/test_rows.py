from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.store import add_reading, article, raw_snapshot, search_articles, text_snapshot
from sayso.store.columns import escape, unescape
from sayso.store.rows import find_date_bounds, find_days, outlet_key
from tests.make import make_body, make_reading
from tests.store.strategies import TEXTS, readings

# The ledger is shared by all examples on purpose: they must not disturb each other.
IN_ONE_LEDGER = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@IN_ONE_LEDGER
@given(reading=readings())
def test_what_goes_in_comes_out_equal(ledger, reading):
    body = make_body(reading.article)
    if add_reading(ledger, reading, body).outcome == "known":
        return
    shown = article(ledger, reading.article.key, text_sha256=reading.article.text_sha256)
    assert shown.reading == reading
    assert hash(shown.reading) == hash(reading)
    assert raw_snapshot(ledger, reading.article.sha256) == body
    assert text_snapshot(ledger, reading.article.text_sha256) == reading.text


@pytest.mark.parametrize(
    "text",
    [
        "Doves \U0001f54a over \U00020000.",
        "NUL \x00 in the middle\x00",
        "alone \ud83d\ude00 \udfff",
        "line\r\nend\rreturn\n",
        "\u202eright to left\u202c שלום العالم",
        "\x1a0041 looks like our escape",
        "\ufeffmark",
    ],
)
def test_texts_that_databases_find_hard(ledger, text):
    reading = make_reading(1, said=(), text=text, title=text, outlet=text, notes=(text,))
    add_reading(ledger, reading, make_body(reading.article))
    assert article(ledger, reading.article.key).reading == reading
    assert text_snapshot(ledger, reading.article.text_sha256) == text


@given(TEXTS)
def test_escaping_is_undone_exactly(text):
    escaped = escape(text)
    assert unescape(escaped) == text
    assert "\x00" not in escaped
    escaped.encode("utf-8")


def test_real_text_is_stored_readably():
    assert escape("“Žofia” 停戦 \U0001f54a\r\n") == "“Žofia” 停戦 \U0001f54a\r\n"


@pytest.mark.parametrize(
    ("value", "order", "first", "last"),
    [
        ("2024-03-12", "2024-03-12T00:00:00", "2024-03-12", "2024-03-12"),
        ("2024-03-12T01:40:00+02:00", "2024-03-11T23:40:00", "2024-03-12", "2024-03-12"),
        ("2024-03-12T19:40:00Z", "2024-03-12T19:40:00", "2024-03-12", "2024-03-12"),
        ("2024-03-12T19:40", "2024-03-12T19:40:00", "2024-03-12", "2024-03-12"),
        ("2024-02", "2024-02-01T00:00:00", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01T00:00:00", "2023-01-01", "2023-12-31"),
        ("9999", "9999-01-01T00:00:00", "9999-01-01", "9999-12-31"),
        ("0001-01-01T00:00:00+14:00", "", None, None),
        ("0000-01-01", "", None, None),
        ("2024-13-45", "", None, None),
        ("2024-03-12Tsoon", "", None, None),
        ("yesterday", "", None, None),
        ("", "", None, None),
        (None, "", None, None),
    ],
)
def test_bounds_of_dates(value, order, first, last):
    bounds = find_date_bounds(value)
    assert (bounds.order, bounds.first_day, bounds.last_day) == (order, first, last)


@given(st.dates().map(str) | st.datetimes(timezones=st.timezones()).map(str) | st.text())
def test_no_date_is_too_odd_to_sort(value):
    assert len(find_date_bounds(value).order) in {0, 19}


@given(st.dates())
def test_a_month_reaches_to_its_last_day(day):
    first, last = find_days(f"{day:%Y-%m}".rjust(7, "0"))
    assert first.day == 1
    assert last.month == first.month
    assert first <= day <= last


def test_outlets_without_regard_to_case():
    assert outlet_key("The Ostmark COURIER ") == outlet_key("the ostmark courier")
    assert outlet_key("Straße") == outlet_key("STRASSE")
    assert outlet_key(" ") is outlet_key("") is outlet_key(None) is None


def test_odd_names_are_found_as_any(ledger):
    reading = make_reading(1, outlet="x" * 100_000, url="https://long.example/" + "y" * 100_000, title="z" * 50_000)
    add_reading(ledger, reading, make_body(reading.article))
    assert article(ledger, reading.article.url).reading == reading
    assert search_articles(ledger, "z" * 300).total == 1
