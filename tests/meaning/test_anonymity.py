"""What is said of sources without a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.anonymity import find_anonymity
from sayso.types import Speaker
from tests.meaning.make import scene

CASES = [
    ("{s1:Two people close to the palace} {c1:said} {t1:it was over}.", 2, "close to the palace", None),
    ("{s1:A source familiar with the talks} {c1:said} {t1:it was over}.", 1, "familiar with the talks", None),
    ("{s1:A senior official} {c1:said} {t1:it was over}.", 1, "senior official", None),
    ("{s1:Several aides} {c1:said} {t1:it was over}.", None, "Several aides", None),
    (
        "{s1:An official, who was not authorised to speak publicly,} {c1:said} {t1:it was over}.",
        1,
        "official",
        "was not authorised to speak publicly",
    ),
    (
        "{t1:“It is over,”} {c1:said} {s1:three officials}, who spoke on condition of anonymity because they feared for their jobs.",
        3,
        "three officials",
        "because they feared for their jobs",
    ),
    (
        "{s1:The divers, who asked not to be named because they were not free to speak}, {c1:said} {t1:it was over}.",
        None,
        "divers",
        "because they were not free to speak",
    ),
    (
        "{s1:Two divers}, who spoke on condition of anonymity to discuss the plans, {c1:told} the paper {t1:it was over}.",
        2,
        "Two divers",
        "to discuss the plans",
    ),
    (
        "{s1:Two divers who wished to remain anonymous because they feared reprisals} {c1:said} {t1:it was over}.",
        2,
        "Two divers",
        "because they feared reprisals",
    ),
    (
        "{s1:A diver, who would not be named for fear of losing her boat}, {c1:said} {t1:it was over}.",
        1,
        "diver",
        "for fear of losing her boat",
    ),
    (
        "{s1:A former nurse at the clinic}, who spoke on condition of anonymity because no ruling had been made, {c1:said} {t1:it was over}.",
        1,
        "former nurse at the clinic",
        "because no ruling had been made",
    ),
]


@pytest.mark.parametrize(("marked", "count", "description", "reason"), CASES)
def test_anonymity(parsed, marked, count, description, reason):
    (found,) = find_anonymity(parsed(marked), ("anonymous",))
    assert (found.count, found.description, found.reason) == (count, description, reason)


def test_other_types_have_none(parsed):
    assert find_anonymity(parsed("{s1:Anna Velling} {c1:said} {t1:no}."), ("person",)) == (None,)


def test_a_pronoun_has_what_was_said_of_its_antecedent(parsed):
    read = parsed("Two sources close to the palace spoke. {s1:They} {c1:said} {t1:it was over}.")
    words = "Two sources"
    start = read.text.index(words)
    speaker = Speaker(words, 0.9, read.statements[0].source.spans[0].__class__(start, start + len(words)))
    (found,) = find_anonymity(read, ("anonymous",), (speaker,))
    assert (found.count, found.description) == (2, "close to the palace")


@given(st.text(alphabet=st.sampled_from("a sourcewho“”,.\n-not to be named"), max_size=120))
@settings(max_examples=50, deadline=None)
def test_any_text_has_a_value(text):
    body = text.strip() or "x"
    assert len(find_anonymity(scene(f"{{s1:{body}}} {{c1:said}} {{t1:{body}}}"), ("anonymous",))) == 1
