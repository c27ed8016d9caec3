"""Entries made by hand, short to write."""

from __future__ import annotations

from dataclasses import replace

from sayso.claims import Entry, Link


def make_entry(seed: str, content: str, **fields) -> Entry:
    """An entry whose position is that of its seed's last letter, in article "a" unless said otherwise."""
    plain = Entry(
        seed=seed,
        article="a",
        statement=seed,
        position=ord(seed[-1]),
        when="2031-03-04T08:00:00",
        outlet="The Courier",
        source="Ada Koll",
        cue="said",
        content=content,
        text=content,
        speaker="Ada Koll",
        source_type="person",
    )
    return replace(plain, **({"text": fields.get("content", content)} | fields))


def same(a: str, b: str, weight: float = 0.9) -> Link:
    return Link(*sorted((a, b)), "same", weight)


def contrary(a: str, b: str, weight: float = 0.9) -> Link:
    return Link(*sorted((a, b)), "contrary", weight)


def opposes(a: str, b: str, weight: float = 0.9) -> Link:
    return Link(*sorted((a, b)), "opposes", weight)
