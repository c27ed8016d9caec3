"""Templates to answers."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from sayso import phrases
from sayso.types import ArticleHit
from sayso.web import wording


def marked_pieces(hit: ArticleHit) -> Iterator[tuple[str, bool]]:
    """The excerpt in pieces, each with whether the search marked it."""
    last = 0
    for mark in sorted(hit.marks):
        if mark.start < last:
            continue
        yield hit.excerpt[last : mark.start], False
        yield mark.of(hit.excerpt), True
        last = mark.end
    yield hit.excerpt[last:], False


def _environment() -> Environment:
    """Everything printed is escaped, and what acts unseen is spelled out first."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=wording.visible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        act=lambda code: wording.ACTS.get(code, code),
        actor_kind=lambda code: wording.ACTOR_KINDS.get(code, code),
        days=phrases.show_days,
        figure=phrases.show_figure,
        level=lambda code: wording.LEVELS.get(code, code),
        said=phrases.show_said,
        source_type=lambda code: wording.SOURCE_TYPES.get(code, code),
        completeness=lambda code: wording.COMPLETENESS.get(code, code),
        confidence=wording.show_confidence,
        count_of=wording.count_of,
        date=wording.show_date,
        kind=lambda code: wording.KINDS.get(code, code),
        language=wording.show_language,
        marked_pieces=marked_pieces,
        web_address=wording.web_address,
        storable=wording.storable,
        visible_words=wording.visible_words,
    )
    environment.tests["date"] = wording.is_date
    environment.globals.update(
        ACTS=wording.ACTS, ACTOR_KINDS=wording.ACTOR_KINDS, LEVELS=wording.LEVELS, SOURCE_TYPES=wording.SOURCE_TYPES
    )
    return environment


TEMPLATES = _environment()


def render(request: Request, template: str, context: Mapping[str, Any], *, status: int = 200) -> HTMLResponse:
    """The template as a page. ``here`` is the path asked for, ``version`` the code's."""
    html = TEMPLATES.get_template(template).render(
        {"here": request.url.path, "version": request.app.version, "search": "", **context}
    )
    return HTMLResponse(html, status_code=status)
