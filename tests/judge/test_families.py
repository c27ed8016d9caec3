"""Labels of the pairs that training makes of families of statements follow from their roles."""

import pytest

from training.families import divide, find_label, make_pairs, read


@pytest.mark.parametrize(
    ("role", "other", "label"),
    [
        ("+", "+", "same"),
        ("-", "-", "same"),
        ("+", "-", "opposes"),
        ("!", "+", "opposes"),
        ("-", "!", None),
        ("!", "!", None),
        ("~", "~", None),
        ("~", "!", "related"),
        ("+b", "~", "related"),
        ("+b", "+b", "same"),
        ("-b", "+b", "opposes"),
        ("-b", "+", "related"),
        ("!", "!b", "related"),
        ("x", "+", "different"),
        ("-b", "x", "different"),
        ("x", "~", None),
        ("x", "x", None),
    ],
)
def test_roles_say_what_two_statements_are_to_each_other(role: str, other: str, label: str | None) -> None:
    assert find_label(role, other) == label == find_label(other, role)


def test_pairs_of_two_matters_are_different(tmp_path) -> None:
    path = tmp_path / "families.tsv"
    path.write_text(
        "# heading\na-1\t+\tOtt\tsaid\tit rains\na-1\t-\tVel\tdenied\tthat it rains\nb-1\t+\t\t:\tBread is dear\n"
    )
    rows = make_pairs(read(path))
    assert {"a": {"source": "Ott", "cue": "said", "content": "it rains"}, "label": "opposes"}.items() <= rows[0].items()
    # The denial again, put as if it were so.
    assert rows[1]["label"] == "same"
    assert rows[1]["b"] == {"source": "Vel", "cue": "said", "content": "that it rains"}
    assert {row["label"] for row in rows[2:]} == {"different"}
    assert all((row["a"]["content"] == "Bread is dear") != (row["b"]["content"] == "Bread is dear") for row in rows[2:])


@pytest.mark.parametrize("line", ["a-1\t+\tOtt\tsaid", "a-1\t?\tOtt\tsaid\tit rains", "a-1\t+\tOtt\tsaid\t"])
def test_a_line_of_the_wrong_form_is_named(tmp_path, line: str) -> None:
    path = tmp_path / "families.tsv"
    path.write_text(line + "\n")
    with pytest.raises(ValueError, match="line 1"):
        read(path)


def test_a_matter_stands_in_one_place(tmp_path) -> None:
    path = tmp_path / "families.tsv"
    path.write_text("".join(f"{matter}\t+\tOtt\tsaid\tit rains\n" for matter in ("a-1", "b-1", "a-1")))
    with pytest.raises(ValueError, match="two places: a-1"):
        read(path)


def test_what_the_network_learns_from_and_what_it_is_weighed_on_share_no_matter(tmp_path) -> None:
    path = tmp_path / "families.tsv"
    path.write_text("".join(f"a-{n // 2}\t+\tOtt\tsaid\tit rains, {n}\n" for n in range(20)))
    learnt, unseen = divide(read(path))
    assert [matter for matter, _, _ in unseen] == ["a-3", "a-3", "a-7", "a-7"]
    assert not {matter for matter, _, _ in learnt} & {"a-3", "a-7"}
    assert len(learnt) == 16
