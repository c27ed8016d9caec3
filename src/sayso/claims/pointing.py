"""Contents that judge a report instead of saying something themselves: "claims about a meeting are untrue".

Such a content turns against what it points at, whatever its source does with it; what it says the report is about
is the proposition that it bears on.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from sayso.claims.lists import words_of

_POINTERS: Final = frozenset(("that", "this", "it", "so"))
_LINKS: Final = frozenset(("like", "about", "of", "on", "to", "with", "for", "by"))
"""Words behind which "that" is no object: "sevens like that"."""
_LENGTHS: Final = range(3, 8)
"""Words of a sentence that only points: longer ones say more."""
_MARKS: Final = " \t\n,;:.“”\"‘’'"
_WORD = re.compile(r"[\w’']+")
_LED = re.compile(
    r"(?:^|[\s,“\"‘]+)(?:do|does|did|is|are|was|were|be|been|has|have|had|as)(?:\s+(?:a|an|all|simply))?$",
    re.IGNORECASE,
)
_NEGATED_TRUTH: Final = 6
"""Words between a negation and the word of truth that it turns, at most: "not contain a single sentence of truth"."""


def find_topic(content: str) -> str | None:
    """What the report that a content points at is about; empty where it only points; None where it points at none.

    "the reports in the foreign press about an alleged meeting" is about "an alleged meeting".
    """
    led = _leading().match(content)
    if led is None:
        return None
    rest = led["rest"]
    verdict = _verdict().search(rest)
    about = _about().match(rest[: verdict.start()] if verdict else rest)
    return _trim(about["topic"]) if about else ""


def find_owner(content: str) -> str:
    """The words that tell whose report it is that a content points at: "the Courier’s" claims."""
    led = _leading().match(content)
    return led["owner"] if led else ""


def calls_false(content: str) -> bool:
    """Whether a content points at a report, or only at "that", and says that it is not true."""
    if _short_verdict().match(content):
        return True
    led = _leading().match(content)
    return led is not None and _verdict().search(led["rest"]) is not None


def find_dismissed(content: str) -> str | None:
    """What is called untrue in "the photograph as a forgery" (who dismisses it says so); None where nothing is."""
    found = _dismissing().match(content)
    return found["what"].strip(_MARKS) if found else None


def points_back(sentence: str) -> bool:
    """Whether a sentence says what it says of "that" or "it" alone: "We have not reported that"."""
    words: list[str] = _WORD.findall(sentence.casefold())
    return len(words) in _LENGTHS and words[-1] in _POINTERS and words[-2] not in _LINKS


def _trim(topic: str) -> str:
    """A topic without the quotation marks and the verb that led to the verdict."""
    return _LED.sub("", topic.strip(_MARKS)).strip(_MARKS)


@cache
def _leading() -> re.Pattern[str]:
    """A noun phrase that ends in a head of ``pointing-heads.txt``, with four words before it at most."""
    heads = "|".join(sorted(words_of("pointing-heads")))
    return re.compile(
        rf"\W*(?:that\s+)?(?P<owner>(?:[\w’'*-]+\s+){{0,4}}?)(?:{heads})\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL
    )


@cache
def _about() -> re.Pattern[str]:
    between = r"(?:\s+(?:in|by|from|published|printed|made|carried|circulating)\b(?:\s+[\w’']+){0,4}?)?"
    return re.compile(
        rf"{between}\s+(?:about|of|on|that|over|regarding|concerning)\s+(?P<topic>.+)", re.IGNORECASE | re.DOTALL
    )


@cache
def _dismissing() -> re.Pattern[str]:
    false = "|".join(sorted(words_of("falsehoods")))
    return re.compile(
        rf"(?P<what>.+?),?\s+as\s+(?:[“\"‘']?\w+\s+){{0,2}}?[“\"‘']?(?:{false})\b", re.IGNORECASE | re.DOTALL
    )


@cache
def _short_verdict() -> re.Pattern[str]:
    """“That is an invention”, “the whole thing is made up”, “not a word of it is true”."""
    false = "|".join(sorted(words_of("falsehoods")))
    return re.compile(
        rf"\W*(?:that\s+)?(?:(?:that|this|it|all\s+of\s+(?:that|this|it)|the\s+(?:whole\s+)?(?:thing|lot))"
        rf"(?:\s+(?:is|was|are|were|has\s+been)|['’]s)\b"
        rf"(?:\s+(?:a|an|all|just|simply|pure|plain|complete(?:ly)?|total(?:ly)?|entirely|utter(?:ly)?|absolute(?:ly)?))*"
        rf"\s+[“\"‘']?(?:{false})"
        rf"|not\s+a\s+(?:single\s+)?word\s+of\s+(?:it|that|this)\s+(?:is|was)\s+true)(?=\W*$|[”\"’',]*[.;!…])",
        re.IGNORECASE,
    )


@cache
def _verdict() -> re.Pattern[str]:
    false = "|".join(sorted(words_of("falsehoods")))
    true = "|".join(sorted(words_of("truths")))
    return re.compile(
        rf"\b(?:{false})\b|(?:\b(?:not|never|no|without)\b|n['’]t\b)(?:\W+[\w’']+){{0,{_NEGATED_TRUTH}}}?\W+(?:{true})\b",
        re.IGNORECASE,
    )
