"""Judging pairs as values and as lines."""

import json

import pytest

import sayso
from sayso.errors import InputError
from sayso.judge import FakeJudge, Judged
from sayso.service.judging import MOST_AT_ONCE, compare, judge_lines
from sayso.types import Refusal

A = {"source": "Koll", "cue": "said", "content": "the locks stay shut all winter"}
B = {"source": None, "content": "“The locks stay shut all winter”"}


def test_sides_may_be_mappings_or_statements():
    statement = sayso.read("“The locks stay shut all winter,” Ada Koll said.").statements[0]
    assert compare(A, B, judge=FakeJudge()).label == "same"
    assert compare(A, statement, judge=FakeJudge()) == compare(statement, A, judge=FakeJudge())


@pytest.mark.parametrize("side", [{}, {"content": " "}, {"content": 3}, {"content": "x", "cue": []}, None, "words", 7])
def test_what_is_no_statement_is_refused(side):
    with pytest.raises(InputError, match="b"):
        compare(A, side, judge=FakeJudge())


def test_bad_lines_are_refused_in_their_place():
    good = json.dumps({"a": A, "b": B}).encode()
    bad = [b"{", b"[]", b'{"a": {}}', b"\xff", json.dumps({"a": A, "b": "x"}).encode(), b"[" * 100_000]
    found = list(judge_lines([good, *bad, b"\n", good], "pairs.jsonl", FakeJudge()))
    assert [type(one) for one in found] == [Judged, *[Refusal] * len(bad), Judged]
    assert found[1].message.startswith("pairs.jsonl, line 2: ")
    assert found[6].message.startswith("pairs.jsonl, line 7: ")


def test_many_lines_come_out_in_order():
    lines = [json.dumps({"a": A, "b": B if n % 3 else {"content": f"ship {n}"}}) for n in range(3 * MOST_AT_ONCE)]
    found = list(judge_lines((line.encode() for line in lines), "-", FakeJudge()))
    assert [one.label == "same" for one in found] == [bool(n % 3) for n in range(len(lines))]
