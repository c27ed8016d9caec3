"""Whose act a cue without a source is, by the grammar: "Vel criticised it and accused them", "she left, blaming it"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sayso.meaning.lists import words_of
from sayso.meaning.scene import Scene
from sayso.types import CharSpan, Statement

_DEEPEST: Final = 6
"""Clauses that are climbed: real sentences share a subject over two or three."""
_REACH: Final = 40
"""Tokens to either side of a verb among which its subject stands."""
_SHARED: Final = frozenset({"conj", "xcomp", "advcl", "pcomp"})
"""How a clause hangs on the one whose subject it shares."""
_MODIFYING: Final = frozenset({"relcl", "acl"})
_RELATIVES: Final = frozenset({"who", "which", "that"})
_SEEMING: Final = frozenset({"seem", "appear"})
"""Verbs by which somebody else judges their subject."""
_EMPTY: Final = frozenset({"it", "there", "this", "that", "what", "which", "who"})
"""Subjects that tell nobody: "it seems", "that means"."""


def find_subject(statement: Statement, scene: Scene) -> int | None:
    """The token of who does what the cue says, where the source is silent; None where the cue is no active verb."""
    cue = [i for span in statement.cue.spans for i in scene.tokens_in(span)]
    verbs = [i for i in cue if scene.tokens[i].pos == "VERB"]
    if not verbs or scene.tokens[verbs[0]].lemma.lower() in _SEEMING or _is_passive(verbs[0], scene):
        return None
    inside = {i for span in statement.content.spans for i in scene.tokens_in(span)}
    found = next(_climb(verbs[0], scene), None)
    if found is None or found in inside or found in cue:
        return None
    return None if scene.tokens[found].span.of(scene.text).lower() in _EMPTY else found


def subject_of(spans: Sequence[CharSpan], scene: Scene) -> int | None:
    """The token of who does what a content tells; None where something is done to somebody, or nothing is done."""
    inside = [i for span in spans[:1] for i in scene.tokens_in(span)]
    tops = (i for i in inside if scene.tokens[i].pos in ("VERB", "AUX") and _is_outermost(i, inside, scene))
    verb = next(tops, None)
    subject = None if verb is None else _subject_of(verb, scene)
    return subject if subject in inside and scene.tokens[subject].dep == "nsubj" else None


def tells_own_plans(subject: int, scene: Scene) -> bool:
    """Whether a clause tells what its subject will do, is doing or how it stands: "will close", "has no plans".

    That is for the subject's own spokesman to say; what it did, others tell as well.
    """
    tokens = scene.tokens
    verb = tokens[subject].head
    near = range(max(verb - _REACH, 0), min(verb + _REACH, len(tokens)))
    beside = [tokens[i] for i in near if tokens[i].head == verb and i != verb]
    helpers = {t.span.of(scene.text).lower() for t in beside if t.dep == "aux"}
    told = {t.lemma.lower() for t in beside if t.dep in ("acomp", "attr", "dobj")} | {tokens[verb].lemma.lower()}
    lasting = tokens[verb].tag == "VBG" and bool(helpers & _NOW)
    return bool(helpers & _WILL) or lasting or bool(told & words_of("own-plans"))


_NOW: Final = frozenset({"is", "are", "was", "were", "'s", "’s"})
_WILL: Final = frozenset({"will", "would", "'ll", "’ll", "wo"})


def _is_outermost(index: int, inside: Sequence[int], scene: Scene) -> bool:
    head = scene.tokens[index].head
    return head == index or head not in inside


def _climb(verb: int, scene: Scene) -> Iterator[int]:
    """The nearest subject on the way up from a verb."""
    at = verb
    for _ in range(_DEEPEST):
        token = scene.tokens[at]
        subject = _subject_of(at, scene)
        relative = subject is not None and scene.tokens[subject].span.of(scene.text).lower() in _RELATIVES
        if token.dep in _MODIFYING and (subject is None or relative):
            yield token.head
            return
        if subject is not None:
            yield subject
            return
        if token.dep not in _SHARED | {"prep"} or token.head == at:
            return
        at = token.head


def _subject_of(verb: int, scene: Scene) -> int | None:
    near = range(max(verb - _REACH, 0), min(verb + _REACH, len(scene.tokens)))
    return next((i for i in near if scene.tokens[i].head == verb and scene.tokens[i].dep in _SUBJECTS), None)


_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def _is_passive(verb: int, scene: Scene) -> bool:
    """Whether the cue tells what was done to somebody: "was asked", "accused of"."""
    if scene.tokens[verb].tag != "VBN":
        return False
    near = range(max(verb - _REACH, 0), verb)
    helpers = [scene.tokens[i] for i in near if scene.tokens[i].head == verb]
    return any(t.dep in ("auxpass", "nsubjpass") for t in helpers) or not any(t.lemma == "have" for t in helpers)
