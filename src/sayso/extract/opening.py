"""Speech that plainly opens a content: "that “Mr. Koll indicated that …”".

The second level of the tagger finds most speech inside speech. Where it found none and the content begins with
a titled or full name, a verb of saying and "that", the words leave no doubt.
"""

from __future__ import annotations

import re

from sayso.types import Attribution, CharSpan

CONFIDENCE = 0.8
"""Of such a statement: a rule has no odds; a little below what the tagger gives where it is sure."""

_NAME = r"[A-Z][\w’'-]+"
_OPENING = re.compile(
    r"(?:that\s+)?[“\"]?"
    rf"(?P<source>(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen)\.|President|Prime\s+Minister|Chancellor|General|Minister|Senator)\s+{_NAME}(?:\s+{_NAME})?)"
    r"\s+(?P<cue>(?:(?:had|has|have)\s+)?(?:(?:also|once|repeatedly|privately|already)\s+)?"
    r"(?:said|says|stated|indicated|told\s+\w+|insisted|claimed|argued|promised|warned|denied|acknowledged|admitted|maintained)"
    r"(?:\s+(?:numerous|many|several)\s+times|\s+repeatedly)?)"
    r"\s+(?P<content>that\s+)"
)


def find_opening_speech(outer: Attribution, text: str) -> Attribution | None:
    """The statement that the content of ``outer`` opens with, or None where it does not plainly open with one."""
    if len(outer.content) != 1:
        return None
    content = outer.content[0]
    match = _OPENING.match(text, content.start, content.end)
    if match is None:
        return None
    quoted = text[content.start : match.start("source")].rstrip().endswith(("“", '"'))
    end = content.end
    if quoted and text[end - 1] in '”"':
        end -= 1
    while end > match.end("content") and text[end - 1] in " .,;:…":
        end -= 1
    if end <= match.end("content"):
        return None
    return Attribution(
        source=(CharSpan(*match.span("source")),),
        cue=(CharSpan(*match.span("cue")),),
        content=(CharSpan(match.start("content"), end),),
        kind="indirect",
        confidence=CONFIDENCE,
    )
