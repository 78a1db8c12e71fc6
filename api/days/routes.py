"""The routes of the days."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth.deps import CurrentClaim
from api.days.deps import PathDay, RequestedSheet
from api.days.schemas import DayAnswer, DayTotalAnswer
from api.days.service import DayTooLarge, SheetOfDay, StaleDay, days_of_month, read_day, write_day
from api.days.sheet import UnknownExpense
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.http.answers import REPLAYED, JsonAnswer, tagged, unchanged_answer
from api.http.body import ExactJsonRoute
from api.http.etags import RequestPreconditions
from api.http.fields import Month
from api.http.kept_answers import RequestReading
from api.http.openapi import UNCHANGED, problem_responses
from api.ledger.deps import RequestedRetry
from api.ledger.entries import WalletTotalTooLarge
from api.ledger.retries import IdempotencyKeyReused

router = APIRouter(tags=["Days"], route_class=ExactJsonRoute)


@router.get(
    "/days", response_model=list[DayTotalAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def list_(
    claim: CurrentClaim,
    reading: RequestReading,
    database: AppDatabase,
    month: Annotated[Month | None, Query(description="The month; default: the current one")] = None,
) -> Response:
    """The days of a month that have expenses: how many, and what they add up to."""
    return reading.list_answer(await database.read(days_of_month, claim, month, reading))


@router.get(
    "/days/{date}",
    response_model=DayAnswer,
    responses={**UNCHANGED, **problem_responses(DayTooLarge, NotFound)},
)
async def read(
    day: PathDay, claim: CurrentClaim, conditions: RequestPreconditions, database: AppDatabase
) -> Response:
    """All expenses of a day in the order they were recorded, with the day's own `ETag`."""
    found = await database.read(read_day, claim, day)
    return unchanged_answer(found.etag) if conditions.is_unchanged(found.etag) else _answer(found)


@router.put(
    "/days/{date}",
    response_model=DayAnswer,
    responses=problem_responses(
        StaleDay, UnknownExpense, DayTooLarge, IdempotencyKeyReused, WalletTotalTooLarge, Forbidden, NotFound
    ),
)
async def replace(
    claim: CurrentClaim,
    sheet: RequestedSheet,
    conditions: RequestPreconditions,
    retry: RequestedRetry,
    database: AppDatabase,
) -> Response:
    """Replace the expenses of a day: all rows or none, at one revision.

    Rows with an `id` are changed. A row without one is new, unless an expense of the day that no row names
    is equal to it: it stays that one, so sending the same sheet again changes nothing. Expenses without a
    row are deleted; rows of zero or without an amount are left out. With `If-Match` and the day's `ETag`,
    nothing is overwritten that somebody else has changed.
    """
    return _answer(await database.write(write_day, claim, sheet, conditions, retry))


def _answer(found: SheetOfDay) -> Response:
    headers = tagged(found.etag)
    if found.replayed:
        headers |= REPLAYED
    return JsonAnswer(found.answer, headers=headers)
