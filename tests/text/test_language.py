from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.text.language import find_language

ENGLISH = "The minister said on Friday that the talks would go on and that nobody had asked for more time."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        ("Die Ministerin sagte am Freitag, dass die Gespräche trotz allem weitergehen würden.", "de"),
        ("La ministre a déclaré vendredi que les pourparlers se poursuivraient malgré tout.", "fr"),
        ("La ministra dijo el viernes que las conversaciones continuarían a pesar de todo.", "es"),
        ("De minister zei vrijdag dat de gesprekken ondanks alles worden voortgezet.", "nl"),
        ("Министр заявила в пятницу, что переговоры продолжатся несмотря ни на что.", "ru"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize("text", ["", "Talks go on.", "12 345 6789 0000 11111 2222 33333 44444", "!" * 1000])
def test_too_little_to_tell(text: str) -> None:
    assert find_language(text) is None


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    found = find_language(text)
    assert found is None or len(found) == 2


def test_plain_english_loads_no_model() -> None:
    code = (
        f"import sys; from sayso.text.language import find_language as f; f({ENGLISH!r}); print('numpy' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"
