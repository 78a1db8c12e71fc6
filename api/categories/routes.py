"""The category routes."""

from __future__ import annotations

from fastapi import APIRouter, Response

from api.auth.deps import CurrentClaim
from api.categories.deps import CategoryId
from api.categories.schemas import CategoryAnswer, CategoryChanges, NewCategory
from api.categories.service import (
    CategoryExists,
    change_category,
    create_category,
    list_categories,
)
from api.db.deps import AppDatabase
from api.errors import Forbidden, NotFound
from api.http.answers import JsonAnswer, list_answer
from api.http.body import ExactJsonRoute
from api.http.deps import AppClock
from api.http.etags import RequestPreconditions
from api.http.openapi import UNCHANGED, problem_responses
from api.ids import new_id

router = APIRouter(tags=["Categories"], route_class=ExactJsonRoute)


@router.get(
    "/categories", response_model=list[CategoryAnswer], responses={**UNCHANGED, **problem_responses(NotFound)}
)
async def list_(claim: CurrentClaim, conditions: RequestPreconditions, database: AppDatabase) -> Response:
    """All categories in the order of the user, archived ones too."""
    return list_answer(await database.read(list_categories, claim, conditions))


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
