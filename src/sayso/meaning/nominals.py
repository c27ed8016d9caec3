"""Who and what an article mentions without a name of its own: "two sources", "a witness", "the Vel campaign"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final

from sayso.meaning.kinds import nouns
from sayso.meaning.lists import rows_of
from sayso.meaning.names import fold, gendered_nouns, is_title, offices
from sayso.meaning.phrases import children_of, describe, joined_to, phrase_of
from sayso.meaning.referents import Mention, Referent, Sort
from sayso.meaning.scene import Scene, Token
from sayso.types import CharSpan, SourceType

_PLURAL: Final = frozenset({"NNS", "NNPS"})
_HUMAN: Final = frozenset({"anonymous", "class", "author"})
_MODIFIERS: Final = frozenset({"compound", "poss", "amod", "nmod"})
_REACH: Final = 10
_WIDEST: Final = 30
JOINT: Final = " & "
"""Between the names of several speakers of one statement."""
_TITLES = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|President|Senator|Sen|Congressman|Congresswoman|Rep|Gov|Governor)\.?\s+)+")


def find_bodies(scene: Scene, named: Sequence[Referent]) -> tuple[Referent, ...]:
    """Bodies called by what they are and whose: "the Vel campaign" and "Anna Vel's campaign" are one."""
    taken = {m.head for referent in named if referent.sort != "person" for m in referent.mentions}
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, token in enumerate(scene.tokens):
        lemma = token.lemma.lower()
        body = token.pos in ("NOUN", "PROPN") and "organization" in nouns().get(lemma, ())
        if body and index not in taken and token.tag not in _PLURAL and not is_mouthpiece(lemma):
            owners = tuple(_owners(index, scene))
            if owners:
                groups[lemma, owners[-1]].append(index)
    return tuple(_body(head, owner, places, scene) for (head, owner), places in groups.items())


def is_human(lemma: str) -> bool:
    """Whether a noun means a person: it is listed so, is an office, or ends as such nouns do."""
    told = nouns().get(lemma)
    if told is None:
        return lemma in gendered_nouns() or lemma in offices() or lemma.endswith(_HUMAN_ENDS)
    return lemma in gendered_nouns() or bool(_HUMAN & set(told))


_HUMAN_ENDS: Final = ("er", "or", "ist", "ian", "man", "woman", "person", "eer", "ant")


def is_plural(token: Token) -> bool:
    """Whether a noun, or a number that stands for one ("the two"), means several."""
    return token.tag in _PLURAL or (token.tag == "CD" and token.lemma.lower() not in ("one", "1"))


def is_mouthpiece(lemma: str) -> bool:
    """Whether a noun means one who speaks for another: spokesman, spokeswoman, spokesperson, representative."""
    return lemma.startswith("spokes") or lemma == "representative"


def _owners(index: int, scene: Scene) -> Iterator[str]:
    """The names that modify a noun, folded, without titles."""
    near = range(max(index - _REACH, 0), index)
    for child in children_of(index, near, scene):
        token = scene.tokens[child]
        words = token.span.of(scene.text)
        if (
            token.dep in _MODIFIERS
            and words[0].isupper()
            and token.pos in ("PROPN", "ADJ", "NOUN")
            and not is_title(words)
        ):
            yield fold(words)


def _body(head: str, owner: str, places: Sequence[int], scene: Scene) -> Referent:
    spans = [phrase_of(index, scene) for index in places]
    forms = Counter(_TITLES.sub("", describe(span, scene)) for span in spans)
    # The fullest form that says no more than whose it is, and of the full ones the commonest.
    plain = [form for form in forms if all(word[0].isupper() for word in form.split()[:-1])] or list(forms)
    name = min(plain, key=lambda form: (-len(form.split()), -forms[form], len(form)))
    mentions = tuple(Mention(span, index) for span, index in zip(spans, places, strict=True))
    aliases = tuple(sorted(set(forms) - {name}))
    return Referent(name, "organization", mentions, aliases, roles=frozenset({head}), marks=frozenset({owner}))


def find_nominals(scene: Scene, taken: frozenset[int]) -> tuple[Referent, ...]:
    """Unnamed people, papers and bodies, a referent for each mention; tokens that names hold are passed by."""
    found = []
    for index, token in enumerate(scene.tokens):
        if token.pos == "NOUN" and index not in taken and not _is_money(token, scene):
            lemma = token.lemma.lower()
            told = nouns().get(lemma, ())
            if (told or lemma in gendered_nouns() or lemma in offices()) and token.dep not in (
                "compound",
                "nmod",
                "amod",
            ):
                found.append(_nominal(index, scene))
    return tuple(found)


def _is_money(token: Token, scene: Scene) -> bool:
    """Whether a noun is a sum's: "crowns" are nobody."""
    return is_plural(token) and token.span.of(scene.text).lower() in _currencies()


@cache
def _currencies() -> frozenset[str]:
    return frozenset(word.lower() for _, word in rows_of("currencies"))


def find_pairs(scene: Scene, named: Sequence[Referent]) -> tuple[Referent, ...]:
    """People named side by side, "Vel and Koll", whom "they" and "the two" may mean."""
    owner = {m.head: referent for referent in named if referent.sort == "person" for m in referent.mentions}
    found = []
    for index in sorted(owner):
        if scene.tokens[index].dep == "conj" and scene.tokens[index].head in owner:
            continue
        heads = [
            i for i in joined_to(index, range(index, min(index + _WIDEST, len(scene.tokens))), scene) if i in owner
        ]
        people = dict.fromkeys(owner[i].name for i in heads)
        if len(people) > 1:
            span = CharSpan(scene.tokens[index].span.start, scene.tokens[heads[-1]].span.end)
            noun = described_by(index, scene)
            roles = frozenset() if noun is None else frozenset({scene.tokens[noun].lemma.lower()})
            found.append(Referent(JOINT.join(people), "group", (Mention(span, index),), plural=True, roles=roles))
    return tuple(found)


def described_by(index: int, scene: Scene) -> int | None:
    """The noun in the plural to which a name, the first of a list, stands in apposition: "two aides, Vel and Koll"."""
    token = scene.tokens[index]
    return token.head if token.dep == "appos" and scene.tokens[token.head].tag in _PLURAL else None


def _nominal(index: int, scene: Scene) -> Referent:
    span = phrase_of(index, scene)
    return unnamed(index, span, describe(span, scene), scene)


def unnamed(index: int, span: CharSpan, name: str, scene: Scene) -> Referent:
    """The referent of a noun phrase whose noun is the token at ``index``."""
    token = scene.tokens[index]
    lemma = token.lemma.lower()
    told = nouns().get(lemma, ())
    body = "organization" in told and "anonymous" not in told and not is_plural(token)  # authorities are people
    if not body and (not told or is_human(lemma)):
        sort: Sort = "human"
    else:
        sort = _UNNAMED.get("organization" if body else told[0], "human")
    marks = frozenset(
        scene.tokens[i].lemma.lower()
        for i in scene.tokens_in(span)
        if i != index and scene.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "NUM")
    )
    return Referent(
        name,
        sort,
        (Mention(CharSpan(token.span.start, token.span.end), index),),
        gender=gendered_nouns().get(lemma, "u"),
        plural=is_plural(token),
        roles=frozenset({lemma}),
        marks=marks,
    )


def sorts_of(lemma: str) -> frozenset[str]:
    """The sorts of referents that a noun can be said of; none where any can be."""
    told = nouns().get(lemma, ())
    found: set[str] = set()
    if is_human(lemma):
        found |= _PEOPLE
    for kind in told:
        found |= _SORTS.get(kind, frozenset())
    return frozenset(found)


def sorts_of_type(kind: SourceType) -> frozenset[str]:
    """The sorts of referents that a source of a type can be."""
    return _SORTS.get(kind, _PEOPLE)


_UNNAMED: Final[dict[str, Sort]] = {"organization": "body", "outlet": "outlet-like", "document": "document"}
_PEOPLE: Final = frozenset({"person", "human", "group"})
_SORTS: Final[Mapping[str, frozenset[str]]] = {
    "organization": frozenset({"organization", "body", "place", "group"}),
    "outlet": frozenset({"outlet", "organization", "outlet-like"}),
    "document": frozenset({"document"}),
}
