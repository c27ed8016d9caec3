"""Who cannot be meant, and what is said instead."""

import pytest

from sayso.meaning.speakers import find_speakers

HEAD = "Council meets again\n\n"
LEAD = "LISLE, 4 May 2024 — The sun shone in the town.\n\n"
RULING = (
    "{s1:Judge} {c1:rejects} {t1:request to open the file}\n\n{s2:A New York judge} {c2:has rejected} "
    "{t2:a request to open the file on the dam}.\n\n"
)

CASES = {
    "a minister who comes new is not the one named below": (
        HEAD + "{s1:A minister} {c1:said} {t1:the bridge had cracked}. "
        "{t2:“Nobody was warned,”} {c2:said} {s2:Peter Koll, the transport minister}.",
        ["minister", "Peter Koll"],
    ),
    "a former mayor who comes new is not the one named before": (
        HEAD + "Peter Koll, a former mayor, lost his seat. "
        "{s1:A former mayor, who asked not to be named,} {c1:said} {t1:it was a pity}.",
        ["former mayor"],
    ),
    "a judge of an opening is the one whose title it is below": (
        RULING + "{s3:Manhattan Supreme Court Justice Peter Koll} {c3:rejected} {t3:that argument}.",
        ["Peter Koll", "Peter Koll", "Peter Koll"],
    ),
    "a firm is no government": (
        HEAD + "{s1:Norvane} {c1:said} {t1:the price was fair}. {s2:The government} {c2:said} {t2:it was not}.",
        ["Norvane", "government"],
    ),
    "a place is no company": (
        HEAD + "The mill stands in Norway. {s1:The company} {c1:said} {t1:it would stay open}.",
        ["company"],
    ),
    "a lawyer is not the minister": (
        HEAD + "Peter Koll blamed the minister. {t1:“He knew,”} {c1:said} {s1:Anna Velling, a lawyer}. "
        "{s2:The minister} {c2:rejected} {t2:the charge}.",
        ["Anna Velling", "minister"],
    ),
    "who leads a party is not the premier": (
        HEAD + "{s1:Peter Koll, the opposition leader,} {c1:demanded} {t1:a vote}. "
        "{s2:The premier} {c2:said} {t2:there was no need}.",
        ["Peter Koll", "premier"],
    ),
    "a stated age is somebody's own": (
        HEAD + "{s1:Peter Koll, 31,} {c1:denied} {t1:the theft}. Anna Velling sat in the first row. "
        "{s2:The 52-year-old} {c2:said} {t2:she was glad}.",
        ["Peter Koll", "Anna Velling"],
    ),
    "no paper declines": (
        HEAD + "{s1:The water authority} {c1:closed} {t1:the file}. {s2:It} {c2:declined} {t2:to say why}.",
        ["water authority", "water authority"],
    ),
    "an agency is not a news agency named below": (
        HEAD + "{s1:The national flood agency} {c1:said} {t1:two bridges were gone}. "
        "{s2:Peter Koll} {c2:told} the XTV news agency {t2:that he had lost his house}.",
        ["national flood agency", "Peter Koll"],
    ),
    "a place before the dash speaks of nothing": (
        "NORVANE, May 3 (AP) — {s1:The agency} {c1:said} {t1:the road was safe}.",
        ["agency"],
    ),
    "a noun takes up who spoke under it": (
        HEAD + "Peter Koll, a former clerk, forged two bills. {s1:A former neighbour of Koll} {c1:said} "
        "{t1:he was shy}. {t2:“He had a dog,”} {s2:the former neighbour} {c2:said}.",
        ["former neighbour of Koll", "former neighbour of Koll"],
    ),
    "a sentence leads to the words of whom it tells": (
        HEAD + "{s1:Peter Koll} {c1:declined} {t1:to comment}. His spokesman was less polite. "
        "{s2:He} {c2:said} {t2:that the board was asleep}.",
        ["Peter Koll", "spokesman"],
    ),
    "a spokeswoman speaks for whom she tells the deeds of": (
        LEAD + "{t1:The museum will close for a year}, {s1:a spokeswoman} {c1:said}.",
        ["museum"],
    ),
    "a spokeswoman speaks for no inquiry": (
        HEAD + "{t1:Two men were held after an inquiry}, {s1:a spokeswoman} {c1:said}.",
        ["spokeswoman"],
    ),
    "the company is the one body named": (
        HEAD + "{s1:Norvane Hydro} {c1:rejected} {t1:the charge}. {t2:“It is false,”} {s2:the company} {c2:said}.",
        ["Norvane Hydro", "Norvane Hydro"],
    ),
    "a firm with a first name is no person": (
        HEAD + "{s1:Selma Biosciences} {c1:denied} {t1:the report}. {s2:It} {c2:said} {t2:sales had grown}.",
        ["Selma Biosciences", "Selma Biosciences"],
    ),
    "who believes in a relative clause is not whom it tells of": (
        HEAD + "Norvane Hydro, {s1:which analysts} {c1:believe} {t1:hid its losses}, is for sale.",
        ["analysts"],
    ),
    "a surname is nobody's who is named only later": (
        HEAD
        + "{s1:Anna Velling} {c1:denied} {t1:the charge}. {s2:Velling} {c2:told} a crowd {t2:that she was calm}.\n\n"
        "Her brother is Peter Velling. Peter Velling was at home. {s3:Peter Velling} {c3:said} {t3:nothing was true}.",
        ["Anna Velling", "Anna Velling", "Peter Velling"],
    ),
}


@pytest.mark.parametrize(("marked", "names"), CASES.values(), ids=CASES)
def test_the_speaker(parsed, marked, names):
    assert [speaker.name for speaker in find_speakers(parsed(marked)).speakers] == names
