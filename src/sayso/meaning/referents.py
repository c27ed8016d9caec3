"""Who and what an article names: people, bodies, outlets and places, each with all of its mentions.

Names come from the recognizer, from titles ("Mr. Vel") and from sources, and are put
together by their words: a surname belongs to the full name that ends in it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from sys import maxsize
from typing import Final, Literal, NamedTuple

from sayso.meaning import names
from sayso.meaning.appositions import noun_before
from sayso.meaning.lists import rows_of, words_of
from sayso.meaning.names import Gender, PersonName, fold
from sayso.meaning.parties import read_tag
from sayso.meaning.phrases import describe, phrase_of
from sayso.meaning.scene import Scene
from sayso.meaning.sightings import CAMPS, Sighting, find_sightings, overlaps
from sayso.types import CharSpan

Sort = Literal["person", "organization", "outlet", "place", "group", "human", "body", "outlet-like", "document"]
"""What a referent is: with a name a person, organization, outlet, place or group (a people, a party's members);
without one human, body, outlet-like or document."""

_PLACES: Final = frozenset({"GPE", "LOC"})
_NO_FIRMS: Final = frozenset(
    {"brothers", "collective", "federation", "institute", "organisation", "organization", "partners", "society"}
)
_FIRM_WORDS: Final = words_of("body-words") - _NO_FIRMS
"""What ends the names of firms, which a text calls by their first word alone."""
_SHORTEST_NAME: Final = 3
_MOST_NAMES: Final = 2_000
"""Names of one text that are sought again in it; no article has as many."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text names a referent.

    ``head`` is the token that carries the mention in the parse. ``bound`` is whether it only
    modifies another noun ("the Vel campaign").
    """

    span: CharSpan
    head: int
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Referent:
    """Somebody or something that the article names.

    ``name`` is the fullest form, ``roles`` are the nouns that the article says of it
    ("spokesman"), ``marks`` other words of its descriptions ("Kremlin", "former").
    """

    name: str
    sort: Sort
    mentions: tuple[Mention, ...]
    aliases: tuple[str, ...] = ()
    gender: Gender = "u"
    plural: bool = False
    roles: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    """The roles as the text writes them ("Kremlin spokesman")."""


def find_referents(scene: Scene) -> tuple[Referent, ...]:
    """All referents with a name, in order of their first mention."""
    found = _mend_headlines(find_sightings(scene))
    sources = {_bare(statement.source.text) for statement in scene.statements}
    speaking = [span for statement in scene.statements for span in statement.source.spans]
    somebody = {word for one in found if one.label == "PERSON" and one.name.is_full for word in one.name.key}
    bodies = {one.name.key for one in found if _is_told(one, scene.text)} - {(word,) for word in somebody}
    told = [replace(one, label="ORG") if one.label == "PERSON" and one.name.key in bodies else one for one in found]
    found = _mend_firms(told, _sort_names(told, sources))
    sorts = _sort_names(found, sources)
    whole = {f.name.key for f in found if f.name.is_full and sorts[str(f.name)] == "person"}
    surnames, firsts = {key[-1] for key in whole}, {key[0] for key in whole}
    people = [
        f for f in found if sorts[str(f.name)] == "person" or _is_somebody(f, surnames, firsts, speaking, scene.text)
    ]
    others = [f for f in found if f not in people]
    clusters = _cluster_people(people)
    referents = [*_people(clusters, scene, others), *_others(others, sorts, scene)]
    return tuple(sorted((r for r in referents if r.mentions), key=lambda r: r.mentions[0].span))


def _bare(words: str) -> str:
    """A source without title and possessive."""
    return " ".join(names.read_name(words.split()).words).removesuffix("’s").removesuffix("'s")


def _is_somebody(
    one: Sighting, surnames: Collection[str], firsts: Collection[str], speaking: Iterable[CharSpan], text: str
) -> bool:
    """Whether a word alone that was taken for a body or place is a name of somebody named in full.

    A country's name is a surname only where it speaks, and so is a place's that is a first name: "Jordan said", of Anna
    Jordan.
    """
    called = one.label == "OUTLET" and text[max(one.span.start - 4, 0) : one.span.start].lower() == "the "
    if len(one.name.key) != 1 or called or (one.label == "NORP" and _is_people(one, text)):
        return False
    (word,) = one.name.key
    if word in surnames and word not in _places():
        return True
    may_be = word in surnames or (one.label in _PLACES and word in firsts)
    return may_be and any(overlaps(one.span, (span,)) for span in speaking)


def _is_people(one: Sighting, text: str) -> bool:
    """Whether a word is of a people or of a faith: it ends as such do, is listed, or has "the" before it."""
    word = one.name.key[0]
    before = text[max(one.span.start - 4, 0) : one.span.start].lower()
    return before == "the " or word.endswith(_PEOPLES) or word in _peoples() or word.removesuffix("s") in _peoples()


_PEOPLES: Final = ("ese", "ian", "ians", "ic", "ish", "ist", "ists", "ite", "ites", "can", "cans", "crat", "crats")


@cache
def _peoples() -> frozenset[str]:
    return frozenset(fold(word) for row in rows_of("countries") for word in row)


def _mend_headlines(found: Sequence[Sighting]) -> list[Sighting]:
    """Cut names in headlines, where every word has a capital, to the names that the article writes elsewhere."""
    known = {f.name.key for f in found if not f.headline}
    known |= {key[-1:] for key in known if len(key) > 1}
    mended = []
    for one in found:
        cut = _cut(one, known) if one.headline and one.name.key not in known else replace(one, headline=False)
        mended.append(cut)
    return mended


def _cut(one: Sighting, known: Collection[tuple[str, ...]]) -> Sighting:
    """The longest run of the name's words that is known, with a first name before it, else the name as it is."""
    words = one.name.words
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            if names.key_of(words[start : start + length]) in known:
                first = start - 1 if start and length == 1 and names.is_first_name(words[start - 1]) else start
                return _narrow(one, first, start + length)
    return one


def _narrow(one: Sighting, first: int, last: int) -> Sighting:
    """The sighting of some of a name's words."""
    words = one.name.words
    begin = one.span.start + sum(len(word) + 1 for word in words[:first])
    part = words[first:last]
    span = CharSpan(begin, min(begin + len(" ".join(part)), one.span.end))
    label = "PERSON" if one.label == "PERSON" else "NAME"
    return replace(one, span=span, label=label, name=replace(one.name, words=part), headline=False)


_BESIDE: Final = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s(?:[\w-]+\s){0,2}([\w-]+),?\s$")
"""What stands before a name that tells what it is a name of: "The builder, Vel Works", "the airline Vel"."""
_FAR: Final = 60


def _is_told(one: Sighting, text: str) -> bool:
    """Whether the recognizer sees a person where a noun that only firms are called by stands before the name.

    A builder, maker and the like may be somebody; then no first name may begin the name.
    """
    if one.label != "PERSON" or one.name.gender != "u" or one.name.offices:
        return False
    noun = _firm_noun(one, text)
    if noun is None:
        return False
    first = names.is_first_name(one.name.words[0])
    return not first or (len(one.name.words) == 1 and not noun.endswith(("er", "or")))


def _firm_noun(one: Sighting, text: str) -> str | None:
    """The noun before a name that only firms are called by; None where there is none."""
    beside = _BESIDE.search(text[max(one.span.start - _FAR, 0) : one.span.start])
    return beside.group(1) if beside and beside.group(1) in words_of("firm-nouns") else None


def _mend_firms(found: Sequence[Sighting], sorts: Mapping[str, Sort]) -> list[Sighting]:
    """The first word of a firm's name, alone after it, is the firm, whatever the recognizer took it for.

    Unless somebody is named so in full, or a title stands before it: "Mr. Vel" of Vel Motors.
    """
    firms: dict[str, int] = {}
    people: set[str] = set()
    for one in found:
        key = one.name.key
        if len(key) > 1 and sorts[str(one.name)] == "person":
            people.update(key)
        elif len(key) > 1 and key[-1] in _FIRM_WORDS and not one.headline:
            firms.setdefault(key[0], one.span.start)
        elif one.name.gender != "u" or one.name.offices:
            people.update(key)

    def is_short(one: Sighting) -> bool:
        word = one.name.key[0] if len(one.name.key) == 1 else ""
        return (
            one.label == "PERSON"
            and word in firms
            and word not in people
            and firms[word] < one.span.start
            and not names.is_first_name(word)
        )

    return [replace(one, label="ORG") if is_short(one) else one for one in found]


# ---------------------------------------------------------------- sorting


def _has_surname(words: Sequence[str], sources: Collection[str], votes: Mapping[str, object]) -> bool:
    """Whether the last of two or three words speaks alone elsewhere, as only a surname would."""
    return (
        len(words) in (2, 3)
        and words[0] not in CAMPS
        and words[-1] in sources
        and words[-1] in votes
        and words[-1].lower() not in _nouns()
    )


def _sort_names(found: Iterable[Sighting], sources: Collection[str]) -> dict[str, Sort]:
    """What each name names, by the votes of all its places and by its words."""
    votes: dict[str, Counter[Sort]] = defaultdict(Counter)
    titled: set[str] = set()
    for one in found:
        sort = _sort_of(one.label)
        votes[str(one.name)][sort] += 1
        if one.name.gender != "u" or one.name.offices:
            titled.add(str(one.name))
            votes[str(one.name)]["person"] += 2
    for name, tally in votes.items():
        if _has_surname(name.split(), sources, votes):
            tally["person"] += 3
        _weigh_words(name, tally, titled=name in titled)
    return {name: tally.most_common(1)[0][0] for name, tally in votes.items()}


def _weigh_words(name: str, tally: Counter[Sort], *, titled: bool) -> None:
    """Add what a name's own words tell to the votes of its places; what is listed outweighs the recognizer."""
    words = name.split()
    if name in words_of("metonyms"):
        tally["organization"] += 200
    elif len(words) == 1 and fold(name) in _places() and not titled:
        tally["place"] += 20
    if tally["outlet"] or name.casefold() in _outlets():
        tally["outlet"] += 100
    elif _is_body(words) and not _is_surnamed(words):
        tally["organization"] += 50
    elif len(words) in (2, 3) and names.is_first_name(words[0]) and words[-1][:1].isupper():
        tally["person"] += 3


def _sort_of(label: str) -> Sort:
    if label == "OUTLET":
        return "outlet"
    if label == "PERSON":
        return "person"
    return "place" if label in _PLACES else "group" if label == "NORP" else "organization"


def _is_body(words: Sequence[str]) -> bool:
    last = words[-1].lower().rstrip(".")
    kinds = _nouns().get(last, ())
    return len(words) > 1 and ("organization" in kinds or last in words_of("body-words"))


def _is_surnamed(words: Sequence[str]) -> bool:
    """Whether a first name stands before a word that ends firms' names and is a surname too: "Anna Steel"."""
    return len(words) == 2 and names.is_first_name(words[0]) and words[1].lower() in words_of("body-surnames")  # noqa: PLR2004


@cache
def _outlets() -> frozenset[str]:
    return frozenset(name.casefold() for name in words_of("outlet-names"))


@cache
def _places() -> frozenset[str]:
    return frozenset(fold(name) for row in rows_of("countries") for name in row[:2]) | words_of("place-names")


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {noun: tuple(kinds.split(",")) for noun, kinds in rows_of("source-nouns")}


# ---------------------------------------------------------------- people


@dataclass(slots=True)
class _Cluster:
    """One person's names while they are put together."""

    keys: list[tuple[str, ...]]
    suffix: str
    places: list[Sighting] = field(default_factory=list)


def _cluster_people(people: Sequence[Sighting]) -> list[_Cluster]:
    clusters: list[_Cluster] = []
    singles: list[Sighting] = []
    for one in sorted(people, key=lambda f: (-len(f.name.key), f.span)):
        if not one.name.is_full:
            singles.append(one)
            continue
        for cluster in clusters:
            if cluster.suffix == one.name.suffix and _are_one(cluster, one):
                cluster.keys.append(one.name.key)
                cluster.places.append(one)
                break
        else:
            clusters.append(_Cluster([one.name.key], one.name.suffix, [one]))
    bare: dict[str, int] = {}
    for one in singles:
        if one.name.key and not one.headline:
            bare.setdefault(one.name.key[0], one.span.start)
    for one in singles:
        if one.name.key:
            _place_single(one, clusters, bare.get(one.name.key[0], 0))
    return clusters


def _place_single(one: Sighting, clusters: list[_Cluster], bare: int) -> None:
    """Give a name of one word to whom it names; ``bare`` is where the text first writes it alone."""
    word = one.name.key[0]
    for fits in (_ends_in, _begins_with, _holds):
        homes = [c for c in clusters if fits(c, word) and _can_be(c, one)]
        if homes:
            _choose(one, homes, bare).places.append(one)
            return
    clusters.append(_Cluster([one.name.key], "", [one]))


def _are_one(cluster: _Cluster, one: Sighting) -> bool:
    return any(names.can_be_one(key, one.name.key) for key in cluster.keys if len(key) > 1)


def _can_be(cluster: _Cluster, one: Sighting) -> bool:
    """Whether the title before a surname allows that person: "Mrs Vel" is not Adam Vel."""
    return "u" in (one.name.gender, gender := _gender(cluster)) or one.name.gender == gender


def _ends_in(cluster: _Cluster, word: str) -> bool:
    return any(key[-1] == word for key in cluster.keys)


def _begins_with(cluster: _Cluster, word: str) -> bool:
    return any(key[0] == word for key in cluster.keys)


def _holds(cluster: _Cluster, word: str) -> bool:
    """Whether the word is the first of two surnames: "Anna Vel Koll" is "Ms. Vel"."""
    return any(len(key) > 2 and word in key[1:-1] and len(word) > 2 for key in cluster.keys)  # noqa: PLR2004


def _choose(one: Sighting, homes: Sequence[_Cluster], bare: int) -> _Cluster:
    """Of several people of one surname the one of the title's gender, then the one named most in full.

    Nobody is meant before he is named while another of the surname was, unless the text began with the surname alone,
    as it does with those whom everybody knows.
    """
    if one.name.gender != "u":
        fitting = [c for c in homes if _gender(c) in (one.name.gender, "u")]
        homes = fitting or homes
    known = [c for c in homes if _first_in_full(c) < one.span.start]
    if known and min(map(_first_in_full, known)) < bare:
        homes = known
    return max(homes, key=lambda c: (sum(p.name.is_full for p in c.places), -c.places[0].span.start))


def _first_in_full(cluster: _Cluster) -> int:
    """Where the body of the text first names somebody in full; past its end where it does not."""
    return min((p.span.start for p in cluster.places if p.name.is_full and not p.headline), default=maxsize)


def _gender(cluster: _Cluster) -> Gender:
    told = Counter(p.name.gender for p in cluster.places if p.name.is_full and p.name.gender != "u")
    if told:
        return told.most_common(1)[0][0]
    full = next((p.name for p in cluster.places if p.name.is_full), None)
    return names.gender_of((full or cluster.places[0].name).words[0])


def _people(clusters: Sequence[_Cluster], scene: Scene, others: Sequence[Sighting]) -> Iterator[Referent]:
    known = sorted([*(p.span for c in clusters for p in c.places), *(o.span for o in others)])
    extra = _find_again(clusters, scene.text, known)
    for number, cluster in enumerate(clusters):
        spans = sorted({*(p.span for p in cluster.places), *extra.get(number, ())})
        mentions = tuple(m for span in spans if (m := _mention(span, scene)))
        forms = Counter(str(p.name) for p in cluster.places)
        name = _in_full(_fullest(cluster), scene.text)
        told = _describe(mentions, scene)
        tags = [tag for mention in mentions if (tag := read_tag(scene.text, mention.span.end))]
        offices = frozenset(o for p in cluster.places for o in p.name.offices) | {tag.member for tag in tags}
        yield Referent(
            name=name,
            sort="person",
            mentions=mentions,
            aliases=tuple(sorted({*forms, *(s.of(scene.text) for s in spans)} - {name})),
            gender=_gender_of(cluster, told.roles),
            roles=told.roles | offices,
            marks=told.marks.union(*(tag.state for tag in tags)),
            titles=told.titles,
        )


def _gender_of(cluster: _Cluster, roles: frozenset[str]) -> Gender:
    told: Counter[Gender] = Counter(p.name.gender for p in cluster.places if p.name.gender != "u")
    told.update(names.gendered_nouns()[role] for role in roles if role in names.gendered_nouns())
    if told:
        return told.most_common(1)[0][0]
    return _gender(cluster)


def _fullest(cluster: _Cluster) -> str:
    """The form with the most words, then the most letters, then the one that is used most."""
    forms = Counter(str(p.name) for p in cluster.places if not p.headline)
    forms = forms or Counter(str(p.name) for p in cluster.places)
    return max(forms, key=lambda form: (len(form.split()), len(form.strip(".")), not form.isascii(), forms[form]))


def _in_full(name: str, text: str) -> str:
    """A surname with the first name before it where no recognizer saw the two as one: "The Anna Vel Show"."""
    if " " in name or len(name) < _SHORTEST_NAME:
        return name
    for match in re.finditer(rf"\b([^\W\d_a-z][\w’'-]+)[ \u00a0]{re.escape(name)}\b", text):
        if names.is_first_name(match.group(1)) and not names.is_title(match.group(1)):
            return f"{match.group(1)} {name}"
    return name


def _find_again(clusters: Sequence[_Cluster], text: str, known: Sequence[CharSpan]) -> dict[int, list[CharSpan]]:
    """Places of known names that neither recognizer nor title told."""
    owners: dict[str, int] = {}
    for number, cluster in enumerate(clusters[:_MOST_NAMES]):
        for place in cluster.places:
            owners.setdefault(str(place.name), number)
            if place.name.is_full:
                owners.setdefault(_surname(place.name), number)
    owners = {name: number for name, number in owners.items() if len(name) >= _SHORTEST_NAME}
    if not owners:
        return {}
    pattern = "|".join(re.escape(name) for name in sorted(owners, key=len, reverse=True))
    found: dict[int, list[CharSpan]] = defaultdict(list)
    for match in re.finditer(rf"\b(?:{pattern})\b", text):
        span = CharSpan(*match.span())
        if not overlaps(span, known):
            found[owners[match.group()]].append(span)
    return found


def _surname(name: PersonName) -> str:
    words = [w for w in name.words if fold(w) not in names.SUFFIXES]
    return words[-1] if words else ""


# ---------------------------------------------------------------- bodies, outlets, places


def _others(others: Sequence[Sighting], sorts: Mapping[str, Sort], scene: Scene) -> Iterator[Referent]:
    groups: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    for one in others:
        groups[_key(one)].append(one)
    for short, whole in _short_forms(groups, sorts).items():
        groups[whole].extend(groups.pop(short))
    for places in groups.values():
        forms = Counter(str(p.name) for p in places if not p.headline) or Counter(str(p.name) for p in places)
        name = max(forms, key=lambda form: (len(form.split()), forms[form], form))
        sort = sorts[name]
        mentions = tuple(m for p in places if (m := _mention(p.span, scene)))
        told = _describe(mentions, scene)
        yield Referent(
            name=name,
            sort=sort,
            mentions=tuple(sorted(mentions, key=lambda m: m.span)),
            aliases=tuple(sorted({str(p.name) for p in places} - {name})),
            plural=sort == "group",
            roles=told.roles.union(noun for p in places if (noun := _firm_noun(p, scene.text))),
            marks=told.marks,
            titles=told.titles,
        )


def _key(one: Sighting) -> tuple[str, ...]:
    key = names.key_of(one.name.words)
    return key[1:] if len(key) > 1 and key[0] == "the" else key


def _short_forms(
    groups: Mapping[tuple[str, ...], Sequence[Sighting]], sorts: Mapping[str, Sort]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Which names of bodies are short for which others: initials, and the last words of an outlet's name."""
    whole: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
    for key, places in groups.items():
        sort = sorts[str(places[0].name)]
        if len(key) > 1 and sort in ("organization", "outlet"):
            for short in _initials(key):
                whole[(short,)].append(key)
            if sort == "outlet":
                for start in range(1, len(key)):
                    whole[key[start:]].append(key)
            elif _is_body(key) and not any(one.label == "PERSON" for one in groups.get(key[:1], ())):
                whole[key[:1]].append(key)
        if len(key) > 1 and key[0] in _COUNTRY:
            whole[key[1:]].append(key)
    found = {}
    for key, places in groups.items():
        form = str(places[0].name)
        letters = len(key) == 1 and form.replace(".", "").isupper()
        bare = (key[0].replace(".", ""),) if letters else key
        # Letters are what a body named in full is called, even where the recognizer takes them for a place.
        place = sorts[form] in ("place", "group") and not (letters and key[0] not in _COUNTRY | _places())
        homes = [] if place else [home for home in whole.get(bare, ()) if home != key]
        homes = [home for home in homes if not any(other[1:] == home for other in homes)]
        if len(homes) == 1 and len(bare[0]) > 1:
            found[key] = homes[0]
    return {short: _last(found, home) for short, home in found.items()}


def _last(found: Mapping[tuple[str, ...], tuple[str, ...]], home: tuple[str, ...]) -> tuple[str, ...]:
    return found.get(home, home)


def _initials(key: Sequence[str]) -> tuple[str, ...]:
    """The first letters of a name's words without "U.S." at its head, small words counted or not: DJ and DoJ."""
    words = key[1:] if key[0] in _COUNTRY else key
    every = "".join(word[0] for word in words)
    return tuple(dict.fromkeys(("".join(word[0] for word in words if word not in _SMALL), every)))


_COUNTRY: Final = frozenset({"u.s", "us", "uk"})
_SMALL: Final = frozenset({"of", "the", "and", "for", "in", "on", "to"})


# ---------------------------------------------------------------- mentions and descriptions


def _mention(span: CharSpan, scene: Scene) -> Mention | None:
    inside = scene.tokens_in(span)
    if not inside:
        return None
    tokens = scene.tokens
    head = next((i for i in reversed(inside) if tokens[i].head not in inside or tokens[i].head == i), inside[-1])
    bound = tokens[head].dep in ("compound", "nmod", "amod") and tokens[head].head > head
    return Mention(span, head, bound)


class _Described(NamedTuple):
    """The nouns and the other words that the text says of somebody, and its phrases."""

    roles: frozenset[str]
    marks: frozenset[str]
    titles: tuple[str, ...]


def _describe(mentions: Iterable[Mention], scene: Scene) -> _Described:
    roles: set[str] = set()
    marks: set[str] = set()
    titles: dict[str, None] = {}
    for mention in mentions:
        if mention.bound:
            continue
        for index in _descriptions(mention, scene):
            roles.add(scene.tokens[index].lemma.lower())
            marks.update(scene.tokens[i].lemma.lower() for i in _modifiers(index, scene))
            titles[_title(index, mention, scene)] = None
    titles.pop("", None)
    return _Described(frozenset(roles), frozenset(marks), tuple(titles))


def find_descriptions(referents: Iterable[Referent], scene: Scene) -> frozenset[int]:
    """The tokens of nouns that the text says of somebody named right beside them: they mean nobody else."""
    return frozenset(
        index
        for referent in referents
        if referent.sort == "person"
        for mention in referent.mentions
        if not mention.bound
        for index in _descriptions(mention, scene)
    )


def _title(index: int, mention: Mention, scene: Scene) -> str:
    """A description as the text writes it: what stands before the name, or a whole phrase beside it."""
    if index < mention.head and scene.tokens[index].dep in ("compound", "nmod"):
        first = min((i for i in _modifiers(index, scene) if i < index), default=index)
        span = CharSpan(scene.tokens[first].span.start, scene.tokens[index].span.end)
        return describe(CharSpan(span.start, min(span.end, mention.span.start)), scene)
    return describe(phrase_of(index, scene), scene)


def _descriptions(mention: Mention, scene: Scene) -> Iterator[int]:
    """Heads of what stands in apposition to a name, before it as a title, or after "is"."""
    tokens = scene.tokens
    head = tokens[mention.head]
    low, high = max(mention.head - 12, 0), min(mention.head + 25, len(tokens))
    if head.dep == "appos" and tokens[head.head].pos in ("NOUN", "PROPN"):
        yield _described(head.head, scene)
    if (loose := noun_before(mention, scene)) is not None:
        yield loose
    for index in range(low, high):
        token = tokens[index]
        if token.head == mention.head and index != mention.head:
            inside = mention.span.start <= token.span.start < mention.span.end
            if (token.dep == "appos" and token.pos in ("NOUN", "PROPN")) or (
                token.dep in ("compound", "nmod") and not inside and index < mention.head
            ):
                yield index
        elif head.dep == "nsubj" and token.head == head.head and token.dep == "attr":
            yield index


def _described(index: int, scene: Scene) -> int:
    """What is described where a name stands beside one it belongs to: "an attorney for Vel, Anna Koll, said"."""
    tokens = scene.tokens
    at, through = tokens[index], tokens[tokens[index].head]
    noun = through.head
    if at.pos == "PROPN" and at.dep == "pobj" and through.lemma.lower() in ("for", "of", "to"):
        lemma = tokens[noun].lemma.lower()
        human = {"person", "anonymous"} & set(_nouns().get(lemma, ())) or lemma in names.offices()
        if tokens[noun].pos == "NOUN" and human:
            return noun
    return index


def _modifiers(index: int, scene: Scene) -> Iterator[int]:
    tokens = scene.tokens
    for other in range(max(index - 8, 0), min(index + 10, len(tokens))):
        if other != index and tokens[other].pos in ("NOUN", "PROPN", "ADJ", "NUM"):
            at = other
            for _ in range(3):
                at = tokens[at].head
                if at == index:
                    yield other
                    break
