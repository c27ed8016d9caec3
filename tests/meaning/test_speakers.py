"""Who says each statement."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.speakers import find_speakers
from sayso.meaning.walk import Walk
from tests.meaning.make import scene


def names_of(read, marked, **options):
    return [speaker.name for speaker in find_speakers(read(marked, **options)).speakers]


CASES = {
    "a surname is the full name": (
        "Joran Velt, the mayor of Aldmoor, resigned on Monday.\n\n{s1:Velt} {c1:said} {t1:he was tired}.",
        ["Joran Velt"],
    ),
    "a title is dropped": (
        "Joran Velt resigned.\n\n{s1:Mr. Velt} {c1:said} {t1:the dam was safe}.",
        ["Joran Velt"],
    ),
    "the name after a role": (
        "{t1:“It is safe,”} {s1:his lawyer Michael Corrigan} {c1:said}.",
        ["Michael Corrigan"],
    ),
    "the name beside a role": (
        "{s1:Anna Velling, a spokeswoman for the dam authority,} {c1:said} {t1:it was safe}.",
        ["Anna Velling"],
    ),
    "a pronoun after its name": (
        "{s1:Anna Velling} {c1:denied} {t1:the report} on Friday. {s2:She} {c2:said} {t2:it was false}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "he is not she": (
        "Anna Velling met Peter Koll. {s1:He} {c1:said} {t1:it went well}. {s2:She} {c2:said} {t2:it did not}.",
        ["Peter Koll", "Anna Velling"],
    ),
    "several speakers": (
        "{s1:Anna Velling and Peter Koll} {c1:said} {t1:the dam was safe}.",
        ["Anna Velling & Peter Koll"],
    ),
    "both": (
        "Anna Velling and Peter Koll met on Monday. {s1:Both} {c1:said} {t1:the talks went well}.",
        ["Anna Velling & Peter Koll"],
    ),
    "a body": (
        "{s1:The Water Ministry} {c1:said} {t1:the dam was safe}. {s2:The ministry} {c2:denied} {t2:the report}.",
        ["Water Ministry", "Water Ministry"],
    ),
    "a spokesman speaks for his body": (
        "{s1:A spokesman for the Water Ministry} {c1:said} {t1:the dam was safe}.",
        ["Water Ministry"],
    ),
    "initials": (
        "The Norvane Dam Authority closed the road. {s1:The NDA} {c1:said} {t1:it would open on Monday}.",
        ["Norvane Dam Authority"],
    ),
    "an unnamed source by its phrase": (
        "{s1:Two people briefed on the talks} {c1:said} {t1:they had failed}.",
        ["Two people briefed on the talks"],
    ),
    "a role after its name": (
        "Joran Velt, the mayor of Aldmoor, spoke to Maria Koll on Monday. {s1:The mayor} {c1:said} {t1:he was tired}.",
        ["Joran Velt"],
    ),
    "one of two by the noun's gender": (
        "Joran Velt, a banker, met Maria Koll. {s1:The businessman} {c1:said} {t1:it was late}.",
        ["Joran Velt"],
    ),
    "a headline's name is cut to the one in the text": (
        "{s1:Velt} {c1:Denies} {t1:Dam Report Leak}\n\nJoran Velt resigned on Monday.",
        ["Joran Velt"],
    ),
    "the first of two unnamed people": (
        "{s1:Two people} {c1:told} the Vardan Courier that {t1:the deal was dead}. {s2:The first} {c2:said} {t2:so}.",
        ["Two people", "first of two people"],
    ),
    "the latter of two named people": (
        "Anna Vel and Peter Koll met the press. {s1:The latter} {c1:denied} {t1:that the deal was dead}.",
        ["Peter Koll"],
    ),
    "they are those whom the outlet cites": (
        "The Vardan Courier reported, citing two officials, that it was over. {s1:They} {c1:said} {t1:it was late}.",
        ["two officials"],
    ),
    "they are those whose names stand beside their role": (
        "Two observers, Anna Vel and Peter Koll, watched the vote. {s1:They} {c1:said} {t1:it was fair}.",
        ["Anna Vel & Peter Koll"],
    ),
    "his campaign": (
        "Peter Koll is running. {s1:His campaign} {c1:said} {t1:he would win}.",
        ["Koll campaign"],
    ),
    "an aide to somebody is not that person": (
        "Peter Koll is running. {s1:An aide to Peter Koll} {c1:said} {t1:it was late}.",
        ["aide to Peter Koll"],
    ),
    "a name between quoted marks": (
        "John “Bolt” Vel sat down. {s1:Vel} {c1:said} {t1:it was late}.",
        ["John “Bolt” Vel"],
    ),
    "initials that count small words": (
        "The Ministry of Dams closed the road. {s1:The MoD} {c1:said} {t1:it would open on Monday}.",
        ["Ministry of Dams"],
    ),
    "a surname that is an outlet's name": (
        "Peter Guardian, the mayor of Aldmoor, resigned. {s1:Guardian} {c1:said} {t1:he was tired}.",
        ["Peter Guardian"],
    ),
    "a role right before the name": (
        "{s1:Comedian Sarah Velling} {c1:said} {t1:it was late}.",
        ["Sarah Velling"],
    ),
    "the first of two surnames": (
        "Anna Velling Koll resigned on Monday. {s1:Ms. Velling} {c1:said} {t1:it was late}.",
        ["Anna Velling Koll"],
    ),
    "the pronouns of the text tell whom a name leaves open": (
        (
            "Leslie Velling came late. She was tired, and she left when her train came.\n\n"
            "Peter Koll met Leslie Velling on Friday. {s1:He} {c1:said} {t1:it went well}."
        ),
        ["Peter Koll"],
    ),
    "who": (
        "Critics include Anna Velling, {s1:who} {c1:says} {t1:the dam is old}.",
        ["Anna Velling"],
    ),
    "whose words they are": (
        (
            "Peter Koll spoke on Monday. {s1:His exact words} {c1:were}: {t1:“Tear it down!”}\n\n"
            "{c2:According to} {s2:Koll’s account}, {t2:it fell}."
        ),
        ["Peter Koll", "Peter Koll"],
    ),
    "a cue that shares its subject": (
        "{s1:Anna Velling} {c1:denied} {t1:the report} and {c2:accused} {t2:the ministry of neglect}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "a participle whose subject stands before": (
        "Anna Velling left the hall early, {c1:blaming} {t1:the weather}.",
        ["Anna Velling"],
    ),
    "what was done to somebody is not theirs": (
        "Anna Velling {c1:was accused of} {t1:neglect}. Peter Koll {c2:seemed} {t2:to be tired}.",
        [None, None],
    ),
    "one person of two professions": (
        "{s1:Anna Velling, an English professor in Aldmoor and co-editor of a journal,} {c1:said} {t1:it was late}.",
        ["Anna Velling"],
    ),
    "a body that is described beside its name": (
        "{s1:The Norvane Relief Fund, a charity financed by banks,} {c1:said} {t1:it was late}.",
        ["Norvane Relief Fund"],
    ),
    "the couple of a family": (
        (
            "Anna Velling and Peter Velling came with Ida Velling. Anna Velling smiled, Peter Velling did not.\n\n"
            "{s1:The Vellings} {c1:said} {t1:it was late}."
        ),
        ["Anna Velling & Peter Velling"],
    ),
    "a politician by state and party": (
        (
            "Sen. Anna Velling, R-Fla., dined with Sen. Maria Koll, D-Ohio, and Sen. Ida Brenn (I-Vt.) on Monday. "
            "{s1:The Florida senator} {c1:said} {t1:it was late}. {s2:The Ohio Democrat} {c2:said} {t2:it was early}."
        ),
        ["Anna Velling", "Maria Koll"],
    ),
    "who stands beside a name that is only whose he is": (
        "An attorney for Anna Velling, Peter Koll, arrived. {s1:Velling’s attorney} {c1:said} {t1:she was ill}.",
        ["Peter Koll"],
    ),
    "a noun in apposition to the name before it": (
        "They met Dam Watch, {s1:a charity that} {c1:promised} {t1:to sue}.",
        ["Dam Watch"],
    ),
    "several whom a noun in the plural explains": (
        "The deal came from Norvane and Teskaria, two neighbours, {s1:which} {c1:promised} {t1:to open the dam}.",
        ["Norvane & Teskaria"],
    ),
    "small words before a body's name": (
        "He wrote to the federal Harbour and Rail Commission. {s1:The H.R.C.} {c1:said} {t1:it would close the dam}.",
        ["Harbour and Rail Commission"],
    ),
    "a surname that is a country's name speaks": (
        "Representative Anna Jordan was there. {s1:Jordan} {c1:said} {t1:it was late}.",
        ["Anna Jordan"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_speaker(parsed, case):
    marked, expected = CASES[case]
    assert names_of(parsed, marked) == expected


def test_i_is_whoever_is_quoted(parsed):
    marked = "{s1:Anna Velling} {c1:said:} {t1:“{s2:I} {c2:think} {t2:the dam is old}.”}"
    assert names_of(parsed, marked) == ["Anna Velling", "Anna Velling"]


def test_i_outside_of_quotations_is_the_author(parsed):
    voices = find_speakers(parsed("{s1:I} {c1:think} {t1:the dam is old}."))
    assert voices.types == ("author",)


def test_nobody_is_guessed_where_nobody_was_named(parsed):
    voices = find_speakers(parsed("{s1:He} {c1:said} {t1:it was late}."))
    assert voices.speakers[0].name is None
    assert voices.speakers[0].reason
    assert voices.types == ("none",)


def test_they_are_the_unnamed_sources_before(parsed):
    marked = (
        "The Valmere Courier published {s1:a report} which {c1:cited} {t1:two anonymous sources}. "
        "{s2:They} {c2:said} {t2:the talks had failed}."
    )
    assert names_of(parsed, marked)[1] == "two anonymous sources"


def test_two_people_of_one_surname_are_two(parsed):
    marked = (
        "Anna Velling and her husband, Peter Velling, live in Aldmoor.\n\n"
        "{s1:Mr. Velling} {c1:said} {t1:it rained}. {s2:Mrs. Velling} {c2:said} {t2:it did not}."
    )
    assert names_of(parsed, marked) == ["Peter Velling", "Anna Velling"]


def test_a_type_follows_from_who_speaks(parsed):
    marked = (
        "{s1:Anna Velling} {c1:said} {t1:no}. {s2:The Water Ministry} {c2:said} {t2:yes}. "
        "{s3:The Valmere Courier} {c3:reported} {t3:both}. {s4:A poll} {c4:showed} {t4:neither}. "
        "It was {c5:reportedly} {t5:raining}."
    )
    assert find_speakers(parsed(marked)).types == ("person", "organization", "outlet", "document", "none")


def test_a_mention_names_the_speaker(parsed):
    read = parsed("{s1:Anna Velling} {c1:denied} {t1:it}. {s2:She} {c2:laughed} {t2:at the report}.")
    mention = find_speakers(read).speakers[1].mention
    assert mention is not None
    assert mention.of(read.text) == "Anna Velling"


def test_confidence_is_higher_for_a_name_than_for_a_doubtful_pronoun(parsed):
    marked = (
        "{s1:Anna Velling} {c1:said} {t1:no}. Maria Koll and Dora Lind came later, with Bea Orre. "
        "{s2:She} {c2:said} {t2:yes}."
    )
    certain, doubtful = find_speakers(parsed(marked)).speakers
    assert 1 >= certain.confidence > doubtful.confidence >= 0


def test_actors_have_aliases_roles_and_every_mention(parsed):
    read = parsed(
        "Kremlin spokesman Dmitry Peskov spoke on Friday. Mr. Peskov {c1:said} {t1:no}. Peskov left for Paris."
    )
    actors = {actor.name: actor for actor in find_speakers(read).actors}
    peskov = actors["Dmitry Peskov"]
    assert peskov.kind == "person"
    assert "Peskov" in peskov.aliases
    assert "Kremlin spokesman" in peskov.roles
    assert [m.of(read.text) for m in peskov.mentions] == ["Dmitry Peskov", "Peskov", "Peskov"]
    assert actors["Paris"].kind == "place"


def test_a_headline_s_noun_is_whom_it_fits_further_down(parsed):
    """Others who are named only further down are not even weighed."""
    weighed = []

    def weigh(anaphor, candidates):
        names = [walk.stage.referents[c.referent].name for c in candidates if c.referent is not None]
        weighed.append((anaphor.head, names))
        return [1 / len(candidates)] * len(candidates)

    read = parsed(
        "{s1:Judge} {c1:rejects} {t1:suit over the dam}\n\nAnna Velling wept. Justice Peter Koll ruled on Monday."
    )
    walk = Walk(read, weigh)
    walk.answer_all()
    assert weighed == [("judge", ["Peter Koll"])]


def test_the_same_words_mean_the_same_in_each_statement(parsed):
    shares = iter(([1.0, 0.0], [0.0, 1.0]))
    read = parsed(
        "Justice Peter Koll came. {s1,2:The judge} {c1:rejected} {t1:the suit}, {c2:saying} {t2:it came late}."
    )
    walk = Walk(read, lambda _, candidates: next(shares)[: len(candidates)])
    first, second = walk.answer_all()
    assert first.referents == second.referents != ()
    assert walk.stage.referents[first.referents[0]].name == "Peter Koll"


@given(st.text(alphabet=st.sampled_from("AVel Koll.“”\"'’,\n() Mr.the saidhe&-"), max_size=150))
@settings(max_examples=60, deadline=None)
def test_any_text_has_a_value_for_each_statement(language, text):
    body = text.replace("{", "").replace("}", "")
    marked = f"{body} {{s1:{body.strip() or 'x'}}} {{c1:said}} {{t1:{body.strip() or 'y'}}}"
    made = scene(marked)
    analysis = language.analyse(made.text)
    read = replace(made, sentences=analysis.sentences, tokens=analysis.tokens, entities=analysis.entities)
    voices = find_speakers(read)
    assert len(voices.speakers) == len(voices.types) == len(read.statements)
    assert all(0 <= s.confidence <= 1 for s in voices.speakers)
    assert all((s.name is None) == (s.reason is not None) for s in voices.speakers)
    assert all(0 <= m.start < m.end <= len(read.text) for a in voices.actors for m in a.mentions)


def test_a_scene_without_language_is_answered():
    voices = find_speakers(scene("{s1:Anna Vel} {c1:denied} {t1:that she knew}"))
    assert len(voices.speakers) == 1
