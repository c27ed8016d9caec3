"""From label paths and choices to linked groups of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import LABELS, Floats
from sayso.extract.scores import Choices, Scores
from sayso.extract.words import BLANK_LINE, NEWLINE


@dataclass(frozen=True, slots=True)
class Limits:
    """Borders chosen on development data (training/tune.py prints the table).

    ``cue``: least probability at which a content hangs on a cue of its paragraph;
    ``far``: on a cue of another paragraph. ``source``: least
    probability at which a cue has a source; below it the source is unknown.
    ``bridge``: most words between two pieces of a content that are joined.
    ``piece``: least mean label probability of a content piece. ``lean``: see
    ``chain.best_path``. ``confidence``: least confidence of an attribution.
    """

    cue: float = 0.3
    far: float = 0.5
    source: float = 0.5
    bridge: int = 0
    piece: float = 0.3
    lean: float = 0.0
    confidence: float = 0.2


@dataclass(frozen=True, slots=True)
class Linked:
    """An attribution in word ranges, with the probabilities that confidence rests on.

    ``evidence`` holds: the cue's label probability, the contents' least label
    probability, the contents' least link, the source's label probability, the
    source's link (or, where there is no source, the probability of "none").
    """

    source: tuple[range, ...]
    cue: tuple[range, ...]
    content: tuple[range, ...]
    evidence: tuple[float, float, float, float, float]


def find_spans(path: NDArray[np.int64], breaks: tuple[int, ...]) -> Iterator[tuple[str, range]]:
    """Role and word range of every span of a label path; no span goes beyond its paragraph."""
    start, role = 0, ""
    for place, label in enumerate([*(LABELS[n] for n in path), "O"]):
        if role and (label != f"I-{role}" or breaks[place] >= BLANK_LINE):
            yield role, range(start, place)
            role = ""
        if label[0] == "B" or (label[0] == "I" and not role):
            start, role = place, label[2:]


def link(
    path: NDArray[np.int64], odds: Floats, scores: Scores, breaks: tuple[int, ...], limits: Limits
) -> tuple[Linked, ...]:
    """Group the spans of a path into attributions, in the order of their contents."""
    spans = list(find_spans(path, breaks))
    sources, cues, contents = ([s for r, s in spans if r == role] for role in ("source", "cue", "content"))
    held: dict[range, list[tuple[range, float]]] = {cue: [] for cue in cues}
    for content in contents:
        cue, share, _ = _best(scores.to_cue, content, cues)
        if (
            cue is not None
            and share >= _least(cue, content, breaks, limits)
            and _surety(odds, content, "content") >= limits.piece
        ):
            held[cue].append((content, share))
    linked = [_attribute(cue, pieces, sources, scores, odds, breaks, limits) for cue, pieces in held.items() if pieces]
    return tuple(sorted(linked, key=lambda a: a.content[0].start))


def _least(cue: range, content: range, breaks: tuple[int, ...], limits: Limits) -> float:
    """The probability that a link needs."""
    first, last = sorted((cue.start, content.start))
    apart = any(kind >= NEWLINE for kind in breaks[first + 1 : last + 1])
    return limits.far if apart else limits.cue


def _attribute(  # noqa: PLR0913, PLR0917 - one value of each kind that meets here
    cue: range,
    pieces: list[tuple[range, float]],
    sources: list[range],
    scores: Scores,
    odds: Floats,
    breaks: tuple[int, ...],
    limits: Limits,
) -> Linked:
    source, share, none = _best(scores.to_source, cue, sources)
    known = source is not None and share >= limits.source and share > none
    return Linked(
        source=(source,) if known and source is not None else (),
        cue=(cue,),
        content=_bridge([piece for piece, _ in pieces], breaks, limits.bridge, taken=(cue, *sources)),
        evidence=(
            _surety(odds, cue, "cue"),
            min(_surety(odds, piece, "content") for piece, _ in pieces),
            min(part for _, part in pieces),
            _surety(odds, source, "source") if known and source is not None else 1.0,
            share if known else none,
        ),
    )


def _best(choices: Choices, choosers: range, options: list[range]) -> tuple[range | None, float, float]:
    """The option that the choosers choose most, its share, and the share of nothing at all."""
    shares = choices.shares(choosers)
    share, option = max(
        ((shares.of(option), option) for option in shares.reach(options)),
        key=lambda pair: pair[0],
        default=(0.0, None),
    )
    return option, share, shares.nothing


def _surety(odds: Floats, span: range, role: str) -> float:
    begin = LABELS.index(f"B-{role}")
    return float(odds[span.start : span.stop, begin : begin + 2].sum(1).mean())


def _bridge(pieces: list[range], breaks: tuple[int, ...], most: int, *, taken: tuple[range, ...]) -> tuple[range, ...]:
    """Join pieces that only a few plain words part: the gap is the tagger's slip, not the writer's."""
    joined = [pieces[0]]
    for piece in pieces[1:]:
        gap = range(joined[-1].stop, piece.start)
        broken = any(breaks[word] >= NEWLINE for word in range(gap.start, gap.stop + 1))
        crossed = any(t.start < gap.stop and t.stop > gap.start for t in taken)
        if len(gap) <= most and not broken and not crossed:
            joined[-1] = range(joined[-1].start, piece.stop)
        else:
            joined.append(piece)
    return tuple(joined)
