"""The types of fields that several requests share. Nothing is rounded or coerced on the way in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from api.money import InvalidAmount, parse_amount_text
from api.names import MOST_TYPED, has_control_characters
from api.periods import InvalidPeriod, parse_day, parse_month

LONGEST_DESCRIPTION = 500

_AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "exclusiveMinimum": 0, "maximum": 999_999_999_999.99},
        {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]+)?$"},
    ],
    "examples": [19.99, "19.99"],
}
_BUDGET_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 999_999_999_999.99},
        {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]+)?$"},
    ],
    "examples": [250, "250.00"],
}


def exact_number(value: object) -> Decimal:
    """A number of the body (already exact) or a plain numeral; the range is the currency's affair.

    Raises PydanticCustomError for anything else.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise PydanticCustomError("amount_format", "Give the amount as a number such as 19.99.")
    if not isinstance(value, str):
        return Decimal(value)
    try:
        return parse_amount_text(value)
    except InvalidAmount as error:
        raise PydanticCustomError("amount_format", "Give the amount as a number such as 19.99.") from error


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise PydanticCustomError("date_format", "Give the date as YYYY-MM-DD.")
    try:
        return parse_day(value)
    except InvalidPeriod as error:
        raise _period_error(error) from error


def _month(value: object) -> int:
    if not isinstance(value, str):
        raise PydanticCustomError("month_format", "Give the month as YYYY-MM.")
    try:
        return parse_month(value)
    except InvalidPeriod as error:
        raise _period_error(error) from error


def _period_error(error: InvalidPeriod) -> PydanticCustomError:
    # The stable code is the error's type; InvalidPeriod's sentences never quote the input.
    return PydanticCustomError(error.code, str(error))


def _description(value: str) -> str:
    if len(value) > MOST_TYPED * LONGEST_DESCRIPTION:
        raise PydanticCustomError("too_long", "Use at most 500 characters.")
    text = value.strip()
    if has_control_characters(text):
        raise PydanticCustomError("character_refused", "Control characters are not allowed here.")
    if len(text) > LONGEST_DESCRIPTION:
        raise PydanticCustomError("too_long", "Use at most 500 characters.")
    return text


Amount = Annotated[Decimal, BeforeValidator(exact_number), WithJsonSchema(_AMOUNT_SCHEMA)]
"""An amount above zero, as a number or a numeric string."""

BudgetAmount = Annotated[Decimal, BeforeValidator(exact_number), WithJsonSchema(_BUDGET_SCHEMA)]
"""An amount of zero or more, as a number or a numeric string."""

Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-11-21"]}),
]
"""A day as `YYYY-MM-DD`."""

Month = Annotated[
    int,
    BeforeValidator(_month),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["2026-11"]}),
]
"""A month as `YYYY-MM`, inside the number YYYYMM."""

Description = Annotated[
    str,
    AfterValidator(_description),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_DESCRIPTION}),
]
"""A line of text of up to 500 characters, trimmed."""
