"""Text before anybody reads it: bytes to characters, the language, and offsets for other tools."""

from __future__ import annotations
