"""Bytes to characters, by evidence.

The order is that of browsers (WHATWG HTML, "determining the character
encoding"), with UTF-8 and statistics after it: byte order mark, what the
sender declares, what the page's own ``<meta>`` or XML declaration says, UTF-8
if every byte fits, and a guess last. A declaration that the bytes contradict
is not followed, and a note says so. Nothing is decoded to mojibake: where no
character set fits, `decode` raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from sayso.errors import InputError
from sayso.text.language import find_language

if TYPE_CHECKING:
    from collections.abc import Iterator

Origin = Literal["bom", "header", "meta", "utf-8", "guess"]

MARKS = (
    (b"\xff\xfe\x00\x00", "utf_32_le"),
    (b"\x00\x00\xfe\xff", "utf_32_be"),
    (b"\xef\xbb\xbf", "utf_8"),
    (b"\xff\xfe", "utf_16_le"),
    (b"\xfe\xff", "utf_16_be"),
)
"""Byte order marks; the longer before those that they begin with."""

_PRESCAN = 4096
"""How many bytes of a page may hold its declaration; browsers look at 1024, some pages need more."""

_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]{0,1000}?\bcharset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_NOT_ASCII = re.compile(r"[^\x00-\x7f�]")

_GUESSABLE = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r",
    "cp932", "euc_jp", "gb18030", "big5hkscs", "cp949",
)  # fmt: skip
"""What a guess may end in: the character sets that old news pages were written in."""

_GUESS_BYTES = 100_000
"""A guess looks at this much of the bytes, so that it takes well under a second."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters, the codec that gave them, and what named it."""

    text: str
    charset: str
    origin: Origin
    notes: tuple[str, ...] = ()


@cache
def _labels() -> dict[str, str]:
    """Python's codec name by label, from ``data/charset-labels.txt``."""
    found: dict[str, str] = {}
    lines = (files("sayso.text") / "data" / "charset-labels.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            codec, _, labels = line.partition(": ")
            found.update(dict.fromkeys(labels.split(), codec))
    return found


def codec_of(label: str) -> str | None:
    """Python's name of the codec that a browser would take for this label, or None."""
    return _labels().get(label.strip().strip("\"'").lower())


def has_mark(body: bytes) -> bool:
    """Whether the bytes begin with a byte order mark."""
    return any(body.startswith(mark) for mark, _ in MARKS)


def decode(body: bytes, *, declared: str | None = None, markup: bool = False) -> Decoded:
    """Decode bytes; newlines stay as they are, a byte order mark is no part of the text.

    ``declared`` is the label the sender gave (HTTP header, MIME part);
    ``markup`` says whether to look for a declaration in the bytes themselves.

    Raises:
        InputError: ``undecodable``, where no character set fits.

    """
    for mark, codec in MARKS:
        if body.startswith(mark):
            return _decode_marked(body[len(mark) :], codec)
    notes: list[str] = []
    for label, origin in _declarations(body, declared, markup=markup):
        decoded = _decode_declared(body, label, origin, notes)
        if decoded is not None:
            return decoded
    try:
        return Decoded(body.decode("utf-8"), "utf_8", "utf-8", tuple(notes))
    except UnicodeDecodeError:
        return _decode_damaged(body, notes) or _guess(body, notes)


def _declarations(body: bytes, declared: str | None, *, markup: bool) -> Iterator[tuple[str, Origin]]:
    """What sender and page say the character set is, the sender first."""
    if declared:
        yield declared, "header"
    if markup:
        head = _COMMENT.sub(b"", body[:_PRESCAN])
        match = _XML.search(head) or _META.search(head)
        if match:
            label = match[1].decode("ascii")
            # A declaration that was found by reading ASCII cannot name UTF-16 (WHATWG prescan, step 9).
            yield ("utf-8" if label.lower().startswith(("utf-16", "utf-32")) else label), "meta"


def _decode_marked(body: bytes, codec: str) -> Decoded:
    try:
        return Decoded(body.decode(codec), codec, "bom")
    except UnicodeDecodeError as error:
        # A mark settles what the bytes are, so a broken tail is damage, not another character set.
        text = body.decode(codec, "replace")
        if text.count("�") > max(1, len(text) // 1000):
            message = f"the byte order mark says {_shown(codec)}, but the bytes are something else"
            raise InputError(message, code="undecodable", hint="Save the file as UTF-8.") from error
        return Decoded(text, codec, "bom", (_damage_note(text, codec),))


def _decode_declared(body: bytes, label: str, origin: Origin, notes: list[str]) -> Decoded | None:
    """Decode as declared, or say in ``notes`` why not."""
    codec = codec_of(label)
    if codec is None:
        notes.append(f"The declared character set {label[:40]!r} is not known and was not used.")
        return None
    try:
        text = body.decode(codec)
    except UnicodeDecodeError:
        if codec != "utf_8":  # UTF-8 gets its turn, and its note, later
            notes.append(f"The declared character set {label[:40]} does not fit the bytes and was not used.")
        return None
    if codec != "utf_8" and not text.isascii() and _is_utf8(body):
        # Bytes beyond ASCII hardly ever form valid UTF-8 by accident: the label is wrong, not they.
        notes.append(f"The declared character set {label[:40]} is wrong: the bytes are UTF-8.")
        return None
    return Decoded(text, codec, origin, tuple(notes))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_damaged(body: bytes, notes: list[str]) -> Decoded | None:
    """Read as UTF-8 what is UTF-8 but for a few bytes (a cut character, a pasted piece), with a note."""
    text = body.decode("utf-8", "replace")
    bad = text.count("�")
    good = len(_NOT_ASCII.findall(text))
    if bad * 10 > good or bad * 1000 > len(text) + 1000:
        return None
    return Decoded(text, "utf_8", "utf-8", (*notes, _damage_note(text, "utf_8")))


def _damage_note(text: str, codec: str) -> str:
    places = text.count("�")
    return f"{places} place(s) are not valid {_shown(codec)} and were replaced by U+FFFD."


def _guess(body: bytes, notes: list[str]) -> Decoded:
    """The character set that makes sense of the bytes, where its letters fit the language they spell."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only few inputs ever need it

    found = []
    for match in from_bytes(body[:_GUESS_BYTES], cp_isolation=list(_GUESSABLE)):
        # Several sets may read the bytes alike; of those, cp1252 is by far the likeliest.
        codec = "cp1252" if "cp1252" in match.could_be_from_charset else match.encoding
        text = str(match)
        if _is_clean(text) and (fit := _fit(text)) is not None:
            found.append((fit, codec))
    if not found:
        raise _undecodable()
    codec = max(found)[1]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:  # it fits the beginning, but not to the end
        raise _undecodable() from error
    note = f"No usable character set is declared; the bytes were read as {_shown(codec)}, a guess."
    return Decoded(text, codec, "guess", (*notes, note))


def _undecodable() -> InputError:
    message = "the characters cannot be told from the bytes: neither UTF-8 nor a known character set fits"
    return InputError(message, code="undecodable", hint="Save the file as UTF-8, or name its character set.")


def _fit(text: str) -> float | None:
    """How well the characters beyond ASCII fit the language that the text is in; None where they do not.

    Statistics alone take French in cp1252 for cp1250 ("trčs") and Polish in
    cp1250 for cp1257; a language's own letters tell them apart.
    """
    known = _alphabets()
    least, letters = known.get(find_language(text) or "", (1.0, frozenset()))
    foreign = [character for character in text.lower() if not character.isascii()]
    marks = known["marks"][1]
    fitting = sum(character in letters or character in marks for character in foreign)
    if not letters or fitting < least * len(foreign):
        return None
    return fitting / len(foreign)


@cache
def _alphabets() -> dict[str, tuple[float, frozenset[str]]]:
    """Least share and characters by language, from ``data/alphabets.txt``."""
    lines = (files("sayso.text") / "data" / "alphabets.txt").read_text("utf-8").split("\n")
    rows = (line.split(" ", 2) for line in lines if line and not line.startswith("#"))
    return {language: (float(share), frozenset(letters)) for language, share, letters in rows}


def _is_clean(text: str) -> bool:
    """Whether the text has no control characters, which no writer types."""
    return not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]", text)


def _shown(codec: str) -> str:
    """The name people know a codec by."""
    return codec.replace("cp125", "windows-125").replace("iso8859_", "ISO-8859-").replace("utf_", "UTF-")
