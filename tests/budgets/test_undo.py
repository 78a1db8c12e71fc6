"""Taking a write of budgets back: every row and every month is as before, or nothing happens."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from api.budgets.tables import budgets
from api.db.database import Database
from api.ledger.tables import journal
from tests.answers import refusal, refused_field
from tests.factories import User, a_budget, a_member, a_user, category_id
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

MONTHS = ("1900-01", "2026-08", "2026-09", "2026-10", "2026-11", "2026-12", "2027-01", "2030-01")


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def in_force(user: User) -> list[dict[str, Any]]:
    """The budgets of each month by category."""
    answers = [await user.get("/budgets", params={"month": month}) for month in MONTHS]
    return [{row["category"]: row["budget"] for row in answer.json()} for answer in answers]


async def stored(database: Database) -> list[tuple[str, int, int | None]]:
    rows = await rows_of(database, budgets)
    return [(row["category_id"], row["starts_on"], row["amount_minor"]) for row in rows]


async def copy(user: User, source: str, target: str, **request: Any) -> httpx.Response:
    answer = await user.post("/budgets/copy", json={"from": source, "to": target}, **request)
    assert answer.status_code == 200, answer.text
    return answer


def revision_of(answer: httpx.Response) -> int:
    assert answer.is_success, answer.text
    return int(answer.headers["X-Revision"])


async def undo(user: User, revision: int, **request: Any) -> httpx.Response:
    return await user.post("/budgets/undo", json={"revision": revision}, **request)


async def undone(user: User, revision: int) -> int:
    """Undoes a write; the revision of that."""
    answer = await undo(user, revision)
    assert (answer.status_code, answer.content) == (204, b"")
    return revision_of(answer)


async def planned(user: User) -> None:
    """Budgets of all kinds: first ones, later ones, ended ones."""
    await a_budget(user, "Food", 100, month="2026-10")
    await a_budget(user, "Food", 300, month="2026-11")
    await a_budget(user, "Food", 400, month="2027-01")
    await a_budget(user, "Travel", 50, month="2026-12")
    await a_budget(user, "Gifts", 20, month="2026-09")
    await user.delete(f"/budgets/{await category_id(user, 'Gifts')}", params={"month": "2026-11"})
    await a_budget(user, "Health", 0, month="2026-11")
    await a_budget(user, "Health", 5, month="2026-12")


class TestACopy:
    @pytest.mark.parametrize(
        ("source", "target"),
        [
            ("2026-10", "2026-11"),
            ("2026-11", "2026-10"),
            ("2026-12", "2026-08"),
            ("2027-01", "1900-01"),
            ("2026-09", "2030-01"),
        ],
    )
    async def test_is_taken_back_row_by_row(
        self, ann: User, database: Database, source: str, target: str
    ) -> None:
        await planned(ann)
        before = await in_force(ann), await stored(database)
        revision = revision_of(await copy(ann, source, target))
        assert await in_force(ann) != before[0]
        assert await undone(ann, revision) == revision + 1 == await ann.revision()
        assert (await in_force(ann), await stored(database)) == before

    async def test_that_was_undone_can_be_done_again(self, ann: User, database: Database) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-10", "2026-11"))
        copied = await in_force(ann), await stored(database)
        again = await undone(ann, await undone(ann, revision))
        assert (await in_force(ann), await stored(database)) == copied
        await undone(ann, again)
        assert await in_force(ann) != copied[0]

    async def test_leaves_what_other_months_and_categories_got_since(self, ann: User) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-10", "2026-11"))
        await a_budget(ann, "Food", 999, month="2026-12")
        await a_budget(ann, "Leisure", 7, month="2026-11")
        await undone(ann, revision)
        of_food = [month.get("Food") for month in await in_force(ann)]
        assert of_food == [100, 100, 100, 100, 300, 999, 400, 400]
        assert (await in_force(ann))[4]["Leisure"] == 7

    async def test_that_changed_nothing_has_no_revision(self, ann: User) -> None:
        await planned(ann)
        await copy(ann, "2026-10", "2026-11")
        before = await ann.revision()
        for headers in ({}, {"Idempotency-Key": "one"}):
            assert "x-revision" not in (await copy(ann, "2026-10", "2026-11", headers=headers)).headers
        assert await ann.revision() == before


class TestOtherWrites:
    @pytest.mark.parametrize("month", [None, "1900-01", "2026-09", "2026-10", "2026-12"])
    async def test_an_ended_budget_comes_back_with_its_later_months(
        self, ann: User, database: Database, month: str | None
    ) -> None:
        await planned(ann)
        before = await in_force(ann), await stored(database)
        path = f"/budgets/{await category_id(ann, 'Food')}"
        answer = await ann.delete(path, params={} if month is None else {"month": month})
        assert await in_force(ann) != before[0]
        await undone(ann, revision_of(answer))
        assert (await in_force(ann), await stored(database)) == before

    @pytest.mark.parametrize(
        ("category", "month"),
        [("Food", "2026-11"), ("Food", "2026-12"), ("Gifts", "2026-08"), ("Housing", "2026-11")],
    )
    async def test_a_set_budget_is_what_it_was(
        self, ann: User, database: Database, category: str, month: str
    ) -> None:
        await planned(ann)
        before = await in_force(ann), await stored(database)
        body = {"category": category, "budget": 77, "month": month}
        answer = await ann.post("/budget", json=body)
        assert revision_of(answer) == answer.json()["revision"]
        assert "x-revision" not in (await ann.post("/budget", json=body)).headers
        await undone(ann, revision_of(answer))
        assert (await in_force(ann), await stored(database)) == before

    async def test_a_category_that_came_with_it_stays(self, ann: User) -> None:
        answer = await ann.post("/budget", json={"category": "Pets", "budget": 5})
        await undone(ann, revision_of(answer))
        assert await category_id(ann, "Pets") == answer.json()["category_id"]
        assert (await in_force(ann))[4] == {}


class TestTheJournal:
    async def test_tells_of_an_undone_write_as_of_any_other(self, ann: User, database: Database) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-12", "2026-08"))
        undoing = await undone(ann, revision)
        done, back = [
            {
                (entry["kind"], entry["row_id"]): (entry["before"], entry["after"])
                for entry in await rows_of(database, journal, wallet_id=ann.wallet_id, revision=number)
            }
            for number in (revision, undoing)
        ]
        assert {place: sides[::-1] for place, sides in done.items()} == back
        assert len(back) >= 2


class TestAConflict:
    async def test_a_row_that_was_set_again_refuses_it_whole(self, ann: User, database: Database) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-10", "2026-11"))
        await a_budget(ann, "Food", 101, month="2026-11")
        before = await in_force(ann), await stored(database), await ann.revision()
        assert refusal(await undo(ann, revision)) == (409, "changed_since")
        assert (await in_force(ann), await stored(database), await ann.revision()) == before

    async def test_a_second_time_it_is_refused(self, ann: User) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-10", "2026-11"))
        await undone(ann, revision)
        assert refusal(await undo(ann, revision)) == (409, "changed_since")

    async def test_of_two_at_once_one_is_done(self, ann: User) -> None:
        await planned(ann)
        revision = revision_of(await copy(ann, "2026-10", "2026-11"))
        answers = await asyncio.gather(*(undo(ann, revision) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [204, 409, 409, 409]
        assert await ann.revision() == revision + 1

    async def test_a_row_that_was_made_again_is_not_overwritten(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 5)
        removing = await undone(ann, made["revision"])
        await a_budget(ann, "Food", 6)
        assert refusal(await undo(ann, removing)) == (409, "changed_since")
        assert (await in_force(ann))[4] == {"Food": 6}

    async def test_amounts_of_another_currency_do_not_come_back(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 5)
        removing = await undone(ann, made["revision"])
        assert (await ann.patch("/me", json={"time_zone": "Asia/Tokyo"})).status_code == 200
        again = await undone(ann, await undone(ann, removing))
        assert (await ann.patch("/me", json={"currency": "JPY"})).status_code == 200
        assert refusal(await undo(ann, again)) == (409, "changed_since")
        assert (await in_force(ann))[4] == {}

    async def test_a_sum_of_more_than_15_digits_is_refused(self, ann: User) -> None:
        for number in range(10):
            await a_budget(ann, f"Category {number}", "999999999999.99")
        lowered = await a_budget(ann, "Category 9", 5)
        await a_budget(ann, "Food", 6)
        before = await ann.revision()
        assert refusal(await undo(ann, lowered["revision"])) == (422, "wallet_total_too_large")
        assert await ann.revision() == before


class TestRetries:
    async def test_of_a_copy_tell_which_revision_it_was(self, ann: User) -> None:
        await planned(ann)
        before = await in_force(ann)
        key = {"Idempotency-Key": "copy-1"}
        first = await copy(ann, "2026-10", "2026-11", headers=key)
        await a_budget(ann, "Leisure", 7, month="2026-11")
        again = await copy(ann, "2026-10", "2026-11", headers=key)
        assert again.headers["idempotency-replayed"] == "true"
        assert "idempotency-replayed" not in first.headers
        assert revision_of(again) == revision_of(first)
        assert {row["category"]: row["budget"] for row in again.json()} == (await in_force(ann))[4]
        await undone(ann, revision_of(again))
        assert (await in_force(ann))[4] == before[4] | {"Leisure": 7}

    async def test_of_a_copy_that_changed_nothing_change_nothing_later_either(self, ann: User) -> None:
        await planned(ann)
        await copy(ann, "2026-10", "2026-11")
        key = {"Idempotency-Key": "copy-2"}
        await copy(ann, "2026-10", "2026-11", headers=key)
        await a_budget(ann, "Food", 9, month="2026-11")
        again = await copy(ann, "2026-10", "2026-11", headers=key)
        assert again.headers["idempotency-replayed"] == "true"
        assert "x-revision" not in again.headers
        assert (await in_force(ann))[4]["Food"] == 9

    async def test_of_an_end_are_no_404(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 5)
        path, key = f"/budgets/{made['category_id']}", {"Idempotency-Key": "end-1"}
        first, again = [await ann.delete(path, headers=key) for _ in range(2)]
        assert (first.status_code, again.status_code) == (204, 204)
        assert again.headers["idempotency-replayed"] == "true"
        assert revision_of(again) == revision_of(first) == await ann.revision()

    async def test_of_an_undo_are_no_conflict(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 5)
        key = {"Idempotency-Key": "undo-1"}
        first, again = [await undo(ann, made["revision"], headers=key) for _ in range(2)]
        assert (first.status_code, again.status_code) == (204, 204)
        assert again.headers["idempotency-replayed"] == "true"
        assert revision_of(again) == revision_of(first) == await ann.revision()

    async def test_a_key_is_for_one_request(self, ann: User) -> None:
        made = await a_budget(ann, "Food", 5)
        key = {"Idempotency-Key": "one"}
        await copy(ann, "2026-10", "2026-11", headers=key)
        path = f"/budgets/{made['category_id']}"
        for answer in [
            await ann.post("/budgets/copy", json={"from": "2026-10", "to": "2026-12"}, headers=key),
            await ann.delete(path, headers=key),
            await undo(ann, made["revision"], headers=key),
        ]:
            assert refusal(answer) == (422, "idempotency_key_reused")
        assert (await ann.delete(path, headers={"Idempotency-Key": "two"})).status_code == 204
        answer = await ann.delete(path, params={"month": "2026-10"}, headers={"Idempotency-Key": "two"})
        assert refusal(answer) == (422, "idempotency_key_reused")


class TestSampleData:
    async def test_is_still_taken_out_whole_after_a_copy_was_undone(
        self, ann: User, database: Database
    ) -> None:
        await ann.post("/sample-data")
        await a_budget(ann, "Food", 5, month="2026-11")
        await undone(ann, revision_of(await copy(ann, "2026-11", "2026-08")))
        answer = await ann.post("/budget", json={"category": "Food", "budget": 1, "month": "2026-08"})
        await undone(ann, revision_of(answer))
        await ann.delete("/sample-data")
        assert [row[1:] for row in await stored(database)] == [(202611, 500)]


class TestRefusals:
    @pytest.mark.parametrize("revision", [1, 2, 4, 999_999_999_999_999])
    async def test_of_a_revision_that_changed_no_budget(self, ann: User, revision: int) -> None:
        await ann.post("/categories", json={"name": "Pets"})
        await a_budget(ann, "Food", 5)
        assert refusal(await undo(ann, revision)) == (404, "not_found")
        assert await ann.revision() == 3

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ({}, "required"),
            ({"revision": 0}, "too_small"),
            ({"revision": 10**15}, "too_large"),
            ({"revision": "2"}, "not_a_whole_number"),
            ({"revision": True}, "not_a_whole_number"),
        ],
    )
    async def test_of_what_is_no_revision(self, ann: User, body: object, code: str) -> None:
        assert refused_field(await ann.post("/budgets/undo", json=body)) == ("revision", code)

    async def test_of_those_who_may_only_read(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        made = await a_budget(ann, "Food", 5)
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        cas = await a_member(database, client, ann.wallet_id, "editor", "cas")
        theirs = {"wallet": ann.wallet_id}
        assert refusal(await undo(bob, made["revision"], params=theirs)) == (403, "forbidden")
        # The same number of another wallet is another write.
        await a_budget(cas, "Food", 8)
        assert (await undo(cas, made["revision"], params=theirs)).status_code == 204
        assert (await in_force(ann))[4] == {}
        assert (await in_force(cas))[4] == {"Food": 8}
