"""How far a channel goes on: with its speaker, not over to the next one, nor to another day."""

import pytest

from sayso.meaning.channel_names import Channel, find_channel_names
from sayso.meaning.channels import each_candidates, find_channels
from sayso.meaning.scene import Scene
from sayso.meaning.speakers import Voices
from sayso.types import Speaker
from tests.meaning.conftest import Read

RAIN = "It had rained for a week.\n\n"


def vias(made: Scene, *voices: tuple[str | None, str]) -> list[str | None]:
    """The names of the channels; ``voices`` are (name, type) of each speaker."""
    speakers = tuple(
        Speaker(name, 0.9, statement.source.spans[0] if statement.source.spans else None)
        for statement, (name, _) in zip(made.statements, voices, strict=True)
    )
    known = Voices(speakers, tuple(kind for _, kind in voices), ())
    return [via and via.name for via in find_channels(made, known)]


VEL, TOLL = ("Anna Vel", "person"), ("Joran Toll", "person")

OVER = [
    "{s1:Anna Vel} {c1:said} in a statement {t1:that it was safe}. {s2:Joran Toll} {c2:said} {t2:that it was not}.",
    "{s1:Anna Vel} {c1:told} a news conference {t1:that it was safe}.\n\n{s2:Joran Toll} {c2:said} {t2:it was not}.",
    "In an interview with Radio Lisk, {s1:Anna Vel} {c1:said} {t1:it was safe}. {s2:Joran Toll} {c2:said} {t2:no}.",
    "{s1:Anna Vel} {c1:told} a rally {t1:that she would win}; {s2:Joran Toll} {c2:said} {t2:that she would not}.",
]


@pytest.mark.parametrize("marked", OVER)
def test_it_ends_with_its_speaker(marked, parsed: Read):
    first, second = vias(parsed(RAIN + marked), VEL, TOLL)
    assert first is not None
    assert second is None


def test_it_goes_over_where_the_sentence_names_both(parsed: Read):
    made = parsed(
        RAIN + "Anna Vel and Joran Toll held a news conference on Monday. {s1:Vel} {c1:said} {t1:that it was safe}. "
        "{s2:Toll} {c2:said} {t2:that it was not}."
    )
    assert vias(made, VEL, TOLL) == ["news conference", "news conference"]


def test_it_goes_over_where_several_speak_in_turn(parsed: Read):
    made = parsed(
        RAIN + "At a joint news conference, {s1:Anna Vel} {c1:said} {t1:that it was safe}. "
        "{s2:Joran Toll}, her deputy, {c2:said} {t2:that it was bold}."
    )
    assert vias(made, VEL, TOLL) == ["joint news conference", "joint news conference"]


ANEW = [
    "On Tuesday, {s2:Vel} {c2:said} {t2:that it was not}.",
    "Contacted by this magazine, {s2:Vel} {c2:said} {t2:no}.",
]


@pytest.mark.parametrize("later", ANEW)
def test_it_ends_with_its_occasion(later, parsed: Read):
    made = parsed(f"{RAIN}{{s1:Anna Vel}} {{c1:told}} the Lisk Courier on Sunday {{t1:that it was safe}}. {later}")
    assert vias(made, VEL, VEL) == ["Lisk Courier", None]


def test_an_occasion_that_is_over_does_not_come_back(parsed: Read):
    made = parsed(
        RAIN + "In an interview with the Lisk Courier last year, {s1:Anna Vel} {c1:said} {t1:that fines were useless}. "
        "Today {s2,3:she} {c2:repeated} {t2:that view} and {c3:urged} {t3:the court to act}."
    )
    assert vias(made, VEL, VEL, VEL) == ["Lisk Courier", None, None]


@pytest.mark.parametrize(
    ("deed", "last"),
    [("{c2:pushed} {t2:her housing plan}", "same channel"), ("{c2:said} {t2:that rents rose}", "none")],
)
def test_a_deed_between_others_words_does_not_end_it(deed, last, parsed: Read):
    made = parsed(
        RAIN + "{s1:Anna Vel} {c1:attacked} {t1:her rival as weak} during the council debate.\n\n"
        f"{{s2:Vel}} {deed} in spring. {{t3:“It is dear,”}} {{c3:said}} {{s3:Joran Toll}}.\n\n"
        "On stage, {s4:Vel} {c4:painted} {t4:him as a miser}."
    )
    (debate,) = find_channel_names(made)
    chosen: list[Channel | None] = []
    for number, candidates in enumerate(each_candidates(made, None, chosen)):
        features = dict(candidates).get(debate, frozenset())
        chosen.append(debate if number == 0 else None)
    assert f"speaker's last {last}" in {feature.rpartition(" ")[0] for feature in features}


def test_what_an_outlet_reports_is_no_channel_of_the_next_speaker(parsed: Read):
    made = parsed(
        RAIN + "{s1:Radio Lisk} {c1:said} {t1:the mayor had lied}. {t2:“She is ill,”} {c2:said} {s2:Joran Toll}."
    )
    assert vias(made, ("Radio Lisk", "outlet"), TOLL) == [None, None]


def test_an_outlet_that_was_only_read_is_no_channel(parsed: Read):
    made = parsed(
        RAIN + "Investors had read the story in the Lisk Courier on Monday. {s1:Anna Vel} {c1:said} {t1:she was calm}."
    )
    assert vias(made, VEL) == [None]


SPOKEN_OF = [
    "Asked about a report in the Lisk Courier, {s1:Anna Vel} {c1:said} {t1:it was false}.",
    "Asked about a report on Radio Lisk, {s1:Anna Vel} {c1:said} {t1:it was false}.",
    "Responding to the Lisk Courier’s story, {s1:Anna Vel} {c1:said} {t1:she was calm}.",
    "{t1:“That is false,”} {c1:said} {s1:Anna Vel}, when asked about an article in the Lisk Courier.",
]


@pytest.mark.parametrize("marked", SPOKEN_OF)
def test_the_report_that_is_spoken_of_is_no_channel(marked, parsed: Read):
    assert vias(parsed(RAIN + marked), VEL) == [None]


ANSWERED = [
    "Asked by the Lisk Courier about the deal, {s1:Anna Vel} {c1:said} {t1:it was false}.",
    "In an article in the Lisk Courier, {s1:Anna Vel} {c1:wrote} {t1:that she was calm}.",
]


@pytest.mark.parametrize("marked", ANSWERED)
def test_the_outlet_that_asks_or_prints_is_the_channel(marked, parsed: Read):
    assert vias(parsed(RAIN + marked), VEL) == ["Lisk Courier"]


@pytest.mark.parametrize("opening", ["Speaking about the allegations", "Asked about the poll"])
def test_the_station_where_somebody_speaks_about_a_thing_is_the_channel(opening, parsed: Read):
    made = parsed(f"{RAIN}{opening} on Radio Lisk, {{s1:Anna Vel}} {{c1:said}} {{t1:it was false}}.")
    assert vias(made, VEL) == ["Radio Lisk"]


GOES_ON = [
    (
        "{s1:Anna Vel} {c1:said} in a telephone interview {t1:that the bill was dead}. {s2:She} {c2:predicted} "
        "{t2:lawsuits}. {s3:Vel} {c3:said} {t3:the court would agree}."
    ),
    (
        "{s1:Anna Vel} {c1:told} a crowd {t1:that she would win}. {s2:She} {c2:added} {t2:that it was time}.\n\n"
        '{t3:"We are strong,"} {s3:Vel} {c3:said}.'
    ),
]


@pytest.mark.parametrize("marked", GOES_ON)
def test_it_goes_on_with_its_speaker(marked, parsed: Read):
    first, *later = vias(parsed(RAIN + marked), VEL, VEL, VEL)
    assert first is not None
    assert later == [first, first]


def test_who_is_asked_there_answers_there(parsed: Read):
    made = parsed(
        RAIN + "In an interview with the Lisk Courier last week, {t1:Anna Vel} {c1:was asked} {t1:what could be done}."
        '\n\n{t2:"I can not tell,"} {s2:Vel} {c2:said}.'
    )
    assert vias(made, (None, "none"), VEL)[1] == "Lisk Courier"


def test_who_was_interrupted_in_her_speech_spoke_there(parsed: Read):
    made = parsed(
        RAIN + "The first shouts came during a speech in Lisk, when students interrupted her speech.\n\n"
        '{t1:"I know why you came,"} {s1:Vel} {c1:said}.'
    )
    assert vias(made, VEL) == ["speech"]


def test_who_writes_for_an_outlet_reports_there(parsed: Read):
    marked = (
        "{s1:The Lisk Courier} {c1:described} {t1:a tired candidate}. "
        '{t2:"She is filled with doubt,"} {s2:Joran Toll} {c2:%s}.'
    )
    outlet = ("Lisk Courier", "outlet")
    assert vias(parsed(RAIN + marked % "wrote"), outlet, TOLL)[1] == "Lisk Courier"
    assert vias(parsed(RAIN + marked % "said"), outlet, TOLL)[1] is None


def test_a_host_asks_on_the_programme(parsed: Read):
    made = parsed(
        RAIN + "{s1:Anna Vel} {c1:said} on Radio Lisk {t1:that it was safe}.\n\n"
        "{s2:Host Joran Toll} {c2:asked} her {t2:whether it was}."
    )
    assert vias(made, VEL, TOLL) == ["Radio Lisk", "Radio Lisk"]


def test_a_fronted_body_ends_the_channel_before(parsed: Read):
    made = parsed(
        "In an interview with the Lisk Courier, {s1:Anna Vel} {c1:said} {t1:that it was safe}. At ORPAC, however, "
        "{s2:Vel} {c2:said} {t2:that it was not}."
    )
    assert vias(made, VEL, VEL) == ["Lisk Courier", "ORPAC"]
