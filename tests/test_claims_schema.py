"""`sayso.claims/1` as it is described: the kept schema, and objects that fit it or do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sayso.schemas import ClaimsOut, claims_schema

KEPT = Path(__file__).parents[1] / "docs" / "schema" / "claims.json"
STATEMENT = {"article": "https://lamp.example/1", "statement": "s1", "words": "that the mayor sold the bridge"}
SAID = {**STATEMENT, "relation": "supports", "speaker": None, "chain": ["The Lamp", "two clerks"]}
BARE = {
    "schema": "sayso.claims/1",
    "claims": [
        {
            "id": "c1",
            "text": "The mayor sold the bridge",
            "appearances": [SAID],
            "origins": {"count": 1, "origins": [{"outlet": "The Lamp", "source": "two clerks"}]},
        }
    ],
    "oppositions": [{"a": "c1", "b": "c2", "why": "negation"}],
    "position_changes": [{"actor": "the mayor", "claim": "c1", "from": "denies", "to": "supports"}],
    "figure_conflicts": [{"claim": "c1", "of": "boats", "figures": [{**STATEMENT, "low": 40, "high": None}]}],
    "copies": [{"copy": "https://horn.example/9", "of": "a1b2", "kind": "partial", "credited": False}],
}
"""What the interface promises and nothing else."""


def validator() -> Draft202012Validator:
    schema = json.loads(KEPT.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def changed(section: str, **fields: object) -> dict[str, object]:
    return {**BARE, section: [{**BARE[section][0], **fields}]}


def test_the_kept_schema_is_current():
    assert json.loads(KEPT.read_text(encoding="utf-8")) == json.loads(json.dumps(claims_schema())), (
        "run: python scripts/write_schema.py"
    )


def test_the_promised_fields_are_enough():
    validator().validate(BARE)
    ClaimsOut.model_validate(BARE)


def test_all_fields_survive_the_models():
    full = ClaimsOut.model_validate(
        {
            **BARE,
            "claims": [
                {
                    **BARE["claims"][0],
                    "name": "The bridge",
                    "standing": {
                        "articles": 1,
                        "outlets": 1,
                        "origins": 1,
                        "supports": 1,
                        "denials": 0,
                        "doubts": 0,
                        "anonymous_share": 1.0,
                        "first": "2031-03-04",
                        "last": "2031-03-04",
                    },
                }
            ],
            "copies": [{**BARE["copies"][0], "passages": [{"text": "sold", "copy_span": [3, 7], "of_span": [0, 4]}]}],
        }
    )
    wire = full.model_dump(by_alias=True, mode="json")
    validator().validate(wire)
    assert (wire["claims"][0]["name"], wire["claims"][0]["standing"]["anonymous_share"]) == ("The bridge", 1.0)
    assert wire["position_changes"][0]["from"] == "denies"
    assert wire["copies"][0]["passages"][0]["copy_span"] == [3, 7]
    assert ClaimsOut.model_validate(wire) == full


@pytest.mark.parametrize(
    "wrong",
    [
        changed("claims", origins={"count": -1, "origins": []}),
        changed("claims", appearances=[{**SAID, "relation": "agrees"}]),
        changed("claims", appearances=[{name: value for name, value in SAID.items() if name != "speaker"}]),
        changed("position_changes", to="elsewhere"),
        changed("copies", kind="stolen"),
        changed("copies", credited="perhaps not"),
        {**BARE, "schema": "sayso.claims/2"},
        {name: value for name, value in BARE.items() if name != "copies"},
    ],
)
def test_what_breaks_the_promise_is_refused(wrong):
    with pytest.raises(ValidationError):
        validator().validate(wrong)


def test_later_fields_are_allowed():
    validator().validate({**BARE, "verdicts": []})
