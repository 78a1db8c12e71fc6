"""Plain requests go directly to their route, and nobody can tell it from the answer."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request
from fastapi.security import OAuth2PasswordBearer
from pydantic import Field
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Busy, NotFound, ValidationFailed
from api.http.answers import JsonAnswer
from api.http.body import ExactJsonRoute, JsonBody
from api.http.direct import DirectRoutes
from api.http.etags import RequestPreconditions
from api.http.middleware import edge_middleware
from api.http.problems import add_problem_handlers
from api.routes import ROUTERS
from api.settings import Settings

pytestmark = pytest.mark.anyio

router = APIRouter(route_class=ExactJsonRoute)
_bearer = OAuth2PasswordBearer(tokenUrl="/token", auto_error=False)


class Order(JsonBody):
    """A body with a rule."""

    amount: Annotated[int, Field(ge=1, le=9)]


async def _who(
    request: Request,
    token: Annotated[str | None, Depends(_bearer)],
    room: Annotated[str | None, Query()] = None,
) -> str:
    if token == "refused":
        raise NotFound
    request.state.user_id = token
    return f"{token} in {room}"


async def _range(
    first: Annotated[int, Query(alias="from", ge=0)] = 0, last: Annotated[int, Query(alias="to")] = 9
) -> tuple[int, int]:
    if first > last:
        raise ValidationFailed.of("query.from", "period_reversed", "`from` must not be after `to`.")
    return first, last


async def _filter(
    period: Annotated[tuple[int, int], Depends(_range)],
    names: Annotated[list[str] | None, Query(alias="name", max_length=2)] = None,
) -> dict[str, Any]:
    return {"period": period, "names": names}


async def _retry(
    key: Annotated[str | None, Header(alias="Idempotency-Key", min_length=1, max_length=5)] = None,
) -> str | None:
    return key


Who = Annotated[str, Depends(_who)]


@router.get("/things")
async def things(
    who: Who, wanted: Annotated[dict[str, Any], Depends(_filter)], conditions: RequestPreconditions
) -> JsonAnswer:
    return JsonAnswer({"who": who, "unchanged": conditions.is_unchanged('"17"'), **wanted})


@router.post("/orders")
async def order(body: Order, who: Who, key: Annotated[str | None, Depends(_retry)]) -> JsonAnswer:
    if body.amount == 7:
        raise Busy(retry_after_s=7)
    return JsonAnswer({"who": who, "amount": body.amount, "key": key}, 201, {"X-Own": "1"})


class NotPlain:
    """Counts what reaches the framework."""

    def __init__(self, app: ASGIApp, seen: list[str]) -> None:
        self.app = app
        self.seen = seen

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.seen.append(scope["path"])
        await self.app(scope, receive, send)


def _app(seen: list[str], *, direct: bool) -> FastAPI:
    middleware = edge_middleware(Settings(body_limit_bytes=1024))
    if direct:
        middleware += [Middleware(DirectRoutes, routes=router.routes), Middleware(NotPlain, seen=seen)]
    app = FastAPI(middleware=middleware)
    app.include_router(router)
    add_problem_handlers(app)
    return app


@pytest.fixture
def left() -> list[str]:
    """The paths of the requests that were left to the framework."""
    return []


@pytest.fixture
async def clients(left: list[str]) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    """The same routes directly, and by the framework alone."""
    apps = (_app(left, direct=True), _app([], direct=False))
    transports = [httpx.ASGITransport(app=app) for app in apps]
    async with (
        httpx.AsyncClient(transport=transports[0], base_url="http://outlay.test") as direct,
        httpx.AsyncClient(transport=transports[1], base_url="http://outlay.test") as plain,
    ):
        yield direct, plain


async def both(
    clients: tuple[httpx.AsyncClient, httpx.AsyncClient], *args: Any, **request: Any
) -> httpx.Response:
    """The answer to a request, which is the same either way."""
    headers = {"X-Request-ID": "one", **request.pop("headers", {})}
    direct, plain = [await client.request(*args, headers=headers, **request) for client in clients]
    assert (direct.status_code, direct.text) == (plain.status_code, plain.text)
    assert sorted(direct.headers.multi_items()) == sorted(plain.headers.multi_items())
    return direct


ORDER = {"json": {"amount": 3}}

PLAIN: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/things", {}),
    ("GET", "/things?from=3&to=4&name=a&name=b&other=1", {}),
    ("GET", "/things?room=%C3%A9+x", {"headers": {"Authorization": "Bearer ann"}}),
    ("GET", "/things", {"headers": {"If-None-Match": '"16", "17"'}}),
    ("HEAD", "/things", {}),
    ("POST", "/orders", ORDER),
    ("POST", "/orders?room=2", {**ORDER, "headers": {"Idempotency-Key": "k1"}}),
    ("POST", "/orders", {"json": {"amount": 7}}),
]

LEFT: list[tuple[str, str, dict[str, Any]]] = [
    ("GET", "/things?from=-1", {}),
    ("GET", "/things?from=x&to=y", {}),
    ("GET", "/things?from=9&to=1", {}),
    ("GET", "/things?name=a&name=b&name=c", {}),
    ("GET", "/things?from=x", {"headers": {"Authorization": "Bearer refused"}}),
    ("GET", "/things", {"headers": {"Authorization": "Bearer refused"}}),
    ("POST", "/orders", {}),
    ("POST", "/orders", {"json": {"amount": 10}}),
    ("POST", "/orders", {"json": {"amount": "3"}}),
    ("POST", "/orders", {"content": b"{", "headers": {"Content-Type": "application/json"}}),
    ("POST", "/orders", {"content": b'{"amount": NaN}', "headers": {"Content-Type": "application/json"}}),
    ("POST", "/orders", {"content": b'{"amount": 3}', "headers": {"Content-Type": "text/plain"}}),
    (
        "POST",
        "/orders",
        {"content": b'{"amount": 3}', "headers": {"Content-Type": "application/json; charset=utf-8"}},
    ),
    ("POST", "/orders", {**ORDER, "headers": {"Idempotency-Key": "too long"}}),
    ("POST", "/orders?room=1", {**ORDER, "headers": {"Authorization": "Bearer refused"}}),
    ("PUT", "/orders", ORDER),
    ("GET", "/orders", {}),
    ("OPTIONS", "/things", {}),
    ("GET", "/nowhere", {}),
]


class TestBothWays:
    @pytest.mark.parametrize(("method", "target", "request_"), PLAIN, ids=str)
    async def test_a_plain_request_is_answered_alike_and_never_reaches_the_framework(
        self, clients: Any, left: list[str], method: str, target: str, request_: dict[str, Any]
    ) -> None:
        for _ in range(2):
            await both(clients, method, target, **request_)
        assert left == []

    @pytest.mark.parametrize(("method", "target", "request_"), LEFT, ids=str)
    async def test_any_other_is_left_to_it(
        self, clients: Any, left: list[str], method: str, target: str, request_: dict[str, Any]
    ) -> None:
        for _ in range(2):
            await both(clients, method, target, **request_)
        assert len(left) == 2

    async def test_a_header_that_comes_twice(self, clients: Any, left: list[str]) -> None:
        headers = [("Idempotency-Key", "k1"), ("Idempotency-Key", "k2"), ("X-Request-ID", "one")]
        answers = [await client.post("/orders", json={"amount": 3}, headers=headers) for client in clients]
        assert answers[0].json() == answers[1].json()
        assert answers[0].json()["key"] == "k1"
        lines = [("If-None-Match", '"16"'), ("If-None-Match", '"17"')]
        assert (await clients[0].get("/things", headers=lines)).json()["unchanged"] is True
        assert left == []

    async def test_a_body_that_comes_in_pieces(self, clients: Any, left: list[str]) -> None:
        async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
            for part in parts:
                yield part

        json = {"Content-Type": "application/json", "X-Request-ID": "one"}
        for parts in ([b'{"am', b'ount"', b": 3}"], [b'{"amount":', b" 10}"], [b" " * 2000]):
            answers = [
                await client.post("/orders", content=pieces(*parts), headers=json) for client in clients
            ]
            assert answers[0].text == answers[1].text
        assert len(left) == 1

    async def test_what_one_query_led_to_is_not_taken_for_another(self, clients: Any) -> None:
        for target in ("/things?from=1", "/things?from=2", "/things?from=1", "/things?to=1&from=1"):
            await both(clients, "GET", target)

    async def test_more_queries_than_are_remembered(self, clients: Any) -> None:
        for number in [*range(300), 0, 299]:
            answer = await clients[0].get(f"/things?from={number}&to=999")
            assert answer.json()["period"] == [number, 999]


def test_the_routes_that_are_asked_most_are_among_them() -> None:
    """A new version of the framework would undo this without a word."""
    routes = [route for router in ROUTERS for route in router.routes]
    laid_out = set(DirectRoutes(FastAPI(), routes).routes)
    assert laid_out >= {
        ("GET", "/expenses"),
        ("POST", "/expenses"),
        ("GET", "/summary"),
        ("GET", "/analytics/months"),
        ("GET", "/categories"),
        ("GET", "/budgets"),
        ("GET", "/descriptions"),
    }
