"""The list of categories tells when each was last used."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest

from api.db.database import Database
from tests.factories import User, a_member, a_user, an_expense, expense_body

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def last_used(user: User, **params: str) -> dict[str, str]:
    """The day of each category's newest expense, of those that have one."""
    rows = (await user.get("/categories", params=params)).json()
    assert all("last_used" in row for row in rows)
    return {row["name"]: row["last_used"] for row in rows if row["last_used"] is not None}


class TestLastUsed:
    async def test_is_null_before_the_first_expense(self, ann: User) -> None:
        assert await last_used(ann) == {}

    async def test_is_the_day_of_the_newest_expense_however_late_it_was_entered(self, ann: User) -> None:
        await an_expense(ann, category="Food", date="2026-11-03")
        await an_expense(ann, category="Food", date="2026-11-14")
        await an_expense(ann, category="Food", date="2025-12-31")
        await an_expense(ann, category="Pets", date="2027-01-02")
        assert await last_used(ann) == {"Food": "2026-11-14", "Pets": "2027-01-02"}

    async def test_follows_every_change_of_an_expense(self, ann: User) -> None:
        older = await an_expense(ann, date="2026-11-01")
        newer = await an_expense(ann, date="2026-11-10")
        path = f"/expenses/{newer['id']}"
        await ann.delete(path)
        assert await last_used(ann) == {"Food": "2026-11-01"}
        await ann.post(f"{path}/restore")
        assert await last_used(ann) == {"Food": "2026-11-10"}
        await ann.patch(path, json={"date": "2026-10-10"})
        assert await last_used(ann) == {"Food": "2026-11-01"}
        await ann.patch(path, json={"category": "Travel"})
        assert await last_used(ann) == {"Food": "2026-11-01", "Travel": "2026-10-10"}
        ids = [older["id"], newer["id"]]
        await ann.post("/expenses/batch", json={"action": "delete", "ids": ids})
        assert await last_used(ann) == {}

    async def test_is_that_of_the_wallet(self, ann: User, database: Database) -> None:
        bob = await a_member(database, ann.client, ann.wallet_id, "viewer", "bob")
        await an_expense(ann, date="2026-11-01")
        await an_expense(bob, date="2026-11-02")
        assert await last_used(bob, wallet=ann.wallet_id) == {"Food": "2026-11-01"}
        assert await last_used(bob) == {"Food": "2026-11-02"}


class TestTheTag:
    async def test_changes_with_every_expense(self, ann: User) -> None:
        path = f"/expenses/{(await an_expense(ann))['id']}"
        tags = [(await ann.get("/categories")).headers["etag"]]
        changes: list[tuple[str, str, dict[str, object] | None]] = [
            ("POST", "/expenses", expense_body(date="2026-11-16")),
            ("PATCH", path, {"date": "2026-11-17"}),
            ("DELETE", path, None),
            ("POST", f"{path}/restore", None),
        ]
        for method, address, body in changes:
            unchanged = await ann.get("/categories", headers={"If-None-Match": tags[-1]})
            assert unchanged.status_code == 304
            await ann.send(method, address, json=body)
            changed = await ann.get("/categories", headers={"If-None-Match": tags[-1]})
            assert changed.status_code == 200
            tags.append(changed.headers["etag"])
        assert len(set(tags)) == 5

    async def test_stays_where_nothing_was_changed(self, ann: User) -> None:
        made = await an_expense(ann)
        tag = (await ann.get("/categories")).headers["etag"]
        await ann.patch(f"/expenses/{made['id']}", json={"date": made["date"]})
        await ann.delete(f"/expenses/{uuid4()}")
        answer = await ann.get("/categories", headers={"If-None-Match": tag})
        assert (answer.status_code, answer.content) == (304, b"")
