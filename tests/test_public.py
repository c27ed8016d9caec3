"""The names that others import."""

import subprocess
import sys

import sayso


def test_all_is_sorted_and_there():
    assert sayso.__all__ == sorted(sayso.__all__)
    assert all(hasattr(sayso, name) for name in sayso.__all__)


def test_reads_a_text_and_keeps_it():
    text = "“We will not sign,” Ada Koll said.\r\n"
    reading = sayso.read(text)
    assert reading.text == text
    assert [s.source.text for s in reading.statements] == ["Ada Koll"]
    assert reading == sayso.read(text)


def test_importing_is_light():
    heavy = "import sys, sayso, sayso.cli; print([m for m in ('onnxruntime', 'sqlalchemy', 'trafilatura', 'fastapi', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
