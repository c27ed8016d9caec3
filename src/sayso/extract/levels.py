"""The two levels of attributions: the article's own, and those inside their contents."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.extract.chain import Floats
from sayso.extract.link import Layout, Limits
from sayso.extract.scores import Scores


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of attributions is decoded: the article's own, or those inside contents.

    ``calibration`` are the weights of confidence; see ``_confidence``.
    """

    moves: Floats
    starts: Floats
    limits: Limits
    calibration: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """What the model says of a range of words, level by level, with their vectors [words, width].

    ``parts`` are the paragraphs, as ranges of the words.
    """

    levels: tuple[Scores, ...]
    vectors: Floats
    layout: Layout
    parts: tuple[range, ...]
