"""Adding in streams: what was confirmed stays, whatever happens after."""

import json
from dataclasses import replace
from io import BytesIO

import pytest

from sayso.extract.statements import run_of
from sayso.extract.tagger import FakeTagger
from sayso.service.keeping import add_inputs
from sayso.service.reading import Sources, read, read_inputs
from sayso.store import article, articles, check, counts
from sayso.types import Act, Capture, Certainty, Meaning, Refusal, Speaker

TEXT = "“It is over,” Ada Koll said. Bram Ott denied that the harbour was closed."


@pytest.fixture
def feed(tmp_path):
    path = tmp_path / "feed.jsonl"
    rows = [{"id": str(n), "outlet": "The Courier", "text": f"Day {n}.\n\n{TEXT}"} for n in range(12)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "not json\n")
    return str(path)


def test_a_stopped_run_is_taken_up_where_it_was(ledger, feed):
    for number, _ in enumerate(add_inputs(ledger, [feed], FakeTagger())):
        if number == 4:
            break
    assert counts(ledger).articles == 5
    outcomes = list(add_inputs(ledger, [feed], FakeTagger()))
    told = [o.code if isinstance(o, Refusal) else o.added.outcome for o in outcomes]
    assert told[:12] == ["known"] * 5 + ["new"] * 7
    assert isinstance(outcomes[12], Refusal)
    assert counts(ledger).articles == 12
    assert check(ledger) == ()


def test_what_is_piped_in_is_kept_as_it_comes(sqlite_ledger):
    """Whoever pipes may send the next article an hour later; files are read ahead."""
    lines = [json.dumps({"id": str(n), "text": TEXT, "note": "x" * 70_000}).encode() + b"\n" for n in range(3)]
    pipe = BytesIO(b"".join(lines))
    outcomes = add_inputs(sqlite_ledger, ["-"], FakeTagger(), Sources(stdin=pipe))
    for number in range(1, 4):
        assert next(outcomes).added.outcome == "new"
        assert pipe.tell() == len(lines[0]) * number


def test_a_new_version_stands_beside_the_old(sqlite_ledger):
    def page(text):
        return Sources(fetcher=lambda url: Capture(url, text.encode(), "text/plain", url=url))

    address = "https://courier.example/talks"
    for text, outcome in ((TEXT, "new"), (TEXT, "known"), (TEXT + " More.", "revised")):
        (kept,) = add_inputs(sqlite_ledger, [address], FakeTagger(), page(text))
        assert kept.added.outcome == outcome
    (row,) = articles(sqlite_ledger).rows
    assert (row.versions, row.url) == (2, address)


def test_another_model_reads_again(sqlite_ledger, feed):
    class Newer(FakeTagger):
        name = "newer"

    list(add_inputs(sqlite_ledger, [feed], FakeTagger()))
    outcomes = list(add_inputs(sqlite_ledger, [feed], Newer()))
    assert {o.added.outcome for o in outcomes[:12]} == {"reread"}


class Certain:
    """Gives every statement the same meaning."""

    name = "certain"
    sha256 = "1" * 64

    def interpret(self, reading, tagged):
        assert len(tagged.attributions) == len(reading.statements)
        meaning = Meaning(Speaker("Ada Koll", 0.9), "person", Act("assert", 0.8), Certainty("certain"))
        return replace(reading, statements=tuple(replace(s, meaning=meaning) for s in reading.statements))


def test_meanings_make_another_reading_which_is_kept(sqlite_ledger, feed):
    list(add_inputs(sqlite_ledger, [feed], FakeTagger()))
    for outcome in ("reread", "known"):
        outcomes = list(add_inputs(sqlite_ledger, [feed], FakeTagger(), interpreter=Certain()))
        assert {o.added.outcome for o in outcomes[:12]} == {outcome}
    (row, *_) = articles(sqlite_ledger).rows
    shown = article(sqlite_ledger, row.id)
    assert shown.reading.run == run_of(FakeTagger(), Certain())
    assert {s.meaning.speaker.name for s in shown.reading.statements} == {"Ada Koll"}


def test_refusals_come_in_their_place(tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(TEXT)
    outcomes = list(read_inputs([str(tmp_path / "none.txt"), str(good)], FakeTagger()))
    assert isinstance(outcomes[0], Refusal)
    assert [s.source.text for s in outcomes[1].statements] == ["Ada Koll", "Bram Ott"]


def test_any_text_can_be_read_in_memory():
    for text in ("", " ", "\x00", "\ud800", TEXT):
        assert read(text, tagger=FakeTagger()).text == text
