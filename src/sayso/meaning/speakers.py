"""Who says each statement: the fullest name the article gives, or why there is none; and everybody it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sayso.meaning.actors import find_actors
from sayso.meaning.confidence import estimate
from sayso.meaning.kinds import kind_of
from sayso.meaning.nominals import JOINT
from sayso.meaning.scene import Scene
from sayso.meaning.walk import Answer, Walk
from sayso.types import Actor, SourceType, Speaker

_REASONS: Mapping[str, str] = {
    "silent": "The statement names no source, and nothing near it tells who speaks.",
    "he": "Nobody named so far fits “he”.",
    "she": "Nobody named so far fits “she”.",
    "it": "The text does not tell what “it” stands for.",
    "they": "The text does not tell who “they” are.",
    "author": "The article's author speaks.",
    "you": "Nobody in particular is meant.",
    "we in general": "“We” are people in general.",
}


_NOBODY = "The text does not tell who is meant."


class Typed(Protocol):
    """What the classifier of senses says of a statement's source: types with their shares, best first."""

    @property
    def types(self) -> tuple[tuple[SourceType, float], ...]:
        """Source types with their shares, best first."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks, of what type, a value for each statement; and all actors of the article."""

    speakers: tuple[Speaker, ...]
    types: tuple[SourceType, ...]
    actors: tuple[Actor, ...]


def find_speakers(scene: Scene, senses: Sequence[Typed] | None = None) -> Voices:
    """Find who says each statement; ``senses``, where given, help to tell the type of sources without a name."""
    priors = [dict(sense.types) for sense in senses] if senses else [{} for _ in scene.statements]
    walk = Walk(scene, priors=priors)
    answers = walk.answer_all()
    types = tuple(_type_of(answer, walk, prior) for answer, prior in zip(answers, priors, strict=True))
    speakers = tuple(_speaker_of(answer, walk, scene) for answer in answers)
    return Voices(speakers, types, find_actors(walk.stage.referents, answers, scene.statements))


def _type_of(answer: Answer, walk: Walk, prior: Mapping[SourceType, float]) -> SourceType:
    if answer.referents:
        return kind_of(walk.stage.referents[answer.referents[0]], prior)
    if answer.by == "author":
        return "author"
    return "class" if answer.by in ("you", "we in general") else "none"


def _speaker_of(answer: Answer, walk: Walk, scene: Scene) -> Speaker:
    sure = estimate(answer, walk.stage.referents)
    if not answer.referents:
        if answer.by == "author" and scene.article.byline:
            return Speaker(scene.article.byline, sure, answer.mention)
        return Speaker(None, sure, answer.mention, _REASONS.get(answer.by, _NOBODY))
    names = dict.fromkeys(walk.stage.referents[number].name for number in answer.referents)
    return Speaker(JOINT.join(names), sure, answer.mention)
