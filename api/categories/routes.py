"""The category routes. Their list, which tells of the expenses too, is of `api.expenses`."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.auth.deps import CurrentClaim
from api.categories.deps import CategoryId
from api.categories.schemas import CategoryAnswer, CategoryChanges, NewCategory
from api.categories.service import (
    CategoryExists,
    change_category,
    create_category,
)
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.http.answers import JsonAnswer
from api.http.body import ExactJsonRoute
from api.http.deps import AppClock
from api.http.openapi import problem_responses
from api.ids import new_id

router = APIRouter(tags=["Categories"], route_class=ExactJsonRoute)


@router.post(
    "/categories",
    status_code=201,
    response_model=CategoryAnswer,
    responses=problem_responses(CategoryExists, Forbidden, NotFound),
)
async def create(body: NewCategory, claim: CurrentClaim, clock: AppClock, database: AppDatabase) -> Response:
    """Add a category."""
    made = await database.write(create_category, claim, body, new_id(clock.now_ms()))
    return JsonAnswer(made, 201)


@router.patch(
    "/categories/{category_id}",
    response_model=CategoryAnswer,
    responses=problem_responses(CategoryExists, Forbidden, NotFound),
)
async def change(
    category_id: CategoryId, body: CategoryChanges, claim: CurrentClaim, database: AppDatabase
) -> Response:
    """Rename, recolour, move or archive a category."""
    return JsonAnswer(await database.write(change_category, claim, category_id, body))
