from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

import sayso.store
from sayso.errors import BadQuery, LedgerError, NotFound
from sayso.store import (
    Reason,
    actor,
    actors,
    add_reading,
    check,
    decisions,
    merge_actors,
    open_ledger,
    split_actor,
    statements,
    tables,
    undo_decision,
)
from sayso.store.engine import write_transaction
from sayso.types import Act, Actor, Certainty, Meaning, Run, Speaker, StatementFilter
from tests.make import RUN, Said, make_body, make_reading
from tests.meant import make_meant

WHY = Reason("ada", "seen in person")


def tell(number, *names, kind="person", outlet=None, run=RUN, **fields):
    """A reading in which each of the names says something."""
    said = tuple(Said(name, "said that", f"it was so {place}") for place, name in enumerate(names))
    reading = make_reading(number, said=said, run=run, outlet=outlet or "Norvane Press", **fields)
    source_type = "person" if kind == "person" else "organization"
    meant = tuple(
        replace(each, meaning=Meaning(Speaker(name, 0.9), source_type, Act("assert", 0.9), Certainty("certain")))
        for each, name in zip(reading.statements, names, strict=True)
    )
    people = tuple(Actor(name, kind, (), ("minister",)) for name in dict.fromkeys(names))
    return replace(reading, statements=meant, actors=people)


def add(ledger, *readings):
    return [add_reading(ledger, each, make_body(each.article)).outcome for each in readings]


def named(ledger, **wanted):
    """Names of actors with how many statements each made."""
    return {each.name: each.statements for each in actors(ledger, **wanted, limit=500).rows}


def people(ledger):
    return named(ledger, kind="person")


def test_a_person_of_several_articles_is_one_actor(ledger):
    add(ledger, tell(1, "Volodymyr Zelensky"), tell(2, "Volodymyr Zelenskyy", "Ada Koll"), tell(3, "Zelenskiy"))
    found = people(ledger)
    assert sorted(found.values()) == [1, 3]
    profile = actor(ledger, "zelensky")
    assert profile.summary.statements == profile.summary.articles == 3
    assert {name for name, _ in profile.names} == {"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Zelenskiy"}
    assert profile.roles == (("minister", 3),)
    assert profile.acts == (("assert", 3),)
    assert profile.outlets == (("Norvane Press", 3),)
    assert check(ledger) == ()


def test_different_people_of_one_name_are_not_and_a_bare_name_is_open(ledger):
    add(ledger, tell(1, "Tomas Verrick"), tell(2, "Verrick"))
    assert people(ledger) == {"Tomas Verrick": 2}
    add(ledger, tell(3, "Anna Verrick"))
    assert people(ledger) == {"Tomas Verrick": 1, "Anna Verrick": 1, "Verrick": 1}
    bare = actor(ledger, "verrick")
    assert bare.summary.open
    assert {each.name for each in bare.fitting} == {"Tomas Verrick", "Anna Verrick"}
    assert not actor(ledger, "Anna Verrick").summary.open
    assert check(ledger) == ()


def test_who_an_actor_is_does_not_depend_on_which_article_came_first(tmp_path):
    readings = [tell(1, "Ada B. Koll"), tell(2, "Koll"), tell(3, "Ada Koll"), tell(4, "A. Koll", "Ida Koll")]
    found = []
    for number, order in enumerate(permutations(readings)):
        if number % 6:
            continue
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            add(ledger, *order)
            found.append({(each.id, each.name, each.statements, each.open) for each in actors(ledger).rows})
            assert check(ledger) == ()
    assert found[1:] == found[:-1]


NAMES = st.lists(
    st.sampled_from(
        ["Ada Koll", "A. Koll", "Koll", "Ida Koll", "Ada B. Koll", "Ada C. Koll", "Kim Jong Un", "Kim", "Un"]
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(1, 3), NAMES), min_size=1, max_size=6))
def test_the_directory_is_always_what_working_it_out_anew_gives(tmp_path_factory, rounds):
    with open_ledger(tmp_path_factory.mktemp("ledger") / "ledger.db") as ledger:
        for turn, (number, names) in enumerate(rounds):
            add(ledger, tell(number, *names, title=f"Turn {turn}"))
            assert check(ledger) == ()


def test_another_version_and_another_reading_replace_what_the_article_had(ledger):
    add(ledger, tell(1, "Ada Koll", "Ida Brandl"))
    assert add(ledger, tell(1, "Ada Koll", title="Revised")) == ["revised"]
    assert people(ledger) == {"Ada Koll": 1}
    assert add(ledger, tell(1, "Ada Koll", title="Revised", run=Run("other", "cd" * 32, "2"))) == ["reread"]
    assert people(ledger) == {"Ada Koll": 1}
    assert check(ledger) == ()


def test_merging_holds_for_articles_to_come_and_is_undone(ledger):
    add(ledger, tell(1, "Ada Koll"), tell(2, "Ada Brandl"), tell(3, "Ida Venn"))
    made = merge_actors(ledger, "Ada Koll", "Ada Brandl", WHY)
    assert (made.who, made.why, made.verb) == ("ada", "seen in person", "merge")
    add(ledger, tell(2, "Ada Brandl", title="Revised"), tell(4, "A. Brandl"))
    assert sorted(people(ledger).values()) == [1, 3]
    assert {row.statement.source.text for row in statements(ledger, StatementFilter(actor="Ada Koll")).rows} == {
        "Ada Koll",
        "Ada Brandl",
        "A. Brandl",
    }
    undo_decision(ledger, made.number, WHY)
    assert people(ledger) == {"Ada Koll": 1, "Ada Brandl": 2, "Ida Venn": 1}
    undo_decision(ledger, 2, WHY)
    assert sorted(people(ledger).values()) == [1, 3]
    assert [each.verb for each in decisions(ledger)] == ["merge", "undo", "undo"]
    assert check(ledger) == ()


def test_splitting_off_a_name_holds_when_articles_are_read_again(ledger):
    add(ledger, tell(1, "William Smith"), tell(2, "Bill Smith"), tell(3, "Bill Smith"))
    assert sorted(people(ledger).values()) == [3]
    split_actor(ledger, "Bill Smith", (), WHY)
    assert people(ledger) == {"William Smith": 1, "Bill Smith": 2}
    add(ledger, tell(2, "Bill Smith", run=Run("other", "cd" * 32, "2")), tell(4, "Bill Smith"))
    assert people(ledger) == {"William Smith": 1, "Bill Smith": 3}
    assert check(ledger) == ()


def test_two_people_of_one_name_are_split_by_their_articles(ledger):
    first, second, third = tell(1, "Ada Koll"), tell(2, "Ada Koll"), tell(3, "Koll")
    add(ledger, first, second, third)
    made = split_actor(ledger, "Ada Koll", [second.article.key[:10]], WHY)
    assert sorted(each.statements for each in actors(ledger, kind="person").rows) == [1, 2]
    add(ledger, tell(2, "Ada Koll", title="Revised"))
    ids = {each.statements: each.id for each in actors(ledger, kind="person").rows}
    (row,) = statements(ledger, StatementFilter(actor=ids[1])).rows
    assert row.article.id == second.article.key
    assert check(ledger) == ()
    undo_decision(ledger, made.number, WHY)
    assert people(ledger) == {"Ada Koll": 3}
    assert check(ledger) == ()


def test_decisions_that_make_no_sense(ledger):
    add(ledger, tell(1, "Ada Koll"), tell(2, "Ida Koll"), tell(3, "Koll"))
    for wrong in (
        lambda: merge_actors(ledger, "Ada Koll", "A. Koll", WHY),
        lambda: split_actor(ledger, "Ada Koll", (), WHY),
        lambda: split_actor(ledger, "Ada Koll", [tell(2).article.key], WHY),
        lambda: actor(ledger, "ol kol"),
    ):
        with pytest.raises((BadQuery, NotFound)) as refused:
            wrong()
        assert refused.value.hint
    with pytest.raises(NotFound):
        merge_actors(ledger, "Ada Koll", "Nobody Known", WHY)
    with pytest.raises(NotFound):
        undo_decision(ledger, 7, WHY)
    assert decisions(ledger) == ()


def test_decisions_are_only_ever_added(ledger):
    add(ledger, tell(1, "Ada Koll"), tell(2, "Ada Brandl"))
    merge_actors(ledger, "Ada Koll", "Ada Brandl", WHY)
    with pytest.raises((LedgerError, DBAPIError), match="only ever added to"), write_transaction(ledger) as connection:
        connection.execute(update(tables.decisions).values(who="somebody else"))


def test_a_ledger_that_is_only_read_takes_no_decisions(ledger_place):
    with open_ledger(ledger_place) as ledger:
        add(ledger, tell(1, "Ada Koll"), tell(2, "Ada Brandl"))
    with open_ledger(ledger_place, readonly=True) as ledger, pytest.raises(LedgerError, match="reading only"):
        merge_actors(ledger, "Ada Koll", "Ada Brandl", WHY)


def test_several_of_a_name_are_listed(ledger):
    add(ledger, tell(1, "Ada Koll"), tell(2, "Ida Kollwitz"), tell(3, "Kollwitz Bank", kind="organization"))
    with pytest.raises(BadQuery, match="several actors") as several:
        actor(ledger, "kol")
    assert "Ada Koll" in several.value.message
    assert actor(ledger, actor(ledger, "Ada Koll").summary.id[:8]).summary.name == "Ada Koll"


def test_the_directory_by_name_and_kind(ledger):
    add(ledger, make_meant(), tell(1, "Tomas Verrick", "Ada Koll"))
    assert list(named(ledger, kind="person")) == ["Tomas Verrick", "Ada Koll"]
    assert named(ledger, words="verr")["Tomas Verrick"] == 4
    assert named(ledger, kind="place") == {"Valmere": 0}
    assert {"Valmere Courier", "Norvane Press"} <= named(ledger, kind="outlet").keys()
    assert actor(ledger, "Norvane Press").printed == 2
    page = actors(ledger, offset=1, limit=2)
    assert (len(page.rows), page.total) == (2, len(named(ledger)))


def test_channels_of_what_an_actor_said(ledger):
    add(ledger, make_meant())
    profile = actor(ledger, "Verrick")
    assert profile.channels == (("Courier", 1), ("press briefing", 1))
    assert profile.acts == (("deny", 1), ("promise", 1), ("warn", 1))
    assert ("Verrick", 1) in profile.names


def test_statements_of_an_actor_in_time_order(ledger):
    add(ledger, make_meant())
    page = statements(ledger, StatementFilter(), order="said")
    days = [row.statement.meaning.said.start if row.statement.meaning.said else "2031-03-04" for row in page.rows]
    assert days == sorted(days)
    assert page.total == 6


def go_back(connection, version):
    """What no user can: to an older schema."""
    config = Config()
    config.set_main_option("script_location", str(Path(sayso.store.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.downgrade(config, version)


def test_a_ledger_of_an_older_sayso_gets_its_directory_with_the_next_article(ledger_place):
    with open_ledger(ledger_place) as ledger:
        add(ledger, make_reading(1), make_reading(2))
        with write_transaction(ledger) as connection:
            go_back(connection, "0001")
    with open_ledger(ledger_place) as ledger:
        assert actors(ledger).total == 0
        assert check(ledger) == ()
        add(ledger, tell(3, "Ada Koll"))
        assert named(ledger, kind="outlet").keys() == {
            make_reading(1).article.outlet,
            make_reading(2).article.outlet,
            "Norvane Press",
        }
        assert check(ledger) == ()


def test_a_directory_out_of_step_is_found(ledger):
    add(ledger, tell(1, "Ada Koll"), tell(2, "Ida Koll"))
    with write_transaction(ledger) as connection:
        connection.execute(text("UPDATE forms SET actor = (SELECT min(id) FROM forms)"))
    assert any("wrong place" in problem for problem in check(ledger))
    with write_transaction(ledger) as connection:
        connection.execute(text("DELETE FROM bearings WHERE role = 'speaker'"))
    assert any("as it reads" in problem for problem in check(ledger))
