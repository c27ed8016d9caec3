"""Readings to show: an invented affair, and texts that mean harm.

Spans are found by their words, so that a text can be changed without counting.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256

from sayso.store import Ledger, add_reading
from sayso.types import (
    Act,
    Actor,
    Anonymity,
    Article,
    ArticleDate,
    Certainty,
    ChainLink,
    CharSpan,
    Extractor,
    Interval,
    Kind,
    Meaning,
    OwnVoice,
    Quantity,
    Reading,
    Run,
    Speaker,
    Statement,
    Via,
    Words,
)
from tests.make import make_body
from tests.meant import make_meant

EXTRACTOR = Extractor("plain", "1")
RUN = Run("sample", "0" * 64, "0.1.0")

STORY = """\
Aldmoor denies it drew up plans to close the Sorren locks

By Mira Caldry
Valmere, 4 March 2031

The government of Aldmoor on Tuesday rejected reports that it had drawn up plans to close the Sorren locks.

"There is no such plan, and there never was," said Tomas Verrick, a spokesman for the river ministry. \
"Our neighbours know it."

Two officials who asked not to be named told the Valmere Courier that the harbour master had warned \
the cabinet that "nobody will believe the first denial".

The locks carry a third of the grain that Norvane buys.

"They will open on time," the posters on the quay read.
"""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement by its words, each given as pieces that stand in the text."""

    content: tuple[str, ...]
    source: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    kind: Kind = "indirect"
    parent: int | None = None
    confidence: float = 0.91


STORY_SAID = (
    Said(
        ("reports that it had drawn up plans to close the Sorren locks",),
        ("The government of Aldmoor",),
        ("rejected",),
    ),
    Said(
        ('"There is no such plan, and there never was,"', '"Our neighbours know it."'),
        ("Tomas Verrick, a spokesman for the river ministry",),
        ("said",),
        "direct",
        confidence=0.98,
    ),
    Said(
        ('that the harbour master had warned the cabinet that "nobody will believe the first denial"',),
        ("Two officials who asked not to be named",),
        ("told",),
        "mixed",
        confidence=0.84,
    ),
    Said(
        ('that "nobody will believe the first denial"',),
        ("the harbour master",),
        ("had warned",),
        "mixed",
        parent=2,
        confidence=0.77,
    ),
    Said(('"They will open on time,"',), (), ("read",), "direct", confidence=0.55),
)


def make_reading(
    text: str = STORY,
    said: tuple[Said, ...] = STORY_SAID,
    *,
    body: bytes | None = None,
    **fields: object,
) -> Reading:
    """The text as a reading with these statements; ``fields`` go to the article."""
    raw = text.encode() if body is None else body
    known: dict[str, object] = {
        "input": "story.txt",
        "sha256": sha256(raw).hexdigest(),
        "text": text,
        "extractor": EXTRACTOR,
        "title": text.partition("\n")[0],
        "language": "en",
        "completeness": "full",
    }
    article = Article(**{**known, **fields})  # type: ignore[arg-type]
    return Reading(article, _statements(text, said), RUN)


def story() -> Reading:
    """The main story, with all metadata."""
    published = ArticleDate("2031-03-04T19:40:00+01:00", "minute", "text", zone="+01:00")
    modified = ArticleDate(
        "2030-01-01", "day", "meta:date", kind="modified", reliable=False, note="Before it was published."
    )
    return make_reading(
        byline="Mira Caldry",
        outlet="Norvane Press",
        url="https://press.example/locks",
        published=published,
        dates=(published, modified),
        furniture=tuple(_words(STORY, ("By Mira Caldry", "Valmere, 4 March 2031")).spans),
    )


def _statements(text: str, said: tuple[Said, ...]) -> tuple[Statement, ...]:
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    ids = [sha256(f"{digest}:{number}".encode()).hexdigest()[:20] for number in range(len(said))]
    return tuple(
        Statement(
            id=ids[number],
            kind=each.kind,
            parent=None if each.parent is None else ids[each.parent],
            confidence=each.confidence,
            source=_words(text, each.source),
            cue=_words(text, each.cue),
            content=_words(text, each.content),
        )
        for number, each in enumerate(said)
    )


def _words(text: str, pieces: tuple[str, ...]) -> Words:
    spans = tuple(CharSpan(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return Words(spans, " … ".join(pieces))


HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(2)> \u202eGnp.exe\u202c\x07'
"""A name that is script, markup, a turn of direction and a bell."""


def hostile() -> Reading:
    """An article that tries everything in every field."""
    text = f"{HOSTILE}\n\n{HOSTILE} said \"><img src=y onerror=alert(3)>' the {'end' * 200}\r\nlast line \U0001f98a."
    reading = make_reading(
        text,
        (Said(("\"><img src=y onerror=alert(3)>' the",), (HOSTILE,), ("said",)),),
        title=HOSTILE,
        byline=HOSTILE,
        outlet=HOSTILE,
        url="javascript:alert(4)",
        input=HOSTILE,
        notes=(HOSTILE,),
        dates=(ArticleDate("2031-13-99<b>", "day", HOSTILE, note=HOSTILE),),
        completeness="paywall",
    )
    actor = Actor(HOSTILE, "organization", (HOSTILE,), (HOSTILE,), (CharSpan(0, 5),))
    statements = tuple(replace(each, meaning=hostile_meaning()) for each in reading.statements)
    return replace(reading, statements=statements, actors=(actor,), own_voice=(OwnVoice(CharSpan(0, 9)),))


def hostile_meaning() -> Meaning:
    """A meaning that tries everything in every field."""
    here = CharSpan(3, 9)
    when = Interval(HOSTILE, "2031-02-31", "day", HOSTILE)
    return Meaning(
        speaker=Speaker(HOSTILE, 0.1, here, HOSTILE),
        source_type="organization",
        act=Act("assert", 0.1, conditions=(here,)),
        certainty=Certainty("possible", (here,), HOSTILE, (here,)),
        anonymity=Anonymity(-1, HOSTILE, HOSTILE),
        said=when,
        about=(when,),
        quantities=(Quantity(here, -1e300, None, HOSTILE, HOSTILE, HOSTILE),),
        via=Via(HOSTILE, here),
        chain=tuple(ChainLink(HOSTILE, "class", here) for _ in range(9)),
        responds_to=("nothing", HOSTILE),
    )


def foreign() -> Reading:
    """An article in a language that is not read yet, with little known about it."""
    text = "Le port ferme ses portes.\n\nLe maire a parlé aux marins sur le quai."
    reading = make_reading(
        text,
        (),
        title=None,
        outlet="Le Fanal",
        language="fr",
        completeness="unknown",
        published=ArticleDate("2031-03", "month", "text"),
    )
    return replace(reading, notes=("sayso does not read French yet: the article is kept as it is.",))


def revised() -> Reading:
    """An earlier version of the story."""
    text = STORY.replace("on Tuesday ", "")
    published = ArticleDate("2031-03-04", "day", "text")
    return make_reading(
        text, outlet="Norvane Press", url="https://press.example/locks", published=published, language="en"
    )


def fill(ledger: Ledger) -> None:
    """Put all of them in, the earlier version first."""
    for reading in (revised(), story(), hostile(), foreign()):
        add_reading(ledger, reading, reading.text.encode())
    add_reading(ledger, meant(), make_body(meant().article))


def meant() -> Reading:
    """An article with meanings, by an outlet of its own."""
    return make_meant(outlet="Sorrendal Mirror", url="https://mirror.example/locks")
