from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.errors import LedgerError, NotFound
from sayso.store import Counts, add_reading, article, articles, check, counts, is_known, raw_snapshot, statements
from sayso.types import Added, Extractor, Run, StatementFilter
from tests.make import RUN, Said, make_article, make_body, make_reading

NEWER = Run("tagger-test", "cd" * 32, "0.2.0")


def add(ledger, reading):
    return add_reading(ledger, reading, make_body(reading.article))


def test_adding_twice_changes_nothing(ledger):
    reading = make_reading(1)
    assert is_known(ledger, reading.article, reading.run) is None
    assert add(ledger, reading) == Added("new", reading.article.key, 3)
    before = articles(ledger), article(ledger, reading.article.key), counts(ledger)
    assert add(ledger, reading) == Added("known", reading.article.key, 3)
    assert is_known(ledger, reading.article, reading.run) == Added("known", reading.article.key, 3)
    assert (articles(ledger), article(ledger, reading.article.key), counts(ledger)) == before
    assert check(ledger) == ()


def test_another_text_of_the_same_article_is_a_revision_and_both_stay(ledger):
    first = make_reading(1)
    second = make_reading(1, said=(Said("Ada Koll", "denied", "every word"),))
    assert add(ledger, first).outcome == "new"
    assert add(ledger, second).outcome == "revised"
    stored = article(ledger, first.article.key)
    assert stored.reading == second
    assert [one.text_sha256 for one in stored.versions] == [first.article.text_sha256, second.article.text_sha256]
    assert [one.statements for one in stored.versions] == [3, 1]
    older = article(ledger, first.article.key, text_sha256=first.article.text_sha256)
    assert older.reading == first
    assert raw_snapshot(ledger, first.article.sha256) == make_body(first.article)
    assert articles(ledger).rows[0].versions == 2
    assert counts(ledger).snapshots == 2
    assert statements(ledger, StatementFilter()).total == 1
    assert check(ledger) == ()


def test_another_extractor_makes_another_version(ledger):
    first = make_reading(1)
    again = replace(first, article=replace(first.article, extractor=Extractor("plain", "2.0")))
    add(ledger, first)
    assert add(ledger, again).outcome == "revised"
    assert article(ledger, first.article.key).reading == again


def test_another_run_over_the_same_snapshot_is_a_rereading(ledger):
    first = make_reading(1)
    again = replace(first, statements=first.statements[:1], run=NEWER, notes=("Read again.",))
    add(ledger, first)
    assert add(ledger, again) == Added("reread", first.article.key, 1)
    assert add(ledger, again).outcome == "known"
    assert add(ledger, first).outcome == "known"
    assert article(ledger, first.article.key).reading == again
    assert articles(ledger).rows[0].versions == 1
    assert articles(ledger).rows[0].statements == 1
    assert statements(ledger, StatementFilter()).total == 1
    assert check(ledger) == ()


def test_rereading_an_older_version_leaves_the_newest_in_front(ledger):
    older, newer = make_reading(1), make_reading(1, said=(Said("Ada Koll", "denied", "every word"),))
    add(ledger, older)
    add(ledger, newer)
    assert add(ledger, replace(older, run=NEWER)).outcome == "reread"
    assert article(ledger, older.article.key).reading == newer
    assert article(ledger, older.article.key, text_sha256=older.article.text_sha256).reading.run == NEWER
    assert check(ledger) == ()


def test_a_copy_elsewhere_is_another_article_with_the_same_text(ledger):
    first = make_reading(1)
    copy = replace(first, article=replace(first.article, url="https://copycat.example/1"))
    assert add(ledger, first).outcome == "new"
    assert add(ledger, copy).outcome == "new"
    assert articles(ledger).total == 2
    assert check(ledger) == ()


def test_bytes_that_were_not_read_are_refused(ledger):
    reading = make_reading(1)
    with pytest.raises(LedgerError, match=r"article-1\.txt was not read from these bytes"):
        add_reading(ledger, reading, b"something else")
    assert counts(ledger).articles == 0


def test_nothing_stays_of_an_adding_that_fails(ledger):
    reading = make_reading(1)
    twice = replace(reading, statements=(reading.statements[0], reading.statements[0]))
    with pytest.raises(LedgerError) as failed:
        add(ledger, twice)
    assert ledger.place in failed.value.message
    assert counts(ledger) == Counts(0, 0, 0, 0)
    with pytest.raises(NotFound, match="no bytes"):
        raw_snapshot(ledger, reading.article.sha256)
    assert add(ledger, reading).outcome == "new"


def test_an_article_of_many_statements_and_words(ledger):
    said = tuple(Said(f"Source {n}", "said that", f"grain number {n} " * 40) for n in range(400))
    reading = make_reading(7, said=said)
    assert add(ledger, reading).statements == 400
    assert article(ledger, reading.article.key).reading == reading
    assert statements(ledger, StatementFilter(words='"grain number 399"')).total == 1
    assert check(ledger) == ()


def test_an_article_without_statements(ledger):
    article_ = make_article("Nothing was said.")
    reading = replace(make_reading(1), article=article_, statements=(), run=RUN)
    assert add(ledger, reading) == Added("new", article_.key, 0)
    assert article(ledger, article_.key).reading == reading
    assert check(ledger) == ()


def test_better_metadata_of_the_same_text_make_another_version(ledger):
    first = make_reading(1, title=None)
    better = replace(first, article=replace(first.article, title="Talks resume"))
    add(ledger, first)
    assert add(ledger, better).outcome == "revised"
    assert articles(ledger).rows[0].title == "Talks resume"
    assert article(ledger, first.article.key).reading == better
    assert check(ledger) == ()


def test_the_same_file_under_another_name_is_known(ledger):
    first = make_reading(1)
    renamed = replace(first, article=replace(first.article, input="renamed.txt"))
    add(ledger, first)
    assert add_reading(ledger, renamed, make_body(first.article)).outcome == "known"
    assert article(ledger, first.article.key).reading == first
