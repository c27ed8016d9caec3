"""An invented article with every field of a meaning, made by hand.

Spans are found by their words, so that the text can be changed without counting.
"""

from __future__ import annotations

from dataclasses import replace

from sayso.types import (
    Act,
    Actor,
    Anonymity,
    ArticleDate,
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
from tests.make import RUN, Said, make_article, make_statement

TEXT = """\
Aldmoor denies plan to close the Sorren locks

By Mira Caldry
Valmere, 4 March 2031

The Valmere Courier reported in February, citing two officials close to the cabinet, that Aldmoor may close the Sorren locks.

But the government of Aldmoor on Tuesday firmly denied the report.

"There is no such plan," its spokesman Tomas Verrick told a press briefing on Monday.

He had also told the Courier that the locks would stay open so long as Norvane pays.

If not, he warned, they will be shut, and at least 50,000 tons of grain will rot.

Critics say the government claimed as much in 2029.

So likely, nobody in Valmere believes a word.
"""

_SAID = (
    Said(
        "The Valmere Courier",
        "reported",
        "citing two officials close to the cabinet, that Aldmoor may close the Sorren locks",
        confidence=0.93,
    ),
    Said("the government of Aldmoor", "firmly denied", "the report", confidence=0.88),
    Said("its spokesman Tomas Verrick", "told", '"There is no such plan,"', kind="direct", confidence=0.97),
    Said("He", "had also told", "that the locks would stay open so long as Norvane pays", confidence=0.9),
    Said("he", "warned", "they will be shut, and at least 50,000 tons of grain will rot", confidence=0.81),
    Said("Critics", "say", "the government claimed as much in 2029", confidence=0.7),
)
_FEBRUARY = Interval("2031-02-01", "2031-02-28", "month", "in February")
_TUESDAY = Interval("2031-03-04", "2031-03-04", "day", "on Tuesday")
_MONDAY = Interval("2031-03-03", "2031-03-03", "day", "on Monday")
_OUTLET = ChainLink("Norvane Press", "outlet")


def span(words: str, after: str = "") -> CharSpan:
    """Where words stand in the text, the first time after other words."""
    start = TEXT.index(words, TEXT.index(after) if after else 0)
    return CharSpan(start, start + len(words))


def _statements() -> tuple[Statement, ...]:
    return tuple(_statement(said) for said in _SAID)


def _statement(said: Said) -> Statement:
    """The statement in the paragraph that holds its content."""
    begin = TEXT.rindex("\n\n", 0, TEXT.index(said.content))
    places = ((span(part, TEXT[begin:]),) for part in (said.source, said.cue, said.content))
    return make_statement(TEXT, *places, kind=said.kind, confidence=said.confidence)


def _meanings(ids: tuple[str, ...]) -> tuple[Meaning, ...]:
    courier = ChainLink("Valmere Courier", "outlet", span("The Valmere Courier"))
    verrick = Speaker("Tomas Verrick", 0.96, span("its spokesman Tomas Verrick"))
    return (
        Meaning(
            Speaker("Valmere Courier", 0.98, span("The Valmere Courier")),
            "outlet",
            Act("assert", 0.9),
            Certainty("possible", (span("may"),), "roughly even chance"),
            said=_FEBRUARY,
            chain=(
                _OUTLET,
                courier,
                ChainLink(
                    "two officials close to the cabinet", "anonymous", span("two officials close to the cabinet")
                ),
            ),
        ),
        Meaning(
            Speaker("government of Aldmoor", 0.95, span("the government of Aldmoor")),
            "organization",
            Act("deny", 0.97),
            Certainty("denied"),
            said=_TUESDAY,
            chain=(_OUTLET, ChainLink("government of Aldmoor", "organization", span("the government of Aldmoor"))),
            responds_to=(ids[0],),
        ),
        Meaning(
            verrick,
            "person",
            Act("deny", 0.62),
            Certainty("denied"),
            said=_MONDAY,
            via=Via("press briefing", span("a press briefing")),
            chain=(_OUTLET, ChainLink("Tomas Verrick", "person", span("its spokesman Tomas Verrick"))),
            responds_to=(ids[0],),
        ),
        Meaning(
            replace(verrick, confidence=0.81),
            "person",
            Act("promise", 0.55, conditions=(span("so long as Norvane pays"),)),
            Certainty("na"),
            via=Via("Courier", span("the Courier that")),
            chain=(
                _OUTLET,
                replace(courier, span=span("the Courier that")),
                ChainLink("Tomas Verrick", "person", span("He had")),
            ),
        ),
        Meaning(
            replace(verrick, confidence=0.78),
            "person",
            Act("warn", 0.9, threat=True, conditions=(span("If not"),)),
            Certainty("certain"),
            quantities=(Quantity(span("at least 50,000 tons"), 50_000, None, "tons", "grain", "2031-03"),),
        ),
        Meaning(
            Speaker(None, 0.4, span("Critics"), "the text names nobody"),
            "anonymous",
            Act("accuse", 0.5),
            Certainty("probable", icd203=None, distance=(span("claimed"),)),
            anonymity=Anonymity(None, "critics", "for fear of the cabinet"),
            about=(Interval("2029-01-01", "2029-12-31", "year", "in 2029"),),
        ),
    )


def make_meant(**fields) -> Reading:
    """The article with meanings, actors and own voice. Fields as of ``Article``."""
    statements = _statements()
    meanings = _meanings(tuple(each.id for each in statements))
    published = ArticleDate("2031-03-04T19:40:00+01:00", "minute", "text", zone="+01:00")
    known = {
        "input": "locks.txt",
        "title": TEXT.partition("\n")[0],
        "byline": "Mira Caldry",
        "outlet": "Norvane Press",
        "url": "https://press.example/locks",
        "published": published,
        "dates": (published,),
        "language": "en",
        "completeness": "full",
        "furniture": (span("By Mira Caldry"), span("Valmere, 4 March 2031")),
    }
    actors = (
        Actor(
            "Tomas Verrick",
            "person",
            ("Verrick",),
            ("spokesman",),
            (span("its spokesman Tomas Verrick"), span("He had"), span("he warned")),
        ),
        Actor(
            "government of Aldmoor",
            "organization",
            ("Aldmoor", "the government"),
            (),
            (span("the government of Aldmoor"),),
        ),
        Actor("Valmere Courier", "outlet", ("Courier",), (), (span("The Valmere Courier"), span("the Courier that"))),
        Actor("Valmere", "place", (), (), (span("Valmere", "likely"),)),
    )
    return Reading(
        make_article(TEXT, **known | fields),
        tuple(replace(each, meaning=meaning) for each, meaning in zip(statements, meanings, strict=True)),
        RUN,
        actors=actors,
        own_voice=(OwnVoice(span("So likely, nobody in Valmere believes a word."), (span("likely"),)),),
    )
