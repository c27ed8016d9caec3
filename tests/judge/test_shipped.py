"""The shipped judge and its embedder."""

import json
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.judge import LABELS, FakeEmbedder, FakeJudge, OnnxEmbedder, OnnxJudge, PairText
from sayso.judge.files import EMBEDDER, JUDGE, SETTINGS, TOKENIZER, model_folder

SHUT = PairText("Two officials", "said", "the northern locks had been shut by order of the minister")
DENIED = PairText("A spokesman", "denied", "that the minister had ordered the northern locks shut")
FARES = PairText("The council", "voted", "to make buses free for children from January")
SIDES = st.builds(PairText, st.text(max_size=20), st.text(max_size=10), st.text(min_size=1, max_size=60))


@pytest.fixture(scope="module")
def judge():
    return OnnxJudge()


def test_tells_a_denial_from_another_matter(judge):
    denial, other = judge.judge([(SHUT, DENIED), (SHUT, FARES)])
    assert denial.label in {"opposes", "related"}
    assert denial.scores["same"] == 0.0
    assert other.label == "different"


def test_the_same_words_are_known_by_rule(judge):
    (found,) = judge.judge([(SHUT, PairText("The Courier", "reported", f"“{SHUT.content}”"))])
    assert (found.label, found.by) == ("same", "words")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=3))
def test_order_and_company_change_nothing(judge, pairs):
    found = judge.judge(pairs)
    assert found == judge.judge([(b, a) for a, b in pairs])
    assert found[-1:] == judge.judge(pairs[-1:])
    for one in found:
        assert set(one.scores) == {*LABELS, "cosine"}
        assert sum(one.scores[name] for name in LABELS) == pytest.approx(1, abs=0.001)


def test_threads_change_nothing(judge):
    pairs = [(SHUT, DENIED), (SHUT, FARES), (DENIED, FARES)]
    assert OnnxJudge(threads=2).judge(pairs) == judge.judge(pairs)


def test_long_texts_are_cut(judge):
    long = PairText("s " * 999, "c " * 999, "water " * 9999)
    assert judge.judge([(long, SHUT)])[0].label in LABELS


def test_vectors_are_of_length_one_and_near_where_texts_are():
    rows = OnnxEmbedder().embed([SHUT.content, DENIED.content, FARES.content, ""])
    assert rows.shape == (4, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(4), abs=1e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert OnnxEmbedder().embed([]).shape == (0, 384)


def test_weights_are_those_that_training_signed():
    told = json.loads((model_folder() / SETTINGS).read_text())
    for part, file in (("judge", JUDGE), ("embedder", EMBEDDER)):
        assert sha256((model_folder() / file).read_bytes()).hexdigest() == told[part]["sha256"]


def test_missing_and_damaged_files_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"judge\.json"):
        OnnxJudge(tmp_path)
    (tmp_path / SETTINGS).write_bytes((model_folder() / SETTINGS).read_bytes())
    (tmp_path / JUDGE).write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        OnnxJudge(tmp_path, embedder=OnnxEmbedder()).judge([(SHUT, DENIED)])
    (tmp_path / TOKENIZER).write_bytes((model_folder() / TOKENIZER).read_bytes())
    with pytest.raises(ModelError, match=r"judge\.onnx"):
        OnnxJudge(tmp_path, embedder=OnnxEmbedder()).judge([(SHUT, DENIED)])
    with pytest.raises(ModelError, match=r"embedder\.onnx"):
        OnnxEmbedder(tmp_path).embed(["x"])
    told = json.loads((tmp_path / SETTINGS).read_text())
    (tmp_path / SETTINGS).write_text(json.dumps(told | {"constant": [1.0]}))
    with pytest.raises(ModelError, match=r"judge\.json"):
        OnnxJudge(tmp_path)


def test_the_fakes_keep_the_same_promises():
    pairs = [(SHUT, DENIED), (SHUT, FARES), (SHUT, SHUT)]
    found = FakeJudge().judge(pairs)
    assert [one.label for one in found][1:] == ["different", "same"]
    assert found == FakeJudge().judge([(b, a) for a, b in pairs])
    assert all(set(one.scores) == {*LABELS, "cosine"} for one in found)
    rows = FakeEmbedder().embed([SHUT.content, FARES.content])
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(2), abs=1e-5)
