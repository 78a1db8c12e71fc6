"""What the category routes take and answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from api.http.body import JsonBody
from api.names import InvalidName, clean_name

LONGEST_NAME = 64

Colour = Literal["green", "blue", "orange", "purple", "pink", "yellow", "teal", "red", "slate", "brown"]
Icon = Literal[
    "basket", "home", "train", "heart", "ticket", "shirt", "book", "gift", "plane", "dots",
    "car", "bus", "bike", "fuel", "coffee", "restaurant", "pizza", "beer", "phone", "wifi",
    "bolt", "droplet", "flame", "tools", "paw", "baby", "school", "stethoscope", "pill", "barbell",
    "music", "movie", "camera", "plant", "sofa", "cash", "bank", "receipt", "shield", "scissors",
]  # fmt: skip


def _category_name(text: str) -> str:
    try:
        return clean_name(text, LONGEST_NAME)
    except InvalidName as error:
        # Its code is stable and its sentence never quotes the input.
        raise PydanticCustomError(error.code, str(error)) from error


CategoryName = Annotated[
    str,
    AfterValidator(_category_name),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}),
]
"""A category's name: trimmed, NFC, 1 to 64 characters."""


class NewCategory(JsonBody):
    """A category to add. Colour and icon are chosen where they are left out."""

    name: CategoryName
    colour: Colour | None = None
    icon: Icon | None = None


class CategoryChanges(JsonBody):
    """What to change of a category; what is left out stays."""

    name: CategoryName | None = None
    colour: Colour | None = None
    icon: Icon | None = None
    position: int | None = Field(None, ge=0, le=100_000)
    archived: bool | None = None


class CategoryAnswer(TypedDict):
    """A category."""

    id: str
    name: str
    colour: str
    icon: str
    position: int
    archived_at: str | None
    revision: int
