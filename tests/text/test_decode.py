from __future__ import annotations

import codecs
import os
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.text.decode import codec_of, decode

TEXTS = {
    "fr": (
        "cp1252",
        (
            "Le président a déclaré vendredi que les négociations étaient terminées. « C'est faux », "
            "a-t-il ajouté près de la frontière."
        ),
    ),
    "de": (
        "cp1252",
        "Der Präsident erklärte am Freitag, die Verhandlungen über den Übergang müssten weitergehen.",
    ),
    "en": ("cp1252", "The minister said that it’s “completely untrue” — and that he’d go on. Nobody agreed."),
    "pl": (
        "cp1250",
        "Prezydent powiedział w piątek, że rozmowy zostały zakończone. Źródła twierdzą, że jest inaczej.",
    ),
    "cs": ("cp1250", "Prezident v pátek řekl, že jednání skončila. Zdroje tvrdí něco jiného a úřady mlčí."),
    "ru": ("cp1251", "Президент заявил в пятницу, что переговоры завершены. Источники говорят другое."),
    "tr": (
        "cp1254",
        "Cumhurbaşkanı cuma günü görüşmelerin bittiğini söyledi. Kaynaklar ise başka anlatıyor.",
    ),
    "ja": ("cp932", "大統領は金曜日、交渉は終わったと述べた。しかし情報筋によると、状況は異なるという。"),
    "zh": ("gb18030", "总统星期五说，谈判已经结束。但是消息人士说情况不同。"),
    "ko": ("cp949", "대통령은 금요일에 협상이 끝났다고 말했다. 그러나 소식통에 따르면 상황은 다르다고 한다."),
    "el": ("cp1253", "Ο πρόεδρος είπε την Παρασκευή ότι οι συνομιλίες τελείωσαν. Οι πηγές λένε κάτι άλλο."),
}


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_comes_back_unaltered(text: str) -> None:
    body = text.encode()
    if not any(body.startswith(mark) for mark in (b"\xef\xbb\xbf",)):
        assert decode(body).text == text


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_byte_order_mark_settles_it_and_is_no_text(mark: bytes, codec: str, text: str) -> None:
    if not (codec == "utf-16-le" and text.startswith("\0")):  # that is the mark of UTF-32
        decoded = decode(mark + text.encode(codec), declared="windows-1251")
        assert (decoded.text, decoded.origin) == (text, "bom")


def test_newlines_stay() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("language", TEXTS)
def test_guess_fits_the_language(language: str) -> None:
    codec, text = TEXTS[language]
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.origin == "guess"
    assert "guess" in decoded.notes[0]


@pytest.mark.parametrize("language", TEXTS)
def test_declared_in_the_header(language: str) -> None:
    codec, text = TEXTS[language]
    label = {"cp932": "shift_jis", "cp949": "euc-kr"}.get(codec, codec)
    decoded = decode(text.encode(codec), declared=label)
    assert (decoded.text, decoded.origin, decoded.notes) == (text, "header", ())


@pytest.mark.parametrize(
    "declaration",
    [
        b"<meta charset=windows-1251>",
        b"<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
        b"<?xml version='1.0' encoding='windows-1251'?><html>",
        b"<!-- <meta charset=utf-16> --><meta charset='windows-1251'>",
    ],
)
def test_declared_in_the_page(declaration: bytes) -> None:
    text = "Президент заявил"
    decoded = decode(declaration + text.encode("cp1251"), markup=True)
    assert decoded.text.endswith(text)
    assert decoded.origin == "meta"


def test_header_stands_above_meta() -> None:
    body = b"<meta charset=windows-1251>" + "café".encode("cp1252")
    assert decode(body, declared="iso-8859-1", markup=True).text.endswith("café")


def test_wrong_declaration_is_not_followed_and_noted() -> None:
    decoded = decode("Müller sagte „nein“".encode(), declared="ISO-8859-1")
    assert decoded.text == "Müller sagte „nein“"
    assert "wrong" in decoded.notes[0]
    decoded = decode("Müller".encode(), declared="no-such-charset")
    assert "not known" in decoded.notes[0]


def test_web_labels() -> None:
    assert codec_of(" ISO-8859-1 ") == codec_of("latin1") == "cp1252"
    assert codec_of("gb2312") == "gb18030"
    assert codec_of("utf-7") is codec_of("rot13") is codec_of("unicode_escape") is None


def test_cut_character_is_replaced_with_a_note() -> None:
    body = ("„Die Gespräche gehen weiter“, sagte die Ministerin am Freitag für alle. " * 20).encode()
    decoded = decode(body + "ü".encode()[:1])
    assert decoded.text.endswith("\ufffd")
    assert "replaced" in decoded.notes[0]


def test_rather_refused_than_mojibake() -> None:
    for body in (os.urandom(4000) + b"\x81\x8d", b"\xff\xfe\x00\xd8" * 40):
        with pytest.raises(InputError) as caught:
            decode(body)
        assert caught.value.code == "undecodable"


@settings(deadline=None)
@given(st.binary(max_size=200), st.none() | st.sampled_from(["utf-8", "gbk", "utf-16", "x", "iso-2022-jp"]))
def test_any_bytes_are_text_or_refused(body: bytes, declared: str | None) -> None:
    with suppress(InputError):
        decode(body, declared=declared, markup=True).text.encode("utf-8")
