"""The judge of pairs beside cosine alone: ``python -m evaluation.pairs --help``.

--pairs FILE.tsv --articles FILE.jsonl …  labelled pairs (article of A, number of A's attribution, the same of B, label)
                                          and their articles; --tune FILE.tsv gives those that the two limits of cosine
                                          are chosen on
--held                                    the project's own held-out pairs, with their floors (the gate)
--sick FILE.txt                           SICK (Marelli et al. 2014), which nothing here was trained on

Exit status: 0 done or all floors hold, 1 the gate is shut or an input cannot be used, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

import numpy as np

from sayso.errors import SaysoError
from sayso.judge import LABELS, Embedder, Judge, Judged, Label, OnnxEmbedder, OnnxJudge, PairText

HELD: Final = Path(__file__).parent / "pairs" / "held.jsonl"
FLOORS: Final = Path(__file__).parent / "pairs" / "floors.json"
TOLERANCE: Final = 1.0
"""Points by which a score may miss its floor: one pair of the held-out set (see evaluation.floors.EPSILON)."""
THREE: Final = ("same", "related", "different")
GRID: Final = [n / 100 for n in range(30, 100)]
BINS: Final = 10


class BadPairs(Exception):
    """A file of pairs cannot be used."""


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled pair."""

    a: PairText
    b: PairText
    label: Label


def main(arguments: Sequence[str] | None = None, *, load: Callable[[], Judge] = OnnxJudge) -> int:
    """Run the command; ``load`` makes the judge."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.pairs", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, metavar="FILE")
    parser.add_argument("--tune", type=Path, metavar="FILE")
    parser.add_argument("--articles", type=Path, nargs="+", default=[], metavar="FILE")
    parser.add_argument("--sick", type=Path, metavar="FILE")
    parser.add_argument("--held", action="store_true")
    parser.add_argument("--update", action="store_true", help="with --held: raise the floors to what is reached")
    options = parser.parse_args(arguments)
    try:
        if options.held:
            return guard(load(), update=options.update)
        if options.sick:
            tell(measure(read_sick(options.sick), load()))
            return 0
        if not (options.pairs and options.articles):
            parser.error("give --held, --sick FILE, or --pairs FILE with --articles FILE")
        gold = read_pairs(options.pairs, options.articles)
        if options.tune:
            tell_cosine(gold, read_pairs(options.tune, options.articles), OnnxEmbedder())
        tell(measure(gold, load()))
    except (BadPairs, SaysoError) as error:
        print(f"evaluation.pairs: {error}", file=sys.stderr)
        return 1
    return 0


def read_pairs(path: Path, articles: Iterable[Path]) -> list[Gold]:
    """Labelled pairs and their words. Raises BadPairs where a file is missing or does not fit the other."""
    try:
        known = {row["id"]: row for file in articles for row in map(json.loads, file.read_text("utf-8").splitlines())}
        rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        return [
            Gold(_side(known[a], int(n)), _side(known[b], int(m)), next(each for each in LABELS if each == label))
            for a, n, b, m, label in rows
        ]
    except (OSError, ValueError, KeyError, IndexError, TypeError, StopIteration) as error:
        raise BadPairs(f"{path}: cannot be read with these articles ({error!r})") from error


def _side(article: dict, number: int) -> PairText:  # type: ignore[type-arg]
    spans, text = article["attributions"][number], article["text"]
    parts = (" … ".join(" ".join(text[s:e].split()) for s, e in spans[role]) for role in ("source", "cue", "content"))
    return PairText(*parts)


def read_held(path: Path = HELD) -> list[Gold]:
    """The project's own held-out pairs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Gold(PairText(**row["a"]), PairText(**row["b"]), row["label"]) for row in rows]


def read_sick(path: Path) -> list[Gold]:
    """SICK's pairs: entailment with a relatedness of 4 or more counts as the same, contradiction as opposed.

    The rest is related from 3 on. It holds captions and not claims, so this is a rough likeness of the task.
    """
    names: dict[str, Label] = {"CONTRADICTION": "opposes"}
    gold: list[Gold] = []
    for line in path.read_text("utf-8").splitlines()[1:]:
        _, a, b, score, kind = line.split("\t")
        near = float(score)
        otherwise: Label = "same" if kind == "ENTAILMENT" and near >= 4 else "related" if near >= 3 else "different"
        gold.append(Gold(PairText("", "", a), PairText("", "", b), names.get(kind.strip(), otherwise)))
    return gold


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores in points by name, and how fast the judge was."""

    scores: dict[str, float]
    counts: dict[str, int]
    pairs_a_second: float


def measure(gold: Sequence[Gold], judge: Judge) -> Measured:
    """Judge the pairs and count."""
    judge.judge([(gold[0].a, gold[0].b)])  # loads the model
    began = time.perf_counter()
    found = judge.judge([(one.a, one.b) for one in gold])
    taken = time.perf_counter() - began
    labels = [one.label for one in gold]
    scores = count_scores(labels, [one.label for one in found]) | {"calibration error": calibration(labels, found)}
    return Measured(scores, {name: labels.count(name) for name in LABELS}, len(gold) / taken)


def count_scores(gold: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """F1 of three labels with ``opposes`` counted as ``related``, their mean, all four, P and R of ``opposes``."""
    three, got = ([("related" if name == "opposes" else name) for name in names] for names in (gold, found))
    scores = {f"F1 {name}": rate(three, got, name)[2] for name in THREE}
    precision, recall, f1 = rate(gold, found, "opposes")
    return {
        "macro-F1 of three": sum(scores.values()) / len(THREE),
        **scores,
        "P opposes": precision,
        "R opposes": recall,
        "F1 opposes": f1,
        "macro-F1 of four": sum(rate(gold, found, name)[2] for name in LABELS) / len(LABELS),
    }


def rate(gold: Sequence[str], found: Sequence[str], name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one label, in points."""
    right = sum(one == other == name for one, other in zip(gold, found, strict=True))
    precision = right / max(1, found.count(name) if isinstance(found, list) else list(found).count(name))
    recall = right / max(1, list(gold).count(name))
    return 100 * precision, 100 * recall, 100 * 2 * right / max(1, list(gold).count(name) + list(found).count(name))


def calibration(gold: Sequence[str], found: Sequence[Judged]) -> float:
    """Expected calibration error of the likeliest label's probability, ten bins, in points (Guo et al. 2017)."""
    best = [max(LABELS, key=lambda name, one=one: one.scores[name]) for one in found]
    sure = np.array([one.scores[name] for one, name in zip(found, best, strict=True)])
    right = np.array([name == label for name, label in zip(best, gold, strict=True)], dtype=float)
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs((sure - right)[places == place].sum()) for place in range(BINS)]
    return float(100 * sum(gaps) / len(gold))


def tell(measured: Measured) -> None:
    """Print what was measured."""
    print(
        f"\n{sum(measured.counts.values())} pairs: " + ", ".join(f"{n} {name}" for name, n in measured.counts.items())
    )
    for name, value in measured.scores.items():
        print(f"{name:22}{value:7.1f}")
    print(f"{'pairs a second':22}{measured.pairs_a_second:7.1f}")


def tell_cosine(gold: Sequence[Gold], tuning: Sequence[Gold], embedder: Embedder) -> None:
    """Print what the best two limits of cosine reach: above the upper one the same, below the lower one different."""
    own, other = _cosines(tuning, embedder), _cosines(gold, embedder)
    truth = [one.label for one in tuning]
    limits = [(low, high) for low, high in product(GRID, GRID) if low < high]
    best = max(limits, key=lambda pair: count_scores(truth, _by_limits(own, *pair))["macro-F1 of three"])
    reached = count_scores([one.label for one in gold], _by_limits(other, *best))
    print(f"Cosine alone, limits {best[0]:.2f} and {best[1]:.2f}")
    for name in ("macro-F1 of three", *(f"F1 {each}" for each in THREE)):
        print(f"{name:22}{reached[name]:7.1f}")


def _cosines(gold: Sequence[Gold], embedder: Embedder) -> list[float]:
    one, other = (embedder.embed(getattr(each, side).content for each in gold) for side in ("a", "b"))
    return [float(value) for value in (one * other).sum(axis=1)]


def _by_limits(cosines: Sequence[float], low: float, high: float) -> list[str]:
    return ["same" if value >= high else "related" if value >= low else "different" for value in cosines]


def guard(judge: Judge, *, update: bool = False, floors: Path = FLOORS) -> int:
    """Hold the judge against its floors on the held-out pairs; gives the exit status."""
    measured = measure(read_held(), judge)
    tell(measured)
    kept = ("macro-F1 of three", "F1 same", "F1 opposes", "macro-F1 of four")
    reached = {name: round(measured.scores[name], 1) for name in kept}
    pinned: dict[str, float] = json.loads(floors.read_text("utf-8")) if floors.exists() else {}
    if update:
        raised = {name: max(reached[name], pinned.get(name, 0.0)) for name in kept}
        floors.write_text(json.dumps(raised, indent=2) + "\n", encoding="utf-8")
        print(f"\nFloors written to {floors}")
        return 0
    misses = [
        f"{name} is {reached[name]:.1f}, below its floor of {pinned.get(name, 100.0):.1f}."
        for name in kept
        if reached[name] < pinned.get(name, 100.0) - TOLERANCE
    ]
    print("\n" + ("\n".join(("THE GATE IS SHUT.", *misses)) if misses else "All floors hold."))
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
