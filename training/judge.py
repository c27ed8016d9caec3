"""Train the judge of pairs of statements: ``python -m training.judge --help``.

A cross-encoder (both statements in one window) with a head for each kind of row:

--pairs    {"a": S, "b": S, "label": "same"|"opposes"|"related"|"different"}; "label" may be the odds of all four, or a
           list of those that may be right
--stance   the labels of --pairs, of a headline and the beginning of an article
--nli      {"a": S, "b": S, "label": "entailment"|"neutral"|"contradiction"}
--likeness {"a": S, "b": S, "label": 0…5}

with S = {"source", "cue", "content"}. The head for pairs ships (training.export_judge); what the others learn helps the
encoder. ``--shape mpnet`` trains a teacher; ``training.taught_pairs`` writes what it says of pairs without labels, as
odds for --pairs.
Prints the digests of all it reads; resumable (``--save-every``).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.judge.windows import LABELS, PairText, Window, WindowMaker
from training.batches import cut
from training.encoder import MINILM, MPNET, Encoder, Shape, load_pretrained

NLI = ("entailment", "neutral", "contradiction")
TASKS = {"pairs": len(LABELS), "nli": len(NLI), "stance": len(LABELS), "likeness": 1}
ORDERED = frozenset({"nli", "stance"})
"""Tasks in which it counts which side is which."""
SURFACE = (7, 2)
"""Classes of a piece: whose part it is (windows.ROLES), and whether the other side has it too."""
MOST_SCORE = 5.0
SMOOTHING = 0.05
SHAPES = {"minilm": MINILM, "mpnet": MPNET}
EDGES = {"minilm": ("[CLS]", "[SEP]"), "mpnet": ("<s>", "</s>")}
"""The pieces that begin and end a text."""


class Judge(nn.Module):
    """Both statements' pieces to the scores of one task.

    The head sees the window's first vector, and the mean vectors of both contents: their sum, difference and
    product. The encoder comes from one of sentences, so these mean something from the first step on.
    """

    def __init__(self, shape: Shape = MINILM, hidden: int = 256, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, SURFACE, dropout)
        width = shape.width
        self.even = nn.Sequential(nn.Linear(4 * width, hidden), nn.GELU(), nn.Dropout(0.1))
        self.ordered = nn.Sequential(nn.Linear(5 * width, hidden), nn.GELU(), nn.Dropout(0.1))
        self.heads = nn.ModuleDict({task: nn.Linear(hidden, size) for task, size in TASKS.items()})

    def forward(self, ids: Tensor, surface: Tensor, task: str) -> Tensor:
        """The scores of a task [batch, choices] of windows: piece ids [batch, pieces] and surface classes."""
        vectors, roles = self.encoder(ids, surface), surface[:, :, 0]
        means = []
        for role in (3, 6):  # both contents
            inside = (roles == role).float()[:, :, None]
            means.append((vectors * inside).sum(1) / inside.sum(1).clamp(min=1))
        first, one, other = vectors[:, 0], *means
        apart, both = (one - other).abs(), one * other
        if task in ORDERED:
            seen = self.ordered(torch.cat([first, one, other, apart, both], 1))
        else:
            seen = self.even(torch.cat([first, one + other, apart, both], 1))
        return self.heads[task](seen).float()


@dataclass(frozen=True, slots=True)
class Row:
    task: str
    a: PairText
    b: PairText
    label: object

    @property
    def target(self) -> list[float]:
        """What the head should say: odds, ones for all that may be right, or one number."""
        if self.task == "likeness":
            return [float(self.label) / MOST_SCORE]
        names = NLI if self.task == "nli" else LABELS
        if isinstance(self.label, dict):
            return [float(self.label.get(name, 0.0)) for name in names]
        if isinstance(self.label, list):
            return [float(name in self.label) for name in names]
        return [float(name == self.label) for name in names]


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rows = {task: read_rows(task, getattr(args, task)) for task in TASKS}
    steady = read_rows("pairs", args.steady)
    rows["pairs"] += random.Random(args.seed).sample(steady, int(args.steady_share * len(steady)))
    print(json.dumps({task: len(found) for task, found in rows.items()}), flush=True)
    judge = Judge(SHAPES[args.shape], dropout=args.dropout)
    load_pretrained(judge.encoder, args.encoder, tuple(range(SHAPES[args.shape].layers)))
    if args.start:
        judge.load_state_dict(torch.load(args.start, weights_only=True)["model"])
    judge.encoder.words.weight.requires_grad_(False)
    train(judge, rows, WindowMaker(args.tokenizer, EDGES[args.shape]), args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for task in TASKS:
        parser.add_argument(f"--{task}", type=Path, nargs="*", default=[], metavar="FILE", help="rows (JSON lines)")
    parser.add_argument(
        "--steady", type=Path, nargs="*", default=[], metavar="FILE", help="pairs of which a part is taken"
    )
    parser.add_argument("--shape", choices=tuple(SHAPES), default="minilm", help="which encoder it is")
    parser.add_argument("--encoder", type=Path, required=True, help="its model.safetensors (training.encoders)")
    parser.add_argument("--tokenizer", type=Path, required=True, help="its tokenizer.json")
    parser.add_argument("--start", type=Path, help="begin from these weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, nargs=4, default=[1.0] * 4, help="part of each task's rows an epoch")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--pieces", type=int, default=1024, help="of a batch, padding included")
    parser.add_argument("--dropout", type=float, default=0.1, help="inside the encoder")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--steady-share", type=float, default=1.0, help="part of --steady that is taken")
    parser.add_argument("--save-every", type=int, default=100)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read_rows(task: str, paths: list[Path]) -> list[Row]:
    rows = []
    for path in paths:
        body = path.read_bytes()
        print(json.dumps({"rows": path.name, "sha256": sha256(body).hexdigest()}), flush=True)
        for line in body.decode("utf-8").splitlines():
            data = json.loads(line)
            rows.append(Row(task, read_side(data["a"]), read_side(data["b"]), data["label"]))
    return rows


def read_side(data: dict[str, str]) -> PairText:
    return PairText(data.get("source", ""), data.get("cue", ""), data["content"])


def train(judge: Judge, rows: dict[str, list[Row]], maker: WindowMaker, args: argparse.Namespace) -> None:
    args.out.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(groups(judge, args), weight_decay=0.01)
    plan = [batch for epoch in range(int(args.epochs + 0.999)) for batch in plan_epoch(rows, maker, args, epoch)]
    plan = plan[: int(len(plan) * args.epochs / int(args.epochs + 0.999))]
    step, state = 0, args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        judge.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    began, first, means = time.time(), step, {}
    judge.train()
    for task, batch in plan[step:]:
        pace = min((step + 1) / max(1, len(plan) // 20), (len(plan) - step) / len(plan) * 1.05, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * pace
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = find_loss(judge, task, batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
        optimizer.step()
        step += 1
        means[task] = 0.95 * means.get(task, loss.item()) + 0.05 * loss.item()
        if step % 20 == 0:
            spoken = " ".join(f"{name} {value:.3f}" for name, value in means.items())
            print(f"{step}/{len(plan)} {spoken} {(time.time() - began) / (step - first):.2f} s/step", flush=True)
        if step % args.save_every == 0 or step == len(plan):
            part = args.out / "state.part"
            torch.save({"model": judge.state_dict(), "optimizer": optimizer.state_dict(), "step": step}, part)
            part.rename(state)


def groups(judge: Judge, args: argparse.Namespace) -> list[dict]:
    slow = [p for n, p in judge.encoder.named_parameters() if p.requires_grad and not n.startswith("surface")]
    known = {id(p) for p in slow}
    fast = [p for p in judge.parameters() if p.requires_grad and id(p) not in known]
    return [{"params": p, "rate": rate} for p, rate in ((slow, args.rate), (fast, args.head_rate)) if p]


def plan_epoch(
    rows: dict[str, list[Row]], maker: WindowMaker, args: argparse.Namespace, epoch: int
) -> list[tuple[str, list[tuple[Window, list[float]]]]]:
    """Batches of one task each and of like lengths, in another order every epoch; pairs in either order."""
    chance = random.Random(f"{args.seed}:{epoch}")
    chunks = []
    for (task, found), share in zip(rows.items(), args.share, strict=True):
        chosen = [row for row in found for _ in range(int(share) + (chance.random() < share % 1))]
        windows = []
        for row in chosen:
            sides = (row.a, row.b)
            if task not in ORDERED and chance.random() < 0.5:
                sides = (row.b, row.a)
            windows.append((maker.make(*sides), row.target))
        windows.sort(key=lambda w: len(w[0].ids) + chance.randint(0, 8))
        chunks += [(task, chunk) for chunk in cut(windows, lambda w: len(w[0].ids), args.pieces)]
    chance.shuffle(chunks)
    return chunks


def find_loss(judge: Judge, task: str, batch: list[tuple[Window, list[float]]]) -> Tensor:
    scores = judge(*pad([window for window, _ in batch], judge.encoder.shape.pad), task)
    target = torch.tensor([target for _, target in batch])
    if task == "likeness":
        return nn.functional.mse_loss(torch.sigmoid(scores), target) * 4
    open_ = target.sum(1) > 1.5  # several labels may be right: whichever of them
    likely = scores.log_softmax(1)
    smoothed = (1 - SMOOTHING) * target + SMOOTHING / target.shape[1]  # of labels; a teacher's odds are smooth enough
    told = -(likely * torch.where(target.amax(1, keepdim=True) == 1, smoothed, target)).sum(1)
    any_of = -torch.logsumexp(likely.masked_fill(target == 0, -1e9), 1)
    any_of = (1 - SMOOTHING) * any_of - SMOOTHING * likely.mean(1)
    return torch.where(open_, any_of, told).mean()


def pad(windows: list[Window], padding: int) -> tuple[Tensor, Tensor]:
    """Piece ids [batch, pieces], and surface classes [batch, pieces, 2]."""
    longest = max(len(window.ids) for window in windows)
    ids = torch.full((len(windows), longest), padding)
    surface = torch.zeros((len(windows), longest, len(SURFACE)), dtype=torch.long)
    for n, window in enumerate(windows):
        ids[n, : len(window.ids)] = torch.tensor(window.ids)
        surface[n, : len(window.ids)] = torch.tensor([window.roles, window.shared]).T
    return ids, surface


def score(judge: Judge, sides: list[tuple[PairText, PairText]], maker: WindowMaker, task: str = "pairs") -> Tensor:
    """Scores of every pair [pairs, choices], in the order given."""
    judge.eval()
    windows = [maker.make(*pair) for pair in sides]
    order = sorted(range(len(windows)), key=lambda n: len(windows[n].ids))
    out = torch.zeros((len(windows), TASKS[task]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for chosen in cut(order, lambda n: len(windows[n].ids), 8192):
            out[chosen] = judge(*pad([windows[n] for n in chosen], judge.encoder.shape.pad), task)
    return out


if __name__ == "__main__":
    main()
