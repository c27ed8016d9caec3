"""No source and no content reaches into a dateline."""

from sayso.extract.datelines import cut_datelines
from sayso.types import Attribution, CharSpan


def cut(text, source, cue, content):
    spans = [(CharSpan(text.index(words), text.index(words) + len(words)),) for words in (source, cue, content)]
    found = cut_datelines(Attribution(*spans, kind="indirect", confidence=0.9), text)
    return found.source[0].of(text), found.content[0].of(text)


def test_the_source_begins_behind_the_dateline():
    text = "VALMERE, 6 March 2024 — Channel 4 said the dam was unsafe."
    assert cut(text, "VALMERE, 6 March 2024 — Channel 4", "said", "the dam was unsafe") == (
        "Channel 4",
        "the dam was unsafe",
    )


def test_the_content_begins_behind_the_dateline():
    text = "VALMERE (NP) - “The dam is gone,” she said."
    assert cut(text, "she", "said", "VALMERE (NP) - “The dam is gone,”") == ("she", "“The dam is gone,”")


def test_a_source_over_two_lines_is_that_of_its_cue():
    text = "Dam unsafe, says engineer\nVALMERE, 6 March 2024 — Anna Vel demanded repairs."
    both = "engineer\nVALMERE, 6 March 2024 — Anna Vel"
    assert cut(text, both, "says", "Dam unsafe") == ("engineer", "Dam unsafe")
    assert cut(text, both, "demanded", "repairs") == ("Anna Vel", "repairs")


def test_other_sources_stay():
    text = "VALMERE — Anna Vel said so. NP — the agency — said so too."
    assert cut(text, "NP — the agency", "said so too", "so") == ("NP — the agency", "so")
