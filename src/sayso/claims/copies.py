"""Articles, or passages of them, that repeat another's text: found by exact passages, proved word by word.

What stands in quotation marks does not count by itself: two who sat in one briefing quote the same words.
So do not captions, bylines and what an outlet prints under everything. What counts are the writer's own words:
in stretches that are the same (``find_runs``), or sentence by sentence, names and numbers in order
(``find_likeness``), where an article is written anew from another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

from sayso.claims.credits import Credit, find_credits, find_signed
from sayso.claims.outlet_names import are_one_outlet, name_key
from sayso.claims.passages import Run, Words, find_runs, find_words
from sayso.claims.pieces import Piece, find_boxes
from sayso.claims.rewriting import Likeness, find_likeness
from sayso.types import CharSpan

CopyKind = Literal["verbatim", "rewritten", "partial"]
"""``verbatim``: nearly all of both texts is the same; ``rewritten``: most of the copy tells what the other does, in
other words; ``partial``: passages are the same, with much of the original left out or much else around them."""

Direction = Literal["credit", "time"]

LEAST_RUN: Final = 6
"""Words of a stretch that is looked at: shorter ones are phrases of the language."""
LEAST_PASSAGE: Final = 12
"""Own words of a passage that counts as repeated. Stock phrases and the same facts come to eight or nine."""
LEAST_LONGEST: Final = 18
LEAST_REPEATED: Final = 24
"""Own words of the longest such passage, and of all, that make a copy of an article that is not one as a whole: a
sentence of news. Agencies' live reports share several shorter ones ("It takes … votes to win")."""
NEARLY_ALL: Final = 0.8
MOST: Final = 0.7
LEAST_LIKE: Final = 0.5
"""Share of a rewritten copy that is told in the original, without a credit and (``LEAST_LIKE_CREDITED``) with one."""
LEAST_LIKE_CREDITED: Final = 0.4
LEAST_ORDER: Final = 0.6
GAP: Final = 4
"""Words between two stretches, in both texts, that are passed over: a word changed, a title left out."""
_MOST_PASSAGES: Final = 100
"""Passages that others are compared with for saying the same: bounds the time."""


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """The same passage in the copy and in what it is of; ``exact``: word for word, else told anew."""

    copy: CharSpan
    of: CharSpan
    exact: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """Article ``copy`` repeats article ``of`` (keys).

    ``direction`` tells how it is known which is the copy; None: it is not, and the keys stand in their order.
    ``credited``: the copy names the other's outlet, or both name an ``agency`` whose own article is neither.
    ``score`` is the share of the copy's own words, 0 to 1, that the other has. ``evidence`` are the credits.
    """

    copy: str
    of: str
    kind: CopyKind
    credited: bool
    passages: tuple[Passage, ...]
    score: float
    evidence: tuple[Credit, ...] = ()
    direction: Direction | None = None
    agency: str | None = None
    how: str = ""


def find_copy(one: Piece, other: Piece) -> Copy | None:
    """Which of two articles copies the other; None if neither does. The same for either order of the two.

    Versions of one article (one key) are no copies.
    """
    if one.article == other.article:
        return None
    first, second = sorted((one, other), key=lambda piece: piece.article)
    copy, of, direction, evidence = _direct(first, second)
    agency = _shared_agency(copy, of)
    proof = _prove(copy, of)
    credited = bool(evidence) or agency is not None
    kind = _kind_of(proof, credited=credited)
    if kind is None:
        return None
    if agency is not None and direction != "credit":
        direction = None
    return Copy(
        copy=copy.article,
        of=of.article,
        kind=kind,
        credited=credited,
        passages=proof.passages if kind != "rewritten" else _with_told_anew(proof),
        score=round(max(proof.exact, proof.likeness.share if kind == "rewritten" else 0.0), 4),
        evidence=evidence or _signatures(copy, of, agency),
        direction=direction,
        agency=agency,
        how=_tell(direction, evidence, agency, (copy, of)),
    )


# ---------------------------------------------------------------- direction


def _direct(first: Piece, second: Piece) -> tuple[Piece, Piece, Direction | None, tuple[Credit, ...]]:
    """Copy, original, how that is known, and the copy's credits; as given where it is not."""
    ours, theirs = _credits(first, second), _credits(second, first)
    sides = {any(credit.signs for credit in ours): 1, any(credit.signs for credit in theirs): -1}
    by_credit = sides.get(True, 0) if len(sides) > 1 else (bool(ours) - bool(theirs))
    if by_credit:
        return (first, second, "credit", ours) if by_credit > 0 else (second, first, "credit", theirs)
    by_time = _later(first.when, second.when) or _later(first.modified, second.modified)
    if by_time:
        return (first, second, "time", ours) if by_time > 0 else (second, first, "time", theirs)
    return first, second, None, ours


def _credits(piece: Piece, other: Piece) -> tuple[Credit, ...]:
    if other.outlet is None or are_one_outlet(piece.outlet, other.outlet):
        return ()
    return find_credits(piece, other.outlet)


def _later(one: str, other: str) -> int:
    """1 if ``one`` is surely later, -1 if it is earlier, 0 if nobody knows: compared as precisely as both are given."""
    known = min(len(_moment(one)), len(_moment(other)))
    short, other_short = _moment(one)[:known], _moment(other)[:known]
    return (short > other_short) - (short < other_short)


def _moment(value: str) -> str:
    """A moment in UTC where its zone is known, as written otherwise; a day is a day wherever."""
    try:
        parsed = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return ""
    if parsed is None or parsed.tzinfo is None:
        return value[:19]
    return parsed.astimezone(UTC).isoformat()[:19]


def _shared_agency(one: Piece, other: Piece) -> str | None:
    """An outlet that both are signed with and that published neither."""
    names = {name_key(credit.outlet): credit.outlet for credit in find_signed(one)}
    shared = names.keys() & {name_key(credit.outlet) for credit in find_signed(other)}
    published = {name_key(piece.outlet) for piece in (one, other) if piece.outlet}
    return min((names[key] for key in shared - published), default=None)


def _signatures(one: Piece, other: Piece, agency: str | None) -> tuple[Credit, ...]:
    if agency is None:
        return ()
    signed = (*find_signed(one), *find_signed(other))
    return tuple(credit for credit in signed if name_key(credit.outlet) == name_key(agency))


def _tell(
    direction: Direction | None, evidence: Sequence[Credit], agency: str | None, pieces: tuple[Piece, Piece]
) -> str:
    copy, of = pieces
    if direction == "credit":
        return f"credits {of.outlet}: “{evidence[0].words[:120]}”"
    if agency is not None:
        return f"both are signed by {agency}: which was first is not known"
    if direction == "time":
        if _later(copy.when, of.when):
            return f"published later: {copy.when} after {of.when}"
        return f"modified later: {copy.modified} after {of.modified}"
    return "neither credit nor time tells which was first"


# ---------------------------------------------------------------- proof


@dataclass(frozen=True, slots=True)
class _Proof:
    """How much of the copy is proved to be the original's.

    ``exact``, ``exact_of``: shares of the own words of copy and original in the same stretches; ``repeated``: own words
    of the copy in passages long enough to count, 0 where none is a sentence long.
    """

    words: tuple[Words, Words]
    passages: tuple[Passage, ...]
    exact: float
    exact_of: float
    repeated: int
    likeness: Likeness


def _prove(copy: Piece, of: Piece) -> _Proof:
    words, fellows = find_words(copy.text), find_words(of.text)
    own, theirs = _own(copy, words), _own(of, fellows)
    runs = find_runs(fellows.plain, words.plain, LEAST_RUN)
    counted = [
        [place for place in range(run.length) if run.b + place in own and run.a + place in theirs] for run in runs
    ]
    exact = {run.b + place for run, places in zip(runs, counted, strict=True) for place in places}
    exact_of = {run.a + place for run, places in zip(runs, counted, strict=True) for place in places}
    stretches = [(stretch, len(exact.intersection(range(stretch[0], stretch[1])))) for stretch in _merge(runs)]
    long = [(stretch, size) for stretch, size in stretches if size >= LEAST_PASSAGE]
    if are_one_outlet(copy.outlet, of.outlet):
        long = [each for each in long if 2 * each[1] > len(own) or not _ends_both(each[0], max(own), max(theirs))]
    return _Proof(
        words=(words, fellows),
        passages=tuple(
            Passage(words.span_of(start, end), fellows.span_of(a, b), exact=True) for (start, end, a, b), _ in long
        ),
        exact=len(exact) / len(own) if own else 0.0,
        exact_of=len(exact_of) / len(theirs) if theirs else 0.0,
        repeated=_count_once(words, long) if max((size for _, size in long), default=0) >= LEAST_LONGEST else 0,
        likeness=find_likeness(words, fellows, (own, theirs)),
    )


def _ends_both(stretch: tuple[int, int, int, int], last: int, other: int) -> bool:
    """Whether a passage is the last of both texts: an outlet prints its notes under many of its articles."""
    return stretch[1] + GAP > last and stretch[3] + GAP > other


def _count_once(words: Words, passages: Iterable[tuple[tuple[int, int, int, int], int]]) -> int:
    """Own words of passages, without those that say again what another says: a live report repeats itself."""
    total = 0
    counted: list[frozenset[str]] = []
    for (start, end, _, _), size in sorted(passages, key=lambda each: (-each[1], each[0])):
        plain = frozenset(words.plain[start:end])
        if not any(len(plain & other) >= NEARLY_ALL * len(plain) for other in counted[:_MOST_PASSAGES]):
            counted.append(plain)
            total += size
    return total


def _own(piece: Piece, words: Words) -> frozenset[int]:
    aside = (*piece.quotations, *piece.furniture, *find_boxes(piece.text))
    return frozenset(range(len(words.plain))) - words.numbers_in(aside)


def _merge(runs: Iterable[Run]) -> list[tuple[int, int, int, int]]:
    """Word ranges of passages (start and end in the copy, in the original): stretches with a few words between."""
    merged: list[tuple[int, int, int, int]] = []
    for run in runs:
        if merged:
            start, end, a, b = merged[-1]
            if run.b - end <= GAP and 0 <= run.a - b <= GAP:
                merged[-1] = (start, run.b + run.length, a, run.a + run.length)
                continue
        merged.append((run.b, run.b + run.length, run.a, run.a + run.length))
    return merged


def _kind_of(proof: _Proof, *, credited: bool) -> CopyKind | None:
    like = proof.likeness
    enough = LEAST_LIKE_CREDITED if credited else LEAST_LIKE
    if proof.exact >= NEARLY_ALL and proof.repeated >= LEAST_REPEATED:
        return "verbatim" if proof.exact_of >= MOST else "partial"
    if like.share >= enough and like.order >= LEAST_ORDER:
        return "partial" if proof.exact >= NEARLY_ALL * like.share else "rewritten"
    return "partial" if proof.repeated >= LEAST_REPEATED else None


def _with_told_anew(proof: _Proof) -> tuple[Passage, ...]:
    """The exact passages, and the pairs of sentences that tell the same beside them."""
    words, fellows = proof.words
    told = (
        Passage(words.span_of(*ours), fellows.span_of(*theirs), exact=False) for ours, theirs in proof.likeness.pairs
    )
    covered = [passage.copy for passage in proof.passages]
    rest = (each for each in told if not any(c.start < each.copy.end and each.copy.start < c.end for c in covered))
    return tuple(sorted((*proof.passages, *rest)))
