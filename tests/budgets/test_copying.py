"""Copying a month's budgets to another: what that month has then, and what all others keep."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.budgets.tables import budgets
from api.db.database import Database
from api.ledger.tables import journal
from tests.answers import refusal, refused_field
from tests.factories import User, a_budget, a_member, a_user
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def copy(user: User, source: str, target: str, **params: str) -> httpx.Response:
    return await user.post("/budgets/copy", json={"from": source, "to": target}, params=params)


async def in_force(user: User, month: str, **params: str) -> dict[str, Any]:
    """The budgets of a month by category."""
    answer = await user.get("/budgets", params={"month": month, **params})
    return {row["category"]: row["budget"] for row in answer.json()}


async def food(user: User, *months: str) -> list[Any]:
    """What Food has in each month."""
    return [(await in_force(user, month)).get("Food") for month in months]


async def food_from(user: User, amounts: dict[str, int]) -> None:
    """Sets what Food has from each month on."""
    for month, amount in amounts.items():
        await a_budget(user, "Food", amount, month=month)


class TestTheMonth:
    async def test_has_then_what_the_other_has_in_one_revision(self, ann: User, database: Database) -> None:
        await a_budget(ann, "Food", 100, month="2026-10")
        await a_budget(ann, "Travel", 50, month="2026-10")
        await a_budget(ann, "Food", 300, month="2026-11")
        await a_budget(ann, "Travel", 60, month="2026-11")
        answer = await copy(ann, "2026-10", "2026-11")
        assert answer.status_code == 200, answer.text
        assert [
            (row["category"], row["budget"], row["starts_on"], row["revision"]) for row in answer.json()
        ] == [
            ("Food", 100, "2026-11", 6),
            ("Travel", 50, "2026-11", 6),
        ]
        assert answer.json() == (await ann.get("/budgets", params={"month": "2026-11"})).json()
        assert await ann.revision() == 6
        entries = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=6)
        assert {
            (entry["kind"], entry["row_id"][-7:], entry["before"], entry["after"]) for entry in entries
        } == {
            ("budget", "2026-11", '{"amount_minor":30000}', '{"amount_minor":10000}'),
            ("budget", "2026-11", '{"amount_minor":6000}', '{"amount_minor":5000}'),
        }

    async def test_loses_what_the_other_has_not(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-09")
        await ann.delete(f"/budgets/{made['category_id']}", params={"month": "2026-10"})
        await a_budget(ann, "Food", 200, month="2026-11")
        await a_budget(ann, "Travel", 10, month="2026-09")
        answer = await copy(ann, "2026-10", "2026-11")
        assert [row["category"] for row in answer.json()] == ["Travel"]
        assert await food(ann, "2026-09", "2026-10", "2026-11", "2026-12") == [100, None, None, None]

    async def test_gets_back_what_ended(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-09")
        await ann.delete(f"/budgets/{made['category_id']}")
        await copy(ann, "2026-10", "2026-12")
        assert await food(ann, "2026-10", "2026-11", "2026-12") == [100, None, 100]

    async def test_may_be_before_the_other(self, ann: User) -> None:
        await food_from(ann, {"2026-01": 100, "2026-11": 300})
        await copy(ann, "2026-11", "2026-06")
        assert await food(ann, "2026-05", "2026-06", "2026-11") == [100, 300, 300]

    async def test_takes_a_zero_for_a_budget(self, ann: User) -> None:
        await food_from(ann, {"2026-10": 0, "2026-11": 5})
        assert [row["budget"] for row in (await copy(ann, "2026-10", "2026-11")).json()] == [0]


class TestOtherMonths:
    async def test_that_were_decided_keep_theirs(self, ann: User) -> None:
        await food_from(ann, {"2026-10": 100, "2026-11": 300, "2026-12": 400})
        await copy(ann, "2026-10", "2026-11")
        assert await food(ann, "2026-10", "2026-11", "2026-12", "2027-01") == [100, 100, 400, 400]

    async def test_that_were_ended_stay_ended(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-09")
        await a_budget(ann, "Food", 200, month="2026-10")
        await ann.delete(f"/budgets/{made['category_id']}", params={"month": "2026-12"})
        await copy(ann, "2026-09", "2026-11")
        assert await food(ann, "2026-10", "2026-11", "2026-12") == [200, 100, None]

    async def test_that_were_not_decided_go_on_with_the_copy(self, ann: User) -> None:
        await food_from(ann, {"2026-10": 100, "2026-11": 300, "2027-02": 400})
        await copy(ann, "2026-10", "2026-11")
        assert await food(ann, "2026-12", "2027-01", "2027-02") == [100, 100, 400]

    async def test_before_it_keep_what_the_earliest_budget_gave_them(self, ann: User) -> None:
        await food_from(ann, {"2026-11": 100, "2026-12": 300})
        await copy(ann, "2026-12", "2026-09")
        assert await food(ann, "1900-01", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12") == [
            100, 100, 300, 300, 100, 300,
        ]  # fmt: skip

    async def test_before_the_first_of_the_calendar_there_are_none(
        self, ann: User, database: Database
    ) -> None:
        await food_from(ann, {"2026-11": 100, "2026-12": 300})
        await copy(ann, "2026-12", "1900-01")
        assert [row["starts_on"] for row in await rows_of(database, budgets)] == [190001, 202611, 202612]


class TestNothingToDo:
    async def test_moves_no_revision(self, ann: User, database: Database) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-09")
        before = await rows_of(database, budgets)
        for source, target in [("2026-10", "2026-11"), ("2026-11", "2026-11"), ("2026-11", "2020-01")]:
            assert (await copy(ann, source, target)).json() == [made]
        assert await rows_of(database, budgets) == before
        assert await ann.revision() == 2

    async def test_without_any_budget_it_is_an_empty_list(self, ann: User) -> None:
        answer = await copy(ann, "2026-10", "2026-11")
        assert (answer.status_code, answer.json()) == (200, [])
        assert await ann.revision() == 1


class TestRefusals:
    @pytest.mark.parametrize(
        ("body", "field", "code"),
        [
            ({"to": "2026-11"}, "from", "required"),
            ({"from": "2026-11"}, "to", "required"),
            ({"from": None, "to": "2026-11"}, "from", "month_format"),
            ({"from": "2026-13", "to": "2026-11"}, "from", "month_unknown"),
            ({"from": "2026-10", "to": 202611}, "to", "month_format"),
            ({"from_": "2026-10", "to": "2026-11"}, "from", "required"),
        ],
    )
    async def test_of_what_is_no_month(self, ann: User, body: object, field: str, code: str) -> None:
        assert refused_field(await ann.post("/budgets/copy", json=body)) == (field, code)

    async def test_of_a_sum_of_more_than_15_digits(self, ann: User) -> None:
        for number in range(10):
            name = f"Category {number}"
            made = await a_budget(ann, name, "999999999999.99", month="2026-01")
            await ann.delete(f"/budgets/{made['category_id']}", params={"month": "2026-10"})
        await a_budget(ann, "Food", "0.09", month="2026-01")
        await a_budget(ann, "Food", "0.10", month="2026-12")
        before = await ann.revision()
        # November itself has room for the copies, December has not.
        assert refusal(await copy(ann, "2026-01", "2026-11")) == (422, "wallet_total_too_large")
        assert await ann.revision() == before
        assert await food(ann, "2026-11", "2026-12") == [0.09, 0.1]

    async def test_of_those_who_may_only_read(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        await food_from(ann, {"2026-10": 1, "2026-11": 2})
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        answer = await copy(bob, "2026-10", "2026-11", wallet=ann.wallet_id)
        assert refusal(answer) == (403, "forbidden")
        cas = await a_member(database, client, ann.wallet_id, "editor", "cas")
        assert (await copy(cas, "2026-10", "2026-11", wallet=ann.wallet_id)).status_code == 200
        assert await food(ann, "2026-11") == [1]


class TestEndingFromAMonth:
    @pytest.mark.parametrize("month", ["2026-06", "2026-11", "2027-03"])
    async def test_leaves_the_months_before(self, ann: User, month: str) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        answer = await ann.delete(f"/budgets/{made['category_id']}", params={"month": month})
        assert answer.status_code == 204
        for asked in ("2026-03", "2026-05", "2026-06", "2026-11", "2027-02", "2027-03", "2030-01"):
            assert await food(ann, asked) == [100 if asked < month else None]

    async def test_may_be_the_first_of_the_calendar(self, ann: User, database: Database) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        await ann.delete(f"/budgets/{made['category_id']}", params={"month": "1900-01"})
        assert await food(ann, "1900-01", "2026-03", "2026-11") == [None, None, None]
        assert len(await rows_of(database, budgets)) == 1

    async def test_is_404_where_there_is_none_then_nor_later(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100, month="2026-03")
        path = f"/budgets/{made['category_id']}"
        await ann.delete(path, params={"month": "2026-06"})
        assert refusal(await ann.delete(path, params={"month": "2026-06"})) == (404, "not_found")
        assert refusal(await ann.delete(path, params={"month": "2026-09"})) == (404, "not_found")
        assert refusal(await ann.delete(f"/budgets/{uuid4()}", params={"month": "2026-03"})) == (
            404,
            "not_found",
        )
        assert (await ann.delete(path, params={"month": "2026-05"})).status_code == 204
        assert await food(ann, "2026-04", "2026-05", "2026-06") == [100, None, None]

    async def test_refuses_what_is_no_month(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 100)
        answer = await ann.delete(f"/budgets/{made['category_id']}", params={"month": "2026-13"})
        assert refused_field(answer) == ("query.month", "month_unknown")
