"""Measuring the judge of pairs."""

import json

import pytest

from evaluation.pairs import HELD, calibration, count_scores, guard, main, read_held, read_pairs, read_sick
from sayso.judge import LABELS, FakeJudge, Judged


def test_scores_are_counted_by_hand():
    gold = ["same", "same", "opposes", "related", "different", "different"]
    found = ["same", "related", "related", "opposes", "different", "same"]
    scores = count_scores(gold, found)
    assert scores["F1 same"] == pytest.approx(50)
    assert scores["F1 related"] == pytest.approx(100 * 4 / 5)
    assert scores["F1 different"] == pytest.approx(100 * 2 / 3)
    assert scores["P opposes"] == scores["R opposes"] == 0
    assert scores["macro-F1 of three"] == pytest.approx((50 + 80 + 200 / 3) / 3)


def test_calibration_is_the_gap_between_saying_and_being_right():
    sure = Judged("same", dict.fromkeys(LABELS, 0.1) | {"same": 0.7})
    assert calibration(["same", "related"], [sure, sure]) == pytest.approx(20)


def test_pairs_are_read_with_their_articles(tmp_path):
    text = "Koll said it rains. Ott denied it."
    spans = [
        {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 18]]},
        {"source": [[20, 23]], "cue": [[24, 30]], "content": [[31, 33]]},
    ]
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "text": text, "attributions": spans}) + "\n")
    (tmp_path / "p.tsv").write_text("a\t0\ta\t1\topposes\n")
    (one,) = read_pairs(tmp_path / "p.tsv", [tmp_path / "a.jsonl"])
    assert (one.a.source, one.b.cue, one.label) == ("Koll", "denied", "opposes")
    (tmp_path / "bad.tsv").write_text("a\t0\tb\t1\topposes\n")
    assert main(["--pairs", str(tmp_path / "bad.tsv"), "--articles", str(tmp_path / "a.jsonl")], load=FakeJudge) == 1


def test_sick_becomes_the_four_labels(tmp_path):
    rows = ["ENTAILMENT\t4.6", "NEUTRAL\t3.4", "NEUTRAL\t1.2", "CONTRADICTION\t3.9"]
    lines = (
        f"{n}\tA dog runs\tA dog sits\t{score}\t{kind}" for n, (kind, score) in enumerate(r.split("\t") for r in rows)
    )
    (tmp_path / "s.txt").write_text("pair_ID\n" + "\n".join(lines) + "\n")
    assert [one.label for one in read_sick(tmp_path / "s.txt")] == ["same", "related", "different", "opposes"]


def test_the_gate_shuts_and_opens(tmp_path, capsys):
    floors = tmp_path / "floors.json"
    assert guard(FakeJudge(), floors=floors) == 1
    assert guard(FakeJudge(), update=True, floors=floors) == 0
    assert guard(FakeJudge(), floors=floors) == 0
    raised = {name: value + 5 for name, value in json.loads(floors.read_text()).items()}
    floors.write_text(json.dumps(raised))
    assert guard(FakeJudge(), floors=floors) == 1
    assert "below its floor" in capsys.readouterr().out


def test_held_out_pairs_are_well_formed_and_balanced():
    gold = read_held()
    assert len({(one.a, one.b) for one in gold}) == len(gold) == len(HELD.read_text("utf-8").splitlines())
    assert min(sum(one.label == label for one in gold) for label in LABELS) >= 30
