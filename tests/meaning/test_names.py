"""Names of people: parts, likeness, gender."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.meaning.names import can_be_one, fold, gender_of, key_of, read_name


@pytest.mark.parametrize(
    ("words", "name", "gender", "offices"),
    [
        ("Mr. Joran Velt", "Joran Velt", "m", ()),
        ("Prime Minister Anna Vel", "Anna Vel", "u", ("minister",)),
        ("former Senator Vel", "Vel", "u", ("senator",)),
        ("Mrs Vel", "Vel", "f", ()),
        ("Queen", "Queen", "u", ()),
    ],
)
def test_titles_are_no_part_of_a_name(words, name, gender, offices):
    read = read_name(words.split())
    assert (str(read), read.gender, read.offices) == (name, gender, offices)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Anna Vel", "Anna Vel", True),
        ("Anna Maria Vel", "Anna Vel", True),
        ("Anna M. Vel", "Anna Maria Vel", True),
        ("A. Vel", "Anna Vel", True),
        ("Bob Koll", "Robert Koll", True),
        ("Ana Vel Ortiz", "Ana Vel", True),
        ("Dora Lind Koll", "Lind Koll", True),
        ("Anna Vel", "Bea Vel", False),
        ("Anna Vel", "Anna Koll", False),
        ("Anna B. Vel", "Anna C. Vel", False),
    ],
)
def test_which_full_names_can_be_one_persons(first, second, same):
    assert can_be_one(key_of(first.split()), key_of(second.split())) is same
    assert can_be_one(key_of(second.split()), key_of(first.split())) is same


def test_what_first_names_tell():
    assert [gender_of(name) for name in ("Maria", "Dmitry", "Zyxwv")] == ["f", "m", "u"]


def test_junior_is_not_senior():
    assert read_name(["Ben", "Koll", "Jr."]).suffix == "jr"
    assert key_of(["Ben", "Koll", "Jr."]) == ("ben", "koll")


@given(st.text(max_size=40))
def test_any_words_are_read(text):
    name = read_name(text.split())
    assert all(fold(word) or not word.strip(".'’") or word for word in name.words)
    assert text.split()[len(text.split()) - len(name.words) :] == list(name.words)
