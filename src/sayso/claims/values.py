"""What claims are made of: entries, links between them, claims and their appearances.

An *entry* is a statement as claims see it. *Links* tell what two entries have to do with
each other; whoever judges words makes them (``sayso.service``). Everything else in this
package is a function of entries, links and what people decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sayso.types import ActName, ChainLink, Interval, Level, Relation, SourceType

LinkKind = Literal["same", "contrary", "opposes", "related", "wraps", "answers"]
"""``same``: one proposition. ``contrary``: one proposition, put as so and as not so. ``opposes``:
two that cannot both be right. ``related``: one matter. ``wraps``: the content of the first is the
second statement. ``answers``: the first responds to the second."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an entry: its words; from ``low`` to ``high`` (None: open) so many ``unit`` of what, as of when.

    ``state``: what befell those counted (``counted-states.txt``); ``place``: where, as its sentence tells; ``whose``:
    who it is told of, by name (several with `` & `` between).
    """

    words: str
    low: float | None
    high: float | None
    unit: str | None = None
    of: str | None = None
    as_of: str | None = None
    state: str | None = None
    place: str | None = None
    whose: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as claims see it.

    ``seed`` identifies it in the whole ledger and outlives re-reading. ``when`` (ISO 8601,
    UTC; empty: unknown), ``article`` and ``position`` order entries. ``content`` are its
    words as printed, ``text`` the same with names for pronouns. ``actors`` are ids of who
    speaks, in the directory. ``responds_to`` and ``parent`` are seeds.
    """

    seed: str
    article: str
    statement: str
    position: int
    when: str
    outlet: str | None
    source: str
    cue: str
    content: str
    text: str
    speaker: str | None = None
    actors: tuple[str, ...] = ()
    source_type: SourceType = "none"
    anonymous: str | None = None
    """How the text describes a source that it keeps unnamed."""
    act: ActName = "assert"
    level: Level = "certain"
    said: Interval | None = None
    figures: tuple[Figure, ...] = ()
    chain: tuple[ChainLink, ...] = ()
    responds_to: tuple[str, ...] = ()
    parent: str | None = None

    @property
    def order(self) -> tuple[bool, str, str, int]:
        """Sorts entries by time, undated ones last; the same however they came in."""
        return not self.when, self.when, self.article, self.position


@dataclass(frozen=True, slots=True)
class Link:
    """What entry ``a`` has to do with entry ``b`` (seeds), how surely (0 to 1), and why.

    ``same``, ``contrary``, ``opposes`` and ``related`` have no direction: there ``a < b``.
    """

    a: str
    b: str
    kind: LinkKind
    weight: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """An entry's part in a claim, and why it is there."""

    entry: Entry
    relation: Relation
    score: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim enters: the outlet whose own source it is (None: everybody's), and the source.

    ``how`` tells in words how it is known; ``seeds`` are the appearances that rest on it. ``public``: a named speaker,
    whose words are everybody's; without it no ``outlet`` means that nobody can tell whose it is.
    """

    outlet: str | None
    source: str
    how: str
    seeds: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition with its appearances, in the order of time.

    ``id`` derives from the entry that founded it. ``text`` is its clearest wording.
    """

    id: str
    text: str
    appearances: tuple[Appearance, ...]
    name: str | None = None
    """What a person called it."""


@dataclass(frozen=True, slots=True)
class Opposition:
    """Two claims that cannot both be right: their ids, the statements that show it, and why."""

    a: str
    b: str
    why: str
    one: str
    other: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class PositionChange:
    """An actor on both sides of a claim, or of an opposition: first ``before``, later ``after`` (seeds)."""

    actor: str
    claim: str
    before: str
    after: str
    was: Relation
    now: Relation


@dataclass(frozen=True, slots=True)
class FigureConflict:
    """Figures for one thing whose ranges do not meet: the claim they belong to, each with its statement's seed."""

    claim: str
    of: str
    figures: tuple[tuple[str, Figure], ...] = ()
