"""What can be read off a pair of statements, as named features, to weigh whether the later answers the earlier."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log

from sayso.meaning.response_leanings import Leanings
from sayso.meaning.response_views import View, response_nouns, same_speaker
from sayso.meaning.scene import Scene

_STEPS = (2, 3, 4, 7, 13)
_FAR = ("1", "2", "3", "4-6", "7-12", "far")
_SHARES = (0.15, 0.3, 0.5)
BACK = 25
"""How many statements back an answer reaches: in the annotated articles 99 of 100 links are shorter."""


def weigh_words(views: list[View]) -> dict[str, float]:
    """How much it says that two contents of the article share a word: the logarithm of its rarity among them."""
    counts = Counter(word for view in views for word in view.words | view.names)
    return {word: log((len(views) + 1) / count) for word, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Ranks:
    """Which earlier statements stand out for one statement, by number; -1: none."""

    nearest_other: int
    nearest_named: int
    nearest_question: int
    alike: dict[int, float]
    most_alike: int
    second: float
    most_answered: int
    nearest: int


def rank_earlier(views: list[View], rare: dict[str, float], leanings: Leanings | None, number: int) -> Ranks:
    """Which earlier statements stand out beside the one at ``number``; ``rare`` is what `weigh_words` gave."""
    b = views[number]
    earlier = range(number - 1, max(number - BACK, 0) - 1, -1)
    own = b.words | b.names
    alike = {}
    for n in earlier:
        a = views[n]
        common = (a.words | a.names) & own
        size = min(len(a.words | a.names), len(own))
        alike[n] = sum(rare[word] for word in common) / (3 + size) ** 0.5
    order = sorted(alike, key=lambda n: (-alike[n], -n))
    return Ranks(
        nearest_other=next((n for n in earlier if same_speaker(views[n], b) == "other"), -1),
        nearest_named=next(
            (n for n in earlier if views[n].surnames & b.names and same_speaker(views[n], b) != "same"), -1
        ),
        nearest_question=next((n for n in earlier if views[n].act == "ask"), -1),
        alike=alike,
        most_alike=order[0] if order else -1,
        second=alike[order[1]] if len(order) > 1 else 0.0,
        most_answered=max(earlier, key=leanings.answered.__getitem__, default=-1) if leanings else -1,
        nearest=max(earlier, key=lambda n: leanings.likeness(n, number), default=-1) if leanings else -1,
    )


def _rank_features(views: list[View], ranks: Ranks, earlier: int, number: int) -> Iterator[str]:
    a, b = views[earlier], views[number]
    same = same_speaker(a, b)
    group = b.act if b.act in _ANSWERING else "other"
    grade = min(int(ranks.alike[earlier] * 2), 6)
    yield f"alike {grade} {same}"
    yield f"alike {grade} {group}"
    if earlier == ranks.most_alike and grade:
        yield f"most alike {same} {grade}"
        yield f"most alike {same} {group}"
        yield f"lead {min(int((ranks.alike[earlier] - ranks.second) * 2), 3)} {same}"
    if earlier == ranks.nearest_other:
        steps = min(number - earlier, 3)
        yield f"nearest other {steps} {group}"
        yield f"nearest other {grade}"
        yield f"nearest other answering {b.answering} {group}"
        yield f"nearest other asked {b.asked}"
        yield f"nearest other {a.act} {group}"
        yield f"nearest other talks of {bool(a.names & b.surnames)} {bool(b.names & a.surnames)} {steps}"
        for taken in b.taken_up:
            yield f"nearest other takes up {taken.split()[0]}"
    if earlier == ranks.nearest_named:
        yield f"nearest named {group}"
        yield f"nearest named {grade}"
        for taken in b.taken_up:
            yield f"nearest named takes up {taken.split()[0]} {group}"
    if earlier == ranks.nearest_question:
        yield f"nearest question {min(number - earlier, 4)} {same}"


_ANSWERING = frozenset({"deny", "confirm", "admit", "doubt", "agree", "refuse", "accuse", "praise"})


def find_features(
    scene: Scene, views: list[View], ranks: Ranks, chosen: list[frozenset[int]], pair: tuple[int, int]
) -> Iterator[str]:
    """The features of the statements numbered ``pair``, the earlier first."""
    earlier, number = pair
    a, b = views[earlier], views[number]
    far = _FAR[bisect_right(_STEPS, number - earlier)]
    same = same_speaker(a, b)
    yield f"far {far}"
    yield f"far {far} {same}"
    yield f"speakers {same}"
    yield f"act {b.act}"
    yield f"act {b.act} {same} {far}"
    yield f"acts {a.act} {b.act}"
    if a.act == "ask":
        yield f"question {far} {same}"
    yield f"types {a.type} {b.type}"
    if b.answering:
        yield f"answering {same} {far}"
        yield f"answering {b.act}"
    yield f"length {min(b.length // 40, 4)} {far}"
    if b.asked:
        yield f"asked {far} {same}"
    if a.asked:
        yield f"asked before {far}"
    if a.id == b.parent:
        yield "inside"
    if b.id == a.parent:
        yield "holds"
    yield from _rank_features(views, ranks, earlier, number)
    yield from _shared(a, b, same, far)
    yield from _references(a, b, same, far)
    yield from _going_on(views, chosen, earlier, number, same, far)
    gap = b.sentence - a.sentence
    yield f"sentences {min(gap, 5)} {same}"
    between = scene.text[min(a.span.end, b.span.start) : max(a.span.end, b.span.start)]
    yield f"paragraphs {min(between[:3000].count(chr(10) + chr(10)), 4)}"


def lean_features(views: list[View], ranks: Ranks, leanings: Leanings, pair: tuple[int, int]) -> Iterator[str]:
    """How much the later statement looks like an answer, the earlier like something answered, and how alike they are.

    The steps in which logits and cosines are told apart were set once, not tuned.
    """
    earlier, number = pair
    far = _FAR[bisect_right(_STEPS, number - earlier)]
    same = same_speaker(views[earlier], views[number])
    answers = _grade(leanings.answering[number], 0.75, -6, 2)
    answered = _grade(leanings.answered[earlier], 0.75, -6, 2)
    some = max(answers, -4)
    near = _grade(leanings.likeness(earlier, number), 0.1, 0, 9)
    yield f"answers {answers}"
    yield f"answers {answers} {same} {far}"
    yield f"answers {some} sentences {min(views[number].sentence - views[earlier].sentence, 5)}"
    yield f"answered {answered}"
    yield f"answered {answered} {far}"
    yield f"answers {answers} answered {answered}"
    yield f"answered, answering {_grade(leanings.answering[earlier], 1.5, -3, 1)}"
    yield f"both {_grade(leanings.answering[number] + leanings.answered[earlier], 1.0, -8, 3)} {same} {far}"
    yield f"near {near}"
    yield f"near {near} {same}"
    yield f"near {near} answers {some // 2}"
    if earlier == ranks.most_answered:
        yield f"most answered {some}"
        yield f"most answered {far}"
    if earlier == ranks.nearest:
        yield f"nearest {some}"
        yield f"nearest {far}"
        yield f"nearest {same}"
    if earlier == ranks.nearest_other:
        yield f"nearest other answers {some}"
        yield f"nearest other answers {some} answered {answered}"
    if earlier == ranks.nearest_named:
        yield f"nearest named answers {some}"


def _grade(value: float, step: float, least: int, most: int) -> int:
    return min(max(floor(value / step), least), most)


def _shared(a: View, b: View, same: str, far: str) -> Iterator[str]:
    """Words that both contents have."""
    common = a.words & b.words
    share = len(common) / max(min(len(a.words), len(b.words)), 1)
    grade = 1 + bisect_right(_SHARES, share) if common else 0
    yield f"shared {grade} {same}"
    yield f"shared {grade} {b.act}"
    yield f"shared words {min(len(common), 4)} {same}"
    names = a.names & b.names
    yield f"shared names {min(len(names), 3)}"
    if grade > 1:
        yield f"shared much {far} {same}"


def _references(a: View, b: View, same: str, far: str) -> Iterator[str]:
    """“Vel's claims”, “these reports”, “that”, and the other speaker by name."""
    named = bool(a.surnames & b.names)
    if named and same != "same":
        yield "speaker named in content"
        yield f"speaker named in content {b.act}"
        yield f"speaker named in content {far}"
    if same != "same" and a.surnames & b.nearby and not named:
        yield f"speaker named nearby {far}"
    if b.surnames & a.names and same != "same":
        yield "was spoken of"
        yield f"was spoken of {b.act}"
        yield f"was spoken of {far}"
    for taken in b.taken_up:
        how, noun = taken.split(" ", 1)
        if how == "pronoun":
            yield f"takes up {noun} {far} {same}"
            continue
        meant = response_nouns().get(noun, frozenset())
        fits = "-" in meant or a.act in meant or a.type in meant
        yield f"takes up {how} fits {fits} {same}"
        yield f"takes up {how} fits {fits} {far}"
        if fits and named:
            yield f"takes up {how} of the named"
        if b.act in ("deny", "doubt", "confirm", "refuse") and fits:
            yield f"{b.act} takes up {how} {same}"
        if noun in a.words:
            yield "takes up the same noun"
    if not b.taken_up:
        yield f"takes up nothing {far}"


def _going_on(
    views: list[View], chosen: list[frozenset[int]], earlier: int, number: int, same: str, far: str
) -> Iterator[str]:
    """Whether statements between answered the earlier one, and whose they were."""
    for middle in range(number - 1, max(number - 5, earlier), -1):
        if same_speaker(views[middle], views[number]) == "same":
            answers = earlier in chosen[middle]
            yield f"went on {answers} {min(number - middle, 3)}"
            yield f"went on {answers} {views[number].act}"
            break
    others = sum(same_speaker(views[n], views[number]) == "other" for n in range(earlier + 1, number))
    yield f"others between {min(others, 3)} {same}"
    if earlier and chosen[earlier] and same == "other":
        yield f"was an answer {far}"
    if chosen[number - 1] and earlier == number - 1:
        yield f"the last answered {same}"
