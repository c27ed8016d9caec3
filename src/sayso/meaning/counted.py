"""What a figure counts or measures, by the parse."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from sayso.meaning.lists import words_of
from sayso.meaning.timewords import find_time_phrases
from sayso.meaning.words import DASHES

if TYPE_CHECKING:
    from sayso.meaning.figures import Figure
    from sayso.meaning.scene import Scene, Token

_NOUNS = frozenset(["NOUN", "PROPN"])
_LONGEST_PHRASE = 8  # tokens: "other newly displaced ethnic Norvane farm workers"
_HIGHEST_CLIMB = 6
_SKIPPED = frozenset(["DET", "PRON"])
_EXTRA = frozenset(["more", "fewer", "other", "additional", "further", "extra", "another"])
_COUNTED_RATIO = re.compile(r"(?:one|1)\s+([^\W\d_]+)\s+in\s", re.IGNORECASE)
"""A share that holds what it counts: "one chip in 40"."""
_EACH = frozenset(["a", "an", "per"])
_JOINING = frozenset(["of"])
_MONEY_JOINING = frozenset(["of", "in", "worth"])
"""What money is paid "for" is not what it is a sum of (CONVENTIONS)."""


def find_counted(scene: Scene, figure: Figure) -> str | None:
    """The noun phrase for what ``figure`` counts, as the text writes it; None where the parse does not say."""
    if (within := _COUNTED_RATIO.match(figure.number.of(scene.text))) is not None:
        return within.group(1)
    place = _first_after(scene, figure)
    if place is None:
        return None
    measured = figure.unit is not None and figure.unit != "times"
    if _is_hyphen(scene, place, figure):
        return None if measured else _read_hyphened(scene, place + 1)
    joined = _after_joint(scene, place, _MONEY_JOINING if figure.money else _JOINING)
    if joined is None and figure.money:
        joined = _after_each(scene, place)
    if joined is not None:
        return read_noun_phrase(scene, joined)
    if not measured or _hangs_below(scene, figure, place):
        phrase = read_noun_phrase(scene, place, bare=True)
        if phrase is not None:
            return phrase
    return None


def _is_hyphen(scene: Scene, place: int, figure: Figure) -> bool:
    token = scene.tokens[place]
    return token.span.start == figure.span.end and token.span.of(scene.text) in DASHES


def _read_hyphened(scene: Scene, place: int) -> str | None:
    """The noun that a hyphen ties to its number: "a 12-member panel" counts members."""
    if place >= len(scene.tokens) or scene.tokens[place].pos not in _NOUNS:
        return None
    return scene.tokens[place].span.of(scene.text)


def read_noun_phrase(scene: Scene, place: int, *, bare: bool = False) -> str | None:
    """The words from ``place`` to the last noun of its noun phrase, without determiners.

    ``bare`` refuses a phrase that begins with one: "50 the", as no number stands before a determiner.
    """
    tokens, limit = scene.tokens, min(place + _LONGEST_PHRASE, len(scene.tokens))
    while place < limit and not bare and (tokens[place].pos in _SKIPPED or tokens[place].tag == "PRP$"):
        place += 1
    while place < limit and (
        tokens[place].span.of(scene.text).lower() in _EXTRA or (not bare and tokens[place].pos == "NUM")
    ):
        place += 1
    last = None
    for step in range(place, limit):
        if not _is_part(scene, step) or _is_time(scene, step):
            break
        if tokens[step].pos in _NOUNS:
            last = step
    if last is None:
        return None
    return " ".join(scene.text[tokens[place].span.start : tokens[last].span.end].split())


def _is_part(scene: Scene, place: int) -> bool:
    """Whether the token can stand within a noun phrase, up to its head."""
    token = scene.tokens[place]
    if token.pos in _NOUNS or token.pos == "ADJ":
        return True
    if token.pos == "VERB":
        return token.dep in ("amod", "compound") and token.head > place
    if token.pos == "NUM" or token.span.of(scene.text) in ("-", "’s", "'s", "’", "'"):
        return token.head != place
    return token.pos == "ADV" and token.head > place and scene.tokens[token.head].pos == "ADJ"


def _first_after(scene: Scene, figure: Figure) -> int | None:
    """The first token behind the figure, in its sentence."""
    tokens = scene.tokens
    inside = scene.tokens_in(figure.span)
    if not inside:
        return None
    place = inside[-1] + 1
    sentence = scene.sentences[scene.sentence_at(figure.number.start)] if scene.sentences else None
    same = place < len(tokens) and (sentence is None or tokens[place].span.start < sentence.end)
    return place if same else None


def _after_joint(scene: Scene, place: int, joints: frozenset[str]) -> int | None:
    """Where the noun phrase behind "of" (or "in", "worth of") begins."""
    form = scene.tokens[place].span.of(scene.text).lower()
    if form not in joints:
        return None
    place += 1
    if form == "worth" and place < len(scene.tokens) and scene.tokens[place].span.of(scene.text).lower() == "of":
        place += 1
    return place if place < len(scene.tokens) else None


def _after_each(scene: Scene, place: int) -> int | None:
    """Where what each unit costs begins: "61 crowns a share", but "40 crowns a month" is no price of months."""
    joined = _after_joint(scene, place, _EACH)
    timed = joined is not None and scene.tokens[joined].lemma.lower() in words_of("duration-units")
    return None if timed else joined


def _is_time(scene: Scene, place: int) -> bool:
    """Whether the token belongs to an expression of time: "$5 million in January", "migrants last year"."""
    start = scene.tokens[place].span.start
    phrases = find_time_phrases(scene.text)
    near = bisect_right(phrases, start, key=lambda phrase: phrase.span.start)
    return near > 0 and start < phrases[near - 1].span.end


def _hangs_below(scene: Scene, figure: Figure, place: int) -> bool:
    """Whether the figure modifies a noun behind it: "a $5bn package", "6 percent growth"."""
    numbers = scene.tokens_in(figure.span)
    return any(
        scene.tokens[number].head >= place and scene.tokens[scene.tokens[number].head].pos in _NOUNS
        for number in numbers
    )


def find_subject(scene: Scene, figure: Figure) -> str | None:
    """The subject of the verb of measuring that the figure belongs to: "unemployment fell to 4%"."""
    place = scene.tokens_in(figure.number)[0]
    for _ in range(_HIGHEST_CLIMB):
        head = scene.tokens[place].head
        if head == place:
            return None
        place = head
        if scene.tokens[place].pos in ("VERB", "AUX"):
            break
    verb = scene.tokens[place]
    if verb.lemma not in words_of("measuring-verbs") or scene.tokens_in(figure.number)[0] < place:
        return None
    return _subject_of(scene, figure, place)


def _subject_of(scene: Scene, figure: Figure, verb: int) -> str | None:
    for step in range(verb - 1, max(verb - 40, -1), -1):
        token = scene.tokens[step]
        if token.head == verb and token.dep in ("nsubj", "nsubjpass"):
            if token.pos not in _NOUNS or token.span.end > figure.span.start:
                return None
            return _number_of(scene, step, figure) or phrase_before(scene, step, token)
    return None


def _number_of(scene: Scene, noun: int, figure: Figure) -> str | None:
    """What is numbered: “the number of cases rose to 412” counts cases."""
    if scene.tokens[noun].lemma.lower() not in ("number", "count", "tally", "toll", "total") or noun + 2 >= len(
        scene.tokens
    ):
        return None
    joined = _after_joint(scene, noun + 1, _JOINING)
    phrase = None if joined is None else read_noun_phrase(scene, joined)
    return phrase if figure.unit is None else None


def phrase_before(scene: Scene, place: int, noun: Token) -> str:
    """The noun at ``place`` with what stands before it in its phrase."""
    first = place
    while (
        first > 0
        and scene.tokens[first - 1].head == place
        and scene.tokens[first - 1].dep
        in (
            "amod",
            "compound",
            "nmod",
        )
    ):
        first -= 1
    return " ".join(scene.text[scene.tokens[first].span.start : noun.span.end].split())
