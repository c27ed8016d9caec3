"""Fine-tune the listener: ``python -m training.listen --help``.

Reads every labelled article with the tagger in ``--model`` and spaCy, as the product does, and trains an encoder to
tell source type, act and certainty from what ``sayso.meaning.views`` shows of each statement, as it was marked or
as the tagger found it, by turns. Writes ``listener.pt``, and of MiniLM ``listener.onnx`` (int8), into ``--out``;
``training.senses`` comes after it. ``--shape mpnet`` trains a teacher: its scores of every view are half of what
MiniLM learns from with ``--teacher``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.pieces import WordPieces
from sayso.extract.tagger import OnnxTagger
from sayso.meaning.language import Language
from sayso.meaning.listener import FILE
from sayso.meaning.speakers import find_speakers
from sayso.meaning.views import CONTENT, CUE, MOST_PIECES, SOURCE, SURFACE, View, find_views
from training.batches import cut
from training.corpus import Gold, digest, read_corpus
from training.encoder import MINILM, MPNET, Encoder, Shape, load_pretrained
from training.export import quantise
from training.layers_senses import SENSES, UNKNOWN, read_senses
from training.statements import Staged, stage

SIZES = tuple(len(names) for names in SENSES)
SHAPE = replace(MINILM, pieces=30527, positions=MOST_PIECES, pad=1, start=0, end=2)
"""MiniLM under the tagger's numbering of pieces, whose cutter both use."""
SHAPES = {"minilm": SHAPE, "mpnet": MPNET}
SMOOTHING = 0.05
WARMUP = 0.08
"""Share of the steps over which the rate rises; it falls over the others."""


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    for path in (*args.corpus, *args.layers, args.cases):
        print(json.dumps({"read": path.name, "sha256": digest(path)}), flush=True)
    tokenizer = args.model / "tokenizer.json"
    staged = stage(read_golds(args), OnnxTagger(args.model, threads=args.threads), Language())
    cases = find_cases(staged, WordPieces(tokenizer), frozenset(read_senses(args.layers[0])))
    print(json.dumps({"cases": len(cases)}), flush=True)
    model = Listener(SHAPES[args.shape], args.lower, args.dropout)
    if args.shape == "minilm":
        load_minilm(model.encoder, args.encoder, tokenizer)
    else:
        load_pretrained(model.encoder, args.encoder / "model.safetensors", tuple(range(MPNET.layers)))
    fit(model, cases, args, ask_teacher(args.teacher, cases) if args.teacher else {})
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"lower": args.lower, "model": model.state_dict()}, args.out / "listener.pt")
    if args.shape == "minilm":
        to_onnx(model, args.out / FILE)
        print(json.dumps({"bytes": (args.out / FILE).stat().st_size, "sha256": digest(args.out / FILE)}))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the tagger that finds the statements")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the encoder (training.encoders)")
    parser.add_argument("--shape", choices=tuple(SHAPES), default="minilm", help="which encoder it is")
    parser.add_argument("--teacher", type=Path, help="listener.pt of --shape mpnet")
    parser.add_argument("--lower", type=int, default=2, help="layers that are not trained")
    parser.add_argument("--dropout", type=float, default=0.1, help="inside the encoder")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="articles that the labels are of (JSONL)")
    parser.add_argument("--layers", type=Path, nargs="+", required=True, help="tables of layers; the first one counts")
    parser.add_argument("--cases", type=Path, required=True, help="folder of marked cases; those with @ lines count")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=2048, help="of a batch, padding included")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def read_golds(args: argparse.Namespace) -> list[Gold]:
    """The articles of corpus and cases that bear labels."""
    return [*read_labelled(args.corpus, args.layers), *(g for g in read_corpus(args.cases) if g.senses)]


def read_labelled(corpora: Iterable[Path], layers: Iterable[Path]) -> list[Gold]:
    """The articles of corpora that tables of layers label, with these labels."""
    senses = read_senses(*layers)
    return [replace(g, senses=senses[g.id]) for path in corpora for g in read_corpus(path) if g.id in senses]


def find_cases(staged: Iterable[Staged], cutter: WordPieces, layered: frozenset[str]) -> list[Case]:
    """Every labelled statement with the ways in which it was seen; those of the articles ``layered`` count double."""
    views: dict[tuple[str, int], list[View]] = {}
    labels: dict[tuple[str, int], tuple[int, int, int]] = {}
    for one in staged:
        name = one.gold.id
        labels |= {(name, number): its for number, its in one.gold.senses}
        for number, view in enumerate(find_views(one.scene, find_speakers(one.scene), cutter)):
            if number in one.owners:
                views.setdefault((name, one.owners[number]), []).append(view)
    return [
        Case(tuple(found), labels[key], LAYERED if key[0] in layered else 1.0)
        for key, found in views.items()
        if key in labels
    ]


LAYERED = 2.0
"""What a label of the first table weighs, which people checked, beside one of a reader's."""
TAUGHT = 0.5
"""Share of the teacher in the loss."""


class Listener(nn.Module):
    """An encoder whose upper layers learn the parts of a view, and scores from its first vector and three means.

    The means are over source, cue and content. The ``lower`` layers stay as they were published (but for what MPNet
    learns of distances), and see no marks.
    """

    def __init__(self, shape: Shape, lower: int = 2, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder, self.lower, hidden = Encoder(shape, (), dropout), lower, shape.width
        self.marks = nn.ModuleList(nn.Embedding(n, shape.width) for n in SURFACE)
        for table in self.marks:
            nn.init.normal_(table.weight, std=0.05)
        self.hidden = nn.Sequential(nn.Dropout(0.1), nn.Linear(4 * shape.width, hidden), nn.GELU(), nn.Dropout(0.1))
        self.scores = nn.Linear(hidden, sum(SIZES))

    def encode(self, ids: Tensor, surface: Tensor) -> Tensor:
        """Vectors [batch, pieces, width]."""
        own, bias, first = self.encoder, self.encoder.bias(ids), self.encoder.shape.first_position
        with torch.no_grad():
            pieces = own.norm(own.words(ids) + own.places.weight[first : first + ids.shape[1]])
            for layer in own.layers[: self.lower]:
                pieces = layer(pieces, bias)
        for column, table in enumerate(self.marks):
            pieces = pieces + table(surface[:, :, column])
        for layer in own.layers[self.lower :]:
            pieces = layer(pieces, bias)
        return pieces

    def forward(self, ids: Tensor, surface: Tensor) -> Tensor:
        """Scores [batch, types + acts + levels] of views [batch, pieces]."""
        pieces = self.encode(ids, surface)
        part = surface[:, :, -1]
        pooled = [pieces[:, 0]]
        for wanted in (SOURCE, CUE, CONTENT):
            share = (part == wanted).to(pieces.dtype)
            share = share / share.sum(1, keepdim=True).clamp(min=1)
            pooled.append((share[:, None, :] @ pieces)[:, 0])
        return self.scores(self.hidden(torch.cat(pooled, 1)))


def load_minilm(encoder: Encoder, folder: Path, cutter: Path) -> None:
    """Fill from MiniLM, its word table in the order of the tagger's tokenizer."""
    theirs, ours = (Tokenizer.from_file(str(path)).get_vocab() for path in (folder / "tokenizer.json", cutter))
    whole = Encoder(MINILM, ())
    load_pretrained(whole, folder / "model.safetensors", tuple(range(MINILM.layers)))
    state = whole.state_dict()
    special = {"<s>": "[CLS]", "</s>": "[SEP]", "<pad>": "[PAD]", "<unk>": "[UNK]", "<mask>": "[MASK]"}
    rows = torch.zeros(len(ours), dtype=torch.long)
    for piece, number in ours.items():
        rows[number] = theirs[special.get(piece, piece)]
    state["words.weight"] = state["words.weight"][rows]
    state["places.weight"] = state["places.weight"][: encoder.shape.positions]
    encoder.load_state_dict(state, strict=False)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement that somebody labelled: the ways in which it was seen, and its labels."""

    views: tuple[View, ...]
    labels: tuple[int, int, int]
    weight: float = 1.0


def to_batch(views: Sequence[View]) -> tuple[Tensor, Tensor]:
    """Views of like length, padded."""
    longest = max(len(view.ids) for view in views)
    ids = torch.full((len(views), longest), SHAPE.pad)
    surface = torch.zeros((len(views), longest, len(SURFACE)), dtype=torch.long)
    for row, view in enumerate(views):
        ids[row, : len(view.ids)] = torch.from_numpy(view.ids)
        surface[row, : len(view.ids)] = torch.from_numpy(view.surface)
    return ids, surface


def batches(cases: Sequence[Case], pieces: int, chance: random.Random) -> Iterator[list[tuple[Case, View]]]:
    """One epoch: of each case one way to see it; batches of like length that hold so many pieces."""
    drawn = [(case, chance.choice(case.views)) for case in cases]
    drawn.sort(key=lambda each: len(each[1].ids) + chance.randint(0, 6))
    found: list[list[tuple[Case, View]]] = [[]]
    for each in drawn:
        if found[-1] and (len(found[-1]) + 1) * len(each[1].ids) > pieces:
            found.append([])
        found[-1].append(each)
    chance.shuffle(found)
    yield from found


def loss_of(scores: Tensor, cases: Sequence[Case], taught: Tensor | None = None) -> Tensor:
    """Cross entropy with the labels that are known, and with what a teacher says [cases, choices]."""
    labels = torch.tensor([case.labels for case in cases])
    weights = torch.tensor([case.weight for case in cases])
    total = torch.zeros(len(cases))
    for n, part in enumerate(scores.split(SIZES, 1)):
        own = functional.cross_entropy(
            part, labels[:, n], ignore_index=UNKNOWN, label_smoothing=SMOOTHING, reduction="none"
        )
        if taught is not None:
            theirs = functional.cross_entropy(part, taught.split(SIZES, 1)[n].softmax(1), reduction="none")
            own = (1 - TAUGHT) * own + TAUGHT * theirs
        total = total + own
    return (total * weights).sum() / weights.sum()


def ask_teacher(path: Path, cases: Sequence[Case]) -> dict[int, Tensor]:
    """What the teacher scores each view, by the view's identity."""
    saved = torch.load(path, weights_only=True)
    teacher = Listener(MPNET, saved["lower"])
    teacher.load_state_dict(saved["model"])
    return score_views(teacher, [view for case in cases for view in case.views])


def score_views(model: Listener, views: Sequence[View], pieces: int = 8192) -> dict[int, Tensor]:
    """The scores of each view, by the view's identity."""
    found: dict[int, Tensor] = {}
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in cut(sorted(views, key=_length), _length, pieces):
            found |= {id(view): row for view, row in zip(batch, model(*to_batch(batch)).float(), strict=True)}
    return found


def _length(view: View) -> int:
    return len(view.ids)


def fit(model: Listener, cases: Sequence[Case], args: argparse.Namespace, taught: dict[int, Tensor]) -> None:
    """Train all but the layers below ``lower``; prints the running mean of the loss. ``taught``: see `score_views`."""
    body = [p for layer in model.encoder.layers[model.lower :] for p in layer.parameters()]
    if model.encoder.shape.relative:
        body += model.encoder.distance.parameters()
    heads = [p for part in (model.marks, model.hidden, model.scores) for p in part.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": body, "rate": args.rate}, {"params": heads, "rate": args.head_rate}], weight_decay=0.01
    )
    epochs = [list(batches(cases, args.pieces, random.Random(f"{args.seed}:{n}"))) for n in range(args.epochs)]
    total, mean, began = sum(map(len, epochs)), 0.0, time.time()
    model.train()
    for step, batch in enumerate((batch for epoch in epochs for batch in epoch), start=1):
        pace = min(step / (WARMUP * total), (total + 1 - step) / ((1 - WARMUP) * total))
        for group in optimizer.param_groups:
            group["lr"] = group["rate"] * pace
        views = [view for _, view in batch]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(*to_batch(views))
        theirs = torch.stack([taught[id(view)] for view in views]) if taught else None
        loss = loss_of(scores.float(), [case for case, _ in batch], theirs)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimizer.step()
        mean = loss.item() if step == 1 else 0.97 * mean + 0.03 * loss.item()
        if step % 20 == 0:
            print(f"{step}/{total} {mean:.4f} {(time.time() - began) / step:.2f} s/step", flush=True)
    model.eval()


def to_onnx(model: Listener, path: Path) -> None:
    """Write what ships: int8 weights, as the tagger's are."""
    plain = path.with_suffix(".plain")
    example = (torch.full((1, 24), 5), torch.zeros((1, 24, len(SURFACE)), dtype=torch.long))
    torch.onnx.export(
        model.eval(),
        example,
        str(plain),
        input_names=["ids", "surface"],
        output_names=["scores"],
        dynamic_axes={"ids": {1: "pieces"}, "surface": {1: "pieces"}},
        opset_version=17,
        dynamo=False,
    )
    quantise(plain, path)
    plain.unlink()


if __name__ == "__main__":
    main()
