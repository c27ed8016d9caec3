"""Whom a pronoun, a role or a silent source means: candidates, what speaks for each, and how much.

A candidate's clues are short texts ("sentences back: 1", "spoke last"); their weights were
learnt (training/antecedents.py). The candidates share the probability among them, and one of
them is nobody: an honest "unknown".
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp
from typing import Final, NamedTuple

from sayso.meaning.exclusions import is_barred
from sayso.meaning.kindred import are_akin
from sayso.meaning.kinds import nouns
from sayso.meaning.names import Gender, gendered_nouns
from sayso.meaning.parties import is_other_party
from sayso.meaning.referents import Referent
from sayso.meaning.stage import SUBJECTS, Event, Stage
from sayso.types import CharSpan, Statement

MOST_CANDIDATES: Final = 24
"""Candidates weighed, the nearest ones: in training 99 of 100 antecedents are among the nearest twelve."""


_AHEAD: Final = 3
"""Sentences ahead in which somebody only described so far may be named: "a judge said …. Judge Vel ruled"."""
_BESIDE: Final = 2
"""Sentences back in which several people are sooner "they" than the outlet that they told."""
_NEAR: Final = 4
_FAR: Final = 9
"""Sentences back from which on they are told apart no more."""


_ANY: Final = frozenset({"person", "human", "organization", "outlet", "body", "outlet-like", "document"})
"""Sorts of referents that a noun which no list holds may be said of."""


class Anaphor(NamedTuple):
    """What is to be resolved: a word at ``token`` of statement ``statement``.

    ``sort`` is he, she, it, they, noun or silent; ``head`` is the noun's lemma and ``marks``
    the lemmas beside it.
    """

    token: int
    statement: int
    sort: str
    head: str = ""
    marks: frozenset[str] = frozenset()
    definite: bool = False
    plural: bool = False
    owned: bool = False
    """Whether "her", "their" or a name stands before it."""
    first: int = 0
    """The first token of its phrase: who is named inside of it is not meant by it."""
    end: int = 0
    """The token after its phrase."""
    kinds: frozenset[str] = frozenset()
    """Sorts of referents that the noun can be said of; empty for any."""
    opening: str = "no"
    """headline, lead or no: both announce people and bodies that the article names further down."""
    bare: bool = False
    """Whether nothing follows the noun, as in "the Lisle senator": whoever is meant was told of before."""
    owner: int | None = None
    """Whom "his" or "her" before the noun means, by number."""


class Candidate(NamedTuple):
    """A referent with the clues for and against it; ``referent`` is None for nobody."""

    referent: int | None
    clues: tuple[str, ...]


def find_candidates(anaphor: Anaphor, stage: Stage) -> tuple[Candidate, ...]:
    """Whom the anaphor can mean, nearest first, and nobody last."""
    if anaphor.sort == "noun" and anaphor.plural and not anaphor.definite:
        return (Candidate(None, ("nobody",)),)  # "officials said" are whoever says so, not those named before
    fitting = sorted(
        ((e, i) for i in range(len(stage.referents)) if (e := _fitting(i, anaphor, stage))),
        key=lambda pair: abs(pair[0].token - anaphor.token),
    )
    # What bars a candidate is looked at last, and for the nearest ones only: an article may name hundreds.
    nearest = list(islice(((e, i) for e, i in fitting if not is_barred(i, e, anaphor, stage)), MOST_CANDIDATES))
    if anaphor.sort == "they":
        nearest = _agreeing(nearest, stage.sentence_of(anaphor.token), stage)
    if anaphor.sort == "noun" and not anaphor.definite:
        nearest = _announced(nearest, anaphor, stage)
    previous = _previous(anaphor, stage)
    most = max((stage.count_before(i, anaphor.token) for _, i in nearest), default=0)
    found = [
        Candidate(i, tuple(_clues(anaphor, i, e, Place(rank, most, previous), stage)))
        for rank, (e, i) in enumerate(nearest)
    ]
    return (*found, Candidate(None, tuple(_nobody(anaphor, len(found), previous, stage))))


def could_mean(referent: int, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether nothing tells that the anaphor does not mean a referent."""
    return _allowed(referent, anaphor, stage) is not None


def _fitting(referent: int, anaphor: Anaphor, stage: Stage) -> Event | None:
    """The mention to count from of a referent whose kind, number and gender allow that it is meant."""
    return _event(referent, anaphor, stage) if fits(stage.referents[referent], anaphor) else None


def _allowed(referent: int, anaphor: Anaphor, stage: Stage) -> Event | None:
    """The mention of a referent to count from; None where the anaphor cannot mean it."""
    event = _fitting(referent, anaphor, stage)
    return None if event is None or is_barred(referent, event, anaphor, stage) else event


def _agreeing(nearest: list[tuple[Event, int]], here: int, stage: Stage) -> list[tuple[Event, int]]:
    """What "they" in sentence ``here`` can mean: one body only where no several people are nearer.

    An outlet that was told, or that reports, is not "they" beside several people.
    """
    several = next((n for n, (_, i) in enumerate(nearest) if stage.referents[i].plural), len(nearest))
    close = several < len(nearest) and here - stage.sentence_of(nearest[several][0].token) <= _BESIDE
    found = []
    for place, (event, number) in enumerate(nearest):
        referent = stage.referents[number]
        if referent.plural or (place < several and not (close and referent.sort == "outlet")):
            found.append((event, number))
    return found


def _announced(nearest: list[tuple[Event, int]], anaphor: Anaphor, stage: Stage) -> list[tuple[Event, int]]:
    """Of those named only further down, whom the noun fits, where it fits any: "Judge rejects" is no party's deed."""
    fitting = {i for event, i in nearest if event.role == "ahead" and _resembles(anaphor, stage.referents[i])}
    return [(event, i) for event, i in nearest if not fitting or event.role != "ahead" or i in fitting]


def fits(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether the kind of referent, its number and its gender allow it."""
    if anaphor.sort == "noun":
        return _fits_noun(referent, anaphor)
    if anaphor.sort in ("he", "she"):
        one = referent.sort in ("person", "human") and not referent.plural
        return one and not _clash(referent.gender, anaphor.sort)
    if anaphor.sort == "it":
        return referent.sort not in ("person", "human") and not referent.plural
    if anaphor.sort == "they":
        return referent.plural or referent.sort in ("organization", "outlet", "place", "group", "body")
    return referent.sort in ("person", "human", "organization", "outlet", "document")


def _fits_noun(referent: Referent, anaphor: Anaphor) -> bool:
    if referent.sort not in (anaphor.kinds or _ANY) or referent.plural != anaphor.plural:
        return False
    if is_other_party(anaphor.head, referent.roles):
        return False
    return {gendered_nouns().get(anaphor.head, "u"), referent.gender} != {"f", "m"}


def _clash(gender: Gender, pronoun: str) -> bool:
    return (gender, pronoun) in (("f", "he"), ("m", "she"))


def _event(referent: int, anaphor: Anaphor, stage: Stage) -> Event | None:
    """The mention to count from: the last before, or one that follows in the same sentence."""
    inside = stage.next_token(referent, anaphor.first) if anaphor.end else None
    if inside is not None and inside != anaphor.token and inside < anaphor.end:
        return None  # "Vel's brief" is not Vel, nor "an aide to Vel"
    event = stage.last_event(referent, anaphor.token)
    if event is not None:
        return event
    following = stage.next_token(referent, anaphor.token + 1)
    reach = _AHEAD if anaphor.sort in ("noun", "silent") else 0
    if anaphor.sort == "noun" and (anaphor.opening == "headline" or _resembles(anaphor, stage.referents[referent])):
        reach = _FAR
    if following is not None and stage.sentence_of(following) - stage.sentence_of(anaphor.token) <= reach:
        return Event(following, "ahead", "name")
    return None


def _resembles(anaphor: Anaphor, referent: Referent) -> bool:
    """Whether the noun is a role of the candidate's, or it, one like it or a word beside it is in its name."""
    name = _words_of(referent)
    if are_akin(anaphor.head, referent.roles) or (anaphor.marks | {anaphor.head}) & name:
        return True
    return referent.sort == "organization" and are_akin(anaphor.head, name)


def _words_of(referent: Referent) -> frozenset[str]:
    return frozenset(word.lower() for word in referent.name.split())


class Place(NamedTuple):
    """Where a candidate stands among all: ``most`` is the highest count of mentions, ``previous`` who spoke last."""

    rank: int
    most: int
    previous: tuple[int, ...]


def _previous(anaphor: Anaphor, stage: Stage) -> tuple[int, ...]:
    """Who spoke last and who before, by number."""
    found: list[int] = []
    for speaking in reversed(stage.speakings):
        if speaking.token < anaphor.token and speaking.referent not in found:
            found.append(speaking.referent)
        if len(found) == 2:  # noqa: PLR2004 - as the docstring says
            break
    return tuple(found)


def _clues(anaphor: Anaphor, number: int, event: Event, place: Place, stage: Stage) -> Iterator[str]:
    referent = stage.referents[number]
    back = min(stage.sentence_of(anaphor.token) - stage.sentence_of(event.token), _FAR)
    paragraphs = max(min(stage.paragraph_of(anaphor.token) - stage.paragraph_of(event.token), 4), -1)
    sentences = str(back) if back < _NEAR else "4-8" if back < _FAR else "9+"
    rank = str(min(place.rank, 4))
    yield f"sentences back: {sentences}"
    yield f"paragraphs back: {paragraphs}"
    yield f"rank: {rank}"
    yield f"role: {event.role}"
    yield f"sentences back, role: {sentences}, {event.role}"
    yield f"rank, role: {rank}, {event.role}"
    yield f"by: {event.by}"
    count = stage.count_before(number, anaphor.token)
    yield f"count: {min(count.bit_length(), 5)}"
    if count and count == place.most:
        yield "named most"
    spoke = place.previous.index(number) if number in place.previous else None
    yield f"spoke: {spoke}"
    yield f"spoke, paragraphs back: {spoke}, {paragraphs}"
    yield f"spoke, sentences back: {spoke}, {sentences}"
    yield f"spoke, rank: {spoke}, {rank}"
    if stage.quotation_at(stage.scene.tokens[event.token].span.start):
        yield "in quotation"
        yield f"in quotation, rank: {rank}"
    if event.token in _subjects_before(anaphor, stage):
        yield "subject of the last sentence"
    yield from _against(anaphor, number, stage)
    if anaphor.sort in ("he", "she"):
        yield f"sort: {referent.sort}"
        yield f"sort, spoke: {referent.sort}, {spoke}"
        yield f"sort, sentences back: {referent.sort}, {sentences}"
        yield "gender told" if referent.gender != "u" else "gender open"
    if anaphor.sort not in ("he", "she"):
        yield f"sort: {anaphor.sort} {referent.sort}"
        yield f"plural: {anaphor.sort} {referent.plural}"
    if anaphor.sort in ("noun", "silent"):
        yield from _announcing(anaphor, number, stage, ahead=event.role == "ahead")
    if anaphor.sort == "noun":
        yield from _likeness(anaphor, referent, ahead=event.role == "ahead")
        if anaphor.bare and anaphor.definite:
            yield f"bare, sort: {referent.sort}"
            yield f"bare, spoke: {spoke}, {referent.sort}"
            yield f"bare, sentences back: {sentences}, {referent.sort}"
            yield f"bare, role: {event.role}, {referent.sort}"


def _announcing(anaphor: Anaphor, number: int, stage: Stage, *, ahead: bool) -> Iterator[str]:
    """Whether the candidate says the same elsewhere: "Judge rejects suit", and three lines on who the judge is."""
    alike = _alike(anaphor, number, stage)
    yield f"says alike: {alike}"
    yield f"says alike, opening: {alike}, {anaphor.opening}, {ahead}"
    if ahead and anaphor.sort == "noun":
        referent = stage.referents[number]
        opened = anaphor.opening != "no" and not anaphor.definite
        told = f"announced: {opened}, fitting: {_resembles(anaphor, referent)}, says alike: {alike in '123'}"
        yield told
        yield f"{told}, sort: {referent.sort}"


def _alike(anaphor: Anaphor, number: int, stage: Stage) -> str:
    """How far a statement under the candidate's name has the same words: a headline says what is told below."""
    own = stage.words_of(anaphor.statement)
    others = [stage.words_of(n) for n in stage.statements_of(number) if n != anaphor.statement]
    if not others:
        return "silent"
    shares = [len(own & words) / max(min(len(own), len(words)), 1) for words in others if len(own & words) > 1]
    return str(bisect_right(_SHARES, max(shares, default=0.0)))


_SHARES: Final = (0.2, 0.4, 0.6)
"""Shares of common words that are told apart."""


def _subjects_before(anaphor: Anaphor, stage: Stage) -> frozenset[int]:
    """The subjects of the sentence before."""
    sentence = stage.sentence_of(anaphor.token) - 1
    if sentence < 0:
        return frozenset()
    inside = stage.scene.tokens_in(stage.scene.sentences[sentence])
    return frozenset(i for i in inside if stage.scene.tokens[i].dep in SUBJECTS)


def _against(anaphor: Anaphor, number: int, stage: Stage) -> Iterator[str]:
    """Signs that it is somebody else: the words themselves name him."""
    statement = stage.scene.statements[anaphor.statement]
    if _is_named_in(statement.content.spans, number, stage):
        yield f"named in content: {statement.kind == 'direct'}"
    if statement.cue.spans and _is_named_in(statement.cue.spans, number, stage):
        yield "named in cue"


def _is_named_in(spans: Sequence[CharSpan], number: int, stage: Stage) -> bool:
    for span in spans:
        inside = stage.scene.tokens_in(span)
        token = stage.next_token(number, inside.start)
        if token is not None and token < inside.stop:
            return True
    return False


def _likeness(anaphor: Anaphor, referent: Referent, *, ahead: bool) -> Iterator[str]:
    same = anaphor.head in referent.roles
    akin = are_akin(anaphor.head, referent.roles)
    yield f"akin: {akin}, definite: {anaphor.definite}"
    yield f"akin: {akin}, sort: {referent.sort}"
    kinds = nouns().get(anaphor.head, ("unknown",))
    yield f"kind: {kinds[0]} {referent.sort}"
    yield f"kind, definite: {kinds[0]} {referent.sort}, {anaphor.definite}"
    yield f"owned: {anaphor.owned}, same role: {same}"
    shared = min(len(anaphor.marks & (referent.marks | referent.roles)), 2)
    yield f"same role: {same}, definite: {anaphor.definite}"
    yield f"same role: {same}, marks shared: {shared}"
    yield f"marks: {min(len(anaphor.marks), 2)}, shared: {shared}"
    name = _words_of(referent)
    if anaphor.head in name:
        yield "in name"
    if anaphor.marks & name:
        yield "mark in name"
    named = "head" if anaphor.head in name else "mark" if anaphor.marks & name else "no"
    yield f"opening: {anaphor.opening}, ahead: {ahead}, akin: {akin}, named: {named}"
    yield f"opening: {anaphor.opening}, ahead: {ahead}, definite: {anaphor.definite}, sort: {referent.sort}"


def _nobody(anaphor: Anaphor, count: int, previous: Sequence[int], stage: Stage) -> Iterator[str]:
    statement = stage.scene.statements[anaphor.statement]
    yield "nobody"
    yield f"nobody: {anaphor.sort}"
    yield f"nobody, candidates: {min(count, 3)}"
    yield f"nobody, spoken: {bool(previous)}"
    if anaphor.sort == "noun":
        yield f"nobody, head: {anaphor.head}"
        yield f"nobody, definite: {anaphor.definite}, plural: {anaphor.plural}"
        yield f"nobody, definite: {anaphor.definite}, marks: {min(len(anaphor.marks), 2)}"
        yield f"nobody, owned: {anaphor.owned}"
        yield f"nobody, opening: {anaphor.opening}, definite: {anaphor.definite}, plural: {anaphor.plural}"
        yield f"nobody, bare: {anaphor.bare}, definite: {anaphor.definite}, plural: {anaphor.plural}"
        yield f"nobody, bare: {anaphor.bare}, definite: {anaphor.definite}, owned: {anaphor.owned}"
        kinds = nouns().get(anaphor.head, ("unknown",))
        yield f"nobody, kind: {kinds[0]}, definite: {anaphor.definite}, plural: {anaphor.plural}"
    if anaphor.sort == "silent":
        yield from _silence(statement, stage)


def _silence(statement: Statement, stage: Stage) -> Iterator[str]:
    yield f"nobody, kind: {statement.kind}"
    yield f"nobody, cue: {bool(statement.cue.spans)}, {statement.kind}"
    for index in (i for span in statement.cue.spans for i in stage.scene.tokens_in(span)):
        yield f"nobody, cue: {stage.scene.tokens[index].lemma.lower()}"
        yield f"nobody, cue tag: {stage.scene.tokens[index].tag}"


def weigh_candidates(candidates: Sequence[Candidate], weights: Mapping[str, float]) -> tuple[float, ...]:
    """The probability of each candidate; they sum to 1."""
    scores = [sum(weights.get(clue, 0.0) for clue in candidate.clues) for candidate in candidates]
    top = max(scores)
    grown = [exp(score - top) for score in scores]
    return tuple(value / sum(grown) for value in grown)


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """Weight by clue, for each class of anaphors."""
    data = (files("sayso.meaning") / "data" / "antecedent-weights.json").read_text("utf-8")
    loaded: dict[str, dict[str, float]] = json.loads(data)
    return loaded
