"""A PostgreSQL of a test's own, to be killed, started again, copied as a standby and promoted.

Unlike the server that the other tests share it is as durable as PostgreSQL is by default: what it
acknowledged before it was killed must be there afterwards.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.infrastructure.ports import free_port
from tests.infrastructure.postgres_supervisor import reachable
from tests.infrastructure.servers import ServerUnavailable, postgres_programs
from tests.infrastructure.supervising import Refusal, is_root, unprivileged

SECONDS = 60
OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "wal_level": "replica",
    "max_wal_senders": "5",
    "hot_standby": "on",
}


class PostgresCluster:
    """One server with its files. `database_url` names the database of Outlay in it."""

    def __init__(self, parent: Path, name: str, binaries: Path, prefix: list[str]) -> None:
        self.port = free_port()
        self.database_url = f"postgresql://postgres@127.0.0.1:{self.port}/outlay"
        self._parent = parent
        self._folder = parent / name
        self._log = parent / f"{name}.log"
        self._binaries = binaries
        self._prefix = prefix
        self._process: subprocess.Popen[bytes] | None = None

    def initialise(self) -> None:
        """Makes the files of an empty server."""
        self._run(
            "initdb", "-D", str(self._folder), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-locale"
        )

    def create_database(self) -> None:
        """Makes the database that `database_url` names."""
        maintenance = self.database_url.replace("/outlay", "/postgres")
        self._run("psql", maintenance, "-qc", "CREATE DATABASE outlay")

    def start(self) -> None:
        """Starts it and returns once it takes connections, after whatever recovery it needs."""
        deadline = time.monotonic() + SECONDS
        # What a killed server left behind needs a moment to notice and to go.
        while not self._starts():
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.1)

    def _starts(self) -> bool:
        options = [f"-c{name}={value}" for name, value in OPTIONS.items()]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._prefix, self._binaries / "postgres", "-D", self._folder, f"-p{self.port}", *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._parent, start_new_session=True,
            )  # fmt: skip
        while self._process.poll() is None:
            if self._answers():
                return True
            time.sleep(0.05)
        return False

    def _answers(self) -> bool:
        asked = subprocess.run(
            [self._binaries / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)], check=False
        )
        return asked.returncode == 0

    def kill(self) -> None:
        """SIGKILL to the postmaster; its children notice and go."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends it at once, as a shutdown in `immediate` mode."""
        self._end(signal.SIGQUIT)

    def _end(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait(SECONDS)

    def standby(self, name: str) -> PostgresCluster:
        """A streaming standby of this running server, not started yet."""
        made = PostgresCluster(self._parent, name, self._binaries, self._prefix)
        primary = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]
        self._run("pg_basebackup", *primary, "-D", str(made._folder), "-R", "-X", "stream", "-c", "fast")
        return made

    def promote(self) -> None:
        """Makes a standby a primary, and returns once it is one."""
        self._run("pg_ctl", "promote", "-w", "-D", str(self._folder))

    def ask(self, query: str) -> str:
        """What one query on the database of Outlay answers, as text."""
        return self._run("psql", self.database_url, "-qAtc", query).strip()

    def _run(self, program: str, *arguments: str) -> str:
        command = [*self._prefix, str(self._binaries / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self._parent, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def postgres_folder() -> Iterator[tuple[Path, Path, list[str]]]:
    """A folder for clusters, the programs that make them, and what to put before these.

    ServerUnavailable where this machine cannot run one with standbys.
    """
    binaries = postgres_programs("initdb", "postgres", "psql", "pg_ctl", "pg_basebackup", "pg_isready")
    folder = Path(tempfile.mkdtemp(prefix="outlay-cluster-", dir="/tmp" if is_root() else None))
    try:
        prefix = unprivileged(folder)
        if is_root():
            binaries = reachable(binaries, folder, prefix)
        yield folder, binaries, prefix
    except Refusal as refusal:
        raise ServerUnavailable(str(refusal)) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """A running server with an empty database of Outlay, gone after the block."""
    with postgres_folder() as (folder, binaries, prefix):
        cluster = PostgresCluster(folder, "primary", binaries, prefix)
        cluster.initialise()
        cluster.start()
        try:
            cluster.create_database()
            yield cluster
        finally:
            with suppress(subprocess.TimeoutExpired):
                cluster.stop()
