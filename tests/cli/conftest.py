"""The command line as users run it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAYSO = Path(sys.executable).with_name("sayso")


@pytest.fixture
def run(tmp_path):
    """Run ``sayso`` in an empty folder, with a ledger of its own; returns the finished process."""

    def run(*arguments, stdin=b"", check=None, timeout=300, **environment):
        done = subprocess.run(
            [str(SAYSO), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, "SAYSO_DB": str(tmp_path / "ledger.sqlite"), "COLUMNS": "100", **environment},
            timeout=timeout,
            check=False,
        )
        if check is not None:
            assert done.returncode == check, done.stderr.decode()
        return done

    return run


@pytest.fixture
def article(tmp_path):
    """A small article in a file."""
    path = tmp_path / "talks.txt"
    path.write_text(
        "Koll Rejects Draft Paper\n\nBy Bram Ott\nTuesday, Mar 12, 2024 - 07:40 PM\n\n"
        "“We will not sign this paper,” Foreign Minister Ada Koll said on Monday.\n\n"
        "The Courier reported that two officials had seen the draft.\n",
        encoding="utf-8",
    )
    return path
