"""What becomes of a unit's writes: kept, rolled back, or remembered with a refusal."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from typing import Any

import pytest

from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.transactions import ReadTransaction, TransactionUnusable, WriteTransaction
from api.errors import NotFound
from tests.db.units import (
    ENTRIES,
    INSERT_REMARK,
    NONSENSE,
    Remembered,
    add,
    add_and_raise,
    add_twice,
    add_twice_quietly,
    entry_ids,
    stored_ids,
)

visitor: ContextVar[str] = ContextVar("visitor", default="nobody")


class Stopped(BaseException):
    """Like KeyboardInterrupt, but known to nobody."""


class TestKeeping:
    async def test_what_a_unit_returns_is_answered_after_its_writes_are_stored(
        self, db: Database, database: Database
    ) -> None:
        assert await db.write(add, 1) == 1
        assert await stored_ids(database) == [1]

    async def test_a_unit_that_runs_alone_is_stored_alike(self, db: Database, database: Database) -> None:
        assert await db.write_alone(add, 1) == 1
        assert await stored_ids(database) == [1]

    @pytest.mark.parametrize("door", ["write", "write_alone"])
    async def test_a_refusal_that_persists_is_raised_and_its_writes_stay(
        self, db: Database, database: Database, door: str
    ) -> None:
        refusal = Remembered()
        with pytest.raises(Remembered) as raised:
            await getattr(db, door)(add_and_raise, 1, refusal)
        assert raised.value is refusal
        assert await stored_ids(database) == [1]


class TestRollingBack:
    @pytest.mark.parametrize("kind", [NotFound, ValueError, Stopped])
    async def test_every_other_exception_takes_the_writes_with_it(
        self, db: Database, database: Database, kind: Any
    ) -> None:
        error = kind()
        with pytest.raises(kind) as raised:
            await db.write(add_and_raise, 1, error)
        assert raised.value is error
        assert await stored_ids(database) == []
        assert await db.write(add, 1) == 1

    async def test_a_unit_that_discards_returns_and_leaves_nothing(
        self, db: Database, database: Database
    ) -> None:
        async def replay(tx: WriteTransaction) -> list[int]:
            await add(tx, 1)
            tx.discard()
            await add(tx, 2)
            return await entry_ids(tx)

        assert await db.write(replay) == [1, 2]
        assert await stored_ids(database) == []

    async def test_a_unit_sees_its_own_writes_and_nobody_else_does(
        self, db: Database, database: Database
    ) -> None:
        async def unit(tx: WriteTransaction) -> list[int]:
            await add(tx, 1)
            return await entry_ids(tx)

        assert await stored_ids(database) == []
        assert await db.write(unit) == [1]


class TestFailedStatements:
    """A failed statement fails its unit: PostgreSQL rolls such a transaction back at COMMIT, silently."""

    async def test_a_unit_that_keeps_a_violation_to_itself_is_never_answered_as_stored(
        self, db: Database, database: Database
    ) -> None:
        with pytest.raises(IntegrityViolation):
            await db.write(add_twice_quietly, 1)
        assert await stored_ids(database) == []

    async def test_a_refusal_whose_writes_cannot_persist_gives_way_to_the_reason(
        self, db: Database, database: Database
    ) -> None:
        async def unit(tx: WriteTransaction) -> None:
            try:
                await add_twice(tx, 1)
            except IntegrityViolation as violation:
                raise Remembered from violation

        with pytest.raises(IntegrityViolation):
            await db.write(unit)
        assert await stored_ids(database) == []

    async def test_a_plain_refusal_made_of_a_violation_is_what_the_caller_hears(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> None:
            try:
                await add_twice(tx, 1)
            except IntegrityViolation as violation:
                raise NotFound from violation

        with pytest.raises(NotFound):
            await db.write(unit)

    async def test_nothing_is_answered_after_a_statement_failed(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> None:
            try:
                await add_twice(tx, 1)
            except IntegrityViolation:
                await tx.all(ENTRIES)

        with pytest.raises(TransactionUnusable, match=r"test\.entries was asked after a statement failed"):
            await db.write(unit)
        assert await stored_ids(db) == []

    async def test_a_mistake_in_a_statement_stays_a_mistake(self, db: Database, database: Database) -> None:
        async def unit(tx: WriteTransaction) -> str:
            await add(tx, 1)
            try:
                await tx.all(NONSENSE)
            except Exception:
                return "as if nothing had happened"
            return "unreachable"

        for door in (db.write, db.write_alone):
            with pytest.raises(Exception, match=r"nothing|nowhere"):
                await door(unit)
        assert await stored_ids(database) == []
        assert await db.write(add, 1) == 1


class TestViolations:
    """One class for what each driver raises."""

    async def test_a_key_that_exists(self, db: Database) -> None:
        with pytest.raises(IntegrityViolation) as refused:
            await db.write(add_twice, 1)
        assert refused.value.kind == "unique"
        # MariaDB calls every primary key by one name.
        assert "entries" in refused.value.constraint or refused.value.constraint == "PRIMARY"
        assert refused.value.__cause__ is not None

    async def test_a_row_whose_parent_is_missing(self, db: Database) -> None:
        async def orphan(tx: WriteTransaction) -> None:
            await tx.run(INSERT_REMARK, {"id": 1, "entry_id": 404})

        with pytest.raises(IntegrityViolation) as refused:
            await db.write(orphan)
        assert refused.value.kind == "foreign_key"


class TestContext:
    async def test_a_unit_runs_in_a_copy_of_its_callers_context(self, db: Database) -> None:
        async def unit(tx: WriteTransaction, number: int) -> str:
            found = visitor.get()
            visitor.set("changed inside")
            await add(tx, number)
            assert visitor.get() == "changed inside"
            return found

        async def ask(name: str, number: int) -> tuple[str, str]:
            visitor.set(name)
            return await db.write(unit, number), visitor.get()

        names = [f"visitor {n}" for n in range(20)]
        answers = await asyncio.gather(*(ask(name, n) for n, name in enumerate(names)))
        assert answers == [(name, name) for name in names]
        assert visitor.get() == "nobody"

    async def test_a_reading_unit_too(self, db: Database) -> None:
        async def unit(tx: ReadTransaction) -> str:
            found = visitor.get()
            visitor.set("changed inside")
            await tx.all(ENTRIES)
            return found + " " + visitor.get()

        visitor.set("somebody")
        assert await db.read(unit) == "somebody changed inside"
        assert visitor.get() == "somebody"
