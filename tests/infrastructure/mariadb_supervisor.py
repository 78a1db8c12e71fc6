"""Runs one throw-away MariaDB server; see `supervising`."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from pathlib import Path

from tests.infrastructure.ports import free_port
from tests.infrastructure.supervising import (
    Refusal,
    Started,
    last_line,
    launched,
    supervise,
    unprivileged,
)

# Nothing in these databases outlives the tests, so nothing is forced to the disk. What a version of
# the server does not know it passes over.
SERVER_OPTIONS = {
    "innodb_flush_log_at_trx_commit": "0",
    "innodb_flush_method": "nosync",
    "innodb_doublewrite": "0",
    # One file for all tables: theirs are made and dropped by the thousand.
    "innodb_file_per_table": "0",
    "innodb_buffer_pool_size": "128M",
    "innodb_stats_persistent": "0",
    "skip_name_resolve": "1",
    "max_connections": "300",
}


def start(binaries: Path, folder: Path) -> Started:
    """Make a data folder and start its server; `binaries` is where mariadbd is."""
    install = _install_program(binaries)
    prefix = unprivileged(folder)
    files = folder / "data"
    made = subprocess.run(
        [
            *prefix,
            install,
            "--no-defaults",
            f"--datadir={files}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
        ],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if made.returncode != 0:
        raise Refusal(f"mariadb-install-db failed: {last_line(made.stderr or made.stdout)}")
    port = free_port()
    program = str(binaries / "mariadbd")
    options = [f"--loose-{name}={value}" for name, value in SERVER_OPTIONS.items()]
    place = [f"--datadir={files}", f"--socket={folder}/socket", f"--pid-file={folder}/pid"]
    server = launched(
        [*prefix, program, "--no-defaults", *place, f"--port={port}", "--bind-address=127.0.0.1", *options],
        folder,
        "ready for connections",
    )
    url = f"mariadb://root@127.0.0.1:{port}/mysql"
    return Started(server, url, _version(program), signal.SIGKILL)


def _install_program(binaries: Path) -> str:
    beside = [binaries, binaries.parent / "bin", binaries.parent / "scripts"]
    for name in ("mariadb-install-db", "mysql_install_db"):
        found = shutil.which(name) or shutil.which(name, path=":".join(map(str, beside)))
        if found is not None:
            return found
    raise Refusal(f"there is no mariadb-install-db for {binaries / 'mariadbd'}")


def _version(program: str) -> str:
    told = subprocess.run([program, "--no-defaults", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"\d+\.\d+\.\d+", told)
    return f"MariaDB {found.group() if found else 'of an unknown version'}"


if __name__ == "__main__":
    supervise("mariadb", start)
