"""Fine-tune the encoder of sentences that finds neighbours: ``python -m training.embed --help``.

Contents that put forward one claim are to lie near each other, whatever words they have. It learns from two things at
once: ``--families``, whose statements of one claim (denials put as if they were so) are drawn together and those of
other claims apart (supervised contrast, Khosla et al. 2020), and ``--taught``, pairs of news statements with a
teacher's odds (training.taught_pairs), whose cosines are to be in the order of the odds (CoSENT, Su 2022). Writes
``embedder.pt`` for training.export_judge.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from sayso.claims.affirming import affirm
from sayso.judge.wording import denies_by_cue
from training.encoder import MINILM, Encoder, load_pretrained
from training.families import Statement, divide, read

MOST = 64
"""Pieces of a text that are seen."""
MATTERS = 12
"""Matters in a batch, half of them two by two of one field: their people and words are the same."""
PAIRS = 32
"""Taught pairs in a batch."""
SCALE = 20.0
"""Of cosines, in both losses, as the encoder's authors had it."""
WORTH = {"same": 1.0, "opposes": 0.7, "related": 0.3, "different": 0.0}
"""How near a pair of each label is to lie: what cannot both be right is to be found, too."""
WARMUP = 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """A content as it is placed; ``claim`` is empty where it belongs to none; ``against``: the claim it contradicts."""

    text: str
    matter: str
    claim: str
    against: str = ""


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    cutter = Tokenizer.from_file(str(args.tokenizer))
    cutter.no_padding()
    cutter.enable_truncation(MOST)
    matters = find_matters(divide(read(args.families))[0])
    taught = [json.loads(line) for path in args.taught for line in path.read_text("utf-8").splitlines()]
    print(json.dumps({"matters": len(matters), "taught": len(taught)}), flush=True)
    encoder = Encoder(MINILM, ())
    load_pretrained(encoder, args.encoder, tuple(range(MINILM.layers)))
    encoder.words.weight.requires_grad_(requires_grad=False)
    fit(encoder, cutter, matters, taught, args)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(encoder.state_dict(), args.out)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=Path, required=True)
    parser.add_argument("--taught", type=Path, nargs="*", default=[], help="pairs with odds (training.taught_pairs)")
    parser.add_argument("--encoder", type=Path, required=True, help="model.safetensors of MiniLM (training.encoders)")
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="embedder.pt")
    parser.add_argument("--steps", type=int, default=500)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def find_matters(statements: Sequence[Statement]) -> list[list[Said]]:
    """The statements of each matter as joining places them; denials that say nothing by their content are left out."""
    matters = []
    for name, group in groupby(statements, key=lambda statement: statement[0]):
        found = []
        for _, role, words in group:
            content = words["content"]
            claim = f"{name}{role[1:]}"
            if role[0] == "-":
                turned = affirm(content)
                if denies_by_cue(words["cue"]) != (turned != content):
                    found.append(Said(turned, name, claim))
            elif role[0] == "!":
                found.append(Said(affirm(content), name, "", claim))
            else:
                found.append(Said(affirm(content), name, claim if role[0] == "+" else ""))
        matters.append(found)
    return matters


def draw_matters(matters: Sequence[list[Said]], chance: random.Random) -> Iterator[list[list[Said]]]:
    """Batches of matters without end."""
    fields: dict[str, list[list[Said]]] = {}
    for matter in matters:
        fields.setdefault(matter[0].matter.rsplit("-", 1)[0], []).append(matter)
    large = [field for field in fields.values() if len(field) > 1]
    while True:
        pairs = [each for _ in range(MATTERS // 4) for each in chance.sample(chance.choice(large), 2)]
        others = chance.sample(matters, MATTERS - len(pairs))
        unlike = {each[0].matter: each for each in (*pairs, *others)}
        yield list(unlike.values())


def contrast(vectors: Tensor, said: Sequence[Said]) -> Tensor:
    """How far each statement of a claim is from those of its claim, beside all others [scalar]."""
    same = torch.tensor([[bool(a.claim) and a.claim == b.claim for b in said] for a in said])
    open_ = torch.tensor([[_contradict(a, b) or _contradict(b, a) for b in said] for a in said])
    itself = torch.eye(len(said), dtype=torch.bool)
    scores = (SCALE * vectors @ vectors.T).masked_fill(itself | open_, -1e9)
    likely = scores - torch.logsumexp(scores, 1, keepdim=True)
    same = same & ~itself
    counts = same.sum(1)
    return -(likely.masked_fill(~same, 0.0).sum(1)[counts > 0] / counts[counts > 0]).mean()


def _contradict(one: Said, other: Said) -> bool:
    return bool(one.claim) and one.claim == other.against


def order(cosines: Tensor, worth: Tensor) -> Tensor:
    """How far cosines [pairs] are from the order of what the pairs are worth [scalar]; CoSENT."""
    apart = SCALE * (cosines[None] - cosines[:, None])  # [better, worse]
    gap = worth[:, None] - worth[None]
    wrong = apart[gap > 0.1]
    return torch.logsumexp(torch.cat([wrong.new_zeros(1), wrong]), 0)


def fit(
    encoder: Encoder, cutter: Tokenizer, matters: list[list[Said]], taught: list[dict], args: argparse.Namespace
) -> None:
    """Train all but the table of words; prints running means of both losses."""
    chance = random.Random(args.seed)
    batches = draw_matters(matters, chance)
    optimizer = torch.optim.AdamW([p for p in encoder.parameters() if p.requires_grad], lr=args.rate, weight_decay=0.01)
    began, means = time.time(), [0.0, 0.0]
    encoder.train()
    for step in range(1, args.steps + 1):
        pace = min(step / (WARMUP * args.steps), (args.steps + 1 - step) / ((1 - WARMUP) * args.steps))
        for group in optimizer.param_groups:
            group["lr"] = args.rate * pace
        said = [each for matter in next(batches) for each in matter]
        pairs = chance.sample(taught, PAIRS) if taught else []
        texts = [one.text for one in said] + [row[side]["content"] for side in "ab" for row in pairs]
        vectors = embed(encoder, cutter, texts)
        losses = [contrast(vectors[: len(said)], said)]
        if pairs:
            a, b = vectors[len(said) : len(said) + PAIRS], vectors[len(said) + PAIRS :]
            worth = torch.tensor([sum(WORTH[name] * odds for name, odds in row["label"].items()) for row in pairs])
            losses.append(0.5 * order((a * b).sum(1), worth))
        optimizer.zero_grad()
        torch.stack(losses).sum().backward()
        nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
        optimizer.step()
        for n, loss in enumerate(losses):
            means[n] = loss.item() if step == 1 else 0.95 * means[n] + 0.05 * loss.item()
        if step % 20 == 0:
            print(
                f"{step}/{args.steps} {means[0]:.3f} {means[1]:.3f} {(time.time() - began) / step:.2f} s/step",
                flush=True,
            )
    encoder.eval()


def embed(encoder: Encoder, cutter: Tokenizer, texts: Sequence[str]) -> Tensor:
    """Vectors of length one [texts, width]: the mean of a text's pieces, as the encoder was trained."""
    rows = [encoding.ids for encoding in cutter.encode_batch(list(texts))]
    lengths = [len(row) for row in rows]
    places = sorted(range(len(rows)), key=lambda n: lengths[n])
    vectors: list[Tensor] = [torch.empty(0)] * len(rows)
    for chosen in (places[: len(places) // 2], places[len(places) // 2 :]):
        longest = max((lengths[n] for n in chosen), default=0)
        ids = torch.full((len(chosen), longest), MINILM.pad)
        for row, n in enumerate(chosen):
            ids[row, : lengths[n]] = torch.tensor(rows[n])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pieces = encoder(ids, ids[:, :, None]).float()
        inside = (ids != MINILM.pad).float()[:, :, None]
        means = (pieces * inside).sum(1) / inside.sum(1)
        for row, n in enumerate(chosen):
            vectors[n] = means[row]
    return nn.functional.normalize(torch.stack(vectors), dim=1)


if __name__ == "__main__":
    main()
