"""The gate of meanings with a tagger and a meaning layer that answer what the test wants."""

import json
from dataclasses import dataclass, replace

import pytest

from evaluation.floors import Floors, read_floors, write_floors
from evaluation.keys import digest_keyed_corpus, read_keyed_corpus
from evaluation.meaning_gate import FLOORS, main, read_keyed
from evaluation.meaning_measure import SCORES
from evaluation.measure import ROLES
from sayso.errors import ModelError
from sayso.extract.tagger import Tagged
from sayso.types import (
    Act,
    Anonymity,
    Attribution,
    Certainty,
    ChainLink,
    CharSpan,
    Interval,
    Meaning,
    OwnVoice,
    Quantity,
    Speaker,
    Via,
)
from sayso.wire import to_wire

ARTICLE = (
    "=== m{n} | {field} | plain | The Lantern | 2024-05-14\n"
    "Boats leave\n\nThe Lantern\n14 May 2024\n\n"
    "{{s1:Anna Koll}} {{c1:said}} on Monday {{t1:that {{s2:two clerks}} {{c2:had warned}} her {{t2:that at least 4{n} boats "
    "would leave if paid}}}}.\n\n"
    "{{s3:She}} {{c3:denied}} {{t3:it}}. A pity, perhaps.\n\n"
    "@1|person|Anna Koll|assert|certain|-|-\n@ said 2024-05-13\n"
    "@2|anonymous|two clerks|warn|certain|-|letter\n@ anonymous 2|clerks\n@ threat\n@ if if paid\n"
    "@ figure at least 4{n} boats|4{n}|-|-|boats|2024-05-01\n"
    "@3|person|Anna Koll|deny|denied|1,2|-\n@own A pity, perhaps.\n"
)


@dataclass(frozen=True)
class Known:
    """Finds the key's attributions, without those whose numbers are in ``forgets``."""

    articles: tuple
    forgets: frozenset = frozenset()
    name: str = "known"
    sha256: str = "ab" * 32

    def read(self, text, *, skip=()):
        (article,) = (one for one in self.articles if one.text == text)
        assert skip, "the head is furniture"
        return Tagged(
            tuple(
                Attribution(*(tuple(CharSpan(*s) for s in one[role]) for role in ROLES), "indirect", 1.0)
                for number, one in enumerate(article.key.attributions)
                if number not in self.forgets
            )
        )


def mean(answer, statements):
    """The key's answer as the product's value."""
    return Meaning(
        Speaker(answer.speaker, 1.0),
        answer.source_type,
        Act(answer.act, 1.0, answer.threat, tuple(CharSpan(*span) for span in answer.conditions)),
        Certainty(answer.certainty),
        anonymity=answer.count and Anonymity(answer.count, answer.description),
        said=answer.said and Interval(*answer.said, "day", "on Monday"),
        quantities=tuple(Quantity(CharSpan(*f.span), f.low, f.high, f.unit, f.of, f.as_of) for f in answer.figures),
        via=answer.via and Via(answer.via, CharSpan(0, 1)),
        chain=tuple(ChainLink(name, "outlet") for name in answer.chain),
        responds_to=tuple(statements[place].id for place in answer.responds_to),
    )


def know(articles, **wrong):
    """A meaning layer that knows the key, but for the fields in ``wrong``."""

    def interpret(reading, tagged):
        assert len(reading.statements) == len(tagged.attributions)
        assert (reading.article.outlet, reading.article.published.value) == ("The Lantern", "2024-05-14")
        (article,) = (one for one in articles if one.text == reading.text)
        answers = {
            tuple(one["content"]): replace(answer, **wrong)
            for one, answer in zip(article.key.attributions, article.key.answers, strict=True)
        }
        meant = tuple(
            replace(
                each, meaning=mean(answers[tuple((s.start, s.end) for s in each.content.spans)], reading.statements)
            )
            for each in reading.statements
        )
        return replace(
            reading, statements=meant, own_voice=tuple(OwnVoice(CharSpan(*s)) for s in article.key.own_voice)
        )

    return interpret


class Gate:
    def __init__(self, folder):
        self.corpus, self.floors = folder / "corpus", folder / "floors.json"
        self.corpus.mkdir()
        for n, field in enumerate(("sport", "war", "health"), 1):
            (self.corpus / f"m{n}.txt").write_text(ARTICLE.format(n=n, field=field), encoding="utf-8")
        write_floors(Floors(digest_keyed_corpus(self.corpus), dict.fromkeys(SCORES)), self.floors, SCORES)

    @property
    def articles(self):
        return read_keyed_corpus(self.corpus)

    def run(self, *arguments, forgets=(), **wrong):
        arguments = ["--corpus", str(self.corpus), "--floors", str(self.floors), *arguments]
        tagger = Known(self.articles, frozenset(forgets))
        return main(arguments, load=lambda _: tagger, load_meaning=lambda: know(self.articles, **wrong))

    def floor(self, name):
        return read_floors(self.floors, SCORES).floors[name]


@pytest.fixture
def gate(tmp_path):
    return Gate(tmp_path)


def test_floors_that_are_not_set_keep_it_shut(gate, capsys):
    assert gate.run() == 1
    assert "No floor is set for found, source_type" in capsys.readouterr().out


def test_update_sets_what_is_reached_and_opens_it(gate, capsys):
    assert gate.run("--update") == 0
    assert set(read_floors(gate.floors, SCORES).floors.values()) == {100}
    assert gate.run() == 0
    printed = capsys.readouterr().out
    assert "All floors hold" in printed
    assert "health" in printed
    assert "act, the key's → what was found: all right" in printed


def test_a_fall_shuts_it_and_is_named_by_kind(gate, capsys):
    gate.run("--update")
    assert gate.run(act="assert") == 1
    printed = capsys.readouterr().out
    assert "act is 33.33, below its floor of 100.00" in printed
    assert "certainty is" not in printed
    assert "warn → assert 3, deny → assert 3" in printed
    assert "Anna" not in printed, "errors are told by kind, the corpus stays unseen"


def test_update_refuses_to_lower_without_a_reason(gate, capsys):
    gate.run("--update")
    before = gate.floors.read_bytes()
    assert gate.run("--update", act="assert") == 1
    assert gate.floors.read_bytes() == before
    assert "--allow-lower" in capsys.readouterr().err
    assert gate.run("--update", "--allow-lower", "a smaller model", act="assert") == 0
    assert gate.floor("act") == 33.33
    assert gate.floor("act_macro") < 34
    assert {row["reason"] for row in json.loads(gate.floors.read_text())["lowered"]} == {"a smaller model"}


def test_a_changed_corpus_shuts_it(gate, capsys):
    gate.run("--update")
    path = gate.corpus / "m1.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("Koll", "Rusk"), encoding="utf-8")
    assert gate.run() == 1
    assert "Undo the change" in capsys.readouterr().out


def test_gold_spans_take_the_tagger_out(gate, capsys):
    assert gate.run("--gold-spans", forgets={1}) == 0
    printed = capsys.readouterr().out
    assert "found                  100.00 100.00 100.00" in printed
    assert "floor" in printed
    assert "All floors hold" not in printed


def test_the_key_goes_through_the_product_unharmed(gate):
    for article in gate.articles:
        found = read_keyed(article, Known(gate.articles), know(gate.articles), gold_spans=True)
        assert found.answers == article.key.answers
        assert found.own_voice == article.key.own_voice


def test_a_file_that_sayso_wrote_is_scored(gate, tmp_path, capsys):
    given, found = tmp_path / "articles.jsonl", tmp_path / "found.jsonl"
    assert gate.run("--write", str(given)) == 0
    records = [json.loads(line) for line in given.read_text(encoding="utf-8").splitlines()]
    assert [(record["id"], record["outlet"]) for record in records] == [(f"m{n}", "The Lantern") for n in (1, 2, 3)]
    rows = []

    def keep(reading, tagged):
        meant = know(gate.articles)(reading, tagged)
        rows.append(to_wire(meant))
        return meant

    for article in gate.articles:
        read_keyed(article, Known(gate.articles), keep, gold_spans=True)
    found.write_text("".join(json.dumps(row) + "\n" for row in rows[:2]), encoding="utf-8")
    assert gate.run("--predictions", str(found)) == 0
    printed = capsys.readouterr().out
    assert "1 of them missing" in printed
    assert "found                  100.00  66.67  80.00" in printed
    assert gate.run("--predictions", str(tmp_path / "none.jsonl")) == 1


def test_what_cannot_be_loaded_shuts_it(gate, capsys):
    def fail(*_):
        raise ModelError("the tagger's file x is missing")

    arguments = ["--corpus", str(gate.corpus), "--floors", str(gate.floors)]
    assert main(arguments, load=fail) == 1
    assert "x is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--predictions", "x", "--gold-spans"],
        ["--predictions", "x", "--model", "y"],
        ["--update", "--gold-spans"],
        ["--update", "--write", "x"],
        ["--allow-lower", "why"],
        ["--frobnicate"],
    ],
    ids=" ".join,
)
def test_wrong_usage(gate, wrong):
    with pytest.raises(SystemExit, match="2"):
        gate.run(*wrong)


def test_the_pinned_corpus_is_the_one_that_is_there():
    assert read_floors(FLOORS, SCORES).corpus_sha256 == digest_keyed_corpus()
