"""The fields by which requests speak of people."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from api.clock import time_zones
from api.money import CURRENCIES
from api.names import InvalidName, clean_name, has_control_characters, is_key_too_long, key_of

SHORTEST_USERNAME = 3
LONGEST_USERNAME = 64
LONGEST_EMAIL = 254
SHORTEST_PASSWORD = 8
LONGEST_PASSWORD = 1024
LONGEST_DISPLAY_NAME = 64

Language = Literal["en", "de", "es"]
"""A language that the browser app speaks."""
DateFormat = Literal["dmy", "mdy", "ymd"]
"""The order of day, month and year in a date."""
FirstDayOfWeek = Literal["monday", "saturday", "sunday"]
"""The day that a week begins with."""

_EMAIL = re.compile(r"[^@\s]{1,64}@(?:[^@\s.]{1,63}\.)+[^@\s.]{1,63}")
# RFC 5646, section 2.1, without extended languages and the registered irregular tags.
_LOCALE = (
    r"^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"
    r"(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-x(-[A-Za-z0-9]{1,8})+)?$"
)
LONGEST_LOCALE = 35


def is_username_character(char: str) -> bool:
    """True for a letter (with its marks), a decimal digit, and `.`, `_`, `-`."""
    return char in "._-" or char.isdecimal() or unicodedata.category(char)[0] in "LM"


def _username(text: str) -> str:
    name = unicodedata.normalize("NFC", text.strip())
    if not SHORTEST_USERNAME <= len(name) <= LONGEST_USERNAME or is_key_too_long(name):
        raise PydanticCustomError("username_length", "Use 3 to 64 characters.")
    if not all(is_username_character(char) for char in name):
        raise PydanticCustomError(
            "username_characters", "Use letters, digits, full stops, hyphens and underscores only."
        )
    return name


def _email(text: str) -> str:
    email = unicodedata.normalize("NFC", text.strip())
    if (
        len(email) > LONGEST_EMAIL
        or is_key_too_long(email)
        or not _EMAIL.fullmatch(email)
        or has_control_characters(email)
        # What is invisible would make two addresses of one.
        or key_of(email).count("@") != 1
    ):
        raise PydanticCustomError("email_format", "Give an email address such as ann@example.org.")
    return email


def _password(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise PydanticCustomError("password_too_short", "Use at least 8 characters.")
    return password


def _display_name(text: str) -> str:
    try:
        return clean_name(text, LONGEST_DISPLAY_NAME)
    except InvalidName as error:
        # InvalidName's sentences never quote the name.
        raise PydanticCustomError(error.code, error.args[0]) from error


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise PydanticCustomError("currency_unknown", "Give an ISO 4217 code such as EUR.")
    return code


def _time_zone(name: str) -> str:
    if name not in time_zones():
        raise PydanticCustomError("time_zone_unknown", "Give an IANA name such as Europe/Berlin.")
    return name


def _locale(tag: str) -> str:
    if len(tag) > LONGEST_LOCALE or not re.fullmatch(_LOCALE, tag):
        raise PydanticCustomError("locale_format", "Give a language tag (BCP 47) such as en-GB.")
    return tag


Username = Annotated[
    str,
    AfterValidator(_username),
    WithJsonSchema(
        {
            "type": "string",
            "format": "username",
            "minLength": SHORTEST_USERNAME,
            "maxLength": LONGEST_USERNAME,
            "description": "Letters, digits, `.`, `_`, `-`; unique without regard to case",
            "examples": ["ann"],
        }
    ),
]
Email = Annotated[
    str,
    AfterValidator(_email),
    WithJsonSchema({"type": "string", "format": "email", "maxLength": LONGEST_EMAIL}),
]
NewPassword = Annotated[
    str,
    Field(max_length=LONGEST_PASSWORD, json_schema_extra={"minLength": SHORTEST_PASSWORD}),
    AfterValidator(_password),
]
GivenPassword = Annotated[str, Field(max_length=LONGEST_PASSWORD)]
"""A password to compare: of any form, for an older rule may have allowed it."""
DisplayName = Annotated[
    str,
    AfterValidator(_display_name),
    WithJsonSchema(
        {
            "type": "string",
            "format": "line-of-text",
            "minLength": 1,
            "maxLength": LONGEST_DISPLAY_NAME,
        }
    ),
]
Currency = Annotated[
    str,
    AfterValidator(_currency),
    WithJsonSchema({"type": "string", "enum": sorted(CURRENCIES), "examples": ["EUR"]}),
]
TimeZone = Annotated[
    str,
    AfterValidator(_time_zone),
    WithJsonSchema(
        {
            "type": "string",
            "format": "time-zone",
            "examples": ["Europe/Berlin"],
            "description": "IANA name",
        }
    ),
]
Locale = Annotated[
    str,
    AfterValidator(_locale),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": _LOCALE,
            "maxLength": LONGEST_LOCALE,
            "examples": ["en-GB"],
            "description": "BCP 47 tag",
        }
    ),
]
