from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest

from sayso.errors import BadQuery, NotFound
from sayso.fetch.door import Door
from sayso.following import SavedSearch
from sayso.service.alerting import SIGNATURE, MailServer, Webhook, sign, tell_all
from sayso.store import Ledger, add_reading
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


def save(ledger: Ledger, channel="feed", target="", every=0.0, **wanted) -> SavedSearch:
    search = SavedSearch("", "Denials of Koll", tuple(wanted.items()) or (("speaker", "Koll"),), channel, target, every)
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
