"""Names as they are written, made comparable."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from sayso.actors.bodies import AGENCY, find_body, find_domain, find_domain_name
from sayso.actors.people import find_person
from sayso.types import ActorKind

Realm = Literal["person", "body"]

Shape = Literal["complete", "initial", "bare", "letters", "domain"]
"""How much a name says: complete names one actor; an initial with a family name, a bare
family name, the letters of a body and an address stand for whatever fits them."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """An actor as an article has it: what a form is made of. ``article`` is the article's key."""

    name: str
    kind: ActorKind
    article: str


@dataclass(frozen=True, slots=True, order=True)
class Form:
    """A name as it is written.

    ``spelling`` is the name without case, accents and titles. Complete forms of one
    ``block`` may be one actor. ``families`` are the bare names it answers to, or, where
    it is not complete, the one it is. ``name`` is the name in full letters.
    """

    id: str
    realm: Realm
    spelling: str
    shape: Shape
    kind: ActorKind
    name: str
    block: str | None = None
    families: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the spelling."""
        return tuple(self.spelling.split())


def find_form(bearer: Bearer) -> Form | None:
    """The form of a name; None where it is no name that could occur in another article.

    Documents and groups have none: "the report" and "two officials" are others elsewhere.
    """
    if bearer.kind == "person":
        return _find_person_form(bearer)
    return _find_body_form(bearer) if bearer.kind in {"organization", "outlet", "place"} else None


def _find_person_form(bearer: Bearer) -> Form | None:
    person = find_person(bearer.name)
    if person is None:
        return None
    spelling = " ".join(person.words)
    return Form(
        id=_digest("person", spelling),
        realm="person",
        spelling=spelling,
        shape=person.shape,
        kind="person",
        name=bearer.name,
        block=person.block,
        families=person.families,
    )


def _find_body_form(bearer: Bearer) -> Form | None:
    body = find_body(bearer.name, bearer.kind)
    if body is None:
        return None
    # A name of common words alone is another body's in another article.
    place = f" @{bearer.article}" if body.generic else ""
    return Form(
        id=_digest("body", body.spelling + place),
        realm="body",
        spelling=body.spelling,
        shape="letters" if body.letters else "complete",
        kind=bearer.kind,
        name=bearer.name,
        block=None if body.letters else body.block + place,
    )


def find_domain_form(url: str | None) -> Form | None:
    """The form of an outlet of which only the address is known; None for addresses that many publish at."""
    domain = find_domain(url)
    if domain is None:
        return None
    known = find_domain_name(domain)
    if known is not None:
        return find_form(Bearer(known.title(), "outlet", ""))
    return Form(_digest("body", f"domain {domain}"), "body", domain, "domain", "outlet", domain)


def is_agency(form: Form) -> bool:
    """Whether it is a news agency by one of its names."""
    return form.block is not None and form.block.startswith(f"{AGENCY} ")


def _digest(realm: Realm, spelling: str) -> str:
    return sha256(f"{realm}:{spelling}".encode("utf-8", "surrogatepass")).hexdigest()[:20]
