"""Borders that the words themselves show, where the tagger misses one by a word or two."""

import pytest

from sayso.extract.borders import is_subject, split_refusal, split_sentences
from sayso.extract.implausible import is_implausible, settle_all
from sayso.types import Attribution, CharSpan


def made(text, source, cue, content, *, kind="indirect"):
    spans, start = [], {}
    for words in (source, cue):
        begin = text.index(words) if words else 0
        start[words] = begin
        spans.append((CharSpan(begin, begin + len(words)),) if words else ())
    pieces = content if isinstance(content, tuple) else (content,)
    last = [text.index(piece) if len(pieces) > 1 else text.rindex(piece) for piece in pieces]
    contents = tuple(CharSpan(at, at + len(piece)) for at, piece in zip(last, pieces, strict=True))
    return Attribution(*spans, contents, kind=kind, confidence=0.8)


def words_of(found, text):
    return tuple(" … ".join(span.of(text) for span in role) for role in (found.source, found.cue, found.content))


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("Ostmar, which investors believe hid a loss, closed.", "Ostmar, which investors", "believe", "hid a loss", "investors"),
    ("Ostmar, which the ministry says hid a loss, closed.", "Ostmar, which the ministry", "says", "hid a loss", "the ministry"),
    ("Ostmar, whose lawyers engineers say lied, closed.", "Ostmar, whose lawyers engineers", "say", "lied", "engineers"),
    ("Ostmar, which investors believe hid a loss, denied fraud.", "Ostmar, which investors", "denied", "fraud", "Ostmar"),
    ("It printed a note in which two nurses warned of delays.", "which two nurses", "warned", "of delays", "two nurses"),
    ("Two clerks who sold tickets said the door was shut.", "Two clerks who sold tickets", "said", "the door was shut", "Two clerks who sold tickets"),
    ("Ada Koll, who chairs the board, said it was shut.", "Ada Koll, who chairs the board", "said", "it was shut", "Ada Koll, who chairs the board"),
    ("A clerk, who was not named, said it was shut.", "A clerk, who was not named", "said", "it was shut", "A clerk, who was not named"),
])  # fmt: skip
def test_the_subject_of_a_relative_clause_speaks(text, source, cue, content, wanted):
    assert words_of(settle_all(made(text, source, cue, content), text), text)[0] == wanted


def test_a_verb_is_no_subject():
    assert [is_subject(words) for words in ("analysts", "police", "Radio Nord", "trial doctors")] == [True] * 4
    assert not any(
        is_subject(words) for words in ("owns ships", "was ill", "asked", "now works", "had left the traders")
    )


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("Bram Ott insisted that it rained.", "Bram", "Ott insisted", "that it rained", ("Bram Ott", "insisted")),
    ("A friend of Bram Ott had said it rained.", "A friend of Bram", "Ott had said", "it rained", ("A friend of Bram Ott", "had said")),
    ("Aldmoor Refuses to Say Why", "Aldmoor", "Refuses to Say", "Why", ("Aldmoor", "Refuses to Say")),
    ("The mayor Also said it rained.", "The mayor", "Also said", "it rained", ("The mayor", "Also said")),
])  # fmt: skip
def test_a_surname_is_no_cue(text, source, cue, content, wanted):
    assert words_of(settle_all(made(text, source, cue, content), text), text)[:2] == wanted


@pytest.mark.parametrize(("text", "source", "content", "wanted"), [
    ("The sale, according to the Tablet, was worth 3.5 million. It rained.", "the Tablet", "The sale", "The sale … was worth 3.5 million"),
    ("The sale is near, according to the Tablet, was the word.", "the Tablet", "The sale is near", "The sale is near"),
    ("The sale, according to the Tablet, and the lease are off.", "the Tablet", "The sale", "The sale"),
])  # fmt: skip
def test_a_parted_content_has_two_pieces(text, source, content, wanted):
    assert words_of(settle_all(made(text, source, "according to", content), text), text)[2] == wanted


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("The board denied that she had asked to leave the house.", "she", "had", ("that", "to leave the"), ("she", "had asked", "to leave the house")),
    ("The board said two firms have agreed to pay.", "two firms", "have", "to pay", ("two firms", "have agreed", "to pay")),
    ("The board said she did not recognise that sum.", "she", "did", "that", None),
    ("The board said it had seen a loss.", "", "had", "a loss", None),
    ("The board said she agreed with the plan.", "", "agreed", "the", ("", "agreed", "the plan")),
    ("The board said we should be told before.", "", "told", "be", ("", "told", "be")),
    ("The board said buyers were told a fable.", "", "told", "a fable", None),
    ("The board said buyers were told that it was safe.", "", "told", "that it was safe", ("", "told", "that it was safe")),
])  # fmt: skip
def test_scraps_are_mended_or_dropped(text, source, cue, content, wanted):
    outer = made(text, "The board", text.split()[2], text[text.index(" ", 12) + 1 : -1])
    found = settle_all(made(text, source, cue, content), text, outer)
    assert (None if is_implausible(found, text, outer) else words_of(found, text)) == wanted


@pytest.mark.parametrize(("content", "wanted"), [
    ("that a guard had left, but would not give a reason", [("confirmed", "that a guard had left"), ("would not give", "a reason")]),
    ("that a guard had left, but declined to elaborate on", [("confirmed", "that a guard had left")]),
    ("that a guard had left, but would not be paid", [("confirmed", "that a guard had left, but would not be paid")]),
])  # fmt: skip
def test_a_refusal_is_a_statement_of_its_own(content, wanted):
    text = f"Police confirmed {content}."
    found = split_refusal(made(text, "Police", "confirmed", content), text)
    assert [words_of(one, text)[1:] for one in found] == wanted


def test_a_new_sentence_with_its_own_source_is_not_the_first_speakers():
    text = "The mayor said 2.5 tons were lost. Two boats sank, according to the harbour office. It rained."
    content = "2.5 tons were lost. Two boats sank"
    found = split_sentences(made(text, "The mayor", "said", content), text)
    assert [words_of(one, text) for one in found] == [
        ("The mayor", "said", "2.5 tons were lost"),
        ("the harbour office", "according to", "Two boats sank"),
    ]
    alone = text.replace(", according to the harbour office", "")
    assert len(split_sentences(made(alone, "The mayor", "said", content), alone)) == 1
