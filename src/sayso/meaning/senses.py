"""What kind of source speaks, what it does by its words and how sure it is: a small network on the tagger's vectors.

The weights are a ``.npz`` of plain numbers (numpy reads it without running anything, and
no second runtime is needed for two products of matrices) beside ``senses.json``, which
holds their digest, the traits they know and the temperatures that make confidences true.
``python -m training.senses`` writes both.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, get_args

import numpy as np
from numpy.typing import NDArray

from sayso.errors import ModelError
from sayso.meaning.lists import rows_of
from sayso.meaning.scene import Scene
from sayso.meaning.settled import find_settled_act
from sayso.meaning.speakers import Voices
from sayso.meaning.traits import find_traits, find_vectors
from sayso.types import Act, ActName, Level, SourceType

TYPES: Final[tuple[SourceType, ...]] = get_args(SourceType)
ACTS: Final[tuple[ActName, ...]] = get_args(ActName)
LEVELS: Final[tuple[Level, ...]] = get_args(Level)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sense:
    """What one statement's words are: source types with their probabilities, best first; act; certainty."""

    types: tuple[tuple[SourceType, float], ...]
    act: Act
    level: Level


@dataclass(frozen=True, slots=True, eq=False)
class SensesModel:
    """The weights, loaded.

    ``inside`` and ``outside`` are the two layers on the vectors; ``traits`` numbers the
    traits that have a row in ``inside_traits`` (added to the hidden layer) and in
    ``outside_traits`` (added to the scores).
    """

    name: str
    sha256: str
    traits: dict[str, int]
    inside: Floats
    inside_traits: Floats
    inside_bias: Floats
    outside: Floats
    outside_traits: Floats
    outside_bias: Floats
    temperatures: tuple[float, float, float]

    @property
    def width(self) -> int:
        """Numbers that the vectors of one statement hold together."""
        return len(self.inside)


ARRAYS: Final = ("inside", "inside_traits", "inside_bias", "outside", "outside_traits", "outside_bias")


def model_folder() -> Path:
    """Where the shipped weights lie."""
    return Path(str(files("sayso.meaning") / "model"))


def load_senses(folder: Path | None = None) -> SensesModel:
    """Load the weights in ``folder`` (default: the shipped ones).

    Raises ModelError where they are missing or damaged.
    """
    folder = folder or model_folder()
    try:
        settings = json.loads((folder / "senses.json").read_text(encoding="utf-8"))
        path = folder / "senses.npz"
        if sha256(path.read_bytes()).hexdigest() != settings["sha256"]:
            raise _damaged(path)
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in ARRAYS}
        return SensesModel(
            name=settings["name"],
            sha256=settings["sha256"],
            traits={trait: number for number, trait in enumerate(settings["traits"])},
            temperatures=tuple(settings["temperatures"]),
            **arrays,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(folder) from error


def _damaged(path: Path) -> ModelError:
    return ModelError(
        f"the weights of the meaning layer in {path} are missing or damaged",
        hint="install sayso again, or run `make setup`",
    )


def find_senses(scene: Scene, voices: Voices, model: SensesModel) -> tuple[Sense, ...]:
    """The sense of each statement; ``voices`` are who was found to speak.

    Vectors of another width than the weights were made for (another tagger, or none)
    count as unknown: the traits then decide alone.
    """
    if not scene.statements:
        return ()
    scores = score(find_traits(scene, voices), find_vectors(scene), model)
    types, acts, levels = (_shares(s, t) for s, t in zip(scores, model.temperatures, strict=True))
    fits = fitting()
    found = []
    for statement, by_type, guessed, by_level in zip(scene.statements, types, acts, levels, strict=True):
        by_act = _settle(guessed, find_settled_act(statement))
        act, level = np.unravel_index(np.argmax(np.outer(by_act, by_level) * fits), fits.shape)
        order = np.argsort(-by_type, kind="stable")
        found.append(
            Sense(
                types=tuple((TYPES[n], round(float(by_type[n]), 4)) for n in order),
                act=Act(ACTS[act], round(float(by_act[act]), 4)),
                level=LEVELS[level],
            )
        )
    return tuple(found)


SETTLED: Final = 0.95
"""How sure an act is that its cue settles: on the train layers the listed one in 93% and more of each word's cues."""


def _settle(by_act: Floats, act: ActName | None) -> Floats:
    """The acts' probabilities, with what the cue settles by itself."""
    if act is None:
        return by_act
    rest = np.array(by_act * (1 - SETTLED))
    rest[ACTS.index(act)] += SETTLED
    return rest


def score(traits: Sequence[Sequence[str]], vectors: Floats, model: SensesModel) -> tuple[Floats, Floats, Floats]:
    """The network's scores of types, acts and levels, a row a statement."""
    known = [[model.traits[t] for t in own if t in model.traits] for own in traits]
    hidden = np.stack([_mean(model.inside_traits, own) for own in known]) + model.inside_bias
    if vectors.shape[1] == model.width:
        hidden += vectors @ model.inside
    scores = _gelu(hidden) @ model.outside + model.outside_bias
    scores += np.stack([_mean(model.outside_traits, own) for own in known])
    first, second = len(TYPES), len(TYPES) + len(ACTS)
    return scores[:, :first], scores[:, first:second], scores[:, second:]


def _mean(table: Floats, numbers: list[int]) -> Floats:
    """The rows' sum over the root of their number: as large for many traits as for few."""
    total: Floats = table[numbers].sum(0) / np.float32(max(len(numbers), 1) ** 0.5)
    return total


def _gelu(x: Floats) -> Floats:
    # The usual approximation by tanh (Hendrycks and Gimpel 2016), as in training.
    y: Floats = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x**3)))
    return y


def _shares(scores: Floats, temperature: float) -> Floats:
    calm = scores / np.float32(temperature)
    powers: Floats = np.exp(calm - calm.max(1, keepdims=True))
    shares: Floats = powers / powers.sum(1, keepdims=True)
    return shares


@cache
def fitting() -> NDArray[Any]:
    """Which levels go with which act [acts, levels], 1 or 0: data/act-levels.txt."""
    table = np.zeros((len(ACTS), len(LEVELS)), dtype=np.float32)
    for act, levels in rows_of("act-levels"):
        for level in levels.split(","):
            table[ACTS.index(act), LEVELS.index(level)] = 1
    return table
