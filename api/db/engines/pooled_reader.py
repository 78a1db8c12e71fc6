"""What a unit is handed on an engine with a server: statements that are awaited on one connection."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from api.db.statements import Command, Query
from api.db.transactions import ReadTransaction, TransactionUnusable


class SnapshotMoved(Exception):
    """What a read was told before its snapshot is not what the snapshot says."""


class PooledReader(ReadTransaction):
    """Runs statements on one connection. `is_asking` is true while the driver is awaited.

    Given `begin`, it begins its transaction with the second statement: most reads have one, which is a
    snapshot by itself and one round trip instead of three. The first is then asked again, inside; where
    its answer has changed meanwhile, the unit fails with SnapshotMoved. What might be more than a SELECT
    begins it at once: the transaction is read-only.
    """

    def __init__(self, raw: Any, begin: Callable[[], Awaitable[None]] | None = None) -> None:
        self._raw = raw
        self._begin = begin
        self._first: tuple[Any, tuple[Any, ...], Any] | None = None
        self._ended = False
        self.is_asking = False

    @property
    def has_begun(self) -> bool:
        """Whether there is a transaction to end."""
        return self._begin is None

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._ended = True

    @abstractmethod
    def _read_error(self, error: Exception) -> Exception:
        """An IntegrityViolation where the driver's error is one, else the error itself."""

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
            if self._begin is None:
                return await method(*arguments)
            if self._first is not None or not (isinstance(statement, Query) and statement.is_plain):
                await self._begin_now(self._begin)
                return await method(*arguments)
            answer = await method(*arguments)
            self._first = (method, arguments, answer)
            return answer
        except Exception as error:
            self.failure = self._read_error(error)
            if self.failure is not error:
                raise self.failure from error
            raise
        finally:
            self.is_asking = False

    async def _begin_now(self, begin: Callable[[], Awaitable[None]]) -> None:
        self._begin = None
        await begin()
        if self._first is not None:
            method, arguments, answer = self._first
            if await method(*arguments) != answer:
                raise SnapshotMoved
