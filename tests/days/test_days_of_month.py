"""Which days of a month have expenses."""

from __future__ import annotations

from decimal import Decimal

import httpx
import pytest

from tests.answers import exact, refused_field
from tests.factories import User, a_user, an_expense

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def test_are_told_with_count_and_sum_in_order(ann: User) -> None:
    for day, amount in (("2026-10-31", 1.1), ("2026-10-01", 2.2), ("2026-10-31", 3.15), ("2026-11-01", 9)):
        await an_expense(ann, date=day, amount=amount)
    gone = await an_expense(ann, date="2026-10-12")
    await ann.delete(f"/expenses/{gone['id']}")
    assert exact(await ann.get("/days?month=2026-10")) == [
        {"date": "2026-10-01", "count": 1, "total": Decimal("2.2")},
        {"date": "2026-10-31", "count": 2, "total": Decimal("4.25")},
    ]


async def test_are_those_of_the_wallets_month_where_none_is_named(ann: User) -> None:
    await an_expense(ann, date="2026-11-30")
    await an_expense(ann, date="2026-12-01")
    assert [day["date"] for day in (await ann.get("/days")).json()] == ["2026-11-30"]


async def test_are_not_sent_again_while_nothing_changed(ann: User) -> None:
    await an_expense(ann, date="2026-11-30")
    first = await ann.get("/days?month=2026-11")
    same = {"If-None-Match": first.headers["etag"]}
    assert (await ann.get("/days?month=2026-11", headers=same)).status_code == 304
    assert (await ann.get("/days?month=2026-10", headers=same)).status_code == 200
    await an_expense(ann, date="2026-11-30")
    assert (await ann.get("/days?month=2026-11", headers=same)).status_code == 200


async def test_of_what_is_no_month_are_refused(ann: User) -> None:
    assert refused_field(await ann.get("/days?month=2026-13"))[0] == "query.month"
