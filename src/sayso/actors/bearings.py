"""Which names a reading's actors, speakers and outlet bear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.actors.bodies import are_letters_of
from sayso.actors.forms import Bearer, Form, find_domain_form, find_form
from sayso.types import Actor, ActorKind, Reading, SourceType, Statement

Role = Literal["actor", "speaker", "outlet"]

BETWEEN_NAMES = " & "
"""Joins the names of a speaker that is several."""

_KINDS: dict[SourceType, ActorKind] = {"person": "person", "organization": "organization", "outlet": "outlet"}


@dataclass(frozen=True, slots=True)
class Bearing:
    """That an actor, a statement's speaker (by their number) or the outlet (0) goes by a form."""

    role: Role
    number: int
    form: Form


@dataclass(frozen=True, slots=True)
class Tied:
    """That an article uses one name for what it also calls by another."""

    alias: Form
    main: Form


def find_bearings(reading: Reading) -> tuple[Bearing, ...]:
    """The forms of a reading's actors, of its statements' speakers and of its outlet."""
    return tuple(
        dict.fromkeys((*_of_outlet(reading), *_of_actors(reading), *_of_speakers(reading, reading.article.key)))
    )


def find_ties(reading: Reading) -> tuple[Tied, ...]:
    """What the reading calls by several names, as far as these can be trusted.

    People: a longer and a shorter full name, one within the other. Bodies: initials of
    the name. Outlets: the address.
    """
    article = reading.article
    outlet = [each.form for each in _of_outlet(reading)]
    domain = find_domain_form(article.url)
    found = [Tied(domain, each) for each in outlet if domain is not None and domain != each]
    for actor in reading.actors:
        main = find_form(Bearer(actor.name, actor.kind, article.key))
        aliases = (find_form(Bearer(name, actor.kind, article.key)) for name in actor.aliases)
        found += [Tied(alias, main) for alias in aliases if main and alias and _is_other_name(alias, main)]
    return tuple(dict.fromkeys(found))


def _is_other_name(alias: Form, main: Form) -> bool:
    if alias.id == main.id or main.shape != "complete":
        return False
    if alias.realm == "person":
        one, other = set(alias.words), set(main.words)
        return alias.shape == "complete" and (one < other or other < one)
    return alias.shape == "letters" and are_letters_of(alias.spelling, main.words)


def _of_outlet(reading: Reading) -> Iterator[Bearing]:
    article = reading.article
    named = find_form(Bearer(article.outlet, "outlet", article.key)) if article.outlet else None
    form = named or find_domain_form(article.url)
    if form is not None:
        yield Bearing("outlet", 0, form)


def _of_actors(reading: Reading) -> Iterator[Bearing]:
    for number, actor in enumerate(reading.actors):
        form = find_form(Bearer(actor.name, actor.kind, reading.article.key))
        if form is not None:
            yield Bearing("actor", number, form)


def _of_speakers(reading: Reading, article: str) -> Iterator[Bearing]:
    known = _kinds_of(reading.actors)
    for number, statement in enumerate(reading.statements):
        for name, kind in find_speakers(statement, known):
            form = find_form(Bearer(name, kind, article))
            if form is not None:
                yield Bearing("speaker", number, form)


def _kinds_of(actors: tuple[Actor, ...]) -> dict[str, tuple[str, ActorKind]]:
    """The name and kind of actors by each of their names; where two share an alias, the first's."""
    known: dict[str, tuple[str, ActorKind]] = {}
    for name, actor in (*((each.name, each) for each in actors), *((a, each) for each in actors for a in each.aliases)):
        known.setdefault(name, (actor.name, actor.kind))
    return known


def find_speakers(statement: Statement, known: dict[str, tuple[str, ActorKind]]) -> Iterator[tuple[str, ActorKind]]:
    """The names and kinds of those who speak, as far as they are persons, bodies or outlets."""
    meaning = statement.meaning
    if meaning is None or meaning.speaker.name is None:
        return
    for name in meaning.speaker.name.split(BETWEEN_NAMES):
        kind = _KINDS.get(meaning.source_type)
        if name in known and meaning.source_type != "anonymous":
            yield known[name]
        elif kind is not None and name.strip():
            yield name, kind
