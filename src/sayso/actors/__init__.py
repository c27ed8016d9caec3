"""Who is who across articles: names to forms, forms to actors, and what people decided about them.

Pure functions over values; the store keeps what they find. A *form* is a name as
it is written, without case, accents and titles. An *actor* is what several forms
stand for. Which forms go together depends on nothing but the forms that a ledger
has, what its articles call whom, and the decisions: not on the order in which the
articles came.
"""

from sayso.actors.bearings import Bearing, Tied, find_bearings, find_ties
from sayso.actors.decisions import Decision, Standing, Verb, find_standing
from sayso.actors.forms import Bearer, Form, find_domain_form, find_form, is_agency
from sayso.actors.grouping import Grouping, group_forms
from sayso.actors.spelling import find_words

RULES = 1
"""Number of the matching rules: a directory that other rules made is made anew."""

__all__ = [
    "RULES",
    "Bearer",
    "Bearing",
    "Decision",
    "Form",
    "Grouping",
    "Standing",
    "Tied",
    "Verb",
    "find_bearings",
    "find_domain_form",
    "find_form",
    "find_standing",
    "find_ties",
    "find_words",
    "group_forms",
    "is_agency",
]
