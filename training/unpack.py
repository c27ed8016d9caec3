"""A shipped model back to weights that training can begin from: ``python -m training.unpack --help``.

int8 weights are multiplied out; what int8 lost stays lost, and is soon learnt anew. Names of nodes in the
exported graph say which weights they are.
"""

from __future__ import annotations

import argparse
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.encoder import MPNET
from training.model import Tagger


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of sayso-tagger-1 (git history, 195d38b)")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    graph = onnx.load(args.model / "tagger.onnx").graph
    arrays = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    weights = {**find_plain(arrays), **find_products(graph, arrays)}
    settings = json.loads((args.model / "tagger.json").read_text(encoding="utf-8"))
    level = settings["levels"][0] if "levels" in settings else settings
    depth = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    shape = replace(MPNET, layers=depth)
    tagger = Tagger(shape)
    known = tagger.state_dict()
    new = {outer_name(name): torch.tensor(value) for name, value in weights.items()}
    new["outer.transitions"] = torch.tensor(level["moves"]).clamp(min=-10.0)
    new["outer.starts"] = torch.tensor(level["starts"])
    fit = {name: _turn(value, known[name]) for name, value in new.items() if name in known}
    lost = sorted(name for name in known if name not in fit and not name.startswith("inner."))
    print(json.dumps({"strange": sorted(set(new) - set(known)), "left as they began": lost}))
    tagger.load_state_dict(fit, strict=False)
    torch.save({"model": tagger.state_dict(), "shape": asdict(shape), "step": 0}, args.out)


def find_plain(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights that kept their names: biases, norms, and tables in int8 with their scales."""
    found = {}
    for name, value in arrays.items():
        if not name.startswith("tagger."):
            continue
        if name.endswith("_quantized"):
            base = name.removesuffix("_quantized")
            scale, zero = arrays[f"{base}_scale"], arrays[f"{base}_zero_point"]
            found[base.removeprefix("tagger.")] = (value.astype(np.float32) - zero.astype(np.float32)) * scale
        elif not name.endswith(("_scale", "_zero_point")) and value.dtype == np.float32:
            found[name.removeprefix("tagger.")] = value
    return found


def find_products(graph: onnx.GraphProto, arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights of linear layers by the names of the nodes that multiply by them."""
    found = {}
    for node in graph.node:
        for name in node.input:
            if name.startswith("onnx::MatMul_") and name.endswith("_quantized") and node.op_type != "DequantizeLinear":
                base = name.removesuffix("_quantized")
                zero = arrays[f"{base}_zero_point"].astype(np.float32)
                value = (arrays[name].astype(np.float32) - zero) * arrays[f"{base}_scale"]
                owner = node.name.removeprefix("/tagger/").rpartition("/")[0].replace("/", ".")
                owner = re.sub(r"(\w+)\.\1\.(\d)", r"\1.\2", owner)  # a sequence's name stands twice
                found[f"{owner}.weight"] = value.T.copy()
    return found


def outer_name(name: str) -> str:
    """The first model had one level of attributions, which is the outer one of today."""
    heads = ("labels.", "transitions", "starts", "content_to_cue.", "cue_to_source.")
    return f"outer.{name}" if name.startswith(heads) else name


def _turn(value: Tensor, like: Tensor) -> Tensor:
    return (value if value.shape == like.shape else value.reshape(like.shape)).to(like.dtype)


if __name__ == "__main__":
    main()
