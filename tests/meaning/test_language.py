from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.language import LONGEST_PIECE, find_pieces
from sayso.types import CharSpan

LINES = st.text(alphabet=st.sampled_from("ab. “\"'\n\t\u00a0éA1\ud800😀"), max_size=200)


def test_sentences_end_with_their_paragraph(language):
    text = "Talks go on\n\nAnna Vel said so in Norvane. “They may fail,” she added"
    found = [s.of(text) for s in language.analyse(text).sentences]
    assert found[0] == "Talks go on"
    assert found[1].startswith("Anna Vel")
    assert found[-1].endswith("added")


def test_lines_are_paragraphs_unless_they_were_wrapped():
    listed = "Anna Vel spoke.\nBen Koll did not."
    wrapped = "Anna Vel spoke to the\npress about it and the\nminister of water."
    assert [s.of(listed) for s in find_pieces(listed)] == ["Anna Vel spoke.", "Ben Koll did not."]
    assert [s.of(wrapped) for s in find_pieces(wrapped)] == [wrapped]


def test_tokens_name_the_word_they_depend_on(language):
    text = "One.\n\nAnna Vel denied the reports."
    analysis = language.analyse(text)
    token = next(t for t in analysis.tokens if t.span.of(text) == "Vel")
    assert analysis.tokens[token.head].lemma == "deny"
    assert (token.dep, token.pos, token.tag) == ("nsubj", "PROPN", "NNP")


def test_names_point_into_the_text(language):
    text = "It rained.\n\nOn Monday Maria Lopez flew from Paris to London."
    found = {(e.span.of(text), e.label) for e in language.analyse(text).entities}
    assert {("Maria Lopez", "PERSON"), ("Paris", "GPE")} <= found


def test_what_is_skipped_is_not_read(language):
    text = "Title\n\nBy Anna Vel\n\nIt rained."
    analysis = language.analyse(text, skip=(CharSpan(7, 18),))
    assert [s.of(text) for s in analysis.sentences] == ["Title", "It rained."]


def test_a_text_without_borders_is_cut():
    text = "a" * (3 * LONGEST_PIECE)
    assert [s.end - s.start for s in find_pieces(text)] == [LONGEST_PIECE] * 3


@given(LINES)
@settings(max_examples=50, deadline=None)
def test_any_text_is_read_in_order(language, text):
    analysis = language.analyse(text)
    for spans in (analysis.sentences, [t.span for t in analysis.tokens], [e.span for e in analysis.entities]):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(0 <= t.head < len(analysis.tokens) for t in analysis.tokens)
    covered = {i for s in analysis.sentences for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
