"""Statements and units of work on the small tables, used all over these tests."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, cast, delete, func, insert, select, text, update

from api.db.columns import MinorUnits
from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.statements import command, query
from api.db.transactions import ReadTransaction, WriteTransaction
from api.errors import Conflict
from tests.db.tables import counters, entries, promises, purchases, remarks

INSERT_PURCHASE = command("test.insert_purchase", insert(purchases))
PURCHASES = query("test.purchases", select(purchases).order_by(purchases.c.words))
SUM_OF_PURCHASES = query("test.sum", select(func.sum(purchases.c.amount)))
CAST_SUM_OF_PURCHASES = query("test.cast_sum", select(cast(func.sum(purchases.c.amount), MinorUnits)))

INSERT_ENTRY = command("test.insert_entry", insert(entries))
UPDATE_ENTRIES = command(
    "test.update_entries",
    update(entries).where(entries.c.id >= bindparam("from_id")).values(word=bindparam("new_word")),
)
DELETE_ENTRIES = command("test.delete_entries", delete(entries).where(entries.c.id >= bindparam("from_id")))
ENTRIES = query("test.entries", select(entries.c.id, entries.c.word).order_by(entries.c.id))
COUNT_ENTRIES = query("test.count_entries", select(func.count()).select_from(entries))

INSERT_PROMISE = command("test.insert_promise", insert(promises))
INSERT_REMARK = command("test.insert_remark", insert(remarks))

COUNTER = query("test.counter", select(counters.c.number).where(counters.c.id == bindparam("id")))
LOCK_COUNTER = query(
    "test.lock_counter", select(counters.c.number).where(counters.c.id == bindparam("id")).with_for_update()
)
SET_COUNTER = command(
    "test.set_counter",
    update(counters).where(counters.c.id == bindparam("which")).values(number=bindparam("number")),
)
COUNT_ON = command(
    "test.count_on",
    update(counters).where(counters.c.id == bindparam("which")).values(number=counters.c.number + 1),
)

NONSENSE = query("test.nonsense", select(text("nothing FROM nowhere")))


class Remembered(Conflict):
    """A refusal whose writes stay."""

    code = "remembered"
    persists = True


async def add(tx: WriteTransaction, number: int) -> int:
    await tx.run(INSERT_ENTRY, {"id": number, "word": f"word {number}"})
    return number


async def add_and_raise(tx: WriteTransaction, number: int, error: Exception) -> None:
    await add(tx, number)
    raise error


async def break_promise(tx: WriteTransaction, number: int) -> str:
    """Fails only at COMMIT."""
    await add(tx, number)
    await tx.run(INSERT_PROMISE, {"id": number, "entry_id": -number - 1})
    return "as if it were stored"


async def add_twice(tx: WriteTransaction, number: int) -> None:
    await add(tx, number)
    await add(tx, number)


async def add_twice_quietly(tx: WriteTransaction, number: int) -> str:
    """Meets a constraint and keeps it to itself."""
    await add(tx, number)
    try:
        await add(tx, number)
    except IntegrityViolation:
        return "as if nothing had happened"
    return "unreachable"


async def entry_ids(tx: ReadTransaction) -> list[int]:
    return [row["id"] for row in await tx.all(ENTRIES)]


async def count_on(tx: WriteTransaction, which: int = 1) -> int:
    """Reads, then writes: the pattern that loses updates where writers are not serialised."""
    number: int = await tx.value(LOCK_COUNTER, {"id": which})
    await tx.run(SET_COUNTER, {"which": which, "number": number + 1})
    return number + 1


async def counter(tx: ReadTransaction, which: int = 1) -> int:
    number: int = await tx.value(COUNTER, {"id": which})
    return number


def raw_of(tx: Any) -> Any:
    """The driver's own connection: tests look there at what no statement may say."""
    return tx._raw


async def stored_ids(database: Database) -> list[int]:
    return await database.read(entry_ids)
