"""Fine-tune the tagger: ``python -m training.fit --help``.

Resumable: the state is written every ``--save-every`` steps and taken up again when
the command is repeated. Prints the digests of all data it reads.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch

from sayso.extract.pieces import WordPieces
from training.corpus import Gold, cut_windows, digest, read_corpus, restyle, to_example
from training.encoder import MPNET, load_pretrained
from training.model import Tagger
from training.windows import Place, batch_losses


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    for path in args.corpus:
        print(json.dumps({"corpus": path.name, "sha256": digest(path)}), flush=True)
    cutter = WordPieces(args.tokenizer)
    model = Tagger(replace(MPNET, layers=len(args.layers)))
    load_pretrained(model.encoder, args.encoder, tuple(args.layers))
    if args.start:
        model.load_state_dict(torch.load(args.start, weights_only=True)["model"])
    model.encoder.words.weight.requires_grad_(False)  # a third of the weights, and 6e5 words cannot better them
    optimizer = torch.optim.AdamW(groups(model, args), weight_decay=0.01)
    step, state = 0, args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    args.out.mkdir(parents=True, exist_ok=True)
    fit(model, optimizer, cutter, args, step)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="JSONL file, brat folder or case folder")
    parser.add_argument("--repeat", type=int, nargs="*", default=[], help="times each corpus is read an epoch")
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of all-mpnet-base-v2")
    parser.add_argument("--tokenizer", type=Path, required=True, help="its tokenizer.json")
    parser.add_argument(
        "--layers", type=int, nargs="+", default=[0, 1, 2, 3, 4, 5], help="layers of the encoder to keep"
    )
    parser.add_argument("--start", type=Path, help="begin from these weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--warmup", type=int, default=80, help="steps until the full rate")
    parser.add_argument("--decay", type=int, default=500, help="last steps, over which the rate falls to nothing")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--capacity", type=int, default=320, help="pieces a window")
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--save-every", type=int, default=200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def groups(model: Tagger, args: argparse.Namespace) -> list[dict]:
    encoder = [p for n, p in model.encoder.named_parameters() if p.requires_grad and not n.startswith("surface")]
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": encoder, "rate": args.rate}, {"params": heads, "rate": args.head_rate}]


def fit(
    model: Tagger, optimizer: torch.optim.Optimizer, cutter: WordPieces, args: argparse.Namespace, step: int
) -> None:
    model.train()
    began, first = time.time(), step
    totals: list[float] = []
    for batch in batches(read_golds(args), cutter, args, step):
        # Warm up, hold, decay: a run can be lengthened until its decay begins.
        pace = min((step + 1) / args.warmup, 1.0, (args.steps - step) / args.decay)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * pace
        losses = batch_losses(model, batch)
        optimizer.zero_grad()
        sum(losses).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        step += 1
        now = [loss.item() for loss in losses]
        totals = [0.98 * t + 0.02 * v for t, v in zip(totals or now, now, strict=True)]
        if step % 10 == 0:
            seconds = (time.time() - began) / (step - first)
            print(step, *(f"{t:.4f}" for t in totals), f"{seconds:.2f} s/step", flush=True)
        if step % args.save_every == 0 or step == args.steps:
            save(model, optimizer, step, args.out)
        if step == args.steps:
            return


def save(model: Tagger, optimizer: torch.optim.Optimizer, step: int, out: Path, **more: object) -> None:
    part = out / "state.part"
    shape = asdict(model.encoder.shape)
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step, "shape": shape, **more}
    torch.save(state, part)
    part.rename(out / "state.pt")


def read_golds(args: argparse.Namespace) -> list[Gold]:
    """The texts of an epoch: each corpus as often as it is read."""
    repeats = args.repeat or [1] * len(args.corpus)
    return [gold for path, times in zip(args.corpus, repeats, strict=True) for gold in read_corpus(path) * times]


def batches(golds: list[Gold], cutter: WordPieces, args: argparse.Namespace, done: int):
    """Batches of windows of like length, epoch after epoch; the first ``done`` are passed by."""
    count, epoch = 0, 0
    while True:
        chance = random.Random(f"{args.seed}:{epoch}")
        windows: list[Place] = []
        for gold in golds:
            styled = replace(gold, text=restyle(gold.text, chance))
            windows.extend(cut_windows(to_example(styled, cutter), args.capacity, chance))
        # A little noise in the order keeps the batches different from epoch to epoch.
        windows.sort(key=lambda w: sum(map(len, w[0].pieces[w[1] : w[2]])) + chance.randint(0, 12))
        chunks = [windows[i : i + args.batch] for i in range(0, len(windows), args.batch)]
        chance.shuffle(chunks)
        print(json.dumps({"epoch": epoch, "windows": len(windows), "batches": len(chunks)}), flush=True)
        for chunk in chunks:
            count += 1
            if count > done:
                yield chunk
        epoch += 1


if __name__ == "__main__":
    main()
