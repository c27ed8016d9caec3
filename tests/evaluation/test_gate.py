"""The gate with a tagger that answers what the test wants: what opens it and what shuts it."""

import json
from dataclasses import dataclass

import pytest

from evaluation.floors import EPSILON, FLOORS, BadFloors, Floors, read_floors, tolerance, write_floors
from evaluation.gate import main
from evaluation.gold import CORPUS, digest_corpus, read_gold_corpus
from evaluation.measure import ROLES, SCORES, Count
from sayso.errors import ModelError
from sayso.extract.tagger import Tagged
from sayso.types import Attribution, CharSpan

ARTICLE = (
    "=== e0{n}01 | {field} | plain\n{{t1:“We sail at {n},”}} {{c1:said}} {{s1:the pilot}}.\n\n"
    "{{s2:The Lantern}} {{c2:reported}} {{t2:that {{s3:two nurses}} {{c3:saw}} {{t3:boat {n} leave}}}}.\n\n"
    "{{s4:Koll}} {{c4:called}} {{t4:the “voyage” late}}.\n"
)
MAGIC = 1_000


@dataclass(frozen=True)
class Known:
    """Answers from the gold, without the attributions whose numbers are in ``forgets``."""

    answers: dict
    forgets: frozenset = frozenset()
    name: str = "known"
    sha256: str = "ab" * 32

    def read(self, text, *, skip=()):
        return Tagged(
            tuple(
                Attribution(*(tuple(CharSpan(*s) for s in one[role]) for role in ROLES), "indirect", 1.0)
                for number, one in enumerate(self.answers[text])
                if number not in self.forgets
            )
        )


class Gate:
    def __init__(self, folder):
        self.corpus, self.floors = folder / "corpus", folder / "floors.json"
        self.corpus.mkdir()
        for n, field in enumerate(("sport", "war", "local"), 1):
            (self.corpus / f"e0{n}.txt").write_text(ARTICLE.format(n=n, field=field), encoding="utf-8")
        write_floors(Floors(digest_corpus(self.corpus), dict.fromkeys(SCORES)), self.floors)

    def run(self, *arguments, forgets=()):
        answers = {article.text: article.attributions for article in read_gold_corpus(self.corpus)}
        arguments = ["--corpus", str(self.corpus), "--floors", str(self.floors), *arguments]
        return main(arguments, load=lambda _: Known(answers, frozenset(forgets)))

    def floor(self, name="attribution_relaxed"):
        return read_floors(self.floors).floors[name]


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def test_floors_that_are_not_set_keep_it_shut(gate, capsys):
    assert gate.run() == 1
    assert "--update" in capsys.readouterr().out


def test_update_sets_what_is_reached_and_opens_it(gate, capsys):
    assert gate.run("--update") == 0
    assert gate.floor() == 100
    assert read_floors(gate.floors).tagger == "known " + "ab" * 32
    assert gate.run() == 0
    printed = capsys.readouterr().out
    assert "All floors hold" in printed
    assert "sport" in printed


def test_a_fall_shuts_it_and_is_named(gate, capsys):
    gate.run("--update")
    assert gate.run(forgets={0, 3}) == 1
    printed = capsys.readouterr().out
    assert "attribution_relaxed is 66.67, below its floor of 100.00" in printed
    assert "source_accuracy is" not in printed


def test_each_field_tells_how_many_come_out_right(gate, capsys):
    gate.run(forgets={0})
    rows = [row.replace("–", " ").split() for row in capsys.readouterr().out.splitlines()]
    f1, low, high, right, gold, found = "85.71", "85.71", "85.71", "3", "4", "3"
    assert ["war", *[f1, low, high, right] * 2, gold, found] in rows


def test_update_refuses_to_lower_and_writes_nothing(gate, capsys):
    gate.run("--update")
    before = gate.floors.read_bytes()
    assert gate.run("--update", forgets={0, 3}) == 1
    assert gate.run("--update", "--allow-lower", "  ", forgets={0, 3}) == 1
    assert gate.floors.read_bytes() == before
    assert "--allow-lower" in capsys.readouterr().err


def test_a_reason_lowers_and_is_kept(gate):
    gate.run("--update")
    assert gate.run("--update", "--allow-lower", "smaller model", forgets={0, 3}) == 0
    assert gate.floor() == 66.67
    assert gate.floor("source_accuracy") == 100
    assert gate.run(forgets={0, 3}) == 0
    lowered = json.loads(gate.floors.read_text())["lowered"]
    assert {"score": "attribution_relaxed", "old": 100.0, "new": 66.67, "reason": "smaller model"} in lowered
    assert all(row["reason"] == "smaller model" for row in lowered)
    assert gate.run("--update") == 0
    assert gate.floor() == 100
    assert json.loads(gate.floors.read_text())["lowered"] == lowered


def test_update_never_lowers_within_the_tolerance_either(gate):
    gate.run("--update")
    floors = read_floors(gate.floors)
    high = Floors(floors.corpus_sha256, {**floors.floors, "cue_token": 100 + EPSILON / 2}, floors.tagger)
    write_floors(high, gate.floors)
    assert gate.run() == 0
    assert gate.run("--update") == 0
    assert gate.floor("cue_token") == 100 + EPSILON / 2


def test_a_changed_corpus_shuts_it_and_says_what_to_do(gate, capsys):
    gate.run("--update")
    path = gate.corpus / "e01.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("pilot", "cook"), encoding="utf-8")
    assert gate.run() == 1
    printed = capsys.readouterr().out
    assert digest_corpus(gate.corpus)[:12] in printed
    assert "Undo the change" in printed
    assert gate.run("--update") == 1
    assert gate.run("--update", "--allow-lower", "the cook speaks now") == 0
    assert gate.run() == 0
    assert read_floors(gate.floors).lowered[0].reason == "the cook speaks now"


def test_a_model_that_cannot_be_loaded_shuts_it(gate, capsys):
    def load(_):
        raise ModelError("the tagger's file x is missing")

    arguments = ["--corpus", str(gate.corpus), "--floors", str(gate.floors)]
    assert main(arguments, load=load) == 1
    assert "x is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "damage",
    ["{", "[]", '{"corpus_sha256": "a"}', '{"corpus_sha256": "a", "floors": {"luck": 1}, "tagger": "", "lowered": []}'],
)
def test_damaged_floors_shut_it(gate, capsys, damage):
    gate.floors.write_text(damage)
    assert gate.run() == 1
    assert "floors.json" in capsys.readouterr().err
    gate.floors.unlink()
    assert gate.run() == 1


def test_floors_come_back_as_they_were_written(gate):
    gate.run("--update")
    gate.run("--update", "--allow-lower", "why", forgets={1})
    before = read_floors(gate.floors)
    write_floors(before, gate.floors)
    assert read_floors(gate.floors) == before


def test_the_tolerance_is_half_a_point_or_one_attribution():
    assert tolerance(Count(0, MAGIC, MAGIC)) == EPSILON
    assert tolerance(Count(0, 10, 10)) == 10
    assert tolerance(Count()) == EPSILON


def test_any_gold_with_predictions(gate, tmp_path, capsys):
    rows = [{"id": a.id, "text": a.text, "attributions": list(a.attributions)} for a in read_gold_corpus(gate.corpus)]
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found.write_text("".join(json.dumps(row) + "\n" for row in rows[:2]), encoding="utf-8")
    assert gate.run("--gold", str(gold), "--predictions", str(found)) == 0
    printed = capsys.readouterr().out
    assert "1 of them without a prediction" in printed
    assert "attribution_relaxed    100.00  66.67  80.00" in printed
    assert gate.run("--gold", str(gold), "--model", "a-folder") == 0
    assert "attribution_relaxed    100.00 100.00 100.00" in capsys.readouterr().out
    assert gate.run("--gold", str(tmp_path / "none.jsonl")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ["--predictions", "x"],
        ["--gold", "x", "--predictions", "y", "--model", "z"],
        ["--gold", "x", "--update"],
        ["--allow-lower", "why"],
        ["--frobnicate"],
    ],
    ids=" ".join,
)
def test_wrong_usage(gate, wrong):
    with pytest.raises(SystemExit, match="2"):
        gate.run(*wrong)


@pytest.mark.parametrize(
    ("corpus", "floors"), [(CORPUS, FLOORS), (CORPUS.parent / "complaints", CORPUS.parent / "complaints.json")]
)
def test_the_pinned_corpus_is_the_one_that_is_there(corpus, floors):
    assert read_floors(floors).corpus_sha256 == digest_corpus(corpus)


def test_strange_scores_are_named(tmp_path):
    floors = Floors("a", {**dict.fromkeys(SCORES), "luck": 1.0})
    write_floors(floors, tmp_path / "floors.json")
    assert read_floors(tmp_path / "floors.json").floors == dict.fromkeys(SCORES)
    data = json.loads((tmp_path / "floors.json").read_text())
    del data["floors"]["nested"]
    (tmp_path / "floors.json").write_text(json.dumps(data))
    with pytest.raises(BadFloors, match="nested"):
        read_floors(tmp_path / "floors.json")
