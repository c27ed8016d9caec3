"""Where a claim comes from: what each appearance rests on, and how many independent origins are behind all of them.

An origin is where a claim enters the news: a named speaker (one, however many outlets print the words), the
unnamed people that one outlet spoke to, a paper that it got, its own report. Outlets that cite another outlet's report
rest on that outlet's source, and so do copies. Denials and doubts are no origins of what they deny. What cannot be
known is listed and not counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sayso.claims.copies import Copy
from sayso.claims.outlet_names import OutletNames
from sayso.claims.provenance import Graph, Provenance, Unknown
from sayso.claims.sources import Source, are_one_source, find_sources, is_unnamed
from sayso.claims.values import Appearance, Claim, Entry, Origin
from sayso.claims.wording import telling_words

LEAST_SHARED: Final = 0.5
"""Share of a statement's telling words that another of the copied article must have to be the one that was copied."""

_NAMELESS: Final = "outlet of "
"""How an outlet is called here that its article does not name, before the article's key: each article's is its own."""

_FIRST_HAND: Final = {
    "speaker": "is named",
    "unnamed": "spoke to them itself",
    "document": "has the document itself",
    "report": "says so itself",
}


def find_origins(claim: Claim, copies: Iterable[Copy] = ()) -> Provenance:
    """The origins of a claim; ``copies`` are those that its appearances' articles are or have."""
    standing = sorted(
        (each for each in claim.appearances if each.relation in ("supports", "reports")),
        key=lambda each: each.entry.order,
    )
    return _Search(standing, _Copies(copies, standing)).run()


# ---------------------------------------------------------------- copies


@dataclass(frozen=True, slots=True)
class _Original:
    """The appearance that one repeats, and by what that is known."""

    entry: Entry
    how: str


class _Copies:
    """Which appearance repeats which, and which articles an agency signed."""

    def __init__(self, copies: Iterable[Copy], standing: Sequence[Appearance]) -> None:
        self._by_article: dict[str, list[Entry]] = defaultdict(list)
        for each in standing:
            self._by_article[each.entry.article].append(each.entry)
        self._of: dict[str, list[Copy]] = defaultdict(list)
        self.agencies: dict[str, str] = {}
        for copy in sorted(copies, key=_by_what_is_known):
            self._of[copy.copy].append(copy)
            if copy.agency is not None and copy.direction is None:
                self.agencies |= dict.fromkeys((copy.copy, copy.of), copy.agency)
            elif copy.kind == "verbatim" and copy.direction == "credit" and copy.evidence:
                self.agencies[copy.copy] = copy.evidence[0].outlet

    def original_of(self, entry: Entry) -> _Original | None:
        """The first appearance that ``entry`` repeats, along all copies of copies.

        Where they go in a circle, the earliest of it is the original.
        """
        path, hows = [entry], [""]
        while (step := self._step(path[-1])) is not None:
            back = next((place for place, each in enumerate(path) if each.article == step.entry.article), None)
            if back is not None:
                first = min(range(back, len(path)), key=lambda place: path[place].order)
                return _Original(path[first], hows[first] or step.how) if first else None
            path.append(step.entry)
            hows.append(step.how)
        return _Original(path[-1], hows[-1]) if len(path) > 1 else None

    def _step(self, entry: Entry) -> _Original | None:
        for copy in self._of.get(entry.article, ()):
            fellows = [each for each in self._by_article.get(copy.of, ()) if _are_same_words(each, entry)]
            if fellows:
                return _Original(fellows[0], "the same text" if copy.direction is None else f"{copy.kind} copy")
        return None


def _by_what_is_known(copy: Copy) -> tuple[str, str, bool, str, str]:
    """Of one pair of articles whatever tells the direction comes first."""
    return copy.copy, copy.of, copy.direction is None, copy.direction or "", copy.kind


def _are_same_words(one: Entry, other: Entry) -> bool:
    ours, theirs = telling_words(one.content), telling_words(other.content)
    least = min(len(ours), len(theirs))
    return len(ours & theirs) >= LEAST_SHARED * least if least else one.content == other.content


# ---------------------------------------------------------------- the search


@dataclass(slots=True)
class _Found:
    """An origin while it is sought: which appearances rest on it, each in which way."""

    source: Source
    seeds: dict[str, str] = field(default_factory=dict)


class _Search:
    """One claim's search: appearances in the order of time, each on origins or on other appearances."""

    def __init__(self, standing: Sequence[Appearance], copies: _Copies) -> None:
        self._standing = standing
        self._copies = copies
        entries = [each.entry for each in standing]
        self._names = OutletNames(
            [entry.outlet for entry in entries if entry.outlet]
            + [link.name for entry in entries for link in entry.chain[1:] if link.kind == "outlet"]
        )
        self._by_article: dict[str, list[Entry]] = defaultdict(list)
        self._printed: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_article[entry.article].append(entry)
            self._printed[self._outlet_of(entry)].append(entry)
        self._found: list[_Found] = []
        self._on: dict[str, list[_Found]] = defaultdict(list)
        self._graph = Graph()
        self._unknown: dict[str, str] = {}

    def run(self) -> Provenance:
        """What the appearances rest on."""
        late: list[Entry] = []
        repeats: list[tuple[Entry, _Original]] = []
        for each in self._standing:
            self._graph.add("appearance", each.entry.seed, each.entry.outlet or each.entry.article)
            original = self._copies.original_of(each.entry)
            adds_nothing = each.relation == "reports" and not _outlets(each.entry)
            if original is not None:
                repeats.append((each.entry, original))
            elif adds_nothing or _cites_outlet_alone(each.entry):
                late.append(each.entry)
            else:
                self._rest_on_sources(each.entry)
        # Who names only an outlet, or nobody, rests on what others say; who repeats it, on all that that rests on.
        for entry in late:
            if _cites_outlet_alone(entry):
                self._rest_on_outlet(entry)
            else:
                self._rest_on_article(entry)
        for entry, original in repeats:
            self._rest_on_original(entry, original)
        return self._finish()

    def _rest_on_sources(self, entry: Entry) -> None:
        sources = find_sources(entry, self._outlet_of(entry), self._names)
        if isinstance(sources, str):
            self._give_up(entry, sources)
            return
        cited = [name if is_unnamed(name) else self._names.full(name) for name in _outlets(entry)]
        for source in sources:
            told = replace(source, retold=bool(cited))
            self._rest_on(entry, told, f"cites {' ← '.join(cited)}" if cited else _FIRST_HAND[source.kind])

    def _rest_on_original(self, entry: Entry, original: _Original) -> None:
        seed = original.entry.seed
        self._rest_on_entry(entry, original.entry, original.how)
        if not self._on[seed]:
            self._give_up(entry, self._unknown[seed])

    def _give_up(self, entry: Entry, why: str) -> None:
        self._unknown[entry.seed] = why

    def _rest_on(self, entry: Entry, source: Source, how: str) -> None:
        found = next((each for each in self._found if are_one_source(each.source, source)), None)
        if found is None:
            found = _Found(source)
            self._found.append(found)
        found.source = found.source.joined(source)
        self._lean(entry, found, how)

    def _lean(self, entry: Entry, found: _Found, how: str) -> None:
        found.seeds.setdefault(entry.seed, how)
        if found not in self._on[entry.seed]:
            self._on[entry.seed].append(found)

    def _rest_on_outlet(self, entry: Entry) -> None:
        """One that cites an outlet and nobody behind it: on what that outlet printed before, or on its report.

        What it printed later cannot be meant: two outlets that cite each other are told apart by time. A report of
        which others tell whom it rests on is no origin of its own beside these.
        """
        name = entry.chain[-1].name
        if is_unnamed(name):
            self._give_up(entry, f"“{name}” does not say whose report it is")
            return
        outlet = self._names.full(name)
        printed = self._printed.get(outlet, ())
        before = [each for each in printed if each.order < entry.order and self._on.get(each.seed)]
        for each in before:
            if not all(found in self._on[entry.seed] for found in self._on[each.seed]):
                self._rest_on_entry(entry, each, f"cites {outlet}")
        told = [each for each in self._found if each.source.outlet == outlet and each.source.kind != "report"]
        for found in told if not printed else ():
            self._lean(entry, found, f"cites {outlet}")
        if not before and (printed or not told):
            late = ", whose article that is known came later" if printed else ""
            self._rest_on(entry, Source("report", outlet, outlet), f"cites {outlet}{late}")

    def _rest_on_article(self, entry: Entry) -> None:
        """One that only passes on, or asks, adds nothing: it rests on what its article has besides, if anything."""
        fellows = [each for each in self._by_article[entry.article] if each is not entry and self._on.get(each.seed)]
        for each in fellows[:1]:
            self._rest_on_entry(entry, each, "passes it on")
        if not fellows:
            self._give_up(entry, "it passes on, or asks, what nobody named says")

    def _rest_on_entry(self, entry: Entry, other: Entry, how: str) -> None:
        """One rests on all that another rests on."""
        self._graph.connect(entry.seed, other.seed, how)
        for found in tuple(self._on[other.seed]):
            self._lean(entry, found, how)

    def _outlet_of(self, entry: Entry) -> str:
        """Whose words an article's are: its outlet's, or the agency's that signed it."""
        outlet = self._copies.agencies.get(entry.article) or entry.outlet
        return self._names.full(outlet) if outlet else f"{_NAMELESS}{entry.article}"

    # ------------------------------------------------------------ the answer

    def _finish(self) -> Provenance:
        entries = {each.entry.seed: each.entry for each in self._standing}
        found = sorted(self._found, key=lambda each: min(entries[seed].order for seed in each.seeds))
        on_others = {start for start, _ in self._graph.edges}
        for number, each in enumerate(found):
            node = f"origin:{number}"
            self._graph.add("origin", node, each.source.name)
            for seed, how in each.seeds.items():
                if seed not in on_others:
                    self._graph.connect(self._through_outlets(entries[seed], how), node, how)
        return Provenance(
            origins=tuple(_to_origin(each, entries) for each in found),
            nodes=tuple(self._graph.nodes.values()),
            edges=tuple(self._graph.edges.values()),
            unknown=tuple(Unknown(seed, why) for seed, why in self._unknown.items()),
        )

    def _through_outlets(self, entry: Entry, how: str) -> str:
        """The node of the last outlet through which an entry has its words; its own where there is none."""
        place = entry.seed
        for name in map(self._names.full, (name for name in _outlets(entry) if not is_unnamed(name))):
            self._graph.add("outlet", f"outlet:{name}", name)
            if self._graph.connect(place, f"outlet:{name}", how):
                place = f"outlet:{name}"
        return place


def _outlets(entry: Entry) -> list[str]:
    return [link.name for link in entry.chain[1:] if link.kind == "outlet"]


def _cites_outlet_alone(entry: Entry) -> bool:
    return len(entry.chain) > 1 and all(link.kind == "outlet" for link in entry.chain[1:])


def _to_origin(found: _Found, entries: Mapping[str, Entry]) -> Origin:
    seeds = tuple(sorted(found.seeds, key=lambda seed: entries[seed].order))
    ways: dict[str, dict[str, None]] = defaultdict(dict)
    for seed in seeds:
        ways[found.seeds[seed]].setdefault(entries[seed].outlet or "an outlet not named")
    how = "; ".join(f"{', '.join(outlets)}: {way}" for way, outlets in ways.items())
    outlet = found.source.outlet
    known = None if outlet is None or outlet.startswith(_NAMELESS) else outlet
    name = "an outlet not named" if found.source.name.startswith(_NAMELESS) else found.source.name
    return Origin(known, name, how, seeds, public=found.source.kind == "speaker")
