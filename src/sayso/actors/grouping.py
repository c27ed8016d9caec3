"""Forms to actors: which names go together.

1. Complete forms of one block are one actor, unless middle names or a "Jr." contradict.
2. Decisions to merge hold.
3. A form that does not name one actor by itself (an initial, a bare family name, the
   letters of a body, an address) joins when exactly one actor fits it. Where several
   fit, it stays by itself and is *open*: nobody can say which of them is meant.

All of it is a function of sets. Where a choice must be made among equals (which id
an actor goes by, which name of a block is looked at first) the smaller form id wins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.actors.bodies import are_names_at
from sayso.actors.decisions import Standing
from sayso.actors.forms import Form
from sayso.actors.people import find_suffix, fits_family, fits_initials, given_words, middle_words

Tie = tuple[str, str]
"""An alias and the form that an article says it stands for, by their ids."""

MOST_IN_A_BLOCK = 200
"""Complete forms of one block that are compared with each other; more are no honest text's,
and stay by themselves."""


MOST_COMPARED = 1_000_000
"""Pairs of incomplete and other forms of one family name that are compared, about two
seconds' work; with more, the incomplete ones stay by themselves."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The actor of each form, by ids, and the forms that fit several actors, with these."""

    actors: dict[str, str] = field(default_factory=dict)
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)


def group_forms(forms: Iterable[Form], ties: Iterable[Tie] = (), standing: Standing | None = None) -> Grouping:
    """Which actor each form stands for."""
    groups = _Groups(sorted(forms), standing or Standing())
    groups.join_complete()
    groups.join_decided()
    groups.join_tied(sorted(set(ties)))
    groups.join_incomplete()
    return groups.result()


class _Groups:
    """Disjoint sets of forms (Galler and Fischer 1964), and what is open."""

    def __init__(self, forms: Sequence[Form], standing: Standing) -> None:
        self.forms = {each.id: each for each in forms}
        self.standing = standing
        self.parents = {each.id: each.id for each in forms}
        self.fitting: dict[str, tuple[str, ...]] = {}
        # Nobody need guess about those that people have placed.
        self.decided = {each for pair in standing.merges if set(pair) <= self.forms.keys() for each in pair}
        self.free = [each for each in forms if each.id not in standing.apart]

    def find(self, form: str) -> str:
        while self.parents[form] != form:
            self.parents[form] = self.parents[self.parents[form]]
            form = self.parents[form]
        return form

    def join(self, one: str, other: str) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self.parents[high] = low

    def join_complete(self) -> None:
        blocks: dict[str, list[Form]] = defaultdict(list)
        for each in self.free:
            if each.shape == "complete" and each.block is not None:
                blocks[each.block].append(each)
        for block in blocks.values():
            for cluster in _cluster(block):
                for each in cluster[1:]:
                    self.join(cluster[0].id, each.id)

    def join_decided(self) -> None:
        for one, other in sorted(self.standing.merges):
            if one in self.forms and other in self.forms:
                self.join(one, other)

    def join_tied(self, ties: Sequence[Tie]) -> None:
        mains: dict[str, list[str]] = defaultdict(list)
        for alias, main in ties:
            if alias in self.forms and main in self.forms and not {alias, main} & self.standing.apart:
                mains[alias].append(main)
        for alias, named in mains.items():
            if self.forms[alias].shape == "domain":
                self._join_names_at(self.forms[alias].spelling, named)
        for alias, named in mains.items():
            self._join_if_one(alias, {self.find(each) for each in named})

    def _join_names_at(self, domain: str, named: Sequence[str]) -> None:
        for place, one in enumerate(named[:MOST_IN_A_BLOCK]):
            for other in named[place + 1 : MOST_IN_A_BLOCK]:
                if are_names_at(domain, self.forms[one].words, self.forms[other].words):
                    self.join(one, other)

    def join_incomplete(self) -> None:
        people = [each for each in self.free if each.realm == "person" and each.families]
        answering: dict[str, set[str]] = defaultdict(set)
        for each in people:
            if each.shape == "complete":
                for family in each.families:
                    answering[family].add(each.id)
        asking = Counter(each.families[0] for each in people if each.shape != "complete")
        # Those of more initials first: "V. V. Koll" may be what "V. Koll" fits. Bare names last.
        for each in sorted(people, key=lambda form: (form.shape == "bare", -len(form.words), form.id)):
            found = answering[each.families[0]]
            if each.shape == "complete" or asking[each.families[0]] * len(found) > MOST_COMPARED:
                continue
            self._join_fitting(each, found, _fits_bare if each.shape == "bare" else _fits_given)
            if each.shape == "initial":
                found.add(each.id)

    def _join_fitting(self, form: Form, found: set[str], fits: Callable[[Form, Form], bool]) -> None:
        self._join_if_one(form.id, {self.find(each) for each in found if fits(form, self.forms[each])})

    def _join_if_one(self, form: str, roots: set[str]) -> None:
        if form in self.decided:
            return
        others = roots - {self.find(form)}
        if len(roots) == 1 and others:
            self.join(form, others.pop())
        elif len(roots) > 1 and self.forms[form].shape != "complete":
            self.fitting[form] = tuple(sorted(roots))

    def result(self) -> Grouping:
        members: dict[str, list[Form]] = defaultdict(list)
        for each in self.forms.values():
            members[self.find(each.id)].append(each)
        ids = {root: _find_name(group).id for root, group in members.items()}
        return Grouping(
            {each: ids[self.find(each)] for each in self.forms},
            {each: tuple(sorted({ids[self.find(root)] for root in roots})) for each, roots in self.fitting.items()},
        )


def _find_name(group: Sequence[Form]) -> Form:
    return min(group, key=lambda form: (form.shape != "complete", form.id))


def _cluster(block: Sequence[Form]) -> list[list[Form]]:
    """The forms of a block, those together that nothing speaks against.

    The fullest names first; one that fits several clusters stays by itself.
    """
    if block[0].realm != "person":
        return [list(block)]
    if len(block) > MOST_IN_A_BLOCK:
        return [[each] for each in block]
    clusters: list[list[Form]] = []
    for each in sorted(block, key=lambda form: (-_size(form), form.id)):
        fitting = [cluster for cluster in clusters if all(_agree(each, other) for other in cluster)]
        if len(fitting) == 1:
            fitting[0].append(each)
        else:
            clusters.append([each])
    return clusters


def _size(form: Form) -> int:
    """How much a name says: letters of middle names, and whether there is a suffix."""
    return sum(map(len, middle_words(form.words))) + (find_suffix(form.words) is not None)


def _agree(one: Form, other: Form) -> bool:
    return _fits_suffix(one, other) and fits_initials(middle_words(one.words), middle_words(other.words))


def _fits_suffix(one: Form, other: Form) -> bool:
    suffixes = find_suffix(one.words), find_suffix(other.words)
    return None in suffixes or suffixes[0] == suffixes[1]


def _fits_given(short: Form, full: Form) -> bool:
    return _fits_suffix(short, full) and fits_initials(given_words(short.words), given_words(full.words))


def _fits_bare(bare: Form, full: Form) -> bool:
    return _fits_suffix(bare, full) and fits_family(bare.words, full.words)
