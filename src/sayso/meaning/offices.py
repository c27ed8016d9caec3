"""Which office a noun phrase names, and whether two of them can be one person's.

"The prime minister" is not the environment minister, nor is the governor his deputy: the words beside the noun tell
the field ("environment") and the rank ("deputy"). A rank parts its holder from the bare noun; a field does not, but
the bare noun comes after it, as all that is told for the first time is told in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from sayso.meaning.kindred import are_akin
from sayso.meaning.lists import rows_of, words_of
from sayso.meaning.names import fold
from sayso.meaning.phrases import joined_to
from sayso.meaning.referents import Referent, find_descriptions

if TYPE_CHECKING:
    from sayso.meaning.antecedents import Anaphor
    from sayso.meaning.scene import Scene
    from sayso.meaning.stage import Event, Stage

_HYPHENS: Final = frozenset({"-", "‐", "‑", "–"})
_BESIDE: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB", "ADV", "X", "PUNCT"})
_WITHIN: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "PART", "PRON"})
_REACH: Final = 6
"""Tokens to either side of an office's noun in which the words stand that tell which."""
_LISTED: Final = 12
"""Tokens in which somebody's several offices are told."""
_OF: Final = frozenset({"of", "for"})
_POSTS: Final = frozenset({"executive", "officer"})
"""Nouns that "chief" makes an office of: "chief executive", "chief financial officer"."""
_PEOPLE: Final = frozenset({"person", "human"})


class Office(NamedTuple):
    """An office: its noun, the words that tell its rank, and those that tell its field."""

    noun: str
    ranks: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()


def office_at(token: int, scene: Scene) -> Office | None:
    """The office that the noun at ``token`` names with the words beside it; None for any other noun."""
    noun = scene.tokens[token].lemma.lower()
    if noun in _short_forms():
        noun, word = _short_forms()[noun]
        words = [word, *_ahead(token, scene)]
    else:
        words = [*_ahead(token, scene), *_behind(token, scene)]
        if noun in _POSTS:
            before = [scene.tokens[i].lemma.lower() for i in range(max(token - 2, 0), token)]
            if "chief" not in before:
                return None
            words = words if noun == "officer" else [*words, noun]
            noun = "chief"
    if noun not in words_of("office-nouns"):
        return None
    kinds = [_words().get(word, ("field", word)) for word in words]
    ranks = frozenset(same for kind, same in kinds if kind == "rank")
    return Office(noun, ranks, frozenset(same for kind, same in kinds if kind == "field"))


def _ahead(token: int, scene: Scene) -> Iterator[str]:
    """The words before a noun that tell which office it names."""
    tokens = scene.tokens
    for index in range(token - 1, max(token - 1 - _REACH, -1), -1):
        at, word = tokens[index], tokens[index].span.of(scene.text)
        if word in _HYPHENS:
            continue
        if at.pos not in _BESIDE or (at.pos == "PUNCT" and word not in _HYPHENS) or _apart(index, scene):
            return
        if (telling := _telling(index, scene)) is not None:
            yield telling


def _behind(token: int, scene: Scene) -> Iterator[str]:
    """The words after "of" or "for" that tell which office a noun names: "chief of staff", "minister for health"."""
    tokens = scene.tokens
    if token + 1 >= len(tokens) or tokens[token + 1].lemma.lower() not in _OF:
        return
    for index in range(token + 2, min(token + 2 + _REACH, len(tokens))):
        if tokens[index].pos not in _WITHIN or _apart(index - 1, scene):
            return
        if (telling := _telling(index, scene)) is not None:
            yield telling


def _apart(index: int, scene: Scene) -> bool:
    """Whether a line ends between a token and the next one."""
    return "\n" in scene.text[scene.tokens[index].span.end : scene.tokens[index + 1].span.start]


def _telling(index: int, scene: Scene) -> str | None:
    """The word at a token if it tells a rank or field: it is listed, or a plain noun that tells more than a place."""
    token = scene.tokens[index]
    word, lemma = token.span.of(scene.text), token.lemma.lower()
    if fold(word) in _words():
        return fold(word)
    joined = any(
        0 <= i < len(scene.tokens) and scene.tokens[i].span.of(scene.text) in _HYPHENS for i in (index - 1, index + 1)
    )
    begins = any(sentence.start == token.span.start for sentence in scene.sentences)
    plain = token.pos == "NOUN" and (word.islower() or begins) and not joined
    return lemma if plain and lemma not in words_of("office-contexts") else None


def offices_of(number: int, stage: Stage) -> tuple[Office, ...]:
    """The offices that the text says of a referent; a title before a name, "Minister Vel", tells none by itself."""
    if number not in stage.offices:
        stage.offices[number] = tuple(dict.fromkeys(_offices(stage.referents[number], stage.scene)))
    return stage.offices[number]


def _offices(referent: Referent, scene: Scene) -> Iterator[Office]:
    if referent.sort == "human":
        yield from (office for m in referent.mentions if (office := office_at(m.head, scene)))
        return
    starts = [scene.tokens_in(m.span).start for m in referent.mentions]
    titles = {start - 1 for start in starts if start}
    beside = {start - 2 for start in starts if start > 1 and scene.tokens[start - 1].span.of(scene.text) == ","}
    heads = find_descriptions((referent,), scene) | titles | beside
    for token in {i for head in heads for i in joined_to(head, _reach(head, scene), scene)}:
        office = office_at(_behind_hyphen(token, scene), scene)
        if office and (token not in titles or office.ranks or office.fields):
            yield office


def _reach(head: int, scene: Scene) -> range:
    """Where further nouns of a description stand: "the interior minister and former mayor"."""
    return range(head, min(head + _LISTED, len(scene.tokens)))


def _behind_hyphen(token: int, scene: Scene) -> int:
    """The noun of a compound that the parser hangs on its first part: "vice-president"."""
    joined = scene.tokens[token + 1 : token + 3]
    return token + 2 if len(joined) > 1 and joined[0].span.of(scene.text) in _HYPHENS else token


def has_other_office(number: int, event: Event, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether the noun names an office, and the text says other ones of the candidate."""
    referent = stage.referents[number]
    if referent.sort not in _PEOPLE or anaphor.plural:
        return False
    said = office_at(anaphor.token, stage.scene)
    if said is None:
        return False
    known = tuple(o for o in offices_of(number, stage) if o.noun == said.noun)
    if not known:
        return _has_other_roles(referent, said)
    ahead = event.role == "ahead"
    if ahead and referent.sort == "human":
        return True  # who is told of as well without a name further down tells nobody's
    announced = anaphor.opening == "headline" or (anaphor.opening == "lead" and not anaphor.definite)
    if not any(_can_be_one(told, said, ahead=ahead and not announced) for told in known):
        return True
    bare = not said.fields and not ahead
    return bare and all(o.fields for o in known) and _is_other_nearer(number, event, said, anaphor, stage)


def _has_other_roles(referent: Referent, said: Office) -> bool:
    """Whether the text tells a person only other roles than an office said in full: a minister's spokesman is none."""
    if referent.sort != "person" or not referent.roles or not (said.ranks or said.fields):
        return False
    name = frozenset(word.lower() for word in referent.name.split())
    return said.noun in words_of("sole-offices") and not are_akin(said.noun, referent.roles | name)


def _can_be_one(told: Office, said: Office, *, ahead: bool) -> bool:
    """Whether an office that the text tells of somebody can be the one that a phrase says, or stands ahead of."""
    if said.ranks not in (told.ranks, told.ranks | {"former"}):
        return False
    if said.fields and told.fields:
        return said.fields <= told.fields or told.fields <= said.fields
    first, later = (said, told) if ahead else (told, said)
    return bool(first.fields) or not later.fields


def _is_other_nearer(number: int, event: Event, said: Office, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether somebody else whom the bare noun can mean was told of after the candidate."""
    own = offices_of(number, stage)
    for other, referent in enumerate(stage.referents):
        if other == number or referent.sort not in _PEOPLE or referent.plural:
            continue
        last = stage.last_event(other, anaphor.token)
        if last is None or last.token <= event.token:
            continue
        held = [o for o in offices_of(other, stage) if o.noun == said.noun and o.ranks == said.ranks and o.fields]
        if held and not any(o.fields <= mine.fields or mine.fields <= o.fields for o in held for mine in own):
            return True
    return False


def is_taken_up(anaphor: Anaphor, number: int | None, stage: Stage) -> bool:
    """Whether a person's first mention takes up a noun alone, as told of before: "a judge ruled", "the judge, Vel"."""
    if number is None or anaphor.sort != "noun" or anaphor.definite or anaphor.marks or anaphor.plural:
        return False
    referent = stage.referents[number]
    if referent.sort != "person" or not stage.tokens[number] or stage.count_before(number, anaphor.token):
        return False
    first = stage.tokens[number][0]
    return any(
        token < first <= token + _SET_OFF and _is_the_noun(token, anaphor.head, stage.scene)
        for token in find_descriptions((referent,), stage.scene)
    )


_SET_OFF: Final = 4
"""Tokens from a noun to the end of the name behind its comma."""


def _is_the_noun(token: int, noun: str, scene: Scene) -> bool:
    """Whether "the" and the noun are all that a description says before a name."""
    before, at = scene.tokens[max(token - 1, 0)], scene.tokens[token]
    return at.lemma.lower() == noun and before.lemma.lower() == "the" and scene.text[at.span.end] == ","


@cache
def _words() -> Mapping[str, tuple[str, str]]:
    return {word: (kind, same) for word, kind, same in rows_of("office-words")}


@cache
def _short_forms() -> Mapping[str, tuple[str, str]]:
    return {word: (noun, telling) for word, noun, telling in rows_of("office-short-forms")}
