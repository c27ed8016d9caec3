"""Encoders (MPNet, Song et al., NeurIPS 2020; MiniLM, Wang et al., NeurIPS 2020) in the few
lines that fine-tuning and export need.

The weights are those of ``all-mpnet-base-v2`` and ``all-MiniLM-L6-v2`` (both
Apache-2.0). Attention is written out: PyTorch's fused attention was several times
slower for training on a CPU (docs/decisions/0003), and the export needs plain
operators. The depth is cut by keeping the lowest layers.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

BUCKETS, REACH = 32, 128


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder, and the special pieces of its vocabulary.

    ``head`` is the width of an attention head; ``relative`` says whether attention is
    biased by distance; ``first_position`` is the row of the position table that the
    first piece gets.
    """

    layers: int
    width: int
    heads: int
    inner: int
    pieces: int
    positions: int
    first_position: int
    pad: int
    start: int
    end: int
    relative: bool
    head: int
    epsilon: float = 1e-5

    @property
    def longest(self) -> int:
        """Most pieces of a window."""
        return self.positions - self.first_position


MPNET = Shape(12, 768, 12, 3072, 30527, 514, 2, 1, 0, 2, relative=True, head=64)
MINILM = Shape(6, 384, 12, 1536, 30522, 512, 0, 0, 101, 102, relative=False, head=32, epsilon=1e-12)


def distance_buckets(length: int) -> Tensor:
    """T5's bidirectional distance buckets [length, length]: 8 exact a side, then log up to 128."""
    place = torch.arange(length)
    n = place[:, None] - place[None, :]
    side = BUCKETS // 2
    out = (n < 0).long() * side
    n = n.abs()
    exact = side // 2
    far = exact + (torch.log(n.clamp(min=1).float() / exact) / math.log(REACH / exact) * (side - exact)).long()
    return out + torch.where(n < exact, n, far.clamp(max=side - 1))


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its residual and post-norm."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        inside = shape.heads * shape.head
        self.heads, self.head = shape.heads, shape.head
        self.q, self.k, self.v = (nn.Linear(shape.width, inside) for _ in range(3))
        self.o = nn.Linear(inside, shape.width)
        self.norm1, self.norm2 = (nn.LayerNorm(shape.width, eps=shape.epsilon) for _ in range(2))
        self.up, self.down = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        shape = (batch, length, self.heads, self.head)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.q, self.k, self.v))
        score = q @ k.transpose(2, 3) / math.sqrt(self.head)
        weights = torch.softmax(score if bias is None else score + bias, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, self.heads * self.head)
        x = self.norm1(x + self.dropout(self.o(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Piece ids and their surface classes to vectors [batch, pieces, width]."""

    def __init__(self, shape: Shape, surface: tuple[int, ...], dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.pieces, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.surface = nn.ModuleList(nn.Embedding(n, shape.width) for n in surface)
        for table in self.surface:
            nn.init.zeros_(table.weight)  # begins as the pretrained encoder
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        if shape.relative:
            self.distance = nn.Embedding(BUCKETS, shape.heads)
            # A byte each: the table ships inside the model.
            self.register_buffer("buckets", distance_buckets(shape.longest).to(torch.uint8), persistent=False)

    def forward(self, ids: Tensor, surface: Tensor) -> Tensor:
        """``ids`` [batch, pieces]; ``surface`` [batch, pieces, classes]."""
        length, first = ids.shape[1], self.shape.first_position
        x = self.words(ids) + self.places.weight[first : first + length]
        for column, table in enumerate(self.surface):
            x = x + table(surface[:, :, column])
        x = self.dropout(self.norm(x))
        bias = self.bias(ids)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def bias(self, ids: Tensor) -> Tensor | None:
        """What attention adds for distance, and against padding (of which the product has none)."""
        exporting = torch.onnx.is_in_onnx_export()
        if not self.shape.relative and exporting:
            return None
        bias = (ids == self.shape.pad).float()[:, None, None, :] * -1e4
        if not self.shape.relative:
            return bias
        length = ids.shape[1]
        return bias + self.distance(self.buckets[:length, :length].long()).permute(2, 0, 1)[None]


PARTS = {
    "mpnet": {
        "q": "attention.attn.q",
        "k": "attention.attn.k",
        "v": "attention.attn.v",
        "o": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    },
    "bert": {
        "q": "attention.self.query",
        "k": "attention.self.key",
        "v": "attention.self.value",
        "o": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    },
}


def load_pretrained(encoder: Encoder, path: Path, kept: tuple[int, ...]) -> None:
    """Fill ``encoder`` from a safetensors file, its layers from the ``kept`` ones of the file."""
    weights = load_file(path)
    encoder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    encoder.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
    if encoder.shape.relative:
        encoder.distance.weight.data.copy_(weights["encoder.relative_attention_bias.weight"])
    else:  # all text is of the first of BERT's two segments
        encoder.places.weight.data += weights["embeddings.token_type_embeddings.weight"][0]
    _copy(encoder.norm, weights, "embeddings.LayerNorm")
    names = PARTS["mpnet" if encoder.shape.relative else "bert"]
    for layer, number in zip(encoder.layers, kept, strict=True):
        for ours, theirs in names.items():
            _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).data.copy_(weights[f"{name}.{part}"])
