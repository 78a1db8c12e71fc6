"""PostgreSQL: a unit is awaited on one pooled connection, and runs again after a deadlock.

`databases` loses a pooled connection when COMMIT fails or a request is cancelled. Here a unit runs in
a task of its own that its caller's cancellation does not reach, and always gives its connection back.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Sequence
from typing import Any

import asyncpg
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from api.db.engines.postgresql_connections import PostgreSQLDatabase, keep_session, speak_plainly
from api.db.integrity import from_postgresql
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, ReadTransaction, Row, TransactionUnusable, WriteTransaction
from api.db.units import Unit, watch
from api.errors import Busy, OutcomeUnknown, OutlayError, StorageFailed

DIALECT = asyncpg_dialect.dialect()  # type: ignore[no-untyped-call]
ATTEMPTS = 8
BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
BEGIN_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
RUN_AGAIN = (
    asyncpg.SerializationError,
    asyncpg.DeadlockDetectedError,
    # A migration changed what a kept statement was planned for; asyncpg has forgotten the plan by now.
    asyncpg.InvalidCachedStatementError,
    asyncpg.OutdatedSchemaCacheError,
)
# Where the server's farewell arrives between two statements, asyncpg takes it for a mistake of its own.
LOST = (OSError, asyncpg.PostgresConnectionError, asyncpg.InternalClientError)

log = logging.getLogger(__name__)


class PostgreSQLReader(ReadTransaction):
    """Runs statements on one connection. `is_asking` is true while the driver is awaited."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._ended = False
        self.is_asking = False

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._ended = True

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        rows: Sequence[Row] = await self._ask(self._raw.fetch, query, params)
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        row: Row | None = await self._ask(self._raw.fetchrow, query, params)
        return row

    async def _ask(self, method: Any, statement: Query | Command, params: Params) -> Any:
        compiled = statement.compiled(DIALECT)
        return await self._await(statement, method, compiled.text, *compiled.arguments(params))

    async def _await(self, statement: Query | Command, method: Any, *arguments: Any) -> Any:
        if self._ended:
            raise TransactionUnusable(f"{statement.name} was asked of a transaction that has ended")
        if self.is_asking:
            raise TransactionUnusable(f"{statement.name} was asked while another statement was running")
        if self.failure is not None:
            raise TransactionUnusable(
                f"{statement.name} was asked after a statement failed"
            ) from self.failure
        self.is_asking = True
        try:
            return await method(*arguments)
        except asyncpg.IntegrityConstraintViolationError as error:
            self.failure = from_postgresql(error)
            raise self.failure from error
        except Exception as error:
            self.failure = error
            raise
        finally:
            self.is_asking = False


class PostgreSQLWriter(PostgreSQLReader, WriteTransaction):
    """Reads and writes on one connection."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        # The status reads like "UPDATE 3" or "INSERT 0 1": its last word is the count.
        status: str = await self._ask(self._raw.execute, command, params)
        return int(status.rpartition(" ")[2])

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        compiled = command.compiled(DIALECT)
        arguments = [compiled.arguments(row) for row in rows]
        await self._await(command, self._raw.executemany, compiled.text, arguments)


class _Caller:
    """Whoever waits for a unit; one that left before its unit began withdraws it."""

    left = False


class PostgreSQLEngine:
    """Runs units on a pool of connections."""

    def __init__(self, url: str, *, pool_size: int, wait_s: float) -> None:
        self.database = PostgreSQLDatabase(
            url, min_size=1, max_size=pool_size, init=speak_plainly, reset=keep_session
        )
        self._wait_s = wait_s
        self._running: set[asyncio.Task[Any]] = set()
        self._accepts = False

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
        return await self._start(unit, BEGIN_READ)

    async def write(self, unit: Unit, *, alone: bool) -> Any:  # noqa: ARG002 - SQLite's affair
        """Runs a unit and commits it; long units need no care here, each has its own connection."""
        return await self._start(unit, BEGIN_WRITE)

    async def _start(self, unit: Unit, begin: str) -> Any:
        if not self._accepts:
            raise RuntimeError("the database is not connected")
        caller = _Caller()
        task = asyncio.create_task(self._run(unit, begin, caller))
        self._running.add(task)
        task.add_done_callback(self._ended)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            caller.left = True
            raise

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # marks it as seen where the caller went away

    async def _run(self, unit: Unit, begin: str, caller: _Caller) -> Any:
        for attempt in range(ATTEMPTS):
            connection = await self._acquire()
            try:
                if caller.left:
                    return None
                return await attempt_unit(connection, unit, begin)
            except (*RUN_AGAIN, ConnectionWasDead) as error:
                log.info("%s runs again: %s", unit.name, error)
            finally:
                await self._release(connection)
            await asyncio.sleep(random.uniform(0, 0.005 * 2**attempt))  # noqa: S311 - no secret, only a jitter
        raise Busy

    async def _acquire(self) -> Any:
        try:
            return await self.database.backend.pool.acquire(timeout=self._wait_s)
        except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            log.warning("no connection to the database: %s", error or type(error).__name__)
            raise Busy from error

    async def _release(self, connection: Any) -> None:
        try:
            await self.database.backend.pool.release(connection)
        except Exception:
            # The pool has thrown the connection away; what the unit achieved stays true.
            log.warning("a connection to the database broke while it was given back", exc_info=True)


class ConnectionWasDead(Exception):
    """A pooled connection had died before BEGIN, so its unit was not started."""


async def attempt_unit(connection: Any, unit: Unit, begin: str) -> Any:
    """Runs a unit once, from BEGIN to its end; RUN_AGAIN or ConnectionWasDead where it may run again."""
    try:
        await connection.execute(begin)
    except Exception as error:
        _throw_away(connection)
        raise ConnectionWasDead(str(error)) from error
    writer = PostgreSQLWriter(connection) if begin == BEGIN_WRITE else None
    transaction = writer or PostgreSQLReader(connection)
    refusal: OutlayError | None = None
    answer = None
    try:
        answer = await watch(unit, transaction)
        transaction.check()
    except BaseException as error:
        if not isinstance(error, OutlayError) or not transaction.keeps_after(error):
            await _roll_back(connection)
            _raise_trouble(connection, transaction, error)
            raise
        refusal = error
    finally:
        transaction.end()
    if writer is not None and (refusal is not None or not writer.discarded):
        await _commit(connection)
    else:
        await _roll_back(connection)
    if refusal is not None:
        raise refusal
    return answer


def _raise_trouble(connection: Any, transaction: PostgreSQLReader, error: BaseException) -> None:
    """Raises the engine's own trouble where that goes before what the unit made of it."""
    failure = transaction.failure
    if failure is None:
        return
    if isinstance(failure, RUN_AGAIN):
        raise failure
    if _is_lost(connection, failure):
        raise Busy from failure
    if isinstance(error, OutlayError) and error.persists:
        # A refusal whose writes could not be kept would promise what is not so.
        raise failure


def _is_lost(connection: Any, error: Exception) -> bool:
    fatal = getattr(error, "severity_en", None) in {"FATAL", "PANIC"}
    return fatal or isinstance(error, LOST) or _is_closed(connection)


def _is_closed(connection: Any) -> bool:
    try:
        closed: bool = connection.is_closed()
    except asyncpg.InterfaceError:
        # The pool has taken the broken connection away from us already.
        return True
    return closed


async def _commit(connection: Any) -> None:
    if _is_closed(connection):
        # COMMIT was never sent, and the server rolls back what has lost its connection.
        raise Busy
    try:
        status = await connection.execute("COMMIT")
    except RUN_AGAIN:
        raise
    except Exception as error:
        # Only the server's own ERROR says that nothing was stored; silence says neither.
        if isinstance(error, asyncpg.PostgresError) and not _is_lost(connection, error):
            raise StorageFailed from error
        _throw_away(connection)
        raise OutcomeUnknown from error
    if status != "COMMIT":
        # The server rolls back an aborted transaction at COMMIT and calls that no error.
        raise StorageFailed


async def _roll_back(connection: Any) -> None:
    try:
        await connection.execute("ROLLBACK")
    except Exception as error:
        # Without its connection the server rolls back by itself.
        log.info("a connection to the database broke before ROLLBACK: %s", error)
        _throw_away(connection)


def _throw_away(connection: Any) -> None:
    """The pool makes another in its place."""
    if not _is_closed(connection):
        connection.terminate()
