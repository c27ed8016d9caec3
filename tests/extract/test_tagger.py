"""The shipped tagger, as a user meets it. How well it reads is the gate's business, not this file's."""

import itertools
import json
from hashlib import sha256
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.errors import ModelError
from sayso.extract.tagger import SECTION, FakeTagger, OnnxTagger, model_folder
from sayso.types import CharSpan

PLAIN = (
    "Harbour talks resume\n\n"
    "“We will not sign this paper,” Foreign Minister Ada Koll said on Monday. “Not before May.”\n\n"
    "The Courier reported that two officials had seen the draft. Koll denied that it existed."
)


@pytest.fixture(scope="module")
def tagger():
    return OnnxTagger()


def well_formed(attributions, text):
    for attribution in attributions:
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        roles = (attribution.source, attribution.cue, attribution.content)
        for spans in roles:
            assert list(spans) == sorted(spans)
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
        every = sorted(s for spans in roles for s in spans)
        assert all(a.end <= b.start for a, b in itertools.pairwise(every)), "roles overlap"


def test_finds_who_said_what(tagger):
    found = tagger.read(PLAIN).attributions
    well_formed(found, PLAIN)
    sources = {span.of(PLAIN) for a in found for span in a.source}
    assert any("Koll" in source for source in sources)
    assert any(a.kind == "direct" for a in found)


def test_nothing_in_a_skipped_range(tagger):
    everything = CharSpan(0, len(PLAIN))
    assert tagger.read(PLAIN, skip=(everything,)).attributions == ()


def test_the_same_answer_whatever_the_threads_and_company(tagger):
    alone = tagger.read(PLAIN).attributions
    assert OnnxTagger(threads=1).read(PLAIN).attributions == alone
    tagger.read("Something else was said before. " * 50)
    assert tagger.read(PLAIN).attributions == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "“",
        "“““ said",
        "\x00\x07\u202e said Koll",
        "x" * 50_000,
        "said " * 3_000,
        "“Yes” " * 2_000,
        "💥" * 3_000,
        "\ud800 said “no”",
        "a\u0301\u200d" * 500,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_no_input_makes_it_fail(tagger, text):
    well_formed(tagger.read(text).attributions, text)


def test_a_hundred_thousand_words(tagger):
    text = (PLAIN + "\n\n") * (100_000 // len(PLAIN.split()) + 1)
    assert len(text.split()) >= 100_000 > SECTION
    well_formed(tagger.read(text).attributions, text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.one_of(st.sampled_from("“”\"'‘’ \n.,:[]…—"), st.characters()), max_size=300))
def test_fuzz(tagger, text):
    well_formed(tagger.read(text).attributions, text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(PLAIN.split(" ")))
def test_fuzz_with_words_that_speak(tagger, words):
    text = " ".join(words)
    well_formed(tagger.read(text).attributions, text)


def test_weights_are_those_that_training_signed():
    signed = json.loads((model_folder() / "tagger.json").read_text())["sha256"]
    assert sha256((model_folder() / "tagger.onnx").read_bytes()).hexdigest() == signed


def test_missing_and_damaged_files_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"tagger\.json"):
        OnnxTagger(tmp_path)
    (tmp_path / "tagger.json").write_bytes((model_folder() / "tagger.json").read_bytes())
    (tmp_path / "tagger.onnx").write_bytes(b"not a model")
    damaged = OnnxTagger(tmp_path)
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        damaged.read(PLAIN)
    (tmp_path / "tokenizer.json").write_bytes((model_folder() / "tokenizer.json").read_bytes())
    with pytest.raises(ModelError, match=r"tagger\.onnx"):
        OnnxTagger(tmp_path).read(PLAIN)


def test_the_fake_keeps_the_same_promises():
    text = "“It is over,” Ada Koll said. Bram Ott denied that it was."
    found = FakeTagger().read(text).attributions
    well_formed(found, text)
    assert [a.kind for a in found] == ["direct", "indirect"]


def test_modes_say_so_in_the_name_and_trade_errors(tagger):
    precise, complete = OnnxTagger(mode="precise"), OnnxTagger(mode="complete")
    assert (precise.name, complete.name) == (f"{tagger.name}/precise", f"{tagger.name}/complete")
    samples = [
        path.read_text(encoding="utf-8") for path in files("sayso").joinpath("samples").iterdir() if ".txt" in path.name
    ]
    few, usual, many = (
        sum(len(each.read(text).attributions) for text in samples) for each in (precise, tagger, complete)
    )
    assert few <= usual <= many
    assert few < many
