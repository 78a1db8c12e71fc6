"""A server that is killed in the middle loses nothing it acknowledged, and a retry doubles nothing."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.faults.conftest import Report
from tests.faults.recorders import Recorders
from tests.infrastructure.outlay_server import OutlayServer

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(1800)]


async def test_sigkill_under_load(server: OutlayServer, full: bool, report: Report) -> None:
    """Killed at a random moment, started again, everything sent again; and so on, in one growing wallet."""
    rounds = 20 if full else 2
    dice = random.Random(7)
    recorders: Recorders | None = None
    for _ in range(rounds):
        with server.running():
            recorders = recorders or await Recorders.of_somebody_new([server.url])
            await recorders.assert_nothing_is_lost()
            await recorders.settle()
            await recorders.assert_each_is_there_once()
            before = len(recorders.acknowledged)
            victim = asyncio.create_task(_killed_after(server, recorders, before + dice.randint(20, 200)))
            await recorders.record(8, until=victim.done)
            await victim
    assert recorders is not None
    with server.running():
        await recorders.assert_nothing_is_lost()
        await recorders.settle()
        await recorders.assert_each_is_there_once()
    server.doctor()
    assert recorders.unanswered >= rounds
    report(
        f"{rounds} rounds, {len(recorders.acknowledged)} expenses, {recorders.unanswered} requests got no "
        "answer, each expense there once"
    )


async def _killed_after(server: OutlayServer, recorders: Recorders, acknowledged: int) -> None:
    while len(recorders.acknowledged) < acknowledged:  # noqa: ASYNC110 - the recorders know of nobody who waits
        await asyncio.sleep(0.001)
    server.kill()
