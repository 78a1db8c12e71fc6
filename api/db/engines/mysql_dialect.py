"""How statements read on MariaDB and MySQL, where SQLAlchemy's way is refused or slow."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BinaryExpression, String, Tuple, and_, or_
from sqlalchemy.dialects.mysql.asyncmy import MySQLDialect_asyncmy
from sqlalchemy.dialects.mysql.mysqldb import MySQLCompiler_mysqldb
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import ColumnElement


class _Compiler(MySQLCompiler_mysqldb):
    def visit_typeclause(self, typeclause: Any, type_: Any = None, **kw: Any) -> Any:
        kind = (typeclause.type if type_ is None else type_).dialect_impl(self.dialect)
        if isinstance(kind, String):
            # A collation has no place inside CAST; the connection's is the columns'.
            return "CHAR" if kind.length is None else f"CHAR({kind.length})"
        return super().visit_typeclause(typeclause, type_, **kw)

    def visit_binary(self, binary: BinaryExpression[Any], *args: Any, **kw: Any) -> Any:
        is_order = binary.operator in {operators.lt, operators.gt}
        if is_order and isinstance(binary.left, Tuple) and isinstance(binary.right, Tuple):
            return self.process(_spelled_out(binary.left, binary.right, binary.operator), **kw)
        return super().visit_binary(binary, *args, **kw)  # type: ignore[no-untyped-call]


def _spelled_out(left: Tuple, right: Tuple, order: Any) -> ColumnElement[bool]:
    """Tuples compared column by column.

    The optimizer finds no range of an index in `(a, b) < (x, y)`; in `a <= x AND (a < x OR b < y)` it does.
    """
    here, there = list(left.clauses), list(right.clauses)
    condition: ColumnElement[bool] = order(here[-1], there[-1])
    or_equal = operators.le if order is operators.lt else operators.ge
    for mine, other in zip(reversed(here[:-1]), reversed(there[:-1]), strict=True):
        condition = and_(or_equal(mine, other), or_(order(mine, other), condition))
    return condition.self_group()


class _Dialect(MySQLDialect_asyncmy):
    statement_compiler = _Compiler


DIALECT = _Dialect(paramstyle="format")
