"""The whole picture of a ledger's claims, as the object `sayso.claims/1` (docs/schema/claims.json), piece by piece."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sayso.claims import (
    Appearance,
    Claim,
    Copy,
    Entry,
    Figure,
    FigureConflict,
    Link,
    Opposition,
    PositionChange,
    Provenance,
    Relation,
    find_figure_conflicts,
    find_oppositions,
    find_origins,
    find_position_changes,
    summarise,
)
from sayso.claims.opposing import ONE_MATTER, SETTING_APART
from sayso.store.claims import (
    actor_names,
    articles_at,
    claims_at,
    claims_of_actor,
    claims_with_links,
    contested_claims,
    copies,
    copies_of,
    each_claim,
    entries_at,
    homes,
    links_of,
    texts_of,
)
from sayso.store.engine import Ledger
from sayso.types import ArticleSummary

SCHEMA: Final = "sayso.claims/1"
_TELLING: Final = (*SETTING_APART, "related")
"""Links that tell of what cannot both be right: claims, and figures on one matter."""
_COUNTED: Final = ("articles", "outlets", "origins", "supports", "denials", "doubts")


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim with where it comes from, and the articles that its appearances stand in."""

    claim: Claim
    provenance: Provenance
    articles: Mapping[str, ArticleSummary]


def see_claims(ledger: Ledger, found: Sequence[Claim]) -> tuple[Seen, ...]:
    """Claims with where they come from."""
    keys = {each.entry.article for claim in found for each in claim.appearances}
    articles, copied = articles_at(ledger, keys), copies_of(ledger, keys)
    return tuple(Seen(claim, find_origins(claim, copied), articles) for claim in found)


def each_seen(ledger: Ledger, *, at_once: int = 200) -> Iterator[Seen]:
    """All claims with where they come from, some at a time."""
    waiting: list[Claim] = []
    for claim in each_claim(ledger):
        waiting.append(claim)
        if len(waiting) == at_once:
            yield from see_claims(ledger, waiting)
            waiting.clear()
    yield from see_claims(ledger, waiting)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an actor stands on a claim: by which of its statements, in the order of time."""

    claim: Claim
    appearances: tuple[Appearance, ...]

    @property
    def sides(self) -> tuple[Relation, ...]:
        """What the statements do with the claim, each once, the first first: two tell of one who turned."""
        return tuple(dict.fromkeys(each.relation for each in self.appearances))


def find_stands(ledger: Ledger, name_or_id: str) -> tuple[Stand, ...]:
    """Where an actor stands, on claims of most articles first.

    Raises:
        NotFound: there is no such actor.
        BadQuery: several have that name.
    """
    actor, found = claims_of_actor(ledger, name_or_id)
    stands = (Stand(claim, tuple(e for e in claim.appearances if actor in e.entry.actors)) for claim in found)
    return tuple(each for each in stands if each.appearances)


@dataclass(frozen=True, slots=True)
class Conflicts:
    """What cannot both be right in a ledger, with the entries that show it and the names of actors."""

    oppositions: tuple[Opposition, ...]
    changes: tuple[PositionChange, ...]
    figures: tuple[FigureConflict, ...]
    entries: Mapping[str, Entry]
    names: Mapping[str, str]


def find_conflicts(ledger: Ledger, *, limit: int | None = None) -> Conflicts:
    """Oppositions, changes of position and disagreeing figures; those of the surest ``limit`` links."""
    links, linked = claims_with_links(ledger, _TELLING, ONE_MATTER, limit=limit)
    home = homes(ledger, sorted(linked))
    return _conflicts(
        ledger, (*claims_at(ledger, sorted(set(home.values()))), *contested_claims(ledger)), links, linked
    )


def find_conflicts_of(ledger: Ledger, claim: Claim) -> Conflicts:
    """What cannot be right together with a claim, or with each other within it."""
    own = {each.entry.seed for each in claim.appearances}
    links = [each for each in links_of(ledger, own) if each.kind in _TELLING and each.weight >= ONE_MATTER]
    linked = entries_at(ledger, {end for link in links for end in (link.a, link.b)})
    home = homes(ledger, sorted(linked))
    found = _conflicts(ledger, (claim, *claims_at(ledger, sorted(set(home.values()) - {claim.id}))), links, linked)
    return replace(
        found,
        oppositions=tuple(each for each in found.oppositions if claim.id in (each.a, each.b)),
        changes=tuple(each for each in found.changes if each.before in own or each.after in own),
        figures=tuple(each for each in found.figures if own & {seed for seed, _ in each.figures}),
    )


def _conflicts(
    ledger: Ledger, claims: Iterable[Claim], links: Sequence[Link], linked: Mapping[str, Entry]
) -> Conflicts:
    known = {each.id: each for each in claims}
    among = [known[key] for key in sorted(known)]
    oppositions = find_oppositions(among, links)
    entries = {**linked} | {each.entry.seed: each.entry for claim in among for each in claim.appearances}
    changes = find_position_changes(among, oppositions)
    return Conflicts(
        oppositions=oppositions,
        changes=changes,
        figures=find_figure_conflicts(among, links, entries),
        entries=entries,
        names=actor_names(ledger, {each.actor for each in changes}),
    )


# ---------------------------------------------------------------- as plain values


def picture(ledger: Ledger) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """The lists of the object by name, each to be read to its end before the next: memory stays flat for claims."""
    yield "claims", (claim_object(seen) for seen in each_seen(ledger))
    found = find_conflicts(ledger)
    articles = articles_at(ledger, {entry.article for entry in found.entries.values()})
    yield "oppositions", [opposition_object(each, found, articles) for each in found.oppositions]
    yield "position_changes", [change_object(each, found, articles) for each in found.changes]
    yield "figure_conflicts", [conflict_object(each, found, articles) for each in found.figures]
    yield "copies", copy_objects(ledger, copies(ledger))


def claim_object(seen: Seen) -> dict[str, Any]:
    """A claim as a plain object."""
    claim, origins = seen.claim, seen.provenance.origins
    summary = summarise(claim, len(origins))
    by_seed = {each.entry.seed: each.entry for each in claim.appearances}
    return {
        "id": claim.id,
        "text": claim.text,
        "name": claim.name,
        "standing": {
            **{
                name: getattr(summary, name)
                for name in ("articles", "outlets", "origins", "supports", "denials", "doubts")
            },
            "anonymous_share": round(summary.anonymous / summary.supports, 4) if summary.supports else None,
            "first": summary.first or None,
            "last": summary.last or None,
        },
        "appearances": [appearance_object(each, seen.articles) for each in claim.appearances],
        "origins": {
            "count": len(origins),
            "origins": [
                {
                    "outlet": each.outlet,
                    "source": each.source,
                    "how": each.how,
                    "appearances": [
                        {"article": _name(by_seed[seed].article, seen.articles), "statement": by_seed[seed].statement}
                        for seed in each.seeds
                        if seed in by_seed
                    ],
                }
                for each in origins
            ],
        },
    }


def stand_object(stand: Stand, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """Where an actor stands on a claim, as a plain object."""
    return {
        "claim": stand.claim.id,
        "text": stand.claim.name or stand.claim.text,
        "sides": list(stand.sides),
        "appearances": [appearance_object(each, articles) for each in stand.appearances],
    }


def appearance_object(each: Appearance, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """An appearance as a plain object."""
    entry = each.entry
    return {
        **_place(entry, articles),
        "relation": each.relation,
        "speaker": entry.speaker,
        "chain": [link.name for link in entry.chain],
        "source_type": entry.source_type,
        "anonymous": entry.anonymous,
        "said": entry.said.end if entry.said else None,
        "score": each.score,
        "evidence": each.evidence,
    }


def _place(entry: Entry, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    article = articles.get(entry.article)
    return {
        "article": _name(entry.article, articles),
        "statement": entry.statement,
        "words": entry.content,
        "title": article.title if article else None,
        "outlet": entry.outlet,
        "published": article.published if article else None,
    }


def _name(key: str, articles: Mapping[str, ArticleSummary]) -> str:
    """An article's address, or its id where it has none."""
    article = articles.get(key)
    return article.url if article and article.url else key


def opposition_object(each: Opposition, found: Conflicts, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """An opposition as a plain object."""
    return {
        "a": each.a,
        "b": each.b,
        "why": each.why,
        "score": each.score,
        "statements": [_place(found.entries[seed], articles) for seed in (each.one, each.other)],
    }


def change_object(each: PositionChange, found: Conflicts, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """A change of position as a plain object."""
    return {
        "actor": found.names.get(each.actor, each.actor),
        "actor_id": each.actor if each.actor in found.names else None,
        "claim": each.claim,
        "from": each.was,
        "to": each.now,
        "before": _place(found.entries[each.before], articles),
        "after": _place(found.entries[each.after], articles),
    }


def conflict_object(each: FigureConflict, found: Conflicts, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """Disagreeing figures as a plain object."""
    return {
        "claim": each.claim,
        "of": each.of,
        "figures": [{**_place(found.entries[seed], articles), **_figure(figure)} for seed, figure in each.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "figure": figure.words,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "as_of": figure.as_of,
    }


def copy_objects(ledger: Ledger, found: Iterable[Copy]) -> Iterator[dict[str, Any]]:
    """Copies as plain objects."""
    for each in found:
        articles = articles_at(ledger, {each.copy, each.of})
        text = texts_of(ledger, {each.copy}).get(each.copy, "")
        yield {
            "copy": _name(each.copy, articles),
            "of": _name(each.of, articles),
            "kind": each.kind,
            "credited": each.credited,
            "share": each.score,
            "credit": each.evidence[0].words if each.evidence else None,
            "evidence": each.how,
            "passages": [
                {
                    "text": text[passage.copy.start : passage.copy.end],
                    "copy_span": [passage.copy.start, passage.copy.end],
                    "of_span": [passage.of.start, passage.of.end],
                }
                for passage in each.passages
            ],
        }
