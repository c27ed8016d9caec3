from __future__ import annotations

from datetime import date

from sayso.reading.chronology import judge
from sayso.types import ArticleDate


def claim(value: str, origin: str, **fields: object) -> ArticleDate:
    precision = "day" if len(value) == 10 else "second"
    zone = "UTC" if "+" in value else None
    return ArticleDate(value, precision, origin, zone=zone, **fields)  # type: ignore[arg-type]


def test_nothing_known() -> None:
    assert judge([]).published is None


def test_agreement_takes_the_most_precise() -> None:
    found = judge([claim("2024-03-12", "text"), claim("2024-03-12T09:15:00+00:00", "json-ld:datePublished")])
    assert found.published is not None
    assert found.published.value == "2024-03-12T09:15:00+00:00"
    assert all(one.reliable for one in found.dates)
    assert not found.notes


def test_two_zones_do_not_contradict() -> None:
    found = judge([claim("2024-03-13", "visible"), claim("2024-03-12T23:30:00+00:00", "meta:date")])
    assert all(one.reliable for one in found.dates)


def test_what_the_reader_sees_beats_the_head() -> None:
    wrong = [claim("2026-11-04T02:00:00+00:00", origin) for origin in ("json-ld:datePublished", "meta:date")]
    found = judge([*wrong, claim("2024-03-11", "visible")])
    assert found.published is not None
    assert found.published.value == "2024-03-11"
    assert [one.reliable for one in found.dates] == [False, False, True]
    assert "2024-03-11" in found.dates[0].note
    assert "contradict" in found.notes[0]


def test_change_before_publication() -> None:
    published = claim("2024-03-11T17:20:00+00:00", "json-ld:datePublished")
    modified = claim("2024-03-09T09:00:00+00:00", "json-ld:dateModified", kind="modified")
    seen = judge([published, modified, claim("2024-03-11", "visible")])
    assert [one.reliable for one in seen.dates] == [True, False, True]
    unseen = judge([published, modified])
    assert [one.reliable for one in unseen.dates] == [False, True]
    assert unseen.published is None
    assert "doubtful" in unseen.notes[0]


def test_day_of_the_build_proves_nothing() -> None:
    found = judge([claim("2024-11-04", "meta:date")], built=frozenset({date(2024, 11, 4)}))
    assert found.published is None
    assert not found.dates[0].reliable


def test_search_alone_proves_nothing() -> None:
    assert judge([claim("2024-03-11", "htmldate")]).published is None


def test_month_in_the_address_agrees() -> None:
    found = judge([ArticleDate("2024-03", "month", "url"), claim("2024-03-12", "meta:date")])
    assert all(one.reliable for one in found.dates)
    assert found.published is not None
    assert found.published.value == "2024-03-12"


def test_doubtful_candidate_never_wins() -> None:
    found = judge([claim("2024-12-03", "text", reliable=False, note="Two readings.")])
    assert found.published is None
    assert "Two readings." in found.notes[0]
