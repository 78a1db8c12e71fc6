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


NOT_STORED = {"Cache-Control": "no-store"}
"""On every answer that holds a token (RFC 6749, section 5.1) or is about a person."""


REPLAYED = {"Idempotency-Replayed": "true"}
"""On an answer to a retry: an earlier attempt did it already."""


class JsonAnswer(Response):
    """An answer whose content is dicts, lists, text, integers and `orjson.Fragment`s."""

    media_type = "application/json"

    def __init__(self, content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(orjson.dumps(content), status, headers)


def json_amount(minor: int, digits: int) -> orjson.Fragment:
    """Minor units of a currency with `digits` decimals as the number of a JSON answer."""
    return orjson.Fragment(number_text(minor, digits))


PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
"""On every answer that is one user's own: caches keep it for nobody else, and ask again."""


def tagged(etag: str) -> dict[str, str]:
    """The headers of an answer that is one user's own and is asked for again with its tag."""
    return {"ETag": etag, **PRIVATE}


def unchanged_answer(etag: str) -> Response:
    """304: the client already has what `etag` names."""
    return Response(status_code=304, headers=tagged(etag))
