"""A walk through an article that answers, statement by statement, who speaks.

The text is walked through once. Names stand for themselves; pronouns, roles and silent
sources are weighed against everybody mentioned so far (antecedents.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from sayso.meaning.antecedents import (
    Anaphor,
    Candidate,
    could_mean,
    find_candidates,
    load_weights,
    weigh_candidates,
)
from sayso.meaning.genders import settle_genders
from sayso.meaning.kinds import nouns
from sayso.meaning.lists import words_of
from sayso.meaning.names import fold
from sayso.meaning.nominals import (
    JOINT,
    described_by,
    find_bodies,
    find_nominals,
    find_pairs,
    is_mouthpiece,
    is_plural,
    sorts_of,
    sorts_of_type,
    unnamed,
)
from sayso.meaning.offices import is_taken_up
from sayso.meaning.owned import name_owned
from sayso.meaning.phrases import children_of, describe, is_definite
from sayso.meaning.referents import Referent, find_descriptions, find_referents
from sayso.meaning.scene import Scene
from sayso.meaning.sources import NameIndex, Part, read_source
from sayso.meaning.stage import Speaking, Stage
from sayso.meaning.subjects import find_subject, subject_of, tells_own_plans
from sayso.types import CharSpan, SourceType, Statement

Weigh = Callable[[Anaphor, Sequence[Candidate]], Sequence[float]]
"""Gives each candidate its probability."""


Prior = Mapping[SourceType, float]
_LIKELY: Final = 0.7
"""From which share on the classifier of senses tells what a noun can be said of that no list holds."""


class Answer(NamedTuple):
    """Who speaks, by number, how surely, and how it was found; and why not, if nobody.

    ``mention`` are the words that the name was taken from: the source's own, or for a pronoun
    or role those that named its antecedent last.
    """

    referents: tuple[int, ...]
    confidence: float
    mention: CharSpan | None
    by: str
    reason: str | None = None


def weigh_by_class(anaphor: Anaphor, candidates: Sequence[Candidate]) -> Sequence[float]:
    """Weigh by what was learnt for this class of anaphors."""
    return weigh_candidates(candidates, load_weights()[class_of(anaphor.sort)])


def class_of(sort: str) -> str:
    """The class of anaphors that share their weights."""
    return "person" if sort in ("he", "she") else sort


_COUNTED: Final = {"first": 0, "former": 0, "one": 0, "second": 1, "other": 1, "latter": 1}
"""Words that stand for one of several, with the place of whom they mean."""
_COUNTED_WITHIN: Final = 3
"""Sentences back in which those are mentioned of whom one is meant."""

_LAST: Final = 20
"""Those who spoke last among whom somebody heard near by is sought."""
_FIRMS: Final = frozenset({"company", "corporation", "firm"})
"""What any firm can be called, whatever its trade."""
_LEAD: Final = 3
"""Paragraphs after the headline in which an article still announces what it will tell."""
_NOBODY: Final = 0.5
"""The share from which on a pronoun, "the senator" or a headline's "senator" means nobody named: below it somebody is
likelier, be it open who."""
_SPEAKING: Final = frozenset({"person", "organization", "outlet"})
_PRONOUNS: Final = {"he": "he", "his": "he", "she": "she", "her": "she"}


class Walk:
    """One walk through the statements of a scene."""

    def __init__(self, scene: Scene, weigh: Weigh = weigh_by_class, priors: Sequence[Prior] = ()) -> None:
        """``priors``, where given, are the shares that a classifier gives to the types of each source."""
        self.scene = scene
        self.priors = priors
        named = settle_genders(find_referents(scene), scene)
        bodies = find_bodies(scene, named)
        self.index = NameIndex((*named, *bodies), scene)
        pairs = find_pairs(scene, named)
        listed = {described_by(mention.head, scene) for pair in pairs for mention in pair.mentions} - {None}
        told = find_descriptions(named, scene) | listed
        nominals = [
            n for n in find_nominals(scene, self.index.tokens) if n.sort != "human" or n.mentions[0].head not in told
        ]
        self.stage = Stage(scene, (*named, *bodies, *nominals, *pairs))
        first = len(named) + len(bodies)
        self.own = {nominal.mentions[0].head: first + n for n, nominal in enumerate(nominals)}
        """The referent that an unnamed noun has if it means nobody mentioned before, by token."""
        self.weigh = weigh
        self.answers: dict[int, Answer] = {}
        self.meant: dict[int, Answer] = {}
        """Whom the words at a token were found to mean: they mean the same in every statement. Words that meant nobody
        named are weighed again: what the next statement says may tell."""

    def answer_all(self) -> tuple[Answer, ...]:
        """Who says each statement, in the order of the statements."""
        order = sorted(range(len(self.scene.statements)), key=lambda n: _place(self.scene.statements[n]))
        for number in order:
            self.answers[number] = self._answer(number)
        return tuple(self.answers[n] for n in range(len(self.scene.statements)))

    def _answer(self, number: int) -> Answer:
        statement = self.scene.statements[number]
        parts = read_source(statement, self.index, self.scene)
        if not parts:
            return self._silent(number, statement)
        found = [self._resolve(number, part) for part in parts]
        referents = tuple(dict.fromkeys(r for answer in found for r in answer.referents))
        confidence = min(answer.confidence for answer in found)
        first = found[0]
        answer = Answer(referents, confidence, first.mention, first.by, first.reason)
        if referents:
            one = referents[0] if len(referents) == 1 else self._together(referents)
            self.stage.hear(Speaking(parts[0].token, one, number), first.by)
        return answer

    def _together(self, referents: Sequence[int]) -> int:
        """Several speakers as one referent, whom "they" may mean."""
        name = JOINT.join(self.stage.referents[r].name for r in referents)
        return self.stage.add(Referent(name, "group", (), plural=True))

    def _resolve(self, number: int, part: Part) -> Answer:
        if part.sort == "name" and part.referent is not None:
            return Answer(self._family(part.referent) or (part.referent,), 0.97, part.span, "name")
        if part.sort == "both":
            pair = self._pair(part)
            if pair is not None:
                return pair
            part = part._replace(sort="they")
        if part.sort in ("he", "she", "it", "they"):
            return self._weighed(Anaphor(part.token, number, part.sort), part)
        if part.sort == "noun":
            return self._noun(number, part)
        if part.sort in ("i", "we"):
            return self._quoted(number, part)
        return Answer((), 0.9, part.span, part.sort)

    def _pair(self, part: Part) -> Answer | None:
        """The two who "both" and "the two" are: the last two named side by side, else the last two who spoke."""
        stage = self.stage
        joined = [n for n, r in enumerate(stage.referents) if r.sort == "group" and r.name.count(JOINT) == 1]
        events = [(event.token, n) for n in joined if (event := stage.last_event(n, part.token))]
        if events:
            return Answer((max(events)[1],), 0.7, part.span, "pair")
        spoke = dict.fromkeys(s.referent for s in reversed(stage.speakings) if s.token < part.token)
        people = [n for n in spoke if stage.referents[n].sort == "person"][:2]
        return Answer(tuple(reversed(people)), 0.6, part.span, "pair") if len(people) > 1 else None

    def _counted(self, part: Part) -> Answer | None:
        """One of several who came before: "the first", "the latter", "one"."""
        words = part.span.of(self.scene.text).lower().split()
        place = _COUNTED.get(words[-1].strip(",.")) if words and len(words) <= len(("the", "first")) else None
        if place is None:
            return None
        stage = self.stage
        here = stage.sentence_of(part.token)
        events = [
            (event.token, n)
            for n, r in enumerate(stage.referents)
            if r.plural
            and r.sort in ("group", "human")
            and (event := stage.last_event(n, part.token))
            and here - stage.sentence_of(event.token) <= _COUNTED_WITHIN
        ]
        if not events:
            return None
        several = stage.referents[max(events)[1]]
        people = several.name.split(JOINT)
        if len(people) > 1:
            one = people[min(place, len(people) - 1)]
            found = next((n for n, r in enumerate(stage.referents) if r.name == one and r.sort == "person"), None)
            return Answer((found,), 0.7, part.span, "pair") if found is not None else None
        lead = words[-1].strip(",.")
        roles = several.roles
        name = f"{lead} of {several.name[:1].lower()}{several.name[1:]}"
        own = stage.add(Referent(name, "human", (), roles=roles, marks=several.marks))
        return Answer((own,), 0.7, part.span, "described")

    def _owned_body(self, number: int, part: Part) -> Answer | None:
        """The body of whom a pronoun means: "his campaign" is the Vel campaign, so called if the text does not."""
        scene, stage = self.scene, self.stage
        head = scene.tokens[part.token].lemma.lower()
        if "organization" not in nouns().get(head, ()) or scene.tokens[part.token].tag in ("NNS", "NNPS"):
            return None
        first = scene.tokens_in(part.span)[0]
        if scene.tokens[first].span.start != scene.statements[number].source.spans[0].start:
            return None  # "Vel and her campaign" tells whose it is
        word = scene.tokens[first].span.of(scene.text).lower()
        sort = {"his": "he", "her": "she"}.get(word)
        if sort is None or scene.tokens[first].head != part.token:
            return None
        owner = self._weighed(Anaphor(first, number, sort), None)
        person = stage.referents[owner.referents[0]] if owner.referents else None
        if person is None or person.sort != "person":
            return None
        surname = person.name.split()[-1]
        known = next(
            (
                n
                for n, r in enumerate(stage.referents)
                if head in r.roles and fold(surname) in r.marks and r.sort in ("organization", "human")
            ),
            None,
        )
        if known is None:
            known = stage.add(name_owned(head, person))
        return Answer((known,), 0.8 * owner.confidence, part.span, "owned")

    def _spoken(self, number: int, part: Part) -> Answer | None:
        """Whose words speak: "Vel's account" and "his words" are Vel's and his."""
        scene = self.scene
        if scene.tokens[part.token].lemma.lower() not in words_of("spoken-nouns"):
            return None
        before = range(scene.tokens_in(part.span).start, part.token)
        owner = next((i for i in children_of(part.token, before, scene) if scene.tokens[i].dep == "poss"), None)
        return None if owner is None else self._named_or_pronoun(number, owner, "owner")

    def _named_or_pronoun(self, number: int, token: int, by: str) -> Answer | None:
        """Who a token names, or whom "he" or "she" at it means; None for any other word."""
        named = self.index.at(token)
        if named is not None and self.index.sort_of(named[0]) in _SPEAKING:
            return Answer(self._family(named[0]) or (named[0],), 0.9, named[1], by)
        sort = _PRONOUNS.get(self.scene.tokens[token].span.of(self.scene.text).lower())
        answer = self._weighed(Anaphor(token, number, sort), None) if sort else None
        return answer if answer is not None and answer.referents else None

    def _family(self, number: int) -> tuple[int, ...]:
        """The two whom a surname in the plural means, "the Vels": of more, those named most."""
        referent = self.stage.referents[number]
        if " " in referent.name or not referent.name.endswith("s"):
            return ()
        surname = referent.name[:-1]
        people = [
            (-len(other.mentions), n)
            for n, other in enumerate(self.stage.referents)
            if other.sort == "person" and other.name.endswith(f" {surname}")
        ]
        couple = sorted(n for _, n in sorted(people)[:2])
        return tuple(couple) if len(couple) == 2 else ()  # noqa: PLR2004 - one is no couple

    def _spoken_for(self, part: Part) -> Answer | None:
        """The body that an unnamed spokesman speaks for: "a spokesman for the ministry", "a ministry spokesman"."""
        within = self.scene.tokens_in(part.span)
        if is_definite(part.token, within, self.scene):
            return None
        tokens = self.scene.tokens
        for index in within:
            named = self.index.at(index)
            linked = tokens[index].dep == "pobj" and tokens[tokens[index].head].head == part.token
            if linked or (named and tokens[index].head == part.token and index < part.token):
                if named and self.stage.referents[named[0]].sort == "person":
                    return None
                if named:
                    return Answer((named[0],), 0.9, part.span, "spokesman")
                number = self.own.get(index)
                if number is not None and self.stage.referents[number].sort == "body":
                    return Answer((number,), 0.8, part.span, "spokesman")
        return None

    def _told_of(self, number: int, part: Part) -> Answer | None:
        """The body that an unnamed spokesman tells of: "The theatre will close, a spokeswoman said".

        Where a body alone spoke just before in the paragraph, the spokesman is that one's; where one spoke farther
        off, he may be.
        """
        within = self.scene.tokens_in(part.span)
        plain = all(self.scene.tokens[i].pos in ("DET", "PUNCT") for i in within if i != part.token)
        if not plain or is_definite(part.token, within, self.scene):
            return None
        if self._bodies_heard(part.token):
            body = self._body_before(part.token)
            return None if body is None else Answer((body,), 0.6, part.span, "spokesman")
        subject = subject_of(self.scene.statements[number].content.spans, self.scene)
        if subject is None:
            return None
        named = self.index.at(subject)
        told = self.own.get(subject) if named is None else named[0]
        if told is None or self.stage.referents[told].sort not in ("organization", "body"):
            return None
        if not tells_own_plans(subject, self.scene) or self._is_other_beside(told, part.token):
            return None
        return Answer((told,), 0.6, part.span, "spokesman")

    def _is_other_beside(self, body: int, token: int) -> bool:
        """Whether another body is named in the sentence of a token or in the one before, who may speak as well."""
        stage = self.stage
        here = stage.sentence_of(token)
        before = max(here - 1, 0)
        if stage.paragraph_of(self.scene.tokens_in(self.scene.sentences[before]).start) == 0:
            before = here  # a headline tells of the same bodies
        near = (self.scene.sentences[before].start, self.scene.sentences[here].end)
        first, end = self.scene.tokens_in(CharSpan(*near)).start, self.scene.tokens_in(CharSpan(*near)).stop
        return any(
            number != body
            and referent.sort in ("organization", "body", "outlet")
            and (at := stage.next_token(number, first)) is not None
            and at < end
            for number, referent in enumerate(stage.referents)
        )

    def _body_before(self, token: int) -> int | None:
        """The body that spoke in the sentence before, of the same paragraph, if nobody else did."""
        stage = self.stage
        before = stage.sentence_of(token) - 1
        heard = {
            s.referent for s in stage.speakings[-_LAST:] if s.token < token and stage.sentence_of(s.token) >= before
        }
        near = all(stage.paragraph_of(s.token) == stage.paragraph_of(token) for s in stage.speakings[-1:])
        one = heard.pop() if len(heard) == 1 and near else None
        return one if one is not None and self._is_heard_as_body(one) else None

    def _is_heard_as_body(self, referent: int) -> bool:
        """Whether a spokesman may speak for a referent: a body, or the police, who are many."""
        one = self.stage.referents[referent]
        return one.sort in ("organization", "body") or bool(one.roles & words_of("state-bodies"))

    def _bodies_heard(self, token: int) -> bool:
        """Whether a body spoke within the last sentences."""
        here = self.stage.sentence_of(token)
        return any(
            speaking.token < token
            and here - self.stage.sentence_of(speaking.token) <= _COUNTED_WITHIN
            and self._is_heard_as_body(speaking.referent)
            for speaking in self.stage.speakings[-_LAST:]
        )

    def _quoted(self, number: int, part: Part) -> Answer:
        """Find who "I" and "we" are: whoever is quoted saying it, and the author outside of all quotations."""
        holder = self._holder(number, part)
        if holder is not None and holder in self.answers:
            held = self.answers[holder]
            return Answer(held.referents, 0.95 * held.confidence, part.span, "quoted", held.reason)
        quoted = self.stage.quotation_at(part.span.start) is not None
        return Answer((), 0.9, part.span, "we in general" if quoted else "author")

    def _holder(self, number: int, part: Part) -> int | None:
        """The statement in whose content the part stands: the smallest other one."""
        parent = self.scene.statements[number].parent
        for other, statement in enumerate(self.scene.statements):
            if statement.id == parent:
                return other
        holders = [
            (sum(c.end - c.start for c in statement.content.spans), other)
            for other, statement in enumerate(self.scene.statements)
            if other != number and any(c.start <= part.span.start < c.end for c in statement.content.spans)
        ]
        return min(holders)[1] if holders else None

    def _noun(self, number: int, part: Part) -> Answer:
        within = self.scene.tokens_in(part.span)
        token = self.scene.tokens[part.token]
        counted = self._counted(part)
        if counted is not None:
            return counted
        owned = self._owned_body(number, part) or self._spoken(number, part)
        if owned is not None:
            return owned
        mouthpiece = is_mouthpiece(token.lemma.lower())
        spoken_for = self._spoken_for(part) or self._told_of(number, part) if mouthpiece else None
        if spoken_for is not None:
            return spoken_for
        marks = frozenset(
            self.scene.tokens[i].lemma.lower()
            for i in within
            if i != part.token and self.scene.tokens[i].pos in ("NOUN", "PROPN", "ADJ", "NUM")
        )
        anaphor = Anaphor(
            part.token,
            number,
            "noun",
            token.lemma.lower(),
            marks,
            is_definite(part.token, within, self.scene),
            is_plural(token),
            any(self.scene.tokens[i].dep == "poss" for i in children_of(part.token, within, self.scene)),
            within.start,
            within.stop,
            sorts_of(token.lemma.lower()) or self._likely_sorts(number),
            self._opening(part.token),
            all(self.scene.tokens[i].pos in ("PART", "PUNCT") for i in range(part.token + 1, within.stop)),
            self._owner(number, part),
        )
        return self._weighed(anaphor, part)

    def _owner(self, number: int, part: Part) -> int | None:
        """The person whom "his" or "her" before a noun means: "her daughter" is somebody else."""
        before = range(self.scene.tokens_in(part.span).start, part.token)
        for index in children_of(part.token, before, self.scene):
            sort = _PRONOUNS.get(self.scene.tokens[index].span.of(self.scene.text).lower())
            if sort and self.scene.tokens[index].dep == "poss":
                return next(iter(self._weighed(Anaphor(index, number, sort), None).referents), None)
        return None

    def _opening(self, token: int) -> str:
        """Whether a token stands in the headline, in the lead or in neither."""
        paragraph = self.stage.paragraph_of(token)
        return "headline" if paragraph == 0 else "lead" if paragraph <= _LEAD else "no"

    def _likely_sorts(self, number: int) -> frozenset[str]:
        """The sorts of referents that the likeliest type of a source allows, where it is likely enough."""
        prior = self.priors[number] if self.priors else {}
        likeliest = max(prior, key=lambda kind: prior[kind], default=None)
        return sorts_of_type(likeliest) if likeliest and prior[likeliest] >= _LIKELY else frozenset()

    def _silent(self, number: int, statement: Statement) -> Answer:
        spans = statement.content.spans or statement.cue.spans
        inside = self.scene.tokens_in(spans[0]) if spans else ()
        if not inside:
            return Answer((), 0.0, None, "silent", "The statement names no source.")
        subject = find_subject(statement, self.scene)
        governed = None if subject is None else self._named_or_pronoun(number, subject, "governed")
        return governed or self._weighed(Anaphor(inside[0], number, "silent", opening=self._opening(inside[0])), None)

    def _weighed(self, anaphor: Anaphor, part: Part | None) -> Answer:
        if part is None:
            return self._weigh(anaphor, None)
        if part.token not in self.meant or self.meant[part.token].by == "described":
            self.meant[part.token] = self._weigh(anaphor, part)
        return self.meant[part.token]

    def _weigh(self, anaphor: Anaphor, part: Part | None) -> Answer:
        candidates = find_candidates(anaphor, self.stage)
        shares = self.weigh(anaphor, candidates)
        best = max(range(len(candidates)), key=lambda i: shares[i])
        told = anaphor.definite or anaphor.opening != "no" or anaphor.sort in ("he", "she", "it", "they")
        if candidates[best].referent is None and told and len(candidates) > 1 and shares[best] < _NOBODY:
            best = max(range(len(candidates) - 1), key=lambda i: shares[i])
        best = next((i for i, c in enumerate(candidates) if is_taken_up(anaphor, c.referent, self.stage)), best)
        referent = candidates[best].referent
        if referent is not None:
            return Answer((referent,), shares[best], self._mention(referent, anaphor.token), anaphor.sort)
        if part is not None and part.sort == "noun":
            only = self._only_firm(anaphor)
            if only is not None:
                return Answer((only,), 0.5, self._mention(only, anaphor.token), anaphor.sort)
            return Answer((self._own(part),), shares[best], part.span, "described")
        return Answer((), shares[best], None, anaphor.sort, "nobody")

    def _only_firm(self, anaphor: Anaphor) -> int | None:
        """The one body that the text has named so far and that may be a firm, which "the company" alone then means."""
        if anaphor.head not in _FIRMS or not anaphor.definite or anaphor.marks or not anaphor.bare:
            return None
        stage = self.stage
        named = [
            n
            for n, referent in enumerate(stage.referents)
            if referent.sort == "organization"
            and stage.count_before(n, anaphor.token)
            and could_mean(n, anaphor, stage)
        ]
        if len(named) != 1:
            return None
        event = stage.last_event(named[0], anaphor.token)
        firm = bool(stage.referents[named[0]].roles & words_of("firm-nouns"))
        return named[0] if event and (event.role == "subject" or firm) else None

    def _mention(self, referent: int, before: int) -> CharSpan | None:
        """Where the text last named a referent before a token."""
        token = self.stage.last_name(referent, before)
        if token is None:
            return None
        spans = [m.span for m in self.stage.referents[referent].mentions if m.head == token]
        return spans[0] if spans else self.scene.tokens[token].span

    def _own(self, part: Part) -> int:
        """The referent of a noun phrase that means nobody mentioned before."""
        name = describe(part.span, self.scene)
        number = self.own.get(part.token)
        if number is None:
            number = self.own[part.token] = self.stage.add(unnamed(part.token, part.span, name, self.scene))
        else:
            self.stage.rename(number, name)
        return number


def _place(statement: Statement) -> int:
    spans = (*statement.source.spans, *statement.cue.spans, *statement.content.spans)
    return min(span.start for span in spans)
