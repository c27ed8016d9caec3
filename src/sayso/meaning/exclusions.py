"""Who cannot be meant, however near he is: what the text itself tells against a candidate, before any are weighed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sayso.meaning.kindred import are_akin
from sayso.meaning.lists import lines_of, words_of
from sayso.meaning.names import Gender, fold, gendered_nouns
from sayso.meaning.nominals import is_human, is_mouthpiece
from sayso.meaning.offices import has_other_office, is_taken_up
from sayso.meaning.phrases import children_of
from sayso.meaning.referents import Referent
from sayso.meaning.stage import Event, Stage
from sayso.types import CharSpan

if TYPE_CHECKING:
    from sayso.meaning.antecedents import Anaphor

_NAMED: Final = frozenset({"person", "organization", "outlet", "place"})
_NEW: Final = frozenset({"a", "an", "another"})
_AGE: Final = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b")
_AGE_BESIDE: Final = re.compile(r",? ?\(?(?:aged )?(\d{1,3})(?=[,.;)])")
_PAST: Final = re.compile("|".join(lines_of("past-roles")), re.IGNORECASE)
"""Words before a role that somebody no longer has."""
_UNNAMED: Final = re.compile("|".join(lines_of("anonymity-requests")), re.IGNORECASE)
_LONGEST_TITLE: Final = 20
"""Code points before a name in which its last title is sought."""
_LEADERS: Final = frozenset({"leader", "head"})
"""Roles that are akin to a state's offices, but held in parties and groups as well."""
_NEAR: Final = 4
"""Sentences back in which one who spoke is taken up by the same noun."""
_LAST: Final = 20
"""Those who spoke last among whom he is sought: no four sentences hold more."""
_FEW: Final = 2
"""Words of content that a headline or lead shares with what is told further down, if both tell the same."""


def is_barred(number: int, event: Event, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether the anaphor cannot mean a referent, whose mention to count from is ``event``."""
    referent = stage.referents[number]
    place = stage.scene.tokens[event.token].span.start
    if any(line.start <= place < line.end for line in stage.datelines):
        return True
    if anaphor.sort in ("it", "they"):
        return event.role == "ahead" or (referent.sort == "document" and _is_willed(anaphor, stage))
    if anaphor.sort in ("he", "she"):
        led = led_to(anaphor, stage)
        return led is not None and led not in stage.tokens[number]
    if anaphor.sort != "noun":
        return False
    if number == anaphor.owner and not are_akin(anaphor.head, referent.roles):
        return True  # "her daughter" is not she
    return (
        _is_of_another_age(referent, anaphor, stage)
        or _is_other_body(referent, anaphor)
        or _has_other_office(referent, anaphor)
        or has_other_office(number, event, anaphor, stage)
        or (event.role == "ahead" and _is_told_otherwise(referent, anaphor))
        or _is_newcomer(number, anaphor, stage)
        or _is_no_mouthpiece(referent, anaphor)
        or _has_part_of_office(referent, anaphor)
        or _is_silent_body(number, anaphor, stage)
        or _is_another_known(referent, anaphor, stage)
    )


def _is_willed(anaphor: Anaphor, stage: Stage) -> bool:
    """Whether the cue tells what no paper does: "it declined to say"."""
    cue = stage.scene.statements[anaphor.statement].cue.spans
    return any(
        stage.scene.tokens[i].lemma.lower() in words_of("willed-verbs") for c in cue for i in stage.scene.tokens_in(c)
    )


def _is_of_another_age(referent: Referent, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether the phrase tells an age, "the 46-year-old", and the text another one beside the person's name."""
    text, tokens = stage.scene.text, stage.scene.tokens
    phrase = CharSpan(tokens[anaphor.first].span.start, tokens[anaphor.end - 1].span.end).of(text)
    told = _AGE.search(phrase)
    if told is None:
        return False
    ages = {age.group(1) for m in referent.mentions if (age := _AGE_BESIDE.match(text, m.span.end))}
    return bool(ages) and told.group(1) not in ages


def _is_other_body(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether the noun is said of the state's bodies and the name is another's, or of firms and it is no firm's."""
    if anaphor.head in words_of("firm-nouns"):
        return referent.sort in ("place", "group") or _is_public(referent, anaphor.head)
    if anaphor.head in _PRIVATE and _is_public(referent, anaphor.head):
        return True
    sole = anaphor.head in words_of("sole-bodies")
    if not (sole or anaphor.head in words_of("state-bodies")) or referent.sort not in ("organization", "outlet"):
        return False
    name = frozenset(word.lower() for word in referent.name.split())
    short = referent.name.replace(".", "").isupper() or referent.name in words_of("metonyms")
    known = are_akin(anaphor.head, referent.roles | name) or anaphor.marks & name
    if sole:
        return not (short or known)
    return not (short or known or referent.roles & words_of("state-bodies") or name & words_of("state-bodies"))


def _is_public(referent: Referent, noun: str) -> bool:
    """Whether a body's name or noun tells that it is no firm: "the Road Agency", "Ministry of Trade", "the council"."""
    if referent.sort not in ("organization", "body") or noun in referent.roles:
        return False
    heading = _OF.split(referent.name.lower())[0].split()[-1:]
    return bool(words_of("public-bodies") & referent.roles.union(heading))


_PRIVATE: Final = frozenset({"charity", "club", "team"})
"""Nouns of other bodies that are not public."""
_OF: Final = re.compile(r" (?:of|for|in|on)\b")


def _has_other_office(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether the noun is an office, and the text gives the person other roles only: no lawyer is "the minister"."""
    if referent.sort != "person" or anaphor.head not in words_of("sole-offices") or anaphor.marks or not referent.roles:
        return False
    name = frozenset(word.lower() for word in referent.name.split())
    roles = referent.roles - (_LEADERS if referent.marks & words_of("faction-words") else frozenset())
    told = _present_roles(referent) if anaphor.head in words_of("lone-offices") else roles
    return bool(told) and not are_akin(anaphor.head, roles | referent.marks | name)


def _present_roles(referent: Referent) -> frozenset[str]:
    """The roles of a person but for those of the past, "a former banker", and what is nobody's work: "a Democrat"."""
    titles = [(bool(_PAST.search(title)), title.lower()) for title in referent.titles]
    past, lasting = (
        {role for old, title in titles if old is time for role in referent.roles if role in title}
        for time in (True, False)
    )
    return referent.roles - (past - lasting) - words_of("roles-beside")


def _is_told_otherwise(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether a body named only below shares the noun, and not the words that tell which: "the health agency"."""
    name = frozenset(word.lower() for word in referent.name.split())
    if referent.sort not in ("organization", "outlet") or anaphor.head not in name:
        return False
    return bool(anaphor.marks) and not anaphor.marks & (name | referent.marks)


def _is_newcomer(number: int, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether "a minister" comes new into the text: he is nobody named before, nor named below.

    Unless the one below says the same, or an opening announces him and the noun is his title: "a judge rejected the
    suit", and below "Judge Vel". A spokesman is no newcomer: he speaks for a body that was named.
    """
    tokens = stage.scene.tokens
    within = range(anaphor.first, anaphor.end)
    new = any(tokens[i].lemma.lower() in _NEW for i in children_of(anaphor.token, within, stage.scene))
    if not new or not anaphor.kinds or is_mouthpiece(anaphor.head) or stage.referents[number].sort not in _NAMED:
        return False
    if stage.count_before(number, anaphor.token):
        return not _is_moved(number, anaphor, stage)
    phrase = CharSpan(tokens[anaphor.first].span.start, tokens[anaphor.end - 1].span.end).of(stage.scene.text)
    if _UNNAMED.search(phrase):
        return True
    if is_taken_up(anaphor, number, stage):
        return False
    if anaphor.opening != "no" and _is_titled(anaphor.head, stage.referents[number], stage.scene.text):
        return False
    own = stage.words_of(anaphor.statement)
    return not any(len(own & stage.words_of(n)) >= _FEW for n in stage.statements_of(number) if n != anaphor.statement)


def _is_moved(number: int, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether "a visibly angry president" is the one president named so far, told of in another light."""
    tokens, within = stage.scene.tokens, range(anaphor.first, anaphor.end)
    if anaphor.head not in words_of("lone-offices") or not _is_titled(
        anaphor.head, stage.referents[number], stage.scene.text
    ):
        return False
    beside = [i for i in children_of(anaphor.token, within, stage.scene) if tokens[i].dep == "amod"]
    return any(tokens[k].dep == "advmod" for i in beside for k in children_of(i, within, stage.scene))


def _is_titled(noun: str, referent: Referent, text: str) -> bool:
    """Whether the noun, or one akin to it, stands as a title right before the name somewhere."""
    before = (
        text[max(m.span.start - _LONGEST_TITLE, 0) : m.span.start].rsplit(maxsplit=1)[-1:] for m in referent.mentions
    )
    return any(are_akin(noun, frozenset({fold(word)})) for words in before for word in words)


def _is_no_mouthpiece(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether "a spokeswoman" would be a person of whom the text tells no such role: "Vel, the head of police"."""
    new = is_mouthpiece(anaphor.head) and not anaphor.definite
    return new and referent.sort == "person" and not are_akin(anaphor.head, referent.roles)


def _has_part_of_office(referent: Referent, anaphor: Anaphor) -> bool:
    """Whether the noun is the lead of a body and the person leads a part of it only: no "finance chief" is its head."""
    if referent.sort != "person" or anaphor.head not in _LEADS or not anaphor.marks:
        return False
    said = [title.split() for title in referent.titles]
    leads = [(words[n - 1 : n], word) for words in said for n, word in enumerate(words) if word.lower() in _LEADS]
    return bool(leads) and all(before and _is_part(before[0], anaphor.marks) for before, _ in leads)


def _is_part(word: str, marks: frozenset[str]) -> bool:
    """Whether a word before "director" tells a part of the body: neither its name, nor "executive" and the like."""
    return word.islower() and word.isalpha() and word not in marks | _WHOLE


_LEADS: Final = frozenset({"boss", "chief", "director", "head"})
_WHOLE: Final = frozenset(
    {"current", "executive", "former", "general", "interim", "longtime", "managing", "new", "the"}
)


def _is_silent_body(number: int, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether "a spokeswoman" would speak for an unnamed body that has not spoken: "after an inquiry, …"."""
    new = is_mouthpiece(anaphor.head) and not anaphor.definite and not anaphor.marks
    return new and stage.referents[number].sort == "body" and all(s.referent != number for s in stage.speakings)


def _is_another_known(referent: Referent, anaphor: Anaphor, stage: Stage) -> bool:
    """Whether a noun takes up one who spoke under it, and the candidate is told by no such noun: "the former aide"."""
    if referent.sort != "person" or not anaphor.definite or are_akin(anaphor.head, referent.roles):
        return False
    here = stage.sentence_of(anaphor.token)
    near = (s for s in stage.speakings[-_LAST:] if here - stage.sentence_of(s.token) <= _NEAR)
    heard = (stage.referents[speaking.referent] for speaking in near)
    return any(one.sort == "human" and anaphor.head in one.roles and anaphor.marks <= one.marks for one in heard)


def led_to(anaphor: Anaphor, stage: Stage) -> int | None:
    """The token of an unnamed person to whose words the sentence before leads, sought once for each anaphor."""
    key = (anaphor.token, anaphor.statement, anaphor.sort)
    if key not in stage.led:
        stage.led[key] = _led_to(anaphor, stage)
    return stage.led[key]


def _led_to(anaphor: Anaphor, stage: Stage) -> int | None:
    """The token of an unnamed person to whose words the sentence before leads: "His spokesman was less polite"."""
    here, tokens = stage.sentence_of(anaphor.token), stage.scene.tokens
    if here == 0:
        return None
    inside = stage.scene.tokens_in(stage.scene.sentences[here - 1])
    root = next((i for i in inside if tokens[i].dep == "ROOT"), None)
    if root is None:
        return None
    if tokens[root].lemma.lower() != "be":
        return _newcomer_led_to(root, inside, anaphor, stage)
    children = tuple(children_of(root, inside, stage.scene))
    subject = next((i for i in children if tokens[i].dep == "nsubj" and tokens[i].tag == "NN"), None)
    told = next((i for i in children if tokens[i].dep in ("acomp", "attr")), None)
    if subject is None or not _is_another(subject, inside, stage):
        return None
    if told is None:
        return subject if any(tokens[i].dep == "neg" for i in children) else None
    compared = tokens[told].tag == "JJR" or any(tokens[i].tag == "RBR" for i in children_of(told, inside, stage.scene))
    lemma = tokens[told].lemma.lower()
    return subject if compared and lemma in words_of("manner-words") else None


def _newcomer_led_to(root: int, inside: range, anaphor: Anaphor, stage: Stage) -> int | None:
    """The token of one who comes new and makes ready to speak: "Her mother sighed", "A guest, who is 30, has …".

    Not where the words themselves tell of a "her": then somebody else speaks of the mother.
    """
    scene, tokens = stage.scene, stage.scene.tokens
    subject = next((i for i in children_of(root, inside, scene) if tokens[i].dep == "nsubj"), None)
    if subject is None or tokens[subject].tag != "NN" or not _comes_new(subject, inside, stage):
        return None
    noun = tokens[subject].lemma.lower()
    if not is_human(noun) or _is_called(subject, stage) or not _HIS[anaphor.sort].fits(noun):
        return None
    if _is_somebodys(noun, stage):
        return None
    told = any(tokens[i].dep == "relcl" for i in children_of(subject, inside, scene)) and _is_now(root, inside, stage)
    if not told and tokens[root].lemma.lower() not in words_of("gesture-verbs"):
        return None
    statement = scene.statements[anaphor.statement]
    words = {tokens[i].span.of(scene.text).lower() for c in statement.content.spans for i in scene.tokens_in(c)}
    return None if statement.kind != "direct" or words & _HIS[anaphor.sort].words else subject


def _is_another(subject: int, inside: range, stage: Stage) -> bool:
    """Whether a noun means somebody who is not named: "the mayor" is Mayor Vel, but "his mayor" need not be."""
    noun = stage.scene.tokens[subject].lemma.lower()
    if not is_human(noun) or _is_called(subject, stage):
        return False
    return _is_owned(subject, inside, stage) or not _is_somebodys(noun, stage)


def _is_owned(subject: int, inside: range, stage: Stage) -> bool:
    """Whether it is told whose somebody is: "his spokesman"."""
    return any(stage.scene.tokens[i].dep == "poss" for i in children_of(subject, inside, stage.scene))


def _is_somebodys(noun: str, stage: Stage) -> bool:
    """Whether the text says the noun, or one akin to it, of a person whom it names."""
    return any(r.sort == "person" and are_akin(noun, r.roles) for r in stage.referents)


def _comes_new(subject: int, inside: range, stage: Stage) -> bool:
    """Whether a noun is said of somebody new: "her mother", "Vel's mother", "a neighbour"."""
    tokens = stage.scene.tokens
    return any(
        tokens[i].dep == "poss" or tokens[i].lemma.lower() in _NEW for i in children_of(subject, inside, stage.scene)
    )


def _is_now(root: int, inside: range, stage: Stage) -> bool:
    """Whether a verb tells what somebody does or has done: "remembers", "has heard"."""
    tokens = stage.scene.tokens
    helpers = {tokens[i].tag for i in children_of(root, inside, stage.scene) if tokens[i].dep == "aux"}
    passive = any(tokens[i].dep == "auxpass" for i in children_of(root, inside, stage.scene))
    return not passive and (tokens[root].tag == "VBZ" or (tokens[root].tag == "VBN" and helpers == {"VBZ"}))


class _Pronouns(NamedTuple):
    """The forms of "he" or "she", and the gender of those who cannot be meant."""

    words: frozenset[str]
    other: Gender

    def fits(self, noun: str) -> bool:
        """Whether somebody called by a noun can be meant."""
        return gendered_nouns().get(noun, "u") != self.other


_HIS: Final = {
    "he": _Pronouns(frozenset({"he", "him", "his", "himself"}), "f"),
    "she": _Pronouns(frozenset({"she", "her", "hers", "herself"}), "m"),
}


def _is_called(token: int, stage: Stage) -> bool:
    """Whether a noun only describes somebody who is named: "the spokesman, Vel"; he has no mention of his own then."""
    return token not in stage.heads
