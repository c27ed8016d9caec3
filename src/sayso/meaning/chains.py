"""From the printing outlet to the origin: whose word rests on whose.

CONVENTIONS: the chain begins with the printing outlet and holds only what the text
names. An outlet that cites somebody in the same breath hands the word on from them; a
nested statement's chain is the outer one's with the inner speaker; a leaked paper comes from the
outlet that got it. Who denies "reports" is no link, for nothing came through them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.meaning.chain_links import name_paper, overlap, same_name
from sayso.meaning.channel_carrying import begins_anew
from sayso.meaning.citings import Citing, find_citings, near
from sayso.meaning.continuing import goes_on_from
from sayso.meaning.passages import Passage, find_hands, find_other_teller
from sayso.meaning.scene import Scene
from sayso.meaning.settled import find_settled_act
from sayso.meaning.speakers import Voices
from sayso.types import ChainLink, SourceType, Statement, Via

UNKNOWN_OUTLET = "this outlet"
"""What the first link is called where the article's outlet is not known."""

Chain = tuple[ChainLink, ...]

_BACK = 2
"""How many sentences after an outlet cited somebody "they" may still be those."""
_REACH = 240
"""Code points behind a source in which its citing of others is still its own."""
_LONGEST = 4
"""Acts of citing that one breath strings together at most."""


def find_chains(scene: Scene, voices: Voices, channels: Sequence[Via | None]) -> tuple[Chain, ...]:
    """The chain of each statement."""
    citings = find_citings(scene, voices)
    places = {statement.id: number for number, statement in enumerate(scene.statements)}
    first = ChainLink(scene.article.outlet or UNKNOWN_OUTLET, "outlet")
    chains: dict[int, Chain] = {}
    for number in _outer_first(scene.statements, places):
        statement = scene.statements[number]
        parent = places.get(statement.parent or "")
        base = (first,) if parent is None else chains.get(parent, (first,))
        if parent is not None and _denies(scene.statements[parent]):
            base = chains.get(
                places.get(scene.statements[parent].parent or "", -1), (first,)
            )  # who denies hands on nothing
        step = _Step(scene, voices, citings, number, channels[number])
        before = () if parent is not None else tuple(_before(step)) or _inherited(step, chains)
        chains[number] = _join(base, (*before, *_speaker(step), *_after(step)))
    return tuple(chains[number] for number in range(len(scene.statements)))


@dataclass(frozen=True, slots=True)
class _Step:
    scene: Scene
    voices: Voices
    citings: tuple[Citing, ...]
    number: int
    via: Via | None

    @property
    def statement(self) -> Statement:
        return self.scene.statements[self.number]

    @property
    def type(self) -> SourceType:
        return self.voices.types[self.number]

    @property
    def name(self) -> str:
        return self.voices.speakers[self.number].name or self.statement.source.text


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
        again = same_name(link.name, chain[-1].name) and "document" not in {link.kind, chain[-1].kind}
        if not (again or link == chain[-1] or (link.kind == "outlet" and same_name(link.name, chain[0].name))):
            chain.append(link)
    return tuple(chain)


def _speaker(step: _Step) -> Iterator[ChainLink]:
    speaker = step.voices.speakers[step.number]
    source = step.statement.source
    if step.type in ("author", "none"):
        return
    name = speaker.name or source.text
    if name:
        span = speaker.mention or (source.spans[0] if source.spans else None)
        yield ChainLink(name_paper(name) if step.type == "document" else name, step.type, span)


def _before(step: _Step) -> Iterator[ChainLink]:
    """What the words came through before they came to the speaker."""
    scene, statement = step.scene, step.statement
    if step.type in ("outlet", "author", "none"):
        return
    hands = find_hands(Passage(scene, step.voices, statement, step.name, step.via), paper=step.type == "document")
    if hands:
        yield from hands
        return
    speaker = step.voices.speakers[step.number]
    start = (statement.source.spans or statement.cue.spans or statement.content.spans)[0].start
    here = scene.sentence_at(start)
    for citing in reversed(near(step.citings, start)):
        apart = here - scene.sentence_at(citing.start)
        mention = citing.cited.span
        resolved = speaker.mention is not None and mention is not None and overlap(speaker.mention, mention)
        if citing.start < start and (resolved or (0 < apart <= _BACK and _takes_up(statement, citing, step.type))):
            yield citing.citer
            return


def _inherited(step: _Step, chains: dict[int, Chain]) -> Chain:
    """The links before the speaker where the statement goes on from an earlier one of the same speaker.

    A paper came through the same hands wherever it is quoted; people's words only as long as they go on.
    """
    last = step.number - 1
    earlier = range(step.number) if step.type == "document" else range(max(last, 0), step.number)
    for number in earlier:
        other = step.scene.statements[number]
        if step.voices.types[number] != step.type or other.parent is not None or number not in chains:
            continue
        if step.type != "document" and (_is_told_anew(step) or not _goes_on(step.scene, number, step.number)):
            continue
        link = next(iter(_speaker(step)), None)
        chain = chains[number]
        if link is not None and len(chain) > 2 and chain[-1].name == link.name:  # noqa: PLR2004
            return chain[1:-1]
    return ()


def _is_told_anew(step: _Step) -> bool:
    """Whether the cue names its own hearers: what "she told reporters" came not through whom she told before."""
    if step.via is None or not any(0 <= step.via.span.start - cue.end <= _NEXT for cue in step.statement.cue.spans):
        return False
    return _TELLING.search(step.statement.cue.text) is not None


_NEXT = len(" a group of ")
_TELLING = re.compile(r"\b(?:tells?|told|telling)\b", re.IGNORECASE)


def _goes_on(scene: Scene, earlier: int, later: int) -> bool:
    """Whether a statement goes on from an earlier one, on the same occasion."""
    one, two = scene.statements[earlier], scene.statements[later]
    return goes_on_from(scene, (one,), two) and not begins_anew(scene, later, one.content.spans[0].start)


_DENYING = re.compile(r"\b(?:dismiss|reject|refut|disput)")


def _denies(statement: Statement) -> bool:
    """Whether the statement says that what stands in it is not so."""
    return find_settled_act(statement) == "deny" or bool(_DENYING.search(statement.cue.text.lower()))


def _after(step: _Step) -> Iterator[ChainLink]:
    """Whom an outlet or a paper cites in the same breath."""
    if step.type not in ("outlet", "document", "organization", "person", "author", "none"):
        return
    cited = tuple(_cited(step))
    yield from cited
    if not cited and step.type == "outlet":
        aside = find_other_teller(Passage(step.scene, step.voices, step.statement, step.name, step.via))
        if aside is not None:
            yield aside


def _cited(step: _Step) -> Iterator[ChainLink]:
    statement, scene = step.statement, step.scene
    spans = statement.source.spans + statement.cue.spans or statement.content.spans
    numbers = {scene.sentence_at(span.start) for span in spans}
    last: ChainLink | None = None
    for citing in near(step.citings, spans[0].start):
        mention = citing.cited.span
        cue = any(s.start <= citing.start < s.end for s in statement.cue.spans)
        own = any(
            s.start <= citing.start < s.end or (cue and mention and overlap(s, mention))
            for s in statement.content.spans
        )
        if own or scene.sentence_at(citing.start) not in numbers:
            continue
        if _cites(step, citing) if last is None else same_name(last.name, citing.citer.name):
            last = citing.cited
            yield last


def _cites(step: _Step, citing: Citing) -> bool:
    source = step.statement.source
    near_source = any(span.start - 2 <= citing.start <= span.end + _REACH for span in source.spans)
    return same_name(step.name, citing.citer.name) or (near_source and step.type in ("outlet", "document"))


_TAKES_UP = re.compile(
    r"^(?:they|he|she|one|both|another|a second|a third|the (?:two|three|four|first|second|other|latter|"
    r"sources?|people|officials?|officers?|aides?|pair|person|man|woman|men|women|diplomats?|employees?|insiders?))\b",
    re.IGNORECASE,
)


def _takes_up(statement: Statement, citing: Citing, kind: SourceType) -> bool:
    """Whether a source such as "they" or "one of them" may be those that were just cited."""
    if citing.cited.kind not in ("anonymous", "class") or not _TAKES_UP.match(statement.source.text):
        return False
    return kind in ("anonymous", "class", "none")
