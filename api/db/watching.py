"""An engine that is watched: how much runs, how long a request waited for it, which statements are slow.

An engine that nobody watches is not wrapped, and costs nothing more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from api.db.engines import Engine
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, Row, WriteTransaction
from api.db.units import Unit
from api.errors import Busy

log = logging.getLogger("outlay.database")


@dataclass(slots=True)
class DatabaseUse:
    """Units of work that run or wait now, and those that have ended, in this process."""

    reading: int = 0
    writing: int = 0
    reads: int = 0
    writes: int = 0
    busy: int = 0
    """Units that could not be started in time, and requests that no unit took in time."""


@dataclass(slots=True)
class Spent:
    """How long one request waited for the database."""

    seconds: float = 0


_spent: ContextVar[Spent | None] = ContextVar("spent", default=None)


def begin_spending() -> Spent:
    """From here on the time that this context waits for the database is added up."""
    spent = Spent()
    _spent.set(spent)
    return spent


class WatchedEngine:
    """Counts and times what an engine does. `slow_s` of 0 leaves the statements alone."""

    def __init__(self, engine: Engine, use: DatabaseUse, slow_s: float) -> None:
        self._engine = engine
        self._use = use
        self._slow_s = slow_s
        self.connect = engine.connect
        self.disconnect = engine.disconnect

    async def read(self, unit: Unit) -> Any:
        """Runs a unit that cannot write."""
        use, started = self._use, time.perf_counter()
        use.reading += 1
        try:
            return await self._engine.read(self._timed(unit))
        except Busy:
            use.busy += 1
            raise
        finally:
            use.reading -= 1
            use.reads += 1
            spend(started)

    async def write(self, unit: Unit, *, alone: bool) -> Any:
        """Runs a unit and answers after its COMMIT."""
        use, started = self._use, time.perf_counter()
        use.writing += 1
        try:
            return await self._engine.write(self._timed(unit), alone=alone)
        except Busy:
            use.busy += 1
            raise
        finally:
            use.writing -= 1
            use.writes += 1
            spend(started)

    def _timed(self, unit: Unit) -> Unit:
        if not self._slow_s:
            return unit
        return TimedUnit(_run_timed, (self._slow_s, unit), unit.context)


def spend(started: float) -> None:
    """Adds the time since `started` to what this context waited for the database."""
    spent = _spent.get()
    if spent is not None:
        spent.seconds += time.perf_counter() - started


class TimedUnit(Unit):
    """A unit whose statements are timed; it keeps its name."""

    @property
    def name(self) -> str:
        timed: Unit = self.args[1]
        return timed.name


async def _run_timed(tx: WriteTransaction, slow_s: float, unit: Unit) -> Any:
    return await unit.function(TimedTransaction(tx, slow_s, unit.name), *unit.args)


class TimedTransaction(WriteTransaction):
    """Hands each statement on, and logs by name the one that takes long: never its values."""

    def __init__(self, tx: WriteTransaction, slow_s: float, unit: str) -> None:
        self._tx = tx
        self._slow_s = slow_s
        self._unit = unit

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        started = time.perf_counter()
        try:
            return await self._tx.all(query, params)
        finally:
            self._look(query, started)

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        started = time.perf_counter()
        try:
            return await self._tx.one(query, params)
        finally:
            self._look(query, started)

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        started = time.perf_counter()
        try:
            return await self._tx.run(command, params)
        finally:
            self._look(command, started)

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        started = time.perf_counter()
        try:
            await self._tx.many(command, rows)
        finally:
            self._look(command, started)

    def discard(self) -> None:
        self._tx.discard()

    def _look(self, statement: Query | Command, started: float) -> None:
        seconds = time.perf_counter() - started
        if seconds >= self._slow_s:
            log.warning(
                "slow statement: %s in %s took %d ms", statement.name, self._unit, round(seconds * 1000)
            )
