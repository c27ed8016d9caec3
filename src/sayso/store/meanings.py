"""What statements mean, who occurs in a reading, what is the writer's own: values to rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Table

from sayso.store import tables
from sayso.store.words import folded_words
from sayso.types import (
    Act,
    Actor,
    Anonymity,
    Certainty,
    ChainLink,
    CharSpan,
    Interval,
    Meaning,
    OwnVoice,
    Quantity,
    Reading,
    Speaker,
    Statement,
    Via,
)

Fields = dict[str, object]
Numbered = Sequence[tuple[int, Statement]]
"""Statements with the numbers that their rows have."""


def padded_words(text: str) -> str:
    """The folded words of a name with a space at each end, so that whole words can be looked up in it."""
    return f" {' '.join(folded_words(text))} "


def span_fields(span: CharSpan | None, prefix: str = "") -> Fields:
    """The two columns of a range."""
    start, end = (None, None) if span is None else (span.start, span.end)
    return {f"{prefix}start": start, f"{prefix}end": end}


def hedge_spans(meaning: Meaning) -> dict[str, tuple[CharSpan, ...]]:
    """Ranges of a meaning that are kept with the statement's own, by role."""
    return {
        "condition": meaning.act.conditions,
        "hedge": meaning.certainty.hedges,
        "distance": meaning.certainty.distance,
    }


def meaning_rows(numbered: Numbered) -> Iterator[tuple[Table, list[Fields]]]:
    """The rows of what statements mean, table by table."""
    meant = [(number, each.meaning) for number, each in numbered if each.meaning is not None]
    yield tables.meanings, [{"number": number, **_meaning_row(meaning)} for number, meaning in meant]
    yield tables.periods, _part_rows((number, map(_interval_row, meaning.about)) for number, meaning in meant)
    yield tables.quantities, _part_rows((number, map(_quantity_row, meaning.quantities)) for number, meaning in meant)
    yield tables.links, _part_rows((number, map(_link_row, meaning.chain)) for number, meaning in meant)
    yield (
        tables.answers,
        _part_rows((number, ({"answered": each} for each in meaning.responds_to)) for number, meaning in meant),
    )


def actor_rows(reading: Reading) -> Iterator[tuple[Table, list[Fields]]]:
    """The rows of a reading's actors and of its own voice, table by table."""
    actors, voices = list(enumerate(reading.actors)), list(enumerate(reading.own_voice))
    yield tables.actors, [{"number": number, "name": each.name, "kind": each.kind} for number, each in actors]
    yield (
        tables.actor_names,
        [
            {"number": number, "use": use, "position": position, "name": name}
            for number, actor in actors
            for use, names in (("alias", actor.aliases), ("role", actor.roles))
            for position, name in enumerate(names)
        ],
    )
    yield tables.mentions, _part_rows((number, map(span_fields, each.mentions)) for number, each in actors)
    yield tables.own_voice, [{"number": number, **span_fields(each.span)} for number, each in voices]
    yield tables.own_hedges, _part_rows((number, map(span_fields, each.hedges)) for number, each in voices)


def _part_rows(parts: Iterable[tuple[int, Iterable[Fields]]]) -> list[Fields]:
    return [
        {"number": number, "position": position, **row} for number, rows in parts for position, row in enumerate(rows)
    ]


def _meaning_row(meaning: Meaning) -> Fields:
    speaker, anonymity, via = meaning.speaker, meaning.anonymity, meaning.via
    return {
        "speaker": speaker.name,
        "speaker_confidence": speaker.confidence,
        **span_fields(speaker.mention, "speaker_"),
        "speaker_reason": speaker.reason,
        "source_type": meaning.source_type,
        "anonymity": anonymity is not None,
        "anonymity_count": anonymity and anonymity.count,
        "anonymity_description": anonymity and anonymity.description,
        "anonymity_reason": anonymity and anonymity.reason,
        "act": meaning.act.name,
        "act_confidence": meaning.act.confidence,
        "threat": meaning.act.threat,
        "certainty": meaning.certainty.level,
        "icd203": meaning.certainty.icd203,
        **{f"said_{name}": value for name, value in _interval_row(meaning.said).items()},
        "via": via and via.name,
        **span_fields(via.span if via else None, "via_"),
        "via_words": via and padded_words(via.name),
    }


def _interval_row(interval: Interval | None) -> Fields:
    names = ("start", "end", "precision", "basis")
    return {name: interval and getattr(interval, name) for name in names}


def _quantity_row(quantity: Quantity) -> Fields:
    names = ("low", "high", "unit", "of", "as_of")
    return {**span_fields(quantity.span), **{name: getattr(quantity, name) for name in names}}


def _link_row(link: ChainLink) -> Fields:
    return {"name": link.name, "kind": link.kind, **span_fields(link.span), "words": padded_words(link.name)}


# ---------------------------------------------------------------- and back


def to_span(row: Row[Any], prefix: str = "") -> CharSpan | None:
    """A range from its two columns."""
    start, end = getattr(row, f"{prefix}start"), getattr(row, f"{prefix}end")
    return None if start is None else CharSpan(start, end)


def to_meaning(row: Row[Any], spans: Mapping[str, Sequence[CharSpan]], parts: Mapping[str, list[Row[Any]]]) -> Meaning:
    """A meaning from its row, its ranges by role and its other rows by table."""
    return Meaning(
        speaker=Speaker(row.speaker, row.speaker_confidence, to_span(row, "speaker_"), row.speaker_reason),
        source_type=row.source_type,
        act=Act(row.act, row.act_confidence, row.threat, tuple(spans.get("condition", ()))),
        certainty=Certainty(row.certainty, tuple(spans.get("hedge", ())), row.icd203, tuple(spans.get("distance", ()))),
        anonymity=_to_anonymity(row),
        said=_to_said(row),
        about=tuple(Interval(each.start, each.end, each.precision, each.basis) for each in parts.get("periods", ())),
        quantities=tuple(map(_to_quantity, parts.get("quantities", ()))),
        via=_to_via(row),
        chain=tuple(ChainLink(each.name, each.kind, to_span(each)) for each in parts.get("links", ())),
        responds_to=tuple(each.answered for each in parts.get("answers", ())),
    )


def _to_anonymity(row: Row[Any]) -> Anonymity | None:
    if not row.anonymity:
        return None
    return Anonymity(row.anonymity_count, row.anonymity_description, row.anonymity_reason)


def _to_said(row: Row[Any]) -> Interval | None:
    if row.said_start is None:
        return None
    return Interval(row.said_start, row.said_end, row.said_precision, row.said_basis)


def _to_via(row: Row[Any]) -> Via | None:
    return None if row.via is None else Via(row.via, CharSpan(row.via_start, row.via_end))


def _to_quantity(row: Row[Any]) -> Quantity:
    return Quantity(CharSpan(row.start, row.end), row.low, row.high, row.unit, row.of, row.as_of)


def to_actor(row: Row[Any], names: Iterable[Row[Any]], mentions: Iterable[Row[Any]]) -> Actor:
    """An actor from its row, its names and its mentions, in their order."""
    named = list(names)
    return Actor(
        name=row.name,
        kind=row.kind,
        aliases=tuple(each.name for each in named if each.use == "alias"),
        roles=tuple(each.name for each in named if each.use == "role"),
        mentions=tuple(CharSpan(each.start, each.end) for each in mentions),
    )


def to_own_voice(row: Row[Any], hedges: Iterable[Row[Any]]) -> OwnVoice:
    """A sentence of the writer's own from its row and its hedges."""
    return OwnVoice(CharSpan(row.start, row.end), tuple(CharSpan(each.start, each.end) for each in hedges))
