"""Nobody sees another's wallet: every route of the app, for everybody who might ask.

A new route without a row here fails. All requests of the matrix name the owner's wallet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Mount, Route

from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import journal
from tests.factories import User, a_budget, a_member, a_user, an_expense, expense_body
from tests.people import PASSWORD
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

Kind = Literal["open", "personal", "reading", "writing"]
Role = Literal["anonymous", "stranger", "viewer", "editor", "owner"]


@dataclass(frozen=True)
class Row:
    """How a route is asked. `{expense}`, `{deleted}` and `{category}` stand for ids of the owner."""

    kind: Kind
    body: dict[str, Any] | None = None
    expense_id: str = "{expense}"

    @property
    def names_an_expense(self) -> bool:
        """Whether the body holds the id of one."""
        return "{expense}" in json.dumps(self.body)

    def body_with(self, ids: dict[str, str]) -> dict[str, Any] | None:
        """The body with an id in each place that stands for one."""
        text = json.dumps(self.body)
        for name, value in ids.items():
            text = text.replace(f"{{{name}}}", value)
        filled: dict[str, Any] | None = json.loads(text)
        return filled


ROWS: dict[tuple[str, str], Row] = {
    ("POST", "/register"): Row("open"),
    ("POST", "/login"): Row("open"),
    ("POST", "/token"): Row("open"),
    ("GET", "/health/live"): Row("open"),
    ("GET", "/health/ready"): Row("open"),
    ("GET", "/me"): Row("personal"),
    ("PATCH", "/me"): Row("personal", {"display_name": "New"}),
    ("GET", "/wallets"): Row("personal"),
    ("POST", "/sample-data"): Row("personal"),
    ("DELETE", "/sample-data"): Row("personal"),
    ("POST", "/session/renew"): Row("personal"),
    ("POST", "/me/password"): Row("personal", {"current_password": PASSWORD, "new_password": PASSWORD + "2"}),
    ("POST", "/logout"): Row("personal"),
    ("GET", "/expenses"): Row("reading"),
    ("GET", "/export-csv"): Row("reading"),
    ("GET", "/expenses/{expense_id}"): Row("reading"),
    ("GET", "/days"): Row("reading"),
    ("GET", "/days/{date}"): Row("reading"),
    ("GET", "/categories"): Row("reading"),
    ("GET", "/descriptions"): Row("reading"),
    ("GET", "/budgets"): Row("reading"),
    ("GET", "/summary"): Row("reading"),
    ("GET", "/analytics/months"): Row("reading"),
    ("POST", "/expenses"): Row("writing", expense_body(category="Made here")),
    ("PUT", "/expenses/{expense_id}"): Row("writing", expense_body(amount=5)),
    ("PATCH", "/expenses/{expense_id}"): Row("writing", {"amount": 6}),
    ("POST", "/expenses/batch"): Row(
        "writing", {"action": "update", "ids": ["{expense}"], "changes": {"category": "Made for many"}}
    ),
    ("PUT", "/days/{date}"): Row(
        "writing", {"expenses": [{"id": "{expense}", "category": "Made that day", "amount": 7}]}
    ),
    ("DELETE", "/expenses/{expense_id}"): Row("writing"),
    ("POST", "/expenses/{expense_id}/restore"): Row("writing", expense_id="{deleted}"),
    ("POST", "/categories"): Row("writing", {"name": "Also made here"}),
    ("PATCH", "/categories/{category_id}"): Row("writing", {"name": "Renamed"}),
    # The revision at which the scene set the last budget.
    ("POST", "/budgets/undo"): Row("writing", {"revision": 7}),
    ("POST", "/budget"): Row("writing", {"category": "Food", "budget": 5}),
    ("POST", "/budgets/copy"): Row("writing", {"from": "2026-10", "to": "2027-01"}),
    ("DELETE", "/budgets/{category_id}"): Row("writing"),
}
DAY = "2026-11-15"
NAMED = [key for key, row in ROWS.items() if "_id}" in key[1] or row.names_an_expense]
"""Where an expense or a category is named by its id."""
UNKNOWN_ROW = ("PUT", "/days/{date}")
"""Refuses the row of its body that names nobody's expense; the day itself is always there."""

PAGES = {"/", "/app", "/docs", "/docs/start.js", "/docs/assets", "/openapi.json"}
"""What answers everybody and knows no wallet."""

MAY_READ: set[Role] = {"viewer", "editor", "owner"}
MAY_WRITE: set[Role] = {"editor", "owner"}
SUCCESS = {200, 201, 204}


def expected(kind: Kind, role: Role) -> set[int]:
    """The statuses that a caller may get from a route of this kind."""
    if role == "anonymous":
        return {401}
    if kind == "personal" or role in MAY_WRITE or (kind == "reading" and role in MAY_READ):
        return SUCCESS
    return {403} if role in MAY_READ else {404}


def every_route(routes: list[BaseRoute]) -> Iterator[BaseRoute]:
    for route in routes:
        # FastAPI keeps an included router whole, in a type of its own.
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from every_route(included.routes)


@dataclass(frozen=True)
class Scene:
    """The owner's wallet with something of everything in it, and everybody who may ask."""

    owner: User
    callers: dict[Role, User]
    ids: dict[str, str]

    async def ask(self, role: Role, method: str, path: str, **params: str) -> httpx.Response:
        """One request of the matrix."""
        row = ROWS[method, path]
        ids = {name: self.ids[name] for name in ("category",)} | {
            "expense": self.ids[row.expense_id.strip("{}")]
        }
        return await self.send(role, method, path, ids, params or {"wallet": self.owner.wallet_id})

    async def send(
        self, role: Role, method: str, path: str, ids: dict[str, str], params: dict[str, str]
    ) -> httpx.Response:
        """A request with these ids in its path."""
        address = path.format(expense_id=ids["expense"], category_id=ids["category"], date=DAY)
        body = ROWS[method, path].body_with(ids)
        caller = self.callers.get(role)
        headers = {} if caller is None else caller.person.headers
        return await self.owner.client.request(method, address, json=body, params=params, headers=headers)


@pytest.fixture
async def scene(client: httpx.AsyncClient, database: Database) -> Scene:
    owner = await a_user(client, "owner")
    made = await an_expense(owner, date=DAY, description="Nobody else's business")
    deleted = await an_expense(owner)
    await owner.delete(f"/expenses/{deleted['id']}")
    await a_budget(owner, "Food", 100, month="2026-10")
    await a_budget(owner, "Food", 110, month="2027-01")
    await a_budget(owner, "Gifts", 7)
    callers: dict[Role, User] = {
        "stranger": await a_user(client, "stranger"),
        "viewer": await a_member(database, client, owner.wallet_id, "viewer", "viewer"),
        "editor": await a_member(database, client, owner.wallet_id, "editor", "editor"),
        "owner": owner,
    }
    ids = {"expense": made["id"], "deleted": deleted["id"], "category": made["category_id"]}
    return Scene(owner, callers, ids)


class TestTheMatrix:
    async def test_has_a_row_for_every_route_and_no_other(self, app: FastAPI) -> None:
        operations: set[tuple[str, str]] = set()
        pages: set[str] = set()
        for route in every_route(app.routes):
            if isinstance(route, APIRoute):
                operations |= {(method, route.path) for method in route.methods or ()}
            else:
                assert isinstance(route, Route | Mount)
                pages.add(route.path)
        assert operations == set(ROWS)
        assert pages == PAGES
        documented = {
            (method.upper(), path) for path, item in app.openapi()["paths"].items() for method in item
        }
        assert documented == set(ROWS)

    @pytest.mark.parametrize("role", ["anonymous", "stranger", "viewer"])
    async def test_those_who_may_not_are_refused_and_change_nothing(
        self, scene: Scene, database: Database, role: Role
    ) -> None:
        before = [
            await rows_of(database, table, wallet_id=scene.owner.wallet_id) for table in (expenses, journal)
        ]
        revision = await scene.owner.revision()
        for (method, path), row in ROWS.items():
            if row.kind in {"reading", "writing"}:
                answer = await scene.ask(role, method, path)
                assert answer.status_code in expected(row.kind, role), (method, path)
                if answer.status_code >= 400:
                    assert "Nobody else's business" not in answer.text
                    assert scene.owner.wallet_id not in answer.text
        after = [
            await rows_of(database, table, wallet_id=scene.owner.wallet_id) for table in (expenses, journal)
        ]
        assert after == before
        assert await scene.owner.revision() == revision

    @pytest.mark.parametrize("role", ["editor", "owner"])
    async def test_those_who_may_write_do(self, scene: Scene, role: Role) -> None:
        for (method, path), row in ROWS.items():
            if row.kind == "writing":
                before = await scene.owner.revision()
                answer = await scene.ask(role, method, path)
                assert answer.status_code in expected("writing", role), (method, path)
                assert await scene.owner.revision() == before + 1, (method, path)

    @pytest.mark.parametrize("role", ["editor", "owner"])
    async def test_those_who_may_read_do(self, scene: Scene, role: Role) -> None:
        for (method, path), row in ROWS.items():
            if row.kind == "reading":
                answer = await scene.ask(role, method, path)
                assert answer.status_code in expected("reading", role), (method, path)
                if "expense" in path or "csv" in path or "date" in path:
                    assert "Nobody else's business" in answer.text

    @pytest.mark.parametrize("role", ["anonymous", "stranger", "viewer", "editor", "owner"])
    async def test_what_is_personal_is_the_callers_own(self, scene: Scene, role: Role) -> None:
        for (method, path), row in ROWS.items():
            if row.kind == "personal":
                answer = await scene.ask(role, method, path)
                assert answer.status_code in expected("personal", role), (method, path)
                if role in {"anonymous", "stranger"}:
                    assert scene.owner.wallet_id not in answer.text
        if role != "anonymous":
            assert (await scene.ask(role, "GET", "/me")).status_code == 401

    async def test_an_ended_session_is_as_good_as_none(self, scene: Scene) -> None:
        await scene.owner.post("/logout")
        for (method, path), row in ROWS.items():
            if row.kind != "open":
                assert (await scene.ask("owner", method, path)).status_code == 401, (method, path)


def alike(one: httpx.Response, other: httpx.Response) -> bool:
    """Whether two answers are the same byte for byte, but for the id of the request."""
    names = ("x-request-id", "date")
    headers = [{k: v for k, v in answer.headers.items() if k not in names} for answer in (one, other)]
    return (one.status_code, one.content) == (other.status_code, other.content) and headers[0] == headers[1]


class TestForeignIds:
    async def test_a_foreign_wallet_answers_like_one_that_does_not_exist(self, scene: Scene) -> None:
        for (method, path), row in ROWS.items():
            if row.kind in {"reading", "writing"}:
                foreign = await scene.ask("stranger", method, path)
                missing = await scene.ask("stranger", method, path, wallet=str(uuid4()))
                assert foreign.status_code == 404
                assert alike(foreign, missing), (method, path)

    async def test_a_foreign_id_answers_like_one_that_does_not_exist(self, scene: Scene) -> None:
        assert len(NAMED) == 9
        for method, path in NAMED:
            ids = {name: scene.ids[name] for name in ("expense", "category")}
            none = dict.fromkeys(ids, str(uuid4()))
            foreign = await scene.send("stranger", method, path, ids, {})
            missing = await scene.send("stranger", method, path, none, {})
            assert foreign.status_code == (422 if (method, path) == UNKNOWN_ROW else 404)
            assert alike(foreign, missing), (method, path)

    async def test_a_member_does_not_reach_it_through_their_own_wallet(self, scene: Scene) -> None:
        for method, path in NAMED:
            ids = {name: scene.ids[name] for name in ("expense", "category")}
            own = scene.callers["editor"].wallet_id
            for params in ({}, {"wallet": own}):
                answer = await scene.send("editor", method, path, ids, params)
                assert answer.status_code == (422 if (method, path) == UNKNOWN_ROW else 404), (method, path)
