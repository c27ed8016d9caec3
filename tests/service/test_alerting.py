from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from sayso.claims import ClaimFilter
from sayso.errors import BadQuery, NotFound
from sayso.fetch.door import Door
from sayso.following import SavedSearch
from sayso.judge import FakeEmbedder, FakeJudge
from sayso.judge.neighbours import Neighbours
from sayso.service.alerting import SIGNATURE, MailServer, Webhook, sign, tell_all
from sayso.service.joining import Matcher, join_waiting
from sayso.store import Ledger, add_reading
from sayso.store.actors import Reason
from sayso.store.claim_deciding import claim_decisions, merge_claims, undo_claim_decision
from sayso.store.claims import claims
from sayso.store.searches import add_search, claim_message, find_search, list_searches, read_alerts, remove_search
from tests.make import Said, make_body, make_reading
from tests.service.sinks import HookSink, MailSink, running
from tests.service.watchers import LOCAL

KOLL = Said("Ada Koll", "denied that", "the harbour was closed")
OTT = Said("Bram Ott", "said that", "grain was late")


@pytest.fixture
def mails() -> Iterator[MailSink]:
    sink = MailSink()
    with running(sink):
        yield sink


@pytest.fixture
def hooks() -> Iterator[HookSink]:
    sink = HookSink()
    with running(sink):
        yield sink


def add(ledger: Ledger, number: int, *said: Said) -> None:
    reading = make_reading(number, said=said)
    add_reading(ledger, reading, make_body(reading.article))


def save(ledger: Ledger, channel="feed", target="", every=0.0, name="Denials of Koll", **wanted) -> SavedSearch:
    search = SavedSearch("", name, tuple(wanted.items()) or (("speaker", "Koll"),), channel, target, every)
    return add_search(ledger, search, now=time.time())


def tell(ledger: Ledger, mails: MailSink | None = None, *, ahead: float = 0.0, **options):
    messengers = {"webhook": Webhook(Door(LOCAL, pause=0))}
    if mails is not None:
        messengers["email"] = MailServer(mails.url, "sayso@desk.example")
    return list(tell_all(ledger, messengers, clock=lambda: time.time() + ahead, **options))


def test_what_comes_after_is_told_once(ledger: Ledger) -> None:
    add(ledger, 1, KOLL)
    search = save(ledger)
    assert tell(ledger)[0].found == 0  # it was there before
    add(ledger, 2, KOLL, OTT)
    assert tell(ledger)[0].found == 1
    assert tell(ledger)[0].found == 0
    (alert,) = read_alerts(ledger, search)
    assert (alert.row.statement.source.text, alert.row.article.url) == ("Ada Koll", "https://outlet2.example/news/2")


def test_a_new_version_tells_only_of_what_is_new_in_it(ledger: Ledger) -> None:
    search = save(ledger)
    add(ledger, 1, KOLL)
    assert tell(ledger)[0].found == 1
    add(ledger, 1, OTT, KOLL, Said("Ada Koll", "said that", "she knew nothing"))
    assert tell(ledger)[0].found == 1
    assert [alert.row.statement.content.text for alert in read_alerts(ledger, search)] == [
        "she knew nothing",
        "the harbour was closed",
    ]


def test_an_edit_elsewhere_in_an_old_article_is_no_news(ledger: Ledger) -> None:
    add(ledger, 1, KOLL)
    search = save(ledger)
    add(ledger, 1, OTT, Said("Ada Koll", "DENIED that", "the harbour  was closed"), Said("Ada Koll", "said that", "so"))
    assert tell(ledger)[0].found == 1
    assert [alert.row.statement.content.text for alert in read_alerts(ledger, search)] == ["so"]


BRIDGE = "the bridge at Vessel Point will open to lorries in the second week of May"
FERRY = "the ferry from Vessel Point carries lorries of the eastern silos on Sundays"
REASON = Reason("Ada", "I was there")


def add_joined(ledger: Ledger, number: int, *said: Said) -> None:
    add(ledger, number, *said)
    list(join_waiting(ledger, Matcher(FakeEmbedder(), FakeJudge(), Neighbours(384, None))))


def id_of(ledger: Ledger, words: str) -> str:
    (summary,) = claims(ledger, ClaimFilter(about=words)).rows
    return summary.id


def contents(ledger: Ledger, search: SavedSearch) -> list[str]:
    return sorted(alert.row.statement.content.text for alert in read_alerts(ledger, search))


def test_what_is_said_of_a_claim(ledger: Ledger) -> None:
    add_joined(ledger, 1, Said("Ada Koll", "said that", BRIDGE), OTT)
    all_of_it = save(ledger, name="The bridge", claim=id_of(ledger, "bridge")[:8])
    denials = save(ledger, name="Denials", claim=id_of(ledger, "bridge"), relation="denies")
    tell(ledger)
    against = BRIDGE.replace("will open", "will not open")
    add_joined(ledger, 2, Said("Bram Ott", "said that", f"{BRIDGE} at last"), KOLL)
    add_joined(ledger, 3, Said("Mira Tesk", "said that", against))
    tell(ledger)
    tell(ledger)
    assert {(each.row.statement.source.text, each.relation) for each in read_alerts(ledger, all_of_it)} == {
        ("Bram Ott", "supports"),
        ("Mira Tesk", "denies"),
    }
    assert contents(ledger, denials) == [against]


def test_a_claim_is_followed_through_merges_and_edits(ledger: Ledger) -> None:
    add_joined(ledger, 3, Said("Ada Koll", "said that", FERRY))
    add_joined(ledger, 2, Said("Bram Ott", "said that", BRIDGE))
    add_joined(ledger, 1, Said("Mira Tesk", "said that", f"{BRIDGE} at last"))
    search = save(ledger, claim=id_of(ledger, "bridge"))
    ferry = f"{FERRY} only"
    add_joined(ledger, 4, Said("Ilir Venn", "said that", ferry))
    tell(ledger)
    assert contents(ledger, search) == []  # another claim yet
    merge_claims(ledger, id_of(ledger, "ferry"), id_of(ledger, "bridge"), REASON)
    tell(ledger)
    assert contents(ledger, search) == [
        ferry
    ]  # read long ago, in the claim only now; what was there before is not told
    # The two articles that it was found by say something else now; its other statements lead to it.
    add_joined(ledger, 2, OTT)
    add_joined(ledger, 3, OTT)
    late = f"{BRIDGE} after all"
    add_joined(ledger, 5, Said("Bram Ott", "said that", late))
    assert [told.fault for told in tell(ledger)] == [None]
    assert contents(ledger, search) == sorted([ferry, late])


def test_a_merge_that_is_undone(sqlite_ledger: Ledger) -> None:
    add_joined(sqlite_ledger, 1, Said("Bram Ott", "said that", BRIDGE))
    add_joined(
        sqlite_ledger, 2, Said("Ada Koll", "said that", FERRY)
    )  # printed before the other: it names the merged one
    search = save(sqlite_ledger, claim=id_of(sqlite_ledger, "bridge"))
    merge_claims(sqlite_ledger, id_of(sqlite_ledger, "ferry"), id_of(sqlite_ledger, "bridge"), REASON)
    tell(sqlite_ledger)
    undo_claim_decision(sqlite_ledger, claim_decisions(sqlite_ledger)[-1].number, REASON)
    add_joined(sqlite_ledger, 3, Said("Ilir Venn", "said that", f"{FERRY} only"))
    add_joined(sqlite_ledger, 4, Said("Mira Tesk", "said that", f"{BRIDGE} at last"))
    tell(sqlite_ledger)
    assert contents(sqlite_ledger, search) == [f"{BRIDGE} at last"]


def test_a_claim_that_is_gone_holds_up_nobody(sqlite_ledger: Ledger) -> None:
    add_joined(sqlite_ledger, 1, Said("Bram Ott", "said that", BRIDGE))
    save(sqlite_ledger, name="A gone claim", claim=id_of(sqlite_ledger, "bridge"))
    save(sqlite_ledger, name="Koll", speaker="Koll")
    add_joined(sqlite_ledger, 1, OTT)
    add(sqlite_ledger, 2, KOLL)
    gone, other = tell(sqlite_ledger)
    assert "no claim" in gone.fault
    assert (other.found, other.fault) == (1, None)


def test_what_it_does_with_the_claim_is_told(sqlite_ledger: Ledger, mails: MailSink, hooks: HookSink) -> None:
    add_joined(sqlite_ledger, 1, Said("Bram Ott", "said that", BRIDGE))
    save(sqlite_ledger, "email", "desk@paper.example", name="Mails", claim=id_of(sqlite_ledger, "bridge"))
    save(sqlite_ledger, "webhook", hooks.url, name="Posts", claim=id_of(sqlite_ledger, "bridge"))
    add_joined(sqlite_ledger, 2, Said("Mira Tesk", "said that", BRIDGE.replace("will open", "will not open")))
    assert [told.sent for told in tell(sqlite_ledger, mails)] == [1, 1]
    assert "It denies the claim." in mails.mails[0].get_content()
    assert json.loads(hooks.posts[0][1])["alerts"][0]["relation"] == "denies"


def test_a_relation_needs_a_claim(sqlite_ledger: Ledger) -> None:
    with pytest.raises(BadQuery):
        save(sqlite_ledger, relation="denies")
    with pytest.raises(NotFound):
        save(sqlite_ledger, claim="abcdef")


def test_many_at_once(sqlite_ledger: Ledger) -> None:
    search = save(sqlite_ledger)
    for number in range(30):
        add(
            sqlite_ledger,
            number,
            *(Said("Ada Koll", "said that", f"point {n} of {number} was open") for n in range(15)),
        )
    assert tell(sqlite_ledger)[0].found == 450
    assert len(read_alerts(sqlite_ledger, search, limit=1000)) == 450


def test_mails(sqlite_ledger: Ledger, mails: MailSink) -> None:
    save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    assert [told.sent for told in tell(sqlite_ledger, mails)] == [1]
    (mail,) = mails.mails
    assert (mail["To"], mail["Subject"]) == ("desk@paper.example", "Denials of Koll: 1 new statement")
    assert "Ada Koll | denied that | the harbour was closed" in mail.get_content()
    assert "https://outlet1.example/news/1" in mail.get_content()
    assert tell(sqlite_ledger, mails)[0].sent == 0
    assert len(mails.mails) == 1


def test_a_mail_that_was_refused_is_tried_again_later(sqlite_ledger: Ledger, mails: MailSink) -> None:
    save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    mails.refuse = b"RCPT"
    assert "did not take" in tell(sqlite_ledger, mails)[0].fault
    mails.refuse = b""
    assert tell(sqlite_ledger, mails)[0].sent == 0  # not at once
    assert tell(sqlite_ledger, mails, ahead=400)[0].sent == 1
    assert find_search(sqlite_ledger, "denials of koll").fault is None


def test_no_password_goes_over_an_open_line(sqlite_ledger: Ledger, mails: MailSink) -> None:
    save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    url = mails.url.replace("//", "//koll:secret@")
    (told,) = tell_all(sqlite_ledger, {"email": MailServer(url, "sayso@paper.example")})
    assert "no encryption" in told.fault
    assert mails.mails == []


def test_a_mail_that_may_have_arrived_is_not_sent_twice(sqlite_ledger: Ledger, mails: MailSink) -> None:
    save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    mails.hang_up = b"AFTER"
    assert "may not have arrived" in tell(sqlite_ledger, mails)[0].fault
    mails.hang_up = b""
    assert tell(sqlite_ledger, mails, ahead=90_000)[0].sent == 0
    assert len(mails.mails) == 1


def test_a_program_that_ends_while_it_sends_does_not_send_twice(sqlite_ledger: Ledger, mails: MailSink) -> None:
    search = save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    tell(sqlite_ledger, mails, dry=True)
    keys = [alert.key for alert in read_alerts(sqlite_ledger, search, waiting=True)]
    assert claim_message(sqlite_ledger, search, keys, "m" * 32)  # and here it is killed
    assert not claim_message(sqlite_ledger, search, keys, "n" * 32)
    assert "may not have arrived" in tell(sqlite_ledger, mails)[0].fault
    assert mails.mails == []


def test_webhooks_are_signed(sqlite_ledger: Ledger, hooks: HookSink) -> None:
    search = save(sqlite_ledger, "webhook", hooks.url)
    add(sqlite_ledger, 1, KOLL)
    assert tell(sqlite_ledger)[0].sent == 1
    ((headers, body),) = hooks.posts
    moment = int(headers[SIGNATURE].partition(",")[0].removeprefix("t="))
    assert headers[SIGNATURE] == sign(search.secret, body, moment)
    assert headers[SIGNATURE] != sign("another", body, moment)
    told = json.loads(body)
    assert told["schema"] == "sayso.alert/1"
    assert told["alerts"][0]["statement"]["content"]["text"] == "the harbour was closed"
    assert headers["Sayso-Message-Id"] == told["id"]


def test_a_webhook_that_fails_is_tried_again_ever_later(sqlite_ledger: Ledger, hooks: HookSink) -> None:
    save(sqlite_ledger, "webhook", hooks.url)
    add(sqlite_ledger, 1, KOLL)
    hooks.status = 500
    assert "500" in tell(sqlite_ledger)[0].fault
    assert tell(sqlite_ledger, ahead=100)[0].fault is None
    tell(sqlite_ledger, ahead=400)
    hooks.status = 204
    assert tell(sqlite_ledger, ahead=900)[0].sent == 0
    assert tell(sqlite_ledger, ahead=1100)[0].sent == 1
    ids = [headers["Sayso-Message-Id"] for headers, _ in hooks.posts]
    assert len(ids) == 3
    assert len(set(ids)) == 1


def test_no_webhook_into_the_private_network(sqlite_ledger: Ledger, hooks: HookSink) -> None:
    save(sqlite_ledger, "webhook", hooks.url.replace(f":{hooks.server_address[1]}", ":8080"))
    add(sqlite_ledger, 1, KOLL)
    (told,) = tell_all(sqlite_ledger, {"webhook": Webhook(Door(pause=0))})
    assert "no address of the public internet" in told.fault
    assert hooks.posts == []


def test_a_digest_waits(sqlite_ledger: Ledger, hooks: HookSink) -> None:
    save(sqlite_ledger, "webhook", hooks.url, every=86_400.0)
    add(sqlite_ledger, 1, KOLL)
    assert tell(sqlite_ledger)[0].sent == 1
    for number in (2, 3):
        add(sqlite_ledger, number, KOLL)
    assert tell(sqlite_ledger)[0].sent == 0
    assert tell(sqlite_ledger, ahead=86_500)[0].sent == 2


def test_a_dry_run_sends_nothing_and_forgets_nothing(sqlite_ledger: Ledger, hooks: HookSink) -> None:
    save(sqlite_ledger, "webhook", hooks.url)
    add(sqlite_ledger, 1, KOLL)
    for _ in range(2):
        (told,) = tell(sqlite_ledger, dry=True)
        assert [alert.row.statement.source.text for alert in told.message.alerts] == ["Ada Koll"]
    assert hooks.posts == []
    assert tell(sqlite_ledger)[0].sent == 1


def test_searches_are_kept_by_name(sqlite_ledger: Ledger) -> None:
    save(sqlite_ledger)
    saved = save(sqlite_ledger, "webhook", "https://hooks.example/", words="harbour")
    assert [each.channel for each in list_searches(sqlite_ledger)] == ["webhook"]
    assert len(saved.secret) >= 32
    with pytest.raises(BadQuery):
        save(sqlite_ledger, since="no date")
    remove_search(sqlite_ledger, saved)
    with pytest.raises(NotFound):
        find_search(sqlite_ledger, saved.name)


def test_nothing_set_up_to_send_is_said(sqlite_ledger: Ledger) -> None:
    save(sqlite_ledger, "email", "desk@paper.example")
    add(sqlite_ledger, 1, KOLL)
    assert tell(sqlite_ledger)[0].fault == "Nothing is set up to send by email."
