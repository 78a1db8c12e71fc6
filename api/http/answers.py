"""JSON answers, written by orjson. Amounts go in as exact digits, so no float ever exists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import orjson
from pydantic import GetPydanticSchema
from pydantic_core import core_schema
from starlette.responses import Response

from api.money import number_text

JsonNumber = Annotated[
    orjson.Fragment,
    # Documents `type: number`. Answers are sent as `JsonAnswer`, which nothing validates again.
    GetPydanticSchema(lambda _source, _handler: core_schema.float_schema()),
]
"""The digits of an amount in an answer; OpenAPI shows a number."""


class JsonAnswer(Response):
    """An answer whose content is dicts, lists, text, integers and `orjson.Fragment`s."""

    media_type = "application/json"

    def __init__(self, content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(orjson.dumps(content), status, headers)


def json_amount(minor: int, digits: int) -> orjson.Fragment:
    """Minor units of a currency with `digits` decimals as the number of a JSON answer."""
    return orjson.Fragment(number_text(minor, digits))
