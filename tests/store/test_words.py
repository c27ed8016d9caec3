from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import BadQuery, SaysoError
from sayso.store.words import (
    LONGEST_PHRASE,
    LONGEST_WORD,
    MOST_REPEATED,
    PIECE,
    Term,
    find_words,
    fold,
    folded_words,
    index_pieces,
    read_query,
)
from tests.store.strategies import TEXTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Žofia’s U.S.-led “talks”", ["zofia", "s", "u", "s", "led", "talks"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("cafe\u0301 café CAFÉ", ["cafe", "cafe", "cafe"]),
        ("snake_case 3.5 10e5", ["snake", "case", "3", "5", "10e5"]),
        ("diplo\u00admatic", ["diplomatic"]),
        ("ﬁne ½ ⑴ ①", ["fine", "12", "1", "1"]),
        ("停戦会談 talks", ["停", "戦", "会", "談", "talks"]),
        ("हिन्दी", ["हिनदी"]),
        ("مُحَمَّد", ["محمد"]),
        ("\x00\ud800 \ue000 !?", []),
    ],
)
def test_words_of_many_scripts(text, words):
    assert [word.folded for word in find_words(text)] == words


@given(TEXTS)
def test_folded_words_are_safe_and_stand_where_they_say(text):
    for word in find_words(text):
        assert word.folded
        assert fold(text[word.start : word.end]) == word.folded
        assert not any(char in word.folded for char in "'\"\\ \x00*:\ue000")
        word.folded.encode("utf-8")
    assert [word.folded for word in find_words(text)] == list(folded_words(text))


def test_no_word_is_longer_than_the_databases_take():
    assert [len(word.folded) for word in find_words("a" * 5000 + " " + "é" * 5000 + " " + "ﷺ" * 50)] <= [
        LONGEST_WORD
    ] * 3


@given(st.integers(0, 3 * PIECE))
def test_pieces_hold_every_phrase(size):
    words = [str(number) for number in range(size)]
    pieces = [piece.split(" ") for piece in index_pieces(words)]
    assert all(len(piece) <= PIECE for piece in pieces)
    assert [word for number, piece in enumerate(pieces) for word in piece[LONGEST_PHRASE if number else 0 :]] == words
    assert all(before[-LONGEST_PHRASE:] == after[:LONGEST_PHRASE] for before, after in pairwise(pieces))


def test_pieces_end_where_a_word_is_repeated_too_often():
    pieces = list(index_pieces(["no"] * 1000 + ["end"]))
    assert max(piece.count("no") for piece in pieces) == MOST_REPEATED
    assert pieces[-1].endswith("no end")


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("Talks GRAIN", (Term(("talks",)), Term(("grain",)))),
        ('"quietly signaling" peace', (Term(("quietly", "signaling")), Term(("peace",)))),
        ("“quietly signaling”", (Term(("quietly", "signaling")),)),
        ("armist*", (Term(("armist",), prefix=True),)),
        ('"firm deni*"', (Term(("firm", "deni"), prefix=True),)),
        ('"firm deni"*', (Term(("firm", "deni"), prefix=True),)),
        ("don't U.S.", (Term(("don", "t")), Term(("u", "s")))),
        ("talks talks", (Term(("talks",)),)),
        ('talks "', (Term(("talks",)),)),
        ('"never closed', (Term(("never", "closed")),)),
        ("NOT OR NEAR(a b)", (Term(("not",)), Term(("or",)), Term(("near", "a")), Term(("b",)))),
        ("head:talks", (Term(("head", "talks")),)),
        ("停戦", (Term(("停", "戦")),)),
    ],
)
def test_queries(query, terms):
    assert read_query(query) == terms


@pytest.mark.parametrize(
    "query",
    [
        "",
        "  ",
        "*",
        '"',
        '""',
        "!?&|()",
        "\x00",
        "\ud800",
        "a" * 10_000,
        "a " * 900,
        " ".join(map(str, range(40))),
        "-".join("abc" * 20),
    ],
)
def test_queries_that_say_nothing_or_too_much(query):
    if query == "a " * 900:
        assert read_query(query) == (Term(("a",)),)
        return
    with pytest.raises(BadQuery) as bad:
        read_query(query)
    assert bad.value.hint


@given(st.text(st.characters(codec=None)) | st.text("\"*() a'\\&|!:<>-^{}+\x00", max_size=40))
def test_no_query_breaks_anything(query):
    try:
        terms = read_query(query)
    except SaysoError:
        return
    assert all(term.words for term in terms)
