"""The budget routes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.auth.deps import CurrentClaim
from api.budgets.schemas import BudgetAnswer, BudgetCopy, NewBudget
from api.budgets.service import copy_budgets, end_budget, list_budgets, set_budget
from api.categories.deps import CategoryId
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.http.answers import JsonAnswer, list_answer
from api.http.body import ExactJsonRoute
from api.http.deps import AppClock
from api.http.etags import RequestPreconditions
from api.http.fields import Month
from api.http.openapi import UNCHANGED, problem_responses
from api.ids import new_id
from api.ledger.entries import WalletTotalTooLarge

router = APIRouter(tags=["Budgets"], route_class=ExactJsonRoute)


@router.post(
    "/budget",
    response_model=BudgetAnswer,
    responses=problem_responses(WalletTotalTooLarge, Forbidden, NotFound),
)
async def set_(body: NewBudget, claim: CurrentClaim, clock: AppClock, database: AppDatabase) -> Response:
    """Set the monthly budget of a category from a month on."""
    return JsonAnswer(await database.write(set_budget, claim, body, new_id(clock.now_ms())))


@router.get(
    "/budgets", response_model=list[BudgetAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def list_(
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
    month: Annotated[Month | None, Query(description="Default: this month")] = None,
) -> Response:
    """The budgets in force in a month."""
    return list_answer(await database.read(list_budgets, claim, month, conditions))


@router.post(
    "/budgets/copy",
    response_model=list[BudgetAnswer],
    responses=problem_responses(WalletTotalTooLarge, Forbidden, NotFound),
)
async def copy(body: BudgetCopy, claim: CurrentClaim, database: AppDatabase) -> Response:
    """Make the budgets in force in a month those of another, and answer them.

    They go on as every budget does, until the next month for which one was set or ended; such months,
    and those before, keep theirs.
    """
    return JsonAnswer(await database.write(copy_budgets, claim, body))


@router.delete("/budgets/{category_id}", status_code=204, responses=problem_responses(Forbidden, NotFound))
async def end(
    category_id: CategoryId,
    claim: CurrentClaim,
    database: AppDatabase,
    month: Annotated[
        Month | None, Query(description="The first month without it; default: this month")
    ] = None,
) -> Response:
    """End the budget of a category from a month on, for good; the months before keep theirs."""
    await database.write(end_budget, claim, category_id, month)
    return Response(status_code=204)
