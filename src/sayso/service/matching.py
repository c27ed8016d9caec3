"""What finds and judges statements that say the same, loaded once a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sayso.extract.processors import count_processors
from sayso.judge import OnnxEmbedder, OnnxJudge
from sayso.judge.embedder import WIDTH
from sayso.judge.neighbours import Neighbours
from sayso.service.joining import Matcher


@cache
def shared_embedder() -> OnnxEmbedder:
    """The shipped embedder. Raises ModelError where its file is missing or damaged."""
    return OnnxEmbedder()


@cache
def shared_judge(threads: int | None = None) -> OnnxJudge:
    """The shipped judge on as many processors (None: all allowed). Raises ModelError where its file is damaged."""
    return OnnxJudge(embedder=shared_embedder(), threads=threads or count_processors())


def open_matcher(index: Path | None, threads: int | None = None) -> Matcher:
    """The shipped matcher with the index at a path (None: in memory alone).

    Raises ModelError where a model's file is missing or damaged.
    """
    return Matcher(shared_embedder(), shared_judge(threads), Neighbours(WIDTH, index))
