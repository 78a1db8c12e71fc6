"""Health: whether the process lives, and whether it can serve."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from typing_extensions import TypedDict

from api.db.deps import AppDatabase
from api.errors import Busy, Stopping
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


@router.get("/ready", response_model=HealthAnswer, responses=problem_responses(Busy, SchemaUnknown, Stopping))
async def ready(request: Request, database: AppDatabase) -> Response:
    """The database answers, has the schema of this server, and nobody told the server to stop."""
    if request.app.state.stopping:
        raise Stopping
    await database.read(answer_from_database)
    return JsonAnswer({"status": "ok"})
