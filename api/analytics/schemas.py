"""What the summary and the months answer."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.http.answers import JsonNumber


class SummaryAnswer(TypedDict):
    """A category in a period: `budget` and `remaining` are null where it has no budget."""

    category: str
    category_id: str
    colour: str
    icon: str
    budget: JsonNumber | None
    spent: JsonNumber
    remaining: JsonNumber | None
    expense_count: int


class MonthCategoryAnswer(TypedDict):
    """What was spent on a category in a month."""

    category: str
    category_id: str
    total: JsonNumber
    count: int


class MonthAnswer(TypedDict):
    """A month `YYYY-MM`: what was spent in it, and the categories it went to, in the user's order."""

    month: str
    total: JsonNumber
    count: int
    categories: list[MonthCategoryAnswer]
