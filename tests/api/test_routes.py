from __future__ import annotations

from hashlib import sha256

import pytest
from jsonschema import Draft202012Validator

from sayso.schemas import (
    ActorProfileOut,
    ActorSummaryOut,
    ArticleHitOut,
    ArticleSummaryOut,
    DecisionsOut,
    ErrorOut,
    HealthOut,
    OutletsOut,
    PageOut,
    StatementRowOut,
    StoredArticleOut,
    article_schema,
)
from sayso.wire import to_wire
from tests.web.sample import STORY, hostile, meant, revised, story

API = "/api/v1"


def ok(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_articles_are_listed_with_their_newest_version(client):
    page = PageOut[ArticleSummaryOut].model_validate(ok(client.get(f"{API}/articles")))
    assert (page.total, page.offset, page.limit) == (4, 0, 50)
    row = next(row for row in page.rows if row.outlet == "Norvane Press")
    assert (row.versions, row.statements, row.published) == (2, 5, "2031-03-04T19:40:00+01:00")


def test_articles_of_one_outlet_or_language(client):
    assert ok(client.get(f"{API}/articles", params={"outlet": "norvane press"}))["total"] == 1
    assert ok(client.get(f"{API}/articles", params={"language": "fr"}))["rows"][0]["outlet"] == "Le Fanal"


def test_pages_join_without_gap_or_double(client):
    whole = ok(client.get(f"{API}/statements"))
    parts = [ok(client.get(f"{API}/statements", params={"offset": at, "limit": 5})) for at in (0, 5, 10)]
    assert [row for part in parts for row in part["rows"]] == whole["rows"]
    assert ok(client.get(f"{API}/statements", params={"offset": 99}))["rows"] == []


def test_an_article_comes_in_the_form_that_the_command_line_writes(client):
    wire = ok(client.get(f"{API}/articles/{story().article.key}"))
    StoredArticleOut.model_validate(wire)
    Draft202012Validator(article_schema()).validate(wire)
    assert {name: wire[name] for name in to_wire(story())} == to_wire(story())
    assert [version["text_sha256"] for version in wire["versions"]] == [
        revised().article.text_sha256,
        story().article.text_sha256,
    ]


def test_an_earlier_version_and_its_text(client):
    params = {"version": revised().article.text_sha256}
    path = f"{API}/articles/{story().article.key}"
    assert ok(client.get(path, params=params))["text"] == revised().text
    text = client.get(f"{path}/text", params=params)
    assert text.text == revised().text
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert text.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_beginning_of_an_id_is_enough(client):
    key = story().article.key
    assert ok(client.get(f"{API}/articles/{key[:10]}"))["id"] == key


def test_bytes_are_saved_never_shown(client):
    digest = story().article.sha256
    answer = client.get(f"{API}/snapshots/{digest}")
    assert answer.content == STORY.encode()
    assert sha256(answer.content).hexdigest() == digest
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{digest}.bin"'
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("params", "total"),
    [
        ({"speaker": "verrick"}, 4),
        ({"outlet": "Norvane Press"}, 5),
        ({"kind": "mixed"}, 2),
        ({"words": '"no such plan"'}, 2),
        ({"min_confidence": "0.95"}, 2),
        ({"sourced": "false"}, 1),
        ({"since": "2031-03-05"}, 0),
        ({"since": "2031-03-01", "until": "2031-03-31"}, 11),
        ({"article": story().article.key}, 5),
        ({"speaker": "", "words": ""}, 12),
        ({"actor": "Tomas Verrick"}, 3),
        ({"source_type": "outlet"}, 1),
        ({"act": "deny"}, 2),
        ({"certainty": "possible"}, 2),
        ({"via": "press"}, 1),
        ({"chain": "officials cabinet"}, 1),
        ({"said_since": "2031-03-04"}, 1),
        ({"said_until": "2031-02-10"}, 1),
        ({"said_since": "2031-02-20", "said_until": "2031-03-03"}, 2),
        ({"anonymous": "true"}, 1),
        ({"anonymous": "false"}, 6),
        ({"denied": "true"}, 1),
        ({"answered": "false"}, 6),
        ({"threat": "true"}, 1),
        ({"figures": "true"}, 2),
        ({"figures": "false", "source_type": "person"}, 2),
    ],
)
def test_statements_fit_every_filter(client, params, total):
    page = PageOut[StatementRowOut].model_validate(ok(client.get(f"{API}/statements", params=params)))
    assert page.total == total


def test_statements_of_a_claim(client):
    claims = ok(client.get(f"{API}/claims"))["rows"]
    for claim in claims:
        found = ok(client.get(f"{API}/claims/{claim['id']}"))["appearances"]
        for relation in ("supports", "denies", "doubts", "reports", None):
            params = {"claim": claim["id"]} | ({"relation": relation} if relation else {})
            page = ok(client.get(f"{API}/statements", params=params))
            assert page["total"] == sum(relation in {None, each["relation"]} for each in found)
    assert claims
    assert client.get(f"{API}/statements", params={"claim": "ffff0000"}).status_code == 404
    assert client.get(f"{API}/statements", params={"relation": "denies"}).status_code == 400


def test_statements_say_what_they_mean(client):
    page = ok(client.get(f"{API}/statements", params={"actor": "verrick", "order": "said"}))
    assert [row["act"]["name"] for row in page["rows"]] == ["deny", "promise", "warn"]
    wire = to_wire(meant())["statements"]
    assert [{name: row[name] for name in wire[0]} for row in page["rows"]] == wire[2:5]


def test_actors_are_listed_and_shown(client):
    page = PageOut[ActorSummaryOut].model_validate(ok(client.get(f"{API}/actors")))
    first = page.rows[0]
    assert (first.name, first.kind, first.statements, first.articles) == ("Tomas Verrick", "person", 3, 1)
    assert [row["name"] for row in ok(client.get(f"{API}/actors", params={"q": "val", "kind": "place"}))["rows"]] == [
        "Valmere"
    ]
    profile = ActorProfileOut.model_validate(ok(client.get(f"{API}/actors/{first.id}")))
    assert profile == ActorProfileOut.model_validate(ok(client.get(f"{API}/actors/Verrick")))
    assert [(each.name, each.count) for each in profile.acts] == [("deny", 1), ("promise", 1), ("warn", 1)]
    assert [each.name for each in profile.roles] == ["spokesman"]
    assert DecisionsOut.model_validate(ok(client.get(f"{API}/decisions"))).rows == ()


def test_search_marks_the_words(client):
    page = PageOut[ArticleHitOut].model_validate(ok(client.get(f"{API}/search", params={"q": "quay"})))
    (hit,) = page.rows
    assert [hit.excerpt[start:end].lower() for start, end in hit.marks] == ["quay"]


def test_outlets_and_health(client):
    names = [row.name for row in OutletsOut.model_validate(ok(client.get(f"{API}/outlets"))).rows]
    assert {"Norvane Press", "Le Fanal"} <= set(names)
    health = HealthOut.model_validate(ok(client.get(f"{API}/health")))
    assert (health.articles, health.snapshots) == (4, 5)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "not-found"),
        ("/articles/", 404, "not-found"),
        ("/articles/ffffffff", 404, "not-found"),
        (f"/articles/{story().article.key}?version={'0' * 64}", 404, "not-found"),
        (f"/snapshots/{'0' * 64}", 404, "not-found"),
        ("/snapshots/..%2F..%2Fetc", 404, "not-found"),
        ("/snapshots/xyz", 422, "invalid-request"),
        ("/articles?limit=501", 422, "invalid-request"),
        ("/articles?offset=-1", 422, "invalid-request"),
        ("/articles?offset=99999999999999999999", 422, "invalid-request"),
        ("/statements?since=yesterday", 422, "invalid-request"),
        ("/statements?speeker=x", 422, "invalid-request"),
        ("/statements?min_confidence=nan", 422, "invalid-request"),
        ("/search", 422, "invalid-request"),
        ("/actors/Nobody", 404, "not-found"),
        ("/actors/%00", 404, "not-found"),
        ("/statements?actor=Nobody", 404, "not-found"),
        ("/statements?act=shout", 422, "invalid-request"),
        ("/statements?order=random", 422, "invalid-request"),
        ("/actors?kind=group%20of", 422, "invalid-request"),
    ],
)
def test_failures_have_one_form_and_say_what_is_wrong(client, path, status, code):
    answer = client.get(API + path)
    assert answer.status_code == status, answer.text
    error = ErrorOut.model_validate(answer.json()).error
    assert error.code == code
    assert error.message


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client, method):
    answer = client.request(method, f"{API}/articles")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "not-allowed")
    assert answer.headers["allow"] == "GET"


def test_a_ledger_that_goes_away_is_an_error_in_the_same_form(filled, client):
    client.app.router.routes[0].app.state.ledger = None
    answer = client.get(f"{API}/articles")
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal")
    assert "NoneType" not in answer.text
    assert "content-security-policy" in answer.headers


def test_hostile_texts_come_back_unaltered(client):
    assert ok(client.get(f"{API}/articles/{hostile().article.key}"))["text"] == hostile().text


def test_the_openapi_document_names_every_route_its_answer_and_the_error_form(client):
    document = ok(client.get(f"{API}/openapi.json"))
    assert set(document["paths"]) == {
        "/articles",
        "/articles/{article_id}",
        "/articles/{article_id}/text",
        "/snapshots/{sha256}",
        "/statements",
        "/search",
        "/outlets",
        "/actors",
        "/actors/{actor_id}",
        "/decisions",
        "/claims",
        "/claims/{claim_id}",
        "/oppositions",
        "/copies",
        "/health",
    }
    assert document["servers"] == [{"url": "/api/v1"}]
    for path in document["paths"].values():
        assert set(path) == {"get"}
        assert path["get"]["responses"]["default"]["content"]["application/json"]["schema"]["$ref"].endswith(
            "/ErrorOut"
        )
    names = {each["name"] for each in document["paths"]["/statements"]["get"]["parameters"]}
    assert names >= {"speaker", "outlet", "since", "until", "kind", "words", "article", "min_confidence", "sourced"}
    assert names >= {"actor", "source_type", "act", "certainty", "via", "chain", "said_since", "said_until"}
    assert names >= {"anonymous", "denied", "answered", "threat", "figures", "order"}
