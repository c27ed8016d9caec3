"""What can be read off the words of an entry: what it negates, whether it says anything by itself."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sayso.claims.affirming import kept_negations
from sayso.claims.lists import words_of
from sayso.claims.pointing import calls_false, find_dismissed, find_topic
from sayso.claims.values import Entry
from sayso.text.words import words_in

_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»\s]+")
_CONDITION = re.compile(r"\b(?:if|unless|until)\b[^,;]*[,;]", re.IGNORECASE)
KNOWN: Final = 4096
"""Contents whose words are remembered: each is compared with dozens, and an article with a few hundred."""
LEAST_SAID: Final = 1
"""Words that a content needs, of those that say what it is about, to be a proposition by itself."""

LEAST_OF_TOPIC: Final = 2
"""As many for what a report is about to be told: "the allegations of fraud" are of much."""


@lru_cache(maxsize=KNOWN)
def telling_words(text: str) -> frozenset[str]:
    """Those that say what a text is about, without what an apostrophe parts off."""
    said = frozenset(word.split("'")[0] for word in words_in(text))
    return said - words_of("empty-words") - words_of("negations") - words_of("listed-negations")


@lru_cache(maxsize=KNOWN)
def is_negated(content: str) -> bool:
    """Whether a content is put as not so: whether its first sentence that says anything is turned round.

    "no call, no meeting and no signature" turns once; "no later than" and the like
    (``double-negations.txt``) not at all, nor does what stands in a condition ("If there was no meeting, say so").
    """
    words = words_in(kept_negations().sub(" ", _CONDITION.sub("", first_said(content))))
    listed = any(word in words_of("listed-negations") for word in words)
    turns = sum(map(_is_turn, words))
    return (listed + turns) % 2 == 1


def _is_turn(word: str) -> bool:
    return word in words_of("negations") or word.endswith("n't")


def first_said(content: str) -> str:
    """The first sentence that says anything by itself; the first one where none does."""
    sentences = _SENTENCE.split(content)
    return next((each for each in sentences if says_something(each)), sentences[0])


def leaves_open(content: str) -> bool:
    """Whether a content is a question that its cue leaves open: "whether they had met", "why he left"."""
    first = next(iter(words_in(content)), "")
    return first in words_of("open-starts")


def takes_for_true(entry: Entry) -> bool:
    """Whether a cue with a negation takes its content for true all the same: "was not surprised that …"."""
    words = words_in(entry.cue)
    negated = any(_is_turn(word) or word in words_of("listed-negations") for word in words)
    return negated and any(word in words_of("taken-for-true") for word in words)


def turns_round(entry: Entry) -> bool:
    """Whether the source says that the entry's text, as its words put it, is not so.

    A denial whose own words already hold the negation ("There was no meeting") does not turn them again; who calls a
    report untrue turns what the report says.
    """
    if _judges(entry):
        return True
    return entry.act == "deny" and not is_negated(entry.content)


def puts_as_not_so(entry: Entry) -> bool:
    """Whether the entry's text is put as not so by its own words."""
    return not _judges(entry) and is_negated(entry.content)


def judges_report(entry: Entry) -> bool:
    """Whether an entry denies a report, whatever its act where its words call the report untrue.

    Its text is then what the report is about.
    """
    return calls_report_false(entry) or (entry.act == "deny" and find_topic(entry.content) is not None)


def calls_report_false(entry: Entry) -> bool:
    """Whether an entry's first sentence says of a report that it is untrue."""
    return calls_false(first_sentence(entry.content))


def _judges(entry: Entry) -> bool:
    """Whether an entry's text is what it calls untrue: a report, or a thing that is dismissed "as a forgery"."""
    return judges_report(entry) or (entry.act == "deny" and find_dismissed(entry.content) is not None)


def first_sentence(content: str) -> str:
    """What comes before the first full stop."""
    return _SENTENCE.split(content)[0]


def proposition(entry: Entry) -> str:
    """What an entry bears on: its text; of one that denies a report, what that is about, as far as that is told.

    Empty where a report is called untrue and its matter is not told: that only points. What a paper lists is told with
    the paper: "four arrivals" are nothing that anybody puts forward.
    """
    if entry.source_type == "document" and words_of("listing-cues").issuperset(words_in(entry.cue) or ("",)):
        paper = entry.source.split(",")[0]
        return f"{paper} {entry.cue} {entry.text}"
    if not _judges(entry):
        return entry.text
    topic = find_topic(entry.text)
    topic = (find_dismissed(entry.text) if topic is None else topic) or ""
    if len(telling_words(topic)) >= LEAST_OF_TOPIC:
        return topic
    return "" if calls_report_false(entry) else entry.text


def says_something(content: str) -> bool:
    """Whether a content is a proposition by itself, and does not only point at one ("That's false", "the report")."""
    said = telling_words(content) - words_of("pointing-heads")
    return len(said) >= LEAST_SAID
