"""Limits on guessing: only failures count, and nobody is locked out by a stranger."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import ExitStack, asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from api.auth.tables import attempts
from api.db.database import Database
from api.db.statements import query
from api.db.transactions import ReadTransaction
from api.security.passwords import MOST_AT_ONCE, MOST_AT_ONCE_PER_ADDRESS, Passwords
from api.settings import Settings
from tests.infrastructure.frozen_clock import FrozenClock
from tests.people import PASSWORD, registered

pytestmark = pytest.mark.anyio

COUNT = query("test.count_attempts", select(func.count()).where(attempts.c.kind != "lock"))


async def _count(tx: ReadTransaction) -> int:
    return int(await tx.value(COUNT))


@asynccontextmanager
async def client_at(app: FastAPI, address: str) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody at another address."""
    transport = httpx.ASGITransport(app=app, client=(address, 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as client:
        yield client


async def attempt(
    client: httpx.AsyncClient, username: str = "ann", password: str = "wrong horse"
) -> httpx.Response:
    return await client.post("/login", json={"username": username, "password": password})


async def at_once(requests: list[Coroutine[Any, Any, httpx.Response]]) -> list[int]:
    """The statuses of requests that are all under way together."""
    return [answer.status_code for answer in await asyncio.gather(*requests)]


@pytest.fixture
def any_number_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the limits alone decide, not the queue for the hashing."""
    monkeypatch.setattr("api.security.passwords.MOST_AT_ONCE", 1000)
    monkeypatch.setattr("api.security.passwords.MOST_AT_ONCE_PER_ADDRESS", 1000)


async def fail(client: httpx.AsyncClient, times: int, username: str = "ann") -> None:
    for _ in range(times):
        assert (await attempt(client, username)).status_code == 401


class TestPerName:
    async def test_after_ten_failures_even_the_right_password_waits(self, client: httpx.AsyncClient) -> None:
        await registered(client)
        await fail(client, 10)
        refused = await attempt(client, password=PASSWORD)
        assert refused.status_code == 429
        assert refused.json()["code"] == "too_many_attempts"
        assert refused.headers["retry-after"] == str(15 * 60)

    async def test_nine_failures_do_not(self, client: httpx.AsyncClient) -> None:
        await registered(client)
        await fail(client, 9)
        assert (await attempt(client, password=PASSWORD)).status_code == 200

    async def test_only_failures_count(self, client: httpx.AsyncClient) -> None:
        await registered(client)
        for _ in range(12):
            assert (await attempt(client, password=PASSWORD)).status_code == 200

    async def test_it_ends_when_the_first_failure_leaves_the_window(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        await registered(client)
        await fail(client, 1)
        clock.advance(minutes=5)
        await fail(client, 9)
        refused = await attempt(client, password=PASSWORD)
        assert refused.headers["retry-after"] == str(10 * 60)
        clock.advance(minutes=10, seconds=-1)
        assert (await attempt(client, password=PASSWORD)).status_code == 429
        clock.advance(seconds=1)
        assert (await attempt(client, password=PASSWORD)).status_code == 200

    async def test_what_is_refused_does_not_make_it_longer(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        await registered(client)
        await fail(client, 10)
        clock.advance(minutes=14)
        assert (await attempt(client)).status_code == 429
        clock.advance(minutes=1)
        assert (await attempt(client, password=PASSWORD)).status_code == 200

    async def test_the_owner_at_another_address_is_not_locked_out(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        await registered(client)
        await fail(client, 10)
        async with client_at(app, "192.0.2.7") as elsewhere:
            assert (await attempt(elsewhere, password=PASSWORD)).status_code == 200

    async def test_another_name_at_the_same_address_is_not_either(self, client: httpx.AsyncClient) -> None:
        await registered(client, "ann")
        await registered(client, "bob")
        await fail(client, 10)
        assert (await attempt(client, "bob", PASSWORD)).status_code == 200

    async def test_name_and_email_of_one_user_count_together(self, client: httpx.AsyncClient) -> None:
        await registered(client, email="ann@example.org")
        await fail(client, 5, "ANN")
        await fail(client, 5, "ann@example.org")
        # No more guesses: even the right password is wrong now.
        assert (await attempt(client, password=PASSWORD)).status_code == 401
        assert (await attempt(client, "ann@example.org", PASSWORD)).status_code == 401

    async def test_it_does_not_tell_which_email_belongs_to_which_name(
        self, client: httpx.AsyncClient
    ) -> None:
        await registered(client, email="ann@example.org")
        await fail(client, 10, "ann")
        for email in ("ann@example.org", "nobody@example.org"):
            statuses = [(await attempt(client, email)).status_code for _ in range(11)]
            assert statuses == [401] * 10 + [429]

    async def test_a_name_that_nobody_has_is_limited_just_the_same(self, client: httpx.AsyncClient) -> None:
        await fail(client, 10, "nobody")
        assert (await attempt(client, "NOBODY")).status_code == 429

    async def test_the_form_counts_with_the_json(self, client: httpx.AsyncClient) -> None:
        await fail(client, 10)
        form = {"username": "ann", "password": "wrong horse"}
        assert (await client.post("/token", data=form)).status_code == 429

    async def test_of_guesses_at_the_same_time_only_ten_are_looked_at(
        self, client: httpx.AsyncClient, any_number_at_once: None
    ) -> None:
        await registered(client)
        statuses = await at_once([attempt(client, password=f"wrong horse {n}") for n in range(30)])
        assert sorted(statuses) == [401] * 10 + [429] * 20
        assert (await attempt(client, password=PASSWORD)).status_code == 429

    async def test_nor_are_more_changes_at_the_same_time(
        self, client: httpx.AsyncClient, any_number_at_once: None
    ) -> None:
        ann = await registered(client)
        new = {"current_password": "wrong horse", "new_password": "another horse"}
        other = {"current_password": "wrong horse", "email": "lee@example.org"}
        changes = [client.post("/me/password", json=new, headers=ann.headers) for _ in range(9)]
        changes += [client.patch("/me", json=other, headers=ann.headers) for _ in range(9)]
        assert sorted(await at_once(changes)) == [403] * 10 + [429] * 8

    async def test_a_right_password_counts_for_nothing_where_it_confirms(
        self, client: httpx.AsyncClient
    ) -> None:
        ann = await registered(client)
        for number in range(11):
            body = {"current_password": PASSWORD, "email": f"ann@{number}.example.org"}
            assert (await client.patch("/me", json=body, headers=ann.headers)).status_code == 200


class TestQueue:
    async def test_one_address_cannot_fill_it(self, app: FastAPI, client: httpx.AsyncClient) -> None:
        await registered(client)
        passwords: Passwords = app.state.passwords
        with ExitStack() as held:
            for _ in range(MOST_AT_ONCE_PER_ADDRESS):
                held.enter_context(passwords.turn("127.0.0.1"))
            refused = await attempt(client, password=PASSWORD)
            assert (refused.status_code, refused.json()["code"]) == (503, "busy")
            assert refused.headers["retry-after"] == "1"
            async with client_at(app, "192.0.2.7") as elsewhere:
                assert (await attempt(elsewhere, password=PASSWORD)).status_code == 200
        assert (await attempt(client, password=PASSWORD)).status_code == 200

    async def test_nor_can_many_make_it_endless(self, app: FastAPI, client: httpx.AsyncClient) -> None:
        passwords: Passwords = app.state.passwords
        with ExitStack() as held:
            for number in range(MOST_AT_ONCE):
                held.enter_context(passwords.turn(f"192.0.2.{number}"))
            body = {"username": "ann", "password": PASSWORD}
            assert (await client.post("/register", json=body)).status_code == 503
        await registered(client)


class TestPerAddress:
    async def test_after_fifty_failures_every_name_waits(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        await registered(client)
        for number in range(50):
            await fail(client, 1, f"name-{number}")
        assert (await attempt(client, password=PASSWORD)).status_code == 429
        async with client_at(app, "192.0.2.7") as elsewhere:
            assert (await attempt(elsewhere, password=PASSWORD)).status_code == 200

    async def test_a_forwarded_header_of_a_stranger_changes_nothing(self, client: httpx.AsyncClient) -> None:
        for number in range(10):
            headers = {"X-Forwarded-For": f"192.0.2.{number}"}
            await client.post("/login", json={"username": "a", "password": "b"}, headers=headers)
        assert (await attempt(client, "a")).status_code == 429

    async def test_one_ipv6_customer_is_one_address(self, app: FastAPI) -> None:
        for number in range(10):
            async with client_at(app, f"2001:db8::{number}") as client:
                await fail(client, 1)
        async with client_at(app, "2001:db8::ffff") as client:
            assert (await attempt(client)).status_code == 429


class TestRegistrations:
    async def test_after_thirty_in_an_hour_the_address_waits(
        self, app: FastAPI, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        for number in range(30):
            await registered(client, f"person-{number}")
        body = {"username": "one-more", "password": PASSWORD}
        refused = await client.post("/register", json=body)
        assert refused.status_code == 429
        assert refused.headers["retry-after"] == "3600"
        async with client_at(app, "192.0.2.7") as elsewhere:
            await registered(elsewhere, "one-more")
        clock.advance(hours=1)
        await registered(client, "two-more")

    async def test_a_name_or_email_that_is_taken_counts(self, client: httpx.AsyncClient) -> None:
        await registered(client, email="ann@example.org")
        bodies = [{"username": "ann"}, {"email": "ann@example.org"}] * 15
        statuses = [
            (await client.post("/register", json={"password": PASSWORD, **body})).status_code
            for body in bodies
        ]
        assert statuses == [409] * 29 + [429]


class TestStorage:
    async def test_rows_that_no_longer_count_are_dropped_on_the_way(
        self, client: httpx.AsyncClient, clock: FrozenClock, database: Database
    ) -> None:
        await fail(client, 5)
        assert await database.read(_count) == 15
        clock.advance(minutes=15)
        await fail(client, 1)
        assert await database.read(_count) == 3

    async def test_they_outlive_the_process(
        self, client: httpx.AsyncClient, settings: Settings, clock: FrozenClock
    ) -> None:
        from api.app import create_app

        await registered(client)
        await fail(client, 10)
        again = create_app(settings, clock=clock)
        async with again.router.lifespan_context(again), client_at(again, "127.0.0.1") as restarted:
            assert (await attempt(restarted, password=PASSWORD)).status_code == 429
