"""What the known descriptions answer."""

from __future__ import annotations

from typing_extensions import TypedDict

from api.http.answers import JsonNumber


class DescriptionAnswer(TypedDict):
    """A description with the category, amount and day that its latest expense has."""

    description: str
    category: str
    category_id: str
    amount: JsonNumber
    last_used: str
