"""Request bodies: parsed once, exactly, and refused where JSON leaves room for two readings.

Numbers with a fraction or an exponent become `Decimal`, never float. NaN and Infinity, halves of
surrogate pairs, a member given twice, text that is not UTF-8 and endless nesting are 422, like every
other value that is refused, wherever they stand. A number too large to be anything here is refused
by the field it is meant for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.errors import FieldProblem, OutlayError, ValidationFailed
from api.http.field_paths import field_path

_MOST_DIGITS = 60
"""Numerals longer than this, and larger exponents, never become numbers to calculate with."""
_DEEPEST = 20
"""How many objects and lists may stand in each other. No request of ours needs more than four."""
_TOO_DEEP = "The body is nested too deeply."


class MalformedJson(OutlayError):
    """The body is no JSON at all, or JSON that can be read in two ways."""

    status = 422
    code = "malformed_json"
    title = "The body is not valid JSON"
    default_detail = "Send one JSON object, encoded in UTF-8."


class BodyRefused(HTTPException):
    """Carries a refusal out of FastAPI's body reading, which lets only this class pass."""

    def __init__(self, refusal: OutlayError) -> None:
        super().__init__(refusal.status)
        self.refusal = refusal


class JsonBody(BaseModel):
    """The base of request bodies: nothing is coerced, and members we do not know are ignored."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", hide_input_in_errors=True)


class OutOfRange:
    """Stands in the parsed body for a number beyond every range: no field takes one."""


class _NotANumber:
    """Stands in the parsed body for NaN or Infinity, until its place is known."""


def _number(numeral: str) -> Decimal | OutOfRange:
    try:
        number = Decimal(numeral)
    except InvalidOperation:
        return OutOfRange()
    fits = len(numeral) <= _MOST_DIGITS and abs(number.adjusted()) <= _MOST_DIGITS
    return number if fits else OutOfRange()


def _whole_number(numeral: str) -> int | OutOfRange:
    return int(numeral) if len(numeral) <= _MOST_DIGITS else OutOfRange()


def _not_a_number(_constant: str) -> _NotANumber:
    return _NotANumber()


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(members)
    if len(made) != len(members):
        # Which of two amounts counts must not depend on who reads the body.
        raise MalformedJson("An object of the body names the same member twice.")
    return made


_DECODER = json.JSONDecoder(
    parse_float=_number,
    parse_int=_whole_number,
    parse_constant=_not_a_number,
    object_pairs_hook=_object,
)


def parse_json(body: bytes) -> Any:
    """The value of a JSON text; MalformedJson or ValidationFailed where it is refused."""
    try:
        value = _DECODER.decode(body.decode())
    except UnicodeDecodeError:
        raise MalformedJson("The body is not encoded in UTF-8.") from None
    except json.JSONDecodeError:
        raise MalformedJson from None
    except RecursionError:
        raise MalformedJson(_TOO_DEEP) from None
    refused = _first_refused(value)
    if refused is not None:
        raise ValidationFailed(fields=[refused.placed()])
    return value


@dataclass(slots=True)
class _Refused:
    """A value that is refused, and where it stands: the innermost step first."""

    problem: FieldProblem
    steps: list[str | int] = field(default_factory=list)

    def placed(self) -> FieldProblem:
        return replace(self.problem, field=field_path(reversed(self.steps)))


def _first_refused(value: Any, depth: int = 0) -> _Refused | None:
    """The first value of a parsed body that is no JSON number or no Unicode text.

    The way to it is written only when it is found: a copy for each value would cost depth times
    width. MalformedJson where the body is nested too deeply.
    """
    if isinstance(value, str):
        if _is_unicode(value):
            return None
        return _Refused(FieldProblem("body", "character_refused", "This text has half a character."))
    if isinstance(value, _NotANumber):
        return _Refused(FieldProblem("body", "not_a_number", "Give a plain number."))
    if not isinstance(value, dict | list):
        return None
    if depth == _DEEPEST:
        raise MalformedJson(_TOO_DEEP)
    for step, member in value.items() if isinstance(value, dict) else enumerate(value):
        found = _first_refused(member, depth + 1)
        if found is not None:
            found.steps.append(step)
            return found
    return None


def _is_unicode(text: str) -> bool:
    # A lone surrogate, written as an escape, has no UTF-8 form.
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


class ExactJsonRequest(Request):
    """A request whose body is parsed by `parse_json`."""

    async def json(self) -> Any:
        """The parsed body; `BodyRefused` where it is refused."""
        if not hasattr(self, "_json"):
            try:
                self._json = parse_json(await self.body())
            except OutlayError as refusal:
                raise BodyRefused(refusal) from refusal
        return self._json


class ExactJsonRoute(APIRoute):
    """The route class of every router: `APIRouter(route_class=ExactJsonRoute)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The route's handler, given an `ExactJsonRequest`."""
        handler = super().get_route_handler()

        async def handle_exactly(request: Request) -> Response:
            return await handler(ExactJsonRequest(request.scope, request.receive))

        return handle_exactly
