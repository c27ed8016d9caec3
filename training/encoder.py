"""MPNet (Song et al., NeurIPS 2020) in the few lines that fine-tuning and export need.

The weights are those of ``all-mpnet-base-v2`` (Apache-2.0). Attention is written
out: PyTorch's fused attention was several times slower for training on a CPU
(docs/decisions/0003), and the export needs plain operators. The depth is cut by
keeping the lowest layers.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, HEADS, INNER, BUCKETS, REACH, PIECES, POSITIONS = 768, 12, 3072, 32, 128, 30527, 514
PAD, FIRST_POSITION = 1, 2
LONGEST = POSITIONS - FIRST_POSITION


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

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        shape = (batch, length, HEADS, WIDTH // HEADS)
        q, k, v = (f(x).view(shape).transpose(1, 2) for f in (self.q, self.k, self.v))
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + bias, -1)
        mixed = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm1(x + self.dropout(self.o(mixed)))
        return self.norm2(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Piece ids and their surface classes to vectors [batch, pieces, 768]."""

    def __init__(self, layers: int, surface: tuple[int, ...], dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(PIECES, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.surface = nn.ModuleList(nn.Embedding(n, WIDTH) for n in surface)
        for table in self.surface:
            nn.init.zeros_(table.weight)  # begins as the pretrained encoder
        self.norm = nn.LayerNorm(WIDTH)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        # A byte each: the table ships inside the model.
        self.register_buffer("buckets", distance_buckets(LONGEST).to(torch.uint8), persistent=False)

    def forward(self, ids: Tensor, surface: Tensor) -> Tensor:
        """``ids`` [batch, pieces]; ``surface`` [batch, pieces, classes]."""
        length = ids.shape[1]
        x = self.words(ids) + self.places.weight[FIRST_POSITION : FIRST_POSITION + length]
        for column, table in enumerate(self.surface):
            x = x + table(surface[:, :, column])
        x = self.dropout(self.norm(x))
        bias = self.distance(self.buckets[:length, :length].long()).permute(2, 0, 1)[None]
        bias = bias + (ids == PAD).float()[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


def load_pretrained(encoder: Encoder, path: Path, kept: tuple[int, ...]) -> None:
    """Fill ``encoder`` from a safetensors file, its layers from the ``kept`` ones of the file."""
    weights = load_file(path)
    encoder.words.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    encoder.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"])
    encoder.distance.weight.data.copy_(weights["encoder.relative_attention_bias.weight"])
    _copy(encoder.norm, weights, "embeddings.LayerNorm")
    names = {
        "q": "attention.attn.q",
        "k": "attention.attn.k",
        "v": "attention.attn.v",
        "o": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for layer, number in zip(encoder.layers, kept, strict=True):
        for ours, theirs in names.items():
            _copy(getattr(layer, ours), weights, f"encoder.layer.{number}.{theirs}")


def _copy(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    for part in ("weight", "bias"):
        getattr(module, part).data.copy_(weights[f"{name}.{part}"])
