"""What a statement plainly answers: the question before it, what it replies to, "these reports", what "is false"."""

from __future__ import annotations

import re
from typing import Final

from sayso.meaning.response_features import BACK
from sayso.meaning.response_references import find_asked_about, find_referred, is_aside, is_silence
from sayso.meaning.response_views import View, are_nested, on_one_side, response_nouns, same_speaker
from sayso.meaning.scene import Scene

_ACTS = frozenset({"deny", "confirm"})
_STANDING = frozenset({"assert", "accuse", "predict", "believe", "admit", "promise"})
"""Acts of statements that can be denied or confirmed."""
_REPORTERS = frozenset({"outlet", "anonymous", "document"})
_PLURAL = re.compile(
    r"\b(?:these|those|such|the|media|press|news|foreign|recent|all)\s+(?:\w+\s+){0,2}?"
    r"(?:reports|stories|claims|allegations|accusations|rumou?rs|articles|assertions|accounts)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(r"\b(?:reports|stories|articles)\b", re.IGNORECASE)
_FALSE = re.compile(
    r"^[^\w]*(?:that|this|it|those|these|they)(?:\s+(?:is|was|are|were)|['’]s|['’]re)\s+(?:\w+\s+){0,2}?"
    r"(?:false|untrue|not true|nonsense|wrong|a lie|lies|fake|fabricat\w+|fiction|rubbish|baseless|"
    r"incorrect|inaccurate|(?<!politically )correct|true(?!,?\s+(?:that|I|we|he|she|it|they)\b))\b",
    re.IGNORECASE,
)
_FAR = 10
"""Statements back within which "these reports" finds them."""
_NEAR = 3
"""Statements back within which "that is false" finds what is false."""


_ASKING: Final = frozenset({"ask", "believe"})
"""Acts that answer no question, though they follow it."""
_STEPS: Final = 4
"""Statements of one speaker in one sentence over which an answer is handed on."""


def find_answered(scene: Scene, views: list[View], number: int) -> frozenset[int]:
    """What a statement answers that stands right before it: a question, or what its own cue says it replies to.

    Of such pairs in the train layers four of five are annotated links, over marked statements as over found ones.
    """
    for _ in range(_STEPS):
        view, last = views[number], _last_before(views, number)
        if last is None or is_silence(view) or on_one_side(views[last], view):
            return frozenset()
        if same_speaker(views[last], view) != "same":
            return _answers(scene, views, last, number)
        if views[last].sentence != view.sentence:
            return frozenset()
        # "She shot back, saying …": of 17 such pairs in the train layers and beside them 11 have one answer.
        number = last
    return frozenset()


def _last_before(views: list[View], number: int) -> int | None:
    """The statement whose content begins last before that of the one at ``number``, if it is near."""
    view = views[number]
    near = range(max(number - BACK, 0), min(number + BACK, len(views)))
    before = [
        n for n in near if views[n].place < view.place and not are_nested(views[n], view) and not is_aside(views[n])
    ]
    return max(before, key=lambda n: views[n].place, default=None)


def _answers(scene: Scene, views: list[View], last: int, number: int) -> frozenset[int]:
    """What the statement at ``number`` answers of another's right before it, at ``last``."""
    view = views[number]
    between = scene.text[min(views[last].place, view.place) : view.place]
    asked = views[last].act == "ask" and view.act not in _ASKING and between.count("\n\n") <= 1
    denied = view.act == "deny" and views[last].sentence == view.sentence
    confirmed = view.act == "confirm" and bears_on(views[last], view)
    if asked:
        return find_asked_about(views, last, number) | {last}
    return frozenset({last} if denied or view.replying or confirmed else ())


_POINTING: Final = re.compile(
    r"^\W*(?:that\s+)?(?:(?:this|it|so|these|those|them|him|her|as\s+much|yes|no)\b"
    r"|that(?=\s*(?:$|[^\w\s]|(?:is|was|were|had|has|would|will)\b)))",
    re.IGNORECASE,
)
_BRIEF: Final = 15
"""Letters of a content that says nothing of its own: "both", "the worst"."""


def bears_on(earlier: View, view: View) -> bool:
    """Whether a statement shows by its words that it is about the earlier one: a word or name of it, or "that"."""
    return bool(
        (earlier.words | earlier.names | earlier.surnames) & (view.words | view.names)
        or _POINTING.match(view.content)
        or view.length < _BRIEF
    )


def find_meant(views: list[View], number: int) -> frozenset[int]:
    """The earlier statements that a denial or confirmation plainly means; empty where none is plain.

    "That is false" denies whatever act the statement was taken for.
    """
    view = views[number]
    plural = _PLURAL.search(view.content) if view.act in _ACTS or _FALSE.match(view.content) else None
    referred = frozenset() if plural else find_referred(views, number)
    if referred:
        return referred
    if view.act not in _ACTS and not _FALSE.match(view.content):
        return frozenset()
    earlier = [n for n in range(number - 1, max(number - BACK, 0) - 1, -1) if _can_be_meant(views[n], view)]
    if plural:
        return _all_meant(views, view, [n for n in earlier if number - n <= _FAR])
    of_outlet = [n for n in earlier if view.outlets & (views[n].outlets | views[n].context_outlets)]
    if of_outlet and (view.taken_up or _FALSE.match(view.content)):
        return frozenset(of_outlet[:1])
    if _FALSE.match(view.content):
        return frozenset(n for n in earlier[:1] if number - n <= _NEAR)
    fits = [n for n in earlier if any(_fits(taken, views[n]) for taken in view.taken_up)]
    return frozenset(fits[:1])


def _all_meant(views: list[View], view: View, earlier: list[int]) -> frozenset[int]:
    """What a plural means: all that outlets and their sources say ("the reports"), else all of one speaker."""
    if _REPORTS.search(view.content):
        return frozenset(n for n in earlier if views[n].type in _REPORTERS)
    named = [n for n in earlier if views[n].surnames & view.names] or earlier
    return frozenset(n for n in named if same_speaker(views[n], views[named[0]]) == "same")


def _can_be_meant(earlier: View, view: View) -> bool:
    if earlier.act not in _STANDING or earlier.headline:
        return False
    return same_speaker(earlier, view) != "same" and not are_nested(earlier, view) and not on_one_side(earlier, view)


def _fits(taken: str, earlier: View) -> bool:
    """Whether "this report" or "the accusation" can be the earlier statement."""
    how, noun = taken.split(" ", 1)
    meant = response_nouns().get(noun, frozenset())
    return how in ("demonstrative", "the") and bool(meant & {earlier.act, earlier.type})
