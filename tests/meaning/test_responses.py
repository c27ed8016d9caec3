"""What answers what."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.meaning.language import Language
from sayso.meaning.response_leanings import find_leanings
from sayso.meaning.responses import find_responses
from sayso.meaning.scene import Vectors
from sayso.meaning.speakers import Voices
from sayso.types import Act, Speaker
from tests.meaning.make import scene


@pytest.fixture(scope="module")
def read():
    language = Language()

    def parse(marked, **options):
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return parse


def answers_of(made, *voices):
    """Numbers of what each statement answers; ``voices`` are (name, type, act)."""
    speakers = tuple(Speaker(name, 0.9) for name, _, _ in voices)
    acts = tuple(Act(act, 0.9) for _, _, act in voices)
    found = find_responses(made, Voices(speakers, tuple(kind for _, kind, _ in voices), ()), acts)
    places = {statement.id: number for number, statement in enumerate(made.statements)}
    return [[places[each] for each in ids] for ids in found]


def test_these_reports_are_all_that_outlets_said(read):
    made = read(
        "{s1:The Lisle Times} {c1:reported} {t1:that the chancellor wants peace}. The Valmere Courier cited two people. "
        "{s2:They} {c2:said} {t2:he had sent a letter}.\n\n"
        "{s3:Anna Vel} {c3:said} {t3:that it rained}. {s4:The Chancery} {c4:issued a denial of} {t4:these reports}."
    )
    voices = [("Lisle Times", "outlet", "assert"), ("two people", "anonymous", "assert"),
              ("Anna Vel", "person", "assert"), ("Chancery", "organization", "deny")]  # fmt: skip
    assert answers_of(made, *voices)[3] == [0, 1]


@pytest.mark.parametrize("act", ["deny", "accuse"])
def test_that_is_false_is_of_the_outlet_named_beside_it(read, act):
    made = read(
        "The Valmere Courier cited two people. {s1:They} {c1:said} {t1:he had sent a letter}. "
        "{s2:Anna Vel} {c2:said} {t2:it rained}.\n\n"
        "Of the Valmere Courier article, {s3:Joran Velt} {c3:said}: {t3:“That’s false.”}"
    )
    voices = [("two people", "anonymous", "assert"), ("Anna Vel", "person", "assert"), ("Joran Velt", "person", act)]
    assert answers_of(made, *voices)[2] == [0]


def test_a_plain_denial_is_of_what_was_just_said(read):
    made = read("{s1:Bram Koll} {c1:said} {t1:the dam had failed}. {t2:“That is not true,”} {s2:Anna Vel} {c2:said}.")
    assert answers_of(made, ("Bram Koll", "person", "assert"), ("Anna Vel", "person", "deny")) == [[], [0]]


def test_nobody_denies_their_own_words(read):
    made = read("{s1:Anna Vel} {c1:said} {t1:the dam held}. {t2:“That is not true,”} {s2:she} {c2:said}.")
    assert answers_of(made, ("Anna Vel", "person", "assert"), ("Anna Vel", "person", "deny")) == [[], []]


def test_an_answer_to_a_question(read):
    made = read(
        "{t1:“Who opened the gates?”} {s1:Bram Koll} {c1:asked}.\n\n{t2:“Nobody did,”} {s2:Anna Vel} {c2:replied}."
    )
    assert answers_of(made, ("Bram Koll", "person", "ask"), ("Anna Vel", "person", "assert")) == [[], [0]]


@pytest.mark.parametrize(
    ("marked", "acts"),
    [
        (
            "{s1:Bram Koll} {c1:said} {t1:wheat was dear}. {s2:Anna Vel} {c2:fired back}: {t2:“It rains.”}",
            ("assert", "assert"),
        ),
        (
            "{s1:Bram Koll} {c1:said} {t1:wheat was dear}, which {s2:Anna Vel} {c2:denied} {t2:at once}.",
            ("assert", "deny"),
        ),
        ("{s1:Bram Koll} {c1:said} {t1:wheat was dear}. {s2:Anna Vel} {c2:bore} {t2:him} out.", ("assert", "confirm")),
        ("{c1:Asked} {t1:whether wheat was dear}, {s2:Anna Vel} {c2:said} {t2:she liked snow}.", ("ask", "assert")),
    ],
    ids=["a cue that replies", "a denial in one sentence", "a confirmation", "a question in one sentence"],
)
def test_what_stands_right_before_is_answered(read, marked, acts):
    speakers = ("Bram Koll" if "{s1" in marked else None, "Anna Vel")
    voices = [(name, "person" if name else "none", act) for name, act in zip(speakers, acts, strict=True)]
    assert answers_of(read(marked), *voices) == [[], [0]]


def test_nobody_answers_their_own_question(read):
    made = read("{s1:Bram Koll} {c1:asked} {t1:who opened the gates}. {s2:He} {c2:said} {t2:it was snowing in May}.")
    assert answers_of(made, ("Bram Koll", "person", "ask"), ("Bram Koll", "person", "assert")) == [[], []]


def test_unrelated_words_answer_nothing(read):
    made = read(
        "{s1:Bram Koll} {c1:said} {t1:that wheat was dear}.\n\nIt rained.\n\n{s2:Anna Vel} {c2:hopes} {t2:to sing in May}."
    )
    assert answers_of(made, ("Bram Koll", "person", "assert"), ("Anna Vel", "person", "believe")) == [[], []]


def test_an_article_without_statements(read):
    assert find_responses(read("It rained."), Voices((), (), ()), ()) == ()


def with_vectors(made, width):
    words = tuple(token.span for token in made.tokens)
    rows = np.random.default_rng(0).normal(size=(len(words), width)).astype(np.float32)
    return replace(made, vectors=Vectors(words, rows))


def test_leanings_are_of_every_statement(read):
    made = with_vectors(
        read("{s1:Bram Koll} {c1:said} {t1:the dam had failed}. {t2:“No,”} {s2:Anna Vel} {c2:said}."), 768
    )
    leanings = find_leanings(made)
    assert leanings is not None
    assert len(leanings.answering) == len(leanings.answered) == 2
    assert leanings.likeness(0, 0) == pytest.approx(1)
    assert -1 <= leanings.likeness(0, 1) <= 1


@pytest.mark.parametrize("width", [1, 767])
def test_vectors_of_another_width_say_nothing(read, width):
    made = with_vectors(
        read("{s1:Bram Koll} {c1:said} {t1:the dam had failed}. {t2:“No,”} {s2:Anna Vel} {c2:said}."), width
    )
    assert find_leanings(made) is None
    voices = (("Bram Koll", "person", "assert"), ("Anna Vel", "person", "deny"))
    assert answers_of(made, *voices) == answers_of(replace(made, vectors=None), *voices)
