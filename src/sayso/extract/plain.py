"""Statements that the words themselves leave no doubt about, where the tagger has found none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from sayso.extract.borders import grants, is_subject
from sayso.extract.clauses import COMPLEMENT, after_title, inner_stop, refusal, rest
from sayso.extract.datelines import cut_datelines
from sayso.extract.wordlists import one_of, spelled, word_list
from sayso.types import Attribution, CharSpan

CONFIDENCE = 0.8
"""Of such a statement: a rule has no odds; a little below what the tagger gives where it is sure."""

_WORD = r"[\w’'-]+"
_ARTICLES = frozenset(("the", "a", "an", "it", "one", "both"))
"""Openers that begin a subject as well."""
_REACH = 160
"""Characters before a cue in which its subject begins."""
_NAMED = re.compile(
    rf"(?:(?:The|A|An|Its|His|Her|Their|One|Both|Some|Many)\s+(?:{_WORD}\s+){{0,5}}{_WORD}"
    rf"|[A-Z][\w’'-]*(?:\s+(?:[A-Z\d][\w’'-]*|of|and|&)){{0,5}}|He|She|It|They)"
    r"(?:,\s+[^.!?;,]{2,60},)?$"
)


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?!{inner_stop()})[.!?]['’”\"]?\s+|\n\s*|\s[—–]\s+)(?=[A-Z\d])")


@cache
def _clause_word() -> re.Pattern[str]:
    # Where one of these stands, a clause has begun: "The man who stood by her story", "The index rose as investors".
    return re.compile(rf"\s(?:{one_of('auxiliaries')}|{one_of('joining')}|rose|fell|[a-z]{{2,}}ed)(?=\s|$)")


def find_plain(text: str, taken: Sequence[Attribution], part: CharSpan) -> tuple[Attribution, ...]:
    """The plain statements of a ``part`` of the text that touch none of those ``taken``."""
    finders = (_find_relative, _find_standing, _find_unnamed, _find_parted, _find_trailing, _find_bare)
    found = (*(one for find in finders for one in find(text, part)), *_find_refusals(text, taken))
    known = {span for one in taken for span in _spans(one)}
    marked = bytearray(len(text))  # one for each character that is taken: whether it is free costs one look
    _mark(marked, known)
    kept: list[Attribution] = []
    for one in (cut_datelines(one, text) for one in found):
        # Whoever spoke before may be the source here as well: "confirmed …, but would not name".
        own = (*(span for span in one.source if span not in known), *one.cue, *one.content)
        if not any(marked.find(1, span.start, span.end) >= 0 for span in own):
            kept.append(one)
            known.update(_spans(one))
            _mark(marked, _spans(one))
    return tuple(kept)


def _spans(found: Attribution) -> tuple[CharSpan, ...]:
    return (*found.source, *found.cue, *found.content)


def _mark(marked: bytearray, spans: Iterable[CharSpan]) -> None:
    for span in spans:
        marked[span.start : span.end] = b"\1" * (span.end - span.start)


def _find_relative(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The tower, which engineers said could fall, …”: engineers said so, of the tower."""
    for match in _relative_clause().finditer(text, part.start, part.end):
        if is_subject(match["source"]):
            yield _made(match)


@cache
def _relative_clause() -> re.Pattern[str]:
    return re.compile(
        rf",\s+(?:which|whom|who)\s+(?P<source>{_WORD}(?:\s+{_WORD}){{0,3}}?)\s+(?P<cue>{one_of('opinions')})\s+"
        rf"(?P<content>{one_of('auxiliaries')}\s(?:[^.,;:“”\"\n]|[.,](?=\d)){{2,160}})(?=[.,;\n])"
    )


def _find_standing(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The Courier stood by its story”: a sentence whose subject, cue and object are plain."""
    for pattern in (_standing_cue(), _call(), _turned()):
        for match in pattern.finditer(text, part.start, part.end):
            subject = _subject_before(match.start("cue"), text, part)
            if subject is not None:
                yield _made(match, subject)


def _subject_before(place: int, text: str, part: CharSpan) -> CharSpan | None:
    """The plain subject that stands between the beginning of its sentence and ``place``."""
    first = max(part.start, place - 1 - _REACH)
    before = text[first:place].rstrip()
    begin = max((m.end() for m in _sentence().finditer(before)), default=None)
    if begin is None:
        return None
    subject = before[begin:]
    if not _NAMED.match(subject) or subject.split()[0].lower() in word_list("openers") - _ARTICLES:
        return None
    if _clause_word().search(subject.split(",")[0]):
        return None
    return CharSpan(first + begin, first + begin + len(subject.rstrip(",")))


@cache
def _call() -> re.Pattern[str]:
    # Whom, then what to do: “called on his aunt” is a visit.
    noun = rf"(?:the|all|its|his|their)\s+(?:{_WORD}\s+){{0,5}}?{_WORD}"
    whom = rf"(?:him|her|them|us|{noun}|[A-Z]{_WORD}(?:\s+{_WORD}){{0,5}}?)"
    return re.compile(
        rf"(?<=[\w,])\s+(?P<cue>(?:has\s+|have\s+|had\s+)?(?:also\s+|again\s+)?call(?:ed|s)?\s+(?:up)?on)\s+"
        rf"(?P<content>{whom}\s+(?:not\s+)?to\s+[a-z](?:[^,.;:“”\"\n]|[.,](?=\d)){{2,160}})(?=[.,;\n]|$)"
    )


@cache
def _turned() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w,])\s+(?P<cue>(?:has\s+|have\s+|had\s+)?turned)\s+"
        rf"(?P<content>(?:the|its|his|her|their|any|this|that|an?)\s+(?:{_WORD}\s+){{0,3}}?{one_of('offers')})\s+(?P<particle>down)\b"
    )


_SPEAKER = (
    rf"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Pp]olice|[Oo]fficials"
    rf"|(?:(?:the|an?|its|his|her|their|one|two|three|four|several|some)\s+)(?:{_WORD}\s+){{0,7}}?{_WORD}"
    rf"|[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){{0,3}})"
)
"""Who speaks in the middle or at the end of a sentence."""
_BEGIN = rf"(?:(?<=[.!?]\s){after_title()}|(?<=[.!?][”\"]\s)|(?<=\n)|(?<=\s[—–]\s)|\A)"


def _find_parted(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The bridge, Ada Koll told the Courier on Tuesday, could fall”: both halves are content."""
    for match in _parted().finditer(text, part.start, part.end):
        yield replace(_made(match), content=(CharSpan(*match.span("content")), CharSpan(*match.span("rest"))))


@cache
def _parted() -> re.Pattern[str]:
    start = (
        rf"(?P<content>(?:(?:The|A|An|Its|His|Her|Their|This|That|These|Those|Both|All|Most)\s+"
        rf"(?!(?:{_WORD}\s+){{0,6}}{one_of('auxiliaries')}\b)|(?=[A-Z])(?!{one_of('openers')}\b))"
        rf"{_WORD}(?:\s+{_WORD}){{0,7}})"
    )
    return re.compile(
        rf"{_BEGIN}{start},\s+(?:(?P<source>{_SPEAKER})\s+(?P<cue>{one_of('reporting')}))"
        rf"{COMPLEMENT},\s+(?P<rest>(?={one_of('auxiliaries')}\b){rest()})(?=[.,;\n]|$)"
    )


def _find_trailing(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“The Rovers sold Bo Ott, the club confirmed on Wednesday.”: a sentence that ends with who says so."""
    for match in _trailing().finditer(text, part.start, part.end):
        first = match["content"].split()[0].lower()
        if first not in word_list("openers") - _ARTICLES and not _HALTS.search(match["complement"] or ""):
            yield _made(match)


@cache
def _trailing() -> re.Pattern[str]:
    when = r"(?:on|in|at|during|late|early|yesterday|today|this|last|after|before|through|via|over)\b"
    whom = rf"(?:reporters|journalists|parliament|him|her|us|me|(?:the|this|a)\s+{_WORD}|[A-Z]{_WORD})"
    complement = rf"(?P<complement>(?:\s+{whom}(?:\s+[A-Z]{_WORD}){{0,3}})?(?:\s+{when}[^,.;:“”\"\n]{{0,60}})?)"
    return re.compile(
        rf"{_BEGIN}(?:(?:Elsewhere|Meanwhile|Separately),\s+)?(?P<content>[A-Z](?:[^.!?;:“”\"\n]|\.(?=\d)){{12,300}}),\s+"
        rf"(?P<source>{_SPEAKER})\s+(?P<cue>{one_of('reporting')}){complement}\.(?=\s|\Z)"
    )


_HALTS = re.compile(r"\b(?:that|he|she|they|it|we|I|was|were|is|are|had|has|have|will|would|could|should)\b")
"""Words of a clause: with one of these, what follows the cue is what is said."""


def _find_bare(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“Doctors said on Monday that the ward was full.”: a whole sentence of speech."""
    for match in _bare().finditer(text, part.start, part.end):
        if match["source"].split()[0].lower() not in word_list("openers") - _ARTICLES:
            yield _made(match)


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(
        rf"{_BEGIN}(?P<source>(?:The|An?|Its|His|Her|Their|Two|Three|Several|Some|Many)\s+(?:{_WORD}\s+){{0,5}}?{_WORD}|"
        rf"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){{0,3}})\s+(?P<cue>{one_of('reporting')})\s+"
        rf"(?:(?:on|in|at)\s+(?:{_WORD}\s+){{1,4}}?)?(?P<content>that\s(?:[^.;“”\"\n]|\.(?=\d)){{2,300}})\.(?=\s|\Z)"
    )


def _find_unnamed(text: str, part: CharSpan) -> Iterator[Attribution]:
    """“A former clerk, who would not be named, told the Courier that P”: the wish is no statement, P is."""
    yield from (_made(match) for match in _unnamed_speech().finditer(text, part.start, part.end))


@cache
def _unnamed_speech() -> re.Pattern[str]:
    wish = "|".join(spelled("unnamed"))
    hearer = r"[^\s,.;:“”\"](?:[^,.;:“”\"\n]{0,58}[^\s,.;:“”\"])??"
    return re.compile(
        rf"{_BEGIN}(?P<source>(?:An?|One|Two|Three|Four|Five|Several|Some|The)\s[^,.;:“”\"\n]{{3,120}}),\s+"
        rf"(?:who\s+)?(?:{wish})[^,.;:“”\"\n]{{0,120}},\s+(?P<cue>{one_of('reporting')})\s+(?:{hearer}\s+)?"
        rf"(?P<content>that\s(?:[^.;“”\"\n]|\.(?=\d)){{2,300}})(?=[.;\n]|\Z)"
    )


@cache
def _refusal() -> re.Pattern[str]:
    return re.compile(rf"{refusal()}(?=[.;\n]|$)")


def _find_refusals(text: str, taken: Sequence[Attribution]) -> Iterator[Attribution]:
    """“She confirmed the talks, but would not name the buyer.”: whoever spoke is who refuses."""
    for one in taken:
        match = _refusal().match(text, one.content[-1].end) if grants(one, text) else None
        ordered = one.source and one.cue and one.source[0].start < one.cue[0].start < one.content[-1].start
        if match and match["content"] and ordered:
            yield _made(match, one.source[0])


@cache
def _standing_cue() -> re.Pattern[str]:
    return re.compile(
        rf"(?<=[\w,])\s+(?P<cue>(?:has\s+|had\s+|have\s+)?{one_of('standing')})\s+"
        rf"(?P<content>(?:(?:the|its|his|her|their|any|such|all)\s+)?(?:{_WORD}\s+){{0,2}}?{one_of('sayings')})\b"
    )


def _made(match: re.Match[str], source: CharSpan | None = None) -> Attribution:
    def span(group: str) -> CharSpan:
        return CharSpan(*match.span(group))

    return Attribution(
        source=(source or span("source"),),
        cue=(span("cue"), span("particle")) if "particle" in match.groupdict() else (span("cue"),),
        content=(span("content"),),
        kind="indirect",
        confidence=CONFIDENCE,
    )
