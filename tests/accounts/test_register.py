"""Registration makes a person, a wallet, ten categories and a session: all or nothing."""

from __future__ import annotations

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select

from api.db.database import Database
from api.db.statements import query
from api.db.transactions import ReadTransaction
from api.ledger.tables import members, sessions, wallets
from api.settings import Settings
from api.users.tables import users
from tests.infrastructure.frozen_clock import FrozenClock
from tests.people import PASSWORD, registered

pytestmark = pytest.mark.anyio

TABLES = (users, wallets, members, sessions)
COUNTS = {
    table.name: query(f"test.count_{table.name}", select(func.count()).select_from(table)) for table in TABLES
}


async def _counts(tx: ReadTransaction) -> dict[str, int]:
    return {name: await tx.value(counted) for name, counted in COUNTS.items()}


async def register(client: httpx.AsyncClient, **body: object) -> httpx.Response:
    return await client.post("/register", json=body)


async def me(client: httpx.AsyncClient, answer: httpx.Response) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    found: dict[str, object] = (await client.get("/me", headers=headers)).json()
    return found


class TestAnswer:
    async def test_it_is_201_with_a_token(self, client: httpx.AsyncClient) -> None:
        answer = await register(client, username="ann", password=PASSWORD)
        assert answer.status_code == 201
        assert set(answer.json()) == {"access_token", "token_type", "expires_in"}
        assert answer.json()["token_type"] == "bearer"
        assert answer.json()["expires_in"] == 604_800
        assert answer.headers["cache-control"] == "no-store"

    async def test_the_person_owns_a_wallet_with_ten_categories(self, client: httpx.AsyncClient) -> None:
        ann = await registered(client)
        person = (await client.get("/me", headers=ann.headers)).json()
        assert person["username"] == person["display_name"] == "ann"
        assert person["email"] is None
        assert person["wallet"]["role"] == "owner"
        assert person["wallet"]["currency"] == "EUR"
        assert person["wallet"]["time_zone"] == "UTC"
        categories = (await client.get("/categories", headers=ann.headers)).json()
        assert [category["name"] for category in categories] == [
            "Food", "Housing", "Transport", "Health", "Leisure",
            "Clothing", "Education", "Gifts", "Travel", "Other",
        ]  # fmt: skip

    async def test_what_was_asked_for_is_taken(self, client: httpx.AsyncClient) -> None:
        answer = await register(
            client,
            username="ann",
            password=PASSWORD,
            email=" Ann@Example.org ",
            currency="KWD",
            time_zone="Asia/Kuwait",
            locale="ar-KW",
            language="es",
        )
        person = await me(client, answer)
        assert person["email"] == "Ann@Example.org"
        assert person["locale"] == "ar-KW"
        assert person["language"] == "es"
        wallet = person["wallet"]
        assert isinstance(wallet, dict)
        assert (wallet["currency"], wallet["minor_unit_digits"]) == ("KWD", 3)
        assert wallet["time_zone"] == "Asia/Kuwait"

    async def test_the_defaults_are_settings(self, settings: Settings, clock: FrozenClock) -> None:
        from api.app import create_app

        chosen = settings.model_copy(update={"default_currency": "JPY", "time_zone": "Asia/Tokyo"})
        app = create_app(chosen, clock=clock)
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 4711))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://outlay.test") as client,
        ):
            person = await me(client, await register(client, username="ann", password=PASSWORD))
        wallet = person["wallet"]
        assert isinstance(wallet, dict)
        assert (wallet["currency"], wallet["time_zone"]) == ("JPY", "Asia/Tokyo")

    async def test_a_closed_server_lets_nobody_register(
        self, app: FastAPI, client: httpx.AsyncClient
    ) -> None:
        app.state.settings = app.state.settings.model_copy(update={"registration_open": False})
        answer = await register(client, username="ann", password=PASSWORD)
        assert answer.status_code == 403
        assert answer.json()["code"] == "registration_closed"


class TestUsernames:
    @pytest.mark.parametrize(
        "username", ["ann", "a.b", "a_b-c.9", "Ännchen", "李小龍", "x" * 64, "0-0", "अनिता"]
    )
    async def test_letters_digits_and_three_signs(self, client: httpx.AsyncClient, username: str) -> None:
        person = await me(client, await register(client, username=username, password=PASSWORD))
        assert person["username"] == username

    async def test_it_is_trimmed_and_composed(self, client: httpx.AsyncClient) -> None:
        answer = await register(client, username=" Rene\u0301 ", password=PASSWORD)
        assert (await me(client, answer))["username"] == "Ren\u00e9"

    @pytest.mark.parametrize(
        ("username", "code"),
        [
            ("", "username_length"),
            ("ab", "username_length"),
            (" ab ", "username_length"),
            ("x" * 65, "username_length"),
            ("ann lee", "username_characters"),
            ("ann@example.org", "username_characters"),
            ("ann\nlee", "username_characters"),
            ("ann/lee", "username_characters"),
            ("ann\u200blee", "username_characters"),
            ("a²b", "username_characters"),
            (7, "not_text"),
            (True, "not_text"),
        ],
    )
    async def test_anything_else_is_422_and_not_echoed(
        self, client: httpx.AsyncClient, username: object, code: str
    ) -> None:
        answer = await register(client, username=username, password=PASSWORD)
        assert answer.status_code == 422
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [("username", code)]
        assert len(str(username)) < 4 or str(username) not in answer.text

    @pytest.mark.parametrize("again", ["ann", "ANN", " Ann", "Ａｎｎ"])
    async def test_it_is_unique_without_regard_to_case_and_form(
        self, client: httpx.AsyncClient, again: str
    ) -> None:
        await registered(client, "Ann")
        answer = await register(client, username=again, password=PASSWORD)
        assert answer.status_code == 409
        assert answer.json()["code"] == "name_taken"
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_of_many_who_want_it_at_once_one_gets_it_and_nothing_is_left_of_the_others(
        self, client: httpx.AsyncClient, database: Database
    ) -> None:
        statuses: list[int] = []

        async def one() -> None:
            answer = await register(client, username="ann", password=PASSWORD)
            statuses.append(answer.status_code)

        async with anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(one)
        assert sorted(statuses) == [201] + [409] * 7
        assert await database.read(_counts) == dict.fromkeys(COUNTS, 1)


class TestEmailOnly:
    async def test_a_username_is_made_from_the_address(self, client: httpx.AsyncClient) -> None:
        answer = await register(client, email="ann.lee+shop@example.org", password=PASSWORD)
        assert answer.status_code == 201
        assert (await me(client, answer))["username"] == "ann.leeshop"

    async def test_it_signs_in_with_email_and_password_alone(self, client: httpx.AsyncClient) -> None:
        await register(client, email="ann@example.org", password=PASSWORD)
        body = {"email": "ann@example.org", "password": PASSWORD}
        assert (await client.post("/login", json=body)).status_code == 200

    async def test_made_names_are_unique(self, client: httpx.AsyncClient) -> None:
        names = [
            (await me(client, await register(client, email=f"ann@{n}.example.org", password=PASSWORD)))[
                "username"
            ]
            for n in range(11)
        ]
        assert names[:3] == ["ann", "ann2", "ann3"]
        assert len(set(names)) == 11
        assert str(names[-1]).startswith("ann-")

    async def test_many_at_once_all_get_one(self, client: httpx.AsyncClient) -> None:
        statuses: list[int] = []

        async def one(number: int) -> None:
            answer = await register(client, email=f"ann@{number}.example.org", password=PASSWORD)
            statuses.append(answer.status_code)

        async with anyio.create_task_group() as group:
            for number in range(6):
                group.start_soon(one, number)
        assert statuses == [201] * 6

    @pytest.mark.parametrize("local", ["x", "李", "!!", "a" * 64])
    async def test_every_address_makes_a_name(self, client: httpx.AsyncClient, local: str) -> None:
        answer = await register(client, email=f"{local}@example.org", password=PASSWORD)
        username = (await me(client, answer))["username"]
        assert 3 <= len(str(username)) <= 64

    async def test_neither_name_nor_email_is_422(self, client: httpx.AsyncClient) -> None:
        answer = await register(client, password=PASSWORD)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["code"] == "username_or_email_required"


class TestEmails:
    @pytest.mark.parametrize("again", ["ann@example.org", "ANN@EXAMPLE.ORG", "ａnn@example.org"])
    async def test_an_address_belongs_to_one_account(self, client: httpx.AsyncClient, again: str) -> None:
        await registered(client, "ann", email="Ann@example.org")
        answer = await register(client, username="bob", email=again, password=PASSWORD)
        assert answer.status_code == 409
        assert answer.json()["code"] == "email_taken"

    @pytest.mark.parametrize(
        "email", ["", "ann", "@example.org", "ann@", "a b@example.org", "a@b", "a@@b.c", "a@b..c", "a@.b.c"]
    )
    async def test_what_is_no_address_is_422(self, client: httpx.AsyncClient, email: str) -> None:
        answer = await register(client, username="ann", email=email, password=PASSWORD)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "email"

    async def test_many_may_have_none(self, client: httpx.AsyncClient) -> None:
        await registered(client, "ann")
        await registered(client, "bob", email=None)


class TestOtherFields:
    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("password", "1234567", "password_too_short"),
            ("password", "x" * 1025, "too_long"),
            ("password", None, "not_text"),
            ("password", 12345678, "not_text"),
            ("currency", "eur", "currency_unknown"),
            ("currency", "XXX", "currency_unknown"),
            ("currency", "", "currency_unknown"),
            ("time_zone", "Mars/Olympus", "time_zone_unknown"),
            ("time_zone", "../etc/passwd", "time_zone_unknown"),
            ("time_zone", "localtime", "time_zone_unknown"),
            ("locale", "english", "locale_format"),
            ("language", "fr", "not_a_choice"),
            ("locale", "en_GB", "locale_format"),
            ("locale", "en-", "locale_format"),
        ],
    )
    async def test_a_wrong_value_is_422_with_its_field(
        self, client: httpx.AsyncClient, field: str, value: object, code: str
    ) -> None:
        body: dict[str, object] = {"username": "ann", "password": PASSWORD, field: value}
        answer = await client.post("/register", json=body)
        assert answer.status_code == 422
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]

    async def test_eight_characters_are_enough(self, client: httpx.AsyncClient) -> None:
        assert (await register(client, username="ann", password="12345678")).status_code == 201

    @pytest.mark.parametrize("locale", ["de", "en-GB", "zh-Hant-TW", "es-419", "sl-rozaj", "de-u-co-phonebk"])
    async def test_language_tags(self, client: httpx.AsyncClient, locale: str) -> None:
        answer = await register(client, username="ann", password=PASSWORD, locale=locale)
        assert answer.status_code == 201

    async def test_members_we_do_not_know_are_ignored(self, client: httpx.AsyncClient) -> None:
        answer = await register(client, username="ann", password=PASSWORD, name="Ann", role="admin")
        assert answer.status_code == 201
