"""Where an article writes a name: by the recognizer, by lists, by titles, and by what stands as a source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from sayso.meaning import names
from sayso.meaning.lists import rows_of, words_of
from sayso.meaning.names import PersonName
from sayso.meaning.outlets import find_outlets
from sayso.meaning.scene import Scene
from sayso.types import CharSpan

LABELS: Final = frozenset({"PERSON", "ORG", "NORP", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "GPE", "LOC"})
"""The recognizer's labels of things that can speak or be spoken of; dates and figures are others' business."""

CAMPS: Final = frozenset({"Team", "Camp"})
"""What begins the name of somebody's people: "Team Vel" is not a person called Team."""
_LONGEST_NAME: Final = 10
_MOST_ADDED: Final = 2
"""Words by which a name may be longer than the recognizer saw it, at either end."""
_SHORTEST_TITLE: Final = 4
_TITLE_CASE: Final = 0.8
_SMALL: Final = 4
"""Words of fewer letters may be small in a headline that has capitals."""

_POSSESSIVE = re.compile(r"['’]s?$")
_INNER_STOP = re.compile(r"[\n:;!?|]|\s[-–—]")
_EDGES: Final = " \t\n\u00a0\"“”'‘’,.;:()[]-–—*/|"
_ARTICLES: Final = ("the ", "The ", "THE ", "a ", "A ", "an ", "An ")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_][\w’'.&-]*")
_CAPITAL: Final = r"[^\W\d_a-zß-ÿ][\w’'.-]*"
_RUN = re.compile(rf"{_CAPITAL}(?:[ \u00a0](?:(?:{'|'.join(sorted(names.particles()))})[ \u00a0])?{_CAPITAL}){{0,4}}")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name as one place of the text writes it; ``label`` is the recognizer's, or OUTLET, or NAME where nobody told.

    ``headline`` is whether the place is a line in which most words have capitals: names there are cut badly.
    """

    span: CharSpan
    label: str
    name: PersonName
    headline: bool = False


def find_sightings(scene: Scene) -> tuple[Sighting, ...]:
    """All names that the article writes, in order, not overlapping."""
    headlines = tuple(CharSpan(*line.span()) for line in _LINE.finditer(scene.text) if is_title_case(line.group()))
    found = list(_outlets(scene, headlines))
    for finder in (_nicknamed, _entities, _titled, _sources):
        taken = sorted(one.span for one in found)
        added = [one for one in finder(scene) if not overlaps(one.span, taken)]
        found.extend(_apart(added))
    return tuple(
        replace(one, headline=overlaps(one.span, headlines)) for one in sorted(found, key=lambda one: one.span)
    )


def is_title_case(words: str) -> bool:
    """Whether most longer words of a line have capitals."""
    long = [w for w in _WORD.findall(words[:400]) if len(w) >= _SMALL]
    return len(long) >= _SHORTEST_TITLE and sum(w[0].isupper() for w in long) >= _TITLE_CASE * len(long)


def overlaps(span: CharSpan, taken: Sequence[CharSpan]) -> bool:
    """Whether ``span`` shares a letter with any of ``taken``, which are sorted and lie apart."""
    place = bisect_left(taken, span.end, key=lambda s: s.start)
    return place > 0 and taken[place - 1].end > span.start


def _apart(found: Iterable[Sighting]) -> Iterator[Sighting]:
    end = -1
    for one in sorted(found, key=lambda one: one.span):
        if one.span.start >= end:
            end = one.span.end
            yield one


_STOP = re.compile(r"^.*(?:[.:;!?]|['’]s|\b[Bb]oth The)\s+(?=\S)")


def _outlets(scene: Scene, headlines: Sequence[CharSpan]) -> Iterator[Sighting]:
    """Outlets; in a headline, where any words look like a name, only those known or named elsewhere."""
    sighted = [_outlet(span, scene) for span in find_outlets(scene.text) if not _is_surname(span, scene.text)]
    social = {
        str(one.name) for one in sighted if _SOCIAL.search(scene.text, max(one.span.start - 25, 0), one.span.start)
    }
    found = [replace(one, label="ORG") if str(one.name) in social else one for one in sighted]
    elsewhere = {str(one.name) for one in found if not overlaps(one.span, headlines)} | words_of("outlet-names")
    yield from (one for one in found if str(one.name) in elsewhere or not overlaps(one.span, headlines))


_SOCIAL: Final = re.compile(r"\bsocial (?:media )?(?:app|network|platform|site),?\s$")
"""What stands before the name of a firm that publishes others' words, and is no outlet."""


def _is_surname(span: CharSpan, text: str) -> bool:
    """Whether an outlet's name of one word is somebody's surname here, right after a first name: "Peter Guardian"."""
    before = _FIRST.search(text, max(span.start - 30, 0), span.start)
    return " " not in span.of(text) and before is not None and names.is_first_name(before.group(1))


_FIRST = re.compile(r"\b([^\W\d_a-z][\w’'-]+)[ \u00a0]$")


def _outlet(span: CharSpan, scene: Scene) -> Sighting:
    words = span.of(scene.text)
    # What ends a sentence or owns the outlet is no part of its name.
    cut = _STOP.match(words)
    span = CharSpan(span.start + (cut.end() if cut else 0), span.end)
    return Sighting(span, "OUTLET", PersonName(tuple(span.of(scene.text).split())))


# ---------------------------------------------------------------- the recognizer's names


def _entities(scene: Scene) -> Iterator[Sighting]:
    for entity in scene.entities:
        if entity.label in LABELS:
            span = trim(_from_capital(_without_verbs(entity.span, scene), scene.text), scene.text)
            named = span is None or entity.label == "NORP"
            noun = span is not None and not named and (_is_noun(span, scene.text) or _is_class(span, scene))
            if span is not None and not noun and not names.is_title(span.of(scene.text)):
                words = span.of(scene.text).split()
                person = _after_role(words) != words or _is_after_first_name(span, entity.label, scene)
                label = "ORG" if words[0] in CAMPS else "PERSON" if person else entity.label
                yield _sight(_widen(span, label, scene), label, scene.text)


_DOUBTFUL: Final = frozenset({"ORG", "NORP", "PRODUCT", "WORK_OF_ART", "FAC"})
"""Labels that the recognizer gives to a surname whose first name it missed."""


def _is_after_first_name(span: CharSpan, label: str, scene: Scene) -> bool:
    """Whether one word, no place and no noun, ends a name whose first name the recognizer missed: "Anna [Vel]"."""
    inside = scene.tokens_in(span)
    if label not in _DOUBTFUL or len(inside) != 1 or not inside.start or not _is_name_word(span, scene.text):
        return False
    token, first = scene.tokens[inside.start], scene.tokens[inside.start - 1]
    known = names.is_first_name(first.span.of(scene.text)) and not names.is_title(first.span.of(scene.text))
    joined = first.head == inside.start and first.pos == "PROPN" and token.pos == "PROPN"
    if not (
        known and joined and _is_beside(first.span.end, span, scene.text) and _is_name_word(first.span, scene.text)
    ):
        return False
    word = span.of(scene.text).lower()
    noun = word in words_of("body-words") or any(word == row[0] for row in rows_of("source-nouns"))
    return not noun and not scene.text[: first.span.start].lower().endswith("the ")


def _from_capital(span: CharSpan, text: str) -> CharSpan:
    """An entity without the small words that it begins with: "federal Securities Board"; "de Vel" is a name."""
    start = span.start
    for word in span.of(text).split()[:-1]:
        if not word.islower() or word in names.particles():
            break
        start = text.index(word, start) + len(word)
    return CharSpan(start, span.end)


def _is_noun(span: CharSpan, text: str) -> bool:
    """Whether what begins a line is no name but a noun with a capital: "Judge rejects", "Federal court rules"."""
    last = span.of(text).split()[-1]
    alone = " " not in span.of(text)
    if alone:  # further down it may be somebody's name: "Driver said"
        begins = not text[: span.start].strip()
    else:
        begins = last.islower() and (span.start == 0 or text[span.start - 1] == "\n")
    return begins and last.isalpha() and last.lower() in _people_and_bodies(alone=alone)


def _is_class(span: CharSpan, scene: Scene) -> bool:
    """Whether one word that begins a sentence is people in the plural, and no name: "Farmers said"."""
    word = span.of(scene.text)
    begins = any(sentence.start == span.start for sentence in scene.sentences)
    return begins and word.endswith("s") and not word.isupper() and word.lower().removesuffix("s") in _roles()


_NO_NAME: Final = frozenset({"VERB", "AUX", "SCONJ", "PRON"})


def _without_verbs(span: CharSpan, scene: Scene) -> CharSpan:
    """An entity without the verb that it begins with ("Will Vel run") or runs into ("Vel told Acme")."""
    inside = scene.tokens_in(span)
    start = 0
    while start < len(inside) - 1 and scene.tokens[inside[start]].pos in _NO_NAME:
        start += 1
    for index in inside[start + 1 :]:
        token = scene.tokens[index]
        if token.pos in _NO_NAME and token.span.of(scene.text).islower():
            return CharSpan(scene.tokens[inside[start]].span.start, scene.tokens[index - 1].span.end)
    return CharSpan(scene.tokens[inside[start]].span.start, span.end) if start else span


def trim(span: CharSpan, text: str) -> CharSpan | None:
    """A name's range without article, possessive and marks at its edges; None where no name remains."""
    start, end = span.start, span.end
    stop = _INNER_STOP.search(text, start + 1, end)
    end = stop.start() if stop else end
    while start < end and text[start] in _EDGES:
        start += 1
    article = next((len(a) for a in _ARTICLES if text.startswith(a, start)), 0)
    start += article
    while start < end and text[end - 1] in _EDGES and not _is_short_form(text, start, end):
        end -= 1
    end = start + len(_POSSESSIVE.sub("", text[start:end]))
    words = text[start:end]
    fits = any(c.isupper() for c in words) and len(words.split()) <= _LONGEST_NAME
    return CharSpan(start, end) if start < end and fits else None


def _is_short_form(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to the name: "Vel Jr.", "Acme Inc.", "U.N."."""
    last = text[start:end].rsplit(maxsplit=1)[-1]
    return last[-1] == "." and (
        last.count(".") > 1 or names.fold(last) in names.SUFFIXES | {"inc", "corp", "co", "ltd"}
    )


def _widen(span: CharSpan, label: str, scene: Scene) -> CharSpan:
    """The range with the capitalised words beside it that the parser takes for one name."""
    text, tokens = scene.text, scene.tokens
    inside = scene.tokens_in(span)
    if not inside or (label != "PERSON" and not names.is_first_name(span.of(text).split()[0])):
        return span
    start, end = span.start, span.end
    for index in range(inside.stop, min(inside.stop + _MOST_ADDED, len(tokens))):
        token = tokens[index]
        if not (_is_beside(end, token.span, text) and _is_name_word(token.span, text)) or token.pos != "PROPN":
            break
        if names.is_title(token.span.of(text)):
            break
        end = token.span.end
    for index in range(inside.start - 1, max(inside.start - 1 - _MOST_ADDED, -1), -1):
        token = tokens[index]
        if not _is_beside(token.span.end, CharSpan(start, end), text) or not names.is_first_name(token.span.of(text)):
            break
        if not _is_name_word(token.span, text) or names.is_title(token.span.of(text)):
            break
        if token.pos != "PROPN" and not _is_mistaken(token.span, text):
            break
        start = token.span.start
    return CharSpan(start, end)


def _is_mistaken(span: CharSpan, text: str) -> bool:
    """Whether the parser takes a first name for a small word: "Per", but not where it begins a sentence."""
    before = text[max(span.start - 2, 0) : span.start]
    return span.of(text) == "Per" and (before == ", " or before[:1].isalnum())


def _is_beside(end: int, span: CharSpan, text: str) -> bool:
    return span.start == end + 1 and text[end] in " \u00a0"


def _is_name_word(span: CharSpan, text: str) -> bool:
    word = span.of(text)
    return word[0].isupper() and len(word) > 1 and not word.isupper() and word[1:2].isalpha()


def _sight(span: CharSpan, label: str, text: str) -> Sighting:
    words = span.of(text).split()
    if label != "PERSON":
        name = PersonName(tuple(words))
        titles = _titles_before(text, span.start)
        if titles:
            read = names.read_name([*titles, *words])
            name = PersonName(tuple(words), read.gender, read.offices)
        return Sighting(span, label, name)
    words = _after_role(words)
    name = names.read_name([*_titles_before(text, span.start), *words])
    start = text.find(name.words[0], span.start, span.end) if name.words else span.start
    return Sighting(CharSpan(max(start, span.start), span.end), label, name)


@cache
def _roles() -> frozenset[str]:
    """Nouns for people that may stand before a name without an article."""
    people = {"anonymous", "class", "author"}
    return frozenset(noun for noun, kinds in rows_of("source-nouns") if people & set(kinds.split(",")))


@cache
def _people_and_bodies(*, alone: bool) -> frozenset[str]:
    """Nouns for people, and for bodies where other words stand before them; "Lisk police" names one well."""
    bodies = {"organization", "outlet"}
    more = () if alone else (noun for noun, kinds in rows_of("source-nouns") if bodies & set(kinds.split(",")))
    return (_roles() | names.offices() | frozenset(more)) - {"police"}


def _after_role(words: list[str]) -> list[str]:
    """A person's name without the place and the role before it: "Aldmoor Mayor Anna Vel", "Comedian Anna Vel"."""
    for place in range(len(words) - 2, 0, -1):
        before = words[place - 1].lower()
        role = (
            names.is_title(before)
            or before in names.gendered_nouns()
            or before in _roles()
            or before.endswith((",", "ian", "ist"))
        )
        if role and names.is_first_name(words[place]) and not names.is_first_name(before):
            return words[place:]
    return words


def _titles_before(text: str, start: int) -> list[str]:
    """The titles right before a place: "Prime Minister ", "Mr. "."""
    if not start or text[start - 1] not in " \u00a0":
        return []
    run: list[str] = []
    for word in reversed(text[max(start - 40, 0) : start].rsplit("\n", maxsplit=1)[-1].split()):
        if not names.is_title(word) or word[-1] in ",;:":
            break
        run.append(word)
    return run[::-1]


# ---------------------------------------------------------------- names that titles and sources tell


_SHORT: Final = r"[^\W\d_a-zß-ÿ][\w’'.-]{0,30}"
_NICKNAMED = re.compile(rf"\b{_SHORT}[ \u00a0][“\"(‘]{_SHORT}[”\")’][ \u00a0]{_CAPITAL}")


def _nicknamed(scene: Scene) -> Iterator[Sighting]:
    """People with what they are called between first name and surname: Peter “Bolt” Koll."""
    for match in _NICKNAMED.finditer(scene.text):
        first = match.group().split()[0]
        if names.is_first_name(first) or "." in first:
            span = trim(CharSpan(*match.span()), scene.text)
            if span is not None:
                yield _sight(span, "PERSON", scene.text)


@cache
def _titled_pattern() -> re.Pattern[str]:
    titles = "|".join(sorted(names.courtesies(), key=len, reverse=True))
    return re.compile(rf"\b(?:{titles})\.?[ \u00a0](?P<name>{_RUN.pattern})")


def _titled(scene: Scene) -> Iterator[Sighting]:
    for match in _titled_pattern().finditer(scene.text):
        span = trim(CharSpan(*match.span("name")), scene.text)
        if span is not None:
            yield _sight(span, "PERSON", scene.text)


def _sources(scene: Scene) -> Iterator[Sighting]:
    """Capitalised words at the heart of a source: people where the first is a first name."""
    for statement in scene.statements:
        for source in statement.source.spans:
            for match in _RUN.finditer(scene.text, source.start, source.end):
                span = trim(CharSpan(*match.span()), scene.text)
                if span is None or _is_class(span, scene):
                    continue
                if _is_head(span, source, scene) and not _is_noun(span, scene.text):
                    words = _after_role(span.of(scene.text).split())
                    known = names.is_first_name(words[0]) and len(words) > 1
                    yield _sight(span, "PERSON" if known else "NAME", scene.text)


def _is_head(span: CharSpan, source: CharSpan, scene: Scene) -> bool:
    """Whether the words are names to the parser and carry the source, or stand in apposition to what does."""
    inside = scene.tokens_in(span)
    own = scene.tokens_in(source)
    if not inside or any(scene.tokens[i].pos not in ("PROPN", "ADJ", "X", "PUNCT") for i in inside):
        return False
    last = scene.tokens[inside[-1]]
    return last.head not in own or last.dep == "appos"
