"""The links a chain is made of: who stands at a place of the text, by the fullest name and with the kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from sayso.meaning.lists import either, lines_of, rows_of
from sayso.meaning.names import gendered_nouns
from sayso.meaning.outlets import find_outlets, is_outlet
from sayso.meaning.scene import Entity, Scene
from sayso.meaning.speakers import Voices
from sayso.types import Actor, ChainLink, CharSpan, SourceType

_MOST = 8
"""Names that are looked at around one place."""
_WIDE = 60
"""Code points in which an outlet's name is sought at a place."""


def same_name(one: str, other: str) -> bool:
    """Whether one name is the other or its short form ("the Courier", "Valmere Courier")."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - {"the", "a", "an", "of", "s", "news"}


@cache
def _had() -> re.Pattern[str]:
    """What stands between a paper and the outlet that got it."""
    return re.compile(
        r",?\s+(?:which\s+(?:was|were|had\s+been)\s+|first\s+|exclusively\s+)?"
        rf"(?:{either(lines_of('paper-getting'))})\s+by\s+(?:the\s+)?",
        re.IGNORECASE,
    )


_AND_A = re.compile(r",?\s+and\s+(?:an?|the)\s+")


def name_paper(name: str) -> str:
    """A paper's name without who got it or gave it: "a transcript obtained by the Courier"."""
    ends = [had.start() for pattern in (_had(), _HANDED) if (had := pattern.search(name)) and had.start() > 0]
    return name[: min(ends, default=len(name))]


def find_getter(scene: Scene, voices: Voices, paper: ChainLink) -> ChainLink | None:
    """The outlet that got the paper of a link, named right behind it: "a file seen by the Courier"."""
    if paper.span is None:
        return None
    had = _had().search(
        scene.text, paper.span.start, min(paper.span.end + _WIDE, sentence_end(scene, paper.span.start))
    )
    if had is None or had.start() > paper.span.end:
        return None
    return find_outlet_at(scene, voices, had.end())


_HANDED = re.compile(
    r",?\s+(?:which\s+(?:was|were|had\s+been)\s+)?(?:handed|passed|given|leaked|sent|shown|provided|supplied)"
    r"(?:\s+(?:over|on))?\s+(?=(?:to|by)\b)(?:to\s+[\w’'-]+(?:\s+[\w’'-]+){0,3}?\s+)?(?P<by>by\s+)?",
    re.IGNORECASE,
)
"""What stands between a paper and the one who handed it over."""


def find_giver(scene: Scene, voices: Voices, paper: ChainLink) -> ChainLink | None:
    """Who handed over the paper of a link, named right behind it: "a letter passed to it by a clerk"."""
    if paper.span is None:
        return None
    end = sentence_end(scene, paper.span.start)
    handed = _HANDED.match(scene.text, paper.span.end, end)
    giver = find_noun_phrase(scene, voices, handed.end(), end) if handed is not None and handed["by"] else None
    return giver if giver is not None and giver.kind in ("person", "anonymous", "organization") else None


def overlap(one: CharSpan, other: CharSpan) -> bool:
    """Whether two ranges share a character."""
    return one.start < other.end and other.start < one.end


def sentence_end(scene: Scene, place: int) -> int:
    """Where the sentence at ``place`` ends."""
    return scene.sentences[scene.sentence_at(place)].end if scene.sentences else len(scene.text)


def outlet_link(voices: Voices, span: CharSpan, name: str) -> ChainLink:
    """The outlet at ``span``, by the fullest name that the article gives it."""
    return ChainLink(_full_name(voices, span, name), "outlet", span)


def find_outlet_at(scene: Scene, voices: Voices, place: int) -> ChainLink | None:
    """The outlet that is named right at ``place``, or taken up there ("the newspaper")."""
    spans = find_outlets(scene.text)
    introduced = _introducing().match(scene.text, place, place + _WIDE)
    place = introduced.end() if introduced else place
    near = bisect_left(spans, place, key=lambda span: span.end)
    for span in spans[near : near + 1]:
        if span.start <= place + len("The "):
            return outlet_link(voices, span, span.of(scene.text))
    noun = outlet_nouns().match(scene.text, place, place + _WIDE)
    if noun is None:
        return None
    span = CharSpan(*noun.span("noun"))
    return outlet_link(voices, span, span.of(scene.text))


def find_last_outlet(scene: Scene, voices: Voices, start: int, end: int) -> ChainLink | None:
    """The last outlet named, or else the last taken up ("the newspaper’s report"), from ``start`` to ``end``."""
    spans = find_outlets(scene.text)
    last = bisect_right(spans, end, key=lambda span: span.end) - 1
    if last >= 0 and spans[last].start >= start:
        return outlet_link(voices, spans[last], spans[last].of(scene.text))
    nouns = list(outlet_nouns().finditer(scene.text, start, end))
    if nouns:
        span = CharSpan(*nouns[-1].span("noun"))
        return outlet_link(voices, span, span.of(scene.text))
    return None


_STOPS = re.compile(
    r"[,;:()“”\"\n]|\.(?=\s|$)|\s[-–—]\s|\b(?:that|who|which|whom|as|said|saying|described|identified|but|"
    r"and (?:said|that)|cited|quoted|in (?:a|an|its)|(?:on|last|this) (?:\w+day|week|month)|for (?:the|its))\b"
)
_LEAD = re.compile(
    r"\s*(?:(?:interviews|conversations|talks|comments|remarks|statements|information|material)\s+(?:with|from|by|of)\s+)?"
    r"(?:(?:the|an?|its|his|her|their|what)\s+)?",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?:\w+\s+){0,2}(?:report|reports|article|story|account|investigation|dispatch|scoop)\s+(?:in|by|from|on)\s+(?:the\s+)?",
    re.IGNORECASE,
)


def find_noun_phrase(scene: Scene, voices: Voices, start: int, end: int) -> ChainLink | None:
    """Who stands at ``start``, as a link; None where no noun phrase does.

    "A report in the Courier" is the Courier, "a former clerk, Mila Senn," is Mila Senn.
    """
    stop = _STOPS.search(scene.text, start, end)
    words = scene.text[start : stop.start() if stop else end].rstrip(" .")
    lead = _LEAD.match(words)
    first = start + (lead.end() if lead else 0)
    span = CharSpan(first, start + len(words))
    if span.end - span.start <= 1 or not span.of(scene.text)[0].isalnum():
        return None
    report = _REPORT.match(scene.text, span.start, span.end)
    outlet = find_outlet_at(scene, voices, report.end()) if report else None
    if outlet is not None:
        return outlet
    had = _had().search(scene.text, span.start, span.end)
    both = _AND_A.search(scene.text, span.start, had.start()) if had is not None else None
    if both is not None:  # "two aides and a file seen by the Courier": two origins, of which the chain holds the first
        span = CharSpan(span.start, both.start())
    elif had is not None and not _is_of_people(scene, CharSpan(span.start, had.start())):
        paper = CharSpan(span.start, had.start())
        return ChainLink(paper.of(scene.text), "document", paper)
    handed = _HANDED.search(scene.text, span.start, span.end)
    if handed is not None and _kind(scene, CharSpan(span.start, handed.start())) == "document":
        paper = CharSpan(span.start, handed.start())
        return ChainLink(paper.of(scene.text), "document", paper)
    kind = _kind(scene, span)
    if kind == "anonymous":
        named = _apposed_name(scene, span.end, end)
        if named is not None:
            span, kind = named, "person"
    if kind in ("person", "organization", "outlet"):
        return ChainLink(_mentioned(voices, span) or _person_in(scene, span, kind), kind, span)
    return ChainLink(span.of(scene.text), kind, span)


def _is_of_people(scene: Scene, span: CharSpan) -> bool:
    """Whether the words name people and no paper: "a man seen by the police"."""
    words = re.findall(r"\w+", span.of(scene.text).lower())
    last = words[-1] if words else ""
    types = _source_nouns().get(last) or _source_nouns().get(last.removesuffix("s"), "")
    listed = types.split(",")[0] in ("anonymous", "class") or bool(
        {last, last.removesuffix("s")} & gendered_nouns().keys()
    )
    return listed or any(e.label == "PERSON" and overlap(e.span, span) for e in _entities_at(scene, span.start))


def _apposed_name(scene: Scene, place: int, end: int) -> CharSpan | None:
    """The name that stands in apposition right behind ``place``: "a former clerk, Mila Senn"."""
    if not scene.text.startswith(", ", place):
        return None
    return next(
        (e.span for e in _entities_at(scene, place + 2) if e.label == "PERSON" and e.span.start == place + 2 < end),
        None,
    )


def _person_in(scene: Scene, span: CharSpan, kind: SourceType) -> str:
    """The words at ``span``; of a person with a role before the name ("former clerk Mila Senn") the name alone."""
    if kind == "person":
        for entity in _entities_at(scene, span.start):
            if entity.label == "PERSON" and overlap(entity.span, span):
                return entity.span.of(scene.text)
    return span.of(scene.text)


def _entities_at(scene: Scene, place: int) -> tuple[Entity, ...]:
    first = bisect_left(scene.entities, place, key=lambda entity: entity.span.end)
    return scene.entities[first : first + _MOST]


def _kind(scene: Scene, span: CharSpan) -> SourceType:
    words = span.of(scene.text)
    if is_outlet(words):
        return "outlet"
    labels = {e.label for e in _entities_at(scene, span.start) if overlap(e.span, span)}
    head = re.split(r"\s+(?:of|in|at|from|with|close|familiar|by|on|to|near|inside)\b", words)[0].lower().split()
    last = head[-1] if head else ""
    types = _source_nouns().get(last) or _source_nouns().get(last.removesuffix("s")) or ""
    if types and (not labels & {"PERSON"}):
        kind = types.split(",")[0]
        return "anonymous" if kind in ("class", "anonymous") and last != "" else kind  # type: ignore[return-value]
    if "PERSON" in labels:
        return "person"
    return "organization" if labels & {"ORG", "GPE", "NORP"} else "anonymous"


@cache
def _source_nouns() -> dict[str, str]:
    return {row[0]: row[1] for row in rows_of("source-nouns") if len(row) > 1} | {
        "people": "anonymous",
        "sources": "anonymous",
    }


def _full_name(voices: Voices, span: CharSpan, name: str) -> str:
    """The fullest name of the actor that is mentioned at ``span``, or else ``name``."""
    named = _mentioned(voices, span)
    if named is not None:
        return named
    outlets = (actor.name for actor in voices.actors if actor.kind == "outlet")
    return next((outlet for outlet in outlets if same_name(outlet, name)), name)


def last_outlet_before(scene: Scene, voices: Voices, place: int, *, sentences: int) -> ChainLink | None:
    """The outlet that was named last before the sentence at ``place``, in at most so many sentences."""
    here = scene.sentence_at(place)
    for sentence in reversed(scene.sentences[max(here - sentences, 0) : here]):
        link = find_last_outlet(scene, voices, sentence.start, sentence.end)
        if link is not None:
            return link
    return None


def _mentioned(voices: Voices, span: CharSpan) -> str | None:
    """The name of the actor that is mentioned within ``span``."""
    mentions = _index(voices.actors)
    place = bisect_left(mentions, span.start, key=lambda mention: mention[0].end)
    for mention, name in mentions[place : place + 2]:
        if overlap(mention, span):
            return name
    return None


@lru_cache(maxsize=4)
def _index(actors: tuple[Actor, ...]) -> tuple[tuple[CharSpan, str], ...]:
    return tuple(sorted((mention, actor.name) for actor in actors for mention in actor.mentions))


@cache
def _introducing() -> re.Pattern[str]:
    """“The Danish broadcaster Kanal Nord”: what stands before an outlet's name and tells what it is."""
    nouns = either(lines_of("outlet-introductions"))
    return re.compile(rf"(?:the\s+)?(?:[A-Z]\w+\s+)?(?:{nouns})\s+(?=[A-Z])")


@cache
def outlet_nouns() -> re.Pattern[str]:
    """“The newspaper”, “that agency’s report”: group ``noun``."""
    nouns = "|".join(sorted(lines_of("outlet-nouns"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:the|that|another)\s+(?P<noun>(?:{nouns})(?:['’]s\s+(?:report|article|story|account))?)\b", re.IGNORECASE
    )
