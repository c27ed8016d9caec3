"""Datelines: what they look like, where they end, what is none."""

import time

import pytest

from sayso.text.datelines import find_datelines, read_dateline, read_lone_dateline

DATELINES = [
    ("VALMERE, Jan 26 (Norvane Press) - The dam", "VALMERE, Jan 26 (Norvane Press) - ", "Jan 26", "Norvane Press"),
    ("PORT LISLE, N.Y., Sept. 26 (NP) — The dam", "PORT LISLE, N.Y., Sept. 26 (NP) — ", "Sept. 26", "NP"),
    ("VALMERE, 6 March 2024 — Channel 4", "VALMERE, 6 March 2024 — ", "6 March 2024", None),
    ("VALMERE, Tuesday, 5 March 2024 – The dam", "VALMERE, Tuesday, 5 March 2024 – ", "Tuesday, 5 March 2024", None),
    ("Port Lisle, 6 March 2024 — The dam", "Port Lisle, 6 March 2024 — ", "6 March 2024", None),
    ("VALMERE -- The dam", "VALMERE -- ", None, None),
    ("ÅLMERE, Norvane — “It broke,”", "ÅLMERE, Norvane — ", None, None),
]


@pytest.mark.parametrize(("text", "span", "day", "agency"), DATELINES)
def test_datelines(text, span, day, agency):
    (found,) = find_datelines(f"The dam broke\n{text} broke.")
    assert (found.span.of(f"The dam broke\n{text} broke."), found.date, found.agency) == (span, day, agency)


@pytest.mark.parametrize(
    "text",
    [
        "NP — the agency — said so.",
        "Anna Vel — The mayor — said so.",
        "On 6 March 2024 the dam broke - twice.",
        "It rained in VALMERE, 6 March 2024 — The dam broke.",
        "VALMERE, 6 March 2024",
        "EXCLUSIVE - Vel said so.",
        "CEO - Bram Ott said so.",
    ],
)
def test_what_is_none(text):
    assert find_datelines(text) == ()


def test_a_dateline_alone_on_its_line():
    assert read_lone_dateline("VALMERE, 6 March 2024") == "6 March 2024"
    assert read_lone_dateline("VALMERE, Norvane, 6 March 2024 (NP)") == "6 March 2024"
    assert read_lone_dateline("Valmere, 6 March 2024") is None  # a headline
    assert read_dateline("VALMERE, 6 March 2024") is None


@pytest.mark.parametrize("text", ["A" * 20_000, "AB " * 8000, "AB, " * 8000, "AB\n" * 8000, "A. " * 8000, " " * 20_000])
def test_hostile_runs_take_linear_time(text):
    start = time.process_time()
    find_datelines(text)
    assert time.process_time() - start < 2
