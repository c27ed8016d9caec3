"""What a statement takes up by a noun or by "that": the report, the charge, the figure, this document, its own words.

What is meant may stand many statements back. It is looked for by the noun: an accusation for "the charge", what an
outlet, its sources or a document say for "the report", what holds a number for "the figure".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from sayso.meaning.lists import either, lines_of, rows_of, words_of
from sayso.meaning.response_features import BACK
from sayso.meaning.response_views import View, are_nested, on_one_side, same_speaker

REACTING: Final = frozenset({"deny", "doubt", "refuse", "accuse", "praise", "confirm", "agree"})
_SAYING: Final = frozenset(
    {"assert", "accuse", "predict", "believe", "admit", "promise", "warn", "demand", "praise", "deny"}
)
_STANDING: Final = _SAYING - {"admit"}
"""Acts of what a speaker can take back."""
_REPORTERS: Final = frozenset({"outlet", "document"})
_KINDS: Final = {
    "charge": frozenset({"accuse"}),
    "claim": _SAYING,
    "figure": frozenset({"assert", "predict", "believe", "accuse", "warn"}),
    "offer": frozenset({"promise", "demand"}),
    "demand": frozenset({"demand"}),
    "threat": frozenset({"warn", "predict"}),
    "promise": frozenset({"promise"}),
    "denial": frozenset({"deny"}),
}
"""The acts that each kind of thing can be; a report and a document are known by who speaks, a decision by its cue."""
_DECIDING = re.compile(r"\b(?:rul|decid|decision|order|found|sentenc|convict|overturn|approv)", re.IGNORECASE)
_LED = (
    r"^[^\w]*(?:to\s+(?:comment|be\s+drawn|elaborate|respond|discuss|answer|address|deny|confirm(?:\s+or\s+deny)?)\s+)?"
    r"(?:(?:that|whether|as|on|about|of|to|at|against|all|any|doubt|cold|water)\s+){0,4}"
    r"(?P<stand>(?:he|she|it|they|we|I)\s+(?:(?:did|do|does|could|would|had|has|have)(?:\s+not|n['’]t|\s+never)?\s+)?"
    r"(?:recogni[sz]ed?|accept(?:ed)?|disput\w+|believed?|shared?|support(?:ed)?|agreed?\s+with|reject(?:ed)?|seen|read)\s+)?"
)
_OWNER = r"[\w.’'-]+(?:\s[\w.’'-]+){0,2}?(?:’s|'s|s’|s')"
_DAY = re.compile(r"day['’]s$")
_END = re.compile(r"^\s*(?:[“\"‘]|[^\w]*$|as\b|aside\b|away\b|off\b|outright\b|on\s+\w+day\b)")
_COPULA = re.compile(
    r"^\s+(?:(?:was|were|is|are|had|has|have)\b|(?:do|does|did)(?:\s+not|n['’]t)|smack|lack|amount|seem|sound|could|can)"
)
_WITH_CONTENT = re.compile(r"^\s+(?:that|of|about|by|from|over|on|in|to)\b")
_PRONOUN = re.compile(
    r"^[^\w]*(?:that|this)(?=\s*(?:$|[“\"‘.,]|an?\s|as\s|untrue|false|absurd|nonsense))", re.IGNORECASE
)
_ASKED_THAT = re.compile(r"^[^\w]*(?:(?:whether|if|about|how|why)\s+)?(?:that|this|it|those|these)\b", re.IGNORECASE)
_ANONYMITY = re.compile(
    # Only at its beginning is a content a plea: "the victim would not be named" is a statement like any other.
    r"^\W*(?:to\s+)?(?:(?:on|under)\s+(?:the\s+)?conditions?\s+of\s+)?"
    r"(?:not (?:to )?be (?:named|identified|quoted)|be (?:named|identified|quoted)"
    r"|(?:remain|stay) anonymous|anonymity)\b",
    re.IGNORECASE,
)
_SILENCE = re.compile(
    r"^\W*(?:(?:to\s+)?(?:comment|be\s+interviewed|elaborate)\W*$|(?:to\s+)?(?:an?\s+|\w+\s+)?(?:requests?|calls?|e?-?mails?)\s+"
    r"(?:for|seeking)\s+(?:\w+\s+)?(?:comments?|interviews?)\b)",
    re.IGNORECASE,
)
_GUESSES = ("estimat", "forecast", "project", "predict")
_NEAR = 3
"""Statements back within which "that" finds what it means."""
_STORY = 5
"""Statements over which one report is told."""
_OWNED = 6
"""The same for "Vel's remarks"."""
_AGAIN = re.compile(
    r"\b(?:retract|recant|withdr[ae]w|t(?:ake|akes|ook|aken|aking) back|walk\w* back|back(?:ed|s|ing)? (?:away|down)|"
    r"backtrack|backpedal|climb\w* down|(?:later|now|since|then) (?:\w+ )?(?:conced|admit|acknowledg)|"
    r"(?:conced|admit|acknowledg)\w+ later)",
    re.IGNORECASE,
)
"""Cues of taking back or correcting one's own words."""
_WRONG = re.compile(
    r"^\W*(?:that\s+)?(?:I|we|he|she|they|it)\s+(?:was|were|had\s+been|got\s+(?:that|it|this)(?:\s+one)?)\s+"
    r"(?:\w+\s+){0,2}?(?:wrong|mistaken)\b"
    r"|^\W*(?:that\s+)?(?:I|we|he|she|they)\s*[“\"‘]?(?:would\s+not|wouldn['’]t)\s+(?:put|say)\s+(?:it|that)\b",
    re.IGNORECASE,
)
"""Contents that own up to an error: "we were wrong on Tuesday"."""
_REPEATED = re.compile(
    r"^\W*(?:to\s+)?(?:repeat|withdraw|retract|take\s+back|apologi[sz]e\s+for|defend|stand\s+by)\s+"
    r"(?:the|that|this|those|these|his|her|its|their)\s+(?:\w+\s+)?"
    r"(?:remarks?|comments?|statements?|words|claims?|accusations?|allegations?|charges?)\b",
    re.IGNORECASE,
)
"""Contents about what the speaker said before: "to repeat the remark"."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A noun that takes something up, at the head of a content."""

    kind: str
    noun: str
    owner: frozenset[str]
    """Words of whose it is ("Vel's remarks"), in lower case."""
    bare: bool
    """Whether the noun alone says what is meant; else its own words do ("the idea that …")."""
    near: bool
    """Whether it is "this" or "that" which points."""


def find_referred(views: list[View], number: int) -> frozenset[int]:
    """The earlier statements that the noun at the head of a content means; empty where there is none such."""
    view = views[number]
    own = _find_own(views, number)
    if own:
        return own
    earlier = _others(views, number, number)
    reference = find_reference(view)
    if reference is None:
        return _of_pronoun(views, number, earlier)
    return _resolve(views, number, earlier, reference)


def find_asked_about(views: list[View], question: int, number: int) -> frozenset[int]:
    """What a question takes up ("asked whether that was true"): what answers it bears on that, too."""
    earlier = _others(views, question, number)
    reference = find_reference(views[question], asked=True)
    if reference is not None:
        return _resolve(views, question, earlier, reference)
    if not _ASKED_THAT.match(views[question].content):
        return frozenset()
    return frozenset(n for n in earlier[:1] if question - n <= _NEAR and views[n].act in _SAYING)


def is_aside(view: View) -> bool:
    """Whether a statement is none that anybody answers: a plea for anonymity, or "citing two officials"."""
    return view.cue_text in ("citing", "quoting") or _ANONYMITY.search(view.content) is not None


def _others(views: list[View], number: int, answer: int) -> list[int]:
    """The statements before ``number`` that whoever makes the statement ``answer`` can take up, nearest first."""
    view = views[answer]
    return [
        n
        for n in range(number - 1, max(number - BACK, 0) - 1, -1)
        if not views[n].headline
        and views[n].parent is None
        and not is_aside(views[n])
        and same_speaker(views[n], view) != "same"
        and not on_one_side(views[n], view)
        and views[n].span.start < view.span.start
    ]


def _resolve(views: list[View], number: int, earlier: list[int], reference: Reference) -> frozenset[int]:
    """The statements among ``earlier`` that the noun of the one at ``number`` means."""
    owner = reference.owner
    fits = [n for n in earlier if _has(views[n], reference) and (not owner or owner & views[n].surnames)]
    if reference.kind == "report":
        return _of_report(views, earlier, fits) if reference.bare or owner else frozenset()
    if owner:
        return _of_owner(views, number, fits, reference)
    if reference.kind == "claim" or reference.near:
        fits = [n for n in fits if number - n <= _NEAR or _common(views[n], views[number])]
    if not reference.bare:
        return frozenset()
    if reference.kind == "charge":
        return _of_charge(views, number, earlier, fits, reference)
    if reference.noun.startswith(_GUESSES):
        fits.sort(key=lambda n: views[n].act != "predict")
    return frozenset(fits[:1])


def _of_owner(views: list[View], number: int, fits: list[int], reference: Reference) -> frozenset[int]:
    """The last words of the one named, if near; "Vel's remarks on wheat" are those that share most words with it."""
    if reference.bare:
        return frozenset(n for n in fits[:1] if number - n <= _OWNED)
    shared = {n: len(_common(views[n], views[number]) - reference.owner) for n in fits}
    best = max(fits, key=lambda n: (shared[n], n), default=None)
    return frozenset({best} if best is not None and shared[best] else ())


def _of_charge(
    views: list[View], number: int, earlier: list[int], fits: list[int], reference: Reference
) -> frozenset[int]:
    """The accusation, and the one it goes on from; where nobody accuses, what was just said or is reported."""
    if fits:
        return frozenset({fits[0]} | {n for n in fits[1:2] if n == fits[0] - 1})
    if reference.near:
        return frozenset(n for n in earlier[:1] if number - n <= _NEAR and views[n].act in _SAYING)
    if not reference.noun.startswith("alleg"):
        return frozenset()
    return _of_report(views, earlier, [n for n in earlier if views[n].type in _REPORTERS])


def find_reference(view: View, *, asked: bool = False) -> Reference | None:
    """The noun at the head of a content that takes something up, where the cue reacts to it or the content judges it.

    ``asked``: in a question, whatever is said of it.
    """
    head = _pattern().match(view.content)
    if head is None:
        return None
    noun = head["noun"].lower()
    rest = view.content[head.end() :]
    kind = _things()[noun]
    # Whatever is said of a court's decision is said in answer to it.
    told = kind == "decision" or (_COPULA.match(rest) is not None and _judged().search(rest[:80]) is not None)
    calling = head["stand"] is not None or _calling().search(view.cue_text) is not None
    bare = not _WITH_CONTENT.match(rest)
    if not (asked or told or ((view.act in REACTING or calling) and (calling or _END.match(rest) or not bare))):
        return None
    whose = head["whose"].lower()
    unclear = (kind == "document" and whose in ("his", "her")) or (
        kind == "report" and whose == "this" and not view.direct
    )
    if not asked and (view.type == "none" or unclear):
        return None
    owner = (
        frozenset(re.findall(r"[\w.-]+", re.sub(r"^the\s+|(?:['’]s|['’])$", "", whose)))
        if head["owner"] and not _DAY.search(whose)
        else frozenset()
    )
    return Reference(kind, noun, owner, bare, whose in ("this", "that", "these", "those", "such"))


def is_silence(view: View) -> bool:
    """Whether nothing is said on nothing named ("declined to comment"), which answers no statement."""
    return _SILENCE.match(view.content) is not None


def _has(earlier: View, reference: Reference) -> bool:
    """Whether the earlier statement can be what the noun means."""
    kind = reference.kind
    if kind == "report":
        return earlier.type in _REPORTERS
    if kind == "document":
        return earlier.type == "document" or reference.noun in earlier.source_words
    if kind == "decision":
        return _DECIDING.search(earlier.cue_text) is not None
    if kind == "figure" and not earlier.figure:
        return False
    if reference.noun.startswith("critic") and earlier.act == "doubt":
        return True
    return earlier.act in _KINDS[kind]


def _of_report(views: list[View], earlier: list[int], told: list[int]) -> frozenset[int]:
    """What the outlet or document says that told of it last, and what its sources add beside it."""
    if not told:  # "the report" of an outlet that the article names nowhere else
        return frozenset(n for n in earlier[:1] if views[n].type == "anonymous")
    last = told[0]
    plain = words_of("outlet-nouns")
    same = {
        n
        for n in told
        if last - n <= _STORY
        and (same_speaker(views[n], views[last]) == "same" or (views[last].surnames | views[n].surnames) & plain)
    }
    sources = {
        n
        for n in earlier
        if views[n].type == "anonymous"
        and (n - 1 in same or views[last].surnames & (views[n].outlets | views[n].context_outlets))
    }
    return frozenset(same | sources)


def _of_pronoun(views: list[View], number: int, earlier: list[int]) -> frozenset[int]:
    """What "that" is where it is called something, or denied: what another said right before."""
    view = views[number]
    if not _PRONOUN.match(view.content) or not (view.act in ("deny", "doubt") or _calling().search(view.cue_text)):
        return frozenset()
    return frozenset(n for n in earlier[:1] if views[n].act in _SAYING and view.sentence - views[n].sentence <= _NEAR)


def _find_own(views: list[View], number: int) -> frozenset[int]:
    """The speaker's own words that a statement takes back, corrects, or will not repeat."""
    view = views[number]
    own = [
        n
        for n in range(number - 1, max(number - BACK, 0) - 1, -1)
        if same_speaker(views[n], view) == "same" and not are_nested(views[n], view) and views[n].act in _STANDING
    ]
    again, wrong = _AGAIN.search(view.cue_text), _WRONG.match(view.content)
    own = [n for n in own if not _AGAIN.search(views[n].cue_text)]
    if wrong and not own:
        own = [
            n
            for n in range(number - 1, max(number - BACK, 0) - 1, -1)
            if on_one_side(views[n], view) and views[n].act in _STANDING
        ]
    if _REPEATED.match(view.content):
        return frozenset(own[:1])
    if not (again or wrong):
        return frozenset()
    alike = [n for n in own if _common(views[n], view)]
    denied = [n for n in alike or own if views[n].act == "deny"]
    return frozenset((denied or alike or own)[:1])


def _common(one: View, other: View) -> frozenset[str]:
    """Words and names that both contents have."""
    return (one.words | one.names) & (other.words | other.names)


@cache
def _things() -> dict[str, str]:
    return {row[0]: row[1] for row in rows_of("response-things")}


@cache
def _calling() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lines_of('response-calling'))})\b", re.IGNORECASE)


@cache
def _judged() -> re.Pattern[str]:
    """Words that judge a thing, or a quotation mark: without them "the figure was 12" is like any other sentence."""
    return re.compile(rf"[“\"‘]|\b(?:{either(words_of('response-judgements'))})\b", re.IGNORECASE)


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{_LED}(?P<whose>(?:the\s+)?(?P<owner>{_OWNER})|the|this|that|these|those|such|his|her|its|their)\s+"
        rf"(?:[\w’'-]+\s+){{0,2}}?(?P<noun>{either(frozenset(_things()))})\b(?!['’]s)",
        re.IGNORECASE,
    )
