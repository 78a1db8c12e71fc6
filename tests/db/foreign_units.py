"""Units that await what they may not, in every form that is known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx

from api.db.transactions import WriteTransaction
from tests.db.units import ENTRIES, add

lock = asyncio.Lock()


async def unrelated() -> None:
    """Awaits nothing at all, but is not handed the transaction."""


class Service:
    async def work(self) -> None:
        """A method of an object."""

    async def add(self, tx: WriteTransaction) -> None:
        """Even with the transaction: which object's method it is cannot be read."""
        await add(tx, 5)


service = Service()


async def sleeps_for_no_time(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await asyncio.sleep(0)


async def sleeps(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await asyncio.sleep(0.01)


async def enters_a_free_lock(tx: WriteTransaction) -> None:
    async with lock:
        await add(tx, 1)


async def acquires_a_free_lock(tx: WriteTransaction) -> None:
    await lock.acquire()
    await add(tx, 1)


async def awaits_an_unrelated_function(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await unrelated()


async def gathers(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await asyncio.gather(tx.all(ENTRIES), tx.all(ENTRIES))


async def awaits_a_future(tx: WriteTransaction) -> None:
    await add(tx, 1)
    future: asyncio.Future[None] = asyncio.Future()
    future.set_result(None)
    await future


async def asks_the_network(tx: WriteTransaction) -> None:
    await add(tx, 1)
    async with httpx.AsyncClient() as client:
        await client.get("http://127.0.0.1:9/")


async def calls_the_network(tx: WriteTransaction) -> None:
    await add(tx, 1)
    client = httpx.AsyncClient()
    await client.get("http://127.0.0.1:9/")


async def awaits_a_method(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await service.work()


async def hands_it_to_a_method(tx: WriteTransaction) -> None:
    await service.add(tx)


async def awaits_an_argument(tx: WriteTransaction, given: Any) -> None:
    await add(tx, 1)
    await given(tx)


async def iterates(tx: WriteTransaction) -> None:
    async for _ in endless():
        await add(tx, 1)


async def comprehends(tx: WriteTransaction) -> None:
    await add(tx, 1)
    [_ async for _ in endless()]


async def endless() -> Any:
    yield 1


async def under_another_name(tx: WriteTransaction) -> None:
    other = tx
    await other.all(ENTRIES)


async def gives_its_name_away(tx: Any) -> None:
    await add(tx, 1)
    tx = lock
    await tx.acquire()


async def twice_the_transaction(tx: WriteTransaction) -> None:
    await takes_two(tx, tx)


async def takes_two(tx: WriteTransaction, other: WriteTransaction) -> None:
    await add(tx, 1)
    await other.all(ENTRIES)


async def deep_below(tx: WriteTransaction) -> None:
    await add(tx, 1)
    await below(tx)


async def below(tx: WriteTransaction) -> None:
    await further_below(1, tx=tx)


async def further_below(number: int, *, tx: WriteTransaction) -> None:
    await add(tx, number + 1)
    await asyncio.sleep(0)


async def inside_a_function_of_its_own(tx: WriteTransaction) -> None:
    async def inner(inner_tx: WriteTransaction) -> None:
        await add(inner_tx, 1)
        await asyncio.sleep(0)

    await inner(tx)


async def a_function_of_its_own_without_it(tx: WriteTransaction) -> None:
    async def inner() -> None:
        await add(tx, 1)

    await inner()


async def hides_a_name(tx: WriteTransaction) -> None:
    async def inner(inner_tx: WriteTransaction, add: Any) -> None:
        await add(inner_tx, 1)

    await inner(tx, asyncio.sleep)


async def catches_everything(tx: WriteTransaction) -> str:
    await add(tx, 1)
    try:
        await asyncio.sleep(0)
    except BaseException:
        return "as if nothing had happened"
    return "stored"


FORMS: list[tuple[Callable[..., Coroutine[Any, Any, Any]], str, str]] = [
    (sleeps_for_no_time, "sleeps_for_no_time", "asyncio.sleep(0)"),
    (sleeps, "sleeps", "asyncio.sleep(0.01)"),
    (enters_a_free_lock, "enters_a_free_lock", "async with lock"),
    (acquires_a_free_lock, "acquires_a_free_lock", "lock.acquire()"),
    (awaits_an_unrelated_function, "awaits_an_unrelated_function", "unrelated()"),
    (gathers, "gathers", "asyncio.gather"),
    (awaits_a_future, "awaits_a_future", "await future"),
    (asks_the_network, "asks_the_network", "httpx.AsyncClient()"),
    (calls_the_network, "calls_the_network", "client.get"),
    (awaits_a_method, "awaits_a_method", "service.work()"),
    (hands_it_to_a_method, "hands_it_to_a_method", "service.add(tx)"),
    (iterates, "iterates", "endless()"),
    (comprehends, "comprehends", "endless()"),
    (under_another_name, "under_another_name", "other.all(ENTRIES)"),
    (gives_its_name_away, "gives_its_name_away", "tx"),
    (twice_the_transaction, "twice_the_transaction", "takes_two(tx, tx)"),
    (deep_below, "further_below", "asyncio.sleep(0)"),
    (inside_a_function_of_its_own, "inside_a_function_of_its_own", "asyncio.sleep(0)"),
    (a_function_of_its_own_without_it, "a_function_of_its_own_without_it", "inner()"),
    (hides_a_name, "hides_a_name", "add(inner_tx, 1)"),
    (catches_everything, "catches_everything", "asyncio.sleep(0)"),
]


async def ping(tx: WriteTransaction, times: int) -> None:
    if times:
        await pong(tx, times - 1)


async def pong(tx: WriteTransaction, times: int) -> None:
    if times:
        await ping(tx, times - 1)
    await asyncio.sleep(0)
