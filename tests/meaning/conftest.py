"""Scenes read by the language model, loaded once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sayso.meaning.language import Language
from sayso.meaning.scene import Scene
from tests.meaning.make import scene

Read = Callable[..., Scene]


@pytest.fixture(scope="session")
def language() -> Language:
    """spaCy, which takes a second to load."""
    return Language()


@pytest.fixture
def parsed(language: Language) -> Read:
    """A marked text as ``make.scene`` makes it, with sentences, tokens and names."""

    def read(marked: str, **options: str) -> Scene:
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return read
