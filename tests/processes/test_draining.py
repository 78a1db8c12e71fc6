"""A server that is told to stop: not ready at once, what runs is finished, nobody is cut off, status 0."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx
import pytest

from tests.infrastructure.outlay_server import OutlayServer
from tests.people import PASSWORD
from tests.processes.conftest import StartServer

LUNCH = json.dumps({"date": "2026-11-02", "category": "Food", "amount": 12.5}).encode()
OPTIONS = [[], ["--workers", "2"]]


@dataclass
class Answer:
    """What came over a connection: the status, the headers in lower case, the body."""

    status: int
    headers: str
    body: bytes


class Connection:
    """A connection on which a test decides when which bytes are sent."""

    def __init__(self, server: OutlayServer, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self._file = self._socket.makefile("rb")
        self._token = token

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._socket.close()

    def begin(self, method: str, path: str, body: bytes = b"", *, kept_back: int = 0) -> None:
        """Sends a request without the last `kept_back` bytes of its body."""
        head = f"{method} {path} HTTP/1.1\r\nHost: outlay\r\nAuthorization: Bearer {self._token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        self._socket.sendall(head.encode() + body[: len(body) - kept_back])

    def go_on(self, rest: bytes) -> None:
        """Sends what was kept back."""
        self._socket.sendall(rest)

    def answer(self) -> Answer:
        """Reads one whole answer."""
        status = int(self._file.readline().split()[1])
        lines: list[str] = []
        while (line := self._file.readline().decode().strip()) != "":
            lines.append(line.lower())
        length = next(int(line.split(": ")[1]) for line in lines if line.startswith("content-length"))
        return Answer(status, "\n".join(lines), self._file.read(length))

    def is_closed(self) -> bool:
        """Waits for the other side to say good-bye in order."""
        return self._file.read() == b""


Started = Callable[..., tuple[OutlayServer, str]]


@pytest.fixture
def started(start_server: StartServer) -> Started:
    """Starts a server and registers somebody: the server and their token."""

    def start(*options: str, **settings: object) -> tuple[OutlayServer, str]:
        server = start_server(*options, **settings)
        server.wait_until_ready()
        body = {"username": "ann", "password": PASSWORD}
        answer = httpx.post(f"{server.url}/register", json=body, timeout=30)
        return server, answer.json()["access_token"]

    return start


def stops_being_ready(server: OutlayServer) -> httpx.Response:
    """Asks until it says no: the signal is on its way to every worker."""
    while (answer := httpx.get(f"{server.url}/health/ready", timeout=10)).is_success:
        time.sleep(0.01)
    return answer


@pytest.mark.parametrize("options", OPTIONS)
class TestSigterm:
    def test_is_told_by_the_readiness_while_requests_go_on(
        self, started: Started, options: list[str]
    ) -> None:
        server, token = started(*options, drain_seconds=3)
        with Connection(server, token) as slow, Connection(server, token) as kept:
            kept.begin("GET", "/expenses")
            assert kept.answer().status == 200
            slow.begin("POST", "/expenses", LUNCH, kept_back=5)
            server.send(signal.SIGTERM)
            refused = stops_being_ready(server)
            assert (refused.status_code, refused.json()["code"]) == (503, "stopping")
            assert "Retry-After" in refused.headers
            assert httpx.get(f"{server.url}/health/live", timeout=10).status_code == 200
            # A request on a connection that was kept is answered, and told that it was the last one.
            kept.begin("GET", "/expenses")
            last = kept.answer()
            assert (last.status, "connection: close" in last.headers) == (200, True)
            assert kept.is_closed()
            slow.go_on(LUNCH[-5:])
            assert slow.answer().status == 201
        assert server.wait() == 0
        assert server.traces() == []

    def test_lets_a_slow_request_end_after_it_stopped_listening(
        self, started: Started, options: list[str]
    ) -> None:
        server, token = started(*options, stop_seconds=30)
        with Connection(server, token) as slow:
            slow.begin("POST", "/expenses", LUNCH, kept_back=5)
            time.sleep(0.2)  # until it is read, which nothing tells
            server.send(signal.SIGTERM)
            _until_nobody_listens(server)
            slow.go_on(LUNCH[-5:])
            answer = slow.answer()
            assert (answer.status, slow.is_closed()) == (201, True)
        assert server.wait() == 0
        assert server.traces() == []

    def test_waits_only_so_long_and_says_so_without_a_trace(
        self, started: Started, options: list[str]
    ) -> None:
        server, token = started(*options, stop_seconds=1)
        with Connection(server, token) as slow:
            slow.begin("POST", "/expenses", LUNCH, kept_back=5)
            time.sleep(0.2)  # until it is read, which nothing tells
            server.send(signal.SIGTERM)
            answer = slow.answer()
            assert (answer.status, json.loads(answer.body)["code"]) == (503, "stopping")
            assert "retry-after" in answer.headers
        assert server.wait() == 0
        assert "Traceback" not in server.log.read_text()
        server.doctor()


def test_ctrl_c_waits_for_no_proxy(started: Started) -> None:
    server, _ = started(drain_seconds=300)
    server.send(signal.SIGINT)
    assert server.wait() == 0
    assert "Stopped." in server.log.read_text()


def _until_nobody_listens(server: OutlayServer) -> None:
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", server.port)) != 0:
                return
        time.sleep(0.02)
