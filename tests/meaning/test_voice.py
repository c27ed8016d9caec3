"""What the writer says in their own voice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.voice import find_own_voice
from tests.meaning.make import scene


def voices_of(marked):
    made = scene(marked)
    return [(v.span.of(made.text), [h.of(made.text) for h in v.hedges]) for v in find_own_voice(made)]


def test_a_hedged_sentence_that_nobody_is_cited_for():
    assert voices_of("It rained. So likely, Koll could be facing pressure.") == [
        ("So likely, Koll could be facing pressure.", ["So likely", "could"])
    ]


def test_a_judgement():
    assert voices_of("The figure, “fewer than 200,” strikes me as less a count than a mood.")[0][1] == ["strikes me"]


def test_what_somebody_is_cited_for_is_not_the_writers():
    assert voices_of("{s1:Koll} {c1:said} {t1:that it would probably rain}.") == []


def test_plain_report_is_no_opinion():
    assert voices_of("The dam failed on Monday. Forty people died.") == []


def test_the_rest_of_a_sentence_counts_where_it_judges():
    marked = "{s1:Koll} {c1:has claimed} {t1:hundreds of dead}, but there are reasons to be doubtful of this."
    assert [words for words, _ in voices_of(marked)] == ["there are reasons to be doubtful of this."]


def test_the_rest_of_a_sentence_that_only_narrates_does_not_count():
    assert voices_of("{s1:Koll} {c1:said} {t1:that it rained}, and might leave on Friday.") == []


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    assert all(
        text[v.span.start : v.span.end] for v in find_own_voice(scene(text.replace("{", "").replace("}", "") or "x"))
    )
