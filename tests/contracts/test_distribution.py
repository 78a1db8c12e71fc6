"""What lets wallets spread over the nodes of a distributed PostgreSQL: every key leads with the wallet, and
no statement that a request runs on the tables of wallets reaches over more than one of them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import BindParameter, Column, Delete, Insert, Select, Table, Update, bindparam, or_, select
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, Cast, Grouping, TypeCoerce
from sqlalchemy.sql.functions import Function
from sqlalchemy.sql.selectable import CTE, Alias, Join, ScalarSelect, Subquery

from api.categories.tables import categories
from api.db.statements import QueryOfMany, Statement, query
from api.expenses.tables import expenses
from api.ledger.tables import sessions
from api.tables import metadata
from tests.factories import a_user

API = Path(__file__).parents[2] / "api"

OF_NO_WALLET = {"users", "sessions", "attempts", "leases"}
"""Tables of people and of servers: small, and kept whole on every node or on one."""

CROSSING = {
    "ledger.wallets_of_user": "whoever signs in asks which wallets they are a member of",
}
"""What reaches over wallets, and why that is no hot path."""

OFF_DUTY = ("ops.",)
"""The examination, backups and what else no request runs."""


def wallet_key(table: Table) -> Column[Any] | None:
    """The column by which a table of wallets is spread; None for any other."""
    if table.name == "wallets":
        return table.c.id
    if table.name in OF_NO_WALLET or "wallet_id" not in table.c:
        return None
    column: Column[Any] = table.c.wallet_id
    return column


TENANT_TABLES = [table for table in metadata.sorted_tables if wallet_key(table) is not None]


def named_statements() -> Iterator[Statement]:
    """Every statement that is made at module level."""
    for path in sorted(API.glob("*/queries.py")):
        module = importlib.import_module(f"api.{path.parent.name}.queries")
        for value in vars(module).values():
            if isinstance(value, Statement):
                yield value
            elif isinstance(value, QueryOfMany):
                yield value.of(["one", "another"])[0]
            elif isinstance(value, dict):
                yield from (entry for entry in value.values() if isinstance(entry, Statement))


class Scope:
    """One SELECT, UPDATE or DELETE: its own tables, and what its conditions say to be equal."""

    def __init__(self, tables: list[Any], conditions: list[Any]) -> None:
        self.tables = tables
        self.pairs = [pair for condition in conditions for pair in _equalities(condition)]

    def loose(self) -> list[str]:
        """The tables of wallets in it that are not held to one wallet."""
        keys = [(table, _key_of(table)) for table in self.tables]
        own = {_identity(key) for _, key in keys if key is not None}
        pairs = [*self.pairs, *((other, one) for one, other in self.pairs)]
        pinned: set[Any] = set()
        while True:
            found = {
                _identity(one)
                for one, other in pairs
                if _identity(one) in own - pinned
                # A column of an outer statement is held there; that is looked at by itself.
                and (_is_value(other) or _identity(other) in pinned or _is_outer(other, own))
            }
            if not found:
                return [_name(table) for table, key in keys if _is_loose(key, pinned)]
            pinned |= found


def _is_value(other: Any) -> bool:
    """Whether it is one value for all rows: a parameter, what one row of another table says, one of both."""
    if isinstance(other, BindParameter | ScalarSelect) or other is sessions.c.wallet_id:
        return True
    if isinstance(other, Function):
        return all(_is_value(part) for part in other.clauses)
    return isinstance(other, Grouping | Cast | TypeCoerce) and _is_value(getattr(other, "element", other))


def _is_loose(key: Any, pinned: set[Any]) -> bool:
    return key is not None and _identity(key) not in pinned


def _is_outer(column: Any, own: set[Any]) -> bool:
    is_key = getattr(column, "name", "") == "wallet_id" or str(column) == "wallets.id"
    return is_key and _identity(column) not in own


def _identity(column: Any) -> Any:
    return (id(getattr(column, "table", None)), getattr(column, "key", id(column)))


def _name(table: Any) -> str:
    return str(getattr(table, "name", table))


def _key_of(table: Any) -> Any:
    original = table.element if isinstance(table, Alias) else table
    if not isinstance(original, Table):
        return None
    key = wallet_key(original)
    return None if key is None else table.c[key.key]


def _equalities(condition: Any) -> Iterator[tuple[Any, Any]]:
    """The equalities that must hold; what an OR or a subquery says does not count."""
    if condition is None:
        return
    if isinstance(condition, BinaryExpression):
        if condition.operator is operators.eq:
            yield condition.left, condition.right
        return
    if getattr(condition, "operator", None) is operators.and_:
        for part in condition.clauses:
            yield from _equalities(part)
    elif isinstance(condition, Grouping):
        yield from _equalities(condition.element)


def _flat(source: Any) -> tuple[list[Any], list[Any]]:
    if isinstance(source, Join):
        left, right = _flat(source.left), _flat(source.right)
        return left[0] + right[0], [*left[1], *right[1], source.onclause]
    return [source], []


def scopes(clause: Any, outer: tuple[Any, ...] = ()) -> Iterator[Scope]:
    """Every SELECT, UPDATE and DELETE in a statement; a table of an outer one is not an inner one's."""
    if isinstance(clause, Select):
        flat = [_flat(source) for source in clause.get_final_froms()]
        tables = [table for found, _ in flat for table in found if not any(table is known for known in outer)]
        conditions = [condition for _, found in flat for condition in found]
        yield Scope(tables, [*conditions, clause.whereclause])
        outer = (*outer, *tables)
    elif isinstance(clause, Update | Delete):
        yield Scope([clause.table], [clause.whereclause])
        outer = (*outer, clause.table)
    for child in clause.get_children():
        if not isinstance(child, Table):
            yield from scopes(child, () if isinstance(child, Subquery | CTE) else outer)


def crossings(statement: Statement) -> list[str]:
    """The tables that a statement reads or writes in more than one wallet."""
    clause: Any = statement.clause
    loose = [name for scope in scopes(clause) for name in scope.loose()]
    if isinstance(clause, Insert) and clause.select is None:
        key = wallet_key(clause.table) if isinstance(clause.table, Table) else None
        given = {getattr(name, "key", name) for name in clause._values or {}}
        if key is not None and given and key.key not in given:
            loose.append(_name(clause.table))
    return loose


class TestTables:
    @pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
    def test_lead_every_key_and_index_with_the_wallet(self, table: Table) -> None:
        key = wallet_key(table)
        assert next(iter(table.primary_key.columns)) is key
        for index in table.indexes:
            if index.name == "ix_members_user_id":
                continue  # whose wallets: see CROSSING
            assert next(iter(index.columns)) is key, index.name

    @pytest.mark.parametrize("table", TENANT_TABLES, ids=lambda table: table.name)
    def test_point_only_into_their_own_wallet(self, table: Table) -> None:
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table not in TENANT_TABLES:
                continue
            ours, theirs = wallet_key(table), wallet_key(constraint.referred_table)
            pairs = [(element.parent, element.column) for element in constraint.elements]
            assert (ours, theirs) in pairs

    def test_are_all_of_a_wallet_or_known_to_be_of_none(self) -> None:
        others = {table.name for table in metadata.sorted_tables} - {table.name for table in TENANT_TABLES}
        assert others == OF_NO_WALLET


class TestStatements:
    def test_stay_in_one_wallet_each(self) -> None:
        statements = {statement.name: statement for statement in named_statements()}
        assert len(statements) > 60
        found = {name: crossings(statement) for name, statement in statements.items()}
        crossing = {name: loose for name, loose in found.items() if loose and not name.startswith(OFF_DUTY)}
        assert crossing.keys() == CROSSING.keys(), crossing


class TestStatementsOfManyShapes:
    """Those whose shape follows a request's filters are looked at where they are run."""

    @pytest.mark.parametrize(
        "path",
        [
            "/expenses?q=lunch&category=Food&category=Travel&from=2026-01-01&to=2026-03-31&min_amount=1&max_amount=9",
            "/expenses?category=Food&limit=1",
            "/export-csv?category=Food&q=lunch",
            "/summary?month=2026-11",
            "/summary?from=2026-01-15&to=2026-03-10",
            "/analytics/months?from=2026-01&to=2026-11",
            "/descriptions?q=lu",
        ],
    )
    async def test_stay_in_one_wallet_each(
        self, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        ann = await a_user(client)
        lunch = {"date": "2026-02-02", "category": "Food", "amount": 5, "description": "Lunch"}
        assert (await ann.post("/expenses", json=lunch)).status_code == 201
        run: dict[str, Statement] = {}
        compiled = Statement.compiled

        def noted(statement: Statement, *arguments: Any) -> Any:
            run[statement.name] = statement
            return compiled(statement, *arguments)

        monkeypatch.setattr(Statement, "compiled", noted)
        assert (await ann.get(path)).status_code == 200
        assert run
        found = {name: crossings(statement) for name, statement in run.items() if name not in CROSSING}
        assert not any(found.values()), found


def test_a_statement_that_crosses_wallets_is_seen() -> None:
    """The check itself: it sees one that is not held to a wallet, also in a join and behind an OR."""
    wallet: BindParameter[Any] = bindparam("wallet")
    both = expenses.join(categories, categories.c.id == expenses.c.category_id)
    assert crossings(query("all", select(expenses.c.id))) == ["expenses"]
    assert crossings(query("one", select(expenses.c.id).where(expenses.c.wallet_id == wallet))) == []
    either = or_(expenses.c.wallet_id == wallet, expenses.c.amount_minor == 1)
    assert crossings(query("either", select(expenses.c.id).where(either))) == ["expenses"]
    joined = select(expenses.c.id).select_from(both).where(expenses.c.wallet_id == wallet)
    assert crossings(query("joined", joined)) == ["categories"]
