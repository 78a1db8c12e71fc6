"""Typed refusals with a stable code, rendered at the edge as `application/problem+json` (RFC 9457).

Each refusal a client can meet is a class here or in the feature it belongs to. `code` is part of the
contract and never changes; `detail` is for people and may. Neither ever echoes the input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that was refused: where it stands in the request, a stable code and a sentence."""

    field: str
    code: str
    message: str


class OutlayError(Exception):
    """A refusal that reaches the client.

    `persists` marks a refusal whose writes are committed before it is raised (what
    must be remembered of it); every other exception rolls its unit of work back.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong"
    default_detail: ClassVar[str] = "The request could not be completed. Please try again."
    persists: ClassVar[bool] = False

    def __init__(
        self,
        detail: str | None = None,
        *,
        fields: Sequence[FieldProblem] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail or self.default_detail)
        self.detail = detail or self.default_detail
        self.fields = tuple(fields)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class ValidationFailed(OutlayError):
    """The request is malformed; `fields` says where."""

    status = 422
    code = "validation_failed"
    title = "The request is not valid"
    default_detail = "One or more fields need another value."

    @classmethod
    def of(cls, field: str, code: str, message: str) -> ValidationFailed:
        """The refusal of one field."""
        return cls(fields=[FieldProblem(field, code, message)])


class Unauthenticated(OutlayError):
    """No token, a token that does not verify, or a session that has ended."""

    status = 401
    code = "unauthenticated"
    title = "Sign in first"
    default_detail = "The access token is missing, expired or no longer valid."

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class NotFound(OutlayError):
    """The id does not exist, or belongs to a wallet of others: both answer alike."""

    status = 404
    code = "not_found"
    title = "Not found"
    default_detail = "There is nothing under this address."


class Forbidden(OutlayError):
    """A member whose role does not allow the write."""

    status = 403
    code = "forbidden"
    title = "Not allowed"
    default_detail = "Your role in this wallet does not allow that."


class Conflict(OutlayError):
    """The request contradicts what is stored; subclasses name the case."""

    status = 409
    code = "conflict"
    title = "Conflict"


class Busy(OutlayError):
    """The database could not take the work in time. Nothing of it was started."""

    status = 503
    code = "busy"
    title = "Busy"
    default_detail = "The server is busy. Nothing was changed; please try again in a moment."

    def __init__(self, detail: str | None = None, *, retry_after_s: int = 2) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after_s)})


class Stopping(OutlayError):
    """The server is told to stop: it is not ready any more, or it could not wait for a request to end."""

    status = 503
    code = "stopping"
    title = "The server is stopping"
    default_detail = (
        "The server is being stopped or started anew. Please try again in a moment. A change that was "
        "under way may be stored or not; sending it again with the same Idempotency-Key is safe."
    )

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "2"})


class StorageFailed(OutlayError):
    """The database could not keep the write: a full disk, a failing COMMIT. Nothing of it is stored."""

    status = 503
    code = "storage_failed"
    title = "Not saved"
    default_detail = "The server could not store this. Nothing was changed; please try again."

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "10"})


class StorageFull(OutlayError):
    """The disk or the quota of the database has no room for the write. What is stored can be read."""

    status = 507
    code = "storage_full"
    title = "No room left"
    default_detail = (
        "The server has no room left to store this. Nothing was changed; what is there can still be read. "
        "Please try again once there is room."
    )

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "60"})


class OutcomeUnknown(OutlayError):
    """The connection broke during COMMIT: nobody can say yet whether the write is stored."""

    status = 503
    code = "outcome_unknown"
    title = "Perhaps saved"
    default_detail = (
        "The connection to the database broke while this was being stored, so it may be stored or not. "
        "Look before you repeat it; sending it again with the same Idempotency-Key is safe."
    )

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "2"})
