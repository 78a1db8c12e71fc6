"""HEAD wherever there is GET, and a deadline for bodies that do not come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from starlette.types import Message

pytestmark = pytest.mark.anyio


class TestHead:
    @pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/openapi.json", "/docs"])
    async def test_it_has_the_headers_of_get_alone(self, client: httpx.AsyncClient, path: str) -> None:
        got, head = await client.get(path), await client.head(path)
        assert head.status_code == got.status_code == 200
        assert head.headers["content-length"] == got.headers["content-length"]
        assert head.content == b""

    async def test_what_get_refuses_it_refuses(self, client: httpx.AsyncClient) -> None:
        assert (await client.head("/expenses")).status_code == 401
        assert (await client.head("/login")).status_code == 405

    async def test_no_body_leaves_the_service(self, edge_app: FastAPI) -> None:
        sent: list[Message] = []

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "HEAD", "path": "/notes/7", "query_string": b"", "headers": []}
        await edge_app(scope, asyncio.Event().wait, send)  # type: ignore[arg-type]
        assert sent[0]["status"] == 200
        assert b"".join(message.get("body", b"") for message in sent) == b""
        assert scope["method"] == "HEAD"


class TestDeadline:
    async def test_half_a_body_is_a_problem_in_the_end(
        self, edge: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.http.middleware.BODY_SECONDS", 0.05)
        answer = await edge.post("/notes", content=_half())
        assert answer.status_code == 408
        assert answer.json()["code"] == "body_too_slow"


async def _half() -> AsyncIterator[bytes]:
    yield b'{"amount":'
    await asyncio.sleep(20)
    yield b"1}"
