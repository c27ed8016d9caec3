"""Statements that the words leave no doubt about."""

import time
from dataclasses import replace

import pytest

from sayso.extract.plain import find_plain
from sayso.types import Attribution, CharSpan


def found_in(text, taken=()):
    found = find_plain(text, taken, CharSpan(0, len(text)))
    return [tuple(role[0].of(text) for role in (one.source, one.cue, one.content)) for one in found]


@pytest.mark.parametrize(("text", "wanted"), [
    ("The Tablet stood by its story.", [("The Tablet", "stood by", "its story")]),
    ("It rained. Ada Koll, sitting in front, laughed off the rumours.", [("Ada Koll, sitting in front", "laughed off", "the rumours")]),
    ("The ministry poured cold water on the report on Monday.", [("The ministry", "poured cold water on", "the report")]),
    ("The guards stood by the gate.", []),
    ("The nurse who stood by her story was sacked.", []),
    ("The shares fell while Ada Koll shrugged off the report.", []),
    ("The U.S. Senate stood by its report.", []),
    ("Mr. Ott was sacked, the club said.", []),
    ("When it rained they stood by the story.", []),
    ("The mast, which builders said could fall, was cut.", [("builders", "said", "could fall")]),
    ("The man, who police believe is armed, fled.", [("police", "believe", "is armed")]),
    ("The man, who works there, said is was cold.", []),
    ("It rained. She called on Bo Ott to repay the loan by May.", [("She", "called on", "Bo Ott to repay the loan by May")]),
    ("She called on her aunt.", []),
    ("The Rovers hired Bo Ott, the club announced on Monday.", [("the club", "announced", "The Rovers hired Bo Ott")]),
    ("VALMERE, 6 March 2024 — The Rovers hired Bo Ott, the club announced.", [("the club", "announced", "The Rovers hired Bo Ott")]),
    ("The lake has dried up, two guards at the dam told Radio Tarn.", [("two guards at the dam", "told", "The lake has dried up")]),
    ("After the match, the coach said on Monday the team was weak.", []),
    ("An aide, who declined to be named, told the Tablet that it was over.", [("An aide", "told", "that it was over")]),
    ("Nurses said on Friday that the beds were full.", [("Nurses", "said", "that the beds were full")]),
])  # fmt: skip
def test_finds_what_is_plain(text, wanted):
    assert found_in(text) == wanted


def test_leaves_alone_what_the_tagger_has_found():
    text = "The Tablet stood by its story."
    taken = Attribution((CharSpan(0, 10),), (CharSpan(11, 19),), (CharSpan(20, 29),), kind="indirect", confidence=0.5)
    assert found_in(text, (taken,)) == []


def test_whoever_spoke_is_who_refuses():
    text = "Ada Koll confirmed the talks, but would not name the buyer. It rained."
    spans = [(CharSpan(text.index(w), text.index(w) + len(w)),) for w in ("Ada Koll", "confirmed", "the talks")]
    taken = Attribution(*spans, kind="indirect", confidence=0.8)
    assert found_in(text, (taken,)) == [("Ada Koll", "would not name", "the buyer")]
    reported = replace(taken, cue=(CharSpan(0, 3),))
    assert found_in(text, (reported,)) == []


def test_both_halves_of_a_parted_sentence_are_content():
    text = "It rained. The mast, Ada Koll told the Tablet on Monday, could fall. The mast, which fell, the mayor said, was old."
    (found,) = find_plain(text, (), CharSpan(0, len(text)))
    assert [span.of(text) for span in found.content] == ["The mast", "could fall"]
    assert (found.source[0].of(text), found.cue[0].of(text)) == ("Ada Koll", "told")


def test_a_cue_may_have_its_particle_behind_the_content():
    text = "Ada Koll turned the first offer down."
    (found,) = find_plain(text, (), CharSpan(0, len(text)))
    assert [span.of(text) for span in (*found.cue, *found.content)] == ["turned", "down", "the first offer"]
    assert found_in("Ada Koll turned the radio down.") == []


@pytest.mark.parametrize(
    "start", ["", "It was a stood by\n", "An aide, who asked not to be named, said", "The mast, Ott said on"]
)
@pytest.mark.parametrize("run", [" ", "\n", "a ", "Ott ", "Ott, ", "who ", "A. ", "the said ", "called on the "])
def test_hostile_runs_take_linear_time(start, run):
    began = time.process_time()
    text = f"{start}{run * 16_000}."
    find_plain(text, (), CharSpan(0, len(text)))
    assert time.process_time() - began < 4
