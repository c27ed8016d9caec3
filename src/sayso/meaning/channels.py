"""Through what the words came: the outlet, event, platform or paper that the text names for them.

What counts is in CONVENTIONS: the channel stands in the statement's own sentence or the one
before it, or plainly goes on from the same speaker's last statement; headlines and outlets have none.
Which of the channels named nearby is the statement's is weighed by features of the pair.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sayso.meaning.channel_carrying import carried_on, may_come_through, spoken_at
from sayso.meaning.channel_frames import Frame, read_frame, same_speaker
from sayso.meaning.channel_names import Channel, find_channel_names
from sayso.meaning.lists import words_of
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.meaning.weighing import load_weights, weigh
from sayso.types import Statement, Via

_AWAY = (3, 7)
"""Sentences from which a statement is no longer near, and far."""
_MOST = 20
"""Channels looked at on either side of a statement."""
_PAST = 12
"""Statements back in which it is looked at what came through a channel."""
_TOP = 400
"""Code points that count as the article's beginning."""
_TELLERS_BACK = 4
"""Statements before in which an outlet or a paper may have told this one."""
_SENTENCES_BACK = 3
"""A channel is sought in this many sentences before the statement's own; farther it only goes on."""


def find_channels(scene: Scene, voices: Voices | None = None) -> tuple[Via | None, ...]:
    """The channel of each statement, None where the text names none.

    Without ``voices`` who goes on speaking is read off the sources' last words.
    """
    weights = load_weights("channels")
    chosen: list[Channel | None] = []
    frames = _frames(scene, voices)
    for candidates in each_candidates(scene, voices, chosen):
        scored = [(weigh(features, weights.weights), channel) for channel, features in candidates]
        best, channel = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if (
            channel is not None
            and best < weights.limit
            and not spoken_at(scene, channel, scene.statements[len(chosen)])
        ):
            channel = None
        chosen.append(channel or carried_on(scene, frames, chosen, len(chosen), [c for c, _ in candidates]))
    return tuple(None if channel is None else Via(channel.name, channel.span) for channel in chosen)


def each_candidates(
    scene: Scene, voices: Voices | None, chosen: list[Channel | None]
) -> Iterator[tuple[tuple[Channel, frozenset[str]], ...]]:
    """For each statement the channels it may have come through, with the features of the pair.

    ``chosen`` holds the answers for the statements before: the caller appends one after each
    step (training appends the right ones).
    """
    names = find_channel_names(scene)
    frames = _frames(scene, voices)
    counts = Counter(_head(channel) for channel in names)
    main = _main(names, counts)
    for number, frame in enumerate(frames):
        if frame.headline or frame.outlet:
            yield ()
            continue
        pool = _pool(scene, names, frames, chosen, number)
        pool += [channel for channel in main if channel not in pool]
        yield tuple(
            (
                channel,
                frozenset(
                    [
                        *_features(scene, channel, frames, chosen, number),
                        *_weight(channel, main, counts, frame.statement),
                    ]
                ),
            )
            for channel in _told_here(scene, pool, frame)
            if may_come_through(scene, channel, frames, chosen, number)
        )


def _frames(scene: Scene, voices: Voices | None) -> list[Frame]:
    frames = [read_frame(scene, statement) for statement in scene.statements]
    if voices is None:
        return frames
    known = zip(frames, voices.speakers, voices.types, strict=True)
    return [
        replace(f, name=s.name or "", speaker=(s.name or "").lower(), kind=t, outlet=t == "outlet" or f.outlet)
        for f, s, t in known
    ]


def _head(channel: Channel) -> str:
    return channel.name.lower().split()[-1].strip(".,")


def _main(names: tuple[Channel, ...], counts: Counter[str]) -> list[Channel]:
    """The channels that the article names most: words often go on coming through them without a further word."""
    found = []
    for head, count in counts.most_common(2):
        if count > 1:
            found.append(next(channel for channel in names if _head(channel) == head))
    return found


def _weight(channel: Channel, main: list[Channel], counts: Counter[str], statement: Statement) -> Iterator[str]:
    count = min(counts[_head(channel)], 6)
    yield f"count {count}"
    total = counts.total() or 1  # none where the only channel is another statement's source
    yield f"share {int(4 * counts[_head(channel)] / total)} {min(total.bit_length(), 4)}"
    if channel in main:
        yield f"main {main.index(channel)} {count}"
        yield f"main {main.index(channel)} {statement.kind}"


def _pool(
    scene: Scene, names: tuple[Channel, ...], frames: list[Frame], chosen: list[Channel | None], number: int
) -> list[Channel]:
    """Channels named in the statement's sentences and shortly before, and the last ones that were chosen."""
    frame = frames[number]
    if not scene.sentences:
        return []
    first = scene.sentences[max(frame.sentence - _SENTENCES_BACK, 0)].start
    ends = max([frame.span.end, *(s.end for s in frame.statement.content.spans)])
    last = scene.sentences[scene.sentence_at(max(ends - 1, 0))].end
    start = bisect_left(names, first, key=lambda channel: channel.span.start)
    stop = bisect_left(names, last, key=lambda channel: channel.span.start)
    here = bisect_left(names, frame.span.start, key=lambda channel: channel.span.start)
    near = list(names[max(start, here - _MOST) : min(stop, here + _MOST)])
    older = [channel for channel in chosen[-8:] if channel is not None]
    tellers = list(_tellers(scene, frames, number))
    seen: dict[str, Channel] = {}
    for channel in near + tellers + older[::-1]:
        seen.setdefault(f"{channel.name} {channel.span.start}", channel)
    return list(seen.values())


def _told_here(scene: Scene, pool: list[Channel], frame: Frame) -> list[Channel]:
    """The pool without the channels of sentences before, where the cue itself names one: "he told the Courier"."""
    if not any(c.sort in ("outlet", "hearer") and c.verb in frame.cue and c.lead in frame.cue for c in pool):
        return pool
    return [c for c in pool if scene.sentence_at(c.span.start) >= frame.sentence]


def _tellers(scene: Scene, frames: list[Frame], number: int) -> Iterator[Channel]:
    """Outlets and papers whose own statement this one stands in, or follows closely: its words came through them."""
    outer = frames[number].statement.parent
    for other in reversed(frames[max(number - _TELLERS_BACK, 0) : number]):
        inner = other.statement.id == outer
        source = other.statement.source
        near = frames[number].sentence - other.sentence <= _SENTENCES_BACK
        if not source.spans or not (inner or near) or not (other.outlet or other.kind == "document"):
            continue
        sort = ("outer " if inner else "earlier ") + ("outlet" if other.outlet else "paper")
        plain = re.sub(r"^(?:the|an?)\s+", "", source.text, flags=re.IGNORECASE)
        lead = scene.tokens_in(source.spans[0])
        if lead:
            yield Channel(
                source.spans[0], other.name or plain, sort, lead[-1], other.verb if other.verb >= 0 else lead[-1]
            )


def _features(
    scene: Scene, channel: Channel, frames: list[Frame], chosen: list[Channel | None], number: int
) -> Iterator[str]:
    frame = frames[number]
    sort = channel.sort
    place = _place(scene, channel, frame)
    yield f"sort {sort}"
    yield f"place {place}"
    yield f"{sort} {place}"
    lead = scene.tokens[channel.lead].lemma.lower()
    yield f"{sort} lead {lead}"
    yield f"noun {channel.name.lower().split()[-1]}" if sort in ("event", "paper", "hearer") else "named"
    yield f"cue {frame.statement.cue.text.split()[0].lower() if frame.statement.cue.text else ''}"
    if frame.kind:
        yield f"type {frame.kind}"
        yield f"type {frame.kind} {place.split()[0]}"
    yield f"kind {frame.statement.kind} {place.split()[0]}"
    yield from _ties(scene, channel, frame, place)
    yield from _past(scene, channel, frames, chosen, number)


def _place(scene: Scene, channel: Channel, frame: Frame) -> str:
    """Where the channel stands to the statement's source, cue and content."""
    start = channel.span.start
    if any(s.start <= start < s.end for s in frame.statement.cue.spans):
        return "in cue"
    if any(s.start <= start < s.end for s in frame.statement.source.spans):
        return "in source"
    if any(s.start <= start < s.end for s in frame.statement.content.spans):
        return f"in content {frame.statement.kind}"
    back = frame.sentence - scene.sentence_at(start)
    if back == 0:
        return "own before" if start < frame.span.start else "own after"
    return f"back {min(back, 6)}" if back > 0 else "ahead"


def _ties(scene: Scene, channel: Channel, frame: Frame, place: str) -> Iterator[str]:
    """How the parse ties the channel to the cue."""
    tokens = scene.tokens
    if channel.verb in frame.cue:
        yield "verb is cue"
        yield f"{channel.sort} verb is cue"
    elif frame.verb >= 0 and place.startswith(("own", "in")):
        if tokens[channel.verb].head in frame.cue:
            yield f"verb under cue {tokens[channel.verb].dep}"
        elif tokens[frame.verb].head == channel.verb:
            yield f"cue under verb {tokens[frame.verb].dep}"
        else:
            yield "verb elsewhere"
    gap = (
        channel.span.start - frame.span.end
        if channel.span.start >= frame.span.end
        else frame.span.start - channel.span.end
    )
    yield f"{place.split(maxsplit=1)[0]} gap {min(max(gap, 0).bit_length(), 9)}"
    own = set(frame.statement.source.text.lower().split())
    if own & set(channel.name.lower().split()) - words_of("channel-light-words"):
        yield "shares words with source"
    between = scene.text[min(channel.span.end, frame.span.start) : max(channel.span.start, frame.span.start)]
    if place.startswith("back"):
        yield f"{place} paragraphs {min(between.count(chr(10) + chr(10)), 3)}"
    if channel.span.start < _TOP:
        yield "near the top"


def _past(
    scene: Scene, channel: Channel, frames: list[Frame], chosen: list[Channel | None], number: int
) -> Iterator[str]:
    """Whether earlier statements of the same speaker came through the channel."""
    frame = frames[number]
    first = max(number - _PAST, 0)
    before = list(enumerate(chosen[first:number], first))
    aside = _aside(scene, channel, frames, before, number)
    for n, c in reversed(before):
        if frames[n].headline or n == aside:
            continue
        same = same_speaker(frames, n, number)
        steps = min(number - n, 4)
        hit = "same channel" if c is not None and c.name == channel.name else "none" if c is None else "other channel"
        far = ("near", "mid", "far")[bisect_right(_AWAY, frame.sentence - frames[n].sentence)]
        if number - n == 1:
            yield f"last {hit} {same}"
            yield f"last {hit} {same} {far} {channel.sort}"
            yield f"last {hit} {same} {frame.statement.kind}"
        if same == "same":
            yield f"speaker's last {hit} {far}"
            yield f"speaker's last {hit} {steps} {channel.sort}"
            break
    users = [n for n, c in before if c is not None and c.name == channel.name]
    yield f"users {min(len(users), 4)}"
    if users:
        yield f"since user {min(number - users[-1], 5)} {channel.sort}"
        mine = any(same_speaker(frames, n, number) == "same" for n in users)
        yield f"mine {mine}"
    if channel.sort in ("event", "title"):
        yield "occasion"


def _aside(
    scene: Scene, channel: Channel, frames: list[Frame], before: list[tuple[int, Channel | None]], number: int
) -> int | None:
    """The speaker's last statement, where it is a deed told between others' words: it does not end his channel.

    "Vel told the debate …. She pushed her plan in spring, …, Koll said. Vel went on to praise": only one such deed,
    after words that came through the channel, is passed over.
    """
    own = [(n, c) for n, c in before if not frames[n].headline and same_speaker(frames, n, number) == "same"][-2:]
    if len(own) < 2:  # noqa: PLR2004 - the deed and the words before it
        return None
    (_, earlier), (last, through) = own
    kept = earlier is not None and earlier.name == channel.name
    return last if kept and through is None and last < number - 1 and _is_narrated(frames[last], scene) else None


_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _is_narrated(frame: Frame, scene: Scene) -> bool:
    """Whether the text tells what somebody did and repeats no words: "she pushed her plan"."""
    statement = frame.statement
    inside = (i for span in statement.content.spans for i in scene.tokens_in(span))
    return statement.kind == "indirect" and all(scene.tokens[i].tag not in _FINITE for i in inside)
