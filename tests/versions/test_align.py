from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.versions.align import Aligned, align
from tests.make import Said, make_statements, make_text


def statements(*said: tuple[str, str, str]):
    made = tuple(Said(*one) for one in said)
    return make_statements(make_text(made), made)


def fates(older, newer) -> list[str]:
    return [each.fate for each in align(statements(*older), statements(*newer))]


KOLL = ("Ada Koll", "said that", "the northern crossing will be open to all lorries by the spring")


def test_nothing_changed() -> None:
    assert fates([KOLL, ("Bram Ott", "denied that", "he knew")], [KOLL, ("Bram Ott", "denied that", "he knew")]) == [
        "same",
        "same",
    ]


def test_typography_makes_no_difference() -> None:
    older = ("Ada Koll", "said that", "it’s “over” – at last")
    newer = ("Ada  Koll", "said that", 'it\'s "over" — at last')
    assert fates([older], [newer]) == ["same"]


def test_reworded_is_a_link_with_a_score() -> None:
    newer = ("Ada Koll", "said that", "the northern crossing will be open to all cars by the spring")
    (each,) = align(statements(KOLL), statements(newer))
    assert each.fate == "reworded"
    assert 0.5 < each.likeness < 1
    assert each.older.content.text == KOLL[2]


@pytest.mark.parametrize(
    "newer",
    [
        ("Bram Ott", KOLL[1], KOLL[2]),  # other words in the same mouth, the same words in another
        ("Ada Koll", KOLL[1], KOLL[2].replace("will be", "will not be")),
        ("Ada Koll", "denied that", KOLL[2]),
        ("Ada Koll", KOLL[1], KOLL[2].replace("lorries", "40 lorries")),
        ("Ada Koll", KOLL[1], KOLL[2].replace("lorries", "Ostmark lorries")),
        ("", KOLL[1], KOLL[2]),
    ],
)
def test_what_would_put_words_into_another_mouth_is_gone_and_new(newer) -> None:
    assert sorted(fates([KOLL], [newer])) == ["gone", "new"]


def test_alpha_is_not_beta() -> None:
    """https://github.com/hypothesis/client/issues/7571: a note moved from one team to the other."""
    older = ("the report", "said that", "Team Alpha won the cup in the last minute of the game")
    newer = ("the report", "said that", "Team Beta won the cup in the last minute of the game")
    assert sorted(fates([older], [newer])) == ["gone", "new"]


def test_a_figure_that_rises_is_another_statement() -> None:
    older = ("officials", "said that", "at least fifty people were hurt when the bridge fell")
    newer = ("officials", "said that", "at least sixty people were hurt when the bridge fell")
    assert sorted(fates([older], [newer])) == ["gone", "new"]


def test_those_that_went_stand_where_they_stood() -> None:
    a, b, c = (("Ada Koll", "said that", f"{word} was settled") for word in ("grain", "the strait", "the budget"))
    assert fates([a, b, c], [a, c]) == ["same", "gone", "same"]
    assert fates([a, c], [a, b, c]) == ["same", "new", "same"]
    assert fates([], [a]) == ["new"]
    assert fates([a], []) == ["gone"]


def test_a_statement_made_twice_and_then_once() -> None:
    assert sorted(fates([KOLL, KOLL], [KOLL])) == ["gone", "same"]


def test_many_alike_end_in_time() -> None:
    older = [
        ("Ada Koll", "said that", f"point a{n} is open to all who come here by road or by sea today")
        for n in range(120)
    ]
    newer = [
        ("Ada Koll", "said that", f"point b{n} is open to all who come here by road or by sea today")
        for n in range(120)
    ]
    assert len(align(statements(*older), statements(*newer))) >= 120


WORDS = st.lists(
    st.sampled_from(["talks", "went", "on", "not", "never", "Koll", "Ott", "40", "fifty", "the", "a"]),
    min_size=1,
    max_size=6,
).map(" ".join)
SAID = st.tuples(st.sampled_from(["Ada Koll", "Bram Ott", ""]), st.sampled_from(["said", "denied"]), WORDS)


@given(st.lists(SAID, max_size=6), st.lists(SAID, max_size=6))
def test_every_statement_has_one_fate(older, newer) -> None:
    olds, news = statements(*older), statements(*newer)
    rows = align(olds, news)
    assert [each.newer for each in rows if each.newer] == list(news)
    assert sorted(each.older.id for each in rows if each.older) == sorted(each.id for each in olds)
    assert all(is_honest(each) for each in rows)


def is_honest(each: Aligned) -> bool:
    if each.fate in {"same", "reworded"}:
        return each.older.source.text == each.newer.source.text and each.likeness >= 0.5
    return (each.older is None) == (each.fate == "new") and (each.newer is None) == (each.fate == "gone")
