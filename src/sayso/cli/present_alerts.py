"""How saved searches and alerts look on a terminal, and as plain lines where there is none."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.text import Text

from sayso.cli.plain import plain
from sayso.cli.present import complain, console
from sayso.following import SavedSearch
from sayso.service.alerting import Told, to_mail

_CHANNELS = {"email": "by e-mail to", "webhook": "by webhook to", "feed": "as a feed"}


def print_searches(searches: Sequence[SavedSearch]) -> None:
    """One line a search, and what is wrong below it."""
    if not searches:
        complain("no search is saved yet", "`sayso alerts add NAME --words … --feed` saves one")
    for search in searches:
        wanted = ", ".join(f"{name} {value}" for name, value in search.shown)
        where = f"{_CHANNELS[search.channel]} {search.target}".strip()
        line = f"{search.id}  {plain(search.name)}  ({plain(wanted)})  {plain(where)}"
        sys.stdout.write(f"{line}  {search.told} told, {search.waiting} waiting\n")
        if search.fault:
            console().print(Text(f"              {plain(search.fault)}", style="red"), soft_wrap=True)


def print_saved(search: SavedSearch) -> None:
    """What was saved, and what its receiver needs."""
    sys.stdout.write(f"saved  {search.id}  {plain(search.name)}\n")
    if search.channel == "webhook":
        sys.stdout.write(f"secret {search.secret}  (Sayso-Signature: t=SECONDS,v1=HMAC-SHA256 of SECONDS.BODY)\n")
    if search.channel == "feed":
        sys.stdout.write(f"feeds  /alerts/{search.id}.atom and /alerts/{search.id}.json of `sayso serve`\n")


def print_told(told: Iterable[Told]) -> None:
    """What was sent, or would be."""
    for each in told:
        if each.message is not None:
            where = f"{_CHANNELS[each.search.channel]} {plain(each.search.target)}"
            sys.stdout.write(f"{plain(each.search.name)}: would send {where}:\n")
            mail = to_mail(each.message, "sayso@localhost")
            sys.stdout.write("".join(f"    {plain(line)}\n" for line in mail.get_content().splitlines()))
        else:
            sent = "" if each.search.channel == "feed" else f", {each.sent} sent"
            sys.stdout.write(f"{plain(each.search.name)}: {each.found} new{sent}\n")
        if each.fault:
            complain(f"{each.search.name}: {each.fault}")


def tell_alerts(told: Iterable[Told]) -> None:
    """Do the round; say only what was sent and what went wrong."""
    for each in told:
        if each.sent or each.fault or (each.found and each.search.channel == "feed"):
            print_told([each])
