"""Sessions: renewed in use, ended by logout, a new password or disabling, and at once."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from api.auth.sessions import disable_user
from api.db.database import Database
from tests.infrastructure.frozen_clock import FrozenClock
from tests.people import PASSWORD, claims_of, registered, signed_in

pytestmark = pytest.mark.anyio


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
