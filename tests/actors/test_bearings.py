from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from sayso.actors import find_bearings, find_ties
from sayso.types import Actor, Speaker
from tests.meant import make_meant
from tests.store.strategies import readings


def borne(reading):
    return {(each.role, each.number): each.form.spelling for each in find_bearings(reading)}


def test_actors_speakers_and_outlet_bear_forms():
    assert borne(make_meant()) == {
        ("outlet", 0): "norvane press",
        ("actor", 0): "tomas verrick",
        ("actor", 1): "government of aldmoor",
        ("actor", 2): "valmere courier",
        ("actor", 3): "valmere",
        ("speaker", 0): "valmere courier",
        ("speaker", 1): "government of aldmoor",
        ("speaker", 2): "tomas verrick",
        ("speaker", 3): "tomas verrick",
        ("speaker", 4): "tomas verrick",
    }


def say(reading, name, source_type):
    first = reading.statements[0]
    meaning = replace(first.meaning, speaker=Speaker(name, 0.9), source_type=source_type)
    return replace(reading, statements=(replace(first, meaning=meaning),))


def test_two_speakers_are_two():
    reading = say(make_meant(), "Ada Koll & Tomas Verrick", "person")
    spoken = {each.form.spelling for each in find_bearings(reading) if each.role == "speaker"}
    assert spoken == {"ada koll", "tomas verrick"}


def test_a_speaker_by_an_alias_is_the_actor():
    assert borne(say(make_meant(), "Verrick", "person"))["speaker", 0] == "tomas verrick"


def test_those_without_a_name_bear_none():
    for name, source_type in (("two officials", "anonymous"), ("voters", "class"), ("Open Basin Memo", "document")):
        assert ("speaker", 0) not in borne(say(make_meant(), name, source_type))


def test_an_outlet_of_which_only_the_address_is_known():
    assert borne(make_meant(outlet=None))["outlet", 0] == "press.example"
    assert ("outlet", 0) not in borne(make_meant(outlet=None, url=None))


def test_ties_are_the_aliases_that_can_be_trusted():
    reading = replace(
        make_meant(),
        actors=(
            Actor("Pedro Lanza Castell", "person", ("Pedro Lanza", "Lanza", "P. Lanza", "Ada Koll")),
            Actor("Sorren River Authority", "organization", ("SRA", "XQZ", "the authority")),
        ),
    )
    assert {(each.alias.spelling, each.main.spelling) for each in find_ties(reading)} == {
        ("press.example", "norvane press"),
        ("pedro lanza", "pedro lanza castell"),
        ("sra", "sorren river authority"),
    }


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=25)
@given(readings())
def test_whatever_a_reading_holds_its_forms_are_told_apart_by_their_ids(reading):
    forms = [each.form for each in find_bearings(reading)]
    forms += [each for tied in find_ties(reading) for each in (tied.alias, tied.main)]
    shapes = {each.id: (each.realm, each.spelling, each.shape) for each in forms}
    assert [shapes[each.id] for each in forms] == [(each.realm, each.spelling, each.shape) for each in forms]
