"""The channel that the text names for a statement's words."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.channel_names import find_channel_names
from sayso.meaning.channels import find_channels
from sayso.meaning.language import Language
from sayso.meaning.outlets import find_outlets, is_outlet
from tests.meaning.make import scene


@pytest.fixture(scope="module")
def read():
    language = Language()

    def parse(marked, **options):
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return parse


OWN = [
    ("{s1:Joran Velt} {c1:told} reporters on Monday {t1:that there was no meeting}.", "reporters"),
    ("{s1:The ministry} {c1:said} in a statement {t1:that the claims were false}.", "statement"),
    ("{t1:“That is false,”} {s1:Joran Velt} {c1:told} a press briefing.", "press briefing"),
    ("{s1:Joran Velt} {c1:told} Bloomberg {t1:that there was no meeting}.", "Bloomberg"),
    ("{t1:“We have not reported that,”} {s1:Brigid Lorne} {c1:wrote} on Telegram.", "Telegram"),
    ("{t1:“We have not reported that,”} {s1:Brigid Lorne} {c1:wrote} on Pennon.", "Pennon"),
    ("{s1:Anna Vel} {c1:said} in an interview with the Valmere Courier {t1:that she knew}.", "Valmere Courier"),
    ("{s1:Anna Vel} {c1:wrote} in an e-mail to the mayor {t1:that she knew}.", "e-mail"),
    ("{s1:Anna Vel} {c1:said} by phone {t1:that she knew}.", "phone"),
    ("{s1:Anna Vel, contacted by phone,} {c1:said} {t1:that she knew}.", "phone"),
    ("Anna Vel is speaking at a news conference now. {s1:She} {c1:says} {t1:that she knew}.", "news conference"),
    ("Anna Vel spoke to TV Lisk. {t1:“I am glad,”} {s1:she} {c1:said}.", "TV Lisk"),
    ("Reached by telephone, {s1:Anna Vel} {c1:said} {t1:that she knew}.", "telephone"),
    ("{s1:Anna Vel} {c1:told} Channel Seven {t1:that she knew}.", "Channel Seven"),
    ("{s1:Anna Vel} {c1:tweeted} {t1:that she knew}.", "Twitter"),
    ("{s1:Anna Vel} {c1:said} at a rally in Aldmoor {t1:that she knew}.", "rally"),
    ("{s1:Anna Vel} {c1:said} {t1:that she knew}.", None),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "name"), OWN)
def test_in_the_statements_own_sentence(marked, name, read):
    made = read(f"It had rained for a week.\n\n{marked}")
    via = find_channels(made)[0]
    assert (via and via.name) == name
    assert via is None or via.span.of(made.text).lower() in (name.lower(), "tweeted")


def test_it_goes_on_with_the_same_speaker(read):
    made = read(
        "It had rained for a week.\n\n{t1:“That is false,”} {s1:Joran Velt} {c1:told} reporters. "
        "{t2:“There was no meeting,”} {s2:he} {c2:added}."
    )
    assert [via and via.name for via in find_channels(made)] == ["reporters", "reporters"]


def test_a_headline_has_none(read):
    made = read("{s1:Velt} {c1:Tells} Reporters {t1:Nobody Met}\n\nIt had rained for a week.")
    assert find_channels(made) == (None,)


def test_an_outlet_has_none(read):
    made = read(
        "It had rained.\n\n{s1:The Valmere Courier} {c1:reported} on its website in an article {t1:that he had}."
    )
    assert find_channels(made) == (None,)


def test_an_article_without_statements(read):
    assert find_channels(read("It had rained for a week.")) == ()


@pytest.mark.parametrize(
    "words", ["Reuters", "the Valmere Courier", "Norvane Press", "the newspaper", "The Sorrendal Mirror"]
)
def test_outlets(words):
    assert is_outlet(words)


@pytest.mark.parametrize("words", ["Joran Velt", "Joran Velt, the Courier's editor,", "the ministry", ""])
def test_what_is_no_outlet(words):
    assert not is_outlet(words)


def test_names_of_outlets_come_without_article_words():
    text = "He told The Valmere Courier and the Sorrendal Mirror."
    assert [span.of(text) for span in find_outlets(text)] == ["Valmere Courier", "Sorrendal Mirror"]


def test_networks_of_helpers_are_no_outlets():
    text = "The Coast Relief Network told the Lisk News Network."
    assert [span.of(text) for span in find_outlets(text)] == ["Lisk News Network"]


def test_a_star_is_an_outlet_where_it_tells_or_is_told():
    text = "She told the Lisle Star so. The Star asked why. The Rising Star of the party saw the North Star."
    assert [span.of(text) for span in find_outlets(text)] == ["Lisle Star", "Star"]
    assert find_outlets("The Brightwell Star shone over the Sun.") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Nine cases were reported in the Selmar Republic.",
        "The Selmar Republic reported nine cases.",
        "The Royal Mail reported a loss.",
        "He was interviewed by the Royal Mail.",
        "She told the Supreme Leader so.",
        "The Public Advocate published a list.",
        "Fires were reported in the North Sun.",
    ],
)
def test_what_tells_is_not_always_an_outlet(text):
    assert find_outlets(text) == ()


def test_an_outlet_whose_kind_follows_its_letters():
    text = "He told the BLD news agency that UK newspapers slept."
    assert [span.of(text) for span in find_outlets(text)] == ["BLD"]


@pytest.mark.parametrize("name", ["TV Norvane", "TV 2", "Kanal Lisk", "Channel Seven"])
def test_an_outlet_whose_kind_comes_first(name):
    assert [span.of(text) for text in [f"He told {name} so."] for span in find_outlets(text)] == [name]


def test_a_star_that_cites_is_an_outlet():
    text = "The Lisle Star, citing a clerk, said so."
    assert [span.of(text) for span in find_outlets(text)] == ["Lisle Star"]


def test_an_outlet_with_a_foreign_capital():
    text = "He told the broadcaster Kanal Øst and the Ærling Courier."
    assert [span.of(text) for span in find_outlets(text)] == ["Kanal Øst", "Ærling Courier"]


def test_an_outlet_that_is_taken_up_goes_by_its_name(read):
    made = read(
        "LISK (Reuters) - The Lisk Courier saw the note. {s1:Anna Vel} {c1:told} the newspaper {t1:that it was real}."
    )
    via = find_channels(made)[0]
    assert (via and via.name, via and via.span.of(made.text)) == ("Lisk Courier", "newspaper")


def test_a_short_name_goes_by_the_full_one(read):
    made = read(
        "It rained.\n\n{s1:Anna Vel} {c1:told} the Lisle Star {t1:that it was real}. "
        "{s2:Joran Toll} {c2:told} the Star {t2:that it was not}."
    )
    assert [via and via.name for via in find_channels(made)] == ["Lisle Star", "Lisle Star"]


def test_whom_the_cue_names_goes_before_what_went_on(read):
    made = read(
        "It rained.\n\n{s1:Anna Vel} {c1:told} the Lisk Courier {t1:that it was real}. "
        "{t2:“I wrote it,”} {s2:Vel} {c2:told} the Sorrendal Mirror."
    )
    assert [via and via.name for via in find_channels(made)] == ["Lisk Courier", "Sorrendal Mirror"]


def test_how_an_event_was_arranged_is_no_part_of_its_name(read):
    made = read("It rained.\n\n{s1:Anna Vel} {c1:said} at a hastily arranged press conference {t1:that it was real}.")
    assert [via and via.name for via in find_channels(made)] == ["press conference"]


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="aA “”\"'’.,\nthe told on Twitter CNN in", max_size=150))
def test_no_text_raises(text):
    made = scene(text or "x")
    assert all(channel.name for channel in find_channel_names(made))
