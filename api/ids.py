"""Identifiers: UUIDs as lower-case text. Ours are version 7, whose order is the order of creation."""

from __future__ import annotations

import secrets
from uuid import UUID


def new_id(now_ms: int) -> str:
    """A UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits."""
    value = (now_ms & 0xFFFF_FFFF_FFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


def parse_id(text: str) -> str | None:
    """The canonical form of a UUID of any version, or None where `text` is none."""
    if len(text) != 36:
        return None
    try:
        return str(UUID(text))
    except ValueError:
        return None
