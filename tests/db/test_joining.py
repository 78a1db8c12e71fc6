"""Requests that wait for each other share a unit, and each is answered as if it had come alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import pytest

from api.categories.queries import CATEGORIES_BY_KEY
from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.joining import MOST_TOGETHER, Joint
from api.db.transactions import WriteTransaction
from api.db.watching import DatabaseUse
from api.errors import Busy, Conflict, OutcomeUnknown, OutlayError
from api.ledger import queries
from tests.db.conftest import OpenDatabase
from tests.db.gate import Gate, hold
from tests.db.units import COUNT_ON, add, stored_ids
from tests.db.writer_gate import writer_held

Unit = Callable[[WriteTransaction, Joint[int]], Coroutine[Any, Any, list[int | OutlayError]]]


@dataclass
class Shop:
    """A unit that adds what it is asked for, and the requests of each of its runs."""

    gate: Gate = field(default_factory=Gate)
    runs: list[list[int]] = field(default_factory=list)
    refused: frozenset[int] = frozenset()

    def unit(self) -> Unit:
        """Held at the gate before it asks who is there, or for number 0 once it has asked."""
        gate, runs, refused = self.gate, self.runs, self.refused

        async def add_all(tx: WriteTransaction, joint: Joint[int]) -> list[int | OutlayError]:
            numbers = joint.all()
            runs.append(numbers)
            if 0 in numbers:
                await hold(tx, gate)
            outcomes: list[int | OutlayError] = []
            for number in numbers:
                if number in refused:
                    outcomes.append(Conflict(f"no {number}"))
                else:
                    outcomes.append(await add(tx, number))
            return outcomes

        return add_all


@pytest.fixture
async def db(url: str, open_database: OpenDatabase) -> Database:
    return await open_database(url)


async def while_the_first_is_held(
    db: Database, shop: Shop, numbers: list[int], group: str = "all"
) -> tuple[asyncio.Task[int], list[asyncio.Task[int]]]:
    """The task of number 0, held at its work, and those of the others behind it."""
    unit = shop.unit()
    first = asyncio.create_task(db.write_jointly(unit, group, 0))
    await shop.gate.wait_for_unit()
    behind = [asyncio.create_task(db.write_jointly(unit, group, number)) for number in numbers]
    await asyncio.sleep(0)
    return first, behind


async def settled(tasks: list[asyncio.Task[Any]]) -> list[Any]:
    return await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 30)


class TestWhoSharesAUnit:
    async def test_those_who_come_meanwhile_are_together_in_their_order(self, url: str, db: Database) -> None:
        shop = Shop()
        first, behind = await while_the_first_is_held(db, shop, [1, 2, 3])
        if url.startswith("sqlite"):
            assert shop.runs == [[0]]
        shop.gate.opened.set()
        assert await settled([first, *behind]) == [0, 1, 2, 3]
        assert shop.runs[0] == [0]
        assert [number for run in shop.runs for number in run] == [0, 1, 2, 3]
        assert await stored_ids(db) == [0, 1, 2, 3]

    async def test_on_sqlite_one_unit_writes_them_all(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        first, behind = await while_the_first_is_held(db, shop, [1, 2, 3])
        shop.gate.opened.set()
        await settled([first, *behind])
        assert shop.runs == [[0], [1, 2, 3]]

    async def test_another_group_has_a_unit_of_its_own(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        first, behind = await while_the_first_is_held(db, shop, [1, 2])
        unit = shop.unit()
        elsewhere = [asyncio.create_task(db.write_jointly(unit, "other", number)) for number in (3, 4)]
        await asyncio.sleep(0)
        shop.gate.opened.set()
        assert await settled([first, *behind, *elsewhere]) == [0, 1, 2, 3, 4]
        assert shop.runs == [[0], [1, 2], [3, 4]]

    async def test_no_unit_has_more_than_it_may(self, sqlite_url: str, open_database: OpenDatabase) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        numbers = list(range(1, MOST_TOGETHER + 4))
        first, behind = await while_the_first_is_held(db, shop, numbers)
        shop.gate.opened.set()
        assert await settled([first, *behind]) == [0, *numbers]
        assert [len(run) for run in shop.runs] == [1, MOST_TOGETHER, 3]


class TestTrouble:
    async def test_a_refusal_is_one_request_s_alone(self, db: Database) -> None:
        shop = Shop(refused=frozenset({2}))
        first, behind = await while_the_first_is_held(db, shop, [1, 2, 3])
        shop.gate.opened.set()
        answers = await settled([first, *behind])
        assert [answers[n] for n in (0, 1, 3)] == [0, 1, 3]
        assert isinstance(answers[2], Conflict)
        assert await stored_ids(db) == [0, 1, 3]

    async def test_where_the_unit_fails_each_runs_again_by_itself(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        await db.write(add, 2)
        first, behind = await while_the_first_is_held(db, shop, [1, 2, 3])
        shop.gate.opened.set()
        answers = await settled([first, *behind])
        assert [answers[n] for n in (0, 1, 3)] == [0, 1, 3]
        assert isinstance(answers[2], IntegrityViolation)
        assert shop.runs == [[0], [1, 2, 3], [1], [2], [3]]
        assert await stored_ids(db) == [0, 1, 2, 3]

    @pytest.mark.parametrize("refusal", [Busy, OutcomeUnknown])
    async def test_what_may_be_stored_or_cannot_be_is_not_tried_again(
        self, db: Database, refusal: type[OutlayError]
    ) -> None:
        runs: list[list[int]] = []

        async def unit(tx: WriteTransaction, joint: Joint[int]) -> list[int | OutlayError]:
            await stored(tx)
            runs.append(joint.all())
            raise refusal

        tasks = [asyncio.create_task(db.write_jointly(unit, "all", number)) for number in range(3)]
        answers = await settled(tasks)
        assert [type(answer) for answer in answers] == [refusal] * 3
        assert len({id(answer) for answer in answers}) == 3
        assert sorted(number for run in runs for number in run) == [0, 1, 2]


async def stored(tx: WriteTransaction) -> None:
    """A statement, for a unit that has to await one."""
    await add(tx, 999)


class TestPatience:
    async def test_who_joined_late_has_a_patience_of_their_own(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url, wait_s=1.0), Shop()
        unit = shop.unit()
        async with writer_held(db):
            early = asyncio.create_task(db.write_jointly(unit, "all", 1))
            await asyncio.sleep(0.7)
            late = asyncio.create_task(db.write_jointly(unit, "all", 2))
            refused = await settled([early])
        assert [type(answer) for answer in refused] == [Busy]
        assert await settled([late]) == [2]
        assert await stored_ids(db) == [2]

    async def test_each_that_is_refused_is_counted(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop, use = await open_database(sqlite_url, wait_s=0.2), Shop(), DatabaseUse()
        db.watch(use, 0)
        unit = shop.unit()
        async with writer_held(db):
            tasks = [asyncio.create_task(db.write_jointly(unit, "all", n)) for n in range(1, 6)]
            answers = await settled(tasks)
        assert [type(answer) for answer in answers] == [Busy] * 5
        assert use.busy == 5

    async def test_who_is_not_taken_in_time_is_refused_and_never_written(
        self, server_url: str, open_database: OpenDatabase
    ) -> None:
        """The unit waits for a lock before it asks who is there."""
        db = await open_database(server_url, wait_s=0.3)
        patient = await open_database(server_url)
        gate, runs = Gate(), list[list[int]]()

        async def holder(tx: WriteTransaction) -> None:
            await tx.run(COUNT_ON, {"which": 1})
            await hold(tx, gate)

        async def unit(tx: WriteTransaction, joint: Joint[int]) -> list[int | OutlayError]:
            await tx.run(COUNT_ON, {"which": 1})
            runs.append(joint.all())
            return [await add(tx, number) for number in runs[-1]]

        held = asyncio.create_task(patient.write(holder))
        await gate.wait_for_unit()
        early = [asyncio.create_task(db.write_jointly(unit, "all", number)) for number in (1, 2)]
        answers = await settled(early)
        assert [type(answer) for answer in answers] == [Busy, Busy]
        late = asyncio.create_task(db.write_jointly(unit, "all", 3))
        await asyncio.sleep(0)
        gate.opened.set()
        await held
        assert await settled([late]) == [3]
        assert [number for run in runs for number in run] == [3]
        assert await stored_ids(db) == [3]


class TestWhoLeaves:
    async def test_before_the_unit_asked_takes_the_request_along(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        first, behind = await while_the_first_is_held(db, shop, [1, 2, 3])
        behind[1].cancel()
        await asyncio.wait([behind[1]])
        shop.gate.opened.set()
        await settled([first, *behind])
        assert shop.runs == [[0], [1, 3]]
        assert await stored_ids(db) == [0, 1, 3]

    async def test_at_once_keeps_nobody_waiting(self, db: Database) -> None:
        shop = Shop()
        only = asyncio.create_task(db.write_jointly(shop.unit(), "all", 1))
        await asyncio.sleep(0)
        only.cancel()
        await asyncio.wait([only])
        assert await db.write_jointly(shop.unit(), "all", 2) == 2
        assert 2 in await stored_ids(db)

    async def test_all_of_them_leave_a_unit_with_nobody(
        self, sqlite_url: str, open_database: OpenDatabase
    ) -> None:
        db, shop = await open_database(sqlite_url), Shop()
        first, behind = await while_the_first_is_held(db, shop, [1])
        behind[0].cancel()
        await asyncio.wait(behind)
        shop.gate.opened.set()
        assert await settled([first]) == [0]
        assert await db.write_jointly(shop.unit(), "all", 5) == 5
        assert await stored_ids(db) == [0, 5]

    async def test_while_the_unit_is_at_work_does_not_stop_it(self, db: Database) -> None:
        shop = Shop()
        first, behind = await while_the_first_is_held(db, shop, [1])
        first.cancel()
        await asyncio.wait([first])
        shop.gate.opened.set()
        assert await settled(behind) == [1]
        assert await stored_ids(db) == [0, 1]


async def test_disconnecting_refuses_who_comes_meanwhile(sqlite_url: str) -> None:
    db, shop = Database(sqlite_url), Shop()
    await db.connect()
    first, behind = await while_the_first_is_held(db, shop, [1])
    closing = asyncio.create_task(db.disconnect())
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="not connected"):
        await db.write_jointly(shop.unit(), "all", 2)
    shop.gate.opened.set()
    assert await settled([first, *behind]) == [0, 1]
    await closing


async def test_a_disconnecting_that_is_cut_short_closes_all_the_same(sqlite_url: str) -> None:
    db, shop = Database(sqlite_url), Shop()
    await db.connect()
    first, _ = await while_the_first_is_held(db, shop, [])
    closing = asyncio.create_task(db.disconnect())
    await asyncio.sleep(0)
    closing.cancel()
    shop.gate.opened.set()
    await asyncio.wait([closing])
    await settled([first])
    engine: Any = db._engine
    backend = engine.database.backend
    assert [kept._open for kept in (backend.writers, backend.readers, backend.brief)] == [[], [], []]


def test_a_statement_of_many_has_room_for_all_who_may_be_together() -> None:
    for statement in (queries.KEYS_OF_AUTHOR, queries.NEWEST_WITH_FINGERPRINTS, CATEGORIES_BY_KEY):
        _, values = statement.of([f"{number}" for number in range(MOST_TOGETHER)])
        assert len(values) >= MOST_TOGETHER


async def test_disconnecting_waits_for_those_who_were_taken_in(
    sqlite_url: str, open_database: OpenDatabase
) -> None:
    db, shop = Database(sqlite_url), Shop()
    await db.connect()
    first, behind = await while_the_first_is_held(db, shop, [1, 2])
    closing = asyncio.create_task(db.disconnect())
    shop.gate.opened.set()
    assert await settled([first, *behind]) == [0, 1, 2]
    await closing
    assert await stored_ids(await open_database(sqlite_url)) == [0, 1, 2]
