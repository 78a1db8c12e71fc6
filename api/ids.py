"""Identifiers: UUIDs as lower-case text. Ours are version 7, whose order is the order of creation."""

from __future__ import annotations

import re
import secrets
from uuid import UUID

# `uuid.UUID` also reads braces, `urn:`, underscores and the digits of every script.
_UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)


def new_id(now_ms: int) -> str:
    """A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits."""
    value = (now_ms & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def parse_id(text: str) -> str | None:
    """The canonical form of a UUID of any version, or None where `text` is none."""
    return text.lower() if _UUID_TEXT.fullmatch(text) else None
