"""Statements that the words leave no doubt about."""

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
    ("When it rained they stood by the story.", []),
    ("The mast, which builders said could fall, was cut.", [("builders", "said", "could fall")]),
    ("The man, who police believe is armed, fled.", [("police", "believe", "is armed")]),
    ("The man, who works there, said is was cold.", []),
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
