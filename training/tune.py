"""Choose limits and calibrate confidence on development data: ``python -m training.tune --model DIR --gold FILE``.

The model reads each text once; the grid is coarse and every limit serves one purpose,
so that little of the development data is learnt by heart. Rewrites
``limits`` and ``calibration`` in the model's ``tagger.json`` and prints the tables.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import Floats, best_path, label_odds
from sayso.extract.levels import Scored
from sayso.extract.link import Limits, Linked, link
from sayso.extract.tagger import OnnxTagger
from sayso.extract.words import WordList, find_words
from training.corpus import Gold, read_corpus

SURE = Limits(source=0.5)
"""A source below even odds is left out whatever it wins: no words into the wrong mouth (0.1 of relaxed F1 on dev)."""
GRID = {
    "cue": (0.1, 0.2, 0.3, 0.4, 0.5),
    "far": (0.3, 0.5, 0.6, 0.7, 0.8, 0.9),
    "piece": (0.0, 0.3, 0.5),
    "lean": (0.0, 0.4),
}


@dataclass(frozen=True, slots=True)
class Read:
    """One text as the model saw it, with the gold's word sets."""

    scored: Scored
    odds: Floats
    paths: dict[float, NDArray[np.int64]]
    gold: tuple[tuple[frozenset[int], frozenset[int]], ...]
    plain: frozenset[int]
    """Words that are no punctuation: the others never count."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    args = parser.parse_args()
    tagger = OnnxTagger(args.model)
    reads = [see(tagger, gold) for gold in read_corpus(args.gold)]
    limits = choose(reads)
    calibration, limits = calibrate(reads, limits)
    path = args.model / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["levels"][0] |= {"limits": asdict(limits), "calibration": [round(float(w), 4) for w in calibration]}
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def see(tagger: OnnxTagger, gold: Gold) -> Read:
    words = find_words(gold.text)
    places = [(_covered(words, a["content"]), _covered(words, a["source"])) for a in gold.attributions if a["content"]]
    scored = tagger.score(words, range(len(words)))
    level, emissions = tagger.levels[0], scored.levels[0].emissions
    chain = (emissions, level.moves, level.starts, scored.parts)
    paths = {lean: best_path(*chain, lean=lean) for lean in GRID["lean"]}
    plain = frozenset(number for number, form in enumerate(words.forms) if form.isalnum())
    return Read(scored, label_odds(*chain), paths, tuple(places), plain)


def _covered(words: WordList, spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        number
        for number, span in enumerate(words.spans)
        if words.forms[number].isalnum() and any(start < span.end and span.start < end for start, end in spans)
    )


def choose(reads: list[Read]) -> Limits:
    """The limits of the best relaxed F1: one limit after the other, twice around."""
    chosen = SURE
    best = rate(reads, chosen)
    for name, values in [*GRID.items()] * 2:
        for value in values:
            score = rate(reads, limits := replace(chosen, **{name: value}))
            print(f"relaxed {score:.2f}  {name}={value}", flush=True)
            if score > best:
                best, chosen = score, limits
    print(f"best {best:.2f}  {chosen}")
    return chosen


def rate(reads: list[Read], limits: Limits) -> float:
    """Relaxed F1."""
    marks = [mark for read in reads for _, mark in judge(read, limits)]
    return 200 * sum(marks) / (len(marks) + sum(len(read.gold) for read in reads))


def judge(read: Read, limits: Limits) -> Iterator[tuple[Linked, bool]]:
    """Each attribution with whether content and source agree with a gold one of its own by half or more."""
    found = link(read.paths[limits.lean], read.odds, read.scored.levels[0], read.scored.layout, limits)
    pairs = []
    for number, linked in enumerate(found):
        content, source = (
            frozenset(w for r in part for w in r) & read.plain for part in (linked.content, linked.source)
        )
        for other, (gold_content, gold_source) in enumerate(read.gold):
            share = _overlap(content, gold_content)
            if share >= 0.5 and _overlap(source, gold_source) >= 0.5:
                pairs.append((-share, number, other))
    used_found, used_gold = set(), set()
    for _, number, other in sorted(pairs):
        if number not in used_found and other not in used_gold:
            used_found.add(number)
            used_gold.add(other)
    yield from ((linked, number in used_found) for number, linked in enumerate(found))


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def calibrate(reads: list[Read], limits: Limits) -> tuple[np.ndarray, Limits]:
    """Logistic regression of being right on the logs of the evidence, by Newton's method, lightly ridged.

    Returns the weights, and the limits with the least confidence worth printing.
    """
    marks = [mark for read in reads for mark in judge(read, limits)]
    x = np.array([[1.0, *(np.log(max(e, 1e-4)) for e in linked.evidence)] for linked, _ in marks])
    y = np.array([float(right) for _, right in marks])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 0.1 * weights
        curvature = (x.T * (p * (1 - p))) @ x + 0.1 * np.eye(x.shape[1])
        weights += np.linalg.solve(curvature, gradient)
    p = 1 / (1 + np.exp(-x @ weights))
    print("confidence  share right  count")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"{low:.1f}-{low + 0.1:.1f}     {y[inside].mean():.2f}         {inside.sum()}")
    wanted = sum(len(read.gold) for read in reads)
    scores = {}
    for least in (0.0, 0.1, 0.2, 0.3, 0.4, 0.5):
        kept = p >= least
        scores[least] = 200 * y[kept].sum() / (kept.sum() + wanted)
        print(f"relaxed {scores[least]:.2f}  P {100 * y[kept].mean():.1f}  confidence={least}")
    # Of values that are equal for F1, the one that says least that is wrong.
    least = max(value for value, score in scores.items() if score >= max(scores.values()) - 0.1)
    return weights, replace(limits, confidence=least)


if __name__ == "__main__":
    main()
