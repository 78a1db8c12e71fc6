"""What the expense routes take and answer."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from api.categories.schemas import CategoryAnswer, CategoryName
from api.http.answers import JsonNumber
from api.http.body import JsonBody
from api.http.fields import Amount, Day, Description

MOST_IN_BATCH = 1000


class NewExpense(JsonBody):
    """An expense as it is posted or put: the category by name, made where it is new."""

    date: Day
    category: CategoryName
    amount: Amount
    description: Description = ""


class ExpenseChanges(JsonBody):
    """What to change of an expense; what is left out stays."""

    date: Day | None = None
    category: CategoryName | None = None
    amount: Amount | None = None
    description: Description | None = None

    def given(self) -> dict[str, datetime.date | str | Decimal]:
        """The members that were given, with their values."""
        return {name: value for name in self.model_fields_set if (value := getattr(self, name)) is not None}


class BatchChanges(JsonBody):
    """What to change of many expenses; what is left out stays."""

    date: Day | None = None
    category: CategoryName | None = None


class BatchItem(BatchChanges):
    """What to change of one of many expenses."""

    id: str


class ExpenseBatch(JsonBody):
    """Up to 1,000 expenses to change in one go.

    `ids` with `changes` gives all of them the same date or category; `items` instead gives each its own.
    """

    action: Literal["update", "delete", "restore"]
    ids: Annotated[list[str], Field(min_length=1, max_length=MOST_IN_BATCH)] | None = None
    changes: BatchChanges | None = None
    items: Annotated[list[BatchItem], Field(min_length=1, max_length=MOST_IN_BATCH)] | None = None


class ExpenseAnswer(TypedDict):
    """An expense. `amount` is exact to the currency's minor unit."""

    id: str
    wallet_id: str
    date: str
    category: str
    category_id: str
    amount: JsonNumber
    description: str
    created_by: str
    created_at: str
    updated_at: str
    deleted_at: str | None
    revision: int


class ListedCategoryAnswer(CategoryAnswer):
    """A category in the list, with the date of its newest expense."""

    last_used: str | None


class BatchAnswer(TypedDict):
    """The expenses of a batch as they are now, in its order, and the wallet's revision."""

    revision: int
    expenses: list[ExpenseAnswer]
