"""What belongs to somebody and has no name of its own: "his office", "her spokesman"."""

from __future__ import annotations

from typing import Final

from sayso.meaning.names import fold
from sayso.meaning.nominals import is_mouthpiece
from sayso.meaning.referents import Referent, Sort

_CALLED: Final = frozenset({"administration", "campaign", "camp", "team"})
"""Bodies that newspapers call by the surname alone: "the Vel campaign"."""


def name_owned(noun: str, owner: Referent) -> Referent:
    """The referent of a body or spokesman of somebody whose name the text has not given to it.

    What no newspaper calls by a surname is called by whose it is, so that no name is made up: "Anna Vel's office". Who
    speaks for a person is a person.
    """
    surname = owner.name.split()[-1]
    name = f"{surname} {noun}" if noun in _CALLED else f"{owner.name}'s {noun}"
    sort: Sort = "human" if is_mouthpiece(noun) else "organization"
    return Referent(name, sort, (), roles=frozenset({noun}), marks=frozenset({fold(surname)}))
