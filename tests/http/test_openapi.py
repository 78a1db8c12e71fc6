"""The OpenAPI document of the real app."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import iscoroutinefunction
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.routes import ROUTERS

pytestmark = pytest.mark.anyio
OPEN_TO_ALL = {"/register", "/login", "/token", "/health/live", "/health/ready"}


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            yield path, operation


class TestDocument:
    async def test_it_is_served(self, app: FastAPI, client: httpx.AsyncClient) -> None:
        answer = await client.get("/openapi.json")
        assert answer.json() == app.openapi()
        assert answer.json()["info"]["title"] == "Outlay"

    async def test_authorize_asks_for_name_and_password(self, app: FastAPI) -> None:
        schemes = app.openapi()["components"]["securitySchemes"]
        flows = [scheme["flows"]["password"] for scheme in schemes.values() if "flows" in scheme]
        assert [flow["tokenUrl"] for flow in flows] == ["/token"]
        assert {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}.items() <= schemes[
            "AccessToken"
        ].items()

    async def test_every_other_route_wants_a_token_and_says_what_it_refuses(self, app: FastAPI) -> None:
        for path, operation in operations(app.openapi()):
            if path in OPEN_TO_ALL:
                assert not operation.get("security"), path
            else:
                assert {"AccessToken": []} in operation["security"], path
                assert "401" in operation["responses"], path

    async def test_every_refusal_is_a_problem(self, app: FastAPI) -> None:
        for path, operation in operations(app.openapi()):
            for status, response in operation["responses"].items():
                if status >= "400":
                    (media_type,) = response["content"]
                    assert media_type == "application/problem+json", (path, status)

    async def test_bodies_can_be_too_large_and_malformed(self, app: FastAPI) -> None:
        with_body = [op for _, op in operations(app.openapi()) if "requestBody" in op]
        assert with_body
        for operation in with_body:
            assert "413" in operation["responses"]
            assert "body_too_slow" in operation["responses"]["408"]["description"]
            assert "malformed_json" in operation["responses"]["422"]["description"]

    async def test_every_write_may_fail_to_be_stored_and_no_reading(self, app: FastAPI) -> None:
        for path, methods in app.openapi()["paths"].items():
            for method, operation in methods.items():
                described = operation["responses"].get("503", {}).get("description", "")
                for code in ("storage_failed", "outcome_unknown"):
                    assert (f"`{code}`" in described) == (method != "get"), (method, path, code)

    async def test_every_operation_has_a_name_of_its_own(self, app: FastAPI) -> None:
        names = [operation["operationId"] for _, operation in operations(app.openapi())]
        assert len(names) == len(set(names))


class TestRoutes:
    def test_none_runs_in_a_thread(self) -> None:
        """FastAPI hands a plain function to a thread: twice the cost and seven times the p99."""

        def plain(dependant: Dependant) -> Iterator[str]:
            call = dependant.call
            runs_here = iscoroutinefunction(call) or iscoroutinefunction(type(call).__call__)
            if not runs_here:
                yield getattr(call, "__qualname__", repr(call))
            for below in dependant.dependencies:
                yield from plain(below)

        found = {
            f"{route.path}: {name}"
            for router in ROUTERS
            for route in router.routes
            if isinstance(route, APIRoute)
            for name in plain(route.dependant)
        }
        assert found == set()
