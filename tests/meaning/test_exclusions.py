"""Who cannot be meant, and what is said instead."""

import time

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
    "a first name behind a firm's noun is no firm": (
        HEAD + "{s1:Anna Velling} {c1:said} {t1:no}. {t2:He had left the family business}, {s2:Anna} {c2:said}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "a number stays whole": (
        HEAD
        + "{s1:About 3,400 nurses} {c1:said} {t1:they were tired}. {s2:A group of 2,100 sailors} {c2:wept}, {t2:so}.",
        ["3,400 nurses", "group of 2,100 sailors"],
    ),
    "no agency is the company": (
        HEAD + "The Norvane Rail Agency fined the airline Corvia. {t1:“We are sorry,”} {s1:the company} {c1:said}.",
        ["Corvia"],
    ),
    "no court is the club": (
        HEAD + "{s1:The Sports Court} {c1:fined} {t1:the Lisle Otters}. {t2:“It is a joke,”} {s2:the club} {c2:said}.",
        ["Sports Court", "club"],
    ),
    "no council is the firm": (
        HEAD + "The town council sued the builder Koll Works. {t1:“It is a joke,”} {s1:the firm} {c1:said}.",
        ["Koll Works"],
    ),
    "no club is the federation": (
        HEAD + "{s1:The Lisle Otters} {c1:said} {t1:no}. {t2:The keeper was fined}, {s2:the federation} {c2:said}.",
        ["Lisle Otters", "federation"],
    ),
    "a spokeswoman is no chief named below": (
        HEAD + "{s1:Police} {c1:say} {t1:a man has died}. {s2:A spokeswoman} {c2:said} {t2:the bridge was shut}.\n\n"
        "{s3:Anna Velling, the chief of police,} {c3:says} {t3:it was a storm}.",
        ["Police", "Police", "Anna Velling"],
    ),
    "a mother who sighs speaks next": (
        HEAD + "{s1:Anna Velling} {c1:said} {t1:she was glad}. Her mother sighed. {t2:“Too late,”} {s2:she} {c2:said}.",
        ["Anna Velling", "mother"],
    ),
    "a mother who is told of speaks next": (
        HEAD + "{s1:Anna Velling} {c1:said} {t1:she was glad}. Velling's aunt, who is 71, has seen many mayors. "
        "{t2:“They all talk,”} {s2:she} {c2:said}.",
        ["Anna Velling", "Velling's aunt"],
    ),
    "whoever speaks of her mother is not the mother": (
        HEAD
        + "{s1:Anna Velling} {c1:said} {t1:no}. Her mother, who is 71, lives near. {t2:“I see her,”} {s2:she} {c2:said}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "whoever owns the noun is not meant": (
        HEAD
        + "{s1:Anna Velling} {c1:said} {t1:she was glad}. {t2:She will sell the house}, {s2:her daughter} {c2:said}.",
        ["Anna Velling", "daughter"],
    ),
    "whoever leads a part is not the head": (
        HEAD + "Peter Koll, the service's training director, wept. Anna Velling, the director of the service, left. "
        "{s1:The head of the service} {c1:said} {t1:it was late}.",
        ["Anna Velling"],
    ),
    "a sum is nobody": (
        "It rained. {t1:If it lasts}, {s1:they} {c1:said}, {t1:the port could lose 3 million crowns}.",
        [None],
    ),
    "a firm is no person where the text tells that it is one": (
        HEAD + "{s1:The builder, Corder Sand,} {c1:denied} {t1:it}. {t2:“It is false,”} {s2:the company} {c2:said}.",
        ["Corder Sand", "Corder Sand"],
    ),
    "a firm's first word is the firm": (
        HEAD + "Belvora Hydro will pay. {s1:Belvora} {c1:said} {t1:it was sorry}.",
        ["Belvora Hydro"],
    ),
    "a firm's first word is who is named so in full": (
        HEAD + "Dario Ferri runs Ferri Motors. {s1:Ferri} {c1:said} {t1:he was sorry}.",
        ["Dario Ferri"],
    ),
    "a first name that the recognizer missed": (
        HEAD + "{s1:Bo Tallis} {c1:said} {t1:the dyke was old}. {s2:Tallis} {c2:blamed} {t2:the county}.",
        ["Bo Tallis", "Bo Tallis"],
    ),
    "a first name that looks like a small word": (
        HEAD
        + "{s1:The leader of the guild, Per Ostrand,} {c1:said} {t1:no}. {s2:He} {c2:added} {t2:that it was late}.",
        ["Per Ostrand", "Per Ostrand"],
    ),
    "an office alone opens a headline": (
        "{s1:Mayor of Aldmoor} {c1:denies} {t1:theft}\n\n{s2:Anna Velling, the mayor of Aldmoor,} {c2:denied} {t2:it}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "a body's letters are no relative word": (
        HEAD + "The tests are over. {s1:A WHO spokesman} {c1:said} {t1:the air was safe}.",
        ["WHO"],
    ),
    "an agency need not be called so in its name": (
        HEAD + "{s1:Frontex} {c1:said} {t1:few boats had come}. {s2:The agency} {c2:said} {t2:it was winter}.",
        ["Frontex", "Frontex"],
    ),
    "what somebody was before he is mayor does not count": (
        HEAD + "{s1:Anna Velling, a Liberal and former baker,} {c1:said} {t1:rents fell}. "
        "{s2:The mayor} {c2:said} {t2:it was time}.",
        ["Anna Velling", "Anna Velling"],
    ),
    "what somebody was before does not make a judge of him": (
        HEAD
        + "{s1:Anna Velling, a former baker,} {c1:said} {t1:rents fell}. {s2:The judge} {c2:said} {t2:it was time}.",
        ["Anna Velling", "judge"],
    ),
    "a sentence about the mayor leads to him whose office it is": (
        HEAD + "{s1:Mayor Peter Koll} {c1:said} {t1:the pier was safe}. The mayor was less sure about its price. "
        "{s2:He} {c2:said} {t2:it might double}.",
        ["Peter Koll", "Peter Koll"],
    ),
    "a lawsuit demands": (
        HEAD + "{s1:The lawsuit} {c1:said} {t1:the firm had hidden leaks}. "
        "{s2:It} {c2:demanded} {t2:that Norvane pay for new wells}.",
        ["lawsuit", "lawsuit"],
    ),
    "a spokesman tells what the enemy did": (
        LEAD + "{t1:The Red Brigade burnt two farms}, {s1:a spokesman} {c1:said}.",
        ["spokesman"],
    ),
    "a spokeswoman tells what her body is doing": (
        LEAD + "{t1:Norvane Hydro is reviewing the ruling}, {s1:a spokeswoman} {c1:said}.",
        ["Norvane Hydro"],
    ),
    "a spokeswoman may be another body's": (
        LEAD + "The Rail Agency sued on Monday. {t1:Norvane Hydro will close a plant}, {s1:a spokeswoman} {c1:said}.",
        ["spokeswoman"],
    ),
    "a surname is no firm's last word": (
        HEAD + "{s1:Danielle Steel} {c1:said} {t1:she was glad}. {s2:She} {c2:added} {t2:that it was late}.",
        ["Danielle Steel", "Danielle Steel"],
    ),
    "a president in another mood is the same": (
        HEAD + "{s1:President Anna Velling} {c1:said} {t1:no}. "
        "{s2:A visibly moved president} {c2:told} friends {t2:that it was late}.",
        ["Anna Velling", "Anna Velling"],
    ),
}


def test_hundreds_of_statements_are_weighed_as_fast_as_one(parsed):
    """Each statement looks at those who spoke near by only; the whole takes a second, not minutes."""
    one = "{{s{0}:Anna Velling, the mayor,}} {{c{0}:said}} {{t{0}:no}}. {{s{1}:The clerk}} {{c{1}:said}} {{t{1}:yes}}.\n\n"
    made = parsed(HEAD + "".join(one.format(n, n + 1) for n in range(1, 600, 2)))
    began = time.process_time()
    assert len(find_speakers(made).speakers) == len(made.statements)
    assert time.process_time() - began < _LONGEST


_LONGEST = 6
"""Seconds, several times what a slow machine takes."""


@pytest.mark.parametrize(("marked", "names"), CASES.values(), ids=CASES)
def test_the_speaker(parsed, marked, names):
    assert [speaker.name for speaker in find_speakers(parsed(marked)).speakers] == names
