"""The categories of a wallet: ten to begin with, one for each name."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.categories.tables import categories
from api.db.database import Database
from api.ledger.tables import journal
from tests.answers import refusal, refused_field
from tests.factories import User, a_user, an_expense, category_id
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

DEFAULTS = [
    "Food", "Housing", "Transport", "Health", "Leisure", "Clothing", "Education", "Gifts", "Travel", "Other",
]  # fmt: skip


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def listed(user: User) -> list[dict[str, Any]]:
    """The categories in their order, as they are answered one by one."""
    found: list[dict[str, Any]] = (await user.get("/categories")).json()
    return [{name: value for name, value in c.items() if name != "last_used"} for c in found]


class TestListing:
    async def test_a_new_wallet_has_ten_in_their_order(self, ann: User) -> None:
        found = await listed(ann)
        assert [c["name"] for c in found] == DEFAULTS
        assert [c["position"] for c in found] == list(range(10))
        assert len({c["colour"] for c in found}) == len({c["icon"] for c in found}) == 10
        assert set(found[0]) == {"id", "name", "colour", "icon", "position", "archived_at", "revision"}
        assert {(c["archived_at"], c["revision"]) for c in found} == {(None, 1)}

    async def test_answers_304_until_something_in_the_wallet_changes(self, ann: User) -> None:
        first = await ann.get("/categories")
        assert first.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in first.headers["vary"].split(", ")
        again = await ann.get("/categories", headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        await ann.post("/categories", json={"name": "Pets"})
        changed = await ann.get("/categories", headers={"If-None-Match": first.headers["etag"]})
        assert (changed.status_code, len(changed.json())) == (200, 11)


class TestAdding:
    async def test_answers_201_and_stands_behind_the_others(self, ann: User, database: Database) -> None:
        answer = await ann.post("/categories", json={"name": " Pets  & co ", "colour": "teal", "icon": "paw"})
        assert answer.status_code == 201
        made = answer.json()
        assert made == {
            "id": made["id"], "name": "Pets  & co", "colour": "teal", "icon": "paw", "position": 10,
            "archived_at": None, "revision": 2,
        }  # fmt: skip
        assert (await listed(ann))[-1] == made
        (row,) = await rows_of(database, categories, id=made["id"])
        assert (row["key"], row["search_text"]) == ("pets & co", "pets & co")
        (entry,) = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=2)
        assert (entry["kind"], entry["row_id"], entry["before"]) == ("category", made["id"], None)

    async def test_colour_and_icon_are_chosen_where_left_out(self, ann: User) -> None:
        made = (await ann.post("/categories", json={"name": "Pets"})).json()
        assert made["colour"]
        assert made["icon"]

    async def test_a_chosen_colour_is_a_rare_one_and_not_that_of_the_neighbour(self, ann: User) -> None:
        food, *_, other = await listed(ann)
        chosen = [
            (await ann.post("/categories", json={"name": name})).json()["colour"]
            for name in ("Pets", "Garden", "Music")
        ]
        assert len(set(chosen)) == 3
        assert food["colour"] not in chosen
        assert chosen[0] != other["colour"]

    async def test_a_colour_that_only_an_archived_category_has_is_free(self, ann: User) -> None:
        food = (await listed(ann))[0]
        await ann.patch(f"/categories/{food['id']}", json={"archived": True})
        made = (await ann.post("/categories", json={"name": "Pets"})).json()
        assert made["colour"] == food["colour"]

    async def test_a_name_that_is_taken_is_409_in_every_form(self, ann: User) -> None:
        await ann.post("/categories", json={"name": "Café au lait"})
        for name in ("food", " FOOD ", "ＦＯＯＤ", "cafe\u0301 AU  LAIT", "Fo\u00adod"):
            answer = await ann.post("/categories", json={"name": name})
            assert refusal(answer) == (409, "category_exists"), name
        assert await ann.revision() == 2

    async def test_the_same_name_is_free_in_another_wallet(
        self, client: httpx.AsyncClient, ann: User
    ) -> None:
        bob = await a_user(client, "bob")
        await ann.post("/categories", json={"name": "Pets"})
        assert (await bob.post("/categories", json={"name": "Pets"})).status_code == 201

    async def test_at_once_make_one(self, ann: User, database: Database) -> None:
        answers = await asyncio.gather(*(ann.post("/categories", json={"name": "Pets"}) for _ in range(8)))
        assert sorted(answer.status_code for answer in answers) == [201] + [409] * 7
        assert len(await rows_of(database, categories, key="pets")) == 1

    async def test_refuses_what_is_no_category(self, ann: User) -> None:
        for body, field, code in [
            ({}, "name", "required"),
            ({"name": ""}, "name", "too_short"),
            ({"name": " \u200b "}, "name", "too_short"),
            ({"name": "x" * 65}, "name", "too_long"),
            ({"name": "a\nb"}, "name", "character_refused"),
            ({"name": "a\u202eb"}, "name", "character_refused"),
            ({"name": 5}, "name", "not_text"),
            ({"name": "Pets", "colour": "mauve"}, "colour", "not_a_choice"),
            ({"name": "Pets", "colour": "#fff"}, "colour", "not_a_choice"),
            ({"name": "Pets", "icon": "skull"}, "icon", "not_a_choice"),
        ]:
            assert refused_field(await ann.post("/categories", json=body)) == (field, code), body
        assert await ann.revision() == 1

    async def test_a_name_may_have_64_characters(self, ann: User) -> None:
        made = await ann.post("/categories", json={"name": "e\u0301" * 64})
        assert (made.status_code, made.json()["name"]) == (201, "é" * 64)


class TestChanging:
    async def test_changes_what_is_given(self, ann: User, clock: FrozenClock) -> None:
        before = (await listed(ann))[0]
        path = f"/categories/{before['id']}"
        changes: list[dict[str, object]] = [
            {"name": "Groceries"}, {"colour": "red"}, {"icon": "pizza"}, {"position": 42},
        ]  # fmt: skip
        for number, change in enumerate(changes, start=2):
            before = before | change | {"revision": number}
            answer = await ann.patch(path, json=change)
            assert (answer.status_code, answer.json()) == (200, before)
        assert (await listed(ann))[-1] == before

    async def test_archives_and_brings_back(self, ann: User, clock: FrozenClock) -> None:
        path = f"/categories/{await category_id(ann, 'Food')}"
        archived = (await ann.patch(path, json={"archived": True})).json()
        assert archived["archived_at"] == "2026-11-15T12:00:00.000Z"
        clock.advance(minutes=1)
        assert (await ann.patch(path, json={"archived": True})).json() == archived
        assert (await listed(ann))[0] == archived
        assert (await ann.patch(path, json={"archived": False})).json()["archived_at"] is None
        assert await ann.revision() == 3

    async def test_an_archived_name_is_still_taken_and_still_used(self, ann: User) -> None:
        food = await category_id(ann, "Food")
        await ann.patch(f"/categories/{food}", json={"archived": True})
        assert refusal(await ann.post("/categories", json={"name": "Food"})) == (409, "category_exists")
        assert (await an_expense(ann, category="food"))["category_id"] == food

    async def test_to_nothing_new_moves_no_revision(self, ann: User) -> None:
        before = (await listed(ann))[0]
        for change in ({}, {"name": " Food "}, {"colour": before["colour"]}, {"archived": False}):
            answer = await ann.patch(f"/categories/{before['id']}", json=change)
            assert (answer.status_code, answer.json()) == (200, before)
        assert await ann.revision() == 1

    async def test_its_own_name_may_change_its_case(self, ann: User) -> None:
        answer = await ann.patch(f"/categories/{await category_id(ann, 'Food')}", json={"name": "FOOD"})
        assert (answer.status_code, answer.json()["name"]) == (200, "FOOD")

    async def test_anothers_name_is_409(self, ann: User) -> None:
        answer = await ann.patch(f"/categories/{await category_id(ann, 'Food')}", json={"name": "housing"})
        assert refusal(answer) == (409, "category_exists")
        assert await ann.revision() == 1

    async def test_a_rename_touches_one_row(self, ann: User, database: Database) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        assert (await ann.get("/expenses")).json() == [{**made, "category": "Groceries"}]
        assert (await ann.get("/summary")).json()[0]["category"] == "Groceries"
        entries = await rows_of(database, journal, wallet_id=ann.wallet_id, revision=3)
        assert [entry["kind"] for entry in entries] == ["category"]

    async def test_a_name_that_was_left_is_free_again(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.patch(f"/categories/{made['category_id']}", json={"name": "Groceries"})
        again = await an_expense(ann, category="Food")
        assert again["category_id"] != made["category_id"]

    async def test_refuses_what_is_no_change(self, ann: User) -> None:
        path = f"/categories/{await category_id(ann, 'Food')}"
        for body, field, code in [
            ({"name": ""}, "name", "too_short"),
            ({"position": -1}, "position", "too_small"),
            ({"position": 1.5}, "position", "not_a_whole_number"),
            ({"position": True}, "position", "not_a_whole_number"),
            ({"position": "1"}, "position", "not_a_whole_number"),
            ({"position": 100_001}, "position", "too_large"),
            ({"archived": 1}, "archived", "not_a_boolean"),
            ({"archived": "true"}, "archived", "not_a_boolean"),
            ({"colour": "mauve"}, "colour", "not_a_choice"),
        ]:
            assert refused_field(await ann.patch(path, json=body)) == (field, code), body

    async def test_an_unknown_one_is_404(self, ann: User) -> None:
        for unknown in (str(uuid4()), "x"):
            answer = await ann.patch(f"/categories/{unknown}", json={"name": "X"})
            assert refusal(answer) == (404, "not_found")
