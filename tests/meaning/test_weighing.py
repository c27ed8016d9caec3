"""Named features, weighed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.meaning.weighing import load_table, load_weights, weigh


def test_no_features_leave_the_constant():
    assert weigh((), {}) == pytest.approx(0.5)
    assert weigh((), {"": 2.0}) > 0.8


def test_features_that_are_not_known_count_nothing():
    assert weigh(("rain",), {"sun": 3.0}) == weigh((), {"sun": 3.0})


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=3), st.floats(-1e6, 1e6)))
def test_it_is_always_a_probability(weights):
    assert 0 <= weigh(weights, weights) <= 1


@pytest.mark.parametrize("name", ["channels", "responses"])
def test_the_shipped_weights_load(name):
    shipped = load_weights(name)
    assert 0 < shipped.limit < 1
    assert "" in shipped.weights


def test_missing_weights_are_told_by_name():
    with pytest.raises(ModelError, match="nobody-weights"):
        load_weights("nobody")


def test_a_file_that_is_no_json_is_damaged():
    with pytest.raises(ModelError, match="act-levels"):
        load_table("act-levels.txt")


def test_json_that_holds_no_weights_is_damaged(monkeypatch, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rain-weights.json").write_text('["rain"]')
    monkeypatch.setattr("sayso.meaning.weighing.files", lambda _package: tmp_path)
    with pytest.raises(ModelError, match="rain-weights"):
        load_weights("rain")
