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
from dataclasses import dataclass, field
from typing import Any

from api.db.units import Unit, drive
from api.errors import Busy, OutlayError, StorageFailed

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
    final: bool = False
    """Set where running again could not help: this unit ended the group's transaction."""

    def settle(self, *, value: Any = None, error: BaseException | None = None) -> None:
        self.value, self.error = value, error

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
                for outcome in await self._hop(self._commit_group):
                    outcome.deliver()
        finally:
            self._draining = None

    # From here on: inside the connection's thread.

    def _commit_group(self) -> list[_Outcome]:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return self._refuse_all(error)
        group: list[_Outcome] = []
        try:
            contained = self._run_group(group)
            if contained:
                self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            contained = False
            if len(group) == 1:
                group[0].settle(error=_storage_failed(error))
        self._roll_back()
        if not contained:
            self._run_again(group)
        return group

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
                outcome.final = True
                return False
            if not keep:
                self._raw.execute("ROLLBACK TO unit")
            self._raw.execute("RELEASE unit")
            if waiting.alone:
                break
        return True

    def _run_again(self, group: list[_Outcome]) -> None:
        for outcome in group:
            if not outcome.final:
                self._run_alone(outcome)

    def _run_alone(self, outcome: _Outcome) -> None:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            if self._drive(outcome):
                self._raw.execute("COMMIT")
        except sqlite3.Error as error:
            outcome.settle(error=_storage_failed(error))
        self._roll_back()

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
            outcome.settle(value=drive(outcome.waiting.unit, transaction))
        except BaseException as error:
            if isinstance(error, sqlite3.Error):
                error = _storage_failed(error)
            outcome.settle(error=error)
            return isinstance(error, OutlayError) and error.persists
        finally:
            transaction.end()
        return not transaction.discarded

    def _roll_back(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("ROLLBACK")

    def _refuse_all(self, error: sqlite3.Error) -> list[_Outcome]:
        """Another process holds the file: whoever waits by now is told to come back."""
        log.warning("the database could not be locked for writing: %s", error)
        refused = []
        while (waiting := self._next(first=True)) is not None:
            refused.append(_Outcome(waiting, error=Busy()))
        return refused


def _give_up(waiting: _Waiting) -> None:
    if waiting.claim() and not waiting.answered.done():
        waiting.answered.set_exception(Busy())


def _storage_failed(error: sqlite3.Error) -> BaseException:
    """Mistakes in our SQL stay themselves; what the disk or a constraint at COMMIT refused is a 503."""
    if not isinstance(error, sqlite3.OperationalError | sqlite3.IntegrityError):
        return error
    if getattr(error, "sqlite_errorname", None) == "SQLITE_ERROR":
        return error
    failure = StorageFailed()
    failure.__cause__ = error
    return failure
