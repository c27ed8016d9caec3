"""The mean of several trainings' weights, begun at the same ones: ``python -m training.soup OUT.pt STATE.pt …``.

Wortsman et al., Model soups (ICML 2022): the mean is about as good as asking all of them, at the cost of one.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch


def main() -> None:
    out, *paths = map(Path, sys.argv[1:])
    models = [torch.load(path, weights_only=True)["model"] for path in paths]
    mixed = {name: sum(model[name] for model in models) / len(models) for name in models[0]}
    torch.save({"model": mixed}, out)


if __name__ == "__main__":
    main()
