"""``sayso add`` and what shows the ledger."""

import csv
import io
import json

import pytest


@pytest.fixture
def filled(run, article):
    run("add", article, check=0)
    return run


def test_adding_twice_changes_nothing(run, article):
    first = run("add", article, check=0).stdout.decode()
    again = run("add", article, check=0).stdout.decode()
    assert first.startswith("new")
    assert first.splitlines()[-1] == "1 new"
    assert again.startswith("known")
    assert again.splitlines()[-1] == "1 known"


def test_refusals_are_named_and_the_rest_goes_on(run, article, tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    done = run("add", "picture.txt", article, check=1)
    assert b"picture.txt" in done.stderr
    assert done.stdout.decode().splitlines()[-1] == "1 new, 1 refused"


def test_list_show_statements_search(filled):
    listed = json.loads(filled("list", "--format", "json", check=0).stdout)
    assert [row["title"] for row in listed] == ["Koll Rejects Draft Paper"]
    shown = filled("show", listed[0]["id"][:8], check=0).stdout.decode()
    assert "Ada Koll" in shown
    assert "sha256" in shown
    rows = list(
        csv.DictReader(io.StringIO(filled("statements", "--speaker", "Koll", "-f", "csv", check=0).stdout.decode()))
    )
    assert rows
    assert all("Koll" in row["source"] for row in rows)
    found = filled("search", "draft", check=0).stdout.decode()
    assert "Koll Rejects Draft Paper" in found


def test_filters_that_match_nothing_say_so(filled):
    done = filled("statements", "--speaker", "Nobody", check=0)
    assert done.stdout == b""
    assert b"nothing found" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("show", "ffff"), "ffff"),
        (("statements", "--since", "not-a-day"), "not-a-day"),
        (("search", '"'), "sayso"),
    ],
)
def test_what_cannot_be_found_is_named(filled, arguments, complaint):
    done = filled(*arguments)
    assert complaint in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_foreign_database_is_refused_and_left_alone(run, article, tmp_path):
    foreign = tmp_path / "notes.db"
    foreign.write_bytes(b"these are my notes, no database" * 100)
    before = foreign.read_bytes()
    done = run("add", "--db", foreign, article, check=1)
    assert b"notes.db" in done.stderr
    assert foreign.read_bytes() == before


def test_the_ledger_is_whole(filled):
    assert b"whole" in filled("check", check=0).stdout


def test_postgresql_by_url(run, article, postgres):
    url = postgres.url(postgres.create_database())
    run("add", "--db", url, article, check=0)
    assert b"Koll Rejects Draft Paper" in run("list", check=0, SAYSO_DB=url).stdout


def test_a_refusal_names_its_input_once(run):
    complaint = run("add", "missing.txt", check=1).stderr.decode()
    assert complaint.count("missing.txt") == 1


def test_bare_serve_would_be_seen_by_others(run):
    done = run("serve", "--host", "203.0.113.9", "--port", "0", check=1)
    assert b"knows no users" in done.stderr
    assert b"203.0.113.9" in done.stderr
