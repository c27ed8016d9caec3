"""From attributions to statements, and from an article to its reading."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version

from sayso.extract.tagger import Tagger
from sayso.types import Article, Attribution, CharSpan, Reading, Run, Statement, Words

READS = frozenset({"en"})
"""Languages that the tagger was trained on."""
JOINT = " … "


def read_article(article: Article, tagger: Tagger) -> Reading:
    """Find what ``article`` says; an article in another language yields no statements and a note."""
    run = run_of(tagger)
    if article.language is not None and article.language not in READS:
        note = f"Its language is “{article.language}”, which sayso does not read yet: no statements were sought."
        return Reading(article, (), run, (note,))
    attributions = tagger.read(article.text, skip=article.furniture).attributions
    return Reading(article, to_statements(attributions, article), run)


def run_of(tagger: Tagger) -> Run:
    """What a reading by ``tagger`` is filed under."""
    return Run(model=tagger.name, model_sha256=tagger.sha256, code=version("sayso"))


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
