"""Scores of what is said of attributions, against a key: pure functions over the values of ``evaluation.answers``.

A found attribution stands for the gold one whose content it overlaps by half or more, one to one; all but ``found``,
``responds_to`` and ``own_voice`` is scored on those pairs alone, so that the tagger does not enter. Definitions are
those of the public layer comparison where it has one:

- *source_type*, *act*, *certainty*: share of pairs where they are equal; *act_macro*: mean of the F1 of each act that
  the key holds.
- *speaker*: share that is named exactly, where the key names a person, organisation or outlet; *speaker_resolved*: the
  same where the source is not already the name. *speaker_named*: of the names offered, and of those to be found, how
  many are right (its precision is what keeps words out of wrong mouths). *speaker_unnamed*: descriptions of unnamed
  people, classes and documents.
- *responds_to*: links, all of the key against those between matched attributions.
- *via*, *threat*, *conditions* (spans that share half of their words).
- *said*: share with the same days, or both without; *said_told*: where there are days.
- *quantities*: spans overlap, bounds equal within a hundredth; *quantity_of*, *quantity_as_of*: what those count, and
  as of when.
- *chain*: all links in their order; *chain_long*: the same where there are three or more; *chain_links*: each link
  after the printing outlet.
- *own_voice*: sentences.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar, get_args

import numpy as np

from evaluation.answers import Answer, Figure, Interpreted
from evaluation.measure import (
    ENOUGH,
    Count,
    Roles,
    Span,
    Tally,
    Tokens,
    intervals,
    match_contents,
    measure_overlap,
    resample,
    tokenize,
    total,
)
from evaluation.names import (
    is_same_channel,
    is_same_description,
    is_same_link,
    is_same_name,
)
from sayso.types import ActName

T = TypeVar("T")
Pairs = Sequence[tuple[Answer, Answer]]
"""What the key says and what was found of the same attribution."""

NAMED: Final = ("person", "organization", "outlet")
UNNAMED: Final = ("anonymous", "class", "document")
CLOSE: Final = 0.01
"""How far two bounds may lie apart, as a share: a third is 0.33 to one and 0.3333 to the other."""
PERCENT: Final = ("%", "percent", "per cent")
LONG_CHAIN: Final = 3
MACRO: Final = "act_macro"
COUNTED: Final = (
    "found",
    "source_type",
    "speaker",
    "speaker_resolved",
    "speaker_named",
    "speaker_unnamed",
    "anonymity_count",
    "anonymity_description",
    "act",
    "threat",
    "conditions",
    "certainty",
    "responds_to",
    "via",
    "said",
    "said_told",
    "quantities",
    "quantity_of",
    "quantity_as_of",
    "chain",
    "chain_long",
    "chain_links",
    "own_voice",
)
EACH_ACT: Final = tuple(f"act:{act}" for act in get_args(ActName))
SCORES: Final = (*COUNTED, MACRO)


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of several counts' scores, over those that the key holds at all."""

    counts: tuple[Count, ...]

    @property
    def predicted(self) -> int:
        """All that were predicted."""
        return sum(count.predicted for count in self.counts)

    @property
    def gold(self) -> int:
        """All that the key holds."""
        return sum(count.gold for count in self.counts)

    @property
    def precision(self) -> float:
        """Mean precision in percent."""
        return self._average("precision")

    @property
    def recall(self) -> float:
        """Mean recall in percent."""
        return self._average("recall")

    @property
    def f1(self) -> float:
        """Mean F1 in percent."""
        return self._average("f1")

    @property
    def step(self) -> float:
        """Points that one more or less makes, in the smallest count."""
        present = self._present()
        return max(count.step for count in present) / len(present) if present else 0.0

    def _present(self) -> list[Count]:
        return [count for count in self.counts if count.gold]

    def _average(self, rate: str) -> float:
        rates = [float(getattr(count, rate)) for count in self._present()]
        return sum(rates) / len(rates) if rates else 0.0


def measure_meaning(text: str, gold: Interpreted, found: Interpreted) -> Tally:
    """Count every score of ``COUNTED`` and ``EACH_ACT`` for one article."""
    places = match_contents(text, gold.attributions, found.attributions)
    pairs = [(gold.answers[i], found.answers[j]) for i, j in places]
    sources = [_read_source(text, gold.attributions[i]) for i, _ in places]
    words = tokenize(text)
    return (
        {"found": Count(len(pairs), len(found.attributions), len(gold.attributions))}
        | _count_senses(pairs)
        | _count_speakers(pairs, sources)
        | {"responds_to": _count_responses(gold.answers, found.answers, places)}
        | _count_times_and_channels(pairs)
        | _count_figures(pairs, words)
        | _count_chains(pairs)
        | {
            "conditions": _sum(_match_spans(g.conditions, f.conditions, words) for g, f in pairs),
            "own_voice": _match_spans(gold.own_voice, found.own_voice, words),
        }
    )


def total_meaning(tallies: Sequence[Tally]) -> dict[str, Count | Mean]:
    """Every score of ``SCORES`` over several articles."""
    sums = total(tallies, (*COUNTED, *EACH_ACT))
    return {name: sums[name] for name in COUNTED} | {MACRO: Mean(tuple(sums[name] for name in EACH_ACT))}


def find_intervals(tallies: Sequence[Tally]) -> dict[str, tuple[float, float]]:
    """95% intervals of the F1 of every score, as ``measure.intervals`` draws them."""
    if not tallies:
        return dict.fromkeys(SCORES, (0.0, 0.0))
    rates, present = resample(tallies, EACH_ACT)
    means = (rates * present).sum(axis=1) / np.maximum(present.sum(axis=1), 1)
    low, high = np.percentile(means, (2.5, 97.5))
    return intervals(tallies, COUNTED) | {MACRO: (float(low), float(high))}


def find_confusions(text: str, gold: Interpreted, found: Interpreted, label: str) -> Iterator[tuple[str, str]]:
    """What the key says and what was found, for the matched pairs whose ``label`` differs."""
    for i, j in match_contents(text, gold.attributions, found.attributions):
        ours, theirs = getattr(gold.answers[i], label), getattr(found.answers[j], label)
        if ours != theirs:
            yield ours, theirs


def _read_source(text: str, attribution: Roles) -> str:
    return " ".join(text[start:end] for start, end in attribution["source"])


def _share(flags: Iterable[bool]) -> Count:
    flags = list(flags)
    return Count(sum(flags), len(flags), len(flags))


def _offers(rows: Iterable[tuple[bool, bool, bool]]) -> Count:
    """From what is offered, what is wanted and whether both are the same."""
    rows = list(rows)
    return Count(
        sum(offered and wanted and same for offered, wanted, same in rows),
        sum(offered for offered, _, _ in rows),
        sum(wanted for _, wanted, _ in rows),
    )


def _sum(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _count_senses(pairs: Pairs) -> dict[str, Count]:
    return (
        {
            field: _share(getattr(g, field) == getattr(f, field) for g, f in pairs)
            for field in ("source_type", "act", "certainty")
        }
        | {f"act:{act}": _offers((f.act == act, g.act == act, True) for g, f in pairs) for act in get_args(ActName)}
        | {"threat": _offers((f.threat, g.threat, True) for g, f in pairs)}
    )


def _count_speakers(pairs: Pairs, sources: Sequence[str]) -> dict[str, Count]:
    named = [(g, f, source) for (g, f), source in zip(pairs, sources, strict=True) if g.source_type in NAMED]
    unnamed = [(g, f) for g, f in pairs if g.source_type in UNNAMED]
    anonymous = [(g, f) for g, f in unnamed if g.source_type == "anonymous"]
    return {
        "speaker": _share(is_same_name(g.speaker, f.speaker) for g, f, _ in named),
        "speaker_resolved": _share(
            is_same_name(g.speaker, f.speaker) for g, f, source in named if not is_same_name(g.speaker, source)
        ),
        "speaker_named": _offers(
            (bool(f.speaker) and f.source_type in NAMED, g.source_type in NAMED, is_same_name(g.speaker, f.speaker))
            for g, f in pairs
        ),
        "speaker_unnamed": _share(is_same_description(g.speaker, f.speaker) for g, f in unnamed),
        "anonymity_count": _share(g.count == f.count for g, f in anonymous),
        "anonymity_description": _share(
            is_same_description(g.description, f.description) for g, f in anonymous if g.description
        ),
    }


def _count_responses(gold: Sequence[Answer], found: Sequence[Answer], places: Sequence[tuple[int, int]]) -> Count:
    to_gold = {j: i for i, j in places}
    wanted = {(place, earlier) for place, answer in enumerate(gold) for earlier in answer.responds_to}
    offered = {
        (to_gold[place], to_gold[earlier])
        for place, answer in enumerate(found)
        for earlier in answer.responds_to
        if place in to_gold and earlier in to_gold
    }
    return Count(len(offered & wanted), len(offered), len(wanted))


def _count_times_and_channels(pairs: Pairs) -> dict[str, Count]:
    return {
        "said": _share(g.said == f.said for g, f in pairs),
        "said_told": _offers((bool(f.said), bool(g.said), g.said == f.said) for g, f in pairs),
        "via": _offers((bool(f.via), bool(g.via), is_same_channel(g.via or "", f.via or "")) for g, f in pairs),
    }


def _count_figures(pairs: Pairs, words: Tokens) -> dict[str, Count]:
    matched = [_pair(g.figures, f.figures, lambda a, b: _is_same_figure(a, b, words)) for g, f in pairs]
    same = [both for one in matched for both in one]
    return {
        "quantities": Count(len(same), sum(len(f.figures) for _, f in pairs), sum(len(g.figures) for g, _ in pairs)),
        "quantity_of": _share(is_same_description(g.of, f.of) for g, f in same if g.of),
        "quantity_as_of": _offers(
            (bool(f.as_of), bool(g.as_of), (f.as_of or "").startswith(g.as_of or "")) for g, f in same
        ),
    }


def _is_same_figure(gold: Figure, found: Figure, words: Tokens) -> bool:
    together = words.within([gold.span]) & words.within([found.span])
    ours, theirs = _read_bounds(gold), _read_bounds(found)
    return bool(together) and all(map(_is_same_bound, ours, theirs))


def _read_bounds(figure: Figure) -> tuple[float | None, float | None]:
    """The bounds; percentages as shares, because half may be written as 0.5 or as 50 percent."""
    scale = 100 if (figure.unit or "") in PERCENT else 1
    low, high = (None if bound is None else bound / scale for bound in (figure.low, figure.high))
    return (low, high)


def _is_same_bound(gold: float | None, found: float | None) -> bool:
    if gold is None or found is None:
        return gold is found
    return math.isclose(gold, found, rel_tol=CLOSE)


def _count_chains(pairs: Pairs) -> dict[str, Count]:
    exact = [(len(g.chain), _is_same_chain(g.chain, f.chain)) for g, f in pairs]
    return {
        "chain": _share(same for _, same in exact),
        "chain_long": _share(same for length, same in exact if length >= LONG_CHAIN),
        "chain_links": _sum(_count_links(g.chain, f.chain) for g, f in pairs),
    }


def _is_same_chain(gold: Sequence[str], found: Sequence[str]) -> bool:
    return len(gold) == len(found) and all(map(is_same_link, gold, found))


def _count_links(gold: Sequence[str], found: Sequence[str]) -> Count:
    if found and is_same_link(gold[0], found[0]):
        found = found[1:]
    return Count(len(_pair(gold[1:], found, is_same_link)), len(found), len(gold) - 1)


def _match_spans(gold: Sequence[Span], found: Sequence[Span], words: Tokens) -> Count:
    def is_same(ours: Span, theirs: Span) -> bool:
        return measure_overlap(words.within([ours]), words.within([theirs])) >= ENOUGH

    return Count(len(_pair(gold, found, is_same)), len(found), len(gold))


def _pair(gold: Sequence[T], found: Sequence[T], is_same: Callable[[T, T], bool]) -> list[tuple[T, T]]:
    """One-to-one pairs in the order of the key."""
    left = list(found)
    pairs = []
    for one in gold:
        place = next((n for n, other in enumerate(left) if is_same(one, other)), None)
        if place is not None:
            pairs.append((one, left.pop(place)))
    return pairs
