"""`outlay move-database`: everything from any engine into any other and compared, or nothing."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from api.db.database import Database
from api.db.migrating import bring_to, migrate
from api.ops.contents import shapes_of
from api.ops.moving import Desk, MoveRefused, move
from api.tables import metadata
from tests.factories import a_user
from tests.infrastructure.databases import SqliteTemplate, sqlite_url
from tests.ops.test_backups import outlay, tallies, two_households

pytestmark = pytest.mark.anyio


def moving(source: str, target: str) -> list[str]:
    return ["move-database", "--from", source, "--to", target]


def left_in(folder: Path) -> list[Path]:
    """What a move forgot in the data folder."""
    return list(folder.glob("move-*"))


class TestBetweenEngines:
    async def test_every_row_arrives_and_the_source_stays_as_it_was(
        self, client: httpx.AsyncClient, database_url: str, empty_target: str, tmp_path: Path
    ) -> None:
        await two_households(client)
        household = await a_user(client, "cid")
        assert (await household.post("/sample-data", json={"language": "es"})).status_code == 201
        before = await tallies(database_url)
        status, output, errors = await outlay("", tmp_path, *moving(database_url, empty_target))
        assert (status, errors) == (0, "")
        assert "3 wallets" in output
        assert "the same on both sides" in output
        assert await tallies(database_url) == before
        assert await tallies(empty_target) == before
        status, output, errors = await outlay(empty_target, tmp_path, "doctor")
        assert (status, errors) == (0, "")
        assert left_in(tmp_path) == []


@pytest.fixture
def source(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """A SQLite database with a wallet, without anybody in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    url = sqlite_template.copy(folder)
    run(url, "INSERT INTO wallets VALUES ('w1', 'Home', 'EUR', 'UTC', 1, 0, 0, 0, NULL)")
    return url


@pytest.fixture
def target(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return sqlite_url(tmp_path / "target.db")


def run(url: str, statement: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
        rows = file.execute(statement).fetchall()
    file.close()
    return rows


def wallet_names(url: str) -> list[tuple[object, ...]]:
    return run(url, "SELECT name FROM wallets ORDER BY id")


class TestATargetWithRows:
    async def test_of_people_is_left_alone(
        self, client: httpx.AsyncClient, database_url: str, source: str, tmp_path: Path
    ) -> None:
        await two_households(client)
        before = await tallies(database_url)
        status, _, errors = await outlay("", tmp_path, *moving(source, database_url))
        assert status == 1
        assert "not empty" in errors
        assert await tallies(database_url) == before

    async def test_of_failed_logins_is_left_alone_too(self, source: str, target: str, tmp_path: Path) -> None:
        await asyncio.to_thread(migrate, target)
        run(target, "INSERT INTO attempts VALUES ('a', 'login_name', 'b', 1)")
        status, _, errors = await outlay("", tmp_path, *moving(source, target))
        assert status == 1
        assert "attempts" in errors
        assert wallet_names(target) == []
        assert run(target, "SELECT count(*) FROM attempts") == [(1,)]


class TestADifference:
    async def test_that_the_target_makes_leaves_it_empty(
        self, source: str, target: str, tmp_path: Path
    ) -> None:
        await asyncio.to_thread(migrate, target)
        run(
            target,
            "CREATE TRIGGER wrong AFTER INSERT ON wallets BEGIN UPDATE wallets SET total_minor = 1; END",
        )
        status, _, errors = await outlay("", tmp_path, *moving(source, target))
        assert status == 1
        assert "Nothing was moved" in errors
        assert "wallets" in errors
        assert wallet_names(target) == []
        assert wallet_names(source) == [("Home",)]

    async def test_that_comes_up_after_the_copy_fails_the_move_and_empties_the_target(
        self, source: str, target: str, tmp_path: Path
    ) -> None:
        await asyncio.to_thread(migrate, target)
        told: list[str] = []

        def write_meanwhile(sentence: str) -> None:
            told.append(sentence)
            if sentence.startswith("Comparing"):
                assert wallet_names(target) == [("Home",)]
                run(source, "INSERT INTO categories VALUES"
                    " ('w1', 'c1', 'New', 'new', 'new', '', '', 0, 0, 0, NULL, 2)")  # fmt: skip

        databases = Database(source, pool_size=1), Database(target, pool_size=1)
        for database in databases:
            await database.connect()
        with pytest.raises(MoveRefused, match="categories of wallet w1") as refused:
            await move(*databases, shapes_of(metadata), Desk(tmp_path, 0, write_meanwhile))
        for database in databases:
            await database.disconnect()
        assert "emptied again" in str(refused.value)
        assert wallet_names(target) == []
        assert any("wallets" in sentence for sentence in told)


class TestASource:
    async def test_that_was_never_migrated_has_nothing_to_move(self, target: str, tmp_path: Path) -> None:
        missing = sqlite_url(tmp_path / "missing.db")
        status, _, errors = await outlay("", tmp_path, *moving(missing, target))
        assert status == 1
        assert "outlay migrate" in errors
        assert not (tmp_path / "missing.db").exists()
        assert not (tmp_path / "target.db").exists()

    async def test_of_an_older_schema_is_migrated_by_its_owner_first(
        self, target: str, tmp_path: Path
    ) -> None:
        older = sqlite_url(tmp_path / "older.db")
        await asyncio.to_thread(bring_to, older, "0001")
        status, _, errors = await outlay("", tmp_path, *moving(older, target))
        assert status == 1
        assert "outlay migrate" in errors
        assert not (tmp_path / "target.db").exists()

    async def test_is_not_moved_into_itself(self, source: str, tmp_path: Path) -> None:
        status, _, errors = await outlay("", tmp_path, *moving(source, source))
        assert status == 1
        assert "the same" in errors

    async def test_without_an_answer_is_named_without_its_password(self, target: str, tmp_path: Path) -> None:
        for kind in ("postgresql", "mariadb"):
            gone = f"{kind}://ann:sesame@127.0.0.1:1/outlay"
            status, output, errors = await outlay("", tmp_path, *moving(gone, target))
            assert status == 1
            assert "could not be reached" in errors
            assert "sesame" not in output + errors
