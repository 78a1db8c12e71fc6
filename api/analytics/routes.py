"""The routes of the summary and the months."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.analytics.months import RequestedMonths, month_by_month
from api.analytics.schemas import MonthAnswer, SummaryAnswer
from api.analytics.service import summary
from api.auth.deps import CurrentClaim
from api.categories.schemas import CategoryName
from api.db.deps import AppDatabase
from api.errors import NotFound
from api.expenses.deps import MOST_CATEGORIES, RequestedPeriod
from api.http.fields import Month
from api.http.kept_answers import RequestReading
from api.http.openapi import UNCHANGED, problem_responses

router = APIRouter(tags=["Summary"])


@router.get(
    "/summary", response_model=list[SummaryAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def read(
    period: RequestedPeriod,
    claim: CurrentClaim,
    reading: RequestReading,
    database: AppDatabase,
) -> Response:
    """What was spent by category, against its budget; without a period, everything ever spent."""
    return reading.list_answer(await database.read(summary, claim, period, reading))


@router.get(
    "/analytics/months",
    response_model=list[MonthAnswer],
    responses={**UNCHANGED, **problem_responses(NotFound)},
)
async def months(
    claim: CurrentClaim,
    reading: RequestReading,
    database: AppDatabase,
    first: Annotated[
        Month | None, Query(alias="from", description="First month; default: eleven before `to`")
    ] = None,
    last: Annotated[Month | None, Query(alias="to", description="Last month; default: this month")] = None,
    category: Annotated[
        list[CategoryName] | None,
        Query(description="A category's name; repeat it for several", max_length=MOST_CATEGORIES),
    ] = None,
) -> Response:
    """What was spent month by month, at most 240 of them; months without spending are there too."""
    wanted = RequestedMonths(first, last, category or ())
    return reading.list_answer(await database.read(month_by_month, claim, wanted, reading))
