"""How well the main text of pages is found, beside other libraries: ``python -m evaluation.extraction``.

Pages of our own: the sample affair's texts in fourteen page layouts, among them those that other
extractors' users complained of (a first paragraph with the class "teaser": trafilatura 164; a page within one
form: PR 898; lists in articles: 431). Measured as the public article-extraction benchmark does
(github.com/scrapinghub/article-extraction-benchmark): runs of four words that the found text and the true one
share, as precision, recall and F1 of each page, averaged. newspaper4k and readability-lxml are measured where
they are installed; they are no dependency.

Exit status: 0 done, 1 our F1 is below the floor, 2 wrong usage.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from html import escape
from importlib.resources import files
from importlib.util import find_spec

from sayso.reading import read_capture
from sayso.types import Article, Capture

FLOOR = 0.9
RUN = 4
"""Words that are compared at a time, as in the public benchmark."""

Extract = Callable[[str], str]
LINKS = "".join(
    f'<li><a href="/more/{n}">Another story about the river and what became of it, part {n}</a></li>' for n in range(12)
)
NAV = f"<nav class='menu'><ul>{LINKS}</ul></nav>"
FOOT = "<footer><p>All rights reserved. No part of this page may be copied.</p><p>Contact us. Privacy.</p></footer>"
BANNER = (
    "<div class='cookie-consent'><p>We and our partners use cookies to show you what you like. Accept all?</p></div>"
)
COMMENTS = "".join(
    f"<div class='comment'><b>reader{n}</b><p>I have lived by this river for {n + 20} years.</p></div>"
    for n in range(15)
)


def main() -> int:
    """Run the command."""
    pages = [(name, text, layout(title, text)) for title, text in read_texts() for name, layout in LAYOUTS.items()]
    print(f"{len(pages)} pages: {len(LAYOUTS)} layouts of {len(pages) // len(LAYOUTS)} texts\n")
    print(f"{'':16}{'F1':>8}{'precision':>11}{'recall':>8}   the worst layouts")
    ours = 0.0
    for name, extract in find_extractors().items():
        scores = [(layout, *score(extract(page), text)) for layout, text, page in pages]
        f1, precision, recall = (sum(each[place] for each in scores) / len(scores) for place in (1, 2, 3))
        ours = ours or f1
        worst = sorted(
            (sum(s[1] for s in scores if s[0] == one) / (len(pages) // len(LAYOUTS)), one) for one in LAYOUTS
        )[:3]
        shown = ", ".join(f"{one} {value:.2f}" for value, one in worst)
        print(f"{name:16}{f1:8.3f}{precision:11.3f}{recall:8.3f}   {shown}")
    return 0 if ours >= FLOOR else 1


def read_texts() -> list[tuple[str, list[str]]]:
    """Headlines and paragraphs of the sample affair's plain texts."""
    found = []
    for path in sorted((files("sayso") / "samples").iterdir(), key=lambda each: each.name):
        if path.name.endswith(".txt") and "bref" not in path.name:
            paragraphs = [" ".join(part.split()) for part in path.read_text("utf-8").split("\n\n") if part.strip()]
            body = [part for part in paragraphs[1:] if len(part.split()) > 12]  # without byline and date line
            found.append((paragraphs[0], body))
    return found


def score(found: str, truth: list[str]) -> tuple[float, float, float]:
    """F1, precision and recall of runs of words."""
    one, other = _runs(found), _runs(" ".join(truth))
    common = sum((one & other).values())
    precision = common / max(sum(one.values()), 1)
    recall = common / max(sum(other.values()), 1)
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(len(words) - RUN + 1, 1)))


# ---------------------------------------------------------------- who extracts


def find_extractors() -> dict[str, Extract]:
    """Ours first, then those that are installed."""
    found: dict[str, Extract] = {"sayso": _by_sayso}
    if find_spec("newspaper"):
        found["newspaper4k"] = _by_newspaper
    if find_spec("readability"):
        found["readability-lxml"] = _by_readability
    return found


def _by_sayso(page: str) -> str:
    article = read_capture(Capture("page", page.encode(), "text/html", "utf-8", "https://outlet.example/story"))
    if not isinstance(article, Article):
        return ""
    text = article.text
    for span in reversed(article.furniture):
        text = text[: span.start] + text[span.end :]
    return text.removeprefix(article.title or "")


def _by_newspaper(page: str) -> str:
    import newspaper  # type: ignore[import-not-found]  # noqa: PLC0415 - measured where it is installed

    article = newspaper.Article("https://outlet.example/story", language="en")
    article.download(input_html=page)
    article.parse()
    return str(article.text)


def _by_readability(page: str) -> str:
    from lxml import html  # noqa: PLC0415
    from readability import Document  # type: ignore[import-not-found]  # noqa: PLC0415

    return str(html.fromstring(Document(page).summary()).text_content())


# ---------------------------------------------------------------- layouts


def _page(title: str, body: str) -> str:
    head = f"<head><meta charset='utf-8'><title>{escape(title)}</title></head>"
    return f"<!doctype html><html lang='en'>{head}<body>{body}</body></html>"


def _paragraphs(text: list[str], between: str = "") -> str:
    return between.join(f"<p>{escape(part)}</p>" for part in text)


def _semantic(title: str, text: list[str]) -> str:
    return _page(title, f"{NAV}<main><article><h1>{escape(title)}</h1>{_paragraphs(text)}</article></main>{FOOT}")


def _divs(title: str, text: list[str]) -> str:
    return _page(
        title, f"<div>{NAV}</div><div><div><h1>{escape(title)}</h1><div>{_paragraphs(text)}</div></div></div>{FOOT}"
    )


def _tables(title: str, text: list[str]) -> str:
    body = (
        f"<table><tr><td>{LINKS}</td><td><h1>{escape(title)}</h1>{_paragraphs(text)}</td><td>{LINKS}</td></tr></table>"
    )
    return _page(title, body + FOOT)


def _breaks(title: str, text: list[str]) -> str:
    return _page(
        title, f"{NAV}<div id='story'><h1>{escape(title)}</h1>{'<br><br>'.join(map(escape, text))}</div>{FOOT}"
    )


def _teaser(title: str, text: list[str]) -> str:
    first, rest = f"<p class='teaser'>{escape(text[0])}</p>", _paragraphs(text[1:])
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{first}{rest}</article>{FOOT}")


def _form(title: str, text: list[str]) -> str:
    body = f"{NAV}<div class='content'><h1>{escape(title)}</h1>{_paragraphs(text)}</div>{FOOT}"
    return _page(title, f"<form action='./story.aspx' id='aspnetForm'><input type='hidden' name='state'>{body}</form>")


def _related(title: str, text: list[str]) -> str:
    aside = f"<aside class='related'><h3>Related</h3><ul>{LINKS[:400]}</li></ul></aside>"
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{_paragraphs(text, aside)}</article>{FOOT}")


def _commented(title: str, text: list[str]) -> str:
    comments = f"<section id='comments' class='comments'><h2>Comments</h2>{COMMENTS}</section>"
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{_paragraphs(text)}</article>{comments}{FOOT}")


def _consent(title: str, text: list[str]) -> str:
    return _page(title, f"{BANNER}{NAV}<article><h1>{escape(title)}</h1>{_paragraphs(text)}</article>{FOOT}")


def _listed(title: str, text: list[str]) -> str:
    middle = max(len(text) // 2, 1)
    points = "".join(f"<li>{escape(part)}</li>" for part in text[middle : middle + 3])
    body = f"{_paragraphs(text[:middle])}<ul>{points}</ul>{_paragraphs(text[middle + 3 :])}"
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{body}</article>{FOOT}")


def _quoted(title: str, text: list[str]) -> str:
    body = "".join(
        f"<blockquote><p>{escape(p)}</p></blockquote>" if n % 3 == 1 else f"<p>{escape(p)}</p>"
        for n, p in enumerate(text)
    )
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{body}</article>{FOOT}")


def _advertised(title: str, text: list[str]) -> str:
    advert = "<div class='ad-slot'><p>Advertisement</p></div>"
    return _page(title, f"{NAV}<article><h1>{escape(title)}</h1>{_paragraphs(text, advert)}</article>{FOOT}")


def _subheaded(title: str, text: list[str]) -> str:
    parts = "".join(f"<section><p>{escape(part)}</p></section>" for part in text)
    return _page(title, f"{NAV}<main><div class='l-grid'><h1>{escape(title)}</h1>{parts}</div></main>{FOOT}")


def _sidebar(title: str, text: list[str]) -> str:
    side = f"<div class='sidebar'><h2>Most read</h2><ol>{LINKS}</ol><p>Sign up and never miss a thing.</p></div>"
    return _page(
        title,
        f"{NAV}<div class='row'>{side}<div class='col'><h1>{escape(title)}</h1>{_paragraphs(text)}</div></div>{FOOT}",
    )


LAYOUTS: dict[str, Callable[[str, list[str]], str]] = {
    "semantic": _semantic, "divs": _divs, "tables": _tables, "breaks": _breaks, "teaser": _teaser, "form": _form,
    "related": _related, "comments": _commented, "consent": _consent, "lists": _listed, "quotations": _quoted,
    "adverts": _advertised, "sections": _subheaded, "sidebar": _sidebar,
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
