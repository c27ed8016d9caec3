"""What matters of a statement when another is set beside it, to tell whether one answers the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from sayso.meaning.lists import rows_of, words_of
from sayso.meaning.outlets import find_outlets
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.types import Act, CharSpan


@dataclass(frozen=True, slots=True)
class View:
    """What matters of a statement when another is set beside it."""

    span: CharSpan
    sentence: int
    act: str
    type: str
    speaker: str
    surnames: frozenset[str]
    cue: str
    cue_text: str
    """The whole cue, in lower case."""
    answering: bool
    replying: bool
    """Whether the cue says of itself that something was said before: "replied", "fired back"."""
    direct: bool
    place: int
    """Where the content begins."""
    words: frozenset[str]
    """Lemmas of the content's nouns, verbs, adjectives and names."""
    names: frozenset[str]
    """Capitalised words of the content, in lower case."""
    taken_up: frozenset[str]
    """Nouns that take something up, with how: "this report", "his claims"."""
    opening: str
    length: int
    asked: bool
    parent: str | None
    id: str
    nearby: frozenset[str]
    """Capitalised words of the sentence, in lower case."""
    content: str
    """The content's first words."""
    outlets: frozenset[str]
    """Outlets named in the sentence (last words, in lower case)."""
    context_outlets: frozenset[str]
    """Outlets named in the sentence before."""
    headline: bool
    source_text: str
    source_words: frozenset[str]
    """The source's words, in lower case."""
    figure: bool
    """Whether the content holds a number."""
    bound: frozenset[str]
    """Names that the source says the speaker speaks for, in lower case: "Vel's lawyer"."""


_CONTENT_WORDS = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})
_SMALL = frozenset(
    {
        "be",
        "have",
        "do",
        "say",
        "go",
        "get",
        "make",
        "people",
        "year",
        "time",
        "thing",
        "want",
        "know",
        "think",
        "other",
        "more",
    }
)
_ASKED = re.compile(r"\b(?:asked|pressed|questioned|confronted)\b(?! (?:for|to)\b)", re.IGNORECASE)
_PART = re.compile(
    r"%|\b(?:half|third|quarter|fifth|tenth|dozens|hundreds|thousands|millions|billions|per\s?cent)\b", re.IGNORECASE
)
_SHORT = 2
"""Letters of words that say little."""
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such", "it"})


def view_statement(scene: Scene, voices: Voices, acts: Sequence[Act], number: int) -> View:
    """The view of the statement at ``number``."""
    statement = scene.statements[number]
    spans = statement.source.spans + statement.cue.spans + statement.content.spans
    span = CharSpan(min(s.start for s in spans), max(s.end for s in spans))
    tokens = scene.tokens
    inside = [i for piece in statement.content.spans for i in scene.tokens_in(piece)][:120]
    cue = [tokens[i].lemma.lower() for piece in statement.cue.spans for i in scene.tokens_in(piece)]
    verb = next(
        (
            tokens[i].lemma.lower()
            for p in statement.cue.spans
            for i in scene.tokens_in(p)
            if tokens[i].pos in ("VERB", "NOUN")
        ),
        "",
    )
    speaker = (voices.speakers[number].name or "").lower()
    frame = (statement.source.spans + statement.cue.spans or statement.content.spans)[0]
    sentence = scene.sentence_at(frame.start)
    around = scene.sentences[sentence].of(scene.text) if scene.sentences else ""
    words = frozenset(
        tokens[i].lemma.lower()
        for i in inside
        if tokens[i].pos in _CONTENT_WORDS and len(tokens[i].span.of(scene.text)) > _SHORT
    )
    return View(
        span=span,
        sentence=sentence,
        act=acts[number].name,
        type=voices.types[number],
        speaker=speaker,
        surnames=frozenset(part.split()[-1].strip(".,’'\"”") for part in speaker.split(" & ") if part.split()),
        cue=verb,
        cue_text=statement.cue.text.lower(),
        answering=any(word in words_of("response-cues") for word in cue),
        replying=any(word in words_of("reply-cues") for word in cue if word != verb or word != "back"),
        direct=statement.kind == "direct",
        place=(statement.content.spans or spans)[0].start,
        words=words - _SMALL,
        names=frozenset(
            w.lower().removesuffix("’s").removesuffix("'s")
            for w in re.findall(r"\b[A-Z][\w’'-]+", statement.content.text[:800])
        ),
        taken_up=frozenset(_taken_up(scene, inside)),
        opening=" ".join(re.findall(r"[\w'’]+", statement.content.text.lower()[:60])[:2]),
        length=len(statement.content.text),
        asked=_ASKED.search(around[: max(frame.start - scene.sentences[sentence].start, 0) + 40]) is not None
        if scene.sentences
        else False,
        parent=statement.parent,
        id=statement.id,
        content=statement.content.text[:300],
        outlets=_outlets(around),
        context_outlets=_outlets(scene.sentences[sentence - 1].of(scene.text)) if sentence else frozenset(),
        headline=sentence == 0 and "\n" in scene.text[span.end : span.end + 3],
        source_text=statement.source.text,
        source_words=frozenset(re.findall(r"[\w’'-]+", statement.source.text.lower())),
        figure=any(tokens[i].pos == "NUM" for i in inside) or _PART.search(statement.content.text) is not None,
        bound=_bound(statement.source.text, speaker),
        nearby=frozenset(
            w.lower().removesuffix("’s").removesuffix("'s") for w in re.findall(r"\b[A-Z][\w’'-]+", around[:1000])
        ),
    )


_SPEAKING_FOR = re.compile(
    r"\b(?:spokes\w+|lawyers?|attorneys?|counsel|office|campaign|aides?|advis[eo]rs?|manager|team|executive|chief|director|"
    r"officers?|representatives?|chair\w*|president|head|secretary|ministry|foundation|family)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\b(?:rival|critic|opponent|challenger|former|ex-|counterpart|opposition)", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w’'-]+|\b\w+(?=['’]s\b)")
_RUN = re.compile(r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,6}")
_ITS = re.compile(r"^(?:(?P<body>its|their)|his|her)\b|^(?P<bare>an?\s+spokes\w+)$", re.IGNORECASE)
_BEFORE = 3
"""Statements back within which "its lawyer" finds whose lawyer it is."""


def find_sides(views: list[View]) -> list[View]:
    """The views with all the names that each speaker is said to speak for, anywhere in the article."""
    found: dict[str, frozenset[str]] = {}
    for number, view in enumerate(views):
        names = view.bound
        its = _ITS.match(view.source_text)
        if its and _SPEAKING_FOR.search(view.source_text) and not _AGAINST.search(view.source_text):
            body = its["body"] or its["bare"]
            names |= next(
                (
                    before.surnames
                    for before in reversed(views[max(number - _BEFORE, 0) : number])
                    if before.surnames != view.surnames
                    and (before.type == "organization" if body else before.type == "person")
                ),
                frozenset[str](),
            )
        found[view.speaker] = found.get(view.speaker, frozenset()) | names
    return [replace(view, bound=found[view.speaker] if view.speaker else view.bound) for view in views]


def _bound(source: str, speaker: str) -> frozenset[str]:
    """Names in a source that the speaker speaks for; none where they are a rival's, or of the past."""
    if not _SPEAKING_FOR.search(source) or _AGAINST.search(source):
        return frozenset()
    names = (name.lower().removesuffix("’s").removesuffix("'s") for name in _NAMED.findall(source))
    runs = [run.lower().split() for run in _RUN.findall(source)]
    bodies = {" ".join(run[n : n + size]) for run in runs for size in (2, 3) for n in range(len(run) - size + 1)}
    return (frozenset(names) - frozenset(speaker.split()) - _no_names()) | (bodies - {speaker})


@cache
def _no_names() -> frozenset[str]:
    """Words of bodies and offices that name nobody: the House's chairman does not speak for the White House."""
    return words_of("response-unnamed")


def on_one_side(a: View, b: View) -> bool:
    """Whether one of two statements is by who speaks for the other's speaker."""
    return bool((a.surnames | {a.speaker}) & b.bound or (b.surnames | {b.speaker}) & a.bound)


def are_nested(one: View, other: View) -> bool:
    """Whether one of two statements is speech inside the other."""
    return other.parent == one.id or one.parent == other.id


def _outlets(words: str) -> frozenset[str]:
    return frozenset(span.of(words).lower().split()[-1] for span in find_outlets(words[:1000]))


def _taken_up(scene: Scene, inside: Sequence[int]) -> Iterator[str]:
    """“these report”, “the claim”, “poss comment”, “it”: how a content takes an earlier one up."""
    tokens = scene.tokens
    nouns = response_nouns()
    for i in inside[:40]:
        token = tokens[i]
        lemma = token.lemma.lower()
        word = token.span.of(scene.text).lower()
        if word in _DEMONSTRATIVES and token.pos in ("PRON", "DET") and token.dep != "det":
            yield f"pronoun {word}"
        elif lemma in nouns or word in nouns:
            before = tokens[i - 1].span.of(scene.text).lower() if i else ""
            how = "demonstrative" if before in _DEMONSTRATIVES else "the" if before == "the" else "bare"
            if any(tokens[k].head == i and tokens[k].dep == "poss" for k in range(max(i - 5, 0), i)):
                how = "owned"
            yield f"{how} {lemma}"


@cache
def response_nouns() -> dict[str, frozenset[str]]:
    """Nouns that take a statement up, with the types and acts of what they can mean ("-": any)."""
    return {row[0]: frozenset(row[1].split(", ")) for row in rows_of("response-nouns")}


def same_speaker(a: View, b: View) -> str:
    """same, other, or unclear where either is not known."""
    if not a.speaker or not b.speaker:
        return "unclear"
    return "same" if a.speaker == b.speaker or a.surnames == b.surnames else "other"
