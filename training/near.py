"""How many statements of one claim lie near each other: ``python -m training.near KEY … [--model DIR]``.

Each affair's articles are read as the product reads them. Printed is which share of a statement's fellows of the same
claim, in other articles, is among its ``NEIGHBOURS`` nearest (of as many as there is room for), and how often a fellow
lies nearer than a statement of another claim (the area under the curve).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from evaluation.affair_key import AffairKey, read_key
from sayso.judge.embedder import OnnxEmbedder
from sayso.service.joining import NEIGHBOURS, to_side
from training.affair_rows import read_entries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=Path, nargs="+")
    parser.add_argument("--model", type=Path, help="folder of another embedder than the shipped one")
    args = parser.parse_args()
    embedder = OnnxEmbedder(args.model)
    for key in map(read_key, args.keys):
        found, area = measure(key, embedder)
        print(f"{key.name}: {100 * found:.1f}% among the {NEIGHBOURS} nearest, area under the curve {area:.3f}")


def measure(key: AffairKey, embedder: OnnxEmbedder) -> tuple[float, float]:
    """The share of fellows that are found, and the area under the curve."""
    entries = [one for one in read_entries(key).values() if one[1].homes]
    vectors = embedder.embed(to_side(entry).content for entry, _ in entries)
    cosines = vectors @ vectors.T
    shares, near, far = [], [], []
    for n, (_, one) in enumerate(entries):
        others = [m for m, (_, other) in enumerate(entries) if other.article != one.article]
        fellows = {m for m in others if set(entries[m][1].homes) & set(one.homes)}
        if not fellows:
            continue
        nearest = sorted(others, key=lambda m, row=cosines[n]: -row[m])[:NEIGHBOURS]
        shares.append(len(fellows & set(nearest)) / min(NEIGHBOURS, len(fellows)))
        near += [cosines[n, m] for m in fellows]
        far += [cosines[n, m] for m in others if m not in fellows]
    ordered = np.sort(np.array(far))
    return float(np.mean(shares)), float(np.mean(np.searchsorted(ordered, near) / len(ordered)))


if __name__ == "__main__":
    main()
