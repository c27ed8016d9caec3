"""When statements were spoken, and what times they are about.

``said`` comes from the statement's own sentence, outside its content, or from what
it plainly goes on from (`continuing`); never from the content, whose times are what
the statement is ``about``. Headlines, and words known only through a dated report,
have none (CONVENTIONS).
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sayso.meaning.continuing import goes_on_from, is_headline, keeps_time, names_speaker, spans_of
from sayso.meaning.dating import climb, dates_words, is_swallowed, root_of
from sayso.meaning.lists import words_of
from sayso.meaning.periods import Period, day_of
from sayso.meaning.timereckoning import reckon
from sayso.meaning.timevalues import Anchor, Direction
from sayso.meaning.timewords import TimePhrase, find_time_phrases
from sayso.text.datelines import find_datelines
from sayso.types import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.meaning.scene import Scene, Token
    from sayso.types import Article, CharSpan, Statement

_DAYS = frozenset(["second", "minute", "day"])
_NAME_RULES = frozenset(["month", "weekday", "season", "feast", "day"])
_TIME_LABELS = frozenset(["DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY"])
_LONGEST_RUN = 8
"""Statements: how far back the name may stand that "she said … she added … Vel said" goes on from."""
_FARTHEST = 1000
"""Code points: "the day before" leans on a time told in this paragraph or the one before."""
_PAST = frozenset(["had", "has", "have", "was", "were"])
_OPEN = frozenset(["can", "could", "may", "might", "must", "should"])
_FUTURE = frozenset(["will", "'ll", "’ll", "shall", "would", "wo"])

_PRONOUN_KINDS = {"it": "thing", "he": "man", "she": "woman", "they": "several"}


class _Time(NamedTuple):
    """A time with the days it means, seen from the narration, and whether a content holds it."""

    phrase: TimePhrase
    period: Period | None
    within: bool


def find_said(scene: Scene) -> tuple[Interval | None, ...]:
    """When the words of each statement were spoken or written; None where the text does not say."""
    times = _find_times(scene)
    said: list[Interval | None] = []
    for place, statement in enumerate(scene.statements):
        headline = is_headline(scene, statement)
        said.append(
            None if headline else _find_own(scene, statement, times) or _find_carried(scene, place, said, times)
        )
    return tuple(said)


def find_about(scene: Scene) -> tuple[tuple[Interval, ...], ...]:
    """The times that each statement's content speaks of, in the order of the text, each once.

    Within quotation marks they are reckoned from the day of speaking where that is known.
    """
    times = _find_times(scene)
    said = find_said(scene)
    return tuple(
        _find_within(scene, statement, times, _day_told(said[place]))
        for place, statement in enumerate(scene.statements)
    )


def find_today(article: Article) -> date | None:
    """The day of publication, where it is known to the day and not in doubt."""
    published = article.published
    if published is None or not published.reliable or published.precision not in _DAYS:
        return None
    try:
        return date.fromisoformat(published.value[:10])
    except ValueError:
        return None


def to_interval(period: Period, basis: str) -> Interval:
    """A period as it is published, with the words it was derived from."""
    return Interval(period.start.isoformat(), period.end.isoformat(), period.precision, " ".join(basis.split()))


# ---------------------------------------------------------------- times of the whole text


def _find_times(scene: Scene) -> tuple[_Time, ...]:
    """Every time of the text; what leans on another leans on the last one told outside of all contents."""
    today = find_today(scene.article)
    times: list[_Time] = []
    last: tuple[int, Period] | None = None
    for phrase in find_time_phrases(scene.text):
        if _is_in_name(scene, phrase) or _is_in_dateline(scene.text, phrase):
            continue
        near = last is not None and phrase.core.start - last[0] <= _FARTHEST
        period = reckon(phrase, Anchor(today, "past", last[1] if near and last else None))
        within = any(_holds(scene, statement, phrase) for statement in scene.statements)
        times.append(_Time(phrase, period, within))
        if period is not None and not within:
            last = phrase.core.end, period
    return tuple(times)


def _is_in_name(scene: Scene, phrase: TimePhrase) -> bool:
    """Whether a name holds it: "Theresa May", "USA Today"."""
    if phrase.rule not in _NAME_RULES:
        return False
    core = phrase.core
    return any(
        entity.label not in _TIME_LABELS
        and entity.span.start <= core.start
        and core.end <= entity.span.end
        and (entity.span != core or entity.label == "PERSON")
        for entity in scene.entities
    )


def _is_in_dateline(text: str, phrase: TimePhrase) -> bool:
    """Whether it is the day on which the report was filed, on which nobody need have spoken."""
    lines = find_datelines(text)
    number = bisect_right(lines, phrase.core.start, key=lambda line: line.span.start) - 1
    return number >= 0 and phrase.core.start < lines[number].span.end


def _holds(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether it belongs to the content of ``statement``."""
    return _is_inside(phrase.core, statement.content.spans) and not is_swallowed(scene, statement, phrase)


def _is_inside(span: CharSpan, rooms: Iterable[CharSpan]) -> bool:
    return any(room.start <= span.start and span.start < room.end for room in rooms)


# ---------------------------------------------------------------- said


def _find_own(scene: Scene, statement: Statement, times: Sequence[_Time]) -> Interval | None:
    """From its own sentence: the time nearest to the cue that dates the words."""
    if not statement.cue.spans:
        return None
    cue = statement.cue.spans[0]
    candidates = [time for time in _times_beside(scene, statement, times) if dates_words(scene, statement, time.phrase)]
    if not candidates:
        return None
    best = min(candidates, key=lambda time: abs(time.phrase.core.start - cue.start))
    period = best.period
    if _FUTURE & set(statement.cue.text.lower().split()):
        period = reckon(best.phrase, Anchor(find_today(scene.article), "future"))
    return None if period is None else to_interval(period, best.phrase.span.of(scene.text))


def _times_beside(scene: Scene, statement: Statement, times: Sequence[_Time]) -> list[_Time]:
    """The times in the cue's sentence, outside this content and outside those that do not hold this statement."""
    cue = statement.cue.spans[0]
    sentence = scene.sentences[scene.sentence_at(cue.start)] if scene.sentences else cue
    closed = [
        other
        for other in scene.statements
        if other is statement or not any(span.start <= cue.start < span.end for span in other.content.spans)
    ]
    return [
        time
        for time in times
        if sentence.start <= time.phrase.core.start < sentence.end
        and not any(_holds(scene, other, time.phrase) for other in closed)
    ]


def _find_carried(scene: Scene, place: int, said: Sequence[Interval | None], times: Sequence[_Time]) -> Interval | None:
    """From a statement that this one plainly goes on from, or an occasion told in the sentence before."""
    statement = scene.statements[place]
    peers = [
        one for one in range(max(place - _LONGEST_RUN, 0), place) if scene.statements[one].parent == statement.parent
    ]
    for last in range(len(peers), max(len(peers) - 3, 0), -1):
        day = said[peers[last - 1]]
        run = [scene.statements[one] for one in peers[:last] if said[one] == day]
        if goes_on_from(scene, run, statement) and _agrees(run[-1].source.text, statement.source.text):
            return day
    return _find_occasion(scene, statement, times)


def _agrees(earlier: str, later: str) -> bool:
    """Whether two pronouns may mean one speaker: "it predicted … she said" are two."""
    kinds = [_PRONOUN_KINDS.get(source.lower()) for source in (earlier, later)]
    return None in kinds or kinds[0] == kinds[1]


def _find_occasion(scene: Scene, statement: Statement, times: Sequence[_Time]) -> Interval | None:
    """From the scene that the sentence before sets ("Vel met reporters on Tuesday"), the speaker its subject."""
    number = scene.sentence_at(spans_of(statement)[0].start)
    if statement.parent is not None or number == 0 or not scene.tokens:
        return None
    sentence = scene.sentences[number - 1]
    paper = _find_paper_day(scene, statement, sentence, times)
    if paper is not None or not keeps_time(scene, statement):
        return paper
    for time in times:
        inside = sentence.start <= time.phrase.core.start < sentence.end
        if not inside or time.within or time.period is None:
            continue
        before = scene.text[sentence.start : _find_occasion_verb(scene, time.phrase)]
        if names_speaker(before, statement.source) and before:
            return to_interval(time.period, time.phrase.span.of(scene.text))
    return None


def _find_paper_day(scene: Scene, statement: Statement, sentence: CharSpan, times: Sequence[_Time]) -> Interval | None:
    """The day of its own of the paper that the sentence before tells: "The letter, dated 3 March, … It says"."""
    source = statement.source.text.lower().split()
    for time in times:
        inside = sentence.start <= time.phrase.core.start < sentence.end
        paper = _find_paper(scene, time.phrase) if inside and not time.within and time.period is not None else None
        if paper is None or time.period is None:
            continue
        own = source[-1:] == [paper.span.of(scene.text).lower()] and source[0] in ("the", "this", "that")
        if own or (source == ["it"] and paper.dep in ("nsubj", "nsubjpass")):
            return to_interval(time.period, time.phrase.span.of(scene.text))
    return None


def _find_paper(scene: Scene, phrase: TimePhrase) -> Token | None:
    """The paper that a time dates: "the letter, dated 3 March", "a report published on Tuesday"."""
    place = root_of(scene, phrase)
    steps = [] if place is None else [scene.tokens[step] for step in climb(scene, place)]
    number = next((number for number, token in enumerate(steps) if token.pos == "VERB"), None)
    if number is None or steps[number].lemma not in words_of("paper-verbs"):
        return None
    verb = steps[number]
    if verb.dep == "acl":
        paper: Token | None = scene.tokens[verb.head]
    else:
        near = scene.tokens_in(scene.sentences[scene.sentence_at(verb.span.start)])
        subjects = (scene.tokens[one] for one in near if scene.tokens[one].dep == "nsubjpass")
        paper = next((one for one in subjects if verb.dep == "ROOT" and scene.tokens[one.head] is verb), None)
    return paper if paper is not None and paper.lemma in words_of("dated-papers") else None


def _find_occasion_verb(scene: Scene, phrase: TimePhrase) -> int:
    """Where the verb that it belongs to begins, if that is its sentence's own and one of meeting; else 0."""
    place = root_of(scene, phrase)
    if place is None or _find_direction(scene, phrase) == "future":
        return 0
    verb = next((scene.tokens[step] for step in climb(scene, place) if scene.tokens[step].pos == "VERB"), None)
    telling = words_of("meeting-verbs") | words_of("speech-scenes")
    if verb is None or verb.dep != "ROOT" or verb.tag != "VBD" or verb.lemma not in telling:
        return 0
    return verb.span.start


# ---------------------------------------------------------------- about


def _find_within(scene: Scene, statement: Statement, times: Sequence[_Time], told: date | None) -> tuple[Interval, ...]:
    today = find_today(scene.article)
    quoted = statement.kind == "direct" and told is not None
    anchor_day = told if quoted else today
    other = None if told is None else day_of(told)
    found: list[Interval] = []
    for time in times:
        if not _holds(scene, statement, time.phrase):
            continue
        anchor = Anchor(anchor_day, _find_direction(scene, time.phrase), other)
        period = reckon(time.phrase, anchor)
        if period is not None:
            other = period
            found.append(to_interval(period, time.phrase.span.of(scene.text)))
    unique = {(interval.start, interval.end): interval for interval in reversed(found)}
    return tuple(interval for interval in found if unique.pop((interval.start, interval.end), None) is not None)


def _day_told(said: Interval | None) -> date | None:
    return date.fromisoformat(said.start) if said is not None and said.precision == "day" else None


def _find_direction(scene: Scene, phrase: TimePhrase) -> Direction:
    """Where the verbs that the time belongs to look: "will meet on Friday", "met"; the nearest that tells decides."""
    place = root_of(scene, phrase)
    verbs = () if place is None else climb(scene, place)
    chain = [step for step in verbs if scene.tokens[step].pos in ("VERB", "AUX")]
    if chain and phrase.lead in _UNTIL and scene.tokens[chain[0]].lemma == "give":  # "gave the firm until Friday"
        return "future"
    for below, step in zip([None, *chain], chain, strict=False):
        if below is not None and _is_bidden(scene, below, step):
            return "future"
        look = _look_of(scene, step)
        if look is not None:
            return look
    return "unknown"


_UNTIL = frozenset(["until", "till"])
_WHOLE = frozenset(["VB", "VBP", "VBN"])
"""Forms of "that he appear", which the parser may take for a present, and of "that he be heard"."""


def _is_bidden(scene: Scene, verb: int, above: int) -> bool:
    """Whether one verb is what another bids somebody do: "told her to answer", "demanded that he appear"."""
    token = scene.tokens[verb]
    if token.head != above or scene.tokens[above].lemma not in words_of("bidding-verbs") or token.tag not in _WHOLE:
        return False
    helpers = [helper for helper in scene.tokens[max(verb - 6, 0) : verb] if helper.head == verb]
    if token.tag == "VBN":  # "that the match be played"
        return any(helper.span.of(scene.text).lower() == "be" for helper in helpers) and len(_auxiliaries(helpers)) == 1
    infinitive = any(helper.lemma == "to" and helper.pos == "PART" for helper in helpers)
    return infinitive or (not _auxiliaries(helpers) and token.dep == "ccomp")


def _auxiliaries(helpers: Iterable[Token]) -> list[Token]:
    return [helper for helper in helpers if helper.pos == "AUX"]


def _look_of(scene: Scene, verb: int) -> Direction | None:
    """Where one verb looks; None where the verbs above it decide. What "could" or "may" be is not past yet."""
    token = scene.tokens[verb]
    reach = scene.tokens[max(verb - 6, 0) : verb]
    helpers = [helper for helper in reach if helper.head == verb and helper.pos in ("AUX", "PART")]
    forms = {helper.span.of(scene.text).lower() for helper in helpers}
    if forms & _FUTURE or token.lemma in words_of("verbs-ahead"):
        return "future"
    if "to" in forms:
        return None
    if forms & _OPEN and not forms & _PAST:
        return "unknown"
    tags = {token.tag, *(helper.tag for helper in helpers)}
    return "past" if "VBD" in tags or forms & _PAST else None
