"""Budgets: set from a month on, in force until the next one, and ended without touching the past."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.budgets.tables import budgets
from api.db.database import Database
from api.ledger.tables import journal
from tests.answers import exact, refusal, refused_field
from tests.factories import User, a_budget, a_user, category_id
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def in_force(user: User, month: str | None = None) -> dict[str, Any]:
    """The budgets of a month by category."""
    answer = await user.get("/budgets", params={} if month is None else {"month": month})
    assert answer.status_code == 200
    return {row["category"]: row["budget"] for row in answer.json()}


async def of_months(user: User, *months: str) -> list[Any]:
    """What Food has in each month."""
    return [(await in_force(user, month)).get("Food") for month in months]


class TestSetting:
    async def test_answers_the_budget_from_this_month_on(self, ann: User, database: Database) -> None:
        answer = await ann.post("/budget", json={"category": "food", "budget": 250})
        food = await category_id(ann, "Food")
        assert (answer.status_code, answer.json()) == (
            200,
            {
                "category": "Food",
                "category_id": food,
                "budget": 250,
                "starts_on": "2026-11",
                "revision": 2,
            },
        )
        (row,) = await rows_of(database, budgets)
        assert (row["category_id"], row["starts_on"], row["amount_minor"]) == (food, 202611, 25_000)
        (entry,) = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=2)
        assert (entry["kind"], entry["row_id"]) == ("budget", f"{food}/2026-11")

    async def test_an_unknown_category_is_created(self, ann: User) -> None:
        made = await a_budget(ann, "Pets", 30)
        assert await category_id(ann, "Pets") == made["category_id"]
        assert await ann.revision() == 2

    async def test_the_same_month_again_replaces_it(self, ann: User, database: Database) -> None:
        await a_budget(ann, "Food", 250)
        assert (await a_budget(ann, "Food", "300.50"))["revision"] == 3
        assert await in_force(ann) == {"Food": 300.5}
        assert len(await rows_of(database, budgets)) == 1

    async def test_an_equal_one_moves_no_revision(self, ann: User) -> None:
        first = await a_budget(ann, "Food", 250)
        assert await a_budget(ann, " FOOD", "250.00") == first
        assert await ann.revision() == 2

    async def test_zero_is_a_budget(self, ann: User) -> None:
        assert (await a_budget(ann, "Food", 0))["budget"] == 0
        assert await in_force(ann) == {"Food": 0}

    async def test_a_later_month_leaves_the_earlier_ones(self, ann: User) -> None:
        await a_budget(ann, "Food", 100, month="2026-03")
        await a_budget(ann, "Food", 200, month="2026-06")
        assert await of_months(ann, "2026-03", "2026-05", "2026-06", "2030-01") == [100, 100, 200, 200]

    async def test_the_earliest_counts_for_all_months_before_it(self, ann: User) -> None:
        await a_budget(ann, "Food", 100, month="2026-03")
        assert await of_months(ann, "1900-01", "2026-02") == [100, 100]
        await a_budget(ann, "Food", 50, month="2026-01")
        assert await of_months(ann, "1900-01", "2026-02", "2026-03") == [50, 50, 100]

    async def test_this_month_is_the_wallets_own(self, client: httpx.AsyncClient, clock: FrozenClock) -> None:
        clock.set(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
        berlin = await a_user(client, "berlin", time_zone="Europe/Berlin")
        new_york = await a_user(client, "new-york", time_zone="America/New_York")
        assert (await a_budget(berlin))["starts_on"] == "2026-12"
        assert (await a_budget(new_york))["starts_on"] == "2026-11"

    async def test_amounts_have_the_decimals_of_the_currency(self, client: httpx.AsyncClient) -> None:
        for currency, sent, stored in [
            ("JPY", "1500", "1500"),
            ("KWD", "1.005", "1.005"),
            ("CLF", "0.0001", "0.0001"),
        ]:
            user = await a_user(client, f"user-{currency.lower()}", currency=currency)
            answer = await user.post("/budget", json={"category": "Food", "budget": sent})
            assert str(exact(answer)["budget"]) == stored
            refused = await user.post(
                "/budget", json={"category": "Food", "budget": sent + "1" if "." in sent else "1.5"}
            )
            assert refused_field(refused) == ("budget", "amount_too_precise")

    async def test_refuses_what_is_no_budget(self, ann: User) -> None:
        refused: list[tuple[dict[str, object], str, str]] = [
            ({"budget": -1}, "budget", "amount_not_positive"),
            ({"budget": "-1"}, "budget", "amount_format"),
            ({"budget": "1e2"}, "budget", "amount_format"),
            ({"budget": " 5 "}, "budget", "amount_format"),
            ({"budget": True}, "budget", "amount_format"),
            ({"budget": None}, "budget", "amount_format"),
            ({"budget": 0.001}, "budget", "amount_too_precise"),
            ({"budget": 1_000_000_000_000}, "budget", "amount_too_large"),
            ({"category": ""}, "category", "too_short"),
            ({"category": "x" * 65}, "category", "too_long"),
            ({"month": "2026-13"}, "month", "month_unknown"),
            ({"month": "1899-12"}, "month", "month_unknown"),
            ({"month": "2026-11-01"}, "month", "month_format"),
            ({"month": 202611}, "month", "month_format"),
        ]
        for change, field, code in refused:
            body = {"category": "Food", "budget": 5, **change}
            assert refused_field(await ann.post("/budget", json=body)) == (field, code), change
        assert await ann.revision() == 1

    async def test_a_sum_of_more_than_15_digits_is_refused(self, ann: User, database: Database) -> None:
        for number in range(10):
            await a_budget(ann, f"Category {number}", "999999999999.99")
        before = await rows_of(database, budgets)
        answer = await ann.post("/budget", json={"category": "Food", "budget": "0.10"})
        assert refusal(answer) == (422, "wallet_total_too_large")
        assert await rows_of(database, budgets) == before
        assert await ann.revision() == 11
        await a_budget(ann, "Food", "0.09")

    async def test_the_sum_is_that_of_a_month_not_of_all_that_was_ever_set(self, ann: User) -> None:
        for month in range(1, 13):
            await a_budget(ann, "Food", "999999999999.99", month=f"2026-{month:02d}")
            await a_budget(ann, "Food", "999999999999.98", month=f"2026-{month:02d}")


class TestListing:
    async def test_has_what_setting_answered_in_the_order_of_the_categories(self, ann: User) -> None:
        travel, food = await a_budget(ann, "Travel", 1), await a_budget(ann, "Food", 2)
        assert (await ann.get("/budgets")).json() == [food, travel]
        assert (await ann.get("/budgets", params={"month": "2026-11"})).json() == [food, travel]

    async def test_of_a_month_that_is_none_is_refused(self, ann: User) -> None:
        for month in ("", "2026", "2026-00", "now"):
            assert (await ann.get("/budgets", params={"month": month})).status_code == 422

    async def test_answers_304_until_the_wallet_or_the_month_changes(
        self, ann: User, clock: FrozenClock
    ) -> None:
        await a_budget(ann)
        first = await ann.get("/budgets")
        tag = {"If-None-Match": first.headers["etag"]}
        assert first.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in first.headers["vary"].split(", ")
        assert (await ann.get("/budgets", headers=tag)).status_code == 304
        # The same month, asked for by its name.
        assert (await ann.get("/budgets", params={"month": "2026-11"}, headers=tag)).status_code == 304
        assert (await ann.get("/budgets", params={"month": "2026-12"}, headers=tag)).status_code == 200
        await a_budget(ann, "Food", 300)
        assert (await ann.get("/budgets", headers=tag)).status_code == 200


class TestEnding:
    async def test_ends_it_from_this_month_and_leaves_the_past(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        answer = await ann.delete(f"/budgets/{made['category_id']}")
        assert (answer.status_code, answer.content) == (204, b"")
        assert await of_months(ann, "2026-01", "2026-03", "2026-10") == [100, 100, 100]
        assert await of_months(ann, "2026-11", "2026-12", "2030-01") == [None, None, None]
        assert await ann.revision() == 3

    @pytest.mark.parametrize("month", ["2026-11", "2026-12", "2030-01"])
    async def test_the_past_keeps_one_that_started_only_now_or_later(self, ann: User, month: str) -> None:
        made = await a_budget(ann, "Food", 100, month=month)
        await ann.delete(f"/budgets/{made['category_id']}")
        assert await of_months(ann, "1900-01", "2026-10") == [100, 100]
        assert await of_months(ann, "2026-11", "2026-12", "2030-01", "2030-02") == [None] * 4

    async def test_removes_what_would_start_later(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        await a_budget(ann, "Food", 200, month="2026-11")
        await a_budget(ann, "Food", 300, month="2027-01")
        await ann.delete(f"/budgets/{made['category_id']}")
        assert await of_months(ann, "2026-10", "2026-11", "2027-01") == [100, None, None]

    async def test_leaves_other_categories(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100)
        await a_budget(ann, "Travel", 200)
        await ann.delete(f"/budgets/{made['category_id']}")
        assert await in_force(ann) == {"Travel": 200}

    async def test_it_may_be_set_again(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        await ann.delete(f"/budgets/{made['category_id']}")
        await a_budget(ann, "Food", 50)
        assert await of_months(ann, "2026-10", "2026-11", "2026-12") == [100, 50, 50]

    async def test_one_that_has_ended_but_starts_again_later_is_ended_for_good(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        path = f"/budgets/{made['category_id']}"
        await ann.delete(path)
        await a_budget(ann, "Food", 300, month="2027-01")
        assert (await ann.delete(path)).status_code == 204
        assert await of_months(ann, "2026-10", "2026-11", "2027-01") == [100, None, None]

    async def test_without_a_budget_or_a_category_it_is_404(self, ann: User) -> None:
        food = await category_id(ann, "Food")
        assert refusal(await ann.delete(f"/budgets/{food}")) == (404, "not_found")
        await a_budget(ann, "Food", 100)
        assert (await ann.delete(f"/budgets/{food}")).status_code == 204
        for path in (food, str(uuid4()), "x"):
            assert refusal(await ann.delete(f"/budgets/{path}")) == (404, "not_found")
        assert await ann.revision() == 3

    async def test_this_month_is_the_wallets_own(self, client: httpx.AsyncClient, clock: FrozenClock) -> None:
        clock.set(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
        for name, zone, last in [
            ("berlin", "Europe/Berlin", "2026-11"),
            ("ny", "America/New_York", "2026-10"),
        ]:
            user = await a_user(client, f"user-{name}", time_zone=zone)
            made = await a_budget(user, "Food", 100, month="2026-01")
            await user.delete(f"/budgets/{made['category_id']}")
            months = ["2026-10", "2026-11", "2026-12"]
            assert await of_months(user, *months) == [100 if month <= last else None for month in months]

    async def test_the_journal_keeps_what_was_removed(self, ann: User, database: Database) -> None:
        made = await a_budget(ann, "Food", 100, month="2027-01")
        await ann.delete(f"/budgets/{made['category_id']}")
        entries = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=3)
        assert {(entry["row_id"][-7:], entry["before"], entry["after"]) for entry in entries} == {
            ("2026-10", None, '{"amount_minor":10000}'),
            ("2027-01", '{"amount_minor":10000}', None),
            ("2026-11", None, '{"amount_minor":null}'),
        }
