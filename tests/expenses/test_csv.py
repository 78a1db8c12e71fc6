"""GET /export-csv: the rows of the list as a file that reads back the same."""

from __future__ import annotations

import asyncio
import csv
import io

import httpx
import pytest

from api.db.database import Database
from api.db.statements import command
from api.db.transactions import WriteTransaction
from api.expenses.tables import expenses
from api.ledger.tables import wallets
from tests.answers import refusal
from tests.factories import User, a_member, a_user, an_expense, category_id
from tests.stored import rows_of

pytestmark = pytest.mark.anyio

INSERT = command("test.insert_expense", expenses.insert())


@pytest.fixture
async def ann(client: httpx.AsyncClient) -> User:
    return await a_user(client)


async def exported(user: User, **params: object) -> list[list[str]]:
    answer = await user.get("/export-csv", params=params)
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.text, newline="")))


class TestTheFile:
    async def test_has_the_header_and_the_rows_in_the_order_of_the_list(self, ann: User) -> None:
        await an_expense(ann, amount="5", description="a", date="2026-11-01")
        await an_expense(ann, amount="19.90", description="b", category="Café", date="2026-11-02")
        answer = await ann.get("/export-csv")
        assert answer.text == (
            "date,category,amount,description\r\n2026-11-02,Café,19.90,b\r\n2026-11-01,Food,5.00,a\r\n"
        )
        assert answer.headers["content-type"] == "text/csv; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="outlay-expenses.csv"'
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in answer.headers["vary"].split(", ")

    async def test_of_nothing_is_the_header_alone(self, ann: User) -> None:
        assert await exported(ann) == [["date", "category", "amount", "description"]]

    async def test_reads_back_what_was_typed(self, ann: User) -> None:
        texts = ['say "hi", twice', "a;b,c", "=1+1", "-", "'quoted'", "Ünïcödé 日本 👩‍👧", "", "a\\b"]
        for text in texts:
            await an_expense(ann, description=text, category='Odd, "name"')
        rows = await exported(ann, sort="date")
        assert [row[3] for row in rows[1:]] == texts
        assert {row[1] for row in rows[1:]} == {'Odd, "name"'}

    async def test_amounts_have_the_decimals_of_the_currency(self, client: httpx.AsyncClient) -> None:
        for currency, text in [("JPY", "1500"), ("KWD", "1500.000"), ("CLF", "1500.0000")]:
            user = await a_user(client, f"user-{currency.lower()}", currency=currency)
            await an_expense(user, amount="1500")
            assert (await exported(user))[1][2] == text

    async def test_leaves_deleted_rows_out(self, ann: User) -> None:
        made = await an_expense(ann)
        await ann.delete(f"/expenses/{made['id']}")
        assert len(await exported(ann)) == 1


class TestItsFilters:
    async def test_are_those_of_the_list(self, ann: User) -> None:
        for day, category, amount, text in [
            ("2026-10-31", "Food", "1", "old"),
            ("2026-11-01", "Food", "2", "100 % wool"),
            ("2026-11-02", "Travel", "3", "Train"),
            ("2026-11-03", "Café", "4", "Espresso"),
        ]:
            await an_expense(ann, date=day, category=category, amount=amount, description=text)
        for params, found in [
            ({"category": ["food", "CAFÉ"]}, ["4.00", "2.00", "1.00"]),
            ({"from": "2026-11-01", "to": "2026-11-02"}, ["3.00", "2.00"]),
            ({"month": "2026-10"}, ["1.00"]),
            ({"q": "%"}, ["2.00"]),
            ({"q": "cafe"}, ["4.00"]),
            ({"sort": "amount"}, ["1.00", "2.00", "3.00", "4.00"]),
            ({"category": "Unknown"}, []),
        ]:
            rows = await exported(ann, **params)  # type: ignore[arg-type]
            assert [row[2] for row in rows[1:]] == found, params

    async def test_act_in_the_wallet_that_is_named(
        self, client: httpx.AsyncClient, database: Database, ann: User
    ) -> None:
        bob = await a_member(database, client, ann.wallet_id, "viewer", "bob")
        await an_expense(ann)
        assert len(await exported(bob, wallet=ann.wallet_id)) == 2
        assert len(await exported(bob)) == 1

    async def test_a_refusal_is_a_problem_and_no_file(self, client: httpx.AsyncClient, ann: User) -> None:
        bob = await a_user(client, "bob")
        assert refusal(await bob.get("/export-csv", params={"wallet": ann.wallet_id})) == (404, "not_found")
        assert refusal(await client.get("/export-csv")) == (401, "unauthenticated")


async def _insert_many(tx: WriteTransaction, rows: list[dict[str, str | int | None]]) -> None:
    await tx.many(INSERT, rows)


async def many_expenses(user: User, database: Database) -> list[dict[str, str | int | None]]:
    """2,500 rows over a year, more than a page of any list."""
    food = await category_id(user, "Food")
    rows: list[dict[str, str | int | None]] = [
        {
            "wallet_id": user.wallet_id,
            "id": f"00000000-0000-7000-8000-{number:012d}",
            "date": f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
            "month": 202600 + number % 12 + 1,
            "category_id": food,
            "amount_minor": number + 1,
            "description": str(number),
            "search_text": str(number),
            "search_head": str(number),
            "created_by": user.id,
            "created_at": 0,
            "updated_at": 0,
            "deleted_at": 0,
            "created_revision": 1,
            "position": number,
            "revision": 1,
        }
        for number in range(2500)
    ]
    await database.write(_insert_many, rows)
    return rows


class TestALongFile:
    async def test_comes_in_pieces_and_whole(self, ann: User, database: Database) -> None:
        rows = await many_expenses(ann, database)
        async with ann.client.stream("GET", "/export-csv", headers=ann.person.headers) as answer:
            assert answer.status_code == 200
            assert "content-length" not in answer.headers
            text = "".join([piece async for piece in answer.aiter_text()])
        found = list(csv.reader(io.StringIO(text, newline="")))[1:]
        expected = sorted(rows, key=lambda row: (str(row["date"]), int(row["position"] or 0)), reverse=True)
        assert [row[3] for row in found] == [row["description"] for row in expected]
        assert (await rows_of(database, wallets, id=ann.wallet_id))[0]["revision"] == 1

    async def test_holds_each_row_once_while_rows_move(self, ann: User, database: Database) -> None:
        rows = await many_expenses(ann, database)
        for number in range(6):
            # From the end of the list to its beginning and back, past whatever has been read.
            changes = {"date": "2026-12-31" if number % 2 == 0 else "2026-01-01"}
            export = asyncio.create_task(exported(ann))
            for row in rows[:12:4]:
                moved = await ann.patch(f"/expenses/{row['id']}", json=changes)
                assert moved.status_code == 200
            file = await export
            assert sorted(row[3] for row in file[1:]) == sorted(str(row["description"]) for row in rows)
