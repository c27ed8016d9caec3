"""Choose limits and calibrate confidence on development data: ``python -m training.tune --help``.

The model reads each text once; the grids are coarse and every limit serves one purpose,
so that little of the development data is learnt by heart. Rewrites ``limits``, ``modes`` and
``calibration`` of both levels in the model's ``tagger.json`` and prints the tables.

The usual mode has the best relaxed F1; "precise" the best F0.5, which counts precision for more, and
"complete" the best F2, which counts recall for more (van Rijsbergen 1979).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sayso.extract.chain import Floats, best_path, label_odds
from sayso.extract.decode import decode_inside
from sayso.extract.levels import Level, Scored
from sayso.extract.link import Limits, Linked, link
from sayso.extract.shape import confidence_of
from sayso.extract.tagger import OnnxTagger
from sayso.extract.words import WordList, find_words
from training.corpus import Gold, is_nested, read_corpus

BEGIN = Limits(source=0.5, confidence=0.0)
"""A source below even odds is left out whatever it wins: no words into the wrong mouth (0.1 of relaxed F1 on dev)."""
GRID = {
    "cue": (0.1, 0.2, 0.3, 0.4, 0.5),
    "far": (0.3, 0.5, 0.6, 0.7, 0.8, 0.9),
    "alone": (0.5, 0.7, 0.9, 1.1),
    "piece": (0.0, 0.3, 0.5),
    "lean": (0.0, 0.4),
}
NEVER = 2.0
"""More than any probability: inside a content nothing stands without a cue."""
INNER_GRID = {"cue": (0.1, 0.3, 0.5), "piece": (0.0, 0.3), "lean": (0.0, 0.5)}
"""A greater lean scores 0.4 more on the held articles, and finds words of no speech inside PolNeAR's contents."""
CONFIDENCES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
MODE_GRID = {"confidence": CONFIDENCES, "far": GRID["far"], "cue": GRID["cue"], "lean": (0.0, 0.4, 0.8, 1.2)}
BETAS = {"precise": 0.5, "complete": 2.0}

Places = tuple[tuple[frozenset[int], frozenset[int]], ...]
"""Of each attribution the words of content and source, marks left out."""
Judged = list[tuple[Linked, bool]]


@dataclass(frozen=True, slots=True)
class Read:
    """One text as the model saw it, with the gold's word sets."""

    scored: Scored
    odds: Floats
    paths: dict[float, NDArray[np.int64]]
    gold: Places
    nested: Places
    plain: frozenset[int]
    """Words that are no punctuation: the others never count."""


@dataclass(frozen=True, slots=True)
class Task:
    """A level to tune: how it is read under given limits, and how many attributions are there to be found."""

    judge: Callable[[Limits], Judged]
    wanted: int

    def rate(self, limits: Limits, calibration: Iterable[float] | None = None, beta: float = 1.0) -> float:
        """Relaxed F-beta in percent."""
        judged = [
            right
            for linked, right in self.judge(limits)
            if calibration is None or confidence_of(linked.evidence, tuple(calibration)) >= limits.confidence
        ]
        found, square = sum(judged), beta**2
        return 100 * (1 + square) * found / max(len(judged) + square * self.wanted, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True, help="development data of the outer level")
    parser.add_argument("--nested", type=Path, help="marked cases that were not trained on, for the inner level")
    args = parser.parse_args()
    tagger = OnnxTagger(args.model)
    outer = tagger.levels[0]
    reads = [see(tagger, gold) for gold in read_corpus(args.gold)]
    task = Task(lambda limits: judge_outer(reads, limits), sum(len(read.gold) for read in reads))
    rewrite(args.model, 0, tune(task, GRID, MODE_GRID))
    if args.nested and len(tagger.levels) > 1:
        outer = OnnxTagger(args.model).levels[0]
        reads = [see(tagger, gold) for gold in read_corpus(args.nested)]
        task = Task(
            lambda limits: judge_inner(reads, outer, tagger.levels[1], limits), sum(len(read.nested) for read in reads)
        )
        rewrite(args.model, 1, tune(task, INNER_GRID, {"confidence": CONFIDENCES}, replace(BEGIN, alone=NEVER)))


def rewrite(model: Path, level: int, tuned: dict[str, object]) -> None:
    path = model / "tagger.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    settings["levels"][level] |= tuned
    path.write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def see(tagger: OnnxTagger, gold: Gold) -> Read:
    words = find_words(gold.text)
    nested = [is_nested(number, gold.attributions) for number in range(len(gold.attributions))]
    places = [(_covered(words, a["content"]), _covered(words, a["source"])) for a in gold.attributions]
    scored = tagger.score(words, range(len(words)))
    level, emissions = tagger.levels[0], scored.levels[0].emissions
    chain = (emissions, level.moves, level.starts, scored.parts)
    paths = {lean: best_path(*chain, lean=lean) for lean in MODE_GRID["lean"]}
    plain = frozenset(number for number, form in enumerate(words.forms) if form.isalnum())
    own = tuple(place for place, inside in zip(places, nested, strict=True) if place[0] and not inside)
    inner = tuple(place for place, inside in zip(places, nested, strict=True) if place[0] and inside)
    return Read(scored, label_odds(*chain), paths, own, inner, plain)


def _covered(words: WordList, spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(
        number
        for number, span in enumerate(words.spans)
        if words.forms[number].isalnum() and any(start < span.end and span.start < end for start, end in spans)
    )


def tune(
    task: Task,
    grid: dict[str, tuple[float, ...]],
    mode_grid: dict[str, tuple[float, ...]],
    begin: Limits = BEGIN,
) -> dict[str, object]:
    """What ``tagger.json`` holds of a level: limits, calibration, and what the other modes change."""
    limits = choose(task.rate, begin, grid)
    calibration = [round(float(w), 4) for w in calibrate(task.judge(limits), task.wanted)]
    scores = {least: task.rate(replace(limits, confidence=least), calibration) for least in CONFIDENCES}
    print("F1 by least confidence", {least: round(score, 2) for least, score in scores.items()})
    # Of values that are equal for F1, the one that says least that is wrong.
    limits = replace(limits, confidence=max(c for c, score in scores.items() if score >= max(scores.values()) - 0.1))
    modes = {}
    for mode, beta in BETAS.items():
        chosen = choose(lambda each, beta=beta: task.rate(each, calibration, beta), limits, mode_grid)
        modes[mode] = {name: value for name, value in asdict(chosen).items() if value != getattr(limits, name)}
        print(mode, modes[mode])
    return {"limits": asdict(limits), "calibration": calibration, "modes": modes}


def choose(rate: Callable[[Limits], float], begin: Limits, grid: dict[str, tuple[float, ...]]) -> Limits:
    """The limits of the best rate: one limit after the other, twice around."""
    chosen, best = begin, rate(begin)
    for name, values in [*grid.items()] * 2:
        for value in values:
            score = rate(limits := replace(chosen, **{name: value}))
            if score > best:
                best, chosen = score, limits
                print(f"{score:.2f}  {name}={value}", flush=True)
    print(f"best {best:.2f}  {chosen}")
    return chosen


def judge_outer(reads: list[Read], limits: Limits) -> Judged:
    """Each attribution with whether content and source agree with a gold one of its own by half or more."""
    judged: Judged = []
    for read in reads:
        found = link(read.paths[limits.lean], read.odds, read.scored.levels[0], read.scored.layout, limits)
        judged.extend(_pair(found, read.gold, read.plain))
    return judged


def judge_inner(reads: list[Read], outer: Level, inner: Level, limits: Limits) -> Judged:
    """The same for what stands inside the contents that are found."""
    judged: Judged = []
    for read in reads:
        own, path = outer.limits, read.paths[outer.limits.lean]
        holders = link(path, read.odds, read.scored.levels[0], read.scored.layout, own)
        found = decode_inside(holders, read.scored, replace(inner, limits=limits))
        judged.extend(_pair([linked for each in found.values() for linked in each], read.nested, read.plain))
    return judged


def _pair(found: Iterable[Linked], gold: Places, plain: frozenset[int]) -> Iterator[tuple[Linked, bool]]:
    found = list(found)
    pairs = []
    for number, linked in enumerate(found):
        content, source = (frozenset(w for r in part for w in r) & plain for part in (linked.content, linked.source))
        for other, (gold_content, gold_source) in enumerate(gold):
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


def calibrate(judged: Judged, wanted: int) -> NDArray[np.float64]:
    """Logistic regression of being right on the logs of the evidence, by Newton's method, lightly ridged."""
    x = np.array([[1.0, *(np.log(max(e, 1e-4)) for e in linked.evidence)] for linked, _ in judged])
    y = np.array([float(right) for _, right in judged])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 0.1 * weights
        curvature = (x.T * (p * (1 - p))) @ x + 0.1 * np.eye(x.shape[1])
        weights += np.linalg.solve(curvature, gradient)
    p = 1 / (1 + np.exp(-x @ weights))
    print(f"{len(judged)} found of {wanted}\nconfidence  share right  count")
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"{low:.1f}-{low + 0.1:.1f}     {y[inside].mean():.2f}         {inside.sum()}")
    return weights


if __name__ == "__main__":
    main()
