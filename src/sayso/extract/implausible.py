"""What looks like an attribution and is none, whatever the tagger thinks of it; and where its borders are known better.

Rules on the words alone. They are few, for each must hold in any article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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


def is_implausible(found: Attribution, text: str, outer: Attribution | None = None) -> bool:
    """Whether the words themselves show that nothing is attributed here; ``outer``: in whose content it stands."""
    if not found.cue:
        return False
    cue = found.cue[-1]
    if _LINKING.search(cue.of(text)):
        return True
    return outer is not None and _is_description(found, cue, text, outer)


def _is_description(found: Attribution, cue: CharSpan, text: str, outer: Attribution) -> bool:
    """“Two sources said to be close to the court”: the first words of a content, which only describe them."""
    if not found.source or not found.content or not _REPUTED.fullmatch(cue.of(text)):
        return False
    begins = found.source[0].start - outer.content[0].start in range(len("the "))
    together = not text[found.source[-1].end : cue.start].strip()
    return begins and together and bool(_TO_BE.match(text, found.content[0].start))


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
    return [settle_borders(one, text) for one in found if not is_implausible(one, text, outer)]
