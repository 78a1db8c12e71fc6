"""`outlay serve --workers`: several processes on one socket, replaced when they die, gone when told to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable

import httpx
import pytest

from tests.infrastructure.outlay_server import OutlayServer
from tests.people import PASSWORD
from tests.processes.conftest import StartServer


@pytest.fixture
def server(start_server: StartServer) -> OutlayServer:
    server = start_server("--workers", "3", log_level="info")
    until(lambda: len(workers(server)) == 3)
    server.wait_until_ready()
    return server


def workers(server: OutlayServer) -> list[int]:
    """The processes that have ever served, by what they logged as they began to."""
    begun = "Application startup complete."
    pids = "Started server process ["
    lines = [str(line["message"]) for line in server.lines()]
    started = [int(line.removeprefix(pids).rstrip("]")) for line in lines if line.startswith(pids)]
    return started[: lines.count(begun)]


def until(true: Callable[[], bool]) -> None:
    """Waits for what will happen."""
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class TestWorkers:
    def test_say_once_where_to_open_it(self, server: OutlayServer) -> None:
        assert server.log.read_text().count("Outlay is running") == 1

    def test_that_die_are_replaced_while_the_others_serve(self, server: OutlayServer) -> None:
        body = {"username": "ann", "password": PASSWORD}
        token = httpx.post(f"{server.url}/register", json=body, timeout=30).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        for number, victim in enumerate(workers(server), start=4):
            os.kill(victim, signal.SIGKILL)
            until(lambda wanted=number: len(workers(server)) == wanted)  # type: ignore[misc]
            assert httpx.get(f"{server.url}/expenses", headers=headers, timeout=30).status_code == 200
        assert server.log.read_text().count("Outlay is running") == 1
        assert server.end() == 0
        assert not any(lives(pid) for pid in workers(server))

    def test_forget_a_session_all_at_once(self, server: OutlayServer) -> None:
        body = {"username": "ann", "password": PASSWORD}
        token = httpx.post(f"{server.url}/register", json=body, timeout=30).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}

        def ask() -> int:
            # A connection each: the kernel chooses the worker.
            return httpx.get(f"{server.url}/expenses", headers=headers, timeout=30).status_code

        assert {ask() for _ in range(12)} == {200}
        assert httpx.post(f"{server.url}/logout", headers=headers, timeout=30).is_success
        assert {ask() for _ in range(12)} == {401}

    def test_end_when_their_parent_is_killed(self, server: OutlayServer) -> None:
        orphans = workers(server)
        server.kill()
        until(lambda: not listens(server.port))
        until(lambda: not any(lives(pid) for pid in orphans))

    def test_end_with_ctrl_c(self, server: OutlayServer) -> None:
        server.send(signal.SIGINT)
        assert server.wait() == 0
        assert "Stopped." in server.log.read_text()
        assert not any(lives(pid) for pid in workers(server))


def test_workers_that_never_serve_are_not_tried_for_ever() -> None:
    program = """
from api.cli.workers import NeverServed, Workers

def work(lifeline, is_first):
    raise SystemExit(3)

try:
    Workers(2, work, stop_s=1).run(on_stop=lambda: None)
except NeverServed:
    print("they never served")
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert ended.stdout == "they never served\n", ended.stderr
