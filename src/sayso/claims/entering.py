"""The entries of an article: its statements as claims see them, with names for pronouns in what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Final

from sayso.claims.counting import MISSING, find_place, find_state, find_whose, is_missing_sum, is_part
from sayso.claims.lists import words_of
from sayso.claims.values import Entry, Figure
from sayso.claims.wording import proposition, takes_for_true
from sayso.types import Actor, CharSpan, Meaning, Quantity, Reading, Statement, Words

LARGE: Final = 1e6
"""A number without a unit that may be a sum of money: people are seldom missing by the million."""
_POSSESSIVE: Final = frozenset(("his", "their", "my", "our"))
_NEXT_WORD = re.compile(r"[ \t\n]+([a-z]+)")
_NO_NOUN: Final = frozenset(
    ("to", "that", "in", "on", "at", "and", "or", "for", "with", "by", "from", "about", "as", "if", "when", "because")
)
"""Words after "her" by which it is no possessive ("told her that …")."""


_APOSTROPHES: Final = ("'", "’")
_OWNING: Final = frozenset(("person", "organization", "outlet", "place", "group"))
"""Kinds of actors whose a figure may be."""
_OWN_WORDS = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_SUBJECT = re.compile(r"((?:that )?)(he|she|his)(?= )")


@dataclass(frozen=True, slots=True)
class _Name:
    span: CharSpan
    name: str


def seed_of(article: str, statement: str) -> str:
    """What identifies a statement in the whole ledger: a hex digest of its article's key and its own id."""
    return sha256(f"{article}:{statement}".encode()).hexdigest()[:20]


def to_entries(reading: Reading, article: str, when: str) -> tuple[Entry, ...]:
    """The entries of what an article's newest reading found, in the order of its statements.

    ``article`` is its key and ``when`` the moment it was published (ISO 8601, UTC; empty: unknown). Who speaks in
    the directory of actors is left open.
    """
    names = _find_names(reading.text, reading.actors)
    seeds = {statement.id: seed_of(article, statement.id) for statement in reading.statements}
    plain = (
        Entry(
            seed=seeds[statement.id],
            article=article,
            statement=statement.id,
            position=place,
            when=when,
            outlet=reading.article.outlet,
            source=statement.source.text,
            cue=statement.cue.text,
            content=statement.content.text,
            text=resolve_text(reading.text, statement.content, names, _find_own(statement), _find_subject(statement)),
            parent=seeds.get(statement.parent or ""),
        )
        for place, statement in enumerate(reading.statements)
    )
    full = (
        _with_meaning(entry, statement, reading, seeds)
        for entry, statement in zip(plain, reading.statements, strict=True)
    )
    return tuple(replace(entry, text=proposition(entry)) for entry in map(_without_false_denial, full))


def _without_false_denial(entry: Entry) -> Entry:
    """Who "was not surprised that it rained" denies nothing, although the cue is one of no."""
    return replace(entry, act="assert") if entry.act == "deny" and takes_for_true(entry) else entry


def _find_own(statement: Statement) -> str | None:
    """Whom "I" means in a content: the person who is quoted, where the name is known."""
    meaning = statement.meaning
    if meaning is None or statement.kind == "indirect" or meaning.source_type != "person":
        return None
    name = meaning.speaker.name
    return name if name and name[0].isupper() else None


def _find_subject(statement: Statement) -> str | None:
    """Whom "he" or "she" means at the beginning of what somebody is told to have said: who says it."""
    meaning = statement.meaning
    if meaning is None or statement.kind == "direct" or meaning.source_type != "person":
        return None
    name = meaning.speaker.name
    return name if name and name[0].isupper() and " & " not in name else None


def _with_meaning(entry: Entry, statement: Statement, reading: Reading, seeds: Mapping[str, str]) -> Entry:
    meaning = statement.meaning
    if meaning is None:
        return entry
    anonymity = meaning.anonymity
    return replace(
        entry,
        speaker=meaning.speaker.name,
        source_type=meaning.source_type,
        anonymous=(anonymity.description or entry.source) if anonymity else None,
        act=meaning.act.name,
        level=meaning.certainty.level,
        said=meaning.said,
        figures=tuple(
            _to_figure(each, reading, statement, meaning)
            for each in meaning.quantities
            if not is_part(reading.text, each.span)
        ),
        chain=meaning.chain,
        responds_to=tuple(seeds[each] for each in meaning.responds_to if each in seeds),
    )


def _to_figure(quantity: Quantity, reading: Reading, statement: Statement, meaning: Meaning) -> Figure:
    text, span = reading.text, quantity.span
    words = " ".join(text[span.start : span.end].split())
    pieces = (piece for piece in statement.content.spans if piece.start <= span.start and span.end <= piece.end)
    limits = next(pieces, span)
    return Figure(
        words=words,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        of=quantity.of,
        as_of=quantity.as_of,
        state=_find_state(text, quantity),
        place=find_place(statement.content.text, words),
        whose=find_whose(text, span, limits, _find_named(reading, limits, meaning.speaker.name)),
    )


def _find_state(text: str, quantity: Quantity) -> str | None:
    """What befell what is counted; of sums, with or without their currency, only that they are missing."""
    sum_ = quantity.unit != "%" if quantity.unit else (quantity.low or quantity.high or 0) >= LARGE
    if sum_ and is_missing_sum(text, quantity.span):
        return MISSING
    return None if quantity.unit else find_state(text, quantity.span, quantity.of)


def _find_named(reading: Reading, limits: CharSpan, speaker: str | None) -> tuple[tuple[CharSpan, str], ...]:
    """Whom a piece of a content names, with the speaker for "I" and "we"."""
    named = [(span, actor.name) for actor in reading.actors if actor.kind in _OWNING for span in actor.mentions]
    own = _OWN_WORDS.finditer(reading.text, limits.start, limits.end) if speaker else ()
    return (*named, *((CharSpan(*found.span()), speaker or "") for found in own))


# ---------------------------------------------------------------- names for pronouns


def _find_names(text: str, actors: Iterable[Actor]) -> tuple[_Name, ...]:
    """Mentions that say less than the name of whom they mean, in the order of the text."""
    found = [
        _Name(span, actor.name)
        for actor in actors
        if actor.kind in ("person", "organization", "outlet")
        for span in actor.mentions
        if _says_less(text[span.start : span.end], actor)
    ]
    return tuple(sorted(found, key=lambda each: (each.span.start, each.span.end, each.name)))


def _says_less(mention: str, actor: Actor) -> bool:
    if mention.casefold() in words_of("person-pronouns"):
        return actor.kind == "person"
    return actor.kind == "person" and mention != actor.name


def resolve_text(
    text: str, content: Words, names: Sequence[_Name], speaker: str | None, subject: str | None = None
) -> str:
    """A content's words, with the full name for a pronoun or bare family name whose bearer the article makes plain.

    ``speaker`` stands in brackets behind the first "I", "me" or "my" of quoted words, whose verb stays: "I [Ada
    Koll] do". ``subject`` stands for "he" or "she" that a content begins with, where nothing tells who is meant ("He
    denied that he had signed").
    """
    told: set[str] = set()
    whole = " … ".join(_resolve_piece(text, span, names, speaker, told) for span in content.spans)
    begun = _SUBJECT.match(whole)
    if begun is None or subject is None:
        return whole
    return f"{begun[1]}{subject}{'’s' if begun[2] in _POSSESSIVE else ''}{whole[begun.end() :]}"


def _resolve_piece(text: str, span: CharSpan, names: Sequence[_Name], speaker: str | None, told: set[str]) -> str:
    """``told`` are the names that stand in brackets already, and grow by those that are put there."""
    changes = [each for each in names if span.start <= each.span.start and each.span.end <= span.end]
    if speaker and " & " not in speaker:
        changes += [
            _Name(CharSpan(span.start + found.start(), span.start + found.end()), speaker)
            for found in re.finditer(r"\b(?:I|me|my)\b(?!['’])", text[span.start : span.end])
        ]
    pieces, at = [], span.start
    for each in sorted(changes, key=lambda each: (each.span.start, each.span.end, each.name)):
        if each.span.start < at:
            continue
        pieces += [text[at : each.span.start], _put_name(each, text, span.end, told)]
        at = each.span.end
    return " ".join("".join([*pieces, text[at : span.end]]).split())


def _put_name(each: _Name, text: str, end: int, told: set[str]) -> str:
    """A name for a pronoun, or behind it where a verb agrees with the pronoun and not with the name."""
    mention = each.span.of(text)
    if mention.casefold() not in words_of("kept-pronouns"):
        return _inflect(each, text, end)
    if each.name in told or text[each.span.end : each.span.end + 1] in _APOSTROPHES:
        return mention
    told.add(each.name)
    return f"{mention} [{_inflect(each, text, end)}]"


def _inflect(each: _Name, text: str, end: int) -> str:
    mention = each.span.of(text).casefold()
    follows = _NEXT_WORD.match(text, each.span.end, end)
    belongs = mention in _POSSESSIVE or (mention == "her" and follows is not None and follows[1] not in _NO_NOUN)
    return f"{each.name}’s" if belongs else each.name
