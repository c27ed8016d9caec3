"""Cut a trained tagger narrower: ``python -m training.prune --help``.

Keeps the attention heads and the inner neurons whose removal would change the loss most
(first order Taylor: Michel, Levy and Neubig 2019; Molchanov et al. 2019). All layers keep
the same heads, for the distance bias is theirs in common.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch import Tensor

from sayso.extract.pieces import WordPieces
from training.corpus import cut_windows, read_corpus, to_example
from training.encoder import MPNET
from training.model import Tagger
from training.windows import encode, level_losses, to_batch

SAMPLE = 160
"""Windows that importance is measured on."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True, help="a state of training.fit")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--layers", type=int, nargs="+", required=True, help="layers to keep")
    parser.add_argument("--heads", type=int, required=True)
    parser.add_argument("--inner", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    weights = torch.load(args.state, weights_only=True)["model"]
    depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    shape = replace(MPNET, layers=depth)
    model = Tagger(shape)
    model.load_state_dict(weights)
    heads, neurons = importance(model, args)
    keep = heads.sum(0).topk(args.heads).indices.sort().values
    print(json.dumps({"heads": keep.tolist()}))
    cut = {name: value for name, value in weights.items() if not name.startswith("encoder.layers.")}
    cut["encoder.distance.weight"] = weights["encoder.distance.weight"][:, keep]
    rows = (keep[:, None] * shape.head + torch.arange(shape.head)[None]).flatten()
    for new, old in enumerate(args.layers):
        inside = neurons[old].topk(args.inner).indices.sort().values
        chosen = {"q": rows, "k": rows, "v": rows, "up": inside}
        for name, value in weights.items():
            if not name.startswith(f"encoder.layers.{old}."):
                continue
            part, kind = name.split(".")[3:]
            columns = {"o": rows, "down": inside}.get(part) if kind == "weight" else None
            kept = value[chosen[part]] if part in chosen else value if columns is None else value[:, columns]
            cut[f"encoder.layers.{new}.{part}.{kind}"] = kept.clone()
    slim = asdict(replace(shape, layers=len(args.layers), heads=args.heads, inner=args.inner))
    torch.save({"model": cut, "shape": slim}, args.out)


def importance(model: Tagger, args: argparse.Namespace) -> tuple[Tensor, Tensor]:
    """Of heads [layers, heads] and inner neurons [layers, inner]."""
    cutter, chance = WordPieces(args.tokenizer), random.Random(1)
    golds = read_corpus(args.corpus)
    golds = chance.sample(golds, min(60, len(golds)))
    places = [w for gold in golds for w in cut_windows(to_example(gold, cutter), 300, chance)]
    model.eval()
    layers = model.encoder.layers
    heads = torch.zeros(len(layers), layers[0].heads)
    neurons = torch.zeros(len(layers), layers[0].up.out_features)
    for begin in range(0, min(SAMPLE, len(places)), 4):
        part = places[begin : begin + 4]
        kept: list[tuple[Tensor, Tensor]] = []
        hooks = [h for layer in layers for h in _watch(layer, kept)]
        batch = to_batch(part, model.encoder.shape)
        words = encode(model, batch)
        loss = sum(level_losses(model.outer, words, batch, part, inner=False))
        seen = [value for pair in kept for value in pair]
        gradients = torch.autograd.grad(loss, seen)
        for hook in hooks:
            hook.remove()
        live = (batch.ids != model.encoder.shape.pad)[:, :, None]
        for number, (value, gradient) in enumerate(zip(seen, gradients, strict=True)):
            change = value.detach() * gradient * live
            if number % 2:
                neurons[number // 2] += change.abs().sum((0, 1))
            else:
                by_head = change.view(*change.shape[:2], layers[0].heads, -1).sum(3)
                heads[number // 2] += by_head.abs().sum((0, 1))
    return heads, neurons


def _watch(layer: torch.nn.Module, kept: list) -> list:
    """Hooks that keep what goes into the output of attention and of the feed-forward part."""
    pair: list[Tensor] = []

    def before(_: torch.nn.Module, given: tuple[Tensor]) -> None:
        pair.append(given[0])
        if len(pair) == 2:
            kept.append((pair[0], pair[1]))

    return [layer.o.register_forward_pre_hook(before), layer.down.register_forward_pre_hook(before)]


if __name__ == "__main__":
    main()
