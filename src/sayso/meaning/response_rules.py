"""What a statement plainly answers: the question before it, what it replies to, "these reports", what "is false"."""

from __future__ import annotations

import re
from typing import Final

from sayso.meaning.response_features import BACK
from sayso.meaning.response_views import View, response_nouns, same_speaker
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
    r"incorrect|inaccurate|true|correct)\b",
    re.IGNORECASE,
)
_FAR = 10
"""Statements back within which "these reports" finds them."""
_NEAR = 3
"""Statements back within which "that is false" finds what is false."""


_ASKING: Final = frozenset({"ask", "believe"})
"""Acts that answer no question, though they follow it."""


def find_answered(scene: Scene, views: list[View], number: int) -> frozenset[int]:
    """What a statement answers that stands right before it: a question, or what its own cue says it replies to.

    Of such pairs in the train layers four of five are annotated links, over marked statements as over found ones.
    """
    view = views[number]
    before = [n for n, other in enumerate(views) if other.place < view.place and not _are_nested(other, view)]
    last = max(before, key=lambda n: views[n].place, default=None)
    if last is None or same_speaker(views[last], view) == "same":
        return frozenset()
    between = scene.text[min(views[last].place, view.place) : view.place]
    asked = views[last].act == "ask" and view.act not in _ASKING and between.count("\n\n") <= 1
    denied = view.act == "deny" and views[last].sentence == view.sentence
    return frozenset({last} if asked or denied or view.replying or view.act == "confirm" else ())


def find_meant(views: list[View], number: int) -> frozenset[int]:
    """The earlier statements that a denial or confirmation plainly means; empty where none is plain.

    "That is false" denies whatever act the statement was taken for.
    """
    view = views[number]
    if view.act not in _ACTS and not _FALSE.match(view.content):
        return frozenset()
    earlier = [n for n in range(number - 1, max(number - BACK, 0) - 1, -1) if _can_be_meant(views[n], view)]
    if _PLURAL.search(view.content):
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
    return same_speaker(earlier, view) != "same" and not _are_nested(earlier, view)


def _are_nested(one: View, other: View) -> bool:
    """Whether one of two statements is speech inside the other."""
    return other.parent == one.id or one.parent == other.id


def _fits(taken: str, earlier: View) -> bool:
    """Whether "this report" or "the accusation" can be the earlier statement."""
    how, noun = taken.split(" ", 1)
    meant = response_nouns().get(noun, frozenset())
    return how in ("demonstrative", "the") and bool(meant & {earlier.act, earlier.type})
