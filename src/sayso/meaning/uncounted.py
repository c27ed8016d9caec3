"""What a figure counts or measures where no noun stands behind it.

"12 were killed" (people), "deaths rose from 30 to 41", "cut its rate by 0.5 percent", "a debt of 3
million crowns", "40 houses burned and twelve were damaged" (houses). Money that buys or measures
nothing the sentence names is of its currency (CONVENTIONS).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sayso.meaning.counted import find_counted, find_subject, phrase_before
from sayso.meaning.lists import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sayso.meaning.figures import Figure
    from sayso.meaning.scene import Scene

_NOUNS = frozenset(["NOUN", "PROPN"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_HIGHEST_CLIMB = 6
_SCOPE = 40  # tokens on either side of a verb in which its subject or object is sought
PEOPLE = "people"


def find_all_counted(scene: Scene, figures: Sequence[Figure]) -> tuple[str | None, ...]:
    """What each of ``figures`` (in order of the text) counts; None where the text does not say."""
    found: list[str | None] = []
    for number, figure in enumerate(figures):
        last = _last_in_sentence(scene, figures[:number], found, figure)
        found.append(find_counted(scene, figure) or _find_unsaid(scene, figure, last))
    return tuple(found)


def _last_in_sentence(
    scene: Scene, earlier: Sequence[Figure], counted: Sequence[str | None], figure: Figure
) -> tuple[Figure, str] | None:
    """The last figure of the sentence that counts something without a unit, with what it counts."""
    if not scene.sentences:
        return None
    here = scene.sentence_at(figure.number.start)
    for other, name in zip(reversed(earlier), reversed(counted), strict=True):
        if scene.sentence_at(other.number.start) != here:
            return None
        if name is not None and other.unit is None:
            return other, name
    return None


def _find_unsaid(scene: Scene, figure: Figure, last: tuple[Figure, str] | None) -> str | None:
    inside = scene.tokens_in(figure.number)
    if not inside:
        return None
    measured = figure.unit is not None and figure.unit != "times"
    found = _amount_of(scene, figure) if measured else None
    found = found or find_subject(scene, figure) or _through_preposition(scene, figure)
    if measured:
        return found or (figure.unit if figure.money else None)
    if found is None and last is not None and _is_part_of(scene, last[0]):
        return last[1]
    return found or _people(scene, inside) or (last[1] if last else None) or _what_they_are(scene, inside)


def _amount_of(scene: Scene, figure: Figure) -> str | None:
    """The noun before "of": "a debt of 3 million crowns", "growth of 3 percent"."""
    place = scene.tokens_in(figure.span)[0] - 1
    tokens = scene.tokens
    if place < 1 or tokens[place].span.of(scene.text).lower() != "of" or tokens[place - 1].pos not in _NOUNS:
        return None
    return phrase_before(scene, place - 1, tokens[place - 1])


def _verb_above(scene: Scene, figure: Figure) -> tuple[int, bool] | None:
    """The verb that the figure belongs to, and whether a preposition lies between."""
    tokens, place, led = scene.tokens, scene.tokens_in(figure.number)[0], False
    for _ in range(_HIGHEST_CLIMB):
        head = tokens[place].head
        if head == place:
            return None
        place = head
        led = led or (tokens[place].pos == "ADP" and tokens[place].lemma.lower() in ("by", "to", "at", "for", "from"))
        if tokens[place].pos in ("VERB", "AUX"):
            return place, led
    return None


def _through_preposition(scene: Scene, figure: Figure) -> str | None:
    """The object of “cut its rate by 0.5 percent”, “sold the yard for 90 million”; or who “were cut by a third”."""
    above = _verb_above(scene, figure)
    if above is None or not above[1]:
        return None
    verb, _ = above
    for wanted in ("dobj", "nsubjpass"):
        for place in _near(scene, verb):
            token = scene.tokens[place]
            if (
                token.head == verb
                and token.dep == wanted
                and token.pos in _NOUNS
                and token.span.end <= figure.span.start
            ):
                return phrase_before(scene, place, token)
    return None


def _near(scene: Scene, place: int) -> Iterator[int]:
    yield from range(max(place - _SCOPE, 0), min(place + _SCOPE, len(scene.tokens)))


def _is_part_of(scene: Scene, whole: Figure) -> bool:
    """Whether the sentence begins its counting with a whole: "of 31 passengers, …"."""
    place = scene.tokens_in(whole.span)[0] - 1
    if place < 0 or scene.tokens[place].span.of(scene.text).lower() != "of":
        return False
    return place == 0 or scene.tokens[place - 1].pos not in (*_NOUNS, "NUM")


def _people(scene: Scene, inside: range) -> str | None:
    """People, of whom no noun tells: “12 were killed”, “wounded 31”, “nine were dead”."""
    tokens = scene.tokens
    token = tokens[inside[-1]]
    after = tokens[inside[-1] + 1] if inside[-1] + 1 < len(tokens) else token
    if after.span.of(scene.text).lower() in words_of("people-states"):
        return PEOPLE
    head = tokens[token.head]
    if token.dep not in (*_SUBJECTS, "dobj", "conj", "npadvmod", "nummod"):
        return None
    if head.lemma.lower() in words_of("people-verbs"):
        return PEOPLE
    states = (t for t in (tokens[n] for n in _near(scene, token.head)) if t.head == token.head and t.dep == "acomp")
    found = any(t.span.of(scene.text).lower() in words_of("people-states") for t in states)
    return PEOPLE if found and token.dep in _SUBJECTS else None


def _what_they_are(scene: Scene, inside: range) -> str | None:
    """“Seven of them were children”: children."""
    tokens = scene.tokens
    token = tokens[inside[-1]]
    if token.dep not in _SUBJECTS or tokens[token.head].lemma.lower() != "be":
        return None
    for place in _near(scene, token.head):
        if tokens[place].head == token.head and tokens[place].dep == "attr" and tokens[place].pos in _NOUNS:
            return phrase_before(scene, place, tokens[place])
    return None
