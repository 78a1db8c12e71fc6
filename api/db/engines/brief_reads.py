"""Brief reads run on the event loop itself, which saves the hop to a thread and back.

Most units read a few rows by an index: that takes SQLite less time than handing the interpreter from
one thread to another. Which ones do is not declared but tried. A unit gets `BRIEF_S`; one that needs
longer is interrupted, and its function runs again in a reader's thread. So nobody waits for a search
through a whole ledger, and nothing is lost but the moment that the attempt took.
"""

from __future__ import annotations

import math
import sqlite3
import time
from typing import Any

from api.db.engines.sqlite_reader import SQLiteReader
from api.db.integrity import is_busy
from api.db.statements import Command, Query
from api.db.units import Unit, drive

BRIEF_S = 0.002
"""How long the event loop may be held by one read."""
_LOOK_AFTER_STEPS = 1_000
"""How often SQLite asks whether the time is over: steps of its machine, some tens of microseconds."""


class TookTooLong(Exception):
    """The unit needs more than a moment, or a lock: it is to run again where it may wait."""


class BriefReads:
    """Runs units at once on a connection of the event loop's own, which no thread uses."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._until = math.inf
        raw.set_progress_handler(self._is_over, _LOOK_AFTER_STEPS)

    def _is_over(self) -> bool:
        return time.perf_counter() > self._until

    def run(self, unit: Unit) -> Any:
        """The unit's answer; TookTooLong where it did not come to an end in time."""
        self._until = time.perf_counter() + BRIEF_S
        transaction = _BriefReader(self._raw, self._until)
        try:
            self._raw.execute("BEGIN")
            answer = drive(unit, transaction)
            transaction.check()
            return answer
        except Exception as error:
            # Whatever the unit made of an interruption, it was only asked too early.
            if _may_run_again(transaction.failure or error):
                raise TookTooLong from error
            raise
        finally:
            transaction.end()
            self._until = math.inf
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")


class _BriefReader(SQLiteReader):
    """Also looks at the clock between statements: a unit may be long without SQLite being so."""

    def __init__(self, raw: sqlite3.Connection, until: float) -> None:
        super().__init__(raw)
        self._until = until

    def _usable(self, statement: Query | Command) -> sqlite3.Connection:
        raw = super()._usable(statement)
        if time.perf_counter() > self._until:
            self.failure = TookTooLong(statement.name)
            raise self.failure
        return raw


def _may_run_again(error: Exception) -> bool:
    interrupted = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
    return interrupted or isinstance(error, TookTooLong) or is_busy(error)
