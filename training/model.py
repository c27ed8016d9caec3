"""The tagger: role labels for words (linear-chain CRF) and links by head selection.

Every content word chooses the cue it hangs on, every cue chooses the words of its
source, or nothing (Dozat and Manning 2017 choose heads so in dependency parsing).
Choosing word by word keeps a link right where a span is a little wrong, and a
cue-side choice lets one source serve several cues, as 6% of PolNeAR's do.

There are two such levels: what the article's own sentences attribute, and what is
attributed inside a content (nested speech).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sayso.extract.words import BREAKS, CASES, QUOTING
from training.encoder import Encoder, Shape

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SURFACE = (CASES, QUOTING, BREAKS)
STEPS = (1, 2, 3, 4, 6, 9, 13, 19, 28, 41, 60, 90, 130, 200)
"""Borders of the classes of word distance; the sign doubles them."""
MOST_PARAGRAPHS = 5
IMPOSSIBLE = -1e4
FARTHEST = 1024
"""More words than any window has."""


def distance_steps() -> Tensor:
    """The class of every word distance from ``-FARTHEST`` to ``FARTHEST``."""
    apart = torch.arange(-FARTHEST, FARTHEST + 1)
    step = (apart.abs()[:, None] >= torch.tensor(STEPS)).sum(-1)
    return step + (apart < 0).long() * (len(STEPS) + 1)


class LinkScorer(nn.Module):
    """Scores [batch, words, words + 1] of each word choosing each word; the last column is "none"."""

    def __init__(self, width: int, rank: int, dropout: float) -> None:
        super().__init__()
        self.chooser = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.chosen = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.bilinear = nn.Linear(rank, rank, bias=False)
        self.none = nn.Linear(rank, 1)
        self.alone = nn.Linear(rank, 1)
        self.distance = nn.Embedding(2 * len(STEPS) + 2, 1)
        self.paragraphs = nn.Embedding(2 * MOST_PARAGRAPHS + 1, 1)
        for table in (self.distance, self.paragraphs):
            nn.init.zeros_(table.weight)
        self.scale = rank**-0.5
        self.register_buffer("steps", distance_steps(), persistent=False)

    def forward(self, words: Tensor, paragraph: Tensor) -> Tensor:
        chooser, chosen = self.chooser(words), self.chosen(words)
        score = self.bilinear(chooser) @ chosen.transpose(1, 2) * self.scale + self.alone(chosen).transpose(1, 2)
        place = torch.arange(words.shape[1])
        # One number a distance first, then the table of all pairs: a third of the model's time otherwise.
        by_distance = self.distance(self.steps)[:, 0]
        score = score + by_distance[place[None, :] - place[:, None] + FARTHEST][None]
        leaf = (paragraph[:, None, :] - paragraph[:, :, None]).clamp(-MOST_PARAGRAPHS, MOST_PARAGRAPHS)
        score = score + self.paragraphs.weight[:, 0][leaf + MOST_PARAGRAPHS]
        return torch.cat([score, self.none(chooser)], 2)


class Level(nn.Module):
    """Label head and both link scorers for one level of attributions."""

    def __init__(self, width: int, rank: int, dropout: float) -> None:
        super().__init__()
        self.labels = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout), nn.Linear(rank, len(LABELS))
        )
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.starts = nn.Parameter(torch.zeros(len(LABELS)))  # none is forbidden: a window may begin inside a span
        self.content_to_cue = LinkScorer(width, rank, dropout)
        self.cue_to_source = LinkScorer(width, rank, dropout)
        self.register_buffer("forbidden", forbidden_moves(), persistent=False)

    def forward(self, words: Tensor, paragraph: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.labels(words), self.content_to_cue(words, paragraph), self.cue_to_source(words, paragraph)

    def moves(self) -> Tensor:
        """Transition scores [from, to], impossible ones far below zero."""
        return self.transitions.masked_fill(self.forbidden, IMPOSSIBLE)


class Tagger(nn.Module):
    """Encoder and two levels of attributions."""

    def __init__(self, shape: Shape, rank: int = 256, inner_rank: int = 96, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(shape, SURFACE, dropout)
        self.outer = Level(shape.width, rank, dropout)
        self.inner = Level(shape.width, inner_rank, dropout)

    def encode(self, ids: Tensor, surface: Tensor, first: Tensor) -> Tensor:
        """Vectors [batch, words, width]; ``first`` [batch, words] is the place of each word's first piece."""
        pieces = self.encoder(ids, surface)
        if torch.onnx.is_in_onnx_export():  # one window a call: plain rows, without an index as wide as the vectors
            return pieces[:, first[0]]
        return pieces.gather(1, first[:, :, None].expand(-1, -1, pieces.shape[2]))


def find_ranks(weights: dict[str, Tensor]) -> tuple[int, int]:
    """The ranks of the outer and the inner level that these weights are of."""
    outer, inner = (len(weights[f"{level}.labels.1.bias"]) for level in ("outer", "inner"))
    return outer, inner


def forbidden_moves() -> Tensor:
    """True where a label may not follow another: an inside label needs its own role before it."""
    return torch.tensor([[b[0] == "I" and a[1:] != b[1:] for b in LABELS] for a in LABELS])


def crf_loss(emissions: Tensor, gold: Tensor, mask: Tensor, moves: Tensor, starts: Tensor) -> Tensor:
    """Mean negative log-likelihood a word of the gold paths (Lafferty et al. 2001)."""
    score = starts + emissions[:, 0]
    path = score.gather(1, gold[:, :1])[:, 0]
    for t in range(1, emissions.shape[1]):
        live = mask[:, t]
        following = torch.logsumexp(score[:, :, None] + moves, 1) + emissions[:, t]
        score = torch.where(live[:, None], following, score)
        step = moves[gold[:, t - 1], gold[:, t]] + emissions[:, t].gather(1, gold[:, t : t + 1])[:, 0]
        path = path + torch.where(live, step, torch.zeros_like(step))
    return (torch.logsumexp(score, 1) - path).sum() / mask.sum()


def link_loss(scores: Tensor, targets: Tensor, mask: Tensor) -> Tensor:
    """Mean negative log of the probability that falls on any right word.

    ``targets`` [batch, words, words + 1] holds True for the right choices; words
    with none do not count.
    """
    scores = scores.masked_fill(torch.cat([~mask, torch.zeros_like(mask[:, :1])], 1)[:, None, :], IMPOSSIBLE)
    chooses = targets.any(-1)
    right = torch.logsumexp(scores.masked_fill(~targets, 2 * IMPOSSIBLE), -1)
    loss = torch.logsumexp(scores, -1) - right
    return loss[chooses].sum() / chooses.sum().clamp(min=1)
