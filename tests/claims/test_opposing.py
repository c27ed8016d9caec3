from __future__ import annotations

import pytest

from sayso.claims import (
    Appearance,
    Claim,
    Figure,
    Link,
    find_figure_conflicts,
    find_oppositions,
    find_position_changes,
)
from sayso.claims.opposing import are_apart
from sayso.types import Interval
from tests.claims.entries import contrary, make_entry, opposes


def day(value: str) -> Interval:
    return Interval(value, value, "day", "on Monday")


def claim(name: str, *appearances) -> Claim:
    return Claim(name, name, tuple(Appearance(entry, relation, 1.0, "") for entry, relation in appearances))


OPEN = make_entry("a", "that the northern locks stay open", said=day("2031-03-03"), actors=("koll",))
SHUT = make_entry("b", "that the northern locks will be shut", said=day("2031-03-05"), actors=("koll",))


def test_claims_that_links_set_apart():
    both = [claim("one", (OPEN, "supports")), claim("two", (SHUT, "supports"))]
    (found,) = find_oppositions(both, [opposes("a", "b"), contrary("a", "b", 0.6), opposes("a", "b", 0.2)])
    assert (found.a, found.b, found.one, found.other, found.score) == ("one", "two", "a", "b", 0.9)
    assert find_oppositions(both, [opposes("a", "b", 0.3)]) == ()
    assert find_oppositions([claim("one", (OPEN, "supports"), (SHUT, "denies"))], [contrary("a", "b")]) == ()


def test_figures_that_agree_or_count_other_things_set_no_claims_apart():
    """A network takes any two figures in like sentences for a contradiction."""
    least = dead("a", "at least 310 dockers are dead", 310, None, state="dead")
    more = dead("b", "at least 480 dockers are dead", 480, None, state="dead")
    cows = dead("c", "38 cows are lost", 38, 38, of="cows")
    fewer = dead("d", "12 dockers are dead", 12, 12, state="dead")
    claims = [claim(each.seed, (each, "supports")) for each in (least, more, cows, fewer)]
    links = [opposes("a", "b"), opposes("a", "c"), opposes("a", "d")]
    assert [(each.a, each.b) for each in find_oppositions(claims, links)] == [("a", "d")]
    paid = make_entry("e", "that the council paid 40,000 for the boat", figures=(Figure("40,000", 4e4, 4e4),))
    gift = make_entry("f", "that the boat of 40,000 was a gift", figures=(Figure("40,000", 4e4, 4e4),))
    both = [claim("e", (paid, "supports")), claim("f", (gift, "supports"))]
    assert len(find_oppositions(both, [opposes("e", "f")])) == 1


def test_a_network_alone_sets_nothing_apart_that_shares_no_words():
    one, other = make_entry("a", "that the locks stay open"), make_entry("b", "that the ferry sank")
    both = [claim("one", (one, "supports")), claim("two", (other, "supports"))]
    assert find_oppositions(both, [opposes("a", "b")]) == ()


def test_who_turned():
    (change,) = find_position_changes([claim("one", (OPEN, "supports"), (SHUT, "denies"))])
    assert (change.actor, change.before, change.after, change.was, change.now) == (
        "koll",
        "a",
        "b",
        "supports",
        "denies",
    )


def test_who_put_forward_both_of_two_that_oppose():
    both = [claim("one", (OPEN, "supports")), claim("two", (SHUT, "supports"))]
    assert find_position_changes(both) == ()
    (change,) = find_position_changes(both, find_oppositions(both, [opposes("a", "b")]))
    assert (change.before, change.after) == ("a", "b")


@pytest.mark.parametrize(
    "other",
    [
        make_entry("b", "x", said=day("2031-03-03"), actors=("koll",)),
        make_entry("b", "x", said=day("2031-03-05"), actors=("venn",)),
        make_entry("b", "x", said=day("2031-03-05"), actors=("koll",), source_type="anonymous"),
        make_entry("b", "x", when="", actors=("koll",)),
    ],
)
def test_who_did_not_turn(other):
    """On one day nobody can say what came first; others, unnamed and undated ones turned nothing."""
    assert find_position_changes([claim("one", (OPEN, "supports"), (other, "denies"))]) == ()


def dead(seed: str, words: str, low, high, **fields):
    return make_entry(seed, words, figures=(Figure(words, low, high, **{"of": "people dead", **fields}),), article=seed)


def test_figures_that_no_number_fits():
    least = dead("a", "at least 463 dead", 463, None)
    exact = dead("b", "340 dead", 340, 340)
    most = dead("c", "up to 1,200 dead", None, 1200)
    (conflict,) = find_figure_conflicts([claim("toll", *((each, "supports") for each in (least, exact, most)))])
    assert conflict.of == "people dead"
    assert [seed for seed, _ in conflict.figures] == ["a", "b"]


def test_figures_of_different_days_or_things_may_all_be_right():
    first = dead("a", "340 dead", 340, 340, as_of="2031-03-05")
    later = dead("b", "463 dead", 463, 463, as_of="2031-03-09")
    cows = dead("c", "90 cows", 90, 90, of="cows")
    assert find_figure_conflicts([claim("toll", *((each, "supports") for each in (first, later, cows)))]) == ()


def test_a_toll_that_grows_is_no_contradiction_and_one_that_shrinks_is():
    first = dead("a", "340 dead", 340, 340, state="dead")
    later = dead("b", "463 dead", 463, 463, state="dead", as_of="2031-03-09")
    below = dead("c", "fewer than 200 dead", None, 200, state="dead", as_of="2031-03-08")
    assert find_figure_conflicts([claim("toll", (first, "supports"), (later, "supports"))]) == ()
    (conflict,) = find_figure_conflicts([claim("toll", *((each, "supports") for each in (first, later, below)))])
    assert (conflict.of, [seed for seed, _ in conflict.figures]) == ("people dead", ["a", "c"])


def test_what_disagrees_with_one_figure_is_told_together():
    most = dead("a", "fewer than 200", None, 200)
    others = [dead(seed, f"{number} dead", number, number) for seed, number in (("b", 300), ("c", 300))]
    both = [claim("one", (most, "supports"), (others[0], "supports")), claim("two", (others[1], "supports"))]
    links = [Link("a", "c", "related", 0.9)]
    entries = {each.seed: each for each in (most, *others)}
    (conflict,) = find_figure_conflicts(both, links, entries)
    assert sorted(seed for seed, _ in conflict.figures) == ["a", "b", "c"]


def test_a_body_of_a_common_name_is_one_within_a_claim():
    body = {"source_type": "organization", "speaker": "Harbour Office"}
    one = make_entry("a", "x", said=day("2031-03-03"), actors=("office@1",), **body)
    other = make_entry("b", "x", said=day("2031-03-05"), actors=("office@2",), **body)
    (change,) = find_position_changes([claim("one", (one, "denies"), (other, "supports"))])
    assert (change.before, change.after) == ("a", "b")


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [((1, 2), (3, 4), True), ((1, 3), (3, 4), False), ((None, 2), (3, None), True), ((None, 5), (3, None), False)],
)
def test_ranges_apart(one, other, apart):
    figures = [Figure("", low, high) for low, high in (one, other)]
    assert are_apart(*figures) == are_apart(*reversed(figures)) == apart


@pytest.mark.parametrize(
    ("words", "number", "other", "apart"),
    [
        ("roughly 900 dead", 900, 880, False),
        ("Some 900 people", 900, 960, False),
        ("900 people or so", 900, 960, False),
        ("about 900", 900, 1200, True),
        ("900", 900, 880, True),
        ("exactly 900", 900, 880, True),
        ("900 in Somerlee", 900, 880, True),
    ],
)
def test_an_approximate_number_leaves_room(words, number, other, apart):
    figures = [Figure(words, number, number), Figure(str(other), other, other)]
    assert are_apart(*figures) == are_apart(*reversed(figures)) == apart
