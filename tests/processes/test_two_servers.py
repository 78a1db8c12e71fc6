"""Two servers of one database are one service: what one of them decides holds at the other at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from api.auth.sessions import disable_user
from api.db.database import Database
from tests.infrastructure.outlay_server import OutlayServer
from tests.people import PASSWORD, Person, registered, signed_in
from tests.processes.conftest import StartServer

pytestmark = pytest.mark.anyio

LUNCH = {"date": "2026-11-02", "category": "Food", "amount": 12.5, "description": "Lunch"}


@pytest.fixture
async def both(start_server: StartServer) -> AsyncIterator[list[httpx.AsyncClient]]:
    """A client of each of two servers; both let nobody guess more than four times."""
    servers = [start_server(login_failures_per_name=4) for _ in range(2)]
    for server in servers:
        server.wait_until_ready()
    async with AsyncExitStack() as exits:
        yield [await exits.enter_async_context(client_of(server)) for server in servers]


def client_of(server: OutlayServer) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=server.url, timeout=30)


async def statuses(both: list[httpx.AsyncClient], person: Person) -> list[int]:
    return [(await client.get("/expenses", headers=person.headers)).status_code for client in both]


async def settles_on(both: list[httpx.AsyncClient], person: Person, status: int) -> None:
    """Every server says the same of the session, however often and whomever one asks."""
    for _ in range(3):
        assert await statuses(both, person) == [status, status]


class TestTheEndOfASession:
    async def test_holds_everywhere_after_logout(self, both: list[httpx.AsyncClient]) -> None:
        ann = await registered(both[0])
        await settles_on(both, ann, 200)
        assert (await both[1].post("/logout", headers=ann.headers)).is_success
        await settles_on(both, ann, 401)

    async def test_holds_everywhere_after_a_change_of_the_password(
        self, both: list[httpx.AsyncClient]
    ) -> None:
        here = await registered(both[0])
        elsewhere = await signed_in(both[1])
        await settles_on(both, here, 200)
        await settles_on(both, elsewhere, 200)
        body = {"current_password": PASSWORD, "new_password": "another good one"}
        changed = await both[0].post("/me/password", json=body, headers=here.headers)
        assert changed.is_success
        await settles_on(both, elsewhere, 401)
        await settles_on(both, Person("ann", changed.json()["access_token"]), 200)

    async def test_holds_everywhere_after_the_user_is_disabled(
        self, both: list[httpx.AsyncClient], database: Database
    ) -> None:
        ann = await registered(both[0])
        await settles_on(both, ann, 200)
        me = (await both[0].get("/me", headers=ann.headers)).json()
        await database.write(disable_user, me["id"], 1)
        await settles_on(both, ann, 401)


class TestLimits:
    async def test_count_what_fails_anywhere(self, both: list[httpx.AsyncClient]) -> None:
        await registered(both[0])
        guess = {"username": "ann", "password": "wrong, wrong"}
        answers = [(await both[n % 2].post("/login", json=guess)).status_code for n in range(6)]
        assert answers == [401, 401, 401, 401, 429, 429]
        refused = await both[0].post("/login", json={"username": "ann", "password": PASSWORD})
        assert (refused.status_code, "Retry-After" in refused.headers) == (429, True)


class TestRetries:
    async def test_with_one_key_make_one_expense_however_many_arrive_at_once(
        self, both: list[httpx.AsyncClient]
    ) -> None:
        ann = await registered(both[0])
        headers = {**ann.headers, "Idempotency-Key": "once"}
        posts = [both[n % 2].post("/expenses", json=LUNCH, headers=headers) for n in range(12)]
        answers = await asyncio.gather(*posts)
        assert sorted(answer.status_code for answer in answers) == [200] * 11 + [201]
        assert len({answer.json()["id"] for answer in answers}) == 1
        stored = await both[1].get("/expenses", headers=ann.headers)
        assert len(stored.json()) == 1

    async def test_without_a_key_are_known_by_their_content(self, both: list[httpx.AsyncClient]) -> None:
        ann = await registered(both[0])
        first = await both[0].post("/expenses", json=LUNCH, headers=ann.headers)
        again = await both[1].post("/expenses", json=LUNCH, headers=ann.headers)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["id"] == again.json()["id"]


class TestWhatIsKeptFromBefore:
    async def test_is_no_longer_believed_after_a_write_elsewhere(self, both: list[httpx.AsyncClient]) -> None:
        ann = await registered(both[0])
        for path in ("/expenses", "/summary", "/summary?month=2026-11"):
            await self._look(both, ann, path)

    async def _look(self, both: list[httpx.AsyncClient], ann: Person, path: str) -> None:
        before = [await client.get(path, headers=ann.headers) for client in both]
        kept = {**ann.headers, "If-None-Match": before[0].headers["ETag"]}
        assert [(await client.get(path, headers=kept)).status_code for client in both] == [304, 304]
        body = {**LUNCH, "description": path}
        assert (await both[0].post("/expenses", json=body, headers=ann.headers)).status_code == 201
        after = [await client.get(path, headers=kept) for client in both]
        assert [answer.status_code for answer in after] == [200, 200]
        assert after[0].json() == after[1].json() != before[0].json()


class TestWritersOfAllWallets:
    async def test_meet_in_the_database_and_all_are_answered(
        self, both: list[httpx.AsyncClient], database_url: str, tmp_path: Path
    ) -> None:
        """32 at a time, half of them at each server, in one wallet and in two others."""
        people = [await registered(both[0], name) for name in ("ann", "ben", "cleo")]
        turns = asyncio.Semaphore(32)

        async def post(number: int) -> int:
            person = people[0] if number % 2 else people[1 + number // 2 % 2]
            body = {**LUNCH, "amount": number + 1, "description": f"Row {number}"}
            async with turns:
                answer = await both[number % 2].post("/expenses", json=body, headers=person.headers)
            return answer.status_code

        assert set(await asyncio.gather(*(post(number) for number in range(400)))) == {201}
        counts = [await both[1].get("/expenses?limit=1", headers=p.headers) for p in people]
        assert [answer.headers["X-Total-Count"] for answer in counts] == ["200", "100", "100"]
        OutlayServer(database_url, tmp_path).doctor()
