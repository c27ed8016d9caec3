from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import CharSpan, Words
from sayso.wire import SCHEMA, statement_to_wire, to_wire
from tests.meant import TEXT, make_meant
from tests.web.sample import foreign, make_reading, story

MEANING = {
    "speaker",
    "source_type",
    "anonymity",
    "act",
    "certainty",
    "said",
    "about",
    "quantities",
    "via",
    "chain",
    "responds_to",
}


def test_the_promised_fields_are_there_with_the_promised_shapes():
    wire = to_wire(story())
    assert wire["schema"] == SCHEMA == "sayso.article/1"
    assert (wire["published"], wire["published_precision"], wire["published_zone"]) == (
        "2031-03-04T19:40:00+01:00",
        "minute",
        "+01:00",
    )
    first = wire["statements"][0]
    assert set(first) == {"id", "kind", "parent", "confidence", "source", "cue", "content"} | MEANING
    (span,) = first["source"]["spans"]
    assert wire["text"][slice(*span)] == first["source"]["text"] == "The government of Aldmoor"
    assert wire["statements"][3]["parent"] == wire["statements"][2]["id"]


def test_what_is_not_there_is_null_or_empty():
    wire = to_wire(story())
    assert wire["statements"][4]["source"] == {"spans": [], "text": ""}
    bare = to_wire(make_reading("Words.", ()))
    assert (bare["published"], bare["url"], bare["statements"]) == (None, None, [])


def test_what_a_statement_means_has_the_promised_names_and_shapes():
    wire = to_wire(make_meant())
    report, denial, told, promise, threat, critics = wire["statements"]
    assert report["certainty"] == {
        "level": "possible",
        "hedges": [[TEXT.index("may close"), TEXT.index(" close the Sorren locks.\n\nBut")]],
        "icd203": "roughly even chance",
        "distance": [],
    }
    assert report["said"] == {
        "start": "2031-02-01",
        "end": "2031-02-28",
        "precision": "month",
        "basis": "in February",
    }
    assert [(link["name"], link["kind"]) for link in report["chain"]] == [
        ("Norvane Press", "outlet"),
        ("Valmere Courier", "outlet"),
        ("two officials close to the cabinet", "anonymous"),
    ]
    assert report["chain"][0]["span"] is None
    assert denial["responds_to"] == [report["id"]]
    assert denial["act"] == {"name": "deny", "confidence": 0.97, "threat": False, "conditions": []}
    assert told["source_type"] == "person"
    assert told["via"]["name"] == "press briefing"
    assert TEXT[slice(*told["via"]["span"])] == "a press briefing"
    assert promise["speaker"]["name"] == "Tomas Verrick"
    assert TEXT[slice(*promise["speaker"]["mention"])] == "its spokesman Tomas Verrick"
    assert threat["act"]["threat"] is True
    assert [TEXT[slice(*each)] for each in threat["act"]["conditions"]] == ["If not"]
    (figure,) = threat["quantities"]
    assert (figure["low"], figure["high"], figure["unit"], figure["of"], figure["as_of"]) == (
        50_000,
        None,
        "tons",
        "grain",
        "2031-03",
    )
    assert critics["speaker"]["name"] is None
    assert critics["speaker"]["reason"]
    assert critics["anonymity"] == {"count": None, "description": "critics", "reason": "for fear of the cabinet"}
    assert critics["about"][0]["precision"] == "year"


def test_figures_without_end_are_open():
    threat = make_meant().statements[4]
    (figure,) = threat.meaning.quantities
    endless = replace(figure, low=float("-inf"), high=float("inf"))
    wire = statement_to_wire(replace(threat, meaning=replace(threat.meaning, quantities=(endless,))))
    assert (wire["quantities"][0]["low"], wire["quantities"][0]["high"]) == (None, None)
    json.loads(json.dumps(wire, allow_nan=False))


def test_actors_and_own_voice_belong_to_the_article():
    wire = to_wire(make_meant())
    first = wire["actors"][0]
    assert (first["name"], first["kind"], first["aliases"], first["roles"]) == (
        "Tomas Verrick",
        "person",
        ["Verrick"],
        ["spokesman"],
    )
    assert [TEXT[slice(*each)] for each in first["mentions"]] == ["its spokesman Tomas Verrick", "He had", "he warned"]
    (voice,) = wire["own_voice"]
    assert TEXT[slice(*voice["span"])].startswith("So likely")
    assert [TEXT[slice(*each)] for each in voice["hedges"]] == ["likely"]


def test_a_statement_nobody_asked_the_meaning_of_has_all_fields_empty():
    statement = to_wire(story())["statements"][0]
    assert {name: statement[name] for name in MEANING if statement[name] is not None} == {
        "about": [],
        "quantities": [],
        "chain": [],
        "responds_to": [],
    }
    assert (to_wire(story())["actors"], to_wire(story())["own_voice"]) == ([], [])


def test_notes_of_article_and_reading_are_joined_without_doubles():
    reading = replace(foreign(), article=replace(foreign().article, notes=foreign().notes))
    assert to_wire(reading)["notes"] == list(foreign().notes)


@given(st.lists(st.tuples(st.integers(0, 9**6), st.integers(0, 9**6)), max_size=4), st.text())
def test_spans_survive_the_round_trip_through_json(pairs, text):
    spans = tuple(CharSpan(*pair) for pair in pairs)
    wire = statement_to_wire(replace(story().statements[0], content=Words(spans, text)))
    back = json.loads(json.dumps(wire))["content"]
    assert tuple(CharSpan(*pair) for pair in back["spans"]) == spans
    assert back["text"] == text


def test_the_command_line_can_write_it_without_the_models():
    code = "import sys, sayso.wire; sys.exit('pydantic' in sys.modules or 'fastapi' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
