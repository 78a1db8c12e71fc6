"""GET /summary: what was spent in a period, against what was budgeted for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.db.database import Database
from api.expenses.tables import expenses
from tests.answers import exact, refusal, refused_field
from tests.factories import User, a_budget, a_member, a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def rows(user: User, **params: str) -> dict[str, tuple[Any, Any, Any]]:
    """Budget, spent and remaining by category, digit by digit."""
    answer = await user.get("/summary", params=params)
    assert answer.status_code == 200, answer.text
    return {row["category"]: (row["budget"], row["spent"], row["remaining"]) for row in exact(answer)}


def row(budget: str | None, spent: str, remaining: str | None) -> tuple[Any, Any, Any]:
    """The same, as it is written in a test."""
    return (
        None if budget is None else Decimal(budget),
        Decimal(spent),
        None if remaining is None else Decimal(remaining),
    )


class TestRows:
    async def test_have_these_members(self, ann: User) -> None:
        made = await an_expense(ann)
        await a_budget(ann, "Food", 250)
        (category, *_) = (await ann.get("/categories")).json()
        assert (await ann.get("/summary")).json() == [
            {
                "category": "Food", "category_id": made["category_id"], "colour": category["colour"],
                "icon": category["icon"], "budget": 250, "spent": 19.99, "remaining": 230.01,
                "expense_count": 1,
            }
        ]  # fmt: skip

    async def test_are_the_categories_with_a_budget_or_spending(self, ann: User) -> None:
        assert await rows(ann) == {}
        await an_expense(ann, category="Travel", amount="10")
        await an_expense(ann, category="Travel", amount="0.10")
        await a_budget(ann, "Food", 0)
        await a_budget(ann, "Pets", "30.50")
        assert await rows(ann) == {
            "Food": row("0", "0", "0"),
            "Travel": row(None, "10.10", None),
            "Pets": row("30.50", "0", "30.50"),
        }
        # In the order of the categories.
        assert list(await rows(ann)) == ["Food", "Travel", "Pets"]

    async def test_an_overspent_budget_has_a_negative_rest(self, ann: User) -> None:
        await an_expense(ann, amount="10.05")
        await a_budget(ann, "Food", 10)
        assert await rows(ann) == {"Food": row("10", "10.05", "-0.05")}

    async def test_forget_what_was_deleted_or_moved_away(self, ann: User) -> None:
        one, other = await an_expense(ann), await an_expense(ann, amount=1)
        await ann.delete(f"/expenses/{one['id']}")
        await ann.patch(f"/expenses/{other['id']}", json={"category": "Travel"})
        assert await rows(ann) == {"Travel": row(None, "1", None)}

    async def test_keep_archived_categories(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"archived": True})
        assert await rows(ann) == {"Food": row(None, "19.99", None)}

    async def test_have_the_decimals_of_the_currency(self, client: httpx.AsyncClient) -> None:
        for currency, spent, budget, remaining in [
            ("JPY", "1500", "1000", "-500"),
            ("KWD", "0.001", "0.1", "0.099"),
            ("CLF", "0.0001", "1", "0.9999"),
        ]:
            user = await a_user(client, f"user-{currency.lower()}", currency=currency)
            await an_expense(user, amount=spent)
            await a_budget(user, "Food", budget)
            assert await rows(user) == {"Food": row(budget, spent, remaining)}
            assert f'"remaining":{remaining},' in (await user.get("/summary")).text

    async def test_are_those_of_the_wallet_that_is_named(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        await an_expense(ann)
        assert await rows(bob, wallet=ann.wallet_id) == {"Food": row(None, "19.99", None)}
        assert await rows(bob) == {}

    async def test_the_sum_of_many_large_amounts_is_exact(self, ann: User) -> None:
        for _ in range(9):
            await an_expense(ann, amount="999999999999.99")
        await an_expense(ann, amount="0.01")
        assert await rows(ann) == {"Food": row(None, "8999999999999.92", None)}
        assert await rows(ann, **{"from": "2026-11-02"}) == {"Food": row(None, "8999999999999.92", None)}


class TestWithoutAPeriod:
    async def test_everything_ever_spent_stands_against_the_budgets_of_this_month(self, ann: User) -> None:
        for day in ("1900-01-01", "2026-10-31", "2026-11-15", "2027-11-16"):
            await an_expense(ann, date=day, amount=1)
        await a_budget(ann, "Food", 100, month="2026-10")
        await a_budget(ann, "Food", 200, month="2026-11")
        await a_budget(ann, "Food", 300, month="2026-12")
        assert await rows(ann) == {"Food": row("200", "4", "196")}

    async def test_this_month_is_the_wallets_own(self, client: httpx.AsyncClient, clock: FrozenClock) -> None:
        clock.set(datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
        for name, zone, budget in [("berlin", "Europe/Berlin", "200"), ("ny", "America/New_York", "100")]:
            user = await a_user(client, f"user-{name}", time_zone=zone)
            await a_budget(user, "Food", 100, month="2026-11")
            await a_budget(user, "Food", 200, month="2026-12")
            assert await rows(user) == {"Food": row(budget, "0", budget)}

    async def test_an_ended_budget_is_none(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-10")
        await ann.delete(f"/budgets/{made['category_id']}")
        assert await rows(ann) == {}
        assert await rows(ann, month="2026-10") == {"Food": row("100", "0", "100")}


class TestAMonth:
    async def test_has_its_own_days_and_the_budget_in_force_then(self, ann: User) -> None:
        for day in ("2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"):
            await an_expense(ann, date=day, amount=1)
        await a_budget(ann, "Food", 100, month="2026-10")
        await a_budget(ann, "Food", 200, month="2026-11")
        assert await rows(ann, month="2026-09") == {"Food": row("100", "1", "99")}
        assert await rows(ann, month="2026-10") == {"Food": row("100", "2", "98")}
        assert await rows(ann, month="2026-11") == {"Food": row("200", "1", "199")}
        assert await rows(ann, month="2027-02") == {"Food": row("200", "0", "200")}

    async def test_that_is_none_is_refused(self, ann: User) -> None:
        for params, field, code in [
            ({"month": "2026-13"}, "query.month", "month_unknown"),
            ({"month": "2026"}, "query.month", "month_format"),
            ({"month": ""}, "query.month", "month_format"),
            ({"month": "2026-11", "to": "2026-11-30"}, "query.month", "period_ambiguous"),
            ({"from": "2026-02-30"}, "query.from", "date_unknown"),
            ({"from": "2026-11-02", "to": "2026-11-01"}, "query.from", "period_reversed"),
        ]:
            assert refused_field(await ann.get("/summary", params=params)) == (field, code)


class TestARange:
    async def test_counts_its_days_and_a_budget_for_each_month_it_touches(self, ann: User) -> None:
        for day in ("2026-09-15", "2026-09-16", "2026-10-10", "2026-11-14", "2026-11-15"):
            await an_expense(ann, date=day, amount=1)
        await a_budget(ann, "Food", 100, month="2026-10")
        await a_budget(ann, "Food", 250, month="2026-11")
        assert await rows(ann, **{"from": "2026-09-16", "to": "2026-11-14"}) == {
            "Food": row("450", "3", "447")
        }
        assert await rows(ann, **{"from": "2026-11-30", "to": "2026-12-01"}) == {
            "Food": row("500", "0", "500")
        }

    async def test_of_a_budget_that_ends_counts_the_months_it_had(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-09")
        await ann.delete(f"/budgets/{made['category_id']}")
        assert await rows(ann, **{"from": "2026-10-31", "to": "2026-12-01"}) == {
            "Food": row("100", "0", "100")
        }
        assert await rows(ann, **{"from": "2026-11-01", "to": "2026-12-01"}) == {}

    async def test_with_an_open_end_reaches_to_this_month(self, ann: User) -> None:
        await an_expense(ann, date="2026-09-10", amount=1)
        await a_budget(ann, "Food", 100)
        assert await rows(ann, **{"from": "2026-09-11"}) == {"Food": row("300", "0", "300")}
        assert await rows(ann, **{"from": "2027-03-01"}) == {"Food": row("100", "0", "100")}

    async def test_with_an_open_beginning_reaches_back_to_the_first_spending(self, ann: User) -> None:
        await an_expense(ann, date="2026-09-10", amount=1)
        await a_budget(ann, "Food", 100)
        assert await rows(ann, to="2026-10-01") == {"Food": row("200", "1", "199")}
        assert await rows(ann, to="2020-01-01") == {"Food": row("100", "0", "100")}

    async def test_may_be_the_whole_calendar(self, ann: User) -> None:
        await an_expense(ann, amount=1)
        await a_budget(ann, "Food", 1)
        months = 9999 * 12
        everything = {"from": "0001-01-01", "to": "9999-12-31"}
        assert await rows(ann, **everything) == {"Food": row(str(months), "1", str(months - 1))}

    async def test_budgets_beyond_15_digits_are_refused_not_rounded(self, ann: User) -> None:
        await a_budget(ann, "Food", "9999999999.99", month="2020-01")
        params = {"from": "1900-01-01", "to": "9999-12-31"}
        answer = await ann.get("/summary", params=params)
        assert refused_field(answer) == ("query.from", "period_too_long")


class TestTags:
    async def test_an_unchanged_summary_is_304(self, ann: User) -> None:
        await an_expense(ann)
        first = await ann.get("/summary?month=2026-11")
        tag = {"If-None-Match": first.headers["etag"]}
        again = await ann.get("/summary?month=2026-11", headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        for answer in (first, again):
            assert answer.headers["cache-control"] == "private, no-cache"
            assert "Authorization" in answer.headers["vary"].split(", ")
        assert (await ann.get("/summary?month=2026-10", headers=tag)).status_code == 200
        assert (await ann.get("/summary", headers=tag)).status_code == 200
        await an_expense(ann)
        assert (await ann.get("/summary?month=2026-11", headers=tag)).status_code == 200

    async def test_a_new_month_moves_the_tag_without_any_write(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        clock.set(datetime(2026, 11, 30, 23, 0, tzinfo=UTC))
        late = await a_user(client, "late", time_zone="UTC")
        tag = {"If-None-Match": (await late.get("/summary")).headers["etag"]}
        assert (await late.get("/summary", headers=tag)).status_code == 304
        clock.advance(hours=2)
        assert (await late.get("/summary", headers=tag)).status_code == 200

    async def test_a_members_tag_opens_nothing_for_others(self, client: httpx.AsyncClient, ann: User) -> None:
        tag = {"If-None-Match": (await ann.get("/summary")).headers["etag"]}
        bob = await a_user(client, "bob")
        answer = await bob.get("/summary", params={"wallet": ann.wallet_id}, headers=tag)
        assert refusal(answer) == (404, "not_found")


FIRST, LAST = date(2026, 7, 28), date(2027, 2, 3)
days = st.dates(FIRST, LAST)


@dataclass
class Household:
    """A wallet of many expenses, and every one of them as it is stored."""

    user: User
    spent: list[tuple[str, str, int]]


@pytest.fixture
async def household(ann: User, database: Database) -> Household:
    """Three expenses a day or none, at the ends of months always."""
    day, number = FIRST, 0
    while day <= LAST:
        if day.day in {1, 2, 15, 27, 28, 30, 31}:
            number += 1
            name = ("Food", "Travel", "Pets")[number % 3]
            await an_expense(ann, date=day.isoformat(), category=name, amount=f"{number}.{number % 100:02d}")
        day += timedelta(days=1)
    names = {c["id"]: c["name"] for c in (await ann.get("/categories")).json()}
    stored = await rows_of(database, expenses)
    return Household(ann, [(r["date"], names[r["category_id"]], r["amount_minor"]) for r in stored])


class TestAgainstASumMadeByHand:
    async def test_every_range_agrees_also_with_its_list(self, household: Household) -> None:
        ranges: list[tuple[date | None, date | None]] = []

        @settings(
            max_examples=60,
            deadline=None,
            database=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture],
        )
        @given(st.none() | days, st.none() | days)
        def collect(one: date | None, other: date | None) -> None:
            reversed_ = one is not None and other is not None and one > other
            ranges.append((other, one) if reversed_ else (one, other))

        collect()
        assert len(ranges) > 30
        for first, last in dict.fromkeys(ranges):
            await self.compare(household, first, last)

    async def test_the_edges_of_months_agree(self, household: Household) -> None:
        edges = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
        for first in edges:
            for last in edges:
                if first <= last:
                    await self.compare(household, first, last)

    async def compare(self, household: Household, first: date | None, last: date | None) -> None:
        params = {}
        if first is not None:
            params["from"] = first.isoformat()
        if last is not None:
            params["to"] = last.isoformat()
        sums: dict[str, int] = defaultdict(int)
        for day, name, minor in household.spent:
            if params.get("from", "") <= day <= params.get("to", "9"):
                sums[name] += minor
        found = await rows(household.user, **params)
        assert {name: spent for name, (_, spent, _) in found.items()} == {
            name: Decimal(minor) / 100 for name, minor in sums.items()
        }, params
        listed = await household.user.get("/expenses", params={**params, "limit": 1})
        assert listed.headers["x-total-amount"] == f"{Decimal(sum(sums.values())) / 100:.2f}"
