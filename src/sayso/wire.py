"""Readings as plain JSON values: the form `sayso.article/1`.

The command line writes a million words through here, so it builds plain
dictionaries and imports nothing heavy. ``sayso.schemas`` describes the same form
for the API, the OpenAPI document and the JSON Schema in ``docs/schema``; the
tests hold the two together.
"""

from __future__ import annotations

import json
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sayso.actors import Decision
    from sayso.types import (
        Act,
        Actor,
        ActorProfile,
        ActorSummary,
        Anonymity,
        Article,
        ArticleDate,
        Certainty,
        ChainLink,
        CharSpan,
        Extractor,
        Interval,
        Meaning,
        OwnVoice,
        Quantity,
        Reading,
        Run,
        Speaker,
        Statement,
        Tally,
        Via,
        Words,
    )

SCHEMA: Final = "sayso.article/1"
"""Names the form; it changes only when a field changes its meaning or goes away."""


def to_wire(reading: Reading) -> dict[str, Any]:
    """The reading as an object of the form `sayso.article/1`, ready for ``json.dumps``."""
    return {
        "schema": SCHEMA,
        **_of_article(reading.article),
        "run": _of_run(reading.run),
        "notes": list(dict.fromkeys((*reading.article.notes, *reading.notes))),
        "statements": [statement_to_wire(each) for each in reading.statements],
        "actors": [_of_actor(each) for each in reading.actors],
        "own_voice": [_of_own_voice(each) for each in reading.own_voice],
    }


def statement_to_wire(statement: Statement) -> dict[str, Any]:
    """One statement; a source or cue that is not there has no spans and an empty text.

    Where nobody asked for its meaning, the fields of the meaning are null or empty.
    """
    return {
        "id": statement.id,
        "kind": statement.kind,
        "parent": statement.parent,
        "confidence": statement.confidence,
        "source": _of_words(statement.source),
        "cue": _of_words(statement.cue),
        "content": _of_words(statement.content),
        **(_of_no_meaning() if statement.meaning is None else _of_meaning(statement.meaning)),
    }


def extractor_to_wire(extractor: Extractor) -> dict[str, Any]:
    """What made the text; its settings become an object."""
    return {
        "name": extractor.name,
        "version": extractor.version,
        "settings": json.loads(extractor.settings),
    }


# ---------------------------------------------------------------- actors across articles


def actor_to_wire(actor: ActorSummary) -> dict[str, Any]:
    """A line of the directory of actors."""
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "agency": actor.agency,
        "open": actor.open,
        "statements": actor.statements,
        "articles": actor.articles,
    }


def profile_to_wire(profile: ActorProfile) -> dict[str, Any]:
    """What is known of an actor."""
    tallies = ("names", "roles", "acts", "outlets", "channels")
    return {
        **actor_to_wire(profile.summary),
        **{name: _of_tally(getattr(profile, name)) for name in tallies},
        "fitting": [actor_to_wire(each) for each in profile.fitting],
        "printed": profile.printed,
    }


def decision_to_wire(decision: Decision) -> dict[str, Any]:
    """What somebody decided about actors."""
    return {
        "number": decision.number,
        "added": decision.added,
        "who": decision.who,
        "why": decision.why,
        "verb": decision.verb,
        "one": decision.one,
        "one_name": decision.one_name,
        "other": decision.other,
        "other_name": decision.other_name,
        "articles": list(decision.articles),
        "undone": decision.undone,
    }


def _of_tally(tally: Tally) -> list[dict[str, Any]]:
    return [{"name": name, "count": count} for name, count in tally]


# ---------------------------------------------------------------- articles


def _of_article(article: Article) -> dict[str, Any]:
    return {
        "input": article.input,
        "sha256": article.sha256,
        "text_sha256": article.text_sha256,
        "key": article.key,
        "given_id": article.given_id,
        "media_type": article.media_type,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "url": article.url,
        **_of_published(article.published),
        "dates": [_of_date(each) for each in article.dates],
        "language": article.language,
        "completeness": article.completeness,
        "extractor": extractor_to_wire(article.extractor),
        "text": article.text,
        "furniture": _of_spans(article.furniture),
    }


def _of_published(date: ArticleDate | None) -> dict[str, Any]:
    if date is None:
        return {"published": None, "published_precision": None, "published_zone": None}
    return {
        "published": date.value,
        "published_precision": date.precision,
        "published_zone": date.zone,
    }


def _of_date(date: ArticleDate) -> dict[str, Any]:
    return {
        "value": date.value,
        "precision": date.precision,
        "origin": date.origin,
        "kind": date.kind,
        "zone": date.zone,
        "reliable": date.reliable,
        "note": date.note,
    }


def _of_run(run: Run) -> dict[str, Any]:
    return {"id": run.id, "model": run.model, "model_sha256": run.model_sha256, "code": run.code}


def _of_words(words: Words) -> dict[str, Any]:
    return {"spans": _of_spans(words.spans), "text": words.text}


def _of_spans(spans: Iterable[CharSpan]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _of_span(span: CharSpan | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


# ---------------------------------------------------------------- what a statement means


def _of_no_meaning() -> dict[str, Any]:
    return {
        "speaker": None,
        "source_type": None,
        "anonymity": None,
        "act": None,
        "certainty": None,
        "said": None,
        "about": [],
        "quantities": [],
        "via": None,
        "chain": [],
        "responds_to": [],
    }


def _of_meaning(meaning: Meaning) -> dict[str, Any]:
    return {
        "speaker": _of_speaker(meaning.speaker),
        "source_type": meaning.source_type,
        "anonymity": meaning.anonymity and _of_anonymity(meaning.anonymity),
        "act": _of_act(meaning.act),
        "certainty": _of_certainty(meaning.certainty),
        "said": meaning.said and _of_interval(meaning.said),
        "about": [_of_interval(each) for each in meaning.about],
        "quantities": [_of_quantity(each) for each in meaning.quantities],
        "via": meaning.via and _of_via(meaning.via),
        "chain": [_of_link(each) for each in meaning.chain],
        "responds_to": list(meaning.responds_to),
    }


def _of_speaker(speaker: Speaker) -> dict[str, Any]:
    return {
        "name": speaker.name,
        "confidence": speaker.confidence,
        "mention": _of_span(speaker.mention),
        "reason": speaker.reason,
    }


def _of_anonymity(anonymity: Anonymity) -> dict[str, Any]:
    return {"count": anonymity.count, "description": anonymity.description, "reason": anonymity.reason}


def _of_act(act: Act) -> dict[str, Any]:
    return {
        "name": act.name,
        "confidence": act.confidence,
        "threat": act.threat,
        "conditions": _of_spans(act.conditions),
    }


def _of_certainty(certainty: Certainty) -> dict[str, Any]:
    return {
        "level": certainty.level,
        "hedges": _of_spans(certainty.hedges),
        "icd203": certainty.icd203,
        "distance": _of_spans(certainty.distance),
    }


def _of_interval(interval: Interval) -> dict[str, Any]:
    return {
        "start": interval.start,
        "end": interval.end,
        "precision": interval.precision,
        "basis": interval.basis,
    }


def _of_quantity(quantity: Quantity) -> dict[str, Any]:
    return {
        "span": _of_span(quantity.span),
        "low": _of_number(quantity.low),
        "high": _of_number(quantity.high),
        "unit": quantity.unit,
        "of": quantity.of,
        "as_of": quantity.as_of,
    }


def _of_number(value: float | None) -> float | None:
    # JSON knows no infinity: an end that far away is open.
    return value if value is not None and isfinite(value) else None


def _of_via(via: Via) -> dict[str, Any]:
    return {"name": via.name, "span": _of_span(via.span)}


def _of_link(link: ChainLink) -> dict[str, Any]:
    return {"name": link.name, "kind": link.kind, "span": _of_span(link.span)}


def _of_actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "kind": actor.kind,
        "aliases": list(actor.aliases),
        "roles": list(actor.roles),
        "mentions": _of_spans(actor.mentions),
    }


def _of_own_voice(voice: OwnVoice) -> dict[str, Any]:
    return {"span": _of_span(voice.span), "hedges": _of_spans(voice.hedges)}
