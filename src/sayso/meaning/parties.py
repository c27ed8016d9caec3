"""Party and state behind a politician's name, as US newspapers put them: "Sen. Anna Vel, R-Fla.", "Vel (D-Ohio)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from sayso.meaning.lists import rows_of

_TAG: Final = re.compile(r",? ?\(?([RDI])[-‐‑–](([A-Z][A-Za-z]*\.?(?:[A-Z]\.)*)(?: [A-Z][a-z]+)?)")
_PARTIES: Final = {"R": "republican", "D": "democrat", "I": "independent"}
_MEMBERS: Final = frozenset(_PARTIES.values())


class Tag(NamedTuple):
    """A party's member ("republican") and the words of the state's name, in lower case."""

    member: str
    state: frozenset[str]


def read_tag(text: str, place: int) -> Tag | None:
    """The tag right after a name that ends at ``place``; None where there is none."""
    match = _TAG.match(text, place)
    if match is None:
        return None
    state = next((s for form in match.group(2, 3) if (s := _states().get(form.replace(".", "").lower()))), "")
    return Tag(_PARTIES[match.group(1)], frozenset(state.split())) if state else None


def is_other_party(noun: str, roles: frozenset[str]) -> bool:
    """Whether a noun says another party of somebody than what is known of them: no "Democrat" is "R-Fla."."""
    return noun in _MEMBERS and noun not in roles and bool(roles & _MEMBERS)


@cache
def _states() -> Mapping[str, str]:
    found = {}
    for state, forms in rows_of("us-states"):
        found.update(dict.fromkeys((state, *forms.split()), state))
    return found
