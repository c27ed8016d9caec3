"""Windows tile whatever they are given."""

from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.pieces import MOST_PIECES_A_WORD, WordPieces, plan_windows
from sayso.extract.tagger import model_folder
from sayso.extract.words import find_words


@given(st.lists(st.integers(1, 16), max_size=200), st.integers(16, 60), st.integers(0, 40))
def test_windows_tile_and_fit(lengths, capacity, overlap):
    windows = list(plan_windows(lengths, capacity=capacity, overlap=overlap))
    place = 0
    for window in windows:
        assert window.start <= window.keep_start == place < window.keep_end <= window.end
        assert sum(lengths[window.start : window.end]) <= capacity
        place = window.keep_end
    assert place == len(lengths)


def test_every_word_has_pieces():
    pieces = WordPieces(model_folder() / "tokenizer.json")
    cut = pieces.cut(["Koll", "\u200d", "\u0301", "x" * 5000, "\ud800", "漢字", "denied", "Koll"])
    assert all(1 <= len(ids) <= MOST_PIECES_A_WORD for ids in cut)
    assert cut[0] == cut[-1]


def test_a_text_cannot_name_special_pieces():
    pieces = WordPieces(model_folder() / "tokenizer.json")
    words = find_words("</s> <pad> <mask> [UNK] <s> said")
    special = {0, 1, 2, 3, 30526}  # <s>, <pad>, </s>, <unk> and <mask> of the shipped vocabulary
    assert not special & {number for ids in pieces.cut(words.forms) for number in ids}
