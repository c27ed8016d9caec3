"""The corpus keeps its own rules, and foreign files are refused by name."""

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from evaluation.gold import CORPUS, BadGold, digest_corpus, read_gold_corpus, read_gold_lines, read_predictions
from evaluation.measure import ROLES, nested_places
from training.corpus import MARK

COMPLAINTS = CORPUS.parent / "complaints"
ARTICLES = read_gold_corpus()
CASES = read_gold_corpus(COMPLAINTS)
TRAINING = Path(__file__).parents[2] / "training"
FIELDS = (
    "politics abroad",
    "economy",
    "science",
    "health",
    "courts",
    "sport",
    "disaster",
    "war",
    "local",
    "culture",
    "technology",
    "opinion",
)


def test_sixty_articles_five_a_field():
    assert len(ARTICLES) == len({article.id for article in ARTICLES}) == 60
    assert Counter(article.field for article in ARTICLES) == dict.fromkeys(FIELDS, 5)


def test_an_article_has_a_fair_length():
    assert all(100 <= len(article.text.split()) <= 220 for article in ARTICLES)
    assert all(4 <= len(article.attributions) <= 9 for article in ARTICLES)


def test_each_complaint_has_two_or_three_short_cases():
    assert 45 <= len(CASES) == len({case.id for case in CASES}) <= 60
    assert set(Counter(case.field for case in CASES).values()) == {2, 3}
    assert all(len(case.text.split()) <= 80 for case in CASES)
    assert all(1 <= len(case.attributions) <= 5 for case in CASES)


@pytest.mark.parametrize("article", ARTICLES + CASES, ids=lambda article: article.id)
def test_an_article_is_marked_as_it_should_be(article):
    assert article.shapes
    assert not set("{}|") & set(article.text)
    for attribution in article.attributions:
        assert attribution["content"]
        assert attribution["cue"] or not attribution["source"], "a source without a cue"
        spans = sorted(span for role in ROLES for span in attribution[role])
        for start, end in spans:
            assert article.text[start:end].strip() == article.text[start:end] != ""
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), "roles overlap"


def test_there_is_enough_of_each_shape():
    shapes = Counter(shape for article in ARTICLES for shape in article.shapes)
    wanted = ("inverted order", "split quotation", "multi-paragraph quotation", "nested speech", "document source")
    wanted += ("passive without source", "reportedly", "noun cue", "according to", "gerund cue", "coordinated cues")
    assert all(shapes[shape] >= 3 for shape in wanted), shapes
    assert sum(len(nested_places(article.attributions)) for article in ARTICLES) >= 20


@pytest.mark.parametrize("folder", [CORPUS, COMPLAINTS], ids=lambda folder: folder.name)
@pytest.mark.parametrize("trained", ["cases", "held"])
def test_nothing_of_it_is_trained_on(folder, trained):
    def sentences(text):
        return {part.strip() for line in text.splitlines() for part in line.split(". ") if len(part) > 25}

    def read(place):
        return MARK.sub("", "\n".join(path.read_text(encoding="utf-8") for path in place.glob("*.txt")))

    ours, theirs = sentences(read(folder)), sentences(read(TRAINING / trained))
    assert ours
    assert theirs
    assert not ours & theirs


def test_spans_count_code_points():
    (case,) = (case for case in CASES if case.id == "k0512")
    spoken = [case.text[start:end] for one in case.attributions for start, end in one["content"]]
    assert "👍🏽 Breathe in the bus," in spoken[1]
    assert spoken[2].endswith(" 🎉")


def write(path, *rows):
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


ROW = {"id": "a", "text": "Ott said no.", "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}]}


def test_json_lines_go_in(tmp_path):
    odd = {"id": "b", "text": "one\u2028two", "attributions": [{"source": None, "content": [[0, 3]]}]}
    gold = read_gold_lines(write(tmp_path / "gold.jsonl", ROW, "\n", json.dumps(odd, ensure_ascii=False) + "\n"))
    assert [article.id for article in gold] == ["a", "b"]
    assert gold[0].attributions == ({"source": ((0, 3),), "cue": ((4, 8),), "content": ((9, 11),)},)
    assert gold[1].attributions == ({"source": (), "cue": (), "content": ((0, 3),)},)
    stray = {**ROW, "id": "not in the gold"}
    assert set(read_predictions(write(tmp_path / "found.jsonl", ROW, stray), gold)) == {"a"}


@pytest.mark.parametrize(
    "bad",
    [
        "{",
        "[]\n",
        {"id": "a", "attributions": []},
        {**ROW, "attributions": {}},
        {**ROW, "attributions": ["said"]},
        {**ROW, "attributions": [{"content": [[1]]}]},
        {**ROW, "attributions": [{"content": [["a", "b"]]}]},
        {**ROW, "attributions": [{"content": [[3, 3]]}]},
        {**ROW, "attributions": [{"content": [[-1, 3]]}]},
        {**ROW, "attributions": [{"content": [[0, 13]]}]},
    ],
    ids=repr,
)
def test_a_bad_line_is_named(tmp_path, bad):
    with pytest.raises(BadGold, match=r"gold\.jsonl:2"):
        read_gold_lines(write(tmp_path / "gold.jsonl", ROW, bad))


def test_a_missing_or_binary_file_is_named(tmp_path):
    with pytest.raises(BadGold, match=r"no\.jsonl"):
        read_gold_lines(tmp_path / "no.jsonl")
    (tmp_path / "binary.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadGold, match=r"binary\.jsonl"):
        read_gold_lines(tmp_path / "binary.jsonl")


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("=== x | sport | y\n{t1:no", "not closed"),
        ("=== x | sport | y\nno}", "not opened"),
        ("=== x | | y\n{t1:no}", "no field"),
        ("nothing", "no marked article"),
    ],
)
def test_a_damaged_corpus_is_refused(tmp_path, marked, message):
    write(tmp_path / "e01.txt", marked)
    with pytest.raises(BadGold, match=message):
        read_gold_corpus(tmp_path)


def test_the_digest_tells_any_change(tmp_path):
    write(tmp_path / "e01.txt", "one")
    write(tmp_path / "e02.txt", "two")
    before = digest_corpus(tmp_path)
    (tmp_path / "notes.txt").write_text("not part of it")
    assert digest_corpus(tmp_path) == before
    write(tmp_path / "e01.txt", "onetwo")
    write(tmp_path / "e02.txt", "")
    assert digest_corpus(tmp_path) != before
