"""``sayso actors``, ``sayso actor``, and what statements mean on the terminal."""

import csv
import io
import json
import os
import pty
import subprocess

import pytest

from sayso.store import add_reading, open_ledger
from tests.cli.conftest import SAYSO
from tests.make import make_body
from tests.meant import make_meant
from tests.store.test_actors import tell


@pytest.fixture
def filled(run, tmp_path):
    """The command line over a ledger whose statements have meanings."""
    with open_ledger(tmp_path / "ledger.sqlite") as ledger:
        for reading in (make_meant(), tell(1, "Tomas Verrick"), tell(2, "Ada Koll"), tell(3, "Ada Brandl")):
            add_reading(ledger, reading, make_body(reading.article))
    return run


def rows(done):
    return list(csv.DictReader(io.StringIO(done.stdout.decode())))


def statements(filled, *filters):
    return json.loads(filled("statements", *filters, "-f", "json", check=0).stdout)


def test_csv_carries_every_field(filled):
    threat = next(row for row in rows(filled("statements", "-f", "csv", check=0)) if row["act_threat"] == "true")
    assert (threat["speaker"], threat["act"], threat["certainty"]) == ("Tomas Verrick", "warn", "certain")
    assert json.loads(threat["quantities"])[0]["low"] == 50_000
    denial = next(row for row in rows(filled("statements", "--act", "deny", "-f", "csv", check=0)) if row["via"])
    assert (denial["via"], denial["said_start"], denial["said_precision"]) == ("press briefing", "2031-03-03", "day")
    assert [link["name"] for link in json.loads(denial["chain"])] == ["Norvane Press", "Tomas Verrick"]
    wire = statements(filled)[0]
    assert {name.partition("_")[0] for name in threat} >= {name.partition("_")[0] for name in wire} - {
        "article",
        "id",
        "actors",
    }


def test_filters_by_what_statements_mean(filled):
    assert len(statements(filled, "--actor", "Tomas Verrick")) == 4
    assert len(statements(filled, "--speaker", "Verrick", "--act", "promise")) == 1
    assert [each["source_type"] for each in statements(filled, "--anonymous")] == ["anonymous"]
    assert [each["source"]["text"] for each in statements(filled, "--denied")] == ["The Valmere Courier"]
    assert [each["act"]["name"] for each in statements(filled, "--said-since", "2031-03-04")] == ["deny"]
    assert len(statements(filled, "--threat", "--figures", "--certainty", "certain")) == 1


def test_an_actor_and_what_it_said_in_time_order(filled):
    shown = filled("actor", "verrick", check=0).stdout.decode()
    assert shown.splitlines()[0].startswith("# Tomas Verrick")
    assert "spokesman" in shown
    assert "deny" in shown
    profile = json.loads(filled("actor", "show", "Tomas Verrick", "-f", "json", check=0).stdout)
    assert profile["name"] == "Tomas Verrick"
    assert [each["act"]["name"] for each in profile["said"]] == ["assert", "deny", "promise", "warn"]
    assert rows(filled("actor", "Tomas Verrick", "-f", "csv", check=0))[1]["act"] == "deny"


def test_the_directory(filled):
    listed = json.loads(filled("actors", "--kind", "person", "-f", "json", check=0).stdout)
    assert listed[0]["name"] == "Tomas Verrick"
    assert [row["name"] for row in rows(filled("actors", "koll", "-f", "csv", check=0))] == ["Ada Koll"]
    assert filled("actors", "nobody", check=0).stdout == b""


def test_deciding_who_is_who(filled):
    done = filled("actor", "merge", "Ada Koll", "Ada Brandl", "--why", "married", "--by", "desk", check=0)
    assert done.stdout.decode().startswith("decision 1:")
    assert len(statements(filled, "--actor", "Ada Brandl")) == 2
    assert "married" in filled("actor", "Ada Koll", check=0).stdout.decode()
    filled("actor", "undo", "1", "--why", "they are cousins", check=0)
    assert len(statements(filled, "--actor", "Ada Brandl")) == 1
    made = json.loads(filled("actor", "decisions", "-f", "json", check=0).stdout)
    assert [(each["verb"], each["who"] == "desk") for each in made] == [("merge", True), ("undo", False)]
    assert "cousins" in filled("actor", "decisions", check=0).stdout.decode()


def test_splitting_an_actor(filled):
    article = statements(filled, "--actor", "Ada Koll")[0]["article"]["id"]
    split = ("actor", "split", "Ada Koll", "--why", "the swimmer")
    assert filled(*split).returncode == 1
    assert b"somebody else" in filled(*split).stderr
    filled(*split, "--article", article[:9], check=0)
    assert (
        b"1 article"
        in filled(
            "actor",
            "split",
            "Tomas Verrick",
            "--why",
            "x",
            "--article",
            statements(filled, "--actor", "Tomas Verrick")[-1]["article"]["id"],
            check=0,
        ).stdout
    )


def test_decisions_need_a_reason(filled):
    assert filled("actor", "merge", "Ada Koll", "Ada Brandl").returncode == 2


def test_a_terminal_shows_what_statements_mean(filled, tmp_path):
    ours, theirs = pty.openpty()
    key = make_meant().article.key
    environment = {**os.environ, "SAYSO_DB": str(tmp_path / "ledger.sqlite"), "COLUMNS": "300"}
    child = subprocess.Popen([str(SAYSO), "show", key], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the child has gone
            break
        shown += part
    os.close(ours)
    assert child.wait(60) == 0
    words = " ".join(shown.decode(errors="replace").split())
    for expected in (
        "via press briefing",
        "threat (on a condition)",
        "at least 50,000 tons",
        "← Valmere Courier",
        "own voice",
        "Tomas Verrick, person: spokesman, also Verrick",
    ):
        assert expected in words
