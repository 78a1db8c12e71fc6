"""Group commit: waiting writers run one after another in SQLite's thread and share one COMMIT.

A durable COMMIT costs a wait for the disk whatever it holds, so those who wait share it. Each unit
runs in its own savepoint; none is answered before COMMIT has returned. After any trouble that a
savepoint cannot contain, each unit of the group runs again from its function, by itself.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from api.db.integrity import is_busy, is_full
from api.db.units import Unit, drive, mark_as_seen
from api.errors import Busy, OutlayError, StorageFailed, StorageFull

MAX_UNITS = 64
MAX_SECONDS = 0.020

log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class _Waiting:
    """A unit in the queue. Whoever takes the claim first decides: the writer, or the caller who left."""

    unit: Unit
    alone: bool
    answered: asyncio.Future[Any]
    _claim: threading.Lock = field(default_factory=threading.Lock)

    def claim(self) -> bool:
        """True for the first who asks."""
        return self._claim.acquire(blocking=False)


@dataclass(slots=True)
class _Outcome:
    """What a unit returned or raised, held back until its COMMIT."""

    waiting: _Waiting
    value: Any = None
    error: BaseException | None = None
    stands: bool = False
    """Set with COMMIT, and where running again could not help. What does not stand is not stored."""

    def settle(self, *, value: Any = None, error: BaseException | None = None) -> None:
        self.value, self.error = value, error

    def fail(self, error: BaseException) -> None:
        self.settle(error=error)
        self.stands = True

    def deliver(self) -> None:
        if self.waiting.answered.done():
            return
        if self.error is not None:
            self.waiting.answered.set_exception(self.error)
        else:
            self.waiting.answered.set_result(self.value)


class GroupCommit:
    """The queue of writers of one SQLite connection.

    `hop` runs a function in the connection's thread; `transaction` makes what a unit is handed.
    """

    def __init__(
        self,
        *,
        hop: Callable[[Callable[[], Any]], Coroutine[Any, Any, Any]],
        raw: sqlite3.Connection,
        transaction: Callable[[sqlite3.Connection], Any],
        wait_s: float,
    ) -> None:
        self._hop = hop
        self._raw = raw
        self._transaction = transaction
        self._wait_s = wait_s
        self._queue: deque[_Waiting] = deque()
        self._draining: asyncio.Task[None] | None = None

    async def submit(self, unit: Unit, *, alone: bool) -> Any:
        """The unit's answer after its COMMIT; Busy where it could not be started in time."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(unit, alone, loop.create_future())
        self._queue.append(waiting)
        if self._draining is None:
            self._draining = loop.create_task(self._drain())
        patience = loop.call_later(self._wait_s, _give_up, waiting)
        try:
            return await waiting.answered
        except asyncio.CancelledError:
            # Not started yet: it never will be. Started: it ends, and nobody hears of it.
            waiting.claim()
            mark_as_seen(waiting.answered)
            raise
        finally:
            patience.cancel()

    async def finish(self) -> None:
        """Returns when the queue is empty and its last group committed."""
        while self._draining is not None:
            await asyncio.shield(self._draining)

    async def _drain(self) -> None:
        try:
            while self._queue:
                await self._hop(partial(self._commit_groups, asyncio.get_running_loop()))
        except Exception as error:
            # The connection is closed or its thread gone: nobody may wait for ever.
            log.exception("the writer of the database does not answer")
            _deliver(self._refuse_all(error))
        finally:
            self._draining = None

    # From here on: inside the connection's thread.

    def _commit_groups(self, loop: asyncio.AbstractEventLoop) -> None:
        """One group after the other: while one is answered, the next is written."""
        while self._queue:
            loop.call_soon_threadsafe(_deliver, self._commit_group())

    def _commit_group(self) -> list[_Outcome]:
        """Every unit that was claimed is in the answer, whatever happens."""
        group: list[_Outcome] = []
        try:
            self._begin()
        except sqlite3.Error as error:
            log.warning("the database could not be locked for writing: %s", error)
            return self._refuse_all(error)
        try:
            self._run_and_commit(group)
        except BaseException as error:
            log.exception("a group of writers could not be brought to an end")
            for outcome in group:
                if not outcome.stands:
                    outcome.fail(_storage_failed(error))
        finally:
            # The lock is never kept for units that are over; `_begin` tries again where this fails.
            with suppress(sqlite3.Error):
                self._roll_back()
        return group

    def _run_and_commit(self, group: list[_Outcome]) -> None:
        try:
            contained = self._run_group(group)
            if contained:
                self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            contained = False
            if len(group) == 1:
                group[0].fail(_storage_failed(error))
        for outcome in group:
            if contained:
                outcome.stands = True
            elif not outcome.stands:
                self._run_alone(outcome)

    def _run_group(self, group: list[_Outcome]) -> bool:
        """Runs who waits; False where a unit took the whole transaction down with it."""
        deadline = time.monotonic() + MAX_SECONDS
        while len(group) < MAX_UNITS and (not group or time.monotonic() < deadline):
            waiting = self._next(first=not group)
            if waiting is None:
                break
            outcome = _Outcome(waiting)
            group.append(outcome)
            self._raw.execute("SAVEPOINT unit")
            keep = self._drive(outcome)
            if not self._raw.in_transaction:
                outcome.stands = True
                if keep:
                    outcome.fail(StorageFailed())
                return False
            if not keep:
                self._raw.execute("ROLLBACK TO unit")
            self._raw.execute("RELEASE unit")
            if waiting.alone:
                break
        return True

    def _run_alone(self, outcome: _Outcome) -> None:
        try:
            self._begin()
            if self._drive(outcome):
                self._raw.execute("COMMIT")
            outcome.stands = True
        except sqlite3.Error as error:
            outcome.fail(_storage_failed(error))

    def _next(self, *, first: bool) -> _Waiting | None:
        """The next unit that nobody withdrew; a unit that runs alone only begins a group."""
        while self._queue:
            if self._queue[0].alone and not first:
                return None
            waiting = self._queue.popleft()
            if waiting.claim():
                return waiting
        return None

    def _drive(self, outcome: _Outcome) -> bool:
        """Runs the function; True where its writes are to be kept."""
        transaction: Any = self._transaction(self._raw)
        try:
            value = drive(outcome.waiting.unit, transaction)
            transaction.check()
        except BaseException as error:
            failure = transaction.failure
            # A refusal whose writes could not be kept would promise what is not so.
            promised = isinstance(error, OutlayError) and error.persists
            cause = failure if promised and failure is not None else error
            outcome.settle(error=_storage_failed(cause) if isinstance(cause, sqlite3.Error) else cause)
            return bool(transaction.keeps_after(error))
        finally:
            transaction.end()
        outcome.settle(value=value)
        return not transaction.discarded

    def _begin(self) -> None:
        # A transaction that some error left behind would refuse every later BEGIN.
        self._roll_back()
        self._raw.execute("BEGIN IMMEDIATE")

    def _roll_back(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def _refuse_all(self, error: Exception) -> list[_Outcome]:
        """Whoever waits by now is told to come back: nothing of theirs was started."""
        refused = []
        while (waiting := self._next(first=True)) is not None:
            refused.append(_Outcome(waiting, error=_refusal(error)))
        return refused


def _deliver(outcomes: list[_Outcome]) -> None:
    for outcome in outcomes:
        outcome.deliver()


def _give_up(waiting: _Waiting) -> None:
    if waiting.claim() and not waiting.answered.done():
        waiting.answered.set_exception(Busy())


def _refusal(error: Exception) -> OutlayError:
    """Busy where another process holds the file, else the disk's fault."""
    refusal = Busy() if is_busy(error) else _disks_fault(error)
    refusal.__cause__ = error
    return refusal


def _storage_failed(error: BaseException) -> BaseException:
    """Mistakes in our SQL stay themselves; what the disk or a constraint at COMMIT refused is theirs."""
    if not isinstance(error, sqlite3.OperationalError | sqlite3.IntegrityError):
        return error
    if getattr(error, "sqlite_errorname", None) == "SQLITE_ERROR":
        return error
    failure = _disks_fault(error)
    failure.__cause__ = error
    return failure


def _disks_fault(error: BaseException) -> OutlayError:
    return StorageFull() if is_full(error) else StorageFailed()
