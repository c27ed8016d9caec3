"""From attributions to statements, and from an article to its reading."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from typing import Protocol

from sayso.extract.tagger import Tagged, Tagger
from sayso.types import Article, Attribution, CharSpan, Reading, Run, Statement, Words

READS = frozenset({"en"})
"""Languages that the tagger was trained on."""
JOINT = " … "


class Interprets(Protocol):
    """What gives statements their meaning (``sayso.meaning.interpret.Interpreter``)."""

    @property
    def name(self) -> str:
        """The name and version of its weights."""

    @property
    def sha256(self) -> str:
        """Hex SHA-256 of all that decides beside the code."""

    def interpret(self, reading: Reading, tagged: Tagged) -> Reading:
        """``reading`` with meanings; ``tagged`` is what the tagger found in its text."""


def read_article(article: Article, tagger: Tagger, interpreter: Interprets | None = None) -> Reading:
    """Find what ``article`` says, and what that means where there is an ``interpreter``.

    An article in another language yields no statements and a note.
    """
    run = run_of(tagger, interpreter)
    if article.language is not None and article.language not in READS:
        note = f"Its language is “{article.language}”, which sayso does not read yet: no statements were sought."
        return Reading(article, (), run, (note,))
    tagged = tagger.read(article.text, skip=article.furniture)
    reading = Reading(article, to_statements(tagged.attributions, article), run)
    return reading if interpreter is None else interpreter.interpret(reading, tagged)


def run_of(tagger: Tagger, interpreter: Interprets | None = None) -> Run:
    """What a reading by ``tagger`` and ``interpreter`` is filed under.

    With an interpreter the name is both names, and the digest one over both digests: other
    weights or word lists of either make another run.
    """
    name, digest = tagger.name, tagger.sha256
    if interpreter is not None:
        name = f"{name}+{interpreter.name}"
        digest = sha256(f"{digest}:{interpreter.sha256}".encode()).hexdigest()
    return Run(model=name, model_sha256=digest, code=version("sayso"))


def to_statements(attributions: tuple[Attribution, ...], article: Article) -> tuple[Statement, ...]:
    """Give each attribution its identity and its words."""
    digest = article.text_sha256
    ids = [_identify(attribution, digest) for attribution in attributions]
    return tuple(
        Statement(
            id=own,
            kind=a.kind,
            parent=None if a.parent is None else ids[a.parent],
            confidence=a.confidence,
            source=to_words(a.source, article.text),
            cue=to_words(a.cue, article.text),
            content=to_words(a.content, article.text),
        )
        for own, a in zip(ids, attributions, strict=True)
    )


def to_words(spans: tuple[CharSpan, ...], text: str) -> Words:
    """Ranges with the words they cover."""
    return Words(spans, JOINT.join(span.of(text) for span in spans))


def _identify(attribution: Attribution, digest: str) -> str:
    roles = (attribution.source, attribution.cue, attribution.content)
    places = "|".join(",".join(f"{s.start}-{s.end}" for s in role) for role in roles)
    return sha256(f"{digest}:{places}".encode()).hexdigest()[:20]
