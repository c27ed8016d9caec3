"""The corpus of meanings keeps its own rules, and damaged keys and foreign files are refused by name."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from evaluation.answers import Figure
from evaluation.gold import BadGold
from evaluation.keys import CORPUS, FIELDS, digest_keyed_corpus, find_outer, read_found, read_keyed_corpus
from evaluation.measure import ROLES

ARTICLES = read_keyed_corpus()
TRAINING = Path(__file__).parents[2] / "training" / "cases"
ANSWERS = [answer for article in ARTICLES for answer in article.key.answers]


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def test_twenty_four_articles_three_a_field():
    assert len({article.id for article in ARTICLES}) == 24
    assert Counter(article.field for article in ARTICLES) == dict.fromkeys(FIELDS, 3)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_an_article_is_marked_and_headed_as_it_should_be(article):
    assert 150 <= len(article.text.split()) <= 300
    assert 10 <= len(article.key.answers) <= 16
    assert article.outlet.lower() in article.text[:400].lower()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", article.published)
    assert not set("{}@") & set(article.text)
    for attribution in article.key.attributions:
        assert attribution["content"]
        assert attribution["cue"] or not attribution["source"], "a source without a cue"
        spans = sorted(span for role in ROLES for span in attribution[role])
        assert all(article.text[start:end].strip() == article.text[start:end] != "" for start, end in spans)
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), "roles overlap"


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
def test_a_key_says_nothing_that_the_text_does_not(article):
    known = words(article.text)
    for answer in article.key.answers:
        named = [answer.speaker, answer.via, answer.description, *answer.chain, *(f.of for f in answer.figures)]
        assert words(" ".join(filter(None, named))) <= known
        assert answer.chain[0] == article.outlet
        assert (answer.speaker is None) == (answer.source_type == "none")
        assert (answer.count is None) == (answer.source_type != "anonymous")
        assert answer.act == "warn" or not answer.threat
        assert answer.said is None or answer.said[0] <= answer.said[1] <= article.published


def test_there_is_enough_of_each_kind():
    acts, levels = Counter(a.act for a in ANSWERS), Counter(a.certainty for a in ANSWERS)
    kinds = Counter(a.source_type for a in ANSWERS)
    assert len(acts) == 15
    assert min(levels.values()) >= 15
    assert all(kinds[kind] >= 12 for kind in ("person", "organization", "outlet", "document", "anonymous", "class"))
    assert sum(len(a.responds_to) for a in ANSWERS) >= 100
    assert sum(a.said is not None for a in ANSWERS) >= 80
    assert sum(len(a.conditions) for a in ANSWERS) >= 20
    assert sum(a.threat for a in ANSWERS) >= 8
    assert sum(len(a.figures) for a in ANSWERS) >= 80
    assert sum(any(len(a.chain) >= 4 for a in article.key.answers) for article in ARTICLES) >= 4
    assert sum(len(article.key.own_voice) for article in ARTICLES) >= 20


def test_nothing_of_it_is_trained_on():
    def sentences(text):
        return {part.strip() for line in text.splitlines() for part in line.split(". ") if len(part) > 25}

    trained = "\n".join(path.read_text(encoding="utf-8") for path in TRAINING.glob("*.txt"))
    held_out = "\n".join(path.read_text(encoding="utf-8") for path in CORPUS.glob("*.txt"))
    told = {line for line in sentences(held_out) if not line.startswith("@")}
    assert told
    assert not sentences(trained) & told


HEAD = "=== m1 | war | plain | The Lantern | 2024-05-14\n"
BODY = "{s1:Koll} {c1:said} {t1:that {s2:two clerks} {c2:saw} {t2:at least 40 of 40 boats leave if paid}}. A pity, perhaps.\n"
KEY = (
    "@1|person|Koll|assert|certain|-|letter\n@ said 2024-05-01/2024-05-31\n"
    "@2|anonymous|two clerks|warn|possible|1|-\n@ anonymous 2|clerks\n@ threat\n@ if if paid\n"
    "@ figure 40#2|40|-|-|boats|2024-05\n@own A pity … perhaps.\n"
)


def write(folder, text):
    (folder / "m1.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_key_is_read(tmp_path):
    (article,) = read_keyed_corpus(write(tmp_path, HEAD + BODY + KEY))
    first, second = article.key.answers
    text = article.text
    assert (article.outlet, article.published, article.shapes) == ("The Lantern", "2024-05-14", ("plain",))
    assert first.said == ("2024-05-01", "2024-05-31")
    assert first.via == "letter"
    assert first.chain == ("The Lantern", "Koll")
    assert first.figures == second.figures, "what is nested belongs to the outer one too"
    assert second.chain == ("The Lantern", "Koll", "two clerks")
    assert (second.count, second.description, second.threat) == (2, "clerks", True)
    assert second.responds_to == (0,)
    (figure,) = second.figures
    assert figure == Figure(figure.span, 40, None, None, "boats", "2024-05")
    assert figure.span[0] == text.index("of 40") + 3, "the second time"
    assert [text[start:end] for start, end in second.conditions] == ["if paid"]
    assert [text[start:end] for start, end in article.key.own_voice] == ["A pity, perhaps."]
    assert find_outer(article.key.attributions, 1) == 0
    assert find_outer(article.key.attributions, 0) is None


def test_a_chain_may_be_given(tmp_path):
    given = KEY.replace("@ threat", "@ chain The Lantern < Radio Koll < two clerks")
    (article,) = read_keyed_corpus(write(tmp_path, HEAD + BODY + given))
    assert article.key.answers[1].chain == ("The Lantern", "Radio Koll", "two clerks")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda text: text.replace("| war |", "| chess |"), "chess"),
        (lambda text: text.replace("{s1:", "s1:"), "m1.txt"),
        (lambda text: text.replace("@2|", "@3|"), "should be number 2"),
        (lambda text: text.replace("|warn|", "|whisper|"), "whisper"),
        (lambda text: text.replace("possible|1", "possible|2"), "does not come before"),
        (lambda text: text.replace("if paid\n", "if not paid\n"), "not there"),
        (lambda text: text.replace("@ threat", "@ colour"), "no kind of line"),
        (lambda text: text.replace("|40|", "|many|"), "many"),
        (lambda text: text.replace("|letter", "|letter|4"), "more than 7"),
        (lambda text: text[: text.index("@2")], "2 attributions are marked, 1 have a key"),
        (lambda text: text.replace("@1|", "@ threat\n@1|"), "belongs to no attribution"),
        (lambda text: "nothing", "no keyed article"),
    ],
)
def test_a_damaged_key_is_refused(tmp_path, damage, message):
    with pytest.raises(BadGold, match=message):
        read_keyed_corpus(write(tmp_path, damage(HEAD + BODY + KEY)))


def test_the_digest_knows_names_and_bytes(tmp_path):
    before = digest_keyed_corpus(write(tmp_path, HEAD))
    assert digest_keyed_corpus(write(tmp_path, HEAD)) == before
    assert digest_keyed_corpus(write(tmp_path, BODY)) != before


STATEMENT = {
    "id": "x",
    "source": {"spans": [[0, 4]]},
    "cue": {"spans": [[5, 9]]},
    "content": {"spans": [[10, 14]]},
    "speaker": {"name": "Koll"},
    "source_type": "person",
    "anonymity": None,
    "act": {"name": "assert", "threat": False, "conditions": [[10, 12]]},
    "certainty": {"level": "certain"},
    "said": {"start": "2024-05-01", "end": "2024-05-02"},
    "quantities": [{"span": [10, 12], "low": 1, "high": None, "unit": "m", "of": "x", "as_of": None}],
    "via": {"name": "letter"},
    "chain": [{"name": "The Lantern"}, {"name": "Koll"}],
    "responds_to": [],
}
NOTHING = dict.fromkeys(("speaker", "source_type", "anonymity", "act", "certainty", "said", "via"))


def found_lines(folder, *rows):
    path = folder / "found.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_what_was_found_is_read(tmp_path):
    articles = read_keyed_corpus(write(tmp_path, HEAD + BODY + KEY))
    without = {**STATEMENT, **NOTHING, "id": "y", "quantities": [], "chain": [], "responds_to": ["x"]}
    row = {"given_id": "m1", "text": articles[0].text + "\n", "statements": [STATEMENT, without]}
    stray = {**row, "given_id": None, "input": "folder/other.txt", "own_voice": []}
    found = read_found(found_lines(tmp_path, {**row, "own_voice": [{"span": [0, 4]}]}, stray), articles)
    assert set(found) == {"m1"}
    first, second = found["m1"].answers
    assert (first.speaker, first.act, first.certainty, first.via) == ("Koll", "assert", "certain", "letter")
    assert (first.said, first.conditions) == (("2024-05-01", "2024-05-02"), ((10, 12),))
    assert first.figures == (Figure((10, 12), 1, None, "m", "x"),)
    assert first.chain == ("The Lantern", "Koll")
    assert (second.source_type, second.speaker, second.act, second.responds_to) == ("", None, "", (0,))
    assert found["m1"].own_voice == ((0, 4),)
    assert found["m1"].attributions[0] == {"source": [(0, 4)], "cue": [(5, 9)], "content": [(10, 14)]}


def test_an_article_is_known_by_the_name_of_its_file(tmp_path):
    articles = read_keyed_corpus(write(tmp_path, HEAD + BODY + KEY))
    row = {"given_id": None, "input": "folder/m1.txt", "text": articles[0].text, "statements": [], "own_voice": []}
    assert set(read_found(found_lines(tmp_path, row), articles)) == {"m1"}


@pytest.mark.parametrize(
    "change",
    [
        {"text": "another text"},
        {"statements": [{}]},
        {"statements": [{**STATEMENT, "responds_to": ["z"]}]},
        {"own_voice": [{"span": [1]}]},
        {"statements": "none"},
    ],
    ids=repr,
)
def test_a_line_that_cannot_be_used_is_named(tmp_path, change):
    articles = read_keyed_corpus(write(tmp_path, HEAD + BODY + KEY))
    row = {"given_id": "m1", "text": articles[0].text, "statements": [], "own_voice": []}
    with pytest.raises(BadGold, match=r"found\.jsonl:1"):
        read_found(found_lines(tmp_path, {**row, **change}), articles)
