"""The budget routes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth.deps import CurrentClaim
from api.budgets.schemas import BudgetAnswer, BudgetCopy, BudgetUndo, NewBudget
from api.budgets.service import copy_budgets, end_budget, list_budgets, set_budget
from api.budgets.undo import ChangedSince, undo_budgets
from api.budgets.writing import Written
from api.categories.deps import CategoryId
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.http.answers import REPLAYED, JsonAnswer
from api.http.body import ExactJsonRoute
from api.http.deps import AppClock
from api.http.fields import Month
from api.http.kept_answers import RequestReading
from api.http.openapi import UNCHANGED, Responses, problem_responses
from api.ids import new_id
from api.ledger.deps import RequestedRetry
from api.ledger.entries import WalletTotalTooLarge
from api.ledger.retries import IdempotencyKeyReused

router = APIRouter(tags=["Budgets"], route_class=ExactJsonRoute)

_REVISION = {
    "X-Revision": {
        "description": "The revision of this write, for `POST /budgets/undo`; none where nothing changed",
        "schema": {"type": "integer"},
    }
}
_WRITTEN: Responses = {200: {"headers": _REVISION}}
_DONE: Responses = {204: {"headers": _REVISION, "description": "Done"}}


@router.post(
    "/budget",
    response_model=BudgetAnswer,
    responses={**_WRITTEN, **problem_responses(WalletTotalTooLarge, Forbidden, NotFound)},
)
async def set_(body: NewBudget, claim: CurrentClaim, clock: AppClock, database: AppDatabase) -> Response:
    """Set the monthly budget of a category from a month on."""
    answer, written = await database.write(set_budget, claim, body, new_id(clock.now_ms()))
    return JsonAnswer(answer, headers=_headers(written))


@router.get(
    "/budgets", response_model=list[BudgetAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def list_(
    claim: CurrentClaim,
    reading: RequestReading,
    database: AppDatabase,
    month: Annotated[Month | None, Query(description="Default: this month")] = None,
) -> Response:
    """The budgets in force in a month."""
    return reading.list_answer(await database.read(list_budgets, claim, month, reading))


@router.post(
    "/budgets/copy",
    response_model=list[BudgetAnswer],
    responses={
        **_WRITTEN,
        **problem_responses(IdempotencyKeyReused, WalletTotalTooLarge, Forbidden, NotFound),
    },
)
async def copy(
    body: BudgetCopy, claim: CurrentClaim, retry: RequestedRetry, database: AppDatabase
) -> Response:
    """Make the budgets in force in a month those of another, and answer them.

    They go on as every budget does, until the next month for which one was set or ended; such months,
    and those before, keep theirs.
    """
    answer, written = await database.write(copy_budgets, claim, body, retry)
    return JsonAnswer(answer, headers=_headers(written))


@router.post(
    "/budgets/undo",
    status_code=204,
    responses={
        **_DONE,
        **problem_responses(ChangedSince, IdempotencyKeyReused, WalletTotalTooLarge, Forbidden, NotFound),
    },
)
async def undo(
    body: BudgetUndo, claim: CurrentClaim, retry: RequestedRetry, database: AppDatabase
) -> Response:
    """Take back one write of budgets exactly: every month has then what it had before.

    That is a write like any other, so it can be undone as well. It is refused where one of those budgets
    was changed again since. A category that the write made stays.
    """
    written = await database.write(undo_budgets, claim, body.revision, retry)
    return Response(status_code=204, headers=_headers(written))


@router.delete(
    "/budgets/{category_id}",
    status_code=204,
    responses={**_DONE, **problem_responses(IdempotencyKeyReused, Forbidden, NotFound)},
)
async def end(
    category_id: CategoryId,
    claim: CurrentClaim,
    retry: RequestedRetry,
    database: AppDatabase,
    month: Annotated[
        Month | None, Query(description="The first month without it; default: this month")
    ] = None,
) -> Response:
    """End the budget of a category from a month on, for good; the months before keep theirs."""
    written = await database.write(end_budget, claim, category_id, month, retry)
    return Response(status_code=204, headers=_headers(written))


def _headers(written: Written) -> dict[str, str]:
    told = {} if written.revision is None else {"X-Revision": str(written.revision)}
    return told | (REPLAYED if written.replayed else {})
