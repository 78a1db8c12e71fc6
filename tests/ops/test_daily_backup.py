"""The daily backup: by one server, at its hour, verified; old ones go and a failure is tried again."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.db.database import Database
from api.ops.archive_reading import verified
from api.ops.daily_backup import DailyBackup, latest_due
from api.ops.leases import BACKUP, lease_of
from api.settings import Settings
from tests.factories import a_user, an_expense
from tests.infrastructure.frozen_clock import FrozenClock
from tests.infrastructure.ports import free_port

pytestmark = pytest.mark.anyio


OUTLAY = [sys.executable, "-m", "api.cli"]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


class TestTheHour:
    @pytest.mark.parametrize(
        ("now", "due"),
        [
            ("2026-11-15T12:00:00+01:00", "2026-11-15T03:00:00+01:00"),
            ("2026-11-15T03:00:00+01:00", "2026-11-15T03:00:00+01:00"),
            ("2026-11-15T02:59:59+01:00", "2026-11-14T03:00:00+01:00"),
            # The night in which summer ends, and the day before it began.
            ("2026-10-25T12:00:00+01:00", "2026-10-25T03:00:00+01:00"),
            ("2026-10-25T01:00:00+02:00", "2026-10-24T03:00:00+02:00"),
        ],
    )
    def test_is_that_of_the_time_zone(self, now: str, due: str) -> None:
        assert latest_due(at(now), 3, "Europe/Berlin") == at(due)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def daily(settings: Settings, database: Database, clock: FrozenClock, folder: Path) -> DailyBackup:
    return DailyBackup(settings, folder, database, clock)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def rename(folder: Path, target: Path) -> Path:
    return folder.rename(target)


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Returns once the condition holds; the test fails where it never does."""
    for _ in range(600):
        if await condition():
            return
        await asyncio.sleep(0.1)
    raise AssertionError("it never came to that")


def start(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*OUTLAY, "serve"], env=environment, stdout=subprocess.DEVNULL)


class TestADay:
    async def test_has_one_backup(
        self, daily: DailyBackup, client: httpx.AsyncClient, clock: FrozenClock, folder: Path
    ) -> None:
        await an_expense(await a_user(client))
        assert await daily.make_if_due()
        (first,) = names(folder)
        assert first == "outlay-20261115T120000000Z.backup"
        assert verified(folder / first).tallies["expenses"].rows == 1
        lease = await daily.database.read(lease_of, BACKUP)
        assert lease.done_at == clock.now_ms()
        assert lease.outcome.startswith(first)

        clock.set(datetime(2026, 11, 16, 2, 59, tzinfo=UTC))
        assert not await daily.make_if_due()
        clock.set(datetime(2026, 11, 16, 3, 0, tzinfo=UTC))
        assert await daily.make_if_due()
        assert not await daily.make_if_due()
        assert len(names(folder)) == 2

    async def test_removes_what_is_too_old_and_is_ours(
        self, daily: DailyBackup, clock: FrozenClock, folder: Path
    ) -> None:
        old, young = "outlay-20261101T030000000Z.backup", "outlay-20261102T030000000Z.backup"
        killed = f"{young}.part"
        for name in (old, killed, young, "by-hand.backup"):
            (folder / name).touch()
        clock.set(datetime(2026, 11, 16, 3, 0, tzinfo=UTC))
        assert await daily.make_if_due()
        assert names(folder) == ["by-hand.backup", young, "outlay-20261116T030000000Z.backup"]


class TestABackupThatFails:
    async def test_is_told_and_tried_again(
        self, daily: DailyBackup, clock: FrozenClock, folder: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        old = folder / "outlay-20260101T030000000Z.backup"
        old.touch()
        unplugged = rename(folder, folder.with_name("unplugged"))
        with caplog.at_level(logging.INFO):
            assert not await daily.make_if_due()
        assert "cannot be written" in caplog.text
        assert "tried again" in caplog.text
        lease = await daily.database.read(lease_of, BACKUP)
        assert lease.done_at is None

        rename(unplugged, folder)
        clock.advance(minutes=14)
        assert not await daily.make_if_due()
        assert old.exists()
        clock.advance(minutes=1)
        assert await daily.make_if_due()
        assert not old.exists()

    async def test_leaves_nothing_held_where_its_server_stops(
        self, daily: DailyBackup, clock: FrozenClock, folder: Path
    ) -> None:
        making = asyncio.create_task(daily.make_if_due())

        async def is_held() -> bool:
            return (await daily.database.read(lease_of, BACKUP)).held_until > 0

        await until(is_held)
        making.cancel()
        with pytest.raises(asyncio.CancelledError):
            await making
        assert (await daily.database.read(lease_of, BACKUP)).held_until <= clock.now_ms()
        assert await daily.make_if_due()
        assert len(names(folder)) == 1


class TestServers:
    async def test_that_start_together_make_one(
        self, database_url: str, folder: Path, tmp_path: Path, app: FastAPI
    ) -> None:
        def environment() -> dict[str, str]:
            return {
                **os.environ,
                "OUTLAY_DATABASE_URL": database_url,
                "OUTLAY_DATA_DIR": str(tmp_path),
                "OUTLAY_BACKUP_DIR": str(folder),
                "OUTLAY_PORT": str(free_port()),
                "OUTLAY_LOG_LEVEL": "warning",
            }

        database: Database = app.state.database

        async def is_done() -> bool:
            return (await database.read(lease_of, BACKUP)).done_at is not None

        with ExitStack() as exits:
            servers = [exits.enter_context(start(environment())) for _ in range(2)]
            try:
                await until(is_done)
            finally:
                for server in servers:
                    server.terminate()
        assert len(names(folder)) == 1
        said = await asyncio.to_thread(
            subprocess.run, [*OUTLAY, "status"], env=environment(), capture_output=True, text=True
        )
        assert said.returncode == 0, said.stderr
        assert names(folder)[0] in said.stdout
