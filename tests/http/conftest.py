"""A small app behind the real edge: what the tests of `api/http/` talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.responses import Response

from api.errors import Busy, ValidationFailed
from api.http.answers import JsonAnswer, json_amount
from api.http.body import ExactJsonRoute, JsonBody
from api.http.docs import add_docs
from api.http.etags import RequestPreconditions
from api.http.fields import Amount
from api.http.middleware import edge_middleware
from api.http.problems import add_problem_handlers
from api.http.spa import add_spa
from api.settings import Settings

router = APIRouter(route_class=ExactJsonRoute)
SECRET_IN_A_BUG = "the-inside-of-a-bug"


class Note(JsonBody):
    """A body with one field of each kind."""

    amount: Amount
    text: Annotated[str, Field(min_length=2, max_length=5)] = "text"
    count: Annotated[int, Field(ge=1, le=9)] = 1
    flag: bool = False


@router.post("/notes")
async def post_note(note: Note) -> JsonAnswer:
    return JsonAnswer({"amount": str(note.amount), "digits": json_amount(1990, 2)}, 201)


@router.get("/notes/{number}")
async def get_note(number: int, since: Annotated[str, Query(alias="from", max_length=3)] = "") -> JsonAnswer:
    return JsonAnswer({"number": number, "from": since})


@router.patch("/notes/{number}")
async def patch_note(number: int) -> JsonAnswer:
    return JsonAnswer({"number": number})


@router.get("/preconditions")
async def show_preconditions(given: RequestPreconditions) -> JsonAnswer:
    return JsonAnswer({"stale": given.is_stale('"17"'), "unchanged": given.is_unchanged('"17"')})


@router.get("/bug")
async def bug() -> Response:
    raise RuntimeError(SECRET_IN_A_BUG)


@router.get("/bug-while-sending")
async def bug_while_sending() -> Response:
    async def lines() -> AsyncIterator[bytes]:
        yield b"first line\n"
        raise RuntimeError(SECRET_IN_A_BUG)

    return StreamingResponse(lines())


@router.get("/busy")
async def busy() -> Response:
    raise Busy(retry_after_s=7)


@router.get("/refused")
async def refused() -> Response:
    raise ValidationFailed.of("query.month", "month_format", "Give the month as YYYY-MM.")


@pytest.fixture
def edge_settings(tmp_path: Path) -> Settings:
    """Small limits, a proxy to trust and a built app to serve."""
    return Settings(web_dir=tmp_path / "dist", body_limit_bytes=1024, trusted_proxies=["10.0.0.0/8"])


@pytest.fixture
def edge_app(edge_settings: Settings) -> FastAPI:
    """The small app."""
    app = FastAPI(docs_url=None, redoc_url=None, middleware=edge_middleware(edge_settings))
    app.include_router(router)
    add_problem_handlers(app)
    add_docs(app)
    add_spa(app, edge_settings.web_dir)
    return app


@pytest.fixture
async def edge(edge_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the small app, at 192.0.2.1."""
    transport = httpx.ASGITransport(app=edge_app, client=("192.0.2.1", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as client:
        yield client
