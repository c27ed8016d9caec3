"""Whether a statement plainly goes on from another: same speaker, next sentence, same occasion."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sayso.meaning.lists import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sayso.meaning.scene import Scene
    from sayso.types import CharSpan, Statement, Words

_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "the"])
_DETERMINERS = frozenset(["the", "a", "an", "his", "her", "its", "their", "this", "that", "of", "for", "and", "in"])
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "sir", "lady", "dame"])
_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(r"[\W_]{0,4}(?:and|also|specifically|in the same|at the same|on the same)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.?!…][”\"’')\]]{0,2}\s*$")
_LONGEST_HEADLINE = 30  # words
_NEAR = 3  # words: as far from the cue as "speaking earlier, …" or "said … only last year"


def goes_on_from(scene: Scene, run: Sequence[Statement], later: Statement) -> bool:
    """Whether ``later`` tells more of what was said with ``run``: statements of one occasion, the last right before it.

    It stands in the same sentence as the last or the next, its source is a source of the
    run, a pronoun or none, nothing beside its cue sets it at another time ("previously",
    "has long said"), and its tense goes no further back.
    """
    last = run[-1]
    return (
        later.parent == last.parent
        and _is_next(scene, last, later)
        and (_goes_straight_on(scene, later) or any(_is_same_speaker(earlier, later) for earlier in run))
        and keeps_time(scene, later)
        and is_pluperfect(later.cue.text) <= is_pluperfect(last.cue.text)
    )


def is_headline(scene: Scene, statement: Statement) -> bool:
    """Whether the statement stands in the title, or in a first line that is no sentence."""
    place = min(span.start for span in spans_of(statement))
    start = scene.text.rfind("\n", 0, place) + 1
    end = scene.text.find("\n", place)
    line = scene.text[start : end if end >= 0 else len(scene.text)].strip()
    if scene.article.title and line == scene.article.title.strip():
        return True
    alone = end >= 0 and not scene.text[:start].strip()
    return alone and not _SENTENCE_END.search(line) and len(line.split()) <= _LONGEST_HEADLINE


def spans_of(statement: Statement) -> tuple[CharSpan, ...]:
    """All ranges of a statement, sorted."""
    return tuple(sorted((*statement.source.spans, *statement.cue.spans, *statement.content.spans)))


def is_pluperfect(cue: str) -> bool:
    """Whether the cue looks back from a past: "had added"."""
    return bool({"had", "'d", "’d"} & set(cue.lower().split()))


def keeps_time(scene: Scene, statement: Statement) -> bool:
    """Whether the cue is a plain past, with no word beside it that sets another time."""
    words = _words_of(statement.cue.text)
    if words & {"has", "have", "will", "may", "might"} or words & words_of("said-breaks"):
        return False
    if _opening_words(scene, statement) & words_of("said-breaks"):
        return False
    tags = {scene.tokens[place].tag for span in statement.cue.spans for place in scene.tokens_in(span)}
    if "MD" in tags and "not" not in words:  # "would not say" is told of one occasion, "would say" is not
        return False
    return not tags or bool(tags & {"VBD", "VBN", "VBG", "MD"} and not tags & {"VBZ", "VBP"})


def names_speaker(text: str, source: Words) -> bool:
    """Whether the source is a pronoun, none at all, shares a name with ``text``, or says no more than it."""
    words = source.text.split()
    if not words or (len(words) == 1 and words[0].lower() in _PRONOUNS):
        return True
    ours, theirs = (_words_of(one) - _DETERMINERS for one in (source.text, text))
    if ours and theirs and (ours <= theirs or theirs <= ours):
        return True
    return bool(_names_in(source.text) & _names_in(text)) and not _differ_in_title(source.text, text)


def _differ_in_title(one: str, two: str) -> bool:
    """Whether titles tell two people of one name apart: "Mr. Vel", "Mrs. Vel"."""
    titles = [{word.lower() for word in _WORD.findall(text)} & _TITLES for text in (one, two)]
    return bool(titles[0] and titles[1] and not titles[0] & titles[1])


def _is_next(scene: Scene, earlier: Statement, later: Statement) -> bool:
    first = spans_of(earlier)
    begin = spans_of(later)[0].start
    ends = [scene.sentence_at(span.end - 1) for span in first if span.start <= begin]
    here = scene.sentence_at(begin)
    return bool(ends) and max(ends) <= here + 1 and here - max(ends) <= 1


def _is_same_speaker(earlier: Statement, later: Statement) -> bool:
    return later.source.spans == earlier.source.spans or names_speaker(earlier.source.text, later.source)


def _goes_straight_on(scene: Scene, later: Statement) -> bool:
    """Whether its sentence begins "And on the new report, …"."""
    sentence = scene.sentences[scene.sentence_at(spans_of(later)[0].start)].of(scene.text)
    return bool(_OPENING.match(sentence))


def _opening_words(scene: Scene, statement: Statement) -> frozenset[str]:
    """The first words of the sentence, and those right beside the cue, outside source and content."""
    if not statement.cue.spans:
        return frozenset()
    cue = statement.cue.spans[0]
    sentence = scene.sentences[scene.sentence_at(cue.start)]
    holes = (*statement.content.spans, *statement.source.spans)
    before = _outside(scene.text, sentence.start, cue.start, holes).lower().split()
    behind = _outside(scene.text, statement.cue.spans[-1].end, sentence.end, holes).lower().split()
    return _words_of(" ".join((*before[:_NEAR], *before[-_NEAR:], *behind[:_NEAR])))


def _outside(text: str, start: int, end: int, holes: Iterable[CharSpan]) -> str:
    pieces = []
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= end:
            continue
        pieces.append(text[start : max(start, hole.start)])
        start = hole.end
    pieces.append(text[start:end] if start < end else "")
    return " ".join(pieces)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _names_in(text: str) -> frozenset[str]:
    """Capitalized words; "The" and the like are none."""
    return frozenset(
        word for word in _WORD.findall(text) if word[0].isupper() and word.lower() not in _PRONOUNS | _TITLES
    )
