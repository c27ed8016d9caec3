"""The tagger: text in, attributions out. Nothing else knows how.

Everything that needs onnxruntime or the model's files is here; the rest of the
product sees the ``Tagger`` protocol. ``FakeTagger`` is for tests and for trying out
a front end without the model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from math import exp, log
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from sayso.errors import ModelError
from sayso.extract.chain import Floats, best_path, label_odds
from sayso.extract.link import Limits, Linked, link
from sayso.extract.pieces import WordPieces, plan_windows
from sayso.extract.processors import count_processors
from sayso.extract.scores import Scores, gather_scores
from sayso.extract.shape import kind_of, meet, tidy_content, to_span, trim
from sayso.extract.words import NEWLINE, WordList, find_words
from sayso.types import Attribution, CharSpan

START, END = 0, 2  # <s> and </s> of the encoder's vocabulary
SECTION: Final = 8_000
"""Words decoded in one go: bounds memory on texts of any length; cut at paragraphs where there are any."""


class Tagger(Protocol):
    """Finds the attributions of a text."""

    @property
    def name(self) -> str:
        """The model's name and version."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the model's weights."""

    def attributions(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of ``text``, in order; nothing inside a ``skip`` range is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``tagger.json`` holds beside the weights; written by training, never by hand."""

    name: str
    sha256: str
    capacity: int
    overlap: int
    moves: Floats
    starts: Floats
    limits: Limits
    calibration: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """A range of words with its labels' odds [words, labels], scores and choices."""

    odds: Floats
    scores: Scores
    breaks: tuple[int, ...]


def model_folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(files("sayso.extract") / "model"))


class OnnxTagger:
    """The trained tagger on onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path | None = None, *, threads: int | None = None) -> None:
        """Load the model in ``folder`` (default: the shipped one).

        ``threads``: how many processors to use, by default all that this process may use.
        Raises ModelError where a file is missing or damaged.
        """
        self._folder = folder or model_folder()
        self._settings = _read_settings(self._folder)
        self._threads = threads or count_processors()

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self._settings.name

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the weights, as training wrote it down."""
        return self._settings.sha256

    def attributions(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of ``text``, in order; nothing inside a ``skip`` range is read."""
        words = find_words(text, skip)
        shaped = (
            _shape(linked, part.start, words, text, self._settings)
            for part in _sections(words)
            for linked in self._read(words, part)
        )
        return tuple(one for one in shaped if one.confidence >= self._settings.limits.confidence)

    def _read(self, words: WordList, part: range) -> tuple[Linked, ...]:
        limits = self._settings.limits
        scored = self.score(words, part)
        path = best_path(scored.scores.emissions, self._settings.moves, self._settings.starts, lean=limits.lean)
        return link(path, scored.odds, scored.scores, scored.breaks, limits)

    @property
    def chain(self) -> tuple[Floats, Floats]:
        """The labels' moves [from, to] and starts (for training.tune)."""
        return self._settings.moves, self._settings.starts

    def score(self, words: WordList, part: range) -> Scored:
        """What the model says of a range of words, before anything is decided (for training.tune)."""
        settings = self._settings
        pieces = self._pieces.cut(words.forms[part.start : part.stop])
        windows = plan_windows([len(p) for p in pieces], capacity=settings.capacity, overlap=settings.overlap)

        def encode(start: int, end: int) -> tuple[Floats, Floats, Floats]:
            return self._run(words, pieces[start:end], range(part.start + start, part.start + end))

        scores = gather_scores(windows, encode)
        return Scored(
            odds=label_odds(scores.emissions, settings.moves, settings.starts),
            scores=scores,
            breaks=words.breaks[part.start : part.stop],
        )

    def _run(self, words: WordList, pieces: list[tuple[int, ...]], place: range) -> tuple[Floats, Floats, Floats]:
        # One window a call, unpadded: int8 scales are taken per call, so a batch would let
        # one text change the answer for its neighbour.
        lengths = [len(p) for p in pieces]
        first = np.cumsum([1, *lengths[:-1]], dtype=np.int64)
        columns = (words.case, words.quoting, words.breaks)
        surface = np.zeros((1, sum(lengths) + 2, len(columns)), dtype=np.int64)
        for number, column in enumerate(columns):
            surface[0, 1:-1, number] = np.repeat(column[place.start : place.stop], lengths)
        ids = np.array([[START, *(i for p in pieces for i in p), END]], dtype=np.int64)
        paragraph = np.array([words.paragraph[place.start : place.stop]], dtype=np.int64)
        feed = {"ids": ids, "surface": surface, "first": first[None], "paragraph": paragraph}
        labels, to_cue, to_source = self._session.run(None, feed)
        return labels[0], to_cue[0], to_source[0]

    @cached_property
    def _pieces(self) -> WordPieces:
        path = self._folder / "tokenizer.json"
        if not path.is_file():
            raise _damaged(path)
        return WordPieces(path)

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        import onnxruntime  # noqa: PLC0415 - takes a fifth of a second, and tests of the rest need none of it

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self._threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # windows differ in length: the arena keeps one pool a shape
        try:
            return onnxruntime.InferenceSession(
                str(self._folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime's exceptions share no base of their own
            raise _damaged(self._folder / "tagger.onnx") from error


def _damaged(path: Path) -> ModelError:
    return ModelError(
        f"the tagger's file {path} is missing or damaged", hint="install sayso again, or run `make setup`"
    )


def _read_settings(folder: Path) -> Settings:
    path = folder / "tagger.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Settings(
            name=data["name"],
            sha256=data["sha256"],
            capacity=data["capacity"],
            overlap=data["overlap"],
            moves=np.array(data["moves"], dtype=np.float32),
            starts=np.array(data["starts"], dtype=np.float32),
            limits=Limits(**data["limits"]),
            calibration=tuple(data["calibration"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _damaged(path) from error


def _sections(words: WordList) -> Iterator[range]:
    start = 0
    while start < len(words):
        stop = min(start + SECTION, len(words))
        if stop < len(words):
            newer = (place for place in range(stop, start + SECTION // 2, -1) if words.breaks[place] >= NEWLINE)
            stop = next(newer, stop)
        yield range(start, stop)
        start = stop


def _shape(linked: Linked, offset: int, words: WordList, text: str, settings: Settings) -> Attribution:
    def spans(ranges: Sequence[range]) -> Iterator[CharSpan]:
        return (to_span(range(r.start + offset, r.stop + offset), words.spans) for r in ranges)

    content = tuple(tidy_content(span, text, words.quotations) for span in spans(linked.content))
    source, cue = (tuple(spans(ranges)) for ranges in (linked.source, linked.cue))
    if source and cue:
        met = meet(source[-1], cue[0], text)
        source, cue = (*source[:-1], met[0]), (met[1], *cue[1:])
    return Attribution(
        source=tuple(trim(span, text) for span in source),
        cue=cue,
        content=content,
        kind=kind_of(content, text, words.quotations),
        confidence=_confidence(linked.evidence, settings.calibration),
    )


def _confidence(evidence: Sequence[float], calibration: Sequence[float]) -> float:
    """Logistic regression on the log of the evidence, fitted on development data; rounded to 3 places."""
    bias, *weights = calibration
    score = bias + sum(w * log(max(e, 1e-4)) for w, e in zip(weights, evidence, strict=True))
    return round(1 / (1 + exp(-max(min(score, 30.0), -30.0))), 3)


class FakeTagger:
    """A stand-in without a model: ``"…," Name said`` and ``Name said that …``, nothing more."""

    name = "fake"
    sha256 = "0" * 64
    _AFTER = re.compile(r"(“[^”\n]+”|\"[^\"\n]+\")\s+([A-Z]\w+(?: [A-Z]\w+)*)\s+(said|added)")
    _BEFORE = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*)\s+(said|denied)\s+(that [^.\n]+)")

    def attributions(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> tuple[Attribution, ...]:
        """The attributions of ``text``, in order; nothing inside a ``skip`` range is read."""
        found = [self._make(m, content=1, source=2, cue=3) for m in self._AFTER.finditer(text)]
        found += [self._make(m, content=3, source=1, cue=2) for m in self._BEFORE.finditer(text)]
        found = [a for a in found if not any(s.start <= a.content[0].start < s.end for s in skip)]
        return tuple(sorted(found, key=lambda a: a.content[0].start))

    @staticmethod
    def _make(match: re.Match[str], *, content: int, source: int, cue: int) -> Attribution:
        def span(group: int) -> tuple[CharSpan]:
            return (CharSpan(*match.span(group)),)

        kind = "direct" if match.group(content)[0] in '“"' else "indirect"
        return Attribution(span(source), span(cue), span(content), "direct" if kind == "direct" else "indirect", 0.9)
