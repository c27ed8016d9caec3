"""Whether words may have come through a channel that another sentence or another statement names.

A channel goes on while the speaker stays the same and no other occasion begins. From one speaker to the next it
goes on only where several speak in turn (a debate, a joint news conference), or where the sentence that names the
channel names the speaker too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.meaning.channel_frames import Frame, same_speaker
from sayso.meaning.channel_names import Channel
from sayso.meaning.lists import lines_of, words_of
from sayso.meaning.scene import Scene
from sayso.types import CharSpan, Statement

_BACK = 12
"""Statements back to which a speaker's channel is sought."""
_NEAR = 3
"""Sentences after a speaker's words through which their channel goes on without a word; or one paragraph break."""
_BOUND = frozenset(["event", "paper", "hearer", "partner", "outlet", "told"])
"""Sorts of channels that are one occasion of speaking; a post is over once it is made."""
_UNNAMED = frozenset(["anonymous", "class", "none"])


def may_come_through(
    scene: Scene, channel: Channel, frames: Sequence[Frame], chosen: Sequence[Channel | None], number: int
) -> bool:
    """Whether the statement's words may have come through the channel; its weight is another matter.

    ``chosen`` are the channels of the statements before.
    """
    frame = frames[number]
    if channel.sort.startswith("outer") or not scene.sentences:
        return True
    if channel.sort == "earlier outlet":
        # What an outlet tells came to it from others; who is named next speaks for themselves, or writes for it.
        cue = scene.tokens[frame.verb].lemma.lower() if frame.verb >= 0 else ""
        return (frame.kind == "person" and cue in ("write", "report")) or (
            frame.kind in _UNNAMED and bool(_takes_up().match(frame.statement.source.text))
        )
    if scene.sentence_at(channel.span.start) >= frame.sentence:
        return _may_share_sentence(scene, channel, frames, number)
    return _may_go_on(scene, channel, frames, chosen, number)


def spoken_at(scene: Scene, channel: Channel, statement: Statement) -> bool:
    """Whether the text says outright that the speaker spoke there: "Vel, contacted by phone, said".

    Or the sentence before says so, and a pronoun takes its subject up: "Vel spoke to TV 2. She said".
    """
    sources = statement.source.spans
    if not sources or not scene.sentences:
        return False
    verb = scene.tokens[channel.verb]
    reached = verb.tag in ("VBN", "VBG") and verb.lemma.lower() in words_of("channel-reaching")
    if any(span.start <= channel.span.start < span.end for span in sources):
        return reached
    gap = scene.text[channel.span.end : sources[0].start] if channel.span.end <= sources[0].start else ""
    if gap.strip() == ",":  # "Reached by phone, Vel said"
        return reached and verb.dep == "advcl"
    before = scene.sentence_at(sources[0].start) - scene.sentence_at(channel.span.start) == 1
    plain = verb.dep == "ROOT" and verb.lemma.lower() in ("speak", "talk") and channel.lead != channel.verb
    outside = not any(s.start <= channel.span.start < s.end for s in statement.content.spans)
    return before and plain and outside and statement.source.text.lower() in ("he", "she")


def carried_on(
    scene: Scene, frames: Sequence[Frame], chosen: Sequence[Channel | None], number: int, named: Sequence[Channel]
) -> Channel | None:
    """The channel of the speaker's last words where these follow closely and begin nothing new.

    "Vel said in an interview …. She added …. Toll denied that. Vel said": others' words in between do not end it;
    another channel that is ``named`` in the statement's own sentence does.
    """
    frame = frames[number]
    if frame.headline or frame.outlet or not scene.sentences or not frame.name:
        return None
    own = (n for n in range(number - 1, max(number - _BACK, 0) - 1, -1) if frames[n].name == frame.name)
    last = next(own, None)
    channel = None if last is None else chosen[last]
    if last is None or channel is None or frames[last].headline or channel.sort not in _BOUND:
        return None
    if any(c.name != channel.name and scene.sentence_at(c.span.start) == frame.sentence for c in named):
        return None
    if not _is_close(scene, frames[last], frame) or begins_anew(scene, number, channel.span.start):
        return None
    return channel


def _is_close(scene: Scene, earlier: Frame, later: Frame) -> bool:
    end = max(span.end for span in (earlier.span, *earlier.statement.content.spans))
    start = min(span.start for span in (later.span, *later.statement.content.spans))
    between = scene.text[end:start]
    breaks = len(re.findall(r"\n\s*", between))
    lines = [line.strip() for line in between.split("\n")[1:-1]]
    if any(line and line[-1].isalnum() for line in lines):  # a heading
        return False
    if later.statement.kind == "indirect" and (breaks or not _is_said(scene, later)):
        return False
    return breaks <= 1 or scene.sentence_at(start) - scene.sentence_at(end - 1) <= _NEAR


def _is_said(scene: Scene, frame: Frame) -> bool:
    return frame.verb >= 0 and scene.tokens[frame.verb].lemma.lower() in words_of("channel-sayings")


def _may_share_sentence(scene: Scene, channel: Channel, frames: Sequence[Frame], number: int) -> bool:
    """Whether a channel of the statement's own sentence is no other's: "Vel told a rally that …; Toll said"."""
    frame = frames[number]
    if channel.verb in frame.cue or channel.span.start >= frame.span.end:
        return True
    for n in range(max(number - _BACK, 0), min(number + _BACK, len(frames))):
        other = frames[n]
        if n == number or channel.verb not in other.cue or other.span.start >= frame.span.start:
            continue
        if other.statement.id == frame.statement.parent or frame.statement.id == other.statement.parent:
            return True
        if _is_same(frames, n, number):
            return not begins_anew(scene, number, channel.span.start)
        return _is_shared(channel)
    return True


def _may_go_on(
    scene: Scene, channel: Channel, frames: Sequence[Frame], chosen: Sequence[Channel | None], number: int
) -> bool:
    """Whether a channel named in a sentence before still holds."""
    frame = frames[number]
    source = frame.statement.source.text
    if _is_shared(channel) and frame.kind in ("person", ""):
        return True
    if channel.sort in ("title", "outlet", "partner") and re.search(
        r"\b(?:host|moderator|anchor)\b", source, re.IGNORECASE
    ):
        return True
    first = max(number - _BACK, 0)
    users = [first + n for n, c in enumerate(chosen[first:number]) if c is not None and c.name == channel.name]
    same = any(_is_same(frames, n, number) for n in users)
    taken_up = not source or bool(_takes_up().match(source))
    if not (same or (taken_up and (not users or users[-1] == number - 1)) or _names(scene, channel, frame, number)):
        return frame.kind == "person" and _is_told_of(scene, channel, frame)
    if users and _is_over(scene, channel, frames, users[-1], number):
        return False
    return not begins_anew(scene, number, channel.span.start)


def _is_over(scene: Scene, channel: Channel, frames: Sequence[Frame], user: int, number: int) -> bool:
    """Whether the speaker has begun anew since the last words that came through: "Today she repeated … and urged"."""
    return any(
        _is_same(frames, n, number) and begins_anew(scene, n, channel.span.start) for n in range(user + 1, number)
    )


def _is_same(frames: Sequence[Frame], earlier: int, later: int) -> bool:
    """Whether two statements have one speaker, as far as one can see."""
    ours, theirs = _words(frames[later].name), _words(frames[earlier].name)
    if ours and theirs:
        return bool(ours & theirs)
    return same_speaker(frames, earlier, later) != "other"


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - words_of("channel-light-words")


def _is_shared(channel: Channel) -> bool:
    """Whether several speak in turn there."""
    words = channel.name.lower().split()
    shared = words_of("channel-shared")
    return words[0] == "joint" or words[-1] in shared or " ".join(words[-2:]) in shared


def _names(scene: Scene, channel: Channel, frame: Frame, number: int) -> bool:
    """Whether the sentence that names the channel names the speaker too, outside of what is said there."""
    sentence = scene.sentences[scene.sentence_at(channel.span.start)]
    near = [s for s in _near(scene, number) if s.source.spans]  # "Vel was asked whether": she is named, she answers
    holes = [span for s in near for span in s.content.spans if span.start < sentence.end]
    told = _outside(scene.text, sentence, holes)
    return bool(_words(frame.name or frame.speaker) & _words(told) & _capitals(told))


def _is_told_of(scene: Scene, channel: Channel, frame: Frame) -> bool:
    """Whether the sentence right before tells of the speaker's occasion: "interrupted her speech"."""
    place = scene.sentence_at(channel.span.start)
    sentence = scene.sentences[place]
    first = min([frame.sentence, *(scene.sentence_at(span.start) for span in frame.statement.content.spans[:1])])
    noun = re.escape(channel.name.split()[-1])
    theirs = re.search(rf"\b(?:his|her) (?:\w+ )?{noun}\b", sentence.of(scene.text), re.IGNORECASE)
    return channel.sort == "event" and first - place == 1 and theirs is not None


def _capitals(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"\b[A-Z]\w+", text))


def begins_anew(scene: Scene, number: int, start: int) -> bool:
    """Whether words beside the cue name another occasion than the sentence at ``start``: "On Monday, he said".

    What that sentence says as well ("told the Courier on Monday") is no other occasion.
    """
    statement = scene.statements[number]
    spans = statement.source.spans + statement.cue.spans
    if not spans or not scene.sentences:
        return False
    place = min(span.start for span in spans)
    sentence = scene.sentences[scene.sentence_at(place)]
    others = [
        span
        for s in _near(scene, number)
        if s.id != statement.id
        for span in (*s.source.spans, *s.cue.spans, *s.content.spans)
        if span not in spans and sentence.start <= span.start < sentence.end
    ]
    first = max([sentence.start, *(span.end for span in others if span.end <= place)])
    last = min([sentence.end, *(span.start for span in others if span.start >= max(span.end for span in spans))])
    beside = _outside(
        scene.text, CharSpan(first, max(first, last)), [*statement.content.spans, *statement.source.spans]
    )
    before = scene.sentences[scene.sentence_at(start)]
    known = scene.text[before.start : min(before.end, first) if before.start < first else before.end].lower()
    return any(match[0].lower().strip() not in known for match in _breaks().finditer(beside))


def _near(scene: Scene, number: int) -> Sequence[Statement]:
    """The statements around one; no sentence nearby holds others."""
    return scene.statements[max(number - 2 * _BACK, 0) : number + _BACK]


def _outside(text: str, stretch: CharSpan, holes: Sequence[CharSpan]) -> str:
    pieces, start = [], stretch.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= stretch.end:
            continue
        pieces.append(text[start : max(start, hole.start)])
        start = hole.end
    pieces.append(text[start : stretch.end] if start < stretch.end else "")
    return " ".join(pieces)


@cache
def _takes_up() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(lines_of('channel-takers-up'))})\b", re.IGNORECASE)


@cache
def _breaks() -> re.Pattern[str]:
    lines = "|".join(line if line.startswith("^") else rf"\b{line}" for line in lines_of("channel-breaks"))
    return re.compile(rf"(?:{lines})\b", re.IGNORECASE)
