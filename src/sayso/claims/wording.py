"""What can be read off the words of an entry: what it negates, whether it says anything by itself."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from sayso.claims.lists import lines_of, words_of
from sayso.claims.values import Entry

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»\s]+")
LEAST_SAID: Final = 1
"""Words that a content needs, of those that say what it is about, to be a proposition by itself."""


@lru_cache(maxsize=20_000)
def words_in(text: str) -> tuple[str, ...]:
    """The words of a text, lower case, with straight apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return tuple(_WORD.findall(plain))


def telling_words(text: str) -> frozenset[str]:
    """Those that say what a text is about, without what an apostrophe parts off."""
    said = frozenset(word.split("'")[0] for word in words_in(text))
    return said - words_of("empty-words") - words_of("negations") - words_of("listed-negations")


def is_negated(content: str) -> bool:
    """Whether a content is put as not so: whether its first sentence that says anything is turned round.

    "no call, no meeting and no signature" turns once; "no later than" and the like
    (``double-negations.txt``) not at all.
    """
    plain = " ".join(words_in(first_said(content)))
    for phrase in lines_of("double-negations"):
        plain = plain.replace(phrase, "")
    words = plain.split()
    listed = any(word in words_of("listed-negations") for word in words)
    turns = sum(word in words_of("negations") or word.endswith("n't") for word in words)
    return (listed + turns) % 2 == 1


def first_said(content: str) -> str:
    """The first sentence that says anything by itself; the first one where none does."""
    sentences = _SENTENCE.split(content)
    return next((each for each in sentences if says_something(each)), sentences[0])


def turns_round(entry: Entry) -> bool:
    """Whether the source says that the content, as its words put it, is not so.

    A denial whose own words already hold the negation ("There was no meeting") does not turn them again.
    """
    return entry.act == "deny" and not is_negated(entry.content)


def says_something(content: str) -> bool:
    """Whether a content is a proposition by itself, and does not only point at one ("That's false", "the report")."""
    said = telling_words(content) - words_of("pointing-heads")
    return len(said) >= LEAST_SAID
