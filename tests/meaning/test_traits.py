"""What the classifier of senses sees."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.statements import to_statements
from sayso.meaning.scene import Scene, Vectors
from sayso.meaning.speakers import find_speakers
from sayso.meaning.traits import SLOTS, find_traits, find_vectors, words_of
from sayso.reading import read_text
from sayso.types import Attribution, CharSpan
from tests.meaning.make import scene


def traits_in(made):
    return find_traits(made, find_speakers(made))


def traits_of(marked, **given):
    """The traits of the only statement."""
    (traits,) = traits_in(scene(marked, **given))
    return traits


def test_words_of_each_part_are_told_apart():
    traits = traits_of("{s1:Anna Vel} {c1:denied} {t1:that she knew}.", names=[("Anna Vel", "PERSON")])
    assert {"source word:anna", "cue word:denied", "content:knew", "content begins:that she", "name:PERSON"} <= set(
        traits
    )
    assert "has:sc" in traits
    assert "kind:indirect" in traits


def test_a_statement_without_source_and_cue_has_traits():
    traits = traits_of("{t1:“We will not go.”}")
    assert "has:" in traits
    assert "kind:direct" in traits


def test_nested_speech_knows_the_cue_it_stands_under():
    outer, inner = traits_in(
        scene("{s1:The Bell} {c1:reported} {t1:that {s2:a judge} {c2:resigned over} {t2:the ruling}}.")
    )
    assert "nested" not in outer
    assert {"nested", "parent cue:reported"} <= set(inner)


def test_words_beside_a_statement_are_the_hearers():
    assert "beside:reporters" in traits_of("{s1:Vel} {c1:told} reporters {t1:that she knew}.")


def test_a_question_is_seen():
    assert "content mark:?" in traits_of("{t1:“Who knew?”} {s1:Vel} {c1:asked}.")


def test_a_trait_is_named_once():
    traits = traits_of("{s1:Vel} {c1:said} {t1:no, no, no and no}.")
    assert len(set(traits)) == len(traits)


def test_vectors_are_means_over_parts():
    made = scene("{s1:Vel} {c1:said} {t1:yes}.")
    spans = tuple(CharSpan(*place) for place in ((0, 3), (4, 8), (9, 12), (12, 13)))
    rows = np.eye(4, dtype=np.float32)
    (row,) = find_vectors(replace(made, vectors=Vectors(spans, rows)))
    slots = row.reshape(SLOTS, 4)
    assert slots[0].tolist() == [1, 0, 0, 0]
    assert slots[2].tolist() == [0, 1, 0, 0]
    assert slots[4].tolist() == [0, 0, 1, 0]
    assert slots[-1].tolist() == [0.25] * 4


def test_a_scene_without_vectors_has_rows_of_no_width():
    assert find_vectors(scene("{s1:Vel} {c1:said} {t1:yes}.")).shape == (1, 0)


def test_long_contents_cost_no_more_than_their_share():
    short, long = (len(traits_of("{s1:Vel} {c1:said} {t1:" + "so it went on and on " * n + "}")) for n in (10, 1000))
    assert long < 2 * short


@settings(deadline=None)  # the first example loads lists
@given(st.text(min_size=3), st.data())
def test_no_text_raises(text, data):
    article = read_text(text) if text.strip() else read_text("x")
    places = st.integers(0, len(article.text) - 1)
    spans = [
        tuple(
            CharSpan(start, start + 1) for start in sorted(set(data.draw(st.lists(places, min_size=least, max_size=3))))
        )
        for least in (0, 0, 1)
    ]
    statements = to_statements((Attribution(*spans, kind="indirect", confidence=0.5),), article)
    made = Scene(article, statements, (CharSpan(0, len(article.text)),))
    assert len(traits_in(made)) == len(find_vectors(made)) == 1


def test_marks_and_apostrophes_are_words():
    assert words_of("Don’t go, Anna!") == ["don't", "go", ",", "anna", "!"]
