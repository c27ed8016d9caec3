"""Weights for what answers what: python -m training.responses --gold G.jsonl --layers L.tsv --out FILE."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sayso.meaning.language import Language
from sayso.meaning.responses import each_pair, view_statements
from training.layered import read_scenes, to_acts, to_voices
from training.pairs import fit

RIDGE = 6.0
LIMIT = 0.3
"""Chosen in four-fold cross-validation on the train layers: the least at which three of five links are right."""


def gather(annotated):
    """Features and answers of every pair of statements; what came before is given as annotated."""
    rows, answers = [], []
    for scene, layers in annotated:
        chosen = []
        for pairs in each_pair(scene, view_statements(scene, to_voices(layers), to_acts(layers)), chosen):
            right = layers[len(chosen)].responds_to
            for earlier, features in pairs:
                rows.append(features)
                answers.append(earlier in right)
            chosen.append(right)
    return rows, answers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--layers", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    weights = fit(*gather(read_scenes(options.gold, options.layers, Language())), ridge=RIDGE)
    options.out.write_text(
        json.dumps({"limit": LIMIT, "weights": weights}, indent=0, ensure_ascii=False) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
