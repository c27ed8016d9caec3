"""Which office a phrase names, whether two can be one person's, and what belongs to somebody."""

import pytest

from sayso.meaning.speakers import find_speakers

HEAD = "Council meets again\n\n"
LEAD = "LISLE, 4 May 2024 — The sun shone in the town.\n\n"

CASES = {
    "two fields are two ministers": (
        HEAD + "{s1:The health minister, Anna Velling,} {c1:said} {t1:the wards were full}. "
        "{s2:The foreign minister} {c2:said} {t2:talks would go on}.",
        ["Anna Velling", "foreign minister"],
    ),
    "the prime minister is no minister of a field": (
        HEAD + "{s1:The health minister, Anna Velling,} {c1:said} {t1:the wards were full}. "
        "{s2:The prime minister} {c2:said} {t2:she was doing well}.",
        ["Anna Velling", "prime minister"],
    ),
    "the minister is the one named before": (
        HEAD + "{s1:The health minister, Anna Velling,} {c1:said} {t1:the wards were full}. "
        "{s2:The minister} {c2:said} {t2:more beds would come}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "an office is its holder's, whoever is named between": (
        HEAD + "{s1:The health minister, Anna Velling,} {c1:said} {t1:the wards were full}. "
        "{s2:The transport minister, Peter Koll,} {c2:said} {t2:the road was shut}. "
        "{s3:The health minister} {c3:said} {t3:nobody had been hurt}.",
        ["Anna Velling", "Peter Koll", "Anna Velling"],
    ),
    "a bare noun is not the deputy named below": (
        HEAD + "{s1:The governor} {c1:said} {t1:rates would fall}. "
        "{s2:The deputy governor, Peter Koll,} {c2:said} {t2:they would not}.",
        ["governor", "Peter Koll"],
    ),
    "a bare noun is not the deputy named before": (
        HEAD + "{s1:The vice-president, Peter Koll,} {c1:said} {t1:rates would fall}. "
        "{s2:The president} {c2:said} {t2:they would not}.",
        ["Peter Koll", "president"],
    ),
    "who held an office holds it no more": (
        HEAD + "{s1:The president, Anna Velling,} {c1:said} {t1:the law was fair}. "
        "{s2:Former president Peter Koll} {c2:said} {t2:it was not}. "
        "{s3:The former president} {c3:said} {t3:it was late}. {s4:The president} {c4:said} {t4:it was early}.",
        ["Anna Velling", "Peter Koll", "Peter Koll", "Anna Velling"],
    ),
    "chief executive and finance chief are two": (
        HEAD + "{s1:The finance chief, Peter Koll,} {c1:said} {t1:sales had fallen}. "
        "{s2:The chief executive} {c2:said} {t2:they would rise}.",
        ["Peter Koll", "chief executive"],
    ),
    "whoever speaks for the holder of an office is not the holder": (
        HEAD + "{s1:The prime minister’s spokesman, Peter Koll,} {c1:said} {t1:the talks went well}. "
        "{s2:The prime minister} {c2:said} {t2:they did not}.",
        ["Peter Koll", "prime minister"],
    ),
    "who was mayor is the mayor no more": (
        HEAD + "{s1:Anna Velling, the health minister and former mayor of Lisle,} {c1:said} {t1:the dam held}. "
        "{s2:The mayor} {c2:said} {t2:it did not}.",
        ["Anna Velling", "mayor"],
    ),
    "who leads the opposition leads a party": (
        HEAD + "{s1:Opposition leader Anna Velling} {c1:said} {t1:the vote was late}. "
        "{s2:The party leader} {c2:said} {t2:nobody had come}. {s3:The union leader} {c3:said} {t3:all had come}.",
        ["Anna Velling", "Anna Velling", "union leader"],
    ),
    "CEO is short for chief executive": (
        HEAD + "{s1:Peter Koll, the chief executive,} {c1:said} {t1:sales had fallen}. "
        "{s2:The CEO} {c2:said} {t2:they would rise}.",
        ["Peter Koll", "Peter Koll"],
    ),
    "words after the noun tell which office": (
        HEAD + "{s1:The police chief, Anna Velling,} {c1:said} {t1:the road was shut}. "
        "{s2:The chief of staff} {c2:said} {t2:it was open}.",
        ["Anna Velling", "chief of staff"],
    ),
    "the mayor of a place goes on as the mayor": (
        LEAD + "{s1:The mayor of Lisle, Anna Velling,} {c1:said} {t1:the dam held}. "
        "{t2:“We were lucky,”} {s2:the mayor} {c2:said}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "one who comes new is named as the one told of": (
        LEAD + "{s1:A surveyor} {c1:told} the court {t1:that the wall had cracked}.\n\nThe judge left.\n\n"
        "{s2:The surveyor, Anna Velling,} {c2:said} {t2:it was old}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "a noun before a loose name": (
        LEAD + "The court heard a letter from the builder, Peter Koll. "
        "{t1:“I was never paid,”} {s1:the builder} {c1:told} the court.",
        ["Peter Koll"],
    ),
    "people in the plural are no body": (
        LEAD + "{s1:Farmers} {c1:said} {t1:the fields were dry}. {s2:The league} {c2:said} {t2:matches would go on}.",
        ["Farmers", "league"],
    ),
    "an office is called by whose it is": (
        HEAD + "{s1:The health minister, Peter Koll,} {c1:said} {t1:he had not seen it}. "
        "By noon {s2:his office} {c2:admitted} {t2:that he had}.",
        ["Peter Koll", "Peter Koll's office"],
    ),
}


@pytest.mark.parametrize(("marked", "names"), CASES.values(), ids=CASES)
def test_the_speaker(parsed, marked, names):
    assert [speaker.name for speaker in find_speakers(parsed(marked)).speakers] == names


def test_who_speaks_for_a_person_is_a_person(parsed):
    voices = find_speakers(
        parsed(
            "{s1:Anna Velling, the senator,} {c1:said} {t1:it was false}. {s2:Her spokesman} {c2:said} {t2:it was late}."
        )
    )
    assert voices.speakers[1].name == "Anna Velling's spokesman"
    assert voices.types == ("person", "anonymous")
