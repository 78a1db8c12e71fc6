"""The OpenAPI document: what FastAPI finds in the routes, completed by what the edge adds to all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from api import __version__
from api.errors import (
    Busy,
    OutcomeUnknown,
    OutlayError,
    StorageFailed,
    StorageFull,
    Unauthenticated,
    ValidationFailed,
)
from api.http.body import MalformedJson
from api.http.problems import MEDIA_TYPE, BodyTooLarge, BodyTooSlow, Problem

TITLE = "Outlay"
DESCRIPTION = """\
Record what you spend, set budgets, see where the money goes.

**Sign in** with `POST /register` or `POST /login` and send the token as `Authorization: Bearer …`;
the *Authorize* button does it for this page. **Amounts** are JSON numbers, exact to the currency's minor
unit. **Errors** are `application/problem+json`; decide by their `code`. **Retries** of `POST /expenses`,
and of every call that takes an `Idempotency-Key`, are safe with one. Every answer carries an
`X-Request-ID`, which the server's log knows.
"""
_REFERENCE = "#/components/schemas/"
_PASTED = "AccessToken"
_READING = frozenset({"get", "head", "options", "trace"})
_METHODS = frozenset({"get", "put", "post", "delete", "patch", "head", "options", "trace"})
Responses = dict[int | str, dict[str, Any]]

UNCHANGED: Responses = {304: {"description": "Nothing has changed since the `ETag` in `If-None-Match`"}}
"""The `responses=` of a route that honours `If-None-Match` on reading."""


def problem_responses(*refusals: type[OutlayError]) -> Responses:
    """The `responses=` of a route that can refuse in these ways."""
    by_status: dict[int, list[type[OutlayError]]] = {}
    for refusal in dict.fromkeys(refusals):
        by_status.setdefault(refusal.status, []).append(refusal)
    return {status: _problem_response(kinds) for status, kinds in by_status.items()}


def _problem_response(refusals: Iterable[type[OutlayError]]) -> dict[str, Any]:
    described = "; ".join(f"`{refusal.code}`: {refusal.title}" for refusal in refusals)
    response: dict[str, Any] = {
        "description": described,
        "content": {MEDIA_TYPE: {"schema": {"$ref": f"{_REFERENCE}Problem"}}},
    }
    return response


def describe(app: FastAPI) -> None:
    """Makes `app.openapi()` answer the completed document."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=TITLE, version=__version__, description=DESCRIPTION, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    # FastAPI describes its own form of a 422, which nobody gets here.
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    _, problems = models_json_schema([(Problem, "serialization")], ref_template=_REFERENCE + "{model}")
    schemas.update(problems["$defs"])
    document["components"].setdefault("securitySchemes", {})[_PASTED] = {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "An access token that you already have",
    }
    for path in document["paths"].values():
        for method, operation in path.items():
            if method in _METHODS:
                _complete(operation, writes=method not in _READING)
    return document


def _complete(operation: dict[str, Any], *, writes: bool) -> None:
    """Adds the refusals that the operation's form implies."""
    implied: list[type[OutlayError]] = []
    if operation.get("security"):
        # Whoever has a token may paste it; the other scheme asks for name and password.
        operation["security"].append({_PASTED: []})
        implied += [Unauthenticated, Busy]
    has_body = "requestBody" in operation
    if has_body:
        implied += [BodyTooSlow, BodyTooLarge, Busy]
    if writes:
        implied += [StorageFailed, StorageFull, OutcomeUnknown]
    if has_body or operation.get("parameters"):
        implied.append(ValidationFailed)
    if has_body:
        implied.append(MalformedJson)
    responses = operation["responses"]
    for status, response in problem_responses(*implied).items():
        known = responses.get(str(status))
        if known is None or MEDIA_TYPE not in known.get("content", {}):
            responses[str(status)] = response
        else:
            known["description"] += "; " + response["description"]
    operation["responses"] = dict(sorted(responses.items()))
