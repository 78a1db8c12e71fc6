"""The summary route."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.analytics.schemas import SummaryAnswer
from api.analytics.service import summary
from api.auth.deps import CurrentClaim
from api.db.deps import AppDatabase
from api.errors import NotFound
from api.expenses.deps import RequestedPeriod
from api.http.answers import list_answer
from api.http.etags import RequestPreconditions
from api.http.openapi import UNCHANGED, problem_responses

router = APIRouter(tags=["Summary"])


@router.get(
    "/summary", response_model=list[SummaryAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def read(
    period: RequestedPeriod,
    claim: CurrentClaim,
    conditions: RequestPreconditions,
    database: AppDatabase,
) -> Response:
    """What was spent by category, against its budget; without a period, everything ever spent."""
    return list_answer(await database.read(summary, claim, period, conditions))
