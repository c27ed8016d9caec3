"""Invented articles about one ferry, for tests of copies: an agency's story and what others made of it."""

from __future__ import annotations

from sayso.claims.pieces import Piece
from sayso.extract.marks import find_quotations

AGENCY = """\
SELVIA, May 4 (Harbour Wire) - The ferry Brightwater left port on Tuesday with 412 passengers although an inspector had \
refused to sign its papers two hours earlier, harbour records show.

The vessel sank off Cape Tarn in calm weather. Coast guard boats picked up 377 people, and divers were still looking for \
the others at nightfall.

"We asked for four more lifeboats in March and were sent a calendar," Captain Ilona Farkas told a briefing on Wednesday.

Transport Minister Rudo Kestrel said the operator, Tarn Lines, had paid eleven fines since January. He ordered the \
company's nine other ferries to stay in port until each has been examined.

Tarn Lines said in a statement that the inspector had left his post before the cargo was weighed.

The union of deckhands, which has been on strike at two ports, called for the minister to resign by Friday."""

OPENING = "SELVIA, May 4 (Harbour Wire) - "

REWRITE = """\
The Brightwater, a ferry, set out from port on Tuesday carrying 412 passengers even though an inspector refused to sign \
its papers two hours before, according to harbour records, Harbour Wire reports.

She went down off Cape Tarn in calm weather. Boats of the coast guard rescued 377 people; divers were looking for the \
others until nightfall.

Transport Minister Rudo Kestrel told reporters that Tarn Lines, the operator, had been fined eleven times since January. \
The company's nine other ferries must stay in port until each was examined, he ordered.

Tarn Lines answered in a statement that the inspector left his post before anybody weighed the cargo.

The deckhands' union, on strike at two ports, wants the minister to resign by Friday.

Harbour Wire / Selvia Post"""

OTHER_REPORT = """\
Families waited all night in the customs hall, some with photographs, some with nothing but a name on a slip of paper.

Nobody had told them anything until Captain Ilona Farkas stepped in front of the cameras on Wednesday. "We asked for \
four more lifeboats in March and were sent a calendar," she said, and would not take questions.

A baker who has supplied the Brightwater for ten years said that its kitchen floor was always wet. His son is among those \
who have not been found.

At the company's office the blinds were down. A guard said that the directors had gone to the capital in two cars."""


def make_piece(article: str, text: str, outlet: str | None = None, when: str = "", **rest: object) -> Piece:
    """A piece with its quotations."""
    return Piece(article, text, outlet, when=when, quotations=find_quotations(text), **rest)  # type: ignore[arg-type]


ORIGINAL = make_piece("wire", AGENCY, "Harbour Wire", "2031-05-04T18:00:00Z")
