"""How a place in a request is written in `errors[].field`: `amount`, `items.0.amount`, `query.from`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OUR_KIND_OF_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,39}", re.ASCII)


def field_path(parts: Iterable[str | int]) -> str:
    """The parts joined by dots; `body` for the body as a whole.

    Members of a body have names the client chose. One that could not be ours is written `?`, so
    that a problem never echoes the input.
    """
    return ".".join(_written(part) for part in parts) or "body"


def _written(part: str | int) -> str:
    if isinstance(part, int) or _OUR_KIND_OF_NAME.fullmatch(part):
        return str(part)
    return "?"
