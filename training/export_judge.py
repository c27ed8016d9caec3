"""The judge's and the embedder's weights to what ships: ``python -m training.export_judge --help``.

Writes ``judge.onnx`` (the head for pairs), ``embedder.onnx`` (the encoder of training.embed, the mean vector
of length one), ``tokenizer.json`` and the digests in ``judge.json``; int8 weights, one scale a
column. ``training.weigh`` adds the rest of ``judge.json``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from hashlib import sha256
from pathlib import Path

import torch
from torch import Tensor, nn

from sayso.judge.files import EMBEDDER, JUDGE, SETTINGS, TOKENIZER
from training.encoder import MINILM, Encoder
from training.export import quantise
from training.judge import Judge

NAMES = {"judge": "sayso-judge-3", "embedder": "sayso-embedder-1"}


class ShippedJudge(nn.Module):
    """Scores of the labels [batch, labels]."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self.judge = judge

    def forward(self, ids: Tensor, surface: Tensor) -> Tensor:
        return self.judge(ids, surface, "pairs")


class ShippedEmbedder(nn.Module):
    """The mean of a text's pieces, of length one [batch, width]."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor) -> Tensor:
        mean = self.encoder(ids, ids[:, :, None]).mean(1)
        return mean / mean.norm(dim=1, keepdim=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--embedder", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    judge = Judge()
    judge.load_state_dict(torch.load(args.state, weights_only=True)["model"])
    encoder = Encoder(MINILM, ())
    encoder.load_state_dict(torch.load(args.embedder, weights_only=True))
    ids = torch.randint(1000, 2000, (1, 24))
    surface = torch.stack([torch.arange(24) // 4 + 1, torch.arange(24) % 2], 1)[None]
    write(ShippedJudge(judge.eval()), (ids, surface), ["ids", "surface"], ["scores"], args.out / JUDGE)
    write(ShippedEmbedder(encoder.eval()), (ids,), ["ids"], ["vectors"], args.out / EMBEDDER)
    shutil.copy(args.tokenizer, args.out / TOKENIZER)
    told = args.out / SETTINGS
    data = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    for part, file in (("judge", JUDGE), ("embedder", EMBEDDER)):
        body = (args.out / file).read_bytes()
        data[part] = {"name": NAMES[part], "sha256": sha256(body).hexdigest()}
        print(json.dumps({"file": file, "bytes": len(body)} | data[part]))
    told.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def write(model: nn.Module, example: tuple[Tensor, ...], inputs: list[str], outputs: list[str], path: Path) -> None:
    plain = path.with_suffix(".plain")
    torch.onnx.export(
        model,
        example,
        str(plain),
        input_names=inputs,
        output_names=outputs,
        dynamic_axes={name: {1: "pieces"} for name in inputs},
        opset_version=17,
        dynamo=False,
    )
    quantise(plain, path)
    plain.unlink()


if __name__ == "__main__":
    main()
