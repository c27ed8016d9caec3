"""Entries that speak of what other entries of their article say: they appear in those entries' claims.

- A *carrier*'s content is another statement ("the paper reported that two people had said that …").
- A *pointer* says nothing by itself ("That is false", "confirmed the report"): it stands for what it answers.
- A denial or doubt with words of its own takes part in grouping, and in the claims of what it answers.

All of this is found within one article, so it stays as it is whatever other articles come.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sayso.claims.lists import words_of
from sayso.claims.pointing import find_owner, find_topic, points_back
from sayso.claims.stating import is_verdict, states
from sayso.claims.values import Entry
from sayso.claims.wording import (
    calls_report_false,
    first_said,
    first_sentence,
    is_negated,
    judges_report,
    leaves_open,
    says_something,
    telling_words,
    turns_round,
)
from sayso.text.words import words_in

Turn = Literal[1, -1, 0]
"""What an entry does with what it is attached to: stands for it (1), against it (-1), or doubts it (0)."""

COVERED: Final = 0.7
"""Share of a content's words that the statement inside must have for its holder to be a mere carrier of it."""

LEAST_SHARED: Final = 2
SHARE: Final = 0.4
"""Telling words, and their share of a denial's, that the statement it denies must have where nothing else tells."""

MOST: Final = 0.6
"""Share of a denial's words that another must have to deny the same."""

NEAR_BY: Final = 2
"""Statements that lie between "that" and what it means, less one: farther ones are seldom meant."""

_UNDENIED: Final = ("demand", "promise")
"""What is demanded or promised may be refused; it cannot be denied."""

_DONE: Final = ("praise", "agree", "refuse")
"""Acts by which a source does something: who tells of them ("he had approved the plan") carries no words of theirs."""

_TURNS: Final[dict[str, Turn]] = {"deny": -1, "doubt": 0, "confirm": 1, "admit": 1, "agree": 1}
_DOING: Final[dict[Turn, str]] = {1: "confirms", -1: "denies", 0: "doubts"}
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
    ordered = sorted(entries, key=lambda entry: entry.position)
    by_seed = {entry.seed: entry for entry in ordered}
    inside = _carried(by_seed)
    direct: dict[str, list[Attachment]] = defaultdict(list)
    for seed, child in inside.items():
        entry = by_seed[seed]
        turn = _TURNS.get(entry.act, 1)
        direct[seed].append(
            Attachment(seed, child, turn, f"passes on the words of {_named(by_seed[child])}", carries=turn == 1)
        )
    answering = [entry for entry in ordered if entry.seed not in inside and (_answers(entry) or _is_denial(entry))]
    deniable = [entry for entry in ordered if by_seed[inside.get(entry.seed, entry.seed)].act not in _UNDENIED]
    denied = _find_denied([entry for entry in answering if _is_denial(entry)], deniable)
    for entry in answering:
        targets = (
            denied[entry.seed] if entry.seed in denied else [each for each in entry.responds_to if each in by_seed]
        )
        direct[entry.seed] += [
            Attachment(entry.seed, target, _turn_of(entry), _explain(entry, by_seed[target]))
            for target in targets
            if target != entry.seed
        ]
    borne_on = {each.target for found in direct.values() for each in found if not each.carries}
    bearers = frozenset(
        seed
        for seed, entry in by_seed.items()
        if seed not in inside and says_something(entry.text) and (states(entry) or seed in borne_on)
        if entry.parent not in by_seed or not is_verdict(entry, by_seed[entry.parent])
    )
    resolved = [each for seed in by_seed for each in _resolve(seed, direct, bearers)]
    return Attached(tuple(resolved), bearers)


def _explain(entry: Entry, target: Entry) -> str:
    """Why an entry is in the claim of another of its article, as one reader would tell another."""
    said = f"{_DOING[_turn_of(entry)]} the words of {_named(target)} in the same article"
    return f"{said}: “{entry.cue}”" if entry.cue else said


def _answers(entry: Entry) -> bool:
    return entry.act in _TURNS and (entry.act in _OWN_WORDS or not says_something(entry.text) or not states(entry))


def _points(entry: Entry) -> bool:
    """Whether an entry says nothing but a report, which may be denied with what stands in it."""
    return find_topic(entry.content) is not None


def _turn_of(entry: Entry) -> Turn:
    return -1 if judges_report(entry) else _TURNS.get(entry.act, -1)


def _is_denial(entry: Entry) -> bool:
    """By its act, by words that put something as not so, or as one that calls a report untrue."""
    if leaves_open(entry.content):
        return False
    return entry.act in _OWN_WORDS or (entry.act == "assert" and is_negated(entry.content)) or judges_report(entry)


# ---------------------------------------------------------------- what a denial denies


def _find_denied(denials: Sequence[Entry], entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The statements of the article that each denial denies.

    First what is known to be answered; else the report that is called untrue, what "that" means, or the statement
    that has the denial's words; else what another denial in the same words denies: a headline tells it again.
    """
    found: dict[str, list[str]] = {}
    for denial in denials:
        others = [each for each in entries if each.seed != denial.seed and _may_deny(denial, each)]
        found[denial.seed] = _seek_denied(denial, others)
    for denial in denials:
        if not found[denial.seed]:
            found[denial.seed] = _share_denied(denial, denials, found)
    return found


def _may_deny(denial: Entry, other: Entry) -> bool:
    """Nobody denies himself or what states nothing, unless it is known.

    Words of no do not deny a no, nor what is asked or left open.
    """
    himself = denial.speaker is not None and denial.speaker == other.speaker
    if other.seed not in denial.responds_to and (himself or not (states(other) or _points(other))):
        return False
    if denial.act not in _OWN_WORDS and (other.act == "ask" or leaves_open(other.content)):
        return False
    own = is_negated(denial.content) and says_something(first_said(denial.content)) and not turns_round(denial)
    return not (own and is_negated(other.content))


def _seek_denied(denial: Entry, others: Sequence[Entry]) -> list[str]:
    if calls_report_false(denial):
        return _find_report(denial, others)
    first = first_sentence(denial.content)
    points = points_back(first_said(denial.content)) or not says_something(first) or bool(_OF_THE_KIND.search(first))
    known = [each for each in others if each.seed in denial.responds_to]
    if not points and denial.act not in _OWN_WORDS:
        # Words of no may answer something without denying it: "Line 219 says that nobody was told".
        known = [each for each in known if _shares(denial, each, LEAST_SHARED)]
    if known:
        return [each.seed for each in known]
    if judges_report(denial):
        return _find_report(denial, others)
    if points:
        return _find_meant(denial, others) or _find_report(denial, others)
    return _find_worded(denial, others)


def _shares(denial: Entry, other: Entry, least: int) -> bool:
    return len(telling_words(first_said(denial.content)) & telling_words(other.content)) >= least


def _find_report(denial: Entry, others: Iterable[Entry]) -> list[str]:
    """What is said in a report that is called untrue.

    Of what the article has from outlets, unnamed people and papers, what is known to be answered, and what others said
    before: first what is from a source that the denial names, then what has its matter, then reports, then what is
    known, stands before, has its source behind the outlet, and is near.
    """
    matter = telling_words(denial.text) - words_of("pointing-heads")
    owner = telling_words(find_owner(denial.content))
    said = [each for each in others if _may_be_meant(denial, each)]
    inside = {each.seed for each in said}
    ranked = [
        (
            len(owner & _names_of(each)),
            _count_shared(matter, telling_words(each.content)),
            _is_report(each),
            each.seed in denial.responds_to,
            each.position < denial.position,
            len(each.chain),
            -abs(denial.position - each.position),
            each.seed,
        )
        for each in said
        if each.parent not in inside
    ]
    return [max(ranked)[-1]] if ranked else []


def _may_be_meant(denial: Entry, other: Entry) -> bool:
    if other.seed in denial.responds_to:
        return True
    said = other.source_type not in ("none", "author") and other.position < denial.position and other.act != "ask"
    return says_something(other.content) and not _is_denial(other) and (_is_report(other) or said)


def _names_of(entry: Entry) -> frozenset[str]:
    """Words that name who says something, and the outlets that it is had from."""
    outlets = (link.name for link in entry.chain[1:] if link.kind == "outlet")
    return telling_words(" ".join((entry.source, entry.speaker or "", *outlets)))


def _count_shared(ours: frozenset[str], theirs: frozenset[str]) -> int:
    """Words in common; a single one tells nothing."""
    shared = len(ours & theirs)
    return shared if shared >= LEAST_SHARED else 0


def _is_report(entry: Entry) -> bool:
    behind = [link.kind for link in entry.chain[1:]]
    return says_something(entry.content) and (
        entry.source_type in ("outlet", "anonymous", "document") or "outlet" in behind or "anonymous" in behind
    )


def _find_meant(denial: Entry, others: Iterable[Entry]) -> list[str]:
    """What "that" means: the statement right before, no denial itself; what "no such letter" does: the last letter."""
    named = frozenset(found.casefold() for found in _SUCH.findall(first_sentence(denial.content)))
    meant = [
        (names, each.position, each.seed)
        for each in others
        if each.position < denial.position
        if (names := _names_one(each, named)) or denial.position - each.position <= NEAR_BY
        if not _is_denial(each) and each.act != "ask"
    ]
    return [max(meant)[-1]] if meant else []


def _names_one(entry: Entry, nouns: frozenset[str]) -> bool:
    return bool(nouns) and any(word.removesuffix("s") in nouns for word in words_in(entry.content))


_OF_THE_KIND: Final = re.compile(
    r"\b(?:no\s+such|nothing\s+of\s+the\s+(?:kind|sort)|none\s+of\s+(?:that|this|it))\b", re.IGNORECASE
)
_SUCH: Final = re.compile(r"\bno\s+such\s+(?!things?\b)([^\W\d_]+?)s?\b", re.IGNORECASE)


def _find_worded(denial: Entry, others: Iterable[Entry]) -> list[str]:
    """The earlier statement with most of a denial's words, no denial itself; else a later report with some of them.

    A report begins with the denial, and tells then what is denied.
    """
    own = telling_words(first_said(denial.content))
    shared = sorted(
        (-len(own & telling_words(each.content)), each.position, each.seed) for each in others if not _is_denial(each)
    )
    least = max(LEAST_SHARED, SHARE * len(own))
    before = [seed for count, position, seed in shared if -count >= least and position < denial.position]
    reports = {each.seed for each in others if _is_report(each)} if denial.act in _OWN_WORDS else set()
    after = [seed for count, position, seed in shared if -count >= LEAST_SHARED and seed in reports]
    return (before or after)[:1]


def _share_denied(denial: Entry, denials: Iterable[Entry], found: Mapping[str, Sequence[str]]) -> list[str]:
    """What another denial denies that has most of this one's words, the nearest such."""
    own = telling_words(denial.text)
    same = [
        (abs(denial.position - each.position), each.seed)
        for each in denials
        if found[each.seed] and _has_words(own, telling_words(f"{each.content} {each.text}"))
    ]
    return list(found[min(same)[1]]) if same else []


def _has_words(own: frozenset[str], others: frozenset[str]) -> bool:
    return len(own & others) >= max(LEAST_SHARED, MOST * len(own))


# ---------------------------------------------------------------- carriers


def _carried(by_seed: Mapping[str, Entry]) -> dict[str, str]:
    """Carriers, each with the one statement that its content consists of."""
    children: dict[str, list[Entry]] = defaultdict(list)
    for entry in by_seed.values():
        if entry.parent is not None and entry.parent in by_seed and entry.parent != entry.seed:
            children[entry.parent].append(entry)
    return {
        seed: inside[0].seed
        for seed, inside in children.items()
        if len(inside) == 1
        and inside[0].act not in _DONE
        and _covers(inside[0], by_seed[seed])
        and says_something(inside[0].content)
        and states(inside[0])
        and not is_verdict(inside[0], by_seed[seed])
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
