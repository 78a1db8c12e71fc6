"""Sample data: believable, written once in one revision, and gone again without a trace in the app."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.budgets.tables import budgets
from api.categories.tables import categories
from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals, wallets
from api.ops.doctor import examine_wallet
from api.samples.household import SAMPLE_BUDGETS, SAMPLE_SHARE, purchases
from api.samples.service import MOST_EXPENSES
from tests.answers import refusal
from tests.factories import User, a_budget, a_member, a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

SAMPLE = "/sample-data"


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def add(user: User) -> dict[str, int]:
    answer = await user.post(SAMPLE)
    assert answer.status_code == 201, answer.text
    made: dict[str, int] = answer.json()
    return made


async def remove(user: User) -> int:
    answer = await user.delete(SAMPLE)
    assert answer.status_code == 200, answer.text
    assert set(answer.json()) == {"expenses"}
    return int(answer.json()["expenses"])


async def listed(user: User) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (await user.get("/expenses", params={"limit": 1000})).json()
    return rows


async def in_force(user: User) -> dict[str, Any]:
    return {row["category"]: row["budget"] for row in (await user.get("/budgets")).json()}


async def has_sample_data(user: User) -> bool:
    (own,) = (await user.get("/wallets")).json()
    assert (await user.get("/me")).json()["wallet"] == own
    found: bool = own["sample_data"]
    return found


async def assert_healthy(user: User, database: Database) -> None:
    assert (await database.read(examine_wallet, user.wallet_id)).findings == []


class TestAdding:
    async def test_fills_the_own_wallet_in_one_revision(self, ann: User, database: Database) -> None:
        assert not await has_sample_data(ann)
        made = await add(ann)
        assert set(made) == {"expenses", "budgets"}
        assert await has_sample_data(ann)
        rows = await rows_of(database, expenses)
        assert {(r["revision"], r["created_revision"], r["created_by"]) for r in rows} == {(2, 2, ann.id)}
        assert len(rows) == len(await listed(ann)) == made["expenses"]
        assert await in_force(ann) == SAMPLE_BUDGETS
        assert made["budgets"] == len(SAMPLE_BUDGETS)
        assert await ann.revision() == 2
        entries = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=2)
        kinds = Counter(entry["kind"] for entry in entries)
        assert kinds == {"expense": made["expenses"], "budget": made["budgets"], "wallet": 1}
        assert {(entry["source"], entry["actor_id"]) for entry in entries} == {("sample data", ann.id)}
        await assert_healthy(ann, database)

    async def test_is_this_month_and_the_three_before(self, ann: User) -> None:
        made = await add(ann)
        assert 150 <= made["expenses"] <= 250
        rows = await listed(ann)
        assert {row["date"][:7] for row in rows} == {"2026-08", "2026-09", "2026-10", "2026-11"}
        assert max(row["date"] for row in rows) <= "2026-11-15"
        assert min(row["date"] for row in rows) == "2026-08-01"
        months = (await ann.get("/analytics/months")).json()
        assert sum(month["count"] for month in months) == made["expenses"]

    async def test_ends_today_where_the_wallet_is(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        clock.set(datetime(2026, 11, 30, 20, 0, tzinfo=UTC))
        for name, zone, today in [("tokyo", "Asia/Tokyo", "2026-12-01"), ("utc", "UTC", "2026-11-30")]:
            user = await a_user(client, name, time_zone=zone)
            await add(user)
            days = {row["date"] for row in await listed(user)}
            # The rent is paid on the first, so that day is never empty.
            assert max(days)[:7] == today[:7]
            assert max(days) <= today

    async def test_uses_the_categories_that_are_there(self, ann: User, database: Database) -> None:
        before = await rows_of(database, categories)
        await add(ann)
        assert await rows_of(database, categories) == before

    @pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "HUF"])
    async def test_speaks_the_currency_of_the_wallet(
        self, client: httpx.AsyncClient, database: Database, currency: str
    ) -> None:
        user = await a_user(client, currency=currency)
        await add(user)
        rents = [row["amount"] for row in await listed(user) if row["description"] == "Rent"]
        assert rents == [{"EUR": 1180, "JPY": 177_000, "KWD": 393.335, "HUF": 472_000}[currency]] * 4
        await assert_healthy(user, database)

    @pytest.mark.parametrize(
        ("fields", "rent"),
        [
            ({}, "Rent"),
            ({"locale": "en-GB"}, "Rent"),
            ({"locale": "de-AT"}, "Miete"),
            ({"locale": "de-AT", "language": "es"}, "Alquiler"),
            ({"locale": "fr-FR"}, "Rent"),
        ],
    )
    async def test_speaks_the_language_of_the_person(
        self, client: httpx.AsyncClient, fields: dict[str, str], rent: str
    ) -> None:
        user = await a_user(client, **fields)
        await add(user)
        first = (await user.get("/expenses", params={"to": "2026-08-01", "sort": "-amount"})).json()
        assert first[0]["description"] == rent

    async def test_is_offered_when_a_description_is_typed(self, ann: User) -> None:
        await add(ann)
        (row,) = (await ann.get("/descriptions", params={"q": "rent"})).json()
        assert (row["description"], row["category"], row["amount"]) == ("Rent", "Housing", 1180)

    async def test_leaves_what_is_there(self, ann: User, database: Database) -> None:
        own = await an_expense(ann)
        budget = await a_budget(ann, "Food", 7)
        ended = await a_budget(ann, "Housing", 7)
        await ann.delete(f"/budgets/{ended['category_id']}")
        made = await add(ann)
        assert (await ann.get(f"/expenses/{own['id']}")).json() == own
        assert budget in (await ann.get("/budgets")).json()
        # Housing had a budget that was ended on purpose.
        assert await in_force(ann) == {
            name: 7 if name == "Food" else amount
            for name, amount in SAMPLE_BUDGETS.items()
            if name != "Housing"
        }
        assert made["budgets"] == len(SAMPLE_BUDGETS) - 2
        await assert_healthy(ann, database)

    async def test_is_refused_the_second_time(self, ann: User) -> None:
        made = await add(ann)
        assert refusal(await ann.post(SAMPLE)) == (409, "sample_data_present")
        assert len(await listed(ann)) == made["expenses"]
        assert await ann.revision() == 2

    async def test_is_done_once_where_it_is_asked_for_twice_at_once(
        self, ann: User, database: Database
    ) -> None:
        answers = await asyncio.gather(*(ann.post(SAMPLE) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
        (made,) = [answer.json() for answer in answers if answer.status_code == 201]
        assert len(await listed(ann)) == made["expenses"]
        assert await ann.revision() == 2
        await assert_healthy(ann, database)

    async def test_is_refused_where_the_wallet_cannot_hold_it(self, ann: User) -> None:
        for _ in range(10):
            await an_expense(ann, amount="999999999999.99")
        before = await ann.revision()
        assert refusal(await ann.post(SAMPLE)) == (422, "wallet_total_too_large")
        assert (await ann.revision(), await has_sample_data(ann)) == (before, False)

    async def test_goes_into_the_own_wallet_only(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        await bob.post(SAMPLE, params={"wallet": ann.wallet_id})
        assert await listed(ann) == []
        assert len(await listed(bob)) > 100


class TestCategories:
    async def test_that_were_renamed_are_known_by_their_icon(self, ann: User) -> None:
        for row in (await ann.get("/categories")).json():
            await ann.patch(f"/categories/{row['id']}", json={"name": f"My {row['name']}"})
        await add(ann)
        assert {row["category"] for row in await listed(ann) if row["description"] == "Rent"} == {
            "My Housing"
        }
        assert len((await ann.get("/categories")).json()) == 10

    async def test_that_cannot_be_known_are_replaced_by_others(self, ann: User, database: Database) -> None:
        for row in (await ann.get("/categories")).json():
            change: dict[str, object] = {"name": f"My {row['name']}", "icon": "car"}
            await ann.patch(f"/categories/{row['id']}", json=change | {"archived": row["position"] > 1})
        made = await add(ann)
        assert {row["category"] for row in await listed(ann)} == {"My Food", "My Housing"}
        assert made["budgets"] == 2
        assert len((await ann.get("/categories")).json()) == 10
        await assert_healthy(ann, database)

    async def test_may_all_be_archived(self, ann: User) -> None:
        for row in (await ann.get("/categories")).json():
            await ann.patch(f"/categories/{row['id']}", json={"archived": True})
        await add(ann)
        assert len({row["category"] for row in await listed(ann)}) >= 8


class TestRemoving:
    async def test_takes_it_all_out_in_one_revision(self, ann: User, database: Database) -> None:
        made = await add(ann)
        assert await remove(ann) == made["expenses"]
        assert await listed(ann) == []
        assert await in_force(ann) == {}
        assert not await has_sample_data(ann)
        assert await ann.revision() == 3
        assert await rows_of(database, expenses) == []
        assert await rows_of(database, budgets) == []
        totals = await rows_of(database, monthly_totals)
        assert {(row["amount_minor"], row["expense_count"]) for row in totals} == {(0, 0)}
        (wallet,) = await rows_of(database, wallets)
        assert (wallet["total_minor"], wallet["expense_count"]) == (0, 0)
        await assert_healthy(ann, database)

    async def test_the_journal_still_tells_of_every_row(self, ann: User, database: Database) -> None:
        made = await add(ann)
        await remove(ann)
        written = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=2)
        removed = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=3)
        assert {(e["row_id"], e["after"]) for e in written if e["kind"] != "wallet"} == {
            (e["row_id"], e["before"]) for e in removed if e["kind"] != "wallet"
        }
        assert {e["after"] for e in removed if e["kind"] != "wallet"} == {None}
        assert Counter(e["kind"] for e in removed) == {
            "expense": made["expenses"], "budget": made["budgets"], "wallet": 1,
        }  # fmt: skip
        (marked,) = [json.loads(e["before"])["sample_revision"] for e in removed if e["kind"] == "wallet"]
        assert marked == 2

    async def test_leaves_what_was_recorded_before_and_after(self, ann: User, database: Database) -> None:
        before, deleted = await an_expense(ann), await an_expense(ann)
        await ann.delete(f"/expenses/{deleted['id']}")
        await a_budget(ann, "Travel", 5)
        await add(ann)
        after = await an_expense(ann, category="Pets")
        await a_budget(ann, "Gifts", 6)
        await remove(ann)
        assert await listed(ann) == [after, before]
        assert await in_force(ann) == {"Travel": 5, "Gifts": 6}
        assert (await ann.post(f"/expenses/{deleted['id']}/restore")).status_code == 200
        await assert_healthy(ann, database)

    async def test_takes_changed_and_moved_rows_too_and_counts_those_that_lived(
        self, ann: User, database: Database
    ) -> None:
        made = await add(ann)
        edited, moved, deleted, back = (await listed(ann))[:4]
        await ann.patch(f"/expenses/{edited['id']}", json={"amount": 1, "description": "Tried"})
        await ann.patch(f"/expenses/{moved['id']}", json={"date": "2026-01-01", "category": "Pets"})
        await ann.delete(f"/expenses/{deleted['id']}")
        await ann.delete(f"/expenses/{back['id']}")
        await ann.post(f"/expenses/{back['id']}/restore")
        assert await remove(ann) == made["expenses"] - 1
        assert await rows_of(database, expenses) == []
        for row in (edited, deleted):
            assert refusal(await ann.post(f"/expenses/{row['id']}/restore")) == (404, "not_found")
        await assert_healthy(ann, database)

    async def test_leaves_budgets_that_were_decided_since(self, ann: User, database: Database) -> None:
        await add(ann)
        await a_budget(ann, "Food", 1, month="2026-08")
        await a_budget(ann, "Housing", 2)
        transport = next(r for r in (await ann.get("/budgets")).json() if r["category"] == "Transport")
        await ann.delete(f"/budgets/{transport['category_id']}")
        await remove(ann)
        assert await in_force(ann) == {"Food": 1, "Housing": 2}
        await assert_healthy(ann, database)

    async def test_without_any_it_is_404(self, ann: User) -> None:
        await an_expense(ann)
        assert refusal(await ann.delete(SAMPLE)) == (404, "not_found")
        await add(ann)
        await remove(ann)
        before = await ann.revision()
        assert refusal(await ann.delete(SAMPLE)) == (404, "not_found")
        assert await ann.revision() == before
        assert len(await listed(ann)) == 1

    async def test_it_may_come_back(self, ann: User, database: Database) -> None:
        made = await add(ann)
        await remove(ann)
        assert await add(ann) == made
        assert len(await listed(ann)) == made["expenses"]
        assert await remove(ann) == made["expenses"]
        await assert_healthy(ann, database)


class TestTheCurrency:
    async def test_is_fixed_while_it_is_there_and_free_again_without_it(self, ann: User) -> None:
        await add(ann)
        assert refusal(await ann.patch("/me", json={"currency": "JPY"})) == (409, "currency_fixed")
        # Also after somebody tried out what can be done with it.
        row, other, *_ = await listed(ann)
        await ann.patch(f"/expenses/{row['id']}", json={"amount": 1})
        await ann.delete(f"/expenses/{other['id']}")
        await remove(ann)
        answer = await ann.patch("/me", json={"currency": "JPY"})
        assert answer.status_code == 200
        assert answer.json()["wallet"]["currency"] == "JPY"

    async def test_stays_fixed_by_what_one_recorded_oneself(self, ann: User) -> None:
        await add(ann)
        own = await an_expense(ann)
        await ann.delete(f"/expenses/{own['id']}")
        await remove(ann)
        assert refusal(await ann.patch("/me", json={"currency": "JPY"})) == (409, "currency_fixed")


class TestOnAnyDay:
    def test_there_are_enough_and_not_too_many(self) -> None:
        day = date(2026, 1, 1)
        while day < date(2029, 1, 1):
            month = day.year * 12 + day.month - 1 - 3
            first = date(month // 12, month % 12 + 1, 1)
            bought = purchases(first, day, share=SAMPLE_SHARE)
            assert 150 <= len(bought) <= 265 < MOST_EXPENSES
            day += timedelta(days=1)
