"""What the headers of an answer say about when to come back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

LONGEST_WAIT = 7 * 86_400.0
"""Seconds; a site that asks for more is asked again after a week."""


def read_retry_after(value: str | None, *, now: datetime | None = None) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, 10.2.3): a number, or a date."""
    if value is None:
        return None
    stripped = value.strip()
    if re.fullmatch(r"[0-9]{1,12}", stripped):
        return min(float(stripped), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(stripped)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    seconds = (moment - (now or datetime.now(UTC))).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT)


def read_max_age(value: str | None) -> float | None:
    """Seconds an answer stays fresh by its Cache-Control header; None where it does not say."""
    found = re.search(r"\bmax-age\s*=\s*\"?([0-9]{1,9})", value or "", re.IGNORECASE)
    return min(float(found[1]), LONGEST_WAIT) if found else None
