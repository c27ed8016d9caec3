"""The encoder that hears statements."""

import numpy as np
import pytest

from sayso.errors import ModelError
from sayso.extract.tagger import model_folder as tagger_folder
from sayso.meaning.listener import FILE, OnnxListener
from sayso.meaning.senses import ACTS, LEVELS, TYPES, load_senses, model_folder
from sayso.meaning.speakers import find_speakers
from sayso.meaning.views import find_views
from tests.meaning.make import scene

TOKENIZER = tagger_folder() / "tokenizer.json"


@pytest.fixture(scope="module")
def listener():
    return load_senses().listener


def views_of(marked, listener):
    made = scene(marked)
    return find_views(made, find_speakers(made), listener.cutter)


def test_every_view_has_a_score_for_every_label(listener):
    views = views_of("{s1:Anna Vel} {c1:denied} {t1:that she knew}. {t2:“It is so,”} {s2:Bo Kerr} {c2:said}.", listener)
    assert listener.score(views).shape == (2, len(TYPES) + len(ACTS) + len(LEVELS))


def test_a_view_is_scored_the_same_alone_and_among_others(listener):
    views = views_of("{s1:Anna Vel} {c1:denied} {t1:that she knew}. {t2:“It is so,”} {s2:Bo Kerr} {c2:said}.", listener)
    together = listener.score(views)
    assert np.array_equal(listener.score(views[1:]), together[1:])


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("{s1:Anna Vel} {c1:asked} {t1:whether the bridge would open}.", "ask"),
        ("{s1:The ministry} {c1:urged} {t1:drivers to stay at home}.", "demand"),
        ("{s1:Bo Kerr} {c1:vowed} {t1:to rebuild the harbour}.", "promise"),
        ("{t1:“He is a liar and a coward,”} {s1:Bo Kerr} {c1:said} of the mayor.", "accuse"),
    ],
)
def test_what_is_plain_is_heard(marked, act, listener):
    (scores,) = listener.score(views_of(marked, listener))
    acts = scores[len(TYPES) : len(TYPES) + len(ACTS)]
    assert ACTS[int(acts.argmax())] == act


def test_a_damaged_file_is_named(tmp_path, listener):
    (tmp_path / FILE).write_bytes(b"nothing")
    views = views_of("{s1:Anna} {c1:said} {t1:so}.", listener)
    with pytest.raises(ModelError, match=FILE):
        OnnxListener(tmp_path / FILE, TOKENIZER).score(views)


def test_the_shipped_file_keeps_its_size():
    assert (model_folder() / FILE).stat().st_size <= 24_000_000
