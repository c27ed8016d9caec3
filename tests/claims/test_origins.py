"""Where claims come from: what counts as one origin, what as none, and what stays unknown."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.claims.copies import Copy
from sayso.claims.origins import find_origins
from sayso.claims.provenance import Provenance
from sayso.claims.values import Appearance, Claim, Entry, Relation
from sayso.types import ChainLink, SourceType

WORDS = "the ferry left port with four hundred passengers and no papers"
COURIER, MIRROR, RADIO = "The Tarn Courier", "Selvia Mirror", "Radio Brightwater"


def entry(seed: str, outlet: str | None, *behind: tuple[str, SourceType], when: str = "", **rest: object) -> Entry:
    """An entry whose chain runs from ``outlet`` through ``behind``; its article is its outlet's."""
    chain = (ChainLink(outlet or "this outlet", "outlet"), *(ChainLink(name, kind) for name, kind in behind))
    kind: SourceType = behind[-1][1] if behind else "none"
    named = behind[-1][0] if behind and kind in ("person", "organization") else None
    values = {
        "article": f"article-{seed}",
        "statement": seed,
        "position": 0,
        "when": when or f"2031-05-{ord(seed[0]) - 96:02d}",
        "source": behind[-1][0] if behind else "",
        "cue": "said",
        "content": WORDS,
        "text": WORDS,
        "speaker": named,
        "source_type": kind,
    }
    return Entry(seed=seed, outlet=outlet, chain=chain, **(values | rest))  # type: ignore[arg-type]


def find(*entries: Entry, copies: tuple[Copy, ...] = (), **relations: Relation) -> Provenance:
    """The origins of a claim in which every entry stands for it, but for those of other ``relations``."""
    appearances = tuple(Appearance(each, relations.get(each.seed, "supports"), 1.0, "") for each in entries)
    return find_origins(Claim("claim", WORDS, appearances), copies)


def told(found: Provenance) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(each.outlet, each.source, each.seeds) for each in found.origins]


def copy_of(copy: str, of: str, **rest: object) -> Copy:
    return Copy(f"article-{copy}", f"article-{of}", "verbatim", True, (), 1.0, **({"direction": "credit"} | rest))  # type: ignore[arg-type]


TWO = ("two people close to the harbour office", "anonymous")


def test_a_named_speaker_is_one_origin_in_however_many_outlets():
    found = find(
        entry("a", COURIER, ("Rudo Kestrel", "person")),
        entry("b", MIRROR, ("Kestrel", "person")),
        entry("c", RADIO, (COURIER, "outlet"), ("Rudo Kestrel", "person")),
    )

    assert told(found) == [(None, "Rudo Kestrel", ("a", "b", "c"))]
    assert found.origins[0].how == f"{COURIER}, {MIRROR}: is named; {RADIO}: cites {COURIER}"


def test_actors_of_the_directory_decide_before_names():
    one = entry("a", COURIER, ("Velm", "person"), actors=("x",))
    other = entry("b", MIRROR, ("Velm", "person"), actors=("y",))

    assert len(find(one, other).origins) == 2
    assert len(find(one, replace(other, actors=("x",), speaker="The minister")).origins) == 1


def test_unnamed_people_of_one_outlet_are_one_origin_and_of_two_outlets_two():
    found = find(
        entry("a", COURIER, TWO),
        entry("b", COURIER, ("one of them", "anonymous")),
        entry("c", MIRROR, TWO),
    )

    assert told(found) == [(COURIER, TWO[0], ("a", "b")), ("Selvia Mirror", TWO[0], ("c",))]


def test_descriptions_that_contradict_are_two_origins():
    other_count = ("three officials", "anonymous")
    other_body = ("a diver of the Coast Guard", "anonymous")

    assert len(find(entry("a", COURIER, TWO), entry("b", COURIER, other_count)).origins) == 2
    assert (
        len(find(entry("a", COURIER, ("an aide to Kestrel", "anonymous")), entry("b", COURIER, other_body)).origins)
        == 2
    )


def test_outlets_that_cite_another_rest_on_its_source():
    found = find(
        entry("a", COURIER, TWO),
        entry("b", MIRROR, ("Tarn Courier", "outlet"), ("two people", "anonymous")),
        entry("c", RADIO, ("the Courier", "outlet")),
        b="reports",
    )

    assert told(found) == [(COURIER, TWO[0], ("a", "b", "c"))]
    assert ("c", "a") in {(edge.start, edge.end) for edge in found.edges}
    assert not found.unknown


def test_an_outlet_cited_for_its_report_alone_is_the_origin():
    found = find(entry("a", MIRROR, (COURIER, "outlet")), entry("b", RADIO, (COURIER, "outlet")))

    assert told(found) == [(COURIER, COURIER, ("a", "b"))]


def test_an_outlets_report_is_no_origin_beside_those_whom_others_name_behind_it():
    found = find(
        entry("a", MIRROR, (COURIER, "outlet")), entry("b", RADIO, (COURIER, "outlet"), ("two people", "anonymous"))
    )

    assert [(outlet, seeds) for outlet, _, seeds in told(found)] == [(COURIER, ("a", "b"))]


def test_an_outlet_that_is_not_named_is_unknown_and_not_counted():
    found = find(
        entry("a", COURIER, TWO),
        entry("b", MIRROR, ("the newspaper", "outlet"), ("two people", "anonymous")),
        entry("c", RADIO, ("reports", "outlet")),
        entry("d", RADIO),
        entry("e", RADIO, ("critics", "class")),
        entry("f", RADIO, ("he", "person"), speaker=None),
    )

    assert told(found) == [(COURIER, TWO[0], ("a",))]
    assert {each.seed for each in found.unknown} == {"b", "c", "d", "e", "f"}
    assert all(each.why for each in found.unknown)


def test_denials_and_doubts_are_no_origins():
    found = find(
        entry("a", COURIER, TWO),
        entry("b", MIRROR, ("Rudo Kestrel", "person")),
        entry("c", RADIO, ("Ilona Farkas", "person")),
        b="denies",
        c="doubts",
    )

    assert told(found) == [(COURIER, TWO[0], ("a",))]


def test_who_asks_or_passes_on_adds_no_origin():
    asked = entry("b", MIRROR, ("Ilona Farkas", "person"), act="ask")
    found = find(entry("a", COURIER, TWO), asked, b="reports")

    assert told(found) == [(COURIER, TWO[0], ("a",))]
    assert [each.seed for each in found.unknown] == ["b"]


def test_a_copy_rests_on_its_original():
    found = find(entry("a", COURIER, TWO), entry("b", MIRROR, TWO), copies=(copy_of("b", "a"),))

    assert told(found) == [(COURIER, TWO[0], ("a", "b"))]
    assert found.origins[0].how == f"{COURIER}: spoke to them itself; {MIRROR}: verbatim copy"
    assert ("b", "a") in {(edge.start, edge.end) for edge in found.edges}


def test_a_copy_of_one_that_cites_an_outlet_adds_nothing_to_it():
    cites = entry("b", MIRROR, (COURIER, "outlet"))
    found = find(
        entry("a", COURIER, TWO), cites, replace(cites, seed="c", article="article-c"), copies=(copy_of("c", "b"),)
    )

    assert told(found) == [(COURIER, TWO[0], ("a", "b", "c"))]


def test_articles_that_copy_each_other_rest_on_the_earliest():
    copies = (copy_of("a", "b"), copy_of("b", "c"), copy_of("c", "a"))
    found = find(entry("a", COURIER, TWO), entry("b", MIRROR, TWO), entry("c", RADIO, TWO), copies=copies)

    assert told(found) == [(COURIER, TWO[0], ("a", "b", "c"))]


def test_what_a_copy_adds_of_its_own_is_its_own():
    added = entry("b", MIRROR, TWO, content="sailors were paid in fish", text="sailors were paid in fish")

    assert len(find(entry("a", COURIER, TWO), added, copies=(copy_of("b", "a"),)).origins) == 2


def test_two_that_an_agency_signed_rest_on_the_agency():
    copies = (copy_of("a", "b", direction=None, agency="Harbour Wire"),)
    found = find(entry("a", COURIER, TWO), entry("b", MIRROR, TWO), copies=copies)

    assert told(found) == [("Harbour Wire", TWO[0], ("a", "b"))]


def test_a_document_is_an_origin_of_the_outlet_that_got_it():
    paper = ("harbour records", "document")
    found = find(entry("a", COURIER, paper), entry("b", MIRROR, (COURIER, "outlet"), paper), entry("c", RADIO, paper))

    assert told(found) == [(COURIER, "harbour records", ("a", "b", "c"))]


def test_two_outlets_that_cite_each_other_are_told_apart_by_time():
    found = find(entry("a", COURIER, (MIRROR, "outlet")), entry("b", MIRROR, (COURIER, "outlet")))

    assert told(found) == [(MIRROR, MIRROR, ("a", "b"))]
    assert "came later" in found.origins[0].how
    assert not _has_circle(found)


def test_people_behind_unnamed_people_are_known_through_those_alone():
    found = find(entry("a", COURIER, ("one person", "anonymous"), ("Kasimir Blane", "person")))

    assert told(found) == [(COURIER, "one person", ("a",))]


def test_a_pair_told_of_twice_counts_by_what_tells_the_direction():
    twice = (copy_of("b", "a", direction=None), copy_of("b", "a", direction="credit"))
    given = (entry("a", COURIER), entry("b", COURIER))

    assert find(*given, copies=twice) == find(*given, copies=twice[::-1])
    assert [edge.how for edge in find(*given, copies=twice).edges] == ["verbatim copy"]


def _has_circle(found: Provenance) -> bool:
    left = {(edge.start, edge.end) for edge in found.edges}
    while left:
        starts = {start for start, _ in left}
        kept = {(start, end) for start, end in left if end in starts}
        if kept == left:
            return True
        left = kept
    return False


KINDS = st.sampled_from(["person", "anonymous", "document", "outlet", "class", "none"])
LINKS = st.tuples(
    st.sampled_from([COURIER, MIRROR, RADIO, "the Courier", "the newspaper", "two people", "Rudo Kestrel"]), KINDS
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([COURIER, MIRROR, RADIO, None]), st.lists(LINKS, max_size=3)), max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(["credit", "time", None])), max_size=5),
    st.lists(st.sampled_from(["supports", "reports", "denies", "doubts"]), min_size=8, max_size=8),
    st.integers(0, 99),
)
def test_graphs_have_no_circle_and_every_appearance_is_counted_once(made, copied, relations, shuffle):
    entries = [entry("abcdefgh"[place], outlet, *behind) for place, (outlet, behind) in enumerate(made)]
    by_seed = {each.seed: relations[place] for place, each in enumerate(entries)}
    copies = tuple(copy_of("abcdefgh"[a], "abcdefgh"[b], direction=how) for a, b, how in copied if a != b)
    found = find(*entries, copies=copies, **by_seed)

    assert not _has_circle(found)
    standing = {seed for seed, relation in by_seed.items() if relation in ("supports", "reports")}
    resting = {seed for origin in found.origins for seed in origin.seeds}
    unknown = {each.seed for each in found.unknown}
    assert resting | unknown == standing
    assert not resting & unknown
    nodes = {node.id for node in found.nodes}
    assert {end for edge in found.edges for end in (edge.start, edge.end)} <= nodes
    mixed = Random(shuffle).sample(entries, len(entries))
    assert find(*mixed, copies=copies[::-1], **by_seed) == found
