"""What the summary answers."""

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
