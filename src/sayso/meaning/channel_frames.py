"""What matters of a statement for its channel: where it stands, its verb and who speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.meaning.outlets import is_outlet
from sayso.meaning.scene import Scene
from sayso.types import CharSpan, Statement


@dataclass(frozen=True, slots=True)
class Frame:
    """What matters of a statement: its source and cue, where they stand, and who speaks in one word."""

    statement: Statement
    span: CharSpan
    sentence: int
    cue: range
    speaker: str
    """The last word of the source in lower case: "pronoun" for pronouns, empty where there is none."""
    headline: bool
    outlet: bool
    verb: int
    kind: str = ""
    name: str = ""
    """The speaker's full name, where that is known."""


_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "i", "we", "which", "whom", "his", "her", "their", "you"})


def read_frame(scene: Scene, statement: Statement) -> Frame:
    """The frame of a statement, before it is known who speaks."""
    spans = statement.source.spans + statement.cue.spans or statement.content.spans[:1]
    span = CharSpan(min(s.start for s in spans), max(s.end for s in spans))
    cue = scene.tokens_in(statement.cue.spans[-1]) if statement.cue.spans else range(0)
    words = statement.source.text.lower().split("(")[0].replace("’s", "").replace("'s", "").split(",")[0].split()
    last = words[-1].strip("'’.\"”") if words else ""
    source = statement.source.text
    return Frame(
        statement,
        span,
        scene.sentence_at(span.start),
        cue,
        "pronoun" if last in _PRONOUNS else last,
        span.start < _headline_end(scene),
        is_outlet(source),
        next((i for i in cue if scene.tokens[i].pos in ("VERB", "AUX")), -1),
    )


def _headline_end(scene: Scene) -> int:
    text = scene.text
    title = scene.article.title
    if title and text.lstrip().startswith(title):
        return len(text) - len(text.lstrip()) + len(title)
    first = text.find("\n\n")
    return first if 0 < first <= 200 and "\n" not in text[:first].strip() else 0  # noqa: PLR2004


def same_speaker(frames: Sequence[Frame], earlier: int, later: int) -> str:
    """same, other or unclear: pronouns and missing sources go on from the statement before."""
    a, b = _speaker(frames, earlier), _speaker(frames, later)
    if not a or not b:
        return "unclear"
    return "same" if a == b else "other"


def _speaker(frames: Sequence[Frame], number: int) -> str:
    for n in range(number, max(number - 6, -1), -1):
        if frames[n].speaker not in ("", "pronoun"):
            return frames[n].speaker
    return ""
