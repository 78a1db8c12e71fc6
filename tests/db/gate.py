"""A place inside a unit where it stays until the test lets it go on."""

from __future__ import annotations

import asyncio
import threading

from api.db.transactions import ReadTransaction
from tests.db.units import COUNT_ENTRIES


class Gate:
    """Seen from SQLite's threads and from the event loop alike: a unit may run in either."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    async def wait_for_unit(self) -> None:
        """Returns when a unit is held here; fails after 30 seconds."""
        assert await asyncio.to_thread(self.reached.wait, 30)


async def hold(tx: ReadTransaction, gate: Gate) -> None:
    """Keeps the unit at work, by its transaction's methods alone, until the gate is opened."""
    gate.reached.set()
    while not gate.opened.is_set():
        await tx.value(COUNT_ENTRIES)
