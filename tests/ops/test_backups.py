"""`outlay backup` and `outlay restore`: everything there and back, on and between all engines, or nothing."""

from __future__ import annotations

import asyncio
import gzip
import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import httpx
import pytest

from api.cli.main import main
from api.db import schema
from api.db.database import Database
from api.db.migrating import bring_to, migrate, schema_state
from api.db.transactions import ReadTransaction
from api.ops.archive import ArchiveWriter
from api.ops.archive_reading import ArchiveRefused, verified
from api.ops.contents import read_contents, shapes_of, table_tallies
from api.ops.shapes import TableShape
from api.tables import metadata
from tests.factories import a_budget, a_user, an_expense
from tests.infrastructure.databases import SqliteTemplate, sqlite_url
from tests.migrations.test_migrating import ADDED, FIRST_ROWS

pytestmark = pytest.mark.anyio


async def outlay(url: str, folder: Path, *arguments: str | Path) -> tuple[int, str, str]:
    """Runs `outlay …` on a database, beside this event loop: status, output and errors."""
    return await asyncio.to_thread(_outlay, url, folder, *map(str, arguments))


def _outlay(url: str, folder: Path, *arguments: str) -> tuple[int, str, str]:
    output, errors, status = io.StringIO(), io.StringIO(), 0
    umask = os.umask(0o022)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(output), redirect_stderr(errors):
        patch.setenv("OUTLAY_DATABASE_URL", url)
        patch.setenv("OUTLAY_DATA_DIR", str(folder))
        patch.setenv("OUTLAY_PASSWORD_MEMORY_KIB", "8")
        try:
            main(list(arguments))
        except SystemExit as ended:
            status = int(ended.code or 0)
        finally:
            os.umask(umask)
    return status, output.getvalue(), errors.getvalue()


async def backup_in_a_process(url: str, folder: Path, file: Path) -> int:
    """The status of `outlay backup`, which runs while this process goes on."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "api.cli", "backup", str(file),
        env={**os.environ, "OUTLAY_DATABASE_URL": url, "OUTLAY_DATA_DIR": str(folder)},
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return await process.wait()


def bytes_of(file: Path) -> bytes:
    return file.read_bytes()


async def tallies(url: str) -> dict[str, object]:
    """What each table holds."""
    database = Database(url, pool_size=1, synchronous="NORMAL")
    await database.connect()
    try:
        return dict(await database.read(table_tallies, shapes_of(metadata)))
    finally:
        await database.disconnect()


async def two_households(client: httpx.AsyncClient) -> None:
    """Rows in every table: two wallets, a budget, an expense that was changed and one that was deleted."""
    for name in ("ann", "bob"):
        user = await a_user(client, name)
        await a_budget(user)
        made = await an_expense(user, amount="1.25", description="Käse 🧀")
        for _ in range(2):
            await an_expense(user)
        assert (await user.patch(f"/expenses/{made['id']}", json={"amount": 7})).status_code == 200
        assert (await user.delete(f"/expenses/{made['id']}")).status_code == 200


class TestThereAndBack:
    async def test_every_row_is_the_same_on_any_engine(
        self,
        client: httpx.AsyncClient,
        database_url: str,
        empty_target: str,
        tmp_path: Path,
    ) -> None:
        await two_households(client)
        file = tmp_path / "all.outlay"
        status, output, errors = await outlay(database_url, tmp_path, "backup", file)
        assert (status, errors) == (0, "")
        assert "2 users, 2 wallets, 6 expenses" in output
        assert file.stat().st_mode & 0o777 == 0o600

        status, output, errors = await outlay(empty_target, tmp_path, "restore", "--dry-run", file)
        assert (status, errors) == (0, "")
        assert "is whole" in output
        assert await asyncio.to_thread(lambda: schema_state(empty_target).revision) is None

        status, output, errors = await outlay(empty_target, tmp_path, "restore", file)
        assert (status, errors) == (0, ""), errors
        before, after = await tallies(database_url), await tallies(empty_target)
        assert before == after
        assert all(getattr(tally, "rows", 0) > 0 for tally in after.values())
        assert (await outlay(empty_target, tmp_path, "doctor"))[0] == 0

    async def test_a_backup_under_load_is_one_moment(
        self, client: httpx.AsyncClient, database_url: str, tmp_path: Path
    ) -> None:
        user = await a_user(client)
        for _ in range(40):
            await an_expense(user)
        file = tmp_path / "all.outlay"
        backup = asyncio.create_task(backup_in_a_process(database_url, tmp_path, file))
        written = 0
        while not backup.done():
            await an_expense(user)
            written += 1
        assert await backup == 0
        assert written > 0
        target = sqlite_url(tmp_path / "restored.db")
        assert (await outlay(target, tmp_path, "restore", file))[0] == 0
        # Rows of different moments would differ from their totals, revisions and journal.
        status, output, _ = await outlay(target, tmp_path, "doctor")
        assert status == 0
        assert 40 <= int(output.split("All is well: ")[1].split(" ")[0]) <= 40 + written


@pytest.fixture
async def backup_file(client: httpx.AsyncClient, database_url: str, tmp_path: Path) -> Path:
    """A backup of two households."""
    await two_households(client)
    file = tmp_path / "all.outlay"
    assert (await outlay(database_url, tmp_path, "backup", file))[0] == 0
    return file


class TestWhatIsThereAlready:
    async def test_is_kept_unless_it_is_to_be_replaced(
        self, backup_file: Path, client: httpx.AsyncClient, database_url: str, tmp_path: Path
    ) -> None:
        in_backup = await tallies(database_url)
        await a_user(client, "late")
        now = await tallies(database_url)

        status, output, errors = await outlay(database_url, tmp_path, "restore", backup_file)
        assert (status, output) == (1, "")
        assert "not empty" in errors
        assert "--replace" in errors
        assert await tallies(database_url) == now
        assert "not empty" in (await outlay(database_url, tmp_path, "restore", "--dry-run", backup_file))[1]

        status, _, errors = await outlay(database_url, tmp_path, "restore", "--replace", backup_file)
        assert (status, errors) == (0, "")
        assert await tallies(database_url) == in_backup

    async def test_a_file_of_that_name_is_kept(
        self, backup_file: Path, database_url: str, tmp_path: Path
    ) -> None:
        before = bytes_of(backup_file)
        status, _, errors = await outlay(database_url, tmp_path, "backup", backup_file)
        assert status == 1
        assert "exists already" in errors
        assert bytes_of(backup_file) == before

    async def test_a_folder_that_is_missing_is_named(self, database_url: str, tmp_path: Path) -> None:
        status, _, errors = await outlay(database_url, tmp_path, "backup", tmp_path / "nowhere" / "x")
        (sentence,) = errors.splitlines()
        assert (status, sentence.startswith("outlay: ")) == (1, True)
        assert "cannot be written" in sentence


def packed(lines: list[bytes]) -> bytes:
    return gzip.compress(b"".join(lines))


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]


def damaged(whole: Path, file: Path, damage: Callable[[bytes], bytes]) -> None:
    """Writes a damaged copy."""
    data = whole.read_bytes()
    file.write_bytes(damage(data))
    assert file.read_bytes() != data


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda data: data[: len(data) // 2],
    "without its last byte": lambda data: data[:-1],
    "a bit in the middle": lambda data: flipped(data, len(data) // 2),
    "a bit near the end": lambda data: flipped(data, len(data) - 20),
    "empty": lambda _: b"",
    "of another kind": lambda _: b"SQLite format 3\0" + bytes(100),
    "another amount": lambda data: packed(
        [line.replace(b",125,", b",126,") for line in gzip.decompress(data).splitlines(keepends=True)]
    ),
    "a row less": lambda data: packed(
        [
            line
            for number, line in enumerate(gzip.decompress(data).splitlines(keepends=True))
            if number != _first_row(data)
        ]
    ),
    "without the last line": lambda data: packed(gzip.decompress(data).splitlines(keepends=True)[:-1]),
    "a line more": lambda data: packed([gzip.decompress(data), b'{"more":1}\n']),
    "wallets not counted": lambda data: packed(
        [
            line
            for line in gzip.decompress(data).splitlines(keepends=True)
            if not line.startswith(b'{"wallet"')
        ]
    ),
    "of a newer form": lambda data: packed(
        [gzip.decompress(data).replace(b'"version":1,', b'"version":2,', 1)]
    ),
}


def _first_row(data: bytes) -> int:
    lines = gzip.decompress(data).splitlines()
    return next(number for number, line in enumerate(lines) if line.startswith(b"["))


class TestAFileThatIsNotWhole:
    @pytest.mark.parametrize("damage", DAMAGES)
    async def test_is_told_from_a_whole_one(self, whole_backup: Path, damage: str, tmp_path: Path) -> None:
        assert verified(whole_backup).rows > 0
        file = tmp_path / "damaged.outlay"
        damaged(whole_backup, file, DAMAGES[damage])
        with pytest.raises(ArchiveRefused, match=r"damaged|not whole|no backup|newer"):
            verified(file)

    async def test_is_refused_in_one_sentence(
        self, whole_backup: Path, empty_sqlite: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "damaged.outlay"
        damaged(whole_backup, file, DAMAGES["another amount"])
        for arguments in ([], ["--dry-run"], ["--replace"]):
            status, output, errors = await outlay(empty_sqlite, tmp_path, "restore", *arguments, file)
            assert (status, output) == (1, "")
            assert len(errors.splitlines()) == 1
            assert "damaged" in errors
        assert schema_state(empty_sqlite).revision is None

    async def test_a_file_that_is_missing_is_named(self, empty_sqlite: str, tmp_path: Path) -> None:
        status, _, errors = await outlay(empty_sqlite, tmp_path, "restore", tmp_path / "none")
        assert status == 1
        assert "There is no file" in errors


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> str:
    return sqlite_url(tmp_path / "target.db")


@pytest.fixture
async def whole_backup(sqlite_template: SqliteTemplate, tmp_path: Path) -> Path:
    """A backup of a person with an expense, written without a server."""
    folder = tmp_path / "source"
    folder.mkdir()
    url = sqlite_template.copy(folder)
    rows = {table: {**row, **ADDED.get(table, {})} for table, row in FIRST_ROWS.items()}
    rows["expenses"] = {**rows["expenses"], "amount_minor": 125}
    rows["journal"] = {
        "wallet_id": FIRST_ROWS["wallets"]["id"], "revision": 3, "position": 0, "kind": "expense",
        "row_id": FIRST_ROWS["expenses"]["id"], "actor_id": FIRST_ROWS["users"]["id"], "session_id": None,
        "source": "web", "at": 1_790_000_000_000, "before": None, "after": "{}",
    }  # fmt: skip
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        for table, row in rows.items():
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    connection.close()
    file = tmp_path / "whole.outlay"
    await write_archive(url, file, shapes_of(metadata), schema.NEWEST)
    return file


async def write_archive(url: str, file: Path, shapes: list[TableShape], revision: str) -> None:
    """A backup as another release would have written it."""
    database = Database(url, pool_size=1, synchronous="NORMAL")
    await database.connect()
    try:
        with ArchiveWriter(file, shapes, schema=revision, at_ms=1_790_000_000_000) as writer:

            async def write_all(tx: ReadTransaction) -> None:
                writer.restart()
                await read_contents(tx, shapes, writer)

            await database.read(write_all)
        writer.publish()
    finally:
        await database.disconnect()


class TestABackupOfAnotherRelease:
    @pytest.fixture
    async def old_backup(self, tmp_path: Path) -> Path:
        """Of the first schema, with somebody's wallet in it."""
        url = sqlite_url(tmp_path / "old.db")
        bring_to(url, "0001")
        shapes = [
            TableShape(
                shape.name,
                tuple(name for name in shape.columns if name not in ADDED.get(shape.name, {})),
                shape.key,
            )
            for shape in shapes_of(metadata)
        ]
        with sqlite3.connect(tmp_path / "old.db") as connection:
            for table, row in FIRST_ROWS.items():
                marks = ", ".join("?" * len(row))
                connection.execute(
                    f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values())
                )
        connection.close()
        file = tmp_path / "old.outlay"
        await write_archive(url, file, shapes, "0001")
        return file

    @pytest.mark.parametrize("has_tables", [True, False])
    async def test_is_brought_to_the_newest_schema(
        self, old_backup: Path, empty_database_url: str, has_tables: bool, tmp_path: Path
    ) -> None:
        if has_tables:
            await asyncio.to_thread(migrate, empty_database_url)
        status, output, errors = await outlay(empty_database_url, tmp_path, "restore", old_backup)
        assert (status, errors) == (0, "")
        assert "1 expenses" in output
        assert (await asyncio.to_thread(schema_state, empty_database_url)).verdict == "current"
        file = tmp_path / "new.outlay"
        assert (await outlay(empty_database_url, tmp_path, "backup", file))[0] == 0
        written = gzip.decompress(bytes_of(file))
        # Filled by the migration, from the rows of the backup.
        assert written.count(b'"coffee"') == 2

    async def test_replaces_nothing(self, old_backup: Path, database_url: str, tmp_path: Path) -> None:
        assert (await outlay(database_url, tmp_path, "demo"))[0] == 0
        before = await tallies(database_url)
        status, _, errors = await outlay(database_url, tmp_path, "restore", "--replace", old_backup)
        assert status == 1
        assert "older revision" in errors
        assert await tallies(database_url) == before

    async def test_a_newer_one_is_refused(
        self, whole_backup: Path, empty_sqlite: str, tmp_path: Path
    ) -> None:
        url, file = sqlite_url(tmp_path / "source" / "outlay.db"), tmp_path / "future.outlay"
        await write_archive(url, file, shapes_of(metadata), "9999")
        assert verified(file).head.schema == "9999"
        status, _, errors = await outlay(empty_sqlite, tmp_path, "restore", file)
        assert status == 1
        assert "9999" in errors
        assert "newer" in errors
        assert schema_state(empty_sqlite).revision is None


class TestARestoreThatFails:
    async def test_leaves_an_empty_database_that_can_be_used(
        self, whole_backup: Path, empty_database_url: str, tmp_path: Path
    ) -> None:
        # Whole as a file, but with an expense in nobody's category, which only the database can tell.
        with sqlite3.connect(tmp_path / "source" / "outlay.db") as connection:
            connection.execute("DELETE FROM budgets")
            connection.execute("DELETE FROM categories")
        connection.close()
        file = tmp_path / "orphans.outlay"
        await write_archive(
            sqlite_url(tmp_path / "source" / "outlay.db"), file, shapes_of(metadata), schema.NEWEST
        )
        status, output, errors = await outlay(empty_database_url, tmp_path, "restore", file)
        assert (status, output) == (1, "")
        assert "nothing was restored" in errors
        assert len(errors.splitlines()) == 1
        assert (await asyncio.to_thread(schema_state, empty_database_url)).verdict == "current"
        assert all(getattr(tally, "rows", 1) == 0 for tally in (await tallies(empty_database_url)).values())
        assert (await outlay(empty_database_url, tmp_path, "restore", whole_backup))[0] == 0
