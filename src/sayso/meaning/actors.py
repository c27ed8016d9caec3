"""The actors of an article: everybody and everything it names that can act, with every mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from sayso.meaning.referents import Referent, Sort
from sayso.meaning.walk import Answer
from sayso.types import Actor, ActorKind, CharSpan, Statement

_KINDS: Final[Mapping[Sort, ActorKind]] = {
    "person": "person",
    "organization": "organization",
    "outlet": "outlet",
    "place": "place",
    "group": "group",
}


def find_actors(
    referents: Sequence[Referent], answers: Sequence[Answer], statements: Sequence[Statement]
) -> tuple[Actor, ...]:
    """Every referent with a name, in order of its first mention; sources that were resolved to it are mentions, too."""
    resolved: dict[int, list[CharSpan]] = defaultdict(list)
    for answer, statement in zip(answers, statements, strict=True):
        if len(answer.referents) == 1 and statement.source.spans:
            resolved[answer.referents[0]].append(statement.source.spans[0])
    found = [
        _actor(referent, resolved.get(number, ()))
        for number, referent in enumerate(referents)
        if referent.mentions and referent.sort in _KINDS
    ]
    return tuple(sorted(found, key=lambda actor: actor.mentions[0]))


def _actor(referent: Referent, resolved: Sequence[CharSpan]) -> Actor:
    named = [mention.span for mention in referent.mentions]
    # Names inside a longer mention ("the spokesman, Vel") are counted once.
    extra = [span for span in resolved if not any(n.start < span.end and span.start < n.end for n in named)]
    return Actor(
        name=referent.name,
        kind=_KINDS[referent.sort],
        aliases=referent.aliases,
        roles=referent.titles,
        mentions=tuple(sorted({*named, *extra})),
    )
