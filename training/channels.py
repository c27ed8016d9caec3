"""Weights for choosing a statement's channel: python -m training.channels --gold G.jsonl --layers L.tsv --out FILE."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from sayso.meaning.channels import each_candidates
from sayso.meaning.language import Language
from training.layered import read_case_scenes, read_scenes, to_voices
from training.pairs import fit

RIDGE = 3.0
LIMIT = 0.33
"""By F1 on the layers' dev part: 63.2 at 0.3, 66.0 at 0.33, 64.0 at 0.34, 59.8 at 0.35."""
LIGHT = frozenset({"the", "a", "an", "of", "in", "on", "at", "and", "with", "s", "news", "interview"})


def words_of(name: str) -> frozenset[str]:
    words = frozenset(re.findall(r"\w+", name.lower()))
    return words - LIGHT or words


def gather(annotated):
    """Features and answers of every pair of statement and channel; what came before is given as annotated."""
    rows, answers = [], []
    for scene, layers in annotated:
        chosen = []
        for candidates in each_candidates(scene, to_voices(layers), chosen):
            number = len(chosen)
            via = layers[number].via
            right = [c for c, _ in candidates if via and words_of(via) & words_of(c.name)]
            for channel, features in candidates:
                rows.append(features)
                answers.append(channel in right)
            statement = scene.statements[number]
            start = (statement.source.spans + statement.cue.spans or statement.content.spans)[0].start
            chosen.append(min(right, key=lambda c: abs(c.span.start - start)) if right else None)
    return rows, answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--layers", type=Path, nargs="+", required=True)
    parser.add_argument("--cases", type=Path, default=Path("training/cases"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    language = Language()
    scenes = [*read_scenes(options.gold, options.layers, language), *read_case_scenes(options.cases, language)]
    weights = fit(*gather(scenes), ridge=RIDGE)
    options.out.write_text(
        json.dumps({"limit": LIMIT, "weights": weights}, indent=0, ensure_ascii=False) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
