"""Which words of an article name a channel: an outlet, event, platform or paper that words can come through."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from sayso.meaning.lists import either, lines_of, rows_of, words_of
from sayso.meaning.outlets import find_outlets
from sayso.meaning.scene import Entity, Scene
from sayso.meaning.words import DASHES
from sayso.types import CharSpan

_NEAREST = 4
"""How many links of the parse lie between an outlet's name and the word that leads to it, at most."""
_WIDEST = 7
"""How many tokens a channel's noun phrase has, at most."""
_REACH = 12
"""How many tokens after "interview" its partner is sought."""

_MOST_NAMES = 8
"""Outlets looked at before "the newspaper"."""
_TAKEN_UP = 1500
"""Code points before "the newspaper" in which its name is sought."""
_TOPIC_REACH = 120
"""Code points before an outlet's name in which it is sought that its report is only spoken of."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel that the text names; ``sort`` is one of event, paper, hearer, outlet, partner, platform, post, title.

    ``lead`` is the token that leads to it (a preposition or a verb), ``verb`` the verb that governs both.
    """

    span: CharSpan
    name: str
    sort: str
    lead: int
    verb: int


def find_channel_names(scene: Scene) -> tuple[Channel, ...]:
    """Every channel named in the article, in order."""
    outlets = find_outlets(scene.text)
    found = [
        *_nouns(scene, outlets),
        *_hearers(scene),
        *_outlets(scene, outlets),
        *_taken_up(scene, outlets),
        *_platforms(scene),
        *_lines(scene),
        *_titles(scene),
        *_people(scene),
        *_posts(scene),
    ]
    return tuple(sorted(found, key=lambda channel: (channel.span, channel.sort)))


@cache
def _lexicon() -> dict[str, str]:
    """Channel nouns in lower case, with their sort."""
    listed = {"event": lines_of("channel-events"), "paper": lines_of("channel-documents")}
    return {noun.lower(): sort for sort, nouns in listed.items() for noun in nouns}


@cache
def _leads() -> dict[str, frozenset[str]]:
    return {sort: frozenset(words.split(", ")) for sort, words in rows_of("channel-leads")}


def _nouns(scene: Scene, outlets: tuple[CharSpan, ...]) -> list[Channel]:
    """“in a statement”, “told a press briefing”, “at a rally in Ohio”, “in an interview with CNN”."""
    found = []
    for index, token in enumerate(scene.tokens):
        if token.pos not in ("NOUN", "PROPN") or _is_attribute(scene, index):
            continue
        sort = _sort_of(scene, index)
        lead = None if sort is None else _lead_of(scene, index, sort)
        if sort is not None and lead is not None:
            found.append(_partner(scene, _named(scene, index, sort, lead), index, outlets))
    return found


def _is_attribute(scene: Scene, index: int) -> bool:
    """Whether the noun only tells what sort the next one is of: "four trial doctors"."""
    token = scene.tokens[index]
    return token.dep == "compound" and index < token.head <= index + 2 and scene.tokens[token.head].pos == "NOUN"


def _partner(scene: Scene, channel: Channel, index: int, outlets: tuple[CharSpan, ...]) -> Channel:
    """The outlet that an interview or an article is with or in, where it is named; else the channel as it is."""
    if channel.name.lower() not in words_of("channel-dialogues") and scene.tokens[index].lemma.lower() not in words_of(
        "channel-dialogues"
    ):
        return channel
    reach = scene.tokens[min(index + _REACH, len(scene.tokens) - 1)].span.end
    place = bisect_left(outlets, channel.span)
    for outlet in outlets[place : place + 3]:
        inside = scene.tokens_in(outlet)
        if outlet.end <= reach and inside and _below(scene, inside[-1], index, _NEAREST * 2):
            return replace(channel, span=outlet, name=outlet.of(scene.text), sort="partner")
    return channel


def _sort_of(scene: Scene, index: int) -> str | None:
    token = scene.tokens[index]
    word = token.span.of(scene.text).lower()
    before = scene.tokens[index - 1].span.of(scene.text).lower() if index else ""
    lexicon = _lexicon()
    joined = _hyphened_before(scene, index)
    for form in (f"{joined}{word}", f"{before} {word}", word, token.lemma.lower()):
        if form in lexicon:
            return lexicon[form]
    return None


def _hyphened_before(scene: Scene, index: int) -> str:
    """The first part of a noun that the parser cuts at its hyphen: the "e-" of "e-mail"; empty where it is whole."""
    if index < 2:  # noqa: PLR2004 - a part and a hyphen
        return ""
    part, hyphen, noun = scene.tokens[index - 2 : index + 1]
    glued = part.span.end == hyphen.span.start and hyphen.span.end == noun.span.start
    mark = hyphen.span.of(scene.text)
    return f"{part.span.of(scene.text).lower()}-" if glued and mark in DASHES else ""


def _lead_of(scene: Scene, index: int, sort: str) -> int | None:
    """The preposition or verb that the noun at ``index`` hangs on, if it is one that leads to a channel."""
    token = scene.tokens[index]
    head = scene.tokens[token.head]
    if token.dep == "pobj" and head.lemma.lower() in _leads()[sort]:
        return token.head
    if token.dep in ("dobj", "dative") and head.lemma.lower() in _leads()["make" if sort == "paper" else "tell"]:
        return token.head
    return _before(scene, index, sort)


def _before(scene: Scene, index: int, sort: str) -> int | None:
    """The preposition before the noun phrase that ends at ``index``, where the parser hangs the noun elsewhere."""
    first = index - 2 if _hyphened_before(scene, index) else index
    for place in range(first - 1, max(first - _WIDEST, -1), -1):
        token = scene.tokens[place]
        if token.pos in ("ADP", "SCONJ"):
            return place if token.lemma.lower() in _leads()[sort] else None
        if token.pos not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON") or token.head == place:
            return None
    return None


def _verb_of(scene: Scene, index: int) -> int:
    """The verb above ``index``, or the top of its sentence."""
    for _ in range(_NEAREST * 3):
        token = scene.tokens[index]
        if token.pos in ("VERB", "AUX") or token.head == index:
            break
        index = token.head
    return index


def _named(scene: Scene, index: int, sort: str, lead: int) -> Channel:
    tokens = scene.tokens
    first = noun = index - 2 if _hyphened_before(scene, index) else index
    while first > 0 and (first - 1 > lead or lead == index) and _below(scene, first - 1, index) and first > index - 8:
        first -= 1
    while first < noun and (_is_light(scene, first) or (first > lead + 1 and _is_arranged(scene, first))):
        first += 1
    span = CharSpan(tokens[first].span.start, tokens[index].span.end)
    return Channel(span, span.of(scene.text), sort, lead, _verb_of(scene, lead))


def _below(scene: Scene, index: int, top: int, links: int = _NEAREST) -> bool:
    for _ in range(links):
        if index == top:
            return True
        index = scene.tokens[index].head
    return index == top


def _is_light(scene: Scene, index: int) -> bool:
    token = scene.tokens[index]
    return token.pos in ("DET", "PRON", "NUM", "PUNCT", "ADV", "PART") or token.tag in ("PRP$", "DT")


def _is_arranged(scene: Scene, index: int) -> bool:
    """Whether the word is a participle with an adverb of its own: "hastily arranged"."""
    return scene.tokens[index].tag == "VBN" and scene.tokens[index - 1].pos == "ADV"


def _hearers(scene: Scene) -> list[Channel]:
    """“told reporters”, “said to a crowd”."""
    found = []
    for match in re.finditer(rf"\b(?:{either(lines_of('channel-hearers'))})\b", scene.text):
        span = CharSpan(*match.span())
        inside = scene.tokens_in(span)
        lead = _lead_of(scene, inside[-1], "hearer") if inside else None
        if lead is not None:
            name = re.sub(r"^(?:the|an?)\s+", "", match.group())
            start = span.end - len(name)
            found.append(Channel(CharSpan(start, span.end), name, "hearer", lead, _verb_of(scene, lead)))
    return found


def _outlets(scene: Scene, outlets: tuple[CharSpan, ...]) -> list[Channel]:
    """“told Bloomberg”, “on CNN”, “told Fox News's Anna Vel”, “in the Courier”."""
    found = []
    for span in outlets:
        inside = scene.tokens_in(span)
        lead = _climb(scene, inside[-1]) if inside and not _is_spoken_of(scene, span) else None
        if lead is not None:
            wide = _with_programme(scene, span)
            name = wide.of(scene.text) if wide != span else _full_name(scene, span, outlets)
            found.append(Channel(wide, name, "outlet", lead, _verb_of(scene, lead)))
    return found


def _full_name(scene: Scene, span: CharSpan, outlets: tuple[CharSpan, ...]) -> str:
    """An outlet's name, or the one before of which it is the last word: "the Star" after "the Lisle Star"."""
    name = span.of(scene.text)
    if " " in name:
        return name
    earlier = (other.of(scene.text) for other in outlets[: bisect_left(outlets, span)])
    return next((full for full in earlier if full.endswith(f" {name}")), name)


@cache
def _tellings() -> re.Pattern[str]:
    """“Told the newspaper”: group ``noun``, of those that are nothing but outlets."""
    nouns = either(lines_of("channel-outlet-nouns"))
    return re.compile(
        rf"\b(?:tells?|told|telling|informed|(?:interview|spoke|spoken|speaking|talked|talking)[ ](?:with|to))[ ]the[ ]"
        rf"(?P<noun>{nouns})\b(?![ ][A-Z])"
    )


def _taken_up(scene: Scene, outlets: tuple[CharSpan, ...]) -> list[Channel]:
    """“Told the newspaper”: the outlet that was named last before, in this paragraph or the ones before."""
    found = []
    for match in _tellings().finditer(scene.text):
        span = CharSpan(*match.span("noun"))
        inside = scene.tokens_in(CharSpan(*match.span()))
        last = _last_named(scene, outlets[: bisect_left(outlets, span)], span.start)
        if inside and last is not None:
            verb = _verb_of(scene, inside[0])
            name = _full_name(scene, last, outlets)
            found.append(Channel(span, name, "outlet", inside[0], verb))
    return found


def _last_named(scene: Scene, outlets: tuple[CharSpan, ...], place: int) -> CharSpan | None:
    """The last of the outlets before a place; one in brackets, as in a dateline, is none."""
    for span in reversed(outlets[-_MOST_NAMES:]):
        if place - span.start <= _TAKEN_UP and scene.text[max(span.start - 1, 0) : span.start] != "(":
            return span
    return None


@cache
def _spoken_of() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before an outlet that is spoken of, before one whose report follows, and the report behind it."""
    leads, nouns = "|".join(lines_of("channel-topic-leads")), "|".join(lines_of("channel-topics"))
    lead = rf"\b(?:{leads})\s+(?:[^\W\d][\w’'-]*\s+){{0,4}}?"
    behind = r"(?:[\w-]+\s+){0,3}?(?:in|by|from|of|at)\s+(?:the\s+)?$"
    aired = "|".join(lines_of("channel-topics-on-air"))
    on = rf"(?:{aired})\s+(?:[\w-]+\s+){{0,3}}?on\s+(?:the\s+)?$"
    return (
        re.compile(rf"{lead}(?:(?:{nouns})\s+{behind}|{on})", re.IGNORECASE),
        re.compile(rf"{lead}$", re.IGNORECASE),
        re.compile(rf"(?:['’]s?)?\s+(?:[\w-]+\s+){{0,2}}?(?:{nouns})\b", re.IGNORECASE),
    )


def _is_spoken_of(scene: Scene, outlet: CharSpan) -> bool:
    """Whether what the outlet told is only spoken of: "asked about a report in the Courier"."""
    if not scene.sentences:
        return False
    start = scene.sentences[scene.sentence_at(outlet.start)].start
    before = scene.text[max(start, outlet.start - _TOPIC_REACH) : outlet.start]
    whole, lead, noun = _spoken_of()
    return bool(whole.search(before) or (noun.match(scene.text, outlet.end) and lead.search(before)))


_PROGRAMME = re.compile(
    r"['’‘]s?\s+[“\"‘']{0,2}((?:[A-Z][\w&.-]*|the|of|and|with|in)(?:\s(?:[A-Z&][\w&.-]*|the|of|and|with|in)){0,5})"
)


def _with_programme(scene: Scene, outlet: CharSpan) -> CharSpan:
    """“CBS's Face the Nation”: an outlet with its programme, unless what follows is somebody's name."""
    match = _PROGRAMME.match(scene.text, outlet.end)
    if match is None or match[1].islower():
        return outlet
    if any(
        e.label == "PERSON" and e.span.start < match.end(1) and match.start(1) < e.span.end
        for e in _entities_near(scene, match.start(1))
    ):
        return outlet
    return CharSpan(outlet.start, match.end(1))


def _entities_near(scene: Scene, place: int) -> tuple[Entity, ...]:
    start = bisect_left(scene.entities, place - 80, key=lambda entity: entity.span.start)
    return scene.entities[start : start + 12]


def _climb(scene: Scene, index: int) -> int | None:
    """From an outlet's name over its host, show or reporter to what leads to them."""
    for _ in range(_NEAREST):
        lead = _lead_of(scene, index, "outlet")
        if lead is not None:
            return lead
        token = scene.tokens[index]
        if (
            token.dep not in ("poss", "compound", "nmod", "nummod", "appos", "pobj", "prep", "amod", "conj")
            or token.head == index
        ):
            return None
        index = token.head
    return None


def _people(scene: Scene) -> list[Channel]:
    """“told Anna Vel”, “in an interview with Anna Vel”, “told the Lisle Dialogue”: hearers."""
    found = []
    for entity in scene.entities:
        inside = scene.tokens_in(entity.span) if entity.label in ("PERSON", "ORG", "WORK_OF_ART", "EVENT") else range(0)
        if not inside or _is_spoken_of(scene, entity.span):
            continue
        token = scene.tokens[inside[-1]]
        head = scene.tokens[token.head]
        if token.dep in ("dobj", "dative") and head.lemma.lower() in _leads()["tell"]:
            found.append(_plain(scene, entity.span, "told", token.head))
        elif token.dep == "pobj" and scene.tokens[head.head].lemma.lower() in words_of("channel-dialogues"):
            found.append(_plain(scene, entity.span, "partner", token.head))
    return found


def _plain(scene: Scene, span: CharSpan, sort: str, lead: int) -> Channel:
    name = re.sub(r"^(?:the|an?)\s+", "", span.of(scene.text), flags=re.IGNORECASE)
    return Channel(CharSpan(span.end - len(name), span.end), name, sort, lead, _verb_of(scene, lead))


def _platforms(scene: Scene) -> list[Channel]:
    """“on Telegram”, “tweeted”."""
    names = tuple(row[0] for row in rows_of("channel-platforms"))
    found = []
    for match in re.finditer(rf"\b(?:{either(names)})\b", scene.text):
        span = CharSpan(*match.span())
        inside = scene.tokens_in(span)
        lead = _climb_platform(scene, inside[-1]) if inside else None
        if lead is not None:
            found.append(Channel(span, match.group(), "platform", lead, _verb_of(scene, lead)))
    for match in _postings().finditer(scene.text):
        span = CharSpan(*match.span())
        inside = scene.tokens_in(span)
        if inside:
            found.append(Channel(span, _posting_names()[match.group().lower()], "post", inside[0], inside[0]))
    return found


def _posts(scene: Scene) -> list[Channel]:
    """“wrote on Pennon”: a platform that the list does not know, by what is done there."""
    found = []
    dates = {i for e in scene.entities if e.label in ("DATE", "TIME") for i in scene.tokens_in(e.span)}
    for index, token in enumerate(scene.tokens):
        lead = scene.tokens[token.head]
        if token.pos == "PROPN" and token.dep == "pobj" and lead.lemma.lower() == "on" and index not in dates:
            verb = scene.tokens[lead.head].lemma.lower()
            known = {row[0] for row in rows_of("channel-platforms")}
            if verb in ("write", "post", "share") and token.span.of(scene.text) not in known:
                found.append(_plain(scene, token.span, "platform", token.head))
    return found


def _climb_platform(scene: Scene, index: int) -> int | None:
    for _ in range(_NEAREST):
        token = scene.tokens[index]
        if token.dep == "pobj" and scene.tokens[token.head].lemma.lower() in _leads()["platform"]:
            return token.head
        if token.dep not in ("poss", "compound", "nmod", "amod") or token.head == index:
            return None
        index = token.head
    return None


@cache
def _posting_names() -> dict[str, str]:
    return {verb: row[0] for row in rows_of("channel-platforms") if len(row) > 1 for verb in row[1].split(", ")}


@cache
def _postings() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{either(frozenset(_posting_names()))})\b", re.IGNORECASE)


_LINE = re.compile(
    r"\b(?:by|over the|on the) (?P<line>(?:tele)?phone)\b(?!-)|(?:^|(?<=[.?!”\"] ))At (?P<body>[A-Z]{3,}),",
    re.MULTILINE,
)


def _lines(scene: Scene) -> list[Channel]:
    """“By phone”, “over the phone”, “At AIPAC, Vel said”; what is done from or with a phone came otherwise."""
    found = []
    for match in _LINE.finditer(scene.text):
        span = CharSpan(*match.span(match.lastgroup or 0))
        inside = scene.tokens_in(CharSpan(*match.span()))
        if inside and scene.tokens[inside[-1]].dep != "compound":
            found.append(Channel(span, span.of(scene.text), "event", inside[0], _verb_of(scene, inside[0])))
    return found


_TITLE = re.compile(
    r"\b(?:on|in|during|to|for|from|at|told)\s+"
    r"(?:[\w.&’'-]+\s+){0,6}?"
    r"(?:“|\"|''|‘)(?P<title>[A-Z][\w.,&!?'’-]*(?:\s+[\w.,&!?’-]+){0,5}?)[,.]?(?:”|\"|''|’)"
)


def _titles(scene: Scene) -> list[Channel]:
    """“on the programme ‘River Hour’”."""
    found = []
    for match in _TITLE.finditer(scene.text):
        words = match["title"].split()
        if not all(
            word[0].isupper() or word in ("the", "of", "in", "with", "to", "and", "a", "on", "for") for word in words
        ):
            continue
        inside = scene.tokens_in(CharSpan(match.start(), match.end()))
        if inside:
            span = CharSpan(*match.span("title"))
            found.append(Channel(span, match["title"], "title", inside[0], _verb_of(scene, inside[0])))
    return found
