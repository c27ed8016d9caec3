"""What a stated confidence is worth, on answers whose worth is known."""

import json
from dataclasses import replace

import pytest
from lxml import etree

from evaluation.gold import read_gold_lines
from evaluation.reliability import Bin, draw, expected_error, fill_bins, judge, judge_speakers, main
from sayso.extract.tagger import Tagged
from sayso.types import Act, Attribution, Certainty, CharSpan, Meaning, Speaker
from training.layered import Layer

TEXT = "Ott said no. Vel denied it."
GOLD = [
    {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]},
    {"source": [[13, 16]], "cue": [[17, 23]], "content": [[24, 26]]},
]


class Half:
    """Finds both statements, and puts the second into the wrong mouth, less sure of it."""

    name, sha256 = "half", "0" * 64

    def read(self, text, *, skip=()):
        first = Attribution((CharSpan(0, 3),), (CharSpan(4, 8),), (CharSpan(9, 11),), "indirect", 0.95)
        second = Attribution((CharSpan(0, 3),), (CharSpan(17, 23),), (CharSpan(24, 26),), "indirect", 0.35)
        return Tagged((first, second))


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "attributions": GOLD}) + "\n", encoding="utf-8")
    return path


def test_each_statement_is_judged(gold):
    assert judge(Half(), read_gold_lines(gold)) == [(0.95, True), (0.35, False)]


def test_bins_and_error():
    bins = fill_bins([(0.95, True), (1.0, True), (0.35, False), (0.31, True)])
    assert [(b.low, b.count, b.right) for b in bins] == [(0.3, 2, 0.5), (0.9, 2, 1.0)]
    assert expected_error(bins) == pytest.approx((abs(0.33 - 0.5) + abs(0.975 - 1.0)) / 2)


def test_the_plot_has_a_dot_a_bin_and_a_name():
    picture = etree.fromstring(draw((Bin(0.3, 0.4, 0.35, 0.2, 5), Bin(0.9, 1.0, 0.95, 0.9, 50)), "Statements").encode())
    assert len(picture.findall(".//{*}circle")) == 2
    assert picture.get("aria-label") == "Statements"


def test_a_gold_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["--gold", str(tmp_path / "none.jsonl")]) == 1
    assert "none.jsonl" in capsys.readouterr().err


class Voice:
    """Gives both statements to the same person, half sure of the second."""

    def __call__(self, reading, tagged):
        speakers = (Speaker("Ott", 0.97), Speaker("Ott", 0.5))
        return replace(
            reading,
            statements=tuple(
                replace(one, meaning=Meaning(speaker, "person", Act("assert", 1.0), Certainty("certain")))
                for one, speaker in zip(reading.statements, speakers, strict=True)
            ),
        )


def test_each_speaker_is_judged(gold):
    layers = {"a": [layer("person", "Mr. Ott"), layer("person", "Vel")]}
    assert judge_speakers(Half(), Voice(), read_gold_lines(gold), layers) == [(0.97, True), (0.5, False)]


def test_a_name_where_nobody_is_meant_is_wrong(gold):
    layers = {"a": [layer("none", "-"), layer("class", "critics")]}
    assert judge_speakers(Half(), Voice(), read_gold_lines(gold), layers) == [(0.97, False), (0.5, False)]


def test_layers_that_are_no_table_are_named(gold, tmp_path, capsys):
    (tmp_path / "layers.tsv").write_text("a\t0\tperson\n", encoding="utf-8")
    assert main(["--gold", str(gold), "--layers", str(tmp_path / "layers.tsv")]) == 1
    assert "layers.tsv" in capsys.readouterr().err


def layer(kind, speaker):
    return Layer(kind, speaker, "assert", "certain", frozenset(), None)
