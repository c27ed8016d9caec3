"""``sayso claims`` and its kin on the terminal, with the judge that ships."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import time

import pytest

from sayso.schemas.claims import ClaimsOut
from sayso.store import add_reading, open_ledger
from sayso.store.claim_waiting import count_waiting
from tests.cli.conftest import SAYSO
from tests.make import Said, make_body, make_reading
from tests.meant import make_meant

BRIDGE = "that the bridge at Vessel Point will open to lorries in the second week of May"
GRAIN = "that grain from the eastern silos was sold twice by the harbour board"


def reading(number: int, *contents: str):
    said = tuple(Said(f"Ada Koll of berth {number}", "said", content) for content in contents)
    return make_reading(number, said=said, url=f"https://outlet.example/{number}", outlet=f"Outlet {number}")


@pytest.fixture
def filled(run, tmp_path):
    """The command line over a ledger whose articles wait to be compared."""
    readings = (reading(1, BRIDGE, GRAIN), reading(2, BRIDGE), reading(3, GRAIN), make_meant())
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        for each in readings:
            add_reading(ledger, each, make_body(each.article))
    return run


def listed(filled, *options):
    rows = csv.DictReader(io.StringIO(filled("claims", "--format", "csv", *options, check=0).stdout.decode()))
    return list(rows)


def test_the_whole_picture_is_as_its_schema_says(filled):
    picture = json.loads(filled("claims", "--format", "json", check=0).stdout)
    assert picture["schema"] == "sayso.claims/1"
    ClaimsOut.model_validate(picture)
    bridge = next(each for each in picture["claims"] if "lorries" in each["text"])
    assert {each["article"] for each in bridge["appearances"]} == {f"https://outlet.example/{n}" for n in (1, 2)}
    assert bridge["standing"]["outlets"] == 2
    denied = [each for each in picture["claims"] if each["standing"]["denials"]]
    assert denied, "the made article denies a report"


def test_lists_are_filtered_and_ordered(filled):
    assert {row["articles"] for row in listed(filled, "--least", "2")} == {"2"}
    assert len(listed(filled, "--about", "silos")) == 1
    assert all(int(row["denials"]) for row in listed(filled, "--denied"))
    assert listed(filled, "--about", "zeppelins") == []
    bad = filled("claims", "--since", "yesterday")
    assert bad.returncode == 1
    assert b"yesterday" in bad.stderr


def test_deciding_and_taking_it_back(filled):
    one, other = (listed(filled, "--about", word)[0]["id"] for word in ("lorries", "silos"))
    filled("claim", "merge", one, other, "--why", "both of the port", "--by", "Ada", check=0)
    assert len(listed(filled, "--about", "silos")) == 1
    shown = filled("claim", one, check=0).stdout.decode()
    assert "4 articles" in shown or "3 articles" in shown
    assert "both of the port" in shown
    filled("claim", "name", one, "The port", "--why", "shorter", check=0)
    assert "The port" in filled("claims", check=0).stdout.decode()
    assert "decision 1" in filled("claim", "decisions", check=0).stdout.decode()
    filled("claim", "undo", "1", "--why", "not so", check=0)
    assert listed(filled, "--about", "silos")[0]["id"] == other
    again = json.loads(filled("claim", "show", other, "--format", "json", check=0).stdout)
    assert {each["article"] for each in again["appearances"]} == {f"https://outlet.example/{n}" for n in (1, 3)}


def test_a_claim_is_watched(filled, tmp_path):
    bridge = listed(filled, "--about", "lorries")[0]["id"]
    said = json.loads(filled("statements", "--claim", bridge[:8], "--format", "json", check=0).stdout)
    assert {row["article"]["url"] for row in said} == {f"https://outlet.example/{n}" for n in (1, 2)}
    assert (
        json.loads(filled("statements", "--claim", bridge, "--relation", "denies", "--format", "json", check=0).stdout)
        == []
    )
    filled("alerts", "add", "The bridge", "--claim", bridge[:8], "--feed", check=0)
    filled("alerts", "add", "Against it", "--claim", bridge[:8], "--relation", "denies", "--feed", check=0)
    for number, content in ((7, BRIDGE), (8, BRIDGE.replace("will open", "will not open")), (9, GRAIN)):
        with open_ledger(tmp_path / "ledger.sqlite") as ledger:
            later = reading(number, content)
            add_reading(ledger, later, make_body(later.article))
    filled("claims", check=0)  # compares what waits
    told = filled("alerts", "send", check=0).stdout.decode()
    assert "The bridge: 2 new" in told
    assert "Against it: 1 new" in told
    assert f"claim {bridge}" in filled("alerts", check=0).stdout.decode()
    for wrong in (("--claim", "ffff0000"), ("--relation", "denies")):
        assert filled("alerts", "add", "Wrong", *wrong, "--feed").returncode == 1


def test_all_is_found_anew(filled):
    before = listed(filled)
    assert listed(filled, "--rebuild") == before


def test_a_rebuild_shows_how_far_it_is_and_goes_on_when_it_was_killed(run, tmp_path):
    place = tmp_path / "ledger.sqlite"
    contents = [BRIDGE, GRAIN, "that the board will publish its accounts of the silos before the winter"]
    with open_ledger(place) as ledger:
        for number in range(24):
            each = reading(number, contents[number % 3])
            add_reading(ledger, each, make_body(each.article))
    before = listed(run)
    screen, told = os.openpty()
    working = subprocess.Popen(
        [str(SAYSO), "claims", "--rebuild"],
        stdout=subprocess.DEVNULL,
        stderr=told,
        env={**os.environ, "SAYSO_DB": str(place), "TERM": "xterm"},
    )
    with open_ledger(place, readonly=True) as ledger:
        deadline = time.monotonic() + 300
        while not 0 < count_waiting(ledger) < 20 and time.monotonic() < deadline:
            time.sleep(0.005)
        working.kill()
        working.wait()
        left = count_waiting(ledger)
    assert 0 < left < 20, "killed while it worked"
    assert b"comparing" in os.read(screen, 1 << 20)
    assert listed(run) == before
    with open_ledger(place, readonly=True) as ledger:
        assert not count_waiting(ledger)
    os.close(told)
    os.close(screen)


def test_what_cannot_be_right_and_who_copies(filled):
    assert json.loads(filled("oppositions", "--format", "json", check=0).stdout).keys() == {
        "oppositions",
        "position_changes",
        "figure_conflicts",
    }
    assert json.loads(filled("copies", "--format", "json", check=0).stdout) == []
    stands = json.loads(filled("actor", "show", "Tomas Verrick", "--positions", "--format", "json", check=0).stdout)
    assert any("denies" in each["sides"] for each in stands)


def test_what_is_not_there_is_said(filled):
    for command in (
        ("claim", "ffff0000"),
        ("claim", "undo", "7", "--why", "x"),
        ("claim", "move", "ffff", "--why", "x"),
    ):
        done = filled(*command)
        assert done.returncode == 1
        assert b"sayso" in done.stderr
