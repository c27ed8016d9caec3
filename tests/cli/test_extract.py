"""``sayso extract``."""

import csv
import io
import json
import os
import pty
import subprocess

from tests.cli.conftest import SAYSO


def test_json_of_one_input_is_one_object_with_true_offsets(run, article):
    reading = json.loads(run("extract", article, "--format", "json", check=0).stdout)
    assert reading["schema"] == "sayso.article/1"
    assert reading["title"] == "Koll Rejects Draft Paper"
    assert reading["byline"] == "Bram Ott"
    assert reading["published"].startswith("2024-03-12T19:40")
    assert reading["text"] == article.read_text(encoding="utf-8")
    assert reading["statements"]
    for statement in reading["statements"]:
        for role in ("source", "cue", "content"):
            pieces = [reading["text"][start:end] for start, end in statement[role]["spans"]]
            assert " … ".join(pieces) == statement[role]["text"]


def test_jsonl_streams_a_line_an_input_and_refusals_do_not_stop_it(run, article, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = run("extract", article, "empty.txt", "missing.txt", article, "-f", "jsonl", check=1)
    assert [json.loads(line)["input"] for line in done.stdout.splitlines()] == [str(article)] * 2
    complaints = done.stderr.decode()
    assert "empty.txt" in complaints
    assert "missing.txt" in complaints


def test_jsonl_input_keeps_ids_and_text(run, tmp_path):
    rows = [{"id": f"a{n}", "text": f"Ada Koll said that {n} ships had sailed.\r\n"} for n in range(3)]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = run("extract", "feed.jsonl", "-f", "jsonl", check=0)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["given_id"], r["text"]) for r in found] == [(row["id"], row["text"]) for row in rows]


def test_json_of_several_inputs_is_a_list(run, article):
    assert len(json.loads(run("extract", article, article, "-f", "json", check=0).stdout)) == 2


def test_csv_has_a_row_a_statement_and_no_formulas(run, tmp_path):
    (tmp_path / "evil.txt").write_text(
        "“=1+1 is what they owe us,” Ada Koll said.\n\n=HYPERLINK said Koll.\n", encoding="utf-8"
    )
    done = run("extract", "evil.txt", "--format", "csv", check=0)
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode())))
    assert rows
    assert {"source", "cue", "content", "content_spans"} <= rows[0].keys()
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_standard_input(run, article):
    done = run("extract", "-", "-f", "json", stdin=article.read_bytes(), check=0)
    assert json.loads(done.stdout)["statements"]


def test_plain_lines_when_piped(run, article):
    lines = run("extract", article, check=0).stdout.decode().splitlines()
    assert lines[0].startswith("# Koll Rejects Draft Paper")
    assert all(line.startswith("#") or line.count("\t") == 9 for line in lines)
    assert "\x1b" not in "".join(lines)


def test_a_table_on_a_terminal_obeys_no_control_characters_of_the_article(article):
    article.write_text("Title\n\n“Wipe \x1b[2J it,” Ada Koll said.\n", encoding="utf-8")
    ours, theirs = pty.openpty()
    child = subprocess.Popen([str(SAYSO), "extract", str(article)], stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the child has gone
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert child.wait(60) == 0
    assert b"Ada Koll" in shown
    assert b"\x1b[2J" not in shown


def test_other_languages_are_named(run, tmp_path):
    text = "Le ministre des affaires étrangères a déclaré que les pourparlers reprendraient la semaine prochaine à Valmère."
    (tmp_path / "bref.txt").write_text(text, encoding="utf-8")
    reading = json.loads(run("extract", "bref.txt", "-f", "json", check=0).stdout)
    assert reading["language"] == "fr"
    assert reading["statements"] == []
    assert "does not read yet" in " ".join(reading["notes"])


def test_wrong_usage(run):
    assert run("extract").returncode == 2
    assert run("extract", "x", "--format", "xml").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_reader_that_goes_away_is_no_error(article):
    command = [str(SAYSO), "extract", *[str(article)] * 30, "-f", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(60) == 0


def test_help_shows_examples(run):
    for command in ("extract", "add", "list", "show", "statements", "search", "check", "serve", "actors", "actor"):
        assert b"sayso " + command.encode() in run(command, "--help", check=0).stdout
