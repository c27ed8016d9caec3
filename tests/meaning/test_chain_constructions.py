"""Whose word rests on whose, in the many ways that news English says so: every construction by itself."""

import pytest

from sayso.meaning.chains import find_chains
from sayso.meaning.channels import find_channels
from sayso.meaning.speakers import Voices
from sayso.types import Speaker

PERSON, OUTLET, UNNAMED, PAPER, BODY = "person", "outlet", "anonymous", "document", "organization"

CONSTRUCTIONS = {
    "citing before the outlet": (
        "Citing two people close to the Chancery, {s1:the Valmere Courier} {c1:reported} on Sunday {t1:that he knew}.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < two people close to the Chancery"],
    ),
    "citing at the end": (
        "{t1:The Chancellor knew of the plan}, {s1:the Valmere Courier} {c1:reported}, citing a senior diplomat.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < senior diplomat"],
    ),
    "citing a man who was seen": (
        "{s1:The Valmere Courier} {c1:said}, citing a man seen by neighbours, {t1:that he knew}.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < man seen by neighbours"],
    ),
    "an outlet which cited": (
        "{s1:The Valmere Courier}, which cited a person briefed on the talks, {c1:said} {t1:that he knew}.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < person briefed on the talks"],
    ),
    "cited as saying": (
        "{s1:The Valmere Courier} {c1:cited} {t1:{s2:a senior diplomat} {c2:as saying} {t2:that the talks had failed}}.",
        [("Valmere Courier", OUTLET), ("senior diplomat", UNNAMED)],
        ["Valmere Courier", "Valmere Courier < senior diplomat"],
    ),
    "quoted by in the passive": (
        "{s1:Minister Joran Velt} {c1:was quoted} by the Valmere Courier {c1:as saying} {t1:that the talks had failed}.",
        [("Joran Velt", PERSON)],
        ["Valmere Courier < Joran Velt"],
    ),
    "people cited by": (
        "{t1:The bank is short of cash}, {c1:according to} {s1:three people} cited by the Valmere Courier.",
        [("three people", UNNAMED)],
        ["Valmere Courier < three people"],
    ),
    "a chain of two outlets": (
        "{s1:Radio Ostrel} {c1:said}, citing the Valmere Courier, {t1:that the mine had been sold}.",
        [("Radio Ostrel", OUTLET)],
        ["Radio Ostrel < Valmere Courier"],
    ),
    "an outlet citing an outlet which cited": (
        "{s1:Radio Ostrel} {c1:said}, citing a report in the Valmere Courier that quoted two senior officers, {t1:that the mine had been sold}.",
        [("Radio Ostrel", OUTLET)],
        ["Radio Ostrel < Valmere Courier < two senior officers"],
    ),
    "reported by another outlet at the end": (
        "{s1:Finance officials} {c1:believe} {t1:the levy will be dropped}, the Valmere Courier reported.",
        [("Finance officials", UNNAMED)],
        ["Valmere Courier < Finance officials"],
    ),
    "according to an outlet": (
        "{s1:Finance officials} {c1:believe} {t1:the levy will be dropped}, according to the Valmere Courier.",
        [("Finance officials", UNNAMED)],
        ["Valmere Courier < Finance officials"],
    ),
    "as first reported by": (
        "As the Valmere Courier first reported, {s1:two board members} {c1:demanded} {t1:that the chairman go}.",
        [("two board members", UNNAMED)],
        ["Valmere Courier < two board members"],
    ),
    "in an interview with": (
        "In an interview with the Valmere Courier, {s1:Anna Vel} {c1:said} {t1:that she would not sell}.",
        [("Anna Vel", PERSON)],
        ["Valmere Courier < Anna Vel"],
    ),
    "speaking to": (
        "Speaking to Radio Ostrel on Monday, {s1:Anna Vel} {c1:said} {t1:that she would not sell}.",
        [("Anna Vel", PERSON)],
        ["Radio Ostrel < Anna Vel"],
    ),
    "comments carried by": (
        "{t1:“The dam is safe,”} {s1:Anna Vel} {c1:said} in comments carried by Radio Ostrel.",
        [("Anna Vel", PERSON)],
        ["Radio Ostrel < Anna Vel"],
    ),
    "a report that says, according to": (
        "Earlier, the Valmere Courier’s first report had said that {t1:“{s2:Mr. Koll} {c2:had signalled} {t2:he would sign}”}, {c1:according to} {s1:Teskarian officials}.",
        [("Teskarian officials", UNNAMED), ("Koll", PERSON)],
        ["Valmere Courier < Teskarian officials", "Valmere Courier < Teskarian officials < Koll"],
    ),
    "a paper got by": (
        "{t1:The bridge could fall}, {c1:says} {s1:an internal memo} seen by the Valmere Courier.",
        [("internal memo", PAPER)],
        ["Valmere Courier < internal memo"],
    ),
    "a paper of this outlet": (
        "{t1:The bridge could fall}, {c1:says} {s1:an internal memo} seen by the Lisle Review.",
        [("internal memo", PAPER)],
        ["internal memo"],
    ),
    "a paper that somebody gave an outlet": (
        "{s1:Documents} leaked to the Valmere Courier by a former clerk, Mila Senn, {c1:show} {t1:that the bridge was never tested}.",
        [("Documents", PAPER)],
        ["Valmere Courier < Mila Senn < Documents"],
    ),
    "a paper that an outlet got and somebody gave": (
        "{s1:The memo}, obtained by the Valmere Courier and handed over by Mila Senn, {c1:says} {t1:that the bridge was never tested}.",
        [("memo", PAPER)],
        ["Valmere Courier < Mila Senn < memo"],
    ),
    "a paper that was given in the sentence before": (
        "Mila Senn, a former clerk, handed the test reports to the Valmere Courier last week. {s1:The reports} {c1:show} {t1:that the bridge was never tested}.",
        [("reports", PAPER)],
        ["Valmere Courier < Mila Senn < reports"],
    ),
    "an outlet got a paper in the sentence before": (
        "The Valmere Courier has obtained a draft of the treaty. {s1:The draft} {c1:says} {t1:that the river will be shared}.",
        [("draft", PAPER)],
        ["Valmere Courier < draft"],
    ),
    "one of those who were cited": (
        "The Valmere Courier cited two people close to the bank. {s1:One of them} {c1:said} {t1:the money was gone}. {s2:The other} {c2:said} {t2:it had never been there}.",
        [("two people close to the bank", UNNAMED), ("two people close to the bank", UNNAMED)],
        ["Valmere Courier < two people close to the bank", "Valmere Courier < two people close to the bank"],
    ),
    "the people go on": (
        "{s1:The Valmere Courier} {c1:reported}, citing three officials familiar with the plan, {t1:that the port would close}. {s2:The officials} {c2:said} {t2:no date was set}. {s3:The people} {c3:added} {t3:that it was secret}.",
        [("Valmere Courier", OUTLET), ("officials", UNNAMED), ("people", UNNAMED)],
        [
            "Valmere Courier < three officials familiar with the plan",
            "Valmere Courier < officials",
            "Valmere Courier < people",
        ],
    ),
    "who goes on speaking to an outlet": (
        "{s1:Joran Velt} {c1:told} the Valmere Courier {t1:that he knew}. {s2:He} {c2:added} {t2:that it hurt}.",
        [("Joran Velt", PERSON), ("Joran Velt", PERSON)],
        ["Valmere Courier < Joran Velt", "Valmere Courier < Joran Velt"],
    ),
    "told his lawyer, told an outlet": (
        "{s1:His lawyer} {c1:told} Radio Ostrel {t1:that {s2:Joran Velt} {c2:had said} {t2:he was cold}}.",
        [("lawyer", UNNAMED), ("Joran Velt", PERSON)],
        ["Radio Ostrel < lawyer", "Radio Ostrel < lawyer < Joran Velt"],
    ),
    "told an outlet that somebody said somebody said": (
        "{s1:A nurse} {c1:told} the court {t1:that {s2:the surgeon} {c2:had claimed} {t2:that {s3:the maker} {c3:approved of} {t3:the valve}}}.",
        [("nurse", UNNAMED), ("surgeon", UNNAMED), ("maker", BODY)],
        ["nurse", "nurse < surgeon", "nurse < surgeon < maker"],
    ),
    "court papers that tell what somebody said": (
        "{s1:Court papers} {c1:say} {t1:that {s2:Joran Velt} {c2:told} investigators {t2:he was asleep}}.",
        [("Court papers", PAPER), ("Joran Velt", PERSON)],
        ["Court papers", "Court papers < Joran Velt"],
    ),
    "a recording that an outlet got": (
        "In a recording obtained by the Valmere Courier, {s1:Joran Velt} {c1:can be heard saying} {t1:that the vote is bought}.",
        [("Joran Velt", PERSON)],
        ["Valmere Courier < recording < Joran Velt"],
    ),
    "who denies a report": (
        "{s1:Joran Velt} {c1:denied} {t1:a report in the Valmere Courier that he was leaving}.",
        [("Joran Velt", PERSON)],
        ["Joran Velt"],
    ),
    "who denies what an outlet reported": (
        "{s1:Joran Velt} {c1:denied} {t1:he was leaving}, as the Valmere Courier had reported on Monday.",
        [("Joran Velt", PERSON)],
        ["Joran Velt"],
    ),
    "who answers after a report": (
        "The Valmere Courier reported on Monday that the mine was sold. {s1:Joran Velt} {c1:said} {t1:that he knew nothing}.",
        [("Joran Velt", PERSON)],
        ["Joran Velt"],
    ),
    "declined to comment to": (
        "{s1:The ministry} {c1:declined} {t1:to comment} when asked by the Valmere Courier.",
        [("ministry", BODY)],
        ["ministry"],
    ),
    "citing before it": (
        "The Valmere Courier had seen the plan. Citing two engineers at the port, {s1:it} {c1:wrote} {t1:that he knew}.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < two engineers at the port"],
    ),
    "an outlet known by its speaking alone, citing": (
        "{s1:Pennon}, citing an internal memo, {c1:reported} {t1:that the dam leaks}.",
        [("Pennon", OUTLET)],
        ["Pennon < internal memo"],
    ),
    "a cited paper handed over": (
        "{s1:The Valmere Courier} {c1:reported}, citing a letter passed to it by a nurse, {t1:that it was full}. {s2:The letter} {c2:says} {t2:that beds were missing}.",
        [("Valmere Courier", OUTLET), ("letter", PAPER)],
        ["Valmere Courier < nurse < letter", "Valmere Courier < nurse < letter"],
    ),
    "a paper leaked by somebody with the verb behind": (
        "{s1:A memo leaked to the Valmere Star by a nurse} {c1:shows} {t1:the ward was full}.",
        [("memo leaked to the Valmere Star by a nurse", PAPER)],
        ["Valmere Star < nurse < memo"],
    ),
    "what somebody says came from elsewhere": (
        "{s1:Grey Pond} {c1:said} in a report {t1:that sales came from shops owned by the chairman, Joran Velt}. {s2:The report} {c2:said} {t2:that the sales were false}.",
        [("Grey Pond", BODY), ("report", PAPER)],
        ["Grey Pond", "report"],
    ),
    "told reporters after an outlet": (
        "{s1:Anna Vel} {c1:told} the Valmere Courier {t1:that the dam leaks}. {s2:She} {c2:told} reporters {t2:it held}.",
        [("Anna Vel", PERSON), ("Anna Vel", PERSON)],
        ["Valmere Courier < Anna Vel", "Anna Vel"],
    ),
    "told the newspaper with a doubtful name": (
        "The Valmere Star reported a sale. {s1:Anna Vel} {c1:told} the newspaper {t1:that it was real}.",
        [("Anna Vel", PERSON)],
        ["Valmere Star < Anna Vel"],
    ),
    "this newspaper": (
        "{s1:Joran Velt} {c1:told} this newspaper {t1:that he knew}.",
        [("Joran Velt", PERSON)],
        ["Joran Velt"],
    ),
    "a paper which somebody gave": (
        "{s1:A draft of the report}, which Mila Senn, a former engineer, gave to the Valmere Courier, {c1:says} {t1:that the dam leaks}.",
        [("draft of the report", PAPER)],
        ["Valmere Courier < Mila Senn < draft of the report"],
    ),
    "a paper that an outlet got from": (
        "{s1:The memo}, which the Valmere Courier obtained from Mila Senn, a former clerk, {c1:warns} {t1:that the dam leaks}.",
        [("memo", PAPER)],
        ["Valmere Courier < Mila Senn < memo"],
    ),
    "a paper passed to": (
        "{c1:According to} {s1:a dossier} that union lawyer Mila Senn passed to the Valmere Courier, {t1:the dam leaks}.",
        [("dossier", PAPER)],
        ["Valmere Courier < Mila Senn < dossier"],
    ),
    "a paper shared with this newspaper": (
        "{s1:The minutes}, shared with this newspaper by a former clerk, {c1:show} {t1:that the dam leaks}.",
        [("minutes", PAPER)],
        ["former clerk < minutes"],
    ),
    "a paper handed on": (
        "{t1:The dam leaks}, {c1:says} {s1:a letter} given to Radio Ostrel by a former aide, Tor Venn, and seen by this newspaper.",
        [("letter", PAPER)],
        ["Radio Ostrel < Tor Venn < letter"],
    ),
    "an outlet of another kind of name": (
        "The news site Bollard wrote about it on Monday. {s1:Anna Vel} {c1:told} Bollard {t1:that she would not sell}.",
        [("Anna Vel", PERSON)],
        ["Bollard < Anna Vel"],
    ),
    "an email that was leaked": (
        "In an email leaked to the Valmere Courier by Tor Venn, {s1:Anna Vel} {c1:wrote} {t1:that she would not sell}.",
        [("Anna Vel", PERSON)],
        ["Valmere Courier < Tor Venn < email < Anna Vel"],
    ),
    "the paper again": (
        "{c1:According to} {s1:an internal audit} obtained by the Valmere Courier, {t1:the bank is broke}.\n\nNobody was surprised. It had rained.\n\n{s2:The audit} {c2:also says} {t2:that the vault is damp}.",
        [("internal audit", PAPER), ("internal audit", PAPER)],
        ["Valmere Courier < internal audit", "Valmere Courier < internal audit"],
    ),
    "nested and cited": (
        "{s1:Radio Ostrel} {c1:quoted} {t1:{s2:an aide} {c2:as saying} {t2:that {s3:the president} {c3:feared} {t3:a coup}}}.",
        [("Radio Ostrel", OUTLET), ("aide", UNNAMED), ("president", PERSON)],
        ["Radio Ostrel", "Radio Ostrel < aide", "Radio Ostrel < aide < president"],
    ),
    "it cited": (
        "The Valmere Courier first published the claim. It cited three officials in the harbour office. {s1:One of them} {c1:said} {t1:that the gates were shut}.",
        [("three officials in the harbour office", UNNAMED)],
        ["Valmere Courier < three officials in the harbour office"],
    ),
    "the report quotes": (
        "The Valmere Courier wrote about the valve on Monday. The report quotes a former engineer. {s1:He} {c1:said} {t1:that the gates were shut}.",
        [("former engineer", UNNAMED)],
        ["Valmere Courier < former engineer"],
    ),
    "based on interviews": (
        "{s1:The Valmere Courier} {c1:reported}, based on interviews with a dozen former pilots, {t1:that the planes were old}.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < dozen former pilots"],
    ),
    "according to, of an outlet": (
        "{t1:The planes were old}, {s1:the Valmere Courier} {c1:reported}, according to two former pilots.",
        [("Valmere Courier", OUTLET)],
        ["Valmere Courier < two former pilots"],
    ),
    "attributing it to": (
        "{s1:The agency Teska} {c1:said}, attributing the figure to a port official, {t1:that 40 ships were held}.",
        [("Teska", OUTLET)],
        ["Teska < port official"],
    ),
}


@pytest.mark.parametrize(("marked", "speakers", "wanted"), CONSTRUCTIONS.values(), ids=CONSTRUCTIONS)
def test_a_construction(marked, speakers, wanted, parsed):
    """``wanted``: the links between the printing outlet and the origin, for each statement."""
    made = parsed(f"It had rained for a week.\n\n{marked}", outlet="Lisle Review")
    voices = Voices(
        tuple(
            Speaker(name, 0.9, one.source.spans[0]) for one, (name, _) in zip(made.statements, speakers, strict=True)
        ),
        tuple(kind for _, kind in speakers),
        (),
    )
    found = find_chains(made, voices, find_channels(made, voices))
    assert [" < ".join(link.name for link in chain) for chain in found] == [f"Lisle Review < {one}" for one in wanted]
