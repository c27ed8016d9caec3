"""From label paths and choices to linked groups of words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import LABELS, Floats
from sayso.extract.scores import Choices, Scores
from sayso.extract.words import BLANK_LINE, NEWLINE


@dataclass(frozen=True, slots=True)
class Limits:
    """Borders chosen on development data (training/tune.py prints the table).

    ``cue``: least probability at which a content hangs on a cue of its paragraph;
    ``far``: on a cue of another paragraph; ``alone``: least probability of "nothing" at
    which a content is a statement without a cue. ``source``: least
    probability at which a cue has a source; below it the source is unknown.
    ``bridge``: most words between two pieces of a content that are joined.
    ``piece``: least mean label probability of a content piece. ``lean``: see
    ``chain.best_path``. ``confidence``: least confidence of an attribution.
    """

    cue: float = 0.3
    far: float = 0.5
    alone: float = 0.7
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


@dataclass(frozen=True, slots=True)
class Layout:
    """What of the text itself a link depends on.

    ``breaks`` has a class for each word; ``carried`` are the words that begin a paragraph in
    the middle of a quotation, for the paragraph before left its own open.
    """

    breaks: tuple[int, ...]
    carried: frozenset[int] = frozenset()


def link(path: NDArray[np.int64], odds: Floats, scores: Scores, layout: Layout, limits: Limits) -> tuple[Linked, ...]:
    """Group the spans of a path into attributions, in the order of their contents."""
    spans = list(find_spans(path, layout.breaks))
    sources, cues, contents = ([s for r, s in spans if r == role] for role in ("source", "cue", "content"))
    sure = [content for content in contents if _surety(odds, content, "content") >= limits.piece]
    choices = [_choose(content, cues, scores, layout, limits) for content in sure]
    choices = _carry(choices, layout)
    held: dict[range, list[_Choice]] = {cue: [] for cue in cues}
    for choice in choices:
        if choice.cue is not None:
            held[choice.cue].append(choice)
    linked = [_attribute(cue, hung, sources, scores, odds, layout, limits) for cue, hung in held.items() if hung]
    linked += [_leave_alone(choice, odds) for choice in choices if choice.alone]
    return tuple(sorted(linked, key=lambda a: a.content[0].start))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A content with the cue it hangs on, or ``alone`` where it surely hangs on none; ``share`` is how sure."""

    content: range
    cue: range | None
    share: float
    alone: bool = False


def _choose(content: range, cues: list[range], scores: Scores, layout: Layout, limits: Limits) -> _Choice:
    cue, share, none = _best(scores.to_cue, content, cues)
    if cue is not None and share >= _least(cue, content, layout.breaks, limits):
        return _Choice(content, cue, share)
    return _Choice(content, None, none, alone=none >= limits.alone)


def _carry(choices: list[_Choice], layout: Layout) -> list[_Choice]:
    """Paragraphs of one quotation hang on one cue: what the model does not know of one it knows of its neighbour.

    A long quotation opens anew with each paragraph and closes once (CoreNLP issue 1139); its cue
    may lie beyond the window.
    """
    joined = [False, *(_is_carried(one.content, two.content, layout) for one, two in pairwise(choices))]
    for place in range(1, len(choices)):
        if joined[place] and choices[place].cue is None and choices[place - 1].cue is not None:
            choices[place] = replace(choices[place - 1], content=choices[place].content)
    for place in range(len(choices) - 1, 0, -1):
        if joined[place] and choices[place - 1].cue is None and choices[place].cue is not None:
            choices[place - 1] = replace(choices[place], content=choices[place - 1].content)
    return choices


def _is_carried(one: range, two: range, layout: Layout) -> bool:
    """Whether ``two`` begins with a carried mark (or right after it) and ``one`` ends the paragraph before."""
    begin = next((place for place in (two.start, two.start - 1) if place in layout.carried), None)
    return begin is not None and one.stop >= begin - 1


def _leave_alone(choice: _Choice, odds: Floats) -> Linked:
    surety = _surety(odds, choice.content, "content")
    return Linked((), (), (choice.content,), (1.0, surety, choice.share, 1.0, 1.0))


def _least(cue: range, content: range, breaks: tuple[int, ...], limits: Limits) -> float:
    """The probability that a link needs."""
    first, last = sorted((cue.start, content.start))
    apart = any(kind >= NEWLINE for kind in breaks[first + 1 : last + 1])
    return limits.far if apart else limits.cue


def _attribute(  # noqa: PLR0913, PLR0917 - one value of each kind that meets here
    cue: range,
    hung: list[_Choice],
    sources: list[range],
    scores: Scores,
    odds: Floats,
    layout: Layout,
    limits: Limits,
) -> Linked:
    source, share, none = _best(scores.to_source, cue, sources)
    known = source is not None and share >= limits.source and share > none
    pieces = [choice.content for choice in hung]
    return Linked(
        source=(source,) if known and source is not None else (),
        cue=(cue,),
        content=_bridge(pieces, layout.breaks, limits.bridge, taken=(cue, *sources)),
        evidence=(
            _surety(odds, cue, "cue"),
            min(_surety(odds, piece, "content") for piece in pieces),
            min(choice.share for choice in hung),
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
