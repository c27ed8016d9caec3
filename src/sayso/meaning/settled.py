"""What settles the act by itself: a denial is a denial, whatever else the words look like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple, cast

from sayso.meaning.lists import lines_of, rows_of
from sayso.types import ActName, Statement

WORD: Final = re.compile(r"[a-z]+(?:['’]t)?")
NEGATIONS: Final = frozenset({"no", "nor", "not", "never", "neither", "without", "cannot"})

DECLINING: Final = re.compile(
    r"""["“‘'\s]*(?:that\s)?(?:he|she|they|I|we)
    (?:\s["“‘']?(?:still\s)?(?:will|would)\s(?:not|never) | \swon['’]t | \swouldn['’]t | ['’]ll\s(?:not|never) )
    \b(?!\sonly\b)""",
    re.IGNORECASE | re.VERBOSE,
)
"""The beginning of what says that its speaker will not do something. Of such contents annotators call 26 a refusal and
9 a promise (20,000 attributions of PolNeAR's train part)."""

TELLING: Final = re.compile(
    r"""(?:(?:has|have|had|was|is|also|then|later|simply|just|since|who|and|\w+ly)\s)*
    (?:say|says|said|saying|tell|tells|told|telling|add|adds|added|adding|write|writes|wrote|written|writing
    |tweet|tweets|tweeted|state|states|stated|stating|insist|insists|insisted|insisting|reply|replies|replied
    |respond|responds|responded|answer|answers|answered|post|posts|posted|explain|explains|explained)
    (?:\s(?:that|in|on|by|at|to|during|later|flatly|simply|\w+day|\w+ly)\b.*)?\s*:?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A cue that only tells that something is said; what is said then shows the act."""
_LONGEST: Final = 240
"""Code points of a cue or content in which a pattern is sought: no text may cost more than its share."""


class _Idiom(NamedTuple):
    """The act that a cue with its content settles; ``content`` None: whatever it is."""

    act: ActName
    cue: re.Pattern[str]
    content: re.Pattern[str] | None


def declines(statement: Statement) -> bool:
    """Whether what is promised is not to do something: "he'll never sign", which is a refusal."""
    return DECLINING.match(statement.content.text) is not None


def foretells(statement: Statement) -> bool:
    """Whether what will be is not for the speaker to decide: "the wall would not hold" is no refusal."""
    words = _plain(statement.content.text)
    return any(pattern.match(words) for pattern in _foretold())


def threatens_loss(statement: Statement) -> bool:
    """Whether what is foretold is a loss under a condition: "if they wait, it will be too late", which is a warning.

    So is whatever will come "unless" somebody acts: all 4 such contents of the train layers warn.
    """
    words = _plain(statement.content.text)
    if _UNLESS.search(words):
        return True
    return bool(_CONDITION.search(words)) and any(not _is_averted(match, words) for match in _losses().finditer(words))


def _is_averted(loss: re.Match[str], words: str) -> bool:
    """Whether the clause of a loss says that it will not be: "nobody will die", "the town will not be lost"."""
    clause = _BORDER.split(words[: loss.start()])[-1]
    return _NONE.search(" ".join(clause.split()[-_NEAR:])) is not None or _NONE.search(loss.group()) is not None


def find_settled_act(statement: Statement) -> ActName | None:
    """The act that the cue settles: by an idiom, with its content (data/act-idioms.txt), or its first telling word."""
    words = WORD.findall(statement.cue.text.lower())
    denies = any(word in NEGATIONS or word.endswith(("n't", "n’t")) for word in words)
    return _find_idiom(statement, denies=denies) or (None if denies else _find_by_word(words))


def find_told_act(statement: Statement) -> ActName | None:
    """The act that what is said settles where the cue only tells it (data/act-contents.txt), or None."""
    cue = _plain(statement.cue.text)
    if not statement.source.spans or not (TELLING.fullmatch(cue) or not WORD.search(cue.lower())):
        return None
    words = _plain(statement.content.text)
    return next((act for act, pattern in _contents() if pattern.match(words)), None)


def _find_idiom(statement: Statement, *, denies: bool) -> ActName | None:
    cue, content = _plain(statement.cue.text), _plain(statement.content.text)
    for idiom in _idioms():
        found = idiom.cue.search(cue)
        if found is None or (idiom.content is not None and not idiom.content.search(content)):
            continue
        if not denies or _DENYING.search(found.group()):
            return idiom.act
    return None


def _find_by_word(words: list[str]) -> ActName | None:
    """The act of the first telling word (data/act-settled.txt), or None.

    Words count in any of their forms, in headlines too, where a parser takes "Denies" for a name.
    """
    settled, telling = _settled(), _telling()
    for word in words:
        form = next((form for form in _forms(word) if form in settled or form in telling), None)
        if form is not None:
            return settled.get(form)
    return None


def _plain(words: str) -> str:
    """The words as patterns read them: single spaces, straight apostrophes, no quotation marks, no marks ahead."""
    straight = words[:_LONGEST].translate(_STRAIGHT)
    return " ".join(straight.split()).lstrip("\"' .,;-")


_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "“": None, "”": None, '"': None})
_DENYING: Final = re.compile(r"\b(?:no|not|neither|nor|never)\b|n't\b", re.IGNORECASE)
_COMING: Final = r"\b(?:will|would|could|may|might)\b(?! (?:not|never|no)\b)"
_UNLESS: Final = re.compile(rf"{_COMING}[^.!?]*\bunless\b|\bunless\b[^.!?]*{_COMING}", re.IGNORECASE)
_NONE: Final = re.compile(r"\b(?:nobody|no|none|neither|nothing|not|never|without)\b|n't\b", re.IGNORECASE)
_BORDER: Final = re.compile(r"[,;:]| (?:and|but|or) ")
_NEAR: Final = 4
"""Words before "will" that hold its subject."""
_CONDITION: Final = re.compile(r"\b(?:if|unless)\b", re.IGNORECASE)


def _forms(word: str) -> Iterator[str]:
    """What the word may be an inflection of; rough, for the lists decide."""
    yield word
    for ending, bases in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("",)),
        ("s", ("",)),
        ("ed", ("", "e")),
        ("ing", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            yield from (stem + base for base in bases)
            if len(stem) > 1 and stem[-1] == stem[-2]:  # admitted
                yield stem[:-1]


@cache
def _settled() -> dict[str, ActName]:
    return {word: cast("ActName", act) for word, act in rows_of("act-settled")}


@cache
def _telling() -> frozenset[str]:
    """Words that show some act: where one of them comes first, it is not for a later one to settle."""
    return frozenset(verb for verb, *_ in rows_of("act-verbs"))


@cache
def _idioms() -> tuple[_Idiom, ...]:
    return tuple(
        _Idiom(cast("ActName", act), _pattern(rf"\b(?:{cue})"), None if content == "-" else _pattern(content))
        for act, cue, content in rows_of("act-idioms")
    )


@cache
def _contents() -> tuple[tuple[ActName, re.Pattern[str]], ...]:
    return tuple((cast("ActName", act), _pattern(content)) for act, content in rows_of("act-contents"))


@cache
def _foretold() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(line) for line in lines_of("act-foretold"))


@cache
def _losses() -> re.Pattern[str]:
    return _pattern(r"\b(?:will|would|could|may|might|'ll)\b[^.!?]{0,60}?\b(?:<grave>)\b")


def _pattern(written: str) -> re.Pattern[str]:
    """A pattern of the lists, with the words of data/act-words.txt in the place of their list's name."""
    lists: dict[str, list[str]] = {}
    for name, word in rows_of("act-words"):
        lists.setdefault(name, []).append(word)
    whole = re.sub(r"<(\w+)>", lambda match: f"(?:{'|'.join(lists[match.group(1)])})", written)
    return re.compile(whole, re.IGNORECASE)
