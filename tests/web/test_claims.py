from __future__ import annotations

import pytest

from sayso.claims import Appearance, Entry, Figure, FigureConflict, seed_of
from sayso.store.claims import each_claim
from sayso.web.ranges import draw_ranges
from sayso.web.timeline import draw_timeline
from tests.web.sample import HOSTILE, hostile, story

CLAIM = seed_of(story().article.key, story().statements[1].id)
HURTS = seed_of(hostile().article.key, hostile().statements[0].id)


def entry(number: int, when: str) -> Entry:
    return Entry(
        f"{number:020}", "a", "s", number, when, "Outlet", "Ada Koll", "said", "that it rains", "that it rains"
    )


def test_the_list_names_every_claim_once(client, filled):
    page = client.get("/claims")
    assert page.status_code == 200
    ids = [each.id for each in each_claim(filled)]
    assert ids
    assert all(page.text.count(f'href="/claims/{each}"') == 1 for each in ids)


def test_words_filter_the_list(client):
    assert "/claims/" in client.get("/claims?about=plan").text
    assert "No claim is like this." in client.get("/claims?about=zeppelin").text


@pytest.mark.parametrize("query", ["standing=zzz", "order=zzz", "since=yesterday", "offset=-1", "about=%22"])
def test_what_cannot_be_understood_is_said(client, query):
    assert client.get(f"/claims?{query}").status_code == 400


def test_a_claim_shows_its_words_in_their_places(client):
    page = client.get(f"/claims/{CLAIM}")
    assert page.status_code == 200
    assert f"/articles/{story().article.key}?statement={story().statements[1].id}" in page.text
    assert "Where it comes from" in page.text
    assert client.get("/claims/ffff0000").status_code == 404


def test_a_claim_says_how_to_hear_of_it(client):
    page = client.get(f"/claims/{CLAIM}").text
    assert f"--claim {CLAIM[:8]} " in page
    for path in (f"/statements.atom?claim={CLAIM}", f"/statements.json?claim={CLAIM}&amp;relation=denies"):
        assert f'href="{path}"' in page
    whole = client.get(f"/statements.json?claim={CLAIM}").json()["items"]
    denials = client.get(f"/statements.json?claim={CLAIM}&relation=denies").json()["items"]
    assert whole
    assert {item["id"] for item in denials} < {item["id"] for item in whole}
    assert "in <a href" in client.get(f"/statements?claim={CLAIM}").text
    assert client.get("/statements?claim=ffff0000").status_code == 404
    assert client.get("/statements?relation=denies").status_code == 400
    assert client.get(f"/statements?claim={CLAIM}&relation=likes").status_code == 400


@pytest.mark.parametrize("path", ["/overview", "/claims", f"/claims/{HURTS}", "/oppositions", "/copies"])
def test_foreign_words_do_nothing(client, path):
    text = client.get(path).text
    assert HOSTILE not in text
    assert "<script>alert" not in text


def test_an_empty_ledger_has_pages(bare):
    for path in ("/overview", "/claims", "/oppositions", "/copies"):
        assert bare.get(path).status_code == 200


def test_the_api_answers_with_the_same(client, filled):
    answer = client.get("/api/v1/claims?limit=100").json()
    assert {each["id"] for each in answer["rows"]} == {each.id for each in each_claim(filled)}
    one = client.get(f"/api/v1/claims/{CLAIM}").json()
    assert one in answer["rows"]
    assert client.get("/api/v1/claims/ffff0000").status_code == 404
    assert client.get("/api/v1/claims?least=0").status_code == 422
    assert client.get("/api/v1/oppositions").json().keys() == {"oppositions", "position_changes", "figure_conflicts"}
    assert client.get("/api/v1/copies").json()["total"] == 0


def test_sides_have_lanes_and_days_their_places():
    made = draw_timeline(
        [
            Appearance(entry(0, "2031-03-01T08:00:00"), "supports", 1.0, ""),
            Appearance(entry(1, "2031-03-01T08:00:00"), "supports", 1.0, ""),
            Appearance(entry(2, "2031-03-04T08:00:00"), "denies", 1.0, ""),
            Appearance(entry(3, ""), "supports", 1.0, ""),
        ]
    )
    assert made is not None
    assert [lane.name for lane in made.lanes] == ["for", "against"]
    assert made.undated == 1
    places = [(dot.x, dot.y) for dot in made.dots]
    assert len(set(places)) == 3
    assert made.dots[0].x == made.dots[1].x < made.dots[2].x
    assert made.dots[2].y > made.dots[1].y


def test_one_day_is_no_line():
    assert draw_timeline([Appearance(entry(0, "2031-03-01"), "supports", 1.0, "")]) is None


def test_figures_lie_on_one_scale():
    figures = [Figure("at least 340", 340, None), Figure("up to 1,200", None, 1200), Figure("312", 312, 312)]
    plot = draw_ranges(FigureConflict("c", "dead", tuple((f"s{n}", each) for n, each in enumerate(figures))))
    assert plot is not None
    least, most, exact = plot.bars
    assert (least.open_low, least.open_high, most.open_low, most.open_high) == (False, True, True, False)
    assert exact.x1 == exact.x2 < least.x1 < most.x2


def test_figures_without_numbers_have_no_plot():
    assert draw_ranges(FigureConflict("c", "", (("s", Figure("many", None, None)),))) is None
