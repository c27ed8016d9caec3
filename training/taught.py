"""What the teachers wrote down: label probabilities, vectors, nested speech."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from training.corpus import Gold
from training.teach import taught_path

SURE, UNSURE = 0.75, 0.25
"""A nested attribution of the first confidence or more is learnt, one below the second is held to be none;
between the two nobody knows, and the words from its beginning to its end teach nothing of nesting."""
OWN = {"i", "we", "he", "she", "they", "it", "you", "who"}
INNER_STATE = re.compile(
    r"\b(believ|think|thought|hop|want|wish|feel|felt|know|knew|fear|expect|plan|like|love|hate|intend|consider"
    r"|understand|understood|sure|confident|afraid|aware|mean|need|doubt|regret|assum|guess|suppos|wonder|remember)"
)


@dataclass(frozen=True, slots=True)
class Taught:
    """A folder of the teachers' answers."""

    folder: Path

    def odds(self, name: str) -> Tensor | None:
        """Label probabilities [words, labels] of a text, or None."""
        return _table(taught_path(self.folder, name), "odds")

    def vectors(self, name: str) -> Tensor | None:
        """Vectors [words, width] of a text, or None."""
        return _table(taught_path(self.folder, name), "vectors")

    def add_inner(self, gold: Gold) -> Gold:
        """The text with what was found inside its contents, where its own marks leave that open."""
        path = taught_path(self.folder, gold.id)
        return _with_inner(gold, _meta(path)["inner"]) if gold.doubtful and path.exists() else gold

    def unlabelled(self) -> list[Gold]:
        """Texts of which only the teachers' answers are known."""
        metas = (_meta(path) for path in sorted(self.folder.glob("fnc*.npz")))
        return [Gold(meta["id"], meta["text"], ()) for meta in metas]


def _with_inner(gold: Gold, rows: list[dict]) -> Gold:
    inner, doubtful = [], []
    for row in sorted(rows, key=lambda row: -row["confidence"]):
        spans = {role: [tuple(span) for span in row[role]] for role in ("source", "cue", "content")}
        extent = _extent(spans)
        if row["confidence"] < UNSURE or any(_meet(extent, _extent(other)) for other in inner):
            continue
        if row["confidence"] < SURE:
            doubtful.append(extent)
        elif not _is_own_state(gold.text, spans):
            inner.append(spans)
    nothing = {role: [] for role in ("source", "cue", "content")}
    return replace(gold, inner=tuple(inner) or (nothing,), doubtful=tuple(doubtful))


def _extent(spans: dict[str, list[tuple[int, int]]]) -> tuple[int, int]:
    places = [place for ranges in spans.values() for span in ranges for place in span]
    return min(places), max(places)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _is_own_state(text: str, spans: dict[str, list[tuple[int, int]]]) -> bool:
    """Whether somebody tells of what goes on in his own mind: one statement with the telling of it."""
    source = " ".join(text[s:e] for s, e in spans["source"]).lower()
    cue = " ".join(text[s:e] for s, e in spans["cue"]).lower()
    return source in OWN and INNER_STATE.search(cue) is not None


@lru_cache(maxsize=8000)
def _table(path: Path, name: str) -> Tensor | None:
    if not path.exists():
        return None
    with np.load(path) as data:
        return torch.from_numpy(data[name])


def _meta(path: Path) -> dict:
    with np.load(path) as data:
        return json.loads(data["meta"].tobytes())
