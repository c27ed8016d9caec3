"""Linking by choices, on hand-made tables."""

import numpy as np

from sayso.extract.chain import LABELS
from sayso.extract.link import Layout, Limits, find_spans, link
from sayso.extract.scores import Choices, Scores

LABEL = {name: number for number, name in enumerate(LABELS)}


def path_of(*labels):
    return np.array([LABEL[label] for label in labels])


def sure(path):
    odds = np.zeros((len(path), len(LABELS)), dtype=np.float32)
    odds[np.arange(len(path)), path] = 1.0
    return odds


def choices(words, **chosen):
    """Every word chooses nothing, but for those given as w3=5: word 3 chooses word 5."""
    table = np.zeros((words, words + 1), dtype=np.float32)
    table[:, -1] = 1.0
    for word, other in chosen.items():
        table[int(word[1:])] = 0.0
        table[int(word[1:]), other] = 1.0
    return Choices(tuple(table), (0,) * words)


def test_spans_of_a_path():
    path = path_of("B-source", "I-source", "O", "B-cue", "B-content", "I-content", "B-content")
    assert list(find_spans(path, (1,) * 7)) == [
        ("source", range(2)),
        ("cue", range(3, 4)),
        ("content", range(4, 6)),
        ("content", range(6, 7)),
    ]


def test_an_inside_label_alone_is_a_span():
    assert list(find_spans(path_of("O", "I-content", "I-content"), (1, 1, 1))) == [("content", range(1, 3))]


def test_no_span_goes_beyond_its_paragraph():
    path = path_of("B-content", "I-content", "I-content")
    assert list(find_spans(path, (0, 1, 3))) == [("content", range(2)), ("content", range(2, 3))]


def linked(path, to_cue, to_source, breaks=None, limits=None, carried=()):
    words = len(path)
    scores = Scores(np.zeros((words, len(LABELS)), dtype=np.float32), to_cue, to_source)
    layout = Layout(breaks or (1,) * words, frozenset(carried))
    return link(path, sure(path), scores, layout, limits or Limits(alone=2.0))


def test_source_cue_and_content_meet():
    path = path_of("B-source", "B-cue", "B-content", "I-content")
    (found,) = linked(path, choices(4, w2=1, w3=1), choices(4, w1=0))
    assert (found.source, found.cue, found.content) == ((range(1),), (range(1, 2),), (range(2, 4),))


def test_a_cue_that_chooses_nothing_has_no_source():
    path = path_of("B-source", "B-cue", "B-content")
    (found,) = linked(path, choices(3, w2=1), choices(3))
    assert found.source == ()


def test_one_source_serves_two_cues():
    path = path_of("B-source", "B-cue", "B-content", "B-cue", "B-content")
    found = linked(path, choices(5, w2=1, w4=3), choices(5, w1=0, w3=0))
    assert [a.source for a in found] == [(range(1),), (range(1),)]


def test_a_content_that_chooses_nothing_is_left_out():
    path = path_of("B-source", "B-cue", "B-content")
    assert linked(path, choices(3), choices(3, w1=0)) == ()


def test_pieces_on_both_sides_of_the_source_stay_pieces_and_a_slip_is_bridged():
    path = path_of("B-content", "O", "I-content", "B-source", "B-cue", "B-content")
    (found,) = linked(path, choices(6, w0=4, w2=4, w5=4), choices(6, w4=3), limits=Limits(bridge=3))
    assert found.content == (range(3), range(5, 6))


def test_nothing_is_bridged_across_lines():
    path = path_of("B-cue", "B-content", "O", "B-content")
    (found,) = linked(path, choices(4, w1=0, w3=0), choices(4), breaks=(0, 1, 1, 3), limits=Limits(bridge=3))
    assert found.content == (range(1, 2), range(3, 4))


def test_a_cue_of_another_paragraph_needs_a_surer_link():
    path = path_of("B-cue", "B-content")
    near, far = (0, 1), (0, 3)
    unsure = Choices((np.array([0, 0, 1], dtype=np.float32), np.array([0.45, 0, 0.55], dtype=np.float32)), (0, 0))
    limits = Limits(cue=0.4, far=0.6)
    assert len(linked(path, unsure, choices(2), breaks=near, limits=limits)) == 1
    assert linked(path, unsure, choices(2), breaks=far, limits=limits) == ()


QUOTED = ("B-source", "B-cue", "B-content", "I-content", "B-content", "I-content")


def test_paragraphs_of_one_quotation_hang_on_one_cue():
    breaks = (0, 1, 0, 1, 3, 1)
    to_cue = choices(6, w2=1, w3=1)  # of the second paragraph the model knows nothing
    (found,) = linked(path_of(*QUOTED), to_cue, choices(6, w1=0), breaks=breaks, carried={4})
    assert found.content == (range(2, 4), range(4, 6))
    (found,) = linked(path_of(*QUOTED), to_cue, choices(6, w1=0), breaks=breaks)
    assert found.content == (range(2, 4),)


def test_the_cue_may_stand_with_the_last_paragraph():
    path = path_of("B-content", "I-content", "B-content", "I-content", "B-cue", "B-source")
    (found,) = linked(path, choices(6, w2=4, w3=4), choices(6, w4=5), breaks=(0, 0, 3, 0, 1, 1), carried={2})
    assert found.content == (range(2), range(2, 4))


def test_a_content_that_hangs_on_nothing_stands_alone():
    path = path_of("B-content", "I-content", "O")
    (found,) = linked(path, choices(3), choices(3), limits=Limits(alone=0.7))
    assert (found.source, found.cue, found.content) == ((), (), (range(2),))
    unsure = Choices(tuple(np.full((3, 4), 0.25, dtype=np.float32)), (0, 0, 0))
    assert linked(path, unsure, unsure, limits=Limits(alone=0.7)) == ()
