"""Conditions inside a content ("if not, …", "so long as …"), and whether a statement is a threat."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from sayso.meaning.lists import either, lines_of, words_of
from sayso.meaning.scene import Scene
from sayso.types import ActName, CharSpan, Statement

_INVERTED = frozenset({"should", "had", "were"})
_TEMPORAL = frozenset({"until"})
"""Openers that are conditions only under a refusal: "will not talk until …"."""
_NEAR = 400
"""Code points in which the end of a sentence is sought: no text may cost more than its share."""
_BORDER = re.compile(r"[,;:—–”\"“?!\n]|\.(?=\s|$)| - ")
_REFUSAL = re.compile(r"\b(?:never|not|cannot|no|\w{1,8}n['’]t|refus\w{1,4})\b", re.IGNORECASE)
_ASKING = (
    r"ask|asks|asked|asking|wonder|wonders|wondered|know|knows|knew|see|unclear|sure|decide|doubt|question|questioned"
)
_QUESTION = re.compile(rf"\b(?:{_ASKING}|say|says|said|tell|whether|even|as)\s+$", re.IGNORECASE)
_ASKED = re.compile(rf"\b(?:{_ASKING})\b", re.IGNORECASE)


def find_conditions(scene: Scene) -> tuple[tuple[CharSpan, ...], ...]:
    """The ranges of each statement's conditions, in order."""
    return tuple(tuple(_conditions(scene.text, statement)) for statement in scene.statements)


def _conditions(text: str, statement: Statement) -> Iterator[CharSpan]:
    refused = _REFUSAL.search(f"{statement.cue.text} {statement.content.text}") is not None
    for piece in statement.content.spans:
        last = piece.start
        for match in _openers().finditer(text, piece.start, piece.end):
            if match.start() < last or not _opens(text, piece, match, statement, refused=refused):
                continue
            last = _end(text, match.end(), piece.end)
            if last > match.end():
                yield CharSpan(match.start(), last)


def _opens(text: str, piece: CharSpan, match: re.Match[str], statement: Statement, *, refused: bool) -> bool:
    word = " ".join(match.group().lower().split())
    before = text[max(piece.start, match.start() - 30) : match.start()]
    if word in _INVERTED:
        return _is_inverted(text, match)
    if word == "if" and not before.strip(" “\"'‘") and _ASKED.search(statement.cue.text):
        return False
    if word in _TEMPORAL:
        return refused
    if word in ("provided", "providing", "assuming"):
        return (
            not before.strip()
            or before.rstrip().endswith((",", "—", "-"))
            or text[match.end() : match.end() + 6].lstrip().startswith("that ")
        )
    return not (word == "if" and _QUESTION.search(before))


def _is_inverted(text: str, match: re.Match[str]) -> bool:
    """“Had the gates stayed shut, …”, “Should he refuse, …”: at the head of a sentence that asks nothing."""
    head = text[max(match.start() - 3, 0) : match.start()].rstrip()
    if not match.group()[0].isupper() or (head and head[-1] not in ".?!“\"‘'\n;"):
        return False
    end = re.compile(r"[.?!\n]").search(text, match.end(), match.end() + _NEAR)
    sentence = text[match.end() : end.start() if end else match.end() + _NEAR]
    return "," in sentence and not (end and end.group() == "?")


def _end(text: str, start: int, limit: int) -> int:
    """Where the clause that begins at ``start`` ends: at the next mark, or with the content."""
    border = _BORDER.search(text, start + 1, limit)
    stop = border.start() if border else limit
    return start + len(text[start:stop].rstrip(" .,;"))


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(lines_of('condition-openers'))})\b", re.IGNORECASE)


def is_threat(scene: Scene, statement: Statement, act: ActName, conditions: Sequence[CharSpan] = ()) -> bool:
    """Whether a warning or a promise is a threat: it says that the speaker will harm or act against somebody.

    A promise under a condition that is a threat should be given the act ``warn`` (CONVENTIONS).
    """
    if act not in ("warn", "promise"):
        return False
    if act == "promise" and _offers(scene.text, statement):
        return False
    if _threatening().search(statement.cue.text):
        return True
    own = act == "promise" or _OWN_DEED.search(statement.content.text) is not None
    return own and bool(act == "warn" or conditions) and _harms(scene, statement, conditions)


_OFFERING = re.compile(r"\boffer(?:s|ed|ing)?\b", re.IGNORECASE)
_CLOSE = 20
"""Code points between a cue and its content that may hold the rest of the cue."""
_OWN_DEED = re.compile(
    r"\b(?:we|I)(?:['’]ll|\s+(?:will|shall|are\s+going\s+to|am\s+going\s+to))\b|\bwill\s+be\s+continued\b",
    re.IGNORECASE,
)


def _offers(text: str, statement: Statement) -> bool:
    """Whether the act is an offer, made to somebody's good: "offered to cut the price if they signed"."""
    start, end, content = (
        statement.cue.spans[0].start,
        statement.cue.spans[-1].end,
        statement.content.spans[0].start,
    )
    return _OFFERING.search(text, start, content if end <= content <= end + _CLOSE else end) is not None


@cache
def _threatening() -> re.Pattern[str]:
    return re.compile(r"\b(?:threat\w*|ultimat\w+|retaliat\w+|menac\w+)\b", re.IGNORECASE)


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(words_of('harm-verbs'))})(?:e?d|ing|s)?\b", re.IGNORECASE)


def _harms(scene: Scene, statement: Statement, conditions: Sequence[CharSpan]) -> bool:
    """Whether the content tells of harm, outside of its conditions: "if he is arrested, we will help" harms nobody."""
    harm = words_of("harm-verbs")
    for span in statement.content.spans:
        inside = scene.tokens_in(span)
        verbs = (scene.tokens[i] for i in inside)
        found = [token.span for token in verbs if token.pos == "VERB" and token.lemma.lower() in harm]
        if not inside:
            found = [CharSpan(*match.span()) for match in _forms().finditer(scene.text, span.start, span.end)]
        if any(_is_harm(scene.text, place, conditions) for place in found):
            return True
    return False


def _is_harm(text: str, place: CharSpan, conditions: Sequence[CharSpan]) -> bool:
    """Whether the verb at ``place`` is harm done, or the price of sparing it: "unless they pay"."""
    condition = next((c for c in conditions if c.start <= place.start and place.end <= c.end), None)
    if condition is None:
        return not _is_payment(text, place)
    return _is_payment(text, place) and _UNLESS.match(condition.of(text)) is not None


_UNLESS = re.compile(r"unless\b|if\b.*(?:\bnot\b|n['’]t\b)", re.IGNORECASE)


def _is_payment(text: str, place: CharSpan) -> bool:
    """Whether money is paid: only who pays dearly, for something, or a price is harmed."""
    return place.of(text).lower().startswith(("pay", "paid")) and not _PAYING_DEARLY.match(text, place.end)


_PAYING_DEARLY = re.compile(
    r"\s+(?:dearly|heavily|for\s+(?:it|this|that|their|his|her|its)\b|(?:a|the)\s+(?:\w+\s+)?price\b)", re.IGNORECASE
)
