"""People, wallets and expenses for tests: made over HTTP, like everybody's, with keyword overrides."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import httpx

from api.db.database import Database
from api.db.transactions import WriteTransaction
from api.wallets.service import add_member
from tests.people import Person, registered

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class User:
    """Somebody signed in, and the client that their requests go through."""

    client: httpx.AsyncClient
    person: Person
    id: str
    wallet_id: str

    async def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **request: Any
    ) -> httpx.Response:
        """One request with their token."""
        return await self.client.request(
            method, path, headers={**self.person.headers, **(headers or {})}, **request
        )

    async def get(self, path: str, **request: Any) -> httpx.Response:
        """A GET of theirs."""
        return await self.send("GET", path, **request)

    async def post(self, path: str, **request: Any) -> httpx.Response:
        """A POST of theirs."""
        return await self.send("POST", path, **request)

    async def put(self, path: str, **request: Any) -> httpx.Response:
        """A PUT of theirs."""
        return await self.send("PUT", path, **request)

    async def patch(self, path: str, **request: Any) -> httpx.Response:
        """A PATCH of theirs."""
        return await self.send("PATCH", path, **request)

    async def delete(self, path: str, **request: Any) -> httpx.Response:
        """A DELETE of theirs."""
        return await self.send("DELETE", path, **request)

    async def revision(self, wallet_id: str | None = None) -> int:
        """The revision of a wallet they are a member of, by default their own."""
        wallets = (await self.get("/wallets")).json()
        found: int = next(w["revision"] for w in wallets if w["id"] == (wallet_id or self.wallet_id))
        return found


async def a_user(client: httpx.AsyncClient, username: str = "ann", **fields: object) -> User:
    """Somebody who has just registered; `fields` go into the registration."""
    person = await registered(client, username, **fields)
    me = (await client.get("/me", headers=person.headers)).json()
    return User(client, person, me["id"], me["wallet"]["id"])


async def a_member(
    database: Database, client: httpx.AsyncClient, wallet_id: str, role: str, username: str
) -> User:
    """Somebody new who is also a member of a wallet of others."""
    user = await a_user(client, username)
    await join(database, wallet_id, user, role)
    return user


async def join(database: Database, wallet_id: str, user: User, role: str) -> None:
    """Makes a user a member of a wallet, through the service."""
    await database.write(_join, wallet_id, user.id, role)


async def _join(tx: WriteTransaction, wallet_id: str, user_id: str, role: str) -> None:
    await add_member(tx, wallet_id, user_id, role, 1_790_000_000_000)


def expense_body(**fields: object) -> dict[str, object]:
    """The body of an ordinary expense; a field given as None is left out."""
    body = {"date": "2026-11-15", "category": "Food", "amount": 19.99, "description": "Market", **fields}
    return {name: value for name, value in body.items() if value is not None}


async def an_expense(user: User, *, wallet: str | None = None, **fields: object) -> dict[str, Any]:
    """A recorded expense as it was answered. It has a key of its own, so equal ones are twins."""
    answer = await user.post(
        "/expenses",
        json=expense_body(**fields),
        params={} if wallet is None else {"wallet": wallet},
        headers={"Idempotency-Key": f"factory-{next(_numbers)}"},
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def a_budget(user: User, category: str = "Food", budget: object = 250, **fields: object) -> Any:
    """A budget as it was answered."""
    answer = await user.post("/budget", json={"category": category, "budget": budget, **fields})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def category_id(user: User, name: str) -> str:
    """The id of a category of their own wallet."""
    found = [c["id"] for c in (await user.get("/categories")).json() if c["name"] == name]
    assert len(found) == 1, f"no category {name}"
    return str(found[0])
