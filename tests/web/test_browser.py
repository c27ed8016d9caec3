"""The pages in a real browser, served by the real server from a real ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sayso.actors import Bearer, find_form
from sayso.claims import seed_of
from tests.web.conftest import serving
from tests.web.sample import HOSTILE, hostile, meant, story

STORY = f"/articles/{story().article.key}"
IDS = [statement.id for statement in story().statements]
MEANT = f"/articles/{meant().article.key}"
VERRICK = "/actors/Tomas%20Verrick"
HOSTILE_ACTOR = find_form(Bearer(HOSTILE, "organization", hostile().article.key)).id
CLAIM = f"/claims/{seed_of(story().article.key, IDS[0])}"
HOSTILE_CLAIM = f"/claims/{seed_of(hostile().article.key, hostile().statements[0].id)}"
EVERY = (
    *("/overview", "/claims", "/claims?standing=denied&order=denied", CLAIM, HOSTILE_CLAIM, "/oppositions", "/copies"),
    *("/", "/statements", "/statements?act=deny", "/search?q=said", "/actors", VERRICK, f"/actors/{HOSTILE_ACTOR}"),
    *(STORY, MEANT, f"/articles/{hostile().article.key}", "/articles/zz"),
)


@pytest.fixture(scope="module")
def base(filled_path: Path) -> Iterator[str]:
    """The address of the server."""
    with serving(filled_path) as address:
        yield address


def test_words_choose_their_statement_in_the_list(open_page):
    page = open_page(STORY)
    page.get_by_text("Tomas Verrick, a spokesman").first.click()
    expect(page.locator(f"#s-{IDS[1]}")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator("#text .lit-content")).to_have_count(2)
    expect(page.locator("#text .lit-source")).to_have_text(["Tomas Verrick, a spokesman for the river ministry"])
    assert page.url.endswith(f"#s-{IDS[1]}")


def test_words_of_two_statements_choose_the_inner_one_then_the_outer_one(open_page):
    page = open_page(STORY)
    words = page.locator("#text").get_by_text("the harbour master", exact=True)
    words.click()
    expect(page.locator(".entry.lit .ordinal")).to_have_text("4")
    words.click()
    expect(page.locator(".entry.lit .ordinal")).to_have_text("3")


def test_the_list_shows_the_words(open_page):
    page = open_page(STORY, viewport={"width": 1280, "height": 260})
    page.evaluate("window.kept = true")
    page.locator(f"#s-{IDS[4]} .go").click()
    words = page.locator("#text").get_by_text('"They will open on time,"')
    expect(words).to_have_class(re.compile("lit-content"))
    expect(words).to_be_in_viewport()
    expect(page.locator(f"#s-{IDS[4]} .go")).to_be_focused()
    assert page.evaluate("window.kept")


def test_hover_joins_the_pieces_of_a_statement(open_page):
    page = open_page(STORY)
    page.locator("#text").get_by_text("said", exact=True).hover()
    expect(page.locator("#text .near-content")).to_have_count(2)
    expect(page.locator(f"#s-{IDS[1]}")).to_have_class(re.compile(r"\bnear\b"))
    page.locator("h1").hover()
    expect(page.locator(".near, .near-content, .near-source")).to_have_count(0)


def test_keys_walk_from_statement_to_statement(open_page):
    page = open_page(STORY)
    chosen = page.locator(".entry.lit .ordinal")
    page.keyboard.press("j")
    expect(chosen).to_have_text("1")
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text("3")
    page.keyboard.press("k")
    expect(chosen).to_have_text("2")
    expect(page.locator(f"#s-{IDS[1]} .go")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    page.keyboard.press("k")
    expect(chosen).to_have_text("5")
    page.keyboard.press("j")
    expect(chosen).to_have_text("5")


def test_keys_in_the_search_field_are_letters(open_page):
    page = open_page(STORY)
    page.locator("#seek").press_sequentially("jk")
    expect(page.locator("#seek")).to_have_value("jk")
    expect(page.locator(".entry.lit")).to_have_count(0)


def test_enter_on_words_chooses_their_statement_and_focus_is_seen(open_page):
    page = open_page(STORY)
    page.locator("#text a:not([tabindex])").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#text a')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(".entry.lit .ordinal")).to_have_text("2")


def test_the_first_tab_stop_skips_to_the_content(open_page):
    page = open_page(STORY)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_an_address_with_a_statement_lights_it(open_page):
    page = open_page(f"{STORY}#s-{IDS[3]}")
    expect(page.locator(".entry.lit .ordinal")).to_have_text("4")
    expect(page.locator("#text .lit-source")).to_have_text(["the harbour master"])


def test_from_the_statements_to_the_words(open_page):
    page = open_page("/statements?speaker=harbour")
    page.locator(".card .in").click()
    expect(page.locator("#text .lit-source")).to_have_text(["the harbour master"])
    expect(page.locator("#text .lit-source")).to_be_in_viewport()


def test_filters_change_the_rows_and_the_address_without_loading_the_page(open_page):
    page = open_page("/statements")
    page.evaluate("window.kept = true")
    expect(page.locator(".card")).to_have_count(12)
    page.locator("#speaker").press_sequentially("harbour")
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/statements\?speaker=harbour$"))
    expect(page.locator("#speaker")).to_be_focused()
    page.locator("#speaker").fill("")
    page.locator("#kind").select_option("mixed")
    expect(page.locator(".card")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/statements\?kind=mixed$"))
    assert page.evaluate("window.kept")
    page.go_back()
    expect(page.locator(".card")).not_to_have_count(2)


def test_a_filter_that_cannot_be_understood_is_explained_in_place(open_page):
    page = open_page("/statements")
    page.evaluate("document.querySelector('#kind').add(new Option('x', 'spoken'))")
    page.locator("#kind").select_option("spoken")
    expect(page.get_by_role("alert")).to_contain_text("cannot be understood")


def test_articles_are_filtered_by_outlet(open_page):
    page = open_page("/")
    page.locator("#outlet").select_option("Le Fanal")
    expect(page.locator(".list > li")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?outlet=Le(\+|%20)Fanal$"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_the_screen(open_page, width, scheme):
    for path in EVERY:
        page = open_page(path, viewport={"width": width, "height": 800}, color_scheme=scheme)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, path


def test_the_dock_walks_on_a_phone(open_page):
    page = open_page(STORY, viewport={"width": 390, "height": 700}, has_touch=True)
    dock = page.locator("#dock")
    expect(dock).to_be_hidden()
    page.locator("#text").get_by_text("The government of Aldmoor").tap()
    expect(dock).to_contain_text("1 of 5")
    dock.get_by_text("Next").tap()
    expect(dock).to_contain_text("Tomas Verrick")
    dock.get_by_text("Close").tap()
    expect(dock).to_be_hidden()
    expect(page.locator(".lit")).to_have_count(0)


def test_everything_works_without_scripts(open_page):
    page = open_page(STORY, java_script_enabled=False)
    page.locator("#text").get_by_text("The government of Aldmoor").click()
    assert page.url.endswith(f"#s-{IDS[0]}")
    page.locator(f"#s-{IDS[1]} .go").click()
    expect(page.locator("#text .lit-content")).to_have_count(2)
    assert page.url.endswith(f"#w-{IDS[1]}")
    page.get_by_role("link", name="Statements", exact=True).click()
    page.locator("#speaker").fill("harbour")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".card")).to_have_count(1)
    page.locator("#seek").fill("quay")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("mark")).to_have_text(["quay"])


def test_roles_differ_by_shape_and_survive_print(open_page):
    page = open_page(STORY)
    page.emulate_media(media="print")
    look = "e => { const s = getComputedStyle(e); return [s.textDecorationLine, s.borderTopStyle, s.color] }"
    source = page.locator("#text .source").first.evaluate(look)
    cue = page.locator("#text .cue").first.evaluate(look)
    sign = page.locator("#text .pin[data-role=content]").first
    assert source[:2] == ["underline", "none"]
    assert cue[:2] == ["none", "dotted"]
    assert source[2] == cue[2] == "rgb(0, 0, 0)"
    assert "1" in sign.evaluate("e => e.dataset.sign + getComputedStyle(e, '::before').content")
    expect(page.locator(".seek")).to_be_hidden()


def test_copied_words_are_the_articles_words(open_page):
    page = open_page(STORY)
    copied = page.evaluate("document.querySelector('#text').textContent")
    assert copied.split() == story().text.split()


def test_answers_lead_to_the_statement_that_is_answered(open_page):
    page = open_page(MEANT)
    page.locator(".entry .answers a").get_by_text("2", exact=True).click()
    expect(page.locator(".entry.lit .ordinal")).to_have_text("2")


def test_from_a_statement_to_its_speaker_and_back_to_the_words(open_page):
    page = open_page(MEANT)
    page.locator(".entry .facts a.speaker").get_by_text("Tomas Verrick").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tomas Verrick")
    page.locator(".card .in").first.click()
    expect(page.locator("#text .lit-source")).to_be_in_viewport()


def test_the_chart_is_a_picture_with_a_name_and_a_table(open_page):
    page = open_page(VERRICK)
    chart = page.get_by_role("img", name="Acts")
    expect(chart).to_be_visible()
    assert chart.locator("rect").first.evaluate("e => getComputedStyle(e).fill") == "rgb(10, 90, 156)"
    page.get_by_text("The same as a table").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_role("link", name="denies", exact=True).click()
    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator("#act")).to_have_value("deny")


def test_filters_of_meaning_fold_away_and_change_the_rows(open_page):
    page = open_page("/statements")
    expect(page.locator("#act")).to_be_hidden()
    page.get_by_text("What it means").click()
    page.locator("#act").select_option("warn")
    expect(page.locator(".card")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/statements\?act=warn$"))
    expect(page.locator(".act-warn")).to_have_text("threatens")


def test_actors_are_found_while_typing(open_page):
    page = open_page("/actors")
    page.locator("#q").press_sequentially("verr")
    expect(page.locator(".directory li")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/actors\?q=verr$"))


def test_the_own_voice_has_a_line_that_no_role_has_on_paper_too(open_page):
    page = open_page(MEANT)
    page.emulate_media(media="print")
    look = page.locator("#text .voice").first.evaluate("e => getComputedStyle(e).textDecorationStyle")
    assert look == "wavy"
    assert page.locator("#text .source").first.evaluate("e => getComputedStyle(e).textDecorationStyle") == "solid"
