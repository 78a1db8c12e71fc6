"""Names that people choose: how they are cleaned, compared and searched.

The stored name keeps what was typed (trimmed, NFC). Equality is decided by `key_of` alone, search by
`search_text`; both are computed here, so no database collation ever takes part.
"""

from __future__ import annotations

import sys
import unicodedata

# Bidirectional overrides and isolates can make a name read as another one; joiners cannot.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})

MOST_TYPED = 4
"""How many times its longest form a text may have before it is trimmed and composed."""

LONGEST_HEAD = 100
"""Characters of a search head. At four bytes each they fit into an index of every engine."""

LONGEST_KEY = 380
"""Characters of a key. At four bytes each, two of them fit into an index of every engine."""


class InvalidName(ValueError):
    """A name that is refused; `code` is stable, the text is for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def clean_name(text: str, longest: int) -> str:
    """The name as it is stored: trimmed and in NFC, with 1 to `longest` characters.

    InvalidName where nothing visible is left, where it is too long, or where it has control
    characters (line breaks, NUL, direction overrides).
    """
    if len(text) > MOST_TYPED * longest:
        # Before anything that takes time: what is this long stays too long in every form.
        raise InvalidName("too_long", f"Use at most {longest} characters.")
    name = unicodedata.normalize("NFC", text.strip())
    if has_control_characters(name):
        raise InvalidName("character_refused", "Control characters are not allowed here.")
    if not key_of(name):
        raise InvalidName("too_short", "Give at least one visible character.")
    if len(name) > longest or is_key_too_long(name):
        raise InvalidName("too_long", f"Use at most {longest} characters.")
    return name


def is_key_too_long(text: str) -> bool:
    """True where the key unfolds to more than an index holds, as some rare ligatures make it."""
    return len(key_of(text)) > LONGEST_KEY


def has_control_characters(text: str) -> bool:
    """True where `text` has characters that no single line of text needs, lone surrogates included."""
    return any(unicodedata.category(char) in _REFUSED_CATEGORIES or char in _BIDI_CONTROLS for char in text)


def key_of(text: str) -> str:
    """What two names share when they are the same name: no case, no Unicode form, no extra spaces.

    This is Unicode's compatibility caseless match (The Unicode Standard, definition D146), kept in
    NFKC. Invisible format characters count for nothing.
    """
    folded = unicodedata.normalize("NFD", text).casefold()
    folded = unicodedata.normalize("NFKD", folded).casefold()
    visible = "".join(char for char in folded if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFKC", " ".join(visible.split()))


def search_text(text: str) -> str:
    """The key without accents and other combining marks: what `q` is compared with."""
    decomposed = unicodedata.normalize("NFKD", key_of(text))
    return key_of("".join(char for char in decomposed if unicodedata.category(char) != "Mn"))


def search_head(text: str) -> str:
    """The beginning of the search text: what is indexed, as no engine indexes a text of any length."""
    return search_text(text)[:LONGEST_HEAD]


def end_of_prefix(prefix: str) -> str | None:
    """The first text behind all that begin with `prefix`, by code point; None where nothing is."""
    for length in range(len(prefix), 0, -1):
        following = ord(prefix[length - 1]) + 1
        if 0xD800 <= following < 0xE000:
            # Surrogates are no characters, and no engine stores them.
            following = 0xE000
        if following <= sys.maxunicode:
            return prefix[: length - 1] + chr(following)
    return None
