"""Telling: what saved searches find goes out by e-mail or webhook, each statement once.

Never twice is kept by writing down first and sending second: a message that may have
gone out is not sent again by e-mail, and goes out again under the same id by webhook,
where the receiver can tell. Whatever became of it, the alert stands on the web page and
in the search's feed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

from sayso.errors import BadQuery, FetchError, NotFound, SaysoError
from sayso.fetch.door import Door
from sayso.fetch.messages import Request
from sayso.following import SavedSearch
from sayso.store import Ledger
from sayso.store.searches import (
    Alert,
    claim_message,
    fail_message,
    finish_message,
    list_searches,
    look_through,
    read_alerts,
)
from sayso.wire import statement_to_wire

MOST_TOLD: Final = 100
"""Statements of one message; more go out with the next."""

RETRY_SECONDS: Final = 300.0
LONGEST_RETRY: Final = 6 * 3600.0
SIGNATURE: Final = "Sayso-Signature"
SCHEMA: Final = "sayso.alert/1"

_UNCLEAR: Final = frozenset({"timeout", "bad-response"})


class NotSentError(SaysoError):
    """A message did not go out. ``unclear``: it may have gone out all the same."""

    code = "not-sent"

    def __init__(self, message: str, *, unclear: bool = False) -> None:
        super().__init__(message, hint="sayso alerts shows what waits")
        self.unclear = unclear


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out at once: the alerts of one search. ``id`` stays the same however often it is tried."""

    id: str
    search: SavedSearch
    alerts: tuple[Alert, ...]


class Messenger(Protocol):
    """Brings a message to its target."""

    def send(self, message: Message) -> None:
        """Send it.

        Raises:
            NotSentError: it did not go out, or nobody knows.

        """


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in: ``smtp://`` or ``smtps://`` (TLS from the start), with a name and password or not.

    The one request that does not go through the guarded door: whoever runs sayso names the server, nothing that
    comes from the network can, and it usually stands in their own network. A password goes over TLS alone.
    """

    url: str
    sender: str

    def send(self, message: Message) -> None:
        """Send a message to the search's address."""
        parts = urlsplit(self.url)
        try:
            with _connect(parts.scheme, parts.hostname or "localhost", parts.port) as server:
                if parts.username:
                    _log_in(server, unquote(parts.username), unquote(parts.password or ""))
                server.send_message(to_mail(message, self.sender))
        except (smtplib.SMTPServerDisconnected, TimeoutError) as error:
            words = f"the mail server went away ({error})"
            raise NotSentError(words, unclear=True) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            words = f"the mail server did not take the mail ({error})"
            raise NotSentError(words) from error


def _connect(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or 465, timeout=30, context=context)
    server = smtplib.SMTP(host, port or 25, timeout=30)
    server.ehlo()
    if server.has_extn("starttls"):
        server.starttls(context=context)
    return server


def _log_in(server: smtplib.SMTP, name: str, password: str) -> None:
    if not isinstance(server.sock, ssl.SSLSocket):
        words = "the mail server offers no encryption, so the password is not sent to it"
        raise NotSentError(words)
    server.login(name, password)


def to_mail(message: Message, sender: str) -> EmailMessage:
    """The mail of a message: plain text, one paragraph a statement."""
    mail = EmailMessage()
    count = len(message.alerts)
    mail["Subject"] = f"{message.search.name}: {count} new statement{'s' * (count != 1)}"
    mail["From"] = sender
    mail["To"] = message.search.target
    mail["Date"] = formatdate(usegmt=True)
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2] or 'sayso.invalid'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n\n".join(_paragraph(alert) for alert in message.alerts) + "\n")
    return mail


def _paragraph(alert: Alert) -> str:
    said, article = alert.row.statement, alert.row.article
    source = said.source.text or "Source not named"
    stand = f"It {alert.relation} the claim." if alert.relation else ""
    place = " · ".join(filter(None, (article.outlet, article.published, article.title)))
    lines = (f"{source} | {said.cue.text} | {said.content.text}", stand, place, article.url or "")
    return "\n".join(" ".join(line.split()) for line in lines if line)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts messages as signed JSON through the guarded door: none reaches into the private network by itself."""

    door: Door
    clock: Callable[[], float] = time.time

    def send(self, message: Message) -> None:
        """Post a message to the search's address."""
        body = json.dumps(to_json(message), ensure_ascii=False).encode()
        headers = (
            ("Content-Type", "application/json"),
            ("Sayso-Message-Id", message.id),
            (SIGNATURE, sign(message.search.secret, body, int(self.clock()))),
        )
        request = Request(message.search.target, "POST", types=None, headers=headers, body=body)
        try:
            self.door.ask(request, heed_robots=False)
        except FetchError as error:
            raise NotSentError(error.message, unclear=error.code in _UNCLEAR) from error


def sign(secret: str, body: bytes, moment: int) -> str:
    """The signature of a webhook: ``t=SECONDS,v1=HEX``, HMAC-SHA256 over ``SECONDS.BODY``.

    With the time in it, a message that was overheard cannot be played again later.
    """
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={mac}"


def to_json(message: Message) -> dict[str, Any]:
    """The message as a JSON object of the form `sayso.alert/1`."""
    return {
        "schema": SCHEMA,
        "id": message.id,
        "search": {"id": message.search.id, "name": message.search.name},
        "alerts": [
            {
                "key": alert.key,
                "relation": alert.relation,
                "statement": statement_to_wire(alert.row.statement),
                "text_sha256": alert.row.text_sha256,
                "article": {
                    name: getattr(alert.row.article, name) for name in ("id", "title", "outlet", "url", "published")
                },
            }
            for alert in message.alerts
        ],
    }


# ---------------------------------------------------------------- the workflow


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one search's round: how many statements were new, and what went out or why not."""

    search: SavedSearch
    found: int
    sent: int = 0
    fault: str | None = None
    message: Message | None = None
    """In a dry run, what would go out now."""


Messengers = dict[str, Messenger]
"""Messenger by channel; channels without one are not sent by."""


def make_messengers(door: Door, mail_server: str | None, sender: str | None) -> Messengers:
    """What alerts go out by: webhooks always, e-mail where a mail server is named."""
    messengers: Messengers = {"webhook": Webhook(door)}
    if mail_server:
        messengers["email"] = MailServer(mail_server, sender or "sayso@localhost")
    return messengers


def tell_all(
    ledger: Ledger, messengers: Messengers, *, clock: Callable[[], float] = time.time, dry: bool = False
) -> Iterator[Told]:
    """Look through all saved searches and send what is due; ``dry`` sends nothing and marks nothing as told."""
    for search in list_searches(ledger):
        try:
            found = look_through(ledger, search, now=clock())
        except (BadQuery, NotFound) as error:
            # What it watches may be gone, or be found anew just now: the others are told all the same.
            yield Told(search, 0, fault=f"It cannot look: {error.message}.")
            continue
        if search.channel == "feed":
            yield Told(search, found)
            continue
        waiting = read_alerts(ledger, search, waiting=True, limit=MOST_TOLD)
        if not waiting or (search.next_send > clock() and not dry):
            yield Told(search, found)
        elif dry:
            yield Told(search, found, message=_compose(search, waiting))
        else:
            yield _tell(ledger, messengers, _compose(search, waiting), found, clock)


def _compose(search: SavedSearch, waiting: tuple[Alert, ...]) -> Message:
    """The next message: one that was begun before anything else, with the id it had."""
    begun = next((alert.message for alert in waiting if alert.message), None)
    if begun:
        return Message(begun, search, tuple(alert for alert in waiting if alert.message == begun))
    name = f"{search.id}:" + ",".join(alert.key for alert in waiting)
    return Message(hashlib.sha256(name.encode()).hexdigest()[:32], search, waiting)


def _tell(ledger: Ledger, messengers: Messengers, message: Message, found: int, clock: Callable[[], float]) -> Told:
    search = message.search
    begun_before = message.alerts[0].message is not None
    if begun_before and search.channel == "email":
        fault = "A mail was being sent when the program ended; it may not have arrived."
        finish_message(ledger, search, message.id, sent=clock(), fault=fault)
        return Told(search, found, fault=fault)
    messenger = messengers.get(search.channel)
    if messenger is None:
        return Told(search, found, fault=f"Nothing is set up to send by {search.channel}.")
    if not begun_before and not claim_message(ledger, search, [alert.key for alert in message.alerts], message.id):
        return Told(search, found)
    try:
        messenger.send(message)
    except NotSentError as error:
        return _not_sent(ledger, message, error, Told(search, found), clock())
    finish_message(ledger, search, message.id, sent=clock())
    return Told(search, found, sent=len(message.alerts))


def _not_sent(ledger: Ledger, message: Message, error: NotSentError, told: Told, now: float) -> Told:
    search = told.search
    if error.unclear and search.channel == "email":
        fault = f"It may not have arrived: {error.message}"
        finish_message(ledger, search, message.id, sent=now, fault=fault)
        return Told(search, told.found, fault=fault)
    retry = now + min(RETRY_SECONDS * 2.0 ** min(search.failures, 10), LONGEST_RETRY)
    fail_message(ledger, search, message.id, fault=error.message, retry=retry)
    return Told(search, told.found, fault=error.message)
