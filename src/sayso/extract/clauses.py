"""Patterns of clauses that several rules share: where a sentence goes on, how a content does, how a refusal is put.

No repeat of white space stands beside another that could take the same white space: no text costs more than its share.
"""

from __future__ import annotations

from functools import cache

from sayso.extract.wordlists import one_of, spelled

COMPLEMENT = (
    r"(?:\s+(?!that\b)[^\s,.;:“”\"][^,.;:“”\"\n]{0,79}|\s+(?:Mr|Mrs|Ms|Dr)\.\s+[^\s,.;:“”\"][^,.;:“”\"\n]{0,59})?"
)
"""What may follow a cue before the content goes on: to whom, when, in which paper ("told the Courier on Tuesday")."""


@cache
def inner_stop() -> str:
    """A full stop that ends no sentence: of a title, of an initial before a name, between digits."""
    titles = "|".join(rf"(?<=\b{title})" for title in spelled("titles"))
    opener = rf"(?i:{one_of('openers')}|he|she|it|they|we|his|her|its|their)\b"
    return rf"(?:(?:{titles})\.|(?<=\b[A-Z])\.(?=[A-Z]|\s(?!{opener})[A-Z])|\.(?=\d))"


@cache
def after_title() -> str:
    """No place behind a title or an initial."""
    titles = "".join(rf"(?<!\b{title}\.\s)" for title in spelled("titles"))
    return rf"{titles}(?<!\b[A-Z]\.\s)"


@cache
def rest() -> str:
    """A content that goes on, up to the end of its sentence or to a clause that may be another's."""
    return rf"(?=\S)(?:(?!,\s+(?:but|and|while|though|although)\b)[^.;\n“”\"]|{inner_stop()}){{1,300}}"


@cache
def refusal() -> str:
    """“…, but would not give a name”: the verbs are those of telling, so that the one who refuses is the speaker."""
    return (
        r",\s+(?:but|and|though|although)\s+(?:also\s+)?"
        rf"(?P<cue>(?:would\s+not|declined\s+to|refused\s+to)\s+{one_of('telling')})\b"
        r"(?:\s+(?P<content>[^\s,.;“”\"][^,.;“”\"\n]*))?"
    )
