"""Weights to what ships: ``python -m training.export --state … --tokenizer … --out …``.

Writes ``tagger.onnx`` (int8 weights, one scale a column), ``tokenizer.json`` and
``tagger.json`` (labels' transitions, window sizes, limits, calibration, digests).
"""

from __future__ import annotations

import argparse
import json
import shutil
from hashlib import sha256
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Shape
from training.model import Level, Tagger, find_ranks

CAPACITY = 318
"""Pieces a window beside <s> and </s>: the length the tagger was trained on."""
OVERLAP = 48
"""Pieces that windows share. On PolNeAR dev relaxed F1 is 75.96 with 48, and 75.83 with 96, which is
slower; windows of 400 pieces give 75.23 (training.compare)."""
NEUTRAL = (0.0, 0.2, 0.2, 0.2, 0.2, 0.2)


class Shipped(nn.Module):
    """The tagger with its link scores as probabilities: both levels, then the words' vectors."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, surface: Tensor, first: Tensor, paragraph: Tensor) -> tuple[Tensor, ...]:
        words = self.tagger.encode(ids, surface, first)
        outputs: list[Tensor] = []
        for level in (self.tagger.outer, self.tagger.inner):
            labels, to_cue, to_source = level(words, paragraph)
            outputs += [labels, torch.softmax(to_cue, -1), torch.softmax(to_source, -1)]
        return (*outputs, words)


OUTPUTS = ("labels", "to_cue", "to_source", "inner_labels", "inner_to_cue", "inner_to_source", "vectors")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="sayso-tagger-2")
    parser.add_argument(
        "--float", action="store_true", help="leave the weights as they are, to measure what int8 costs"
    )
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    tagger = load_tagger(args.state)
    plain = args.out / "plain.onnx"
    to_onnx(Shipped(tagger).eval(), plain)
    shipped = args.out / "tagger.onnx"
    if args.float:
        plain.rename(shipped)
    else:
        quantise(plain, shipped)
        plain.unlink()
    shutil.copy(args.tokenizer, args.out / "tokenizer.json")
    write_settings(tagger, shipped, args)
    print(json.dumps({"bytes": shipped.stat().st_size, "sha256": sha256(shipped.read_bytes()).hexdigest()}))


def load_tagger(state: Path) -> Tagger:
    """A tagger as training left it, ready to be asked."""
    saved = torch.load(state, weights_only=True, map_location="cpu")
    tagger = Tagger(Shape(**saved["shape"]), *find_ranks(saved["model"]))
    tagger.load_state_dict(saved["model"])
    return tagger.eval()


def to_onnx(shipped: Shipped, path: Path) -> None:
    words, pieces = 40, 60
    example = (
        torch.randint(5, 1000, (1, pieces)),
        torch.zeros((1, pieces, 3), dtype=torch.long),
        torch.arange(1, words + 1)[None],
        torch.zeros((1, words), dtype=torch.long),
    )
    torch.onnx.export(
        shipped,
        example,
        str(path),
        input_names=["ids", "surface", "first", "paragraph"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            "ids": {1: "pieces"},
            "surface": {1: "pieces"},
            "first": {1: "words"},
            "paragraph": {1: "words"},
            **{name: {1: "words", 2: "choices"} if "_to_" in f"_{name}" else {1: "words"} for name in OUTPUTS},
        },
        opset_version=17,
        dynamo=False,
    )


def quantise(plain: Path, shipped: Path) -> None:
    """Weights of matrix products and of the word table to int8.

    Seven bits of the eight: without VNNI, 8-bit products overflow the 16-bit sums of
    AVX2 (ONNX Runtime, "Quantize ONNX models", when and why to use reduce_range), and
    the answer would depend on the processor.
    """
    quantize_dynamic(
        plain,
        shipped,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    onnx.checker.check_model(str(shipped))


def write_settings(tagger: Tagger, shipped: Path, args: argparse.Namespace) -> None:
    shape = tagger.encoder.shape
    settings = {
        "name": args.name,
        "sha256": sha256(shipped.read_bytes()).hexdigest(),
        "capacity": CAPACITY,
        "overlap": OVERLAP,
        "ends": [shape.start, shape.end],
        "levels": [write_level(level) for level in (tagger.outer, tagger.inner)],
    }
    (args.out / "tagger.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def write_level(level: Level) -> dict[str, object]:
    return {
        "moves": [[round(v, 4) for v in row] for row in level.moves().tolist()],
        "starts": [round(v, 4) for v in level.starts.tolist()],
        "limits": {},
        "modes": {},
        "calibration": NEUTRAL,
    }


if __name__ == "__main__":
    main()
