"""A server whose data folder is a disk of a few megabytes, to be filled and emptied by a test.

The disk is a tmpfs in a mount namespace of the server's own, so it needs no place on the machine and is
gone with the server.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.infrastructure.outlay_server import OutlayServer

SIZE_MIB = 16
MOUNT = 'mount -t tmpfs -o size="$0"m outlay "$1" && shift && exec "$@"'


def require_small_disks(folder: Path) -> None:
    """Skips the test, with the reason, where this machine lets nobody mount anything."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare, so no disk can be made that is small enough to be filled")
    tried = subprocess.run([*_on_small_disk(folder), "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        pytest.skip(f"no small disk can be mounted here: {tried.stderr.strip()}")


def _on_small_disk(folder: Path) -> list[str]:
    return ["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, str(SIZE_MIB), str(folder)]


class ServerOnSmallDisk(OutlayServer):
    """`outlay serve --migrate` with an SQLite file on its own small disk."""

    def __init__(self, folder: Path) -> None:
        self._disk = folder / "disk"
        self._disk.mkdir()
        super().__init__(f"sqlite:///{self._disk / 'outlay.db'}", folder, data_dir=self._disk)
        self.prefix = _on_small_disk(self._disk)

    @property
    def _seen_from_here(self) -> Path:
        assert self.process is not None
        return Path(f"/proc/{self.process.pid}/root{self._disk}")

    def fill(self) -> None:
        """Takes every byte that is left."""
        with (self._seen_from_here / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(b"\0" * 4096) == 4096:
                    pass
            except OSError:
                return

    def make_room(self) -> None:
        """Gives it all back."""
        (self._seen_from_here / "ballast").unlink()

    def doctor(self) -> None:
        """The same, where its disk can be seen, so while it runs."""
        assert self.process is not None
        target = ["--target", str(self.process.pid), "--user", "--mount", "--preserve-credentials"]
        self.doctor_prefix = ["nsenter", *target]
        super().doctor()
