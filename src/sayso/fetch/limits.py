"""What a fetch may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What one fetch may cost: bytes (as sent, and again as unpacked), seconds in all, redirects.

    ``max_ratio`` is how many bytes one sent byte may unpack to, once a megabyte is
    passed: pages reach 20, bombs 1,000. ``allow_private`` opens this machine and its
    own network, for intranets and tests, and with them every port.
    """

    max_bytes: int = 20_000_000
    max_seconds: float = 30.0
    max_redirects: int = 5
    max_ratio: int = 100
    allow_private: bool = False
