"""The gate of what statements mean: ``python -m evaluation.meaning_gate``.

Reads the held-out articles as ``sayso extract`` does, prints every score of the meaning layer with its 95% interval
(bootstrap over articles) and its floor, and exits with 1 where a score has fallen below its floor or the corpus is not
the pinned one.

No floor applies to these:
  --gold-spans         the meaning layer alone, over the attributions of the key instead of the tagger's
  --predictions FILE   what ``sayso extract --format jsonl`` found in the articles that ``--write FILE`` has written

Exit status: 0 all floors hold, 1 the gate is shut or an input cannot be used, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from evaluation.answers import Interpreted, from_wire
from evaluation.floors import BadFloors, Measured, read_floors
from evaluation.gate import print_scores, settle
from evaluation.gold import BadGold
from evaluation.keys import CORPUS, KeyedArticle, digest_keyed_corpus, find_outer, read_found, read_keyed_corpus
from evaluation.meaning_measure import SCORES, find_confusions, find_intervals, measure_meaning, total_meaning
from evaluation.measure import ROLES, Tally
from sayso.errors import SaysoError
from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.extract.statements import run_of, to_statements
from sayso.extract.tagger import OnnxTagger, Tagged, Tagger
from sayso.meaning.interpret import Interpreter
from sayso.reading import read_capture
from sayso.types import Article, Attribution, Capture, CharSpan, Reading
from sayso.wire import to_wire

FLOORS: Final = Path(__file__).parent / "meaning_floors.json"
BY_FIELD: Final = ("source_type", "speaker", "act", "chain")
LABELS: Final = ("source_type", "act", "certainty")
MOST: Final = 12
"""Confusions shown a label."""

Interpret = Callable[[Reading, Tagged], Reading]
"""Gives a reading's statements their meaning."""


def load_interpreter() -> Interpret:
    """The shipped meaning layer; raises ModelError where its weights are damaged."""
    return Interpreter().interpret


def main(
    arguments: Sequence[str] | None = None,
    *,
    load: Callable[[Path | None], Tagger] = OnnxTagger,
    load_meaning: Callable[[], Interpret] = load_interpreter,
) -> int:
    """Run the command; ``load`` makes the tagger from a model's folder (None: the shipped one)."""
    parser = _make_parser()
    options = parser.parse_args(arguments)
    if wrong := _find_misuse(options):
        parser.error(wrong)
    try:
        articles = read_keyed_corpus(options.corpus)
        if options.write:
            return _write_articles(articles, options.write)
        if options.predictions:
            return _score(articles, read_found(options.predictions, articles), f"in {options.predictions}")
        return _run(articles, options, load(options.model), load_meaning())
    except (BadGold, BadFloors, SaysoError) as error:
        print(f"evaluation.meaning_gate: {error}", file=sys.stderr)
        return 1


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.meaning_gate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--update", action="store_true", help="raise the floors to what is reached")
    parser.add_argument("--allow-lower", metavar="REASON", default="", help="with --update: let floors fall, and why")
    parser.add_argument("--gold-spans", action="store_true", help="interpret the attributions of the key")
    parser.add_argument(
        "--predictions", type=Path, metavar="FILE", help="score this file (sayso.article/1, JSON lines)"
    )
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the articles for sayso extract, and stop")
    parser.add_argument("--model", type=Path, metavar="DIR", help="read with the model in this folder")
    parser.add_argument("--corpus", type=Path, metavar="DIR", default=CORPUS, help="keyed articles to guard with")
    parser.add_argument("--floors", type=Path, metavar="FILE", default=FLOORS, help="the file of floors")
    return parser


def _find_misuse(options: argparse.Namespace) -> str:
    ways = [name for name in ("predictions", "gold_spans", "write", "update") if getattr(options, name)]
    rules = {
        "--predictions, --gold-spans, --write and --update exclude each other": len(ways) > 1,
        "--predictions and --model exclude each other": options.predictions and options.model,
        "--allow-lower needs --update": options.allow_lower and not options.update,
    }
    return next((message for message, broken in rules.items() if broken), "")


def _write_articles(articles: Sequence[KeyedArticle], path: Path) -> int:
    path.write_text("".join(to_record(article) + "\n" for article in articles), encoding="utf-8")
    print(f"{len(articles)} articles written to {path}")
    return 0


def to_record(article: KeyedArticle) -> str:
    """The article as a line that sayso reads, outlet and day of publication given."""
    fields = {"id": article.id, "outlet": article.outlet, "published": article.published, "text": article.text}
    return json.dumps(fields, ensure_ascii=False)


def _run(articles: Sequence[KeyedArticle], options: argparse.Namespace, tagger: Tagger, interpret: Interpret) -> int:
    if options.gold_spans:
        found = {one.id: read_keyed(one, tagger, interpret, gold_spans=True) for one in articles}
        return _score(articles, found, f"over the key's attributions, with {tagger.name}")
    floors = read_floors(options.floors, SCORES)
    found = {one.id: read_keyed(one, tagger, interpret) for one in articles}
    tallies = _measure(articles, found)
    print(f"{len(articles)} articles of {options.corpus}, read by {tagger.name}")
    _print(articles, found, tallies, floors.floors)
    name = f"{tagger.name} {tagger.sha256}"
    return settle(floors, Measured(digest_keyed_corpus(options.corpus), total_meaning(tallies), name), options)


def read_keyed(article: KeyedArticle, tagger: Tagger, interpret: Interpret, *, gold_spans: bool = False) -> Interpreted:
    """What sayso finds in an article, by all that its users get; ``gold_spans``: in the attributions of the key."""
    given = _read_article(article)
    tagged = tagger.read(given.text, skip=given.furniture)
    if gold_spans:
        tagged = replace(tagged, attributions=_to_attributions(article))
    reading = Reading(given, to_statements(tagged.attributions, given), run_of(tagger))
    return from_wire(to_wire(interpret(reading, tagged)))


def _read_article(article: KeyedArticle) -> Article:
    read = read_capture(Capture(article.id, to_record(article).encode(), "application/jsonl"))
    if not isinstance(read, Article):
        raise BadGold(f"{article.id}: {read.message}")
    return read


def _to_attributions(article: KeyedArticle) -> tuple[Attribution, ...]:
    quotations = find_quotations(article.text)
    given = article.key.attributions
    roles = [{role: tuple(CharSpan(*span) for span in one[role]) for role in ROLES} for one in given]
    return tuple(
        Attribution(
            **one, kind=kind_of(one["content"], article.text, quotations), confidence=1.0, parent=find_outer(given, n)
        )
        for n, one in enumerate(roles)
    )


def _score(articles: Sequence[KeyedArticle], found: Mapping[str, Interpreted], how: str) -> int:
    missing = sum(article.id not in found for article in articles)
    print(f"{len(articles)} articles {how}, {missing} of them missing")
    _print(articles, found, _measure(articles, found), {})
    return 0


def _measure(articles: Sequence[KeyedArticle], found: Mapping[str, Interpreted]) -> tuple[Tally, ...]:
    return tuple(measure_meaning(one.text, one.key, found.get(one.id, Interpreted())) for one in articles)


def _print(
    articles: Sequence[KeyedArticle],
    found: Mapping[str, Interpreted],
    tallies: Sequence[Tally],
    floors: Mapping[str, float | None],
) -> None:
    print_scores(total_meaning(tallies), find_intervals(tallies), floors)
    _print_fields(articles, tallies)
    for label in LABELS:
        kinds = Counter(
            pair
            for one in articles
            for pair in find_confusions(one.text, one.key, found.get(one.id, Interpreted()), label)
        )
        shown = ", ".join(f"{gold} → {other or 'nothing'} {times}" for (gold, other), times in kinds.most_common(MOST))
        print(f"\n{label}, the key's → what was found: {shown or 'all right'}")


def _print_fields(articles: Sequence[KeyedArticle], tallies: Sequence[Tally]) -> None:
    print(f"\n{'field':22}" + "".join(f"{name:>14}" for name in BY_FIELD) + f"{'gold':>7}")
    for field in dict.fromkeys(article.field for article in articles):
        sums = total_meaning([tally for one, tally in zip(articles, tallies, strict=True) if one.field == field])
        print(f"{field:22}" + "".join(f"{sums[name].f1:14.2f}" for name in BY_FIELD) + f"{sums['found'].gold:7}")


if __name__ == "__main__":
    sys.exit(main())
