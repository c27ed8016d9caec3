"""Quotation marks, the cases users of other tools reported among them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.marks import find_quotations

CASES = [
    ('He said "a b" and "c".', ['"a b"', '"c"']),
    ("“A b,” he said.", ["“A b,”"]),
    ("«Да», said Koll.", ["«Да»"]),
    ("„Ja“, said Koll.", ["„Ja“"]),
    ("'I do,' said the workers' leader, 'but we'll go.'", ["'I do,'", "'but we'll go.'"]),
    ("‘It’s over,’ he said.", ["‘It’s over,’"]),
    ("It was ''great'' he said", ["''great''"]),
    ("“He said ‘no’ to it,” she said.", ["“He said ‘no’ to it,”"]),
    # textacy PR 380: an apostrophe of the wrong shape eats no quotation
    ('Bill told me I "shouldn‘t wear those pants" but I will.', ['"shouldn‘t wear those pants"']),
    # CoreNLP issue 1118: adjacent paragraphs, each quoted whole
    ('"Bob."\n\n"What."', ['"Bob."', '"What."']),
    # CoreNLP issue 1147
    ('""=', ['""']),
    # CoreNLP issue 1139: a mark opens each paragraph, one closes
    ("“One.\n\n“Two.\n\n“Three,” he said.", ["“One.", "“Two.", "“Three,”"]),
    # CoreNLP issue 338: a stray mark does not turn the rest inside out
    ('A 6" pipe broke.\n\nHe said: "We fixed it."', ['"We fixed it."']),
    ("No marks at all, ever.", []),
    ("the '90s and the workers' dogs' tails", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_quotations(text, expected):
    assert [span.of(text) for span in find_quotations(text)] == expected


@given(st.text(alphabet="ab \n“”\"'‘’«».,", max_size=80))
def test_quotations_are_ordered_apart_and_inside(text):
    place = 0
    for span in find_quotations(text):
        assert place <= span.start < span.end <= len(text)
        place = span.end
