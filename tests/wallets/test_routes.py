"""Wallets: the own one, those of others one is a member of, and when a currency may still change."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from api.db.database import Database
from api.ledger.tables import journal, members, wallets
from tests.answers import refusal
from tests.factories import User, a_budget, a_member, a_user, an_expense, expense_body
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


class TestListing:
    async def test_a_new_person_has_their_own(self, client: httpx.AsyncClient, database: Database) -> None:
        user = await a_user(client, "bob", currency="KWD", time_zone="Asia/Kuwait")
        (wallet,) = (await user.get("/wallets")).json()
        assert wallet == {
            "id": user.wallet_id, "name": wallet["name"], "currency": "KWD", "time_zone": "Asia/Kuwait",
            "role": "owner", "minor_unit_digits": 3, "revision": 1, "sample_data": False,
        }  # fmt: skip
        (member,) = await rows_of(database, members)
        assert (member["user_id"], member["role"]) == (user.id, "owner")

    async def test_those_of_others_come_with_ones_role_the_oldest_first(
        self, client: httpx.AsyncClient, database: Database, ann: User, clock: FrozenClock
    ) -> None:
        clock.advance(minutes=1)
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        found = (await bob.get("/wallets")).json()
        assert [(w["id"], w["role"]) for w in found] == [
            (ann.wallet_id, "viewer"), (bob.wallet_id, "owner"),
        ]  # fmt: skip
        assert [w["id"] for w in (await ann.get("/wallets")).json()] == [ann.wallet_id]

    async def test_is_kept_by_no_cache_for_others(self, ann: User) -> None:
        answer = await ann.get("/wallets")
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in answer.headers["vary"].split(", ")


class TestNamingOne:
    async def test_acts_in_it_and_else_in_the_own(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        there = await an_expense(bob, wallet=ann.wallet_id)
        here = await an_expense(bob)
        assert (there["wallet_id"], here["wallet_id"]) == (ann.wallet_id, bob.wallet_id)
        assert [e["id"] for e in (await ann.get("/expenses")).json()] == [there["id"]]
        assert [e["id"] for e in (await bob.get("/expenses")).json()] == [here["id"]]
        assert refusal(await bob.get(f"/expenses/{there['id']}")) == (404, "not_found")

    async def test_leads_to_the_expense_in_it(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        made = await bob.post("/expenses", json=expense_body(), params={"wallet": ann.wallet_id.upper()})
        assert (await bob.get(made.headers["location"])).json() == made.json()

    async def test_that_is_unknown_foreign_or_no_id_answers_alike(
        self, client: httpx.AsyncClient, ann: User
    ) -> None:
        bob = await a_user(client, "bob")
        answers = [
            await bob.get("/expenses", params={"wallet": wallet})
            for wallet in (ann.wallet_id, str(uuid4()), "x", "", "\0", ann.wallet_id.replace("-", ""))
        ]
        assert {refusal(answer) for answer in answers} == {(404, "not_found")}
        assert len({answer.content for answer in answers}) == 1

    async def test_a_viewer_reads_and_writes_nothing(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        made = await an_expense(ann)
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        assert (await bob.get("/expenses", params={"wallet": ann.wallet_id})).json() == [made]
        answer = await bob.post("/expenses", json=expense_body(), params={"wallet": ann.wallet_id})
        assert refusal(answer) == (403, "forbidden")
        assert await ann.revision() == made["revision"]


async def set_currency(user: User, currency: str) -> httpx.Response:
    return await user.patch("/me", json={"currency": currency})


class TestTheCurrency:
    async def test_changes_while_nothing_has_an_amount(self, ann: User, database: Database) -> None:
        await ann.post("/categories", json={"name": "Pets"})
        answer = await set_currency(ann, "JPY")
        assert answer.json()["wallet"]["currency"] == "JPY"
        assert answer.json()["wallet"]["minor_unit_digits"] == 0
        (wallet,) = await rows_of(database, wallets, id=ann.wallet_id)
        assert (wallet["currency"], wallet["revision"]) == ("JPY", 3)
        (entry,) = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=3)
        assert (entry["kind"], entry["row_id"]) == ("wallet", ann.wallet_id)
        assert '"EUR"' in entry["before"]
        assert '"JPY"' in entry["after"]

    async def test_stays_once_there_is_an_expense_even_a_deleted_one(self, ann: User) -> None:
        made = await an_expense(ann)
        assert refusal(await set_currency(ann, "JPY")) == (409, "currency_fixed")
        await ann.delete(f"/expenses/{made['id']}")
        assert refusal(await set_currency(ann, "JPY")) == (409, "currency_fixed")
        assert await ann.revision() == 3

    async def test_stays_once_there_is_a_budget_even_one_of_zero(self, ann: User) -> None:
        await a_budget(ann, "Food", 0)
        assert refusal(await set_currency(ann, "JPY")) == (409, "currency_fixed")

    async def test_the_same_one_is_no_change(self, ann: User) -> None:
        await an_expense(ann)
        assert (await set_currency(ann, "EUR")).status_code == 200
        assert await ann.revision() == 2

    async def test_counts_only_what_the_wallet_itself_has(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        await an_expense(bob, wallet=ann.wallet_id)
        assert (await set_currency(bob, "JPY")).status_code == 200
        assert refusal(await set_currency(ann, "JPY")) == (409, "currency_fixed")


class TestTheTimeZone:
    async def test_may_change_at_any_time(self, ann: User, database: Database) -> None:
        await an_expense(ann)
        answer = await ann.patch("/me", json={"time_zone": "Asia/Kolkata"})
        assert answer.json()["wallet"]["time_zone"] == "Asia/Kolkata"
        assert await ann.revision() == 3
        assert len(await rows_of(database, journal, wallet_id=ann.wallet_id, revision=3)) == 1
