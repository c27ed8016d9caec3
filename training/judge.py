"""Train the judge of pairs of statements: ``python -m training.judge --help``.

A cross-encoder (both statements in one window) with a head for each kind of row:

--pairs    {"a": S, "b": S, "label": "same"|"opposes"|"related"|"different"}; "label" may be the odds of all four, or a
           list of those that may be right
--answers  {"a": S, "b": S, "label": 0|1}: whether a, the later one, denies, doubts, confirms, admits or answers b
--stance   the labels of --pairs, of a headline and the beginning of an article
--nli      {"a": S, "b": S, "label": "entailment"|"neutral"|"contradiction"}
--likeness {"a": S, "b": S, "label": 0…5}

with S = {"source", "cue", "content"}. All heads but that of --answers ship (training.export_judge). ``--shape mpnet``
trains a teacher; ``training.taught_pairs`` writes what it says of pairs without labels, as odds for --pairs.
Prints the digests of all it reads; resumable (``--save-every``).
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.judge.windows import LABELS, PairText, Window, WindowMaker
from training.batches import cut
from training.encoder import MINILM, MPNET, Encoder, Shape, load_pretrained
from training.folds import find_folds

NLI = ("entailment", "neutral", "contradiction")
TASKS = {"pairs": len(LABELS), "answers": 1, "nli": len(NLI), "stance": len(LABELS), "likeness": 1}
ORDERED = frozenset({"answers", "nli", "stance"})
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

    def pool(self, ids: Tensor, surface: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The first vector, and the mean vectors of both contents [batch, width]."""
        return self.means(self.encoder(ids, surface), surface[:, :, 0])

    def lower(self, ids: Tensor, surface: Tensor, layers: int) -> Tensor:
        """The vectors [batch, pieces, width] below the layer of this number."""
        encoder, first = self.encoder, self.encoder.shape.first_position
        x = encoder.words(ids) + encoder.places.weight[first : first + ids.shape[1]]
        for column, table in enumerate(encoder.surface):
            x = x + table(surface[:, :, column])
        x, bias = encoder.norm(x), encoder.bias(ids)
        for layer in encoder.layers[:layers]:
            x = layer(x, bias)
        return x

    def upper(self, x: Tensor, ids: Tensor, layers: int) -> Tensor:
        """What the encoder makes of ``lower``'s vectors."""
        bias = self.encoder.bias(ids)
        for layer in self.encoder.layers[layers:]:
            x = layer(x, bias)
        return x

    def means(self, vectors: Tensor, roles: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The first vector, and the mean vectors of both contents [batch, width]."""
        means = []
        for role in (3, 6):
            inside = (roles == role).float()[:, :, None]
            means.append((vectors * inside).sum(1) / inside.sum(1).clamp(min=1))
        return vectors[:, 0], means[0], means[1]

    def forward(self, ids: Tensor, surface: Tensor, task: str) -> Tensor:
        return self.decide(*self.pool(ids, surface), task)

    def decide(self, first: Tensor, one: Tensor, other: Tensor, task: str) -> Tensor:
        """The scores of a task [batch, choices] by what ``pool`` gives."""
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
        if self.task == "answers":
            return [float(self.label)]
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
    steady, left = read_rows("pairs", args.steady), list[Row]()
    if args.fold:
        folds = find_folds([(row.a, row.b) for row in rows["pairs"]], args.fold[1])
        left = [row for row, fold in zip(rows["pairs"], folds, strict=True) if fold == args.fold[0]]
        rows["pairs"] = [row for row, fold in zip(rows["pairs"], folds, strict=True) if fold != args.fold[0]]
    rows["pairs"] += random.Random(args.seed).sample(steady, int(args.steady_share * len(steady)))
    print(json.dumps({task: len(found) for task, found in rows.items()} | {"left": len(left)}), flush=True)
    judge = Judge(SHAPES[args.shape], dropout=args.dropout)
    load_pretrained(judge.encoder, args.encoder, tuple(range(SHAPES[args.shape].layers)))
    if args.start:
        judge.load_state_dict(torch.load(args.start, weights_only=True)["model"])
    judge.encoder.words.weight.requires_grad_(False)
    maker = WindowMaker(args.tokenizer, EDGES[args.shape])
    train(judge, rows, maker, args)
    if left:
        write_scores(judge, left, maker, args.out / "scores.jsonl")


def write_scores(judge: Judge, rows: list[Row], maker: WindowMaker, path: Path) -> None:
    """What the judge says of pairs it has not seen, mean of both orders; for training.weigh."""
    found = (score(judge, [(r.a, r.b) for r in rows], maker) + score(judge, [(r.b, r.a) for r in rows], maker)) / 2
    lines = (
        json.dumps({"a": asdict(row.a), "b": asdict(row.b), "label": row.label, "scores": scores}, ensure_ascii=False)
        for row, scores in zip(rows, found.tolist(), strict=True)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for task in TASKS:
        parser.add_argument(f"--{task}", type=Path, nargs="*", default=[], metavar="FILE", help="rows (JSON lines)")
    parser.add_argument("--steady", type=Path, nargs="*", default=[], metavar="FILE", help="pairs outside all folds")
    parser.add_argument(
        "--fold", type=int, nargs=2, metavar=("K", "N"), help="leave out fold K of N of --pairs, score it"
    )
    parser.add_argument("--shape", choices=tuple(SHAPES), default="minilm", help="which encoder it is")
    parser.add_argument("--encoder", type=Path, required=True, help="its model.safetensors (training.encoders)")
    parser.add_argument("--tokenizer", type=Path, required=True, help="its tokenizer.json")
    parser.add_argument("--start", type=Path, help="begin from these weights")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, nargs=5, default=[1.0] * 5, help="part of each task's rows an epoch")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--pieces", type=int, default=1024, help="of a batch, padding included")
    parser.add_argument("--dropout", type=float, default=0.1, help="inside the encoder")
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--steady-share", type=float, default=1.0, help="part of --steady that is taken")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that stay as they are, and run but once")
    parser.add_argument("--heads-alone", action="store_true", help="leave all but the ordered head as it is")
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
    freeze(judge, args.frozen)
    if args.heads_alone:
        freeze_but_answers(judge)
    optimizer = torch.optim.AdamW(groups(judge, args), weight_decay=0.01)
    plan = [batch for epoch in range(int(args.epochs + 0.999)) for batch in plan_epoch(rows, maker, args, epoch)]
    plan = plan[: int(len(plan) * args.epochs / int(args.epochs + 0.999))]
    step, state = 0, args.out / "state.pt"
    if state.exists():
        saved = torch.load(state, weights_only=True)
        judge.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    began, first, means, below = time.time(), step, {}, Below(judge, args.frozen)
    judge.train()
    for task, batch in plan[step:]:
        pace = min((step + 1) / max(1, len(plan) // 20), (len(plan) - step) / len(plan) * 1.05, 1.0)
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * pace
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = find_loss(below, task, batch)
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


def freeze(judge: Judge, layers: int) -> None:
    """Leave the lowest layers as they are, and what is below them."""
    if layers:
        judge.encoder.requires_grad_(requires_grad=False)
        judge.encoder.layers[layers:].requires_grad_(requires_grad=True)


def freeze_but_answers(judge: Judge) -> None:
    """Leave all but the head of "answers" as it is: what the judge says of pairs stays the same."""
    judge.requires_grad_(requires_grad=False)
    judge.ordered.requires_grad_(requires_grad=True)
    judge.heads["answers"].requires_grad_(requires_grad=True)


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


class Below:
    """The vectors below a layer by window, made once: nothing below it learns."""

    def __init__(self, judge: Judge, layers: int) -> None:
        self.judge, self.layers = judge, layers
        self.known: dict[Window, Tensor] = {}

    def ask(self, windows: list[Window], task: str) -> Tensor:
        """The judge's scores of a task [windows, choices]."""
        shape = self.judge.encoder.shape
        ids, surface = pad(windows, shape.pad)
        if not self.layers:
            return self.judge(ids, surface, task)
        new = [window for window in dict.fromkeys(windows) if window not in self.known]
        if new:
            self.judge.eval()
            with torch.no_grad():
                vectors = self.judge.lower(*pad(new, shape.pad), self.layers).half()
            self.judge.train()
            self.known |= {window: vectors[n, : len(window.ids)].clone() for n, window in enumerate(new)}
        x = torch.zeros((*ids.shape, shape.width))
        for n, window in enumerate(windows):
            x[n, : len(window.ids)] = self.known[window]
        pooled = self.judge.means(self.judge.upper(x, ids, self.layers), surface[:, :, 0])
        return self.judge.decide(*pooled, task)


def find_loss(below: Below, task: str, batch: list[tuple[Window, list[float]]]) -> Tensor:
    scores = below.ask([window for window, _ in batch], task)
    target = torch.tensor([target for _, target in batch])
    if task == "likeness":
        return nn.functional.mse_loss(torch.sigmoid(scores), target) * 4
    if task == "answers":
        return nn.functional.binary_cross_entropy_with_logits(scores, target)
    open_ = target.sum(1) > 1.5  # several labels may be right: whichever of them
    likely = scores.log_softmax(1)
    told = nn.functional.cross_entropy(scores, target, label_smoothing=SMOOTHING, reduction="none")
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
