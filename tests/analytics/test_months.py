"""GET /analytics/months: what was spent month by month, from the totals alone."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import httpx
import pytest

from api.db.database import Database
from tests.answers import exact, refusal, refused_field
from tests.factories import User, a_member, a_user, an_expense, category_id
from tests.infrastructure.frozen_clock import FrozenClock

pytestmark = pytest.mark.anyio

MONTHS = "/analytics/months"


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def months(user: User, **params: Any) -> dict[str, tuple[Decimal | int, int]]:
    """Total and count by month, digit by digit, in the order of the answer."""
    answer = await user.get(MONTHS, params=params)
    assert answer.status_code == 200, answer.text
    return {row["month"]: (row["total"], row["count"]) for row in exact(answer)}


def spent(found: dict[str, tuple[Decimal | int, int]]) -> dict[str, tuple[Decimal | int, int]]:
    """The months in which anything was spent."""
    return {month: cell for month, cell in found.items() if cell != (0, 0)}


class TestMonths:
    async def test_have_these_members(self, ann: User) -> None:
        await an_expense(ann, amount="19.99")
        await an_expense(ann, amount="0.01")
        await an_expense(ann, category="Travel", amount=5)
        answer = await ann.get(MONTHS, params={"from": "2026-10", "to": "2026-11"})
        assert exact(answer) == [
            {"month": "2026-10", "total": 0, "count": 0, "categories": []},
            {
                "month": "2026-11", "total": 25, "count": 3,
                "categories": [
                    {"category": "Food", "category_id": await category_id(ann, "Food"), "total": 20,
                     "count": 2},
                    {"category": "Travel", "category_id": await category_id(ann, "Travel"), "total": 5,
                     "count": 1},
                ],
            },
        ]  # fmt: skip

    async def test_are_the_last_twelve_where_none_are_named(self, ann: User) -> None:
        await an_expense(ann, date="2025-11-30", amount=1)
        await an_expense(ann, date="2025-12-01", amount=2)
        await an_expense(ann, date="2026-12-01", amount=4)
        found = await months(ann)
        assert [min(found), max(found), *found] == ["2025-12", "2026-11", *sorted(found)]
        assert len(found) == 12
        assert spent(found) == {"2025-12": (2, 1)}

    async def test_end_with_the_month_of_the_wallet(
        self, client: httpx.AsyncClient, clock: FrozenClock
    ) -> None:
        clock.set(datetime(2026, 11, 30, 14, 59, tzinfo=UTC))
        late = await a_user(client, "late", time_zone="Asia/Tokyo")
        tag = {"If-None-Match": (await late.get(MONTHS)).headers["etag"]}
        assert max(await months(late)) == "2026-11"
        clock.advance(minutes=1)
        assert max(await months(late)) == "2026-12"
        assert (await late.get(MONTHS, headers=tag)).status_code == 200

    async def test_with_one_end_reach_to_this_month_or_go_back_a_year(self, ann: User) -> None:
        assert list(await months(ann, **{"from": "2026-09"})) == ["2026-09", "2026-10", "2026-11"]
        assert list(await months(ann, **{"from": "2027-03"})) == ["2027-03"]
        before = list(await months(ann, to="2024-02"))
        assert (before[0], before[-1], len(before)) == ("2023-03", "2024-02", 12)
        assert list(await months(ann, to="1900-02")) == ["1900-01", "1900-02"]

    async def test_forget_what_was_deleted_or_moved_away(self, ann: User) -> None:
        one, other = await an_expense(ann), await an_expense(ann, amount=1)
        await ann.delete(f"/expenses/{one['id']}")
        await ann.patch(f"/expenses/{other['id']}", json={"date": "2026-09-01", "category": "Travel"})
        (september, _, november) = exact(await ann.get(MONTHS, params={"from": "2026-09"}))
        assert [part["category"] for part in september["categories"]] == ["Travel"]
        assert (november["total"], november["count"], november["categories"]) == (0, 0, [])

    async def test_follow_a_new_name(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        (month,) = (await ann.get(MONTHS, params={"from": "2026-11"})).json()
        assert [part["category"] for part in month["categories"]] == ["Groceries"]

    async def test_are_those_of_the_wallet_that_is_named(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        await an_expense(ann, amount=3)
        assert spent(await months(bob, wallet=ann.wallet_id)) == {"2026-11": (3, 1)}
        assert spent(await months(bob)) == {}

    async def test_agree_with_the_summary_of_each(self, ann: User) -> None:
        for number in range(1, 60):
            day = f"2026-{1 + number % 11:02d}-{1 + number % 28:02d}"
            await an_expense(
                ann, date=day, category=("Food", "Pets")[number % 2], amount=f"{number}.{number:02d}"
            )
        for month in exact(await ann.get(MONTHS)):
            summary = exact(await ann.get("/summary", params={"month": month["month"]}))
            assert [(c["category"], c["total"], c["count"]) for c in month["categories"]] == [
                (row["category"], row["spent"], row["expense_count"]) for row in summary
            ]
            assert month["total"] == sum(row["spent"] for row in summary)


class TestAmounts:
    @pytest.mark.parametrize(
        ("currency", "amounts", "total"),
        [
            ("EUR", ["999999999999.99", "0.01"], "1000000000000"),
            ("JPY", ["1500", "1"], "1501"),
            ("KWD", ["0.001", "0.1"], "0.101"),
        ],
    )
    async def test_are_exact(
        self, client: httpx.AsyncClient, currency: str, amounts: list[str], total: str
    ) -> None:
        user = await a_user(client, currency=currency)
        for amount in amounts:
            await an_expense(user, amount=amount)
        answer = await user.get(MONTHS, params={"from": "2026-11"})
        assert f'"total":{total},' in answer.text
        assert exact(answer)[0]["total"] == Decimal(total)


class TestCategories:
    @pytest.fixture(autouse=True)
    async def three(self, ann: User) -> None:
        for name, amount in [("Food", 1), ("Travel", 2), ("Öl & Gas", 4)]:
            await an_expense(ann, category=name, amount=amount)

    @pytest.mark.parametrize(
        ("names", "total"),
        [(["food"], 1), (["FOOD", "öl  & gas"], 5), (["Food", "Nothing"], 1), (["Nothing"], 0)],
    )
    async def test_narrow_it_by_name(self, ann: User, names: list[str], total: int) -> None:
        found = await months(ann, category=names)
        assert len(found) == 12
        assert sum(amount for amount, _ in found.values()) == total

    async def test_have_tags_of_their_own(self, ann: User) -> None:
        tag = {"If-None-Match": (await ann.get(MONTHS, params={"category": "Food"})).headers["etag"]}
        assert (await ann.get(MONTHS, params={"category": "food"}, headers=tag)).status_code == 304
        assert (await ann.get(MONTHS, params={"category": "Travel"}, headers=tag)).status_code == 200
        assert (await ann.get(MONTHS, headers=tag)).status_code == 200


class TestRanges:
    @pytest.mark.parametrize(
        ("params", "field", "code"),
        [
            ({"from": "2026-12", "to": "2026-11"}, "query.from", "period_reversed"),
            ({"from": "2006-11", "to": "2026-11"}, "query.from", "period_too_long"),
            ({"from": "1900-01"}, "query.from", "period_too_long"),
            ({"from": "2026-13"}, "query.from", "month_unknown"),
            ({"to": "2026-11-01"}, "query.to", "month_format"),
            ({"to": "1899-12"}, "query.to", "month_unknown"),
            ({"category": ""}, "query.category.0", "too_short"),
        ],
    )
    async def test_that_are_none_are_refused(
        self, ann: User, params: dict[str, str], field: str, code: str
    ) -> None:
        assert refused_field(await ann.get(MONTHS, params=params)) == (field, code)

    async def test_may_have_240_months(self, ann: User) -> None:
        assert len(await months(ann, **{"from": "2006-12", "to": "2026-11"})) == 240

    async def test_may_be_anywhere_in_the_calendar(self, ann: User) -> None:
        assert list(await months(ann, **{"from": "9999-12", "to": "9999-12"})) == ["9999-12"]


class TestTags:
    async def test_unchanged_months_are_304(self, ann: User) -> None:
        first = await ann.get(MONTHS)
        tag = {"If-None-Match": first.headers["etag"]}
        again = await ann.get(MONTHS, headers=tag)
        assert (again.status_code, again.content) == (304, b"")
        for answer in (first, again):
            assert answer.headers["cache-control"] == "private, no-cache"
            assert "Authorization" in answer.headers["vary"].split(", ")
        assert (await ann.get(MONTHS, params={"to": "2026-10"}, headers=tag)).status_code == 200
        await an_expense(ann)
        assert (await ann.get(MONTHS, headers=tag)).status_code == 200

    async def test_a_members_tag_opens_nothing_for_others(self, client: httpx.AsyncClient, ann: User) -> None:
        tag = {"If-None-Match": (await ann.get(MONTHS)).headers["etag"]}
        bob = await a_user(client, "bob")
        answer = await bob.get(MONTHS, params={"wallet": ann.wallet_id}, headers=tag)
        assert refusal(answer) == (404, "not_found")
