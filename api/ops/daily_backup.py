"""The daily backup: made by one server for all of them, in a process of its own, and then the old ones go.

Reading and packing everything would keep a server's event loop from answering, so `outlay backup` does it
beside the server, with the lowest priority. Nobody else begins while the lease is renewed.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from api.clock import DAY_MS, Clock, instant_text
from api.db.database import Database
from api.errors import OutlayError
from api.ids import new_id
from api.ops import leases
from api.settings import Settings

LEASE_MS = 5 * 60_000
RENEW_S = 60
RETRY_MS = 15 * 60_000
LOOK_S = 5 * 60
STOP_S = 5
_FILE = re.compile(r"outlay-\d{8}T\d{9}Z\.backup")
_TEMPORARY = re.compile(_FILE.pattern + r"\.part")

log = logging.getLogger("outlay.backup")


class BackupFailed(Exception):
    """No backup was made; the text says why."""


def latest_due(now_ms: int, hour: int, time_zone: str) -> int:
    """The last instant at or before now when that hour began in the time zone."""
    zone = ZoneInfo(time_zone)
    now = datetime.fromtimestamp(now_ms / 1000, zone)
    due = datetime(now.year, now.month, now.day, hour, tzinfo=zone)
    if due > now:
        before = now.date() - timedelta(days=1)
        due = datetime(before.year, before.month, before.day, hour, tzinfo=zone)
    return int(due.timestamp()) * 1000


@dataclass(frozen=True, slots=True)
class DailyBackup:
    """What one server knows of the daily backup; `folder` is that of OUTLAY_BACKUP_DIR."""

    settings: Settings
    folder: Path
    database: Database
    clock: Clock

    async def keep_making(self) -> None:
        """Looks every few minutes whether a backup is due, until it is cancelled."""
        while True:
            try:
                await self.make_if_due()
            except OutlayError as error:
                log.warning("whether a backup is due could not be asked: %s", error)
            except Exception:
                # Nobody awaits this task: a fault must not end all backups to come.
                log.exception("the daily backup met a fault")
            await asyncio.sleep(LOOK_S)

    async def make_if_due(self) -> bool:
        """Makes today's backup unless it is made, or somebody is at it; whether it was made here."""
        now_ms = self.clock.now_ms()
        due_ms = latest_due(now_ms, self.settings.backup_hour, self.settings.time_zone)
        lease = await self.database.read(leases.lease_of, leases.BACKUP)
        if lease.held_until > now_ms or (lease.done_at is not None and lease.done_at >= due_ms):
            return False
        holder = new_id(now_ms)
        if not await self.database.write(
            leases.take, leases.BACKUP, holder, now_ms, now_ms + LEASE_MS, due_ms
        ):
            return False
        return await self._make(holder, now_ms)

    async def _make(self, holder: str, now_ms: int) -> bool:
        file = self.folder / f"outlay-{file_stamp(now_ms)}.backup"
        free_at = now_ms
        try:
            await self._write(file, holder)
            size = await asyncio.to_thread(_clear_up, self.folder, file, now_ms, self.settings)
        except (BackupFailed, OSError) as failure:
            log.error("the daily backup failed, and is tried again in a quarter of an hour: %s", failure)
            free_at = self.clock.now_ms() + RETRY_MS
        else:
            await self.database.write(
                leases.finish, leases.BACKUP, holder, self.clock.now_ms(), f"{file.name}, {size} bytes"
            )
            log.info("the daily backup is written and verified: %s", file)
            return True
        finally:
            # Given back also by a server that stops, so that another one begins at once.
            await asyncio.shield(self.database.write(leases.renew, leases.BACKUP, holder, free_at))
        return False

    async def _write(self, file: Path, holder: str) -> None:
        """Runs `outlay backup`, which verifies the file before it has its name."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "api.cli", "backup", "--gently", str(file),
            env=_environment(self.settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        ended = asyncio.create_task(process.communicate())
        try:
            while not (await asyncio.wait([ended], timeout=RENEW_S))[0]:
                until_ms = self.clock.now_ms() + LEASE_MS
                if not await self.database.write(leases.renew, leases.BACKUP, holder, until_ms):
                    raise BackupFailed("it took so long that another server has begun one")
            _, errors = await ended
        finally:
            if process.returncode is None:
                await _stop(process, ended)
        if process.returncode != 0:
            lines = errors.decode(errors="replace").strip().splitlines()
            raise BackupFailed(
                lines[-1].removeprefix("outlay: ") if lines else f"it ended with status {process.returncode}"
            )


@asynccontextmanager
async def keeping_backups(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[None]:
    """Makes the daily backups while the server runs, where OUTLAY_BACKUP_DIR asks for them."""
    if settings.backup_dir is None:
        yield
        return
    making = asyncio.create_task(DailyBackup(settings, settings.backup_dir, database, clock).keep_making())
    try:
        yield
    finally:
        making.cancel()
        with suppress(asyncio.CancelledError):
            await making


async def _stop(process: asyncio.subprocess.Process, ended: asyncio.Task[tuple[bytes, bytes]]) -> None:
    process.terminate()
    await asyncio.wait([ended], timeout=STOP_S)
    with suppress(ProcessLookupError):
        process.kill()
    await ended


def file_stamp(instant_ms: int) -> str:
    """An instant for the name of a file: names sort by age, and no two servers choose the same."""
    return re.sub(r"[-:.]", "", instant_text(instant_ms))


def _environment(settings: Settings) -> dict[str, str]:
    """This process's environment, with what its settings say where they came from elsewhere."""
    return {
        **os.environ,
        "OUTLAY_DATABASE_URL": settings.effective_database_url,
        "OUTLAY_DATA_DIR": str(settings.data_dir),
    }


def _clear_up(folder: Path, written: Path, now_ms: int, settings: Settings) -> int:
    """Removes backups of ours that are too old, and what killed ones left; the new one's size in bytes."""
    oldest = f"outlay-{file_stamp(now_ms - settings.backup_keep_days * DAY_MS)}.backup"
    for path in folder.iterdir():
        is_old = _FILE.fullmatch(path.name) is not None and path.name < oldest and path != written
        if is_old or _TEMPORARY.fullmatch(path.name):
            path.unlink(missing_ok=True)
    return written.stat().st_size
