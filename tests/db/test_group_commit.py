"""SQLite's waiting writers share a COMMIT, and nothing else."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from typing import Any

import pytest
from sqlalchemy import func, insert, literal, select

from api.db.database import Database
from api.db.statements import command
from api.db.transactions import WriteTransaction
from api.errors import NotFound, StorageFailed
from tests.db.tables import entries
from tests.db.units import (
    INSERT_ENTRY,
    Remembered,
    add,
    add_and_raise,
    break_promise,
    count_on,
    counter,
    entry_ids,
    raw_of,
    stored_ids,
)
from tests.db.writer_gate import groups_in, watch_statements, writer_held

# Ten rows, each of which interrupts the statement that inserts it.
INTERRUPTED = command(
    "test.interrupted",
    insert(entries).from_select(
        ["id", "word"],
        select(func.random(), literal("word")).where(func.interrupt() == 1).select_from(entries),
    ),
)


async def settled(units: list[asyncio.Task[Any]]) -> list[Any]:
    return await asyncio.gather(*units, return_exceptions=True)


class TestGroups:
    async def test_those_who_wait_share_one_commit(self, sqlite_db: Database) -> None:
        statements = await watch_statements(sqlite_db)
        async with writer_held(sqlite_db):
            units = [asyncio.create_task(sqlite_db.write(add, n)) for n in range(5)]
        assert await settled(units) == [0, 1, 2, 3, 4]
        # The first is the one that held the writer.
        assert groups_in(statements)[0] == 1
        assert sum(groups_in(statements)) == 6
        assert len(groups_in(statements)) < 6

    async def test_at_most_64_of_them(self, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("api.db.engines.group_commit.MAX_SECONDS", 60.0)
        statements = await watch_statements(sqlite_db)
        async with writer_held(sqlite_db):
            units = [asyncio.create_task(sqlite_db.write(add, n)) for n in range(130)]
        assert await settled(units) == list(range(130))
        assert groups_in(statements) == [1, 64, 64, 2]

    async def test_at_most_20_milliseconds_of_them(self, sqlite_db: Database) -> None:
        async def slow(tx: WriteTransaction, number: int) -> int:
            threading.Event().wait(0.011)
            return await add(tx, number)

        statements = await watch_statements(sqlite_db)
        async with writer_held(sqlite_db):
            units = [asyncio.create_task(sqlite_db.write(slow, n)) for n in range(6)]
        assert await settled(units) == list(range(6))
        assert max(groups_in(statements)) <= 2
        assert sum(groups_in(statements)) == 7

    async def test_units_run_in_the_order_in_which_they_came(self, sqlite_db: Database) -> None:
        ran: list[int] = []

        async def note(tx: WriteTransaction, number: int) -> None:
            ran.append(number)
            await add(tx, number)

        async with writer_held(sqlite_db):
            doors = [sqlite_db.write_alone if n % 7 == 3 else sqlite_db.write for n in range(100)]
            units = [asyncio.create_task(door(note, n)) for n, door in enumerate(doors)]
        await settled(units)
        assert ran == list(range(100))

    async def test_a_unit_that_runs_alone_shares_with_nobody(
        self, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("api.db.engines.group_commit.MAX_SECONDS", 60.0)
        statements = await watch_statements(sqlite_db)
        async with writer_held(sqlite_db):
            doors = [sqlite_db.write_alone if n in {0, 3, 4} else sqlite_db.write for n in range(8)]
            units = [asyncio.create_task(door(add, n)) for n, door in enumerate(doors)]
        assert await settled(units) == list(range(8))
        assert groups_in(statements) == [1, 1, 2, 1, 1, 3]


class TestNeighbours:
    """What becomes of one unit is nothing to the others of its group."""

    async def test_a_unit_that_raises_takes_only_its_own_writes(self, sqlite_db: Database) -> None:
        bug = ValueError("a bug")

        async def sees(tx: WriteTransaction) -> list[int]:
            return await entry_ids(tx)

        async with writer_held(sqlite_db):
            units = [
                asyncio.create_task(sqlite_db.write(add, 1)),
                asyncio.create_task(sqlite_db.write(add_and_raise, 2, bug)),
                asyncio.create_task(sqlite_db.write(add_and_raise, 3, NotFound())),
                asyncio.create_task(sqlite_db.write(add_and_raise, 4, Remembered())),
                asyncio.create_task(sqlite_db.write(sees)),
                asyncio.create_task(sqlite_db.write(add, 5)),
            ]
        answers = await settled(units)
        assert answers[0] == 1
        assert answers[1] is bug
        assert isinstance(answers[2], NotFound)
        assert isinstance(answers[3], Remembered)
        assert answers[4] == [1, 4]
        assert answers[5] == 5
        assert await stored_ids(sqlite_db) == [1, 4, 5]

    async def test_nobody_is_answered_before_commit(self, sqlite_db: Database) -> None:
        """Each who is answered finds the row stored, as another connection sees it."""
        other = sqlite3.connect(sqlite_db.url.removeprefix("sqlite:///"))

        async def work(number: int) -> bool:
            await sqlite_db.write(add, number)
            return other.execute("SELECT 1 FROM entries WHERE id = ?", [number]).fetchone() is not None

        try:
            assert all(await asyncio.gather(*(work(n) for n in range(50))))
        finally:
            other.close()

    async def test_units_of_a_group_build_on_each_other(self, sqlite_db: Database) -> None:
        async with writer_held(sqlite_db):
            units = [asyncio.create_task(sqlite_db.write(count_on)) for _ in range(30)]
        assert await settled(units) == list(range(1, 31))
        assert await sqlite_db.read(counter) == 30


class TestTrouble:
    """What a savepoint cannot contain: the whole transaction is gone."""

    async def test_a_failing_commit_runs_each_again_and_only_its_cause_fails(
        self, sqlite_db: Database
    ) -> None:
        runs: list[int] = []

        async def note(tx: WriteTransaction, number: int) -> int:
            runs.append(number)
            return await add(tx, number)

        async with writer_held(sqlite_db):
            units = [
                asyncio.create_task(sqlite_db.write(note, 1)),
                asyncio.create_task(sqlite_db.write(break_promise, 2)),
                asyncio.create_task(sqlite_db.write(note, 3)),
                asyncio.create_task(sqlite_db.write(add_and_raise, 4, Remembered())),
            ]
        answers = await settled(units)
        assert answers[0] == 1
        assert isinstance(answers[1], StorageFailed)
        assert answers[2] == 3
        assert isinstance(answers[3], Remembered)
        assert runs == [1, 3, 1, 3]
        assert await stored_ids(sqlite_db) == [1, 3, 4]

    @pytest.mark.parametrize("swallows", [False, True])
    @pytest.mark.parametrize("trouble", ["full", "interrupt"])
    async def test_a_full_disk_or_an_interrupt_fails_only_the_unit_that_met_it(
        self, sqlite_db: Database, trouble: str, swallows: bool
    ) -> None:
        runs: list[int] = []
        await sqlite_db.write_alone(little_room if trouble == "full" else interruptible)

        async def note(tx: WriteTransaction, number: int) -> int:
            runs.append(number)
            return await add(tx, number)

        async def culprit(tx: WriteTransaction) -> str:
            runs.append(0)
            await add(tx, 100)
            try:
                if trouble == "full":
                    await too_much(tx)
                else:
                    await interrupted(tx)
            except Exception:
                if not swallows:
                    raise
            return "as if it were stored"

        async with writer_held(sqlite_db):
            units = [
                asyncio.create_task(sqlite_db.write(note, 1)),
                asyncio.create_task(sqlite_db.write(note, 2)),
                asyncio.create_task(sqlite_db.write(culprit)),
                asyncio.create_task(sqlite_db.write(note, 3)),
            ]
        answers = await settled(units)
        assert answers[:2] == [1, 2]
        assert isinstance(answers[2], Exception)
        assert answers[3] == 3
        assert await stored_ids(sqlite_db) == [1, 2, 3]
        # Those whose writes were taken down ran again, the culprit did not.
        assert runs[:5] == [1, 2, 0, 1, 2]
        assert runs.count(0) == 1
        assert await sqlite_db.write(add, 4) == 4

    async def test_a_unit_that_goes_on_after_a_full_disk_writes_nothing_outside_its_transaction(
        self, sqlite_db: Database
    ) -> None:
        await sqlite_db.write_alone(little_room)

        async def unit(tx: WriteTransaction) -> str:
            try:
                await too_much(tx)
            except Exception:
                await add(tx, 1)  # the transaction is gone: this would commit by itself
            return "as if it were stored"

        with pytest.raises(Exception, match="after a statement failed"):
            await sqlite_db.write(unit)
        assert await stored_ids(sqlite_db) == []

    async def test_a_transaction_that_was_left_open_does_not_stop_the_next(self, sqlite_db: Database) -> None:
        """Whatever left it: the writer begins anew."""
        group: Any = sqlite_db._engine._group  # type: ignore[attr-defined]
        await group._hop(lambda: group._raw.execute("BEGIN"))
        assert await sqlite_db.write(add, 1) == 1
        assert await stored_ids(sqlite_db) == [1]

    async def test_nobody_waits_for_ever_when_the_writer_itself_breaks(
        self, sqlite_db: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        group: Any = sqlite_db._engine._group  # type: ignore[attr-defined]

        def breaks(*_: Any) -> bool:
            raise MemoryError("no room for another savepoint")

        async with writer_held(sqlite_db):
            units = [asyncio.create_task(sqlite_db.write(add, n)) for n in range(3)]
            monkeypatch.setattr(group, "_drive", breaks)
        answers = await asyncio.wait_for(settled(units), 20)
        assert [type(answer) for answer in answers] == [MemoryError] * 3
        monkeypatch.undo()
        assert await sqlite_db.write(add, 9) == 9
        assert await stored_ids(sqlite_db) == [9]

    async def test_nobody_waits_for_ever_when_the_connection_is_gone(self, sqlite_url: str) -> None:
        database = Database(sqlite_url, wait_s=60)
        await database.connect()
        writer: Any = database._engine._writer  # type: ignore[attr-defined]
        await writer.close()
        answers = await asyncio.wait_for(
            asyncio.gather(*(database.write(add, n) for n in range(5)), return_exceptions=True), 20
        )
        assert [type(answer) for answer in answers] == [StorageFailed] * 5
        await database.disconnect()


async def little_room(tx: WriteTransaction) -> None:
    """From here on the file may grow by a few pages only, as on a full disk."""
    raw = raw_of(tx)
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages + 8}")


async def too_much(tx: WriteTransaction) -> None:
    await tx.run(INSERT_ENTRY, {"id": 99, "word": "x" * 1_000_000})


async def interruptible(tx: WriteTransaction) -> None:
    raw = raw_of(tx)

    def interrupt() -> int:
        raw.interrupt()
        return 1

    raw.create_function("interrupt", 0, interrupt)


async def interrupted(tx: WriteTransaction) -> None:
    await tx.run(INTERRUPTED)
