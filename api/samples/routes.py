"""The routes of the sample data."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.auth.deps import OwnClaim
from api.db.deps import AppDatabase
from api.errors import NotFound
from api.http.answers import JsonAnswer
from api.http.deps import AppClock
from api.http.openapi import problem_responses
from api.ids import new_id
from api.ledger.entries import WalletTotalTooLarge
from api.samples.schemas import RemovedSampleDataAnswer, SampleDataAnswer
from api.samples.service import MOST_EXPENSES, SampleDataPresent, add_sample_data, remove_sample_data

router = APIRouter(prefix="/sample-data", tags=["Sample data"])


@router.post(
    "",
    status_code=201,
    response_model=SampleDataAnswer,
    responses=problem_responses(SampleDataPresent, WalletTotalTooLarge),
)
async def add(claim: OwnClaim, clock: AppClock, database: AppDatabase) -> Response:
    """Fill your own wallet with the expenses and budgets of a made-up household, to look around."""
    ids = [new_id(clock.now_ms()) for _ in range(MOST_EXPENSES)]
    return JsonAnswer(await database.write(add_sample_data, claim, ids), 201)


@router.delete("", response_model=RemovedSampleDataAnswer, responses=problem_responses(NotFound))
async def remove(claim: OwnClaim, database: AppDatabase) -> Response:
    """Take the sample data out of your own wallet; what you recorded yourself stays."""
    return JsonAnswer(await database.write(remove_sample_data, claim))
