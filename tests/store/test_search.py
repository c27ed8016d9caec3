from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sayso.errors import BadQuery
from sayso.store import add_reading, check, open_ledger, search_articles, statements
from sayso.store.search import EXCERPT, find_excerpt
from sayso.store.words import PIECE, folded_words, read_query
from sayso.types import StatementFilter
from tests.make import Said, make_body, make_reading
from tests.store.strategies import TEXTS


def fill(ledger, *texts, titles=()):
    keys = []
    for number, text in enumerate(texts):
        title = titles[number] if number < len(titles) else None
        reading = make_reading(number, said=(), text=text, title=title)
        add_reading(ledger, reading, make_body(reading.article))
        keys.append(reading.article.key)
    return keys


def found(ledger, words):
    page = search_articles(ledger, words)
    assert page.total == len(page.rows)
    return {hit.article.id for hit in page.rows}


def test_every_word_must_occur(ledger):
    both, one, neither = fill(ledger, "Grain talks failed.", "Grain prices rose.", "Nothing new.")
    assert found(ledger, "grain") == {both, one}
    assert found(ledger, "TALKS grain") == {both}
    assert found(ledger, "grain nothing") == set()
    assert found(ledger, "noth*") == {neither}
    assert found(ledger, "talk") == set()


def test_phrases_titles_accents_and_other_scripts(ledger):
    a, b, c = fill(
        ledger,
        "She was quietly signaling, he said.",
        "Signaling quietly. 停戦会談が始まる。 Minister Žofia",
        "The 3.5 percent, state-owned U.S. firm.",
        titles=("Armistice near", None, "Quietly"),
    )
    assert found(ledger, '"quietly signaling"') == {a}
    assert found(ledger, "quietly") == {a, b, c}
    assert found(ledger, "armistice said") == {a}
    assert found(ledger, '"near she"') == set()
    assert found(ledger, "zofia") == found(ledger, "ŽOFIA") == {b}
    assert found(ledger, "会談") == {b}
    assert found(ledger, "談会") == set()
    assert found(ledger, "3.5") == found(ledger, "state-owned U.S.") == {c}


def test_only_the_newest_version_is_searched(ledger):
    for text in ("The strait is open.", "The strait is closed."):
        reading = make_reading(1, said=(), text=text)
        add_reading(ledger, reading, make_body(reading.article))
    assert found(ledger, "open") == set()
    assert found(ledger, "closed") == {reading.article.key}
    assert check(ledger) == ()


def test_a_long_text_is_searched_to_its_end(ledger):
    words = [f"w{number}" for number in range(3 * PIECE)]
    words[10], words[-10] = "needle", "thread"
    (key,) = fill(ledger, " ".join(words))
    assert found(ledger, "needle thread") == {key}
    for place in range(PIECE - 3, PIECE + 3):
        assert found(ledger, f'"{" ".join(words[place : place + 5])}"') == {key}
    assert search_articles(ledger, "thread").rows[0].marks


def test_a_word_said_a_million_times(ledger):
    (key,) = fill(ledger, "no " * 300_000 + "end")
    assert found(ledger, '"no end"') == {key}
    assert check(ledger) == ()


def test_the_best_come_first(ledger):
    rare, often, title = fill(
        ledger,
        "Grain. " + "Other words stand here in plenty. " * 20,
        "Grain and grain and grain again. " + "Other words stand here. " * 4,
        "Something else. " * 5,
        titles=(None, None, "Grain"),
    )
    order = [hit.article.id for hit in search_articles(ledger, "grain").rows]
    assert order.index(often) < order.index(rare)
    assert order.index(title) < order.index(rare)


def test_pages_of_hits(ledger):
    keys = fill(ledger, *(f"Grain report {number}." for number in range(7)))
    pages = [search_articles(ledger, "grain", offset=offset, limit=3) for offset in (0, 3, 6)]
    assert {page.total for page in pages} == {7}
    assert sorted(hit.article.id for page in pages for hit in page.rows) == sorted(keys)


# ---------------------------------------------------------------- excerpts


def test_an_excerpt_shows_the_words_in_their_place(ledger):
    text = "Other things happened. " * 30 + "The minister was “quietly signaling” a pause. " + "More followed. " * 30
    fill(ledger, text)
    (hit,) = search_articles(ledger, '"quietly signaling" pause').rows
    assert hit.excerpt in text
    assert len(hit.excerpt) <= EXCERPT
    assert [mark.of(hit.excerpt) for mark in hit.marks] == ["quietly signaling", "pause"]


def test_a_hit_in_the_title_alone_shows_the_beginning(ledger):
    fill(ledger, "It began today.", titles=("Armistice",))
    (hit,) = search_articles(ledger, "armistice").rows
    assert (hit.excerpt, hit.marks) == ("It began today.", ())


@given(
    st.lists(TEXTS | st.sampled_from(["talks ", "grain ", "x" * 300, " "]), min_size=1, max_size=20).map("".join),
    st.sampled_from(["talks", "grain talks", "gr*", '"grain talks"', "停", "koll"]),
)
@example("x" * 1000 + " talks", "talks")
@example("x" * 1000, "talks")
def test_excerpts_are_pieces_of_the_text_with_true_marks(text, query):
    terms = read_query(query)
    excerpt, marks = find_excerpt(text, terms)
    assert excerpt in text
    assert len(excerpt) <= EXCERPT
    reached = 0
    for mark in marks:
        assert reached <= mark.start < mark.end <= len(excerpt)
        reached = mark.end


# ---------------------------------------------------------------- hostile input, and both alike

HOSTILE = [
    '"', "'", "''", "\\", "'; DROP TABLE articles; --", "a AND", "NOT", "NEAR(", "head:", "head : x", "^a", "a:*A", "*", "**", "a*b*",
    "a | b & !c <-> d", "<2>", "\x00", "a\x00b", "\ud800", "-a", "+", "{a b} : c", "(((((", "a" * 1999, "''''a", "%", "_", "\ue000", "é*",
]  # fmt: skip


def test_hostile_words_never_reach_the_database(ledger):
    fill(ledger, "Talks on a b c d.")
    for words in [*HOSTILE, "a" * 10_000, "!?" * 5000, '"a" ' * 400]:
        for ask in (
            lambda words=words: search_articles(ledger, words),
            lambda words=words: statements(ledger, StatementFilter(words=words)),
            lambda words=words: statements(ledger, StatementFilter(speaker=words)),
        ):
            try:
                page = ask()
            except BadQuery:
                continue
            assert page.total >= len(page.rows)


IN_ONE_LEDGER = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SMALL = st.sampled_from(
    [
        "grain",
        "Grain",
        "talks",
        "talk",
        "Žofia",
        "zofia",
        "U.S.",
        "don't",
        "停戦",
        "戦",
        "3.5",
        "10e5",
        "007",
        "the",
        "a/b",
        "x@y.example",
        "İ",
        "ß",
    ]
)


@pytest.fixture
def both(tmp_path, postgres):
    with open_ledger(tmp_path / "l.db") as sqlite, open_ledger(postgres.create_ledger()) as postgresql:
        yield sqlite, postgresql


def test_both_databases_find_the_same_and_what_was_meant(both):
    texts: dict[str, str] = {}

    def holds(text, query):
        folded = f" {' '.join(folded_words(text))} "
        return all(f" {' '.join(term.words)}{'' if term.prefix else ' '}" in folded for term in read_query(query))

    @IN_ONE_LEDGER
    @given(
        st.lists(SMALL, min_size=1, max_size=6).map(" ".join),
        st.lists(
            SMALL | SMALL.map("{}*".format) | st.lists(SMALL, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
            min_size=1,
            max_size=3,
        ).map(" ".join),
    )
    def compare(text, query):
        reading = make_reading(len(texts), said=(Said("Koll", "said", text),), title=None)
        texts[reading.article.key] = reading.text
        for ledger in both:
            add_reading(ledger, reading, make_body(reading.article))
        try:
            wanted = {key for key, text in texts.items() if holds(text, query)}
        except BadQuery:
            return
        for ledger in both:
            page = search_articles(ledger, query, limit=1000)
            assert {hit.article.id for hit in page.rows} == wanted
            assert page.total == len(wanted)
        assert (
            statements(both[0], StatementFilter(words=query)).total
            == statements(both[1], StatementFilter(words=query)).total
        )

    compare()
    assert len(texts) > 20
