"""Cues that settle the act by themselves: a denial is a denial, whatever else the words look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, cast

from sayso.meaning.lists import rows_of
from sayso.types import ActName, Statement

WORD: Final = re.compile(r"[a-z]+(?:['’]t)?")
NEGATIONS: Final = frozenset({"no", "nor", "not", "never", "neither", "without", "cannot"})

DECLINING: Final = re.compile(
    r"""["“‘'\s]*(?:that\s)?(?:he|she|they|I|we)
    (?:\s(?:still\s)?(?:will|would)\s(?:not|never) | \swon['’]t | \swouldn['’]t | ['’]ll\s(?:not|never) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""The beginning of what says that its speaker will not do something. Of such contents annotators call 26 a refusal and
9 a promise (20,000 attributions of PolNeAR's train part)."""


def declines(statement: Statement) -> bool:
    """Whether what is promised is not to do something: "he'll never sign", which is a refusal."""
    return DECLINING.match(statement.content.text) is not None


def find_settled_act(statement: Statement) -> ActName | None:
    """The act that the first telling word of the cue settles (data/act-settled.txt), or None.

    Words count in any of their forms, in headlines too, where a parser takes "Denies" for a name. A
    cue that denies anything ("neither confirmed nor denied", "did not admit") settles nothing.
    """
    words = WORD.findall(statement.cue.text.lower())
    if any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in words):
        return None
    settled, telling = _settled(), _telling()
    for word in words:
        form = next((form for form in _forms(word) if form in settled or form in telling), None)
        if form is not None:
            return settled.get(form)
    return None


def _forms(word: str) -> Iterator[str]:
    """What the word may be an inflection of; rough, for the lists decide."""
    yield word
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("",)),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            yield from (stem + base for base in bases)
            if len(stem) > 1 and stem[-1] == stem[-2]:  # admitted
                yield stem[:-1]


@cache
def _settled() -> dict[str, ActName]:
    return {word: cast("ActName", act) for word, act in rows_of("act-settled")}


@cache
def _telling() -> frozenset[str]:
    """Words that show some act: where one of them comes first, it is not for a later one to settle."""
    return frozenset(verb for verb, *_ in rows_of("act-verbs"))
