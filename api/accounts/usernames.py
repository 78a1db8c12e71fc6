"""Usernames for those who register with an email address only."""

from __future__ import annotations

import unicodedata

from api.users.schemas import LONGEST_USERNAME, SHORTEST_USERNAME, is_username_character

_NUMBERED = 9
_ROOM_FOR_SUFFIX = 10


def usernames_from_email(email: str, suffix: str) -> tuple[str, ...]:
    """Usernames to try in turn: the local part, the same with 2 to 9, and with `suffix`.

    `suffix` is the caller's, up to 9 characters and practically unique, so that one of them is free.
    """
    local = unicodedata.normalize("NFC", email.partition("@")[0])
    kept = "".join(char for char in local if is_username_character(char))
    base = kept[: LONGEST_USERNAME - _ROOM_FOR_SUFFIX]
    if len(base) < SHORTEST_USERNAME:
        base = f"{base}user"
    numbered = (f"{base}{number}" for number in range(2, _NUMBERED + 1))
    return (base, *numbered, f"{base}-{suffix}")
