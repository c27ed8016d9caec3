from __future__ import annotations

import pytest

from sayso.errors import BadQuery, NotFound
from sayso.store import add_reading, articles, statements
from sayso.types import ArticleDate, StatementFilter
from tests.make import Said, make_body, make_reading

DENIAL = Said("Minister Žofia Brandl", "denied", "“any talks” on the strait", kind="mixed", confidence=0.8)
QUOTE = Said("Ada Koll", "said", "“It is false information”", kind="direct", confidence=0.95)
RUMOUR = Said("", "reportedly", "grain ships had left, Koll among those aboard", confidence=0.4)


@pytest.fixture
def filled(ledger):
    published = ("2024-03-12T09:00:00+02:00", "2024-03", None)
    for number, (said, value) in enumerate(zip(((DENIAL, QUOTE), (RUMOUR,), (QUOTE,)), published, strict=True)):
        reading = make_reading(number, said=said, published=value and ArticleDate(value, "minute", "text"))
        add_reading(ledger, reading, make_body(reading.article))
    return ledger


def contents(ledger, **wanted):
    page = statements(ledger, StatementFilter(**wanted))
    assert page.total == len(page.rows)
    return [row.statement.content.text for row in page.rows]


def test_all_of_them_newest_article_first_in_the_order_of_the_text(filled):
    page = statements(filled, StatementFilter())
    assert [row.statement.content.text for row in page.rows] == [
        DENIAL.content,
        QUOTE.content,
        RUMOUR.content,
        QUOTE.content,
    ]
    assert page.total == 4
    row = page.rows[0]
    first = make_reading(0, said=(DENIAL, QUOTE))
    assert row.statement == first.statements[0]
    assert row.text_sha256 == first.article.text_sha256
    assert row.article == articles(filled).rows[0]


def test_by_speaker_in_the_source_alone(filled):
    assert contents(filled, speaker="koll") == [QUOTE.content, QUOTE.content]
    assert contents(filled, speaker="zofia brandl") == contents(filled, speaker="Žof*") == [DENIAL.content]
    assert contents(filled, speaker='"Brandl Žofia"') == []
    assert contents(filled, speaker="reportedly") == []


def test_by_words_anywhere_in_the_statement(filled):
    assert contents(filled, words="koll") == [QUOTE.content, RUMOUR.content, QUOTE.content]
    assert contents(filled, words="koll said false") == [QUOTE.content, QUOTE.content]
    assert contents(filled, words='"any talks" strait') == [DENIAL.content]
    assert contents(filled, words='"brandl denied"') == []
    assert contents(filled, words="koll", speaker="koll", outlet="the ostmark courier") == [QUOTE.content]


def test_by_day_with_dates_of_any_precision(filled):
    assert len(contents(filled, since="2024-03-12", until="2024-03-12")) == 3
    assert contents(filled, since="2024-03-13") == [RUMOUR.content]
    assert contents(filled, until="2024-03-11") == [RUMOUR.content]
    assert len(contents(filled, since="2024", until="2024-03")) == 3
    assert contents(filled, since="2024-04") == contents(filled, until="2024-02-29") == []


def test_by_kind_confidence_source_and_article(filled):
    assert contents(filled, kind="mixed") == [DENIAL.content]
    assert contents(filled, min_confidence=0.95) == [QUOTE.content, QUOTE.content]
    assert contents(filled, sourced=False) == [RUMOUR.content]
    assert len(contents(filled, sourced=True)) == 3
    key = make_reading(0).article.key
    assert contents(filled, article=key[:8]) == contents(filled, article=make_reading(0).article.url)
    assert contents(filled, article=key, kind="direct") == [QUOTE.content]


def test_what_is_empty_is_not_asked_for(filled):
    assert len(contents(filled, speaker="", outlet=" ", since="", until="", words=" ", article="")) == 4


def test_pages(filled):
    pages = [statements(filled, StatementFilter(), offset=offset, limit=3) for offset in (0, 3, 6)]
    assert [len(page.rows) for page in pages] == [3, 1, 0]
    assert {page.total for page in pages} == {4}
    assert statements(filled, StatementFilter(), limit=0).total == 4


@pytest.mark.parametrize(
    "wanted",
    [
        {"since": "last week"},
        {"until": "2024-02-30"},
        {"since": "\x00"},
        {"until": "2024-3-1"},
        {"words": "?!"},
        {"speaker": "*"},
        {"words": "x" * 9999},
    ],
)
def test_filters_that_make_no_sense(ledger, wanted):
    with pytest.raises(BadQuery) as bad:
        statements(ledger, StatementFilter(**wanted))
    assert bad.value.hint


def test_values_nobody_has(filled):
    assert contents(filled, kind="\x00' OR 1=1") == contents(filled, outlet="\ud800\x00") == []
    assert contents(filled, min_confidence=2.0) == []
    with pytest.raises(NotFound):
        contents(filled, article="\x00")


def test_more_rows_than_a_query_takes_parameters(ledger):
    reading = make_reading(1, said=tuple(Said("Koll", "said", f"number {number}") for number in range(1300)))
    add_reading(ledger, reading, make_body(reading.article))
    page = statements(ledger, StatementFilter(), limit=5000)
    assert tuple(row.statement for row in page.rows) == reading.statements
