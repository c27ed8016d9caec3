from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.claims import affirm, to_entries
from sayso.types import Act, Actor, Certainty, CharSpan, Meaning, Quantity, Reading, Speaker
from tests.make import RUN, make_article, make_statement


def spans(text: str, *pieces: str) -> tuple[CharSpan, ...]:
    return tuple(CharSpan(text.index(piece), text.index(piece) + len(piece)) for piece in pieces if piece)


def read(text: str, *content: str, kind="direct", actors=(), quantities=()) -> Reading:
    """A reading of a text in which Ada Koll says the pieces of ``content``."""
    said = make_statement(text, (), (), spans(text, *content), kind=kind)
    meaning = Meaning(
        Speaker("Ada Koll", 0.9), "person", Act("assert", 0.9), Certainty("certain"), quantities=quantities
    )
    return Reading(make_article(text), (replace(said, meaning=meaning),), RUN, actors=actors)


def text_of(*args, **fields) -> str:
    (entry,) = to_entries(read(*args, **fields), "a", "")
    return entry.text


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("“I don’t think so”", "“I [Ada Koll] don’t think so”"),
        ("“If I am right, I shall resign”", "“If I [Ada Koll] am right, I shall resign”"),
        ("“Nobody told me”", "“Nobody told me [Ada Koll]”"),
        ("“My locks stay open”", "“My locks stay open”"),
        ("“It is my dam”", "“It is my [Ada Koll’s] dam”"),
        ("“I’m told that I fell”", "“I’m told that I [Ada Koll] fell”"),
    ],
)
def test_a_name_stands_behind_the_pronoun_of_who_is_quoted(content, named):
    assert text_of(f"{content}, she said.", content) == named


def test_a_name_stands_behind_the_first_pronoun_of_all_pieces():
    text = "“I opened the gates,” she said. “I closed them.”"
    assert text_of(text, "“I opened the gates,”", "“I closed them.”") == (
        "“I [Ada Koll] opened the gates,” … “I closed them.”"
    )


def test_who_is_told_of_by_others_takes_the_place_of_the_pronoun():
    text = "Ada Koll left. They said that she had resigned and that they have her seal."
    koll = Actor("Ada Koll", "person", mentions=spans(text, "she"))
    both = Actor("Ilir Venn", "person", mentions=spans(text, "they have"[:4]))
    content = "that she had resigned and that they have her seal"
    named = text_of(text, content, kind="indirect", actors=(koll, both))
    assert named == "that Ada Koll had resigned and that they [Ilir Venn] have her seal"


def test_texts_are_compared_with_the_name_in_the_place_of_the_pronoun():
    assert affirm("I [Ada Koll] don’t think that my locks stay open") == "Ada Koll do think that my locks stay open"
    assert affirm("the locks [of Lisk] stay open") == "the locks [of Lisk] stay open"


def test_whose_figures_are_is_read_from_who_is_named_around_them():
    text = "She said that Lisk had 12 votes and that we had 9 votes."
    lisk = Actor("Port Lisk", "place", mentions=spans(text, "Lisk"))
    counted = tuple(Quantity(span, 1, 1, of="votes") for span in spans(text, "12 votes", "9 votes"))
    content = "that Lisk had 12 votes and that we had 9 votes"
    (entry,) = to_entries(read(text, content, kind="mixed", actors=(lisk,), quantities=counted), "a", "")
    assert [figure.whose for figure in entry.figures] == ["Port Lisk", "Ada Koll"]
