"""The route of the known descriptions."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.auth.deps import CurrentClaim
from api.db.deps import AppDatabase
from api.descriptions.deps import RequestedBeginning
from api.descriptions.schemas import DescriptionAnswer
from api.descriptions.service import known_descriptions
from api.errors import NotFound
from api.http.body import ExactJsonRoute
from api.http.kept_answers import RequestReading
from api.http.openapi import UNCHANGED, problem_responses

router = APIRouter(tags=["Expenses"], route_class=ExactJsonRoute)


@router.get(
    "/descriptions",
    response_model=list[DescriptionAnswer],
    responses={**UNCHANGED, **problem_responses(NotFound)},
)
async def list_(
    claim: CurrentClaim,
    wanted: RequestedBeginning,
    reading: RequestReading,
    database: AppDatabase,
) -> Response:
    """Known descriptions that begin with a text, the one used last first, each as it was used last.

    Case and accents do not count. In a large wallet the newest 500 expenses are looked through, then
    200 descriptions by the alphabet.
    """
    return reading.list_answer(await database.read(known_descriptions, claim, wanted, reading))
