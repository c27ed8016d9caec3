"""What a stated confidence is worth: ``python -m evaluation.reliability --gold FILE --out PLOT.svg``.

Reads the articles of a gold file with the shipped tagger (or the one in ``--model``), prints how many of the
statements of each confidence are right (content and source each overlap the gold's by half or more), the
expected calibration error (Naeini, Cooper and Hauskrecht 2015), and draws both as an SVG picture.

With ``--layers`` (a table: article, number, source type, speaker, …) it is the confidence of speakers instead, over the
statements whose contents overlap the gold's: right are those whose name the key gives, and, where the key names nobody,
those that name nobody.

Exit status: 0 done, 1 the gold or the model cannot be used, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Final

from evaluation.gold import BadGold, GoldArticle, read_gold_lines
from evaluation.meaning_gate import Interpret, load_interpreter
from evaluation.meaning_measure import NAMED
from evaluation.measure import ROLES, match_contents, match_relaxed, nested_places
from evaluation.names import is_same_name
from sayso.errors import SaysoError
from sayso.extract.statements import run_of, to_statements
from sayso.extract.tagger import OnnxTagger, Tagger
from sayso.reading import read_text
from sayso.types import Meaning, Reading
from training.layered import Layer, read_layers

EDGES: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
SURE: Final = 0.95
"""From here on a confidence promises that as many are right."""


Pair = tuple[float, bool]
"""A stated confidence, and whether what it was stated of is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements whose confidence lies from ``low`` up to ``high``: mean confidence, share right, how many."""

    low: float
    high: float
    stated: float
    right: float
    count: int


def fill_bins(pairs: Sequence[Pair]) -> tuple[Bin, ...]:
    """The bins of ``EDGES`` that hold anything."""
    bins = []
    for low, high in pairwise(EDGES):
        inside = [pair for pair in pairs if low <= pair[0] < high or pair[0] == high == EDGES[-1]]
        if inside:
            stated, right = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            bins.append(Bin(low, high, stated, right, len(inside)))
    return tuple(bins)


def expected_error(bins: Sequence[Bin]) -> float:
    """Mean distance of stated and true shares, weighted by how many statements each bin holds."""
    return sum(abs(each.stated - each.right) * each.count for each in bins) / sum(each.count for each in bins)


def judge(tagger: Tagger, gold: Sequence[GoldArticle]) -> list[Pair]:
    """Each statement's confidence and whether it is right; those inside contents only where the gold marks such."""
    nesting = any(nested_places(article.attributions) for article in gold)
    pairs: list[Pair] = []
    for article in gold:
        found = [one for one in tagger.read(article.text).attributions if nesting or one.parent is None]
        roles = [{role: tuple((s.start, s.end) for s in getattr(one, role)) for role in ROLES} for one in found]
        right = {place for _, place in match_relaxed(article.text, article.attributions, roles)}
        pairs.extend((one.confidence, number in right) for number, one in enumerate(found))
    return pairs


def judge_speakers(
    tagger: Tagger, interpret: Interpret, gold: Sequence[GoldArticle], layers: Mapping[str, Sequence[Layer]]
) -> list[Pair]:
    """The confidence of the speaker of each found statement of the articles in ``layers``, and whether it is right."""
    pairs: list[Pair] = []
    for article in gold:
        if article.id not in layers:
            continue
        tagged = tagger.read(article.text)
        given = replace(read_text(article.text), text=article.text)
        reading = interpret(Reading(given, to_statements(tagged.attributions, given), run_of(tagger)), tagged)
        roles = [
            {role: tuple((s.start, s.end) for s in getattr(one, role).spans) for role in ROLES}
            for one in reading.statements
        ]
        for wanted, found in match_contents(article.text, article.attributions, roles):
            meaning = reading.statements[found].meaning
            if meaning is not None:
                pairs.append((meaning.speaker.confidence, _is_right(layers[article.id][wanted], meaning)))
    return pairs


def _is_right(key: Layer, meaning: Meaning) -> bool:
    if key.type in NAMED:
        return is_same_name(key.speaker, meaning.speaker.name)
    return not meaning.speaker.name or meaning.source_type not in NAMED


SIDE: Final = 320
MARGIN: Final = 48
STYLE: Final = (
    "text{font:12px system-ui,sans-serif;fill:#333}.axis{stroke:#888}.ideal{stroke:#aaa;stroke-dasharray:4 4}"
    ".dot{fill:#8a3b12}.count{fill:#777;font-size:10px}svg{background:#fff}"
)


def draw(bins: Sequence[Bin], title: str) -> str:
    """A reliability plot: a dot a bin, its area by how many statements it holds, beside the line of the ideal."""
    most = max(each.count for each in bins)
    size, title = SIDE + 2 * MARGIN, escape(title)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img" aria-label="{title}">'
    parts = [
        f"{head}<title>{title}</title><style>{STYLE}</style>",
        f'<rect width="100%" height="100%" fill="#fff"/><text x="{MARGIN}" y="22">{title}</text>',
        f'<path class="ideal" d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" fill="none"/>',
        f'<path class="axis" d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(f'<text x="{_x(share)}" y="{_y(0) + 18}" text-anchor="middle">{share:g}</text>')
        parts.append(f'<text x="{_x(0) - 8}" y="{_y(share) + 4}" text-anchor="end">{share:g}</text>')
    for each in bins:
        radius = 3 + 9 * (each.count / most) ** 0.5
        parts.append(f'<circle class="dot" cx="{_x(each.stated)}" cy="{_y(each.right)}" r="{radius:.1f}"/>')
        beside = f'x="{_x(each.stated) + radius + 3:.1f}" y="{_y(each.right) + 12:.1f}"'
        parts.append(f'<text class="count" {beside}>{each.count}</text>')
    parts.append(f'<text x="{_x(0.5)}" y="{_y(0) + 38}" text-anchor="middle">stated confidence</text>')
    parts.append(f'<text transform="translate(14 {_y(0.5)}) rotate(-90)" text-anchor="middle">share right</text></svg>')
    return "\n".join(parts) + "\n"


def _x(share: float) -> float:
    return round(MARGIN + share * SIDE, 1)


def _y(share: float) -> float:
    return round(MARGIN + (1 - share) * SIDE, 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.reliability",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--gold", type=Path, required=True, metavar="FILE", help="gold as JSON lines")
    parser.add_argument("--layers", type=Path, metavar="FILE", help="who speaks: measure the confidence of speakers")
    parser.add_argument("--model", type=Path, metavar="DIR", help="read with the model in this folder")
    parser.add_argument("--title", help="what stands over the plot (default: what was measured)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to draw the plot (SVG)")
    options = parser.parse_args(arguments)
    try:
        gold, tagger = read_gold_lines(options.gold), OnnxTagger(options.model)
        if options.layers:
            pairs = judge_speakers(tagger, load_interpreter(), gold, _read_layers(options.layers))
        else:
            pairs = judge(tagger, gold)
    except (BadGold, SaysoError) as error:
        print(f"evaluation.reliability: {error}", file=sys.stderr)
        return 1
    if not pairs:
        print("evaluation.reliability: no statement of the gold was found", file=sys.stderr)
        return 1
    what = "speakers" if options.layers else "statements"
    bins = fill_bins(pairs)
    print(f"{'confidence':>12}{'stated':>8}{'right':>8}{'count':>7}")
    for each in bins:
        print(f"{each.low:6.1f}–{each.high:<5.1f}{each.stated:8.2f}{each.right:8.2f}{each.count:7}")
    print(f"expected calibration error {expected_error(bins):.3f} over {len(pairs)} {what}")
    sure = [right for stated, right in pairs if stated >= SURE]
    print(f"stated {SURE} or more: {len(sure)}, of which right {sum(sure) / max(len(sure), 1):.3f}")
    if options.out:
        options.out.write_text(draw(bins, options.title or f"Confidence of {what}"), encoding="utf-8")
    return 0


def _read_layers(path: Path) -> Mapping[str, Sequence[Layer]]:
    try:
        return read_layers(path)
    except (OSError, ValueError) as error:
        raise BadGold(f"{path}: no table of layers with eight columns ({error})") from error


if __name__ == "__main__":
    sys.exit(main())
