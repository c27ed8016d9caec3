"""Who is the outer one of two statements, and which of them say nothing of their own."""

import time
from dataclasses import replace

import pytest

from sayso.extract.nests import Nested, drop_citing, flatten, settle_nested
from sayso.types import Attribution, CharSpan


def made(text, source, cue, content):
    return Attribution(
        *((CharSpan(text.index(words), text.index(words) + len(words)),) for words in (source, cue, content)),
        kind="indirect",
        confidence=0.8,
    )


def words_of(found, text):
    return tuple(role[0].of(text) for role in (found.source, found.cue, found.content))


@pytest.mark.parametrize(("own", "content", "tail", "reported"), [
    (("Ada Koll", "denied"), "that the mill had closed", "as the Tablet reported on Monday", "that the mill had closed"),
    (("Ada Koll", "would not say"), "whether the mill had closed", "as the Tablet reported", "the mill had closed"),
    (("Ada Koll", "rejected"), "the claims that the mill had closed", "as the Tablet first reported", "that the mill had closed"),
    (("Ada Koll", "said"), "the mill that burned had closed", "as the Tablet had reported", "the mill that burned had closed"),
])  # fmt: skip
def test_a_trailing_report_is_of_what_was_denied(own, content, tail, reported):
    text = f"{' '.join(own)} {content}, {tail}."
    cue = next(cue for cue in ("first reported", "had reported", "reported") if cue in text)
    outer = made(text, "the Tablet", cue, f"{' '.join(own)} {content}")
    nested = Nested(outer, (made(text, *own, content),))
    assert [(words_of(one.outer, text), one.inner) for one in settle_nested(nested, text)] == [
        ((*own, content), ()),
        (("the Tablet", cue, reported), ()),
    ]


def test_a_trailing_report_needs_no_inner_statement():
    text = "The board rejected claims that the mill had closed, as the Tablet reported."
    outer = made(text, "the Tablet", "reported", "The board rejected claims that the mill had closed")
    assert [words_of(one.outer, text) for one in settle_nested(Nested(outer), text)] == [
        ("The board", "rejected", "claims that the mill had closed"),
        ("the Tablet", "reported", "that the mill had closed"),
    ]
    plain = "The mill had closed, as the Tablet reported."
    alone = Nested(made(plain, "the Tablet", "reported", "The mill had closed"))
    assert list(settle_nested(alone, plain)) == [alone]


@pytest.mark.parametrize("tail", [", the Tablet reported", ", according to what the Tablet reported"])
def test_other_reports_keep_what_they_report(tail):
    text = f"Ada Koll denied that the mill had closed{tail}."
    outer = made(text, "the Tablet", "reported", "Ada Koll denied that the mill had closed")
    nested = Nested(outer, (made(text, "Ada Koll", "denied", "that the mill had closed"),))
    assert list(settle_nested(nested, text)) == [nested]


def test_whom_an_outlet_cites_is_no_statement():
    text = "The Tablet reported, citing two officials, that the mill had closed."
    report = Nested(made(text, "The Tablet", "reported", "that the mill had closed"))
    citing = Nested(made(text, "The Tablet", "citing", "two officials"))
    assert drop_citing((citing, report), text) == (report,)
    assert drop_citing((citing,), text) == (citing,)
    reason = text.replace("two officials", "high costs")
    other = Nested(made(reason, "The Tablet", "citing", "high costs"))
    assert drop_citing((other, Nested(made(reason, "The Tablet", "reported", "that the mill"))), reason)[0] == other


def test_whom_an_outlet_cites_is_no_content():
    text = "The Tablet reported that the mill had closed, citing two officials."
    whole = made(text, "The Tablet", "reported", "that the mill had closed, citing two officials")
    [settled] = settle_nested(Nested(whole), text)
    assert words_of(settled.outer, text)[2] == "that the mill had closed"


def test_inner_ones_know_the_place_of_their_outer_one():
    text = "Ada Koll said Bram Ott denied it. Cato Ruys said no."
    one = Nested(made(text, "Ada Koll", "said", "Bram Ott denied it"), (made(text, "Bram Ott", "denied", "it"),))
    two = Nested(made(text, "Cato Ruys", "said", "no"))
    assert [found.parent for found in flatten((two, one), 7)] == [None, 7, None]


def test_what_a_new_sentence_holds_stays_inside_it():
    text = "The mayor said boats sank. A cook claimed that two leaked, according to the harbour office. It rained."
    whole = "boats sank. A cook claimed that two leaked"
    inner = made(text, "A cook", "claimed", "that two leaked")
    nested = Nested(made(text, "The mayor", "said", whole), (inner,))
    assert [(words_of(one.outer, text)[0], one.inner) for one in settle_nested(nested, text)] == [
        ("The mayor", ()),
        ("the harbour office", (inner,)),
    ]


@pytest.mark.parametrize("opening", ["But on Friday he", "The clerk who burned it"])
def test_a_trailing_report_is_not_of_half_a_subject(opening):
    text = f"{opening} denied that the mill had closed, as the Tablet reported."
    nested = Nested(made(text, "the Tablet", "reported", f"{opening} denied that the mill had closed"))
    assert list(settle_nested(nested, text)) == [nested]


@pytest.mark.parametrize("run", [" ", "a ", "a, ", "who ", ", citing a ", ", but would not say ", "A. "])
def test_hostile_runs_take_linear_time(run):
    began = time.process_time()
    long = run * 16_000
    text = f"Ada Koll,{long}who Ott said,{long}that it rained, citing{long}, but would not say{long};"
    source = CharSpan(0, text.index(" said"))
    content = CharSpan(text.index("that it rained"), len(text) - 1)
    for place in (content, CharSpan(0, source.start + 5)):
        cue = CharSpan(source.end + 1, source.end + 5)
        found = Attribution((source,), (cue,), (place,), kind="indirect", confidence=0.8)
        tuple(settle_nested(Nested(found, (replace(found, cue=()),)), text))
    assert time.process_time() - began < 4
