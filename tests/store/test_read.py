from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import BadQuery, NotFound
from sayso.store import (
    Counts,
    add_reading,
    article,
    articles,
    counts,
    outlets,
    raw_snapshot,
    search_articles,
    statements,
    text_snapshot,
)
from sayso.types import ArticleDate, StatementFilter
from tests.make import Said, make_body, make_reading


def fill(ledger, *readings):
    for reading in readings:
        add_reading(ledger, reading, make_body(reading.article))


def dated(number, value):
    return make_reading(number, published=value and ArticleDate(value, "minute", "text"))


def test_articles_come_newest_first_unknown_dates_last(ledger):
    values = [None, "2024-03-12", "2024-03-12T09:00:00+02:00", "2024-03-12T08:00:00+00:00", "2023", "no date"]
    made = [dated(number, value) for number, value in enumerate(values)]
    fill(ledger, *made)
    order = [3, 2, 1, 4, 5, 0]
    assert [row.id for row in articles(ledger).rows] == [made[number].article.key for number in order]
    assert [row.published for row in articles(ledger).rows][:2] == [values[3], values[2]]


def test_paging_shows_each_article_once(ledger):
    fill(ledger, *(dated(number, "2024-03-12" if number % 2 else None) for number in range(11)))
    pages = [articles(ledger, offset=offset, limit=3) for offset in range(0, 15, 3)]
    ids = [row.id for page in pages for row in page.rows]
    assert len(ids) == len(set(ids)) == 11
    assert {page.total for page in pages} == {11}
    assert (pages[4].rows, pages[4].offset, pages[4].limit) == ((), 12, 3)


def test_articles_by_outlet_and_language(ledger):
    fill(ledger, *map(make_reading, range(6)), make_reading(6, language="fr"), make_reading(7, outlet=None))
    assert articles(ledger, outlet="the OSTMARK courier").total == 3
    assert articles(ledger, language="fr").total == 1
    assert articles(ledger, outlet="The Ostmark Courier", language="fr").total == 1
    assert articles(ledger, outlet="nobody' OR 1=1 --").total == 0
    assert articles(ledger, language="\x00").total == 0
    assert outlets(ledger) == (("The Ostmark Courier", 3), ("Radio Selvia", 2), ("Varna Bay Times", 2))


def test_outlets_in_another_spelling_are_one(ledger):
    fill(ledger, make_reading(1, outlet="radio selvia"), make_reading(2, outlet="Radio Selvia"))
    assert outlets(ledger) == (("Radio Selvia", 2),)


def test_counts(ledger):
    assert counts(ledger) == Counts(0, 0, 0, 0)
    fill(ledger, *map(make_reading, range(4)), make_reading(1, said=()))
    assert counts(ledger) == Counts(articles=4, snapshots=5, statements=9, outlets=3)


def test_an_article_by_id_beginning_and_url(ledger):
    reading = make_reading(1)
    key = reading.article.key
    fill(ledger, reading)
    for name in (key, key[:6], key.upper(), f" {key} ", reading.article.url):
        stored = article(ledger, name)
        assert stored.id == key
        assert stored.reading == reading
    with pytest.raises(NotFound, match="no version whose text"):
        article(ledger, key, text_sha256="ff")


def test_no_such_article(ledger):
    for name in ("", "zz", "0' OR '1'='1", "\x00", "\ud800", "f" * 21, "https://nobody.example/", "%", "é" * 5000):
        with pytest.raises(NotFound, match="no article") as missing:
            article(ledger, name)
        assert missing.value.hint


def test_an_ambiguous_beginning_names_the_candidates(ledger):
    made = [make_reading(number, said=()) for number in range(40)]
    fill(ledger, *made)
    by_first: dict[str, list[str]] = {}
    for reading in made:
        by_first.setdefault(reading.article.key[0], []).append(reading.article.key)
    first, keys = max(by_first.items(), key=lambda item: len(item[1]))
    with pytest.raises(BadQuery, match="several articles begin with") as unclear:
        article(ledger, first)
    assert min(keys) in unclear.value.message


def test_snapshots_by_digest(ledger):
    reading = make_reading(1)
    fill(ledger, reading)
    assert raw_snapshot(ledger, reading.article.sha256) == make_body(reading.article)
    assert text_snapshot(ledger, reading.article.text_sha256.upper()) == reading.text
    for nothing in ("", "ab" * 32, "\x00", "'"):
        with pytest.raises(NotFound):
            raw_snapshot(ledger, nothing)
        with pytest.raises(NotFound):
            text_snapshot(ledger, nothing)


def test_windows_that_make_no_sense(ledger):
    for offset, limit in [(-1, 5), (0, -1), (1 << 80, 5), (0, 1 << 80), (0, 10_001)]:
        window = {"offset": offset, "limit": limit}
        for ask, arguments in ((articles, ()), (statements, (StatementFilter(),)), (search_articles, ("talks",))):
            with pytest.raises(BadQuery):
                ask(ledger, *arguments, **window)


def test_a_run_of_the_same_name_shows_its_own_notes(ledger):
    first = replace(make_reading(1), notes=("It is in French.", "It was cut."))
    fill(ledger, first)
    assert article(ledger, first.article.key).reading.notes == first.notes


def test_a_version_by_its_text_is_the_newest_with_that_text(ledger):
    first = make_reading(1)
    second = make_reading(1, input="fetched-again.txt")
    other = make_reading(1, said=(Said("Ada Koll", "denied", "it"),))
    fill(ledger, first, second, other)
    stored = article(ledger, first.article.key, text_sha256=first.article.text_sha256)
    assert stored.reading == second
    assert len(stored.versions) == 3
