"""Which language a text is in.

English, by far the commonest here, is told by its function words in a fraction
of a millisecond; only where these do not settle it is the statistical
identifier loaded, which takes the better part of a second.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MIN_LETTERS = 25
"""Below this many letters, any answer would be a guess. A Chinese, Japanese or Korean one counts as three."""

_SAMPLE = 4000
"""Code points looked at: enough for certainty, and the time does not grow with the text."""

_MIN_WORDS = 12
_ENGLISH_SHARE = 0.2
"""The least share of function words in English. Measured on invented news prose: English 0.27 to 0.40;
German, French, Dutch, Spanish, Italian, Danish, Scots none above 0.12."""

_WORD = re.compile(r"[^\W\d_]+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ISO_639_1 = 2


@cache
def _function_words() -> frozenset[str]:
    lines = (files("sayso.text") / "data" / "english-function-words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def find_language(text: str) -> str | None:
    """The ISO 639-1 code of the text's language.

    None where the text has fewer than `MIN_LETTERS` letters, or where its
    language has no two-letter code.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    if len("".join(words)) + 2 * len(_CJK.findall(sample)) < MIN_LETTERS:
        return None
    if _is_english(words):
        return "en"
    return _identify(sample)


def _is_english(words: list[str]) -> bool:
    hits = sum(word.lower() in _function_words() for word in words)
    return len(words) >= _MIN_WORDS and hits >= _ENGLISH_SHARE * len(words)


def _identify(text: str) -> str | None:
    import py3langid  # noqa: PLC0415 - loads numpy and a model

    code: str = py3langid.classify(text)[0]
    return code if len(code) == _ISO_639_1 else None
