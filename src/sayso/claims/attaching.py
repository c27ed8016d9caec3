"""Entries that speak of what other entries of their article say: they appear in those entries' claims.

- A *carrier*'s content is another statement ("the paper reported that two people had said that …").
- A *pointer* says nothing by itself ("That is false", "confirmed the report"): it stands for what it answers.
- A denial or doubt with words of its own takes part in grouping, and in the claims of what it answers.

All of this is found within one article, so it stays as it is whatever other articles come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.claims.values import Entry
from sayso.claims.wording import first_said, is_negated, says_something, telling_words, words_in

Turn = Literal[1, -1, 0]
"""What an entry does with what it is attached to: stands for it (1), against it (-1), or doubts it (0)."""

COVERED: Final = 0.7
"""Share of a content's words that the statement inside must have for its holder to be a mere carrier of it."""

LEAST_SHARED: Final = 2
SHARE: Final = 0.4
"""Telling words, and their share of a denial's, that the statement it denies must have where nothing else tells."""

_TURNS: Final[dict[str, Turn]] = {"deny": -1, "doubt": 0, "confirm": 1, "admit": 1, "agree": 1}
_OWN_WORDS: Final = ("deny", "doubt")
"""Acts by which an entry bears on what it answers even though its words say something by themselves."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An entry that appears in the claim of ``target``; ``carries``: as one that only passes it on."""

    seed: str
    target: str
    turn: Turn
    evidence: str
    carries: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """The attachments of an article's entries, and the seeds of those entries that put forward a proposition."""

    attachments: tuple[Attachment, ...]
    bearers: frozenset[str]


def attach_entries(entries: Iterable[Entry]) -> Attached:
    """How the entries of one article are attached to each other."""
    by_seed = {entry.seed: entry for entry in sorted(entries, key=lambda entry: entry.position)}
    inside = _carried(by_seed)
    direct: dict[str, list[Attachment]] = defaultdict(list)
    for seed, child in inside.items():
        entry = by_seed[seed]
        turn = _TURNS.get(entry.act, 1)
        direct[seed].append(
            Attachment(seed, child, turn, f"passes on the words of {_named(by_seed[child])}", carries=turn == 1)
        )
    for entry in by_seed.values():
        if entry.seed not in inside and (_answers(entry) or _is_denial(entry)):
            turn = _TURNS.get(entry.act, -1)
            direct[entry.seed] += [
                Attachment(entry.seed, target, turn, f"{entry.act}: “{entry.cue or entry.content}”"[:200])
                for target in entry.responds_to or _find_denied(entry, by_seed)
                if target in by_seed and target != entry.seed
            ]
    bearers = frozenset(s for s, entry in by_seed.items() if s not in inside and says_something(entry.content))
    resolved = [each for seed in by_seed for each in _resolve(seed, direct, bearers)]
    return Attached(tuple(resolved), bearers)


def _answers(entry: Entry) -> bool:
    return entry.act in _TURNS and (entry.act in _OWN_WORDS or not says_something(entry.content))


def _find_denied(entry: Entry, by_seed: Mapping[str, Entry]) -> tuple[str, ...]:
    """What a denial without a known target denies: the earlier statement of somebody else with most of its words."""
    own = telling_words(first_said(entry.content))
    shared = [
        (len(own & telling_words(other.content)), -other.position, other.seed)
        for other in by_seed.values()
        if other.position < entry.position and other.speaker != entry.speaker and not _is_denial(other)
    ]
    best = max(shared, default=(0, 0, ""))
    return (best[2],) if best[0] >= max(LEAST_SHARED, SHARE * len(own)) else ()


def _is_denial(entry: Entry) -> bool:
    """By its act, or by words that put something as not so."""
    return entry.act in _OWN_WORDS or (entry.act == "assert" and is_negated(entry.content))


def _carried(by_seed: Mapping[str, Entry]) -> dict[str, str]:
    """Carriers, each with the one statement that its content consists of."""
    children: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_seed.values():
        if entry.parent is not None and entry.parent in by_seed and entry.parent != entry.seed:
            children[entry.parent].append(entry)
    return {
        seed: inside[0].seed
        for seed, inside in children.items()
        if len(inside) == 1 and _covers(inside[0], by_seed[seed]) and says_something(inside[0].content)
    }


def _covers(child: Entry, holder: Entry) -> bool:
    whole = words_in(holder.content)
    parts = sum(len(words_in(text)) for text in (child.source, child.cue, child.content))
    return parts >= COVERED * len(whole)


def _resolve(seed: str, direct: Mapping[str, Sequence[Attachment]], bearers: frozenset[str]) -> list[Attachment]:
    """The attachments of an entry to bearers: through carriers and pointers, and on from denials that are attached."""
    found: dict[str, Attachment] = {}
    waiting = list(direct.get(seed, ()))
    seen = {seed}
    while waiting:
        each = waiting.pop(0)
        if each.target in seen:
            continue
        seen.add(each.target)
        if each.target in bearers:
            found.setdefault(each.target, each)
        for further in direct.get(each.target, ()):
            turn: Turn = 0 if 0 in (each.turn, further.turn) else 1 if each.turn == further.turn else -1
            waiting.append(Attachment(seed, further.target, turn, each.evidence, carries=each.carries))
    return list(found.values())


def _named(entry: Entry) -> str:
    return entry.speaker or entry.source or "somebody not named"
