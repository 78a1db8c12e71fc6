"""What a unit is handed on SQLite: statements on a raw connection that never suspend."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.dialects.sqlite import pysqlite

from api.db.integrity import from_sqlite
from api.db.statements import Command, Params, Query
from api.db.transactions import NO_PARAMS, ReadTransaction, Row, TransactionUnusable, WriteTransaction

DIALECT = pysqlite.dialect(paramstyle="qmark")


class SQLiteReader(ReadTransaction):
    """Reads on a raw connection, inside its thread: no method ever suspends."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw: sqlite3.Connection | None = raw

    def end(self) -> None:
        """From here on the transaction refuses every call."""
        self._raw = None

    def _execute(self, statement: Query | Command, params: Params) -> sqlite3.Cursor:
        raw = self._usable(statement)
        compiled = statement.compiled(DIALECT)
        return self._guarded(raw.execute, compiled.text, compiled.arguments(params))

    def _usable(self, statement: Query | Command) -> sqlite3.Connection:
        if self._raw is None:
            raise TransactionUnusable(f"{statement.name} was asked of a transaction that has ended")
        if self.failure is not None:
            raise TransactionUnusable(
                f"{statement.name} was asked after a statement failed"
            ) from self.failure
        return self._raw

    def _guarded(self, method: Callable[..., sqlite3.Cursor], text: str, arguments: Any) -> sqlite3.Cursor:
        try:
            return method(text, arguments)
        except sqlite3.IntegrityError as error:
            self.failure = from_sqlite(error)
            raise self.failure from error
        except Exception as error:
            self.failure = error
            raise

    async def all(self, query: Query, params: Params = NO_PARAMS) -> Sequence[Row]:
        rows: Sequence[Row] = self._fetch(self._execute(query, params).fetchall)
        return rows

    async def one(self, query: Query, params: Params = NO_PARAMS) -> Row | None:
        cursor = self._execute(query, params)
        try:
            row: Row | None = self._fetch(cursor.fetchone)
            return row
        finally:
            # An unfinished SELECT would keep its statement open and block the savepoint's release.
            cursor.close()

    def _fetch(self, fetch: Callable[[], Any]) -> Any:
        try:
            return fetch()
        except sqlite3.Error as error:
            self.failure = error
            raise


class SQLiteWriter(SQLiteReader, WriteTransaction):
    """Reads and writes on the writer's connection, inside its thread."""

    async def run(self, command: Command, params: Params = NO_PARAMS) -> int:
        return self._execute(command, params).rowcount

    async def many(self, command: Command, rows: Sequence[Params]) -> None:
        raw = self._usable(command)
        compiled = command.compiled(DIALECT)
        arguments = [compiled.arguments(row) for row in rows]
        self._guarded(raw.executemany, compiled.text, arguments).close()
