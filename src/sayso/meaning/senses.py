"""What kind of source speaks, what it does by its words and how sure it is: two that judge, weighed together.

The listener (``sayso.meaning.listener``) hears the words in their order; a small network counts named traits
(``sayso.meaning.traits``). The network's weights are a ``.npz`` of plain numbers, which numpy reads without running
anything; ``senses.json`` beside it holds the digests of both, the traits that are known and how much each judge weighs,
so that confidences are true. ``python -m training.listen`` writes the listener, ``python -m training.senses`` the rest.
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

from sayso.extract.tagger import model_folder as tagger_folder
from sayso.meaning.listener import FILE as LISTENER
from sayso.meaning.listener import Listener, OnnxListener
from sayso.meaning.lists import rows_of
from sayso.meaning.scene import Scene
from sayso.meaning.settled import declines, find_settled_act, find_told_act, foretells, threatens_loss
from sayso.meaning.speakers import Voices
from sayso.meaning.traits import find_traits, find_vectors
from sayso.meaning.views import find_views
from sayso.runtime import damaged
from sayso.types import Act, ActName, Level, SourceType, Statement

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
    """The weights, loaded; ``sha256`` is over the settings, which hold the digests of both judges.

    ``weights`` are, for types, acts and levels, what the scores of the listener and of the network count.
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
    listener: Listener
    weights: tuple[tuple[float, float], ...]

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
        read = (folder / "senses.json").read_bytes()
        settings = json.loads(read)
        for name, digest in settings["files"].items():
            if sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise damaged(folder / name)
        with np.load(folder / "senses.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name].astype(np.float32) for name in ARRAYS}
        return SensesModel(
            name=settings["name"],
            sha256=sha256(read).hexdigest(),
            traits={trait: number for number, trait in enumerate(settings["traits"])},
            listener=OnnxListener(folder / LISTENER, tagger_folder() / "tokenizer.json"),
            weights=tuple((float(heard), float(counted)) for heard, counted in settings["weights"]),
            **arrays,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder / "senses.json") from error


def find_senses(scene: Scene, voices: Voices, model: SensesModel) -> tuple[Sense, ...]:
    """The sense of each statement; ``voices`` are who was found to speak.

    Vectors of another width than the weights were made for (another tagger, or none)
    count as unknown: the traits then decide alone.
    """
    if not scene.statements:
        return ()
    heard = split(model.listener.score(find_views(scene, voices, model.listener.cutter)))
    counted = score(find_traits(scene, voices), find_vectors(scene), model)
    types, acts, levels = (
        _shares(h * np.float32(a) + c * np.float32(b))
        for h, c, (a, b) in zip(heard, counted, model.weights, strict=True)
    )
    fits = fitting()
    found = []
    for statement, by_type, guessed, by_level in zip(scene.statements, types, acts, levels, strict=True):
        settled = find_settled_act(statement) or find_told_act(statement)
        by_act = _settle(_turn(guessed, statement), settled)
        fit = np.outer(by_act, by_level) * fits
        if settled == "doubt":
            fit[:, LEVELS.index("certain")] = 0
        act, level = np.unravel_index(np.argmax(fit), fits.shape)
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
"""How sure an act is that its words settle: on the train layers the listed one in 93% and more of each word's cues.

What is doubted is not certain: on the train layers it was in 4 of 75 doubts.
"""


def _turn(by_act: Floats, statement: Statement) -> Floats:
    """The acts' probabilities: a promise not to act is a refusal, a loss foretold under a condition is a warning.

    What the speaker does not decide is neither promised nor refused.
    """
    if foretells(statement):
        by_act = _move(_move(by_act, "promise", "predict"), "refuse", "predict")
    if declines(statement):
        by_act = _move(by_act, "promise", "refuse")
    return _move(by_act, "predict", "warn") if threatens_loss(statement) else by_act


def _move(by_act: Floats, one: ActName, other: ActName) -> Floats:
    """The acts' probabilities, those of ``one`` act counted for the ``other``."""
    found = np.array(by_act)
    found[ACTS.index(other)] += found[ACTS.index(one)]
    found[ACTS.index(one)] = 0
    return found


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
    return split(scores)


def split(scores: Floats) -> tuple[Floats, Floats, Floats]:
    """The scores of types, of acts and of levels."""
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


def _shares(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max(1, keepdims=True))
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
