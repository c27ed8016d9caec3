"""Whether an entry puts a proposition forward, and how it reads with who says it in front.

A statement's content may be no more than the object of its cue: a topic ("spoke about the budget"), a noun ("praised
Ada Koll"), a question left open ("told where it came from"), an aim ("wants to win"). Such a statement is one of its
article; a claim it makes none. The parse is not known here, but what it told is: an entry has no level of certainty
where its content is nothing to be sure of. A demand or a promise has none either, and says something once the speaker
stands in front: "Ada Koll vowed to leave by Friday".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from sayso.claims.lists import words_of
from sayso.claims.values import Entry
from sayso.text.words import words_in

_COMPLETING: Final = ("demand", "promise", "predict", "warn", "deny", "admit", "confirm")
"""Acts whose object says what is to be, or is or is not, so: "promised aid", "denied any part in it"."""
_DOING: Final = ("refuse", "agree")
"""Acts whose object says so where it is something to do: "refused to resign", not "refused the offer"."""
_TELLING: Final = ("assert", "believe", "ask")
"""Acts that add nothing to a fragment; who blames "a supplier" says that it is to blame."""

SHORT: Final = 3
"""Words of a content up to which it is a fragment where nothing in it can be a predicate."""

_GAP: Final = " … "
"""Stands between the pieces of a cue or a content: "likened … to" goes with "the minister … a clown"."""
_OPENING: Final = re.compile(r"[“\"‘']+[A-Z]")
"""Begins quoted words that are a sentence of their own."""
_ARTICLES: Final = frozenset(("a", "an", "the"))


def states(entry: Entry) -> bool:
    """Whether an entry puts a proposition forward by its words, or with its speaker and cue in front.

    >>> from dataclasses import replace
    >>> told = Entry("s", "a", "s", 0, "", None, "Ada Koll", "spoke about", "the budget", "the budget", level="na")
    >>> states(told), states(replace(told, content="the budget was late", text="the budget was late"))
    (False, True)
    """
    if entry.act in _COMPLETING or entry.figures or "?" in entry.content:
        return True
    content = entry.content
    if is_left_open(content):
        return is_clause(content.partition(": ")[2])
    if entry.level == "na" and not is_clause(content):
        done = words_in(content)[:1] == ("to",)
        return entry.act in _DOING if done else not words_of("wanting-cues").isdisjoint(words_in(entry.cue))
    return entry.act not in _TELLING or not is_fragment(content)


def is_clause(content: str) -> bool:
    """Whether a content is surely a sentence of its own: "that …", "whether …", a pronoun as its subject, an auxiliary.

    An auxiliary behind a relative word is not its own: "the man who was there".
    """
    words = words_in(content)
    if words and (words[0] in words_of("clause-subjects") or _is_contracted(words[0])):
        return True
    if len(words) > SHORT and words[0] in ("that", "whether", "if") and words[1] != "to":
        return True
    begun = 1 if _is_speech(content) else 0
    for before, word in pairwise(("", *words)):
        if begun <= 0 and word in words_of("relative-words"):
            return False
        begun -= 1
        if before != "to" and (word in words_of("auxiliaries") or word.endswith("n't") or _is_contracted(word)):
            return True
    return False


def _is_contracted(word: str) -> bool:
    """Whether a word holds its verb: "it's", "we'll", not "Koll's"."""
    subject, mark, verb = word.partition("'")
    held = verb in ("ll", "re", "ve", "d", "m") or (verb == "s" and subject in words_of("clause-subjects"))
    return bool(mark) and held


def _is_speech(content: str) -> bool:
    """Whether a content begins as a sentence, or with a mark of quotation."""
    first = content[:1]
    return first != first.lower() or not first.isalnum()


def calls_something(entry: Entry) -> bool:
    """Whether an entry's cue calls something something, or likens it to something.

    What stands last in the content is then what its source says. "called on" and "called for" demand.
    """
    words = words_in(entry.cue)
    return not words_of("calling-cues").isdisjoint(words) and words_of("demanding-particles").isdisjoint(words)


def is_verdict(entry: Entry, holder: Entry) -> bool:
    """Whether the words of an entry inside another's are what that other's source says, not its own.

    Of "Koll called Venn's remark about the dredgers crude" a reading may hold that Venn said "the dredgers crude". A
    sentence that somebody is cited with is his own: "called Venn's claim that the gates are rusty absurd".
    """
    inner, outer = words_in(entry.content), words_in(holder.content)
    if not calls_something(holder) or is_clause(entry.content):
        return False
    return bool(inner) and outer[-len(inner) :] == inner


def is_fragment(content: str) -> bool:
    """Whether a content is of so few words that they say nothing: no clause, and no word that can be a predicate.

    "Talks off", "Bridge closed" and "Christmas a sham" say something, "a disgrace" and "Hern Lodge Meeting" do not;
    what is quoted from its first capital on does.
    """
    words = words_in(content)
    if len(words) > SHORT or is_clause(content) or (len(words) > 1 and _OPENING.match(content)):
        return False
    if words and words[0] in words_of("object-pronouns"):
        return False
    opened = bool(words) and words[0] in words_of("phrase-starts") and not _is_speech(content)
    return opened or not any(word in words_of("short-predicates") or word.endswith(("ed", "s")) for word in words[1:])


def is_left_open(content: str) -> bool:
    """Whether a content is a question put indirectly that holds no answer: "where it came from", "how to win her over".

    "Whether" and "if" hold one: what may be so.
    """
    first = next(iter(words_in(content)), "")
    return first in words_of("asked-starts") and not _is_speech(content)


# ---------------------------------------------------------------- with the speaker in front


def in_full(entry: Entry) -> str:
    """An entry's text; with who says it, and how, in front where it is no sentence by itself.

    "to leave by Friday" reads "Ada Koll vowed to leave by Friday". A denial's object stays alone: the claim is what it
    denies.
    """
    if not is_unfinished(entry) or entry.act in ("deny", "doubt"):
        return entry.text
    who = _name(entry)
    cues, texts = entry.cue.split(_GAP), entry.text.split(_GAP)
    if not who or not entry.cue or (len(cues) > 1 and len(cues) != len(texts)):
        return entry.text
    if len(cues) > 1:
        return " ".join((who, *(f"{cue} {text}" for cue, text in zip(cues, texts, strict=True))))
    joint = " " if entry.cue[:1].isalpha() else ""
    return f"{who}{joint}{entry.cue} {entry.text}"


def is_unfinished(entry: Entry) -> bool:
    """Whether an entry's words say nothing without its cue: what somebody is to do, or the object of a demand."""
    first = next(iter(words_in(entry.content)), "")
    if first == "to" or (calls_something(entry) and not is_clause(entry.content)):
        return True
    if _is_speech(entry.content) or is_clause(entry.content):
        return False
    opened = first in words_of("phrase-starts") - _ARTICLES or first in words_of("object-pronouns")
    return opened or entry.level == "na" or is_left_open(entry.content) or is_fragment(entry.content)


def _name(entry: Entry) -> str:
    """Who says it, as its cue goes on: "Ada Koll", or "Ada Koll’s" before "proposal"."""
    who = entry.speaker or entry.source
    last = next(reversed(words_in(entry.source)), "")
    owns = last.endswith("'s") or last in ("his", "her", "its", "their")
    return f"{who}’s" if owns and words_in(who)[-1:] != (last,) else who
