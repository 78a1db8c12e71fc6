"""The sheet of a day: read, replaced in one write, and refused without a trace."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.days import service
from api.db.database import Database
from api.ledger.tables import journal
from api.ops.doctor import examine_wallet
from tests.answers import exact, refusal, refused_field
from tests.factories import User, a_member, a_user, an_expense
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

DAY = "2026-11-15"


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


def row(**members: Any) -> dict[str, Any]:
    """A row of a sheet."""
    return {"category": "Food", "amount": 5, **members}


async def put(user: User, *rows: dict[str, Any], day: str = DAY, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await user.put(f"/days/{day}", json={"expenses": list(rows)}, headers=named)


async def saved(user: User, *rows: dict[str, Any], **headers: str) -> list[dict[str, Any]]:
    """The expenses of the day after a sheet that is taken."""
    answer = await put(user, *rows, **headers)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["expenses"]
    return found


async def read(user: User, day: str = DAY) -> dict[str, Any]:
    answer = await user.get(f"/days/{day}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def is_sound(database: Database, user: User) -> bool:
    """Whether the totals are those of the rows."""
    return (await database.read(examine_wallet, user.wallet_id)).findings == []


class TestReading:
    async def test_a_day_without_expenses_is_empty(self, ann: User) -> None:
        answer = await ann.get(f"/days/{DAY}")
        assert answer.json() == {"date": DAY, "expenses": [], "total": 0}
        assert answer.headers["cache-control"] == "private, no-cache"

    async def test_gives_the_living_ones_of_the_day_as_they_were_recorded(self, ann: User) -> None:
        first = await an_expense(ann, date=DAY, amount=10.25)
        gone = await an_expense(ann, date=DAY, amount=4)
        await an_expense(ann, date="2026-11-14", amount=99)
        last = await an_expense(ann, date=DAY, amount=0.05)
        await ann.delete(f"/expenses/{gone['id']}")
        answer = await ann.get(f"/days/{DAY}")
        assert answer.json()["expenses"] == [first, last]
        assert exact(answer)["total"] == Decimal("10.30")

    async def test_its_tag_moves_with_the_day_and_with_no_other(self, ann: User) -> None:
        made = await an_expense(ann, date=DAY)
        tags = [(await ann.get(f"/days/{DAY}")).headers["etag"]]
        await an_expense(ann, date="2026-11-14")
        assert (await ann.get(f"/days/{DAY}", headers={"If-None-Match": tags[0]})).status_code == 304
        await ann.patch(f"/expenses/{made['id']}", json={"amount": 3})
        tags.append((await ann.get(f"/days/{DAY}")).headers["etag"])
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Meals"})
        tags.append((await ann.get(f"/days/{DAY}")).headers["etag"])
        await ann.delete(f"/expenses/{made['id']}")
        tags.append((await ann.get(f"/days/{DAY}")).headers["etag"])
        assert len(set(tags)) == 4

    @pytest.mark.parametrize("method", ["get", "put"])
    @pytest.mark.parametrize("day", ["2026-02-30", "15-11-2026", "today"])
    async def test_what_is_no_day_is_refused(self, ann: User, method: str, day: str) -> None:
        answer = await (ann.get(f"/days/{day}") if method == "get" else put(ann, day=day))
        assert refused_field(answer)[0] == "path.date"


class TestReplacing:
    async def test_rows_without_an_id_are_new_in_their_order(self, ann: User, database: Database) -> None:
        before = await ann.revision()
        made = await saved(
            ann, row(amount=3, description="Bread"), row(amount="2.50", category="Café"), row(amount=1)
        )
        assert [one["amount"] for one in made] == [3, 2.5, 1]
        assert [one["category"] for one in made] == ["Food", "Café", "Food"]
        assert {one["date"] for one in made} == {DAY}
        assert await ann.revision() == before + 1
        assert (await read(ann))["expenses"] == made
        assert await is_sound(database, ann)

    async def test_named_rows_are_changed_and_absent_ones_deleted_in_one_revision(
        self, ann: User, database: Database
    ) -> None:
        kept, changed, gone = [await an_expense(ann, date=DAY, amount=n) for n in (1, 2, 3)]
        before = await ann.revision()
        new = row(amount=9, description="New")
        after = await saved(
            ann,
            row(id=kept["id"], amount=1, description="Market"),
            row(id=changed["id"], amount=2.75, category="Leisure", description="Cinema"),
            new,
        )
        assert after[0] == kept
        assert after[1] | {"updated_at": 0, "category_id": 0} == changed | {
            "amount": 2.75,
            "category": "Leisure",
            "category_id": 0,
            "description": "Cinema",
            "updated_at": 0,
            "revision": before + 1,
        }
        assert after[2]["created_by"] == ann.id
        assert await ann.revision() == before + 1
        assert (await ann.get(f"/expenses/{gone['id']}")).status_code == 404
        lines = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=before + 1)
        assert {line["row_id"] for line in lines} == {changed["id"], gone["id"], after[2]["id"]}
        assert await is_sound(database, ann)

    async def test_an_empty_sheet_deletes_the_day_and_nothing_else(
        self, ann: User, database: Database
    ) -> None:
        await an_expense(ann, date=DAY)
        other = await an_expense(ann, date="2026-11-14")
        assert await saved(ann) == []
        assert [one["id"] for one in (await ann.get("/expenses")).json()] == [other["id"]]
        assert await is_sound(database, ann)

    @pytest.mark.parametrize("amount", [0, "0", "0.00", "", None])
    async def test_rows_of_zero_or_no_amount_are_left_out(self, ann: User, amount: object) -> None:
        (there,) = await saved(ann, row(amount=1))
        empty = {"id": None, "category": "", "amount": amount, "description": None}
        assert await saved(ann, empty, row(amount=1), {}, {"category": "Never made", "amount": amount}) == [
            there
        ]
        assert "Never made" not in [one["name"] for one in (await ann.get("/categories")).json()]
        assert await saved(ann, row(id=there["id"], amount=amount)) == []

    async def test_what_else_a_row_says_that_is_left_out_is_no_mistake(self, ann: User) -> None:
        wrong = {"category": "  ", "description": "x" * 600, "date": "2026-11-14", "id": "none"}
        assert await saved(ann, *({**wrong, "amount": amount} for amount in ("", 0, "0.0", None))) == []
        assert refused_field(await put(ann, row(amount="much")))[0] == "expenses.0.amount"

    async def test_what_was_read_can_be_sent_back(self, ann: User) -> None:
        for amount in (7.5, 7.5, 0.01):
            await an_expense(ann, date=DAY, amount=amount)
        before, revision = await read(ann), await ann.revision()
        answer = await ann.put(f"/days/{DAY}", json=before)
        assert answer.json() == before
        assert await ann.revision() == revision

    async def test_two_equal_rows_are_two_expenses(self, ann: User) -> None:
        coffee = row(amount=2.8, description="Coffee")
        assert len({one["id"] for one in await saved(ann, coffee, coffee)}) == 2
        assert len(await saved(ann, coffee)) == 1

    async def test_the_same_sheet_again_changes_nothing(self, ann: User) -> None:
        sheet = [row(amount=2.8, description="Coffee")] * 2 + [row(amount=9, category=" food ")]
        first = await put(ann, *sheet)
        revision = await ann.revision()
        for _ in range(2):
            again = await put(ann, *sheet)
            assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
        assert await ann.revision() == revision

    async def test_a_row_without_an_id_is_never_one_that_another_row_names(self, ann: User) -> None:
        (there,) = await saved(ann, row(amount=4))
        after = await saved(ann, row(amount=4), row(id=there["id"], amount=4))
        assert len(after) == 2
        assert there["id"] in {one["id"] for one in after}

    async def test_a_new_category_is_made_once(self, ann: User) -> None:
        made = await saved(ann, row(category="Bees"), row(category="BEES", amount=6))
        assert len({one["category_id"] for one in made}) == 1
        assert {one["category"] for one in made} == {"Bees"}

    async def test_an_editor_writes_in_the_wallet_that_is_named(
        self, ann: User, client: httpx.AsyncClient, database: Database
    ) -> None:
        editor = await a_member(database, client, ann.wallet_id, "editor", "edith")
        address = f"/days/{DAY}?wallet={ann.wallet_id}"
        answer = await editor.put(address, json={"expenses": [row()]})
        assert answer.json()["expenses"][0]["created_by"] == editor.id
        assert (await read(ann))["expenses"] == answer.json()["expenses"]


class TestRefusals:
    @pytest.mark.parametrize("case", ["nobody's", "no id", "another day", "deleted", "another wallet"])
    async def test_an_id_that_the_day_does_not_have(
        self, ann: User, client: httpx.AsyncClient, case: str
    ) -> None:
        there = await an_expense(ann, date=DAY)
        ids = {"nobody's": str(uuid4()), "no id": "first"}
        if case == "another day":
            ids[case] = (await an_expense(ann, date="2026-11-14"))["id"]
        if case == "deleted":
            ids[case] = (await an_expense(ann, date=DAY, amount=8))["id"]
            await ann.delete(f"/expenses/{ids[case]}")
        if case == "another wallet":
            ids[case] = (await an_expense(await a_user(client, "bob"), date=DAY))["id"]
        revision = await ann.revision()
        answer = await put(ann, row(amount=1), row(id=ids[case], category="Never made"))
        assert refusal(answer) == (422, "unknown_expense")
        assert [(one["field"], one["code"]) for one in answer.json()["errors"]] == [
            ("expenses.1.id", "unknown_expense")
        ]
        assert (await read(ann))["expenses"] == [there]
        assert await ann.revision() == revision
        assert "Never made" not in [one["name"] for one in (await ann.get("/categories")).json()]

    @pytest.mark.parametrize(
        ("wrong", "field", "code"),
        [
            ({"amount": -1}, "amount", "amount_not_positive"),
            ({"amount": 1.005}, "amount", "amount_too_precise"),
            ({"amount": "2,50"}, "amount", "amount_format"),
            ({"amount": True}, "amount", "amount_format"),
            ({"category": ""}, "category", "required"),
            ({"category": "x" * 65}, "category", "too_long"),
            ({"date": "2026-11-14"}, "date", "other_day"),
            ({"description": "a\u0000b"}, "description", "character_refused"),
            ({"id": 5}, "id", "not_text"),
        ],
    )
    async def test_a_value_that_is_none_names_its_cell(
        self, ann: User, wrong: dict[str, Any], field: str, code: str
    ) -> None:
        await an_expense(ann, date=DAY)
        before = await read(ann)
        answer = await put(ann, row(amount=1), row(**wrong))
        assert refused_field(answer) == (f"expenses.1.{field}", code)
        assert await read(ann) == before

    async def test_every_wrong_amount_is_named_at_once(self, ann: User) -> None:
        answer = await put(ann, row(amount=1.005), row(), row(amount=-2))
        assert [one["field"] for one in answer.json()["errors"]] == ["expenses.0.amount", "expenses.2.amount"]

    async def test_an_expense_named_twice(self, ann: User) -> None:
        (there,) = await saved(ann, row())
        answer = await put(ann, row(id=there["id"]), row(id=there["id"].upper(), amount=6))
        assert refused_field(answer) == ("expenses.1.id", "duplicate")

    @pytest.mark.parametrize("day", ["1899-12-31", "2027-11-17", "9999-12-31"])
    async def test_a_day_that_no_expense_may_have(self, ann: User, day: str) -> None:
        assert refused_field(await put(ann, row(), day=day)) == ("path.date", "date_out_of_range")
        assert (await put(ann, day=day)).status_code == 200

    async def test_more_rows_than_a_sheet_may_have(self, ann: User) -> None:
        assert refused_field(await put(ann, *[row()] * 1001)) == ("expenses", "too_many")

    async def test_a_day_that_has_more_is_left_alone(
        self, ann: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await saved(ann, row(amount=1), row(amount=2), row(amount=3))
        monkeypatch.setattr(service, "MOST_ROWS", 2)
        assert refusal(await ann.get(f"/days/{DAY}")) == (422, "day_too_large")
        assert refusal(await put(ann, row())) == (422, "day_too_large")
        monkeypatch.undo()
        assert len((await read(ann))["expenses"]) == 3

    async def test_more_than_a_wallet_can_hold(self, ann: User, database: Database) -> None:
        (there,) = await saved(ann, row(amount=1))
        before = await read(ann)
        largest = {"amount": "999999999999.99"}
        # What is changed would fit, and so would what is new: they do not fit together.
        rows = [row(id=there["id"], **largest), *[row(**largest)] * 9]
        answer = await put(ann, *rows, row(amount="0.10"))
        assert refusal(answer) == (422, "wallet_total_too_large")
        assert await read(ann) == before
        assert (await put(ann, *rows)).status_code == 200
        assert await is_sound(database, ann)


class TestConditions:
    async def test_who_saw_another_day_is_shown_this_one(self, ann: User) -> None:
        seen = (await ann.get(f"/days/{DAY}")).headers["etag"]
        there = await an_expense(ann, date=DAY)
        answer = await put(ann, row(amount=8), If_Match=seen)
        assert refusal(answer) == (412, "stale")
        assert answer.json()["current"] == await read(ann)
        assert answer.headers["etag"] == (await ann.get(f"/days/{DAY}")).headers["etag"]
        assert (await read(ann))["expenses"] == [there]

    async def test_who_saw_this_one_may_write(self, ann: User) -> None:
        seen = (await ann.get(f"/days/{DAY}")).headers["etag"]
        await an_expense(ann, date="2026-11-14")
        answer = await put(ann, row(amount=8), If_Match=seen)
        assert answer.status_code == 200
        assert answer.headers["etag"] != seen
        again = await ann.get(f"/days/{DAY}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304

    async def test_of_two_at_once_one_is_told(self, ann: User) -> None:
        seen = (await ann.get(f"/days/{DAY}")).headers["etag"]
        answers = await asyncio.gather(*(put(ann, row(amount=n), If_Match=seen) for n in (1, 2, 3)))
        assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
        assert len((await read(ann))["expenses"]) == 1


class TestRetries:
    async def test_a_key_writes_once(self, ann: User) -> None:
        first = await put(ann, row(amount=8), Idempotency_Key="evening")
        await an_expense(ann, date=DAY, amount=3)
        revision = await ann.revision()
        again = await put(ann, row(amount="8.00"), Idempotency_Key="evening", If_Match='"long ago"')
        assert again.headers["idempotency-replayed"] == "true"
        assert "idempotency-replayed" not in first.headers
        assert again.json() == await read(ann)
        assert len(again.json()["expenses"]) == 2
        assert await ann.revision() == revision

    async def test_a_retry_is_answered_though_the_day_has_become_too_large(
        self, ann: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        await put(ann, row(), Idempotency_Key="evening")
        for amount in (1, 2):
            await an_expense(ann, date=DAY, amount=amount)
        monkeypatch.setattr(service, "MOST_ROWS", 2)
        again = await put(ann, row(), Idempotency_Key="evening")
        assert again.headers["idempotency-replayed"] == "true"
        assert len(again.json()["expenses"]) == 3

    async def test_a_key_is_remembered_where_nothing_was_to_do(self, ann: User) -> None:
        revision = await ann.revision()
        await put(ann, Idempotency_Key="evening")
        assert await ann.revision() == revision
        await an_expense(ann, date=DAY)
        again = await put(ann, Idempotency_Key="evening")
        assert again.headers["idempotency-replayed"] == "true"
        assert len(again.json()["expenses"]) == 1

    @pytest.mark.parametrize("other", [{"amount": 9}, {"category": "Gifts"}, {"description": "Other"}])
    async def test_a_key_for_another_sheet_is_refused(self, ann: User, other: dict[str, Any]) -> None:
        await put(ann, row(), Idempotency_Key="evening")
        answer = await put(ann, row(**other), Idempotency_Key="evening")
        assert refusal(answer) == (422, "idempotency_key_reused")

    async def test_a_key_for_another_day_is_refused(self, ann: User) -> None:
        await put(ann, row(), Idempotency_Key="evening")
        answer = await put(ann, row(), day="2026-11-14", Idempotency_Key="evening")
        assert refusal(answer) == (422, "idempotency_key_reused")
