"""Sends requests over a few kept-alive connections and measures the answers.

The event loop and the parser are C (uvloop, httptools): the sender shall cost little beside the server.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import cast

import httptools


@dataclass(frozen=True)
class Call:
    """A request of which many are sent, and the status that its answer has."""

    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object | None = None
    status: int = 200

    def encode(self) -> bytes:
        """The bytes of it, as HTTP/1.1 has them."""
        content = b"" if self.body is None else json.dumps(self.body).encode()
        headers = {"Host": "127.0.0.1", **self.headers}
        if content:
            headers |= {"Content-Type": "application/json", "Content-Length": str(len(content))}
        lines = [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([f"{self.method} {self.path} HTTP/1.1", *lines]).encode() + b"\r\n\r\n" + content


@dataclass(frozen=True)
class Measured:
    """How many answers came in how many seconds, and how long each took."""

    seconds: float
    latencies: list[float]

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        """The time in seconds that this share of the answers did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class WrongStatus(Exception):
    """A server answered otherwise than the call says: what was measured would be something else."""


class _Connection(asyncio.Protocol):
    """One connection that sends the next request when the answer to the last is complete."""

    def __init__(self, requests: Iterator[bytes], status: int, until: float) -> None:
        self.requests, self.status, self.until = requests, status, until
        self.latencies: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sent_at = 0.0

    def itself(self) -> _Connection:
        """What the loop asks for when the connection is there."""
        return self

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._send()

    def _send(self) -> None:
        request = next(self.requests, None) if time.perf_counter() < self.until else None
        if request is None:
            self.done.set_result(None)
            self.transport.close()
            return
        # Made anew: the parser keeps nothing of an answer that ended at the end of a message.
        self.parser = httptools.HttpResponseParser(self)
        self.sent_at = time.perf_counter()
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self.parser.feed_data(data)

    def on_message_complete(self) -> None:
        self.latencies.append(time.perf_counter() - self.sent_at)
        if self.parser.get_status_code() == self.status:
            asyncio.get_running_loop().call_soon(self._send)
            return
        self.done.set_exception(WrongStatus(f"{self.parser.get_status_code()} instead of {self.status}"))
        self.transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionResetError("the server closed the connection"))


async def send(
    port: int, requests: Iterator[bytes], *, status: int, connections: int, seconds: float = 3600
) -> Measured:
    """Sends requests to a server on this machine until there are no more, or the time is over.

    Raises WrongStatus for an answer with another status, OSError when the server closes a connection.
    """
    loop = asyncio.get_running_loop()
    begun = time.perf_counter()
    opened = [_Connection(requests, status, begun + seconds) for _ in range(connections)]
    for one in opened:
        await loop.create_connection(one.itself, "127.0.0.1", port)
    await asyncio.gather(*(one.done for one in opened))
    latencies = [latency for one in opened for latency in one.latencies]
    return Measured(time.perf_counter() - begun, latencies)
