"""Signing in by name, email or form: over HTTP, on real databases."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from api.auth.sessions import disable_user
from api.db.database import Database
from api.db.statements import query
from api.db.transactions import ReadTransaction
from api.ledger.tables import sessions
from api.users.tables import users
from tests.infrastructure.frozen_clock import FrozenClock
from tests.people import PASSWORD, claims_of, registered, signed_in

pytestmark = pytest.mark.anyio

ALL_SESSIONS = query("test.all_sessions", select(sessions).order_by(sessions.c.created_at, sessions.c.id))
ALL_USERS = query("test.all_users", select(users))


async def _all_sessions(tx: ReadTransaction) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(ALL_SESSIONS)]


async def _all_users(tx: ReadTransaction) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(ALL_USERS)]


class TestLogin:
    async def test_the_name_opens_a_session_without_regard_to_case(self, client: httpx.AsyncClient) -> None:
        await registered(client, "Ann")
        answer = await client.post("/login", json={"username": "aNN", "password": PASSWORD})
        assert answer.status_code == 200
        assert set(answer.json()) == {"access_token", "token_type", "expires_in"}
        assert answer.json()["token_type"] == "bearer"
        assert answer.json()["expires_in"] == 7 * 86_400
        assert answer.headers["cache-control"] == "no-store"

    @pytest.mark.parametrize("field", ["username", "email"])
    async def test_so_does_the_email_in_either_field(self, client: httpx.AsyncClient, field: str) -> None:
        await registered(client, email="ann@example.org")
        answer = await client.post("/login", json={field: "ANN@Example.org", "password": PASSWORD})
        assert answer.status_code == 200

    async def test_an_email_reaches_only_the_account_that_has_it(self, client: httpx.AsyncClient) -> None:
        await registered(client, "ann", email="ann@example.org")
        bob = await registered(client, "bob", email="bob@example.org")
        answer = await client.post("/login", json={"email": "bob@example.org", "password": PASSWORD})
        assert claims_of(answer.json()["access_token"])["sub"] == claims_of(bob.token)["sub"]

    async def test_unknown_user_and_wrong_password_answer_alike(self, client: httpx.AsyncClient) -> None:
        await registered(client)
        wrong = await client.post("/login", json={"username": "ann", "password": "wrong horse"})
        unknown = await client.post("/login", json={"username": "nobody", "password": "wrong horse"})
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.content == unknown.content
        assert wrong.json()["code"] == "wrong_credentials"
        assert wrong.headers["www-authenticate"] == "Bearer"

    async def test_a_disabled_user_answers_like_an_unknown_one(
        self, client: httpx.AsyncClient, database: Database, clock: FrozenClock
    ) -> None:
        ann = await registered(client)
        await database.write(disable_user, claims_of(ann.token)["sub"], clock.now_ms())
        answer = await client.post("/login", json={"username": "ann", "password": PASSWORD})
        assert answer.status_code == 401
        assert answer.json()["code"] == "wrong_credentials"

    @pytest.mark.parametrize(
        ("body", "field", "code"),
        [
            ({"password": "x"}, "body", "username_or_email_required"),
            ({"username": "ann"}, "password", "required"),
            ({"username": 7, "password": "x"}, "username", "not_text"),
            ({"username": "ann", "password": True}, "password", "not_text"),
            ({"username": "", "password": "x"}, "username", "too_short"),
            ({"username": "ann", "password": "x" * 1025}, "password", "too_long"),
        ],
    )
    async def test_a_malformed_login_is_422_with_its_field(
        self, client: httpx.AsyncClient, body: dict[str, object], field: str, code: str
    ) -> None:
        answer = await client.post("/login", json=body)
        assert answer.status_code == 422
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]

    async def test_a_name_of_strange_characters_is_only_wrong(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/login", json={"username": "a\nb\0", "password": "\0" * 9})
        assert answer.status_code == 401

    async def test_the_session_remembers_the_browser(
        self, client: httpx.AsyncClient, database: Database, clock: FrozenClock
    ) -> None:
        await registered(client)
        clock.advance(seconds=1)
        await client.post(
            "/login",
            json={"username": "ann", "password": PASSWORD},
            headers={"User-Agent": "Curl/8 " + "x" * 500},
        )
        latest = (await database.read(_all_sessions))[-1]
        assert latest["user_agent"] == ("Curl/8 " + "x" * 500)[:200]


class TestOldSessions:
    async def test_those_that_are_over_go_with_the_next_login(
        self, client: httpx.AsyncClient, database: Database, clock: FrozenClock
    ) -> None:
        idle = await registered(client)
        clock.advance(days=89)
        ended, kept = await signed_in(client), await signed_in(client)
        bob = await registered(client, "bob")
        for person in (ended, bob):
            await client.post("/logout", headers=person.headers)
        clock.advance(days=1)
        latest = await signed_in(client)
        left = {row["id"] for row in await database.read(_all_sessions)}
        # Bob's are dropped when Bob signs in.
        assert left == {claims_of(person.token)["sid"] for person in (kept, bob, latest)}
        assert (await client.get("/me", headers=idle.headers)).status_code == 401


class TestToken:
    async def test_the_form_of_oauth2_opens_a_session(self, client: httpx.AsyncClient) -> None:
        await registered(client)
        form = {"grant_type": "password", "username": "ann", "password": PASSWORD, "scope": ""}
        answer = await client.post("/token", data=form)
        assert answer.status_code == 200
        token = answer.json()["access_token"]
        me = await client.get("/me", headers={"Authorization": f"Bearer {token}"})
        assert me.json()["username"] == "ann"

    async def test_a_wrong_password_is_401(self, client: httpx.AsyncClient) -> None:
        answer = await client.post("/token", data={"username": "ann", "password": "wrong"})
        assert answer.status_code == 401
        assert answer.json()["code"] == "wrong_credentials"

    @pytest.mark.parametrize(
        "form",
        [{}, {"username": "ann"}, {"username": "ann", "password": "x", "grant_type": "refresh_token"}],
    )
    async def test_a_malformed_form_is_422(self, client: httpx.AsyncClient, form: dict[str, str]) -> None:
        assert (await client.post("/token", data=form)).status_code == 422

    async def test_a_nul_in_the_name_is_only_wrong(self, client: httpx.AsyncClient) -> None:
        answer = await client.post(
            "/token",
            content=b"username=a%00b&password=%00%ff",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code == 401


class TestStoredHash:
    async def test_it_is_argon2id_and_renewed_when_the_cost_grew(
        self, app: FastAPI, client: httpx.AsyncClient, database: Database
    ) -> None:
        from api.security.passwords import Passwords

        await registered(client)
        (before,) = await database.read(_all_users)
        assert before["password_hash"].startswith("$argon2id$")
        cheaper, app.state.passwords = app.state.passwords, Passwords(memory_kib=16, rounds=1)
        await signed_in(client)
        app.state.passwords.close()
        app.state.passwords = cheaper
        (after,) = await database.read(_all_users)
        assert "m=16," in after["password_hash"]
        await signed_in(client)
