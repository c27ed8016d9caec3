from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sayso.claims import JOIN, ClaimStanding, Link, find_parts, group_entries, joins
from tests.claims.entries import contrary, make_entry, opposes, same

ENTRIES = [make_entry(each, f"that {each} is so") for each in "abcdef"]


def seeds(groups) -> list[str]:
    return ["".join(member.seed for member in group) for group in groups]


def test_what_is_alike_is_one():
    links = [same("a", "b"), same("b", "c"), same("a", "c"), same("d", "e")]
    assert seeds(group_entries(ENTRIES, links)) == ["abc", "de", "f"]


def test_a_chain_of_neighbours_swallows_nothing():
    links = [same("a", "b"), same("b", "c", 0.8), same("c", "d"), same("d", "e", 0.8), same("e", "f")]
    assert seeds(group_entries(ENTRIES, links)) == ["ab", "cd", "ef"]


def test_what_opposes_keeps_groups_apart():
    links = [same("a", "b"), same("c", "d"), *(same(x, y, 0.6) for x in "ab" for y in "cd")]
    assert seeds(group_entries(ENTRIES, links)) == ["abcd", "e", "f"]
    assert seeds(group_entries(ENTRIES, [*links, opposes("a", "c", 1.0)])) == ["ab", "cd", "e", "f"]


def test_signs_follow_the_strongest_links():
    links = [contrary("a", "b"), same("b", "c"), contrary("a", "c", 0.6), same("a", "c", 0.3)]
    (group, *_) = group_entries(ENTRIES, links)
    assert [(member.seed, member.sign) for member in group] == [("a", 1), ("b", -1), ("c", -1)]


def test_what_people_decide_holds():
    links = [same("a", "b"), same("c", "d")]
    together = ClaimStanding(together=frozenset({("a", "c")}))
    assert seeds(group_entries(ENTRIES, links, together)) == ["abcd", "e", "f"]
    apart = ClaimStanding(apart=frozenset({("a", "b")}))
    assert seeds(group_entries(ENTRIES, links, apart)) == ["a", "b", "cd", "e", "f"]


WEIGHTS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda pair: pair[0] < pair[1]),
    st.tuples(st.sampled_from(["same", "contrary", "opposes"]), st.integers(20, 100)),
)


@given(WEIGHTS, st.randoms())
def test_order_is_nothing_and_parts_stand_by_themselves(weights, random):
    links = [Link(a, b, kind, number / 100) for (a, b), (kind, number) in weights.items()]
    groups = group_entries(ENTRIES, links)
    assert sorted("".join(seeds(groups))) == list("abcdef")
    shuffled, entries = list(links), list(ENTRIES)
    random.shuffle(shuffled)
    random.shuffle(entries)
    assert group_entries(entries, shuffled) == groups
    parts = find_parts("abcdef", links)
    one_by_one = [
        group for part in parts for group in group_entries([each for each in ENTRIES if each.seed in part], links)
    ]
    assert sorted(seeds(one_by_one)) == sorted(seeds(groups))


@given(WEIGHTS)
def test_a_group_of_two_is_linked(weights):
    links = [Link(a, b, kind, number / 100) for (a, b), (kind, number) in weights.items()]
    for group in group_entries(ENTRIES, links):
        for member in group:
            inside = {each.seed for each in group}
            linked = [each for each in links if joins(each) and member.seed in {each.a, each.b} <= inside]
            assert linked or len(group) == 1
    assert JOIN > 0
