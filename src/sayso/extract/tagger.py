"""The tagger: text in, attributions out. Nothing else knows how.

Everything that needs onnxruntime or the model's files is here; the rest of the
product sees the ``Tagger`` protocol. ``FakeTagger`` is for tests and for trying out
a front end without the model.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np

from sayso.extract.chain import Floats
from sayso.extract.datelines import cut_datelines
from sayso.extract.decode import decode
from sayso.extract.implausible import is_implausible, keep_plausible
from sayso.extract.labels import settle_labels
from sayso.extract.levels import Level, Scored
from sayso.extract.link import Layout, Limits
from sayso.extract.nests import Nested, drop_citing, flatten, settle_nested
from sayso.extract.opening import find_opening_speech
from sayso.extract.pieces import WordPieces, plan_windows
from sayso.extract.plain import find_plain
from sayso.extract.processors import count_processors
from sayso.extract.scores import Each, Encoded, LevelTables, gather_scores
from sayso.extract.shape import Shaper
from sayso.extract.words import BLANK_LINE, NEWLINE, WordList, find_words
from sayso.runtime import damaged, open_session
from sayso.types import Attribution, CharSpan, Mode

SECTION: Final = 8_000
"""Words decoded in one go: bounds memory on texts of any length; cut at paragraphs where there are any."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text's attributions in order, its words, and the encoder's vectors of them [words, width], if any."""

    attributions: tuple[Attribution, ...]
    words: tuple[CharSpan, ...] = ()
    vectors: Floats | None = None


class Tagger(Protocol):
    """Finds the attributions of a text."""

    @property
    def name(self) -> str:
        """The model's name and version."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the model's weights."""

    def read(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> Tagged:
        """Find the attributions of ``text``; nothing inside a ``skip`` range is read."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``tagger.json`` holds beside the weights; written by training, never by hand."""

    name: str
    sha256: str
    capacity: int
    overlap: int
    ends: tuple[int, int]
    """The pieces that begin and end every window."""
    levels: tuple[Level, ...]
    mode: Mode


def model_folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(files("sayso.extract") / "model"))


class OnnxTagger:
    """The trained tagger on onnxruntime. Safe to share between threads."""

    def __init__(self, folder: Path | None = None, *, threads: int | None = None, mode: Mode = "balanced") -> None:
        """Load the model in ``folder`` (default: the shipped one).

        ``threads``: how many processors to use, by default all that this process may use.
        Raises ModelError where a file is missing or damaged.
        """
        self._folder = folder or model_folder()
        self._settings = _read_settings(self._folder, mode)
        self._threads = threads or count_processors()

    @property
    def name(self) -> str:
        """The model's name and version, and its mode where that is not the usual one."""
        mode = self._settings.mode
        return self._settings.name if mode == "balanced" else f"{self._settings.name}/{mode}"

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of the weights, as training wrote it down."""
        return self._settings.sha256

    def read(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> Tagged:
        """Find the attributions of ``text``; nothing inside a ``skip`` range is read."""
        words = find_words(text, skip)
        found: list[Attribution] = []
        vectors: list[Floats] = []
        for part in _sections(words):
            scored = self.score(words, part)
            vectors.append(scored.vectors)
            found.extend(self.decide(scored, part, words, text, base=len(found)))
        return Tagged(tuple(found), words.spans, np.concatenate(vectors) if vectors else None)

    def decide(
        self, scored: Scored, part: range, words: WordList, text: str, *, base: int = 0
    ) -> tuple[Attribution, ...]:
        """The attributions of one section; ``base`` is how many came before it (for training.teach)."""
        shaper = Shaper(words, text, part.start)
        nests = decode(scored, self.levels)
        kept: list[Nested] = []
        for nest in nests:
            outer = shaper.shape(nest.linked, self.levels[0].calibration)
            if outer.confidence < self.levels[0].limits.confidence:
                continue
            if is_implausible(outer, text):
                continue
            outer = cut_datelines(outer, text)
            shaped = (shaper.shape(each, self.levels[1].calibration, inside=outer) for each in nest.inner)
            least = self.levels[1].limits.confidence if nest.inner else 0.0
            inner = keep_plausible([each for each in shaped if each.confidence >= least], text, outer)
            opening = None if inner else find_opening_speech(outer, text)
            kept.extend(settle_nested(Nested(outer, tuple(inner or filter(None, [opening]))), text))
        kept = [*drop_citing(kept, text)]
        if part:
            within = CharSpan(words.spans[part.start].start, words.spans[part.stop - 1].end)
            known = {words.spans[place].start for place in part}
            kept = [*settle_labels(kept, text, within)]
            outers = [one.outer for one in kept]
            plain = find_plain(text, outers, within)
            kept.extend(Nested(one) for one in plain if _is_read(one, known))
        return tuple(flatten(kept, base))

    @property
    def levels(self) -> tuple[Level, ...]:
        """How each level is decoded (for training.tune)."""
        return self._settings.levels

    def score(self, words: WordList, part: range) -> Scored:
        """What the model says of a range of words, before anything is decided (for training.tune)."""
        settings = self._settings
        pieces = self._pieces.cut(words.forms[part.start : part.stop])
        windows = plan_windows([len(p) for p in pieces], capacity=settings.capacity, overlap=settings.overlap)

        def encode(start: int, end: int) -> Encoded:
            return self._run(words, pieces[start:end], range(part.start + start, part.start + end))

        levels, vectors = gather_scores(windows, encode, self._each)
        breaks = words.breaks[part.start : part.stop]
        carried = frozenset(place - part.start for place in words.carried if place in part)
        return Scored(levels, vectors, Layout(breaks, carried), _paragraphs(breaks))

    def _run(self, words: WordList, pieces: list[tuple[int, ...]], place: range) -> Encoded:
        # One window a call, unpadded: int8 scales are taken per call, so a batch would let
        # one text change the answer for its neighbour.
        lengths = [len(p) for p in pieces]
        first = np.cumsum([1, *lengths[:-1]], dtype=np.int64)
        columns = (words.case, words.quoting, words.breaks)
        surface = np.zeros((1, sum(lengths) + 2, len(columns)), dtype=np.int64)
        for number, column in enumerate(columns):
            surface[0, 1:-1, number] = np.repeat(column[place.start : place.stop], lengths)
        begin, end = self._settings.ends
        ids = np.array([[begin, *(i for p in pieces for i in p), end]], dtype=np.int64)
        paragraph = np.array([words.paragraph[place.start : place.stop]], dtype=np.int64)
        feed = {"ids": ids, "surface": surface, "first": first[None], "paragraph": paragraph}
        *tables, vectors = (output[0] for output in self._session.run(None, feed))
        return Encoded(tuple(LevelTables(*tables[n : n + 3]) for n in range(0, len(tables), 3)), vectors)

    @cached_property
    def _each(self) -> Each:
        """How windows are gone through: side by side, one a processor, where there are several."""
        if self._threads == 1:
            return map
        return ThreadPoolExecutor(self._threads, thread_name_prefix="tagger").map

    @cached_property
    def _pieces(self) -> WordPieces:
        return WordPieces(self._folder / "tokenizer.json")

    @cached_property
    def _session(self) -> Any:  # noqa: ANN401 - onnxruntime ships no types
        return open_session(self._folder / "tagger.onnx")


def _read_settings(folder: Path, mode: Mode) -> Settings:
    path = folder / "tagger.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Settings(
            name=data["name"],
            sha256=data["sha256"],
            capacity=data["capacity"],
            overlap=data["overlap"],
            ends=tuple(data["ends"]),
            levels=tuple(_read_level(level, mode) for level in data["levels"]),
            mode=mode,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(path) from error


def _read_level(data: dict[str, Any], mode: Mode) -> Level:
    return Level(
        moves=np.array(data["moves"], dtype=np.float32),
        starts=np.array(data["starts"], dtype=np.float32),
        limits=Limits(**data["limits"] | data["modes"].get(mode, {})),
        calibration=tuple(data["calibration"]),
    )


def _is_read(found: Attribution, known: AbstractSet[int]) -> bool:
    """Whether all of its spans begin with words that are read, not in a skipped range."""
    return all(span.start in known for span in (*found.source, *found.cue, *found.content))


def _paragraphs(breaks: Sequence[int]) -> tuple[range, ...]:
    borders = [0, *(n for n, kind in enumerate(breaks) if n and kind >= BLANK_LINE), len(breaks)]
    return tuple(range(start, end) for start, end in pairwise(borders))


def _sections(words: WordList) -> Iterator[range]:
    start = 0
    while start < len(words):
        stop = min(start + SECTION, len(words))
        if stop < len(words):
            newer = (place for place in range(stop, start + SECTION // 2, -1) if words.breaks[place] >= NEWLINE)
            stop = next(newer, stop)
        yield range(start, stop)
        start = stop


class FakeTagger:
    """A stand-in without a model: ``"…," Name said`` and ``Name said that …``, nothing more."""

    name = "fake"
    sha256 = "0" * 64
    _AFTER = re.compile(r"(“[^”\n]+”|\"[^\"\n]+\")\s+([A-Z]\w+(?: [A-Z]\w+)*)\s+(said|added)")
    _BEFORE = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)*)\s+(said|denied)\s+(that [^.\n]+)")

    def read(self, text: str, *, skip: tuple[CharSpan, ...] = ()) -> Tagged:
        """Find the attributions of ``text``; nothing inside a ``skip`` range is read."""
        found = [self._make(m, content=1, source=2, cue=3) for m in self._AFTER.finditer(text)]
        found += [self._make(m, content=3, source=1, cue=2) for m in self._BEFORE.finditer(text)]
        found = [a for a in found if not any(s.start <= a.content[0].start < s.end for s in skip)]
        return Tagged(tuple(sorted(found, key=lambda a: a.content[0].start)))

    @staticmethod
    def _make(match: re.Match[str], *, content: int, source: int, cue: int) -> Attribution:
        def span(group: int) -> tuple[CharSpan]:
            return (CharSpan(*match.span(group)),)

        kind = "direct" if match.group(content)[0] in '“"' else "indirect"
        return Attribution(span(source), span(cue), span(content), "direct" if kind == "direct" else "indirect", 0.9)
