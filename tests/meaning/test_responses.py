"""What answers what."""

from dataclasses import replace

import numpy as np
import pytest

from sayso.meaning.language import Language
from sayso.meaning.response_leanings import find_leanings
from sayso.meaning.response_references import _calling
from sayso.meaning.response_views import _bound
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


def test_the_report_is_what_the_outlet_and_its_source_said(read):
    made = read(
        "{s1:The Lisle Times} {c1:reported} {t1:that the mine would close}. {s2:A manager} {c2:told} the Lisle Times "
        "{t2:that buyers had been sought in vain}. {s3:Anna Vel} {c3:said} {t3:that snow fell in May}.\n\n"
        "{s4:Bram Koll} {c4:called} {t4:the report “malicious”}."
    )
    voices = [("Lisle Times", "outlet", "assert"), ("manager", "anonymous", "assert"),
              ("Anna Vel", "person", "assert"), ("Bram Koll", "person", "accuse")]  # fmt: skip
    assert answers_of(made, *voices)[3] == [0, 1]


@pytest.mark.parametrize(
    ("taken", "cue", "act"),
    [
        ("the charge “shameful”", "called", "accuse"),
        ("the allegation", "rejected", "deny"),
        ("to comment on the accusation", "declined", "refuse"),
    ],
)
def test_a_charge_is_what_accuses(read, taken, cue, act):
    made = read(
        "{s1:Bram Koll} {c1:accused} {t1:the mill of poisoning the river}. {s2:Anna Vel} {c2:said} {t2:that snow fell}. "
        "{s3:Ida Brand} {c3:hoped} {t3:to sing in May}.\n\n{s4:The mill} {c4:" + cue + "} {t4:" + taken + "}."
    )
    voices = [("Bram Koll", "person", "accuse"), ("Anna Vel", "person", "assert"), ("Ida Brand", "person", "believe"),
              ("mill", "organization", act)]  # fmt: skip
    assert answers_of(made, *voices)[3] == [0]


@pytest.mark.parametrize("taken", ["the figure was far too low", "he did not recognise that figure"])
def test_a_figure_is_what_holds_a_number(read, taken):
    made = read(
        "{s1:The league} {c1:said} {t1:that 212 barns had burnt}. {s2:Anna Vel} {c2:said} {t2:that snow fell in May}. "
        "{s3:Bram Koll} {c3:said} {t3:" + taken + "}."
    )
    voices = [("league", "organization", "assert"), ("Anna Vel", "person", "assert"), ("Bram Koll", "person", "doubt")]
    assert answers_of(made, *voices)[2] == [0]


def test_an_estimate_is_rather_what_was_estimated(read):
    made = read(
        "{s1:One rower} {c1:estimated} {t1:that a third of the crews cheat}. {s2:Anna Vel} {c2:told} a club "
        "{t2:that 40 boats had come}. {s3:Bram Koll} {c3:rejected} {t3:the estimate}."
    )
    voices = [("One rower", "anonymous", "predict"), ("Anna Vel", "person", "assert"), ("Bram Koll", "person", "deny")]
    assert answers_of(made, *voices)[2] == [0]


def test_this_document_is_not_the_denial_of_ones_own_side(read):
    made = read(
        "{s1:The memo} {c1:says} {t1:that one pump in 40 failed}. {s2:The Lisle Works} {c2:denied} {t2:that it knew}. "
        "{t3:“This document does not exist,”} {s3:a spokesman for the Lisle Works} {c3:wrote}."
    )
    voices = [("memo", "document", "assert"), ("Lisle Works", "organization", "deny"),
              ("spokesman", "organization", "deny")]  # fmt: skip
    assert answers_of(made, *voices)[2] == [0]


def test_remarks_are_of_whom_the_text_names(read):
    made = read(
        "{s1:Bram Koll} {c1:said} {t1:that rowers were lazy}. {s2:Ida Brand} {c2:said} {t2:that snow fell in May}. "
        "{s3:Anna Vel} {c3:condemned} {t3:Koll’s remarks}."
    )
    voices = [("Bram Koll", "person", "accuse"), ("Ida Brand", "person", "assert"), ("Anna Vel", "person", "accuse")]
    assert answers_of(made, *voices)[2] == [0]


@pytest.mark.parametrize(
    ("last", "act"),
    [
        ("{s3:She} {c3:later conceded} {t3:that one barge may have leaked}.", "admit"),
        ("{s3:She} {c3:retracted} {t3:that statement}.", "deny"),
        ("{t3:“We were wrong on Tuesday,”} {s3:she} {c3:said}.", "admit"),
        ("{s3:She} {c3:declined} {t3:to repeat the remark}.", "refuse"),
    ],
)
def test_who_corrects_herself_answers_her_own_words(read, last, act):
    made = read(
        "{s1:Anna Vel} {c1:said} {t1:none of the barges had leaked}. {s2:Bram Koll} {c2:said} {t2:that snow fell}.\n\n"
        + last
    )
    voices = [("Anna Vel", "person", "deny"), ("Bram Koll", "person", "assert"), ("Anna Vel", "person", act)]
    assert answers_of(made, *voices)[2] == [0]


def test_what_answers_a_question_answers_what_it_asks_about(read):
    made = read(
        "{s1:Bram Koll} {c1:said} {t1:the sirens had failed}. {c2:Asked} {t2:whether that was true}, {s3:Anna Vel} "
        "{c3:said} {t3:no}."
    )
    voices = [("Bram Koll", "person", "assert"), (None, "none", "ask"), ("Anna Vel", "person", "deny")]
    assert answers_of(made, *voices)[2] == [0, 1]


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        (
            "{s1:Ministers} {c1:promised} {t1:a new school}. {s2:Police} {c2:confirmed} {t2:that two men had drowned}.",
            "confirm",
        ),
        (
            "{s1:The union} {c1:demanded} {t1:higher pay}. {s2:The clinic} {c2:said} {t2:a nurse had fallen ill}.",
            "assert",
        ),
        ("{s1:Bram Koll} {c1:demanded} {t1:higher pay}. {s2:Anna Vel} {c2:backs} {t2:a new road to Lisle}.", "praise"),
        (
            "{s1:Two men} {c1:asked} {t1:not to be named}. {s2:The mill} {c2:denied} {t2:that men had been sacked}.",
            "deny",
        ),
        (
            "{s1:Bram Koll} {c1:said} {t1:pay was low}. {s2:The mill} {c2:did not respond to} {t2:a request for comment}.",
            "refuse",
        ),
        (
            "{s1:The mill} {c1:said} {t1:it was calm}. {s2:Anna Vel, the Mill’s lawyer,} {c2:denied} {t2:that it knew}.",
            "deny",
        ),
    ],
    ids=["a plain confirmation", "a plain said", "who backs a road", "anonymity", "silence", "one's own side"],
)
def test_a_neighbour_is_not_answered_for_being_near(read, marked, act):
    first = marked[4 : marked.index("}")].removeprefix("The ")
    voices = [(first, "organization", "demand"), ("Anna Vel", "person", act)]
    assert answers_of(read(marked), *voices) == [[], []]


def test_a_report_told_of_beside_a_denial_does_not_answer_it(read):
    made = read(
        "{s1:Anna Vel} {c1:denied} {t1:that she took bribes} after {s2:Radio Lisle} {c2:reported} {t2:that she took bribes}."
    )
    assert answers_of(made, ("Anna Vel", "person", "deny"), ("Radio Lisle", "outlet", "assert")) == [[], []]


@pytest.mark.parametrize("taken", ["the court’s decision would cost jobs", "Thursday’s ruling opens the gates"])
def test_whatever_is_said_of_a_ruling_answers_it(read, taken):
    made = read(
        "{s1:The court} {c1:ruled} {t1:that the dam must go}. {s2:Anna Vel} {c2:hoped} {t2:to sing in May}. "
        "{s3:Bram Koll} {c3:said} {t3:" + taken + "}."
    )
    voices = [("court", "organization", "assert"), ("Anna Vel", "person", "believe"), ("Bram Koll", "person", "assert")]
    assert answers_of(made, *voices)[2] == [0]


def test_many_words_of_one_speaker_in_one_sentence_are_read(read):
    made = read(
        "{s1:Bram Koll} {c1:asked} {t1:who knew}. "
        + " ".join(f"{{s{n}:Anna Vel}} {{c{n}:said}} {{t{n}:that it rained}} and" for n in range(2, 402))
        + " it snowed."
    )
    made = replace(made, sentences=made.sentences[:1] + made.sentences[1:2])
    voices = [("Bram Koll", "person", "ask"), *[("Anna Vel", "person", "assert")] * 400]
    assert answers_of(made, *voices)[0] == []


def test_a_noun_in_common_is_no_common_side():
    assert _bound("Mill Judiciary Chairman Bo Ott", "bo ott") & {"mill"}
    assert not _bound("House Judiciary Chairman Bo Ott", "bo ott") & {"house", "judiciary"}
    assert "white house" in _bound("a White House spokesman", "")
    assert not _bound("Lisle Foreign Ministry spokeswoman", "") & {"foreign", "ministry"}


@pytest.mark.parametrize(
    ("cue", "found"),
    [
        ("called", True),
        ("labelled", True),
        ("waved off", True),
        ("terminated", False),
        ("fired", True),
        ("disputed", True),
        ("castigated", False),
    ],
)
def test_words_that_say_something_of_a_thing_are_whole(cue, found):
    assert (_calling().search(cue) is not None) == found
