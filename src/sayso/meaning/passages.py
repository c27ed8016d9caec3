"""Through whose hands a statement's words came before this outlet printed them, as far as its own sentence tells.

They were told to another outlet ("told the Courier"), another outlet reported them ("the Courier
reported", "quoted by the Courier"), or they stand in a paper that an outlet got and somebody handed over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.meaning.chain_links import (
    find_last_outlet,
    find_noun_phrase,
    find_outlet_at,
    outlet_link,
    same_name,
    sentence_end,
)
from sayso.meaning.lists import lines_of, words_of
from sayso.meaning.outlets import find_outlets, is_outlet
from sayso.meaning.scene import Scene
from sayso.meaning.settled import find_settled_act
from sayso.meaning.speakers import Voices
from sayso.types import ChainLink, CharSpan, Statement, Via

_BACK = 2
"""How many sentences before its own a paper's coming into hand is sought."""
_BEHIND = 80
"""Code points after a content in which its sentence may go on, where the parser cuts it short."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement with what is known of it: its speaker's ``name`` and its channel."""

    scene: Scene
    voices: Voices
    statement: Statement
    name: str
    via: Via | None

    @property
    def around(self) -> CharSpan:
        """The statement's sentence, with what follows the content."""
        scene, content = self.scene, self.statement.content.spans
        first = min(span.start for span in (*self.statement.cue.spans, *self.statement.source.spans, *content))
        sentence = scene.sentences[scene.sentence_at(first)]
        last = max(span.end for span in content)
        return CharSpan(sentence.start, max(sentence.end, min(last + _BEHIND, sentence_end(scene, last))))

    def is_inside(self, place: int) -> bool:
        """Whether a place lies in the statement's own content."""
        return any(span.start <= place < span.end for span in self.statement.content.spans)


def find_hands(passage: Passage, *, paper: bool) -> tuple[ChainLink, ...]:
    """The links before the speaker; ``paper``: a paper speaks."""
    if not passage.scene.sentences:
        return ()
    if paper:
        source = (passage.statement.source.spans or passage.statement.content.spans)[0]
        return tuple(_leaks(passage, source)) or tuple(_handed_before(passage, source))
    for find in (_told, _reported, _according):
        link = find(passage)
        if link is not None:
            return (link,)
    return tuple(_in_a_paper(passage))


def _names_outlet(passage: Passage, via: Via) -> bool:
    spans = find_outlets(passage.scene.text)
    near = bisect_left(spans, via.span.start, key=lambda span: span.end)
    named = is_outlet(via.name) or is_outlet(via.span.of(passage.scene.text))
    return named or any(span.start < via.span.end for span in spans[near : near + 1])


_DENIALS = frozenset(["deny", "doubt", "refuse"])
_TELLING_REACH = 30
_TOLD = re.compile(r"\b(?:tells?|told|telling|informed|to|with)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)


def _told(passage: Passage) -> ChainLink | None:
    """“told the Mirror”, “in an interview with the Mirror”: the words came to this outlet through that one.

    An outlet whose report is denied, or that was refused an answer, passed nothing on unless it was told.
    """
    via = passage.via
    if via is None or passage.is_inside(via.span.start) or not _names_outlet(passage, via):
        return None
    before = passage.scene.text[max(via.span.start - _TELLING_REACH, 0) : via.span.start]
    if find_settled_act(passage.statement) in _DENIALS and not _TOLD.search(before):
        return None
    return outlet_link(passage.voices, via.span, via.name)


def _reported(passage: Passage) -> ChainLink | None:
    """“…, the Courier reported”, “As the Courier first reported, …”, “quoted by the Courier”.

    For what somebody denies it is the thing denied that was reported, not the denial.
    """
    scene, around = passage.scene, passage.around
    if find_settled_act(passage.statement) in _DENIALS:
        return None
    for match in _quoted_by().finditer(scene.text, around.start, around.end):
        link = None if passage.is_inside(match.start()) else find_outlet_at(scene, passage.voices, match.end())
        if link is not None:
            return link
    for match in _asides().finditer(scene.text, around.start, around.end):
        if passage.is_inside(match.start()) or _is_own(passage, match):
            continue
        closes = _CLOSED.match(scene.text, match.end())
        opens = any(span.start - _LEAST <= match.end() <= span.start for span in passage.statement.content.spans)
        begun = scene.text[around.start : match.start()].strip().lower() in ("", "as") or match["as"]
        if opens or (closes and (begun or scene.text[: match.start()].rstrip().endswith((",", ",”", ',"')))):
            link = find_last_outlet(scene, passage.voices, match.start(), match.end())
            if link is not None and not same_name(link.name, passage.name):
                return link
    return None


_LEAST = len(" that “")
_CLOSED = re.compile(r"(?:\s+(?:on|last|earlier|this|in)\s+[\w ]{2,24}?)?(?:[,.;]|\s*$)", re.MULTILINE)


def _is_own(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the words of reporting are the cue of a statement, this or another one."""
    verb = CharSpan(match.start("verb"), match.end("verb"))
    return any(
        cue.start < verb.end and verb.start < cue.end
        for statement in passage.scene.statements
        for cue in statement.cue.spans
    )


@cache
def _asides() -> re.Pattern[str]:
    verbs = "|".join(line.replace(" ", r"\s+") for line in lines_of("reporting-verbs"))
    return re.compile(
        r"(?P<as>\bas\s+)?(?:\b[Tt]he\s+)?(?:[A-Z][\w.&’'-]*\s+){1,5}(?:[\w’']+\s+){0,4}?"
        rf"(?:(?:had|has|have|also|first|later|then|previously)\s+)*(?P<verb>{verbs})\b"
    )


@cache
def _quoted_by() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:quoted|cited|reported|interviewed|carried|published|broadcast|aired|relayed)\s+"
        r"(?:\w+ly\s+|on\s+\w+day\s+)?(?:by|in|on)\s+(?:the\s+)?(?=[A-Z]|newspaper|agency|paper)"
    )


_ACCORDING = re.compile(r"\baccording\s+to\s+", re.IGNORECASE)


def _according(passage: Passage) -> ChainLink | None:
    """“he said, according to the Post”: somebody else than the speaker in the statement's own sentence."""
    scene, statement = passage.scene, passage.statement
    if "according" in statement.cue.text.lower():
        return None
    around = passage.around
    for match in _ACCORDING.finditer(scene.text, around.start, around.end):
        if passage.is_inside(match.start()):
            continue
        link = find_noun_phrase(scene, passage.voices, match.end(), sentence_end(scene, match.end()))
        if link is not None and not same_name(link.name, passage.name or "-"):
            return link
    return None


find_other_teller = _according
"""Whom the statement's sentence names as the one who passed it on."""

_GOT = re.compile(
    r"\b(?:obtained|seen|reviewed|viewed|acquired|received|(?:first\s+)?(?:reported|published|leaked)|"
    r"(?:handed|passed|given|shown|sent|provided|supplied|shared)(?:\s+over|\s+on)?)\s+(?:by|to|with)\s+(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands before the outlet that got a paper."""
_BY = re.compile(
    r"\b(?:leaked|handed|passed|provided|supplied|shared|given|sent|turned)(?:\s+over|\s+on)?\s+"
    r"(?:(?:to|with)\s+[\w\s]{1,40}?\s+)?by\s+"
    r"|\b(?:obtained|got|received|acquired|came|had\s+it)\s+(?:[\w\s]{1,40}?\s+)?(?:from|through)\s+",
    re.IGNORECASE,
)
"""What stands before the one who handed a paper over."""
_GIVING = re.compile(
    r"\b(?:handed|gave|passed|leaked|sent|showed|provided|supplied|shared|turned)\s+(?:over\s+|on\s+)?"
    r"(?:(?:[\w’'-]+\s+){0,6}?(?:to|with)\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
"""What stands between the one who hands over and the outlet."""
_GETTING = re.compile(
    r"\b(?:obtained|seen|got|got\s+hold\s+of|reviewed|received|acquired|published|printed)\b(?!\s+by)", re.IGNORECASE
)
"""What an outlet does that gets a paper."""


def _leaks(passage: Passage, paper: CharSpan) -> Iterator[ChainLink]:
    """The outlet that got a paper and who handed it over, by the words behind it in its sentence."""
    end = sentence_end(passage.scene, paper.start)
    return _find_handing(passage, CharSpan(paper.start, end))


def _handed_before(passage: Passage, source: CharSpan) -> Iterator[ChainLink]:
    """“Mila Senn handed the reports to the Courier. The reports show …”: the coming into hand, told before."""
    scene = passage.scene
    number = scene.sentence_at(source.start)
    noun = _paper_noun(passage.name)
    for sentence in reversed(scene.sentences[max(number - _BACK, 0) : number]):
        if noun in _stems(sentence.of(scene.text)):
            hands = tuple(_find_handing(passage, sentence))
            if hands:
                return iter(hands)
    return iter(())


def _find_handing(passage: Passage, stretch: CharSpan) -> Iterator[ChainLink]:
    """The outlet that got a paper, and who gave it, as ``stretch`` tells outside of the statement's content."""
    outlet = _find_receiver(passage, stretch)
    giver = _find_giver(passage, stretch)
    if outlet is not None:
        yield outlet
    if giver is not None and giver.kind != "outlet":
        yield giver


_IT = re.compile(r"(?:it|its\s+(?:reporters?|journalists?|newsroom))\b")
"""What takes up the outlet of the same sentence: "citing a letter passed to it"."""


def _find_receiver(passage: Passage, stretch: CharSpan) -> ChainLink | None:
    scene, voices = passage.scene, passage.voices
    for pattern in (_GOT, _GIVING):
        for match in pattern.finditer(scene.text, stretch.start, stretch.end):
            if _is_far(passage, match.start()):
                continue
            back = _IT.match(scene.text, match.end()) and find_last_outlet(scene, voices, stretch.start, match.start())
            link = back or find_outlet_at(scene, voices, match.end())
            if link is not None:
                return link
    for match in _GETTING.finditer(scene.text, stretch.start, stretch.end):
        if not _is_far(passage, match.start()):
            link = find_last_outlet(scene, voices, stretch.start, match.start())
            if link is not None:
                return link
    return None


def _find_giver(passage: Passage, stretch: CharSpan) -> ChainLink | None:
    scene, voices = passage.scene, passage.voices
    for match in _BY.finditer(scene.text, stretch.start, stretch.end):
        end = next((s.end for s in passage.statement.source.spans if s.start <= match.start() < s.end), stretch.end)
        giver = None if _is_far(passage, match.start()) else find_noun_phrase(scene, voices, match.end(), end)
        if giver is not None and giver.kind in _GIVERS:
            return giver
    for match in _GIVING.finditer(scene.text, stretch.start, stretch.end):
        if _is_far(passage, match.start()) or find_outlet_at(scene, voices, match.end()) is None:
            continue
        begins = [m.end() for m in _CLAUSE.finditer(scene.text, stretch.start, match.start())]
        giver = find_noun_phrase(scene, voices, begins[-1] if begins else stretch.start, match.start())
        if giver is not None and giver.kind in _GIVERS:
            return giver
    return None


_GIVERS = frozenset(["person", "anonymous", "organization"])
_CLAUSE = re.compile(r"\b(?:which|that)\s+")


def _is_far(passage: Passage, place: int) -> bool:
    """Whether a place lies in the content, of which the source is no part, or in another's that tells of no paper."""
    if passage.is_inside(place):
        return not any(s.start <= place < s.end for s in passage.statement.source.spans)
    noun = _paper_noun(passage.name)
    others = (span for other in passage.scene.statements for span in other.content.spans)
    return any(s.start <= place < s.end and noun not in _stems(s.of(passage.scene.text)) for s in others)


def _paper_noun(name: str) -> str:
    """The noun of a paper's name, as it is taken up: the letter of "letter passed to it by a clerk"."""
    papers = words_of("channel-documents")
    words = re.findall(r"\w+", name.lower())
    return _stem(next((word for word in words if word in papers), words[-1] if words else ""))


def _stems(words: str) -> frozenset[str]:
    return frozenset(_stem(word) for word in re.findall(r"\w+", words.lower()))


def _stem(word: str) -> str:
    return word.removesuffix("s")


_IN_A_PAPER = re.compile(
    r"\b[Ii]n\s+(?:an?\s+|the\s+)?(?=(?P<paper>(?:[\w-]+\s+){0,2}?(?P<noun>[\w-]+))\s+(?:\w+\s+)?(?:obtained|seen|leaked|reviewed|acquired|published)\b)"
)


def _in_a_paper(passage: Passage) -> Iterator[ChainLink]:
    """“In a recording obtained by the Courier, Velt is heard saying …”: the outlet, the giver, the paper."""
    scene, around = passage.scene, passage.around
    for match in _IN_A_PAPER.finditer(scene.text, around.start, around.end):
        paper = CharSpan(*match.span("paper"))
        if passage.is_inside(paper.start) or match["noun"].lower() not in lines_of("channel-documents"):
            continue
        hands = tuple(_leaks(passage, paper))
        if hands:
            yield from hands
            yield ChainLink(paper.of(scene.text), "document", paper)
        return
