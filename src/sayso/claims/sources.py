"""Who or what is behind an entry, and which two of them are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from sayso.actors import find_words
from sayso.claims.lists import words_of
from sayso.claims.outlet_names import OutletNames, words_of_name
from sayso.claims.values import Entry
from sayso.claims.wording import telling_words
from sayso.types import SourceType

SourceKind = Literal["speaker", "unnamed", "document", "report"]
"""``unnamed``: people whom ``outlet`` spoke to and keeps unnamed; ``report``: what an outlet says, nobody behind it."""

_NAME = re.compile(r"\b[A-Z]\w+")
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}


_KINDS: Final[dict[SourceType, SourceKind]] = {
    "anonymous": "unnamed",
    "document": "document",
    "outlet": "report",
    "author": "report",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A source of a claim; ``outlet`` is None for a named speaker, whose words are everybody's.

    ``retold``: known through another outlet, in that one's words.
    """

    kind: SourceKind
    outlet: str | None
    name: str
    actors: tuple[str, ...] = ()
    retold: bool = False

    def joined(self, other: Source) -> Source:
        """One that both are: the fuller name, first hand before retold, the actors of both."""
        name = max((self.name, other.name), key=lambda each: len(each.split()))
        if self.kind == "unnamed" and self.retold != other.retold:
            name = other.name if self.retold else self.name
        actors = tuple(sorted({*self.actors, *other.actors}))
        return replace(self, name=name, actors=actors, retold=self.retold and other.retold)


def find_sources(entry: Entry, own: str, names: OutletNames) -> tuple[Source, ...] | str:
    """The sources of an entry, or why nobody can know them; ``own`` is the outlet whose words the entry's article is.

    Of a chain with unnamed people in it, they are the source: whom they heard it from is known through them alone.
    """
    behind = entry.chain[1:]
    hidden = next((link for link in behind if link.kind in ("anonymous", "class")), None)
    last = hidden or (behind[-1] if behind else None)
    kind = last.kind if last else entry.source_type
    speaks = last is None or (last is behind[-1] and (hidden is None or entry.source_type == hidden.kind))
    told = entry.speaker if speaks else None
    name = told or (last.name if last else entry.source)
    if kind in ("person", "organization"):
        return _speakers(entry, name)
    outlet = _last_outlet(entry, own, names)
    if outlet is None:
        return "the outlet that it comes from is not named"
    found = _KINDS.get(kind)
    if found is None:
        return "people in general say so" if kind == "class" else "nobody is named who says so"
    return (Source(found, outlet, outlet if found == "report" else name),)


def is_unnamed(outlet: str) -> bool:
    """Whether words stand for an outlet without naming it: "the newspaper", "the newspaper's report"."""
    words = words_of_name(outlet)
    whole, bare = (" ".join(each) for each in (words, (w for w in words if w not in words_of("pointing-heads"))))
    return whole in words_of("unnamed-outlets") or bare in words_of("unnamed-outlets")


def _last_outlet(entry: Entry, own: str, names: OutletNames) -> str | None:
    """The outlet that had it from the source: the last of the chain."""
    named = [
        link.name
        for link in entry.chain[1:]
        if link.kind == "outlet" or (link.kind == "document" and is_unnamed(link.name))
    ]
    if not named:
        return own
    return None if is_unnamed(named[-1]) else names.full(named[-1])


def _speakers(entry: Entry, name: str) -> tuple[Source, ...] | str:
    if not entry.speaker and not entry.actors:
        return "who speaks is not known"
    several = name.split(" & ")
    return tuple(Source("speaker", None, each, entry.actors if len(several) == 1 else ()) for each in several)


def are_one_source(one: Source, other: Source) -> bool:
    """Whether two sources of one claim are the same."""
    if one.kind != other.kind or (one.kind in ("unnamed", "report") and one.outlet != other.outlet):
        return False
    match one.kind:
        case "speaker":
            return _are_one_speaker(one, other)
        case "unnamed":
            return not _contradict(one, other)
        case "document":
            return _are_one_paper(one, other)
        case _:
            return True


def _are_one_speaker(one: Source, other: Source) -> bool:
    short, long = sorted((find_words(one.name), find_words(other.name)), key=len)
    # The directory keeps bodies of a common name ("Civil Protection Agency") apart by article: one claim means one.
    if one.actors and other.actors and not (short == long and len(short) > 1):
        return bool(set(one.actors) & set(other.actors))
    # A family name alone is the person's within one claim.
    return bool(short) and (short == long or (len(short) == 1 and short[0] == long[-1]))


def _contradict(one: Source, other: Source) -> bool:
    """Whether descriptions of unnamed people cannot be of the same: other numbers of several, or other bodies.

    Who tells again what an outlet reported calls its people as he likes: "Lisk officials", "officials in the capital".
    """
    counts = {_COUNTS[word] for each in (one, other) for word in each.name.casefold().split() if word in _COUNTS}
    bodies, others = set(_NAME.findall(one.name)), set(_NAME.findall(other.name))
    apart = bool(bodies and others) and not bodies & others and one.retold == other.retold
    return len(counts) > 1 or apart


def _are_one_paper(one: Source, other: Source) -> bool:
    """The same paper: one outlet's unless they are called otherwise, several outlets' if called the same."""
    ours = telling_words(one.name) - words_of("pointing-heads")
    theirs = telling_words(other.name) - words_of("pointing-heads")
    if one.outlet == other.outlet:
        return not ours or not theirs or bool(ours & theirs)
    return bool(ours) and ours == theirs
