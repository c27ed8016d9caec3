"""The pages of feeds, versions and alerts in a real browser, in every state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from sayso.store import open_ledger
from tests.web.arrivals import fill
from tests.web.conftest import serving


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    path = tmp_path_factory.mktemp("arrivals") / "ledger.sqlite"
    with open_ledger(path) as ledger:
        return path, fill(ledger)


@pytest.fixture(scope="module")
def base(place: tuple[Path, dict[str, str]]) -> Iterator[str]:
    with serving(place[0]) as address:
        yield address


@pytest.fixture
def ids(place: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return place[1]


def test_each_feed_says_how_it_is(open_page):
    page = open_page("/")
    page.get_by_role("link", name="Feeds", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feeds")
    rows = page.locator(".feeds tbody tr")
    expect(rows).to_have_count(4)
    for outlet, badge, words in (
        ("Le Fanal", "trouble", "The site shows a test for browsers and lets no program pass."),
        ("The Tidewater Gazette", "paused", "asked no more until you say so"),
        ("The Sorrendal Mirror", "stopped", "Stopped by hand."),
        ("The Courier of Selvia City", "well", "minutes ago"),
    ):
        row = rows.filter(has_text=outlet)
        expect(row.locator("td .badge")).to_have_text(badge)
        expect(row).to_contain_text(words)
    expect(rows.last).to_contain_text("The Courier of Selvia City")  # those with trouble come first
    expect(rows.filter(has_text="The Sorrendal Mirror")).to_contain_text("read against its robots.txt")
    expect(page.locator(".log")).to_contain_text("agreed with the publisher")


def test_the_old_address_of_the_feeds_leads_to_them(open_page):
    assert open_page("/sources").url.endswith("/feeds")


def test_a_silent_edit_and_its_statements(open_page, ids):
    page = open_page(f"/articles/{ids['edited']}")
    page.get_by_role("link", name=re.compile("versions", re.IGNORECASE)).first.click()
    expect(page.locator(".steps")).to_contain_text("silent edit")
    expect(page.locator(".differences del").filter(has_text="closed")).to_be_visible()
    expect(page.locator(".differences ins").filter(has_text="shut")).to_be_visible()
    fates = page.locator(".fates li")
    expect(fates.locator(".badge")).to_have_text(["reworded", "new", "gone"])
    number = page.locator(".differences del.said").first.get_attribute("data-numbers")
    expect(fates.nth(int(number.split("·")[0]) - 1)).to_be_visible()


def test_a_withdrawn_article_says_so_and_keeps_its_words(open_page, ids):
    page = open_page(f"/articles/{ids['withdrawn']}/versions")
    expect(page.locator(".notice.failure")).to_contain_text("Withdrawn by the publisher")
    expect(page.locator(".notice.failure")).to_contain_text("The statements are kept here as they were.")
    page.get_by_role("link", name="Read the newest").click()
    expect(page.locator("#text")).to_contain_text("eleven ships of grain were late")


def test_alerts_show_what_they_found_and_what_went_wrong(open_page):
    page = open_page("/alerts")
    expect(page.locator(".list > li").filter(has_text="Denials")).to_contain_text("503 Service Unavailable")
    page.get_by_role("link", name="Koll on the northern quay").click()
    expect(page.locator(".card")).to_have_count(1)
    page.locator(".card .in").first.click()
    expect(page.locator("#text .lit-content")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_none_of_them_is_wider_than_the_screen(open_page, ids, width, scheme):
    for path in ("/feeds", "/alerts", f"/articles/{ids['edited']}/versions", f"/articles/{ids['withdrawn']}/versions"):
        page = open_page(path, viewport={"width": width, "height": 800}, color_scheme=scheme)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, path


def test_feeds_stand_below_one_another_on_a_phone(open_page):
    page = open_page("/feeds", viewport={"width": 390, "height": 800})
    row = page.locator(".feeds tbody tr").filter(has_text="Le Fanal")
    name, state = row.locator("th").bounding_box(), row.locator("td").first.bounding_box()
    assert state["y"] >= name["y"] + name["height"]
    label = row.locator("td").nth(1).evaluate("e => getComputedStyle(e, '::before').content")
    assert "Last success" in label


def test_no_word_of_the_masthead_breaks(open_page):
    page = open_page("/feeds", viewport={"width": 320, "height": 800})
    assert page.locator(".masthead nav a").evaluate_all("all => all.every(a => a.getClientRects().length === 1)")
