"""Engines with a server behind a pool: a unit is awaited on one connection, and runs again after a deadlock.

`databases` loses a pooled connection when COMMIT fails or a request is cancelled. Here a unit runs in
a task of its own that its caller's cancellation does not reach, and always gives its connection back.
"""

from __future__ import annotations

import asyncio
import logging
import random
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

import databases

from api.db.engines.pooled_reader import PooledReader, SnapshotMoved
from api.db.integrity import is_full
from api.db.transactions import WriteTransaction
from api.db.units import Unit, mark_as_seen, watch
from api.errors import Busy, OutcomeUnknown, OutlayError, StorageFailed, StorageFull

ATTEMPTS = 8

log = logging.getLogger(__name__)


class _Caller:
    """Whoever waits for a unit; one that left before its unit began withdraws it."""

    left = False


class ConnectionWasDead(Exception):
    """A pooled connection had died before BEGIN, so its unit was not started."""


class PooledEngine(ABC):
    """Runs units on a pool of connections. What a driver does its own way is asked of the subclass."""

    def __init__(self, database: databases.Database, *, wait_s: float) -> None:
        self.database = database
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()
        self._accepts = False

    @abstractmethod
    async def _take(self) -> Any:
        """A connection of the pool; Busy where none can be had in time."""

    @abstractmethod
    async def _give_back(self, connection: Any) -> None:
        """Returns a connection to the pool."""

    @abstractmethod
    def _reader(self, connection: Any, begin: Callable[[], Awaitable[None]] | None) -> PooledReader:
        """What a unit is handed that reads; given `begin`, it begins its transaction itself."""

    @abstractmethod
    def _writer(self, connection: Any) -> PooledReader:
        """What a unit is handed that writes, a WriteTransaction."""

    @abstractmethod
    async def _begin(self, connection: Any, *, writes: bool) -> None:
        """READ COMMITTED for who `writes`, one read-only snapshot for who does not."""

    @abstractmethod
    async def _send_commit(self, connection: Any) -> None:
        """COMMIT; StorageFailed where the server rolled back and calls that no error."""

    @abstractmethod
    async def _send_rollback(self, connection: Any) -> None:
        """ROLLBACK."""

    @abstractmethod
    def _runs_again(self, error: Exception) -> bool:
        """Whether the server rolled back for no fault of the unit's: a deadlock, a serialization failure."""

    @abstractmethod
    def _is_lost(self, connection: Any, error: Exception) -> bool:
        """Whether the error is the connection's end, and not an answer of the server."""

    @abstractmethod
    def _is_answer(self, error: Exception) -> bool:
        """Whether the error came from the server."""

    @abstractmethod
    def _is_closed(self, connection: Any) -> bool:
        """Whether the connection is known to be gone."""

    @abstractmethod
    def _cut(self, connection: Any) -> None:
        """Ends a connection at once; the pool makes another in its place."""

    async def connect(self) -> None:
        """Opens the pool."""
        await self.database.connect()
        self._accepts = True

    async def disconnect(self) -> None:
        """Refuses what comes now, waits for the units that run, then closes the pool."""
        self._accepts = False
        try:
            while self._running:
                await asyncio.wait(self._running)
        finally:
            await self.database.disconnect()

    async def read(self, unit: Unit) -> Any:
        """Runs a unit on one read-only snapshot."""
        return await self._start(unit, writes=False)

    async def write(self, unit: Unit, *, alone: bool) -> Any:  # noqa: ARG002 - SQLite's affair
        """Runs a unit and commits it; long units need no care here, each has its own connection."""
        return await self._start(unit, writes=True)

    async def _start(self, unit: Unit, *, writes: bool) -> Any:
        if not self._accepts:
            raise RuntimeError("the database is not connected")
        caller = _Caller()
        task = asyncio.create_task(self._run(unit, caller, writes=writes))
        self._running.add(task)
        task.add_done_callback(self._ended)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            caller.left = True
            raise

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        mark_as_seen(task)

    async def _run(self, unit: Unit, caller: _Caller, *, writes: bool) -> Any:
        for attempt in range(ATTEMPTS):
            connection = await self._take()
            try:
                if caller.left:
                    return None
                begins_late = not writes and not attempt
                return await self._attempt(connection, unit, writes=writes, begins_late=begins_late)
            except Exception as error:
                if not self._is_run_again(error):
                    raise
                log.info("%s runs again: %s", unit.name, error)
            finally:
                await self._release(connection)
            await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - no secret, only a jitter
        raise Busy

    async def _release(self, connection: Any) -> None:
        try:
            await self._give_back(connection)
        except Exception:
            # The pool has thrown the connection away; what the unit achieved stays true.
            log.warning("a connection to the database broke while it was given back", exc_info=True)

    def _is_run_again(self, error: Exception) -> bool:
        return isinstance(error, ConnectionWasDead | SnapshotMoved) or self._runs_again(error)

    async def _open(self, connection: Any, *, writes: bool, begins_late: bool) -> PooledReader:
        """A transaction on the connection; one that `begins_late` has not begun."""
        if begins_late:
            return self._reader(connection, lambda: self._begin(connection, writes=False))
        try:
            await self._begin(connection, writes=writes)
        except Exception as error:
            self._throw_away(connection)
            raise ConnectionWasDead(str(error)) from error
        return self._writer(connection) if writes else self._reader(connection, None)

    async def _attempt(self, connection: Any, unit: Unit, *, writes: bool, begins_late: bool) -> Any:
        """Runs a unit once, to the end of its transaction."""
        transaction = await self._open(connection, writes=writes, begins_late=begins_late)
        refusal: OutlayError | None = None
        answer = None
        try:
            answer = await watch(unit, transaction)
            transaction.check()
        except BaseException as error:
            if not isinstance(error, OutlayError) or not transaction.keeps_after(error):
                await self._roll_back(connection, transaction)
                self._raise_trouble(connection, transaction, error)
                raise
            refusal = error
        finally:
            transaction.end()
        writer = transaction if isinstance(transaction, WriteTransaction) else None
        if writer is not None and (refusal is not None or not writer.discarded):
            await self._commit(connection)
        else:
            await self._roll_back(connection, transaction)
        if refusal is not None:
            raise refusal
        return answer

    def _raise_trouble(self, connection: Any, transaction: PooledReader, error: BaseException) -> None:
        """Raises the engine's own trouble where that goes before what the unit made of it."""
        failure = transaction.failure
        if failure is None:
            return
        if self._is_run_again(failure):
            raise failure
        if self._is_lost(connection, failure):
            if not transaction.has_begun:
                # Found out by the first statement of a read: another connection will do.
                self._throw_away(connection)
                raise ConnectionWasDead(str(failure)) from failure
            raise Busy from failure
        if isinstance(error, OutlayError) and error.persists:
            # A refusal whose writes could not be kept would promise what is not so.
            raise failure

    async def _commit(self, connection: Any) -> None:
        if self._is_closed(connection):
            # COMMIT was never sent, and the server rolls back what has lost its connection.
            raise Busy
        try:
            await self._send_commit(connection)
        except StorageFailed:
            raise
        except Exception as error:
            if self._runs_again(error):
                raise
            # Only the server's own refusal says that nothing was stored; silence says neither.
            if self._is_answer(error) and not self._is_lost(connection, error):
                raise (StorageFull if is_full(error) else StorageFailed) from error
            self._throw_away(connection)
            raise OutcomeUnknown from error

    async def _roll_back(self, connection: Any, transaction: PooledReader) -> None:
        if not transaction.has_begun:
            return
        try:
            await self._send_rollback(connection)
        except Exception as error:
            # Without its connection the server rolls back by itself.
            log.info("a connection to the database broke before ROLLBACK: %s", error)
            self._throw_away(connection)

    def _throw_away(self, connection: Any) -> None:
        if not self._is_closed(connection):
            self._cut(connection)
