"""The quality gate: ``python -m evaluation.gate``.

Runs the shipped tagger over the held-out corpus, prints every score with its 95%
interval (bootstrap over articles) and its floor, and exits with 1 where a score has
fallen below its floor or the corpus is not the pinned one. Complaints are guarded by
``--corpus evaluation/complaints --floors evaluation/complaints.json``.

With ``--gold FILE`` any other gold is scored instead, read by the shipped tagger, by the
one in ``--model DIR``, or taken from ``--predictions FILE``; no floor applies then.

Exit status: 0 all floors hold, 1 the gate is shut or an input cannot be used, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from evaluation.floors import FLOORS, BadFloors, Floors, Measured, find_misses, raise_floors, read_floors, write_floors
from evaluation.gold import (
    CORPUS,
    BadGold,
    GoldArticle,
    digest_corpus,
    read_gold_corpus,
    read_gold_lines,
    read_predictions,
)
from evaluation.measure import ROLES, SCORES, Counted, Roles, Tally, intervals, measure, total
from sayso.errors import SaysoError
from sayso.extract.tagger import OnnxTagger, Tagger

BY_FIELD: Final = ("attribution_relaxed", "attribution_strict")
"""Scores shown by field. A few articles a field move by many points together, so no floor stands under them."""


def main(arguments: Sequence[str] | None = None, *, load: Callable[[Path | None], Tagger] = OnnxTagger) -> int:
    """Run the command; ``load`` makes the tagger from a model's folder (None: the shipped one)."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    if wrong := _find_misuse(options):
        parser.error(wrong)
    try:
        return _score_given(options, load) if options.gold else _guard(options, load)
    except (BadGold, BadFloors, SaysoError) as error:
        print(f"evaluation.gate: {error}", file=sys.stderr)
        return 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--allow-lower", metavar="REASON", default="", help="with --update: let floors fall, and why")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="score this gold (JSON lines) instead")
    parser.add_argument("--predictions", type=Path, metavar="FILE", help="with --gold: what to score (JSON lines)")
    parser.add_argument("--model", type=Path, metavar="DIR", help="read with the model in this folder")
    parser.add_argument("--corpus", type=Path, metavar="DIR", default=CORPUS, help="marked articles to guard with")
    parser.add_argument("--floors", type=Path, metavar="FILE", default=FLOORS, help="the file of floors")
    return parser


def _find_misuse(options: argparse.Namespace) -> str:
    rules = {
        "--predictions needs --gold": options.predictions and not options.gold,
        "--predictions and --model exclude each other": options.predictions and options.model,
        "--update keeps the floors of the project's own corpus, so it goes without --gold": (
            options.update and options.gold
        ),
        "--allow-lower needs --update": options.allow_lower and not options.update,
    }
    return next((message for message, broken in rules.items() if broken), "")


def _guard(options: argparse.Namespace, load: Callable[[Path | None], Tagger]) -> int:
    floors = read_floors(options.floors)
    gold = read_gold_corpus(options.corpus)
    tagger = load(options.model)
    tallies = _measure_all(gold, read_with(tagger, gold))
    sums = total(tallies)
    measured = Measured(digest_corpus(options.corpus), sums, f"{tagger.name} {tagger.sha256}")
    print(f"{len(gold)} articles of {options.corpus}, read by {tagger.name}")
    print_scores(sums, intervals(tallies), floors.floors)
    print_fields(gold, tallies)
    return settle(floors, measured, options)


def settle(floors: Floors, measured: Measured, options: argparse.Namespace) -> int:
    """Raise the floors if that is asked for, or else say whether they hold; gives the exit status."""
    if options.update:
        raised = raise_floors(floors, measured, reason=options.allow_lower.strip())
        write_floors(raised, options.floors, tuple(measured.scores))
        print(f"\nFloors written to {options.floors}")
        return 0
    misses = find_misses(floors, measured)
    print("\n" + ("\n".join(("THE GATE IS SHUT.", *misses)) if misses else "All floors hold."))
    return 1 if misses else 0


def _score_given(options: argparse.Namespace, load: Callable[[Path | None], Tagger]) -> int:
    gold = read_gold_lines(options.gold)
    if options.predictions:
        predicted = read_predictions(options.predictions, gold)
    else:
        predicted = read_with(load(options.model), gold)
    missing = sum(article.id not in predicted for article in gold)
    print(f"{len(gold)} articles of {options.gold}, {missing} of them without a prediction")
    tallies = _measure_all(gold, predicted)
    print_scores(total(tallies), intervals(tallies), {})
    print_fields(gold, tallies)
    return 0


def read_with(tagger: Tagger, gold: Sequence[GoldArticle]) -> dict[str, tuple[Roles, ...]]:
    """What ``tagger`` finds in each article, by id; it sees the text and nothing else."""
    return {
        article.id: tuple(
            {role: tuple((span.start, span.end) for span in getattr(one, role)) for role in ROLES}
            for one in tagger.read(article.text).attributions
        )
        for article in gold
    }


def _measure_all(gold: Sequence[GoldArticle], predicted: Mapping[str, tuple[Roles, ...]]) -> tuple[Tally, ...]:
    return tuple(measure(article.text, article.attributions, predicted.get(article.id, ())) for article in gold)


def print_scores(
    scores: Mapping[str, Counted], spans: Mapping[str, tuple[float, float]], floors: Mapping[str, float | None]
) -> None:
    """A row a score: precision, recall, F1, its interval, what it rests on, its floor."""
    print(f"\n{'score':22}{'P':>7}{'R':>7}{'F1':>7}  {'95% interval':>15}{'gold':>7}{'found':>7}{'floor':>8}")
    for name, count in scores.items():
        print(f"{name:22}{_row(count, spans[name])}{_floor(floors, name):>8}")


def _row(count: Counted, span: tuple[float, float]) -> str:
    rates = f"{count.precision:7.2f}{count.recall:7.2f}{count.f1:7.2f}"
    return f"{rates}  {span[0]:7.2f}–{span[1]:7.2f}{count.gold:7}{count.predicted:7}"


def _floor(floors: Mapping[str, float | None], name: str) -> str:
    if name not in floors:
        return ""
    floor = floors[name]
    return "unset" if floor is None else f"{floor:.2f}"


def print_fields(gold: Sequence[GoldArticle], tallies: Sequence[Tally]) -> None:
    """The scores of ``BY_FIELD`` for each field, and how many come out right; nothing where the gold names none."""
    fields = sorted({article.field for article in gold} - {""})
    if fields:
        heads = (f"{name:>20}  {'95% interval':>15}{'right':>7}" for name in BY_FIELD)
        print(f"\n{'field':22}{''.join(heads)}{'gold':>7}{'found':>7}")
    for field in fields:
        own = [tally for article, tally in zip(gold, tallies, strict=True) if article.field == field]
        sums, spans = total(own), intervals(own)
        cells = (f"{sums[n].f1:20.2f}  {spans[n][0]:7.2f}–{spans[n][1]:7.2f}{sums[n].right:7}" for n in BY_FIELD)
        print(f"{field:22}{''.join(cells)}{sums[SCORES[0]].gold:7}{sums[SCORES[0]].predicted:7}")


if __name__ == "__main__":
    sys.exit(main())
