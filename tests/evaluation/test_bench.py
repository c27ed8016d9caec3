"""The benchmark's parts, on loads so small that they tell nothing."""

import random
import sys

import pytest

from evaluation.bench import NotMeasured, main, measure_apart, peak_memory, print_million, time_command
from evaluation.grammar import make_paragraphs, write_articles
from sayso.extract.tagger import FakeTagger


def test_the_grammar_writes_as_much_as_is_wanted_and_the_same_again(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    written = write_articles(tmp_path / "a", 2_000)
    assert 2_000 <= written < 2_200
    assert write_articles(tmp_path / "b", 2_000) == written
    texts = [[path.read_text(encoding="utf-8") for path in sorted((tmp_path / d).iterdir())] for d in "ab"]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 3
    assert sum(len(text.split()) for text in texts[0]) == written


def test_the_grammar_speaks():
    text = "\n\n".join(make_paragraphs(random.Random(1), 500))
    assert FakeTagger().read(text).attributions
    assert not any(word.strip("“”,.").isupper() and len(word) > 2 for word in text.split()), "a key was left"


def test_a_folder_is_read_in_a_process_of_its_own(tmp_path):
    written = write_articles(tmp_path, 600)
    found = measure_apart(tmp_path, "regex", 1, 2)
    assert found.words == 2 * written
    assert 0 < found.peak_early <= found.peak
    assert found.speed > 0


def test_every_step_of_meaning_is_timed(tmp_path):
    write_articles(tmp_path, 300)
    found = measure_apart(tmp_path, "meaning", 1, 1)
    assert {"tagger", "language", "senses", "speakers", "chains", "voice"} <= set(found.steps)
    assert sum(found.steps.values()) <= found.seconds


def test_a_failure_is_told_and_not_hidden(tmp_path, capsys):
    with pytest.raises(NotMeasured, match="no such luck"):
        time_command([sys.executable, "-c", "raise SystemExit('no such luck')"], 1)
    with pytest.raises(NotMeasured, match="3"):
        time_command([sys.executable, "-c", "raise SystemExit(3)"], 1)


def test_the_generated_folder_is_gone_afterwards(capsys):
    assert print_million(500, 1, "regex")
    printed = capsys.readouterr().out
    assert "words/s" in printed
    assert "after a tenth" in printed


def test_memory_is_in_megabytes():
    assert 5 < peak_memory() < 50_000


@pytest.mark.parametrize("wrong", [["--repeat", "0"], ["--threads"], ["--words", "many"]], ids=" ".join)
def test_wrong_usage(wrong):
    with pytest.raises(SystemExit, match="2"):
        main(wrong)
