"""Keyset cursors: where a page ended, and which list it belonged to."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

import orjson


class InvalidCursor(ValueError):
    """The text is no cursor of ours, or belongs to a list with another sort or filter."""


def write_cursor(list_key: str, position: Sequence[str | int]) -> str:
    """The cursor behind the row at `position`; `list_key` stands for the list's sort and filter."""
    return base64.urlsafe_b64encode(orjson.dumps([list_key, *position])).decode().rstrip("=")


def read_cursor(text: str, list_key: str, kinds: Sequence[type]) -> list[str | int]:
    """The position in a cursor of this list, of values of these kinds; InvalidCursor otherwise."""
    try:
        padded = text + "=" * (-len(text) % 4)
        found = orjson.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise InvalidCursor("not a cursor") from error
    if not isinstance(found, list) or len(found) != len(kinds) + 1 or found[0] != list_key:
        raise InvalidCursor("a cursor of another list")
    position: list[str | int] = found[1:]
    for value, kind in zip(position, kinds, strict=True):
        fits = type(value) is kind and (kind is str or abs(int(value)) < 2**63)
        if not fits:
            raise InvalidCursor("a cursor of another list")
    return position
