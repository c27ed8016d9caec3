"""Where a claim comes from, as places in a picture: origins on the left, what rests on them to the right.

Layers by the longest way to an origin, order within a layer by the mean place of what a node rests on (the
barycentre of Sugiyama, Tagawa and Toda 1981): graphs of claims are small, and need no more to have few crossings.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sayso.claims import Claim, Entry, Provenance
from sayso.claims.provenance import Node
from sayso.types import ArticleSummary

_BOX: Final = 168
_BETWEEN: Final = 64
_ROW: Final = 15
_GAP: Final = 12
_CHARACTERS: Final = 24
"""Of a line: what fits into a box at 12 pixels."""
_LINES: Final = 3
MOST: Final = 60
"""Nodes that are drawn at most, the earliest appearances; the table has all."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node: what it is, its lines, and where it lies."""

    id: str
    kind: str
    lines: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from what rests to what it rests on, as an SVG path."""

    path: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes and lines; ``left_out`` nodes are not drawn."""

    nodes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    left_out: int


def draw_provenance(found: Provenance, claim: Claim, articles: Mapping[str, ArticleSummary]) -> Graph | None:
    """The graph of a claim's origins; None where there is nothing to draw."""
    entries = {each.entry.seed: each.entry for each in claim.appearances}
    nodes = _choose(found.nodes)
    if not found.origins:
        return None
    ids = {node.id for node in nodes}
    onto: dict[str, list[str]] = defaultdict(list)
    for edge in found.edges:
        if edge.start in ids and edge.end in ids:
            onto[edge.start].append(edge.end)
    layers = _order(nodes, onto)
    boxes = {box.id: box for column, layer in enumerate(layers) for box in _stack(layer, column, entries, articles)}
    edges = tuple(Edge(_path(boxes[start], boxes[end])) for start, ends in onto.items() for end in ends)
    return Graph(
        nodes=tuple(boxes.values()),
        edges=edges,
        width=len(layers) * (_BOX + _BETWEEN) - _BETWEEN,
        height=max(box.y + box.height for box in boxes.values()) + 2,
        left_out=len(found.nodes) - len(nodes),
    )


def _choose(nodes: Sequence[Node]) -> list[Node]:
    """All origins and outlets, and as many appearances as there is room for."""
    needed = [node for node in nodes if node.kind != "appearance"]
    return [*needed, *[node for node in nodes if node.kind == "appearance"][: max(MOST - len(needed), 1)]]


def _order(nodes: Sequence[Node], onto: Mapping[str, Sequence[str]]) -> list[list[Node]]:
    depths: dict[str, int] = {}

    def depth(node: str) -> int:
        if node not in depths:
            depths[node] = 1 + max((depth(end) for end in onto.get(node, ())), default=-1)
        return depths[node]

    layers: list[list[Node]] = []
    for node in nodes:
        place = depth(node.id) if node.kind == "origin" else max(depth(node.id), 1)
        while len(layers) <= place:
            layers.append([])
        layers[place].append(node)
    places = {node.id: float(row) for row, node in enumerate(layers[0])}
    for layer in layers[1:]:
        layer.sort(key=lambda node: (_mean([places[end] for end in onto.get(node.id, ()) if end in places]), node.id))
        places |= {node.id: float(row) for row, node in enumerate(layer)}
    return [layer for layer in layers if layer]


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0


def _stack(
    layer: Sequence[Node], column: int, entries: Mapping[str, Entry], articles: Mapping[str, ArticleSummary]
) -> list[Box]:
    boxes, y = [], 1.0
    for node in layer:
        lines = _lines(node, entries, articles)
        height = len(lines) * _ROW + 10
        boxes.append(Box(node.id, node.kind, lines, column * (_BOX + _BETWEEN) + 1, y, _BOX, height))
        y += height + _GAP
    return boxes


def _lines(node: Node, entries: Mapping[str, Entry], articles: Mapping[str, ArticleSummary]) -> tuple[str, ...]:
    entry = entries.get(node.id)
    words = node.label
    if entry is not None:
        article = articles.get(entry.article)
        day = (article.published or "")[:10] if article else ""
        words = f"{entry.outlet or 'outlet unknown'}{f', {day}' if day else ''}"
    return tuple(textwrap.wrap(words, _CHARACTERS, max_lines=_LINES, placeholder=" …")) or ("…",)


def _path(start: Box, end: Box) -> str:
    """From the left side of what rests to the right side of what it rests on."""
    x1, y1 = start.x, start.y + start.height / 2
    x2, y2 = end.x + end.width, end.y + end.height / 2
    bend = (x1 - x2) / 2
    return f"M{x1:.1f} {y1:.1f} C{x1 - bend:.1f} {y1:.1f} {x2 + bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
