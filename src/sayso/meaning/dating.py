"""Whether a time named beside a statement is the time of its words, by how the sentence hangs together.

"Said on Friday", "in an interview broadcast on Sunday", "Thursday's call" date the
words; "the man arrested on Friday said" and "rejected Monday's claims" do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sayso.meaning.lists import rows_of, words_of
from sayso.types import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sayso.meaning.scene import Scene
    from sayso.meaning.timewords import TimePhrase
    from sayso.types import Statement

_BOUNDING_LEADS = frozenset(["before", "after", "until", "till", "since", "for", "to", "by", "through", "throughout"])
"""A time behind one of these bounds something; nobody speaks "since Friday" on a day."""
_SUBJECTS = frozenset(["nsubj", "nsubjpass"])
_LONGEST_CLIMB = 12  # steps from a word to the verb it belongs to; a longer way crosses clauses
_BORDER = re.compile(r"[;:“”\"]|\b(?:who|which|that|when|after|before|where|while|whose|because|as)\b", re.IGNORECASE)
_CLAUSE_START = re.compile(r",?\s(?:[“\"]|(?:that|he|she|they|it|we|i|the|there|his|her|its|their)\b)", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|\n|[.!?][”\"’')]?\s+)(?:(?:And|But|Yet)\s)?$")
_NEAR = 60  # code points: "told a small group of reporters in the capital"
_NAMING = frozenset(["NOUN", "PROPN", "PRON"])
_POINTERS = frozenset(["it", "this", "that", "them"])
"""What has no day of its own: "asked about it on Monday"."""
_NEXT = 2  # code points: a space, a comma and a space
_FARTHEST = 120  # code points between a time and its cue where no parse tells more


def dates_words(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether ``phrase`` says when the words of ``statement`` were spoken or written."""
    if _BOUNDING_LEADS & set(phrase.lead.split()[-1:]):
        return False
    if not statement.cue.spans:
        return False
    if is_swallowed(scene, statement, phrase) or _stands_between(scene, statement, phrase):
        return True
    if _leads(scene, statement, phrase):
        return True
    if not scene.tokens:
        return _stands_by(scene, statement, phrase)
    return _hangs_on_cue(scene, statement, phrase)


def is_swallowed(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether the content has taken in a time that belongs to the cue, at its beginning or at its end."""
    return _opens_content(scene, statement, phrase) or _closes_content(scene, statement, phrase)


def _closes_content(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether it is as in "confirmed | the talks last week": behind a bare noun phrase, hanging on the cue itself.

    Where somebody declines to comment or to answer, the day of that is the day of declining.
    """
    last = statement.content.spans[-1]
    if not statement.cue.spans or statement.kind != "indirect" or phrase.span.end < last.end:
        return False
    cue = _places(scene, statement.cue.spans)
    content = _places(scene, statement.content.spans)
    place = root_of(scene, phrase) if scene.tokens else None
    way = [] if place is None else [step for step in climb(scene, place) if scene.tokens[step].pos != "ADP"]
    if not way:
        return False
    if scene.text[statement.content.spans[0].start : phrase.span.start].strip().lower() in _POINTERS:
        return way[0] in cue
    if not any(scene.tokens[step].tag == "VBD" for step in cue) or _looks_ahead(scene, cue):
        return False
    verbs = [step for step in content if scene.tokens[step].pos in ("VERB", "AUX")]
    if verbs:
        answers = all(scene.tokens[step].lemma in words_of("speech-answers") for step in verbs)
        infinitive = statement.content.text.lower().startswith("to ")
        return answers and infinitive and way[0] in verbs and scene.tokens[way[0]].head in cue
    return way[0] in cue


def _looks_ahead(scene: Scene, cue: Iterable[int]) -> bool:
    """Whether what the cue's verb has as its object may have a day of its own: "announced a strike on Monday"."""
    lemmas = {scene.tokens[step].lemma for step in cue}
    return bool(lemmas & (words_of("speech-ahead") | words_of("verbs-ahead")))


def _opens_content(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether it is as in "said | Thursday he would": a bare day behind the cue that the content has swallowed."""
    start = statement.content.spans[0].start
    after_cue = any(0 <= start - cue.end <= 1 for cue in statement.cue.spans)
    bare = phrase.span.start == start and phrase.rule in ("weekday", "day", "date", "night")
    return after_cue and bare and _CLAUSE_START.match(scene.text, phrase.span.end) is not None


def _stands_between(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether it is as in "told him on Monday | she would go": between the cue's own words and the content."""
    start = statement.content.spans[0].start
    ends = [cue.end for cue in statement.cue.spans if cue.end <= phrase.span.start]
    if not ends or not 0 <= start - phrase.span.end <= _NEXT:
        return False
    gap = scene.text[ends[-1] : phrase.span.start]
    return len(gap) <= _NEAR and not _BORDER.search(gap) and "," not in gap


def _leads(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether it is as in "A day earlier the minister had told": first words of a sentence, source and cue behind."""
    if not statement.source.spans:
        return False
    source, cue = statement.source.spans[0], statement.cue.spans[0]
    gaps = scene.text[phrase.span.end : source.start], scene.text[source.end : cue.start]
    together = phrase.span.end <= source.start < cue.start and all(gap.strip() in ("", ",") for gap in gaps)
    before = scene.text[max(phrase.span.start - _NEXT * 4, 0) : phrase.span.start]
    return together and _SENTENCE_START.search(before) is not None


def _stands_by(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Without a parse: outside the source, near the cue, no clause beginning between."""
    if any(span.start <= phrase.core.start < span.end for span in statement.source.spans):
        return False
    gap = min((_gap(scene.text, phrase.span, cue) for cue in statement.cue.spans), key=len)
    return len(gap) <= _FARTHEST and not _BORDER.search(gap)


def _gap(text: str, one: CharSpan, two: CharSpan) -> str:
    return text[one.end : two.start] if one.end <= two.start else text[two.end : one.start]


def _hangs_on_cue(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    cue = _places(scene, statement.cue.spans)
    source = _places(scene, statement.source.spans)
    place = root_of(scene, phrase)
    if place is None or not cue:
        return False
    if place in source and not any(scene.tokens[step].lemma in words_of("dated-papers") for step in source):
        above = next((step for step in climb(scene, place) if scene.tokens[step].pos != "ADP"), None)
        if above in cue or _stands_last(scene, statement, phrase):
            return _is_behind_speaker(scene, statement, phrase)
        return _is_apart(scene, place, source)
    if _is_misread_name(scene, place, phrase):
        place = scene.tokens[place].head
    for step in climb(scene, place):
        if step in cue:
            return step not in source
        if not _carries(scene, step, place, in_source=step in source):
            return _shares_occasion(scene, step, cue)
    return False


def _is_apart(scene: Scene, place: int, source: frozenset[int]) -> bool:
    """Whether it is as in "Vel, reached by phone on Monday, said": an occasion of speech between commas."""
    verb = next((step for step in climb(scene, place) if scene.tokens[step].pos == "VERB"), None)
    if verb is None or verb not in source or verb == 0 or scene.tokens[verb].dep == "relcl":
        return False
    spoken = scene.tokens[verb].lemma in words_of("speech-occasions") and scene.tokens[verb].tag in ("VBN", "VBG")
    return spoken and scene.tokens[verb - 1].span.of(scene.text) == ","


def _stands_last(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether a source ends with it before the cue: "The ministry on Tuesday | denied"."""
    span, cue = statement.source.spans[-1], statement.cue.spans[0]
    return phrase.rule == "weekday" and phrase.span.end == span.end and not scene.text[span.end : cue.start].strip()


def _is_behind_speaker(scene: Scene, statement: Statement, phrase: TimePhrase) -> bool:
    """Whether a name, a body or a bare noun stands before it in the source.

    "Victims of the blast on Tuesday" may have been hurt then, "the man arrested on Tuesday" was.
    """
    start = next(span.start for span in statement.source.spans if span.end > phrase.span.start)
    before = [scene.tokens[place] for place in scene.tokens_in(CharSpan(start, max(phrase.span.start, start)))]
    if not before or any(token.pos in ("VERB", "AUX") for token in before) or before[-1].pos not in _NAMING:
        return False
    bare = not any(token.pos == "ADP" for token in before)
    return bare or before[-1].pos == "PROPN" or before[-1].lemma in _bodies()


@cache
def _bodies() -> frozenset[str]:
    """Nouns of bodies: "the ministry", "the police"."""
    return words_of("body-nouns") | {
        noun for noun, kinds in rows_of("source-nouns") if "organization" in kinds.split(",")
    }


def _is_misread_name(scene: Scene, place: int, phrase: TimePhrase) -> bool:
    """Whether it is "on Tuesday Anna Vel said": the parser takes the day for the first of her names."""
    token = scene.tokens[place]
    head = scene.tokens[token.head]
    return bool(phrase.lead) and token.dep == "compound" and head.pos == "PROPN" and token.head > place


def _places(scene: Scene, spans: Iterable[CharSpan]) -> frozenset[int]:
    return frozenset(place for span in spans for place in scene.tokens_in(span))


def root_of(scene: Scene, phrase: TimePhrase) -> int | None:
    """The token of ``phrase`` that hangs on one outside it."""
    places = scene.tokens_in(phrase.core)
    return next((place for place in places if scene.tokens[place].head not in places), None)


def climb(scene: Scene, place: int) -> Iterator[int]:
    """The tokens above ``place``, nearest first."""
    for _ in range(_LONGEST_CLIMB):
        head = scene.tokens[place].head
        if head == place:
            return
        yield head
        place = head


def _carries(scene: Scene, step: int, phrase_place: int, *, in_source: bool) -> bool:
    """Whether a time below the token at ``step`` may still be the time of the words above it."""
    tokens, token = scene.tokens, scene.tokens[step]
    if token.pos in ("VERB", "AUX"):
        return _is_occasion(scene, step)
    if token.pos not in ("NOUN", "PROPN", "PRON"):
        return True
    owned = tokens[phrase_place].dep in ("poss", "compound", "nmod", "amod", "nummod")
    if token.dep == "pobj" and token.pos == "NOUN" and tokens[token.head].lemma in words_of("loose-prepositions"):
        return token.lemma in words_of("speech-events")
    if in_source and token.dep in ("nsubj", "nsubjpass", "pobj", "agent"):
        return token.lemma in words_of("dated-papers")
    if owned and tokens[phrase_place].head < len(tokens) and tokens[tokens[phrase_place].head] is token:
        return token.lemma in words_of("speech-events") or (
            token.dep == "pobj" and token.lemma in words_of("dated-papers")
        )
    return True


def _is_occasion(scene: Scene, step: int) -> bool:
    """Whether the verb is as in "speaking on Friday", "a report published on Friday", "a poll released then"."""
    verb = scene.tokens[step]
    if verb.dep == "relcl":
        return verb.lemma in words_of("paper-verbs") and scene.tokens[verb.head].lemma in words_of("dated-papers")
    alone = not any(token.head == step and token.dep in _SUBJECTS for token in scene.tokens[max(step - 8, 0) : step])
    return verb.dep in ("acl", "advcl") and verb.lemma in words_of("speech-occasions") and alone


def _shares_occasion(scene: Scene, step: int, cue: frozenset[int]) -> bool:
    """Whether it is "met reporters on Friday and said", "on Friday … as he said" or "it was on Friday that"."""
    verb = scene.tokens[step]
    if verb.pos not in ("VERB", "AUX"):
        return False
    below = [place for place in cue if step in tuple(climb(scene, place))[:3]]
    if not below:
        return False
    hanging = [place for place in below if scene.tokens[place].head == step]
    if any(scene.tokens[place].dep == "conj" for place in hanging):
        spoken = verb.lemma in words_of("speech-occasions") | words_of("meeting-verbs")
        return spoken or any(_goes_straight_on(scene, step, place) for place in hanging)
    if any(_is_simultaneous(scene, place) or _is_participle(scene, step, place) for place in hanging):
        return True
    return verb.lemma == "be" and any(
        token.head == step and token.lemma == "it" for token in scene.tokens[max(step - 4, 0) : step]
    )


def _goes_straight_on(scene: Scene, verb: int, cue: int) -> bool:
    """Whether it is as in "left its rate unchanged on Monday and said": one subject, one past, the cue right behind."""
    tokens = scene.tokens
    between = range(verb + 1, cue)
    if tokens[verb].tag != "VBD" or tokens[cue].tag != "VBD" or not between:
        return False
    conjunction = tokens[cue - 1].span.of(scene.text).lower() == "and"
    alone = not any(tokens[step].head == cue and tokens[step].dep in _SUBJECTS for step in between)
    return conjunction and alone


def _is_participle(scene: Scene, verb: int, cue: int) -> bool:
    """Whether it is as in "claimed victory on Monday, saying": said with what was done."""
    tokens = scene.tokens
    alone = not any(tokens[step].head == cue and tokens[step].dep in _SUBJECTS for step in range(verb + 1, cue))
    return (
        tokens[cue].dep == "advcl" and tokens[cue].tag == "VBG" and tokens[verb].tag == "VBD" and cue > verb and alone
    )


def _is_simultaneous(scene: Scene, place: int) -> bool:
    """Whether the verb at ``place`` begins "as he said", "when she told"."""
    if scene.tokens[place].dep != "advcl":
        return False
    return any(
        token.head == place and token.lemma in ("as", "while", "when")
        for token in scene.tokens[max(place - 8, 0) : place]
    )
