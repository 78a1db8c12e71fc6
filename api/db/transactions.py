"""What a unit of work is handed: reading and writing are different types."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from api.db.statements import Command, Params, Query
from api.errors import OutlayError

NO_PARAMS: Params = {}


class Row(Protocol):
    """A row as the driver gives it: values by column name or position."""

    def __getitem__(self, key: Any, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def keys(self) -> Any: ...


class TransactionUnusable(RuntimeError):
    """A transaction was asked after its unit ended, after a statement failed, or twice at once."""


class ReadTransaction(ABC):
    """One consistent view of the database. Its methods are all that a unit may await.

    A statement that fails fails the unit, as PostgreSQL has it: nothing more is answered and nothing is
    kept, also where the unit catches the error and returns.
    """

    failure: Exception | None = None
    """What the first statement that failed raised."""

    def check(self) -> None:
        """Raises the failure that the unit kept to itself."""
        if self.failure is not None:
            raise self.failure

    def keeps_after(self, error: BaseException) -> bool:
        """Whether what a unit wrote stays although it raised `error`."""
        return isinstance(error, OutlayError) and error.persists and self.failure is None

    @abstractmethod
    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        """Every row of the query."""

    @abstractmethod
    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        """The first row of the query, or None."""

    async def value(self, query: Query, params: Params = NO_PARAMS) -> Any:
        """The first column of the first row, or None."""
        row = await self.one(query, params)
        return None if row is None else row[0]


class WriteTransaction(ReadTransaction):
    """A transaction that may change rows. It commits when its unit returns."""

    discarded = False

    @abstractmethod
    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        """Runs one command and returns how many rows it touched."""

    @abstractmethod
    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        """Runs one command once per row of parameters."""

    def discard(self) -> None:
        """Rolls this unit's writes back although it returns: a replay, or an edit that changes nothing."""
        self.discarded = True
