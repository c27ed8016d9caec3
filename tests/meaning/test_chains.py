"""From the printing outlet to the origin."""

from dataclasses import replace

import pytest

from sayso.meaning.chains import UNKNOWN_OUTLET, find_chains, same_name
from sayso.meaning.language import Language
from sayso.meaning.speakers import Voices
from sayso.types import CharSpan, Speaker, Via
from tests.meaning.make import scene


@pytest.fixture(scope="module")
def read():
    language = Language()

    def parse(marked, **options):
        made = scene(marked, **options)
        analysis = language.analyse(made.text)
        return replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)

    return parse


def voices_of(made, *voices):
    """(name, type) of each speaker; the name None: not told."""
    speakers = tuple(
        Speaker(name, 0.9, statement.source.spans[0] if statement.source.spans else None)
        for statement, (name, _) in zip(made.statements, voices, strict=True)
    )
    return Voices(speakers, tuple(kind for _, kind in voices), ())


def chains_of(made, *voices, channels=None):
    found = find_chains(made, voices_of(made, *voices), channels or (None,) * len(made.statements))
    return [" < ".join(link.name for link in chain) for chain in found]


def test_a_plain_statement(read):
    made = read("{s1:Anna Vel} {c1:said} {t1:that it rained}.", outlet="Lisle Review")
    assert chains_of(made, ("Anna Vel", "person")) == ["Lisle Review < Anna Vel"]


def test_an_outlet_that_is_not_known(read):
    made = read("{s1:Anna Vel} {c1:said} {t1:that it rained}.")
    assert chains_of(made, ("Anna Vel", "person")) == [f"{UNKNOWN_OUTLET} < Anna Vel"]


def test_nobody_named(read):
    made = read("{t1:It rained}, {c1:reportedly}.", outlet="Lisle Review")
    assert chains_of(made, (None, "none")) == ["Lisle Review"]


def test_an_outlet_that_cites(read):
    made = read(
        "{s1:The Valmere Courier} {c1:reported} on Sunday, citing two people close to the Chancery, {t1:that he knew}.",
        outlet="Radio Valmere",
    )
    assert chains_of(made, ("Valmere Courier", "outlet")) == [
        "Radio Valmere < Valmere Courier < two people close to the Chancery"
    ]


def test_who_was_cited_goes_on_in_the_next_sentence(read):
    made = read(
        "The Valmere Courier published a report which cited two anonymous sources said to be close to the Chancery. "
        "{s1:They} {c1:said} {t1:that he knew}.",
        outlet="Lisle Review",
    )
    assert chains_of(made, ("two anonymous sources", "anonymous")) == [
        "Lisle Review < Valmere Courier < two anonymous sources"
    ]


def test_according_to_after_an_outlet_is_whom_it_cites(read):
    made = read(
        "{s1:The Valmere Courier} {c1:had said} {t1:that “{s2:Mr. Koll} {c2:indicated} {t2:that he was ready}”}, "
        "according to Teskarian officials.",
        outlet="Lisle Review",
    )
    assert chains_of(made, ("Valmere Courier", "outlet"), ("Koll", "person")) == [
        "Lisle Review < Valmere Courier < Teskarian officials",
        "Lisle Review < Valmere Courier < Teskarian officials < Koll",
    ]


def test_according_to_after_a_person_is_who_passed_it_on(read):
    made = read("{s1:Ingram Toll} {c1:replied}, according to Anselm Dray, {t1:that he read}.", outlet="Radio Valmere")
    assert chains_of(made, ("Ingram Toll", "person")) == ["Radio Valmere < Anselm Dray < Ingram Toll"]


def test_words_told_to_another_outlet(read):
    made = read("{s1:Officials} {c1:told} the Sorrendal Mirror {t1:that it was few}.", outlet="Counterflow")
    start = made.text.index("Sorrendal")
    via = Via("Sorrendal Mirror", CharSpan(start, start + len("Sorrendal Mirror")))
    assert chains_of(made, ("Officials", "class"), channels=(via,)) == ["Counterflow < Sorrendal Mirror < Officials"]


def test_words_told_to_the_printing_outlet_have_no_further_link(read):
    made = read("{s1:Two people} {c1:told} the Courier {t1:that it was few}.", outlet="The Valmere Courier")
    start = made.text.index("Courier")
    via = Via("Courier", CharSpan(start, start + len("Courier")))
    assert chains_of(made, ("Two people", "anonymous"), channels=(via,)) == ["The Valmere Courier < Two people"]


def test_who_denies_reports_is_no_link(read):
    made = read(
        "{s1:The Chancery} {c1:issued a denial of} {t1:the reports in the Valmere Courier}.", outlet="Lisle Review"
    )
    assert chains_of(made, ("Chancery", "organization")) == ["Lisle Review < Chancery"]


def test_who_denies_a_report_does_not_hand_it_on(read):
    made = read(
        "{s1:Anna Vel} {c1:denied} {t1:a {s2:Sorrendal Mirror} {c2:report} {t2:that she would go}}.", outlet="X"
    )
    assert chains_of(made, ("Anna Vel", "person"), ("Sorrendal Mirror", "outlet")) == [
        "X < Anna Vel",
        "X < Sorrendal Mirror",
    ]


def test_hands_end_with_the_day(read):
    made = read(
        "{s1:Anna Vel} {c1:told} the Sorrendal Mirror {t1:that it was few}. On Monday, {s2:she} {c2:said} {t2:many}.",
        outlet="X",
    )
    start = made.text.index("Sorrendal")
    via = Via("Sorrendal Mirror", CharSpan(start, start + len("Sorrendal Mirror")))
    vel = ("Anna Vel", "person")
    assert chains_of(made, vel, vel, channels=(via, None)) == ["X < Sorrendal Mirror < Anna Vel", "X < Anna Vel"]


def test_a_leaked_paper(read):
    made = read(
        "{t1:The release could fail}, {c1:according to} {s1:an internal memo} obtained by the Open Basin Herald.",
        outlet="Lisle Review",
    )
    assert chains_of(made, ("internal memo", "document")) == ["Lisle Review < Open Basin Herald < internal memo"]


def test_a_leaked_paper_goes_without_who_got_it(read):
    made = read(
        "{t1:The pump failed}, {c1:according to} {s1:a transcript seen by the Danish broadcaster Kanal Lisk}.",
        outlet="X",
    )
    assert chains_of(made, ("transcript seen by the Danish broadcaster Kanal Lisk", "document")) == [
        "X < Kanal Lisk < transcript"
    ]


def test_a_cited_paper_comes_from_the_outlet_that_got_it(read):
    made = read(
        "{s1:The Open Basin Herald} {c1:said}, citing a court filing obtained by Radio Valmere, {t1:that he knew}.",
        outlet="X",
    )
    assert chains_of(made, ("Open Basin Herald", "outlet")) == ["X < Open Basin Herald < Radio Valmere < court filing"]


def test_of_two_origins_the_first(read):
    made = read(
        "{s1:The Open Basin Herald} {c1:said}, citing two aides and a memo seen by Radio Valmere, {t1:that he knew}.",
        outlet="X",
    )
    assert chains_of(made, ("Open Basin Herald", "outlet")) == ["X < Open Basin Herald < two aides"]


def test_links_carry_their_words(read):
    made = read("{s1:Anna Vel} {c1:said} {t1:that it rained}.", outlet="Lisle Review")
    first, last = find_chains(made, voices_of(made, ("Anna Vel", "person")), (None,))[0]
    assert (first.kind, first.span) == ("outlet", None)
    assert last.span is not None
    assert last.span.of(made.text) == "Anna Vel"


@pytest.mark.parametrize(("one", "other", "same"), [
    ("the Courier", "Valmere Courier", True), ("Valmere Courier", "Valmere Post", False), ("", "Post", False),
])  # fmt: skip
def test_short_names(one, other, same):
    assert same_name(one, other) is same
