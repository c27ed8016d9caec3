"""Windows of examples as tensors, and what the tagger loses on them."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.corpus import Example, Marks
from training.encoder import Shape
from training.model import Level, Tagger, crf_loss, link_loss

Place = tuple[Example, int, int]
"""An example, and the words from which and to which a window goes."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like length, padded: pieces [batch, pieces], words [batch, words]."""

    ids: Tensor
    surface: Tensor
    first: Tensor
    paragraph: Tensor
    mask: Tensor
    known: Tensor


def to_batch(places: list[Place], shape: Shape) -> Batch:
    n, width = len(places), max(end - start for _, start, end in places)
    length = max(sum(map(len, e.pieces[s:t])) for e, s, t in places) + 2
    ids = torch.full((n, length), shape.pad)
    surface = torch.zeros((n, length, 3), dtype=torch.long)
    first, paragraph = (torch.zeros((n, width), dtype=torch.long) for _ in range(2))
    mask, known = (torch.zeros((n, width), dtype=torch.bool) for _ in range(2))
    for row, (example, start, end) in enumerate(places):
        flat, columns = [shape.start], [(0, 0, 0)]
        for word in range(start, end):
            first[row, word - start] = len(flat)
            flat += example.pieces[word]
            columns += [example.surface[word]] * len(example.pieces[word])
        flat.append(shape.end)
        ids[row, : len(flat)] = torch.tensor(flat)
        surface[row, : len(columns)] = torch.tensor(columns)
        paragraph[row, : end - start] = torch.tensor(example.paragraph[start:end])
        mask[row, : end - start] = True
        known[row, : end - start] = torch.tensor(example.known[start:end])
    return Batch(ids, surface, first, paragraph, mask, known)


def level_losses(level: Level, words: Tensor, batch: Batch, places: list[Place], *, inner: bool) -> list[Tensor]:
    """Label, content-to-cue and cue-to-source losses of one level.

    The inner level is sparse, and its labels are known in part of the words only: it learns
    word by word where the outer one learns whole paths.
    """
    n, width = batch.mask.shape
    gold = torch.zeros((n, width), dtype=torch.long)
    to_cue, to_source = (torch.zeros((n, width, width + 1), dtype=torch.bool) for _ in range(2))
    for row, (example, start, end) in enumerate(places):
        marks = example.inner if inner else example.outer
        gold[row, : end - start] = torch.tensor(marks.labels[start:end])
        mark_links(marks, start, end, to_cue[row], to_source[row])
    emissions, cue_scores, source_scores = level(words, batch.paragraph)
    if inner:
        live = batch.mask & batch.known
        # A sum over no words has no mean.
        labels = functional.cross_entropy(emissions[live], gold[live]) if live.any() else emissions.sum() * 0
        to_cue &= live[:, :, None]
        to_source &= live[:, :, None]
    else:
        labels = crf_loss(emissions, gold, batch.mask, level.moves(), level.starts)
    return [labels, link_loss(cue_scores, to_cue, batch.mask), link_loss(source_scores, to_source, batch.mask)]


def batch_losses(model: Tagger, places: list[Place]) -> list[Tensor]:
    """The losses of both levels."""
    batch = to_batch(places, model.encoder.shape)
    words = encode(model, batch)
    outer = level_losses(model.outer, words, batch, places, inner=False)
    return outer + level_losses(model.inner, words, batch, places, inner=True)


def encode(model: Tagger, batch: Batch) -> Tensor:
    """Vectors [batch, words, width]; matrix products in bfloat16, a third of the time where the processor has it."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words = model.encode(batch.ids, batch.surface, batch.first)
    return words.float()


def mark_links(marks: Marks, start: int, end: int, to_cue: Tensor, to_source: Tensor) -> None:
    """Fill the right choices of one window; a link whose other end lies outside it is left open."""
    width = to_cue.shape[0]
    members: dict[tuple[str, int], list[int]] = {}
    roles = ("", "source", "source", "cue", "cue", "content", "content")
    for word in range(start, end):
        for owner in marks.owners[word]:
            members.setdefault((roles[marks.labels[word]], owner), []).append(word - start)
    for (role, owner), words in members.items():
        if role == "content":
            _fill(to_cue, words, members.get(("cue", owner), []), width if not marks.cued[owner] else None)
        elif role == "cue":
            _fill(to_source, words, members.get(("source", owner), []), width if not marks.sourced[owner] else None)


def _fill(table: Tensor, choosers: list[int], chosen: list[int], none: int | None) -> None:
    right = chosen if none is None else [none]
    for word in choosers:
        table[word, right] = True
