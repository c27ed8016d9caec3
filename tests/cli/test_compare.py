"""``sayso compare``."""

import json

A = {"source": "Koll", "cue": "said", "content": "the northern locks stay shut all winter"}
B = {"source": "Ms Koll", "cue": ":", "content": "“[The] northern locks stay shut all winter”"}
PAIR = json.dumps({"a": A, "b": B})


def test_a_line_a_line_and_bad_lines_stop_nothing(run, tmp_path):
    (tmp_path / "pairs.jsonl").write_text(f"{PAIR}\nnot json\n{PAIR}\n")
    done = run("compare", "--pairs", "pairs.jsonl", check=1)
    first, bad, last = map(json.loads, done.stdout.splitlines())
    assert first == last
    assert first["label"] == "same"
    assert set(first["scores"]) == {"same", "opposes", "related", "different", "cosine"}
    assert bad["error"]["code"] == "bad-pair"
    assert "pairs.jsonl, line 2" in done.stderr.decode()


def test_standard_input_is_read(run):
    done = run("compare", "--pairs", "-", stdin=PAIR.encode(), check=0)
    assert json.loads(done.stdout)["label"] == "same"
    assert not done.stderr


def test_a_missing_file_is_named(run):
    done = run("compare", "--pairs", "nowhere.jsonl", check=1)
    assert "nowhere.jsonl" in done.stderr.decode()
    assert run("compare").returncode == 2
