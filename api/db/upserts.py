"""Rows that are inserted or, where there is one already, changed: the engines say that in two ways."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Insert, Table
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from api.db.statements import MARIADB, Command


def upsert(
    name: str, table: Table, *, adding: Collection[str] = (), replacing: Collection[str] = ()
) -> Command:
    """Names an INSERT of a row that may be there already, by its primary key.

    Then the new values are added to those of the columns in `adding`, and take the place of those in
    `replacing`; all other columns stay as they are. The table must have no other unique index: MariaDB
    would take a row of the same value there for the one that is meant.
    """
    return Command(name, _Upsert(table, adding, replacing))


class _Upsert(Insert):
    """An INSERT and what becomes of a row that is there. SQLAlchemy has a class of it in each dialect,
    and would load them all."""

    inherit_cache = False

    def __init__(self, table: Table, adding: Collection[str], replacing: Collection[str]) -> None:
        super().__init__(table)
        self.key = [column.name for column in table.primary_key.columns]
        self.adding = adding
        self.replacing = replacing

    def changes(self, compiler: SQLCompiler, new: str) -> str:
        """The assignments; `new` is how the engine names a value of the row that was to be inserted."""
        table = compiler.preparer.format_table(self.table)
        added = {
            name: f"{table}.{name} + {new.format(name)}" for name in map(compiler.preparer.quote, self.adding)
        }
        replaced = {name: new.format(name) for name in map(compiler.preparer.quote, self.replacing)}
        return ", ".join(f"{name} = {value}" for name, value in (added | replaced).items())


def _insert(statement: _Upsert, compiler: SQLCompiler, options: dict[str, Any]) -> str:
    text: str = compiler.visit_insert(statement, **options)  # type: ignore[no-untyped-call]
    return text


# sqlite.org/lang_upsert.html; postgresql.org/docs/current/sql-insert.html
@compiles(_Upsert)
def _on_conflict(statement: _Upsert, compiler: SQLCompiler, **options: Any) -> str:
    inserted = _insert(statement, compiler, options)
    key = ", ".join(map(compiler.preparer.quote, statement.key))
    return f"{inserted} ON CONFLICT ({key}) DO UPDATE SET {statement.changes(compiler, 'excluded.{}')}"


# mariadb.com/kb/en/insert-on-duplicate-key-update
@compiles(_Upsert, MARIADB)
def _on_duplicate_key(statement: _Upsert, compiler: SQLCompiler, **options: Any) -> str:
    inserted = _insert(statement, compiler, options)
    return f"{inserted} ON DUPLICATE KEY UPDATE {statement.changes(compiler, 'VALUES({})')}"
