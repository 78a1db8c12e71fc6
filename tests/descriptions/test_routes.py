"""Descriptions that were used before, to complete one that is being typed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.db.database import Database
from api.descriptions import service
from api.expenses.tables import expenses
from tests.answers import exact, refused_field
from tests.factories import User, a_member, a_user, an_expense, category_id
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def known(user: User, q: str | None = None, **params: Any) -> list[dict[str, Any]]:
    answer = await user.get("/descriptions", params=({} if q is None else {"q": q}) | params)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def words(user: User, q: str | None = None, **params: Any) -> list[str]:
    return [row["description"] for row in await known(user, q, **params)]


async def use(user: User, *descriptions: str, **fields: Any) -> None:
    """Records an expense for each, the first one first."""
    for description in descriptions:
        await an_expense(user, description=description, **fields)


class TestAnAnswer:
    async def test_is_as_the_latest_use(self, ann: User) -> None:
        await use(ann, "Market", category="Food", amount=5, date="2026-11-10")
        await use(ann, "Market", category="Travel", amount="19.90", date="2026-11-14")
        await use(ann, "Market", category="Gifts", amount=7, date="2026-11-01")
        answer = await ann.get("/descriptions", params={"q": "mar"})
        assert answer.json() == [
            {
                "description": "Market",
                "category": "Travel",
                "category_id": await category_id(ann, "Travel"),
                "amount": 19.9,
                "last_used": "2026-11-14",
            }
        ]
        assert str(exact(answer)[0]["amount"]) == "19.9"
        assert answer.headers["cache-control"] == "private, no-cache"

    async def test_of_one_day_is_as_the_one_entered_last(self, ann: User) -> None:
        await use(ann, "Market", amount=5)
        await use(ann, "Market", amount=6)
        assert [row["amount"] for row in await known(ann, "m")] == [6]

    async def test_names_the_category_as_it_is_called_now(self, ann: User) -> None:
        await use(ann, "Market")
        await ann.patch(f"/categories/{await category_id(ann, 'Food')}", json={"name": "Groceries"})
        assert [row["category"] for row in await known(ann, "m")] == ["Groceries"]


class TestTheOrder:
    async def test_is_that_of_the_last_use(self, ann: User) -> None:
        await use(ann, "Baker", date="2026-11-02")
        await use(ann, "Butcher", date="2026-11-09")
        await use(ann, "Bus", date="2026-10-30")
        await use(ann, "Baker", date="2026-11-05")
        assert await words(ann, "b") == ["Butcher", "Baker", "Bus"]

    async def test_without_a_text_the_last_used_come_whatever_they_are(self, ann: User) -> None:
        await use(ann, "One", "", "Two", "One", "Three")
        assert await words(ann) == await words(ann, "") == await words(ann, "  ") == ["Three", "One", "Two"]

    async def test_eight_come_unless_another_number_is_asked_for(self, ann: User) -> None:
        texts = [f"Text {number}" for number in range(12)]
        await use(ann, *texts)
        assert await words(ann, "text") == await words(ann) == texts[:3:-1]
        assert await words(ann, "text", limit=2) == ["Text 11", "Text 10"]
        assert await words(ann, limit=50) == texts[::-1]


class TestTheBeginning:
    async def test_is_compared_without_case_and_accents(self, ann: User) -> None:
        await use(ann, "Café au lait")
        for q in ("c", "CAFE", "café ", "cafe\u0301 AU", "  Café   au l", "Café au lait"):
            assert await words(ann, q) == ["Café au lait"], q
        for q in ("afé", "au", "Café au laits", "kaf"):
            assert await words(ann, q) == [], q

    async def test_of_several_spellings_the_latest_is_shown(self, ann: User) -> None:
        await use(ann, "Café", "cafe", "CAFE\u0301")
        assert await words(ann, "c") == ["CAFE\u0301"]

    async def test_takes_wildcards_as_they_are(self, ann: User) -> None:
        await use(ann, "100 % wool", "100 more", "a_b", "acb", "back\\slash", "backs")
        assert await words(ann, "100 %") == ["100 % wool"]
        assert await words(ann, "a_") == ["a_b"]
        assert await words(ann, "back\\") == ["back\\slash"]
        for q in ("%", "_", "*", "\\"):
            assert await words(ann, q) == [], q

    async def test_may_end_anywhere_in_the_alphabet(self, ann: User) -> None:
        texts = ["z", "z\ud7ff", "z\ue000", "z\U0010ffff", "z\U0010ffffz", "\U0010ffff", "{"]
        await use(ann, *texts)
        assert await words(ann, "z") == texts[4::-1]
        assert await words(ann, "z\ud7ff") == ["z\ud7ff"]
        assert await words(ann, "z\U0010ffff") == texts[4:2:-1]
        assert await words(ann, "\U0010ffff") == ["\U0010ffff"]

    async def test_of_a_hundred_characters_is_enough(self, ann: User, database: Database) -> None:
        # One character of this text is eighteen of its search text.
        long = ["x" * 100 + "one", "x" * 100 + "two", "\ufdfa" * 500]
        await use(ann, *long)
        assert await words(ann, "x" * 102) == [long[1]]
        assert await words(ann, "\ufdfa" * 20) == [long[2]]
        stored = {row["search_head"] for row in await rows_of(database, expenses)}
        assert {len(head) for head in stored} == {100}


class TestWhatIsKnown:
    async def test_follows_every_change_of_an_expense(self, ann: User) -> None:
        made = await an_expense(ann, description="Market")
        path = f"/expenses/{made['id']}"
        await ann.patch(path, json={"description": "Supermarket"})
        assert (await words(ann, "m"), await words(ann, "s")) == ([], ["Supermarket"])
        await ann.put(path, json={"date": "2026-11-15", "category": "Food", "amount": 1})
        assert await words(ann) == []
        await ann.patch(path, json={"description": "Market"})
        await ann.delete(path)
        assert await words(ann, "m") == []
        await ann.post("/expenses/batch", json={"action": "restore", "ids": [made["id"]]})
        assert await words(ann, "m") == ["Market"]

    async def test_is_that_of_the_wallet(self, ann: User, database: Database) -> None:
        bob = await a_member(database, ann.client, ann.wallet_id, "viewer", "bob")
        await use(ann, "Hers")
        await use(bob, "His")
        assert await words(bob) == ["His"]
        assert await words(bob, "h", wallet=ann.wallet_id) == ["Hers"]

    async def test_is_asked_for_again_by_its_tag(self, ann: User) -> None:
        await use(ann, "Market")
        tag = (await ann.get("/descriptions?q=m")).headers["etag"]
        same = await ann.get("/descriptions?q=M", headers={"If-None-Match": tag})
        assert (same.status_code, same.content) == (304, b"")
        for other in ("q=ma", "q=m&limit=9"):
            answer = await ann.get(f"/descriptions?{other}", headers={"If-None-Match": tag})
            assert answer.status_code == 200, other
        await use(ann, "Other")
        assert (await ann.get("/descriptions?q=m", headers={"If-None-Match": tag})).status_code == 200


class TestALargeWallet:
    @pytest.fixture(autouse=True)
    def a_short_look(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(service, "NEWEST_LOOKED_AT", 4)
        monkeypatch.setattr(service, "HEADS_LOOKED_AT", 3)

    async def test_gives_what_the_newest_expenses_have_first(self, ann: User) -> None:
        await use(ann, "za", "zb", "zc", "zd", "ze", "zf", "zg")
        assert await words(ann, "z", limit=4) == ["zg", "zf", "ze", "zd"]

    async def test_fills_up_with_older_ones_by_the_alphabet(self, ann: User) -> None:
        await use(ann, "zb", "ze", "za", "zd", "zc", "zb", "A", "", "A")
        assert await words(ann, "z") == ["zb", "zc", "za"]
        assert await words(ann) == ["A", "zb", "za"]

    async def test_finds_a_rare_one_however_old_it_is(self, ann: User) -> None:
        await use(ann, "Rare", "Rare", date="2020-01-01")
        await use(ann, *["Daily"] * 6)
        assert await words(ann, "r") == ["Rare"]
        assert await words(ann) == ["Daily", "Rare"]


async def test_refuses_what_is_no_question(ann: User) -> None:
    for params, field, code in [
        ({"limit": "0"}, "query.limit", "too_small"),
        ({"limit": "51"}, "query.limit", "too_large"),
        ({"limit": "8.0"}, "query.limit", "not_a_whole_number"),
        ({"q": "x" * 201}, "query.q", "too_long"),
        ({"q": "a\x00"}, "query.q", "character_refused"),
    ]:
        answer = await ann.get("/descriptions", params=params)
        assert refused_field(answer) == (field, code), params
