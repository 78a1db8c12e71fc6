"""Named SQL statements: made once with SQLAlchemy Core, compiled once per engine.

`databases` compiles a statement at every call, which costs more than SQLite needs to answer it.
Features keep their statements at module level in `queries.py`; a list whose shape depends on its
filters makes one statement a shape through `query_family`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, ParamSpec

from sqlalchemy import BindParameter, Integer, Select, Table, bindparam
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.elements import ClauseElement, TextClause
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.sql.visitors import iterate as parts_of

MARIADB = "mysql"
"""The dialect of MariaDB and MySQL."""

Params = Mapping[str, str | int | None]
Shape = ParamSpec("Shape")


class MissingParameter(KeyError):
    """A statement was run without a value that it needs."""

    def __str__(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Compiled:
    """The text for one engine, its bound names in order, and the values fixed in the statement."""

    name: str
    text: str
    order: tuple[str, ...]
    fixed: Mapping[str, Any]
    integers: tuple[int, ...]
    """The places of the values that must be integers, for a driver whose server takes text for them."""

    def arguments(self, params: Params) -> tuple[Any, ...]:
        """The values for the driver, in order; MissingParameter names one that was not given."""
        fixed = self.fixed
        try:
            return tuple([params[name] if name in params else fixed[name] for name in self.order])
        except KeyError as error:
            given = ", ".join(sorted(params)) or "nothing"
            raise MissingParameter(
                f"{self.name} needs a value for {error.args[0]!r}; it was given {given}"
            ) from None


@dataclass(frozen=True, eq=False)
class Statement:
    """A named statement and what it compiled to, by the name of the engine's dialect."""

    name: str
    clause: Executable
    otherwise: Mapping[str, Executable] = field(default_factory=dict)
    """The clause for an engine that finds the same rows better another way, by its dialect's name."""
    _compiled: dict[str, Compiled] = field(default_factory=dict)

    def compiled(self, dialect: Dialect) -> Compiled:
        """The statement for one engine, compiled at its first use."""
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = _compile(
                self.name, self.otherwise.get(dialect.name, self.clause), dialect
            )
        return known


class Query(Statement):
    """A statement that only reads."""

    @cached_property
    def is_plain(self) -> bool:
        """Whether it can be nothing but a SELECT that locks nothing: such a one needs no transaction."""
        return all(_is_plain(clause) for clause in (self.clause, *self.otherwise.values()))


class Command(Statement):
    """A statement that writes, and so needs a write transaction."""


def query(name: str, clause: Executable) -> Query:
    """Names a SELECT."""
    return Query(name, clause)


def command(name: str, clause: Executable) -> Command:
    """Names an INSERT, UPDATE or DELETE."""
    return Command(name, clause)


def query_family(
    name: str,
    build: Callable[Shape, Executable],
    *,
    otherwise: Mapping[str, Callable[Shape, Executable]] | None = None,
    kept: int = 256,
) -> Callable[Shape, Query]:
    """Queries that differ by a hashable shape, such as which filters are set; `kept` are cached."""
    others = otherwise or {}

    @lru_cache(maxsize=kept)
    def of_shape(*args: Hashable, **kwargs: Hashable) -> Query:
        built = {dialect: other(*args, **kwargs) for dialect, other in others.items()}  # type: ignore[arg-type]
        return Query(name, build(*args, **kwargs), built)  # type: ignore[arg-type]

    return of_shape  # type: ignore[return-value]


class QueryOfMany:
    """A query for a list of values. Few lengths make few statements: the last value fills up to the next."""

    def __init__(
        self,
        name: str,
        build: Callable[[list[BindParameter[Any]]], Executable],
        *,
        lengths: tuple[int, ...] = (1, 4, 16, 64),
    ) -> None:
        self._lengths = lengths
        self._of_length = query_family(
            name, lambda length: build([bindparam(f"value_{n}") for n in range(length)])
        )

    def of(self, values: Sequence[str]) -> tuple[Query, dict[str, str | int | None]]:
        """The query for that many values, from one to the largest length, and their parameters."""
        length = next(length for length in self._lengths if length >= len(values))
        filled = [*values, *[values[-1]] * (length - len(values))]
        return self._of_length(length), {f"value_{n}": value for n, value in enumerate(filled)}


def along(statement: Select[Any], table: Table, index: str) -> Select[Any]:
    """Names the index that a query was written for.

    Only MariaDB needs to be told: to save a lookup it walks another index, through the whole wallet.
    """
    return statement.with_hint(table, f"FORCE INDEX ({index})", MARIADB)


def _is_plain(clause: Executable) -> bool:
    if not isinstance(clause, SelectBase):
        return False
    return not any(
        isinstance(part, UpdateBase | TextClause)
        or getattr(part, "_for_update_arg", None) is not None
        or getattr(part, "_suffixes", ())
        or getattr(part, "_statement_hints", ())
        for part in parts_of(clause)
    )


def _compile(name: str, clause: Executable, dialect: Dialect) -> Compiled:
    if not isinstance(clause, ClauseElement):
        raise TypeError(f"not an SQL expression: {clause!r}")
    compiled = clause.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError(f"not a statement with parameters: {clause!r}")
    if compiled.post_compile_params:
        raise TypeError(f"IN takes a list of bindparams or literals here: {compiled.string}")
    order = tuple(compiled.positiontup or ())
    fixed = {
        bound: compiled.binds[bound].effective_value for bound in order if not compiled.binds[bound].required
    }
    integers = tuple(
        place for place, bound in enumerate(order) if isinstance(compiled.binds[bound].type, Integer)
    )
    return Compiled(name, compiled.string, order, fixed, integers)
