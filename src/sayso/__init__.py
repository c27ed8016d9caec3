"""sayso: who said what in the news, with the exact words.

>>> import sayso
>>> reading = sayso.read("“It is untrue,” Ada Koll said.")
>>> reading.statements[0].source.text
'Ada Koll'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.types import Article, CharSpan, Reading, Statement

if TYPE_CHECKING:
    from sayso.judge import Judged
    from sayso.service.judging import compare
    from sayso.service.reading import read

__all__ = ["Article", "CharSpan", "Judged", "Reading", "SaysoError", "Statement", "compare", "read"]

# Reading and judging pull in the models' runtime: only those who ask for them pay for it.
_LATE = {"Judged": "sayso.judge", "compare": "sayso.service.judging", "read": "sayso.service.reading"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute has no narrower type
    if name in _LATE:
        return getattr(import_module(_LATE[name]), name)
    raise AttributeError(name)
