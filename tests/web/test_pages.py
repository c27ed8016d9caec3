from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from sayso.actors import Bearer, find_form
from tests.web.sample import HOSTILE, foreign, hostile, meant, revised, story

HOSTILE_ACTOR = find_form(Bearer(HOSTILE, "organization", hostile().article.key)).id
PAGES = (
    "/",
    "/?outlet=Norvane+Press",
    "/statements",
    "/statements?kind=mixed&words=denial",
    "/search",
    "/search?q=locks",
    f"/articles/{story().article.key}",
    f"/articles/{hostile().article.key}",
    f"/articles/{foreign().article.key}",
    f"/articles/{meant().article.key}",
    "/statements?act=deny&said_since=2031-03-01",
    "/actors",
    "/actors?kind=person&q=verr",
    "/actors/Tomas%20Verrick",
    "/actors/Norvane%20Press",
    f"/actors/{HOSTILE_ACTOR}",
    "/articles/zz",
)


class Outline(HTMLParser):
    """The tags of a page, and the text of one element."""

    def __init__(self, html: str, inside: str = "") -> None:
        super().__init__()
        self.inside, self.depth, self.text = inside, 0, ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if self.depth and tag not in {"input", "br", "meta", "link", "img"}:
            self.depth += 1
        elif dict(attrs).get("id") == self.inside:
            self.depth = 1

    def handle_endtag(self, tag):
        self.depth = max(self.depth - 1, 0)

    def handle_data(self, data):
        if self.depth:
            self.text += data


def page(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_scripts_styles_handlers_or_addresses_that_are_not_its_own(client, path):
    outline = Outline(client.get(path).text)
    for tag, attributes in outline.tags:
        assert tag not in {"img", "iframe", "style", "object", "base"}
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        if tag in {"script", "link"}:
            place = attributes.get("src") or attributes.get("href")
            assert place.startswith("/statements.atom?" if attributes.get("rel") == "alternate" else "/static/")
        if tag == "a":
            assert re.match(r"[/#?]|https://(press|mirror)\.example/", attributes["href"])
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert [tag for tag, _ in outline.tags].count("h1") == 1


@pytest.mark.parametrize("path", PAGES)
def test_every_field_has_a_label_and_every_anchor_its_place(client, path):
    tags = Outline(client.get(path).text).tags
    ids = {attributes.get("id") for _, attributes in tags}
    labelled = {attributes.get("for") for tag, attributes in tags if tag == "label"}
    fields = [a for tag, a in tags if tag in {"input", "select"} and a.get("type") != "hidden"]
    assert all(field["id"] in labelled for field in fields)
    here = [a["href"] for tag, a in tags if tag == "a" and "#" in a["href"] and a["href"][0] in "#?"]
    assert {href.partition("#")[2] for href in here} <= ids


def test_the_list_is_honest_about_dates_and_completeness(client):
    html = page(client, "/")
    assert "date unknown" in html
    assert "March 2031</time>" in html
    assert "4 March 2031, 19:40 UTC+01:00" in html
    assert "cut at a pay wall" in html
    assert "2 versions" in html


def test_articles_of_one_outlet(client):
    html = page(client, "/?outlet=norvane+press")
    assert "1 article from" in html
    assert "Le Fanal</bdi>" not in html
    assert 'value="Norvane Press" selected' in html
    assert "No article is from" in page(client, "/?outlet=%3Cb%3E")


@pytest.mark.parametrize("reading", [story(), hostile(), foreign()], ids=["story", "hostile", "foreign"])
def test_an_articles_text_is_shown_whole_and_unaltered(client, reading):
    shown = Outline(page(client, f"/articles/{reading.article.key}"), "text").text
    spelled = re.sub("[\x07\u202c\u202e]", lambda found: f"⟨U+{ord(found[0]):04X}⟩", reading.text)
    assert "".join(shown.split()) == "".join(spelled.split())


def test_words_and_list_are_linked_both_ways(client):
    html = page(client, f"/articles/{story().article.key}")
    for statement in story().statements:
        assert f'id="s-{statement.id}"' in html
        assert f'id="w-{statement.id}"' in html
        assert f"statement={statement.id}#w-{statement.id}" in html
        assert f'href="#s-{statement.id}"' in html


def test_a_link_can_light_a_statement(client):
    chosen = story().statements[1].id
    html = page(client, f"/articles/{story().article.key}?statement={chosen}")
    assert html.count("lit-content") == 2
    assert html.count('aria-current="true"') == 1
    assert "lit-content" not in page(client, f"/articles/{story().article.key}?statement=zz")


def test_a_statement_without_source_says_so(client):
    assert page(client, f"/articles/{story().article.key}").count("source not named") == 1
    assert page(client, "/statements?sourced=false").count("source not named") == 1


def test_the_record_shows_where_everything_comes_from(client):
    html = page(client, f"/articles/{story().article.key}")
    article = story().article
    for words in (article.sha256, article.text_sha256, "not reliable", "Before it was published.", "meta:date"):
        assert words in html
    assert 'href="https://press.example/locks" rel="noreferrer noopener nofollow external"' in html
    assert f"/api/v1/snapshots/{article.sha256}" in html


def test_versions_are_linked_and_an_earlier_one_says_so(client):
    path = f"/articles/{story().article.key}?version={revised().article.text_sha256}"
    html = page(client, path)
    assert "This is an earlier version" in html
    assert f"version={story().article.text_sha256}" in html
    assert "This is an earlier version" not in page(client, f"/articles/{story().article.key}")


def test_a_language_that_is_not_read_is_named(client):
    html = page(client, f"/articles/{foreign().article.key}")
    assert "sayso does not read French yet" in html
    assert 'lang="fr"' in html


def test_hostile_words_are_only_words(client):
    for path in ("/", f"/articles/{hostile().article.key}", "/statements", "/search?q=said"):
        html = page(client, path)
        assert "<script>alert" not in html
        assert "<img" not in html
        assert "\u202e" not in html
        assert "⟨U+202E⟩" in html
    assert 'href="javascript' not in page(client, f"/articles/{hostile().article.key}")


@pytest.mark.parametrize(
    "path",
    [
        "/search?q={}",
        "/statements?speaker={}",
        "/?outlet={}",
        "/articles/{}",
        "/actors/{}",
        "/actors?q={}",
        "/statements?actor={}",
        "/{}",
    ],
)
def test_hostile_addresses_are_only_words(client, path):
    html = client.get(path.format("%22%3E%3Cscript%3Ealert(1)%3C/script%3E%E2%80%AE")).text
    assert "<script>" not in html
    assert "\u202e" not in html


def test_filters_stay_in_the_form_and_the_result_fits(client):
    html = page(
        client,
        "/statements?speaker=verrick&kind=direct&outlet=norvane+press&since=2031-03-01&min_confidence=0.9&offset=0",
    )
    assert "1 statement</p>" in html
    for words in ('value="verrick"', 'value="direct" selected', 'value="2031-03-01"', 'value="0.9" selected'):
        assert words in html
    assert "/api/v1/statements?" in html


def test_empty_fields_of_a_form_without_scripts_are_no_filters(client):
    html = page(client, "/statements?speaker=&words=&outlet=&since=&until=&kind=&min_confidence=&sourced=")
    assert "12 statements" in html


@pytest.mark.parametrize(
    "query",
    ["since=soon", "kind=spoken", "min_confidence=7", "offset=-3", "sourced=perhaps", "act=shout", "said_until=x"],
)
def test_a_filter_that_cannot_be_understood_is_explained_in_the_page(client, query):
    html = page(client, f"/statements?{query}", 400)
    assert "cannot be understood" in html
    assert 'id="results"' in html


def test_search_shows_articles_with_marked_words_and_statements(client):
    html = page(client, "/search?q=denial")
    assert re.search(r"<mark>denial</mark>", html)
    assert "2 statements" in html
    assert "Nothing in this ledger" in page(client, "/search?q=zeppelin")
    assert "Write some words" in page(client, "/search?q=+")


def test_an_article_shows_what_its_statements_mean(client):
    html = page(client, f"/articles/{meant().article.key}")
    words = " ".join(re.sub("<[^>]+>", " ", html).split())
    for expected in (
        "Tomas Verrick",
        "threatens",
        "on a condition: If not",
        "at least 50,000 tons of grain (as of 2031-03)",
        "said on 3 March 2031",
        "said in February 2031",
        "via press briefing",
        "possible (roughly even chance) may",
        "not told who",
        "kept unnamed: critics , for fear of the cabinet",
        "2 denies this 3 denies this",
        "the article keeps its distance: claimed",
        "about 2029",
        "4 actors",
    ):
        assert expected in words
    assert 'class="voice" title="The article’s own voice' in html
    chain = re.search(r'<ol class="chain".*?</ol>', html, re.DOTALL)[0]
    assert re.findall("<bdi>(.*?)</bdi>", chain) == [
        "Norvane Press",
        "Valmere Courier",
        "two officials close to the cabinet",
    ]


def test_from_an_article_to_its_actors(client):
    html = page(client, f"/articles/{meant().article.key}")
    (address,) = set(re.findall(r'href="(/actors/[0-9a-f]+)"><bdi>Tomas Verrick', html))
    assert "Statements, in time order" in page(client, address)


def test_an_older_version_knows_no_actors(client):
    path = f"/articles/{story().article.key}?version={revised().article.text_sha256}"
    assert "/actors/" not in page(client, path)


def test_an_actor_with_its_acts_as_picture_and_table(client):
    html = page(client, "/actors/Tomas%20Verrick")
    words = " ".join(re.sub("<[^>]+>", " ", html).split())
    assert "3 statements in 1 article" in words
    assert "spokesman" in words
    assert html.count('<rect class="bar"') == 3
    assert "denies: 1, promises: 1, warns: 1" in words
    assert "denies 1 33% promises 1 33% warns 1 33%" in words
    assert words.index("There is no such plan") < words.index("they will be shut")
    assert "press briefing 1" in words


def test_the_directory_by_name_and_kind(client):
    assert "Tomas Verrick" in page(client, "/actors?q=verr&kind=person")
    assert "No actor has such a name" in page(client, "/actors?q=zeppelin")
    assert "cannot be understood" in page(client, "/actors?kind=ghost", 400)


def test_an_actor_that_nobody_knows_is_no_filter(client):
    assert "no actor" in page(client, "/statements?actor=zeppelin", 404)


def test_no_row_beyond_the_end_leads_back(client):
    assert "Go to its beginning" in page(client, "/?offset=500")
    assert "Go to its beginning" in page(client, "/statements?offset=500&kind=mixed")


@pytest.mark.parametrize("path", ["/", "/statements", "/actors", "/search", "/search?q=x"])
def test_an_empty_ledger_says_what_to_do(bare, path):
    assert "sayso add FILE" in page(bare, path)


def test_what_is_not_there_is_a_page_with_a_way_back(client):
    for path in ("/nowhere", "/articles/zz", "/actors/zz", "/static/nowhere.css"):
        html = page(client, path, 404)
        assert "Not found" in html
        assert 'href="/"' in html
    assert page(client, "/?offset=x", 400)
    assert client.post("/statements").status_code == 405


def test_a_bug_is_a_page_without_its_insides(client):
    client.app.router.routes[-1].app.state.ledger = None
    html = page(client, "/", 500)
    assert "bug in sayso" in html
    assert "NoneType" not in html
