from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sayso.types import CharSpan, Words
from sayso.wire import SCHEMA, statement_to_wire, to_wire
from tests.web.sample import foreign, make_reading, story


def test_the_promised_fields_are_there_with_the_promised_shapes():
    wire = to_wire(story())
    assert wire["schema"] == SCHEMA == "sayso.article/1"
    assert (wire["published"], wire["published_precision"], wire["published_zone"]) == (
        "2031-03-04T19:40:00+01:00",
        "minute",
        "+01:00",
    )
    first = wire["statements"][0]
    assert set(first) == {"id", "kind", "parent", "confidence", "source", "cue", "content"}
    (span,) = first["source"]["spans"]
    assert wire["text"][slice(*span)] == first["source"]["text"] == "The government of Aldmoor"
    assert wire["statements"][3]["parent"] == wire["statements"][2]["id"]


def test_what_is_not_there_is_null_or_empty():
    wire = to_wire(story())
    assert wire["statements"][4]["source"] == {"spans": [], "text": ""}
    bare = to_wire(make_reading("Words.", ()))
    assert (bare["published"], bare["url"], bare["statements"]) == (None, None, [])


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
