"""What a statement's source is made of: names, pronouns, nouns, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from sayso.meaning.kinds import nouns
from sayso.meaning.lists import rows_of, words_of
from sayso.meaning.names import is_title
from sayso.meaning.nominals import is_human
from sayso.meaning.phrases import children_of, head_of, joined_to
from sayso.meaning.referents import Referent
from sayso.meaning.scene import Scene
from sayso.types import CharSpan, Statement

PartSort = Literal["name", "he", "she", "it", "they", "both", "i", "we", "you", "noun"]

_RELATIVES: Final = frozenset({"who", "which", "that", "whom", "whose"})
_DEEPEST: Final = 6


class Part(NamedTuple):
    """One speaker of a source: what it is, the token that carries it, its range, and whom it names, by number."""

    sort: PartSort
    token: int
    span: CharSpan
    referent: int | None = None


class NameIndex:
    """Which referent the words at a token name."""

    def __init__(self, referents: Sequence[Referent], scene: Scene) -> None:
        self._sorts = tuple(referent.sort for referent in referents)
        self._by_head: dict[int, tuple[int, CharSpan, bool]] = {}
        self._by_token: dict[int, tuple[int, CharSpan, bool]] = {}
        for number, referent in enumerate(referents):
            for mention in referent.mentions:
                found = (number, mention.span, mention.bound)
                self._by_head[mention.head] = found
                for token in scene.tokens_in(mention.span):
                    self._by_token[token] = found

    @property
    def tokens(self) -> frozenset[int]:
        """All tokens that mentions hold."""
        return frozenset(self._by_token)

    def sort_of(self, referent: int) -> str:
        """The sort of a referent."""
        return self._sorts[referent]

    def at(self, token: int) -> tuple[int, CharSpan, bool] | None:
        """Number, range and boundness of the mention that holds a token."""
        return self._by_head.get(token) or self._by_token.get(token)


def read_source(statement: Statement, index: NameIndex, scene: Scene) -> tuple[Part, ...]:
    """The parts of a statement's source, in order; none where it has no source."""
    parts: list[Part] = []
    for span in statement.source.spans:
        parts.extend(_read(_within_relative(span, statement, scene), index, scene))
    named = [part for part in parts if part.sort == "name"]
    if len(statement.source.spans) > 1 and named:
        return tuple(dict.fromkeys(named))
    return tuple(parts)


_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "PART"})
_HEADING: Final = frozenset({"NOUN", "PROPN", "PRON"})


def _within_relative(span: CharSpan, statement: Statement, scene: Scene) -> CharSpan:
    """Whoever speaks in a relative clause that tells of somebody else: "Vel Fund, which analysts believe will grow"."""
    within = scene.tokens_in(span)
    place = next((i for i in reversed(within) if _is_relative(i, scene)), None)
    beside = any(not scene.text[span.end : cue.start].strip() for cue in statement.cue.spans if cue.start >= span.end)
    if place is None or not beside:
        return span
    rest = [scene.tokens[i] for i in within if i > place]
    if all(token.pos in _NOMINAL for token in rest) and any(token.pos in _HEADING for token in rest):
        return CharSpan(rest[0].span.start, span.end)
    return span


_OBJECTS: Final = frozenset({"which", "whom", "who"})
_RELATIVE: Final = frozenset({"WDT", "WP"})


def _is_relative(index: int, scene: Scene) -> bool:
    """Whether a token begins a relative clause; the "WHO" is a body."""
    token = scene.tokens[index]
    return token.tag in _RELATIVE and token.span.of(scene.text) in _OBJECTS


def _read(span: CharSpan, index: NameIndex, scene: Scene) -> Iterator[Part]:
    within = scene.tokens_in(span)
    head = head_of(span, scene)
    if head is None:
        return
    heads = joined_to(head, within, scene)
    parts: list[Part] = []
    for place, token in enumerate(heads):
        end = scene.tokens[heads[place + 1]].span.start if place + 1 < len(heads) else span.end
        start = span.start if place == 0 else _start_of(token, within, scene)
        parts.extend(_part(token, CharSpan(start, max(end, scene.tokens[token].span.end)), index, scene))
    yield from _without_descriptions(parts, index, scene)


def _without_descriptions(parts: Sequence[Part], index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The parts that speak: a noun that only describes the person after it does not, nor a body after a person."""
    people = [
        n for n, part in enumerate(parts) if part.referent is not None and index.sort_of(part.referent) == "person"
    ]
    for number, part in enumerate(parts):
        if people and number > people[0] and part.sort == "name" and number not in people:
            continue
        if people and part.sort == "noun" and number < people[0] and _describes(part, parts[people[0]], scene):
            continue
        if number and part.sort == "noun" and parts[0].sort in ("noun", "name") and _is_one_with(part, parts[0], scene):
            continue
        yield part


_SINGLE: Final = frozenset({"NN", "NNP"})


def _is_one_with(part: Part, first: Part, scene: Scene) -> bool:
    """Whether two share one article and so mean one: "the former mayor and senator", "Vel, a mayor and writer"."""
    if scene.tokens[part.token].tag not in _SINGLE or _has_determiner(part, scene):
        return False
    return first.sort == "name" or (scene.tokens[first.token].tag in _SINGLE and _has_determiner(first, scene))


def _has_determiner(part: Part, scene: Scene) -> bool:
    within = range(max(part.token - 6, 0), part.token)
    return any(scene.tokens[i].dep in ("det", "poss") for i in children_of(part.token, within, scene))


def _describes(part: Part, person: Part, scene: Scene) -> bool:
    """Whether a noun is said of a person: "front-runner and former secretary Anna Vel"; "two members, Vel and Koll"."""
    token = scene.tokens[part.token]
    if token.tag in ("NNS", "NNPS"):
        between = scene.text[token.span.end : person.span.start]
        return "," in between and " and " not in between
    return not _has_determiner(part, scene)


def _start_of(token: int, within: range, scene: Scene) -> int:
    first = min((child for child in children_of(token, within, scene) if child < token), default=token)
    return scene.tokens[first].span.start


def _part(token: int, span: CharSpan, index: NameIndex, scene: Scene) -> Iterator[Part]:
    within = scene.tokens_in(span)
    word = scene.tokens[token].span.of(scene.text).lower()
    pronoun = _pronouns().get(word)
    if word in _RELATIVES and pronoun is None:
        yield from _relative(token, index, scene)
    elif _is_pair(token, within, scene):
        yield Part("both", token, span)
    elif pronoun is not None:
        yield Part(pronoun, token, scene.tokens[token].span)
    else:
        named = tuple(_named(token, within, index, scene))
        if named:
            yield from named
        else:
            yield Part("noun", token, span)


_TWO: Final = frozenset({"both", "two"})


def _is_pair(token: int, within: range, scene: Scene) -> bool:
    """Whether a phrase means two who are known: "both", "the two", "both men"."""
    words = [scene.tokens[i].span.of(scene.text).lower() for i in within if scene.tokens[i].pos != "PUNCT"]
    if words in (["both"], ["each"], ["the", "two"]):
        return True
    human = is_human(scene.tokens[token].lemma.lower()) and scene.tokens[token].tag in ("NNS", "NNPS")
    return human and len(words) <= _LONGEST_PAIR and (words[0] == "both" or words[:2] == ["the", "two"])


_LONGEST_PAIR: Final = 4


def _relative(token: int, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """What "who" and "which" stand for: the noun that their clause hangs on."""
    at = token
    for _ in range(_DEEPEST):
        dep, head = scene.tokens[at].dep, scene.tokens[at].head
        at = head
        if dep == "relcl":
            break
    else:
        at = max(token - 2 if scene.tokens[max(token - 1, 0)].pos == "PUNCT" else token - 1, 0)
    named = index.at(at)
    if named and not named[2]:
        yield Part("name", at, named[1], named[0])
    elif several := tuple(_named_beside(at, index, scene)):
        yield from several
    elif at == token or scene.tokens[at].pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
        yield Part("it", token, scene.tokens[token].span)
    else:
        word = scene.tokens[at].span.of(scene.text).lower()
        yield Part(_pronouns().get(word) or "noun", at, scene.tokens[at].span)


def _named_beside(noun: int, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """Several names that a noun in the plural stands beside: "Norvane and Teskaria, two neighbours, which"."""
    if scene.tokens[noun].dep != "appos" or scene.tokens[noun].tag not in ("NNS", "NNPS"):
        return
    first = scene.tokens[noun].head
    heads = joined_to(first, range(first, noun), scene)
    found = [index.at(head) for head in heads]
    if len(found) > 1 and all(found):
        yield from (Part("name", head, each[1], each[0]) for head, each in zip(heads, found, strict=True) if each)


def _named(token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The name that a head is, or that stands in apposition to it."""
    found = index.at(token)
    beside = tuple(_appositives(token, within, index, scene))
    if found and _is_camp(found, token, index, scene) and _is_one(token, within, scene):
        found = None
    person = any(part.referent is not None and index.sort_of(part.referent) == "person" for part in beside)
    if found and (index.sort_of(found[0]) == "person" or not person):
        yield Part("name", token, found[1], found[0])
        yield from _listed(found[0], token, within, index, scene)
    else:
        yield from (
            beside
            or tuple(_set_off(token, within, index, scene))
            or tuple(_closing(token, within, index, scene))
            or _explained(token, within, index, scene)
        )


def _explained(token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The name that a noun stands in apposition to: "Vel Fund, a lender that promised"."""
    at = scene.tokens[token]
    named = index.at(at.head) if at.dep == "appos" and at.head not in within and at.tag in _SINGLE else None
    between = scene.text[named[1].end : at.span.start] if named else ""
    if named and not named[2] and between.lstrip().startswith((",", "(")) and not _SENTENCE.search(between):
        yield Part("name", at.head, named[1], named[0])


_SENTENCE: Final = re.compile(r"[.!?;:]\s|\n")


def _is_camp(found: tuple[int, CharSpan, bool], token: int, index: NameIndex, scene: Scene) -> bool:
    """Whether a name is a people's or a party's, as "the Republican" tells, whatever the recognizer took it for."""
    word = scene.tokens[token].lemma.lower()
    return index.sort_of(found[0]) == "group" or (
        " " not in found[1].of(scene.text) and "class" in nouns().get(word, ())
    )


def _set_off(token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The person named right after a role or after a comma, where the parser missed it: "the head of it, Vel,"."""
    lemma = scene.tokens[token].lemma.lower()
    if not (is_human(lemma) or lemma not in nouns()) or scene.tokens[token].tag not in ("NN", "NNP"):
        return
    end = scene.tokens[within[-1]].span.end
    for other in range(token + 1, within.stop):
        named = index.at(other)
        if named is None or index.sort_of(named[0]) != "person":
            continue
        before = scene.text[scene.tokens[token].span.end : named[1].start]
        after = scene.text[named[1].end : end].lstrip()
        lead, _, title = before.rpartition(",")
        beside = "," not in lead
        called = title.split()[-1:] in (["named"], ["called"])
        if called or (beside and all(is_title(word) for word in title.split()) and _ends_name(after)):
            yield Part("name", other, named[1], named[0])
        return


_BEFORE_NAMES: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "NUM", "PUNCT"})


def _closing(token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The people whose names end a source that the parser took apart: "chess great Anna Vel"."""
    words = [i for i in within if scene.tokens[i].pos not in ("PUNCT", "PART")]
    named = index.at(words[-1]) if words else None
    if named is None or index.sort_of(named[0]) != "person" or " " not in named[1].of(scene.text):
        return
    before = [i for i in within if scene.tokens[i].span.end <= named[1].start]
    plain = all(scene.tokens[i].pos in _BEFORE_NAMES for i in before)
    marks = scene.text[scene.tokens[within.start].span.start : named[1].start]
    if before and plain and token in before and not _MARKS.search(marks):
        yield Part("name", words[-1], named[1], named[0])


_MARKS: Final = re.compile(r"[,;:()–—]|['’]s?\s+\S+\s|\s-\s")
"""What shows that the words before a name are more than a description of who has it."""


def _ends_name(after: str) -> bool:
    """Whether no noun follows a name that the name would only describe: "the head, Vel aide Koll"."""
    return after[:1] in ("", ",", "(", "’", "'") or after.startswith("of ")


def _is_one(token: int, within: range, scene: Scene) -> bool:
    """Whether a people's or party's name means one of its members: "the Democrat"."""
    return scene.tokens[token].tag in ("NN", "NNP", "JJ") and any(
        scene.tokens[i].dep in ("det", "poss") for i in children_of(token, within, scene)
    )


def _appositives(token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """The names in apposition to a head, people before others, or those that it leads to ("critics like Vel")."""
    fallback: list[Part] = []
    paper = "document" in nouns().get(scene.tokens[token].lemma.lower(), ())
    for child in within:
        at = scene.tokens[child]
        named = (
            index.at(child) if at.dep == "appos" or (at.dep == "pobj" and _leads_to_examples(at.head, scene)) else None
        )
        # A survey by the group X is no statement of X: only what stands right beside a paper names it.
        if child == token or not named or named[2] or (paper and at.head != token):
            continue
        listed = [
            Part("name", other, again[1], again[0])
            for other in joined_to(child, within, scene)
            if (again := index.at(other))
        ]
        if index.sort_of(named[0]) == "person":
            yield from listed
            yield from _listed(named[0], child, within, index, scene)
            return
        if not _in_brackets(child, scene):
            fallback = fallback or listed
    yield from fallback


def _in_brackets(token: int, scene: Scene) -> bool:
    """Whether a token stands in brackets, as a party and a state do: "(R-Calif.)"."""
    start = scene.tokens[token].span.start
    return "(" in scene.text[max(start - 4, 0) : start]


def _listed(first: int, token: int, within: range, index: NameIndex, scene: Scene) -> Iterator[Part]:
    """Further people of a list that the parser took apart: "Vel, 25, and his wife, Anna Koll"."""
    if index.sort_of(first) != "person" or not any(scene.tokens[i].dep == "cc" for i in within):
        return
    for other in within:
        if other <= token:
            continue
        if scene.tokens[other].lemma.lower() in _RELATIVES:
            break
        named = index.at(other)
        if (
            named
            and named[0] != first
            and index.sort_of(named[0]) == "person"
            and _continues(other, token, index, scene)
        ):
            yield Part("name", other, named[1], named[0])


def _continues(other: int, token: int, index: NameIndex, scene: Scene) -> bool:
    """Whether the parser joins a person to the first one, or to a place or body beside that one."""
    at = scene.tokens[other]
    if at.dep == "appos":
        return at.head == token or scene.tokens[at.head].dep in ("conj", "appos")
    if at.dep != "conj":
        return False
    beside = index.at(at.head)
    return at.head != token and (
        beside is None or index.sort_of(beside[0]) != "person" or _continues(at.head, token, index, scene)
    )


def _leads_to_examples(token: int, scene: Scene) -> bool:
    return scene.tokens[token].lemma.lower() in words_of("example-words")


@cache
def _pronouns() -> Mapping[str, PartSort]:
    found: dict[str, PartSort] = {}
    for sort, words in rows_of("pronouns"):
        found.update(dict.fromkeys(words.split(), sort))  # type: ignore[arg-type]
    return found
