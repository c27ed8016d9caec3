"""The whole of interpretation, with the shipped weights and spaCy."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from sayso.extract.statements import read_article, run_of
from sayso.extract.tagger import FakeTagger
from sayso.meaning.interpret import Interpreter
from sayso.reading import read_text

TEXT = (
    "Koll Denies Draft\n\nMayor Bram Ott denied that he had seen the draft. “We will never sign,” Ada Koll said.\n\n"
    "It rained in Aldmoor all day.\n"
)


@pytest.fixture(scope="module")
def interpreter():
    return Interpreter()


def test_every_statement_gets_a_meaning(interpreter):
    reading = read_article(read_text(TEXT), FakeTagger(), interpreter)
    assert len(reading.statements) == 2
    assert all(statement.meaning is not None for statement in reading.statements)


def test_without_an_interpreter_statements_have_no_meaning():
    reading = read_article(read_text(TEXT), FakeTagger())
    assert [statement.meaning for statement in reading.statements] == [None, None]


def test_meaning_changes_nothing_else(interpreter):
    bare, full = (read_article(read_text(TEXT), FakeTagger(), each) for each in (None, interpreter))
    assert [(s.id, s.source, s.cue, s.content) for s in full.statements] == [
        (s.id, s.source, s.cue, s.content) for s in bare.statements
    ]


def test_reading_again_gives_the_same(interpreter):
    first, second = (read_article(read_text(TEXT), FakeTagger(), interpreter) for _ in range(2))
    assert first == second


def test_threads_that_share_an_interpreter_get_what_each_alone_gets(interpreter):
    articles = [read_text(TEXT.replace("Koll", name)) for name in ("Vel", "Kerr", "Sund", "Tamm")]

    def read(article):
        return read_article(article, FakeTagger(), interpreter)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read, articles)) == [read(article) for article in articles]


def test_the_run_tells_who_gave_the_meaning(interpreter):
    bare, full = run_of(FakeTagger()), run_of(FakeTagger(), interpreter)
    assert full.model == f"fake+{interpreter.name}"
    assert full.id != bare.id
    assert full == read_article(read_text(TEXT), FakeTagger(), interpreter).run


@pytest.mark.parametrize("text", ["", "\n\n", "“", "Rain fell.", "said " * 2000, "\ud800 Ada Koll said that \udfff."])
def test_no_text_raises(text, interpreter):
    reading = read_article(read_text(text or "x"), FakeTagger(), interpreter)
    assert all(statement.meaning is not None for statement in reading.statements)


def test_the_clock_is_told_of_every_step():
    told = {}
    interpreter = Interpreter(clock=lambda step, seconds: told.update({step: told.get(step, 0.0) + seconds}))
    read_article(read_text(TEXT), FakeTagger(), interpreter)
    assert {"language", "senses", "speakers", "said", "quantities", "channels", "chains", "responses"} <= set(told)
    assert all(seconds >= 0 for seconds in told.values())
