"""What the routes of the days take and answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from api.categories.schemas import CategoryName
from api.expenses.schemas import ExpenseAnswer
from api.http.answers import JsonNumber
from api.http.body import JsonBody
from api.http.fields import Day, Description, exact_number

MOST_ROWS = 1000
"""How many expenses a day may have to be edited as a sheet."""

_ROW_AMOUNT_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "number", "minimum": 0, "maximum": 999_999_999_999.99},
        {"type": "string", "pattern": r"^([0-9]{1,12}(\.[0-9]+)?)?$"},
        {"type": "null"},
    ],
    "examples": [19.99, "19.99", None],
}


def _none_if_empty(value: object) -> object:
    return None if value == "" else value


def _row_amount(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    return exact_number(value) or None


def _says_nothing(amount: object) -> bool:
    try:
        return _row_amount(amount) is None
    except PydanticCustomError:
        return False


RowAmount = Annotated[Decimal | None, BeforeValidator(_row_amount), WithJsonSchema(_ROW_AMOUNT_SCHEMA)]
"""An amount, or None where the row says zero or nothing."""


class SheetRow(JsonBody):
    """A row of a day sheet: an expense of the day by its `id`, or without one a new one.

    A row whose amount is zero or empty is left out, as if it were not there.
    """

    @model_validator(mode="before")
    @classmethod
    def _left_out(cls, row: object) -> object:
        # What else such a row says is nobody's mistake.
        return {} if isinstance(row, dict) and _says_nothing(row.get("amount")) else row

    id: str | None = None
    date: Day | None = None
    category: Annotated[CategoryName | None, BeforeValidator(_none_if_empty)] = None
    amount: RowAmount = None
    description: Description | None = None


class DaySheet(JsonBody):
    """All expenses that the day shall have: others that it has are deleted."""

    expenses: Annotated[list[SheetRow], Field(max_length=MOST_ROWS)]


class DayAnswer(TypedDict):
    """A day: its expenses in the order they were recorded, and what they add up to."""

    date: str
    expenses: list[ExpenseAnswer]
    total: JsonNumber


class DayTotalAnswer(TypedDict):
    """A day that has expenses: how many, and what they add up to."""

    date: str
    count: int
    total: JsonNumber
