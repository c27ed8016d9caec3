"""Whatever is proved to be a copy is likely by a count; articles on other matters are not."""

from __future__ import annotations

import pytest

from sayso.claims.likely import may_repeat
from tests.claims.pieces import AGENCY, OTHER_REPORT, REWRITE

PASSAGE = " ".join(f"word{number}" for number in range(24))
"""The shortest that makes a copy."""
ASIDE = " ".join(f"other{number}" for number in range(300))


@pytest.mark.parametrize(("one", "other"), [(AGENCY, AGENCY), (AGENCY, REWRITE), (AGENCY, f"{ASIDE} {AGENCY[:400]}")])
def test_copies_are_likely_whichever_comes_first(one, other):
    assert may_repeat(one, other)
    assert may_repeat(other, one)


def test_an_article_on_another_matter_is_not():
    assert not may_repeat(AGENCY, ASIDE)
    assert not may_repeat(f"{AGENCY}\n\n{ASIDE}", f"{ASIDE.replace('other', 'own')}\n\n{OTHER_REPORT}")


@pytest.mark.parametrize("every", [6, 7, 12, 24])
def test_a_passage_with_words_changed_is_likely(every):
    """A word in between changed after so many: what is left in stretches still makes a passage."""
    words = PASSAGE.split()
    changed = " new ".join(" ".join(words[start : start + every]) for start in range(0, len(words), every))
    assert may_repeat(f"{ASIDE} {PASSAGE}", f"{ASIDE.replace('other', 'own')} {changed}")


def test_short_phrases_of_the_language_are_not():
    words = PASSAGE.split()
    phrases = " ".join(f"{' '.join(words[start : start + 5])} own{start}" for start in range(0, len(words), 5))
    assert not may_repeat(f"{ASIDE} {PASSAGE}", f"{ASIDE.replace('other', 'mine')} {phrases}")


@pytest.mark.parametrize("text", ["", "…", "Five words and no more."])
def test_next_to_nothing_is_not(text):
    assert not may_repeat(text, "")
    assert not may_repeat("", text)
