"""Learns whom pronouns, roles and silent sources mean, and how surely a speaker is right.

    python -m training.antecedents --layers LAYERS.tsv … --articles POLNEAR.jsonl --cases training/cases/[cd]*.txt

The layers give the speaker of each attribution of PolNeAR's articles; cases of our own
carry theirs. Candidates are weighed by a conditional logit over their clues: each clue has a
weight that all classes of anaphors share and one of its class. Five folds by article give the
answers on which the confidence is fitted, and the figures that are printed.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from sayso.extract.marks import find_quotations
from sayso.extract.shape import kind_of as quotation_kind
from sayso.extract.statements import to_statements
from sayso.meaning.antecedents import weigh_candidates
from sayso.meaning.confidence import find_features
from sayso.meaning.kinds import kind_of
from sayso.meaning.language import Language
from sayso.meaning.phrases import describe
from sayso.meaning.scene import Scene
from sayso.meaning.walk import Walk, class_of
from sayso.meaning.weighing import weigh
from sayso.reading import read_text
from sayso.types import Attribution, CharSpan
from tests.meaning.make import scene as read_marked

DATA = Path("src/sayso/meaning/data")
FOLDS = 5
SHARED = 0.5
"""How much of a clue's weight is common to all classes, as a factor of its value: chosen by the folds."""
OWN = 5
"""How often a case of our own counts: they are of other fields than PolNeAR's one, and a twentieth of it. At 1 the
held-out articles of eight fields lose two points of named speakers."""
RARE = 3
SMALL = 0.02
NAMED = frozenset({"person", "organization", "outlet"})
TITLES = re.compile(r"(?i)^(?:mr|mrs|ms|dr|sen|senator|rep|gov|president|secretary|the|former|us|u\.s\.)\.?\s+")


class Item(NamedTuple):
    """An article with the type and the speaker of its statements, by number."""

    id: str
    scene: Scene
    keys: dict[int, tuple[str, str]]


class Choice(NamedTuple):
    """Candidates of one anaphor, and which of them are right; None where none can be."""

    article: str
    sort: str
    clues: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...] | None


# ---------------------------------------------------------------- reading


def names_in(table: Path) -> set[str]:
    """The documents of a table."""
    return {line.split("\t")[0] for line in table.read_text("utf-8").splitlines()}


def read_layers(layers: list[Path], articles: Path, language: Language) -> list[Item]:
    keys: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for line in (line for path in layers for line in path.read_text("utf-8").splitlines()):
        article, number, kind, speaker, *_ = line.split("\t")
        keys[article][int(number)] = (kind, speaker)
    items = []
    for line in articles.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in keys:
            attributions = tuple(to_attribution(a, row["text"]) for a in row["attributions"])
            article = replace(read_text(row["text"]), text=row["text"])
            scene = Scene(article, to_statements(attributions, article), ())
            items.append(Item(row["id"], analysed(scene, language), keys[row["id"]]))
    return items


def to_attribution(row: dict, text: str) -> Attribution:
    roles = {r: tuple(CharSpan(*s) for s in row.get(r) or ()) for r in ("source", "cue", "content")}
    return Attribution(**roles, kind=quotation_kind(roles["content"], text, find_quotations(text)), confidence=0.9)


def read_cases(path: Path, language: Language) -> list[Item]:
    items = []
    for block in re.split(r"(?m)^=== ", path.read_text("utf-8"))[1:]:
        head, _, body = block.partition("\n")
        marked, _, rows = body.partition("\n@1|")
        scene = read_marked(marked.strip("\n"))
        numbers = sorted({int(n) for group in re.findall(r"\{[sct]([\d,]+):", marked) for n in group.split(",")})
        keys = {}
        for row in f"1|{rows}".strip().splitlines():
            fields = row.lstrip("@").split("|")
            if fields[0].isdigit() and int(fields[0]) in numbers:
                keys[numbers.index(int(fields[0]))] = (fields[1], fields[2])
        if rows:
            items.append(Item(head.split("|")[0].strip(), analysed(scene, language), keys))
    return items


def analysed(scene: Scene, language: Language) -> Scene:
    analysis = language.analyse(scene.text)
    return replace(scene, sentences=analysis.sentences, entities=analysis.entities, tokens=analysis.tokens)


def names(speaker: str) -> frozenset[str]:
    """Names as the scorer of the layers compares them."""
    out = []
    for whole in re.split(r"\s*&\s*|,\s+and\s+", speaker):
        part = whole.strip().lower().replace("’", "'").rstrip(".")
        while TITLES.match(part):
            part = TITLES.sub("", part, count=1)
        out.append(re.sub(r"[^\w' ]", " ", part).strip())
    return frozenset(filter(None, out))


def are_same(found: frozenset[str], want: frozenset[str], kind: str) -> bool:
    """Whether names are equal; of the unnamed, whose descriptions vary, the nouns."""
    if kind in NAMED:
        return found == want
    return {name.split()[-1] for name in found} == {name.split()[-1] for name in want}


# ---------------------------------------------------------------- learning


def collect(items: list[Item]) -> list[Choice]:
    """Walk through each article with the right answers given, and keep what there was to choose from."""
    return [choice for item in items for choice in choices_of(item)]


def choices_of(item: Item) -> list[Choice]:
    found = []

    def weigh_right(anaphor, candidates):
        kind, speaker = item.keys.get(anaphor.statement, ("none", "-"))
        want, referents = names(speaker), walk.stage.referents
        right = [
            c.referent is not None and kind != "none" and are_same(names(referents[c.referent].name), want, kind)
            for c in candidates
        ]
        source = item.scene.statements[anaphor.statement].source.spans
        own = anaphor.sort == "noun" and source and names(describe(source[0], item.scene)) == want
        missing = not any(right)
        right[-1] = bool(missing or own)
        unfair = missing and kind != "none" and anaphor.sort not in ("noun", "silent")
        unfair = unfair or (missing and kind in NAMED and anaphor.sort == "silent")
        clues = tuple(c.clues for c in candidates)
        found.append(Choice(item.id, anaphor.sort, clues, None if unfair else tuple(right)))
        return [r / sum(right) for r in right]

    walk = Walk(item.scene, weigh_right)
    walk.answer_all()
    return found


def fit(choices: list[Choice], penalty: float = 1.0) -> dict[str, dict[str, float]]:
    """Weight by clue for each class of anaphors."""
    choices = [choice for choice in choices if choice.right]
    counts = Counter((class_of(c.sort), clue) for c in choices for clues in c.clues for clue in set(clues))
    shared = Counter()
    for (_, clue), count in counts.items():
        shared[clue] += count
    known = [key for key, count in counts.items() if count >= RARE]
    known += [("*", clue) for clue, count in shared.items() if count >= RARE and not clue.startswith("nobody")]
    columns = {key: n for n, key in enumerate(known)}
    rows, cols, values, groups, right = [], [], [], [], []
    for number, choice in enumerate(choices):
        for clues, is_right in zip(choice.clues, choice.right, strict=True):
            for clue in clues:
                for key, value in (((class_of(choice.sort), clue), 1.0), (("*", clue), SHARED)):
                    if key in columns:
                        rows.append(len(groups))
                        cols.append(columns[key])
                        values.append(value)
            groups.append(number)
            right.append(is_right)
    matrix = csr_matrix((values, (rows, cols)), shape=(len(groups), len(columns)))
    weights = fit_logit(matrix, np.array(groups), np.array(right, float), penalty)
    merged: dict[str, dict[str, float]] = {}
    for name in {key[0] for key in columns} - {"*"}:
        clues = {clue for owner, clue in columns if owner in (name, "*")}
        total = {
            c: weigh_of(weights, columns, (name, c)) + SHARED * weigh_of(weights, columns, ("*", c)) for c in clues
        }
        merged[name] = {clue: round(float(w), 3) for clue, w in sorted(total.items()) if abs(w) >= SMALL}
    return merged


def weigh_of(weights, columns, key) -> float:
    return weights[columns[key]] if key in columns else 0.0


def fit_logit(matrix, groups, right, penalty):
    """The conditional logit: the right candidates' share of each group is made as large as the penalty allows."""
    starts = np.r_[0, np.flatnonzero(np.diff(groups)) + 1]

    def loss(weights):
        scores = matrix @ weights
        grown = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
        shares = grown / np.add.reduceat(grown, starts)[groups]
        hits = np.add.reduceat(shares * right, starts)
        slope = matrix.T @ (shares - shares * right / hits[groups])
        return -np.log(hits).sum() + penalty / 2 * (weights @ weights), slope + penalty * weights

    return minimize(loss, np.zeros(matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def fit_confidence(rows: list[tuple[tuple[str, ...], bool]], penalty: float = 2.0) -> dict[str, float]:
    """Weights of a logistic regression over named features."""
    counts = Counter(f for features, _ in rows for f in set(features))
    columns = {f: n for n, f in enumerate(["", *(f for f, c in counts.items() if c >= 2 * RARE)])}
    matrix = np.zeros((len(rows), len(columns)))
    right = np.array([r for _, r in rows], float)
    for n, (features, _) in enumerate(rows):
        matrix[n, [0, *(columns[f] for f in features if f in columns)]] = 1

    def loss(weights):
        p = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        value = -(right * np.log(p + 1e-12) + (1 - right) * np.log(1 - p + 1e-12)).sum()
        return value + penalty / 2 * (weights[1:] @ weights[1:]), matrix.T @ (p - right) + penalty * np.r_[
            0, weights[1:]
        ]

    weights = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B").x
    return {f: round(float(weights[n]), 3) for f, n in sorted(columns.items()) if abs(weights[n]) >= SMALL}


# ---------------------------------------------------------------- judging


class Verdict(NamedTuple):
    article: str
    kind: str
    typed: str
    by: str
    right: bool
    resolved: bool
    features: tuple[str, ...]
    words: str


def judge(item: Item, weights: dict[str, dict[str, float]]) -> list[Verdict]:
    walk = Walk(
        item.scene, lambda anaphor, candidates: weigh_candidates(candidates, weights.get(class_of(anaphor.sort), {}))
    )
    verdicts = []
    answers = walk.answer_all()
    for number, (kind, speaker) in item.keys.items():
        answer, referents = answers[number], walk.stage.referents
        name = " & ".join(referents[r].name for r in answer.referents)
        typed = kind_of(referents[answer.referents[0]], {}) if answer.referents else "none"
        right = names(name) == names(speaker)
        if kind not in NAMED:  # how the unnamed are described may differ: that nobody is named wrongly counts
            right = typed not in NAMED or (kind == "none" and not name)
        source = item.scene.statements[number].source.text
        features = tuple(find_features(answer, referents))
        words = f"{source[:60]!r} → {name!r}, not {speaker!r}"
        verdicts.append(
            Verdict(item.id, kind, typed, answer.by, right, names(source) != names(speaker), features, words)
        )
    return verdicts


def report(title: str, verdicts: list[Verdict], folded: list[float]) -> None:
    named = [v for v in verdicts if v.kind in NAMED]
    hard = [v for v in named if v.resolved]
    print(
        f"{title}: speaker {share(named)} of {len(named)}, where not already the full name {share(hard)} of {len(hard)}"
    )
    unnamed = [v for v in verdicts if v.kind not in NAMED]
    print(f"    of {len(unnamed)} that nobody named speaks {share(unnamed)} are left so")
    for by, count in Counter(v.by for v in named).most_common():
        print(f"    {by:10} {share([v for v in named if v.by == by])} of {count}")
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        told = [v for v, p in zip(verdicts, folded, strict=True) if low <= p < high]
        print(f"    stated {low:.2f} to {high:.2f}: {share(told)} right of {len(told)}")


def share(verdicts: list[Verdict]) -> str:
    return f"{100 * sum(v.right for v in verdicts) / max(len(verdicts), 1):.1f}%"


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument(
        "--layers", type=Path, nargs="+", required=True, help="tables of layers; 'they' is learnt from the first"
    )
    arguments.add_argument("--articles", type=Path, required=True)
    arguments.add_argument("--cases", type=Path, nargs="*", default=[])
    arguments.add_argument("--cache", type=Path)
    arguments.add_argument("--errors", type=Path)
    given = arguments.parse_args()
    if given.cache and given.cache.exists():
        layered, cases = pickle.loads(given.cache.read_bytes())
    else:
        language = Language()
        layered = read_layers(given.layers, given.articles, language)
        cases = [item for path in given.cases for item in read_cases(path, language)]
        if given.cache:
            given.cache.write_bytes(pickle.dumps((layered, cases)))
    items = [*layered, *cases]
    first = names_in(given.layers[0])
    # In the further tables "they" is so often a body named nearby that two unnamed people were taken for one.
    choices = [c for c in collect(layered) if c.sort != "they" or c.article in first] + OWN * collect(cases)
    fold = {item.id: n % FOLDS for n, item in enumerate(sorted(items, key=lambda i: i.id[::-1]))}
    verdicts: list[Verdict] = []
    for number in range(FOLDS):
        weights = fit([c for c in choices if fold[c.article] != number])
        verdicts += [v for item in items if fold[item.id] == number for v in judge(item, weights)]
    own = {item.id for item in cases}
    weighed = [(v, (v.features, v.right)) for v in verdicts for _ in range(OWN if v.article in own else 1)]
    stated = [0.0] * len(verdicts)
    for number in range(FOLDS):
        confidence = fit_confidence([row for v, row in weighed if fold[v.article] != number])
        for n, verdict in enumerate(verdicts):
            if fold[verdict.article] == number:
                stated[n] = weigh(verdict.features, confidence)
    for title, inside in (("layers", False), ("cases", True)):
        chosen = [n for n, v in enumerate(verdicts) if (v.article in own) == inside]
        report(title, [verdicts[n] for n in chosen], [stated[n] for n in chosen])
    if given.errors:
        wrong = sorted(
            (v.by, v.kind, v.words, v.article, round(p, 2))
            for v, p in zip(verdicts, stated, strict=True)
            if not v.right
        )
        given.errors.write_text("\n".join(map(repr, wrong)), encoding="utf-8")
    write("antecedent", fit(choices))
    write("confidence", {"limit": 0.5, "weights": fit_confidence([row for _, row in weighed])})


def write(name: str, value: object) -> None:
    text = json.dumps(value, indent=0, ensure_ascii=False, sort_keys=True)
    (DATA / f"{name}-weights.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
