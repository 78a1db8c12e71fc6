"""What goes in comes out, as the same Python value on each engine."""

from __future__ import annotations

from typing import Any

import pytest

from api.db.database import Database
from api.db.integrity import IntegrityViolation
from api.db.transactions import ReadTransaction, WriteTransaction
from tests.db.units import CAST_SUM_OF_PURCHASES, INSERT_PURCHASE, PURCHASES, SUM_OF_PURCHASES

LARGEST = 999_999_999_999_999
PURCHASE: dict[str, Any] = {
    "id": "0193b3c4-5d6e-7f80-9a1b-2c3d4e5f6071",
    "day": "2026-02-28",
    "month": 202602,
    "at": 1_795_250_387_123,
    "amount": LARGEST,
    "pieces": 3,
    "words": "café ☕ 日本 'quoted' %_\\ \"\n",
    "key": None,
    "gone_at": None,
}


def purchase(number: int, **values: Any) -> dict[str, Any]:
    return {**PURCHASE, "id": f"00000000-0000-7000-8000-{number:012d}", **values}


async def store(tx: WriteTransaction, rows: list[dict[str, Any]]) -> None:
    await tx.many(INSERT_PURCHASE, rows)


async def purchases(tx: ReadTransaction) -> list[dict[str, Any]]:
    return [dict(row) for row in await tx.all(PURCHASES)]


class TestRoundTrip:
    async def test_every_kind_of_column_comes_back_as_it_went_in(self, db: Database) -> None:
        await db.write(store, [PURCHASE])
        (row,) = await db.read(purchases)
        assert row == PURCHASE
        assert {name: type(value) for name, value in row.items()} == {
            name: type(value) for name, value in PURCHASE.items()
        }

    @pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "9999-12-31"])
    async def test_days_are_text(self, db: Database, day: str) -> None:
        await db.write(store, [purchase(1, day=day)])
        (row,) = await db.read(purchases)
        assert row["day"] == day

    @pytest.mark.parametrize("at", [-(2**63), -1, 0, 2**63 - 1])
    async def test_instants_take_every_64_bit_integer(self, db: Database, at: int) -> None:
        await db.write(store, [purchase(1, at=at)])
        (row,) = await db.read(purchases)
        assert row["at"] == at

    async def test_the_first_column_is_the_value_and_no_row_is_none(self, db: Database) -> None:
        async def look(tx: ReadTransaction) -> tuple[Any, Any]:
            return await tx.one(PURCHASES), await tx.value(PURCHASES)

        assert await db.read(look) == (None, None)
        await db.write(store, [PURCHASE])
        row, value = await db.read(look)
        assert row["words"] == PURCHASE["words"]
        assert value == PURCHASE["id"] == row[0]


class TestText:
    async def test_accents_trailing_spaces_case_and_form_keep_words_apart(self, db: Database) -> None:
        keys = ["café", "cafe", "cafe ", "Cafe", "cafe\u0301", "straße", "strasse", ""]
        await db.write(store, [purchase(n, words=key, key=key) for n, key in enumerate(keys)])
        assert [row["key"] for row in await db.read(purchases)] == sorted(keys)

    async def test_the_same_key_twice_is_refused(self, db: Database) -> None:
        with pytest.raises(IntegrityViolation) as refused:
            await db.write(store, [purchase(1, key="café"), purchase(2, key="café")])
        assert refused.value.kind == "unique"
        assert await db.read(purchases) == []

    async def test_order_is_that_of_the_code_points_on_each_engine(self, db: Database) -> None:
        words = ["a", "B", "ä", "Z", "_", "é", "z", "10", "9", "\U0001f600", "\uffee"]
        await db.write(store, [purchase(n, words=word) for n, word in enumerate(words)])
        assert [row["words"] for row in await db.read(purchases)] == sorted(words)

    async def test_a_missing_key_is_no_twin_of_another(self, db: Database) -> None:
        await db.write(store, [purchase(1), purchase(2)])
        assert len(await db.read(purchases)) == 2


class TestSums:
    @pytest.mark.parametrize("statement", [SUM_OF_PURCHASES, CAST_SUM_OF_PURCHASES])
    async def test_a_sum_is_an_exact_integer(self, db: Database, statement: Any) -> None:
        async def total(tx: ReadTransaction) -> Any:
            return await tx.value(statement)

        assert await db.read(total) is None
        await db.write(store, [purchase(1), purchase(2), purchase(3, amount=1)])
        found = await db.read(total)
        assert found == 2 * LARGEST + 1
        assert type(found) is int


class TestRefusals:
    """A value of another kind never arrives as something else."""

    @pytest.mark.parametrize(
        "wrong", [{"amount": "12.50"}, {"at": 2**63}, {"pieces": "many"}, {"amount": None}]
    )
    async def test_a_value_of_the_wrong_kind_is_refused(self, db: Database, wrong: dict[str, Any]) -> None:
        with pytest.raises(Exception, match=r".+"):
            await db.write(store, [purchase(1, **wrong)])
        assert await db.read(purchases) == []
