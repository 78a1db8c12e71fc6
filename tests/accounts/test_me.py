"""The profile: what one sees and changes of oneself."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.people import PASSWORD, Person, registered

pytestmark = pytest.mark.anyio

PREFERENCES = {
    "language": ["en", "de", "es"],
    "date_format": ["dmy", "mdy", "ymd"],
    "first_day_of_week": ["monday", "saturday", "sunday"],
}


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> Person:
    return await registered(client, "ann", email="ann@example.org")


async def change(client: httpx.AsyncClient, person: Person, **body: object) -> httpx.Response:
    return await client.patch("/me", json=body, headers=person.headers)


async def shown(client: httpx.AsyncClient, person: Person) -> dict[str, object]:
    found: dict[str, object] = (await client.get("/me", headers=person.headers)).json()
    return found


async def revision(client: httpx.AsyncClient, person: Person) -> object:
    wallet = (await shown(client, person))["wallet"]
    assert isinstance(wallet, dict)
    return wallet["revision"]


class TestReading:
    async def test_it_has_exactly_these_members(self, client: httpx.AsyncClient, ann: Person) -> None:
        answer = await client.get("/me", headers=ann.headers)
        assert answer.headers["cache-control"] == "no-store"
        person = answer.json()
        assert set(person) == {
            "id", "username", "email", "display_name", "locale", "language", "date_format",
            "first_day_of_week", "wallet",
        }  # fmt: skip
        assert set(person["wallet"]) == {
            "id", "name", "currency", "time_zone", "role", "minor_unit_digits", "revision",
            "sample_data",
        }  # fmt: skip


class TestChanging:
    async def test_what_is_left_out_stays(self, client: httpx.AsyncClient, ann: Person) -> None:
        before = await shown(client, ann)
        answer = await change(client, ann, display_name=" Ann Lee ")
        assert answer.status_code == 200
        assert answer.json() == {**before, "display_name": "Ann Lee"}
        assert await shown(client, ann) == answer.json()

    async def test_a_locale_is_set_and_removed(self, client: httpx.AsyncClient, ann: Person) -> None:
        assert (await change(client, ann, locale="de-AT")).json()["locale"] == "de-AT"
        assert (await change(client, ann, locale=None)).json()["locale"] is None

    async def test_the_preferences_are_at_first_the_browsers(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        person = await shown(client, ann)
        assert [person[name] for name in ("language", "date_format", "first_day_of_week")] == [None] * 3

    @pytest.mark.parametrize(("name", "values"), PREFERENCES.items())
    async def test_a_preference_is_set_and_removed_alone(
        self, client: httpx.AsyncClient, ann: Person, name: str, values: list[str]
    ) -> None:
        before = await shown(client, ann)
        for value in [*values, None]:
            answer = await change(client, ann, **{name: value})
            assert answer.status_code == 200, answer.text
            assert answer.json() == await shown(client, ann) == {**before, name: value}

    async def test_a_preference_stays_when_something_else_changes(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        chosen = {name: values[0] for name, values in PREFERENCES.items()}
        await change(client, ann, **chosen)
        answer = await change(client, ann, display_name="Ann Lee")
        assert {name: answer.json()[name] for name in chosen} == chosen

    async def test_the_person_alone_moves_no_revision(self, client: httpx.AsyncClient, ann: Person) -> None:
        before = await revision(client, ann)
        await change(client, ann, display_name="Ann Lee", locale="de", language="de", currency="EUR")
        assert await revision(client, ann) == before

    async def test_the_time_zone_is_the_wallets_and_moves_it_by_one(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        before = await revision(client, ann)
        answer = await change(client, ann, time_zone="Europe/Vienna")
        assert answer.json()["wallet"]["time_zone"] == "Europe/Vienna"
        assert isinstance(before, int)
        assert answer.json()["wallet"]["revision"] == before + 1
        assert await revision(client, ann) == before + 1

    @pytest.mark.parametrize(
        ("field", "value", "code"),
        [
            ("display_name", " ", "too_short"),
            ("display_name", "x" * 65, "too_long"),
            ("display_name", "a\nb", "character_refused"),
            ("currency", "EURO", "currency_unknown"),
            ("time_zone", "Vienna", "time_zone_unknown"),
            ("locale", "de_AT", "locale_format"),
            ("language", "fr", "not_a_choice"),
            ("language", "DE", "not_a_choice"),
            ("language", "", "not_a_choice"),
            ("date_format", "dd.mm.yyyy", "not_a_choice"),
            ("date_format", 1, "not_a_choice"),
            ("first_day_of_week", "friday", "not_a_choice"),
            ("first_day_of_week", True, "not_a_choice"),
            ("email", "nowhere", "email_format"),
        ],
    )
    async def test_a_wrong_value_is_422_with_its_field(
        self, client: httpx.AsyncClient, ann: Person, field: str, value: object, code: str
    ) -> None:
        answer = await change(client, ann, **{field: value})
        assert answer.status_code == 422
        assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]


class TestAtOnce:
    async def test_two_changes_of_different_fields_both_stay(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        for number in range(25):
            first, second = f"Ann {number}", f"de-x-r{number}"
            answers = await asyncio.gather(
                change(client, ann, display_name=first), change(client, ann, locale=second)
            )
            assert [answer.status_code for answer in answers] == [200, 200]
            person = await shown(client, ann)
            assert (person["display_name"], person["locale"]) == (first, second)

    async def test_a_change_of_the_password_meanwhile_loses_nothing(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        body = {"current_password": PASSWORD, "new_password": PASSWORD}
        answers = await asyncio.gather(
            client.post("/me/password", json=body, headers=ann.headers),
            *(change(client, ann, display_name=f"Ann {number}") for number in range(5)),
        )
        assert [answer.status_code for answer in answers] == [200] * 6


class TestCurrency:
    async def test_it_changes_while_nothing_has_an_amount(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        answer = await change(client, ann, currency="JPY")
        assert answer.status_code == 200
        assert answer.json()["wallet"]["minor_unit_digits"] == 0

    async def test_with_a_deleted_expense_it_is_fixed(self, client: httpx.AsyncClient, ann: Person) -> None:
        body = {"date": "2026-11-15", "category": "Food", "amount": 5}
        expense = (await client.post("/expenses", json=body, headers=ann.headers)).json()
        await client.delete(f"/expenses/{expense['id']}", headers=ann.headers)
        before = await shown(client, ann)
        answer = await change(client, ann, currency="JPY", display_name="Ann Lee")
        assert answer.status_code == 409
        assert answer.json()["code"] == "currency_fixed"
        # All or nothing: neither the name nor the wallet's revision moved.
        assert await shown(client, ann) == before

    async def test_with_a_budget_it_is_fixed(self, client: httpx.AsyncClient, ann: Person) -> None:
        body = {"category": "Food", "budget": 0}
        await client.post("/budget", json=body, headers=ann.headers)
        assert (await change(client, ann, currency="JPY")).status_code == 409

    async def test_the_same_currency_is_no_change(self, client: httpx.AsyncClient, ann: Person) -> None:
        body = {"category": "Food", "budget": 10}
        await client.post("/budget", json=body, headers=ann.headers)
        assert (await change(client, ann, currency="EUR")).status_code == 200


class TestEmail:
    async def test_it_needs_the_current_password(self, client: httpx.AsyncClient, ann: Person) -> None:
        for _ in range(12):
            answer = await change(client, ann, email="lee@example.org")
            assert answer.status_code == 403
            assert answer.json()["code"] == "wrong_password"
        # Nothing was guessed, so nothing was counted.
        right = await change(client, ann, email="lee@example.org", current_password=PASSWORD)
        assert right.status_code == 200

    async def test_a_wrong_one_is_403_and_changes_nothing(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        answer = await change(
            client, ann, email="lee@example.org", display_name="Lee", current_password="wrong horse"
        )
        assert answer.status_code == 403
        assert answer.json()["code"] == "wrong_password"
        person = await shown(client, ann)
        assert (person["email"], person["display_name"]) == ("ann@example.org", "ann")

    async def test_with_the_right_one_the_new_address_signs_in_and_the_old_does_not(
        self, client: httpx.AsyncClient, ann: Person
    ) -> None:
        answer = await change(client, ann, email="lee@example.org", current_password=PASSWORD)
        assert answer.json()["email"] == "lee@example.org"
        new = await client.post("/login", json={"email": "lee@example.org", "password": PASSWORD})
        old = await client.post("/login", json={"email": "ann@example.org", "password": PASSWORD})
        assert (new.status_code, old.status_code) == (200, 401)

    async def test_it_can_be_removed(self, client: httpx.AsyncClient, ann: Person) -> None:
        answer = await change(client, ann, email=None, current_password=PASSWORD)
        assert answer.json()["email"] is None

    async def test_the_same_address_needs_no_password(self, client: httpx.AsyncClient, ann: Person) -> None:
        assert (await change(client, ann, email="ann@example.org")).status_code == 200

    async def test_its_case_may_change(self, client: httpx.AsyncClient, ann: Person) -> None:
        answer = await change(client, ann, email="Ann@example.org", current_password=PASSWORD)
        assert answer.json()["email"] == "Ann@example.org"

    async def test_that_of_another_account_is_409(self, client: httpx.AsyncClient, ann: Person) -> None:
        await registered(client, "bob", email="bob@example.org")
        answer = await change(client, ann, email="BOB@example.org", current_password=PASSWORD)
        assert answer.status_code == 409
        assert answer.json()["code"] == "email_taken"
