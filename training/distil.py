"""Teach the cut of an earlier tagger what it lost, and what the large encoder knows: ``… -m training.distil --help``.

The student learns from the gold labels and links; from its teachers' label probabilities (Hinton, Vinyals and
Dean 2015) and the vectors it had before it was cut (Jiao et al. 2020), on unlabelled texts too; from what an earlier
tagger finds inside contents (``training.teach`` writes all three); and from the labels of source type, act and
certainty, so that its vectors carry what the meaning of statements needs. Resumable as ``training.fit`` is.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.pieces import WordPieces
from training.corpus import Gold, digest
from training.encoder import MINILM, Shape, load_pretrained
from training.fit import batches, groups, read_golds, save
from training.layers_senses import SENSES, UNKNOWN, read_senses
from training.model import Tagger, find_ranks
from training.taught import Taught
from training.windows import Place, encode, level_losses, to_batch

WEIGHTS = (1.0, 0.5, 0.5, 1.0, 0.3, 0.3, 1.0, 1.0, 0.15)
"""Of the losses: outer labels, links, links; inner the same; the teachers' odds; vectors; senses."""


class Senses(nn.Module):
    """Source type, act and certainty from the mean vectors of source, cue and content."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.hidden = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * width, 192), nn.GELU(), nn.Dropout(0.1))
        self.heads = nn.ModuleList(nn.Linear(192, len(names)) for names in SENSES)

    def forward(self, pooled: Tensor) -> list[Tensor]:
        hidden = self.hidden(pooled)
        return [head(hidden) for head in self.heads]


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    for path in args.corpus:
        print(json.dumps({"corpus": path.name, "sha256": digest(path)}), flush=True)
    cutter = WordPieces(args.tokenizer)
    if args.start:
        begun = torch.load(args.start, weights_only=True)
        shape, ranks = Shape(**begun["shape"]), find_ranks(begun["model"])
    else:
        shape, ranks = MINILM, (args.rank, 64)
    model = Tagger(shape, *ranks, dropout=args.dropout)
    if args.start:
        missing = model.load_state_dict(begun["model"], strict=False)
        print(json.dumps({"begun without": missing.missing_keys}), flush=True)
    else:
        load_pretrained(model.encoder, args.encoder, tuple(range(shape.layers)))
    senses = Senses(shape.width)
    model.encoder.words.weight.requires_grad_(False)
    optimizer = torch.optim.AdamW(
        [*groups(model, args), {"params": list(senses.parameters()), "rate": args.head_rate}], weight_decay=0.01
    )
    taught = Taught(args.taught)
    step, state = 0, args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        model.load_state_dict(saved["model"])
        senses.load_state_dict(saved["senses"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    args.out.mkdir(parents=True, exist_ok=True)
    model.train()
    began, first = time.time(), step
    totals: list[float] = []
    for places in batches(read_taught(taught, args), cutter, args, step):
        pace = min((step + 1) / args.warmup, 1.0, (args.steps - step) / args.decay)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * pace
        losses = all_losses(model, senses, taught, places)
        optimizer.zero_grad()
        sum(weight * loss for weight, loss in zip(WEIGHTS, losses, strict=True)).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        now = [loss.item() for loss in losses]
        totals = [0.98 * t + 0.02 * v for t, v in zip(totals or now, now, strict=True)]
        if step % 20 == 0:
            seconds = (time.time() - began) / (step - first)
            print(step, *(f"{t:.4f}" for t in totals), f"{seconds:.2f} s/step", flush=True)
        if step % args.save_every == 0 or step == args.steps:
            save(model, optimizer, step, args.out, senses=senses.state_dict())
        if step == args.steps:
            return


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="JSONL file, brat folder or case folder")
    parser.add_argument("--repeat", type=int, nargs="*", default=[], help="times each corpus is read an epoch")
    parser.add_argument("--taught", type=Path, required=True, help="what training.teach wrote")
    parser.add_argument("--senses", type=Path, nargs="+", default=[], help="tables of labels of attributions")
    parser.add_argument("--encoder", type=Path, help="model.safetensors of all-MiniLM-L6-v2, to begin from")
    parser.add_argument("--start", type=Path, help="begin from these weights instead (training.prune)")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the tokenizer.json of the encoder")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warmup", type=int, default=100)
    parser.add_argument("--decay", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--capacity", type=int, default=320, help="pieces a window")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=7e-4)
    parser.add_argument("--dropout", type=float, default=0.05)
    parser.add_argument("--rank", type=int, default=160)
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read_taught(taught: Taught, args: argparse.Namespace) -> list[Gold]:
    """The texts of an epoch with what teachers and tables say of them, and those that only the teachers read."""
    senses = read_senses(*args.senses)
    golds = [replace(g, senses=senses.get(g.id, ()) or g.senses) for g in read_golds(args)]
    return [*map(taught.add_inner, golds), *taught.unlabelled()]


def all_losses(model: Tagger, senses: Senses, taught: Taught, places: list[Place]) -> list[Tensor]:
    """What ``WEIGHTS`` weighs, in that order."""
    words = encode(model, to_batch(places, model.encoder.shape))
    told = [row for row, (example, _, _) in enumerate(places) if example.outer.sourced]
    gold = [places[row] for row in told]
    if gold:
        batch = to_batch(gold, model.encoder.shape)
        own = words[told][:, : batch.mask.shape[1]]
        outer = level_losses(model.outer, own, batch, gold, inner=False)
        inner = level_losses(model.inner, own, batch, gold, inner=True)
        levels = [*outer, *inner]
    else:
        levels = [words.sum() * 0] * 6
    return [*levels, *taught_losses(model, words, taught, places), sense_loss(senses, words, places)]


def taught_losses(model: Tagger, words: Tensor, taught: Taught, places: list[Place]) -> tuple[Tensor, Tensor]:
    """Cross entropy between the teachers' and the student's label odds, and the mean squared distance
    between the vectors of before the cut and of now, wherever the teachers' are known."""
    rows, odds, vectors = [], [], []
    for row, (example, start, end) in enumerate(places):
        known = taught.odds(example.id)
        if known is not None and len(known) == len(example.pieces):
            rows.append(words[row, : end - start])
            odds.append(known[start:end].float())
            vectors.append(taught.vectors(example.id)[start:end].float())
    if not rows:
        return words.sum() * 0, words.sum() * 0
    own, theirs = torch.cat(rows), torch.cat(vectors)
    label_loss = -(torch.cat(odds) * torch.log_softmax(model.outer.labels(own), -1)).sum(-1).mean()
    return label_loss, functional.mse_loss(own, theirs) if own.shape == theirs.shape else words.sum() * 0


def sense_loss(senses: Senses, words: Tensor, places: list[Place]) -> Tensor:
    """Mean cross entropy of the senses of attributions whose cue and content begin in a window."""
    pooled, wanted = [], []
    for row, (example, start, end) in enumerate(places):
        members: dict[int, list[list[int]]] = {}
        for word in range(start, end):
            for owner in example.outer.owners[word]:
                if owner in example.senses:
                    role = (example.outer.labels[word] - 1) // 2
                    members.setdefault(owner, [[], [], []])[role].append(word - start)
        for owner, roles in members.items():
            if roles[2]:
                parts = [words[row, r].mean(0) if r else torch.zeros_like(words[row, 0]) for r in roles]
                pooled.append(torch.cat(parts))
                wanted.append(example.senses[owner])
    if not pooled:
        return words.sum() * 0
    gold = torch.tensor(wanted)
    losses = (
        functional.cross_entropy(o, gold[:, n], ignore_index=UNKNOWN, reduction="sum")
        for n, o in enumerate(senses(torch.stack(pooled)))
    )
    return sum(losses) / len(wanted)


if __name__ == "__main__":
    main()
