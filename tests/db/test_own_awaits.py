"""What a unit may be made of: functions that are handed the transaction, however they are written."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import pytest

from api.db.database import Database
from api.db.transactions import WriteTransaction
from api.db.units import ForeignAwait
from tests.db import units
from tests.db.foreign_units import further_below, service
from tests.db.units import ENTRIES, add, entry_ids, stored_ids
from tests.db.units import add as add_entry


class TestAllowedForms:
    async def test_functions_that_are_handed_the_transaction(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> list[int]:
            for number in (1, 2):
                await add(tx, number)
            await add_entry(tx, number=await adds_one(tx) + 1)
            return [row["id"] for row in await tx.all(ENTRIES)] + await entry_ids(tx)

        assert await db.write(unit) == [1, 2, 3, 4, 1, 2, 3, 4]

    async def test_the_transaction_as_a_keyword_and_in_any_place(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> None:
            await at_the_end(1, tx)
            await by_keyword(2, tx=tx)

        await db.write(unit)
        assert await stored_ids(db) == [1, 2]

    async def test_recursion(self, db: Database) -> None:
        await db.write(count_down, 4)
        assert await stored_ids(db) == [1, 2, 3, 4]

    async def test_functions_of_a_module(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> None:
            await units.add(tx, 1)

        await db.write(unit)
        assert await stored_ids(db) == [1]

    async def test_a_function_defined_inside(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> int:
            async def inner(inner_tx: WriteTransaction, left: int) -> int:
                if left:
                    await inner(inner_tx, left - 1)
                return await add(inner_tx, left)

            return await inner(tx, 2)

        assert await db.write(unit) == 2
        assert await stored_ids(db) == [0, 1, 2]

    async def test_methods_as_units(self, db: Database) -> None:
        await db.write(service.add)
        assert await stored_ids(db) == [5]

    async def test_text_at_the_edge_of_the_file_inside_an_indented_unit(self, db: Database) -> None:
        async def unit(tx: WriteTransaction) -> str:
            await add(tx, 1)
            return """
at the edge
"""

        assert await db.write(unit) == "\nat the edge\n"

    async def test_decorated_functions(self, db: Database) -> None:
        assert await db.write(decorated, 1) == (1, "decorated")
        assert await db.write(passed_through, 2) == 2
        assert await db.write(calls_decorated) == (3, "decorated")
        assert await stored_ids(db) == [1, 2, 3]

    async def test_a_decorator_that_awaits_anything_foreign_is_found(self, db: Database) -> None:
        for unit in (decorated_foreignly, calls_decorated_foreignly):
            with pytest.raises(ForeignAwait, match=r"wrapper awaits .*asyncio\.sleep\(0\)"):
                await db.write(unit, 1)
        assert await stored_ids(db) == []

    async def test_what_a_closure_captured_is_read_anew_each_time(self, db: Database) -> None:
        assert await db.write(with_captured(add)) == 1
        with pytest.raises(ForeignAwait, match=r"below|sleep"):
            await db.write(with_captured(further_below_first))
        with pytest.raises(ForeignAwait, match=r"sleep awaits .*tasks\.py"):
            await db.write(with_captured(asyncio.sleep))
        with pytest.raises(ForeignAwait, match=r"captured\(tx, 1\)"):
            await db.write(with_captured(service.work))
        assert await db.write(with_captured(adds_one_more)) == 7
        assert await stored_ids(db) == [1, 7]


async def adds_one(tx: WriteTransaction) -> int:
    return await add(tx, 3)


async def adds_one_more(tx: WriteTransaction, number: int) -> int:
    return await add(tx, number + 6)


async def at_the_end(number: int, tx: WriteTransaction) -> None:
    await add(tx, number)


async def by_keyword(number: int, *, tx: WriteTransaction) -> None:
    await add(number=number, tx=tx)


async def count_down(tx: WriteTransaction, number: int) -> None:
    if number:
        await count_down(tx, number - 1)
        await add(tx, number)


async def further_below_first(tx: WriteTransaction, number: int) -> int:
    await further_below(number, tx=tx)
    return number


def with_captured(captured: Any) -> Callable[[WriteTransaction], Coroutine[Any, Any, int]]:
    async def unit(tx: WriteTransaction) -> int:
        number: int = await captured(tx, 1)
        return number

    return unit


def decorates(function: Callable[..., Awaitable[int]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    @functools.wraps(function)
    async def wrapper(tx: WriteTransaction, *args: Any) -> Any:
        return await function(tx, *args), "decorated"

    return wrapper


def passes_through(function: Callable[..., Awaitable[int]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    @functools.wraps(function)
    async def wrapper(*args: Any, **kwargs: Any) -> Any:
        return await function(*args, **kwargs)

    return wrapper


def decorates_foreignly(function: Callable[..., Awaitable[int]]) -> Callable[..., Coroutine[Any, Any, Any]]:
    @functools.wraps(function)
    async def wrapper(tx: WriteTransaction, *args: Any) -> Any:
        found = await function(tx, *args)
        await asyncio.sleep(0)
        return found

    return wrapper


@decorates
async def decorated(tx: WriteTransaction, number: int) -> int:
    return await add(tx, number)


@passes_through
async def passed_through(tx: WriteTransaction, number: int) -> int:
    return await add(tx, number)


@decorates_foreignly
async def decorated_foreignly(tx: WriteTransaction, number: int) -> int:
    return await add(tx, number)


async def calls_decorated(tx: WriteTransaction) -> Any:
    return await decorated(tx, 3)


async def calls_decorated_foreignly(tx: WriteTransaction, number: int) -> Any:
    return await decorated_foreignly(tx, number)
