"""What looks like an attribution and is none, whatever the tagger thinks of it; and where its borders are known better.

Rules on the words alone. They are few, for each must hold in any article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.extract.borders import (
    settle_auxiliary,
    settle_cited,
    settle_end,
    settle_name,
    settle_parted,
    settle_source,
)
from sayso.extract.wordlists import spelled, word_list
from sayso.types import Attribution, CharSpan

_LINKING = re.compile(r"\b(?:concerning|regarding)$", re.IGNORECASE)
"""Participles that have become prepositions: "specifically concerning the article" tells what, not who says so."""
_REPUTED = re.compile(r"(?:said|believed|thought|known|understood|reported|alleged|rumou?red|reputed)", re.IGNORECASE)
_TO_BE = re.compile(r"to\s+(?:be|have)\b", re.IGNORECASE)
_DENYING = re.compile(
    r"(?P<verb>(?:[\w’']+\s+){0,4}?(?:den|dismiss|reject|refut|rebut|disput)\w*)\s+"
    r"(?P<noun>(?:the\s+|any\s+|all\s+|media\s+|press\s+)*(?:reports?|claims?|allegations?|rumou?rs?|accusations?|suggestions?))",
    re.IGNORECASE,
)

_SMALL = re.compile(r"(?:the|an?|to|of|that|this|it|him|her|his|its|their)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\s+(?:\w+\s+)?$")
_TALE = re.compile(r"(?:an?|the|many|such|these|those|no|nothing|only)\b(?:\s+[\w’'-]+){0,4}", re.IGNORECASE)
_NEVER = re.compile(r"\b(?:never|not|n['’]t|without)\s+(?:once\s+)?(?:\w+\s+)?\w+$", re.IGNORECASE)
_SAYS = re.compile(r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?|elling)|utter(?:ed|s)?|mention(?:ed|s)?)$", re.IGNORECASE)
_NOTHING = re.compile(r"(?:nothing|not\s+a\s+word|anything|a\s+(?:single\s+)?word)\b", re.IGNORECASE)
_BEFORE = 24
"""Characters before a cue that may hold the auxiliary of a passive."""


def is_implausible(found: Attribution, text: str, outer: Attribution | None = None) -> bool:
    """Whether the words themselves show that nothing is attributed here; ``outer``: in whose content it stands."""
    if not found.cue:
        return False
    cue = found.cue[-1]
    if _LINKING.search(cue.of(text)) or _is_wish_unnamed(found, text) or _is_silence(found, cue, text):
        return True
    if outer is None:
        return False
    tests = (_is_description(found, cue, text, outer), _is_own_mind(found, cue, text, outer))
    return any(tests) or _is_scrap(found, cue, text) or _is_fed(found, cue, text)


def _is_wish_unnamed(found: Attribution, text: str) -> bool:
    """“who asked not to be named” tells why a source has no name; it is no statement."""
    return any(_unnamed().match(text, span.start) for span in found.cue)


@cache
def _unnamed() -> re.Pattern[str]:
    wish = "|".join(spelled("unnamed"))
    return re.compile(rf"(?:{wish})(?!\s+(?:as\s+(?:an?|the)\b|captain|in\s+the\s+(?:squad|team)))", re.IGNORECASE)


def _is_silence(found: Attribution, cue: CharSpan, text: str) -> bool:
    """“has never said a word about it”: nothing was said."""
    content = found.content[0]
    if not _NOTHING.match(content.of(text)) or content.start < cue.end or not _SAYS.search(cue.of(text)):
        return False
    negated = bool(_NEVER.search(text[max(0, cue.start - _BEFORE) : cue.end]))
    return negated or content.of(text).lower().startswith(("nothing", "not a word"))


def _is_own_mind(found: Attribution, cue: CharSpan, text: str, outer: Attribution) -> bool:
    """“Ada Koll said she regretted that …” is one statement: what she herself feels is what she says."""
    if len(found.source) != 1 or not outer.source or not outer.cue:
        return False
    begins = found.source[0].start - outer.content[0].start in (0, len("that "))
    told = outer.cue[-1].end <= outer.content[0].start and outer.content[0].start - outer.cue[-1].end <= _BEFORE
    whole = found.content[-1].end == outer.content[-1].end
    pronoun = found.source[0].of(text).lower() in ("he", "she", "they", "it")
    return begins and told and whole and pronoun and cue.of(text).lower().split()[-1] in word_list("minds")


def _is_description(found: Attribution, cue: CharSpan, text: str, outer: Attribution) -> bool:
    """“Two sources said to be close to the court”: the first words of a content, which only describe them."""
    if not found.source or not found.content or not _REPUTED.fullmatch(cue.of(text)):
        return False
    begins = found.source[0].start - outer.content[0].start in range(len("the "))
    together = not text[found.source[-1].end : cue.start].strip()
    return begins and together and bool(_TO_BE.match(text, found.content[0].start))


def _is_scrap(found: Attribution, cue: CharSpan, text: str) -> bool:
    """“did not recognise that | figure”, read as “did” and “that”: an auxiliary, or a content of one small word."""
    if cue.of(text).lower() in word_list("auxiliaries"):
        return True
    content = found.content[0]
    small = len(found.content) == 1 and _SMALL.fullmatch(content.of(text)) is not None
    return small and bool(text[min(cue.end, content.end) : max(cue.start, content.start)].strip())


def _is_fed(found: Attribution, cue: CharSpan, text: str) -> bool:
    """“Customers were told a fairy tale” complains of what they heard; it gives no words of anybody."""
    passive = _PASSIVE.search(text[max(0, cue.start - _BEFORE) : cue.start])
    words = found.content[0].of(text)
    if found.source or passive is None or not _TALE.fullmatch(words):
        return False
    # "were told the dam was safe" gives what they were told; "a tale" or "only half the story" does not.
    parts = words.lower().split()
    return bool(word_list("tales").intersection(parts)) and not word_list("auxiliaries").intersection(parts)


def settle_borders(found: Attribution, text: str) -> Attribution:
    """“Denies reports | that …” is “denies | reports that …”: what is denied belongs to the content."""
    if len(found.cue) != 1 or not found.content:
        return found
    cue, content = found.cue[0], found.content[0]
    match = _DENYING.fullmatch(cue.of(text))
    if match is None or text[cue.end : content.start].strip() or not text[content.start :].lower().startswith("that "):
        return found
    start = cue.start + match.start("noun")
    return replace(
        found,
        cue=(CharSpan(cue.start, cue.start + match.end("verb")),),
        content=(CharSpan(start, content.end), *found.content[1:]),
    )


def keep_plausible(found: Sequence[Attribution], text: str, outer: Attribution | None = None) -> list[Attribution]:
    """Those that may be attributions, with their borders settled."""
    settled = (settle_all(one, text, outer) for one in found)
    return [one for one in settled if not is_implausible(one, text, outer)]


def settle_all(found: Attribution, text: str, outer: Attribution | None = None) -> Attribution:
    """With all the borders that the words themselves show; ``outer``: in whose content it stands."""
    for settle in (settle_borders, settle_name, settle_source, settle_parted, settle_cited):
        found = settle(found, text)
    if outer is None:
        return found
    return settle_end(settle_auxiliary(found, text), text, outer)
