"""Many expenses changed in one request: all or none, once, at one revision."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.categories.tables import categories
from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import idempotency_keys, journal
from api.ops.doctor import examine_wallet
from tests.answers import refusal, refused_field
from tests.factories import User, a_member, a_user, an_expense, category_id, expense_body
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

INSTANT = "2026-11-15T12:00:00.000Z"


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def batch(
    user: User, action: str, ids: list[str] | None = None, key: str | None = None, **members: Any
) -> httpx.Response:
    body = {"action": action, **({} if ids is None else {"ids": ids}), **members}
    headers = {} if key is None else {"Idempotency-Key": key}
    return await user.post("/expenses/batch", json=body, headers=headers)


async def some(user: User, count: int) -> list[str]:
    """The ids of as many new expenses, 1.00 the first, 2.00 the second."""
    return [(await an_expense(user, amount=n))["id"] for n in range(1, count + 1)]


async def answered(user: User, ids: list[str]) -> list[Any]:
    """Each expense as it is read by itself."""
    return [(await user.get(f"/expenses/{expense_id}")).json() for expense_id in ids]


async def is_sound(database: Database, user: User) -> bool:
    """Whether the totals are those of the rows."""
    return (await database.read(examine_wallet, user.wallet_id)).findings == []


async def entries(database: Database, user: User, revision: int) -> list[dict[str, Any]]:
    return await rows_of(database, journal, wallet_id=user.wallet_id, revision=revision)


class TestUpdating:
    async def test_gives_all_of_them_the_category(
        self, ann: User, database: Database, clock: FrozenClock
    ) -> None:
        ids = await some(ann, 3)
        before = await answered(ann, ids)
        clock.advance(minutes=1)
        answer = await batch(ann, "update", [ids[2], ids[0]], changes={"category": " travel "})
        assert answer.status_code == 200
        travel = await category_id(ann, "Travel")
        changed = {"category": "Travel", "category_id": travel, "revision": 5,
                   "updated_at": "2026-11-15T12:01:00.000Z"}  # fmt: skip
        assert answer.json() == {"revision": 5, "expenses": [before[2] | changed, before[0] | changed]}
        assert await answered(ann, ids) == [before[0] | changed, before[1], before[2] | changed]
        assert await ann.revision() == 5
        assert await is_sound(database, ann)

    async def test_gives_all_of_them_the_day(self, ann: User, database: Database) -> None:
        ids = await some(ann, 2)
        answer = await batch(ann, "update", ids, changes={"date": "2025-02-28", "category": None})
        assert [(e["date"], e["category"]) for e in answer.json()["expenses"]] == [("2025-02-28", "Food")] * 2
        assert {row["month"] for row in await rows_of(database, expenses)} == {202502}
        february = (await ann.get("/summary?month=2025-02")).json()
        assert [(row["category"], row["spent"]) for row in february] == [("Food", 3)]
        assert (await ann.get("/summary?month=2026-11")).json() == []

    async def test_gives_each_its_own(self, ann: User, database: Database) -> None:
        ids = await some(ann, 3)
        items = [
            {"id": ids[0], "category": "Travel"},
            {"id": ids[1], "date": "2026-10-31"},
            {"id": ids[2], "date": "2026-09-01", "category": "Gifts"},
        ]
        answer = await batch(ann, "update", items=items)
        assert [(e["id"], e["category"], e["date"]) for e in answer.json()["expenses"]] == [
            (ids[0], "Travel", "2026-11-15"), (ids[1], "Food", "2026-10-31"), (ids[2], "Gifts", "2026-09-01"),
        ]  # fmt: skip
        assert answer.json()["revision"] == await ann.revision() == 5
        assert await is_sound(database, ann)

    async def test_can_be_undone_by_the_values_from_before(self, ann: User, database: Database) -> None:
        ids = [*await some(ann, 2), (await an_expense(ann, category="Travel", date="2026-10-01"))["id"]]
        before = await answered(ann, ids)
        await batch(ann, "update", ids, changes={"category": "Gifts", "date": "2026-11-01"})
        items = [{"id": e["id"], "category": e["category"], "date": e["date"]} for e in before]
        undone = (await batch(ann, "update", items=items)).json()["expenses"]
        assert undone == [e | {"revision": 6} for e in before]
        assert await is_sound(database, ann)

    async def test_makes_a_category_that_is_new_once(self, ann: User, database: Database) -> None:
        ids = await some(ann, 3)
        items = [
            {"id": ids[0], "category": "Café"}, {"id": ids[1], "category": "cafe\u0301"},
            {"id": ids[2], "category": "Pets"},
        ]  # fmt: skip
        answer = await batch(ann, "update", items=items)
        assert [e["category"] for e in answer.json()["expenses"]] == ["Café", "Café", "Pets"]
        made = [row for row in await rows_of(database, categories) if row["revision"] == 5]
        assert sorted((row["name"], row["position"]) for row in made) == [("Café", 10), ("Pets", 11)]
        kinds = [row["kind"] for row in await entries(database, ann, 5)]
        assert kinds == ["category", "category", "expense", "expense", "expense"]

    async def test_writes_an_entry_for_each_row_that_changes(self, ann: User, database: Database) -> None:
        ids = await some(ann, 2)
        travelled = (await an_expense(ann, category="Travel"))["id"]
        await batch(ann, "update", [ids[1], travelled, ids[0]], changes={"category": "Travel"})
        written = await entries(database, ann, 5)
        assert [(row["position"], row["row_id"]) for row in written] == [(0, ids[1]), (1, ids[0])]
        food, travel = await category_id(ann, "Food"), await category_id(ann, "Travel")
        for row in written:
            before, after = json.loads(row["before"]), json.loads(row["after"])
            assert (before["category_id"], after["category_id"]) == (food, travel)
            assert before | {"category_id": travel} == after

    async def test_leaves_alone_what_is_so_already(self, ann: User) -> None:
        ids = await some(ann, 2)
        travelled = await an_expense(ann, category="Travel")
        answer = await batch(ann, "update", [*ids, travelled["id"]], changes={"category": "Travel"})
        assert [e["revision"] for e in answer.json()["expenses"]] == [5, 5, 4]
        assert answer.json()["expenses"][2] == travelled

    async def test_that_changes_nothing_moves_no_revision(self, ann: User, database: Database) -> None:
        ids = await some(ann, 2)
        before = await answered(ann, ids)
        for members in (
            {"ids": ids, "changes": {}},
            {"ids": ids, "changes": {"category": "FOOD", "date": "2026-11-15"}},
            {"items": [{"id": ids[0]}, {"id": ids[1], "category": "food"}]},
        ):
            answer = await batch(ann, "update", key=str(uuid4()), **members)
            assert (answer.status_code, answer.json()) == (200, {"revision": 3, "expenses": before})
        assert await ann.revision() == 3
        assert len(await rows_of(database, journal, wallet_id=ann.wallet_id, kind="expense")) == 2

    async def test_a_day_out_of_range_is_refused_where_it_stands(self, ann: User, database: Database) -> None:
        ids = await some(ann, 2)
        stored = await rows_of(database, expenses)
        one = await batch(ann, "update", ids, changes={"date": "2027-11-17"})
        assert refused_field(one) == ("changes.date", "date_out_of_range")
        items = [{"id": ids[0], "category": "New"}, {"id": ids[1], "date": "1899-12-31"}]
        each = await batch(ann, "update", items=items)
        assert refused_field(each)[0] == "items.1.date"
        assert await rows_of(database, expenses) == stored
        assert len(await rows_of(database, categories)) == 10
        assert await ann.revision() == 3

    async def test_a_deleted_expense_is_not_found(self, ann: User, database: Database) -> None:
        ids = await some(ann, 2)
        await ann.delete(f"/expenses/{ids[1]}")
        stored = await rows_of(database, expenses)
        answer = await batch(ann, "update", ids, changes={"category": "Never made"})
        assert refusal(answer) == (404, "not_found")
        assert await rows_of(database, expenses) == stored
        assert len(await rows_of(database, categories)) == 10


class TestDeletingAndRestoring:
    async def test_takes_all_out_of_the_totals_and_brings_them_back(
        self, ann: User, database: Database
    ) -> None:
        ids = await some(ann, 3)
        before = await answered(ann, ids)
        deleted = await batch(ann, "delete", ids)
        assert [e["deleted_at"] for e in deleted.json()["expenses"]] == [INSTANT] * 3
        assert (await ann.get("/expenses")).json() == (await ann.get("/summary")).json() == []
        assert [row["row_id"] for row in await entries(database, ann, 5)] == ids
        restored = await batch(ann, "restore", ids[::-1])
        assert restored.json() == {"revision": 6, "expenses": [e | {"revision": 6} for e in before[::-1]]}
        assert (await ann.get("/expenses")).headers["x-total-amount"] == "6.00"
        assert await is_sound(database, ann)

    async def test_leaves_alone_what_is_so_already(self, ann: User, clock: FrozenClock) -> None:
        ids = await some(ann, 3)
        await ann.delete(f"/expenses/{ids[0]}")
        clock.advance(minutes=1)
        deleted = (await batch(ann, "delete", ids[:2])).json()
        assert [(e["revision"], e["deleted_at"]) for e in deleted["expenses"]] == [
            (5, INSTANT), (6, "2026-11-15T12:01:00.000Z"),
        ]  # fmt: skip
        assert (await batch(ann, "delete", ids[:2])).json() == deleted
        restored = (await batch(ann, "restore", ids)).json()
        assert [e["revision"] for e in restored["expenses"]] == [7, 7, 4]
        assert (await batch(ann, "restore", ids)).json() == restored
        assert await ann.revision() == 7

    async def test_what_the_wallet_cannot_hold_is_not_restored(self, ann: User, database: Database) -> None:
        large = [(await an_expense(ann, amount="999999999999.99"))["id"] for _ in range(6)]
        await batch(ann, "delete", large)
        for _ in range(5):
            await an_expense(ann, amount="999999999999.99")
        stored = await rows_of(database, expenses)
        assert refusal(await batch(ann, "restore", large)) == (422, "wallet_total_too_large")
        assert await rows_of(database, expenses) == stored
        assert (await batch(ann, "restore", large[:4])).status_code == 200
        assert await is_sound(database, ann)


class TestUnknownIds:
    @pytest.mark.parametrize("action", ["update", "delete", "restore"])
    async def test_one_refuses_the_whole_batch(self, ann: User, database: Database, action: str) -> None:
        bob = await a_user(ann.client, "bob")
        foreign = (await an_expense(bob))["id"]
        ids = await some(ann, 2)
        stored = await rows_of(database, expenses)
        members: dict[str, Any] = {"changes": {"category": "Never made"}} if action == "update" else {}
        for unknown in (str(uuid4()), foreign, "x", ids[0].replace("-", "")):
            answer = await batch(ann, action, [*ids, unknown], **members)
            assert refusal(answer) == (404, "not_found"), unknown
        assert await rows_of(database, expenses) == stored
        assert len(await rows_of(database, categories, wallet_id=ann.wallet_id)) == 10
        assert await ann.revision() == 3

    async def test_an_id_may_be_written_in_capitals(self, ann: User) -> None:
        ids = await some(ann, 1)
        answer = await batch(ann, "delete", [ids[0].upper()])
        assert [e["id"] for e in answer.json()["expenses"]] == ids

    async def test_the_batch_acts_in_the_wallet_it_names(self, ann: User, database: Database) -> None:
        bob = await a_member(database, ann.client, ann.wallet_id, "editor", "bob")
        ids = await some(ann, 2)
        body = {"action": "delete", "ids": ids}
        assert (await bob.post("/expenses/batch", json=body)).status_code == 404
        answer = await bob.post("/expenses/batch", json=body, params={"wallet": ann.wallet_id})
        assert answer.status_code == 200
        assert {row["actor_id"] for row in await entries(database, ann, 4)} == {bob.id}


class TestRetries:
    async def test_the_same_request_answers_the_expenses_as_they_are_now(
        self, ann: User, database: Database
    ) -> None:
        ids = await some(ann, 2)
        first = await batch(ann, "delete", ids, "a")
        assert "idempotency-replayed" not in first.headers
        await batch(ann, "restore", ids[:1])
        again = await batch(ann, "delete", ids, "a")
        assert (again.status_code, again.headers["idempotency-replayed"]) == (200, "true")
        assert again.json()["revision"] == await ann.revision() == 5
        assert [e["deleted_at"] for e in again.json()["expenses"]] == [None, INSTANT]
        assert len((await ann.get("/expenses")).json()) == 1

    async def test_a_request_that_changed_nothing_is_remembered_as_well(self, ann: User) -> None:
        ids = await some(ann, 1)
        assert (await batch(ann, "restore", ids, "a")).json()["revision"] == 2
        await batch(ann, "delete", ids)
        again = await batch(ann, "restore", ids, "a")
        assert again.headers["idempotency-replayed"] == "true"
        assert again.json()["expenses"][0]["deleted_at"] == INSTANT
        assert await ann.revision() == 3

    async def test_another_body_under_the_same_key_is_refused(self, ann: User) -> None:
        ids = await some(ann, 3)
        await batch(ann, "update", ids[:2], "a", changes={"category": "Travel"})
        others: list[tuple[str, list[str], dict[str, Any]]] = [
            ("update", ids[:2], {"changes": {"category": "Gifts"}}),
            ("update", ids[:2], {"changes": {"date": "2026-11-14", "category": "Travel"}}),
            ("update", ids, {"changes": {"category": "Travel"}}),
            ("delete", ids[:2], {}),
        ]
        for action, named, members in others:
            answer = await batch(ann, action, named, "a", **members)
            assert refusal(answer) == (422, "idempotency_key_reused"), (action, members)
        assert await ann.revision() == 5

    async def test_another_way_to_write_the_same_batch_is_a_retry(self, ann: User) -> None:
        ids = await some(ann, 2)
        await batch(ann, "update", ids, "a", changes={"category": "Travel"})
        items = [{"id": ids[0].upper(), "category": " TRAVEL "}, {"id": ids[1], "category": "travel"}]
        again = await batch(ann, "update", key="a", items=items)
        assert again.headers["idempotency-replayed"] == "true"

    async def test_a_key_is_good_for_one_kind_of_request(self, ann: User) -> None:
        ids = await some(ann, 1)
        await batch(ann, "delete", ids, "a")
        posted = await ann.post("/expenses", json=expense_body(), headers={"Idempotency-Key": "a"})
        assert refusal(posted) == (422, "idempotency_key_reused")
        await ann.post("/expenses", json=expense_body(), headers={"Idempotency-Key": "b"})
        assert refusal(await batch(ann, "delete", ids, "b")) == (422, "idempotency_key_reused")

    async def test_a_refused_batch_is_not_remembered(self, ann: User, database: Database) -> None:
        ids = await some(ann, 1)
        await batch(ann, "delete", [*ids, str(uuid4())], "a")
        assert (await batch(ann, "delete", ids, "a")).status_code == 200
        keys = await rows_of(database, idempotency_keys, key="k:a")
        assert [(row["kind"], row["target_id"], row["revision"]) for row in keys] == [
            ("expense batch", ids[0], 3),
        ]  # fmt: skip

    async def test_without_a_key_the_same_batch_is_a_batch_of_its_own(self, ann: User) -> None:
        ids = await some(ann, 1)
        await batch(ann, "delete", ids)
        await batch(ann, "restore", ids)
        again = await batch(ann, "delete", ids)
        assert again.json()["revision"] == 5
        assert "idempotency-replayed" not in again.headers


class TestTheForm:
    async def test_refuses_what_is_no_batch(self, ann: User) -> None:
        one = str(uuid4())
        named = {"ids": [one]}
        refused: list[tuple[dict[str, Any], str, str]] = [
            ({**named}, "action", "required"),
            ({**named, "action": "purge"}, "action", "not_a_choice"),
            ({"action": "delete"}, "ids", "required"),
            ({"action": "update", "changes": {}}, "ids", "required"),
            ({"action": "update", **named}, "changes", "required"),
            ({"action": "delete", "ids": []}, "ids", "too_few"),
            ({"action": "delete", "ids": one}, "ids", "not_a_list"),
            ({"action": "delete", "ids": [5]}, "ids.0", "not_text"),
            ({"action": "delete", "ids": [str(uuid4()) for _ in range(1001)]}, "ids", "too_many"),
            ({"action": "delete", "ids": [one, str(uuid4()), one.upper()]}, "ids.2", "duplicate"),
            ({"action": "update", "items": []}, "items", "too_few"),
            ({"action": "update", "items": [{"category": "Food"}]}, "items.0.id", "required"),
            ({"action": "update", "items": [{"id": one}, {"id": one}]}, "items.1.id", "duplicate"),
            ({"action": "update", "items": [{"id": one}], **named}, "ids", "not_together"),
            ({"action": "update", "items": [{"id": one}], "changes": {}}, "changes", "not_together"),
            ({"action": "delete", "items": [{"id": one}]}, "items", "not_together"),
            ({"action": "restore", **named, "changes": {"category": "Food"}}, "changes", "not_together"),
            ({"action": "update", **named, "changes": {"date": "soon"}}, "changes.date", "date_format"),
            ({"action": "update", **named, "changes": {"category": " "}}, "changes.category", "too_short"),
            ({"action": "update", "items": [{"id": one, "date": 5}]}, "items.0.date", "date_format"),
        ]
        for body, field, code in refused:
            answer = await ann.post("/expenses/batch", json=body)
            assert refused_field(answer) == (field, code), body
        assert await ann.revision() == 1


class TestAThousand:
    async def test_are_changed_in_one_request(self, ann: User, database: Database) -> None:
        ids = await some(ann, 12)
        ids += [(await an_expense(ann, date=f"20{n % 27:02d}-{n % 12 + 1:02d}-01"))["id"] for n in range(988)]
        items = [{"id": e, "category": f"Category {n % 40}"} for n, e in enumerate(ids)]
        updated = await batch(ann, "update", items=items)
        assert updated.status_code == 200
        assert [e["id"] for e in updated.json()["expenses"]] == ids
        assert {e["revision"] for e in updated.json()["expenses"]} == {1002}
        assert len(await entries(database, ann, 1002)) == 1040
        assert (await batch(ann, "delete", ids)).json()["revision"] == 1003
        assert (await ann.get("/expenses")).json() == []
        assert await is_sound(database, ann)
