"""Health: whether the process lives, and whether it can serve."""

from __future__ import annotations

from fastapi import APIRouter, Response
from typing_extensions import TypedDict

from api.db.deps import AppDatabase
from api.errors import Busy
from api.http.answers import JsonAnswer
from api.http.openapi import problem_responses
from api.ops.service import SchemaUnknown, answer_from_database

router = APIRouter(prefix="/health", tags=["Health"])


class HealthAnswer(TypedDict):
    """The state of the server."""

    status: str


@router.get("/live", response_model=HealthAnswer)
async def live() -> Response:
    """The process answers."""
    return JsonAnswer({"status": "ok"})


@router.get("/ready", response_model=HealthAnswer, responses=problem_responses(Busy, SchemaUnknown))
async def ready(database: AppDatabase) -> Response:
    """The database answers, too, and has the schema of this server."""
    await database.read(answer_from_database)
    return JsonAnswer({"status": "ok"})
