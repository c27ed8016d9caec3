from __future__ import annotations

import json
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.reading import read_capture
from sayso.types import Article, Capture, Refusal

TITLE = "Norvane wants the logs of the dam"
PARAGRAPHS = (
    (
        "Norvane on Friday demanded that its neighbour hand over the logs of the dam, and said that it would wait "
        "no longer than a week, according to two officials who were in the room."
    ),
    (
        "“We have waited enough,” Prime Minister Ana Vell told parliament. “The river does not wait, and neither "
        "shall we.” Members of all parties rose from their seats when she had finished."
    ),
    (
        "The ministry of the other side said in a statement that there were no logs to hand over. A spokesman, Joren "
        "Tal, called the demand “theatre” and added that nobody had been asked before it was made public."
    ),
    (
        "Relief workers in the valley said that they had no time for the quarrel. The water is still rising, they "
        "said, and the bridge that carries their lorries may be closed before the week is over."
    ),
    (
        "A commission of both countries is to meet on Monday. Its chairman said that he expected an answer by then, "
        "but that he would not say from whom, because he had been wrong about that once before."
    ),
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
URL = "https://www.courier.example/world/2024/03/12/logs-of-the-dam"


def page(body: str = "", head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{TITLE} | The Courier</title>{head}</head><body>'
        f"<header><nav><a href=/>Home</a></nav></header><main><article><h1>{TITLE}</h1>{body or BODY}</article></main>"
        "<footer>© The Courier</footer></body></html>"
    )


def linked(**fields: object) -> str:
    record = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def capture(markup: str | bytes, url: str | None = URL, charset: str | None = None) -> Capture:
    body = markup if isinstance(markup, bytes) else markup.encode()
    return Capture("page.html", body, "text/html", charset, url)


def read(markup: str | bytes, url: str | None = URL, charset: str | None = None) -> Article:
    article = read_capture(capture(markup, url, charset))
    assert isinstance(article, Article), article
    return article


def refused(markup: str) -> Refusal:
    found = read_capture(capture(markup))
    assert isinstance(found, Refusal), found
    assert found.hint
    assert "page.html" in found.message
    return found


def test_text_and_headline() -> None:
    article = read(page())
    assert article.text == "\n\n".join((TITLE, *PARAGRAPHS))
    assert article.title == TITLE
    assert (article.language, article.completeness) == ("en", "full")
    assert article.outlet == "courier.example"
    assert article.url == URL


def test_same_bytes_same_article() -> None:
    assert read(page()) == read(page())


def test_extractor_can_be_repeated() -> None:
    extractor = read(page()).extractor
    assert extractor.name == "trafilatura"
    assert extractor.version[0].isdigit()
    loaded = json.loads(extractor.settings)
    assert json.dumps(loaded, sort_keys=True) == extractor.settings
    assert loaded["htmldate"]["version"]


def test_metadata() -> None:
    head = linked(
        datePublished="2024-03-12T09:15:00Z",
        dateModified="2024-03-12T11:00:00Z",
        author=[{"@type": "Person", "name": "Jane Roe"}, {"@type": "Person", "name": "John Doe"}],
        publisher={"@type": "Organization", "name": "The Courier"},
    )
    article = read(page(head=head + f'<link rel="canonical" href="{URL}?utm_source=x">'))
    assert (article.byline, article.outlet, article.url) == ("Jane Roe, John Doe", "The Courier", URL)
    assert article.published is not None
    assert (article.published.value, article.published.zone) == ("2024-03-12T09:15:00+00:00", "UTC")
    origins = {found.origin for found in article.dates}
    assert {"json-ld:datePublished", "json-ld:dateModified", "url", "htmldate"} <= origins


def test_open_graph_and_visible_lines() -> None:
    head = meta("og:site_name", "Courier Online") + meta("og:title", TITLE)
    body = f'<p class="byline">By Jane Roe</p><p class="date">12 March 2024, 09:15 GMT</p>{BODY}'
    article = read(page(body, head), url=None)
    assert (article.byline, article.outlet, article.url) == ("Jane Roe", "Courier Online", None)
    assert article.published is not None
    assert article.published.value == "2024-03-12T09:15+00:00"
    for span in article.furniture:
        assert span.of(article.text) in {"By Jane Roe", "12 March 2024, 09:15 GMT"}


def test_wrong_dates_in_the_head() -> None:
    wrong = "2026-11-04T02:00:00Z"
    head = linked(datePublished=wrong) + meta("article:published_time", wrong)
    body = f'<time datetime="2024-03-12T09:15:00Z">12 March 2024</time>{BODY}'
    article = read(page(body, head), url=None)
    assert article.published is not None
    assert article.published.value == "2024-03-12T09:15:00+00:00"
    doubted = {found.origin for found in article.dates if not found.reliable}
    assert {"json-ld:datePublished", "meta:article:published_time"} <= doubted
    assert any("contradict" in note for note in article.notes)


def test_day_of_the_build() -> None:
    markup = page(head=meta("article:published_time", "2026-11-04T02:00:00Z"))
    article = read(markup.replace("<footer>", "<footer>Page built 4 November 2026 "), url=None)
    assert article.published is None
    assert not article.dates[0].reliable


def test_dates_beside_other_stories_do_not_count() -> None:
    markup = page().replace("<footer>", '<aside><time datetime="2020-01-01">1 January 2020</time></aside><footer>')
    assert not any(found.value.startswith("2020") and found.reliable for found in read(markup).dates)


@pytest.mark.parametrize(
    ("canonical", "url", "is_noted"),
    [
        ("https://m.courier.example/short", "https://m.courier.example/short", False),
        ("/short", "https://www.courier.example/short", False),
        ("https://press.example/story", URL, True),
        ("https://www.courier.example/", URL, True),
        ("javascript:alert(1)", URL, False),
        ("http://[", URL, False),
    ],
)
def test_canonical_address(canonical: str, url: str, is_noted: bool) -> None:
    article = read(page(head=f'<link rel="canonical" href="{canonical}">'))
    assert article.url == url
    assert bool(article.notes) == is_noted


def test_hidden_words_never_enter() -> None:
    secret = "Nobody should ever read these secret words in an article, said Mr Hidden."
    hidden = (
        f"<p hidden>{secret}</p><div style='DISPLAY : none'><p>{secret}</p></div><template><p>{secret}</p></template>"
        f"<script>document.write('{secret}')</script><noscript><p>{secret}</p></noscript><style>/*{secret}*/</style>"
        f"<p style='visibility:hidden'>{secret}</p><!-- {secret} -->"
    )
    assert "secret" not in read(page(BODY + hidden)).text


def test_layout_tables() -> None:
    markup = (
        f"<html><body><table><tr><td><a href=/>Home</a></td><td><h1>{TITLE}</h1>{BODY}</td></tr></table></body></html>"
    )
    assert read(markup).text == "\n\n".join((TITLE, *PARAGRAPHS))


def test_character_sets() -> None:
    body = BODY.replace("Ana Vell", "Анна Велл")
    markup = page(body, "<meta charset=windows-1251>").replace("©", "(c)").encode("cp1251")
    assert "Анна Велл" in read(markup).text
    assert "Анна Велл" in read(page(body), charset="iso-8859-1").text
    assert "iso-8859-1" in read(page(body), charset="iso-8859-1").notes[0]
    assert "Анна Велл" in read(b"\xff\xfe" + page(body).encode("utf-16-le")).text
    assert read(f'<?xml version="1.0" encoding="utf-8"?>{page()}').title == TITLE


def test_other_language() -> None:
    paragraph = "<p>Die Ministerin sagte am Freitag, dass die Gespräche trotz allem weitergehen würden. </p>"
    assert read(page(paragraph * 5, lang="en")).language == "de"


@pytest.mark.parametrize(
    ("body", "head", "completeness"),
    [
        (BODY, linked(isAccessibleForFree=True), "full"),
        (f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to continue reading.</p>", "", "paywall"),
        (f"<p>{PARAGRAPHS[0]}</p>", linked(isAccessibleForFree="False"), "paywall"),
        (f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]} …</p>", "", "teaser"),
        (f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>", "", "unknown"),
        (BODY * 3, linked(isAccessibleForFree=False), "unknown"),
    ],
)
def test_completeness(body: str, head: str, completeness: str) -> None:
    article = read(page(body, head))
    assert article.completeness == completeness
    assert bool(article.notes) == (completeness in {"paywall", "teaser"} or "False" in head or "false" in head)
    wall = [span.of(article.text) for span in article.furniture]
    assert wall == (["Subscribe to continue reading."] if "Subscribe" in body else [])


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>Please log in</p><form><input name=u><input type=password></form>", "login-wall"),
        ("<p>Subscribe to continue reading.</p>", "login-wall"),
        ("<div><p>We value your privacy.</p><button>Accept all</button></div>", "consent-page"),
        ("<div></div>", "no-text"),
        ("", "no-text"),
    ],
)
def test_pages_without_an_article(body: str, code: str) -> None:
    assert refused(f"<html><head><title>Courier</title></head><body>{body}</body></html>").code == code


FRAME = "<html><head><title>x</title></head><body>"
BOMBS = {
    "deep": FRAME + "<div>" * 100_000 + "x" + "</div>" * 100_000,
    "links": FRAME + "<a href=/x>y</a>" * 1_000_000,
    "attributes": FRAME + "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">x",
    "quoted attributes": FRAME + "<p x=\"<\" y='>' " + " ".join(f"a{number}" for number in range(200_000)) + ">x",
    "attribute": FRAME + '<p title="' + "a" * 12_000_000 + '">x</p>',
    "text": FRAME + "<p>" + "word " * 3_000_000,
    "entities": '<!DOCTYPE html [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;">]>' + FRAME + "&b;" * 1000,
    "json": FRAME + '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    "tables": FRAME + "<table><tr><td>" * 5000,
    "comments": "<!--" * 1_000_000,
    "opens": "<" * 3_000_000,
    "nested": FRAME + ("<div>" * 200 + "x" + "</div>" * 200) * 200,
    "style": FRAME + '<p style="' + "display:" * 100_000 + '">x',
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_over_within_seconds(name: str) -> None:
    start = time.process_time()
    found = read_capture(capture(BOMBS[name]))
    assert isinstance(found, Article | Refusal)
    assert time.process_time() - start < 8
    if isinstance(found, Refusal):
        assert found.hint


def test_deep_nesting_after_the_article_is_noted() -> None:
    article = read(page(BODY + "<div>" * 300 + "deep"))
    assert PARAGRAPHS[-1] in article.text
    assert any("deeper" in note for note in article.notes)


def test_stray_nul_is_dropped() -> None:
    assert read(page().replace("Members", "Mem\0bers")).text == read(page()).text


TAGS = st.sampled_from(
    "html head body p div table tr td h1 a b br script style time meta link title article main form input".split()  # noqa: SIM905
)
PIECES = st.one_of(
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    TAGS.map(lambda tag: f"<{tag} class='date' datetime='2024-03-12' content='x' property='og:title' hidden>"),
    st.sampled_from(
        [*PARAGRAPHS, "<!--", "-->", "<![CDATA[", "&amp", "&#0;", "&#xd800;", "<", "\0", "\ud7ff", "{", "}"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=30))
def test_any_markup(pieces: list[str]) -> None:
    found = read_capture(capture("".join(pieces)))
    assert isinstance(found, Article | Refusal)
    if isinstance(found, Article):
        assert found.text.strip()
        found.text.encode("utf-8")
        assert all(a.end <= b.start for a, b in pairwise(found.furniture))


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "\0"]))
def test_any_bytes(body: bytes, charset: str | None) -> None:
    for start in (b"", b"<html><body><p>"):
        found = read_capture(Capture("x", start + body, "text/html", charset, "https://courier.example/"))
        assert isinstance(found, Article | Refusal)
