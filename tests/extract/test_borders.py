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
    ("A clerk whom police questioned said the door was shut.", "A clerk whom police questioned", "said", "the door was shut", "A clerk whom police questioned"),
    ("Nurses who seek answers said the door was shut.", "Nurses who seek answers", "said", "the door was shut", "Nurses who seek answers"),
    ("Two clerks who sold tickets said the door was shut.", "Two clerks who sold tickets", "said", "the door was shut", "Two clerks who sold tickets"),
    ("Ada Koll, who chairs the board, said it was shut.", "Ada Koll, who chairs the board", "said", "it was shut", "Ada Koll, who chairs the board"),
    ("A clerk, who feared for her job, said it was shut.", "A clerk, who", "said", "it was shut", "A clerk, who feared for her job"),
    ("A clerk, who said little, and a cook said it was shut.", "A clerk, who", "said it", "was shut", "A clerk"),
    ("A clerk, who was not named, said it was shut.", "A clerk, who was not named", "said", "it was shut", "A clerk, who was not named"),
])  # fmt: skip
def test_the_subject_of_a_relative_clause_speaks(text, source, cue, content, wanted):
    assert words_of(settle_all(made(text, source, cue, content), text), text)[0] == wanted


def test_a_verb_is_no_subject():
    assert [is_subject(words) for words in ("analysts", "police", "Radio Nord", "her sister")] == [True] * 4
    assert not any(
        is_subject(words) for words in ("owns ships", "was ill", "asked", "now works", "had left the traders")
    )
    # A subject with its verb is a clause: the source goes on to it.
    clauses = (
        "police caught",
        "Ott hired",
        "seek voters",
        "four who",
        "all applied",
        "the mayor had sacked",
        "she trusts",
    )
    assert not any(is_subject(words) for words in clauses)


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
    ("The mill, according to the Tablet, was sold by R. Ott and Mrs. Vel. It rained.", "the Tablet", "The mill", "The mill … was sold by R. Ott and Mrs. Vel"),
    ("The sale, according to the Tablet, was near, but the board said no.", "the Tablet", "The sale", "The sale … was near"),
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
    ("The board said buyers were told the mill was safe.", "", "told", "the mill was safe", ("", "told", "the mill was safe")),
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
    said = text.replace("confirmed", "reported")  # the guard may be who declined
    assert len(split_refusal(made(said, "Police", "reported", content), said)) == 1


def test_a_new_sentence_with_its_own_source_is_not_the_first_speakers():
    text = "The mayor said 2.5 tons were lost. Two boats sank, according to the harbour office. It rained."
    content = "2.5 tons were lost. Two boats sank"
    found = split_sentences(made(text, "The mayor", "said", content), text)
    assert [words_of(one, text) for one in found] == [
        ("The mayor", "said", "2.5 tons were lost"),
        ("the harbour office", "according to", "Two boats sank"),
    ]
    titled = "The mayor said it was the fault of Mr. Ott, according to the harbour office."
    one = made(titled, "The mayor", "said", "it was the fault of Mr. Ott")
    assert split_sentences(one, titled) == (one,)
    alone = text.replace(", according to the harbour office", "")
    assert len(split_sentences(made(alone, "The mayor", "said", content), alone)) == 1


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("The mast, Ada Koll told the Tablet on Monday, could fall.", "Ada Koll", "told", "The mast", "The mast … could fall"),
    ("If it rains, the bank wrote in a note, the roof leaks.", "the bank", "wrote", "If it rains", "If it rains … the roof leaks"),
    ("If it rains, the bank wrote in a note, but nobody read it.", "the bank", "wrote", "If it rains", "If it rains"),
    ("The mast, Ada Koll said, could fall, but the mayor denied it.", "Ada Koll", "said", "The mast", "The mast … could fall"),
    ("It rains, Ada Koll said, and has rained.", "Ada Koll", "said", "It rains", "It rains"),
])  # fmt: skip
def test_a_content_goes_on_after_to_whom_and_when(text, source, cue, content, wanted):
    assert words_of(settle_all(made(text, source, cue, content), text), text)[2] == wanted


@pytest.mark.parametrize(("text", "source", "content", "wanted"), [
    ("According to the Tablet, which cited a person in the palace, the king is ill.", "the Tablet", "a person in the palace, the king is ill", "the king is ill"),
    ("According to the Tablet, which cited bad weather, the king is ill.", "the Tablet", "the king is ill", "the king is ill"),
])  # fmt: skip
def test_whom_an_outlet_cites_is_no_content(text, source, content, wanted):
    assert words_of(settle_all(made(text, source, "According to", content), text), text)[2] == wanted


@pytest.mark.parametrize(("text", "source", "cue", "content", "wanted"), [
    ("A clerk, who asked not to be named, said it was shut.", "A clerk", "asked", "not to be named", True),
    ("A clerk, who did not wish to be identified, said so.", "A clerk", "did not wish", "to be identified", True),
    ("Two men spoke on condition of anonymity.", "Two men", "spoke", "on condition of anonymity", True),
    ("Bo Ott asked to be named as the heir.", "Bo Ott", "asked", "to be named as the heir", False),
    ("Bo Ott asked to be paid.", "Bo Ott", "asked", "to be paid", False),
    ("He never said a word about it.", "He", "said", "a word about it", True),
    ("He has proposed nothing that would help.", "He", "proposed", "nothing that would help", False),
    ("He said a word about it was enough.", "He", "said", "a word about it was enough", False),
])  # fmt: skip
def test_a_wish_to_be_unnamed_and_a_silence_are_no_statements(text, source, cue, content, wanted):
    assert is_implausible(made(text, source, cue, content), text) is wanted


def test_what_the_speaker_herself_feels_is_no_second_statement():
    text = "Ada Koll said she regretted that it rained."
    outer = made(text, "Ada Koll", "said", "she regretted that it rained")
    assert is_implausible(made(text, "she", "regretted", "that it rained"), text, outer)
    text = "Ada Koll said he regretted that it rained, as the mayor did."
    outer = made(text, "Ada Koll", "said", "he regretted that it rained, as the mayor did")
    assert not is_implausible(made(text, "he", "regretted", "that it rained"), text, outer)
