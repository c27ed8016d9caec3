"""Source type, act and certainty."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.extract.pieces import WordPieces
from sayso.extract.tagger import model_folder as tagger_folder
from sayso.meaning.scene import Vectors
from sayso.meaning.senses import ACTS, LEVELS, TYPES, SensesModel, find_senses, load_senses, model_folder
from sayso.meaning.speakers import find_speakers
from sayso.meaning.traits import SLOTS
from sayso.types import CharSpan
from tests.meaning.make import scene

SCORES = len(TYPES) + len(ACTS) + len(LEVELS)
WIDTH = 2
TOKENIZER = tagger_folder() / "tokenizer.json"


class Deaf:
    """A listener that hears nothing, or always the same."""

    def __init__(self, always=0.0):
        self.always = always
        self.cutter = WordPieces(TOKENIZER)

    def score(self, views):
        return np.zeros((len(views), SCORES), dtype=np.float32) + self.always


def model(seed=0, **changes):
    """Small weights drawn by chance, which know three traits."""
    chance = np.random.default_rng(seed)

    def draw(*shape):
        return chance.normal(size=shape).astype(np.float32)

    made = SensesModel(
        name="drawn",
        sha256="0" * 64,
        traits={"cue word:denied": 0, "cue word:said": 1, "kind:direct": 2},
        inside=draw(SLOTS * WIDTH, 5),
        inside_traits=draw(3, 5),
        inside_bias=draw(5),
        outside=draw(5, SCORES),
        outside_traits=draw(3, SCORES),
        outside_bias=draw(SCORES),
        listener=Deaf(),
        weights=((1.0, 1.0),) * 3,
    )
    return replace(made, **changes)


def senses_in(made, weights):
    return find_senses(made, find_speakers(made), weights)


def favouring(name, *, by=20.0):
    """Weights that lean to one label."""
    bias = np.zeros(SCORES, dtype=np.float32)
    bias[[*TYPES, *ACTS, *LEVELS].index(name)] = by
    return bias


@pytest.fixture
def denial():
    return scene("{s1:Anna Vel} {c1:denied} {t1:that she knew}. {t2:“It is so,”} {s2:Bo Kerr} {c2:said}.")


def test_every_statement_has_a_sense_whose_types_are_shares_best_first(denial):
    senses = senses_in(denial, model())
    assert len(senses) == 2
    for sense in senses:
        kinds, shares = zip(*sense.types, strict=True)
        assert sorted(kinds) == sorted(TYPES)
        assert sum(shares) == pytest.approx(1, abs=0.001)
        assert list(shares) == sorted(shares, reverse=True)
        assert 0 < sense.act.confidence <= 1


@settings(deadline=None)  # the first example loads lists and word classes
@given(st.integers(0, 1000))
def test_act_and_certainty_go_together(seed):
    made = scene("{s1:Anna Vel} {c1:denied} {t1:that she knew}. {t2:“It is so,”} {s2:Bo Kerr} {c2:said}.")
    for sense in senses_in(made, model(seed)):
        if sense.act.name == "deny":
            assert sense.level == "denied"
        if sense.act.name in ("promise", "demand", "refuse", "ask"):
            assert sense.level == "na"


@pytest.mark.parametrize(("name", "level"), [("deny", "denied"), ("demand", "na"), ("ask", "na")])
def test_a_sure_act_decides_the_certainty(name, level):
    plain = scene("{s1:Anna Vel} {c1:said} {t1:that she knew}.")
    assert {s.level for s in senses_in(plain, model(outside_bias=favouring(name, by=60)))} == {level}


def test_a_cue_that_settles_the_act_outweighs_the_network(denial):
    first, second = senses_in(denial, model(outside_bias=favouring("demand", by=60)))
    assert (first.act.name, first.level, second.act.name) == ("deny", "denied", "demand")


def test_traits_that_are_not_known_change_nothing():
    first, second = (
        senses_in(scene(f"{{s1:Vel}} {{c1:{cue}}} {{t1:yes}}"), model()) for cue in ("murmured", "muttered")
    )
    assert first == second


def test_vectors_count_where_they_have_the_width_of_the_weights(denial):
    spans = (CharSpan(0, 8),)
    bare = senses_in(denial, model())
    fitting, other = (
        senses_in(replace(denial, vectors=Vectors(spans, np.ones((1, width), dtype=np.float32))), model())
        for width in (WIDTH, WIDTH + 1)
    )
    assert fitting != bare
    assert other == bare


def test_what_is_heard_and_what_is_counted_weigh_as_the_settings_say(denial):
    heard, counted = Deaf(favouring("demand", by=9)), favouring("ask", by=9)
    for weights, act in (((1.0, 0.5), "demand"), ((0.5, 1.0), "ask")):
        made = model(listener=heard, outside_bias=counted, weights=(weights,) * 3)
        assert senses_in(denial, made)[1].act.name == act


def test_less_weight_is_less_sure(denial):
    hot, cold = (senses_in(denial, model(weights=((w, w),) * 3)) for w in (0.25, 1.0))
    assert all(h.types[0][1] < c.types[0][1] for h, c in zip(hot, cold, strict=True))


def test_no_statements_no_senses():
    assert senses_in(scene("Rain fell."), model()) == ()


def test_the_shipped_weights_load_and_are_small():
    shipped = load_senses()
    assert shipped.outside.shape[1] == SCORES
    assert len(shipped.traits) == len(shipped.inside_traits)
    assert sum(file.stat().st_size for file in model_folder().iterdir()) < 27_000_000


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(model_folder(), tmp_path / "model")


@pytest.mark.parametrize("name", ["senses.npz", "listener.onnx"])
def test_weights_that_were_changed_are_refused(copied, name):
    with (copied / name).open("ab") as file:
        file.write(b"!")
    with pytest.raises(ModelError, match=f"{name} is missing or damaged"):
        load_senses(copied)


def test_missing_weights_are_refused(tmp_path):
    with pytest.raises(ModelError, match="missing"):
        load_senses(tmp_path)


def test_settings_without_a_field_are_refused(copied):
    settings = json.loads((copied / "senses.json").read_text("utf-8"))
    del settings["weights"]
    (copied / "senses.json").write_text(json.dumps(settings), "utf-8")
    with pytest.raises(ModelError):
        load_senses(copied)
