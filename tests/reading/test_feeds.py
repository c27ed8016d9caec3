from __future__ import annotations

import gzip
import json
import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.following import Entry, FeedLink
from sayso.reading.discovery import find_feeds
from sayso.reading.feeds import FeedBytes, read_feed
from sayso.reading.opml import read_opml, write_opml
from tests.reading.bad_feeds import make_bad_feeds
from tests.reading.json_feeds import FULL, spoilt

URL = "https://courier.example/news/feed.xml"
NOW = datetime(2024, 3, 12, 12, 0, tzinfo=UTC).timestamp()
NOON = datetime(2024, 3, 11, 12, 0, tzinfo=UTC).timestamp()


def read(body: str | bytes, **fields: str):
    return read_feed(FeedBytes(body if isinstance(body, bytes) else body.encode(), URL, **fields), now=NOW)


def rss(*items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>Courier</title>{head}{''.join(items)}</channel></rss>"


def item(link: str, guid: str = "", date: str = "", title: str = "Talks") -> str:
    return f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{date}</pubDate></item>"


def code_of(body: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(body)
    assert caught.value.hint
    return caught.value.code


def test_rss() -> None:
    found = read(
        rss(
            item(
                "https://courier.example/1",
                "g1",
                "Mon, 11 Mar 2024 14:00:00 +0200",
                "Koll &lt;b&gt;denies&lt;/b&gt;  it",
            ),
            item("/2?utm_source=rss"),
            head="<link>https://courier.example/</link><ttl>30</ttl>",
        )
    )
    assert (found.kind, found.title, found.home, found.refresh) == ("feed", "Courier", "https://courier.example/", 1800)
    assert found.entries == (
        Entry("https://courier.example/1", "https://courier.example/news/g1", "Koll denies it", NOON),
        Entry("https://courier.example/2", None, "Talks", None),
    )


def test_one_guid_for_all_items() -> None:
    """https://github.com/miniflux/v2/issues/4197: one of ten entries was shown."""
    found = read(rss(*(item(f"https://courier.example/{number}", "same") for number in range(10))))
    assert len(found.entries) == 10


def test_a_headline_in_the_guid_makes_no_new_entry() -> None:
    """https://github.com/miniflux/v2/issues/2358: retitled, the article came twice."""
    before = read(rss(item("https://courier.example/1", "1-koll-denies", title="Koll denies")))
    after = read(rss(item("https://courier.example/1", "1-koll-admits", title="Koll admits")))
    assert before.entries[0].url == after.entries[0].url


def test_the_same_address_twice_is_one_entry() -> None:
    found = read(rss(item("https://courier.example/1#a"), item("https://courier.example/1?utm_medium=x")))
    assert [entry.url for entry in found.entries] == ["https://courier.example/1"]


def test_a_guid_that_is_the_address() -> None:
    found = read("<rss version='2.0'><channel><item><guid>https://courier.example/7</guid></item></channel></rss>")
    assert [entry.url for entry in found.entries] == ["https://courier.example/7"]


def test_entries_without_an_address_are_counted() -> None:
    found = read(rss("<item><title>Nowhere</title></item>", item("javascript:alert(1)"), item("/3")))
    assert [entry.url for entry in found.entries] == ["https://courier.example/3"]
    assert found.notes == ("2 of its entries give no address of an article.",)


@pytest.mark.parametrize("date", ["Mon, 99 Foo 2024", "1970-01-01", "Mon, 11 Mar 2999 12:00:00 GMT", "yesterday", ""])
def test_dates_that_make_no_sense(date: str) -> None:
    assert read(rss(item("/1", date=date))).entries[0].published is None


def test_atom_with_a_base_and_what_was_taken_back() -> None:
    found = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"
        xml:base="https://courier.example/stories/"><title type="html">The &lt;i&gt;Courier&lt;/i&gt;</title>
        <at:deleted-entry ref="tag:courier,2024:9" when="2024-03-11T12:00:00Z"/>
        <entry><id>tag:courier,2024:1</id><title>Talks</title><published>2024-03-11T12:00:00Z</published>
        <link rel="edit" href="/edit"/><link rel="alternate" type="text/html" href="one"/></entry></feed>"""
    )
    assert found.title == "The Courier"
    assert found.entries == (Entry("https://courier.example/stories/one", "tag:courier,2024:1", "Talks", NOON),)
    assert found.withdrawn == ("tag:courier,2024:9",)


def test_rdf() -> None:
    found = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://courier.example/"><title>Courier</title><sy:updatePeriod>daily</sy:updatePeriod>
        <sy:updateFrequency>4</sy:updateFrequency></channel>
        <item rdf:about="https://courier.example/1"><title>Talks</title><link>https://courier.example/1</link>
        <dc:date>2024-03-11T12:00:00Z</dc:date></item></rdf:RDF>"""
    )
    assert found.entries == (Entry("https://courier.example/1", "https://courier.example/1", "Talks", NOON),)
    assert found.refresh == 6 * 3600


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Courier",
        "home_page_url": "https://courier.example/",
        "items": [
            {"id": 1, "url": "/1", "title": "Talks", "date_published": "2024-03-11T14:00:00+02:00"},
            {"id": "https://courier.example/2", "content_text": "By its id."},
            {"id": "x"},
            "no object",
        ],
    }
    found = read(json.dumps(feed))
    assert found.entries == (
        Entry("https://courier.example/1", "1", "Talks", NOON),
        Entry("https://courier.example/2", "https://courier.example/2", None, None),
    )
    assert found.home == "https://courier.example/"


def test_a_json_feed_with_every_field() -> None:
    found = read(json.dumps(FULL), media_type="application/feed+json")
    assert (found.kind, found.title, found.home) == ("feed", FULL["title"], "https://courier.example/")
    assert found.entries == (
        Entry("https://courier.example/news/talks", "2024-03-11/talks", "Talks go on", NOON),
        Entry("https://courier.example/news/grain", "https://courier.example/news/grain", None, None),
        Entry("https://mirror.example/dam", "link", None, None),
    )
    assert found.withdrawn == ()


def test_json_feeds_with_any_field_spoilt() -> None:
    """No field that is missing or strange costs an entry that has an address, but for the list of them."""
    count = 0
    for done, feed in spoilt():
        count += 1
        if not isinstance(feed.get("items"), list):
            assert code_of(json.dumps(feed)) == "no-feed", done
            continue
        named = [entry.url for entry in read(json.dumps(feed)).entries]
        for number, url in enumerate(("news/talks", "news/grain", "mirror.example/dam")):
            if number < len(feed["items"]) and feed["items"][number] == FULL["items"][number]:
                assert any(url in name for name in named), done
    assert count > 500


def test_ninjs_items_that_were_withdrawn() -> None:
    items = [
        {
            "uri": "https://wire.example/1",
            "headline": "Talks",
            "pubstatus": "usable",
            "versioncreated": "2024-03-11T12:00:00Z",
        },
        {"uri": "https://wire.example/2", "headline": "Wrong", "pubstatus": "canceled"},
    ]
    found = read(json.dumps({"items": items}))
    assert found.entries[0] == Entry("https://wire.example/1", "https://wire.example/1", "Talks", NOON)
    assert found.withdrawn == ("https://wire.example/2",)


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://courier.example/1 </loc><news:news><news:publication_date>2024-03-11T12:00:00+00:00</news:publication_date>
<news:title>Talks</news:title></news:news></url>
<url><loc>https://courier.example/2</loc><lastmod>2024-03-11</lastmod></url><url/></urlset>"""


@pytest.mark.parametrize("body", [SITEMAP.encode(), gzip.compress(SITEMAP.encode(), mtime=0)], ids=["plain", "gzip"])
def test_sitemaps(body: bytes) -> None:
    found = read(body)
    assert found.kind == "sitemap"
    assert [(entry.url, entry.title, entry.published is not None) for entry in found.entries] == [
        ("https://courier.example/1", "Talks", True),
        ("https://courier.example/2", None, True),
    ]


def test_sitemap_index() -> None:
    index = "<sitemapindex><sitemap><loc>https://courier.example/news.xml.gz</loc></sitemap></sitemapindex>"
    assert read(index).more == ("https://courier.example/news.xml.gz",)


@pytest.mark.parametrize(
    ("body", "media_type", "charset"),
    [
        (rss(item("/1", title="Žofia sagt „nein“")).encode("utf-16"), "", None),
        (
            ('<?xml version="1.0" encoding="windows-1250"?>' + rss(item("/1", title="Žofia sagt „nein“"))).encode(
                "cp1250"
            ),
            "",
            None,
        ),
        (rss(item("/1", title="Žofia sagt „nein“")).encode("cp1250"), "application/xml", "windows-1250"),
        (b"\xef\xbb\xbf" + rss(item("/1", title="Žofia sagt „nein“")).encode(), "text/xml", None),
    ],
)
def test_letters(body: bytes, media_type: str, charset: str | None) -> None:
    found = read_feed(FeedBytes(body, URL, media_type, charset), now=NOW)
    assert found.entries[0].title == "Žofia sagt „nein“"


def test_a_broken_feed_gives_what_can_be_read() -> None:
    found = read("<rss version='2.0'><channel><item><link>/1</link></item><item><link>/2</link></ite</channel>")
    assert [entry.url for entry in found.entries][:1] == ["https://courier.example/1"]
    assert "not well-formed" in found.notes[-1]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        ("  \n", "empty"),
        ("<!doctype html><p>Not found", "no-feed"),
        ("Service unavailable", "no-feed"),
        ('{"error": "no"}', "no-feed"),
        ('{"items": [', "unreadable"),
        ("<opml><body/></opml>", "no-feed"),
        (gzip.compress(b"<rss>", mtime=0)[:-3], "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "no-feed"),
    ],
)
def test_what_is_no_feed(body: str | bytes, code: str) -> None:
    assert code_of(body) == code


def test_a_body_that_is_a_path_opens_no_file(tmp_path) -> None:
    """feedparser takes bytes for a file's name first."""
    secret = tmp_path / "secret.xml"
    secret.write_text(rss(item("https://inside.example/secret")))
    assert code_of(str(secret)) == "no-feed"


def test_entities_stay_closed(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password")
    doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    for body in (
        rss(item("/1", title="&s;&b;")),
        SITEMAP.replace('<?xml version="1.0"?>', "").replace("Talks", "&s;&b;"),
    ):
        found = read(f"<?xml version='1.0'?>{doctype}{body}")
        assert "password" not in str(found)


def test_two_hundred_bad_feeds() -> None:
    told = [read_or_say(body) for body in make_bad_feeds(random.Random(5), 200)]
    assert len(told) == 200
    assert len(set(told)) > 3  # of several kinds, not one refusal for all


def read_or_say(body: bytes) -> str:
    try:
        return f"{len(read(body).entries)} entries"
    except InputError as error:
        return error.code


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    assert read_or_say(body)


def test_feeds_that_a_page_names() -> None:
    page = b"""<html><head><base href="https://courier.example/en/"><link rel="alternate" type="application/rss+xml"
    title="Comments" href="comments/feed"><link rel="ALTERNATE stylesheet" type="application/atom+xml; charset=utf-8" href="/atom.xml" title="News">
    <link rel="alternate" hreflang="de" href="/de/"></head><body><a href="rss/">All feeds</a>
    <a href="https://elsewhere.example/feed">Theirs</a><a href="/about">About</a></body></html>"""
    assert find_feeds(page, "https://courier.example/start") == (
        FeedLink("https://courier.example/atom.xml", "News"),
        FeedLink("https://courier.example/en/rss/", "All feeds"),
        FeedLink("https://courier.example/en/comments/feed", "Comments"),
    )


def test_opml_in() -> None:
    opml = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="Wires"><outline text="Norvane"
    xmlUrl="https://norvane.example/rss"/><outline title="Courier" text="C" XMLURL="https://courier.example/feed#x"/></outline>
    <outline text="again" xmlUrl="https://norvane.example/rss"/><outline xmlUrl="file:///etc/passwd"/></body></opml>"""
    assert read_opml(opml) == (
        FeedLink("https://norvane.example/rss", "Norvane"),
        FeedLink("https://courier.example/feed", "Courier"),
    )


@given(st.lists(st.tuples(st.integers(0, 99), st.text(max_size=30)), min_size=1, max_size=5, unique_by=lambda x: x[0]))
def test_opml_out_and_in(feeds: list[tuple[int, str]]) -> None:
    links = [FeedLink(f"https://courier.example/{number}?a=1&b=2", title or None) for number, title in feeds]
    assert [link.url for link in read_opml(write_opml(links))] == [link.url for link in links]


def test_opml_without_feeds() -> None:
    with pytest.raises(InputError) as caught:
        read_opml(b"<opml><body><outline text='x'/></body></opml>")
    assert caught.value.code == "no-feed"
