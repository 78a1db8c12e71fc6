"""A list costs the same in a wallet of any size: counted in the engine's own steps, never in time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import httpx
import pytest

from api.days import queries as days
from api.db.database import Database, kind_of
from api.db.engines.mysql_dialect import DIALECT as MARIADB
from api.db.engines.postgresql import DIALECT as POSTGRESQL
from api.db.engines.postgresql_connections import speak_plainly
from api.db.engines.sqlite_reader import DIALECT as SQLITE
from api.db.statements import Params, Query, command
from api.db.transactions import WriteTransaction
from api.descriptions import queries as descriptions
from api.descriptions.service import HEADS_LOOKED_AT, NEWEST_LOOKED_AT
from api.expenses import queries
from api.expenses.filters import ExpenseFilter, Shape
from api.expenses.listing import narrowed_period
from api.expenses.tables import expenses
from api.names import end_of_prefix
from tests.factories import User, a_user
from tests.infrastructure.mariadb_databases import mariadb_connection

pytestmark = pytest.mark.anyio

INSERT = command("test.insert_expense", expenses.insert())
LIMIT = 50
LARGE = 20_000
SHAPES = [
    replace(shape, after_cursor=deep)
    for deep in (False, True)
    for shape in (
        *(Shape(sort) for sort in ("-date", "date", "-amount", "amount")),
        *(Shape(sort, categories=1) for sort in ("-date", "date", "-amount", "amount")),
        *(Shape(sort, categories=2) for sort in ("-date", "date", "-amount", "amount")),
        *(Shape(sort, first=True, last=True) for sort in ("-date", "date")),
        *(Shape(sort, categories=2, first=True, last=True) for sort in ("-date", "date")),
    )
]


async def _insert(tx: WriteTransaction, rows: list[dict[str, str | int | None]]) -> None:
    await tx.many(INSERT, rows)


async def fill(database: Database, user: User, count: int) -> list[str]:
    """Gives a wallet `count` expenses over seven years; the ids of its categories."""
    categories = [c["id"] for c in (await user.get("/categories")).json()]
    rows: list[dict[str, str | int | None]] = [
        {
            "wallet_id": user.wallet_id,
            "id": f"00000000-0000-7000-8000-{number:012d}",
            "date": f"{2020 + number % 7}-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            "month": (2020 + number % 7) * 100 + number % 12 + 1,
            # The tenth category is rare; the walk to its rows must not pass all others.
            "category_id": categories[9 if number % 20 == 0 else number % 9],
            "amount_minor": number * 37 % 9000 + 1,
            "description": "text",
            "search_text": "text",
            # Some hundreds of descriptions, the first of which half of all rows have.
            "search_head": f"text {0 if number % 2 else number % 800:03d}",
            "created_by": user.id,
            "created_at": 0,
            "updated_at": 0,
            "deleted_at": 5 if number % 50 == 1 else 0,
            "created_revision": number,
            "position": 0,
            "revision": number,
        }
        for number in range(count)
    ]
    await database.write(_insert, rows)
    return categories


def params_of(shape: Shape, user: User, categories: list[str], count: int) -> dict[str, str | int | None]:
    """A page in the middle of the list: where the days and amounts are is the same in every size."""
    params: dict[str, str | int | None] = {
        "wallet": user.wallet_id,
        "category_0": categories[9],
        "category_1": categories[3],
        "first": "2021-03-05",
        "last": "2025-06-20",
        "limit": LIMIT + 1,
        "at_0": "2023-06-11" if "date" in shape.sort else 4500,
        "at_1": count // 2,
        "at_2": 0,
        "at_3": "00000000-0000-7000-8000-000000000001",
    }
    return params | (narrowed_period(ExpenseFilter(sort=shape.sort), params) if shape.after_cursor else {})


def sqlite_steps(file: str, statement: Query, params: Params) -> int:
    """How many instructions SQLite's virtual machine runs for a query."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    compiled = statement.compiled(SQLITE)
    connection = sqlite3.connect(file)
    try:
        connection.set_progress_handler(count, 1)
        connection.execute(compiled.text, compiled.arguments(params)).fetchall()
    finally:
        connection.close()
    return steps


async def postgresql_rows(connection: Any, statement: Query, params: Params) -> int:
    """How many rows of expenses PostgreSQL looks at for a query."""
    compiled = statement.compiled(POSTGRESQL)
    text = await connection.fetchval(
        f"EXPLAIN (ANALYZE, FORMAT JSON) {compiled.text}", *compiled.arguments(params)
    )
    return _rows_looked_at(json.loads(text)[0]["Plan"])


async def mariadb_rows(connection: Any, statement: Query, params: Params) -> int:
    """How many rows of expenses MariaDB looks at for a query."""
    compiled = statement.compiled(MARIADB)
    async with connection.cursor() as cursor:
        await cursor.execute(f"ANALYZE FORMAT=JSON {compiled.text}", compiled.arguments(params))
        ((plan,),) = await cursor.fetchall()
    return _rows_read(json.loads(plan))


def _rows_read(node: Any) -> int:
    if isinstance(node, list):
        return sum(map(_rows_read, node))
    if not isinstance(node, dict):
        return 0
    own = node.get("r_rows") or 0 if node.get("table_name") == "expenses" else 0
    return int(own * (node.get("r_loops") or 0)) + sum(map(_rows_read, node.values()))


def _rows_looked_at(node: dict[str, Any]) -> int:
    found = sum(_rows_looked_at(below) for below in node.get("Plans", ()))
    if node.get("Relation Name") == "expenses" or "expenses" in node.get("Index Name", ""):
        per_loop = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
        found += int((per_loop + node.get("Rows Removed by Index Recheck", 0)) * node["Actual Loops"])
    return found


@dataclass(frozen=True)
class TwoWallets:
    """A small wallet, one with ten times its rows, and what a query looks at in each."""

    url: str
    small: User
    large: User
    small_categories: list[str]
    large_categories: list[str]
    server: Any
    """A connection to the server; None where there is none."""

    async def compare(self, statement: Query, small: Params, large: Params, most_rows: int) -> None:
        """Fails where the query does more work in the large wallet, or looks at more than `most_rows`."""
        if self.server is None:
            file = urlsplit(self.url).path
            # Ten times the rows, the same work.
            before, after = sqlite_steps(file, statement, small), sqlite_steps(file, statement, large)
            assert after < 1.5 * before, statement.name
        else:
            rows = postgresql_rows if kind_of(self.url) == "postgresql" else mariadb_rows
            looked_at = await rows(self.server, statement, large)
            assert looked_at <= most_rows, statement.name


@pytest.fixture
async def wallets(
    client: httpx.AsyncClient, database: Database, database_url: str
) -> AsyncIterator[TwoWallets]:
    small, large = await a_user(client, "small"), await a_user(client, "large")
    small_categories = await fill(database, small, LARGE // 10)
    large_categories = await fill(database, large, LARGE)
    async with _connected(database_url) as server:
        yield TwoWallets(database_url, small, large, small_categories, large_categories, server)


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Any]:
    """A connection to the server, which knows by now what is in its tables."""
    if kind_of(url) == "postgresql":
        connection = await asyncpg.connect(url)
        await speak_plainly(connection)
        await connection.execute("ANALYZE")
        yield connection
        await connection.close()
    elif kind_of(url) == "mariadb":
        connection = await mariadb_connection(url)
        await connection.query("ANALYZE TABLE expenses, categories")
        yield connection
        await connection.ensure_closed()
    else:
        yield None


def prefix_params(user: User, prefix: str) -> Params:
    """What the queries of the known descriptions are asked with."""
    return {
        "wallet": user.wallet_id,
        "first": prefix or " ",
        "end": end_of_prefix(prefix),
        "looked_at": NEWEST_LOOKED_AT,
        "heads": HEADS_LOOKED_AT,
        "limit": 8,
    }


def of_each(wallets: TwoWallets, params: Params) -> tuple[Params, Params]:
    """The same question to the small wallet and to the large one."""
    return {"wallet": wallets.small.wallet_id, **params}, {"wallet": wallets.large.wallet_id, **params}


class TestAPage:
    async def test_does_not_cost_more_in_a_larger_wallet(self, wallets: TwoWallets) -> None:
        for shape in SHAPES:
            await wallets.compare(
                queries.EXPENSES_PAGE(shape),
                params_of(shape, wallets.small, wallets.small_categories, LARGE // 10),
                params_of(shape, wallets.large, wallets.large_categories, LARGE),
                # A day of the cursor may be read twice; 20,000 rows lie around.
                4 * (LIMIT + 1) * max(1, shape.categories),
            )


class TestADay:
    """One without an expense, between days that have hundreds in the larger wallet."""

    async def test_reads_no_other_day(self, wallets: TwoWallets) -> None:
        small, large = of_each(wallets, {"day": "2021-03-02", "limit": 1001})
        await wallets.compare(queries.EXPENSES_OF_DAY, small, large, 1)

    async def test_is_summed_without_a_look_at_other_months(self, wallets: TwoWallets) -> None:
        small, large = of_each(wallets, {"first": "2021-03-02", "last": "2021-03-03"})
        await wallets.compare(days.TOTALS_BY_DAY, small, large, 1)


class TestTheListOfCategories:
    async def test_looks_at_one_row_of_each(self, wallets: TwoWallets) -> None:
        await wallets.compare(
            queries.LAST_USED_BY_CATEGORY,
            {"wallet": wallets.small.wallet_id},
            {"wallet": wallets.large.wallet_id},
            10,
        )


class TestTheKnownDescriptions:
    @pytest.mark.parametrize("prefix", ["", "t", "text 000", "text 79", "u"])
    async def test_are_found_among_the_newest_expenses(self, wallets: TwoWallets, prefix: str) -> None:
        await wallets.compare(
            descriptions.USES_OF_NEWEST(bounded=prefix != ""),
            prefix_params(wallets.small, prefix),
            prefix_params(wallets.large, prefix),
            NEWEST_LOOKED_AT,
        )

    @pytest.mark.parametrize("prefix", ["", "t", "text 000", "text 79", "u"])
    async def test_are_stepped_through_by_the_alphabet(self, wallets: TwoWallets, prefix: str) -> None:
        if kind_of(wallets.url) == "mariadb":
            pytest.skip("MariaDB chooses by estimates whether to step or to walk through all that match")
        await wallets.compare(
            descriptions.USES_OF_HEADS(bounded=prefix != ""),
            prefix_params(wallets.small, prefix),
            prefix_params(wallets.large, prefix),
            # To the next, to its latest use, and to that row.
            3 * HEADS_LOOKED_AT + 1,
        )
