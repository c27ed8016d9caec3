"""Claims from entries and links: groups, what is attached to them, and what each appearance does with its claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sayso.claims.attaching import Attached, Attachment
from sayso.claims.decisions import ClaimStanding
from sayso.claims.grouping import Group, Member, group_entries
from sayso.claims.stating import in_full, is_unfinished
from sayso.claims.values import Appearance, Claim, Entry, Link
from sayso.claims.wording import puts_as_not_so, turns_round
from sayso.text.words import words_in
from sayso.types import Relation

_SIDES: Final[dict[Relation, int]] = {"supports": 1, "reports": 1, "denies": -1, "doubts": 0}
_PRONOUNS: Final = frozenset(
    ("he", "she", "it", "they", "we", "i", "you", "him", "her", "them", "us", "me", "this", "that", "these", "those")
)
_STANDING_FOR_NOTHING: Final = ("ask", "refuse")
_BEST_LENGTH: Final = 14
"""Words of the most readable wording of a claim: about what headlines and summaries of claims have."""


def form_claims(
    entries: Iterable[Entry], links: Iterable[Link], attached: Attached, standing: ClaimStanding | None = None
) -> tuple[Claim, ...]:
    """All claims of ``entries``, in the order of their founders.

    An attached denial whose own words nobody else puts forward has no claim of its own.
    """
    known = {entry.seed: entry for entry in entries}
    standing = standing or ClaimStanding()
    by_target: dict[str, list[Attachment]] = defaultdict(list)
    holding = defaultdict(set)
    for each in attached.attachments:
        if each.seed in known and each.target in known:
            by_target[each.target].append(each)
            holding[each.seed].add(each.target)
    groups = group_entries((known[seed] for seed in sorted(attached.bearers & known.keys())), links, standing)
    shown = [group for group in groups if len(group) > 1 or not holding[group[0].seed]]
    return tuple(to_claim(group, by_target, known, standing) for group in shown)


def to_claim(
    group: Group,
    by_target: Mapping[str, Sequence[Attachment]],
    known: Mapping[str, Entry],
    standing: ClaimStanding,
) -> Claim:
    """The claim of a group and of what is attached to its members."""
    turned = _turn_to_positive(group, known)
    own = {member.seed: _appear(member, known[member.seed]) for member in turned}
    for member in turned:
        for each in by_target.get(member.seed, ()):
            if each.seed not in own:
                own[each.seed] = _attach(each, own[member.seed], known[each.seed])
    founder = turned[0].seed
    appearances = (_decided(each, turned, standing) for each in own.values())
    ordered = tuple(sorted(appearances, key=lambda each: each.entry.order))
    names = [standing.names[member.seed] for member in turned if member.seed in standing.names]
    return Claim(founder, _word(turned, known), ordered, names[-1] if names else None)


def _turn_to_positive(group: Group, known: Mapping[str, Entry]) -> Group:
    """Signs such that 1 is the side whose words hold no negation, where all of the other's do.

    "No order was given" denies the claim that one was.
    """
    plain = {member.sign for member in group if not puts_as_not_so(known[member.seed])}
    if plain == {-1}:
        return tuple(Member(m.seed, -m.sign, m.score, m.evidence) for m in group)
    return group


def _appear(member: Member, entry: Entry) -> Appearance:
    return Appearance(entry, _relate(member, entry), member.score, member.evidence)


def _relate(member: Member, entry: Entry) -> Relation:
    if entry.act == "doubt":
        return "doubts"
    side = -member.sign if turns_round(entry) else member.sign
    if side < 0:
        return "denies"
    return "reports" if passes_on(entry) else "supports"


def passes_on(entry: Entry) -> bool:
    """Whether an outlet reports what it has from somebody it names or describes, or somebody asks or will not say."""
    cites = entry.source_type == "outlet" and bool(entry.chain) and entry.chain[-1].kind != "outlet"
    return cites or entry.act in _STANDING_FOR_NOTHING


def _attach(each: Attachment, target: Appearance, entry: Entry) -> Appearance:
    side = each.turn * _SIDES[target.relation]
    relation: Relation = "supports"
    if each.carries:
        relation = "reports"
    elif side == 0:
        relation = "doubts"
    elif side < 0:
        relation = "denies"
    return Appearance(entry, relation, 1.0, each.evidence)


def _decided(each: Appearance, group: Group, standing: ClaimStanding) -> Appearance:
    for member in group:
        relation = standing.relations.get((each.entry.seed, member.seed))
        if relation is not None:
            return Appearance(each.entry, relation, 1.0, "by hand")
    if any((min(each.entry.seed, m.seed), max(each.entry.seed, m.seed)) in standing.together for m in group):
        return Appearance(each.entry, each.relation, 1.0, "by hand")
    return each


def _word(group: Group, known: Mapping[str, Entry]) -> str:
    """The clearest wording: of the side that puts it forward, with names, neither short nor long, said plainly."""
    sides = [member for member in group if member.sign > 0] or list(group)
    best = min(sides, key=lambda member: (_unclear(known[member.seed]), known[member.seed].order))
    return tidy(in_full(known[best.seed]))


def _unclear(entry: Entry) -> float:
    words = words_in(entry.text)
    vague = _PRONOUNS - {"i", "me"} if "[" in entry.text else _PRONOUNS
    pronouns = sum(word in vague for word in words[1:]) + (bool(words) and words[0] in vague - {"that"})
    length = abs(len(words) - _BEST_LENGTH) / _BEST_LENGTH
    worse = puts_as_not_so(entry) + (entry.act in ("deny", "doubt", "ask")) + 2 * is_unfinished(entry)
    return round(2 * pronouns + length + worse, 3)


_MARKS: Final = '“”"'


def tidy(text: str) -> str:
    """A content as a sentence: without "that" in front and marks of quotation around all of it.

    A mark whose other half is missing goes, and so does the full stop of a single sentence: others have none, for it
    stands outside of a content.
    """
    plain = " ".join(text.split()).strip("«»‘ ,;:").removeprefix("that ").strip()
    inner = plain.strip(_MARKS + " ,;:")
    if not any(mark in inner for mark in _MARKS):
        plain = inner
    elif plain.count('"') == 1 or plain.count("“") != plain.count("”"):
        plain = "".join(letter for letter in plain if letter not in _MARKS).strip()
    if plain.count(".") == 1:
        plain = plain.removesuffix(".")
    return plain[:1].upper() + plain[1:]
