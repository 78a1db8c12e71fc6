"""Signing in and out: over HTTP, on real databases."""

from __future__ import annotations

import base64
import json
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
from tests.people import PASSWORD, registered, signed_in

pytestmark = pytest.mark.anyio

ALL_SESSIONS = query("test.all_sessions", select(sessions).order_by(sessions.c.created_at, sessions.c.id))
ALL_USERS = query("test.all_users", select(users))


async def _all_sessions(tx: ReadTransaction) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(ALL_SESSIONS)]


async def _all_users(tx: ReadTransaction) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(ALL_USERS)]


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return claims


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


class TestBearer:
    @pytest.mark.parametrize(
        "header", [None, "", "Bearer", "Bearer ", "Bearer x.y.z", "Basic YW5uOng=", "Bearer \xe9"]
    )
    async def test_without_a_token_of_ours_it_is_401(
        self, client: httpx.AsyncClient, header: str | None
    ) -> None:
        headers = {} if header is None else {b"Authorization": header.encode("latin-1")}
        answer = await client.get("/me", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["code"] == "unauthenticated"
        assert answer.headers["www-authenticate"] == "Bearer"

    async def test_a_token_ends_after_seven_days(self, client: httpx.AsyncClient, clock: FrozenClock) -> None:
        ann = await registered(client)
        clock.advance(days=7, seconds=-1)
        assert (await client.get("/me", headers=ann.headers)).status_code == 200
        clock.advance(seconds=1)
        assert (await client.get("/me", headers=ann.headers)).status_code == 401

    async def test_a_wallet_that_is_no_id_is_as_unknown_as_that_of_others(
        self, client: httpx.AsyncClient
    ) -> None:
        ann = await registered(client, "ann")
        bob = await registered(client, "bob")
        own = (await client.get("/me", headers=bob.headers)).json()["wallet"]["id"]
        foreign = await client.get(f"/categories?wallet={own}", headers=ann.headers)
        malformed = await client.get("/categories?wallet=x", headers=ann.headers)
        assert foreign.status_code == malformed.status_code == 404
        assert foreign.content == malformed.content


class TestRenew:
    async def test_it_gives_a_new_token_of_the_same_session(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        ann = await registered(client)
        clock.advance(days=6)
        answer = await client.post("/session/renew", headers=ann.headers)
        assert answer.status_code == 200
        before, after = claims_of(ann.token), claims_of(answer.json()["access_token"])
        assert after["sid"] == before["sid"]
        assert after["exp"] == before["exp"] + 6 * 86_400

    async def test_an_expired_token_renews_nothing(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        ann = await registered(client)
        clock.advance(days=7)
        assert (await client.post("/session/renew", headers=ann.headers)).status_code == 401

    async def test_a_session_unused_for_ninety_days_has_ended(
        self, app: FastAPI, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        ann = await registered(client)
        claims = claims_of(ann.token)
        clock.advance(days=90, seconds=-1)
        # A younger token of the same session, as if it had been renewed elsewhere but not here.
        token = app.state.tokens.issue(claims["sub"], claims["sid"], clock.now_ms())
        headers = {"Authorization": f"Bearer {token}"}
        assert (await client.get("/me", headers=headers)).status_code == 200
        clock.advance(seconds=1)
        assert (await client.get("/me", headers=headers)).status_code == 401
        assert (await client.post("/session/renew", headers=headers)).status_code == 401

    async def test_each_renewal_starts_the_ninety_days_anew(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        headers = (await registered(client)).headers
        for _ in range(16):
            clock.advance(days=6)
            answer = await client.post("/session/renew", headers=headers)
            headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await client.get("/me", headers=headers)).status_code == 200


class TestLogout:
    async def test_it_counts_at_once_and_for_this_device_only(self, client: httpx.AsyncClient) -> None:
        phone = await registered(client)
        laptop = await signed_in(client)
        answer = await client.post("/logout", headers=phone.headers)
        assert (answer.status_code, answer.content) == (204, b"")
        assert (await client.get("/me", headers=phone.headers)).status_code == 401
        assert (await client.get("/me", headers=laptop.headers)).status_code == 200

    async def test_a_second_time_is_401(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        await client.post("/logout", headers=ann.headers)
        assert (await client.post("/logout", headers=ann.headers)).status_code == 401

    async def test_a_token_renewed_before_ends_with_its_session(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        renewed = await client.post("/session/renew", headers=ann.headers)
        await client.post("/logout", headers=ann.headers)
        headers = {"Authorization": f"Bearer {renewed.json()['access_token']}"}
        assert (await client.get("/me", headers=headers)).status_code == 401


class TestPasswordChange:
    async def test_it_ends_all_other_sessions_and_keeps_this_one(self, client: httpx.AsyncClient) -> None:
        phone = await registered(client)
        laptop = await signed_in(client)
        body = {"current_password": PASSWORD, "new_password": "another horse"}
        answer = await client.post("/me/password", json=body, headers=phone.headers)
        assert answer.status_code == 200
        renewed = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        assert (await client.get("/me", headers=renewed)).status_code == 200
        assert (await client.get("/me", headers=phone.headers)).status_code == 200
        assert (await client.get("/me", headers=laptop.headers)).status_code == 401

    async def test_from_then_on_only_the_new_one_signs_in(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        body = {"current_password": PASSWORD, "new_password": "another horse"}
        await client.post("/me/password", json=body, headers=ann.headers)
        old = await client.post("/login", json={"username": "ann", "password": PASSWORD})
        assert old.status_code == 401
        await signed_in(client, password="another horse")

    async def test_a_wrong_current_password_is_403_and_the_session_goes_on(
        self, client: httpx.AsyncClient
    ) -> None:
        ann = await registered(client)
        body = {"current_password": "wrong horse", "new_password": "another horse"}
        answer = await client.post("/me/password", json=body, headers=ann.headers)
        assert answer.status_code == 403
        assert answer.json()["code"] == "wrong_password"
        assert (await client.get("/me", headers=ann.headers)).status_code == 200

    async def test_a_stolen_token_is_no_way_to_guess(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        body = {"current_password": "wrong horse", "new_password": "another horse"}
        codes = [
            (await client.post("/me/password", json=body, headers=ann.headers)).status_code for _ in range(11)
        ]
        assert codes == [403] * 10 + [429]

    async def test_the_new_one_needs_eight_characters(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        body = {"current_password": PASSWORD, "new_password": "1234567"}
        answer = await client.post("/me/password", json=body, headers=ann.headers)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "new_password"
        assert "1234567" not in answer.text


class TestDisabling:
    async def test_it_counts_at_once(
        self, client: httpx.AsyncClient, database: Database, clock: FrozenClock
    ) -> None:
        ann = await registered(client)
        await database.write(disable_user, claims_of(ann.token)["sub"], clock.now_ms())
        assert (await client.get("/me", headers=ann.headers)).status_code == 401
        assert (await client.post("/session/renew", headers=ann.headers)).status_code == 401


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
