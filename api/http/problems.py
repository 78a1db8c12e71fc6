"""Errors as `application/problem+json` (RFC 9457). No problem ever echoes the input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, get_args

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from pydantic_core.core_schema import ErrorType
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.errors import FieldProblem, OutlayError, ValidationFailed
from api.http.body import BodyRefused
from api.http.field_paths import field_path

MEDIA_TYPE = "application/problem+json"


class ProblemField(BaseModel):
    """One field that was refused."""

    field: str = Field(description="Where it stands: `amount`, `items.0.amount`, `query.from`")
    code: str = Field(description="Stable, for programs")
    message: str = Field(description="For people; may change")


class Problem(BaseModel):
    """An error answer. Some codes add members of their own (`stale` has `current`)."""

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable and documented; programs should decide by it")
    errors: list[ProblemField] | None = Field(None, description="The refused fields of a 422")


class BodyTooLarge(OutlayError):
    """The body is longer than `OUTLAY_BODY_LIMIT_BYTES`."""

    status = 413
    code = "body_too_large"
    title = "The body is too large"
    default_detail = "The request's body is larger than this server accepts."


class BodyTooSlow(OutlayError):
    """The body did not arrive in time."""

    status = 408
    code = "body_too_slow"
    title = "The body did not arrive"
    default_detail = "The request's body took too long to arrive. Nothing was changed; please try again."


def _answer(  # noqa: PLR0913 - the members of RFC 9457, by name
    *,
    status: int,
    title: str,
    detail: str,
    code: str,
    fields: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
    extra: Mapping[str, object] | None = None,
) -> Response:
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if fields:
        content["errors"] = [
            {"field": problem.field, "code": problem.code, "message": problem.message} for problem in fields
        ]
    return Response(
        orjson.dumps(content | dict(extra or {})),
        status,
        {"Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )


def problem_answer(refusal: OutlayError) -> Response:
    """The answer that tells a client of `refusal`."""
    return _answer(
        status=refusal.status,
        title=refusal.title,
        detail=refusal.detail,
        code=refusal.code,
        fields=refusal.fields,
        headers=refusal.headers,
        extra=refusal.extra,
    )


def internal_problem() -> Response:
    """The answer to a failure of ours: it says nothing about the inside."""
    return problem_answer(OutlayError())


_BUILT_IN_ERRORS = frozenset(get_args(ErrorType))
_LENGTHS = {
    "string_too_short": ("too_short", "Use at least {min_length} characters."),
    "string_too_long": ("too_long", "Use at most {max_length} characters."),
    "too_short": ("too_few", "Give at least {min_length}."),
    "too_long": ("too_many", "Give at most {max_length}."),
    "greater_than": ("too_small", "Give more than {gt}."),
    "greater_than_equal": ("too_small", "Give at least {ge}."),
    "less_than": ("too_large", "Give less than {lt}."),
    "less_than_equal": ("too_large", "Give at most {le}."),
}
_CODES = {
    "missing": ("required", "This is required."),
    "string_type": ("not_text", "Give text."),
    "bool_type": ("not_a_boolean", "Give true or false."),
    "bool_parsing": ("not_a_boolean", "Give true or false."),
    "int_type": ("not_a_whole_number", "Give a whole number."),
    "int_parsing": ("not_a_whole_number", "Give a whole number."),
    "int_from_float": ("not_a_whole_number", "Give a whole number."),
    "list_type": ("not_a_list", "Give a list."),
    "model_attributes_type": ("not_an_object", "Send a JSON object as application/json."),
    "model_type": ("not_an_object", "Send a JSON object as application/json."),
    "dict_type": ("not_an_object", "Send a JSON object as application/json."),
    "extra_forbidden": ("unknown_member", "There is no such member."),
    "enum": ("not_a_choice", "This is not one of the choices."),
    "literal_error": ("not_a_choice", "This is not one of the choices."),
}


def _field_problem(error: Mapping[str, Any]) -> FieldProblem:
    kind, location = error["type"], tuple(error["loc"])
    if location[:1] == ("body",) and len(location) > 1:
        location = location[1:]
    path = field_path(location)
    # A code of ours may be spelt like one of pydantic's, which always comes with its bounds.
    if kind in _LENGTHS and "ctx" in error:
        code, pattern = _LENGTHS[kind]
        return FieldProblem(path, code, pattern.format_map(error["ctx"]))
    if kind in _BUILT_IN_ERRORS and kind not in _LENGTHS:
        # Pydantic's own sentences may quote the input; ours never do.
        code, message = _CODES.get(kind, ("invalid", "This value is not valid."))
        return FieldProblem(path, code, message)
    return FieldProblem(path, kind, error["msg"])


def validation_refusal(errors: Sequence[Any]) -> ValidationFailed:
    """Pydantic's errors with our stable codes, each field once."""
    found: dict[str, FieldProblem] = {}
    for error in errors:
        problem = _field_problem(error)
        found.setdefault(problem.field, problem)
    return ValidationFailed(fields=list(found.values()))


_FRAMEWORK_CODES = {
    400: ("bad_request", "The request could not be read."),
    404: ("not_found", "There is nothing under this address."),
    405: ("method_not_allowed", "This address does not know that method."),
}


async def _answer_refusal(_request: Request, error: OutlayError) -> Response:
    return problem_answer(error)


async def _answer_invalid(_request: Request, error: RequestValidationError) -> Response:
    return problem_answer(validation_refusal(error.errors()))


async def _answer_http(request: Request, error: HTTPException) -> Response:
    if isinstance(error, BodyRefused):
        return problem_answer(error.refusal)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers |= _allowed_methods(request)
    phrase = HTTPStatus(error.status_code).phrase
    fallback = (f"http_{error.status_code}", f"{phrase}.")
    code, detail = _FRAMEWORK_CODES.get(error.status_code, fallback)
    return _answer(status=error.status_code, title=phrase, detail=detail, code=code, headers=headers)


def _allowed_methods(request: Request) -> dict[str, str]:
    """`Allow` with every method of the path; the router knows only those of the first route it met."""
    template = getattr(request.scope.get("route"), "path", "")
    operations = request.app.openapi()["paths"].get(template)
    return {} if operations is None else {"Allow": ", ".join(sorted(operations)).upper()}


def add_problem_handlers(app: FastAPI) -> None:
    """Answers every refusal of `app` as a problem; failures of ours are the error boundary's."""
    # Starlette types a handler by the base of what it calls it with.
    app.add_exception_handler(OutlayError, _answer_refusal)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _answer_invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, _answer_http)  # type: ignore[arg-type]
