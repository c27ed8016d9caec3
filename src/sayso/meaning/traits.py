"""What the classifier of senses sees of each statement: traits, which are named, and vectors, which are learnt.

A trait is a short text ("cue word: denied", "content begins: to"). Vectors are means
of the tagger's vectors over parts of the statement. Training and the product both
come through here: whatever changes here needs new weights (``python -m training.senses``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sayso.meaning.lists import rows_of
from sayso.meaning.scene import Entity, Scene, Token, Vectors
from sayso.meaning.speakers import Voices
from sayso.types import CharSpan, SourceType, Speaker, Statement, Words

WORD: Final = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
MOST_WORDS: Final = 80
"""Words of a content that become traits: later ones say little, and no text may cost more than its share."""
EDGE: Final = 3
"""Words at either end of a content that get a vector of their own."""
SLOTS: Final = 8
"""Vectors a statement has: see ``_slots``."""
SUBJECTS: Final = ("nsubj", "nsubjpass", "expl", "csubj")
HELPERS: Final = ("aux", "auxpass", "neg", "mark")


def find_traits(scene: Scene, voices: Voices) -> tuple[tuple[str, ...], ...]:
    """The traits of each statement, without repetitions, in an order that is always the same.

    ``voices`` are who was found to speak: what kind they are counts most where the source is a pronoun.
    """
    parents = {s.id: s for s in scene.statements}
    before: Statement | None = None
    found = []
    for statement, kind, speaker in zip(scene.statements, voices.types, voices.speakers, strict=True):
        parent = parents.get(statement.parent or "")
        traits = (
            *_voice(statement, kind, speaker),
            *_form(statement, parent, scene),
            *_source(statement, scene),
            *_cue(statement, scene),
            *_content(statement, scene),
            *_around(statement, before, scene),
        )
        found.append(tuple(dict.fromkeys(traits)))
        before = statement
    return tuple(found)


def find_vectors(scene: Scene) -> NDArray[np.float32]:
    """The vectors of each statement, one after the other in a row [statements, SLOTS * width].

    Where the scene holds no vectors the width is 0.
    """
    vectors = scene.vectors
    width = 0 if vectors is None else vectors.rows.shape[1]
    found = np.zeros((len(scene.statements), SLOTS, width), dtype=np.float32)
    if vectors is not None:
        places = _Places(vectors)
        for row, statement in zip(found, scene.statements, strict=True):
            for slot, numbers in enumerate(_slots(statement, scene, places)):
                if numbers:
                    row[slot] = vectors.rows[numbers].mean(0)
    return found.reshape(len(scene.statements), SLOTS * width)


class _Places:
    """Finds the words that lie in a range of the text."""

    def __init__(self, vectors: Vectors) -> None:
        self._starts = [span.start for span in vectors.spans]

    def within(self, spans: Iterable[CharSpan]) -> list[int]:
        return [n for s in spans for n in range(bisect_left(self._starts, s.start), bisect_left(self._starts, s.end))]


def _slots(statement: Statement, scene: Scene, places: _Places) -> Iterator[list[int]]:
    source = places.within(statement.source.spans)
    cue = places.within(statement.cue.spans)
    content = places.within(statement.content.spans)
    yield source
    yield source[-1:]
    yield cue
    yield cue[-1:]
    yield content
    yield content[:EDGE]
    yield content[-EDGE:]
    yield places.within([_sentence(statement, scene)])


def _sentence(statement: Statement, scene: Scene) -> CharSpan:
    """The sentence of the cue, or else of the beginning of the content."""
    spans = statement.cue.spans or statement.content.spans
    return scene.sentences[scene.sentence_at(spans[0].start)] if scene.sentences else spans[0]


def words_of(text: str) -> list[str]:
    """The words and marks of ``text`` in lower case, with straight apostrophes."""
    return [match.group().lower().replace("’", "'") for match in islice(WORD.finditer(text), MOST_WORDS)]


# ---------------------------------------------------------------- form


def _form(statement: Statement, parent: Statement | None, scene: Scene) -> Iterator[str]:
    yield f"kind:{statement.kind}"
    yield f"pieces:{min(len(statement.content.spans), 3)}"
    yield f"length:{len(statement.content.text).bit_length()}"
    yield f"has:{'s' if statement.source.spans else ''}{'c' if statement.cue.spans else ''}"
    if parent is not None:
        yield "nested"
        yield from (f"parent cue:{word}" for word in words_of(parent.cue.text))
    first = statement.content.spans[0].start
    if "\n" not in scene.text[:first].lstrip() and _is_line(scene.text, first):
        yield "headline"
    if statement.source.spans and statement.cue.spans:
        order = sorted("sct", key=lambda role: _start(statement, role))
        yield f"order:{''.join(order)}"


def _is_line(text: str, place: int) -> bool:
    """Whether the line of ``place`` ends without a full stop, as headlines do."""
    end = text.find("\n", place)
    return end > 0 and text[end - 1] not in '.!”"'


def _start(statement: Statement, role: str) -> int:
    words = {"s": statement.source, "c": statement.cue, "t": statement.content}[role]
    return words.spans[0].start


# ---------------------------------------------------------------- source


def _voice(statement: Statement, kind: SourceType, speaker: Speaker) -> Iterator[str]:
    own = words_of(statement.source.text)
    yield f"voice:{kind}"
    yield f"voice:{kind} {min(int(speaker.confidence * 5), 4)}"
    yield f"voice:{kind} {own[0] if own else 'no source'}"
    if speaker.name is not None:
        words = words_of(speaker.name)
        yield f"voice ends:{words[-1] if words else ''}"
        yield f"voice shape:{_shape(speaker.name)}"
        yield f"voice is source:{words == own}"


def _source(statement: Statement, scene: Scene) -> Iterator[str]:
    words = words_of(statement.source.text)
    yield f"source:{' '.join(words[:6])}"
    yield from (f"source word:{word}" for word in words)
    yield f"source words:{min(len(words), 7)}"
    if not words:
        return
    yield f"source begins:{words[0]}"
    yield f"source ends:{words[-1]}"
    yield f"source shape:{_shape(statement.source.text)}"
    for span in statement.source.spans:
        yield from _names(span, scene)
    head = _head(statement.source, scene)
    if head is not None:
        yield f"source head:{head.lemma.lower()}"
        yield f"source head:{head.pos} {head.tag} {head.dep}"
        yield from (f"source noun:{kind}" for kind in _source_nouns().get(head.lemma.lower(), ()))
    yield from (f"source any noun:{kind}" for word in words for kind in _source_nouns().get(_singular(word), ()))


def _names(span: CharSpan, scene: Scene) -> Iterator[str]:
    labels = [entity.label for entity in _inside(scene, span)]
    yield f"names:{labels[0] if labels else 'no'}"
    yield from (f"name:{label}" for label in labels)


def _inside(scene: Scene, span: CharSpan) -> Iterator[Entity]:
    first = bisect_left(scene.entities, span.start, key=lambda entity: entity.span.start)
    for entity in islice(scene.entities, first, None):
        if entity.span.start >= span.end:
            return
        yield entity


def _shape(text: str) -> str:
    """Capitals, lower case and digits of the words' beginnings: "the Kremlin" is ``xX``."""
    letters = "".join("X" if w[0].isupper() else "9" if w[0].isdigit() else "x" for w in text.split()[:8])
    return re.sub(r"(.)\1+", r"\1\1", letters)


def _singular(word: str) -> str:
    """The form that the list of nouns holds; a rough one, for the list decides."""
    nouns = _source_nouns()
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if form in nouns:
            return form
    return word


@cache
def _source_nouns() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(kinds.split(",")) for noun, kinds in rows_of("source-nouns")}


@cache
def _act_verbs() -> dict[str, tuple[str, ...]]:
    return {verb: tuple(acts.split(",")) for verb, acts in rows_of("act-verbs")}


# ---------------------------------------------------------------- cue


def _cue(statement: Statement, scene: Scene) -> Iterator[str]:
    words = words_of(statement.cue.text)
    yield f"cue:{' '.join(words[:6])}"
    yield from (f"cue word:{word}" for word in words)
    if not words:
        return
    yield from _tone("cue", words)
    yield f"cue begins:{words[0]}"
    yield f"cue ends:{words[-1]}"
    for token in _tokens(statement.cue.spans, scene):
        lemma = token.lemma.lower()
        yield f"cue lemma:{lemma}"
        acts = _act_verbs().get(lemma, ())
        yield from (f"cue act:{act}" for act in acts)
        if acts:
            yield f"cue first act:{acts[0]}"
    head = _head(statement.cue, scene)
    if head is not None:
        yield f"cue head:{head.lemma.lower()}"
        yield f"cue head:{head.pos} {head.tag}"
        yield from (f"cue head act:{act}" for act in _act_verbs().get(head.lemma.lower(), ()))


# ---------------------------------------------------------------- content


def _content(statement: Statement, scene: Scene) -> Iterator[str]:
    words = words_of(statement.content.text)
    plain = [word for word in words if word[0].isalnum()]
    yield from (f"content:{word}" for word in words)
    yield from (f"content pair:{a} {b}" for a, b in pairwise(plain))
    if plain:
        yield f"content begins:{plain[0]}"
        yield f"content begins:{' '.join(plain[:2])}"
    text = statement.content.text.rstrip("”\"'’ .")
    yield f"content mark:{text[-1:] if text[-1:] in '?!' else 'no'}"
    yield from _tone("content", words)
    yield from _grammar(statement, scene)


def _tone(part: str, words: Sequence[str]) -> Iterator[str]:
    """How many pleasant and unpleasant words there are, and what they come to."""
    tones = [_tones().get(word, 0) for word in words]
    bright, dark = sum(tone > 0 for tone in tones), sum(tone < 0 for tone in tones)
    yield f"{part} bright:{min(bright, 4)}"
    yield f"{part} dark:{min(dark, 4)}"
    yield f"{part} tone:{max(min(sum(tones), 6), -6)}"
    yield f"{part} mixture:{'b' * (bright > 0)}{'d' * (dark > 0)}"


@cache
def _tones() -> dict[str, int]:
    return {word: int(tone) for word, tone in rows_of("tones")}


def _grammar(statement: Statement, scene: Scene) -> Iterator[str]:
    """What heads the content: a finite verb, an infinitive, a noun; its subject, its helpers."""
    spans = statement.content.spans
    head = _head(statement.content, scene)
    if head is None:
        return
    yield f"content head:{head.pos} {head.tag}"
    yield f"content head:{head.dep}"
    yield f"content head lemma:{head.lemma.lower()}"
    yield from (f"content head act:{act}" for act in _act_verbs().get(head.lemma.lower(), ()))
    finite = False
    for token in _tokens(spans[:1], scene):
        if scene.tokens[token.head] is head and token is not head:
            if token.dep in SUBJECTS:
                yield f"subject:{token.lemma.lower()}"
                yield f"subject:{token.pos} {token.tag}"
            if token.dep in HELPERS:
                yield f"helper:{token.lemma.lower()}"
        finite = finite or token.tag in ("VBD", "VBZ", "VBP", "MD")
    yield f"finite:{finite}"


# ---------------------------------------------------------------- around


def _around(statement: Statement, before: Statement | None, scene: Scene) -> Iterator[str]:
    """Words of the sentence beside the statement's own: hearers, channels, manners."""
    own = (*statement.source.spans, *statement.cue.spans, *statement.content.spans)
    sentence = _sentence(statement, scene)
    for gap in _gaps(sentence, own):
        yield from (f"beside:{word}" for word in words_of(gap.of(scene.text))[:12])
    first = min(span.start for span in own)
    ahead = words_of(scene.text[max(first - 40, 0) : first])[-2:]
    yield f"ahead:{' '.join(ahead)}"
    if before is None:
        yield "first"
        return
    yield f"before kind:{before.kind}"
    yield from (f"before source:{word}" for word in words_of(before.source.text)[:4])
    yield from (f"before cue:{word}" for word in words_of(before.cue.text)[-1:])


def _gaps(sentence: CharSpan, own: Sequence[CharSpan]) -> Iterator[CharSpan]:
    start = sentence.start
    for span in sorted(own):
        if start < span.start and start < sentence.end:
            yield CharSpan(start, min(span.start, sentence.end))
        start = max(start, span.end)
    if start < sentence.end:
        yield CharSpan(start, sentence.end)


# ---------------------------------------------------------------- tokens


def _tokens(spans: Iterable[CharSpan], scene: Scene) -> Iterator[Token]:
    for span in spans:
        for number in islice(scene.tokens_in(span), MOST_WORDS):
            yield scene.tokens[number]


def _head(words: Words, scene: Scene) -> Token | None:
    """The first token of the words that depends on one outside of them, or on none."""
    inside = {n for span in words.spans[:1] for n in islice(scene.tokens_in(span), MOST_WORDS)}
    for number in sorted(inside):
        token = scene.tokens[number]
        if token.pos != "PUNCT" and (token.head not in inside or token.head == number):
            return token
    return None
