"""Expenses that are recorded at once in one wallet: each as if it had come alone, one behind the other."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import idempotency_keys, journal, monthly_totals
from tests.answers import refused_field
from tests.factories import User, a_member, a_user, expense_body
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

TIMES = 24


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def record(user: User, key: str | None = None, **fields: object) -> httpx.Response:
    headers = {} if key is None else {"Idempotency-Key": key}
    return await user.post("/expenses", json=expense_body(**fields), headers=headers)


async def at_once(*requests: dict[str, Any], user: User) -> list[httpx.Response]:
    return await asyncio.gather(*(record(user, **request) for request in requests))


def statuses(answers: list[httpx.Response]) -> list[int]:
    return [answer.status_code for answer in answers]


async def stored_revisions(database: Database) -> list[int]:
    return sorted(row["revision"] for row in await rows_of(database, expenses))


class TestEach:
    async def test_has_a_revision_and_a_journal_line_of_its_own(self, ann: User, database: Database) -> None:
        before = await ann.revision()
        answers = await at_once(*({"description": f"{n}"} for n in range(TIMES)), user=ann)
        assert statuses(answers) == [201] * TIMES
        expected = list(range(before + 1, before + 1 + TIMES))
        assert await stored_revisions(database) == expected
        assert await ann.revision() == before + TIMES
        lines = {row["revision"]: row for row in await rows_of(database, journal, kind="expense")}
        assert sorted(lines) == expected
        for answer in answers:
            told = answer.json()
            assert lines[told["revision"]]["row_id"] == told["id"]
            assert json.loads(lines[told["revision"]]["after"])["description"] == told["description"]

    async def test_counts_in_the_totals_of_its_month_and_category(
        self, ann: User, database: Database
    ) -> None:
        months, categories = ("2026-05", "2026-06"), ("Food", "Travel", "Boats")
        requests = [
            {
                "amount": 1 + n,
                "description": f"{n}",
                "date": f"{months[n % 2]}-10",
                "category": categories[n % 3],
            }
            for n in range(TIMES)
        ]
        assert statuses(await at_once(*requests, user=ann)) == [201] * TIMES
        rows = await rows_of(database, monthly_totals)
        assert sum(row["amount_minor"] for row in rows) == sum(range(1, TIMES + 1)) * 100
        assert {row["expense_count"] for row in rows} == {TIMES // 6}
        wallet = (await ann.get("/wallets")).json()[0]
        assert (wallet["revision"], len(rows)) == (TIMES + 1, 6)

    async def test_new_category_is_made_once(self, ann: User) -> None:
        names = ("Boats", "boats", "BOATS")
        answers = await at_once(
            *({"description": f"{n}", "category": names[n % 3]} for n in range(TIMES)), user=ann
        )
        assert statuses(answers) == [201] * TIMES
        assert len({answer.json()["category_id"] for answer in answers}) == 1
        made = [c for c in (await ann.get("/categories")).json() if c["name"].lower() == "boats"]
        assert len(made) == 1


class TestAmongThem:
    async def test_one_that_is_refused_leaves_no_trace(self, ann: User, database: Database) -> None:
        requests: list[dict[str, Any]] = [{"description": f"{n}"} for n in range(TIMES)]
        requests[5] |= {"date": "2099-01-01", "category": "Boats"}
        requests[9] |= {"amount": "1.001", "category": "Boats"}
        answers = await at_once(*requests, user=ann)
        assert refused_field(answers[5]) == ("date", "date_out_of_range")
        assert refused_field(answers[9])[0] == "amount"
        assert statuses([answers[n] for n in range(TIMES) if n not in {5, 9}]) == [201] * (TIMES - 2)
        assert await ann.revision() == 1 + TIMES - 2
        assert await stored_revisions(database) == list(range(2, TIMES))
        assert "Boats" not in {c["name"] for c in (await ann.get("/categories")).json()}

    async def test_what_the_wallet_cannot_hold_is_refused_and_the_rest_is_kept(
        self, ann: User, database: Database
    ) -> None:
        largest = [{"description": f"{n}", "amount": 999_999_999_999.99} for n in range(12)]
        answers = await at_once(*largest, {"description": "small", "amount": 0.05}, user=ann)
        # Ten of them and nine cents more are all that fits.
        assert sorted(statuses(answers[:12])) == [201] * 10 + [422] * 2
        assert answers[12].status_code == 201
        assert await stored_revisions(database) == list(range(2, 13))
        assert await ann.revision() == 12

    async def test_equal_ones_without_a_key_are_one(self, ann: User, database: Database) -> None:
        answers = await at_once(*({"description": f"{n % 3}"} for n in range(TIMES)), user=ann)
        assert sorted(statuses(answers)) == [200] * (TIMES - 3) + [201] * 3
        for answer in answers:
            assert ("idempotency-replayed" in answer.headers) == (answer.status_code == 200)
        assert len({answer.json()["id"] for answer in answers}) == 3
        assert len(await rows_of(database, expenses)) == 3
        assert await ann.revision() == 4

    async def test_equal_ones_with_keys_of_their_own_are_all_kept(
        self, ann: User, database: Database
    ) -> None:
        answers = await at_once(*({"key": f"key {n}"} for n in range(TIMES)), user=ann)
        assert statuses(answers) == [201] * TIMES
        assert len(await rows_of(database, idempotency_keys)) == TIMES
        assert (await record(ann)).status_code == 200  # content that was recorded a moment ago

    async def test_a_key_stands_for_one_body(self, ann: User, database: Database) -> None:
        answers = await at_once(*({"key": "one", "description": f"{n % 2}"} for n in range(TIMES)), user=ann)
        refused = [answer for answer in answers if answer.status_code == 422]
        assert {answer.json()["code"] for answer in refused} == {"idempotency_key_reused"}
        assert len(refused) == TIMES // 2
        assert sorted(statuses(answers))[-(TIMES // 2) - 1] == 201
        assert len(await rows_of(database, expenses)) == 1

    async def test_those_of_another_session_and_wallet_go_their_own_way(
        self, client: httpx.AsyncClient, ann: User, database: Database
    ) -> None:
        bob = await a_user(client, "bob")
        viewer = await a_member(database, client, ann.wallet_id, "viewer", "vic")
        answers = await asyncio.gather(
            *(record(ann, description=f"{n}") for n in range(8)),
            *(record(bob, description=f"{n}") for n in range(8)),
            *(
                viewer.post(
                    "/expenses",
                    json=expense_body(description=f"viewer {n}"),
                    params={"wallet": ann.wallet_id},
                )
                for n in range(8)
            ),
        )
        assert statuses(answers) == [201] * 16 + [403] * 8
        mine = await rows_of(database, expenses, wallet_id=ann.wallet_id)
        theirs = await rows_of(database, expenses, wallet_id=bob.wallet_id)
        assert (len(mine), len(theirs)) == (8, 8)
        assert {row["created_by"] for row in mine} == {ann.id}
