"""What the budget routes take and answer."""

from __future__ import annotations

from pydantic import Field
from typing_extensions import TypedDict

from api.categories.schemas import CategoryName
from api.http.answers import JsonNumber
from api.http.body import JsonBody
from api.http.fields import BudgetAmount, Month


class NewBudget(JsonBody):
    """A budget to set: the amount a month for a category, from `month` on (default: this month)."""

    category: CategoryName
    budget: BudgetAmount
    month: Month | None = None


class BudgetCopy(JsonBody):
    """A month to copy the budgets from, and the one to copy them to."""

    from_: Month = Field(alias="from")
    to: Month


class BudgetUndo(JsonBody):
    """The revision that a write of budgets was, as its `X-Revision` says."""

    revision: int = Field(ge=1, le=999_999_999_999_999)


class BudgetAnswer(TypedDict):
    """A budget: `starts_on` is the month it was set for, `YYYY-MM`."""

    category: str
    category_id: str
    budget: JsonNumber
    starts_on: str
    revision: int
