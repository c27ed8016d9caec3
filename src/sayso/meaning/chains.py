"""From the printing outlet to the origin: whose word rests on whose.

CONVENTIONS: the chain begins with the printing outlet and holds only what the text
names. An outlet that cites somebody in the same breath hands the word on from them; a
nested statement's chain is the outer one's with the inner speaker; a leaked paper comes from the
outlet that got it. Who denies "reports" is no link, for nothing came through them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.meaning.lists import lines_of, rows_of
from sayso.meaning.outlets import find_outlets, is_outlet
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.types import Actor, ChainLink, CharSpan, SourceType, Statement, Via

UNKNOWN_OUTLET = "this outlet"
"""What the first link is called where the article's outlet is not known."""

Chain = tuple[ChainLink, ...]

_BACK = 2
"""How many sentences after an outlet cited somebody "they" may still be those."""
_MOST = 8
"""Names, and acts of citing, that are looked at around one place."""
_REACH = 240
"""Code points in which a cited noun phrase is sought after "citing"."""


def find_chains(scene: Scene, voices: Voices, channels: Sequence[Via | None]) -> tuple[Chain, ...]:
    """The chain of each statement."""
    citings = tuple(_find_citings(scene, voices))
    places = {statement.id: number for number, statement in enumerate(scene.statements)}
    first = ChainLink(scene.article.outlet or UNKNOWN_OUTLET, "outlet")
    chains: dict[int, Chain] = {}
    for number in _outer_first(scene.statements, places):
        statement = scene.statements[number]
        parent = places.get(statement.parent or "")
        base = chains.get(parent, (first,)) if parent is not None else (first,)
        step = _Step(scene, voices, citings, number, channels[number])
        before = () if parent is not None else tuple(_before(step))
        chains[number] = _join(base, (*before, *_speaker(step), *_after(step)))
    return tuple(chains[number] for number in range(len(scene.statements)))


@dataclass(frozen=True, slots=True)
class _Citing:
    """An outlet (or its report) that cites somebody: where both stand."""

    citer: ChainLink
    cited: ChainLink
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Step:
    scene: Scene
    voices: Voices
    citings: tuple[_Citing, ...]
    number: int
    via: Via | None

    @property
    def statement(self) -> Statement:
        return self.scene.statements[self.number]

    def citings_near(self, place: int) -> tuple[_Citing, ...]:
        """The acts of citing shortly before and after a place."""
        middle = bisect_left(self.citings, place, key=lambda citing: citing.start)
        return self.citings[max(middle - _MOST, 0) : middle + _MOST]

    @property
    def type(self) -> SourceType:
        return self.voices.types[self.number]


def _outer_first(statements: Sequence[Statement], places: dict[str, int]) -> list[int]:
    """Numbers in an order that has every statement after the one it stands in."""

    def depth(number: int) -> int:
        count, seen = 0, {number}
        while (parent := places.get(statements[number].parent or "")) is not None and parent not in seen:
            seen.add(parent)
            count, number = count + 1, parent
        return count

    return sorted(range(len(statements)), key=lambda number: (depth(number), number))


def _join(base: Chain, more: Sequence[ChainLink]) -> Chain:
    """``base`` with ``more``, without a link that is the one before it again."""
    chain = list(base)
    for link in more:
        if not same_name(link.name, chain[-1].name) and not (
            link.kind == "outlet" and same_name(link.name, chain[0].name)
        ):
            chain.append(link)
    return tuple(chain)


def same_name(one: str, other: str) -> bool:
    """Whether one name is the other or its short form ("the Courier", "Valmere Courier")."""
    a, b = _words(one), _words(other)
    return bool(a and b) and (a <= b or b <= a)


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - {"the", "a", "an", "of", "s", "news"}


def _speaker(step: _Step) -> Iterator[ChainLink]:
    speaker = step.voices.speakers[step.number]
    source = step.statement.source
    if step.type in ("author", "none"):
        return
    name = speaker.name or source.text
    if name:
        span = speaker.mention or (source.spans[0] if source.spans else None)
        yield ChainLink(name, step.type, span)


def _before(step: _Step) -> Iterator[ChainLink]:
    """What the words came through before they came to the speaker."""
    scene, statement = step.scene, step.statement
    if step.type in ("outlet", "author", "none"):
        return
    yield from _leaks(step)
    told = _told_outlet(step)
    if told is not None:
        yield told
        return
    aside = _according(step)
    if aside is not None:
        yield aside
        return
    speaker = step.voices.speakers[step.number]
    start = (statement.source.spans or statement.cue.spans or statement.content.spans)[0].start
    here = scene.sentence_at(start)
    for citing in reversed(step.citings_near(start)):
        apart = here - scene.sentence_at(citing.start)
        mention = citing.cited.span
        resolved = speaker.mention is not None and mention is not None and _overlap(speaker.mention, mention)
        if citing.start < start and (resolved or (0 < apart <= _BACK and _takes_up(statement, citing, step.type))):
            yield citing.citer
            return


def _after(step: _Step) -> Iterator[ChainLink]:
    """Whom an outlet or a paper cites in the same breath."""
    if step.type not in ("outlet", "document", "organization", "person", "author", "none"):
        return
    statement, scene = step.statement, step.scene
    spans = statement.source.spans + statement.cue.spans or statement.content.spans
    numbers = {scene.sentence_at(span.start) for span in spans}
    for citing in step.citings_near(spans[0].start):
        inside = any(span.start <= citing.start < span.end for span in statement.content.spans)
        if scene.sentence_at(citing.start) in numbers and not inside and _cites(step, citing):
            yield citing.cited
            return
    if step.type == "outlet":
        aside = _according(step)
        if aside is not None:
            yield aside


def _cites(step: _Step, citing: _Citing) -> bool:
    speaker = step.voices.speakers[step.number]
    source = step.statement.source
    name = speaker.name or source.text
    near = any(span.start - 2 <= citing.start <= span.end + _REACH for span in source.spans)
    return same_name(name, citing.citer.name) or (near and step.type in ("outlet", "document"))


def _overlap(one: CharSpan, other: CharSpan) -> bool:
    return one.start < other.end and other.start < one.end


_TAKES_UP = re.compile(
    r"^(?:they|he|she|one|both|another|the (?:two|three|four|first|second|other|sources?|people|officials?|aides?))\b",
    re.IGNORECASE,
)


def _takes_up(statement: Statement, citing: _Citing, kind: SourceType) -> bool:
    """Whether a source such as "they" or "one of them" may be those that were just cited."""
    if citing.cited.kind not in ("anonymous", "class") or not _TAKES_UP.match(statement.source.text):
        return False
    return kind in ("anonymous", "class", "none")


_TOLD = re.compile(r"\b(?:tells?|told|telling|informed)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)


def _told_outlet(step: _Step) -> ChainLink | None:
    """“told the Mirror”: the words came to this outlet through that one."""
    via = step.via
    if via is None or not is_outlet(via.name):
        return None
    before = step.scene.text[max(via.span.start - 30, 0) : via.span.start]
    return ChainLink(_full_name(step.voices, via.span, via.name), "outlet", via.span) if _TOLD.search(before) else None


_ACCORDING = re.compile(r"\baccording\s+to\s+", re.IGNORECASE)


def _according(step: _Step) -> ChainLink | None:
    """“he said, according to the Post”: somebody else than the speaker in the statement's own sentence."""
    scene, statement = step.scene, step.statement
    if not scene.sentences or "according" in statement.cue.text.lower():
        return None
    anchor = (statement.cue.spans or statement.content.spans)[0].start
    sentence = scene.sentences[scene.sentence_at(anchor)]
    end = max(sentence.end, min(max(s.end for s in statement.content.spans) + 80, sentence.end + 80))
    for match in _ACCORDING.finditer(scene.text, sentence.start, end):
        inside = any(s.start <= match.start() < s.end for s in statement.content.spans)
        link = None if inside else _noun_phrase(scene, step.voices, match.end(), sentence_end(scene, match.end()))
        if link is not None and not same_name(
            link.name, step.voices.speakers[step.number].name or statement.source.text or "-"
        ):
            return link
    return None


def sentence_end(scene: Scene, place: int) -> int:
    """Where the sentence at ``place`` ends."""
    return scene.sentences[scene.sentence_at(place)].end if scene.sentences else len(scene.text)


_GOT = re.compile(
    r"\b(?:obtained|seen|reviewed|viewed|acquired|first\s+reported|first\s+published|published|leaked)\s+(?:by|to)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\b(?:leaked|handed\s+over|passed\s+on|provided|supplied|shared)\s+(?:to\s+[\w\s]{1,40}?\s+)?by\s+", re.IGNORECASE
)


def _leaks(step: _Step) -> Iterator[ChainLink]:
    """For a paper: the outlet that got it, and who handed it over."""
    if step.type != "document":
        return
    scene, statement = step.scene, step.statement
    anchor = (statement.source.spans or statement.content.spans)[0]
    start = anchor.start
    end = sentence_end(scene, start)
    got = _GOT.search(scene.text, start, end)
    outlet = _outlet_at(scene, got.end()) if got else None
    if outlet is not None:
        yield ChainLink(_full_name(step.voices, outlet, outlet.of(scene.text)), "outlet", outlet)
    gave = _GAVE.search(scene.text, start, end)
    giver = _noun_phrase(scene, step.voices, gave.end(), end) if gave else None
    if giver is not None:
        yield giver


def _outlet_at(scene: Scene, place: int) -> CharSpan | None:
    window = scene.text[place : place + 60]
    return next(
        (CharSpan(place + s.start, place + s.end) for s in find_outlets(window) if s.start <= len("The ")), None
    )


def _find_citings(scene: Scene, voices: Voices) -> Iterator[_Citing]:
    for match in _citing_words().finditer(scene.text):
        if not scene.sentences:
            return
        sentence = scene.sentences[scene.sentence_at(match.start())]
        cited = _noun_phrase(scene, voices, match.end(), min(sentence.end, match.end() + _REACH))
        citer = _citer(scene, voices, sentence.start, match.start())
        if cited is not None and citer is not None and not same_name(cited.name, citer.name):
            yield _Citing(citer, cited, match.start(), match.end())


def _citer(scene: Scene, voices: Voices, start: int, end: int) -> ChainLink | None:
    """The last outlet named (or taken up: "the newspaper’s report") before a word of citing, in its sentence."""
    outlets = find_outlets(scene.text[start:end])
    if outlets:
        span = CharSpan(start + outlets[-1].start, start + outlets[-1].end)
        return ChainLink(_full_name(voices, span, span.of(scene.text)), "outlet", span)
    nouns = list(_outlet_nouns().finditer(scene.text, start, end))
    if nouns:
        span = CharSpan(*nouns[-1].span("noun"))
        return ChainLink(_full_name(voices, span, span.of(scene.text)), "outlet", span)
    return None


def _full_name(voices: Voices, span: CharSpan, name: str) -> str:
    """The fullest name of the actor that is mentioned at ``span``, or else ``name``."""
    named = _mentioned(voices, span)
    if named is not None:
        return named
    outlets = (actor.name for actor in voices.actors if actor.kind == "outlet")
    return next((outlet for outlet in outlets if same_name(outlet, name)), name)


def _mentioned(voices: Voices, span: CharSpan) -> str | None:
    """The name of the actor that is mentioned within ``span``."""
    mentions = _index(voices.actors)
    place = bisect_left(mentions, span.start, key=lambda mention: mention[0].end)
    for mention, name in mentions[place : place + 2]:
        if _overlap(mention, span):
            return name
    return None


@lru_cache(maxsize=4)
def _index(actors: tuple[Actor, ...]) -> tuple[tuple[CharSpan, str], ...]:
    return tuple(sorted((mention, actor.name) for actor in actors for mention in actor.mentions))


_STOPS = re.compile(
    r"[,;:()“”\"\n]|\.(?=\s|$)|\s[-–—]\s|\b(?:that|who|which|as|said|saying|described|identified|but|and (?:said|that)|"
    r"in (?:a|an|its)|on (?:\w+day)|for (?:the|its))\b"
)


def _noun_phrase(scene: Scene, voices: Voices, start: int, end: int) -> ChainLink | None:
    """The noun phrase that begins at ``start``, as a link; None where there is none."""
    stop = _STOPS.search(scene.text, start, end)
    words = scene.text[start : stop.start() if stop else end].rstrip(" .")
    lead = re.match(r"\s*(?:(?:the|an?|its|his|her|their)\s+)?", words, re.IGNORECASE)
    offset = lead.end() if lead else 0
    span = CharSpan(start + offset, start + len(words))
    if span.end - span.start <= 1 or not span.of(scene.text)[0].isalnum():
        return None
    return ChainLink(_full_name_inside(scene, voices, span), _kind(scene, span), span)


def _full_name_inside(scene: Scene, voices: Voices, span: CharSpan) -> str:
    kind = _kind(scene, span)
    if kind in ("person", "organization", "outlet"):
        return _mentioned(voices, span) or span.of(scene.text)
    return span.of(scene.text)


def _kind(scene: Scene, span: CharSpan) -> SourceType:
    words = span.of(scene.text)
    if is_outlet(words):
        return "outlet"
    first = bisect_left(scene.entities, span.start, key=lambda entity: entity.span.end)
    labels = {e.label for e in scene.entities[first : first + _MOST] if _overlap(e.span, span)}
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


@cache
def _citing_words() -> re.Pattern[str]:
    lines = "|".join(line.replace(" ", r"\s+") for line in lines_of("citing-words"))
    return re.compile(rf"\b(?:{lines})\s+", re.IGNORECASE)


@cache
def _outlet_nouns() -> re.Pattern[str]:
    nouns = "|".join(sorted(lines_of("outlet-nouns"), key=len, reverse=True))
    return re.compile(
        rf"\b(?:the|that|another)\s+(?P<noun>(?:{nouns})(?:['’]s\s+(?:report|article|story|account))?)\b", re.IGNORECASE
    )
