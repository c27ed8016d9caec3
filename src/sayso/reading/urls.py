"""The address of an article, from sources that may say anything."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sayso.reading.lists import lines_of

_LONGEST = 2000
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"]")
_SAME_SITE_PREFIXES = ("www.", "m.", "mobile.", "amp.", "edition.")


def clean_url(url: str, *, base: str | None = None) -> str | None:
    """An absolute http or https address without fragment and tracking parameters; None for anything else."""
    try:
        parts = urlsplit(urljoin(base or "", url.strip()))
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    query = _without_tracking(parts.query)
    cleaned = urlunsplit((parts.scheme, f"{host}:{port}" if port else host, parts.path or "/", query, ""))
    return None if len(cleaned) > _LONGEST or _FORBIDDEN.search(cleaned) or not cleaned.isprintable() else cleaned


def host_of(url: str | None) -> str | None:
    """The host's name without ``www.`` and its like."""
    if not url:
        return None
    host = urlsplit(url).hostname or ""
    for prefix in _SAME_SITE_PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host or None


def is_same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or one below the other."""
    first, second = host_of(one) or "", host_of(other) or ""
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _without_tracking(query: str) -> str:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if not _is_tracking(key)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_tracking(key: str) -> bool:
    return key.lower().startswith("utm_") or key.lower() in lines_of("tracking-parameters")
