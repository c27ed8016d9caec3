"""Train what counts traits, and weigh it with the listener: ``python -m training.senses --help``.

Reads every labelled article with the tagger in ``--model`` and spaCy, as the product does, and fits a small network on
traits and vectors (``sayso.meaning.traits``), on the gold spans and on those that the tagger found. Held-out articles
of our own and PolNeAR's dev part give the weights of listener and network, and a reliability table: folds of the
training articles would not do, since both have learnt from them. Writes ``senses.npz`` and ``senses.json`` into
``--out``, where ``training.listen`` has left its model. Takes a few minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.pieces import WordPieces
from sayso.extract.tagger import OnnxTagger, Tagger
from sayso.meaning.language import Language
from sayso.meaning.listener import FILE, OnnxListener
from sayso.meaning.senses import ARRAYS, SensesModel, fitting
from sayso.meaning.speakers import find_speakers
from sayso.meaning.traits import SLOTS, find_traits, find_vectors
from sayso.meaning.views import View, find_views
from training.corpus import Gold, digest, read_corpus
from training.layers_senses import SENSES, UNKNOWN
from training.listen import read_golds, read_labelled
from training.statements import stage

SIZES = tuple(len(names) for names in SENSES)
KEPT = 64
"""Principal components kept of each slot's vectors."""
HIDDEN = 96
MOST_TRAITS = 7000
LEAST_ARTICLES = 3
"""A trait seen in fewer articles says nothing about the next one."""
SCALE = 3.0
"""Of the sum of traits over the root of their number, so that it weighs about what the vectors do."""


def main() -> None:
    args = arguments()
    torch.manual_seed(1)
    torch.set_num_threads(args.threads)
    tagger, language = OnnxTagger(args.model, threads=args.threads), Language()
    tools = tagger, language, WordPieces(args.model / "tokenizer.json")
    for path in (*args.corpus, *args.layers, args.cases):
        print(json.dumps({"read": path.name, "sha256": digest(path)}), flush=True)
    rows = find_rows(read_golds(args), *tools)
    print(json.dumps({"rows": len(rows.labels), "as found": int(rows.found.sum())}), flush=True)
    fitted = fit(rows, args)
    held = find_rows([*read_corpus(args.held), *read_labelled([args.dev[0]], [args.dev[1]])], *tools)
    listener = OnnxListener(args.out / FILE, args.model / "tokenizer.json")
    heard, counted = listener.score(held.views), scores_of(fitted, held)
    parts = list(zip(split(heard), split(counted), held.labels.T, strict=True))
    weights = tuple(weigh(*part) for part in parts)
    scores = np.concatenate([a * h + b * c for (a, b), (h, c, _) in zip(weights, parts, strict=True)], 1)
    for name, kind in (("as found", held.found), ("as marked", ~held.found)):
        print(f"{kind.sum()} held-out statements {name}")
        report(scores[kind], held.labels[kind])
    save(fitted, listener, weights, args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the tagger whose vectors are used")
    parser.add_argument("--layers", type=Path, nargs="+", required=True, help="tables of layers; the first one counts")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="articles that the labels are of (JSONL)")
    parser.add_argument("--cases", type=Path, required=True, help="folder of marked cases; those with @ lines count")
    parser.add_argument("--held", type=Path, required=True, help="folder of marked cases nobody was trained on")
    parser.add_argument("--dev", type=Path, nargs=2, required=True, help="articles and their table of layers, the same")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="sayso-senses-3")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


# ---------------------------------------------------------------- labelled statements


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled statements, one entry each: ``found`` tells the tagger's from the gold spans."""

    traits: tuple[tuple[str, ...], ...]
    views: tuple[View, ...]
    vectors: NDArray[np.float16]
    labels: NDArray[np.int64]
    found: NDArray[np.bool_]
    articles: tuple[str, ...]


def find_rows(golds: Iterable[Gold], tagger: Tagger, language: Language, cutter: WordPieces) -> Rows:
    """Every labelled attribution twice: as marked, and as the tagger found it, where it did."""
    traits, views, vectors, labels, found, articles = [], [], [], [], [], []
    for staged in stage(golds, tagger, language):
        scene, senses = staged.scene, dict(staged.gold.senses)
        voices = find_speakers(scene)
        columns = zip(find_traits(scene, voices), find_views(scene, voices, cutter), find_vectors(scene), strict=True)
        for number, (its, view, row) in enumerate(columns):
            owner = staged.owners.get(number)
            if owner in senses:
                traits.append(its)
                views.append(view)
                vectors.append(row.astype(np.float16))
                labels.append(senses[owner])
                found.append(staged.found)
                articles.append(staged.gold.id)
    return Rows(tuple(traits), tuple(views), np.array(vectors), np.array(labels), np.array(found), tuple(articles))


# ---------------------------------------------------------------- the network


class Network(nn.Module):
    """The network of ``sayso.meaning.senses``; its last row of traits stands for none."""

    def __init__(self, width: int, traits: int, hidden: int = HIDDEN) -> None:
        super().__init__()
        self.none = traits
        self.inside = nn.Linear(width, hidden)
        self.inside_traits = nn.EmbeddingBag(traits + 1, hidden, mode="sum", padding_idx=traits)
        self.outside = nn.Linear(hidden, sum(SIZES))
        self.outside_traits = nn.EmbeddingBag(traits + 1, sum(SIZES), mode="sum", padding_idx=traits)
        nn.init.normal_(self.inside_traits.weight, std=0.05)
        nn.init.zeros_(self.outside_traits.weight)
        with torch.no_grad():
            self.inside_traits.weight[traits] = 0
        self.dropout, self.few = nn.Dropout(0.3), nn.Dropout(0.2)

    def forward(self, vectors: Tensor, traits: Tensor) -> Tensor:
        if self.training:
            traits = torch.where(torch.rand(traits.shape) < 0.2, self.none, traits)
        share = SCALE / (traits != self.none).sum(1, keepdim=True).clamp(min=1).sqrt()
        hidden = self.inside(self.few(vectors)) + self.inside_traits(traits) * share
        hidden = self.dropout(functional.gelu(hidden, approximate="tanh"))
        return self.outside(hidden) + self.outside_traits(traits) * share


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained network with what turns rows into its inputs."""

    traits: dict[str, int]
    projection: NDArray[np.float32]
    offset: NDArray[np.float32]
    network: Network

    def inputs(self, rows: Rows) -> tuple[Tensor, Tensor]:
        """Vectors and numbers of traits."""
        vectors = torch.tensor(project(rows.vectors, self.offset, self.projection))
        known = [[self.traits[t] for t in own if t in self.traits] for own in rows.traits]
        longest = max(map(len, known))
        return vectors, torch.tensor([own + [len(self.traits)] * (longest - len(own)) for own in known])


def fit(rows: Rows, args: argparse.Namespace) -> Fitted:
    """Train on all of ``rows``; a statement that is there twice counts as much as one that is not."""
    traits = choose_traits(rows)
    offset, projection = find_projection(rows.vectors)
    network = Network(projection.shape[0] * projection.shape[2], len(traits))
    fitted = Fitted(traits, projection, offset, network)
    vectors, numbers = fitted.inputs(rows)
    labels = torch.tensor(rows.labels)
    optimizer = torch.optim.AdamW(network.parameters(), lr=args.rate, weight_decay=0.05)
    batches = -(-len(labels) // args.batch)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, args.rate, total_steps=args.epochs * batches, pct_start=0.1)
    network.train()
    for _ in range(args.epochs):
        for batch in torch.randperm(len(labels)).split(args.batch):
            scores = network(vectors[batch], numbers[batch]).split(SIZES, 1)
            loss = sum(
                functional.cross_entropy(part, labels[batch, n], ignore_index=UNKNOWN, label_smoothing=0.05)
                for n, part in enumerate(scores)
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            pace.step()
    network.eval()
    return fitted


def choose_traits(rows: Rows) -> dict[str, int]:
    """The traits of most articles."""
    seen = {(trait, article) for own, article in zip(rows.traits, rows.articles, strict=True) for trait in own}
    counts = Counter(trait for trait, _ in seen)
    common = sorted((-count, trait) for trait, count in counts.items() if count >= LEAST_ARTICLES)
    return {trait: number for number, (_, trait) in enumerate(common[:MOST_TRAITS])}


def find_projection(vectors: NDArray[np.float16]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Of each slot the mean and the directions [slots, width, kept] of most variance, scaled to about 1."""
    slots = vectors.reshape(len(vectors), SLOTS, -1)
    offsets, directions = [], []
    for slot in range(SLOTS):
        own = slots[:, slot].astype(np.float32)
        offset = own.mean(0)
        own -= offset
        strengths, axes = np.linalg.eigh(own.T @ own / len(own))
        kept = min(KEPT, len(axes))
        offsets.append(offset)
        directions.append(axes[:, ::-1][:, :kept] / np.sqrt(strengths[::-1][:kept].mean()))
    return np.stack(offsets), np.stack(directions).astype(np.float32)


def project(
    vectors: NDArray[np.float16], offset: NDArray[np.float32], projection: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The vectors along the directions that were kept, one slot after the other."""
    slots = vectors.reshape(len(vectors), SLOTS, -1)
    parts = [(slots[:, n].astype(np.float32) - offset[n]) @ projection[n] for n in range(SLOTS)]
    return np.concatenate(parts, 1)


def scores_of(fitted: Fitted, rows: Rows) -> NDArray[np.float32]:
    """All scores [rows, types + acts + levels]."""
    with torch.no_grad():
        scores: NDArray[np.float32] = fitted.network(*fitted.inputs(rows)).numpy()
    return scores


# ---------------------------------------------------------------- how sure it may be


def split(scores: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """The parts of types, acts and levels."""
    return np.split(scores, np.cumsum(SIZES)[:-1], axis=1)


def shares_of(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as probabilities."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    return powers / powers.sum(1, keepdims=True)


def weigh(heard: NDArray[np.float32], counted: NDArray[np.float32], labels: NDArray[np.int64]) -> tuple[float, float]:
    """What listener and network count for the least log loss: a temperature each (Guo et al., ICML 2017)."""
    place, steps = np.arange(len(labels)), np.arange(0.0, 1.51, 0.05)
    losses = {
        (a, b): -np.log(shares_of(a * heard + b * counted)[place, labels] + 1e-9).mean() for a in steps for b in steps
    }
    heard_weight, counted_weight = min(losses, key=losses.__getitem__)
    return round(float(heard_weight), 2), round(float(counted_weight), 2)


def report(scores: NDArray[np.float32], labels: NDArray[np.int64]) -> None:
    """Print accuracies and, for types and acts, how often each confidence was right."""
    parts = [shares_of(part) for part in split(scores)]
    act, level = decide(parts[1], parts[2])
    guesses = (parts[0].argmax(1), act, level)
    for name, guess, wanted in zip(("source type", "act", "certainty"), guesses, labels.T, strict=True):
        print(f"{name:12} {100 * (guess == wanted).mean():.1f}  macro-F1 {100 * macro_f1(guess, wanted):.1f}")
    for name, part, guess, wanted in zip(("source type", "act"), parts, guesses, labels.T, strict=False):
        sure = part[np.arange(len(guess)), guess]
        print(f"confidence  share right  count   ({name})")
        for low in np.arange(0, 1, 0.1):
            inside = (sure >= low) & (sure < low + 0.1)
            if inside.any():
                print(f"{low:.1f}-{low + 0.1:.1f}     {(guess == wanted)[inside].mean():.2f}         {inside.sum()}")


def decide(acts: NDArray[np.float32], levels: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The best act and certainty that go together, as the product chooses."""
    both = (acts[:, :, None] * levels[:, None, :] * fitting()).reshape(len(acts), -1).argmax(1)
    return both // SIZES[2], both % SIZES[2]


def macro_f1(guess: NDArray[np.int64], wanted: NDArray[np.int64]) -> float:
    hits = [(2 * ((guess == c) & (wanted == c)).sum(), (guess == c).sum() + (wanted == c).sum()) for c in set(wanted)]
    return float(np.mean([hit / total for hit, total in hits]))


# ---------------------------------------------------------------- what ships


def to_model(
    fitted: Fitted, listener: OnnxListener, weights: tuple[tuple[float, float], ...], name: str
) -> SensesModel:
    """The network in the product's form: projection and scale folded into the weights."""
    network, kept = fitted.network, fitted.projection.shape[2]
    state = {key: value.detach().numpy() for key, value in network.state_dict().items()}
    inside = state["inside.weight"].T.reshape(SLOTS, kept, -1)
    arrays = {
        "inside": np.einsum("swk,skh->swh", fitted.projection, inside).reshape(-1, inside.shape[2]),
        "inside_traits": state["inside_traits.weight"][:-1] * SCALE,
        "inside_bias": state["inside.bias"] - np.einsum("sw,swk,skh->h", fitted.offset, fitted.projection, inside),
        "outside": state["outside.weight"].T,
        "outside_traits": state["outside_traits.weight"][:-1] * SCALE,
        "outside_bias": state["outside.bias"],
    }
    return SensesModel(name=name, sha256="", traits=fitted.traits, listener=listener, weights=weights, **arrays)


def save(
    fitted: Fitted, listener: OnnxListener, weights: tuple[tuple[float, float], ...], args: argparse.Namespace
) -> None:
    """Write the network's weights, in half precision, and the settings of both judges."""
    model = to_model(fitted, listener, weights, args.name)
    path = args.out / "senses.npz"
    np.savez_compressed(path, **{name: getattr(model, name).astype(np.float16) for name in ARRAYS})
    settings = {
        "name": args.name,
        "files": {name: digest(args.out / name) for name in ("senses.npz", FILE)},
        "tagger": OnnxTagger(args.model).sha256,
        "trained on": {p.name: digest(p) for p in (*args.corpus, *args.layers, args.cases)},
        "weights": weights,
        "traits": list(model.traits),
    }
    text = json.dumps(settings, indent=0, ensure_ascii=False) + "\n"
    (args.out / "senses.json").write_text(text, encoding="utf-8")
    print(json.dumps({"written": settings["files"]}))


if __name__ == "__main__":
    main()
