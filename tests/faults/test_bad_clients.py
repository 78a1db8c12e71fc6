"""Clients that hang up, read or send slowly harm nobody but themselves."""

from __future__ import annotations

import asyncio
import random

import httpx
import pytest

from tests.faults.bad_clients import BadClients
from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(600)]
CLIENTS = 300


def bad_clients(server: OutlayServer, recorders: Recorders) -> BadClients:
    return BadClients(server.port, recorders.headers["Authorization"].removeprefix("Bearer "))


async def test_300_that_disconnect_at_random_moments(
    server: OutlayServer, full: bool, report: Report
) -> None:
    """Each tries a few times; then its request is sent once more, in full: it is there once."""
    dice = random.Random(5)
    tries = 10 if full else 2
    with server.running():
        recorders = await Recorders.of_somebody_new([server.url])
        clients = bad_clients(server, recorders)
        for _ in range(tries):
            waves = [clients.hang_up(f"row-{number}", dice) for number in range(CLIENTS)]
            await asyncio.gather(*waves, return_exceptions=True)
        already = len(await recorders.stored())
        for first in range(0, CLIENTS, 30):
            again = [clients.send_slowly(f"row-{first + number}") for number in range(30)]
            assert set(await asyncio.gather(*again)) <= {200, 201}
        assert len(await recorders.stored()) == CLIENTS
        # As many at once as before are served: nobody who left holds anything.
        async with httpx.AsyncClient(headers=recorders.headers, timeout=60) as client:
            asked = [client.get(f"{server.url}/expenses?limit=1") for _ in range(100)]
            assert {answer.status_code for answer in await asyncio.gather(*asked)} == {200}
    assert server.traces() == []
    server.doctor()
    report(
        f"{CLIENTS} clients that hung up {tries} times each; {already} of their expenses were recorded by "
        f"then, each of the {CLIENTS} once in the end"
    )


async def test_slow_readers_and_senders_hold_up_nobody(
    server: OutlayServer, full: bool, report: Report
) -> None:
    number = 100 if full else 20
    with server.running():
        recorders = await Recorders.of_somebody_new([server.url])
        clients = bad_clients(server, recorders)
        enough = 2000 if full else 300
        await recorders.record(8, until=lambda: len(recorders.acknowledged) >= enough)
        readers = [clients.asks_and_does_not_read("/expenses?limit=1000") for _ in range(number)]
        may_end = asyncio.Event()
        senders = [asyncio.create_task(clients.send_slowly(f"slow-{n}", may_end)) for n in range(number)]
        before = len(recorders.acknowledged)
        await recorders.record(8, until=lambda: len(recorders.acknowledged) >= before + 200)
        assert not any(sender.done() for sender in senders)
        may_end.set()
        assert await asyncio.gather(*senders) == [201] * number
        for reader in readers:
            reader.close()
        assert len(await recorders.stored()) == len(recorders.acknowledged) + number
    assert recorders.refusals == {}
    assert server.traces() == []
    server.doctor()
    report(
        f"200 expenses were recorded beside {number} clients that do not read and {number} that send slowly"
    )
