"""Where the words themselves show a border of source, cue or content that the tagger has missed by a word or two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from sayso.extract.clauses import COMPLEMENT, inner_stop, refusal, rest
from sayso.extract.wordlists import one_of, word_list
from sayso.types import Attribution, CharSpan

_WORD = r"[\w’'-]+"
_NAME_WORD = r"[A-Z][\w’'-]*[a-z]"
_PLURALS = ("ers", "ors", "ysts", "ists", "ials", "ants", "ents", "ians", "ics", "ees")
"""Ends of nouns for people who speak; a verb in their place (“who works”, “who owns”) has none of them."""
_LONGEST = 320
"""Code points of a source, up to its cue, in which clauses are sought; no text may cost more than its share."""


def settle_source(found: Attribution, text: str) -> Attribution:
    """“Calder, which analysts | believe” is “analysts | believe”: the subject of a relative clause speaks, not X.

    Where the cue follows later (“Calder, which analysts believe is weak, denied”), only the head speaks.
    """
    if len(found.source) != 1 or not found.cue or found.cue[0].start - found.source[0].start > _LONGEST:
        return found
    source = found.source[0]
    between = text[source.end : found.cue[0].start]
    tail = _TAIL.search(source.of(text))
    if tail and (not between or re.search(r"\w", between)):
        clause = _CLAUSE_END.fullmatch(between)
        known = clause is not None and not re.search(rf"\b{one_of('speaking')}\b", between)
        end = source.end + clause.end("clause") if clause and known else source.start + tail.start()
        return replace(found, source=(CharSpan(source.start, end),))
    match = _RELATIVE.match(source.of(text))
    if match is None or not is_subject(match["subject"]):
        return found
    if between.isspace():
        return replace(found, source=(CharSpan(source.start + match.start("subject"), source.end),))
    if match["head"] and re.search(r"\w", between):
        return replace(found, source=(CharSpan(source.start, source.start + match.end("head")),))
    return found


_TAIL = re.compile(r"(?<=\w),\s+(?:who|which|whose)$")
"""“a former clerk, who”: the whole clause belongs to the source where its end is plain, or else nothing of it."""
_CLAUSE_END = re.compile(r"(?P<clause>\s[^,.;:“”\"\n]{1,120}),\s+")
_RELATIVE = re.compile(
    rf"(?:(?P<head>.+?),?\s+)?(?:(?:in|to|of|from|about)\s+)?(?:which|whom|who|(?P<whose>whose)\s+{_WORD})\s+"
    rf"(?P<subject>{_WORD}(?:\s+{_WORD}){{0,3}})$",
    re.DOTALL,
)


def is_subject(words: str) -> bool:
    """Whether a few words after “which” or “who” are the subject of a verb to come (“analysts”), not a verb."""
    parts = words.split()
    first, last = parts[0].lower(), parts[-1]
    if first in word_list("auxiliaries") or first in word_list("speaking") or first.endswith("ly"):
        return False
    if len(parts) == 1:
        return first in word_list("subjects") or last[0].isupper() or last.endswith(_PLURALS)
    return all(part[0].isupper() for part in parts) or _is_noun_phrase(parts)


def _is_noun_phrase(parts: Sequence[str]) -> bool:
    """Whether words begin as a noun phrase does and have no verb behind the noun.

    "whom police arrested", "who Vel fired", "who want answers" have one: each is a clause of its own.
    """
    first, last = parts[0].lower(), parts[-1]
    if first not in word_list("subjects"):
        return False
    if last.endswith(_PLURALS) or last.lower() in word_list("subjects"):
        return True
    if len(parts) != 2:  # noqa: PLR2004 - "the ministry"
        return False
    return first in word_list("owning") or (first in word_list("determiners") and last.endswith("s"))


def settle_name(found: Attribution, text: str) -> Attribution:
    """“Bram | Ott said” is “Bram Ott | said”."""
    if len(found.source) != 1 or not found.cue:
        return found
    source, cue = found.source[0], found.cue[0]
    match = _surname_first().match(cue.of(text))
    if match and text[source.end : cue.start] == " " and re.search(rf"\b{_NAME_WORD}$", source.of(text)):
        split = cue.start + match.end("name")
        rest = CharSpan(cue.start + match.start("verb"), cue.end)
        return replace(found, source=(CharSpan(source.start, split),), cue=(rest, *found.cue[1:]))
    return found


@cache
def _surname_first() -> re.Pattern[str]:
    auxiliary = rf"(?:{one_of('auxiliaries')}\s+(?:not\s+)?)?"
    return re.compile(rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD})?)\s+(?P<verb>{auxiliary}{one_of('speaking')}\b)")


def settle_auxiliary(found: Attribution, text: str) -> Attribution:
    """“he | had | … to leave” is “he | had asked | to leave”: an auxiliary takes its verb along."""
    if len(found.cue) != 1 or found.cue[0].of(text).lower() not in word_list("auxiliaries"):
        return found
    cue = found.cue[0]
    after = [piece for piece in found.content if piece.start >= cue.end]
    if not after:
        return found
    match = _verb_of_speech().fullmatch(text[cue.end : after[0].start])
    if match is None or any(_is_more(piece, text) for piece in found.content if piece not in after):
        return found
    return replace(found, cue=(CharSpan(cue.start, cue.end + match.end("verb")),), content=tuple(after))


def _is_more(piece: CharSpan, text: str) -> bool:
    """Whether a piece of content is more than the one small word that the tagger cuts off before an auxiliary."""
    return len(piece.of(text).split()) > 1


@cache
def _verb_of_speech() -> re.Pattern[str]:
    return re.compile(rf"(?P<verb>\s+(?:{_WORD}\s+){{0,2}}?{one_of('speaking')})\s+(?:{_WORD}\s+)?")


def settle_end(found: Attribution, text: str, outer: Attribution) -> Attribution:
    """A content inside another does not end with an article or preposition: it goes on to the next comma."""
    content = found.content[-1]
    if any(span.start >= content.end for span in (*found.source, *found.cue)) or not _OPEN_END.search(content.of(text)):
        return found
    end = next((piece.end for piece in outer.content if piece.start <= content.start < piece.end), content.end)
    match = re.match(r"[\w\s’'-]+", text[content.end : end])
    if match is None or not match.group().strip():
        return found
    wider = CharSpan(content.start, content.end + len(match.group().rstrip()))
    return replace(found, content=(*found.content[:-1], wider))


_OPEN_END = re.compile(r"(?:^|\s)(?:the|an?|of|to|its|their|his|under)$", re.IGNORECASE)


def settle_parted(found: Attribution, text: str) -> Attribution:
    """“The deal, Ada Koll told the Courier, is worth a lot”: what follows the source and its cue is content too."""
    if len(found.content) != 1 or len(found.source) != 1 or len(found.cue) != 1:
        return found
    content, cue, source = found.content[0], found.cue[0], found.source[0]
    first, last = sorted((cue, source))
    if not (content.end <= first.start and text[content.end : first.start].strip() == ","):
        return found
    words = content.of(text)
    open_clause = _subordinate().match(words) is not None
    if "," in words or not _begins_sentence(content, text) or not (open_clause or not _clause().search(words)):
        return found
    match = (_main_clause() if open_clause else _continuation()).match(text, last.end)
    if match is None:
        return found
    second = CharSpan(match.start("rest"), match.end("rest"))
    return replace(found, content=(content, second))


@cache
def _subordinate() -> re.Pattern[str]:
    return re.compile(rf"{one_of('conditions')}\s", re.IGNORECASE)


@cache
def _clause() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{one_of('auxiliaries')}|which|who|that)\b", re.IGNORECASE)


@cache
def _continuation() -> re.Pattern[str]:
    return re.compile(rf"{COMPLEMENT},\s+(?P<rest>(?={one_of('auxiliaries')}\b){rest()})(?=[.,;\n]|$)")


@cache
def _main_clause() -> re.Pattern[str]:
    return re.compile(rf"{COMPLEMENT},\s+(?P<rest>(?!(?:but|and|while|though|although)\b){rest()})(?=[.,;\n]|$)")


_NEAR = 20
"""Characters before a content that hold the end of the sentence before."""


def _begins_sentence(span: CharSpan, text: str) -> bool:
    before = text[max(0, span.start - _NEAR) : span.start].rstrip(" \t")[-1:]
    return before in ("", *'.!?”"\n—–')


@cache
def _last_refusal() -> re.Pattern[str]:
    return re.compile(f"{refusal()}$")


def grants(found: Attribution, text: str) -> bool:
    """Whether the cue grants something: a refusal behind it is the speaker's own, not that of whom he speaks of."""
    return re.search(rf"\b{one_of('granting')}\b", found.cue[0].of(text)) is not None if found.cue else False


def split_refusal(found: Attribution, text: str) -> tuple[Attribution, ...]:
    """“confirmed that …, but would not give a name”: a refusal is the speaker's own act, not part of what was said."""
    content = found.content[-1]
    plain = found.source and found.kind == "indirect" and grants(found, text)
    match = _last_refusal().search(content.of(text)) if plain else None
    if match is None or content.start < found.cue[0].end:
        return (found,)
    first = replace(found, content=(*found.content[:-1], CharSpan(content.start, content.start + match.start())))
    if match["content"] is None:
        return (first,)
    cue, rest = (CharSpan(content.start + match.start(n), content.start + match.end(n)) for n in ("cue", "content"))
    return first, replace(found, cue=(cue,), content=(rest,))


_CITING = re.compile(r",\s+(?:citing|quoting)\s+(?P<cited>[^\s,;“”\"][^,;“”\"\n]*)$")


def settle_citing(found: Attribution, text: str) -> Attribution:
    """“reported that P, citing three officials” reports P: whom the outlet cites is no part of it."""
    content = found.content[-1]
    match = _CITING.search(content.of(text)) if found.kind == "indirect" else None
    if match is None or not match.start() or not names_cited(match["cited"]):
        return found
    return replace(found, content=(*found.content[:-1], CharSpan(content.start, content.start + match.start())))


_CITED_BETWEEN = re.compile(
    r"(?:,?\s+(?:who|which))?,?\s+(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|(?:spoke|had\s+spoken)\s+(?:to|with))\s+"
    r"(?P<cited>[^\s,;.:“”\"][^,;.:“”\"\n]{0,119}),\s+"
)


def settle_cited(found: Attribution, text: str) -> Attribution:
    """“According to the Courier, which cited a diplomat, P”: the content is P, without whom the Courier cites."""
    if len(found.source) != 1 or not found.cue or found.cue[0].start > found.source[0].start:
        return found
    match = _CITED_BETWEEN.match(text, found.source[0].end)
    if match is None or not names_cited(match["cited"]):
        return found
    content = tuple(
        CharSpan(match.end(), piece.end) if match.start() <= piece.start < match.end() < piece.end else piece
        for piece in found.content
    )
    return replace(found, content=content)


def names_cited(words: str) -> bool:
    """Whether words after “citing” name a person or a paper, not a reason."""
    return re.search(rf"\b{one_of('cited')}\b", words) is not None


_ACCORDING = re.compile(
    rf",\s+(?P<cue>according\s+to)\s+(?P<source>(?:(?:the|an?)\s+)?{_WORD}(?:\s+{_WORD}){{0,5}})(?=[.;\n]|$)"
)


@cache
def _next_sentence() -> re.Pattern[str]:
    return re.compile(rf"(?<=[\w%)])(?!{inner_stop()})\.\s+(?=[A-Z][^.]*$)")


def split_sentences(found: Attribution, text: str) -> tuple[Attribution, ...]:
    """“X said that P. Q, according to Y” is two statements: a new sentence with its own source is Y's words."""
    content = found.content[-1]
    after = _ACCORDING.match(text, content.end)
    match = _next_sentence().search(content.of(text)) if after and found.kind == "indirect" else None
    if after is None or match is None or not found.cue or content.start < found.cue[0].end:
        return (found,)
    first, second = (
        CharSpan(content.start, content.start + match.start()),
        CharSpan(content.start + match.end(), content.end),
    )
    return (
        replace(found, content=(*found.content[:-1], first)),
        replace(
            found,
            source=(CharSpan(*after.span("source")),),
            cue=(CharSpan(*after.span("cue")),),
            content=(second,),
        ),
    )
