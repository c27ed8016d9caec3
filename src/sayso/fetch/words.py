"""What faults mean, in words: the lists under ``data/``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

_OTHER = "Reading it failed ({code})."


def fault_in_words(code: str) -> str:
    """A sentence that a journalist understands, for a `FetchError`'s or a refusal's ``code``."""
    return _faults().get(code) or _OTHER.format(code=code.replace("http-", "HTTP "))


def challenge_words() -> tuple[str, ...]:
    """Words that only pages hold which test for browsers, in lower case."""
    return _lines("challenges")


@cache
def _lines(name: str) -> tuple[str, ...]:
    text = (files("sayso.fetch") / "data" / f"{name}.txt").read_text("utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def _faults() -> dict[str, str]:
    return dict(line.split(maxsplit=1) for line in _lines("faults"))
