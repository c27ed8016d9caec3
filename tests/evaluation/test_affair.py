"""The scores of claims against a small key made by hand, and the command around them."""

import json

import pytest

from evaluation.affair import FLOORS, SAMPLES, main, read_claims
from evaluation.affair_found import lay_over
from evaluation.affair_key import KeyedFigure, digest_key, make_key, read_key
from evaluation.affair_measure import SCORES, measure_affair
from evaluation.floors import Floors, read_floors, write_floors
from evaluation.gold import BadGold

TEXTS = {
    "a": "Two clerks told the Lamp that the mayor sold the old bridge. At least 40 boats left.",
    "b": "The mayor denied that she had sold the bridge. The harbour counted fewer than 30 boats.",
    "c": "The Lamp reported that the mayor had sold the bridge. I sold it, the mayor said. Rain fell.",
}
KEY = {
    "name": "bridge",
    "articles": [{"key": name, "files": [f"{name}.txt"], "outlet": name} for name in TEXTS],
    "claims": [
        {"id": "sold", "text": "The mayor sold the bridge", "origins": [{"outlets": ["Lamp"], "sources": ["clerks"]}]},
        {"id": "report", "text": "The report is true"},
        {"id": "boats40", "text": "At least 40 boats left"},
        {"id": "boats30", "text": "Fewer than 30 boats"},
    ],
    "statements": [
        {
            "article": "a",
            "words": ["that the mayor sold the old bridge"],
            "claims": ["sold"],
            "relations": ["supports"],
        },
        {
            "article": "b",
            "words": ["that she had sold the bridge"],
            "claims": ["report", "sold"],
            "relations": ["denies"],
        },
        {
            "article": "c",
            "words": ["that the mayor had sold the bridge"],
            "claims": ["sold"],
            "relations": ["reports", "supports"],
        },
        {"article": "c", "words": ["I sold it"], "claims": ["sold"], "relations": ["supports"]},
        {"article": "a", "words": ["At least 40 boats left"], "claims": ["boats40"], "relations": ["supports"]},
        {"article": "b", "words": ["fewer than 30 boats"], "claims": ["boats30"], "relations": ["supports"]},
    ],
    "denials": [{"article": "b", "words": "that she", "denies": ["sold"]}],
    "position_changes": [{"actors": ["Mayor", "Ada Wright"], "claims": ["sold"]}],
    "oppositions": [{"a": "boats40", "b": "boats30"}],
    "figure_conflicts": [
        {
            "of": "boats",
            "figures": [
                {"article": "a", "words": "At least 40", "low": 40, "high": None},
                {"article": "b", "words": "fewer than 30", "low": None, "high": 29},
            ],
        }
    ],
    "copies": [{"copy": "b", "of": "a", "kind": "verbatim", "credited": True}],
    "alike": ["b", "c"],
    "apart": [["sold", "boats40"]],
}
NAMES = {name: (f"https://{name}.example/1", name) for name in TEXTS}


def key(**changes):
    return make_key({**KEY, **changes}, NAMES)


def appear(article, words, relation="supports"):
    return {
        "article": f"https://{article}.example/1",
        "statement": f"{article}:{words}",
        "words": words,
        "relation": relation,
    }


SOLD = appear("a", "that the mayor sold the old bridge")
DENIED = appear("b", "that she had sold the bridge", "denies")
TOLD = appear("c", "that the mayor had sold the bridge", "reports")
OWNED = appear("c", "I sold it")
MANY = appear("a", "At least 40 boats left")
FEW = appear("b", "fewer than 30 boats")


def claims(*groups, origins=(), **sections):
    rows = [
        {"id": f"c{n}", "text": "", "appearances": list(group), "origins": {"count": 0, "origins": []}}
        for n, group in enumerate(groups)
    ]
    rows[0]["origins"] = {"count": len(origins), "origins": list(origins)}
    empty = {"oppositions": [], "position_changes": [], "figure_conflicts": [], "copies": []}
    return {"schema": "sayso.claims/1", "claims": rows, **empty, **sections}


PERFECT = claims(
    (SOLD, DENIED, TOLD, OWNED),
    (MANY,),
    (FEW,),
    origins=[{"outlet": "The Lamp", "source": "two clerks"}],
    oppositions=[{"a": "c2", "b": "c1", "why": "figures"}],
    position_changes=[{"actor": "Ada Wright", "claim": "c0", "from": "denies", "to": "supports"}],
    figure_conflicts=[{"claim": "c1", "of": "boats", "figures": [MANY, FEW]}],
    copies=[{"copy": "b", "of": "https://a.example/1", "kind": "verbatim", "credited": True}],
)


def test_all_that_the_key_asks_for_scores_a_hundred():
    scores = measure_affair(key(), PERFECT)
    assert tuple(scores) == SCORES
    assert {name: (one.precision, one.recall, one.f1) for name, one in scores.items()} == dict.fromkeys(
        SCORES, (100, 100, 100)
    )


def test_nothing_found_scores_nothing_and_divides_by_nothing():
    scores = measure_affair(key(), claims(()))
    assert {name for name, one in scores.items() if one.f1} == {"kept_apart"}
    assert scores["bcubed_whole"].gold == len(KEY["statements"])


@pytest.mark.parametrize(
    ("groups", "precision", "recall"),
    [
        # sold has four statements: 2 and 2 recall half each; boats are whole
        (((SOLD, DENIED), (TOLD, OWNED), (MANY,), (FEW,)), 100, 100 * (4 * 0.5 + 2) / 6),
        # a boat among the four: 5 × precision 4/5 (the boat 1/5), the other boat whole
        (((SOLD, DENIED, TOLD, OWNED, MANY), (FEW,)), 100 * (4 * 0.8 + 0.2 + 1) / 6, 100),
        (((SOLD, DENIED, TOLD, OWNED, MANY, FEW),), 100 * (4 * 4 / 6 + 2 / 6) / 6, 100),
    ],
)
def test_bcubed_tells_split_claims_from_joined_ones(groups, precision, recall):
    score = measure_affair(key(), claims(*groups))["bcubed"]
    assert (score.precision, score.recall) == (pytest.approx(precision), pytest.approx(recall))


def test_what_the_extractor_missed_costs_the_whole_score_only():
    scores = measure_affair(key(), claims((SOLD, DENIED, TOLD), (MANY,), (FEW,)))
    assert scores["bcubed"].recall == 100
    assert scores["bcubed_whole"].recall == pytest.approx(100 * (3 * 3 / 4 + 2) / 6)
    assert (scores["bcubed"].gold, scores["bcubed_whole"].gold) == (5, 6)


def test_a_statement_of_several_homes_counts_where_it_was_put():
    alone = lay_over(key(), claims((DENIED,), (SOLD,)))
    together = lay_over(key(), claims((DENIED, SOLD)))
    assert (alone.home_of[1], together.home_of[1]) == ("report", "sold")


def test_statements_match_by_half_of_their_words_and_once():
    near = appear("a", "the mayor sold the old bridge to nobody else")  # 6 of 10
    far = appear("a", "that the mayor swam to the other bridge at last")
    elsewhere = appear("b", "that the mayor sold the old bridge")
    found = lay_over(key(), claims((near, far, elsewhere)))
    assert found.numbers == {("a", near["statement"]): 0}
    assert found.unkeyed == 2


def test_articles_are_known_by_address_id_and_title():
    names = [{**SOLD, "article": "a"}, {**DENIED, "article": "5f1e", "title": "b"}, {**TOLD, "article": "5f1f"}]
    assert set(lay_over(key(), claims(names)).claims_of) == {0, 1}


def test_a_title_that_two_articles_share_names_neither():
    shared = make_key(KEY, {name: (*own, "Bridge sold") for name, own in NAMES.items()})
    assert not lay_over(shared, claims(({**SOLD, "article": "5f1e", "title": "Bridge sold"},))).claims_of


def test_sides_may_be_turned_as_a_whole_and_not_one_by_one():
    turned = claims((SOLD | {"relation": "denies"}, DENIED | {"relation": "supports"}, OWNED | {"relation": "denies"}))
    blurred = claims((SOLD, DENIED | {"relation": "supports"}, OWNED))
    assert measure_affair(key(), turned)["relation_side"].f1 == 100
    assert measure_affair(key(), blurred)["relation_side"].right == 2


def test_passing_on_is_the_side_of_supporting_and_no_exact_match_for_it():
    scores = measure_affair(key(), claims((SOLD, OWNED | {"relation": "reports"})))
    assert (scores["relation"].right, scores["relation_side"].right) == (1, 2)


def test_denials_are_linked_within_a_claim_or_through_an_opposition():
    apart = claims((SOLD,), (DENIED | {"relation": "supports"},))
    opposed = {**apart, "oppositions": [{"a": "c0", "b": "c1", "why": "negation"}]}
    assert [measure_affair(key(), one)["denials"].recall for one in (apart, opposed)] == [0, 100]


def test_a_denial_of_the_wrong_thing_costs_precision():
    score = measure_affair(key(), claims((MANY, DENIED), (SOLD,)))["denials"]
    assert (score.precision, score.recall) == (0, 0)


def test_changes_of_position_need_the_actor_and_the_claim():
    def told(actor, claim):
        wire = claims((SOLD, DENIED, OWNED), (MANY,))
        score = measure_affair(key(), {**wire, "position_changes": [{"actor": actor, "claim": claim}]})
        return score["position_changes"].precision, score["position_changes"].recall

    assert told("the mayor", "c0") == (100, 100)
    assert told("The Lamp", "c0") == (0, 0)
    assert told("the mayor", "c1") == (0, 0)
    assert told("the mayor", "gone") == (0, 0)


def test_optional_findings_are_neither_missed_nor_wrong():
    optional = key(
        position_changes=[KEY["position_changes"][0] | {"optional": True}],
        oppositions=[KEY["oppositions"][0] | {"optional": True}],
    )
    silent, loud = (measure_affair(optional, wire) for wire in (claims((SOLD, OWNED)), PERFECT))
    for name in ("position_changes", "oppositions"):
        assert (silent[name].gold, silent[name].predicted) == (0, 0)
        assert (loud[name].precision, loud[name].predicted) == (100, 1)


def test_oppositions_of_claims_that_do_not_oppose_are_wrong_and_unjudged_ones_left_out():
    wire = claims((SOLD,), (MANY,), (appear("c", "Rain fell"),))
    for a, b, judged in (("c0", "c1", 1), ("c0", "c2", 0)):
        score = measure_affair(key(), {**wire, "oppositions": [{"a": a, "b": b}]})["oppositions"]
        assert (score.precision, score.predicted) == (0, judged)


def test_parts_of_one_claim_oppose_each_other_by_their_sides():
    wire = claims((SOLD,), (DENIED | {"relation": "supports"},), (OWNED,))
    right = measure_affair(
        key(statements=[s if s["article"] != "b" else {**s, "claims": ["sold"]} for s in KEY["statements"]]),
        {**wire, "oppositions": [{"a": "c0", "b": "c1"}, {"a": "c0", "b": "c2"}]},
    )["oppositions"]
    assert (right.precision, right.predicted) == (50, 2)


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ((40, None), (None, 29), True),
        ((40, None), (None, 40), False),
        ((40, None), (50, None), False),
        ((24, 99), (200, 999), True),
        ((97, 97), (97, 97), False),
        ((None, None), (3, 4), False),
    ],
)
def test_figures_conflict_where_their_ranges_do_not_meet(one, other, conflict):
    assert KeyedFigure(0, *one).conflicts(KeyedFigure(1, *other)) is conflict


def test_figures_told_together_that_do_not_conflict_are_wrong():
    wire = claims((SOLD,), (MANY,), figure_conflicts=[{"claim": "c0", "of": "x", "figures": [SOLD, MANY]}])
    score = measure_affair(key(), wire)["figure_conflicts"]
    assert (score.precision, score.recall, score.predicted) == (0, 0, 1)


def test_copies_are_counted_by_pair_and_then_by_direction_kind_and_credit():
    rows = [
        {"copy": "a", "of": "b", "kind": "partial", "credited": True},
        {"copy": "c", "of": "b", "kind": "partial", "credited": False},  # alike
        {"copy": "c", "of": "a", "kind": "partial", "credited": False},
    ]
    scores = measure_affair(key(), claims((SOLD,), copies=rows))
    assert (scores["copies"].right, scores["copies"].predicted) == (1, 2)
    assert [scores[f"copy_{name}"].right for name in ("direction", "kind", "credit")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("origins", "right"),
    [
        ([{"outlet": "Lamp", "source": "Two clerks"}], (1, 1, 1)),
        ([{"outlet": "Lamp", "source": "the mayor"}], (1, 1, 0)),
        ([{"outlet": None, "source": "clerks"}], (1, 0, 0)),
        ([{"outlet": "Lamp", "source": "clerks"}, {"outlet": "Horn", "source": "clerks"}], (0, 1, 1)),
    ],
)
def test_origins_are_counted_and_their_outlets_and_sources_held_against_the_key(origins, right):
    scores = measure_affair(key(), claims((SOLD, OWNED), origins=origins))
    assert tuple(scores[f"origin_{name}"].right for name in ("count", "outlet", "source")) == right


@pytest.mark.parametrize(
    "change",
    [
        {"denials": [{"article": "b", "words": "nobody said this", "denies": ["sold"]}]},
        {"denials": [{"article": "b", "words": "that she", "denies": ["gone"]}]},
        {"oppositions": [{"a": "sold", "b": "gone"}]},
        {"apart": [["sold", "gone"]]},
    ],
)
def test_references_that_lead_nowhere_are_refused(change):
    with pytest.raises(ValueError, match=r"no claim is called|begin with"):
        key(**change)


def write_affair(folder, **changes):
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / "key.json"
    path.write_text(json.dumps({**KEY, **changes}), encoding="utf-8")
    return path


def test_a_key_whose_words_are_in_no_article_is_refused(tmp_path):
    read_key(write_affair(tmp_path))
    strange = [{**KEY["statements"][0], "words": ["that the mayor sang"]}]
    with pytest.raises(BadGold, match="article a has no words 'that the mayor sang'"):
        read_key(write_affair(tmp_path, statements=[*strange, *KEY["statements"][1:]]))
    with pytest.raises(BadGold, match=r"gone\.json: cannot be read"):
        read_key(tmp_path / "gone.json")


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "sayso.article/1"}'])
def test_other_files_than_claims_are_refused(text):
    with pytest.raises(BadGold, match="sayso claims --format json"):
        read_claims(text)


def test_the_command_scores_a_file(tmp_path, capsys):
    path, given, scores = write_affair(tmp_path), tmp_path / "claims.json", tmp_path / "scores.json"
    given.write_text(json.dumps({**PERFECT, "copies": []}), encoding="utf-8")
    names = {appearance["article"] for claim in PERFECT["claims"] for appearance in claim["appearances"]}
    text = given.read_text(encoding="utf-8")
    for name in names:  # plain texts are known by the digest that the ledger gives them
        article = name.removeprefix("https://").removesuffix(".example/1")
        (known,) = (own for own, to in read_key(path).names.items() if to == article)
        text = text.replace(name, known)
    given.write_text(text, encoding="utf-8")
    assert main(["--key", str(path), str(given), "--json", str(scores), "--details"]) == 0
    told = json.loads(scores.read_text(encoding="utf-8"))
    assert told["statements"] == {"keyed": 6, "found": 6, "not_found": 0, "unkeyed": 0}
    assert (told["scores"]["bcubed"]["f1"], told["scores"]["copies"]["f1"]) == (100, 0)
    assert "bcubed" in capsys.readouterr().out


def test_the_command_builds_a_ledger_of_the_articles_alone(tmp_path, capsys):
    path, ran = write_affair(tmp_path), []

    def run(arguments):
        ran.append(arguments)
        return json.dumps(claims((SOLD,)))

    assert main(["--key", str(path), "--run"], run=run) == 0
    assert [arguments[0] for arguments in ran] == ["add", "claims"]
    assert ran[0][3:] == [str(tmp_path / f"{name}.txt") for name in TEXTS]
    assert "0 of them found, 6 not; 1 found that are not the key's" in capsys.readouterr().out


def test_the_gate_holds_the_samples_against_their_floors(tmp_path, capsys):
    floors = tmp_path / "floors.json"
    write_floors(Floors(digest_key(SAMPLES), dict.fromkeys(SCORES)), floors, SCORES)

    def run(arguments):
        return json.dumps(claims(()))

    assert main(["--floors", str(floors)], run=run) == 1
    assert "No floor is set" in capsys.readouterr().out
    assert main(["--floors", str(floors), "--update"], run=run) == 0
    assert main(["--floors", str(floors)], run=run) == 0
    raised = read_floors(floors, SCORES)
    write_floors(Floors(raised.corpus_sha256, {**raised.floors, "bcubed": 50.0}), floors, SCORES)
    assert main(["--floors", str(floors)], run=run) == 1
    assert "bcubed is 0.00, below its floor of 50.00" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["claims.json"], ["--key", "key.json"], ["--allow-lower", "why"], ["--key", "k", "--run", "--update"]],
)
def test_misuse_ends_with_two(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_trouble_with_sayso_shuts_the_gate(tmp_path, capsys):
    def run(arguments):
        raise BadGold("sayso claims exited with 2")

    assert main(["--key", str(write_affair(tmp_path)), "--run"], run=run) == 1
    assert "sayso claims exited with 2" in capsys.readouterr().err


def test_the_floors_are_for_the_key_that_is_kept():
    assert read_floors(FLOORS, SCORES).corpus_sha256 == digest_key(SAMPLES)


@pytest.mark.parametrize("path", sorted(SAMPLES.parent.glob("*.json")), ids=lambda path: path.stem)
def test_the_kept_keys_point_at_words_of_their_articles(path):
    kept = read_key(path)
    assert kept.name == path.stem
    assert {one.article for one in kept.statements} <= {*kept.articles}
    assert len(kept.denials) >= 10
    assert all(any(one.conflicts(other) for one in figures for other in figures) for figures in kept.figures)
