"""From a reading to one that says what its statements mean: every step of this package, in its order."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from typing import ParamSpec, TypeVar

from sayso.extract.tagger import Tagged
from sayso.meaning.anonymity import find_anonymity
from sayso.meaning.chains import find_chains
from sayso.meaning.channels import find_channels
from sayso.meaning.conditions import find_conditions, is_threat
from sayso.meaning.hedges import find_hedges
from sayso.meaning.language import MODEL, Language
from sayso.meaning.quantities import find_quantities
from sayso.meaning.responses import find_responses
from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.senses import Sense, SensesModel, find_senses, load_senses
from sayso.meaning.speakers import find_speakers
from sayso.meaning.times import find_about, find_said
from sayso.meaning.voice import find_own_voice
from sayso.types import Act, CharSpan, Level, Meaning, Reading, Statement

P = ParamSpec("P")
R = TypeVar("R")

Clock = Callable[[str, float], None]
"""Is told the name of each step and the seconds it took."""


def _ignore(_step: str, _seconds: float) -> None:
    """The clock of those who do not measure."""


class Interpreter:
    """Gives the statements of a reading their meaning, and the reading its actors and its own voice.

    Loads spaCy and the weights of the senses at the first reading, once. Safe to share between threads.
    """

    def __init__(self, *, senses: SensesModel | None = None, clock: Clock = _ignore) -> None:
        """``senses``: the weights (default: the shipped ones, ModelError where they are damaged)."""
        self._senses = senses or load_senses()
        self._clock = clock

    @property
    def name(self) -> str:
        """The name and version of the weights."""
        return self._senses.name

    @cached_property
    def sha256(self) -> str:
        """Hex SHA-256 over all that decides beside the code: the weights, the word lists, the name of the parser."""
        total = sha256(f"{self._senses.sha256}:{MODEL}".encode())
        data = files("sayso.meaning") / "data"
        for file in sorted(data.iterdir(), key=lambda file: file.name):
            if file.is_file():
                total.update(file.read_bytes())
        return total.hexdigest()

    @cached_property
    def _language(self) -> Language:
        return Language()

    def interpret(self, reading: Reading, tagged: Tagged) -> Reading:
        """``reading`` with meanings; ``tagged`` is what the tagger found in its text."""
        run = self._run
        scene = run("language", self._see, reading, tagged)
        voices = run("speakers", find_speakers, scene)
        senses = run("senses", find_senses, scene, voices, self._senses)
        voices = replace(voices, types=tuple(sense.types[0][0] for sense in senses))
        channels = run("channels", find_channels, scene, voices)
        conditions = run("conditions", find_conditions, scene)
        threats = [_turn(scene, *each) for each in zip(scene.statements, senses, conditions, strict=True)]
        acts, levels = tuple(act for act, _ in threats), tuple(level for _, level in threats)
        meanings = zip(
            voices.speakers,
            voices.types,
            acts,
            run("hedges", find_hedges, scene, levels),
            run("anonymity", find_anonymity, scene, voices.types, voices.speakers),
            run("said", find_said, scene),
            run("about", find_about, scene),
            run("quantities", find_quantities, scene),
            channels,
            run("chains", find_chains, scene, voices, channels),
            run("responses", find_responses, scene, voices, acts),
            strict=True,
        )
        return replace(
            reading,
            statements=tuple(
                replace(statement, meaning=Meaning(*meaning))
                for statement, meaning in zip(reading.statements, meanings, strict=True)
            ),
            actors=voices.actors,
            own_voice=run("voice", find_own_voice, scene),
        )

    def _see(self, reading: Reading, tagged: Tagged) -> Scene:
        article = reading.article
        analysis = self._language.analyse(article.text, skip=article.furniture)
        return Scene(
            article=article,
            statements=reading.statements,
            sentences=analysis.sentences,
            entities=analysis.entities,
            tokens=analysis.tokens,
            vectors=None if tagged.vectors is None else Vectors(tagged.words, tagged.vectors),
        )

    def _run(self, step: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        began = time.perf_counter()
        result = function(*args, **kwargs)
        self._clock(step, time.perf_counter() - began)
        return result


def _turn(scene: Scene, statement: Statement, sense: Sense, conditions: tuple[CharSpan, ...]) -> tuple[Act, Level]:
    """The act with its conditions, and the certainty: a promise that threatens is a warning, certain unless hedged."""
    act = replace(sense.act, conditions=conditions)
    if not is_threat(scene, statement, act.name, conditions):
        return act, sense.level
    return replace(act, name="warn", threat=True), "certain" if sense.level == "na" else sense.level
