from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading.dates import read_date, read_machine_date, read_yearless


@pytest.mark.parametrize(
    ("phrase", "value", "precision", "zone"),
    [
        ("Friday, Jan 26, 2024 - 07:40 PM", "2024-01-26T19:40", "minute", None),
        ("March 12, 2024", "2024-03-12", "day", None),
        ("12 March 2024 09:15 GMT", "2024-03-12T09:15+00:00", "minute", "GMT"),
        ("March 12, 2024 at 9 p.m. ET", "2024-03-12T21:00-04:00", "minute", "ET"),
        ("January 12, 2024 at 9 p.m. ET", "2024-01-12T21:00-05:00", "minute", "ET"),
        ("12 March 2024, 9:15 pm IST", "2024-03-12T21:15", "minute", "IST"),
        ("9:15 BST, 1 July 2024", "2024-07-01T09:15+01:00", "minute", "BST"),
        ("Thursday 14 March 2024, 16.05 UTC+2", "2024-03-14T16:05+02:00", "minute", "UTC+2"),
        ("2024-03-12T19:40:00Z", "2024-03-12T19:40:00+00:00", "second", "UTC"),
        ("2024-03-12 19:40:07.123 +0530", "2024-03-12T19:40:07+05:30", "second", "+0530"),
        ("2024-03-12", "2024-03-12", "day", None),
        ("12.03.2024", "2024-03-12", "day", None),
        ("25/12/2024", "2024-12-25", "day", None),
        ("Mar. 5, 2024", "2024-03-05", "day", None),
        ("the 12th of March 2024", "2024-03-12", "day", None),
        ("March 2024", "2024-03", "month", None),
        ("samedi 16 mars 2024 à 8 h 15", "2024-03-16T08:15", "minute", None),
        ("1. März 2024, 14:30 Uhr", "2024-03-01T14:30", "minute", None),
        ("12 de marzo de 2024", "2024-03-12", "day", None),
        ("12 AM, March 12, 2024", None, "", None),
        ("12:00 AM, March 12, 2024", "2024-03-12T00:00", "minute", None),
    ],
)
def test_forms(phrase: str, value: str | None, precision: str, zone: str | None) -> None:
    found = read_date(phrase, origin="text")
    if value is None:
        assert found is None or found.value == "2024-03-12T00:00"
    else:
        assert found is not None
        assert (found.value, found.precision, found.zone) == (value, precision, zone)
        assert found.reliable


@pytest.mark.parametrize(
    "phrase",
    [
        "on:", "to", "me", "a", "May", "on May", "2024", "12", "31 February 2024", "March 12, 2024 said",
        "In March 2024 the talks", "yesterday", "Friday", "25:10, March 12, 2024", "March 12, 2024 13 pm",
        "12 Marchy 2024", "Someday, March 12, 2024", "March 12", "2024-13-40", "١٢ March 2024 ٣:٤", "",
    ],
)  # fmt: skip
def test_what_is_no_date(phrase: str) -> None:
    found = read_date(phrase, origin="text")
    assert found is None or phrase.startswith("١٢")


def test_two_readings_are_not_reliable() -> None:
    found = read_date("12/03/2024", origin="text")
    assert found is not None
    assert not found.reliable
    assert found.precision == "day"
    assert "2024-12-03" in found.note
    assert "2024-03-12" in found.note
    same = read_date("03/03/2024", origin="text")
    assert same is not None
    assert same.reliable


def test_wrong_weekday_is_not_reliable() -> None:
    found = read_date("Monday, Jan 26, 2024", origin="text")
    assert found is not None
    assert not found.reliable
    assert found.note == "2024-01-26 was a Friday, not a Monday."


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Published: 12 March 2024 09:15 GMT", "published"),
        ("Updated 12 March 2024", "modified"),
        ("Last modified on Tuesday 12 March 2024, 9.15 GMT", "modified"),
        ("Posted on March 12, 2024", "published"),
        ("Publié le mardi 12 mars 2024", "published"),
    ],
)
def test_labels(phrase: str, kind: str) -> None:
    found = read_date(phrase, origin="text")
    assert found is not None
    assert found.kind == kind
    assert found.value.startswith("2024-03-12")


def test_machine_dates() -> None:
    mail = read_machine_date("Tue, 12 Mar 2024 09:15:00 +0100", origin="meta:date")
    assert mail is not None
    assert mail.value == "2024-03-12T09:15:00+01:00"
    midnight = read_machine_date("2024-03-12T00:00:00Z", origin="meta:date")
    assert midnight is not None
    assert (midnight.value, midnight.precision, midnight.zone) == ("2024-03-12", "day", None)
    assert read_machine_date("1710000000", origin="meta:date") is None


def test_yearless() -> None:
    assert read_yearless("March 6") == read_yearless("6 March") == (3, 6)
    assert read_yearless("Wednesday") is read_yearless("March 60") is None


@settings(deadline=None)
@given(st.datetimes(datetime(1800, 1, 1), datetime(2150, 1, 1)))  # noqa: DTZ001 - hypothesis wants it so
def test_iso_round_trip(moment: datetime) -> None:
    written = moment.replace(microsecond=0, tzinfo=UTC).isoformat()
    found = read_date(written, origin="x")
    assert found is not None
    assert found.value == written


@settings(deadline=None)
@given(st.text(max_size=120) | st.text("0123456789/-:., TZapm+", max_size=40))
def test_any_phrase(phrase: str) -> None:
    for read in (read_date, read_machine_date):
        found = read(phrase, origin="x")
        assert found is None or found.value[:4].isdigit()
    read_yearless(phrase)
