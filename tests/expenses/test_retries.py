"""A retry never doubles an expense, and a real twin is never lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from api.db.database import Database
from api.expenses.tables import expenses
from api.ledger.tables import idempotency_keys, journal
from tests.answers import refusal, refused_field
from tests.factories import User, a_member, a_user, expense_body
from tests.infrastructure.frozen_clock import FrozenClock
from tests.stored import rows_of

pytestmark = pytest.mark.anyio


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def record(
    user: User, key: str | None = None, wallet: str | None = None, **fields: object
) -> httpx.Response:
    return await user.post(
        "/expenses",
        json=expense_body(**fields),
        params={} if wallet is None else {"wallet": wallet},
        headers={} if key is None else {"Idempotency-Key": key},
    )


def is_replay(answer: httpx.Response, of: httpx.Response) -> bool:
    """Whether an answer is the acknowledged retry of another, and not a new expense."""
    assert answer.status_code in {200, 201}, answer.text
    same: bool = answer.json()["id"] == of.json()["id"]
    marked = answer.headers.get("idempotency-replayed") == "true"
    assert (answer.status_code == 200) == same == marked
    return same


class TestWithAKey:
    async def test_the_same_request_answers_the_same_expense(self, ann: User, database: Database) -> None:
        first = await record(ann, "a")
        again = await record(ann, "a")
        assert (again.status_code, again.headers["idempotency-replayed"]) == (200, "true")
        assert again.json() == first.json()
        assert again.headers["etag"] == first.headers["etag"]
        assert len(await rows_of(database, expenses)) == 1

    async def test_it_holds_for_good(self, ann: User, clock: FrozenClock) -> None:
        first = await record(ann, "a")
        clock.advance(days=6)
        assert is_replay(await record(ann, "a"), first)

    async def test_it_holds_when_the_day_has_left_the_range_meanwhile(
        self, client: httpx.AsyncClient
    ) -> None:
        bob = await a_user(client, "bob", time_zone="Pacific/Kiritimati")
        first = await record(bob, "a", date="2027-11-17")
        await bob.patch("/me", json={"time_zone": "Pacific/Niue"})
        assert refused_field(await record(bob, "b", date="2027-11-17")) == ("date", "date_out_of_range")
        assert is_replay(await record(bob, "a", date="2027-11-17"), first)

    async def test_a_replay_answers_the_expense_as_it_is_now(self, ann: User) -> None:
        first = await record(ann, "a")
        changed = await ann.patch(f"/expenses/{first.json()['id']}", json={"amount": 5})
        again = await record(ann, "a")
        assert is_replay(again, first)
        assert again.json() == changed.json()
        assert again.headers["etag"] == changed.headers["etag"]

    async def test_a_replay_of_a_deleted_expense_shows_it_and_does_not_make_it_again(
        self, ann: User, database: Database
    ) -> None:
        first = await record(ann, "a")
        deleted = await ann.delete(f"/expenses/{first.json()['id']}")
        again = await record(ann, "a")
        assert is_replay(again, first)
        assert again.json()["deleted_at"] == deleted.json()["deleted_at"] == "2026-11-15T12:00:00.000Z"
        assert len(await rows_of(database, expenses)) == 1
        assert (await ann.get("/expenses")).json() == []

    async def test_another_body_under_the_same_key_is_refused(self, ann: User, database: Database) -> None:
        await record(ann, "a")
        for other in (
            {"amount": 20}, {"date": "2026-11-14"}, {"category": "Other"}, {"category": "Never seen"},
            {"description": "market"}, {"description": None},
        ):  # fmt: skip
            assert refusal(await record(ann, "a", **other)) == (422, "idempotency_key_reused")
        assert len(await rows_of(database, expenses)) == 1
        assert len((await ann.get("/categories")).json()) == 10

    async def test_another_way_to_write_the_same_body_is_a_retry(self, ann: User) -> None:
        first = await record(ann, "a", amount=20)
        assert is_replay(await record(ann, "a", amount="20.00"), first)
        assert is_replay(await record(ann, "a", amount="20", category=" FOOD "), first)
        assert is_replay(await record(ann, "a", amount=20, description=" Market  "), first)

    async def test_two_keys_make_two_twins(self, ann: User, database: Database) -> None:
        first = await record(ann, "a")
        assert not is_replay(await record(ann, "b"), first)
        assert len(await rows_of(database, expenses)) == 2

    async def test_keys_are_compared_exactly(self, ann: User) -> None:
        first = await record(ann, "key")
        assert not is_replay(await record(ann, "KEY"), first)

    async def test_another_author_may_use_the_same_key(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        first = await record(ann, "a")
        other = await record(bob, "a", wallet=ann.wallet_id)
        assert not is_replay(other, first)
        assert other.json()["created_by"] == bob.id
        assert is_replay(await record(bob, "a", wallet=ann.wallet_id), other)

    async def test_the_same_key_in_another_wallet_is_another_key(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        first = await record(bob, "a")
        assert not is_replay(await record(bob, "a", wallet=ann.wallet_id), first)

    async def test_a_refused_request_leaves_its_key_free(self, ann: User) -> None:
        assert refused_field(await record(ann, "a", amount=0)) == ("amount", "amount_not_positive")
        assert (await record(ann, "a")).status_code == 201

    async def test_a_key_has_1_to_255_characters(self, ann: User) -> None:
        first = await record(ann, "k" * 255)
        assert is_replay(await record(ann, "k" * 255), first)
        refused = await record(ann, "k" * 256)
        assert refused_field(refused) == ("header.Idempotency-Key", "too_long")
        assert refused_field(await record(ann, "")) == ("header.Idempotency-Key", "too_short")

    async def test_a_replay_writes_nothing(self, ann: User, database: Database) -> None:
        await record(ann, "a")
        before = [await rows_of(database, table) for table in (expenses, journal, idempotency_keys)]
        revision = await ann.revision()
        await record(ann, "a")
        await record(ann)
        after = [await rows_of(database, table) for table in (expenses, journal, idempotency_keys)]
        assert after == before
        assert await ann.revision() == revision

    async def test_twenty_at_once_make_one_row(self, ann: User, database: Database) -> None:
        answers = await asyncio.gather(*(record(ann, "a") for _ in range(20)))
        assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len(await rows_of(database, expenses)) == 1
        assert await ann.revision() == 2


class TestWithoutAKey:
    async def test_an_identical_body_is_taken_for_a_retry(self, ann: User, database: Database) -> None:
        first = await record(ann)
        assert is_replay(await record(ann), first)
        assert len(await rows_of(database, expenses)) == 1

    async def test_a_body_that_differs_anywhere_is_another_expense(self, ann: User) -> None:
        first = await record(ann)
        for other in (
            {"amount": 20}, {"date": "2026-11-14"}, {"category": "Other"}, {"description": "market"},
        ):  # fmt: skip
            assert not is_replay(await record(ann, None, **other), first)

    async def test_also_of_one_that_had_a_key(self, ann: User) -> None:
        first = await record(ann, "a")
        assert is_replay(await record(ann), first)

    async def test_a_new_key_after_it_is_a_twin(self, ann: User) -> None:
        first = await record(ann)
        assert not is_replay(await record(ann, "a"), first)

    async def test_the_window_ends_after_ten_minutes(self, ann: User, clock: FrozenClock) -> None:
        first = await record(ann)
        clock.moment += timedelta(minutes=10) - timedelta(milliseconds=1)
        assert is_replay(await record(ann), first)
        clock.advance(milliseconds=1)
        second = await record(ann)
        assert not is_replay(second, first)
        assert is_replay(await record(ann), second)

    async def test_not_once_it_was_changed(self, ann: User) -> None:
        first = await record(ann)
        await ann.patch(f"/expenses/{first.json()['id']}", json={"amount": 5})
        second = await record(ann)
        assert not is_replay(second, first)
        assert is_replay(await record(ann), second)

    async def test_not_once_it_was_changed_there_and_back(self, ann: User) -> None:
        first = await record(ann)
        await ann.patch(f"/expenses/{first.json()['id']}", json={"amount": 5})
        await ann.patch(f"/expenses/{first.json()['id']}", json={"amount": 19.99})
        assert not is_replay(await record(ann), first)

    async def test_not_once_it_was_deleted(self, ann: User) -> None:
        first = await record(ann)
        await ann.delete(f"/expenses/{first.json()['id']}")
        second = await record(ann)
        assert not is_replay(second, first)
        assert second.json()["deleted_at"] is None

    async def test_a_renamed_category_is_no_change_of_the_expense(self, ann: User) -> None:
        first = await record(ann, None, category="Pets")
        await ann.patch(f"/categories/{first.json()['category_id']}", json={"name": "Animals"})
        assert is_replay(await record(ann, None, category="Pets"), first)

    async def test_another_author_records_a_twin(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        first = await record(ann)
        assert not is_replay(await record(bob, wallet=ann.wallet_id), first)

    async def test_another_wallet_gets_a_twin(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "editor", "bob")
        first = await record(bob)
        assert not is_replay(await record(bob, wallet=ann.wallet_id), first)

    async def test_twenty_at_once_make_one_row(self, ann: User, database: Database) -> None:
        answers = await asyncio.gather(*(record(ann) for _ in range(20)))
        assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
        assert len(await rows_of(database, expenses)) == 1


class TestAWindowOfZeroMinutes:
    @pytest.fixture
    def settings(self, settings):  # type: ignore[no-untyped-def]
        return settings.model_copy(update={"retry_window_minutes": 0})

    async def test_takes_nothing_for_a_retry_but_the_same_key(self, ann: User) -> None:
        first = await record(ann)
        second = await record(ann)
        assert not is_replay(second, first)
        third = await record(ann, "a")
        assert is_replay(await record(ann, "a"), third)
