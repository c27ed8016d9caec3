from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.reading import read_capture
from sayso.types import Article, Capture, Refusal

PROSE = (
    "Norvane on Friday demanded that its neighbour hand over the logs of the dam, and said that it "
    "would wait no longer than a week. “We have waited enough,” the prime minister told parliament."
)


def read(text: str, media_type: str = "text/plain") -> Article:
    article = read_capture(Capture("a.txt", text.encode(), media_type))
    assert isinstance(article, Article), article
    assert article.text == text
    for span in article.furniture:
        assert 0 <= span.start < span.end <= len(text)
    return article


def furniture(article: Article) -> list[str]:
    return [span.of(article.text) for span in article.furniture]


def test_headline_credit_byline_and_date() -> None:
    article = read(
        f"Norvane wants the logs\n\nAna Vell's Photo\nby Ana Vell\nFriday, Jan 26, 2024 - 07:40 PM\n\n{PROSE}"
    )
    assert (article.title, article.byline) == ("Norvane wants the logs", "Ana Vell")
    assert article.published is not None
    assert (article.published.value, article.published.precision) == ("2024-01-26T19:40", "minute")
    assert furniture(article) == ["Ana Vell's Photo", "by Ana Vell", "Friday, Jan 26, 2024 - 07:40 PM"]
    assert article.language == "en"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_any_newlines(newline: str) -> None:
    article = read(f"Norvane wants the logs\n\nBy Ana Vell\nMarch 12, 2024\n\n{PROSE}\n".replace("\n", newline))
    assert (article.title, article.byline) == ("Norvane wants the logs", "Ana Vell")
    assert furniture(article) == ["By Ana Vell", "March 12, 2024"]


@pytest.mark.parametrize(
    ("lines", "byline", "outlet", "published"),
    [
        ("By Jane Roe and John Doe, Norvane Press", "Jane Roe and John Doe", "Norvane Press", None),
        ("JANE ROE | March 12, 2024", "JANE ROE", None, "2024-03-12"),
        (
            "By Jane Roe, Staff Writer\nPublished: 12 March 2024 09:15 GMT",
            "Jane Roe",
            None,
            "2024-03-12T09:15+00:00",
        ),
        ("By Jane Roe on March 12, 2024", "Jane Roe", None, "2024-03-12"),
        ("Jane Roe\nMarch 12, 2024", "Jane Roe", None, "2024-03-12"),
        ("Published: 12 March 2024 | Updated: 13 March 2024", None, None, "2024-03-12"),
        ("A summary of it all, without a full stop\n\nBy Jane Roe", "Jane Roe", None, None),
        ("By Our Staff Reporter\n5 min read", "Our Staff Reporter", None, None),
        ("Photo: Ana Vell/Norvane Press\nWords by Jane Roe in Valmere", "Jane Roe", None, None),
        ("Opinion\nBy Jane van der Roe", "Jane van der Roe", None, None),
    ],
)
def test_forms_of_the_head(lines: str, byline: str | None, outlet: str | None, published: str | None) -> None:
    article = read(f"Norvane wants the logs\n\n{lines}\n\n{PROSE}")
    assert article.title == "Norvane wants the logs"
    assert (article.byline, article.outlet) == (byline, outlet)
    assert (article.published and article.published.value) == published


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        f"{PROSE}\n\n{PROSE}",
        "By Friday the talks had failed.\n\n" + PROSE,
        "By now, Norvane wants more.\n\n" + PROSE,
        "He was tired.\n\n" + PROSE,
        "one line only without anything after it",
        "Talks",
    ],
)
def test_no_head_is_invented(text: str) -> None:
    article = read(text)
    assert (article.title, article.byline, article.published) == (None, None, None)
    assert article.furniture == ()


def test_dates_within_prose_are_none() -> None:
    text = f"Norvane wants the logs\n\nThe law of March 12, 2024 stands, on: and to.\n\n{PROSE}\n\nMarch 12, 2024\n\n{PROSE}"
    assert read(text).dates == ()


def test_dateline() -> None:
    body = f"VALMERE, March 12 (Norvane Press) - {PROSE}"
    article = read(f"Norvane wants the logs\n\nBy Jane Roe\nMarch 12, 2024\n\n{body}")
    assert article.outlet == "Norvane Press"
    assert "dateline" in article.notes[0]
    assert [found.origin for found in article.dates] == ["text", "dateline"]
    assert article.dates[1].value == "2024-03-12"
    assert read(f"Norvane wants the logs\n\n{body}").dates == ()


def test_dateline_alone_on_its_line() -> None:
    article = read(f"Norvane wants the logs\n\nVALMERE, 12 March 2024\n\n{PROSE}")
    assert (article.title, article.published and article.published.value) == ("Norvane wants the logs", "2024-03-12")
    assert furniture(article) == ["VALMERE, 12 March 2024"]
    assert read(f"VALMERE, 12 March 2024\n\n{PROSE}").title is None


def test_headline_right_above_a_dateline() -> None:
    article = read(f"Norvane wants the logs\nVALMERE, 12 March 2024 - {PROSE}")
    assert (article.title, article.published and article.published.value) == ("Norvane wants the logs", "2024-03-12")


def test_dateline_below_a_standfirst() -> None:
    article = read(f"Norvane wants the logs\n\nThe toll is rising.\n\nVALMERE, 12 March 2024 - {PROSE}")
    assert [found.value for found in article.dates] == ["2024-03-12"]


def test_dateline_over_new_year() -> None:
    article = read(f"Norvane wants the logs\n\nJanuary 1, 2024\n\nVALMERE, Dec 31 - {PROSE}")
    assert [found.value for found in article.dates] == ["2024-01-01", "2023-12-31"]


def test_credits_at_the_end() -> None:
    article = read(f"Norvane wants the logs\n\n{PROSE}\n\n(Reporting by Jane Roe in Valmere; Editing by John Doe)\n")
    assert article.byline == "Jane Roe"
    assert furniture(article) == ["(Reporting by Jane Roe in Valmere; Editing by John Doe)"]
    prose = f"Norvane wants the logs\n\n{PROSE}\n\nReporting by The Courier showed that nobody had called, he said."
    assert read(prose).furniture == ()


def test_ambiguous_date_is_no_date_of_publication() -> None:
    article = read(f"Norvane wants the logs\n\nBy Jane Roe\n12/03/2024\n\n{PROSE}")
    assert article.published is None
    assert not article.dates[0].reliable
    assert "doubtful" in article.notes[0]


def test_byte_order_mark_is_no_text() -> None:
    article = read_capture(Capture("a.txt", b"\xef\xbb\xbf" + PROSE.encode(), "text/plain"))
    assert isinstance(article, Article)
    assert article.text == PROSE


def test_other_languages_are_recognised() -> None:
    assert read("Die Ministerin sagte am Freitag, dass die Gespräche trotz allem weitergehen würden.").language == "de"


def test_markdown_stays_and_is_understood() -> None:
    front = '---\ntitle: "The memo: a warning"\nauthors: [Sunniva Ketch, Jane Roe]\noutlet: Open Basin\n'
    front += "date: 2024-03-13T06:00:00Z\nurl: https://openbasin.example/memo?utm_source=x\n---"
    text = f"{front}\n\n# The memo: a warning\n\n*By Sunniva Ketch. 13 March 2024*\n\n{PROSE}\n"
    article = read(text, "text/markdown")
    assert (article.title, article.byline) == ("The memo: a warning", "Sunniva Ketch, Jane Roe")
    assert (article.outlet, article.url) == ("Open Basin", "https://openbasin.example/memo")
    assert article.published is not None
    assert article.published.value == "2024-03-13T06:00:00+00:00"
    assert furniture(article) == [front, "*By Sunniva Ketch. 13 March 2024*"]


def test_markdown_without_front_matter() -> None:
    article = read(f"# Norvane wants the [logs](https://x.example)\n\n**By Jane Roe**\n\n{PROSE}", "text/markdown")
    assert (article.title, article.byline) == ("Norvane wants the logs", "Jane Roe")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"PK\x03\x04abc", "binary"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"some text\0and more", "binary"),
        ("text".encode("utf-16-le"), "binary"),
        (b"\xff\xfet\0e\0x\0t\0\0\0", "binary"),
        (b"\x81\x8d\x8f\x90 \xff\xff", "undecodable"),
    ],
)
def test_refused(body: bytes, code: str) -> None:
    found = read_capture(Capture("odd.txt", body, "text/plain"))
    assert isinstance(found, Refusal)
    assert found.code == code
    assert "odd.txt" in found.message
    assert found.hint


def test_unknown_kind_is_refused() -> None:
    found = read_capture(Capture("a.x", b"text", "video/mp4"))
    assert isinstance(found, Refusal)
    assert found.code == "unsupported-type"


@settings(deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from(["text/plain", "text/markdown"]),
    st.sampled_from([None, "utf-16", "gbk"]),
)
def test_any_bytes(body: bytes, media_type: str, charset: str | None) -> None:
    found = read_capture(Capture("x", body, media_type, charset))
    assert isinstance(found, Article | Refusal)


LINES = st.sampled_from(
    [
        "",
        "By Jane Roe",
        "March 12, 2024",
        "---",
        "title: x",
        "# T",
        PROSE,
        "VALMERE (AP) -",
        "\u2028",
        "A b",
        "•|",
        "😊 x",
    ]
)


@settings(deadline=None)
@given(
    st.lists(LINES, max_size=12),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
    st.sampled_from(["text/plain", "text/markdown"]),
)
def test_any_lines_stay_unaltered(lines: list[str], newline: str, media_type: str) -> None:
    text = newline.join(lines)
    if text.strip():
        article = read(text, media_type)
        assert list(article.furniture) == sorted(article.furniture)
        ends = [0, *(span.end for span in article.furniture)]
        assert all(span.start >= end for span, end in zip(article.furniture, ends, strict=False))


def test_plain_texts_load_no_page_reader() -> None:
    code = (
        "import sys\nfrom sayso.reading import read_capture, read_text\nfrom sayso.types import Capture\n"
        f"read_capture(Capture('a', {PROSE!r}.encode(), 'text/plain'))\n"
        "print(sorted({'lxml', 'trafilatura', 'htmldate', 'numpy', 'httpx2'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
