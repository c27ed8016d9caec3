"""Interviews printed as questions and answers."""

import time

import pytest

from sayso.extract.labels import find_interviewee, settle_labels
from sayso.extract.nests import Nested
from sayso.types import Attribution, CharSpan

INTRODUCTION = "Ada Koll has led the zoo since May.\n\n"
ARTICLE = (
    INTRODUCTION
    + "Q: Bo Ott says you fed the bears.\n\nA: That is wrong.\n\nI told him so.\n\nKeepers said the bears were thin."
)


def span(text, words):
    start = text.index(words)
    return CharSpan(start, start + len(words))


def made(text, source, cue, *content):
    return Attribution(
        (span(text, source),), (span(text, cue),), tuple(span(text, c) for c in content), "indirect", 0.8
    )


def words_of(nested, text):
    def tell(one):
        return tuple(" … ".join(s.of(text) for s in role) for role in (one.source, one.cue, one.content))

    return [(tell(one.outer), [tell(each) for each in one.inner]) for one in nested]


def settled(text, *nested):
    return words_of(settle_labels(nested, text, CharSpan(0, len(text))), text)


def test_an_answer_is_the_interviewees_and_ends_where_narration_goes_on():
    says = made(ARTICLE, "Bo Ott", "says", "you fed the bears")
    said = made(ARTICLE, "Keepers", "said", "the bears were thin")
    colon = ARTICLE.index("A:")
    answer = Attribution(
        (CharSpan(colon, colon + 1),),
        (CharSpan(colon + 1, colon + 2),),
        (span(ARTICLE, "That is wrong"), span(ARTICLE, "Keepers said the bears were thin")),
        "indirect",
        0.8,
    )
    question = made(ARTICLE, "Q", ":", "Bo Ott says you fed the bears")
    assert settled(ARTICLE, Nested(question, (says,)), Nested(answer, (said,))) == [
        (("Keepers", "said", "the bears were thin"), []),
        (("Q", ":", "Bo Ott says you fed the bears"), [("Bo Ott", "says", "you fed the bears")]),
        (("Ada Koll", ":", "That is wrong … I told him so"), []),
    ]


def test_labels_with_full_stops_that_the_tagger_has_not_seen():
    text = "Welcome.\n\nQ. Was it so?\n\nA. No. Bo Ott said it was late."
    said = made(text, "Bo Ott", "said", "it was late")
    assert settled(text, Nested(said)) == [
        (("A", ".", "No. Bo Ott said it was late"), [("Bo Ott", "said", "it was late")])
    ]


def test_a_named_speakers_paragraph_ends_where_another_speaks():
    text = "Now.\n\nKoll: No, it was not.\n\nKeepers said the bears were thin."
    label = made(text, "Koll", ":", "No, it was not", "the bears were thin")
    assert settled(text, Nested(label)) == [(("Koll", ":", "No, it was not"), [])]
    text = "Now.\n\nKoll: No, it was not.\n\nI said the bears were thin."
    label = made(text, "Koll", ":", "No, it was not", "I said the bears were thin")
    assert settled(text, Nested(label)) == [(("Koll", ":", "No, it was not … I said the bears were thin"), [])]


@pytest.mark.parametrize(("introduction", "wanted"), [
    ("TARN, 6 March 2024 — Ada Koll, 54, has led the zoo since May. Bo came.", "Ada Koll"),
    ("The Tablet spoke to the head keeper Ada Koll about Bo Ott.", "Ada Koll"),
    ("On Monday Ada Koll sat down with the Tablet.", "Ada Koll"),
    ("Ada Koll leads the zoo. Bo Ott runs the farm.", None),
    ("Valmere Trams is ill-managed.", None),
    ("The zoo is open.", None),
])  # fmt: skip
def test_the_interviewee_is_whom_the_introduction_names(introduction, wanted):
    found = find_interviewee(introduction, len(introduction))
    assert (found and found.of(introduction)) == wanted


def test_many_labels_take_linear_time():
    began = time.process_time()
    text = "Q: Why?\n\n" + "A: It fell.\n" * 4000
    settle_labels((), text, CharSpan(0, len(text)))
    assert time.process_time() - began < 2


def test_a_label_that_ends_what_is_read_is_none():
    text = "Q: Who fed the bears?\n\nA: Nobody did."
    until = text.index("A:") + len("A:")
    assert settle_labels((), text, CharSpan(0, until)) == ()
    assert len(settle_labels((), text, CharSpan(0, len(text)))) == 1
