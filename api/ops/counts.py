"""What the processes of one server counted, added up.

Each process counts in its own memory. Where several share a port, whichever is asked has to answer for
all of them: each writes its counts into a folder of theirs every second, and the one that is asked adds
the files up. Those of a process that has ended stay, so that no counter goes back.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from api.db.watching import DatabaseUse
from api.http.measuring import Traffic

WRITE_SECONDS = 1.0
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus' text format."""


@dataclass(slots=True)
class Counts:
    """Counts of one process, or of several."""

    statuses: list[tuple[str, str, int, int]] = field(default_factory=list)
    durations: list[tuple[str, str, list[float]]] = field(default_factory=list)
    replayed: int = 0
    running: int = 0
    use: DatabaseUse = field(default_factory=DatabaseUse)
    workers: int = 1


class Shared:
    """This process's counts, and the folder that it shares with its siblings; `folder` None has none."""

    def __init__(self, traffic: Traffic, use: DatabaseUse, folder: Path | None) -> None:
        self.traffic = traffic
        self.use = use
        self.folder = folder

    async def keep_writing(self) -> None:
        """Writes this process's counts every second, until it is cancelled; then once more."""
        try:
            while self.folder is not None:
                self._write(self.folder)
                await asyncio.sleep(WRITE_SECONDS)
        finally:
            if self.folder is not None:
                self._write(self.folder)

    def all(self) -> Counts:
        """The counts of every process of this server."""
        if self.folder is None:
            return _added_up([(self._own(), True)])
        self._write(self.folder)
        counts = []
        for file in sorted(self.folder.glob("*.json")):
            pid = int(file.stem)
            counts.append((orjson.loads(file.read_bytes()), pid == os.getpid() or _lives(pid)))
        return _added_up(counts)

    def _own(self) -> dict[str, Any]:
        traffic = self.traffic
        return {
            "statuses": [[*key, number] for key, number in traffic.statuses.items()],
            "durations": [[*key, numbers] for key, numbers in traffic.durations.items()],
            "replayed": traffic.replayed,
            "running": traffic.running,
            "use": asdict(self.use),
        }

    def _write(self, folder: Path) -> None:
        file = folder / f"{os.getpid()}.json"
        part = file.with_suffix(".part")
        part.write_bytes(orjson.dumps(self._own()))
        part.replace(file)


def shared_folder() -> Path:
    """A new folder for the processes that are forked from this one; it goes when this one ends."""
    folder = Path(tempfile.mkdtemp(prefix="outlay-counts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        # Somebody else's by now.
        return False
    return True


def _added_up(counts: Iterable[tuple[dict[str, Any], bool]]) -> Counts:
    """The sum; of a process that has ended, what it did counts and not what it was doing."""
    total = Counts(workers=0)
    statuses: dict[tuple[str, str, int], int] = {}
    durations: dict[tuple[str, str], list[float]] = {}
    for one, lives in counts:
        for method, route, status, number in one["statuses"]:
            key = (method, route, status)
            statuses[key] = statuses.get(key, 0) + number
        for method, route, numbers in one["durations"]:
            known = durations.get((method, route), [0] * len(numbers))
            durations[method, route] = [a + b for a, b in zip(known, numbers, strict=True)]
        total.replayed += one["replayed"]
        use = one["use"]
        total.use.reads += use["reads"]
        total.use.writes += use["writes"]
        total.use.busy += use["busy"]
        if lives:
            total.workers += 1
            total.running += one["running"]
            total.use.reading += use["reading"]
            total.use.writing += use["writing"]
    total.statuses = [(*key, number) for key, number in statuses.items()]
    total.durations = [(*key, numbers) for key, numbers in durations.items()]
    return total
