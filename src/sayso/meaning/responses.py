"""Which earlier statements of the article a statement denies, doubts, confirms, admits or answers.

Denials of "these reports", "the claim" or "that" are resolved by rule, and so is what answers the statement right
before it: a question, or what the cue itself replies to. Beside that each pair of a statement and an earlier one by
another speaker is weighed by what can be read off it: the act, the cue, who speaks, the words they share, how far
apart they stand, what the speaker's last statement answered, and how much by the tagger's vectors the one looks like
an answer and the other like something answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.meaning.response_features import BACK, find_features, lean_features, rank_earlier, weigh_words
from sayso.meaning.response_leanings import Leanings, find_leanings
from sayso.meaning.response_references import REACTING, is_aside, is_silence
from sayso.meaning.response_rules import bears_on, find_answered, find_meant
from sayso.meaning.response_views import View, find_sides, on_one_side, same_speaker, view_statement
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.meaning.weighing import load_weights, weigh
from sayso.types import Act

_OWN = 0.6
"""The probability from which a statement answers one of the same speaker: seldom (17 of 377 annotated links)."""


def find_responses(scene: Scene, voices: Voices, acts: Sequence[Act]) -> tuple[tuple[str, ...], ...]:
    """The ids of the earlier statements that each statement responds to, in order."""
    weights = load_weights("responses")
    views = view_statements(scene, voices, acts)
    chosen: list[frozenset[int]] = []
    for number, candidates in enumerate(each_pair(scene, views, find_leanings(scene), chosen)):
        meant = find_meant(views, number)
        weighed = (
            earlier
            for earlier, features in candidates
            if _may_answer(scene, views, earlier, number)
            and weigh(features, weights.weights) >= (_OWN if _is_own(views, earlier, number) else weights.limit)
        )
        chosen.append(meant or frozenset(weighed) | find_answered(scene, views, number))
    return tuple(tuple(scene.statements[n].id for n in sorted(numbers)) for numbers in chosen)


def view_statements(scene: Scene, voices: Voices, acts: Sequence[Act]) -> list[View]:
    """A view of each statement, in order."""
    return find_sides([view_statement(scene, voices, acts, number) for number in range(len(scene.statements))])


def each_pair(
    scene: Scene, views: list[View], leanings: Leanings | None, chosen: list[frozenset[int]]
) -> Iterator[tuple[tuple[int, frozenset[str]], ...]]:
    """For each statement the earlier ones by number, with the features of the pair.

    ``chosen`` holds the answers for the statements before: the caller appends one after each
    step (training appends the right ones).
    """
    rare = weigh_words(views)
    for number in range(len(views)):
        ranks = rank_earlier(views, rare, leanings, number)
        pairs = [(earlier, number) for earlier in range(max(number - BACK, 0), number)]
        yield tuple(
            (
                pair[0],
                frozenset(find_features(scene, views, ranks, chosen, pair))
                | frozenset(lean_features(views, ranks, leanings, pair) if leanings else ()),
            )
            for pair in pairs
        )


def _is_own(views: list[View], earlier: int, number: int) -> bool:
    """Whether both are of one speaker, or of one who speaks for the other."""
    return same_speaker(views[earlier], views[number]) == "same" or on_one_side(views[earlier], views[number])


def _may_answer(scene: Scene, views: list[View], earlier: int, number: int) -> bool:
    """Whether anything but the neighbourhood tells that the later statement answers the earlier one."""
    a, b = views[earlier], views[number]
    if is_aside(a) or (is_silence(b) and a.act != "ask") or _is_occasion(scene, a, b):
        return False
    if a.act == "ask" or b.asked or b.answering or a.surnames & b.names:
        return True
    return b.act in REACTING or bool(b.taken_up) or bears_on(a, b)


_OCCASION = re.compile(r"\b(?:after|following|since|as|when|despite|because)\s+(?:\S+\s+){0,4}$", re.IGNORECASE)


def _is_occasion(scene: Scene, a: View, b: View) -> bool:
    """Whether the later statement only tells what the earlier one followed: "denied it, after the paper reported …"."""
    before = scene.text[a.span.end : b.span.start]
    return a.sentence == b.sentence and _OCCASION.search(before) is not None
