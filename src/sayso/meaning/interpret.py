"""From a reading to one that says what its statements mean: every step of this package, in its order."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from itertools import repeat
from typing import ParamSpec, TypeVar

from sayso.extract.tagger import Tagged
from sayso.meaning.language import MODEL, Language
from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.senses import Sense, SensesModel, find_senses, load_senses
from sayso.types import Certainty, Meaning, Reading, Speaker

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
        scene = self._run("language", self._see, reading, tagged)
        senses = self._run("senses", find_senses, scene, self._senses)
        statements = (
            replace(statement, meaning=meaning)
            for statement, meaning in zip(reading.statements, self._mean(scene, senses), strict=True)
        )
        return replace(reading, statements=tuple(statements))

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

    def _mean(self, scene: Scene, senses: tuple[Sense, ...]) -> Iterator[Meaning]:
        unknown = repeat(Speaker(None, 0.0, reason="not sought"))
        for sense, speaker in zip(senses, unknown, strict=False):
            yield Meaning(
                speaker=speaker, source_type=sense.types[0][0], act=sense.act, certainty=Certainty(sense.level)
            )

    def _run(self, step: str, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        began = time.perf_counter()
        result = function(*args, **kwargs)
        self._clock(step, time.perf_counter() - began)
        return result
