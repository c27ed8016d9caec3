"""Train what tells source type, act and certainty: ``python -m training.senses --help``.

Reads every labelled article with the tagger in ``--model`` and spaCy, as the product
does, and fits a small network on traits and vectors (``sayso.meaning.traits``), on the
gold spans and on those that the tagger found. Held-out articles give the temperatures
and a reliability table: folds of the training articles would not do, since the tagger's vectors learnt the
same labels (``training.distil``). Writes ``senses.npz`` and ``senses.json`` into ``--out``. Takes a few minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of
from sayso.extract.statements import to_statements
from sayso.extract.tagger import OnnxTagger, Tagged, Tagger
from sayso.extract.words import WORD
from sayso.meaning.language import Language
from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.senses import ARRAYS, SensesModel, fitting
from sayso.meaning.speakers import find_speakers
from sayso.meaning.traits import SLOTS, find_traits, find_vectors
from sayso.types import Article, Attribution, CharSpan, Extractor
from training.corpus import Gold, Ranges, digest, read_corpus
from training.layers_senses import SENSES, UNKNOWN, read_senses, senses_of

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
    rows = find_rows(read_golds(args), tagger, language)
    print(json.dumps({"rows": len(rows.labels), "as found": int(rows.found.sum())}), flush=True)
    fitted = fit(rows, args)
    held = find_rows(read_corpus(args.held), tagger, language)
    scores = scores_of(fitted, held)
    temperatures = tuple(calm(part, held.labels[:, n]) for n, part in enumerate(split(scores)))
    for name, kind in (("as found", held.found), ("as marked", ~held.found)):
        print(f"{kind.sum()} held-out statements {name}")
        report(scores[kind], held.labels[kind], temperatures)
    save(fitted, temperatures, rows, args)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the tagger whose vectors are used")
    parser.add_argument("--layers", type=Path, required=True, help="labels of the corpus (doc, n, source type, …)")
    parser.add_argument("--corpus", type=Path, required=True, help="JSONL of the articles that the labels are of")
    parser.add_argument("--cases", type=Path, required=True, help="folder of marked cases; those with @ lines count")
    parser.add_argument("--held", type=Path, required=True, help="folder of marked cases nobody was trained on")
    parser.add_argument("--more", type=Path, help="acts and certainties of further attributions of the corpus")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="sayso-senses-1")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def read_golds(args: argparse.Namespace) -> list[Gold]:
    """The labelled articles of corpus and cases."""
    for path in filter(None, (args.corpus, args.layers, args.cases, args.more)):
        print(json.dumps({"read": path.name, "sha256": digest(path)}), flush=True)
    senses = read_senses(args.layers, *([args.more] if args.more else []))
    golds = [replace(g, senses=senses_of(g.id, senses)) for g in read_corpus(args.corpus)]
    return [g for g in [*golds, *read_corpus(args.cases)] if g.senses]


# ---------------------------------------------------------------- labelled statements


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled statements, one entry each: ``found`` tells the tagger's from the gold spans."""

    traits: tuple[tuple[str, ...], ...]
    vectors: NDArray[np.float32]
    labels: NDArray[np.int64]
    found: NDArray[np.bool_]
    articles: tuple[str, ...]
    numbers: NDArray[np.int64]


def find_rows(golds: Iterable[Gold], tagger: Tagger, language: Language) -> Rows:
    """Every labelled attribution twice: as marked, and as the tagger found it, where it did."""
    traits, vectors, labels, found, articles, numbers = [], [], [], [], [], []
    for gold in golds:
        tagged = tagger.read(gold.text)
        marked, places = _marked(gold)
        pairs = dict(match(gold, tagged.attributions))
        senses = dict(gold.senses)
        for attributions, owners in ((marked, places), (tagged.attributions, {j: i for i, j in pairs.items()})):
            scene = _to_scene(gold.text, attributions, tagged, language)
            rows = find_vectors(scene)
            for number, (its, row) in enumerate(zip(find_traits(scene, find_speakers(scene)), rows, strict=True)):
                owner = owners.get(number)
                if owner in senses:
                    traits.append(its)
                    vectors.append(row.astype(np.float16))
                    labels.append(senses[owner])
                    found.append(attributions is not marked)
                    articles.append(gold.id)
                    numbers.append(owner)
    return Rows(tuple(traits), np.array(vectors), np.array(labels), np.array(found), tuple(articles), np.array(numbers))


def match(gold: Gold, found: tuple[Attribution, ...]) -> list[tuple[int, int]]:
    """One-to-one pairs of a gold and a found attribution whose contents overlap by half or more, the best first."""
    starts = [m.start() for m in WORD.finditer(gold.text) if m.group().isalnum()]
    wanted = [_covered(starts, [CharSpan(*s) for s in a["content"]]) for a in gold.attributions]
    given = [_covered(starts, a.content) for a in found]
    scored = sorted(
        (-len(w & g) / len(w | g), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given) if w & g
    )
    pairs: list[tuple[int, int]] = []
    for score, i, j in scored:
        if score <= -0.5 and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return pairs


def _covered(starts: list[int], spans: Iterable[CharSpan]) -> frozenset[int]:
    return frozenset(s for span in spans for s in starts if span.start <= s < span.end)


def _marked(gold: Gold) -> tuple[tuple[Attribution, ...], dict[int, int]]:
    """The gold attributions that have a content, and for each its number."""
    quotations = find_quotations(gold.text)
    kept = [n for n, a in enumerate(gold.attributions) if a["content"]]
    holders = {n: _holder(n, gold, kept) for n in kept}
    places = {n: place for place, n in enumerate(kept)}
    attributions = []
    for n in kept:
        source, cue, content = (_spans(gold.attributions[n][role]) for role in ("source", "cue", "content"))
        holder = holders[n]
        parent = None if holder is None else places[holder]
        attributions.append(Attribution(source, cue, content, kind_of(content, gold.text, quotations), 0.9, parent))
    return tuple(attributions), dict(enumerate(kept))


def _spans(ranges: Ranges) -> tuple[CharSpan, ...]:
    return tuple(CharSpan(*r) for r in ranges)


def _holder(n: int, gold: Gold, kept: list[int]) -> int | None:
    own = gold.attributions[n]["content"]
    holders = []
    for m in kept:
        other = gold.attributions[m]["content"]
        if m != n and other != own and all(any(s <= a and b <= e for s, e in other) for a, b in own):
            holders.append((sum(e - s for s, e in other), m))
    return min(holders)[1] if holders else None


def _to_scene(text: str, attributions: tuple[Attribution, ...], tagged: Tagged, language: Language) -> Scene:
    article = Article("training", "", text, Extractor("training", "0"))
    analysis = language.analyse(text)
    vectors = None if tagged.vectors is None else Vectors(tagged.words, tagged.vectors)
    return Scene(
        article=article,
        statements=to_statements(attributions, article),
        sentences=analysis.sentences,
        entities=analysis.entities,
        tokens=analysis.tokens,
        vectors=vectors,
    )


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


def shares_of(scores: NDArray[np.float32], temperature: float) -> NDArray[np.float32]:
    powers = np.exp((scores - scores.max(1, keepdims=True)) / temperature)
    return powers / powers.sum(1, keepdims=True)


def calm(scores: NDArray[np.float32], labels: NDArray[np.int64]) -> float:
    """The temperature of least log loss (Guo et al., ICML 2017)."""
    place = np.arange(len(labels))
    losses = {t: -np.log(shares_of(scores, t)[place, labels] + 1e-9).mean() for t in np.arange(0.4, 4.0, 0.05)}
    return round(float(min(losses, key=losses.__getitem__)), 2)


def report(scores: NDArray[np.float32], labels: NDArray[np.int64], temperatures: Sequence[float]) -> None:
    """Print accuracies and, for types and acts, how often each confidence was right."""
    parts = [shares_of(part, t) for part, t in zip(split(scores), temperatures, strict=True)]
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


def to_model(fitted: Fitted, temperatures: tuple[float, ...], name: str) -> SensesModel:
    """The network in the product's form: projection and scale folded into the weights."""
    network, kept = fitted.network, fitted.projection.shape[2]
    weights = {key: value.detach().numpy() for key, value in network.state_dict().items()}
    inside = weights["inside.weight"].T.reshape(SLOTS, kept, -1)
    arrays = {
        "inside": np.einsum("swk,skh->swh", fitted.projection, inside).reshape(-1, inside.shape[2]),
        "inside_traits": weights["inside_traits.weight"][:-1] * SCALE,
        "inside_bias": weights["inside.bias"] - np.einsum("sw,swk,skh->h", fitted.offset, fitted.projection, inside),
        "outside": weights["outside.weight"].T,
        "outside_traits": weights["outside_traits.weight"][:-1] * SCALE,
        "outside_bias": weights["outside.bias"],
    }
    return SensesModel(name=name, sha256="", traits=fitted.traits, temperatures=temperatures, **arrays)


def save(fitted: Fitted, temperatures: tuple[float, ...], rows: Rows, args: argparse.Namespace) -> None:
    """Write the weights, in half precision, and their settings."""
    model = to_model(fitted, temperatures, args.name)
    args.out.mkdir(parents=True, exist_ok=True)
    path = args.out / "senses.npz"
    np.savez_compressed(path, **{name: getattr(model, name).astype(np.float16) for name in ARRAYS})
    settings = {
        "name": args.name,
        "sha256": sha256(path.read_bytes()).hexdigest(),
        "tagger": OnnxTagger(args.model).sha256,
        "trained on": {p.name: digest(p) for p in filter(None, (args.corpus, args.layers, args.cases, args.more))}
        | {"rows": len(rows.labels)},
        "temperatures": temperatures,
        "traits": list(model.traits),
    }
    text = json.dumps(settings, indent=0, ensure_ascii=False) + "\n"
    (args.out / "senses.json").write_text(text, encoding="utf-8")
    print(json.dumps({"written": str(path), "bytes": path.stat().st_size, "sha256": settings["sha256"]}))


if __name__ == "__main__":
    main()
