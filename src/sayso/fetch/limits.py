"""What a fetch may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost: bytes (as sent, and again as unpacked), seconds in all, redirects.

    ``allow_private`` opens this machine and its own network, for intranets and
    tests, and with them every port.
    """

    max_bytes: int = 20_000_000
    max_seconds: float = 30.0
    max_redirects: int = 5
    allow_private: bool = False
