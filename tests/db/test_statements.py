"""Statements are compiled once per engine, say what they lack, and count what they touched."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Executable, Select, bindparam, literal, select
from sqlalchemy.sql.compiler import SQLCompiler

from api.db import statements
from api.db.columns import Count, Day, Id, Instant, Key, MinorUnits, Month, Words
from api.db.database import Database
from api.db.engines import mysql_dialect, postgresql, sqlite_reader
from api.db.statements import Command, MissingParameter, Query, query, query_family
from api.db.transactions import ReadTransaction, WriteTransaction
from api.tables import metadata
from tests.db.tables import entries
from tests.db.test_values import PURCHASE
from tests.db.units import (
    COUNT_ENTRIES,
    DELETE_ENTRIES,
    ENTRIES,
    INSERT_ENTRY,
    UPDATE_ENTRIES,
    add,
    stored_ids,
)

KINDS = [Id, Day, Words, Key, Instant, MinorUnits, Count, Month]
DIALECTS = [sqlite_reader.DIALECT, postgresql.DIALECT, mysql_dialect.DIALECT]


@pytest.fixture
def compilations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The dialects that SQLAlchemy compiled for while the test ran."""
    seen: list[str] = []
    original = statements._compile

    def compiling(name: str, clause: Executable, dialect: Any) -> Any:
        seen.append(dialect.name)
        return original(name, clause, dialect)

    monkeypatch.setattr(statements, "_compile", compiling)
    return seen


class TestCompiling:
    async def test_a_statement_is_compiled_once_and_answers_the_same(
        self, db: Database, compilations: list[str]
    ) -> None:
        find = query("test.find", select(entries).where(entries.c.id == bindparam("wanted")))

        async def look(tx: ReadTransaction, wanted: int) -> list[Any]:
            return [tuple(row) for row in await tx.all(find, {"wanted": wanted})]

        await db.write(add, 1)
        await db.write(add, 2)
        compilations.clear()
        answers = [await db.read(look, number) for number in (1, 2, 3, 1)]
        assert answers == [[(1, "word 1")], [(2, "word 2")], [], [(1, "word 1")]]
        assert len(compilations) == 1

    def test_each_engine_has_a_text_of_its_own(self, compilations: list[str]) -> None:
        find = query("test.find", select(entries).where(entries.c.id == bindparam("wanted")))
        texts = [find.compiled(dialect).text for dialect in DIALECTS]
        assert "?" in texts[0]
        assert "$1" in texts[1]
        assert [find.compiled(dialect).text for dialect in DIALECTS] == texts
        assert compilations == ["sqlite", "postgresql", "mysql"]

    async def test_a_family_makes_each_shape_once(self, db: Database, compilations: list[str]) -> None:
        built: list[int] = []

        def of_length(length: int) -> Select[Any]:
            built.append(length)
            wanted = [bindparam(f"id_{n}", type_=Count) for n in range(length)]
            return select(entries.c.id).where(entries.c.id.in_(wanted)).order_by(entries.c.id)

        family = query_family("test.family", of_length)

        async def look(tx: ReadTransaction, ids: list[int]) -> list[int]:
            params = {f"id_{n}": value for n, value in enumerate(ids)}
            return [row["id"] for row in await tx.all(family(len(ids)), params)]

        for number in range(1, 6):
            await db.write(add, number)
        compilations.clear()
        assert await db.read(look, [1, 9]) == [1]
        assert await db.read(look, [5, 4]) == [4, 5]
        assert await db.read(look, [1, 2, 3]) == [1, 2, 3]
        assert family(2) is family(2)
        assert built == [2, 3]
        assert len(compilations) == 2

    def test_a_family_forgets_what_it_may_not_keep(self) -> None:
        family = query_family("test.family", lambda number: select(literal(number)), kept=2)
        first = family(1)
        family(2)
        family(3)
        assert family(1) is not first

    async def test_fixed_values_and_lists_of_literals_need_no_parameters(self, db: Database) -> None:
        fixed = query(
            "test.fixed",
            select(entries.c.id)
            .where(entries.c.id.in_([literal(1), literal(3)]), entries.c.word != "word 3")
            .order_by(entries.c.id),
        )

        async def look(tx: ReadTransaction) -> list[int]:
            return [row["id"] for row in await tx.all(fixed)]

        for number in (1, 2, 3):
            await db.write(add, number)
        assert await db.read(look) == [1]

    @pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
    def test_a_list_that_would_be_expanded_at_each_call_is_refused(self, dialect: Any) -> None:
        expanding = query("test.expanding", select(entries.c.id).where(entries.c.id.in_([1, 2])))
        with pytest.raises(TypeError, match="bindparams or literals"):
            expanding.compiled(dialect)


class TestParameters:
    async def test_a_missing_value_names_itself_and_its_statement(self, db: Database) -> None:
        async def forget(tx: WriteTransaction) -> None:
            await tx.run(INSERT_ENTRY, {"id": 1})

        with pytest.raises(
            MissingParameter, match=r"^test\.insert_entry needs a value for 'word'.*given id$"
        ):
            await db.write(forget)
        assert await stored_ids(db) == []

    async def test_a_missing_value_in_one_row_of_many_stores_none_of_them(self, db: Database) -> None:
        async def forget(tx: WriteTransaction) -> None:
            await tx.many(INSERT_ENTRY, [{"id": 1, "word": "a"}, {"id": 2}])

        with pytest.raises(MissingParameter, match="word"):
            await db.write(forget)
        assert await stored_ids(db) == []

    async def test_one_name_in_several_places_takes_one_value(self, db: Database) -> None:
        twice = query(
            "test.twice",
            select(entries.c.id).where(
                entries.c.id >= bindparam("n", type_=Count), entries.c.id <= bindparam("n", type_=Count)
            ),
        )

        async def look(tx: ReadTransaction) -> list[int]:
            return [row["id"] for row in await tx.all(twice, {"n": 2})]

        for number in (1, 2, 3):
            await db.write(add, number)
        assert await db.read(look) == [2]

    async def test_hostile_text_is_a_value_and_nothing_else(self, db: Database) -> None:
        hostile = "'); DROP TABLE entries; -- \\ %s ? $1 :id"

        async def store(tx: WriteTransaction) -> None:
            await tx.run(INSERT_ENTRY, {"id": 1, "word": hostile})

        async def look(tx: ReadTransaction) -> list[str]:
            return [row["word"] for row in await tx.all(ENTRIES)]

        await db.write(store)
        assert await db.read(look) == [hostile]


class TestCounting:
    """`databases` answers an update with the last inserted id."""

    async def test_the_rows_that_a_command_touched_are_counted_after_inserts(self, db: Database) -> None:
        async def work(tx: WriteTransaction) -> list[int]:
            touched = [await tx.run(INSERT_ENTRY, {"id": n, "word": "old"}) for n in (7, 8, 9)]
            new = {"new_word": "new"}
            touched += [await tx.run(UPDATE_ENTRIES, {"from_id": n, **new}) for n in (8, 99, 1)]
            return touched + [await tx.run(DELETE_ENTRIES, {"from_id": n}) for n in (99, 9, 1)]

        assert await db.write(work) == [1, 1, 1, 2, 0, 3, 0, 1, 2]

    async def test_many_rows_or_none_are_stored_by_one_call(self, db: Database) -> None:
        async def store(tx: WriteTransaction, numbers: list[int]) -> int:
            await tx.many(INSERT_ENTRY, [{"id": n, "word": str(n)} for n in numbers])
            found: int = await tx.value(COUNT_ENTRIES)
            return found

        assert await db.write(store, []) == 0
        assert await db.write(store, list(range(1000))) == 1000


class TestNoProcessors:
    """Values cross the driver as they are: what SQLAlchemy would do to them is done nowhere."""

    @pytest.mark.parametrize("kind", KINDS, ids=repr)
    def test_no_kind_of_column_converts_what_passes_to_sqlite(self, kind: Any) -> None:
        engine_type = kind.dialect_impl(sqlite_reader.DIALECT)
        assert engine_type.bind_processor(sqlite_reader.DIALECT) is None
        assert engine_type.result_processor(sqlite_reader.DIALECT, None) is None

    async def test_values_fixed_in_a_statement_need_no_converting_on_any_engine(self, db: Database) -> None:
        values: list[Any] = [PURCHASE["id"], "2026-02-28", "café", "cafe ", 1, 2, 3, 202602]
        kinds: list[Any] = KINDS
        fixed = [
            literal(value, type_=kind).label(f"v{n}")
            for n, (kind, value) in enumerate(zip(kinds, values, strict=True))
        ]
        statement = query("test.fixed_values", select(*fixed))

        async def look(tx: ReadTransaction) -> list[Any]:
            (row,) = await tx.all(statement)
            return list(row)

        assert await db.read(look) == values

    def test_every_column_of_every_table_is_of_such_a_kind(self) -> None:
        kinds = {id(kind) for kind in KINDS}
        columns = [column for table in metadata.sorted_tables for column in table.columns]
        assert len(columns) > 50
        assert [str(column) for column in columns if id(column.type) not in kinds] == []


class TestKinds:
    def test_reading_and_writing_are_different_types(self) -> None:
        assert not issubclass(Query, Command)
        assert not issubclass(Command, Query)
        assert not hasattr(ReadTransaction, "run")
        assert not hasattr(ReadTransaction, "many")

    def test_text_that_is_no_statement_is_refused(self) -> None:
        with pytest.raises(TypeError, match="SQL"):
            query("test.words", "SELECT 1").compiled(sqlite_reader.DIALECT)  # type: ignore[arg-type]

    def test_the_compiler_is_the_one_that_was_measured(self) -> None:
        assert isinstance(select(entries).compile(dialect=sqlite_reader.DIALECT), SQLCompiler)
