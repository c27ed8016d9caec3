"""What has been mentioned where, as far as the text was read: the ground on which antecedents are sought."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from sayso.extract.marks import find_quotations
from sayso.meaning.referents import Referent
from sayso.meaning.scene import Scene
from sayso.types import CharSpan

if TYPE_CHECKING:
    from sayso.meaning.offices import Office

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj"})
_ROLES: Final = {
    **dict.fromkeys(SUBJECTS, "subject"),
    "dobj": "object",
    "dative": "object",
    "agent": "agent",
    "poss": "owner",
    "compound": "bound",
    "nmod": "bound",
    "amod": "bound",
    "pobj": "prepositional",
    "appos": "apposition",
    "ROOT": "root",
}
_HIGHEST: Final = 4
_CARRYING: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})

_DATELINE: Final = re.compile(r"^[A-Z]{2}[^a-z\n]*[^\n—–-]{0,50}[—–-]{1,2}(?=\s)", re.MULTILINE)
"""Place, day and agency that open the news: "LISLE, May 3 (AP) —"."""


class Event(NamedTuple):
    """A mention at a token; ``role`` is its part in the sentence, ``by`` is name, pronoun or noun."""

    token: int
    role: str
    by: str


class Speaking(NamedTuple):
    """Who was found to speak at a token, by number."""

    token: int
    referent: int
    statement: int


class Stage:
    """Referents and their mentions; those that are resolved while the text is walked through are added."""

    def __init__(self, scene: Scene, referents: Sequence[Referent]) -> None:
        self.scene = scene
        self.referents: list[Referent] = []
        self.tokens: list[list[int]] = []
        """Of each referent, the tokens of its mentions by name, sorted."""
        self._found: dict[int, list[Event]] = {}
        self.speakings: list[Speaking] = []
        self.quotations = find_quotations(scene.text)
        self.datelines = tuple(CharSpan(*match.span()) for match in _DATELINE.finditer(scene.text))
        self._paragraphs = _number_paragraphs(scene)
        self._sources: dict[int, list[int]] = {}
        for number, statement in enumerate(scene.statements):
            for token in (t for span in statement.source.spans for t in scene.tokens_in(span)):
                self._sources.setdefault(token, []).append(number)
        self._words: dict[int, frozenset[str]] = {}
        self.offices: dict[int, tuple[Office, ...]] = {}
        """The offices of each referent that they were asked for (offices.py)."""
        self.led: dict[tuple[int, int, str], int | None] = {}
        """To whose words the sentence before each pronoun leads (exclusions.py)."""
        self.heads: set[int] = set()
        """The tokens of all mentions by name."""
        for referent in referents:
            self.add(referent)

    def add(self, referent: Referent) -> int:
        """Put a referent on the stage; its number."""
        self.referents.append(referent)
        self.tokens.append(sorted(m.head for m in referent.mentions))
        self.heads.update(self.tokens[-1])
        return len(self.referents) - 1

    def rename(self, referent: int, name: str) -> None:
        """Give a referent a name that says more."""
        self.referents[referent] = replace(self.referents[referent], name=name)

    def hear(self, speaking: Speaking, by: str) -> None:
        """Remember that somebody was found to speak, and is so mentioned, at a token."""
        self.speakings.append(speaking)
        event = Event(speaking.token, role_of(speaking.token, self.scene), by)
        self._found.setdefault(speaking.referent, []).append(event)

    def last_event(self, referent: int, before: int) -> Event | None:
        """The referent's last mention before a token, if any."""
        tokens = self.tokens[referent]
        place = bisect_left(tokens, before)
        named = Event(tokens[place - 1], role_of(tokens[place - 1], self.scene), "name") if place else None
        found = next((e for e in reversed(self._found.get(referent, [])) if e.token < before), None)
        if named and found:
            return max(named, found, key=lambda e: e.token)
        return named or found

    def last_name(self, referent: int, before: int) -> int | None:
        """The token of the referent's last mention by name before a token, or else of its first one after."""
        tokens = self.tokens[referent]
        place = bisect_left(tokens, before)
        return tokens[place - 1] if place else tokens[0] if tokens else None

    def count_before(self, referent: int, before: int) -> int:
        """How many mentions by name there are before a token."""
        return bisect_left(self.tokens[referent], before)

    def next_token(self, referent: int, after: int) -> int | None:
        """The token of the referent's next mention by name."""
        tokens = self.tokens[referent]
        place = bisect_left(tokens, after)
        return tokens[place] if place < len(tokens) else None

    def statements_of(self, referent: int) -> frozenset[int]:
        """The statements whose source names the referent, by number, also those further down."""
        return frozenset(n for token in self.tokens[referent] for n in self._sources.get(token, ()))

    def words_of(self, statement: int) -> frozenset[str]:
        """The lemmas of the words that carry a statement's content."""
        if statement not in self._words:
            spans = self.scene.statements[statement].content.spans
            tokens = (self.scene.tokens[i] for span in spans for i in self.scene.tokens_in(span))
            self._words[statement] = frozenset(t.lemma.lower() for t in tokens if t.pos in _CARRYING)
        return self._words[statement]

    def sentence_of(self, token: int) -> int:
        """Number of the sentence of a token."""
        return self.scene.sentence_at(self.scene.tokens[token].span.start)

    def paragraph_of(self, token: int) -> int:
        """Number of the paragraph of a token."""
        return self._paragraphs[self.sentence_of(token)] if self._paragraphs else 0

    def quotation_at(self, place: int) -> CharSpan | None:
        """The quotation that holds a place of the text."""
        index = bisect_left(self.quotations, place + 1, key=lambda q: q.start) - 1
        if index >= 0 and self.quotations[index].end > place:
            return self.quotations[index]
        return None


def role_of(token: int, scene: Scene) -> str:
    """The part that a token plays in its sentence: subject, object, owner, bound and so on."""
    at = token
    for _ in range(_HIGHEST):
        dep = scene.tokens[at].dep
        if dep not in ("conj", "appos") or scene.tokens[at].head == at:
            break
        at = scene.tokens[at].head
    if scene.tokens[at].dep == "pobj" and scene.tokens[scene.tokens[at].head].dep == "agent":
        return "agent"
    return _ROLES.get(scene.tokens[at].dep, "other")


def _number_paragraphs(scene: Scene) -> tuple[int, ...]:
    found, number, last = [], 0, 0
    for sentence in scene.sentences:
        number += "\n" in scene.text[last : sentence.start]
        found.append(number)
        last = sentence.end
    return tuple(found)
