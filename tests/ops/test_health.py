"""Health: whether the process lives, and whether it can serve."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

pytestmark = pytest.mark.anyio


class TestLive:
    async def test_answers_without_a_token(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/health/live")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


class TestReady:
    async def test_answers_while_the_database_does(self, client: httpx.AsyncClient) -> None:
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    async def test_is_no_success_without_the_database(self, client: httpx.AsyncClient, app: FastAPI) -> None:
        await app.state.database.disconnect()
        try:
            answer = await client.get("/health/ready")
            assert answer.status_code >= 500
            assert (await client.get("/health/live")).status_code == 200
        finally:
            await app.state.database.connect()
