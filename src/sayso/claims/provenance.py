"""The graph of what a claim rests on: appearances, the outlets that they cite, origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.claims.values import Origin

NodeKind = Literal["appearance", "outlet", "origin"]


@dataclass(frozen=True, slots=True)
class Node:
    """A place in the graph: an appearance (its seed), an outlet that is cited, an origin."""

    id: str
    kind: NodeKind
    label: str


@dataclass(frozen=True, slots=True)
class Rest:
    """Node ``start`` rests on node ``end``; ``how`` tells by what that is known."""

    start: str
    end: str
    how: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """An appearance (its seed) whose origin nobody can know, and why."""

    seed: str
    why: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a claim rests on.

    ``origins`` are independent of each other, in the order of their first appearances; the node of number n is
    ``origin:n``. The graph of ``nodes`` and ``edges`` has no circle.
    """

    origins: tuple[Origin, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Rest, ...] = ()
    unknown: tuple[Unknown, ...] = ()


class Graph:
    """A graph that grows and never has a circle."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], Rest] = {}
        self._onto: dict[str, list[str]] = {}

    def add(self, kind: NodeKind, key: str, label: str) -> None:
        """Add a node, if it is not there yet."""
        self.nodes.setdefault(key, Node(key, kind, label))

    def connect(self, start: str, end: str, how: str) -> bool:
        """Let ``start`` rest on ``end``; False, and nothing done, where ``end`` already rests on ``start``."""
        if (start, end) in self.edges:
            return True
        if self._reaches(end, start):
            return False
        self.edges[start, end] = Rest(start, end, how)
        self._onto.setdefault(start, []).append(end)
        return True

    def rests(self, node: str) -> bool:
        """Whether a node rests on any other."""
        return node in self._onto

    def _reaches(self, start: str, goal: str) -> bool:
        waiting, seen = [start], {start}
        while waiting:
            place = waiting.pop()
            if place == goal:
                return True
            fresh = [each for each in self._onto.get(place, ()) if each not in seen]
            seen.update(fresh)
            waiting += fresh
        return False
