from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError
from pydantic import ValidationError as Refused

from sayso.errors import BadQuery, LedgerBusy, LedgerError, NotFound
from sayso.schemas import ArticleOut, StatementQuery, article_schema, http_status
from sayso.wire import to_wire
from tests.meant import make_meant
from tests.web.sample import foreign, hostile, make_reading, story

KEPT = Path(__file__).parents[1] / "docs" / "schema" / "sayso.article-1.schema.json"


def validator() -> Draft202012Validator:
    schema = json.loads(KEPT.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_the_kept_schema_is_current():
    assert json.loads(KEPT.read_text(encoding="utf-8")) == json.loads(json.dumps(article_schema())), (
        "run: python scripts/write_schema.py"
    )


@pytest.mark.parametrize("reading", [story(), make_meant(), hostile(), foreign(), make_reading("W.", ())], ids=str)
def test_what_is_written_fits_schema_and_models(reading):
    wire = json.loads(json.dumps(to_wire(reading)))
    validator().validate(wire)
    assert ArticleOut.model_validate(wire).model_dump(by_alias=True, mode="json") == wire


def test_later_fields_are_allowed_and_missing_ones_are_not():
    wire = json.loads(json.dumps(to_wire(story())))
    validator().validate({**wire, "verdict": []})
    with pytest.raises(ValidationError):
        validator().validate({name: value for name, value in wire.items() if name != "sha256"})
    wire["statements"][0]["content"]["spans"] = [[3]]
    with pytest.raises(ValidationError):
        validator().validate(wire)


def test_readings_from_before_there_were_meanings_stay_valid():
    old = json.loads(json.dumps(to_wire(story())))
    meant = json.loads(json.dumps(to_wire(make_meant())))["statements"][0].keys() - {
        *("id", "kind", "parent", "confidence", "source", "cue", "content")
    }
    statements = [{name: one[name] for name in one.keys() - meant} for one in old["statements"]]
    old = {name: value for name, value in old.items() if name not in {"actors", "own_voice"}}
    validator().validate({**old, "statements": statements})
    assert ArticleOut.model_validate({**old, "statements": statements}).actors == ()


def test_empty_filter_fields_count_as_not_given():
    wish = StatementQuery(speaker="", words="", outlet="", article="", since="2031-03-04").to_filter()
    assert (wish.speaker, wish.words, wish.since, wish.until) == (None, None, "2031-03-04", None)


def test_a_filter_that_does_not_exist_is_refused():
    with pytest.raises(Refused):
        StatementQuery.model_validate({"speeker": "Verrick"})


def test_errors_have_the_status_that_fits():
    errors = (NotFound("x"), BadQuery("x"), LedgerBusy("x"), LedgerError("x"))
    assert [http_status(error) for error in errors] == [404, 400, 503, 500]
