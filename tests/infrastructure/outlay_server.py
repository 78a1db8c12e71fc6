"""`outlay serve` as a process of its own, to be stopped, killed and started again by a test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.infrastructure.ports import free_port

OUTLAY = Path(sys.executable).with_name("outlay")
START_SECONDS = 60
END_SECONDS = 60
SECRET = "only-for-tests-" + "k" * 32


class OutlayServer:
    """One server on a migrated database. Servers of one database share the secret, as they must.

    `settings` are further settings of it, by their names in lower case without OUTLAY_.
    """

    def __init__(self, database_url: str, folder: Path, **settings: object) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.folder = folder
        self.log = folder / f"server-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.prefix: list[str] = []
        self.doctor_prefix: list[str] = []
        chosen: dict[str, object] = {
            "database_url": database_url,
            "data_dir": folder,
            "port": self.port,
            "secret_key": SECRET,
            "log_level": "warning",
            "drain_seconds": 0,
            "password_memory_kib": 8,
            "password_rounds": 1,
            **settings,
        }
        named = {f"OUTLAY_{name.upper()}": str(value) for name, value in chosen.items()}
        self.environment = {**os.environ, **named}

    @contextmanager
    def running(self, *options: str) -> Iterator[OutlayServer]:
        """Started with these options of the command, ready, and ended with the block, however that ends."""
        self.start(*options)
        try:
            self.wait_until_ready()
            yield self
        finally:
            self.end()

    def start(self, *options: str) -> None:
        """Starts it."""
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            # A shell starts what runs in its background so, and the server would inherit it.
            signal.signal(signal.SIGINT, signal.default_int_handler)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.prefix, OUTLAY, "serve", *options], env=self.environment, stdout=log, stderr=log
            )

    def wait_until_ready(self) -> None:
        """Returns once it says that it can serve; AssertionError with its log where it does not."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/health/ready", timeout=5).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    @property
    def _process(self) -> subprocess.Popen[bytes]:
        assert self.process is not None, "the server was not started"
        return self.process

    def send(self, number: signal.Signals) -> None:
        """Sends it a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and what is left of it is buried."""
        self._process.kill()
        self._process.wait(END_SECONDS)

    def wait(self) -> int:
        """Its status, once it has ended."""
        return self._process.wait(END_SECONDS)

    def end(self) -> int:
        """Tells it to end, if it has not; its status."""
        if self._process.poll() is None:
            self._process.terminate()
        return self.wait()

    def lines(self) -> list[dict[str, object]]:
        """What it logged: its lines of JSON."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def traces(self) -> list[object]:
        """The exceptions in its log."""
        return [line["exception"] for line in self.lines() if "exception" in line]

    def doctor(self) -> None:
        """`outlay doctor` finds nothing; AssertionError with what it found."""
        checked = subprocess.run(
            [*self.doctor_prefix, OUTLAY, "doctor"],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr
