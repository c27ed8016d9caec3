"""What the listener sees of a statement."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.extract.pieces import WordPieces
from sayso.extract.tagger import model_folder
from sayso.meaning.speakers import Voices, find_speakers
from sayso.meaning.views import (
    AROUND,
    BEGIN,
    CONTENT,
    CUE,
    END,
    MOST_PIECES,
    SOURCE,
    SPEAKER,
    SURFACE,
    TYPES,
    VOICE,
    find_views,
)
from sayso.runtime import open_tokenizer
from sayso.types import Speaker
from tests.meaning.make import scene

TOKENIZER = model_folder() / "tokenizer.json"


@pytest.fixture(scope="module")
def cutter():
    return WordPieces(TOKENIZER)


@pytest.fixture(scope="module")
def spell():
    tokenizer = open_tokenizer(TOKENIZER)
    return lambda ids: [tokenizer.id_to_token(number) for number in ids]


def views_of(made, cutter):
    return find_views(made, find_speakers(made), cutter)


def part_of(view, part):
    return view.ids[view.surface[:, -1] == part].tolist()


def test_words_are_marked_with_the_part_they_play(cutter, spell):
    (view,) = views_of(scene("Rain fell. {s1:Anna Vel} {c1:denied} {t1:that it is so}."), cutter)
    assert spell(part_of(view, SOURCE)) == ["anna", "ve", "##l"]
    assert spell(part_of(view, CUE)) == ["denied"]
    assert spell(part_of(view, CONTENT)) == ["that", "it", "is", "so"]
    around = [piece for piece in part_of(view, AROUND) if piece != END]
    assert spell(around) == ["rain", "fell", ".", "."]


def test_a_view_begins_with_the_type_and_the_name_of_who_speaks(cutter, spell):
    made = scene("{s1:The minister} {c1:spoke} {t1:of rain}.")
    voices = Voices((Speaker("Anna Vel", 0.9, None),), ("person",), ())
    (view,) = find_views(made, voices, cutter)
    assert view.ids[0] == BEGIN
    assert view.surface[0, -1] == VOICE + TYPES.index("person")
    assert spell(part_of(view, SPEAKER)) == ["anna", "ve", "##l"]


def test_a_speaker_without_a_name_leaves_no_words_for_one(cutter):
    (view,) = views_of(scene("{t1:“Rain will fell us all.”}"), cutter)
    assert part_of(view, SPEAKER) == []


def test_words_out_of_reach_are_left_out_and_stretches_end(cutter):
    far = " ".join(["rain"] * 40)
    (view,) = views_of(scene(f"{{s1:Anna}} {far} {{c1:said}} {{t1:so}}."), cutter)
    assert len(part_of(view, AROUND)) < 40
    assert (view.ids == END).sum() >= 2


def test_long_contents_are_read_at_both_ends(cutter, spell):
    words = [f"x{number}" for number in range(90)]
    (view,) = views_of(scene(f"{{s1:Anna}} {{c1:said}} {{t1:first {' '.join(words)} last}}."), cutter)
    heard = spell(part_of(view, CONTENT))
    assert heard[0] == "first"
    assert "last" in heard


@settings(deadline=None, max_examples=40)
@given(content=st.text(max_size=300), source=st.text(min_size=1, max_size=40))
def test_no_text_breaks_the_bounds(cutter, content, source):
    clean = str.maketrans("", "", "{}\n")
    content, source = content.translate(clean), source.translate(clean)
    made = scene(f"{{s1:{source}x}} {{c1:said}} {{t1:y{content}}}")
    for view in views_of(made, cutter):
        assert 0 < len(view.ids) <= MOST_PIECES
        assert view.surface.shape == (len(view.ids), len(SURFACE))
        assert (view.surface >= 0).all()
        assert (view.surface < np.array(SURFACE)).all()


def test_what_stands_elsewhere_changes_no_view(cutter):
    one = "{s1:Anna Vel} {c1:said} {t1:that it is so}."
    far = " ".join(["rain"] * 30)
    alone, *_ = views_of(scene(f"{one} {far}."), cutter)
    among, *_ = views_of(scene(f"{one} {far}. {{s2:Bo}} {{c2:left}}{{t2:, he said}}."), cutter)
    assert alone.ids.tolist() == among.ids.tolist()
