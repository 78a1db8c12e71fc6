"""One expense by its id: reading, replacing, changing, deleting, restoring, and who changed it first."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import journal, monthly_totals, wallets
from tests.answers import refusal, refused_field
from tests.factories import User, a_user, an_expense, category_id, expense_body
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


def is_private(answer: httpx.Response) -> bool:
    """Whether caches are told to keep it for one user, and to ask again."""
    varies = answer.headers["vary"].split(", ")
    return "Authorization" in varies and answer.headers["cache-control"] == "private, no-cache"


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def totals(database: Database, user: User) -> dict[tuple[int, str], tuple[int, int]]:
    """The monthly totals that are not empty: (month, category) to (minor units, count)."""
    rows = await rows_of(database, monthly_totals, wallet_id=user.wallet_id)
    return {
        (row["month"], row["category_id"]): (row["amount_minor"], row["expense_count"])
        for row in rows
        if row["expense_count"] or row["amount_minor"]
    }


class TestReading:
    async def test_answers_the_expense_with_its_tag(self, ann: User) -> None:
        made = await an_expense(ann)
        answer = await ann.get(f"/expenses/{made['id']}")
        assert (answer.status_code, answer.json()) == (200, made)
        assert answer.headers["etag"] == f'"{made["revision"]}"'
        assert is_private(answer)

    async def test_answers_304_to_whoever_has_it(self, ann: User) -> None:
        made = await an_expense(ann)
        for tag in ('"2"', 'W/"2"', '"1", "2"', "*"):
            answer = await ann.get(f"/expenses/{made['id']}", headers={"If-None-Match": tag})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", '"2"')
            assert is_private(answer)
        other = await ann.get(f"/expenses/{made['id']}", headers={"If-None-Match": '"1"'})
        assert other.status_code == 200

    async def test_the_id_may_be_written_in_capitals(self, ann: User) -> None:
        made = await an_expense(ann)
        assert (await ann.get(f"/expenses/{made['id'].upper()}")).json() == made

    async def test_what_is_no_id_is_as_unknown_as_any_other(self, ann: User) -> None:
        made = await an_expense(ann)
        for unknown in (
            str(uuid4()),
            "x",
            "%00",
            made["id"].replace("-", ""),
            "urn:" + made["id"].replace("-", ""),
            "{" + made["id"][:-2] + "}",
            made["id"][:-1] + "٣",
            "0x" + made["id"][2:],
            made["id"].replace("-", "_"),
        ):
            answer = await ann.get(f"/expenses/{unknown}")
            assert refusal(answer) == (404, "not_found"), unknown

    async def test_a_deleted_expense_is_not_found(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        assert refusal(await ann.get(f"/expenses/{made['id']}")) == (404, "not_found")


class TestReplacing:
    async def test_changes_every_field(self, ann: User, database: Database, clock: FrozenClock) -> None:
        made = await an_expense(ann)
        clock.advance(minutes=1)
        body = {"date": "2026-10-31", "category": "Pets", "amount": 7, "description": "Hay"}
        answer = await ann.put(f"/expenses/{made['id']}", json=body)
        pets = await category_id(ann, "Pets")
        assert answer.status_code == 200
        assert answer.json() == {
            **made, **body, "category_id": pets, "revision": 3, "updated_at": "2026-11-15T12:01:00.000Z",
        }  # fmt: skip
        assert answer.headers["etag"] == '"3"'
        assert await totals(database, ann) == {(202610, pets): (700, 1)}
        (row,) = await rows_of(database, expenses)
        assert (row["created_revision"], row["revision"], row["month"]) == (2, 3, 202610)

    async def test_a_description_left_out_is_emptied(self, ann: User) -> None:
        made = await an_expense(ann)
        answer = await ann.put(f"/expenses/{made['id']}", json=expense_body(description=None))
        assert answer.json()["description"] == ""

    async def test_an_equal_one_changes_nothing(
        self, ann: User, database: Database, clock: FrozenClock
    ) -> None:
        made = await an_expense(ann)
        clock.advance(minutes=1)
        answer = await ann.put(f"/expenses/{made['id']}", json=expense_body(category="FOOD", amount="19.99"))
        assert (answer.status_code, answer.json()) == (200, made)
        assert await ann.revision() == made["revision"]
        assert await rows_of(database, journal, revision=3) == []

    async def test_an_unknown_id_is_404(self, ann: User, database: Database) -> None:
        answer = await ann.put(f"/expenses/{uuid4()}", json=expense_body(category="New"))
        assert refusal(answer) == (404, "not_found")
        assert await ann.revision() == 1
        assert await rows_of(database, expenses) == []

    async def test_a_deleted_one_is_404(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        answer = await ann.put(f"/expenses/{made['id']}", json=expense_body(amount=1))
        assert refusal(answer) == (404, "not_found")

    async def test_refuses_what_post_refuses(self, ann: User) -> None:
        made = await an_expense(ann)
        for field, value, code in [
            ("amount", "1e2", "amount_format"),
            ("amount", 0.001, "amount_too_precise"),
            ("date", "2027-11-17", "date_out_of_range"),
            ("category", " ", "too_short"),
            ("description", "x" * 501, "too_long"),
        ]:
            put = await ann.put(f"/expenses/{made['id']}", json=expense_body(**{field: value}))
            patch = await ann.patch(f"/expenses/{made['id']}", json={field: value})
            assert refused_field(put) == refused_field(patch) == (field, code)
        assert await ann.revision() == made["revision"]


class TestCreatingUnderAnOwnId:
    async def test_makes_the_expense(self, ann: User, database: Database) -> None:
        own = str(uuid4())
        answer = await ann.put(f"/expenses/{own}", json=expense_body(), headers={"If-None-Match": "*"})
        assert (answer.status_code, answer.json()["id"]) == (201, own)
        assert answer.headers["etag"] == '"2"'
        assert answer.headers["location"] == f"/expenses/{own}"
        assert [row["id"] for row in await rows_of(database, expenses)] == [own]
        assert await totals(database, ann) == {(202611, answer.json()["category_id"]): (1999, 1)}

    async def test_any_form_of_uuid_will_do(self, ann: User) -> None:
        for own in (
            str(uuid4()).upper(),
            "00000000-0000-0000-0000-000000000001",
            "f" * 8 + "-ffff" * 3 + "-" + "f" * 12,
        ):
            answer = await ann.put(f"/expenses/{own}", json=expense_body(), headers={"If-None-Match": "*"})
            assert (answer.status_code, answer.json()["id"]) == (201, own.lower())

    async def test_an_existing_one_is_412_with_its_current_state(self, ann: User) -> None:
        made = await an_expense(ann)
        answer = await ann.put(
            f"/expenses/{made['id']}", json=expense_body(amount=1), headers={"If-None-Match": "*"}
        )
        assert refusal(answer) == (412, "stale")
        assert answer.json()["current"] == made
        assert answer.headers["etag"] == '"2"'
        assert await ann.revision() == 2

    async def test_another_condition_that_nothing_can_meet_is_412(
        self, ann: User, database: Database
    ) -> None:
        headers = {"If-None-Match": "*", "If-Match": '"99"'}
        answer = await ann.put(f"/expenses/{uuid4()}", json=expense_body(), headers=headers)
        assert refusal(answer) == (412, "stale")
        assert await rows_of(database, expenses) == []

    async def test_a_deleted_one_is_412_too(self, ann: User) -> None:
        made = await an_expense(ann)
        deleted = (await ann.delete(f"/expenses/{made['id']}")).json()
        answer = await ann.put(f"/expenses/{made['id']}", json=expense_body(), headers={"If-None-Match": "*"})
        assert refusal(answer) == (412, "stale")
        assert answer.json()["current"] == deleted

    async def test_the_id_of_anothers_expense_is_free_here(
        self, client: httpx.AsyncClient, ann: User, database: Database
    ) -> None:
        bob = await a_user(client, "bob")
        made = await an_expense(ann)
        answer = await bob.put(
            f"/expenses/{made['id']}", json=expense_body(amount=1), headers={"If-None-Match": "*"}
        )
        assert (answer.status_code, answer.json()["wallet_id"]) == (201, bob.wallet_id)
        assert (await ann.get(f"/expenses/{made['id']}")).json() == made
        assert len(await rows_of(database, expenses, id=made["id"])) == 2


class TestChanging:
    async def test_changes_what_is_given_and_nothing_else(self, ann: User) -> None:
        made = await an_expense(ann)
        changes: list[dict[str, Any]] = [
            {"amount": 5},
            {"date": "2026-11-01"},
            {"description": ""},
            {"category": "Travel"},
        ]
        for number, change in enumerate(changes, start=3):
            answer = await ann.patch(f"/expenses/{made['id']}", json=change)
            made |= {**change, "revision": number}
            if "category" in change:
                made["category_id"] = await category_id(ann, "Travel")
            assert (answer.status_code, answer.json()) == (200, made)

    async def test_moves_the_totals_between_months_and_categories(
        self, ann: User, database: Database
    ) -> None:
        one, other = await an_expense(ann), await an_expense(ann, amount=1)
        food, travel = one["category_id"], await category_id(ann, "Travel")
        await ann.patch(f"/expenses/{one['id']}", json={"date": "2026-10-01"})
        assert await totals(database, ann) == {(202610, food): (1999, 1), (202611, food): (100, 1)}
        await ann.patch(f"/expenses/{one['id']}", json={"category": "Travel", "amount": 3})
        assert await totals(database, ann) == {(202610, travel): (300, 1), (202611, food): (100, 1)}
        await ann.patch(f"/expenses/{other['id']}", json={"amount": 2})
        (wallet,) = await rows_of(database, wallets, id=ann.wallet_id)
        assert (wallet["total_minor"], wallet["expense_count"]) == (500, 2)

    async def test_nothing_given_or_nothing_new_moves_no_revision(
        self, ann: User, database: Database
    ) -> None:
        made = await an_expense(ann)
        for change in ({}, {"amount": "19.990"}, {"category": "food"}, {"unknown": 1}):
            answer = await ann.patch(f"/expenses/{made['id']}", json=change)
            assert (answer.status_code, answer.json()) == (200, made)
        assert await ann.revision() == made["revision"]

    async def test_the_journal_keeps_before_and_after(self, ann: User, database: Database) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/expenses/{made['id']}", json={"amount": 5})
        (entry,) = await rows_of(database, journal, revision=3)
        assert (entry["row_id"], entry["actor_id"]) == (made["id"], ann.id)
        assert '"amount_minor":1999' in entry["before"]
        assert '"amount_minor":500' in entry["after"]


class TestDeletingAndRestoring:
    async def test_takes_it_out_of_lists_and_totals_and_keeps_the_row(
        self, ann: User, database: Database, clock: FrozenClock
    ) -> None:
        made = await an_expense(ann)
        clock.advance(seconds=1)
        answer = await ann.delete(f"/expenses/{made['id']}")
        then = "2026-11-15T12:00:01.000Z"
        assert answer.status_code == 200
        assert answer.json() == {**made, "deleted_at": then, "updated_at": then, "revision": 3}
        listed = await ann.get("/expenses")
        assert (listed.json(), listed.headers["x-total-count"]) == ([], "0")
        assert (await ann.get("/summary")).json() == []
        assert await totals(database, ann) == {}
        assert len(await rows_of(database, expenses)) == 1

    async def test_a_second_time_is_404(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        assert refusal(await ann.delete(f"/expenses/{made['id']}")) == (404, "not_found")
        assert await ann.revision() == 3

    async def test_restoring_brings_it_back_to_its_place(self, ann: User, database: Database) -> None:
        made, later = await an_expense(ann), await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        answer = await ann.post(f"/expenses/{made['id']}/restore")
        assert answer.status_code == 200
        assert answer.json() == {**made, "revision": 5}
        assert answer.headers["etag"] == '"5"'
        assert [e["id"] for e in (await ann.get("/expenses")).json()] == [later["id"], made["id"]]
        assert await totals(database, ann) == {(202611, made["category_id"]): (3998, 2)}

    async def test_restoring_a_living_one_changes_nothing(self, ann: User) -> None:
        made = await an_expense(ann)
        answer = await ann.post(f"/expenses/{made['id']}/restore")
        assert (answer.status_code, answer.json()) == (200, made)
        assert await ann.revision() == made["revision"]

    async def test_restoring_an_unknown_one_is_404(self, ann: User) -> None:
        assert refusal(await ann.post(f"/expenses/{uuid4()}/restore")) == (404, "not_found")

    async def test_the_last_row_may_lie_beyond_the_days_that_are_allowed_now(
        self, client: httpx.AsyncClient
    ) -> None:
        bob = await a_user(client, "bob", time_zone="Pacific/Kiritimati")
        made = await an_expense(bob, date="2027-11-17")
        await bob.delete(f"/expenses/{made['id']}")
        await bob.patch("/me", json={"time_zone": "Pacific/Niue"})
        assert (await bob.post(f"/expenses/{made['id']}/restore")).status_code == 200
        assert (await bob.patch(f"/expenses/{made['id']}", json={"amount": 3})).status_code == 200


async def _send(user: User, way: str, made: dict[str, Any], **headers: str) -> httpx.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    path = f"/expenses/{made['id']}"
    if way == "PUT":
        return await user.put(path, json=expense_body(amount=1), headers=names)
    if way == "PATCH":
        return await user.patch(path, json={"amount": 1}, headers=names)
    if way == "DELETE":
        return await user.delete(path, headers=names)
    return await user.post(f"{path}/restore", headers=names)


@pytest.mark.parametrize("way", ["PUT", "PATCH", "DELETE"])
class TestConditions:
    async def test_a_fresh_tag_passes(self, ann: User, way: str) -> None:
        made = await an_expense(ann)
        answer = await _send(ann, way, made, If_Match='"1", "2"')
        assert (answer.status_code, answer.json()["revision"]) == (200, 3)

    async def test_any_state_will_do_for_a_star(self, ann: User, way: str) -> None:
        made = await an_expense(ann)
        assert (await _send(ann, way, made, If_Match="*")).status_code == 200

    async def test_a_stale_tag_is_412_with_the_current_state_and_changes_nothing(
        self, ann: User, database: Database, way: str
    ) -> None:
        made = await an_expense(ann)
        current = (await ann.patch(f"/expenses/{made['id']}", json={"amount": 7})).json()
        before = await rows_of(database, expenses)
        for tag in ('"2"', 'W/"3"', '"x"', "3", '""', '"3'):
            answer = await _send(ann, way, made, If_Match=tag)
            assert refusal(answer) == (412, "stale"), tag
            assert answer.json()["current"] == current
            assert answer.headers["etag"] == '"3"'
        assert await rows_of(database, expenses) == before
        assert await ann.revision() == 3

    async def test_a_rename_of_the_category_counts_as_a_change(self, ann: User, way: str) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        answer = await _send(ann, way, made, If_Match='"2"')
        assert refusal(answer) == (412, "stale")
        assert answer.json()["current"] == {**made, "category": "Groceries"}
        assert answer.headers["etag"] == '"3"'
        assert (await _send(ann, way, made, If_Match='"3"')).status_code == 200

    async def test_an_if_none_match_that_names_the_state_is_412(self, ann: User, way: str) -> None:
        made = await an_expense(ann)
        assert refusal(await _send(ann, way, made, If_None_Match='"2"')) == (412, "stale")
        assert refusal(await _send(ann, way, made, If_None_Match="*")) == (412, "stale")
        assert (await _send(ann, way, made, If_None_Match='"1"')).status_code == 200


class TestDeletedElsewhere:
    @pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
    async def test_is_412_with_the_deleted_state_for_who_says_what_they_saw(
        self, ann: User, method: str
    ) -> None:
        made = await an_expense(ann)
        path = f"/expenses/{made['id']}"
        gone = (await ann.delete(path)).json()
        body = None if method == "DELETE" else expense_body(amount=7)
        answer = await ann.send(method, path, json=body, headers={"If-Match": f'"{made["revision"]}"'})
        assert refusal(answer) == (412, "stale")
        assert answer.json()["current"] == gone
        assert gone["deleted_at"] is not None


class TestTheTag:
    async def test_moves_when_the_category_is_renamed(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        answer = await ann.get(f"/expenses/{made['id']}", headers={"If-None-Match": '"2"'})
        assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')
        assert answer.json() == {**made, "category": "Groceries"}

    async def test_never_falls_when_the_category_is_left(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        moved = await ann.patch(f"/expenses/{made['id']}", json={"category": "Travel"})
        assert moved.headers["etag"] == '"4"'

    async def test_restoring_honours_it_too(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        assert refusal(await _send(ann, "RESTORE", made, If_Match='"2"')) == (412, "stale")
        assert (await _send(ann, "RESTORE", made, If_Match='"3"')).status_code == 200


class TestRevisions:
    async def test_have_no_gaps_and_each_has_its_journal(self, ann: User, database: Database) -> None:
        made = await an_expense(ann)
        path = f"/expenses/{made['id']}"
        await ann.patch(path, json={"amount": 0})
        await ann.patch(path, json={})
        await ann.patch(path, json={"amount": 4})
        await ann.patch(path, json={"amount": 5}, headers={"If-Match": '"2"'})
        await ann.delete(path)
        await ann.delete(path)
        await ann.put(path, json=expense_body())
        await ann.post(f"{path}/restore")
        await ann.put(f"/expenses/{uuid4()}", json=expense_body(), headers={"If-None-Match": "*"})
        assert await ann.revision() == 6
        entries = await rows_of(database, journal, wallet_id=ann.wallet_id)
        assert sorted({entry["revision"] for entry in entries}) == [1, 2, 3, 4, 5, 6]
