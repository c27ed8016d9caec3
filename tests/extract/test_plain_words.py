"""What the words themselves settle: no attribution after all, other borders, speech that opens a content."""

import pytest

from sayso.extract.implausible import is_implausible, settle_borders
from sayso.extract.opening import find_opening_speech
from sayso.types import Attribution, CharSpan


def made(text, source, cue, content):
    spans = [
        (CharSpan(text.index(words), text.index(words) + len(words)),) if words else ()
        for words in (source, cue, content)
    ]
    return Attribution(*spans, kind="indirect", confidence=0.8)


@pytest.mark.parametrize(("text", "source", "cue", "content", "none"), [
    ("And specifically concerning the Courier story, Ada Koll said no.", "Ada Koll", "specifically concerning", "the Courier story", True),
    ("Ada Koll told the Courier about the locks.", "Ada Koll", "told", "about the locks", False),
    ("The locks are shut.", "", "", "The locks are shut", False),
])  # fmt: skip
def test_a_preposition_is_no_cue(text, source, cue, content, none):
    assert is_implausible(made(text, source, cue, content), text) is none


@pytest.mark.parametrize(("text", "source", "cue", "content", "none"), [
    ("The Courier cited two clerks said to be close to the court.", "two clerks", "said", "to be close to the court", True),
    ("The Courier cited two clerks who said they knew.", "two clerks", "said", "they knew", False),
    ("The Courier cited a ruling by two clerks said to be ill.", "two clerks", "said", "to be ill", False),
])  # fmt: skip
def test_a_description_is_no_speech(text, source, cue, content, none):
    start = text.index("cited ") + len("cited ")
    outer = Attribution(
        (), (CharSpan(start - 6, start - 1),), (CharSpan(start, len(text) - 1),), kind="indirect", confidence=0.8
    )
    found = made(text, source, cue, content)
    assert is_implausible(found, text, outer) is none
    assert not is_implausible(found, text)


@pytest.mark.parametrize(("text", "cue", "content", "wanted"), [
    ("Aldmoor Denies Reports That It Shut the Locks", "Denies Reports", "That It Shut the Locks", ("Denies", "Reports That It Shut the Locks")),
    ("Aldmoor firmly rejected the claims that it paid", "firmly rejected the claims", "that it paid", ("firmly rejected", "the claims that it paid")),
    ("Aldmoor repeated claims that it paid", "repeated claims", "that it paid", ("repeated claims", "that it paid")),
    ("Aldmoor denied that it paid", "denied", "that it paid", ("denied", "that it paid")),
])  # fmt: skip
def test_what_is_denied_belongs_to_the_content(text, cue, content, wanted):
    settled = settle_borders(made(text, "Aldmoor", cue, content), text)
    assert (settled.cue[0].of(text), settled.content[0].of(text)) == wanted


@pytest.mark.parametrize(("content", "wanted"), [
    ("that “Mr. Koll indicated that he was ready,”", ("Mr. Koll", "indicated", "that he was ready")),
    ('that "President Anna Koll has stated numerous times that the door is open."', ("President Anna Koll", "has stated numerous times", "that the door is open")),
    ("that Mr. Koll was ill", None),
    ("that he said that it rained", None),
])  # fmt: skip
def test_speech_that_opens_a_content(content, wanted):
    text = f"The Courier said {content}"
    found = find_opening_speech(made(text, "The Courier", "said", content), text)
    assert (found and tuple(role[0].of(text) for role in (found.source, found.cue, found.content))) == wanted
