from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.actors import Bearer, Standing, find_domain_form, find_form, group_forms, is_agency


def form(name, kind="person", article="one"):
    return find_form(Bearer(name, kind, article))


def group(*names, kind="person", ties=(), standing=None):
    """The names in their groups, each sorted, and those that are open."""
    forms = {name: form(name, kind) for name in names}
    tied = [(form(alias, kind).id, form(main, kind).id) for alias, main in ties]
    found = group_forms(forms.values(), tied, standing)
    groups = {}
    for name, each in forms.items():
        groups.setdefault(found.actors[each.id], set()).add(name)
    return sorted(map(sorted, groups.values())), {name for name, each in forms.items() if each.id in found.open}


def are_one(*names, kind="person", ties=()):
    return group(*names, kind=kind, ties=ties) == ([sorted(set(names))], set())


@pytest.mark.parametrize(
    "names",
    [
        # spellings of one name in our alphabet
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy", "Vladimir Zelenskyi", "Zelenski"),
        ("Dmitry Peskov", "Dmitri Peskov", "Dmitriy Peskov", "Mr. Peskov"),
        ("Alexei Navalny", "Aleksey Navalnyj", "Alexey Navalny"),
        ("Yevgeny Prigozhin", "Evgeny Prigozhin", "Yevgeniy Prigozhin"),
        ("Muammar Gaddafi", "Muammar Qaddafi", "Muammar Kadhafi", "Gadhafi"),
        ("Mohammed Saleh", "Muhammad Saleh", "Mohamed Saleh"),
        ("Bashar al-Assad", "Bashar Assad", "Bashar Al-Assad", "al-Assad", "Assad"),
        ("Abdel Fattah el-Sisi", "Abdel Fattah al-Sisi", "el-Sissi"),
        ("Angela Schröder", "Angela Schroeder", "Angela Schroder"),
        ("Jürgen Müller", "Juergen Mueller", "Jurgen Muller"),
        ("Søren Ødegård", "Soren Odegaard"),
        ("Žofia Brandl", "Zofia Brandl", "ZOFIA BRANDL"),
        ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", "Recep Erdogan", "Erdogan"),
        # titles, possessives, short forms, initials, middle names
        ("Vladimir Putin", "Vladimir V. Putin", "Vladimir Vladimirovich Putin", "Mr. Putin", "President Putin"),
        ("Putin's", "Putin"),
        ("Joseph R. Biden Jr.", "Joe Biden", "President Biden", "J. R. Biden"),
        ("Ada Koll", "A. Koll", "Foreign Minister Ada Koll", "Dr. Koll", "A.B. Koll"),
        ("J.K. Rowling", "J. K. Rowling", "Joanne Rowling"),
        ("Jean-Claude Verrin", "Jean Claude Verrin"),
        # family names first
        ("Xi Jinping", "Xi", "President Xi"),
        ("Kim Jong-un", "Kim Jong Un", "Kim"),
        ("Ban Ki-moon", "Ban"),
        ("Viktor Orbán", "Orbán Viktor", "Orban"),
        ("Abe Shinzo", "Shinzo Abe", "Abe"),
        # small words
        ("Charles de Gaulle", "De Gaulle", "Gaulle"),
        ("Marine Le Pen", "Le Pen"),
        ("Ursula von der Leyen", "von der Leyen"),
        # scripts without capitals
        ("محمد صالح", "محمد صالح"),
        ("Владимир Путин", "Путин"),
        ("foreign minister Ada Koll", "Ada Koll"),
        ("Mohammed bin Nassar", "Muhammad bin Nassar"),
    ],
)
def test_one_person(names):
    assert are_one(*names)


@pytest.mark.parametrize(
    "names",
    [
        ("Tomas Verrick", "Anna Verrick"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Kim Jong Un", "Kim Jong Il"),
        ("George H. W. Bush", "George W. Bush"),
        ("Martin King Jr.", "Martin King Sr."),
        ("Pope Francis", "Pope Benedict"),
        ("Mohammed bin Salman", "Salman bin Abdulaziz"),
        ("Ana Silva", "Anna Silva"),
        ("Terri Smith", "Terry Smith"),
        ("Li Wei", "Lee Wei"),
        ("Van Jones", "Doug Jones"),
        ("Al Gore", "Tipper Gore"),
        ("Maria Lopez", "Maria Lopes"),
        ("John Paul", "John Paul Jones"),
    ],
)
def test_different_people(names):
    assert group(*names) == (sorted([name] for name in names), set())


def test_a_bare_name_that_fits_several_people_is_open():
    names = ("Bill Clinton", "Hillary Clinton", "Clinton", "Mr. Clinton")
    assert group(*names) == (
        [["Bill Clinton"], ["Clinton", "Mr. Clinton"], ["Hillary Clinton"]],
        {"Clinton", "Mr. Clinton"},
    )
    found = group_forms([form(name) for name in names])
    assert set(found.open[form("Clinton").id]) == {form(name).id for name in names[:2]}


def test_initials_that_fit_several_people_are_open():
    groups, opened = group("John Smith", "Jane Smith", "Adam Smith", "J. Smith", "A. Smith")
    assert ["A. Smith", "Adam Smith"] in groups
    assert ["J. Smith"] in groups
    assert opened == {"J. Smith"}


def test_a_name_without_middle_name_among_several_stays_by_itself():
    groups, _ = group("Ada B. Koll", "Ada C. Koll", "Ada Koll")
    assert groups == [["Ada B. Koll"], ["Ada C. Koll"], ["Ada Koll"]]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "he",
        "the president",
        "Officials in Valmere",
        "spokeswoman for Tholm Hydro",
        "—",
        "\ud800",
        "12",
        "\u202e",
    ],
)
def test_what_is_no_name_of_a_person_has_no_form(name):
    assert form(name) is None


@pytest.mark.parametrize("name", ["", "one newspaper", "press", "the ministry", "—"])
@pytest.mark.parametrize("kind", ["outlet", "organization", "place"])
def test_what_is_no_name_of_a_body_has_no_form(name, kind):
    assert form(name, kind) is None


@pytest.mark.parametrize("kind", ["document", "group"])
def test_documents_and_groups_are_nobody_across_articles(kind):
    assert form("Open Basin Memo", kind) is None


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("Kyiv", "Kiev"), "place"),
        (("Czech Republic", "Czechia"), "place"),
        (("China", "People's Republic of China", "PRC"), "place"),
        (("United States", "US", "U.S.", "the United States of America"), "organization"),
        (("United Nations", "UN", "U.N.", "the UN"), "organization"),
        (("Aldmoor Grain Co.", "The Aldmoor Grain Company", "Aldmoor Grain"), "organization"),
        (("Smith & Verrin Ltd", "Smith and Verrin"), "organization"),
        (("government of Aldmoor", "Aldmoor government", "Aldmoor's government"), "organization"),
        (("The New Norvane Times", "New Norvane Times"), "outlet"),
        (("AFP", "Agence France-Presse"), "outlet"),
        (("Reuters", "Thomson Reuters"), "outlet"),
        (("Interfax-Ukraine", "Interfax Ukraine"), "outlet"),
    ],
)
def test_one_body(names, kind):
    assert are_one(*names, kind=kind)


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("University of Ostmark", "Ostmark University"), "organization"),
        (("Bank of Aldmoor", "Aldmoor Bank Workers"), "organization"),
        (("Interfax", "Interfax-Ukraine"), "outlet"),
        (("Norvane", "Norvane City"), "place"),
        (("Petra", "Jordan News Agency"), "organization"),
    ],
)
def test_different_bodies(names, kind):
    assert group(*names, kind=kind) == (sorted([name] for name in names), set())


def test_a_body_named_by_common_words_is_another_in_another_article():
    one, other = form("Defence Ministry", "organization", "one"), form("Defence Ministry", "organization", "two")
    assert one.id != other.id
    found = group_forms([one, other])
    assert found.actors[one.id] != found.actors[other.id]
    assert (
        form("Aldmoor Defence Ministry", "organization", "one").id
        == form("Aldmoor Defence Ministry", "organization", "two").id
    )


def test_letters_stand_for_the_body_that_articles_use_them_for():
    names = ("Sorren River Authority", "SRA")
    assert group(*names, kind="organization") == ([["SRA"], ["Sorren River Authority"]], set())
    assert are_one(*names, kind="organization", ties=[("SRA", "Sorren River Authority")])
    both = [("SRA", "Sorren River Authority"), ("SRA", "Selvia Rail Authority")]
    groups, opened = group(*names, "Selvia Rail Authority", kind="organization", ties=both)
    assert len(groups) == 3
    assert opened == {"SRA"}


def test_outlets_go_by_their_address_too():
    times, news = form("Norvane", "outlet"), form("Norvane News", "outlet")
    domain = find_domain_form("https://www.norvane.example/world/1.html")
    assert domain.spelling == "norvane.example"
    found = group_forms([times, news, domain], [(domain.id, times.id), (domain.id, news.id)])
    assert len(set(found.actors.values())) == 1
    assert found.open == {}


def test_no_page_makes_itself_part_of_an_outlet_by_its_name():
    outlet, false = form("Reuters", "outlet"), form("Reuters Truth", "outlet")
    domain = find_domain_form("https://truth.example/1")
    found = group_forms([outlet, false, domain], [(domain.id, outlet.id), (domain.id, false.id)])
    assert found.actors[outlet.id] != found.actors[false.id]
    assert domain.id in found.open


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("https://edition.news.example/x", "news.example"),
        ("https://www.bay.co.uk/x", "bay.co.uk"),
        ("https://someone.substack.com/p/1", None),
        ("https://127.0.0.1/x", None),
        ("http://[::1]/", None),
        ("http://[broken", None),
        ("javascript:alert(1)", None),
        (None, None),
    ],
)
def test_addresses(url, spelling):
    found = find_domain_form(url)
    assert (found.spelling if found else None) == spelling


def test_agencies_are_known_by_name_letters_and_address():
    assert is_agency(form("Agence France-Presse", "outlet"))
    assert is_agency(form("AFP", "organization"))
    assert is_agency(find_domain_form("https://www.reuters.com/world/1"))
    assert not is_agency(form("Norvane Press", "outlet"))
    assert not is_agency(form("Petra", "place"))
    assert is_agency(form("Reuters", "organization"))


# ---------------------------------------------------------------- decisions


def test_people_decide():
    names = ("Bill Smith", "William Smith", "Ada Koll", "Ada Brandl")
    ids = {name: form(name).id for name in names}
    assert group(*names)[0] == [["Ada Brandl"], ["Ada Koll"], ["Bill Smith", "William Smith"]]
    standing = Standing(
        merges=frozenset({tuple(sorted((ids["Ada Koll"], ids["Ada Brandl"])))}), apart=frozenset({ids["Bill Smith"]})
    )
    assert group(*names, standing=standing)[0] == [["Ada Brandl", "Ada Koll"], ["Bill Smith"], ["William Smith"]]


def test_a_bare_name_fits_those_whom_people_merged_as_one():
    names = ("Ada Koll", "Ida Koll", "Koll")
    assert group(*names)[1] == {"Koll"}
    merged = Standing(merges=frozenset({tuple(sorted((form("Ada Koll").id, form("Ida Koll").id)))}))
    assert group(*names, standing=merged) == ([["Ada Koll", "Ida Koll", "Koll"]], set())


def test_a_bare_name_that_people_placed_stays_where_they_put_it():
    placed = Standing(merges=frozenset({tuple(sorted((form("Koll").id, form("Ada Koll").id)))}))
    assert group("Ada Koll", "Ida Koll", "Koll", standing=placed) == ([["Ada Koll", "Koll"], ["Ida Koll"]], set())


def test_decisions_about_forms_that_are_gone_do_no_harm():
    standing = Standing(merges=frozenset({("gone", form("Koll").id)}), apart=frozenset({"gone"}))
    assert group("Ada Koll", "Koll", standing=standing) == ([["Ada Koll", "Koll"]], set())


# ---------------------------------------------------------------- whatever comes

NAMES = st.sampled_from(
    [
        *(
            "Ada Koll",
            "A. Koll",
            "Koll",
            "Ida Koll",
            "Ada B. Koll",
            "Ada C. Koll",
            "Ada Koll Jr.",
            "De Koll",
            "Koll Ada",
        ),
        *("Kim Jong Un", "Kim Jong Il", "Kim", "K. J. Un", "Un", "J. Koll", "Minister Koll", "Vladimir P."),
    ]
)
BODIES = st.sampled_from(
    ["UN", "Sorren River Authority", "SRA", "Selvia Rail Authority", "river ministry", "Kiev", "Kyiv"]
)
BEARERS = st.builds(Bearer, NAMES | st.text(max_size=12), st.just("person"), st.just("x")) | st.builds(
    Bearer, BODIES | st.text(max_size=12), st.sampled_from(["organization", "outlet", "place"]), st.sampled_from("xy")
)


@st.composite
def ledgers(draw):
    """Forms, ties among them and decisions about them."""
    found = {each.id: each for each in map(find_form, draw(st.lists(BEARERS, max_size=12))) if each}
    ids = st.sampled_from([*found, "absent"])
    pairs = st.tuples(ids, ids).filter(lambda pair: pair[0] != pair[1])
    merges = (
        draw(st.frozensets(pairs.map(lambda pair: tuple(sorted(pair))), max_size=2)) if len(found) > 1 else frozenset()
    )
    ties = draw(st.lists(pairs, max_size=3)) if len(found) > 1 else []
    return list(found.values()), ties, Standing(merges, draw(st.frozensets(ids, max_size=2)))


@given(ledgers(), st.randoms())
def test_the_order_of_things_does_not_matter(ledger, random):
    forms, ties, standing = ledger
    found = group_forms(forms, ties, standing)
    random.shuffle(forms)
    random.shuffle(ties)
    assert group_forms(forms, ties, standing) == found


@given(ledgers())
def test_every_form_has_one_actor_that_is_one_of_its_names(ledger):
    forms, ties, standing = ledger
    found = group_forms(forms, ties, standing)
    assert found.actors.keys() == {each.id for each in forms}
    for actor in found.actors.values():
        assert found.actors[actor] == actor
    assert found.open.keys() <= found.actors.keys()
    for merge in standing.merges:
        if set(merge) <= found.actors.keys():
            assert found.actors[merge[0]] == found.actors[merge[1]]


@given(st.text(max_size=300), st.sampled_from(["person", "organization", "outlet", "place", "group", "document"]))
def test_nothing_is_too_odd_for_a_name(name, kind):
    found = find_form(Bearer(name, kind, "x"))
    assert found is None or (found.spelling and found == replace(found))


def test_many_names_of_one_block_take_no_time():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"Ada {a.upper()}{b}{c} Koll" for a in letters for b in letters for c in letters[:3]]
    found = group_forms([form(name) for name in (*names, "Koll", "A. Koll")])
    assert len(set(found.actors.values())) == len(names) + 2


def test_many_incomplete_names_of_one_family_take_no_time():
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = [f"{a.upper()}. {b}{c}{c} Koll".title() for a in letters for b in letters for c in letters[:4]]
    names += [f"A{a}{b}{c} Koll" for a in letters for b in letters for c in letters[:4]]
    found = group_forms([form(name) for name in names])
    assert len(found.actors) == len(set(names))


def test_long_names_take_no_time():
    assert len(form("Ada " * 100_000).words) <= 8
    assert form("A" * 10**6).words
