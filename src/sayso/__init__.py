"""sayso: who said what in the news, with the exact words.

>>> import sayso
>>> reading = sayso.read("“It is untrue,” Ada Koll said.")
>>> reading.statements[0].source.text
'Ada Koll'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sayso.errors import SaysoError
from sayso.types import Article, CharSpan, Reading, Statement

if TYPE_CHECKING:
    from sayso.service.reading import read

__all__ = ["Article", "CharSpan", "Reading", "SaysoError", "Statement", "read"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute has no narrower type
    # Reading pulls in the model's runtime: only those who read pay for it.
    if name == "read":
        from sayso.service.reading import read  # noqa: PLC0415

        return read
    raise AttributeError(name)
