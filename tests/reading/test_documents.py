"""Articles in other files: PDF, docx, EPUB, tables, mails, WARC archives."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import docx
import pytest
from fastwarc import ZstdWriter

from sayso.fetch.fake import FakePage, FakeWeb
from sayso.fetch.http import fetch
from sayso.reading import open_inputs, read_capture
from sayso.reading.sniff import DOCX, EPUB, PDF
from sayso.reading.tables import RowPlace, parse_columns, read_rows
from sayso.reading.warc import Place, Snapshot, read_batch, write_warc
from sayso.types import Capture, Refusal

SAID = "The northern crossing will stay open to all lorries this year, Ada Koll said on Monday in Selvia City."
PAGE = f"<html><head><title>Talks go on</title></head><body><article><h1>Talks go on</h1>{f'<p>{SAID}</p>' * 4}</article></body></html>"


def read_all(*names: object, **options):
    """Every article or refusal that the files hold."""
    items = open_inputs([str(name) for name in names], **options)
    return [item if isinstance(item, Refusal) else read_capture(item) for item in items]


def codes(*names: object, **options) -> list[str]:
    return [getattr(one, "code", "read") for one in read_all(*names, **options)]


# ---------------------------------------------------------------- PDF


def make_pdf(*lines: str, tail: str = "") -> bytes:
    shown = " ".join(f"({line}) Tj 0 -14 Td" for line in lines)
    content = f"BT /F1 12 Tf 72 720 Td {shown} ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (Report on the crossing) >>",
    ]
    body = "%PDF-1.4\n" + "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in enumerate(objects, start=1))
    return (body + tail + "trailer << /Root 1 0 R /Info 6 0 R /Size 7 >>\n%%EOF").encode("latin-1")


def test_pdf(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(make_pdf("The cross-", "ing will stay open,", "Ada Koll said.", "Nobody was hurt."))
    (article,) = read_all(path)
    assert "The crossing will stay open, Ada Koll said." in article.text
    assert article.title == "Report on the crossing"
    assert article.extractor.name == "pdfium"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"%PDF-1.4\n" + b"<<" * 50_000, "unreadable"),
        (make_pdf()[:200], "unreadable"),
        (make_pdf(), "no-text"),
    ],
)
def test_broken_pdfs(tmp_path: Path, body: bytes, code: str) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(body)
    assert codes(path) == [code]


# ---------------------------------------------------------------- docx, EPUB


def make_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = "Talks go on", "Mira Tesk"
    for paragraph in ("Talks go on", SAID):
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_docx(tmp_path: Path) -> None:
    (tmp_path / "story.docx").write_bytes(make_docx())
    (article,) = read_all(tmp_path / "story.docx")
    assert (article.title, article.byline) == ("Talks go on", "Mira Tesk")
    assert article.text == f"Talks go on\n\n{SAID}\n"


def make_epub(*chapters: str, **extra: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "META-INF/container.xml", '<container><rootfiles><rootfile full-path="OPS/p.opf"/></rootfiles></container>'
        )
        items = "".join(
            f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
        )
        spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
        archive.writestr("OPS/p.opf", f"<package><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for number, chapter in enumerate(chapters):
            archive.writestr(f"OPS/c{number}.xhtml", chapter)
        for name, body in extra.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_epub(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(make_epub(PAGE, PAGE.replace("Ada Koll", "Bram Ott")))
    articles = read_all(path)
    assert [article.input.rpartition("#")[2] for article in articles] == ["OPS/c0.xhtml", "OPS/c1.xhtml"]
    assert ["Bram Ott" in article.text for article in articles] == [False, True]


@pytest.mark.parametrize("suffix", ["epub", "docx"])
def test_archives_that_are_bombs_or_broken(tmp_path: Path, suffix: str) -> None:
    bomb, broken = tmp_path / f"bomb.{suffix}", tmp_path / f"broken.{suffix}"
    bomb.write_bytes(make_epub(PAGE, bomb=b"\0" * 30_000_000))
    broken.write_bytes(make_epub(PAGE)[:-40])
    assert codes(bomb, broken) == ["too-large", "unreadable"]


# ---------------------------------------------------------------- by their address


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (PDF, make_pdf("The crossing will stay open, Ada Koll said."), ["Ada Koll said."]),
        (DOCX, make_docx(), [SAID]),
        (EPUB, make_epub(PAGE, PAGE.replace("Ada Koll", "Bram Ott")), ["Ada Koll", "Bram Ott"]),
    ],
)
def test_documents_by_their_address(kind: str, body: bytes, words: list[str]) -> None:
    url = "https://courier.example/report"
    web = FakeWeb({url: FakePage(body, headers={"content-type": kind})})
    articles = read_all(url, fetcher=lambda asked: fetch(asked, transport=web))
    assert [said in article.text for said, article in zip(words, articles, strict=True)] == [True] * len(words)
    assert articles[0].input.startswith(url)
    assert articles[0].url == (None if kind == EPUB else url)  # chapters are no versions of one another


@pytest.mark.parametrize("kind", [PDF, DOCX, EPUB])
def test_what_only_calls_itself_a_document(kind: str) -> None:
    web = FakeWeb({"https://courier.example/r": FakePage(BODY, headers={"content-type": kind})})
    (found,) = read_all("https://courier.example/r", fetcher=lambda asked: fetch(asked, transport=web))
    assert found.code == "unreadable"
    assert "https://courier.example/r" in found.message


# ---------------------------------------------------------------- tables


def test_tables(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text(
        f'\ufeffHeadline;Date;Body\n"Talks; day 1";2024-03-12;"{SAID}\n\nNobody was hurt."\n\n;;\nTalks;;\n'
    )
    first, second = read_all(path)
    assert (first.title, first.published.value) == ("Talks; day 1", "2024-03-12")
    assert first.text.endswith("Nobody was hurt.")
    assert second.code == "bad-record"
    (mapped, _) = read_all(path, columns=parse_columns("text=Body, byline=headline"))
    assert mapped.byline == "Talks; day 1"


def test_tables_that_do_not_say_what_is_what(tmp_path: Path) -> None:
    for name, body in {"a": b"x,y\n1,2\n", "b": b"text\n\xff\xfe\n", "c": b""}.items():
        (tmp_path / f"{name}.csv").write_bytes(body)
    assert codes(tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "c.csv") == [
        "bad-table",
        "undecodable",
        "bad-table",
    ]
    assert codes(tmp_path / "a.csv", columns={"text": "z"}) == ["bad-table"]
    with pytest.raises(Exception, match="does not say"):
        parse_columns("text=a,colour=b")


def test_tables_are_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.tables.BATCH_BYTES", 100)
    path = tmp_path / "dump.csv"
    path.write_text("\ufefftext,id\r\n" + "".join(f'"Žofia\r\nsaid {n}",{n}\r\n\r\n' for n in range(20)), newline="")
    found, place, batches = [], RowPlace(), 0
    while place is not None:
        rows = read_rows(str(path), "d", None, place)
        found, place, batches = [*found, *rows.found], rows.following, batches + 1
    assert batches > 5
    assert [one.input for one in found] == [f"d:{2 + 2 * n}" for n in range(20)]
    assert [json.loads(one.body) for one in found] == [{"text": f"Žofia\r\nsaid {n}", "id": f"{n}"} for n in range(20)]


def test_a_table_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_bytes(b"text,id\n" + f"{SAID},1\n".encode() * 200 + b"\xff\xfe,2\n")
    found = codes(path)
    assert (found[0], found[-1], len(set(found))) == ("read", "undecodable", 2)


# ---------------------------------------------------------------- mails

MAIL = (
    b"From: The Courier <news@courier.example>\r\nSubject: =?utf-8?q?Talks_go_on_=E2=80=93_live?=\r\n"
    b"Date: Tue, 12 Mar 2024 08:00:00 +0200\r\nMessage-ID: <1@courier.example>\r\nMIME-Version: 1.0\r\n"
)


def test_mails(tmp_path: Path) -> None:
    plain = MAIL + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + SAID.encode()
    page = MAIL + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + PAGE.encode()
    (tmp_path / "letter.eml").write_bytes(plain)
    (tmp_path / "page.eml").write_bytes(page)
    for article in read_all(tmp_path / "letter.eml", tmp_path / "page.eml"):
        assert (article.title, article.outlet) == ("Talks go on – live", "The Courier")
        assert article.published.value.startswith("2024-03-12T08:00")
        assert SAID in article.text


def test_mailboxes(tmp_path: Path) -> None:
    line = b"From news@courier.example Tue Mar 12 08:00:00 2024\n"
    body = MAIL.replace(b"\r\n", b"\n") + b"Content-Type: text/plain\n\n%s\n>From here on it was quiet.\n\n"
    (tmp_path / "box.mbox").write_bytes(line + body % b"First." + line + body % b"Second.")
    texts = [article.text for article in read_all(tmp_path / "box.mbox")]
    assert [text.split("\n")[0] for text in texts] == ["First.", "Second."]
    assert "\nFrom here on" in texts[0]
    (tmp_path / "none.mbox").write_bytes(b"")
    assert codes(tmp_path / "none.mbox") == ["empty"]


# ---------------------------------------------------------------- WARC


def record(kind: str, url: str, block: bytes, content_type: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-12T08:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{zlib.crc32(url.encode()):032x}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def response(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(
        f"{name.replace('_', '-')}: {value}\r\n"
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items()
    )
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 70] for at in range(0, len(body), 70)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


BODY = PAGE.encode()
REPORT = make_pdf(SAID)
RECORDS = [
    record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
    record("request", "http://courier.example/1", b"GET /1 HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
    record("response", "http://courier.example/1", response(BODY)),
    record("response", "http://courier.example/2", response(gzip.compress(BODY), Content_Encoding="gzip")),
    record("response", "http://courier.example/3", response(chunked(BODY), Transfer_Encoding="chunked")),
    record(
        "response",
        "http://courier.example/4",
        response(chunked(zlib.compress(BODY)), Transfer_Encoding="chunked", Content_Encoding="deflate"),
    ),
    record("response", "http://courier.example/5", response(brotli.compress(BODY), Content_Encoding="br")),
    record("response", "http://courier.example/6", response(BODY, Content_Encoding="gzip")),  # unpacked, header left
    record("response", "http://courier.example/404", response(BODY, "404 Not Found")),
    record("response", "http://courier.example/p.png", response(b"\x89PNG", Content_Type="image/png")),
    record("revisit", "http://courier.example/1", response(b"")),
    record("resource", "http://courier.example/7", BODY, "text/html"),
    record(
        "response",
        "http://courier.example/8",
        response(gzip.compress(REPORT), Content_Type=PDF, Content_Encoding="gzip"),
    ),
    record(
        "response",
        "http://courier.example/bomb",
        response(gzip.compress(b"<p>" + b" " * 40_000_000), Content_Encoding="gzip"),
    ),
]


def pack(records: list[bytes], how: str) -> bytes:
    if how == "whole.gz":
        return gzip.compress(b"".join(records))
    if how == "gz":
        return b"".join(gzip.compress(one) for one in records)
    if how == "zst":
        out = io.BytesIO()
        with ZstdWriter(out) as writer:
            writer.write(b"".join(records))
        return out.getvalue()
    return b"".join(records)


@pytest.mark.parametrize("how", ["plain", "gz", "zst"])
def test_warc(tmp_path: Path, how: str) -> None:
    path = tmp_path / ("a.warc" if how == "plain" else f"a.warc.{how}")
    path.write_bytes(pack(RECORDS, how))
    found = read_all(path)
    assert [one.url.rpartition("/")[2] for one in found[:-1]] == list("12345678")
    assert all(SAID in one.text for one in found[:-1])
    assert found[-1].code == "too-large"
    assert f"{path.name}@" in found[0].input
    assert "urn:uuid:" in found[0].input


def test_a_record_can_be_found_again_by_its_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(pack(RECORDS, "gz"))
    captures = [one for one in open_inputs([str(path)]) if isinstance(one, Capture)]
    for capture in captures:
        place = Place(int(capture.input.rpartition("@")[2].split()[0]))
        again = read_batch(str(path), path.name, place, 20_000_000).found[0]
        assert (again.url, again.body) == (capture.url, capture.body)


@pytest.mark.parametrize("how", ["plain", "gz", "zst", "whole.gz"])
def test_archives_are_read_in_batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Packed as a whole, records cannot be begun at, and are counted."""
    monkeypatch.setattr("sayso.reading.warc.BATCH_RECORDS", 2)
    path = tmp_path / f"a.warc.{how}"
    path.write_bytes(pack(RECORDS, how))
    urls, place, batches = [], Place(), 0
    while place is not None:
        batch = read_batch(str(path), "a", place, 20_000_000)
        urls += [one.url for one in batch.found if isinstance(one, Capture)]
        place, batches = batch.following, batches + 1
    assert batches == 7
    assert [url.rpartition("/")[2] for url in urls] == list("12345678")


def test_damaged_archives(tmp_path: Path) -> None:
    (tmp_path / "cut.warc.gz").write_bytes(pack(RECORDS[:4], "gz")[:-30])
    (tmp_path / "none.warc").write_bytes(b"no archive at all")
    (tmp_path / "empty.warc").write_bytes(pack(RECORDS[:2], "plain"))
    assert codes(tmp_path / "cut.warc.gz")[0] == "read"
    assert codes(tmp_path / "none.warc")[-1] in {"unreadable", "no-articles"}
    assert codes(tmp_path / "empty.warc") == ["no-articles"]


def test_snapshots_out_and_in(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 12, 8, 0, tzinfo=UTC)
    snapshots = [Snapshot(f"http://courier.example/{n}", BODY + b" " * n, "text/html", moment) for n in range(3)]
    path = tmp_path / "out.warc.gz"
    with path.open("wb") as stream:
        assert write_warc(stream, snapshots, software="sayso test") == 3
    captures = list(open_inputs([str(path)]))
    assert [(one.url, one.body) for one in captures] == [(one.url, one.body) for one in snapshots]
    assert b"2024-03-12T08:00:00Z" in gzip.decompress(path.read_bytes())
